"""Room for the text of a data workbook: widths of columns, heights of rows, and how pages are printed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from sabreport.documents.published_tables import PublishedTable
from sabreport.documents.workbook.notes import Notes

CONTENTS, NOTES = "Contents", "Notes"
"""The sheets that list the tables and the notes."""
COVER_WIDTH = 85
"""Characters, as all widths."""
_WIDEST, _NARROWEST = 50, 11
_CONTENTS_WIDTHS, _NOTES_WIDTHS = (14, 100), (10, 40, 90)
_LINE_HEIGHT = 15.75
_HIGHEST_ROW = 409  # points; Excel takes no higher, and mends a workbook that has one


def lay_out(
    workbook: Any, cover: dict[str, Any], notes: Notes, tables: Sequence[tuple[PublishedTable, int]], draft_mark: str
) -> None:
    """Columns and rows with room for their text, on pages of A4 across with the draft mark above; each table has its first row.

    Heights are set because not every program works them out; they allow for a wide font.
    """
    for sheet in workbook.worksheets():
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&R{draft_mark.replace('&', '&&')}" if draft_mark else "")
        sheet.set_footer("&L&A&RPage &P of &N")
    texts = [
        "",
        *("" if isinstance(text, dict) else text for part in ("intro", "about", "contact") for text in ("", *cover[part])),
    ]
    make_room(workbook.get_worksheet_by_name("Cover"), 0, [[text] for text in texts], [COVER_WIDTH])
    if not tables:
        return
    rows: list[Sequence[str]] = [[table.sheet, table.title] for table, _ in tables]
    make_room(workbook.get_worksheet_by_name(CONTENTS), 3, rows, _CONTENTS_WIDTHS)
    make_room(
        workbook.get_worksheet_by_name(NOTES),
        2,
        [["Note number"], *(["", *each] for each in notes.texts.values())],
        _NOTES_WIDTHS,
    )
    for table, first in tables:
        sheet = workbook.get_worksheet_by_name(table.sheet)
        sheet.repeat_rows(first)
        make_room(sheet, first, [table.headings, *([cell.text for cell in row] for row in table.rows)], _widths(table))


def _widths(table: PublishedTable) -> list[float]:
    """The width of each column in characters: room for its longest cell, within limits; longer text wraps."""
    columns = zip(*([cell.text for cell in row] for row in table.rows), strict=True) if table.rows else [()] * len(table.headings)
    longest = [max(map(len, [*texts, *heading.split()])) for heading, texts in zip(table.headings, columns, strict=True)]
    return [min(max(1.2 * length + 2, _NARROWEST), _WIDEST) for length in longest]


def make_room(sheet: Any, first: int, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """Set the widths of a sheet's columns and the heights of its rows, from the row numbered `first`."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=first):
        lines = max(len(textwrap.wrap(text, int(width))) for text, width in zip(row, widths, strict=False))
        if lines > 1:
            sheet.set_row(number, min(lines * _LINE_HEIGHT, _HIGHEST_ROW))
