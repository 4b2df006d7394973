"""The data workbook says what the report says, as numbers, and is laid out as good practice asks."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from conftest import EACH_REPORT, Report, Reports
from example_board import shrink
from golden import TABLES, YEARS
from openpyxl.cell import Cell as SheetCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from reading import html_page, html_tables, pdf_text, plain
from sabreport.base.errors import RenderError
from sabreport.documents.published_tables import Cell
from sabreport.documents.workbook.room import make_room
from sabreport.documents.workbook.write import write_workbook
from sabreport.inputs import Inputs, read_inputs
from sabreport.reports.drafts import read_draft
from sabreport.running.sections import Section

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
AROUND = ["Cover", "Contents", "Notes"]


def sections_of(report: Report, inputs: Inputs) -> list[Section]:
    folder = report.folder / "report" / "sections"
    return [Section(chapter.id, (folder / f"_{chapter.notebook.stem}.qmd",), (), ()) for chapter in inputs.chapters]


def write(report: Report, path: Path, draft_mark: str = "DRAFT") -> Path:
    inputs = read_inputs(report.project)
    sections = sections_of(report, inputs)
    write_workbook(path, inputs, sections, draft_mark=draft_mark)
    return path


class Workbooks(dict[str, Path]):
    """The workbook of each report without a draft's mark, written when it is first asked for."""

    def __init__(self, reports: Reports, folder: Path) -> None:
        super().__init__()
        self.reports, self.folder = reports, folder

    def __missing__(self, board: str) -> Path:
        self[board] = write(self.reports[board], self.folder / f"{board}-data.xlsx")
        return self[board]


