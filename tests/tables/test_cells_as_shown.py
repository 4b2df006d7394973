"""A workbook's cells as Excel shows them: what a number format or a font makes of them is read, or a message names the cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from sabreport.report_kinds.columns import columns_of
from sabreport.tables.workbooks.worksheets import rows_of_workbook

Shown = tuple[Any, str]
"""What a cell holds, and its number format."""


def read(path: Path, fonts: Mapping[str, str] | None = None, **cells: Shown) -> tuple[dict[str, str], list[str]]:
    """The second row of a table as it is read, by heading, and all that is said of it: errors first.

    Parameters
    ----------
    fonts
        The fonts of cells, by heading.
    """
    book = openpyxl.Workbook()
    headings = list(columns_of(path.stem))
    book.active.append(headings)
    for column, heading in enumerate(headings, start=1):
        value, code = cells.get(heading, (f"{heading} one", "General"))
        cell = book.active.cell(2, column, value)
        cell.number_format = code
        cell.font = Font(name=(fonts or {}).get(heading, "Calibri"))
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
    ("measures", "value", 123456, "000-000"): 'D2 ("…-…")',
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
    given: dict[str, Any] = {heading: (value, code)}
    row, (sentence,) = read(tmp_path / f"{stem}.xlsx", **given)
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


@pytest.mark.parametrize("code", ["#,##0;#,##0", "£#,##0;[Red]£#,##0", "General;General"])
def test_a_negative_number_that_shows_no_minus_is_told(tmp_path: Path, code: str) -> None:
    row, (sentence,) = read(tmp_path / "finance.xlsx", amount=(-1900, code))
    assert row["amount"] == "-1900"
    assert sentence.startswith("finance.xlsx, row 2: the number format of C2 shows no minus before the number that is stored")


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


AS_SHOWN: Mapping[tuple[Any, str], str] = {
    (5.1, "0.00"): "5.10",
    (1 / 3, "# ?/?"): "1/3",
    (12.5, "# ??/??"): "12 1/2",
    (2.25, "# ?/8"): "2 2/8",
    (1.99, "# ?/?"): "2",
    (1.5, "?/?"): "3/2",
    (12.3456, "0"): "12",
    (2.5, "0"): "3",
    (3.0000000001, "0.0"): "3.0",
    (1234567, "#,##0"): "1,234,567",
    (12345678, "0.0,,"): "12.3",
    (1500, "£#,##0"): "£1,500",
    (1500.5, '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-'): "£1,500.50",
    (-1900, "£#,##0.00_);(£#,##0.00)"): "(£1,900.00)",
    (-3, "0.0"): "-3.0",
    (-0.3, "0"): "0",
    (1500, "[$€-2] #,##0"): "€ 1,500",
    (0.125, "0.0%"): "12.5%",
    (0.5, "#.##"): ".5",
    (7, "000"): "007",
    (3, '"Quarter "0'): "Quarter 3",
    (20, '0" care homes"'): "20 care homes",
    (20, 'General" homes"'): "20 homes",
    (0, '0;-0;"n/a"'): "n/a",
    ("Waiting", '@" (draft)"'): "Waiting (draft)",
    ("Waiting", '0;0;0;"Draft: "@'): "Draft: Waiting",
    ("Waiting", "0.00"): "Waiting",
    (time(9, 30), "hh:mm"): "09:30",
    (time(21, 5), "h:mm AM/PM"): "9:05 PM",
    (timedelta(hours=26, minutes=30), "[h]:mm:ss"): "26:30:00",
    (date(2019, 5, 1), "mmm yyyy"): "May 2019",
    (date(2019, 6, 30), "mmm-yy"): "June 2019",
    (date(2019, 6, 30), '"End of "mmmm yyyy'): "End of June 2019",
    (date(2020, 1, 31), "d mmmm"): "31 January",
    (date(2020, 3, 31), "[$-809]dd mmmm yyyy;@"): "31 March 2020",
    (date(2020, 3, 31), "mm-dd-yy"): "31 March 2020",
    (date(2019, 5, 16), "dddd d mmmm"): "Thursday 16 May",
    (datetime(2020, 2, 12, 13, 30), "dd/mm/yyyy hh:mm"): "12 February 2020 13:30",
}


@pytest.mark.parametrize(("value", "code"), AS_SHOWN)
def test_a_cell_among_text_is_read_as_excel_shows_it(tmp_path: Path, value: Any, code: str) -> None:
    row, said = read(tmp_path / "priorities.xlsx", progress=(value, code))
    assert (row["progress"], said) == (AS_SHOWN[value, code], [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (5, ";;;"),
        (0, "#"),
        (123456, "000-000"),
        (4167, r"#\ ##0"),
        (2500, "0.00E+00"),
        (date(2020, 3, 31), '"Q"q yyyy'),
        (date(2020, 3, 31), "[$-452]d mmmm yyyy"),
        (date(2020, 3, 31), 'd "of" mmmm'),
        (date(2020, 3, 31), "mmmmm yyyy"),
    ],
)
def test_a_format_of_another_kind_is_told_among_text(tmp_path: Path, value: Any, code: str) -> None:
    _, (sentence,) = read(tmp_path / "priorities.xlsx", progress=(value, code))
    assert sentence.startswith(
        "priorities.xlsx, row 2: the number format of G2 shows something else than is stored, or nothing, and what is "
    )


def test_a_whole_day_that_something_is_due_stays_a_day(tmp_path: Path) -> None:
    assert read(tmp_path / "priorities.xlsx", due=(date(2019, 12, 31), "dd/mm/yyyy"))[0]["due"] == "2019-12-31"
    assert read(tmp_path / "priorities.xlsx", due=(date(2019, 6, 30), "mmm-yy"))[0]["due"] == "June 2019"


def test_words_beside_a_date_are_told_in_a_column_of_dates(tmp_path: Path) -> None:
    row, (sentence,) = read(tmp_path / "sars.xlsx", commissioned=(date(2018, 9, 30), '"End of "mmmm yyyy'))
    assert row["commissioned"] == "2018-09"
    assert 'beside what is stored in D2 ("End of…")' in sentence


def test_a_range_that_excel_made_a_date_is_told(tmp_path: Path) -> None:
    row, (sentence,) = read(tmp_path / "measures.xlsx", category=(date(2019, 10, 14), "d-mmm"), value=(3, "General"))
    assert row["category"] == "14 October"
    assert sentence == (
        "measures.xlsx, row 2: C2 is a date, where a name belongs; Excel makes a date of a range that is typed as 10-14 or 5-9. "
        "If no date is meant, format the column as Text (Home, Number) and type the range anew."
    )


def run(text: str, font: str) -> TextBlock:
    return TextBlock(InlineFont(rFont=font), text)


@pytest.mark.parametrize(
    ("value", "font", "shown"),
    [
        ("ü", "Wingdings", "✓"),
        ("\uf0fc", "Wingdings", "✓"),
        ("û", "wingdings", "✗"),
        ("ü\nü", "Wingdings", "✓\n✓"),
        ("ü", "Calibri", "ü"),
        ("P", "Wingdings 2", "✓"),
        ("a", "Webdings", "✓"),
        ("·", "Symbol", "•"),
        ("a ³ 3", "Symbol", "α ≥ 3"),
        (
            CellRichText(run("ü", "Wingdings"), " Recruited; ", run("O", "Wingdings 2"), " interviews"),
            "",
            "✓ Recruited; ✗ interviews",
        ),
        (CellRichText("ü", run(" Zoë", "Calibri")), "Wingdings", "✓ Zoë"),
    ],
)
def test_a_sign_of_a_font_is_read_as_it_shows(tmp_path: Path, value: Any, font: str, shown: str) -> None:
    row, said = read(tmp_path / "priorities.xlsx", {"progress": font} if font else None, progress=(value, "General"))
    assert (row["progress"], said) == (shown, [])


@pytest.mark.parametrize(
    ("value", "font"),
    [
        ("a ` b", "Symbol"),
        ("Done", "Webdings"),
        (CellRichText("One ", run("Q", "Wingdings 3")), "Calibri"),
        ("a", "Marlett"),
        (3, "Wingdings"),
        (date(2020, 3, 31), "Wingdings"),
    ],
)
def test_a_sign_of_a_font_that_is_not_known_is_told(tmp_path: Path, value: Any, font: str) -> None:
    _, (sentence,) = read(tmp_path / "priorities.xlsx", {"progress": font}, progress=(value, "General"))
    assert sentence.startswith("priorities.xlsx, row 2: the font of G2, such as Wingdings, shows signs for letters, and of those")


def test_a_number_in_a_font_of_signs_is_told(tmp_path: Path) -> None:
    row, (sentence,) = read(tmp_path / "measures.xlsx", {"value": "Wingdings"}, value=(41, "General"))
    assert (row["value"], "the font of D2, such as Wingdings" in sentence) == ("41", True)


@pytest.mark.parametrize("code", ["General", "@", "00 000 0000 0000"])
@pytest.mark.parametrize("number", [1234567890123, 123456789012345, 1234567890.25])
def test_no_digit_of_a_long_number_in_a_text_changes(tmp_path: Path, number: float, code: str) -> None:
    row, said = read(tmp_path / "forward.xlsx", aim=(number, code))
    assert row["aim"] == str(number)
    assert len(said) == (code not in ("General", "@"))


@pytest.mark.parametrize(("number", "read_as"), [(0.1 + 0.2, "0.3"), (4167.0, "4167"), (3 * 1.1, "3.3"), (-0.0, "0")])
def test_the_noise_of_a_fraction_is_not_read(tmp_path: Path, number: float, read_as: str) -> None:
    assert read(tmp_path / "forward.xlsx", aim=(number, "General"))[0]["aim"] == read_as
