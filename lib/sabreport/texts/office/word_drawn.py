"""What a Word document shows and holds as no text: charts, WordArt, fields worked out anew; and codes, which it hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sabreport.texts.office.parts import name_of, texts_of_word
from sabreport.texts.office.word_boxes import drawings_of, is_watermark
from sabreport.texts.office.word_styles import WORD
from sabreport.wording.lists import first_words

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINES = "{urn:schemas-microsoft-com:vml}"
_WITHOUT_RESULT = ("EQ", "SYMBOL", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")
"""Fields that Word shows without keeping what it shows."""


def drawn_in_word(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What of a document would not be printed since it holds no text of it, each with its remedy."""
    texts = list(texts_of_word(parts).values())
    for chart in (root for root in parts.values() if root.tag == f"{_CHART}chartSpace"):
        said = list(dict.fromkeys(" ".join((each.text or "").split()) for each in _words_of_chart(chart)))
        remedy = "In Word, copy it and paste it as a picture with a description, or write what it shows as a text or a table."
        yield f"a chart is not printed: {_quoted(filter(None, said))}", remedy
    drawn = [each for root in texts for each in drawings_of(root) if not is_watermark(each)]
    written = [path.get("string", "") for each in drawn for path in each.iter(f"{_LINES}textpath")]
    if any(map(str.strip, written)):
        yield f"WordArt is not printed: {_quoted(written)}", "Write its words as a paragraph of the text."
    codes = [" ".join(code.split()) for root in texts for code in _codes_without_result(root)]
    shown = [code for code in codes if code.partition(" ")[0].upper() in _WITHOUT_RESULT]
    if shown:
        what = f"what Word works out of a field's code is not in the file, and would not be printed: {_quoted(shown)}"
        yield what, "In Word, write in its place, as ordinary text, what Word shows there."


def linked_pictures(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """That pictures are not in a document but elsewhere, as in a letter copied from an e-mail; with the remedy."""
    drawn = [each for root in texts_of_word(parts).values() for each in root.iter(f"{WORD}drawing")]
    linked = [
        each for each in drawn if any(blip.get(f"{_RELATED}link") and not blip.get(f"{_RELATED}embed") for blip in _blips(each))
    ]
    if linked:
        described = [
            properties.get("descr", "") for each in linked for properties in each.iter() if name_of(properties) == "docPr"
        ]
        said = _quoted(described) if any(map(str.strip, described)) else "no description"
        what = f"a picture that is kept elsewhere, and not in the file, is not printed: {said}"
        yield what, "In Word, cut it and paste it as a picture, with a description; or write what it shows."


def _blips(drawing: Any) -> Iterator[Any]:
    return (each for each in drawing.iter() if name_of(each) == "blip")


def texts_in_codes(root: Any) -> set[Any]:
    """The texts that are part of a field's code, such as another field's result that it is worked out of; Word shows none."""
    open_codes, found = list[bool](), set[Any]()
    for each in root.iter():
        if each.tag == f"{WORD}t" and any(open_codes):
            found.add(each)
        elif each.tag == f"{WORD}fldChar":
            _step(open_codes, each)
    return found


def _step(open_codes: list[bool], mark: Any) -> None:
    """Go past a mark of a field: of each field around, whether it stands within its code."""
    kind = mark.get(f"{WORD}fldCharType")
    if kind == "begin":
        open_codes.append(True)
    elif open_codes and kind == "separate":
        open_codes[-1] = False
    elif open_codes and kind == "end":
        open_codes.pop()


def _codes_without_result(root: Any) -> Iterator[str]:
    """The code of each field that has no text for its result."""
    codes, results = list[str](), list[str]()
    for each in root.iter():
        kind = each.get(f"{WORD}fldCharType") if each.tag == f"{WORD}fldChar" else ""
        if kind == "begin":
            codes.append("")
            results.append("")
        elif codes and kind == "end":
            code, result = codes.pop(), results.pop()
            if not result.strip():
                yield code
        elif codes and each.tag == f"{WORD}instrText":
            codes[-1] += each.text or ""
        elif codes and each.tag == f"{WORD}t":
            results[-1] += each.text or ""
        elif each.tag == f"{WORD}fldSimple" and not any((text.text or "").strip() for text in each.iter(f"{WORD}t")):
            yield each.get(f"{WORD}instr", "")


def _words_of_chart(chart: Any) -> Iterator[Any]:
    return (each for each in chart.iter() if each.tag == f"{_DRAWING}t" or (name_of(each) == "v" and each.tag.startswith(_CHART)))


def _quoted(items: Iterable[str]) -> str:
    return f'"{first_words(" ".join(items), 30)}"'