@pytest.fixture(scope="session")
def workbooks(reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> Workbooks:
    return Workbooks(reports, tmp_path_factory.mktemp("workbooks"))


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def table_cells(sheet: Worksheet) -> list[list[SheetCell]]:
    """The cells of a sheet's only Excel table, its header first."""
    (table,) = sheet.tables.values()
    return [list(row) for row in sheet[table.ref]]


def above(sheet: Worksheet) -> list[str]:
    """What stands above a sheet's table, line by line."""
    (table,) = sheet.tables.values()
    first = sheet[table.ref][0][0].row
    return [str(sheet.cell(row, 1).value) for row in range(1, first)]


def printed(cell: SheetCell) -> str:
    """A cell as a spreadsheet shows it."""
    if isinstance(cell.value, str):
        return plain(cell.value)
    positive, _, negative = cell.number_format.partition(";")
    shape = negative if cell.value < 0 and negative else positive
    value = abs(cell.value) * (100 if shape.endswith("%") else 1)
    decimals = len(shape.partition(".")[2].rstrip("%")) if "." in shape else 0
    digits = f"{value:,.{decimals}f}" if "#,##0" in shape else f"{value:.{decimals}f}"
    return re.sub(r"#,##0[.0]*|0[.0]*", digits, shape.replace('"', ""))


def as_in_the_report(text: str) -> str:
    """A cell of the report with what stands in the workbook for it."""
    return {"not available": "[x]", "not applicable": "[z]", "not counted": "[x]", "": "[x]", "–": "[z]"}.get(text, text)


def sheets_of_tables(path: Path) -> Iterator[tuple[str, Worksheet]]:
    book = opened(path)
    yield from ((name, book[name]) for name in book.sheetnames if name not in AROUND)


def captions_of(report: Report) -> list[str]:
    """The captions of a report's tables, in order."""
    return [plain(caption.get_text()) for caption in html_page(report.document(".html")).find_all("caption")]


def numbered_as(caption: str) -> str:
    """The label of a caption: "Table 3", and "Table A3" for the data of a chart."""
    return caption.partition(":")[0]


@pytest.mark.parametrize("board", EACH_REPORT)
def test_each_published_table_has_one_sheet_after_cover_contents_and_notes(
    board: str, reports: Reports, workbooks: Workbooks
) -> None:
    book = opened(workbooks[board])
    assert book.sheetnames == [*AROUND, *map(numbered_as, captions_of(reports[board]))]
    assert all(len(name) <= 31 for name in book.sheetnames)


@pytest.mark.parametrize("board", EACH_REPORT)
def test_captions_are_those_of_the_report_and_are_listed_in_the_contents(
    board: str, reports: Reports, workbooks: Workbooks
) -> None:
    captions = captions_of(reports[board])
    assert [sheet["A1"].value for _, sheet in sheets_of_tables(workbooks[board])] == captions
    contents = table_cells(opened(workbooks[board])["Contents"])[1:]
    assert [title.value for _, title in contents] == captions
    assert [(link.value, link.hyperlink.location) for link, _ in contents] == [
        (number, f"'{number}'!A1") for number in map(numbered_as, captions)
    ]


@pytest.mark.parametrize("board", EACH_REPORT)
def test_every_cell_prints_as_in_the_report(board: str, reports: Reports, workbooks: Workbooks) -> None:
    published = html_tables(reports[board].document(".html"))
    for rows, (name, sheet) in zip(published.values(), sheets_of_tables(workbooks[board]), strict=True):
        shown = [[printed(cell) for cell in row] for row in table_cells(sheet)]
        assert shown == [[as_in_the_report(cell) for cell in row] for row in rows], name


def test_golden_figures_are_numbers(workbooks: Workbooks, reports: Reports) -> None:
    captions = captions_of(reports["lrsab"])
    numbers = dict(zip(html_tables(reports["lrsab"].document(".html")), map(numbered_as, captions), strict=True))
    book = opened(workbooks["lrsab"])
    checked = 0
    for ident, expected in TABLES.items():
        header, *rows = table_cells(book[numbers[ident]])
        found = {str(row[0].value).replace("’", "'"): row[1:] for row in rows}
        for label, figures in expected.items():
            assert tuple(cell.value for cell in header[1:]) == YEARS[-len(figures) :]
            for cell, figure in zip(found[label], figures, strict=True):
                number = int(figure.rstrip("%").replace(",", ""))
                assert cell.value == (number / 100 if figure.endswith("%") else number), (ident, label)
                assert cell.number_format == ("0%" if figure.endswith("%") else "#,##0")
                checked += 1
    assert checked == 66


@pytest.mark.parametrize("side", ["Income", "Expenditure"])
def test_the_accounts_add_up(side: str, workbooks: Workbooks) -> None:
    (sheet,) = [sheet for _, sheet in sheets_of_tables(workbooks["lrsab"]) if f": {side} in" in sheet["A1"].value]
    *items, total = [cells[1] for cells in table_cells(sheet)[1:]]
    assert total.value == 110681 == sum(item.value for item in items)
    assert {cell.number_format for cell in (*items, total)} == {"£#,##0"}
    assert total.font.bold
    assert "Units: pounds (£)." in above(sheet)


@pytest.mark.parametrize("board", EACH_REPORT)
def test_shorthand_is_explained_where_it_is_used_and_nowhere_else(board: str, workbooks: Workbooks) -> None:
    notes = {row[1].value: row[2].value for row in table_cells(opened(workbooks[board])["Notes"])[1:]}
    used = set()
    for name, sheet in sheets_of_tables(workbooks[board]):
        on_sheet = {cell.value for row in table_cells(sheet) for cell in row} & {"[x]", "[z]", "[c]"}
        assert {line[:3] for line in above(sheet) if re.match(r"\[\w\] = ", line)} == on_sheet, name
        used |= on_sheet
    assert {about.removeprefix("Shorthand ") for about in notes if about.startswith("Shorthand")} == used
    if board == "lrsab":
        assert used == {"[x]", "[z]"}
        assert notes["Shorthand [x]"].startswith("Not available")


@pytest.mark.parametrize("board", EACH_REPORT)
def test_each_sheet_says_its_source_and_units_and_refers_to_notes_that_are_there(board: str, workbooks: Workbooks) -> None:
    numbers = [row[0].value for row in table_cells(opened(workbooks[board])["Notes"])[1:]]
    assert numbers == list(range(1, len(numbers) + 1))
    referred = set()
    for name, sheet in sheets_of_tables(workbooks[board]):
        lines = above(sheet)
        assert sum(line.startswith("Source: ") for line in lines) == 1, name
        assert sum(line.startswith("Units: ") for line in lines) == 1, name
        referred |= {int(number) for number in re.findall(r"\[note (\d+)\]", " ".join(lines))}
    assert referred == set(numbers)


def test_notes_hold_the_catalogues_definitions_in_the_boards_words(workbooks: Workbooks) -> None:
    notes = {row[1].value: row[2].value for row in table_cells(opened(workbooks["lrsab"])["Notes"])[1:]}
    assert notes["Conversion rate"] == "Share of alerts that led to an enquiry: section 42 enquiries divided by alerts."
    assert notes["People asked what they wanted"].endswith("table SG4a of the Safeguarding Adults Collection.")
    assert "Each side adds up to 110681" in notes["finance.csv"]


def test_the_source_names_the_extract_its_supplier_and_its_years(workbooks: Workbooks) -> None:
    book = opened(workbooks["lrsab"])
    assert any(
        line.startswith("Source: measures.csv for 2016-17 to 2019-20, the latest supplied by Leicestershire & Rutland")
        for line in above(book["Table A4"])
    )


@pytest.mark.parametrize("board", EACH_REPORT)
def test_sheets_are_accessible(board: str, workbooks: Workbooks) -> None:
    book = opened(workbooks[board])
    assert book.properties.title
    names = []
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges, sheet.title
        assert sheet["A1"].value, sheet.title
        assert not any("\u200b" in str(cell.value) for row in sheet for cell in row), sheet.title
        if sheet.title != "Cover":
            (table,) = sheet.tables.values()
            names.append(table.name)
            assert table.headerRowCount == 1
            assert all(cell.value not in (None, "") for row in sheet[table.ref] for cell in row), sheet.title
    assert len(set(names)) == len(names)


def test_cover_says_what_it_is_and_whether_it_is_a_draft(workbooks: Workbooks, reports: Reports, tmp_path: Path) -> None:
    def cover(path: Path) -> list[SheetCell]:
        return [row[0] for row in opened(path)["Cover"]]

    draft, final = cover(workbooks["lrsab"]), cover(write(reports["lrsab"], tmp_path / "final.xlsx", draft_mark=""))
    assert draft[0].value == "Leicestershire & Rutland Safeguarding Adults Board"
    assert draft[-1].hyperlink.target == "https://www.lrsb.org.uk/lrsab"
    assert {cell.value for cell in draft} - {cell.value for cell in final} == {"DRAFT: not for publication"}


def test_the_same_report_gives_the_same_bytes(workbooks: Workbooks, reports: Reports, tmp_path: Path) -> None:
    again = write(reports["lrsab"], tmp_path / "again.xlsx")
    assert again.read_bytes() == workbooks["lrsab"].read_bytes()


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("4,167", 4167, "#,##0"),
        ("0", 0, "#,##0"),
        ("1250", 1250, "0"),
        ("54%", 0.54, "0%"),
        ("12.5%", 0.125, "0.0%"),
        ("£53,590", 53590, "£#,##0"),
        ("£1,250.50", 1250.5, "£#,##0.00"),
        ("−643", -643, '#,##0;"−"#,##0'),
        ("−5 percentage points", -5, '#,##0" percentage points";"−"#,##0" percentage points"'),
    ],
)
def test_a_number_prints_as_it_was_printed(text: str, value: float, number_format: str) -> None:
    number = Cell(text).number
    assert number is not None
    assert (number.value, number.number_format) == (value, number_format)


