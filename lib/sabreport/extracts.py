"""Reads one extract (CSV or .xlsx) and checks it against its schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pandas as pd

from sabreport.columns import columns_of
from sabreport.digests import digest_of_file, installed, library_reached
from sabreport.errors import Problem, did_you_mean
from sabreport.memory import Made, Memory, changed

_REMEDY_COLUMNS = "docs/data_dictionary.md lists the columns of each file."


@dataclass(frozen=True)
class Extract:
    """One extract as read: the file and its rows, indexed by row number of the file."""

    path: Path
    rows: pd.DataFrame


def find_extract(folder: Path, name: str) -> Path | None:
    """The file of an extract in a board's folder, as CSV or .xlsx; None where there is neither."""
    return next((path for path in (folder / f"{name}.csv", folder / f"{name}.xlsx") if path.is_file()), None)


def each_row(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows of an extract as named tuples, their number in the file as ``Index``."""
    return iter(rows.itertuples())


def read_extract(path: Path, problems: list[Problem], memory: Memory | None = None) -> pd.DataFrame | None:
    """Read an extract, adding every problem found to `problems`.

    Parameters
    ----------
    path
        ``<name>.csv`` or ``<name>.xlsx``, where `name` is one of the schemas.
    problems
        Grows by one for each cell or row at fault.
    memory
        Remembers that a file passed the check of its cells.

    Returns
    -------
    DataFrame or None
        One row for each row of the file, indexed by the row's number as a spreadsheet shows it (header = 1).
        Text is stripped; numbers are floats with NaN for an empty cell; dates are ``datetime64`` with NaT.
        A cell that is at fault is NaN or NaT too, so that the other cells can still be checked against other files.
        None where the columns are not those of the schema.
    """
    twin = path.with_suffix(".xlsx" if path.suffix == ".csv" else ".csv")
    if twin.is_file():
        problems.append(Problem(path, None, "", f"{twin.name} stands beside it", "Keep one of the two and delete the other."))
    rows = _csv_rows(path, problems) if path.suffix == ".csv" else _xlsx_rows(path, problems)
    cells = _frame_of_cells(path, rows, list(columns_of(path.stem)), problems) if rows is not None else None
    if cells is None:
        return None
    _check(path, cells, problems, memory)
    return _typed(path.stem, cells)


def _check(path: Path, cells: pd.DataFrame, problems: list[Problem], memory: Memory | None) -> None:
    """Check cells against the schema, if the file is not known to have passed."""
    step = f"extract-{path.parent.name}-{path.stem}"
    rests_on = {path.name: digest_of_file(path), **library_reached("import sabreport.schemas"), **installed()}
    if memory is not None and not changed(memory.recall(step), rests_on):
        return
    from sabreport.schemas import check_cells  # slow to import

    found = check_cells(path, cells)
    if memory is not None and not found:
        memory.keep(step, Made(rests_on, {}, None))
    problems += found


def _csv_rows(path: Path, problems: list[Problem]) -> list[tuple[int, list[str]]] | None:
    """Rows as (number, cells), without blank ones; numbers count records, as a spreadsheet does."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raw = path.read_bytes()
        row = raw[: error.start].count(b"\n") + 1
        what = f"the file is not UTF-8 (byte {raw[error.start]:#04x})"
        problems.append(Problem(path, row, "", what, 'Save it again as "CSV UTF-8".'))
        return None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = []
    try:
        for number, cells in enumerate(rows, start=1):
            if any(cell.strip() for cell in cells):
                found.append((number, [cell.strip() for cell in cells]))
    except csv.Error as error:
        row = found[-1][0] + 1 if found else 1
        what = f"the file is not valid CSV from here on: {error}"
        problems.append(Problem(path, row, "", what, "Look for an unclosed quotation mark."))
        return None
    return found


def _xlsx_rows(path: Path, problems: list[Problem]) -> list[tuple[int, list[str]]] | None:
    """Rows of a workbook's only sheet, its cells as they would stand in a CSV."""
    import openpyxl  # slow to import, and most extracts are CSV
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError, SyntaxError):
        what = "the file cannot be opened as a workbook"
        problems.append(Problem(path, None, "", what, "Open it in Excel, save it again as .xlsx without a password."))
        return None
    if len(values.sheetnames) != 1:
        what = f"the workbook has {len(values.sheetnames)} sheets ({', '.join(values.sheetnames)})"
        problems.append(Problem(path, None, "", what, "Keep only the sheet that holds the table."))
        return None
    rows = []
    for number, cells in enumerate(values.worksheets[0].iter_rows(), start=1):
        for cell in cells:
            if cell.value is None and formulas.worksheets[0][cell.coordinate].value is not None:
                what = f"the formula in {cell.coordinate} has no stored result"
                problems.append(
                    Problem(path, number, "", what, "Open the file in Excel and save it, or write the number itself.")
                )
        rows.append((number, [_cell_text(cell) for cell in cells]))
    return [(number, cells) for number, cells in rows if any(cells)]


def _cell_text(cell: Any) -> str:
    """A workbook's cell as it would stand in a CSV: 4167.0 is 4167, 76% is 76, a date is ISO, an empty cell is empty."""
    value = cell.value
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value)[:10]
    if isinstance(value, int | float) and "%" in (cell.number_format or ""):
        value = value * 100
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value).strip()


def _frame_of_cells(
    path: Path, rows: list[tuple[int, list[str]]], expected: list[str], problems: list[Problem]
) -> pd.DataFrame | None:
    """The cells as text, one column for each expected column; None where the shape is wrong."""
    if not rows:
        what = "the file is empty"
        problems.append(Problem(path, None, "", what, f"Begin it with the header row: {','.join(expected)}."))
        return None
    (_, header), body = rows[0], rows[1:]
    while header and header[-1] == "":
        header = header[:-1]
    before = len(problems)
    respelt = {name.lower(): name for name in header if name not in expected}
    for name in expected:
        if name not in header and name in respelt:
            what = f'the column is called "{respelt.pop(name)}"'
            problems.append(Problem(path, 1, name, what, f"Write {name}, in small letters."))
        elif name not in header:
            problems.append(Problem(path, 1, name, "the column is missing", f"Add it. {_REMEDY_COLUMNS}"))
    for name in respelt.values():
        problems.append(Problem(path, 1, name, f'there is no column "{name}" in this file', did_you_mean(name, expected)))
    for name in sorted({name for name in header if header.count(name) > 1}):
        problems.append(Problem(path, 1, name, "the column stands there twice", "Delete one of the two."))
    for number, cells in body:
        if any(cells[len(header) :]):
            what = f"the row has {len(cells)} cells and the header has {len(header)}"
            problems.append(Problem(path, number, "", what, 'Put text that holds a comma between "quotation marks".'))
    if len(problems) > before:
        return None
    width = len(header)
    padded = [(cells + [""] * width)[:width] for _, cells in body]
    frame = pd.DataFrame(padded, columns=header, index=pd.Index([number for number, _ in body], name="row"), dtype=str)
    return frame[expected]


def _typed(name: str, cells: pd.DataFrame) -> pd.DataFrame:
    """A new frame with numbers and dates in place of their text, nothing in place of what is neither."""
    typed = cells.copy()
    for column, about in columns_of(name).items():
        if about.kind == "number":
            typed[column] = pd.to_numeric(cells[column].where(cells[column] != ""), errors="coerce").astype(float)
        elif about.kind == "date":
            typed[column] = pd.to_datetime(cells[column].where(cells[column] != ""), format="%Y-%m-%d", errors="coerce")
    return typed
