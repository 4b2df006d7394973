"""Workbooks as people keep them, and as they arrive broken: what is filled is read, within bounds, or a message says why not."""

from __future__ import annotations

import random
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from awkward import ole
from sabreport.worksheets import rows_of_workbook

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
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
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
    made.create_sheet("Old").sheet_state = "hidden"
    made.create_chartsheet("Trend")
    made.save(tmp_path / "measures.xlsx")
    assert said(tmp_path / "measures.xlsx") == (
        "measures.xlsx: the workbook has 3 sheets (Sheet, Old (hidden), Trend (a chart)). Keep only the sheet that holds "
        "the table. To see a hidden one, right-click on a sheet's name and choose Unhide."
    )


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


@pytest.mark.parametrize("mark", [b'hidden="true"', b'ht="0" customHeight="1"'])
def test_a_row_is_hidden_by_its_mark_or_its_height(tmp_path: Path, mark: bytes) -> None:
    row = b"<row " + mark + b' r="3"><c r="A3"><v>1</v></c></row>'
    assert "row 3: what stands here does not show" in remarks(with_parts(tmp_path / "measures.xlsx", in_sheet(row)))[0]


def test_a_sheet_that_unhide_does_not_list_says_how_to_reach_it(tmp_path: Path) -> None:
    made = book()
    made.create_sheet("Lists").sheet_state = "veryHidden"
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
