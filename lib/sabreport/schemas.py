"""The columns of every extract as pandera schemas.

A schema is checked against cells as they stand in the file (text), so that a message can quote what was typed.
Each check's title says the fault and its description the remedy.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.errors import SchemaErrors
from pandera.pandas import Check, Column, DataFrameSchema

from sabreport.columns import EXTRACTS, Cells, ExtractColumns, columns_of
from sabreport.errors import Problem, did_you_mean

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _is_date(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return bool(re.fullmatch(r"(19|20)\d{2}-\d{2}-\d{2}", cell))


def _filled() -> Check:
    return Check(
        lambda cell: cell != "",
        element_wise=True,
        name="filled",
        title="the cell is empty",
        description="Fill it in, or delete the whole row.",
    )


def _number(if_missing: str) -> Check:
    return Check(
        lambda cell: cell == "" or _PLAIN_NUMBER.fullmatch(cell) is not None,
        element_wise=True,
        name="number",
        title="is not a number",
        description=f"Write it as plain digits, such as 4167{if_missing}.",
    )


def _iso_date() -> Check:
    return Check(
        lambda cell: cell == "" or _is_date(cell),
        element_wise=True,
        name="date",
        title="is not a date",
        description="Write the year, month and day as 2020-03-31, or leave it empty if it has not happened yet.",
    )


def _one_of(words: tuple[str, ...]) -> Check:
    return Check(
        lambda cell: cell == "" or cell in words,
        element_wise=True,
        name="one_of",
        title="is not one of the words allowed here",
        description=f"Use one of: {', '.join(words)}.",
    )


def _checks(cells: Cells) -> list[Check]:
    checks = [_filled()] if cells.required else []
    if cells.words:
        checks.append(_one_of(cells.words))
    elif cells.kind == "number":
        checks.append(_number("" if cells.required else ", or leave it empty if not available"))
    elif cells.kind == "date":
        checks.append(_iso_date())
    return checks


def _schema(extract: ExtractColumns) -> DataFrameSchema:
    columns = {name: Column(str, _checks(cells)) for name, cells in extract.columns.items()}
    unique = list(extract.unique)
    return DataFrameSchema(
        columns, name=extract.name, unique=unique, report_duplicates="exclude_first", strict=True, ordered=False
    )


@cache
def schemas() -> dict[str, DataFrameSchema]:
    """The schema of each extract by the stem of its file."""
    return {extract.name: _schema(extract) for extract in EXTRACTS}


def check_cells(path: Path, cells: pd.DataFrame) -> list[Problem]:
    """A problem for each cell of an extract that is not as its column should be, and for each row that repeats another.

    Parameters
    ----------
    cells
        As they stand in the file, as text; indexed by row number of the file.
    """
    schema, columns = schemas()[path.stem], columns_of(path.stem)
    try:
        schema.validate(cells, lazy=True)
    except SchemaErrors as errors:
        found: dict[tuple[int, str], Problem] = {}
        case: Any
        for case in errors.failure_cases.itertuples():
            row = int(case.index)
            if case.check == "multiple_fields_uniqueness":
                what = f"the row repeats the {', '.join(schema.unique or [])} of an earlier row"
                found.setdefault((row, ""), Problem(path, row, "", what, "Delete one of the two, or correct it."))
                continue
            check = schema.columns[case.column].checks[int(case.check_number)]
            quoted = "" if case.failure_case == "" else f'"{case.failure_case}" '
            remedy = _remedy(check, str(case.failure_case), columns[case.column].words)
            found.setdefault((row, case.column), Problem(path, row, case.column, f"{quoted}{check.title}", remedy))
        return [found[place] for place in sorted(found)]
    return []


def _remedy(check: Check, cell: str, words: tuple[str, ...]) -> str:
    """The check's remedy, made particular where the cell shows what was meant."""
    if check.name == "number":
        digits = cell.replace(",", "").replace("£", "").replace("%", "").replace(" ", "")
        if digits.replace(".", "", 1).lstrip("-").isdigit():
            return f"Write {digits}."
    if check.name == "one_of" and len(words) < 6:
        return f"{did_you_mean(cell.lower(), words)} Allowed: {', '.join(words)}."
    return str(check.description)
