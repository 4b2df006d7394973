"""Reads the only sheet of a workbook that holds anything, within bounds: the filled cells, as they would stand in a CSV."""

from __future__ import annotations

import io
import posixpath
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole
from sabreport.tables.renamed import renamed
from sabreport.tables.workbooks.cell_runs import text_of_runs, with_runs
from sabreport.tables.workbooks.rich_values import kinds_of_values, said_of_values
from sabreport.tables.workbooks.sheet_colours import SheetColours
from sabreport.tables.workbooks.sheet_links import LinksOfFormulas, said_of_links
from sabreport.tables.workbooks.sheet_names import said_of_name
from sabreport.tables.workbooks.sheet_parts import SheetParts, attribute, column_letter
from sabreport.tables.workbooks.sheet_ratings import said_of_ratings
from sabreport.tables.workbooks.sheet_rules import said_of_zeros
from sabreport.tables.workbooks.worksheet_cells import Cell, as_read, cell_read
from sabreport.tables.workbooks.worksheet_looks import columns_by_number, said_of_cells, said_of_sheet
from sabreport.texts.office.parts import UNREADABLE
from sabreport.wording.lists import some_of

LARGEST_WORKBOOK = 10_000_000
"""Bytes of a workbook, pictures and all."""
LARGEST_UNPACKED = 15_000_000
"""Bytes that it may unpack to; a table of ten thousand rows has about three million."""
MOST_ROWS = 20_000
"""Rows of a table that hold something."""
Cells = Mapping[int, str]
"""The filled cells of a row, by the number of their column; the first is 1."""

_LEAST_SIZE = 1.0
"""Letters of a column's width, or points of a row's height, below which nothing of what it holds can be seen."""
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_OF_A_BLANK_SHEET = frozenset(
    [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "phoneticPr",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
    ]
)
"""What a sheet has that holds nothing: how it looks and prints; what it says at the top and foot of a page is told anyhow."""
_SAVE_AGAIN = "Open it in Excel and save it again as an Excel workbook (.xlsx)."
_SHOW_VERY_HIDDEN = (
    " Unhide does not list one that is very hidden. So right-click on the name of the sheet with the table, choose Move or Copy, "
    "(new book) and Create a copy, and save that new workbook in place of this one. Or, to see what is in it, press Alt+F11, "
    "click on the sheet's name, and set Visible to -1 in its properties (F4)."
)
_SHOW_ROWS = (
    "To see them, choose Data and Clear where there is a filter; then select the whole sheet, right-click on the number of a row "
    "and choose Unhide. Delete them if they are no part of the table."
)
_SHOW_COLUMNS = "To see it all, select the whole sheet, right-click on the letter of a column and choose Unhide."


class _UnreadableError(Exception):
    """A workbook that is not read: what it is, and what to do."""


@dataclass(frozen=True)
class _Sheet:
    """The rows of a sheet that hold something, which rows and columns of it do not show, and its colours.

    Parameters
    ----------
    shades
        The colour behind each cell of these rows, filled or empty, by the number of its column.
    """

    name: str
    rows: Mapping[int, list[Cell]]
    hidden_rows: tuple[int, ...]
    hidden_columns: frozenset[int]
    colours: SheetColours
    shades: Mapping[int, Mapping[int, str]]


