"""The columns of every extract as pandera schemas.

A schema is checked against cells as they stand in the file (text), so that a message can quote what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.errors import SchemaErrors
from pandera.pandas import Check, Column, DataFrameSchema

from sabreport import cells as read
from sabreport.columns import EXTRACTS, Cells, ExtractColumns, columns_of
from sabreport.errors import Problem, grouped

_MOST_QUOTED = 8
"""Cells of one column and fault that are each quoted; of more, the rows are named."""


def _checks(about: Cells) -> dict[str, Callable[[str], bool]]:
    """What must hold of each cell of a column, by the name of the fault where it does not."""
    checks: dict[str, Callable[[str], bool]] = {"formula": lambda cell: not read.is_formula_error(cell)}
    if about.required:
        checks["empty"] = lambda cell: cell != ""
    if about.words:
        checks["word"] = lambda cell: cell == "" or cell in about.words
    elif about.kind == "number":
        checks["number"] = lambda cell: cell == "" or read.is_number(read.without_about(cell) if about.about else cell)
    elif about.kind == "date":
        is_date = read.is_date if about.whole_days else read.is_span
        checks["date"] = lambda cell: cell == "" or is_date(cell)
    else:
        checks["unseen"] = lambda cell: read.is_visible(cell, matched=about.matched)
    if about.excels_day:
        checks["excels day"] = lambda cell: not read.is_excels_day(cell)
    return checks


def _fault(check: str, cell: str, about: Cells) -> read.Fault:
    """What is wrong with a cell of which a check does not hold, and what to do."""
    match check:
        case "empty":
            return "the cell is empty", "Fill it in, or delete the whole row."
        case "formula":
            return read.formula_error_fault(cell)
        case "word":
            return read.word_fault(cell, about.words)
        case "number":
            return read.number_fault(cell, required=about.required, instead=about.instead)
        case "date":
            return read.date_fault(cell, if_empty=about.if_empty, whole_days=about.whole_days)
        case "excels day":
            return read.excels_day_fault(cell)
        case _:
            return read.unseen_fault(cell)


def _schema(extract: ExtractColumns) -> DataFrameSchema:
    columns = {
        name: Column(str, [Check(holds, element_wise=True, name=fault) for fault, holds in _checks(about).items()])
        for name, about in extract.columns.items()
    }
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
    try:
        schema.validate(cells, lazy=True)
    except SchemaErrors as errors:
        found: dict[tuple[int, str], tuple[str, Problem]] = {}
        case: Any
        for case in errors.failure_cases.itertuples():
            row = int(case.index)
            if case.check == "multiple_fields_uniqueness":
                found.setdefault((row, ""), ("", _repeated(path, cells, row, schema.unique or [])))
                continue
            check = str(schema.columns[case.column].checks[int(case.check_number)].name)
            what, remedy = _fault(check, str(case.failure_case), columns[case.column])
            found.setdefault((row, case.column), (check, Problem(path, row, case.column, what, remedy)))
        return _shortened([found[place] for place in sorted(found)])
    return []


def _repeated(path: Path, cells: pd.DataFrame, row: int, unique: list[str]) -> Problem:
    """That a row repeats an earlier one."""
    alike = (cells[unique] == cells.loc[row, unique]).all(axis=1)
    what = f"the row repeats the {', '.join(unique)} of row {cells.index[alike][0]}"
    return Problem(path, row, "", what, "Delete one of the two, or correct it.")


def _shortened(found: list[tuple[str, Problem]]) -> list[Problem]:
    """The same problems, with some of each column and check quoted and the others named by their rows."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for check, problem in found:
        alike.setdefault((problem.column, check), []).append(problem)
    short: list[Problem] = []
    for problems in alike.values():
        quoted = grouped(problems)
        short += quoted[:_MOST_QUOTED]
        if others := quoted[_MOST_QUOTED:]:
            rows = sorted({row for each in others for row in (each.row or 0, *each.also)})
            what = f"{len(rows)} more cells of this column are at fault in the same way"
            remedy, first, further = "Put them right like those before.", rows[0], tuple(rows[1:])
            short.append(replace(others[0], what=what, remedy=remedy, row=first, also=further))
    return sorted(short, key=lambda problem: (problem.row or 0, problem.column))
