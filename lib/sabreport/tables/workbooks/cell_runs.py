"""Text of a workbook's cell in runs: what is raised, lowered or struck through in it, or set in a font of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sabreport.base.characters import in_font

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMS = {
    "superscript": dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "subscript": dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
}
_NAMED = {"superscript": "raised", "subscript": "lowered"}
_ORDINALS = ("st", "nd", "rd", "th")
"""Letters that are raised for their look alone, as in 31st."""


class RunText(str):
    """The text of a cell, in which each raised or lowered digit is the character for it; and what else its runs show.

    `plain` is the text without a look; `moved` names what is raised or lowered; `flat` is what of it has no character of its
    own; `struck` is what is struck through; `pieces` is each run with its font, empty for that of the cell; `coloured` is each
    run with the marks of its colour, of which there are none where it is automatic; None for a run that looks as the cell does;
    `stressed` is what of it is bold or underlined, where the rest is not.
    """

    plain: str = ""
    moved: tuple[str, ...] = ()
    flat: tuple[str, ...] = ()
    struck: str = ""
    pieces: tuple[tuple[str, str], ...] = ()
    coloured: tuple[tuple[str, Mapping[str, str] | None], ...] = ()
    stressed: str = ""

    def in_fonts(self, font: str) -> tuple[RunText, bool]:
        """The same text as its fonts show it, of which `font` is the cell's, and whether it shows otherwise than is known."""
        shown = [in_font(piece, own or font) for piece, own in self.pieces]
        new = RunText("".join(piece for piece, _ in shown))
        new.__dict__.update(self.__dict__)
        return new, any(other for _, other in shown)


def text_of_runs(item: Any) -> str | None:
    """The text of a string item with runs; None where it has none."""
    texts: list[str] = []
    plain: list[str] = []
    fonts: list[str] = []
    colours: list[Mapping[str, str] | None] = []
    moved: list[str] = []
    flat: list[str] = []
    struck: list[str] = []
    stressed: dict[str, list[str]] = {"b": [], "u": []}
    for run in item.iter(f"{_MAIN}r"):
        text = "".join(each.text or "" for each in run.findall(f"{_MAIN}t"))
        plain.append(text)
        fonts.append(_value(run.find(f"{_MAIN}rPr/{_MAIN}rFont"), ""))
        colours.append(_marks_of_colour(run.find(f"{_MAIN}rPr")))
        place = _value(run.find(f"{_MAIN}rPr/{_MAIN}vertAlign"), "baseline")
        if _value(run.find(f"{_MAIN}rPr/{_MAIN}strike"), "0", "1") in ("1", "true"):
            struck.append(text)
        for look, words in stressed.items():
            if _value(run.find(f"{_MAIN}rPr/{_MAIN}{look}"), "0", "1") not in ("0", "false", "none"):
                words.append(text)
        if place in _FORMS and text.strip():
            moved.append(f"{_NAMED[place]} {text.strip()}")
            forms = _FORMS[place]
            if all(each in forms or each.isspace() for each in text):
                text = "".join(forms.get(each, each) for each in text)
            elif not (text.strip().lower() in _ORDINALS and "".join(texts)[-1:].isdigit()):
                flat.append(text.strip())
        texts.append(text)
    if not texts:
        return None
    found = RunText("".join(texts))
    found.plain = "".join(plain)
    found.pieces = tuple(zip(texts, fonts, strict=True))
    found.coloured = tuple(zip(plain, colours, strict=True))
    of_each_look = ("".join(words).strip() for words in stressed.values())
    found.stressed = next((words for words in of_each_look if words not in ("", found.strip())), "")
    found.moved, found.flat, found.struck = tuple(moved), tuple(flat), "".join(struck).strip()
    return found


def with_runs(plain: list[str], items: Iterator[Any]) -> list[str]:
    """The shared strings of a workbook, those with runs as `RunText`."""
    told = [text_of_runs(item) for item in items if item.tag == f"{_MAIN}si"]
    if len(told) != len(plain):
        return plain
    return [text if marked is None else marked for text, marked in zip(plain, told, strict=True)]


def _marks_of_colour(look: Any) -> Mapping[str, str] | None:
    """The marks of the colour that a run's look gives it; None where it has no look of its own."""
    if look is None:
        return None
    colour = look.find(f"{_MAIN}color")
    return {} if colour is None else dict(colour.attrib)


def _value(element: Any, absent: str, bare: str = "") -> str:
    """The ``val`` of an element: `absent` where there is no such element, `bare` where it has none."""
    return absent if element is None else str(element.get("val", bare))
