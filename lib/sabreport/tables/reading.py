"""Reads one extract (CSV or .xlsx) and checks it against its schema."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from sabreport.base.characters import WORDS_OWN
from sabreport.base.dates import first_and_last
from sabreport.base.errors import Problem, did_you_mean
from sabreport.base.misread import as_written, misread_words
from sabreport.report_kinds.columns import columns_of
from sabreport.reuse.cache import Made, Memory, changed
from sabreport.reuse.hashes import digest_of_text, installed
from sabreport.reuse.library import library_reached
from sabreport.tables.cells import (
    EMPTY,
    is_date,
    is_number,
    stripped,
    visible,
    within_formula,
    without_about,
)
from sabreport.tables.csv_tables import Row, rows_of_csv
from sabreport.tables.exported_cells import as_exported, without_marks
from sabreport.tables.marks import MARKS, read_mark
from sabreport.tables.meant import Known, alike, as_meant, by_likeness, said_once
from sabreport.tables.thousands import IN_POUNDS, says_thousands
from sabreport.tables.workbooks.sheet_parts import column_letter
from sabreport.tables.workbooks.worksheets import rows_of_workbook

SUFFIXES = (".csv", ".xlsx")
_REMEDY_COLUMNS = "docs/data_dictionary.md lists the columns of each file."
_SEARCHED = 10
"""Rows in which the headings are looked for where they are not in the first."""
_QUOTED = 3
"""Words of a file that were read wrongly and are quoted."""
_READ_AS_UTF_8 = (
    "Take the CSV as it first came. In an empty workbook choose Data, From Text/CSV and, as File Origin, 65001: Unicode (UTF-8), "
    "and save that as .xlsx; or type the words anew."
)


class Passed:
    """Which tables are known to have passed the check of their cells, by these rules."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._rules = {**library_reached("sabreport.tables.schemas", "sabreport.tables.reading"), **installed()}

    def has(self, path: Path, cells: pd.DataFrame) -> bool:
        """Whether the cells of a file passed as they are now."""
        return not changed(self._memory.recall(self._step(path)), self._rests_on(path, cells))

    def keep(self, path: Path, cells: pd.DataFrame) -> None:
        """Remember that the cells of a file passed."""
        self._memory.keep(self._step(path), Made(self._rests_on(path, cells), {}, None))

    def _step(self, path: Path) -> str:
        return f"extract-{path.parent.name}-{path.stem}"

    def _rests_on(self, path: Path, cells: pd.DataFrame) -> dict[str, str]:
        return {path.name: digest_of_text(cells.to_csv()), **self._rules}


def find_extract(folder: Path, name: str) -> Path | None:
    """The file of an extract in a board's folder, as CSV or .xlsx, be it fit to be read or not; None where there is neither."""
    return next((path for suffix in SUFFIXES if os.path.lexists(path := folder / f"{name}{suffix}")), None)


