"""Workbooks as people keep them, and as they arrive broken: what is filled is read, within bounds, or a message says why not."""

from __future__ import annotations

import random
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from awkward import ole
from awkward.statements import change_parts
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Alignment, Border, Color, Font, GradientFill, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.hyperlink import Hyperlink
from sabreport.tables.workbooks.worksheets import rows_of_workbook

HEADER = ["area", "measure", "category", "value"]
ROW = ["town", "concerns", None, 3]
READ = [(1, dict(enumerate(HEADER, start=1))), (2, {1: "town", 2: "concerns", 4: "3"})]


def book(*rows: list) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in (HEADER, *(rows or [ROW])):
        made.active.append(row)
    return made


def said(path: Path) -> str:
    """The one message about a workbook."""
    problems: list = []
    rows_of_workbook(path, path.parent, problems, [])
    (problem,) = problems
    return problem.sentence(path.parent)


def rows(path: Path) -> list:
    problems: list = []
    found = rows_of_workbook(path, path.parent, problems, [])
    assert problems == []
    return found or []


def with_parts(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A workbook whose parts are changed by hand."""
    book().save(path)
    change_parts(path, change)
    return path


def in_sheet(new: bytes, before: bytes = b"</sheetData>") -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        sheet = "xl/worksheets/sheet1.xml"
        assert before in parts[sheet]
        parts[sheet] = parts[sheet].replace(before, new + before, 1)

    return change


def peak_of(read: Callable[[], object]) -> int:
    """Bytes that reading takes at most."""
    tracemalloc.start()
    try:
        read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_cell_formatted_in_the_last_row_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    made = book()
    made.active.cell(1_048_576, 16_384).number_format = "0.00"
    made.save(tmp_path / "measures.xlsx")
    assert rows(tmp_path / "measures.xlsx") == READ
    assert peak_of(lambda: rows(tmp_path / "measures.xlsx")) < 5_000_000


@pytest.mark.long
def test_formatted_rows_without_a_figure_are_passed_over(tmp_path: Path) -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 30_000))
    last = b'<row r="30000"><c r="A30000" t="inlineStr"><is><t>town</t></is></c></row>'
    path = with_parts(tmp_path / "measures.xlsx", in_sheet(empty + last))
    assert rows(path) == [*READ, (30_000, {1: "town"})]
    assert peak_of(lambda: rows(path)) < 8_000_000


def test_what_a_bomb_would_unpack_to_is_told_and_not_unpacked(tmp_path: Path) -> None:
    bomb = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b" " * 60_000_000 + b"</t></is></c></row>"
    path = with_parts(tmp_path / "measures.xlsx", in_sheet(bomb))
    assert path.stat().st_size < 100_000
    assert peak_of(lambda: said(path)) < 5_000_000
    assert re.fullmatch(
        r"measures\.xlsx: the workbook unpacks to 61 MB, and at most 15 are read\. Excel may have kept formats of empty rows: "
        r"copy the cells of the table alone into a new workbook, and save that in its place\.",
        said(path),
    )


def test_a_sheet_of_more_rows_than_a_table_has_is_refused(tmp_path: Path) -> None:
    many = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(3, 20_002))
    path = with_parts(tmp_path / "measures.xlsx", in_sheet(many))
    assert said(path) == "measures.xlsx: more than 20,000 rows of the sheet are filled. Look whether it is the right file."


def test_entities_are_not_multiplied(tmp_path: Path) -> None:
    nested = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
    doctype = b'<!DOCTYPE worksheet [<!ENTITY e0 "ha">' + nested + b"]>"
    row = b'<row r="9"><c r="A9" t="inlineStr"><is><t>&e9;</t></is></c></row>'

    def change(parts: dict[str, bytes]) -> None:
        in_sheet(row)(parts)
        in_sheet(doctype, b"<worksheet")(parts)

    path = with_parts(tmp_path / "measures.xlsx", change)
    assert peak_of(lambda: said(path)) < 20_000_000
    assert "cannot be read as a workbook" in said(path)


@pytest.mark.parametrize("seed", range(5))
def test_bytes_overwritten_anywhere_are_told_or_do_not_matter(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "measures.xlsx"
    book().save(path)
    whole, chance = path.read_bytes(), random.Random(seed)
    for _ in range(12):
        place = chance.randrange(len(whole) - 10)
        path.write_bytes(whole[:place] + chance.randbytes(10) + whole[place + 10 :])
        problems: list = []
        found = rows_of_workbook(path, tmp_path, problems, [])
        assert found == READ or re.search(r"is damaged|cannot be read as a workbook|unpacks to", problems[0].what)


def zipped(**parts: str) -> Callable[[Path], object]:
    """A zip of those parts."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return make


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "an empty file": (
        lambda path: path.write_bytes(b""),
        r"the file is empty\. Save the table in Excel again, under this name\.",
    ),
    "a text": (
        lambda path: path.write_text("area,measure\n", "utf-8"),
        r"cannot be read as a workbook\. Open it in Excel and save it again as an Excel workbook \(\.xlsx\)\.",
    ),
    "an old workbook renamed": (
        ole("Workbook"),
        r"this is an old Excel workbook \(\.xls\) called \.xlsx\. Open it in Excel and save it as an Excel workbook \(\.xlsx\): "
        r"a new name is not enough\.",
    ),
    "a password": (
        ole("EncryptionInfo", "EncryptedPackage"),
        r"locked with a password\. Open it in Excel, take the password away",
    ),
    "an old Word document renamed": (
        ole("WordDocument"),
        r"this is an old Word document \(\.doc\) called \.xlsx\. Copy its table",
    ),
    "an OpenDocument spreadsheet renamed": (
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content="<x/>"),
        r"this is an OpenDocument spreadsheet \(\.ods\) called \.xlsx\. Open it in Excel or LibreOffice and save it as an Excel "
        r"workbook \(\.xlsx\): a new name is not enough\.",
    ),
    "a Word document renamed": (
        zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        r"this is a Word document \(\.docx\) called \.xlsx\. Copy its table into Excel, and save that as an Excel workbook",
    ),
    "a web page renamed": (
        lambda path: path.write_text('\n<html xmlns="x"><table><tr><td>a</td></tr></table></html>', "utf-8"),
        r"this is a web page called \.xlsx\. Save the table from its source as CSV or as an Excel workbook; or open",
    ),
    "an archive renamed": (
        zipped(**{"training.xlsx": "x"}),
        r"this is a zip archive called \.xlsx\. Unpack it \(right-click, Extract All\), and put the table that is in it here",
    ),
    "a package of an unknown kind": (
        zipped(**{"[Content_Types].xml": "<x/>"}),
        r"the file cannot be read as a workbook\. Open it",
    ),
    "a folder": (lambda path: path.mkdir(), r"this is a folder, and a file is expected\."),
    "a dangling link": (lambda path: path.symlink_to("gone.xlsx"), r"the file is a link to nothing\. Put the file itself here\."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_workbook_is_told(tmp_path: Path, name: str) -> None:
    make, message = REFUSED[name]
    make(tmp_path / "measures.xlsx")
    assert re.search(message, said(tmp_path / "measures.xlsx"))


def test_a_workbook_that_is_open_in_excel_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book().save(tmp_path / "measures.xlsx")

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))  # what Windows gives

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert said(tmp_path / "measures.xlsx") == (
        "measures.xlsx: it cannot be read: Permission denied. "
        "Close it in other programs (Excel, Word), or ask for the right to use it; then try again."
    )