@pytest.mark.parametrize("text", ["", "one", "18-64", "2019-20", "007", "One in five", "1,25", "£", "54% of 39", "SG1a"])
def test_other_text_is_no_number(text: str) -> None:
    assert Cell(text).number is None


def one_table(reports: Reports, tmp_path: Path, markdown: str) -> tuple[Path, Inputs, list[Section]]:
    section = tmp_path / "_01_foreword.qmd"
    section.write_text(markdown, encoding="utf-8")
    return tmp_path / "one.xlsx", read_inputs(reports["example"].project), [Section("foreword", (section,), (), ())]


def write_one(reports: Reports, tmp_path: Path, markdown: str) -> Workbook:
    path, inputs, sections = one_table(reports, tmp_path, markdown)
    write_workbook(path, inputs, sections, draft_mark="")
    return opened(path)


def test_text_stays_text_whatever_it_looks_like(reports: Reports, tmp_path: Path) -> None:
    cells = ["=1+1", "?!", "https://example.org", r"\[here\](https://example.org)", r"\$\$ x \$\$", r"a \| b", "Ж", "007", "2020"]
    rows = "".join(f"| {cell} | 1 |\n" for cell in cells)
    book = write_one(
        reports, tmp_path, f"| \\$\\$A | \\$\\$a |\n|:--|--:|\n{rows}\n: The \\$\\$x\\$\\$ and \\[x\\](y) {{#tbl-odd}}\n"
    )
    header, *body = table_cells(book["Table 1"])
    assert [plain(cell.value) for cell in header] == ["$$A", "$$a (2)"]
    shown = ["=1+1", "?!", "https://example.org", "[here](https://example.org)", "$$ x $$", "a | b", "Ж", "007", "2020"]
    assert [plain(row[0].value) for row in body] == shown
    assert all(row[0].data_type == "s" and row[0].hyperlink is None and row[1].value == 1 for row in body)
    assert plain(book["Table 1"]["A1"].value) == "Table 1: The $$x$$ and [x](y)"
    contents = table_cells(book["Contents"])[1]
    assert plain(contents[1].value) == "Table 1: The $$x$$ and [x](y)"