def read_extract(
    path: Path,
    root: Path,
    problems: list[Problem],
    passed: Passed | None = None,
    *,
    remarks: list[Problem] | None = None,
    known: Known = Known(),  # noqa: B008  # it never changes
) -> pd.DataFrame | None:
    """Read an extract, adding every problem found to `problems`.

    Parameters
    ----------
    path
        ``<name>.csv`` or ``<name>.xlsx``, where `name` is one of the schemas.
    root
        The kit's folder.
    problems
        Grows by one for each fault of a cell, a row or the whole file.
    passed
        Which files need no check of their cells; without it, each is checked.
    remarks
        Grows by what a reader should know of the file although it is read.
    known
        What cells may stand for, in this board.

    Returns
    -------
    DataFrame or None
        One row for each row of the file, indexed by the row's number as a spreadsheet shows it (header = 1).
        Text is stripped; words are as the schema writes them; numbers are floats with NaN for an empty cell; dates are
        ``datetime64`` with NaT. Of a number that may be known about only, a column ``<name>_about`` says whether it is;
        of a date that may be known to the month or year only, the column holds the first day that it may be and
        ``<name>_last`` the last, and ``<name>_empty`` says whether the cell holds nothing. A cell that is at fault is NaN,
        NaT or an empty word too, and a name is without what cannot be seen in it, so that all can still be checked
        against other files. None where the columns are not those of the schema.
    """
    twin = path.with_suffix(".xlsx" if path.suffix == ".csv" else ".csv")
    if os.path.lexists(twin):
        problems.append(Problem(path, None, "", f"{twin.name} stands beside it", "Keep one of the two and delete the other."))
    remarks = [] if remarks is None else remarks
    mark = ""
    if path.suffix == ".csv":
        found_in_csv = rows_of_csv(path, root, columns_of(path.stem), problems)
        rows, mark = found_in_csv or (None, "")
    else:
        rows = rows_of_workbook(path, root, problems, remarks)
    if rows is None:
        return None
    problems += _misread(path, rows)
    rows = [(number, {column: _in_usual_characters(cell) for column, cell in cells.items()}) for number, cells in rows]
    filled = [(number, found) for number, cells in rows if (found := _filled(cells))]
    filled[:1] = _with_headings(filled[:1], columns_of(path.stem))
    as_typed = _frame_of_cells(path, filled, list(columns_of(path.stem)), problems)
    if as_typed is None:
        return None
    as_typed, said = without_marks(path, as_typed)
    remarks += said
    cells = as_meant(path.stem, as_typed, known, commas=mark in ("", ","))
    remarks += said_once(path, as_typed, cells, known)
    _check(path, cells, problems, passed)
    return _typed(path.stem, cells)


def _check(path: Path, cells: pd.DataFrame, problems: list[Problem], passed: Passed | None) -> None:
    """Check cells against the schema, if the file is not known to have passed."""
    if passed is not None and passed.has(path, cells):
        return
    from sabreport.tables.schemas import check_cells  # slow to import

    found = check_cells(path, cells)
    told = {row for problem in problems if problem.path == path for row in (problem.row, *problem.also)}
    if passed is not None and not found:
        passed.keep(path, cells)
    problems += [left for problem in found if (left := _beyond(problem, told))]


def _beyond(problem: Problem, told: Collection[int | None]) -> Problem | None:
    """A problem without the empty cells of rows of which more is told, such as a formula that was never worked out."""
    rows = [row for row in (problem.row, *problem.also) if row not in told or problem.what != EMPTY]
    return replace(problem, row=rows[0], also=tuple(row for row in rows[1:] if row is not None)) if rows else None


def _misread(path: Path, rows: Sequence[Row]) -> Iterator[Problem]:
    """That words of a table were read in the wrong encoding before it came here, with the first of them as they were."""
    found = {number: words for number, cells in rows if (words := misread_words("\n".join(cells.values())))}
    if found:
        first, *others = found
        told = dict.fromkeys(f'"{word}" was "{before}"' for words in found.values() for word, before in words)
        named = ", ".join([*told][:_QUOTED]) + (f" and {len(told) - _QUOTED} more" if len(told) > _QUOTED else "")
        what = f"Excel took the letters of this file for others before it was saved: {named}"
        yield Problem(path, first, "", what, _READ_AS_UTF_8, also=tuple(others))


def _in_usual_characters(cell: str) -> str:
    """A cell as it was before Excel took its letters for others, with the marks that stand for Word's own."""
    return cell if cell.isascii() else as_written(cell).translate(WORDS_OWN)


def _filled(cells: Mapping[int, str]) -> Mapping[int, str]:
    """The cells of a row that hold something, without spaces at their ends and a formula that keeps text as text."""
    return {column: text for column, cell in cells.items() if (text := stripped(within_formula(stripped(cell))))}


def _with_headings(first: Sequence[Row], expected: Collection[str]) -> Iterator[Row]:
    """The first row with each heading as its schema writes it."""
    headings = by_likeness((name, name) for name in expected)
    for number, cells in first:
        yield number, {column: headings.get(alike(as_exported(cell)[0]), cell) for column, cell in cells.items()}


