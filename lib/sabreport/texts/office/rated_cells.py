"""Cells of a table that say something by their colour alone, such as a rating in red, amber and green."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sabreport.texts.office.colours import colour_of, name_of_colour

_NO_COLOUR = ("", "auto", "FFFFFF")
RATINGS = ("red", "orange", "amber", "yellow", "green")
_LEAST = 0.08
"""How far from grey a rating is at least; see `name_of_colour`. The palest green of Word is as far."""
_LEAST_OF_ONE = 0.4
"""The same of the only colour of a column."""
_OF_ROWS = -1
_SAY_IT = re.compile(
    r"(?:[ragy]|yes|no|done|high|medium|low|good|poor|outstanding|inadequate|requires improvement|overdue|late|delayed|behind"
    r"|completed?|closed|open|achieved|met|not met|partly met|partially met|on track|off track|at risk|not started"
    r"|in progress)\W*"
    r"|.*\b(?:red|amber|yellow|orange|green)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What a cell says that its colour would say again."""


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


def rated_words(rows: Sequence[Sequence[TableCell]]) -> dict[str, list[str]]:
    """The words of cells whose colour rates them, and that do not say the same, by the names of the colours.

    In one column, in columns of which none is of one colour, or among rows that are coloured as a whole, stand two or more of the
    colours of a rating and no other, or in a column one strong one in few of its cells. The first row is a heading.
    """
    found: dict[str, list[str]] = {}
    columns = _columns(rows)
    uneven = [
        column
        for place, column in columns.items()
        if place != _OF_ROWS and (len(column) == 1 or len({hue for hue, _ in column}) > 1)
    ]
    together = {hue for column in uneven for hue, _ in column if hue}
    for place, column in columns.items():
        shown = [hue for hue, _ in column if hue]
        strong = all(name_of_colour(colour_of(cell.colour), _LEAST_OF_ONE) for hue, cell in column if hue)
        is_one = place != _OF_ROWS and strong and 0 < 2 * len(shown) <= len(column)
        is_of_several = column in uneven and len(together) > 1 and together <= set(RATINGS)
        if (len(set(shown)) > 1 or is_one or is_of_several) and set(shown) <= set(RATINGS):
            for hue, cell in column:
                if hue and cell.words and not _SAY_IT.fullmatch(cell.words):
                    found.setdefault(hue, []).append(cell.words)
    return found


def _columns(rows: Sequence[Sequence[TableCell]]) -> dict[int, list[tuple[str, TableCell]]]:
    """The cells below the heading of each column, each with the name of its colour; rows that have one colour are apart.

    A cell over all columns heads those below it.
    """
    columns: dict[int, list[tuple[str, TableCell]]] = {}
    widest = max(map(len, rows), default=0)
    for row in (each for each in rows[1:] if len(each) > 1 or widest == 1):
        hues = [name_of_colour(colour_of(cell.colour), _LEAST) for cell in row]
        if len(row) > 1 and hues[0] and len(set(hues)) == 1:
            said = any(_SAY_IT.fullmatch(cell.words) for cell in row)
            first = TableCell(_OF_ROWS, row[0].colour, "" if said else row[0].words, is_empty=said)
            columns.setdefault(_OF_ROWS, []).append((hues[0], first))
            continue
        for hue, cell in zip(hues, row, strict=True):
            columns.setdefault(cell.column, []).append((hue, cell))
    return columns


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