def test_every_row_of_a_table_drawn_as_a_grid_is_there(reports: Reports, tmp_path: Path) -> None:
    rule = "+------+------+\n"
    double = "+======+======+\n"
    head = f"{rule}| A    | B    |\n+======+=====:+\n"
    grid = f"{head}| one  | 1    |\n{rule}| two  | 2    |\n{double}| sum  | 3    |\n{double}"
    book = write_one(reports, tmp_path, f"{grid}\n: Grid {{#tbl-grid}}\n")
    assert [[cell.value for cell in row] for row in table_cells(book["Table 1"])] == [
        ["A", "B"],
        ["one", 1],
        ["two", 2],
        ["sum", 3],
    ]


def test_suppressed_cells_are_explained(reports: Reports, tmp_path: Path) -> None:
    book = write_one(reports, tmp_path, "| A | 2019-20 |\n|:--|--:|\n| Physical | \\[c\\] |\n| Sexual | 12 |\n\n: X {#tbl-x}\n")
    assert [[cell.value for cell in row] for row in table_cells(book["Table 1"])[1:]] == [["Physical", "[c]"], ["Sexual", 12]]
    assert any(line.startswith("[c] = suppressed, to protect people") for line in above(book["Table 1"]))


def test_a_table_without_rows_and_a_report_without_tables(reports: Reports, tmp_path: Path) -> None:
    book = write_one(reports, tmp_path, "| A | B |\n|:--|--:|\n\n: None yet {#tbl-none}\n")
    assert [cell.value for cell in table_cells(book["Table 1"])[1]] == ["[z]", "[z]"]
    assert write_one(reports, tmp_path, "No table.\n").sheetnames == ["Cover"]


def test_a_cell_that_excel_would_cut_off_is_an_error(reports: Reports, tmp_path: Path) -> None:
    path, inputs, sections = one_table(reports, tmp_path, f"| A |\n|:--|\n| {'long ' * 7000} |\n\n: Long {{#tbl-long}}\n")
    with pytest.raises(RenderError, match=r'"Table 1: Long" has a cell of 34,999 characters. Write at most 32,767'):
        write_workbook(path, inputs, sections, draft_mark="")
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_an_error(reports: Reports, tmp_path: Path) -> None:
    path, inputs, sections = one_table(reports, tmp_path, "No table.\n")
    path.mkdir()
    with pytest.raises(RenderError, match=r"one\.xlsx: the data workbook cannot be written: Is a directory"):
        write_workbook(path, inputs, sections, draft_mark="")


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_workbook_opens_in_libreoffice(workbooks: Workbooks, tmp_path: Path) -> None:
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    said = subprocess.run([*command, "--outdir", str(tmp_path), str(workbooks["lrsab"])], check=True, capture_output=True)
    if b"could not be loaded" in said.stderr:
        pytest.skip("LibreOffice is installed without Calc")
    text = plain(pdf_text(tmp_path / "lrsab-data.pdf"))
    for figure in ("4,167", "54%", "£110,681", "[x]", ": Where each extract came from"):
        assert figure in text
    assert "###" not in text


@pytest.mark.parametrize("board", EACH_REPORT)
def test_a_build_writes_the_workbook_beside_the_documents(board: str, reports: Reports, tmp_path: Path) -> None:
    report = reports[board]
    built = report.document("-data.xlsx")
    made = read_draft(report.folder / "drafts/1/draft.json")
    assert made is not None
    assert built.read_bytes() == write(report, tmp_path / built.name, made.mark).read_bytes()


def test_the_workbook_can_be_built_alone(kit: Path, sabreport) -> None:
    shrink(kit, "year_in_numbers")
    ran = sabreport("build", "--year", "2020", "--format", "xlsx", root=kit)
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in (kit / "outputs/example/2020").iterdir() if path.is_file())
    assert "example-annual-report-2019-20-data.xlsx" in names
    assert not {f"example-annual-report-2019-20{suffix}" for suffix in (".html", ".pdf", ".docx")} & set(names)


def test_no_row_is_higher_than_excel_takes(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "long.xlsx")) as book:
        make_room(book.add_worksheet(), 0, [["word " * 1000], ["two words " * 10]], [20])
    sheet = openpyxl.load_workbook(tmp_path / "long.xlsx").active
    assert 400 < sheet.row_dimensions[1].height <= 409
    assert sheet.row_dimensions[2].height < 400
