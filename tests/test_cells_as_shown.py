"""A workbook's cells as Excel shows them: what a number format or a font makes of them is read, or a message names the cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sabreport.columns import columns_of
from sabreport.worksheets import rows_of_workbook

Shown = tuple[Any, str]
"""What a cell holds, and its number format."""


def read(path: Path, **cells: Shown) -> tuple[dict[str, str], list[str]]:
    """The second row of a table as it is read, by heading, and all that is said of it: errors first."""
    book = openpyxl.Workbook()
    headings = list(columns_of(path.stem))
    book.active.append(headings)
    for column, heading in enumerate(headings, start=1):
        value, code = cells.get(heading, (f"{heading} one", "General"))
        cell = book.active.cell(2, column, value)
        cell.number_format = code
    book.save(path)
    problems: list = []
    remarks: list = []
    found = rows_of_workbook(path, path.parent, problems, remarks) or []
    row = dict(zip(headings, (found[1][1].get(column, "") for column in range(1, len(headings) + 1)), strict=True))
    return row, [problem.sentence(path.parent) for problem in (*problems, *remarks)]


ABOUT = ['"about "0', '"c. "#,##0', '"around "0', r"\c\. 0", '"Approx. "0', "~0"]


@pytest.mark.parametrize("code", ABOUT)
def test_a_format_that_says_about_is_read_as_if_it_were_typed(tmp_path: Path, code: str) -> None:
    row, said = read(tmp_path / "training.xlsx", attendance=(64, code))
    assert (row["attendance"].endswith(" 64"), row["attendance"] != "64", said) == (True, True, [])


BESIDE: Mapping[tuple[str, str, Any, str], str] = {
    ("measures", "value", 281, '"c. "0'): 'D2 ("c.…")',
    ("measures", "value", 905, '0" (provisional)"'): 'D2 ("…(provisional)")',
    ("measures", "value", 36, '0"*"'): 'D2 ("…*")',
    ("measures", "value", 36, 'General"*"'): 'D2 ("…*")',
    ("measures", "value", 36, '0" (was 41)"'): 'D2 ("…(was #)")',
    ("measures", "value", 130, '0"h"00'): 'D2 ("…h…")',
    ("measures", "value", 12, '#,##0"k"'): 'D2 ("…k")',
    ("measures", "value", 5, "-0"): 'D2 ("-…")',
    ("measures", "value", "<5", '@"*"'): 'D2 ("…*")',
    ("training", "attendance", 38, '0"+"'): 'D2 ("…+")',
    ("training", "attendance", 38, '"about "0"*"'): 'D2 ("about…*")',
    ("finance", "amount", 48500, '£#,##0" CR"'): 'C2 ("…CR")',
    ("finance", "amount", 48500, '£#,##0" (est.)"'): 'C2 ("…(est.)")',
}


@pytest.mark.parametrize(("stem", "heading", "value", "code"), BESIDE)
def test_what_a_format_shows_beside_a_number_is_told(tmp_path: Path, stem: str, heading: str, value: Any, code: str) -> None:
    row, (sentence,) = read(tmp_path / f"{stem}.xlsx", **{heading: (value, code)})
    place = BESIDE[stem, heading, value, code]
    assert sentence.startswith(
        f"{stem}.xlsx, row 2: the number format shows words or signs beside what is stored in {place}, and "
    )
    assert row[heading].removeprefix("about ") == str(value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (48500, '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'),
        (0, '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'),
        (-1900, "£#,##0.00_);(£#,##0.00)"),
        (-1900, "[$£-809]#,##0;[Red]-[$£-809]#,##0"),
        (21400, "[$£-809]#,##0.00;[Red]([$£-809]#,##0.00)"),
        (7900, '#,##0.00 "GBP"'),
        (56800, '#,##0,"k"'),
        (1200000, '£0.0,,"m"'),
        (2500.5, "0.00E+00"),
        (3850.125, "# ?/?"),
        (4167, r"#\ ##0"),
        (4, "+0;-0"),
        (-4, '"+"0;"-"0'),
        (0.76, "0.0 %"),
        (93, '0"%"'),
        (93, "General"),
    ],
)
def test_what_belongs_to_a_number_is_not_told(tmp_path: Path, value: float, code: str) -> None:
    assert read(tmp_path / "finance.xlsx", amount=(value, code))[1] == []


@pytest.mark.parametrize(
    ("code", "money"),
    [
        ("[$€-2] #,##0", "€"),
        ("#,##0.00 [$€-407]", "€"),
        ("[$$-409]#,##0.00", "$"),
        ('"$"#,##0_);[Red]("$"#,##0)', "$"),
        ("$#,##0", "$"),
        (r"\€#,##0", "€"),
        ("[$USD] #,##0", "USD"),
        ("[$CHF-807] #,##0", "CHF"),
        ('#,##0" EUR"', "EUR"),
    ],
)
def test_another_currency_is_refused_in_an_account(tmp_path: Path, code: str, money: str) -> None:
    assert read(tmp_path / "finance.xlsx", amount=(48500, code))[1] == [
        f"finance.xlsx, row 2: the number format of C2 shows {money}, and pounds belong here. Write the amount in pounds, and "
        "choose £ for the cell's currency (Home, Number), or no currency."
    ]
