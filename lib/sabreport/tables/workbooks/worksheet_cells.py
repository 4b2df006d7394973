"""One cell of a workbook: what it holds, as it would stand in a CSV, and how it is read in its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sabreport.base.characters import in_font
from sabreport.base.dates import day
from sabreport.report_kinds.columns import Cells
from sabreport.tables.workbooks.cell_runs import RunText
from sabreport.tables.workbooks.number_formats import NONE_BESIDE, beside, hides_minus, is_percentage, short_date, shows_no_number
from sabreport.tables.workbooks.sheet_colours import SheetColours
from sabreport.tables.workbooks.sheet_parts import column_letter
from sabreport.tables.workbooks.shown_moments import shows_time, words_of_date
from sabreport.tables.workbooks.shown_values import as_shown, in_digits
from sabreport.tables.workbooks.worksheet_looks import Look

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes what XML cannot hold, such as the line ends of Windows."""


@dataclass(frozen=True)
class Cell:
    """One cell that holds something: its place as Excel names it, what it holds, how it shows, and where its formula links.

    `kind` is what it holds where that is no words and no number, such as a picture; then `text` is empty.
    """

    place: str
    column: int
    text: str
    has_no_result: bool
    look: Look
    link: str = ""
    kind: str = ""


def cell_read(
    row: int, cell: Any, *, colours: SheetColours, pending: bool, link: str = "", kind: str = "", is_tick_box: bool = False
) -> Cell:
    """A cell as openpyxl reads it, with how it shows."""
    code, font = cell.number_format or "General", str((cell.font and cell.font.name) or "")
    value, has_other_signs = _in_fonts(cell.value, font)
    text = "" if kind else _text_of(value, code)
    place = f"{column_letter(cell.column)}{row}"
    kept = value if isinstance(value, RunText) else text
    is_plain = not text or code in ("General", "@") or isinstance(value, bool)
    of_time = isinstance(value, date | time | timedelta)
    look = Look(
        place,
        row,
        cell.column,
        kept,
        other_signs=has_other_signs or (not isinstance(value, str) and in_font(text, font)[1]),
        struck=bool(text and cell.font and cell.font.strike),
        crossed=bool(text) and _is_crossed(cell.border),
        nothing=isinstance(value, int | float) and shows_no_number(code, value),
        hides_minus=isinstance(value, int | float) and not shows_no_number(code, value) and hides_minus(code, value),
        beside=NONE_BESIDE if is_plain else words_of_date(code) if of_time else beside(code, value),
        shown=text if is_plain else as_shown(code, text if isinstance(value, str) else value),
        short=value.strftime(form) if hasattr(value, "isoformat") and (form := short_date(code)) else "",
        is_day=isinstance(value, date),
        has_time=isinstance(value, datetime) and value.time() != time() and shows_time(code),
        unseen=bool(text.strip()) and colours.hides(cell, value),
        is_tick_box=is_tick_box and isinstance(value, bool),
        indented=bool(text.strip() and cell.alignment and cell.alignment.indent),
        letters=colours.letters(cell, value) if text.strip() else frozenset(),
        style=_style_of(cell.font) if text.strip() and cell.font and not isinstance(value, RunText) else (),
        size=float(cell.font.sz or 0) if text.strip() and cell.font else 0,
    )
    return Cell(place, cell.column, text, pending, look, link, kind)


def _is_crossed(border: Any) -> bool:
    """Whether lines are drawn through a cell from corner to corner."""
    return bool(border and (border.diagonalUp or border.diagonalDown) and border.diagonal and border.diagonal.style)


def _style_of(font: Any) -> tuple[str, ...]:
    """How a font sets all of a cell, as a remark names it; what is struck through is told apart."""
    looks = {"bold": font.b, "italic": font.i, "underlined": font.u not in (None, "none")}
    looks |= {"raised": font.vertAlign == "superscript", "lowered": font.vertAlign == "subscript"}
    return tuple(name for name, has in looks.items() if has)


def as_read(cell: Cell, column: Cells | None) -> str:
    """A cell as it is read in a column: a number without its look, but with "about" where the column knows it; else as it shows.

    Parameters
    ----------
    column
        What its column holds; None where that has no heading of the extract.
    """
    shown = cell.text if cell.look.shown is None else cell.look.shown
    if column is None or column.kind == "text":
        is_whole_day = (
            cell.look.is_day and column is not None and column.may_be_day and shown == day(date.fromisoformat(cell.text))
        )
        return cell.text if is_whole_day else shown
    plain = cell.look.text.plain if isinstance(cell.look.text, RunText) else cell.text
    if column.kind == "date":
        return cell.look.short or plain
    return f"{cell.look.beside.before} {plain}" if cell.look.says_about(column) else plain


def _in_fonts(value: Any, font: str) -> tuple[Any, bool]:
    """A text as its fonts show it (`font` is the cell's), and whether it shows more than is known; all else as it is."""
    if isinstance(value, RunText):
        return value.in_fonts(font)
    return in_font(value, font) if isinstance(value, str) else (value, False)


def _text_of(value: Any, code: str) -> str:
    """What a cell holds under a number format, as it would stand in a CSV."""
    if value is None:
        return ""
    if isinstance(value, time) and not shows_time(code):
        return "00/01/1900"  # as Excel shows a day that is 0
    if hasattr(value, "isoformat"):
        return str(value)[:10]
    if isinstance(value, timedelta):
        return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02}"
    if isinstance(value, bool):
        return str(value).upper()
    if not isinstance(value, int | float):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)).replace("\r\n", "\n")
    if is_percentage(code, value):
        return f"{in_digits(value * 100)}%"
    return in_digits(value)
