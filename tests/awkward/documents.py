"""Whole files, as Excel, Word, LibreOffice and text editors leave them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
from docx.document import Document as DocumentType
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from awkward.cases import Case, Printed, Refused, extract, statement
from awkward.statements import word_file

TRAINING = "event,date,audience,attendance\n"
SIGNS = "“Don’t” – it’s 5% of £1,250… (a) [b] <i> & |c| *d* _e_ #f @g ~h^ \\i {j} $k `l` −1 ½ m² °C"
"""Signs that people type into cells, and that Markdown, Typst, HTML or Word know for their own."""
OTHER = "Llŷn, Łódź, Ærø, ǆ, Страна, №, ✓, †, ‰, €10, ≥3, 1st–2nd"


def workbook(*rows: list) -> bytes:
    """An .xlsx with some rows."""
    made, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(stream)
    return stream.getvalue()


def written_by_odfdo(path: Path) -> None:
    """A text with all that odfdo writes beside it, such as empty parts for a program's settings."""
    from odfdo import Document, Header, List, Paragraph

    document = Document("text")
    document.body.clear()
    for part in (Header(1, "What we did"), Paragraph("We met in spring."), List(["One aim", "Another aim"])):
        document.body.append(part)
    document.save(str(path))


def languages(document: DocumentType) -> None:
    document.add_paragraph(OTHER)
    document.add_paragraph("Cyfarfu’r bwrdd bedair gwaith; مرحبا and שלום.")


def tabs_and_breaks(document: DocumentType) -> None:
    run = document.add_paragraph().add_run("Name:\tA. N. Example")
    run.add_break()
    run.add_text("second line")
    document.add_page_break()
    document.add_paragraph("On a new page.")


def columns_and_sections(document: DocumentType) -> None:
    document.add_paragraph("In the first section.")
    document.add_section()
    document.add_paragraph("In the second section.")


def two_tables(document: DocumentType) -> None:
    for number in range(2):
        table = document.add_table(2, 2)
        for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"t{number}c{place}"


def empty_cells(document: DocumentType) -> None:
    table = document.add_table(3, 3)
    table.cell(0, 0).text, table.cell(2, 2).text = "first of nine", "last of nine"


def raised(document: DocumentType) -> None:
    line = document.add_paragraph("Floor area 50 m")
    line.add_run("2").font.superscript = True
    line.add_run(" and CO")
    line.add_run("2").font.subscript = True
    line.add_run(" alarms.")


def struck_and_capital(document: DocumentType) -> None:
    line = document.add_paragraph("We kept ")
    line.add_run("this too").font.strike = True
    line.add_run(" and ").font.small_caps = True
    line.add_run("this").font.all_caps = True


TWO_FONTS = CellRichText("Safer ", TextBlock(InlineFont(b=True), "recruitment"), " day")

CASES: list[Case] = [
    extract(
        "a CSV file of old Windows",
        Refused("the file is not UTF-8 (byte 0xe9"),
        training_csv=f"{TRAINING}Café talks,2019-05-01,All,12\n".encode("cp1252"),
    ),
    extract(
        "a CSV file cut short within a cell", Refused("training.csv"), training_csv=f'{TRAINING}"Never closed,2019-05-01,All,12\n'
    ),
    extract(
        "a CSV file with the mark that Excel writes first, and lines as Windows ends them",
        Printed(("Café talks on aims",)),
        forward_csv="\ufeffpriority,aim\r\nSelf-neglect,Café talks on aims\r\n",
    ),
    extract(
        "signs of every kind in cells of a CSV file",
        Printed((SIGNS, OTHER)),
        audits_csv=f'audit,theme,status,finding\nAudit 1,Hoarding,complete,"{SIGNS}"\nAudit 1,Hoarding,complete,"{OTHER}"\n',
    ),
    extract(
        "signs of every kind, and two fonts, in cells of a workbook",
        Printed((SIGNS, OTHER, "Safer recruitment day")),
        training_xlsx=workbook(
            TRAINING.strip().split(","), [SIGNS, date(2019, 5, 1), OTHER, 12], [TWO_FONTS, date(2019, 6, 1), "All", 9]
        ),
    ),
    extract(
        "lines and quotation marks within a cell",
        Printed(("First line second line", "The “good” grant")),
        finance_csv='side,item,amount\nincome,"First line\nsecond line",100\nexpenditure,"The ""good"" grant",100\n',
    ),
    statement("a text of odfdo", "odt", written_by_odfdo, Printed(("What we did", "We met in spring.", "One aim"))),
    statement("words of other languages and scripts", "docx", word_file(languages), Printed((OTHER, "Cyfarfu’r bwrdd", "مرحبا"))),
    statement(
        "tabs and breaks of lines and pages", "docx", word_file(tabs_and_breaks), Printed(("Name: A. N. Example second line",))
    ),
    statement("two sections", "docx", word_file(columns_and_sections), Printed(("In the second section.",))),
    statement("two tables with nothing between", "docx", word_file(two_tables), Printed(("t0c3", "t1c0"))),
    statement("a table of mostly empty cells", "docx", word_file(empty_cells), Printed(("first of nine", "last of nine"))),
    statement("raised and lowered words", "docx", word_file(raised), Printed(("50 m2 and CO2 alarms.",))),
    statement("struck words and capitals", "docx", word_file(struck_and_capital), Printed(("We kept this too and THIS",))),
    statement("a note in a list in a quotation", "md", "> - We met.[^1]\n\n[^1]: Often.\n", Printed(("We met.", "Often."))),
    statement("a text of old Windows", "md", "Café talks".encode("cp1252"), Refused("the file is not UTF-8 text")),
    statement("a text of old Windows' Notepad", "md", "\ufeffWe met.\r\n\r\nOften.\r\n", Printed(("We met.", "Often."))),
    statement("a text that begins with a sign of percent", "md", "We met.\n\n% of staff: 12%\n", Printed(("% of staff: 12%",))),
    statement("a list by letters", "md", "a) first aim\nb) second aim\n", Printed(("first aim", "second aim"))),
    statement("a table with signs", "md", "| Aim | Share |\n|---|---|\n| A \\| B | −3% |\n", Printed(("A | B", "−3%"))),
    statement("words in code", "md", "Run `a -- b` now.\n\n    c -- d\n", Printed(("a -- b", "c -- d"))),
    statement(
        "entities and marks of HTML", "md", "Ann &amp; Bo, 3 &lt; 5, <b>bold</b>.\n", Printed(("Ann & Bo, 3 < 5, <b>bold</b>.",))
    ),
    statement(
        "dashes and dots as people type them",
        "md",
        "We met -- twice... and ---often---.\n",
        Printed(("We met – twice… and —often—.",)),
    ),
]
