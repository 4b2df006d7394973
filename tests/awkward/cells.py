"""Extracts as offices save them: number formats, what does not show, other CSVs, and names typed in other ways."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from awkward.cases import Case, Printed, Refused, Remarked, Write, extract

_DATA = Path(__file__).parents[2] / "data/example/2020"


def _text(stem: str) -> str:
    return (_DATA / f"{stem}.csv").read_text(encoding="utf-8")


def _book(stem: str, change: Callable[[Worksheet], object]) -> Write:
    """The example board's table as a workbook, changed."""

    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        for row in csv.reader(_text(stem).splitlines()):
            book.active.append([float(cell) if cell.isdecimal() else cell or None for cell in row])
        change(book.active)
        book.save(path)

    return write


def _formats(sheet: Worksheet) -> None:
    for place, value, code in (
        ("D3", 905, '#,##0" (% of all)"'),
        ("D8", 0.76, "0.0%;-0.0%"),
        ("D9", 93, '0"%"'),
        ("D10", 7, r"0\%"),
        ("D2", 130400, '#,##0,"k"'),
        ("D11", 612, "[$£-809]#,##0_%"),
    ):
        sheet[place] = value
        sheet[place].number_format = code


def _hide_a_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


def _very_hidden(sheet: Worksheet) -> None:
    lookups = sheet.parent.create_sheet("Lookups")
    lookups.append(["income", "expenditure"])
    lookups.sheet_state = "veryHidden"


def _parted(stem: str, mark: str) -> str:
    return "\n".join(mark.join(row) for row in csv.reader(_text(stem).splitlines())) + "\n"


CASES: list[Case] = [
    extract(
        "figures under all kinds of number formats",
        Printed(("905 alerts", "76%", "93%", "130,400"), without=("90,500", "90500", "9,300", "130 adults")),
        params={"terms": {"concern": "alert"}},
        measures_xlsx=_book("measures", _formats),
    ),
    extract(
        "a row and a column that do not show",
        Remarked("row 3: what stands here does not show in Excel (hidden, or left out by a filter), and it is counted"),
        audits_xlsx=_book("audits", _hide_a_row),
    ),
    extract(
        "a table that Excel saved with semicolons, and says so",
        Printed(("£48,500",)),
        finance_csv=("sep=;\r\n" + _parted("finance", ";").replace("48500", "48500,00")).encode("utf-8-sig"),
    ),
    extract(
        "a table saved as Unicode text",
        Printed(("Mental capacity in practice",)),
        training_csv=_parted("training", "\t").encode("utf-16"),
    ),
    extract(
        "one agency by five spellings",
        Remarked(
            'rows 12 to 15: cells are read as what they stand for: "EXAMPLESHIRE POLICE" as "Exampleshire Police"',
            ("Five agencies rated themselves against five standards",),
        ),
        assurance_csv=_text("assurance")
        .replace("Exampleshire Police", "Exampleshire\u00a0Police", 1)
        .replace("Exampleshire Police", "EXAMPLESHIRE POLICE", 1)
        .replace("Exampleshire Police", "Ｅxampleshire Police", 1)
        .replace("Exampleshire Police", "Exampleshire  Poli\u200bce", 1),
    ),
    Case(
        "a copy of a table that lies beside it",
        Remarked("nothing reads this file, but finance.csv beside it. If this is the newer one, put it in place of finance.csv"),
        files={"Copy of finance.xlsx": _book("finance", _hide_a_row)},
    ),
    extract(
        "a sheet that Unhide does not list",
        Refused(
            "the workbook has 2 sheets (Sheet, Lookups (very hidden)). Keep only the sheet that holds the table. Unhide does"
        ),
        finance_xlsx=_book("finance", _very_hidden),
    ),
    extract(
        "a table in an older encoding of Windows",
        Refused("row 2: the file is not UTF-8 (byte 0xe9; Excel's older CSV formats write é so)"),
        forward_csv="priority,aim\nListening,Hold a café\n".encode("cp1252"),
    ),
    extract(
        "a table in UTF-16 that does not say so",
        Refused("the file is saved as UTF-16, and not as UTF-8. Save it in Excel as"),
        training_csv=_text("training").encode("utf-16-le"),
    ),
    extract(
        "a number that could be thousands or decimals",
        Refused("row 2: a number with a comma or a point before its last three digits may be thousands or decimals here"),
        measures_csv=_parted("measures", ";").replace("130400", "130,400"),
    ),
]