def rows_of_workbook(path: Path, root: Path, problems: list[Problem], remarks: list[Problem]) -> list[tuple[int, Cells]] | None:
    """The rows of a workbook's only sheet that hold something, with their numbers as Excel shows them.

    What is merely formatted is passed over, in however many rows. A number is written as its stored value shows it: 4167.0 is
    4167, whatever its currency, decimals or thousands; 0.76 is 76% where it shows as a percentage; a date is ISO. A formula
    counts by its stored result; one without is a problem. Rows and columns that do not show count like others, with a remark.

    Returns
    -------
    list or None
        None where the workbook cannot be read; `problems` then says why.
    """
    try:
        content = read_whole(path, root, LARGEST_WORKBOOK)
        sheet = _sheet(content, path)
    except FileError as error:
        problems += error.problems
        return None
    except _UnreadableError as error:
        what, remedy = error.args
        problems.append(Problem(path, None, "", what, remedy))
        return None
    pending = [(number, cell.place) for number, cells in sheet.rows.items() for cell in cells if cell.has_no_result]
    if pending:
        problems.append(_without_result(path, pending))
    problems += said_of_values(path, ((row, cell.place, cell.kind) for row, cells in sheet.rows.items() for cell in cells))
    remarks += [*said_of_name(path, sheet.name), *_hidden(path, sheet)]
    try:
        return [*_rows_told(path, content, sheet, problems, remarks)]
    except ParseError:
        problems.append(Problem(path, None, "", "the file cannot be read as a workbook", _SAVE_AGAIN))
        return None


def _rows_told(
    path: Path, content: bytes, sheet: _Sheet, problems: list[Problem], remarks: list[Problem]
) -> Iterator[tuple[int, Cells]]:
    """The rows as they are read, when all is told that a sheet shows besides."""
    headings = next(({cell.column: cell.text for cell in cells} for cells in sheet.rows.values()), {})
    columns = columns_by_number(path, headings)
    remarks += said_of_cells(path, [cell.look for cells in sheet.rows.values() for cell in cells], columns, problems)
    filled = {cell.place: number for number, cells in sheet.rows.items() for cell in cells if cell.text}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = SheetParts(archive)
        remarks += said_of_sheet(path, parts, sheet.colours, filled, problems)
        cells = [cell for of_row in sheet.rows.values() for cell in of_row]
        links = {cell.place: cell.link for cell in cells if cell.link}
        texts = {cell.place: cell.text for cell in cells}
        remarks += said_of_zeros(path, parts, filled, texts)
        remarks += said_of_links(path, parts, filled, texts, links)
        remarks += said_of_ratings(path, parts, sheet.rows, sheet.shades, columns)
    for number, cells in sheet.rows.items():
        yield number, {cell.column: as_read(cell, columns.get(cell.column)) for cell in cells if cell.text}