def _frame_of_cells(path: Path, rows: Sequence[Row], expected: list[str], problems: list[Problem]) -> pd.DataFrame | None:
    """The cells as text, one column for each expected column; None where the shape is wrong."""
    if not rows:
        what = "the file is empty"
        problems.append(Problem(path, None, "", what, f"Begin it with the header row: {','.join(expected)}."))
        return None
    header, body = rows[0][1], rows[1:]
    faults = _faults_of_header(path, rows, expected) or [*_beyond_header(path, header, body)]
    problems += faults
    if faults:
        return None
    again = [number for number, cells in body if _is_header(cells, header)]
    for number in again:
        problems.append(Problem(path, number, "", "the row repeats the headings", "Delete the row."))
    body = [row for row in body if row[0] not in again]
    places = {name: column for column, name in header.items()}
    cells = [[row.get(places[name], "") for name in expected] for _, row in body]
    return pd.DataFrame(cells, columns=expected, index=pd.Index([number for number, _ in body], name="row"), dtype=str)


def _is_header(cells: Mapping[int, str], header: Mapping[int, str]) -> bool:
    """Whether a row below the headings holds nothing but headings, as where tables were pasted under each other."""
    return all(alike(cell) == alike(header[column]) for column, cell in cells.items())


def _faults_of_header(path: Path, rows: Sequence[Row], expected: list[str]) -> list[Problem]:
    """How the headings differ from those expected."""
    number, header = rows[0]
    names = list(header.values())
    if not set(expected) & set(names):
        return [_no_header(path, rows, expected)]
    faults = [
        Problem(path, number, name, "the column is missing", f"Add it. {_REMEDY_COLUMNS}")
        for name in expected
        if name not in names
    ]
    if in_thousands := _headings_in_thousands(path, rows[0]):
        return in_thousands
    for name in (name for name in names if name not in expected):
        missing = [each for each in expected if each not in names]
        meant = f"{did_you_mean(name, missing)} Else delete the column" if missing else "Delete the column"
        what = f'there is no column "{name}" in this file'
        faults.append(Problem(path, number, name, what, f"{meant}; what readers need of it belongs into another."))
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    faults += [Problem(path, number, name, "the column stands there twice", "Delete one of the two.") for name in twice]
    return faults


def _headings_in_thousands(path: Path, headings: Row) -> list[Problem]:
    """The headings of an account that say that its amounts are in thousands; what else is missing is told once they are not."""
    number, header = headings
    column = next((name for name, about in columns_of(path.stem).items() if about.pounds), "")
    what = f"says that amounts are in thousands, and those of column {column} are pounds"
    said = [name for name in header.values() if column and says_thousands(name)]
    return [
        Problem(path, number, name, f'the heading "{name}" {what}', f"{IN_POUNDS} The heading is then {column}.") for name in said
    ]


def _no_header(path: Path, rows: Sequence[Row], expected: list[str]) -> Problem:
    """That the first row has none of the headings, with what the reason seems to be."""
    number, header = rows[0]
    wanted = ",".join(expected)
    later = next((row for row, cells in rows[1:_SEARCHED] if {*map(alike, expected)} <= {*map(alike, cells.values())}), None)
    if later is not None:
        what = f"the headings stand in row {later}, and this row stands above them"
        above = [cell for row, cells in rows if row < later for cell in cells.values() if says_thousands(cell)]
        if above and any(about.pounds for about in columns_of(path.stem).values()):
            what = f'{what}; "{above[0]}" says that amounts are in thousands, and pounds belong here'
            return Problem(path, number, "", what, f"Delete what stands above the headings. {IN_POUNDS}")
        return Problem(path, number, "", what, "Delete what stands above the headings.")
    first = header[min(header)]
    if path.suffix == ".csv" and len(header) == 1 and any(mark in first for mark in ";\t|"):
        what = "the cells are not parted by commas"
        return Problem(path, number, "", what, 'Save it in Excel as "CSV UTF-8 (Comma delimited)", or as a workbook (.xlsx).')
    what = f'the first row is not the headings, but begins with "{first[:60]}"'
    return Problem(path, number, "", what, f"Begin the file with the header row: {wanted}.")


