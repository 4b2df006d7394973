"""Empty cells of a table that say something by their colour alone, such as a rating in red, amber and green."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NO_COLOUR = ("", "auto", "FFFFFF")


@dataclass(frozen=True)
class TableCell:
    """A cell of a table: the column in which it begins, its own colour, its words, and whether it says anything."""

    column: int
    colour: str
    words: str
    is_empty: bool


def rated_cells(rows: Sequence[Sequence[TableCell]]) -> Iterator[tuple[int, TableCell]]:
    """Each empty cell whose colour is neither that of its row nor that of its column, with the place of its row.

    A column without a word below its heading may be of one colour, as where all is green.
    """
    if len(rows) == 1:
        return
    columns: dict[int, list[TableCell]] = {}
    for row in rows:
        for cell in row:
            columns.setdefault(cell.column, []).append(cell)
    for place, row in enumerate(rows):
        for cell in row:
            if (
                cell.is_empty
                and cell.colour not in _NO_COLOUR
                and not _is_band(cell, row)
                and not _is_of(cell, row)
                and (not _is_of(cell, columns[cell.column]) or _rates(columns[cell.column]))
            ):
                yield place, cell


def _is_of(cell: TableCell, line: Sequence[TableCell]) -> bool:
    """Whether a cell has the colour that its row or column has, the first cell of which may be another for a heading."""
    others = [each for each in line[1:] if each is not cell] or [each for each in line if each is not cell]
    return bool(others) and all(each.colour == cell.colour for each in others)


def _rates(column: Sequence[TableCell]) -> bool:
    """Whether the cells below a column's heading have no words and one colour, which is no grey and not that of the heading."""
    heading, *below = column
    colour = below[0].colour
    is_grey = len({colour[at : at + 2] for at in (0, 2, 4)}) == 1
    return bool(heading.words) and heading.colour != colour and not is_grey and all(each.is_empty for each in below)


def _is_band(cell: TableCell, row: Sequence[TableCell]) -> bool:
    """Whether most cells of a row that say something have a cell's colour, be others of another."""
    others = [each.colour for each in row if not each.is_empty]
    return others.count(cell.colour) > len(others) / 2
