"""The colours of a workbook's letters and of what is behind them, as six hexadecimal figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from defusedxml.ElementTree import fromstring

from sabreport.tables.workbooks.cell_runs import RunText
from sabreport.tables.workbooks.number_formats import colour_in
from sabreport.texts.office.colours import BLACK, HIGHLIGHTS, PAGE, cannot_be_told, colour_of, is_blue, mixed, shaded

_SHARES = {"gray0625": 1 / 16, "gray125": 1 / 8, "lightGray": 1 / 4, "mediumGray": 1 / 2, "darkGray": 3 / 4, "solid": 1.0}
"""How much of a cell has the colour of its pattern; stripes have about a quarter (light) or a half (dark)."""
_SYSTEM = {64: BLACK, 65: PAGE}
"""The colours of letters and of the page, by the numbers beyond those of the palette."""
_FIRST_OF_PALETTE = 7
"""What a number format calls Color 1 has the number after it."""
_NOT_GIVEN = "00000000"
"""What openpyxl takes for the colour of a pattern that names none."""
_THEMED = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order of the numbers by which cells call them."""


class SheetColours:
    """The colours of a workbook.

    Parameters
    ----------
    theme
        The part with its theme; None where it has none.
    palette
        Its numbered colours.
    """

    def __init__(self, theme: bytes | None, palette: Sequence[str]) -> None:
        self._palette = palette
        self._theme = {"lt1": PAGE, "dk1": BLACK, **_colours_of_theme(theme)}
        self._behind: dict[int, str] = {}
        self._own: dict[int, str] = {}

    def hides(self, cell: Any, value: Any) -> bool:
        """Whether letters of a cell, whose value may have runs, cannot be told from what is behind them."""
        behind = self.behind(cell)
        return bool(behind) and any(letters and cannot_be_told(letters, behind) for letters in self._letters(cell, value))

    def letters(self, cell: Any, value: Any) -> frozenset[str]:
        """The colours of a cell's letters but that of links, as far as known; what colours numbers by their size is left out."""
        found = self._letters(cell, value if isinstance(value, str) else None) - {"", self._theme.get("hlink", "")}
        is_underlined = bool(cell.font) and cell.font.u not in (None, "none")
        return frozenset(each for each in found if not (is_underlined and is_blue(each)))

    def behind(self, cell: Any) -> str:
        """The colour behind a cell; that of the page where it has none of its own, and empty where it is not known."""
        style = cell._style_id
        if style not in self._behind:
            self._behind[style] = self._of_fill(cell.fill)
        return self._behind[style]

    def named(self, marks: Mapping[str, str], automatic: str) -> str:
        """The colour that the marks of a file name, `automatic` where they leave it to Excel; empty where it is not known."""
        given, number = marks.get("rgb", ""), marks.get("theme", marks.get("indexed", ""))
        if "theme" in marks:
            colour = self._theme.get(_THEMED[int(number)], "") if number.isdecimal() and int(number) < len(_THEMED) else ""
        elif "indexed" in marks:
            colour = self._numbered(int(number)) if number.isdecimal() else ""
        else:
            colour = colour_of(given[-6:]) if given else automatic
        tint = float(marks.get("tint") or 0)
        return shaded(colour, darker=1 + min(tint, 0), lighter=1 - max(tint, 0)) if colour and tint else colour

    def of_pattern(self, kind: str, front: Mapping[str, str], back: Mapping[str, str]) -> str:
        """The colour that a pattern over a cell has from afar."""
        share = _SHARES.get(kind, 1 / 4 if kind.startswith("light") else 1 / 2)
        colour, behind = self.named(front, BLACK), self.named(back, PAGE)
        return mixed(colour, behind, share) if colour and behind and share < 1 else colour

    def _letters(self, cell: Any, value: Any) -> set[str]:
        """The colours of the letters of a cell."""
        style = cell._style_id
        if style not in self._own:
            self._own[style] = self.named(dict(cell.font.color), BLACK) if cell.font and cell.font.color else BLACK
        own = self._own[style]
        if isinstance(value, RunText):
            runs = [(text, marks) for text, marks in value.coloured if text.strip()]
            return {own if marks is None else self.named(marks, BLACK) for _, marks in runs}
        code = cell.number_format or "General"
        formatted = colour_in(code, value) if isinstance(value, int | float | str) and "[" in code else ""
        if formatted.startswith("color"):
            return {self._numbered(_FIRST_OF_PALETTE + int(formatted.removeprefix("color")))}
        return {HIGHLIGHTS.get(formatted, own)}

    def _of_fill(self, fill: Any) -> str:
        if fill is None or not fill.fill_type:
            return PAGE
        if hasattr(fill, "stop"):  # a gradient, which letters are in the midst of
            ends = [self.named(dict(stop.color), PAGE) for stop in fill.stop]
            return mixed(ends[0], ends[-1], 1 / 2) if ends and all(ends) else ""
        front, back = (dict(colour) for colour in (fill.fgColor, fill.bgColor))
        return self.of_pattern(fill.fill_type, front, {} if back.get("rgb") == _NOT_GIVEN else back)

    def _numbered(self, number: int) -> str:
        return colour_of(self._palette[number][-6:]) if number < len(self._palette) else _SYSTEM.get(number, "")


def _colours_of_theme(theme: bytes | None) -> dict[str, str]:
    """The colours of a theme by their names."""
    found = {}
    for scheme in (each for each in fromstring(theme or b"<none/>").iter() if each.tag.endswith("}clrScheme")):
        for each in scheme:
            colour = next(iter(each), None)
            given = "" if colour is None else colour_of(colour.get("lastClr") or colour.get("val", ""))
            found[each.tag.rpartition("}")[2]] = given
    return found
