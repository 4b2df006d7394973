"""The rows of a board's extracts as they stand in the files, to say which of them something was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.report_kinds.columns import EXTRACTS, columns_of

ALL = tuple(extract.name for extract in EXTRACTS)


@dataclass(frozen=True)
class Row:
    """A row of an extract: its number as a spreadsheet shows it, and its cells by their heading."""

    path: str
    number: int
    cells: dict[str, str]


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
