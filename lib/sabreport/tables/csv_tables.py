"""Reads a table as a program saved it: CSV in UTF-8, and what else is certain to be one."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole
from sabreport.tables.meant import alike
from sabreport.tables.renamed import renamed

_AS_CSV = 'Save it in Excel as "CSV UTF-8 (Comma delimited)", or as a workbook (.xlsx).'
_MARKS = ",;\t|"
"""What may stand between cells; Excel writes semicolons where a comma is the sign of decimals."""
_SEP = re.compile(r'"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)
"""A first line by which Excel is told what stands between cells, and which it does not show."""
_TWO_WAYS = re.compile(r"\s*-?[1-9][0-9]{0,2}[.,][0-9]{3}\s*")
_MARKS_IN_CELL = re.compile(r'[ \t]+"[^"]*"[ \t]*')
"""A cell that was to be kept together, and that has its quotation marks in it for the space before them."""
_FAULTS = {
    "unexpected end of data": "a quotation mark is opened and not closed",
    "expected after": "something other than a comma follows a closing quotation mark",
    "field larger": "a cell has more than 131,072 characters",
}
"""What Python says of a CSV, and what it means."""
_UNCLOSED = "Look for an unclosed quotation mark."
_DOUBLED = (
    f'Write a quotation mark within the text twice ("Hold a ""you said, we did"" event"). {_UNCLOSED[:-1]} if there is none.'
)
_FIRST_OF_WINDOWS = 0x90
"""Below it stand letters that hardly any text holds, but in the encoding of old Macs all of those with accents."""

Row = tuple[int, Mapping[int, str]]
"""The number of a row as a spreadsheet shows it, and its filled cells by the number of their column."""


class _UnreadableError(Exception):
    """A file that is no table: the row or None, what it is, and what to do."""


def rows_of_csv(path: Path, root: Path, headings: Collection[str], problems: list[Problem]) -> tuple[list[Row], str] | None:
    """The rows of a CSV, with numbers that count records as a spreadsheet does, and the mark between its cells.

    Besides UTF-8 with commas it reads what is certain: UTF-16 that begins with its mark, as Excel's "Unicode Text" does; and
    other marks between cells where a first line ``sep=;`` says so, or where all `headings` are parted by them.

    Returns
    -------
    tuple or None
        None where the file cannot be read; `problems` then says why, once.
    """
    try:
        text = _text(read_whole(path, root), path)
        told = _SEP.match(text)
        text = text[told.end() :] if told else text
        mark = told[1] if told else _mark(text, headings)
        rows = _records(text, mark)
        if mark != "," and (two_ways := [number for number, cells in rows if any(map(_TWO_WAYS.fullmatch, cells.values()))]):
            what = "a number with a comma or a point before its last three digits may be thousands or decimals here, where "
            what += "commas do not part the cells"
            problems.append(Problem(path, two_ways[0], "", what, "Write it in digits alone.", also=tuple(two_ways[1:])))
        if spaced := [number for number, cells in rows if any(map(_MARKS_IN_CELL.fullmatch, cells.values()))]:
            what = "a space stands before a quotation mark, so that the marks would be printed with the words"
            remedy = 'Take out the space before the quotation mark (").'
            problems.append(Problem(path, spaced[0], "", what, remedy, also=tuple(spaced[1:])))
    except FileError as error:
        problems += error.problems
    except _UnreadableError as error:
        row, what, remedy = error.args
        problems.append(Problem(path, row, "", what, remedy))
    else:
        return rows, mark
    return None


def _text(raw: bytes, path: Path) -> str:
    """The text of a file."""
    if other := renamed(raw, path):
        raise _UnreadableError(None, *other)
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        if marked or b"\0" in raw or raw.startswith(b"%PDF"):
            raise _UnreadableError(*_no_text(raw)) from error
        row, byte = raw[: error.start].count(b"\n") + 1, raw[error.start]
        meant = bytes([byte]).decode("cp1252", errors="ignore") if byte > _FIRST_OF_WINDOWS else ""
        said = f"; Excel's older CSV formats write {meant} so" if meant else ""
        remedy = 'Save it again as "CSV UTF-8": there are several formats called CSV.'
        raise _UnreadableError(row, f"the file is not UTF-8 (byte {byte:#04x}{said})", remedy) from error
    if "\0" in text:
        raise _UnreadableError(*_no_text(raw))
    return text


def _no_text(raw: bytes) -> tuple[None, str, str]:
    """That a file is saved in wide characters without saying so, or is no text at all."""
    wide = max(raw[0::2].count(0), raw[1::2].count(0)) > len(raw) // 4
    what = (
        "the file is saved as UTF-16, and not as UTF-8" if wide else "this is not a text, but a file of another kind called .csv"
    )
    return None, what, _AS_CSV


def _mark(text: str, headings: Collection[str]) -> str:
    """What parts all headings in the first line that holds something; a comma where nothing does."""
    first = next((line for line in text.splitlines() if line.strip(f"{_MARKS} ")), "")
    wanted = {alike(heading) for heading in headings}
    return next((mark for mark in _MARKS if wanted <= {alike(cell.strip('"')) for cell in first.split(mark)}), ",")


def _records(text: str, mark: str) -> list[Row]:
    found: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), start=1):
            found.append((number, dict(enumerate(cells, start=1))))
    except csv.Error as error:
        row = found[-1][0] + 1 if found else 1
        reason = next((said for words, said in _FAULTS.items() if words in str(error)), "its cells cannot be told apart")
        what = f"the file is not valid CSV from here on: {reason}"
        raise _UnreadableError(row, what, _DOUBLED if "expected after" in str(error) else _UNCLOSED) from error
    return found
