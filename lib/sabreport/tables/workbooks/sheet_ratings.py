"""Empty cells and whole rows of a worksheet's table that say something by their colour alone: told, for it is not printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sabreport.base.errors import Problem
from sabreport.tables.workbooks.sheet_parts import SheetParts, column_letter, listed_places, range_of
from sabreport.tables.workbooks.worksheet_cells import Cell
from sabreport.texts.office.colours import PAGE
from sabreport.texts.office.rated_cells import TableCell, rated_cells


def said_of_ratings(
    path: Path, parts: SheetParts, rows: Mapping[int, Sequence[Cell]], shades: Mapping[int, Mapping[int, str]]
) -> Iterator[Problem]:
    """A remark about the empty cells under headings whose colour is neither that of their row nor that of their column, and one
    about rows that have a colour of their own.

    Parameters
    ----------
    rows
        The filled cells of each row that is read; the first holds the headings.
    shades
        The colour behind each cell of these rows, by the number of its column.
    """
    if {colour for behind in shades.values() for colour in behind.values()} <= {"", PAGE}:
        return
    headings = [cell.column for cell in next(iter(rows.values()), ()) if cell.text.strip()]
    words = {number: {cell.column: cell.text.strip() for cell in cells} for number, cells in rows.items()}
    yield from _said_of_rows(path, [*words], [_colour_of_row(words[row], headings, shades[row]) for row in words])
    table = [
        [TableCell(column, shades[row].get(column, ""), said.get(column, ""), not said.get(column)) for column in headings]
        for row, said in words.items()
    ]
    merged = [area for each in parts.of_sheet("mergeCell") if (area := range_of(each.get("ref", ""))) is not None]
    numbers = [*rows]
    rated = [(numbers[place], cell.column) for place, cell in rated_cells(table)]
    rated = [
        (row, column)
        for row, column in rated
        if not any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in merged)
    ]
    if rated:
        first, *others = dict.fromkeys(row for row, _ in rated)
        places = [f"{column_letter(column)}{row}" for row, column in rated]
        has = "is empty and has a colour of its own" if len(places) == 1 else "are empty and have a colour of their own"
        what = f"{listed_places(places)} {has}, and the colour is not printed"
        yield Problem(path, first, "", what, "Write in the cell what its colour says, such as Green.", also=tuple(others))


def _colour_of_row(words: Mapping[int, str], headings: Sequence[int], behind: Mapping[int, str]) -> str:
    """The colour behind most cells of a row that say something, two at least; that of the page where there is none."""
    colours = [behind.get(column, "") or PAGE for column in headings if words.get(column)]
    return next((each for each in colours if colours.count(each) > max(1, len(colours) / 2)), PAGE)


def _said_of_rows(path: Path, rows: Sequence[int], colours: Sequence[str]) -> Iterator[Problem]:
    """That a few rows below the headings are coloured otherwise than most; not where every other row is, which helps to read."""
    numbers, below = rows[1:], colours[1:]
    usual, often = max(((each, below.count(each)) for each in below), key=lambda found: found[1], default=(PAGE, 0))
    own = [nth for nth, colour in enumerate(below) if colour not in (usual, PAGE)]
    banded = [nth for nth in range(len(below)) if nth % 2 == own[0] % 2] == own if own else False
    if own and often > len(below) / 2 and not banded:
        first, *others = (numbers[nth] for nth in own)
        what = "the row has a colour of its own, and the colour is not printed"
        yield Problem(path, first, "", what, "Write in words what the colour says, where it says something.", also=tuple(others))
