"""Letters set in a font that has signs in place of letters, such as Wingdings, by a style too: shown as the signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from sabreport.base.characters import in_font
from sabreport.texts.office.font_signs import sign_of
from sabreport.texts.office.odt_styles import OdtStyles, faces_of
from sabreport.texts.office.parts import name_of, texts_of_odt
from sabreport.texts.office.word_runs import paragraphs_of, properties_of, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles, is_in_signs, is_of_signs, is_of_signs_by_name

_NAMES = (f"{WORD}ascii", f"{WORD}hAnsi")
_CODE = re.compile(r"(?!D[89A-F])[0-9A-F]{4}", re.IGNORECASE)
_OWN, _LETTERS = 0xF000, 0x100
_STYLED = ("p", "h", "span", "a")


def runs_in_signs(root: Any, parts: Mapping[str, Any]) -> Iterator[Any]:
    """The runs of a part of a Word document that are set in such a font."""
    styles = WordStyles(parts)
    yield from (run for run in root.iter(f"{WORD}r") if is_in_signs(run))
    if styles.has("rFonts"):
        yield from (run for run, _ in _by_style(root, styles))


def set_signs_in_word(root: Any, parts: Mapping[str, Any]) -> None:
    """Give each run that has such a font by its style the font itself, which is all that Pandoc reads."""
    for run, fonts in list(_by_style(root, WordStyles(parts))):
        properties = properties_of(run)
        for own in properties.findall(f"{WORD}rFonts"):
            properties.remove(own)
        etree.SubElement(properties, f"{WORD}rFonts").attrib.update({name: fonts.get(name) for name in _NAMES if fonts.get(name)})


def write_sign(mark: Any) -> None:
    """Write a sign of a font that Pandoc does not know, and would pass over, as the character that it is."""
    font, code = mark.get(f"{WORD}font", ""), mark.get(f"{WORD}char", "")
    if not is_of_signs_by_name(font) and _CODE.fullmatch(code):
        mark.attrib.clear()
        mark.tag, mark.text = f"{WORD}t", chr(int(code, 16))


def _by_style(root: Any, styles: WordStyles) -> Iterator[tuple[Any, Any]]:
    """The runs that have such a font by their style alone, and the mark of the font."""
    for paragraph, around in paragraphs_of(root):
        for run in runs_of(paragraph):
            own = run.find(f"{WORD}rPr/{WORD}rFonts")
            if own is None or not any(own.get(name) for name in _NAMES):
                fonts = styles.nearest("rPr/rFonts", run, paragraph, around.table)
                if fonts is not None and fonts is not own and is_of_signs(fonts):
                    yield run, fonts


def show_signs_of_odt(parts: Mapping[str, Any]) -> None:
    """Write the signs of an OpenDocument text in place of the letters for which they stand."""
    styles, faces = OdtStyles(parts.values()), faces_of(parts.values())
    for root in texts_of_odt(parts.values()):
        _show(root, "", styles, faces)


def _show(element: Any, font: str, styles: OdtStyles, faces: Mapping[str, str]) -> None:
    """Write the signs of an element that stands in words of a font."""
    name = name_of(element)
    if name in _STYLED:
        given = styles.value(element, "text-properties", "font-name", "font-family").strip("'")
        font = faces.get(given, given) or ("" if name in ("p", "h") else font)
    if font and element.text:
        element.text = _signs(element.text, font)
    for child in (each for each in element if isinstance(each.tag, str)):
        _show(child, font, styles, faces)
        if font and child.tail:
            child.tail = _signs(child.tail, font)


def _signs(text: str, font: str) -> str:
    """What letters show in a font; one whose sign is not known is Word's number for it, which no font of the kit has."""
    shown = ((each, *in_font(each, font)) for each in text)
    return "".join(sign_of(each, font) or _own(each) if is_other else sign for each, sign, is_other in shown)


def _own(letter: str) -> str:
    return chr(_OWN + ord(letter)) if ord(letter) < _LETTERS else letter