def _beyond_header(path: Path, header: Mapping[int, str], body: Sequence[Row]) -> Iterator[Problem]:
    """Cells that stand under no heading."""
    numbered = [cells.get(1, "") for _, cells in body]
    if 1 not in header and numbered and all(map(str.isdecimal, numbered)):
        what = "the first column has no heading, and row numbers in it, as R and pandas write them"
        yield Problem(path, None, "", what, "Take the column out (in R row.names = FALSE, in pandas index=False).")
        return
    beyond = {number: [column for column in cells if column not in header] for number, cells in body}
    rows = [number for number, columns in beyond.items() if columns]
    if path.suffix == ".csv":
        for number, cells in body:
            if beyond[number]:
                what = f"the row has {max(cells)} cells and the header has {max(header)}"
                remedy = 'Put text that holds a comma between "quotation marks".'
                if any(set("“”„") & set(cell) for cell in cells.values()):
                    what += ", and quotation marks in it are curly (“)"
                    remedy = 'Write straight ones (") round text that holds a comma: curly ones keep nothing together.'
                elif any(cell.startswith('"') and cell.count('"') % 2 for cell in cells.values()):
                    what += ", and a space stands before a quotation mark in it"
                    remedy = 'Take out the space before the quotation mark ("): after one it keeps nothing together.'
                elif any('"' in cell for cell in cells.values()):
                    remedy = 'Put text that holds a comma between "quotation marks", and write each mark within it twice ("").'
                yield Problem(path, number, "", what, remedy)
    elif rows:
        columns = sorted({column for each in beyond.values() for column in each})
        *others, last = [column_letter(column) for column in columns]
        named = f"columns {', '.join(others)} and {last}" if others else f"column {last}"
        what = f"what stands in {named} has no heading"
        yield Problem(path, rows[0], "", what, "Delete what is no part of the table.", also=tuple(rows[1:]))


def _typed(name: str, cells: pd.DataFrame) -> pd.DataFrame:
    """A new frame with numbers and dates in place of their text, nothing in place of what is neither."""
    typed = cells.copy()
    for column, about in columns_of(name).items():
        if about.kind == "number":
            plain = [without_about(cell) if about.about else cell for cell in cells[column]]
            typed[column] = [float(cell) if is_number(cell) else float("nan") for cell in plain]
            typed[column] = typed[column].astype(float)
            if about.about:
                typed[f"{column}_about"] = cells[column] != plain
            if about.marks:
                typed[f"{column}{MARKS}"] = [cell if read_mark(cell) else "" for cell in cells[column]]
        elif about.kind == "date" and not about.whole_days:
            typed[column], typed[f"{column}_last"] = _end_days(cells[column], 0), _end_days(cells[column], 1)
            typed[f"{column}_empty"] = cells[column] == ""
        elif about.kind == "date":
            typed[column] = pd.to_datetime(cells[column].where(cells[column].map(is_date).astype(bool)), format="%Y-%m-%d")
        elif about.words:
            typed[column] = cells[column].where(cells[column].isin(about.words), "")
        elif about.matched:
            typed[column] = pd.Series([visible(cell) for cell in cells[column]], cells.index, dtype=str)
    return typed


def _end_days(cells: pd.Series[str], end: int) -> pd.Series[Any]:
    """The first (0) or the last (1) day that each date may be; nothing for a cell that is empty or no date."""
    days = [found[end].isoformat() if (found := first_and_last(cell)) else "" for cell in cells]
    return pd.to_datetime(pd.Series(days, index=cells.index, dtype=str), format="%Y-%m-%d", errors="coerce")
