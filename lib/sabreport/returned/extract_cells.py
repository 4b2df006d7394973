"""The cells of a board's extracts that hold words, to find the one that a printed cell was written from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.report_kinds.columns import EXTRACTS, columns_of
from sabreport.returned.typed_text import words_of

ALL = tuple(extract.name for extract in EXTRACTS)
_FEWEST = 2
"""Words that a text has to have to be looked for in a longer one."""


@dataclass(frozen=True)
class Row:
    """A row of an extract: its number as a spreadsheet shows it, and its cells by their heading."""

    path: str
    number: int
    cells: dict[str, str]

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of its cells, by their heading."""
        return {heading: " ".join(words_of(text)) for heading, text in self.cells.items()}


def rows_of(project: Project, names: Sequence[str] = ALL) -> list[Row]:
    """The rows of all extracts of a board and year that can be read, or of some by their names."""
    from sabreport.tables.csv_tables import rows_of_csv  # slow to import
    from sabreport.tables.exported_cells import as_exported
    from sabreport.tables.reading import find_extract
    from sabreport.tables.workbooks.worksheets import rows_of_workbook

    found: list[Row] = []
    problems: list[Problem] = []
    for name in names:
        path = find_extract(project.data, name)
        if path is None:
            continue
        if path.suffix == ".csv":
            read = rows_of_csv(path, project.root, columns_of(name), problems)
            rows = read[0] if read else None
        else:
            rows = rows_of_workbook(path, project.root, problems, [])
        found += _named(
            project.relative(path),
            [(number, {at: as_exported(text)[0] for at, text in cells.items()}) for number, cells in rows or ()],
        )
    return found


def _named(path: str, rows: Sequence[tuple[int, dict[int, str]]]) -> Iterator[Row]:
    headings = {column: text.strip().lower() for column, text in rows[0][1].items()} if rows else {}
    for number, cells in rows[1:]:
        yield Row(path, number, {headings[column]: text for column, text in cells.items() if column in headings})


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


def _holds(one: str, other: str) -> bool:
    """Whether two texts are the same, or one holds the other."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short.split()) >= _FEWEST and f" {short} " in f" {long} "
