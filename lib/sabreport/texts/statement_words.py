"""The words of a .docx or .odt that has been inspected, read from its own marks: what is printed is held against them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree.ElementTree import Element

from sabreport.texts.office.capitals import capitals_of
from sabreport.texts.office.odt_tables import repeat_cells
from sabreport.texts.office.parts import INDEXES, all_of, attribute, is_line_of_contents, name_of, parts_of
from sabreport.texts.office.sign_fonts import runs_in_signs, show_signs_of_odt
from sabreport.texts.office.word_boxes import is_watermark
from sabreport.texts.office.word_drawn import texts_in_codes
from sabreport.texts.office.word_styles import WORD

_DROP_CAP = "\ufdd2"  # a character that is none
_AFTER_DROP_CAP = re.compile(f"{_DROP_CAP} ?")  # the gap before the next paragraph, and none that was typed
_OF_MATHS = re.compile("[\u2100-\u214f\U0001d400-\U0001d7ff]")
_LETTERS_OF_SIGNS = re.compile("[\u0192\u0370-\u03ff\u2100-\u214f\u2460-\u24ff\u2776-\u2793\U0001f10b\U0001f10c]")
_WORD = re.compile(r"[^\W_]+")
_ODT_MARGINS = tuple(f"{place}{page}" for place in ("header", "footer") for page in ("", "-first", "-left"))
_TEXT_ROOTS = ("document", "footnotes", "endnotes", "dataModel")
_GAPS = (
    *("tab", "br", "cr", "ptab", "p", "tc", "s", "line-break", "h", "table-cell", "list-item", "rt", "ruby-text"),
    *("footnoteReference", "endnoteReference", "sym"),
    *("num", "den", "deg", "sup", "sub", "lim", "fName", "rad", "nary", "d"),  # of a formula, and what signs part
)


def words_of_file(path: Path) -> Counter[str]:
    """How often each word stands in the text of a .docx or .odt that has been inspected, notes and text boxes included.

    Headers and footers of pages and generated tables of contents are left out.
    """
    return words_in(printed_text(_parts(path)))


def page_margins(path: Path) -> str:
    """The words in the headers and footers of the pages of a .docx or .odt that has been inspected, in order of file."""
    margins = ("hdr", "ftr") if path.suffix.lower() == ".docx" else _ODT_MARGINS
    parts = _parts(path)
    texts = [_text(each, parts) for each in all_of(parts.values()) if name_of(each) in margins]
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in texts if words_in(text)))


def descriptions(path: Path) -> list[tuple[str, str]]:
    """The file and the description of each picture of an .odt that has been inspected, in order: Pandoc leaves them out."""
    found = []
    for frame in (each for each in all_of(_parts(path).values()) if name_of(each) == "frame"):
        said = [each.text for each in frame if name_of(each) in ("title", "desc") and each.text]
        found += [(attribute(image, "href"), ". ".join(said)) for image in frame if name_of(image) == "image"]
    return found


def _parts(path: Path) -> dict[str, Element]:
    """The parts of a package with each cell of a table as often as it stands."""
    parts = parts_of(path)
    if path.suffix.lower() != ".odt":
        return parts
    parts = deepcopy(parts)
    for root in parts.values():
        repeat_cells(root)
    show_signs_of_odt(parts)
    return parts


def words_in(text: str) -> Counter[str]:
    """How often each word stands in a text: runs of letters and digits, whatever stands between them."""
    return Counter(_words(text))


def words_beside_signs(text: str) -> Counter[str]:
    """The same where letters that may stand for a sign of a font of signs part words, such as the Greek one in 5μg."""
    return Counter(_words(_LETTERS_OF_SIGNS.sub(" ", text)))


def where_lost(path: Path, printed: str, lost: Counter[str]) -> tuple[str, ...]:
    """The words of a file that are lost, in the order and at the place of the file where a text that is printed lacks them."""
    said = _words(printed_text(_parts(path))) if lost else []
    matched = SequenceMatcher(None, said, _words(printed)).get_opcodes() if lost else []
    lacking = [word for kind, begin, end, *_ in matched if kind in ("delete", "replace") for word in said[begin:end]]
    found = tuple(word for word in lacking if word in lost)
    return found if lost.keys() <= set(found) else tuple(lost)


def _words(text: str) -> list[str]:
    return _WORD.findall(_OF_MATHS.sub(lambda found: _plain_letter(found[0]), text.replace("\u00ad", "")))


def _plain_letter(sign: str) -> str:
    """The letter that a letter of mathematics is, which is the same set in another way."""
    kind, _, code = unicodedata.decomposition(sign).partition(" ")
    return chr(int(code, 16)) if kind == "<font>" else sign


def printed_text(parts: Mapping[str, Element]) -> str:
    """The text of a package that is to be printed."""
    return " ".join(_text(root, parts) for root in parts.values() if name_of(root) in (*_TEXT_ROOTS, "document-content"))


def _text(root: Element, parts: Mapping[str, Element]) -> str:
    """The text of a part, words apart where a reader would see them apart."""
    passed = texts_in_codes(root) | {text for run in runs_in_signs(root, parts) for text in run}
    return _AFTER_DROP_CAP.sub("", "".join(_pieces(root, passed, capitals_of(root, parts))))


def _pieces(element: Element, passed: Set[Element], capitals: Set[Element]) -> Iterator[str]:
    name = name_of(element)
    if name in (
        "Fallback",
        "tracked-changes",
        "annotation",
        "creator",
        "date",
        "note-citation",
        "bibliography-source",
    ) or _is_left_out(element):
        return
    if name in _GAPS:
        yield " "
    if name == "noBreakHyphen":
        yield "-"
    office = "opendocument" in element.tag
    if name == "t" and element in passed:
        yield " "
    if element.text and element not in passed and (name == "t" or (office and name not in ("desc", "title"))):
        yield element.text
    for child in sorted(element, key=_is_above) if name == "ruby" else element:
        said = _pieces(child, passed, capitals)
        yield from map(str.upper, said) if child in capitals else said
        if child.tail and office:
            yield child.tail
    if name in _GAPS:
        yield _DROP_CAP if _is_drop_cap(element) else " "


def _is_drop_cap(element: Element) -> bool:
    """Whether a paragraph is the first letter of the next, over several of its lines."""
    frame = element.find(f"{WORD}pPr/{WORD}framePr")
    return frame is not None and attribute(frame, "dropCap") in ("drop", "margin")


def _is_above(element: Element) -> bool:
    """Whether an element holds words that stand above others."""
    return name_of(element) in ("rt", "ruby-text")


def _is_left_out(element: Element) -> bool:
    return _is_contents(element) or (name_of(element) in ("drawing", "pict") and is_watermark(element))


def _is_contents(element: Element) -> bool:
    """A table of contents or another list of the kind, which a word processor wrote and the report has no use for."""
    if name_of(element) in INDEXES:
        return True
    if name_of(element) == "p":
        return is_line_of_contents(element)
    if name_of(element) != "sdt":
        return False
    return any(name_of(each) == "docPartGallery" and attribute(each, "val") == "Table of Contents" for each in element.iter())
