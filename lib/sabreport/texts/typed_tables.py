"""Tables as people type them in a text: read with | between their cells, and told with their line where drawn otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from sabreport.texts.typed_columns import columns_of_bars, columns_of_spaces
from sabreport.texts.typed_signs import MARK
from sabreport.wording.lists import shown

_DRAWN = re.compile(r"[ \t]*(?:\+(?:[-=:]{2,}\+)+|-{2,}(?:[ \t]+-{2,})+)[ \t]*")
_BELOW_HEADING = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?")
_BETWEEN_CELLS = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(\|)")
_LIST_MARK = re.compile(rf"[ \t]*{MARK}")
_WRITE_BARS = (
    "Write | between the cells of each row and |---|---| below the first row; a member's statement can also be sent as a Word "
    "file with a real table."
)
_ROWS = re.compile(r"(?:^[ ]{0,3}\|.*\|[ \t]*(?:\n|\Z)){2,}", re.MULTILINE)
_ROW_ALONE = re.compile(r"(?<=\n\n)[ ]{0,3}\|[^|\n]+\|[^\n]*\|[ \t]*(?=\n\n|\n?\Z)")
_DASHES = re.compile(r"^[ ]{0,3}\|[ \t]*:?-", re.MULTILINE)


def table_faults(text: str) -> Iterator[tuple[int, str, str]]:
    """The line of each table that would not be printed as one, what it has, and what to do."""
    for looked_for in (_drawn_table, _cells_too_many, _bars, _row_alone, _columns, _tabs):
        yield from looked_for(text)


def _drawn_table(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of a table that is drawn with dashes, and would be printed as dashes."""
    for row, line in enumerate(text.split("\n"), start=1):
        if _DRAWN.fullmatch(line):
            what = f'"{shown(line)}" draws a table, and tables are read only with | between their cells'
            yield row, what, _WRITE_BARS
            break


def _cells_too_many(text: str) -> Iterator[tuple[int, str, str]]:
    """Each row of a table that has more cells than the heading, of which the last would be lost."""
    lines = text.split("\n")
    columns = 0
    for row, line in enumerate(lines, start=1):
        below = row > 1 and "|" in line and _BELOW_HEADING.fullmatch("".join(line.split()))
        if below and not columns and "|" in lines[row - 2]:
            columns = len(_cells_of(line))
            heading = len(_cells_of(lines[row - 2]))
            if heading != columns:
                what = f"the heading has {heading} cells and the line of dashes below it {columns}"
                yield row - 1, what, "Give both the same number of cells, with | between them."
                columns = heading
        elif "|" not in line:
            columns = 0
        elif columns and len(cells := _cells_of(line)) > columns and any(cells[columns:]):
            what = f"the row has {len(cells)} cells and the heading {columns}"
            yield row, what, "Add a heading for the last cell, or take out the | too many; a | within a cell is typed \\|."


def _cells_of(line: str) -> list[str]:
    """The cells of a row that has | between them, and may have one at each end."""
    line = line.strip()
    cuts = [match.start() for match in _BETWEEN_CELLS.finditer(line) if match[2]]
    cells = [line[start:end].strip() for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(line)], strict=True)]
    cells = cells[1:] if cuts and cuts[0] == 0 else cells
    return cells[:-1] if cuts and cuts[-1] == len(line) - 1 else cells


def _tabs(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of each table with tabs between its cells, which would be printed as one line of words."""
    what = "this line and the next have tabs between their words, and tables are read only with | between their cells"
    yield from ((row, what, _WRITE_BARS) for row, _ in lines_with_tabs(text.split("\n")))


def lines_with_tabs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines that run below one another with tabs between their words, and where the first of them stands, from 1.

    Two or more do, of which one may have its words after several tabs, or several after its words: its other cells are empty.

    Parameters
    ----------
    lines
        Such as a paragraph has, or paragraphs one after another.
    """
    row = 1
    for has_tabs, group in groupby(lines, lambda line: bool(line.strip()) and "\t" in _unmarked(line)):
        run = list(group)
        parted = [tabs_between(line.rstrip()) > 0 for line in run]
        rows = [is_parted or _unmarked(line).count("\t") > 1 for is_parted, line in zip(parted, run, strict=True)]
        if has_tabs and any(parted) and sum(rows) > 1:
            first = rows.index(True)  # before it may be a line that only begins or ends with a tab
            yield row + first, run[first:]
        row += len(run)


def tabs_between(line: str) -> int:
    """How many times tabs stand after words of a line; the one after a number or a sign that begins it is not counted."""
    return len(re.findall(r"\t[ \t]*", _unmarked(line).lstrip()))


def _unmarked(line: str) -> str:
    """A line without the number or the sign that begins it."""
    marked = _LIST_MARK.match(line)
    return line[marked.end() :] if marked else line


def _bars(text: str) -> Iterator[tuple[int, str, str]]:
    """The first row of each table that has no line of dashes, and would be printed as one line of words."""
    for found in _ROWS.finditer(text):
        if not _DASHES.search(found[0]):
            what = f'"{shown(found[0].splitlines()[0])}" and the lines below it have | between their words, and no line of dashes'
            yield text.count("\n", 0, found.start()) + 1, what, "Write |---|---| below the first row, which is the heading."


def _row_alone(text: str) -> Iterator[tuple[int, str, str]]:
    """The first row that stands apart from its table, and would be printed as words with bars."""
    for found in _ROW_ALONE.finditer(text):
        what = f'"{shown(found[0])}" has | between its words, and stands in no table'
        remedy = "Take out the empty line between it and its table, or write it as a sentence."
        yield text.count("\n", 0, found.start()) + 1, what, remedy


def _columns(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of each table that has spaces, or bars alone, between its cells."""
    for row, line in columns_of_spaces(text):
        what = f'"{shown(line)}" and the next line have wide spaces between their words, and tables are read only with |'
        yield row, what, _WRITE_BARS
    for row, line in columns_of_bars(text):
        what = f'"{shown(line)}" and the lines below it have | between their words, and no line of dashes'
        yield row, what, "Write |---|---| below the first row, which is the heading."
