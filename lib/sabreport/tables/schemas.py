"""The columns of every extract as pandera schemas.

A schema is checked against cells as they stand in the file (text), so that a message can quote what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.errors import SchemaErrors
from pandera.pandas import Check, Column, DataFrameSchema

from sabreport.base.errors import Problem, grouped
from sabreport.report_kinds.columns import EXTRACTS, Cells, ExtractColumns, columns_of, extract_called
from sabreport.tables import cells as read
from sabreport.tables.exported_cells import holds_several
from sabreport.tables.marks import read_mark
from sabreport.wording.lists import listed

_MOST_QUOTED = 8
"""Faults of one column that are each quoted; of more, the rows are named."""
MOST_CHARACTERS = 32_000
"""Of the cells of a row together, some of which stand in one cell of the data workbook: it takes 32,767, with words between."""


def _fault(cell: str, about: Cells) -> read.Fault | None:
    """What is wrong with a cell of a column, and what to do; None where nothing is."""
    if cell == "":
        return (read.EMPTY, "Fill it in, or delete the whole row.") if about.required else None
    if read.is_formula_error(cell):
        return read.formula_error_fault(cell)
    if about.words:
        return None if cell in about.words else read.word_fault(cell, about.words, about.instead)
    if about.kind == "number":
        plain = read.is_number(read.without_about(cell) if about.about else cell)
        if plain or ((mark := read_mark(cell)) is not None and mark.kind in about.marks):
            return None
        marks = "held" in about.marks
        return read.number_fault(cell, required=about.required, instead=about.instead, marks=marks, about=about.about)
    if about.kind == "date":
        date = read.is_date(cell) if about.whole_days else read.is_span(cell)
        return None if date else read.date_fault(cell, if_empty=about.if_empty, whole_days=about.whole_days)
    if not read.is_visible(cell, matched=about.matched):
        return read.unseen_fault(cell)
    if about.matched and holds_several(cell):
        return (
            f'"{cell}" holds several names, as SharePoint and Microsoft Forms join them',
            "Write each in a row of its own, or the one that is meant.",
        )
    if read.is_nothing_of_programs(cell) or (about.matched and not about.required and read.is_placeholder(cell)):
        leave = "Leave the cell empty if there is nothing to say, or write what it stands for."
        return f'"{cell}" would be printed as it is typed', "Write what belongs there." if about.required else leave
    if about.may_be_day and read.is_impossible_day(cell):
        return read.impossible_day_fault(cell)
    return read.excels_day_fault(cell) if about.may_be_day and read.is_excels_day(cell) else None


def _right(about: Cells) -> Check:
    return Check(lambda cells: cells.map(lambda cell: _fault(cell, about) is None).astype(bool))


def _schema(extract: ExtractColumns) -> DataFrameSchema:
    columns = {name: Column(str, _right(about)) for name, about in extract.columns.items()}
    unique = list(extract.unique)
    return DataFrameSchema(
        columns, name=extract.name, unique=unique, report_duplicates="exclude_first", strict=True, ordered=False
    )


@cache
def schemas() -> dict[str, DataFrameSchema]:
    """The schema of each extract by the stem of its file."""
    return {extract.name: _schema(extract) for extract in EXTRACTS}


def check_cells(path: Path, cells: pd.DataFrame) -> list[Problem]:
    """What is not as the columns of an extract should be, and the rows that repeat another.

    Parameters
    ----------
    cells
        As they stand in the file, as text; indexed by row number of the file.

    Returns
    -------
    list
        In order of row. Rows whose cells have the same fault, quoted alike, are one problem; of a column with many
        different ones some are quoted and the others named by their rows.
    """
    schema, columns = schemas()[path.stem], columns_of(path.stem)
    too_long = [*_too_long(path, cells)]
    try:
        schema.validate(cells, lazy=True)
    except SchemaErrors as errors:
        found: dict[tuple[int, str], Problem] = {}
        case: Any
        for case in errors.failure_cases.itertuples():
            row = int(case.index)
            if case.check == "multiple_fields_uniqueness":
                found[row, ""] = _repeated(path, cells, row, schema.unique or [])
            elif fault := _fault(str(case.failure_case), columns[case.column]):
                found[row, case.column] = Problem(path, row, case.column, *fault)
        return [*too_long, *_shortened([found[place] for place in sorted(found)])]
    return too_long


def _too_long(path: Path, cells: pd.DataFrame) -> Iterator[Problem]:
    """Rows with more text than the data workbook can hold, with the longest of their cells."""
    lengths = cells.map(len)
    together = lengths.sum(axis=1)
    for row in together.index[together > MOST_CHARACTERS]:
        longest = lengths.loc[row]
        what = f"the cell has {int(longest.max()):,} characters, and all cells of the row {int(together[row]):,}"
        remedy = f"Shorten it: a row may have at most {MOST_CHARACTERS:,}, for the data workbook takes no longer cells."
        yield Problem(path, int(row), str(longest.idxmax()), what, remedy)


def _repeated(path: Path, cells: pd.DataFrame, row: int, unique: list[str]) -> Problem:
    """That a row repeats an earlier one."""
    alike = (cells[unique] == cells.loc[row, unique]).all(axis=1)
    first, apart = cells.index[alike][0], extract_called(path.stem).told_apart_in
    what = f"the row repeats the {', '.join(unique)} of row {first}"
    if not apart:
        return Problem(path, row, "", what, "Delete one of the two, or correct it.")
    differing = [column for column in cells.columns if cells.loc[first, column] != cells.loc[row, column]]
    what += f" and differs in {listed(differing)}" if differing else ""
    remedy = (
        f"If both are right, tell them apart in the column {apart} by a word or a number; if it is one thing twice, delete one."
    )
    return Problem(path, row, "", what, remedy)


def _shortened(found: list[Problem]) -> list[Problem]:
    """The same problems, with some of each column quoted and the others named by their rows."""
    by_column: dict[str, list[Problem]] = {}
    for problem in grouped(found):
        by_column.setdefault(problem.column, []).append(problem)
    short: list[Problem] = []
    for problems in by_column.values():
        short += problems[:_MOST_QUOTED]
        if others := problems[_MOST_QUOTED:]:
            rows = sorted({row for each in others for row in (each.row or 0, *each.also)})
            what = f"{len(rows)} more cells of this column are at fault"
            remedy, first, further = "Put them right like those before.", rows[0], tuple(rows[1:])
            short.append(replace(others[0], what=what, remedy=remedy, row=first, also=further))
    return sorted(short, key=lambda problem: (problem.row or 0, problem.column))
