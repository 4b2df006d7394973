"""The cells of a board's extracts that hold words, to find the one that a printed cell was written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sabreport.base.project import Project
from sabreport.returned.typed_text import words_of
from sabreport.tables import rows as tables

_FEWEST = 2
"""Words that a text has to have to be looked for in a longer one."""


@dataclass(frozen=True)
class Row(tables.Row):
    """A row of an extract, and its words."""

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of its cells, by their heading."""
        return {heading: " ".join(words_of(text)) for heading, text in self.cells.items()}


def rows_of(project: Project, names: Sequence[str] = tables.ALL) -> list[Row]:
    """The rows of all extracts of a board and year that can be read, or of some by their names."""
    return [Row(each.path, each.number, each.cells) for each in tables.rows_of(project, names)]


def cell_behind(rows: Sequence[Row], printed: str, beside: Sequence[str]) -> tuple[Row, str] | None:
    """The cell that a printed one was written from, with its heading; None where none has its words.

    Parameters
    ----------
    beside
        What else stands in the printed row.
    """
    wanted, others = " ".join(words_of(printed)), [" ".join(words_of(each)) for each in beside]
    best: tuple[int, Row, str] | None = None
    for row in rows:
        held = {heading: text for heading, text in row.words.items() if _holds(wanted, text)}
        if not held:
            continue
        score = sum(1 for other in others if other and any(_holds(other, text) for text in row.words.values()))
        for heading, text in held.items():
            weight = 4 * score + (3 if text == wanted else 1)
            if best is None or weight > best[0]:
                best = (weight, row, heading)
    return None if best is None else best[1:]


def cells_saying(rows: Sequence[Row], printed: str, below: str) -> list[tuple[Row, str]]:
    """All cells with just these words, where one column alone has them: words of two columns may be the same by chance.

    Parameters
    ----------
    below
        What is printed below them, to tell of several columns the one whose rows say it.
    """
    wanted, said = " ".join(words_of(printed)), " ".join(words_of(below))
    found = [(row, heading) for row in rows for heading, text in row.words.items() if wanted and text == wanted]
    columns = {(row.path, heading) for row, heading in found}
    if len(columns) > 1:
        others = ((row, heading, text) for row, heading in found for name, text in row.words.items() if name != heading)
        columns = {(row.path, heading) for row, heading, text in others if _holds(text, said)}
    return [each for each in found if (each[0].path, each[1]) in columns] if len(columns) == 1 else []


def _holds(one: str, other: str) -> bool:
    """Whether two texts are the same, or one holds the other."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short.split()) >= _FEWEST and f" {short} " in f" {long} "