def _sheet(content: bytes, path: Path) -> _Sheet:
    """The only sheet of a workbook."""
    _refuse_what_is_no_package(content, path)
    name = _only_sheet_of_what_is_whole(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose on writing
            return _filled(content, name)
    except _UnreadableError:
        raise
    except Exception as error:  # openpyxl passes on whatever a part that is not as it should be runs into
        raise _UnreadableError("the file cannot be read as a workbook", _SAVE_AGAIN) from error


def _refuse_what_is_no_package(content: bytes, path: Path) -> None:
    if not content:
        raise _UnreadableError("the file is empty", "Save the table in Excel again, under this name.")
    if other := renamed(content, path):
        raise _UnreadableError(*other)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise _UnreadableError("the file cannot be read as a workbook", _SAVE_AGAIN)


def _only_sheet_of_what_is_whole(content: bytes) -> str:
    """The name of the only sheet; each part is unpacked once before, so that damage is found before anything is made of it."""
    damaged = ("the workbook is damaged", "Open it in Excel, which may mend it, and save it; or ask for the file again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(entry.file_size for entry in parts)
            if size > LARGEST_UNPACKED:
                most = LARGEST_UNPACKED // 1_000_000
                what = f"the workbook unpacks to {-(-size // 1_000_000):,} MB, and at most {most} are read"
                remedy = (
                    "Excel may have kept formats of empty rows: copy the cells of the table alone into a new workbook, "
                    "and save that in its place."
                )
                raise _UnreadableError(what, remedy)
            for entry in parts:
                archive.read(entry)
            return _only_sheet(archive)
    except (ParseError, DefusedXmlException) as error:
        raise _UnreadableError("the file cannot be read as a workbook", _SAVE_AGAIN) from error
    except UNREADABLE as error:
        raise _UnreadableError(*damaged) from error


def _filled(content: bytes, name: str) -> _Sheet:
    """A sheet by its name: each row that has a filled cell, read one after another; at most `MOST_ROWS`."""
    from openpyxl import load_workbook  # slow to import, and most extracts are CSV
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
    from openpyxl.xml.functions import iterparse

    links = LinksOfFormulas()

    class Rows(WorkSheetParser):  # type: ignore[misc]
        """As openpyxl reads rows, without rows for the gaps between them; told of what is hidden or was never worked out."""

        hidden_columns: frozenset[int] = frozenset()

        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            if element.get("t") == "inlineStr" and (told := text_of_runs(element)) is not None:
                cell["value"] = told
            result = element.find(VALUE_TAG)
            worked_out = result is not None and (result.text or element.get("t", "n") != "n")
            formula = element.find(FORMULA_TAG)
            pending, kind = formula is not None and not worked_out, kinds.get(element.get("vm", ""), "")
            is_tick_box = element.get("s") in tick_boxes
            return {**cell, "pending": pending, "link": links.address(formula), "kind": kind, "is_tick_box": is_tick_box}

        def filled(self) -> Iterator[tuple[int, bool, list[dict[str, Any]]]]:
            for _, element in iterparse(self.source):
                if element.tag == COL_TAG and _is_hidden(element, "width"):
                    self.hidden_columns |= {*range(int(element.get("min")), int(element.get("max")) + 1)}
                if element.tag == ROW_TAG:
                    hidden = _is_hidden(element, "ht")
                    number, cells = self.parse_row(element)
                    element.clear()
                    if any(cell["pending"] or cell["value"] is not None for cell in cells):
                        yield number, hidden, cells

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book[name]
    colours = SheetColours(book.loaded_theme, book._colors)
    found: dict[int, list[Cell]] = {}
    shades: dict[int, dict[int, str]] = {}
    hidden_rows = []
    with sheet._get_source() as source:
        formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
        strings = sheet._shared_strings
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            strings = with_runs(strings, _elements(archive, "xl/sharedStrings.xml"))
            tick_boxes, kinds = _tick_boxes(archive), kinds_of_values(archive)
        rows = Rows(source, strings, data_only=True, epoch=book.epoch, **formats)
        for number, hidden, parsed in rows.filled():
            cells, behind = [], {}
            for cell in parsed:
                about = {name: cell.pop(name) for name in ("pending", "link", "kind", "is_tick_box")}
                each = ReadOnlyCell(sheet, **cell)
                behind[each.column] = colours.behind(each)
                if about["pending"] or each.value is not None:
                    cells.append(cell_read(number, each, colours=colours, **about))
            if any(cell.text or cell.has_no_result or cell.kind for cell in cells):
                found[number], shades[number] = cells, behind
                hidden_rows += [number] if hidden else []
            if len(found) > MOST_ROWS:
                what = f"more than {MOST_ROWS:,} rows of the sheet are filled"
                raise _UnreadableError(what, "Look whether it is the right file.")
    return _Sheet(name, found, tuple(hidden_rows), rows.hidden_columns, colours, shades)


def _is_hidden(element: Any, size: str) -> bool:
    """Whether a row or column does not show: marked as hidden (by hand, a filter or a closed group), or of next to no size."""
    return element.get("hidden") in ("1", "true") or float(element.get(size) or _LEAST_SIZE) < _LEAST_SIZE


def _only_sheet(archive: zipfile.ZipFile) -> str:
    """The name of the one sheet that holds anything, which are cells; openpyxl cannot open some that hold charts."""
    if "xl/workbook.xml" not in archive.namelist():
        raise _UnreadableError("the file cannot be read as a workbook", _SAVE_AGAIN)
    links = [*_elements(archive, "xl/_rels/workbook.xml.rels")]
    kinds, targets = ({each.get("Id"): each.get(name, "") for each in links} for name in ("Type", "Target"))
    every = [each for each in _elements(archive, "xl/workbook.xml") if each.tag.endswith("}sheet")]
    sheets = [each for each in every if len(every) == 1 or not _is_blank(archive, targets.get(attribute(each, "id"), ""))]
    charts = [attribute(sheet, "name") for sheet in sheets if "chartsheet" in kinds.get(attribute(sheet, "id"), "")]
    hidden, very_hidden = (
        [attribute(sheet, "name") for sheet in sheets if attribute(sheet, "state") == state] for state in ("hidden", "veryHidden")
    )
    if _STRICT in archive.read("xl/workbook.xml"):
        remedy = "In Excel, choose Save As and the type Excel Workbook (*.xlsx), not Strict Open XML."
        raise _UnreadableError("the workbook is saved as Strict Open XML", remedy)
    if charts and len(charts) == len(sheets):
        what = f"the workbook has no sheet with cells, only a chart ({', '.join(charts)})"
        raise _UnreadableError(what, "Put the table on the only sheet of the workbook.")
    if len(sheets) > 1:
        marks = {
            **dict.fromkeys(charts, " (a chart)"),
            **dict.fromkeys(hidden, " (hidden)"),
            **dict.fromkeys(very_hidden, " (very hidden)"),
        }
        names = [attribute(sheet, "name") for sheet in sheets]
        show = " To see a hidden one, right-click on a sheet's name and choose Unhide." if hidden else ""
        what = f"the workbook has {len(names)} sheets ({', '.join(name + marks.get(name, '') for name in names)})"
        show += _SHOW_VERY_HIDDEN if very_hidden else ""
        raise _UnreadableError(what, f"Keep only the sheet that holds the table.{show}")
    return next((attribute(sheet, "name") for sheet in (*sheets, *every)), "")


def _is_blank(archive: zipfile.ZipFile, target: str) -> bool:
    """Whether a sheet holds nothing, such as Sheet2 and Sheet3 of a new workbook in older Excel: cells may have a look alone."""
    part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    if part not in archive.namelist():
        return False
    with archive.open(part) as stream:
        parsed = iterparse(stream)
        for _, element in parsed:
            if element.tag.endswith("}c") and len(element):
                return False
            if element.tag.endswith("}row"):
                element.clear()
    root: Element = parsed.root
    return root.tag.endswith("}worksheet") and {each.tag.rpartition("}")[2] for each in root} <= _OF_A_BLANK_SHEET


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """All elements of a part; none where there is no such part."""
    return fromstring(archive.read(part)).iter() if part in archive.namelist() else iter(())


def _tick_boxes(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles by which Excel shows TRUE and FALSE as tick boxes."""
    styles = [xf for each in SheetParts(archive).of("styles", "cellXfs") for xf in each]
    return {str(number) for number, xf in enumerate(styles) if any(each.tag.endswith("}xfComplement") for each in xf.iter())}


def _hidden(path: Path, sheet: _Sheet) -> Iterator[Problem]:
    """That rows or columns which hold something do not show in Excel."""
    if sheet.hidden_rows:
        first, *others = sheet.hidden_rows
        what = "what stands here does not show in Excel (hidden, or left out by a filter), and it is counted like the other rows"
        yield Problem(path, first, "", what, _SHOW_ROWS, also=tuple(others))
    filled = {cell.column for cells in sheet.rows.values() for cell in cells if cell.text}
    if hidden := sorted(filled & sheet.hidden_columns):
        *letters, last = [column_letter(column) for column in hidden]
        named = f"columns {', '.join(letters)} and {last} do" if letters else f"column {last} does"
        what = f"{named} not show in Excel (hidden), and what stands there is read"
        yield Problem(path, None, "", what, _SHOW_COLUMNS)


def _without_result(path: Path, pending: list[tuple[int, str]]) -> Problem:
    """All formulas of a workbook that were never worked out, as one problem."""
    places = [place for _, place in pending]
    rows = tuple(dict.fromkeys(number for number, _ in pending))
    named = some_of(places, more=" and")
    what = f"the formula{'s' if len(places) > 1 else ''} in {named} {'have' if len(places) > 1 else 'has'} no stored result"
    return Problem(path, rows[0], "", what, "Open the file in Excel and save it, or write the number itself.", also=rows[1:])