def test_a_chart_alone_is_no_table(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    made.create_chartsheet("Trend")
    made.save(tmp_path / "measures.xlsx")
    remedy = "Put the table on the only sheet of the workbook."
    assert said(tmp_path / "measures.xlsx") == (
        f"measures.xlsx: the workbook has no sheet with cells, only a chart (Trend). {remedy}"
    )


def test_further_sheets_are_named_be_they_charts_or_hidden(tmp_path: Path) -> None:
    made = book()
    made.create_sheet("Old").append(["town"])
    made["Old"].sheet_state = "hidden"
    made.create_sheet("Sheet2")
    made.create_chartsheet("Trend")
    made.save(tmp_path / "measures.xlsx")
    assert said(tmp_path / "measures.xlsx") == (
        "measures.xlsx: the workbook has 3 sheets (Sheet, Old (hidden), Trend (a chart)). Keep only the sheet that holds "
        "the table. To see a hidden one, right-click on a sheet's name and choose Unhide."
    )


@pytest.mark.parametrize("first", [True, False])
def test_sheets_that_hold_nothing_are_passed_over(tmp_path: Path, first: bool) -> None:
    made = book()
    for name, place in (("Sheet2", 0 if first else 1), ("Sheet3", 2)):
        blank = made.create_sheet(name, place)
        blank["B2"].fill = PatternFill("solid", "FFFFFF00")
        blank.column_dimensions["B"].hidden = True
    made.save(tmp_path / "measures.xlsx")
    assert rows(tmp_path / "measures.xlsx") == READ
    assert remarks(tmp_path / "measures.xlsx") == []


def test_a_workbook_of_sheets_that_hold_nothing_is_empty(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.create_sheet("Sheet2")
    made.save(tmp_path / "measures.xlsx")
    assert rows(tmp_path / "measures.xlsx") == []


def with_comment(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet["A1"].comment = Comment("See last year.", "A")


def with_merged_cells(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.merge_cells("A1:D2")


def with_formula(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet["A1"] = "=1+1"


def with_zero(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet["F9"] = 0


@pytest.mark.parametrize("hold", [with_comment, with_merged_cells, with_formula, with_zero])
def test_a_second_sheet_that_holds_anything_is_refused(
    tmp_path: Path, hold: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]
) -> None:
    made = book()
    hold(made.create_sheet("Sheet2"))
    made.save(tmp_path / "measures.xlsx")
    assert "the workbook has 2 sheets (Sheet, Sheet2)" in said(tmp_path / "measures.xlsx")


def strict(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        named = content.replace(b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main")
        parts[name] = named.replace(b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument")


def test_a_workbook_in_the_strict_form_is_told(tmp_path: Path) -> None:
    assert said(with_parts(tmp_path / "measures.xlsx", strict)) == (
        "measures.xlsx: the workbook is saved as Strict Open XML. In Excel, choose Save As and the type Excel Workbook (*.xlsx), "
        "not Strict Open XML."
    )


def remarks(path: Path) -> list[str]:
    found: list = []
    rows_of_workbook(path, path.parent, [], found)
    return [problem.sentence(path.parent) for problem in found]


def test_what_does_not_show_is_named_and_read(tmp_path: Path) -> None:
    made = book(*(["town", "concerns", None, row] for row in range(2, 8)), [None, None, None, None])
    for row in (3, 5, 8):
        made.active.row_dimensions[row].hidden = True
    made.active.auto_filter.ref = "A1:D7"
    made.active.auto_filter.add_filter_column(3, ["2", "4"])
    for column in "BCE":
        made.active.column_dimensions[column].hidden = True
    made.save(tmp_path / "measures.xlsx")
    assert remarks(tmp_path / "measures.xlsx") == [
        "measures.xlsx, rows 3 and 5: what stands here does not show in Excel (hidden, or left out by a filter), and it "
        "is counted like the other rows. To see them, choose Data and Clear where there is a filter; then select the "
        "whole sheet, right-click on the number of a row and choose Unhide. Delete them if they are no part of the table.",
        "measures.xlsx: columns B and C do not show in Excel (hidden), and what stands there is read. To see it all, select the "
        "whole sheet, right-click on the letter of a column and choose Unhide.",
    ]
    assert [number for number, _ in rows(tmp_path / "measures.xlsx")] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("mark", [b'hidden="true"', b'ht="0" customHeight="1"', b'ht="0.75" customHeight="1"'])
def test_a_row_is_hidden_by_its_mark_or_its_height(tmp_path: Path, mark: bytes) -> None:
    row = b"<row " + mark + b' r="3"><c r="A3"><v>1</v></c></row>'
    assert "row 3: what stands here does not show" in remarks(with_parts(tmp_path / "measures.xlsx", in_sheet(row)))[0]


def test_a_sheet_that_unhide_does_not_list_says_how_to_reach_it(tmp_path: Path) -> None:
    made = book()
    made.create_sheet("Lists").append(["town"])
    made["Lists"].sheet_state = "veryHidden"
    made.save(tmp_path / "measures.xlsx")
    assert said(tmp_path / "measures.xlsx") == (
        "measures.xlsx: the workbook has 2 sheets (Sheet, Lists (very hidden)). Keep only the sheet that holds the table."
        " Unhide does not list one that is very hidden. So right-click on the name of the sheet with the table, choose "
        "Move or Copy, (new book) and Create a copy, and save that new workbook in place of this one. Or, to see what is "
        "in it, press Alt+F11, click on the sheet's name, and set Visible to -1 in its properties (F4)."
    )


def test_formulas_without_results_are_told_together(tmp_path: Path) -> None:
    book(*(["town", "concerns", f"=B{row}", "=1+1"] for row in range(2, 6))).save(tmp_path / "measures.xlsx")
    assert said(tmp_path / "measures.xlsx") == (
        "measures.xlsx, rows 2 to 5: the formulas in C2, D2, C3, D3, C4 and 3 more have no stored result. "
        "Open the file in Excel and save it, or write the number itself."
    )


def test_a_formula_that_gives_no_words_has_a_result(tmp_path: Path) -> None:
    row = b'<row r="3"><c r="A3" t="str"><f>IF(1,"","x")</f><v></v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
    assert rows(with_parts(tmp_path / "measures.xlsx", in_sheet(row)))[2] == (3, {2: "2"})


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.57, "0%", "57%"),
        (0.575, "0.0%", "57.5%"),
        (905, '#,##0" (% of all)"', "905"),
        (0.5, '0.0"%"', "0.5"),
        (76, "0\\%", "76"),
        (76, "0_%", "76"),
        (76, "[$%-809]* #,##0", "76"),
        (0.76, "[Red]0%;[Blue]-0%", "76%"),
        (-0.1, "0;-0%", "-10%"),
        (0, "0;-0;0%", "0%"),
        (0.4, "[<1]0%;0", "40%"),
        (4, "[<1]0%;0", "4"),
        (5, "[>1]0;0%", "5"),
        (0.2, "0%;@", "20%"),
        (12345, "#,##0,", "12345"),
        (12.5, "# ?/?", "12.5"),
        (1234.5, "£#,##0.00", "1234.5"),
        (1.5e-7, "0.0E+00", "0.00000015"),
        (timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
        (54, '0" %"', "54"),
        (562500.4, "0", "562500.4"),
        (12345678901.0, "General", "12345678901"),
        (0.1 + 0.2, "General", "0.3"),
        (date(2020, 3, 31), "dd/mm/yyyy", "2020-03-31"),
        (43921, "General", "43921"),
        (True, "General", "TRUE"),
        ("All_x000D_\nand more", "General", "All\nand more"),
        ("_x005F_x0041_", "General", "_x0041_"),
    ],
)
def test_a_cell_reads_as_what_it_stands_for(tmp_path: Path, value: object, number_format: str, text: str) -> None:
    made = book()
    made.active["D2"] = value
    made.active["D2"].number_format = number_format
    made.save(tmp_path / "measures.xlsx")
    assert rows(tmp_path / "measures.xlsx")[1][1][4] == text


def run(text: str, **look: object) -> TextBlock:
    return TextBlock(InlineFont(**look), text)


RAISED = CellRichText("612", run("1", vertAlign="superscript"))
AUDIT = ["audit", "theme", "status", "finding"]
SARS = ["sar", "title", "criterion", "commissioned", "concluded", "published"]


def table(
    path: Path, cells: dict[str, object], formats: dict[str, str], change: Callable | None = None
) -> tuple[list, list[str]]:
    """The rows of a small table of the extract, and all that is said of it: errors first."""
    made = openpyxl.Workbook()
    headings = {"measures": HEADER, "audits": AUDIT, "sars": SARS}[path.stem]
    made.active.append(headings)
    made.active.append([f"{heading} one" for heading in headings])
    for place, value in cells.items():
        made.active[place] = value
    for place, code in formats.items():
        made.active[place].number_format = code
    if change:
        change(made.active)
    made.save(path)
    problems: list = []
    found: list = []
    read = rows_of_workbook(path, path.parent, problems, found)
    return read or [], [problem.sentence(path.parent) for problem in (*problems, *found)]


def strike(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet["D2"].font = Font(strike=True)


def cross(up: bool, down: bool, style: str | None = "thin") -> Callable:
    """Draw lines through a cell from corner to corner, as offices do for void."""

    def draw(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["D2"].border = Border(diagonal=Side(style=style), diagonalUp=up, diagonalDown=down)

    return draw


def indent(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """Indent a finding, and a name and a word of a list, for which it means nothing."""
    for place in ("A2", "C2", "D2"):
        sheet[place].alignment = Alignment(indent=1)


MAIN = b'<%s xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</%s>'
UP_2 = run("2", vertAlign="superscript")
SHOWN: dict[str, tuple[str, dict[str, object], dict[str, str], Callable | None, str]] = {
    "a raised sign at a number": ("measures", {"D2": RAISED}, {}, None, "row 2: D2 holds a raised 1. Write the number alone"),
    "part of a number struck": (
        "measures",
        {"D2": CellRichText(run("17", strike=True), "18")},
        {},
        None,
        "row 2: D2 holds something that is struck",
    ),
    "a number struck": ("measures", {"D2": 17}, {}, strike, "row 2: D2 holds something that is struck through. Write the number"),
    "a raised sign at a date": (
        "sars",
        {"D2": CellRichText("2019", UP_2)},
        {},
        None,
        "D2 holds a raised 2. Write the date alone",
    ),
    "words struck": (
        "audits",
        {"D2": CellRichText("Not ", run("this", strike=True))},
        {},
        None,
        "words are struck through in D2",
    ),
    "a text struck": ("audits", {}, {}, strike, "row 2: words are struck through in D2, and they are printed like any others"),
    "words crossed out": (
        "audits",
        {},
        {},
        cross(True, True),
        "row 2: a line is drawn through D2 from corner to corner, and what stands there is printed like any other words. Delete",
    ),
    "a number crossed out": (
        "measures",
        {"D2": 17},
        {},
        cross(True, True),
        "row 2: D2 holds something that a line from corner to corner crosses out. Write the number alone",
    ),
    "a date crossed out once": ("sars", {"D2": "2019"}, {}, cross(False, True), "row 2: D2 holds something that a line from"),
    "raised letters": (
        "audits",
        {"D2": CellRichText("Board", run("a", vertAlign="superscript"))},
        {},
        None,
        "letters are raised or lowered in D2",
    ),
    "a hidden text": (
        "audits",
        {},
        {"D2": ";;;"},
        None,
        "the number format of D2 shows something else than is stored, or nothing",
    ),
    "words for a number": (
        "measures",
        {"D2": 0},
        {"D2": '0;-0;"n/a"'},
        None,
        "the number format of D2 shows words, or nothing, in place of the number",
    ),
    "nothing for a number": ("measures", {"D2": 4}, {"D2": ";;;"}, None, "the number format of D2 shows words, or nothing"),
    "rows merged": (
        "audits",
        {"A3": None, "B3": "x"},
        {},
        lambda sheet: sheet.merge_cells("A2:A3"),
        "rows 2 and 3: the cells A2:A3 are merged, and only A2 holds what they show. Unmerge them (Home, Merge & Center), and",
    ),
    "cells of a row merged": (
        "audits",
        {},
        {},
        lambda sheet: sheet.merge_cells("C2:D2"),
        "row 2: the cells of columns C to D are merged, and only C holds what they show. Unmerge them (Home, Merge & Center), "
        "and write in each column what belongs there.",
    ),
    "a note": (
        "audits",
        {},
        {},
        lambda sheet: setattr(sheet["D2"], "comment", Comment("Ask Jo, was 3 last year", "")),
        'what does not stand in cells is not printed: the note on D2 ("Ask Jo, was ..."). Put into',
    ),
    "a footer": (
        "audits",
        {},
        {},
        lambda sheet: setattr(sheet.oddFooter.left, "text", "Draft figures"),
        "is not printed: the page's footer.",
    ),
    "a link": (
        "audits",
        {"D2": "The guide"},
        {},
        lambda sheet: setattr(sheet["D2"], "hyperlink", "https://example.org/guide.pdf"),
        "row 2: the address of the link behind D2 is not printed. Write it into the cell",
    ),
    "an address of mail": (
        "audits",
        {"D2": "Ask Jo"},
        {},
        lambda sheet: setattr(sheet["D2"], "hyperlink", "mailto:jo@example.org"),
        "row 2: the address of the link behind D2 is not printed.",
    ),
    "a time of day": (
        "sars",
        {"D2": datetime(2019, 5, 16, 14, 30)},
        {"D2": "dd/mm/yyyy hh:mm"},
        None,
        "row 2: the date in D2 has a time of day, which is not printed. Write the time into",
    ),
    "indented words": (
        "audits",
        {},
        {},
        indent,
        "row 2: words in D2 are indented, and what is printed is not, so a point below another stands level with it. Write (a), "
        "(b), or say in words what belongs to what, where readers must see it.",
    ),
    "white words": (
        "audits",
        {},
        {},
        lambda sheet: setattr(sheet["D2"], "font", Font(color="FFFFFFFF")),
        "row 2: words or figures in D2 have the colour of what is behind them, as white on white, and they are read like any "
        "others. Delete what is not to be printed, or give it the usual colour.",
    ),
}
"""The extract, its cells, their number formats and what else is done to the sheet; and what is said of it."""


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_sheet_shows_and_is_not_read_is_told(tmp_path: Path, name: str) -> None:
    stem, cells, formats, change, message = SHOWN[name]
    _, (sentence,) = table(tmp_path / f"{stem}.xlsx", cells, formats, change)
    assert message in sentence


@pytest.mark.parametrize("draw", [cross(False, False), cross(True, True, None)])
def test_a_line_that_is_not_drawn_crosses_nothing_out(tmp_path: Path, draw: Callable) -> None:
    assert table(tmp_path / "audits.xlsx", {}, {}, draw)[1] == []
    assert table(tmp_path / "audits.xlsx", {"D2": None}, {}, cross(True, True))[1] == []


RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"


def with_values(path: Path, *kinds: str, places: tuple[str, ...]) -> list[str]:
    """What is said of a small table, some of whose cells hold values of these kinds, for which Excel keeps #VALUE!."""
    table(path, dict.fromkeys(places, "#VALUE!"), {})

    def change(parts: dict[str, bytes]) -> None:
        sheet = "xl/worksheets/sheet1.xml"
        for number, place in enumerate(places, start=1):
            assert f'r="{place}" t="e"'.encode() in parts[sheet]
            parts[sheet] = parts[sheet].replace(f'r="{place}" t="e"'.encode(), f'r="{place}" t="e" vm="{number}"'.encode())
        of_rich = "".join(f'<bk><extLst><ext><x:rvb xmlns:x="{RICH}" i="{n}"/></ext></extLst></bk>' for n in range(len(kinds)))
        named = "".join(f'<bk><rc t="1" v="{n}"/></bk>' for n in range(len(kinds)))
        metadata = f'<futureMetadata name="XLRICHVALUE">{of_rich}</futureMetadata><valueMetadata>{named}</valueMetadata>'
        parts["xl/metadata.xml"] = MAIN % (b"metadata", metadata.encode(), b"metadata")
        values = "".join(f'<rv s="{n}"><v>0</v></rv>' for n in reversed(range(len(kinds))))
        parts["xl/richData/rdrichvalue.xml"] = f'<rvData xmlns="{RICH}">{values}</rvData>'.encode()
        structures = "".join(f'<s t="{kind}"/>' for kind in reversed(kinds))
        parts["xl/richData/rdrichvaluestructure.xml"] = f'<rvStructures xmlns="{RICH}">{structures}</rvStructures>'.encode()

    change_parts(path, change)
    problems: list = []
    rows_of_workbook(path, path.parent, problems, [])
    return [problem.sentence(path.parent) for problem in problems]


def test_a_picture_in_a_cell_is_called_one(tmp_path: Path) -> None:
    said = with_values(tmp_path / "audits.xlsx", "_localImage", "_webimage", "_linkedentity2", places=("B2", "D2", "C2"))
    assert said == [
        "audits.xlsx, row 2: B2 and D2 hold a picture, and no words. Delete the picture, and write in words what a reader needs "
        "of it; a picture may stand in the chapter's text.",
        "audits.xlsx, row 2: C2 holds a data type of Excel, such as Stocks or Geography, and no words. Right-click on the cell, "
        "choose Data Type and Convert to Text, and save.",
    ]


def test_an_error_of_a_formula_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "audits.xlsx"
    assert with_values(path, "_error", "_localImage", places=("B2",)) == []
    assert rows(path)[1][1][2] == "#VALUE!"


def test_a_picture_is_told_once(kit: Path, sabreport) -> None:
    path = kit / "data/example/2020/audits.xlsx"
    path.with_suffix(".csv").unlink()
    with_values(path, "_localImage", places=("D2",))
    ran = sabreport("check", "--year", "2020", root=kit)
    assert "D2 holds a picture, and no words" in ran.err
    assert "#VALUE!" not in ran.err
    assert "column finding" not in ran.err


def filled(colour: object, kind: str = "solid", ground: object = "FFFFFFFF") -> PatternFill:
    return PatternFill(kind, fgColor=colour, bgColor=ground)


COLOURS: dict[str, tuple[object, object, object, bool]] = {
    "black on black": ("FF000000", filled("FF000000"), "x", True),
    "of the theme": (Color(theme=1), filled(Color(theme=1)), "x", True),
    "of the palette": (Color(indexed=10), filled("FFFF0000"), "x", True),
    "automatic on black": (None, filled("FF000000"), "x", True),
    "automatic by its mark on the system's black": (Color(auto=True), filled(Color(indexed=64)), "x", True),
    "yellow on yellow": ("FFFFFF00", filled("FFFFFF00"), "x", True),
    "nearly white": ("FFF2F2F2", PatternFill(), "x", True),
    "white made darker on its grey": (Color(theme=0, tint=-0.25), filled("FFC0C0C0"), "x", True),
    "black made lighter on the page": (Color(theme=1, tint=0.98), PatternFill(), "x", True),
    "an accent on itself": (Color(theme=4), filled("FF4F81BD"), "x", True),
    "on dots of its colour": ("FFBFBFBF", filled("FF000000", "lightGray"), "x", True),
    "on a gradient of its colour": ("FF112233", GradientFill(stop=("FF112233", "FF122334")), "x", True),
    "a number": ("FF000000", filled("FF000000"), 38, True),
    "white on dark blue": ("FFFFFFFF", filled("FF1F3864"), "x", False),
    "white on the theme's dark blue": (Color(theme=0), filled(Color(theme=3)), "x", False),
    "black on yellow": (None, filled("FFFFFF00"), "x", False),
    "black on grey dots": (None, filled("FF000000", "gray125"), "x", False),
    "grey": ("FF808080", PatternFill(), "x", False),
    "a run in white": (None, PatternFill(), CellRichText("The cost. ", run("secret", color="FFFFFFFF")), True),
    "a run in the cell's yellow": (None, filled("FFFFFF00"), CellRichText("a ", run("b", color="FFFFFF00")), True),
    "a run without a look": ("FFFFFFFF", PatternFill(), CellRichText("a ", run("b", color="FF000000")), True),
    "runs that are seen": ("FFFFFFFF", PatternFill(), CellRichText(run("a ", b=True), run("b", color="FFFF0000")), False),
    "a white gap between runs": (None, PatternFill(), CellRichText("a", run(" ", color="FFFFFFFF"), "b"), False),
}
"""The colour of the letters and the fill of a cell, what it holds, and whether that is told."""


@pytest.mark.parametrize("name", COLOURS)
def test_words_in_the_colour_behind_them_are_told(tmp_path: Path, name: str) -> None:
    letters, fill, value, told = COLOURS[name]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["D2"] = value
        sheet["D2"].font, sheet["D2"].fill = Font(color=letters), fill

    _, sentences = table(tmp_path / "audits.xlsx", {}, {}, change)
    assert sum("D2 have the colour of what is behind them" in each for each in sentences) == told


@pytest.mark.parametrize(("code", "told"), [("[White]0", True), ("[Color2]0", True), ("[Red]0", False)])
def test_a_number_format_that_writes_in_white_is_told(tmp_path: Path, code: str, told: bool) -> None:
    _, sentences = table(tmp_path / "measures.xlsx", {"D2": 38}, {"D2": code})
    assert any("D2 have the colour of what is behind them" in each for each in sentences) is told


GREEN, AMBER, RED, TINT, YELLOW = "FF00B050", "FFFFC000", "FFFF0000", "FFDDEBF7", "FFFFFF00"
RATINGS: dict[str, tuple[dict[str, str], str, str]] = {
    "two of one column": (
        {"C2": GREEN, "C3": AMBER, "C4": RED, "C5": GREEN},
        "C3 C4",
        "rows 3 and 4: C3 and C4 are empty and have a colour of their own, and the colour is not printed. Write in the cell what "
        "its colour says, such as Green.",
    ),
    "one alone": ({"D3": RED}, "D3", "row 3: D3 is empty and has a colour of its own, and the colour is not printed."),
    "in rows that are banded": (
        {**{f"{column}{row}": TINT for column in "ABCD" for row in (2, 4)}, "D4": RED},
        "C2 C4 D4",
        "row 4: D4 is empty and has a colour of its own",
    ),
    "banded rows": ({f"{column}{row}": TINT for column in "ABCD" for row in (2, 4)}, "C2 D4", ""),
    "a column": ({f"C{row}": TINT for row in (1, 2, 3, 4, 5)}, "C3 C4", ""),
    "a column under another colour": ({"C1": GREEN} | {f"C{row}": TINT for row in (2, 3, 4, 5)}, "C3 C4", ""),
    "beyond the table": ({"E3": RED, "F4": GREEN, "B9": RED}, "", ""),
    "white": (
        {f"{column}{row}": TINT for column in "ABD" for row in (3, 5)}
        | {f"C{row}": GREEN for row in (2, 4, 5)}
        | {"C3": "FFFFFFFF"},
        "C3",
        "",
    ),
    "what is filled": ({"C2": GREEN, "C3": AMBER}, "", ""),
}
"""The fills of a table of four columns and five rows, which of its cells are empty, and what is said."""


@pytest.mark.parametrize("name", RATINGS)
def test_an_empty_cell_that_says_something_by_its_colour_is_told(tmp_path: Path, name: str) -> None:
    fills, empty, message = RATINGS[name]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in (2, 3, 4, 5):
            for column in "ABCD":
                sheet[f"{column}{row}"] = None if f"{column}{row}" in empty.split() else f"{column} {row}"
        for place, colour in fills.items():
            sheet[place].fill = filled(colour)

    _, sentences = table(tmp_path / "audits.xlsx", {}, {}, change)
    assert len(sentences) == bool(message)
    assert message in "".join(sentences)


COLOURED_ROWS: dict[str, tuple[list[str], str]] = {
    "one row": (
        ["", "", YELLOW, "", ""],
        "row 4: the row has a colour of its own, and the colour is not printed. Write in words",
    ),
    "two rows of two colours": ([GREEN, GREEN, AMBER, GREEN, RED, GREEN, GREEN], "rows 4 and 6: the row has a colour of its own"),
    "grey for what is withdrawn": (["", "", "", "FFD9D9D9"], "row 5: the row has a colour of its own"),
    "every other row": (["", TINT, "", TINT, ""], ""),
    "every other row from the first": ([TINT, "", TINT, "", TINT, ""], ""),
    "all rows": ([TINT] * 5, ""),
    "rows in groups": ([TINT, TINT, GREEN, GREEN, AMBER, AMBER], ""),
    "white": (["", "FFFFFFFF", ""], ""),
}
"""The colours of the rows below the headings, and what is said."""


@pytest.mark.parametrize("name", COLOURED_ROWS)
def test_a_row_that_says_something_by_its_colour_is_told(tmp_path: Path, name: str) -> None:
    colours, message = COLOURED_ROWS[name]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for number, colour in enumerate(colours, start=2):
            for column in "ABCD":
                sheet[f"{column}{number}"] = f"{column} {number}"
                if colour:
                    sheet[f"{column}{number}"].fill = filled(colour)

    _, sentences = table(tmp_path / "audits.xlsx", {}, {}, change)
    assert len(sentences) == bool(message), sentences
    assert message in "".join(sentences)


OWN = (
    "and what stands there is printed like any other words. Delete what is not to be printed, and write in words what the colour"
)
COLOURED_WORDS: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "a note to oneself": ({"D3": YELLOW}, {}, f"row 3: D3 has a colour of its own, {OWN} says."),
    "letters in red": ({}, {"D2": RED, "D5": RED}, f"rows 2 and 5: D2 and D5 have a colour of their own, {OWN}"),
    "three of four, each another": (
        {"D2": RED, "D3": GREEN, "D4": AMBER},
        {},
        "rows 2 to 4: D2, D3 and D4 have a colour of their own",
    ),
    "a word of a list": ({"C2": RED}, {"C3": GREEN}, ""),
    "a column": ({f"D{row}": TINT for row in (2, 3, 4, 5)}, {}, ""),
    "letters of a column": ({}, {f"D{row}": "FF1F4E78" for row in (2, 3, 4)}, ""),
    "the headings": ({f"{column}1": GREEN for column in "ABCD"}, {f"{column}1": "FFFFFFFF" for column in "ABCD"}, ""),
    "every other row": ({f"{column}{row}": TINT for column in "ABCD" for row in (2, 4)}, {}, ""),
    "one in a banded table": (
        {f"{column}{row}": TINT for column in "ABCD" for row in (2, 4)} | {"D5": YELLOW},
        {},
        "row 5: D5 has a colour of its own",
    ),
    "beside the table": ({"F3": RED}, {"F4": RED}, ""),
}
"""The fills and the letters' colours of a table of audits, and what is said."""


@pytest.mark.parametrize("name", COLOURED_WORDS)
def test_words_that_say_something_by_their_colour_are_told(tmp_path: Path, name: str) -> None:
    fills, letters, message = COLOURED_WORDS[name]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in (2, 3, 4, 5):
            for column in "ABCD":
                sheet[f"{column}{row}"] = f"{column} {row}"
        for column, heading in zip("ABCD", ("audit", "theme", "status", "finding"), strict=True):
            sheet[f"{column}1"] = heading
        sheet["D4"].value, sheet["D4"].hyperlink, sheet["D4"].style = "Here", "https://example.org", "Hyperlink"
        for place, colour in fills.items():
            sheet[place].fill = filled(colour)
        for place, colour in letters.items():
            sheet[place].font = Font(color=colour)

    _, sentences = table(tmp_path / "audits.xlsx", {}, {}, change)
    said = [each for each in sentences if "printed like any other words" in each]
    assert len(said) == bool(message), sentences
    assert message in "".join(said)


LISTED: dict[str, tuple[str, dict[str, str], str]] = {
    "one word in three colours": (
        "in progress,in progress,in progress,complete",
        {"C2": AMBER, "C3": GREEN, "C4": RED},
        "rows 2 to 4: C2, C3 and C4 have a colour of their own, and the colour is not printed. If it says more than the word",
    ),
    "one of a word": (
        "complete,in progress,complete,complete",
        {"C2": GREEN, "C4": GREEN, "C5": RED},
        "rows 2, 4 and 5: C2, C4 and C5",
    ),
    "one cell alone": ("complete,in progress,complete,complete", {"C3": YELLOW}, "row 3: C3 has a colour of its own"),
    "a colour for each word": (
        "complete,in progress,complete,in progress",
        {"C2": GREEN, "C3": AMBER, "C4": GREEN, "C5": AMBER},
        "",
    ),
    "a colour for one word": ("complete,in progress,complete,in progress", {"C2": GREEN, "C4": GREEN}, ""),
    "a column": ("complete,complete,in progress,complete", {f"C{row}": TINT for row in (2, 3, 4, 5)}, ""),
    "banded rows": ("complete,complete,complete,complete", {f"{column}{row}": TINT for column in "ABCD" for row in (2, 4)}, ""),
}
"""The status of each row, the fills, and what is said."""


@pytest.mark.parametrize("name", LISTED)
def test_a_colour_that_says_more_than_a_status_is_told(tmp_path: Path, name: str) -> None:
    statuses, fills, message = LISTED[name]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for column, heading in zip("ABCD", ("audit", "theme", "status", "finding"), strict=True):
            sheet[f"{column}1"] = heading
        for row, status in enumerate(statuses.split(","), start=2):
            for column in "ABCD":
                sheet[f"{column}{row}"] = status if column == "C" else f"{column} {row}"
        for place, colour in fills.items():
            sheet[place].fill = filled(colour)

    _, sentences = table(tmp_path / "audits.xlsx", {}, {}, change)
    said = [each for each in sentences if "the colour is not printed" in each]
    assert len(said) == bool(message), sentences
    assert message in "".join(said)


@pytest.mark.parametrize(
    ("look", "message"),
    [
        ({"color": "FFFF0000"}, "some words in D2 have a colour of their own, and they are printed like any others."),
        (
            {"b": True},
            "some words in D2 are bold or underlined, and they are printed like any others. Where that marks a choice,",
        ),
        ({"u": "single"}, "some words in D2 are bold or underlined"),
        ({"i": True}, ""),
        ({"b": False, "u": "none"}, ""),
    ],
)
def test_some_words_of_a_cell_that_look_otherwise_are_told(tmp_path: Path, look: dict[str, Any], message: str) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["D1"] = "finding"
        sheet["D2"] = CellRichText("Met, ", TextBlock(InlineFont(**look), "partly met"), ", not met")

    _, sentences = table(tmp_path / "audits.xlsx", {}, {}, change)
    said = [each for each in sentences if "some words in" in each]
    assert len(said) == bool(message), sentences
    assert message in "".join(said)


def measures_of(path: Path, change: Callable) -> list[str]:
    """What is said of a table of eight figures, changed."""
    made = book(*(["town", f"measure {number}", None, number] for number in range(8)))
    change(made.active)
    made.save(path)
    return remarks(path)


def test_figures_and_names_that_look_unlike_their_column_are_told(tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["D3"].fill = filled(YELLOW)
        sheet["B5"].font = Font(color=RED)
        sheet["D6"].font = Font(italic=True)
        sheet["B7"].font = Font(bold=True)
        sheet["D9"].font = Font(size=1)

    tiny, colour, style = measures_of(tmp_path / "measures.xlsx", change)
    assert "row 9: words or figures in D9 are too small to see, and they are read like any others. Delete" in tiny
    assert (
        "rows 3 and 5: D3 and B5 have a colour of their own, and what stands there is printed like any other words or" in colour
    )
    assert "rows 6 and 7: D6 and B7 are italic and bold, unlike most of the column, and are printed like it. Write in" in style


def test_groups_of_names_whole_columns_and_links_may_look_as_they_like(tmp_path: Path) -> None:
    """A name that stands in several rows may have its first one as a heading has it."""

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in range(2, 10):
            sheet[f"B{row}"].fill = filled((RED, GREEN, AMBER)[row // 4])
            sheet[f"D{row}"].font = Font(bold=True)
        sheet["A2"].font, sheet["A2"].fill = Font(bold=True), filled(TINT)
        sheet["C3"], sheet["C3"].font = "Abuse", Font(color="FF1155CC", underline="single")

    assert measures_of(tmp_path / "measures.xlsx", change) == []


def test_zeros_that_a_sheet_does_not_show_are_told(tmp_path: Path) -> None:
    (sentence,) = measures_of(tmp_path / "measures.xlsx", lambda sheet: setattr(sheet.sheet_view, "showZeros", False))
    assert "row 2: the sheet shows no zeros, so D2 looks empty, and 0 is read. Empty the cell if nothing is meant." in sentence


def test_words_that_are_all_bold_are_not_told(tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["D1"], sheet["D2"] = (
            "finding",
            CellRichText(TextBlock(InlineFont(b=True), "All "), TextBlock(InlineFont(b=True), "of it")),
        )

    assert not any("some words in" in each for each in table(tmp_path / "audits.xlsx", {}, {}, change)[1])


def test_a_coloured_cell_behind_a_merged_one_is_not_told(tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A3"], sheet["C3"], sheet["C3"].fill, sheet["D3"].fill = "x", "y", filled(GREEN), filled(GREEN)

    path = tmp_path / "audits.xlsx"
    assert "D3 is empty" in "".join(table(path, {}, {}, change)[1])
    change_parts(path, in_sheet(b'<mergeCells><mergeCell ref="C3:D3"/></mergeCells>', b"<pageMargins"))
    assert "D3 is empty" not in "".join(remarks(path))


def test_what_lies_behind_merged_cells_is_named(tmp_path: Path) -> None:
    path = with_parts(tmp_path / "measures.xlsx", in_sheet(b'<mergeCells><mergeCell ref="A2:B2"/></mergeCells>', b"<pageMargins"))
    assert remarks(path)[0].startswith(
        "measures.xlsx, row 2: the cells A2:B2 are merged, and only A2 holds what they show; B2 behind it holds something that "
    )


def test_merged_cells_that_hold_nothing_do_not_matter(tmp_path: Path) -> None:
    assert table(tmp_path / "audits.xlsx", {"A3": "x"}, {}, lambda sheet: sheet.merge_cells("H2:I3"))[1] == []


def test_cells_merged_in_many_rows_are_told_once_and_without_a_heading_beside_them_not_at_all(tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in range(1, 122):
            sheet.merge_cells(f"D{row}:F{row}")
            sheet.merge_cells(f"H{row}:I{row}")
            if row > 1:
                sheet.merge_cells(f"B{row}:C{row}")

    cells: dict[str, object] = {f"{column}{row}": "x" for row in range(3, 122) for column in "ABD"}
    assert table(tmp_path / "audits.xlsx", cells, {}, change)[1] == [
        "audits.xlsx, rows 2 to 121: the cells of columns B to C are merged, and only B holds what they show. Unmerge them "
        "(Home, Merge & Center), and write in each column what belongs there."
    ]


def test_runs_among_the_strings_that_cells_share_are_read(tmp_path: Path) -> None:
    item = b'<si><r><t>area</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>'

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/sharedStrings.xml"] = MAIN % (b"sst", item, b"sst")
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        named = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", named)
        in_sheet(b'<row r="3"><c r="A3" t="s"><v>0</v></c></row>')(parts)

    assert rows(with_parts(tmp_path / "measures.xlsx", change))[2][1][1] == "area²"


def test_a_part_with_notes_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = with_parts(tmp_path / "measures.xlsx", lambda parts: parts.update({"xl/comments1.xml": b"<comments>"}))
    assert said(path).startswith("measures.xlsx: the file cannot be read as a workbook. Open it in Excel and save it again")


def test_what_lies_upon_and_behind_a_sheet_is_told(tmp_path: Path) -> None:
    """Without the picture or shape that stands in place of ink or a slicer for programs that do not know them."""
    begin = b"<x:from><x:col>0</x:col><x:colOff>9</x:colOff><x:row>1</x:row><x:rowOff>9</x:rowOff></x:from>"
    anchors = [
        b"<x:graphicFrame><a:graphic><c:chart/></a:graphic></x:graphicFrame>",
        begin + b"<x:grpSp><x:sp><a:t>All figures are drafts of 3 May</a:t></x:sp><x:sp/></x:grpSp>",
        begin + b"<x:cxnSp/>",
        b"<m:AlternateContent><m:Choice><x:contentPart/></m:Choice><m:Fallback><x:pic/></m:Fallback></m:AlternateContent>",
        b"<x:graphicFrame><a:graphic><s:slicer/></a:graphic></x:graphicFrame>",
        b"<x:graphicFrame><a:graphic><d:relIds/></a:graphic></x:graphicFrame>",
    ]
    within = b"".join(b"<x:twoCellAnchor>" + each + b"</x:twoCellAnchor>" for each in anchors)
    names = b" ".join(b'xmlns:%c="urn:%c"' % (each, each) for each in b"xacmsd")
    on_sheet = b'<picture/><legacyDrawingHF/><oleObjects><oleObject/></oleObjects><extLst><x:sparkline xmlns:x="urn:x"/></extLst>'

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/drawings/drawing1.xml"] = b"<x:wsDr " + names + b">" + within + b"</x:wsDr>"
        in_sheet(on_sheet, b"</worksheet>")(parts)

    (sentence,) = remarks(with_parts(tmp_path / "measures.xlsx", change))
    assert sentence == (
        'measures.xlsx: what does not stand in cells is not printed: a text box or shape over A2 ("All figures are drafts '
        'of ...") and A2; a line or arrow over A2; what was drawn with a pen; a chart; a diagram (SmartArt); a slicer; a picture '
        "behind the cells; a picture in the page's header or footer; an object of another program, such as a Word document; a "
        "chart in a cell (sparkline). Put into the table, or into the chapter's text, what a reader needs."
    )


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [
        (CellRichText("May 2019", UP_2), "General", "May 2019²"),
        (CellRichText("CO", run("2", vertAlign="subscript")), "General", "CO₂"),
        (CellRichText("31", run("st", vertAlign="superscript"), " March"), "General", "31st March"),
        (date(2018, 9, 1), "mmm-yy", "September 2018"),
        (date(2018, 9, 1), "yyyy", "2018"),
        (date(2018, 9, 1), "d mmm yyyy", "1 September 2018"),
    ],
)
def test_a_cell_among_text_reads_as_it_shows(tmp_path: Path, value: object, code: str, read: str) -> None:
    made = openpyxl.Workbook()
    made.active.append(AUDIT)
    made.active["D2"] = value
    made.active["D2"].number_format = code
    made.save(tmp_path / "audits.xlsx")
    assert rows(tmp_path / "audits.xlsx")[1][1][4] == read
    assert remarks(tmp_path / "audits.xlsx") == []


def test_a_date_that_shows_its_month_is_known_to_the_month(tmp_path: Path) -> None:
    found, said_of_it = table(
        tmp_path / "sars.xlsx", {"D2": date(2018, 9, 1), "E2": date(2019, 1, 1)}, {"D2": "mmmm yyyy", "E2": "yyyy"}
    )
    assert (found[1][1][4], found[1][1][5], said_of_it) == ("2018-09", "2019", [])
    found, said_of_it = table(tmp_path / "sars.xlsx", {"D2": date(2018, 9, 1)}, {"D2": "mmm"})
    assert (found[1][1][4], said_of_it) == ("2018-09", [])


RULES: dict[str, tuple[Rule, str]] = {
    "struck": (FormulaRule(["TRUE"], font=Font(strike=True)), "strike through A2:D9"),
    "reworded": (
        Rule("cellIs", operator="lessThan", formula=["50"], dxf=DifferentialStyle(numFmt=NumberFormat(165, '"<50"'))),
        "show in another number format A2:D9",
    ),
    "white": (FormulaRule(["TRUE"], font=Font(color="FFFFFFFF")), "hide by colour A2:D9"),
    "red on red": (
        FormulaRule(["TRUE"], fill=PatternFill("solid", bgColor="FFC00000"), font=Font(color="FFBF0000")),
        "hide by colour A2:D9",
    ),
    "black over": (FormulaRule(["TRUE"], fill=PatternFill("solid", bgColor=Color(theme=1))), "hide by colour A2:D9"),
    "icons": (IconSetRule("3Arrows", "percent", [0, 33, 67]), "show a sign beside A2:D9"),
    "icons alone": (
        IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False),
        "show a sign or a bar in place of A2:D9",
    ),
    "colour": (FormulaRule(["TRUE"], fill=PatternFill("solid", bgColor="FFFF0000"), font=Font(color="FFFFFFFF")), ""),
    "bars": (DataBarRule("min", 0, "max", 0, "FF638EC6"), ""),
}
"""What is said of a rule over the second row, by what it does."""


@pytest.mark.parametrize("name", RULES)
def test_rules_that_change_what_is_seen_are_told(tmp_path: Path, name: str) -> None:
    rule, effect = RULES[name]
    made = book(["town", "abuse_type", "Physical", 38])
    made.active.conditional_formatting.add("A2:D9", rule)
    made.save(tmp_path / "measures.xlsx")
    problems: list = []
    remarks: list = []
    rows_of_workbook(tmp_path / "measures.xlsx", tmp_path, problems, remarks)
    begin = (
        "measures.xlsx, row 2: rules of the sheet (conditional formatting) may change what is seen, and what is stored is read: "
    )
    said = [f"{begin}they {effect}. Home, Conditional Formatting"] if effect else []
    assert problems == []
    assert [each.sentence(tmp_path)[: len(said[0])] for each in remarks] == said if said else remarks == []


def test_a_rule_over_cells_that_hold_nothing_does_not_matter(tmp_path: Path) -> None:
    made = book()
    made.active.conditional_formatting.add("F2:F9 A7", RULES["struck"][0])
    made.save(tmp_path / "measures.xlsx")
    remarks: list = []
    rows_of_workbook(tmp_path / "measures.xlsx", tmp_path, [], remarks)
    assert remarks == []


def remarks_on(path: Path) -> list[str]:
    """What is said of a workbook that can be read."""
    problems: list = []
    remarks: list = []
    rows_of_workbook(path, path.parent, problems, remarks)
    assert problems == []
    return [each.sentence(path.parent) for each in remarks]


def test_a_link_whose_address_shows_or_that_leads_within_the_workbook_does_not_matter(tmp_path: Path) -> None:
    made = book()
    made.active["A2"], made.active["A2"].hyperlink = "example.org/Guide", "https://example.org/guide/"
    made.active["B2"].hyperlink = "#Sheet!A1"
    made.active["C2"].hyperlink = Hyperlink("C2", location="Sheet!A1")
    made.save(tmp_path / "measures.xlsx")
    assert remarks_on(tmp_path / "measures.xlsx") == []


def test_links_that_formulas_make_are_told(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        cells = b'<row r="3"><c r="A3" t="str"><f>HYPERLINK("https://example.org/a","A guide")</f><v>A guide</v></c>'
        cells += b'<c r="B3" t="str"><f t="shared" ref="B3:C3" si="0">HYPERLINK(F3,"x")</f><v>x</v></c>'
        cells += b'<c r="C3" t="str"><f t="shared" si="0"/><v>y</v></c>'
        cells += b'<c r="D3" t="str"><f>HYPERLINK("https://example.org/a")</f><v>https://example.org/a</v></c></row></sheetData>'
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cells)

    (sentence,) = remarks_on(with_parts(tmp_path / "measures.xlsx", change))
    assert "row 3: the address of the link behind A3, B3 and C3 is not printed." in sentence


def test_controls_over_cells_are_told_and_notes_are_none(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        box = b'<x:ClientData ObjectType="%s"><x:Anchor>2, 0, 1, 0, 3, 0, 2, 0</x:Anchor>%s</x:ClientData><br>'
        drawn = box % (b"Checkbox", b"<x:Checked>1</x:Checked>") + box % (b"Button", b"") + box % (b"Note", b"")
        parts["xl/drawings/vmlDrawing1.vml"] = b"<xml>" + drawn + b"</xml>"

    (sentence,) = remarks_on(with_parts(tmp_path / "measures.xlsx", change))
    assert "what does not stand in cells is not printed: a tick box over C2 (ticked); a button over C2. Put into" in sentence


def test_tick_boxes_in_cells_are_told(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        shown = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><extLst><ext uri="u" xmlns:p="urn:p">'
        shown += b'<p:xfComplement i="0"/></ext></extLst></xf></cellXfs>'
        number = parts["xl/styles.xml"].split(b"<cellXfs")[1].split(b"</cellXfs>")[0].count(b"<xf ")
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</cellXfs>", shown)
        cells = b'<row r="3"><c r="A3" s="%d" t="b"><v>1</v></c><c r="B3" t="b"><v>1</v></c></row></sheetData>' % number
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cells)

    (sentence,) = remarks_on(with_parts(tmp_path / "measures.xlsx", change))
    assert "row 3: Excel shows a tick box in A3, and what is read is TRUE or FALSE. Write a word in its place" in sentence


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("DRAFT - do not use", True),
        ("draft_2", True),
        ("OLD 2018-19 superseded", True),
        ("Training (old)", True),
        ("Archive", True),
        ("2018-19", True),
        ("Finance 2018-2019", True),
        ("Return of 2018", True),
        ("Sheet1", False),
        ("2019-20", False),
        ("Finance 2019-2020, v2", False),
        ("2018-19 and 2019-20", False),
        ("At 2020-03-31", False),
        ("Over 85 years old", False),
        ("Oldham", False),
        ("Drafting skills", False),
    ],
)
def test_a_sheet_whose_name_says_that_it_is_not_meant_is_told(tmp_path: Path, name: str, told: bool) -> None:
    made = book()
    made.active.title = name
    (tmp_path / "2020").mkdir()
    path = tmp_path / "2020/measures.xlsx"
    made.save(path)
    (sentence,) = remarks(path) or [""]
    assert (f'measures.xlsx: the sheet that is read is called "{name}"' in sentence) is told
    assert sentence == "" or sentence.endswith(
        "Look whether it is the table that is meant; if it is, give the sheet another name."
    )
