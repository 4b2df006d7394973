"""Reading one extract: the same table as CSV and as a workbook, and what spreadsheets do to files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from sabreport.base.errors import ReportError
from sabreport.report_kinds.columns import EXTRACTS, columns_of
from sabreport.tables.reading import find_extract, read_extract

TRAINING = 'event,date,audience,attendance\nBriefing,2019-05-01,"All, and more",120\nTalk,2019-06-02,Police,\n'


def read(path: Path) -> pd.DataFrame:
    problems: list = []
    rows = read_extract(path, path.parent, problems)
    assert problems == []
    assert rows is not None
    return rows


@pytest.fixture
def csv_rows(tmp_path: Path) -> pd.DataFrame:
    (tmp_path / "training.csv").write_text(TRAINING, encoding="utf-8")
    return read(tmp_path / "training.csv")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(csv_rows: pd.DataFrame) -> None:
    assert list(csv_rows.index) == [2, 3]
    assert csv_rows.loc[2, "attendance"] == 120
    assert list(csv_rows["attendance"].isna()) == [False, True]
    assert csv_rows.loc[2, "date"] == pd.Timestamp("2019-05-01")


def test_a_workbook_reads_as_the_same_table(tmp_path: Path, csv_rows: pd.DataFrame) -> None:
    (tmp_path / "training.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["event", "date", "audience", "attendance"])
    book.active.append(["Briefing", date(2019, 5, 1), "All, and more", 120.0])
    book.active.append(["Talk", date(2019, 6, 2), "Police", None])
    book.save(tmp_path / "training.xlsx")
    pd.testing.assert_frame_equal(read(tmp_path / "training.xlsx"), csv_rows)


def test_a_percent_cell_of_a_workbook_is_the_percentage_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["area", "measure", "category", "value"])
    book.active.append(["town", "msp_asked_pct", None, 0.76])
    book.active["D2"].number_format = "0%"
    book.save(tmp_path / "measures.xlsx")
    assert read(tmp_path / "measures.xlsx").loc[2, "value"] == 76


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.replace("Briefing", " Briefing "),
    ],
    ids=["byte order mark", "Windows line ends", "empty columns at the end", "spaces around"],
)
def test_what_spreadsheets_do_to_a_csv_does_not_matter(tmp_path: Path, csv_rows: pd.DataFrame, change) -> None:
    (tmp_path / "training.csv").write_bytes(change(TRAINING).encode("utf-8"))
    pd.testing.assert_frame_equal(read(tmp_path / "training.csv"), csv_rows)


def parted(mark: str) -> str:
    return "".join(f"{mark.join(cells)}\n" for cells in csv.reader(TRAINING.splitlines()))


@pytest.mark.parametrize(
    "content",
    [
        parted(";").encode(),
        ("sep=;\r\n" + parted(";")).encode("utf-8-sig"),
        ('"sep=|"\n' + parted("|")).encode(),
        ("SEP=,\n" + TRAINING).encode(),
        parted("\t").encode("utf-16"),
        b"\xfe\xff" + parted("\t").encode("utf-16-be"),
        TRAINING.replace("\n", "\r").encode(),
        TRAINING.replace("event,date,audience,attendance", "EVENT, Date ,\u200bAudience,Attendance").encode(),
    ],
    ids=[
        "semicolons",
        "sep=;",
        "sep=|",
        "sep=,",
        "Unicode text",
        "other Unicode text",
        "line ends of old Macs",
        "other headings",
    ],
)
def test_a_csv_as_other_programs_save_it_is_the_same_table(tmp_path: Path, csv_rows: pd.DataFrame, content: bytes) -> None:
    (tmp_path / "training.csv").write_bytes(content)
    pd.testing.assert_frame_equal(read(tmp_path / "training.csv"), csv_rows)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TRAINING.encode("utf-16-le"), "the file is saved as UTF-16, and not as UTF-8. Save it in Excel as"),
        (TRAINING.replace("Talk", "£").encode("utf-16-le"), "the file is saved as UTF-16, and not as UTF-8. Save it in Excel as"),
        (
            TRAINING.replace("Talk", "£5").encode("cp1252"),
            "row 3: the file is not UTF-8 (byte 0xa3; Excel's older CSV formats write £",
        ),
        (
            TRAINING.replace("Talk", "é").encode("mac_roman"),
            'row 3: the file is not UTF-8 (byte 0x8e). Save it again as "CSV UTF-8"',
        ),
        (
            b"\xef\xbb\xbf<!DOCTYPE html>\n<html><body>",
            "this is a web page called .csv. Save the table from its source",
        ),
        ("<table><tr>".encode("utf-16"), "this is a web page called .csv. Save the table from its source"),
        (
            TRAINING.replace('"All, and more"', "“All, and more”").encode(),
            'row 2: the row has 5 cells and the header has 4, and quotation marks in it are curly (“). Write straight ones (")',
        ),
        (b"%PDF-1.7\n%\xe2\xe3\n", "this is not a text, but a file of another kind called .csv."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
            "this is an old Excel workbook (.xls) called .csv. Open it in Excel and",
        ),
        (
            parted(";").replace("120", "1,120").encode(),
            "row 2: a number with a comma or a point before its last three digits may be",
        ),
        (
            parted("\t").replace("120", "1.120").encode(),
            "row 2: a number with a comma or a point before its last three digits may",
        ),
    ],
)
def test_a_csv_that_is_not_certain_to_be_one_is_told_once(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "training.csv").write_bytes(content)
    problems: list = []
    read_extract(tmp_path / "training.csv", tmp_path, problems)
    (problem,) = problems
    assert message in problem.sentence(tmp_path)


def test_blank_rows_are_passed_over_and_keep_the_count(tmp_path: Path) -> None:
    (tmp_path / "training.csv").write_text(TRAINING.replace("\nTalk", "\n,,,\n\nTalk"), encoding="utf-8")
    assert list(read(tmp_path / "training.csv").index) == [2, 5]


def test_a_line_break_in_a_cell_does_not_shift_the_rows(tmp_path: Path) -> None:
    (tmp_path / "training.csv").write_text(TRAINING.replace("All, and more", "All\nand\u2028more"), encoding="utf-8")
    assert list(read(tmp_path / "training.csv").index) == [2, 3]


def test_text_that_a_formula_keeps_as_text_is_that_text(tmp_path: Path) -> None:
    lines = ['="event",="date",="audience",="attendance"', '="18-64",="2019-05-01","=""All, and """"more""""""",="120"']
    (tmp_path / "training.csv").write_text("\n".join([*lines, '="A"&"B",2019-06-02,= "C",']) + "\n", encoding="utf-8")
    rows = read(tmp_path / "training.csv")
    assert list(rows["event"]) == ["18-64", '="A"&"B"']
    assert list(rows["audience"]) == ['All, and "more"', '= "C"']
    assert rows["attendance"].iloc[0] == 120
    assert list(rows["date"]) == [pd.Timestamp(2019, 5, 1), pd.Timestamp(2019, 6, 2)]


def test_text_of_a_workbook_that_is_written_as_such_a_formula_is_that_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["priority", "aim"])
    book.active.append(["Listening", None])
    book.active["B2"].value, book.active["B2"].data_type = '="18-64"', "s"
    book.save(tmp_path / "forward.xlsx")
    assert list(read(tmp_path / "forward.xlsx")["aim"]) == ["18-64"]


def test_two_files_of_one_extract_are_refused(tmp_path: Path, csv_rows: pd.DataFrame) -> None:
    openpyxl.Workbook().save(tmp_path / "training.xlsx")
    problems: list = []
    path = find_extract(tmp_path, "training")
    assert path
    read_extract(path, tmp_path, problems)
    assert problems[0].what == "training.xlsx stands beside it"


@pytest.mark.parametrize("name", [extract.name for extract in EXTRACTS])
def test_a_table_of_headings_alone_has_no_rows(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_text(",".join(columns_of(name)) + "\n", encoding="utf-8")
    rows = read(path)
    columns = list(columns_of(name))
    assert (len(rows), list(rows)[: len(columns)]) == (0, columns)  # those that say how well a cell is known follow


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("£1 905.50", '"£1 905.50" is not a number. Write 1905.50.'),
        ("1,90", '"1,90" is not a number. Write it as plain digits, such as 4167, or leave the cell empty if there is none.'),
        ("1,905 234", '"1,905 234" is not a number. Write 1905234.'),
        (".5", '".5" is not a number. Write 0.5.'),
        ("1e5", '"1e5" is not a number. Write 100000.'),
        *(
            (
                shown,
                f'"{shown}" is how Excel or R shortens a long number ({number}), and its last digits may be lost. In Excel, '
                "widen the column, or format it as a number with no decimals (Home, Number), and save it again; in R, set "
                "options(scipen = 999) and write it again; or type the figure in full.",
            )
            for shown, number in (("1E+05", "100000"), ("1.30E+05", "130000"), ("1.304e+05", "130400"))
        ),
        ("١٢", '"١٢" is not written in the digits 0 to 9. Write 12.'),
        ("12\x073", '"123" holds a character that cannot be seen (control character, U+0007). Clear the cell and type it anew.'),
        ("#DIV/0!", '"#DIV/0!" is the error of a formula. Correct the formula in the spreadsheet, or write what belongs here.'),
        ("1902-06-23", '"1902-06-23" is a date, and a number belongs here. Write the number. In a workbook, format the cell as'),
        ("#N/A", '"#N/A" is the error of a formula. Correct the formula in the spreadsheet, or write what belongs here.'),
        ("Err:502", '"Err:502" is the error of a formula. Correct the formula in the spreadsheet, or write what belongs here.'),
        ("TRUE", '"TRUE" is not a number. Write it as plain digits'),
        ("####", '"####" is what a spreadsheet shows where a column is too narrow. Widen the column in the spreadsheet and'),
        ("inf", '"inf" is not a number. Write it as plain digits, such as 4167, or leave the cell empty if there is none.'),
        ("1e400", '"1e400" is not a number. Write it as plain digits, such as 4167, or leave the cell empty if there is none.'),
        ("4,16", '"4,16" is not a number. Write it as plain digits, such as 4167, or leave the cell empty if there is none.'),
        ("9" * 400, f'"{"9" * 57}..." has more digits than a figure can have. Write at most 12 digits before the point'),
    ],
)
def test_a_cell_that_is_no_plain_number_is_named_with_what_to_write(tmp_path: Path, cell: str, message: str) -> None:
    assert message in faults(tmp_path, "measures", f'town,concerns,,"{cell}"')


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("76.15658362989324", 76.1565836299),  # as pandas writes a share
        ("0.30000000000000004", 0.3),
        ("905.00000000000001", 905),
        ("54.5000000000000000000", 54.5),  # as a database writes one with a fixed number of decimals
        ("-0.012345678901234567", -0.012345678901),
    ],
)
def test_a_fraction_with_all_its_digits_is_read_as_in_a_workbook(tmp_path: Path, cell: str, read_as: float) -> None:
    path = tmp_path / "measures.csv"
    path.write_text(f"area,measure,category,value\ntown,msp_asked_pct,,{cell}\n", encoding="utf-8")
    problems: list = []
    remarks: list = []
    in_csv = read_extract(path, tmp_path, problems, remarks=remarks)
    path.unlink()
    book = openpyxl.Workbook()
    for row in (["area", "measure", "category", "value"], ["town", "msp_asked_pct", None, float(cell)]):
        book.active.append(row)
    book.save(tmp_path / "measures.xlsx")
    in_workbook = read(tmp_path / "measures.xlsx")
    assert (problems, remarks) == ([], [])
    assert in_csv is not None
    assert list(in_csv["value"]) == list(in_workbook["value"]) == [read_as]


@pytest.mark.parametrize("cell", ["76.156583629893241234", f"{'1' * 13}.5", "1.2.34567890123456"])
def test_more_digits_than_a_program_keeps_are_refused(tmp_path: Path, cell: str) -> None:
    assert f'"{cell}" ' in faults(tmp_path, "measures", f"town,msp_asked_pct,,{cell}")


@pytest.mark.parametrize("cell", ["#NAME?", "#ERROR!", "Loading...", "Loading…", "Err:502", "Err:522"])
def test_what_a_spreadsheet_shows_for_a_formula_gone_wrong_is_no_text(tmp_path: Path, cell: str) -> None:
    assert f'column aim: "{cell}" is the error of a formula. Correct' in faults(tmp_path, "forward", f"Listening,{cell}")
    assert faults(tmp_path, "forward", f"Listening,What {cell} means") == ""


def test_a_category_that_a_pivot_table_calls_blank_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert faults(tmp_path, "measures", "town,ethnicity,(blank),15") == (
        'measures.csv, row 2, column category: "(blank)" would be printed as it is typed. Leave the cell empty if there is '
        "nothing to say, or write what it stands for."
    )


@pytest.mark.parametrize(("cell", "example"), [("38+", "38"), ("64 (of 80 booked)", "100"), ("many", "100")])
def test_a_count_that_is_no_number_may_be_known_about(tmp_path: Path, cell: str, example: str) -> None:
    message = faults(tmp_path, "training", f"Conference,2019-11-07,Staff,{cell}")
    assert message.endswith(
        f'"{cell}" is not a number. Write it as plain digits, such as 4167, as about {example} where nobody counted exactly, or '
        "leave the cell empty if there is none."
    )
    assert faults(tmp_path, "training", f"Conference,2019-11-07,Staff,about {example}") == ""


IF_NOTHING = "If it was nothing, write 0. If it is not known yet, leave the row out until it is."


@pytest.mark.parametrize("nought", ["£ -", "£-", " £ –   ", "(£-)"])
def test_a_nought_as_excel_shows_it_in_an_account_is_named(tmp_path: Path, nought: str) -> None:
    message = faults(tmp_path, "finance", f"income,Council,{nought}")
    assert message.endswith(
        f'"{nought.strip()}" stands in place of a number, as Excel shows 0 in an account. Write the number itself. {IF_NOTHING}'
    )


THOUSANDS = "Write each amount in whole pounds (48500 for 48.5), and take these words out."


@pytest.mark.parametrize(
    ("headings", "first", "message"),
    [
        (
            "side,item,Amount (£000s)",
            "income,Council,48.5",
            'the heading "Amount (£000s)" says that amounts are in thousands, and those of column amount are pounds. '
            f"{THOUSANDS} The heading is then amount.",
        ),
        ("side,item,£'000", "income,Council,48", 'the heading "£\'000" says that amounts are in thousands'),
        (
            "Account in thousands,,\nside,item,amount",
            "income,Council,48",
            'this row stands above them; "Account in thousands" says that amounts are in thousands, and pounds belong here. '
            f"Delete what stands above the headings. {THOUSANDS}",
        ),
        ("side,item,amount", "income,,£000s", f'"£000s" says that amounts are in thousands, and pounds belong here. {THOUSANDS}'),
        ("side,item,amount", "income,Council,£48.5k", '"£48.5k" is not a number. Write 48500.'),
    ],
)
def test_amounts_in_thousands_are_never_taken_for_pounds(tmp_path: Path, headings: str, first: str, message: str) -> None:
    path = tmp_path / "finance.csv"
    path.write_text(f"{headings}\n{first}\n", encoding="utf-8")
    problems: list = []
    read_extract(path, tmp_path, problems)
    assert any(message in each.sentence(tmp_path) for each in problems), problems


def test_an_item_in_thousands_is_not_taken_for_pounds(kit: Path, sabreport) -> None:
    path = kit / "data/example/2020/finance.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Exampleshire Council,", "Exampleshire Council (£000),"), "utf-8")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    said = '"Exampleshire Council (£000)" says that amounts are in thousands, and the amount is taken for pounds'
    assert f"finance.csv, row 2, column item: {said}. {THOUSANDS}" in ran.out + ran.err


def test_a_mark_where_a_number_must_stand_is_not_told_to_be_left_empty(tmp_path: Path) -> None:
    message = faults(tmp_path, "finance", "income,Council,n/a")
    assert message.endswith(f'"n/a" stands in place of a number. Write the number itself. {IF_NOTHING}')
    assert faults(tmp_path, "finance", "income,Council,lots").endswith("Write it as plain digits, such as 4167.")


WRITE_A_DATE = (
    "Write the year, month and day, such as 2020-03-31 for 31 March 2020; where the day is not known, write the month as "
    "2020-03, the year as 2020, or a span as 2019-04/2020-03."
)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "Talk,31/03/2020,All,1",
            '"31/03/2020" is not a date. Write the year, month and day as 2020-03-31 if 31 March 2020 is meant.',
        ),
        *(
            (
                f"Talk,{typed},All,1",
                f'"{typed}" is not a date. Write the year, month and day as 2020-02-12 if 12 February 2020 is',
            )
            for typed in ("12th February 2020", "Wed 12 Feb 2020", "2020-02-12 09:30", "12/02/2020 00:00")
        ),
        *(
            (f"Talk,{typed},All,1", f'"{typed}" is not a date. Write the year and month as 2020-02 if February 2020 is meant.')
            for typed in ("Feb 2020", "February 2020", "Feb-20")
        ),
        ("Talk,2019/20,All,1", '"2019/20" is not a date. Write 2019-04/2020-03 if all of the financial year is meant.'),
        ("Talk,Cancelled,All,1", '"Cancelled" is not a date. Delete the row if it was not held in the year.'),
        ("Talk,3.4.20,All,1", f'"3.4.20" is not a date. {WRITE_A_DATE}'),
        ("Talk,spring,All,1", f'"spring" is not a date. {WRITE_A_DATE}'),
        (
            "Talk,43921,All,1",
            '"43921" is not a date, but the number by which Excel keeps one. Write 2020-03-31 if 31 March 2020 is meant; in a '
            "workbook, format the column as a date and save it.",
        ),
    ],
)
def test_a_date_that_is_required_is_not_told_to_be_left_empty(tmp_path: Path, row: str, message: str) -> None:
    assert faults(tmp_path, "training", row).startswith(f"training.csv, row 2, column date: {message}")


def test_midnight_behind_a_day_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "priorities.csv"
    days = ["2020-03-31 00:00:00", "2020-03-31T00:00:00.000Z", "2020-03-31 09:30:00", "31/03/2020 00:00"]
    path.write_text("\n".join([",".join(columns_of("priorities")), *(f"Care,{each},,,{each},complete,Done" for each in days)]))
    remarks: list = []
    rows = read_extract(path, tmp_path, [], remarks=remarks)
    assert rows is not None
    assert list(rows["due"]) == ["2020-03-31", "2020-03-31", "2020-03-31 09:30:00", "31/03/2020"]
    assert '"2020-03-31 00:00:00" as "2020-03-31"' in remarks[0].what


def test_an_attendance_that_says_that_there_was_no_event_is_told_so(tmp_path: Path) -> None:
    message = faults(tmp_path, "training", "Talk,2020-02-12,All,postponed")
    assert message.endswith('"postponed" is not a number. Delete the row if it was not held in the year.')


@pytest.mark.parametrize("about", ["c40", "approx 40", "ca. 40", "roughly 40"])
def test_a_number_may_be_known_about_in_all_the_usual_ways(tmp_path: Path, about: str) -> None:
    path = tmp_path / "training.csv"
    path.write_text(f"{TRAINING}Day,2019-09-24,All,{about}\n", encoding="utf-8")
    assert read(path)["attendance_about"].tolist() == [False, False, True]


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\u2013", "\u2212"])
def test_a_date_may_have_the_hyphens_of_word(tmp_path: Path, hyphen: str) -> None:
    path = tmp_path / "training.csv"
    path.write_text(f"{TRAINING}A,2019-09-24,B,\nC,2019-10,D,\n".replace("-", hyphen), encoding="utf-8")
    remarks: list = []
    problems: list = []
    rows = read_extract(path, tmp_path, problems, remarks=remarks)
    assert rows is not None
    assert problems == []
    assert list(rows["date"])[2:] == [pd.Timestamp(2019, 9, 24), pd.Timestamp(2019, 10, 1)]
    assert [(each.row, each.also) for each in remarks] == [(2, (3, 4, 5))]
    assert "cells are read as what they stand for: " in remarks[0].what
    path = tmp_path / "priorities.csv"
    path.write_text(
        f"{','.join(columns_of('priorities'))}\nP,D,,,2020{hyphen}03{hyphen}31,complete,on{hyphen}going\n", encoding="utf-8"
    )
    plan = read_extract(path, tmp_path, problems)
    assert plan is not None
    assert list(plan[["due", "progress"]].iloc[0]) == ["2020-03-31", f"on{hyphen}going"]


def test_a_date_may_have_slashes_after_its_year(tmp_path: Path) -> None:
    path = tmp_path / "training.csv"
    path.write_text("event,date,audience,attendance\nA,2019/09/24,B,1\nC,2019/9/24,B,1\n", encoding="utf-8")
    problems: list = []
    rows = read_extract(path, tmp_path, problems)
    assert [each.row for each in problems] == [3]
    path.write_text("event,date,audience,attendance\nA,2019/09/24,B,1\n", encoding="utf-8")
    rows = read_extract(path, tmp_path, problems)
    assert rows is not None
    assert list(rows["date"]) == [pd.Timestamp(2019, 9, 24)]


def test_a_date_that_may_be_empty_says_when(tmp_path: Path) -> None:
    message = faults(tmp_path, "sars", "A,Title,mandatory,2019-01-01,soon,")
    assert message.endswith("2019-04/2020-03, or leave the cell empty if it has not happened yet.")


def test_excels_number_of_a_day_is_told_where_a_plan_says_when(tmp_path: Path) -> None:
    message = faults(tmp_path, "priorities", "Prevention,Guide,,,43921,complete,Done")
    assert "row 2, column due: " in message
    assert "the number by which Excel keeps one. Write 2020-03-31" in message


@pytest.mark.parametrize("day", ["2019-06-31", "2019-13-01", "2019-02-29"])
def test_a_day_that_there_is_not_is_told_where_a_plan_says_when(tmp_path: Path, day: str) -> None:
    assert faults(tmp_path, "priorities", f"Prevention,Guide,,,{day},complete,Done") == (
        f'priorities.csv, row 2, column due: "{day}" is no day of the calendar. Write the day that is meant, or the month alone, '
        "such as 2019-06."
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('A,"no end', "a quotation mark is opened and not closed"),
        ('A,"said" twice', "something other than a comma follows a closing quotation mark"),
        (f"A,{'x' * 131_073}", "a cell has more than 131,072 characters"),
    ],
)
def test_a_csv_that_breaks_off_is_told_in_plain_words(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "forward.csv").write_text(f"priority,aim\n{row}\n", encoding="utf-8")
    problems: list = []
    read_extract(tmp_path / "forward.csv", tmp_path, problems)
    assert [problem.what for problem in problems] == [f"the file is not valid CSV from here on: {reason}"]


def test_a_name_with_something_unseen_in_it_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "measures.csv"
    path.write_text("area,measure,category,value\nto\x07wn,concerns,,3\n", encoding="utf-8")
    problems: list = []
    rows = read_extract(path, tmp_path, problems)
    assert rows is not None
    assert list(rows["area"]) == ["town"]
    assert [problem.column for problem in problems] == ["area"]


def test_words_in_capitals_and_with_odd_spaces_are_the_words(tmp_path: Path) -> None:
    path = tmp_path / "sar_findings.csv"
    path.write_text("sar,finding,action,status,reason\nA,B,,Declined\u00a0,Why\nA,C,D, IN  Progress,\n", encoding="utf-8")
    assert list(read(path)["status"]) == ["declined", "in progress"]


def test_the_same_fault_of_many_rows_is_one_message(tmp_path: Path) -> None:
    rows = [f"Talk {row},,All,1" for row in (2, 3, 4, 5)] + ["Talk 6,2019-05-01,All,1", "Talk 7,,All,1"]
    assert faults(tmp_path, "training", *rows) == (
        "training.csv, rows 2 to 5 and 7, column date: the cell is empty. Fill it in, or delete the whole row."
    )


def test_of_many_like_faults_some_are_quoted_and_the_others_named(tmp_path: Path) -> None:
    said = faults(tmp_path, "training", *(f"Talk,{row:02}/05/2019,All,1" for row in range(1, 31))).splitlines()
    assert len(said) == 9
    assert said[0].startswith('training.csv, row 2, column date: "01/05/2019" is not a date.')
    assert said[8] == (
        "training.csv, rows 10 to 31, column date: 22 more cells of this column are at fault. Put them right like those before."
    )


def test_cells_right_of_a_workbooks_table_are_told_once_and_not_as_in_a_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["priority", "aim"])
    for row in range(2, 18):
        book.active.append(["Listening", f"Aim {row}", None, "checked", *(["x"] if row == 9 else [])])
    book.save(tmp_path / "forward.xlsx")
    problems: list = []
    assert read_extract(tmp_path / "forward.xlsx", tmp_path, problems) is None
    assert str(ReportError(problems, tmp_path)) == (
        "forward.xlsx, rows 2 to 17: what stands in columns D and E has no heading. Delete what is no part of the table."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "Aims of the board,\n,\npriority,aim\nA,B\n",
            "row 1: the headings stand in row 3, and this row stands above them. Delete",
        ),
        ("priority;aims\nA;B\n", 'row 1: the cells are not parted by commas. Save it in Excel as "CSV UTF-8 (Comma delimited)"'),
        ("Listening,Hear people\n", 'row 1: the first row is not the headings, but begins with "Listening". Begin the file with'),
        (
            "priority,aim,Notes\nA,B,C\n",
            'column Notes: there is no column "Notes" in this file. Delete the column; what readers need of it belongs ',
        ),
        (
            "PK\x03\x04",
            "forward.csv: this is a workbook called .csv. Call it forward.xlsx, or save the table in Excel as CSV UTF-8.",
        ),
        ("priority,aim\nA,B\x0bC\n", '"BC" holds a character that cannot be seen (control character, U+000B). Clear the cell'),
        ("priority,aim\nA\x07B,C\n", '"AB" holds a character that cannot be seen (control character, U+0007). Clear the cell'),
    ],
)
def test_what_is_no_table_of_the_kit_is_told_once(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "forward.csv").write_text(content, encoding="utf-8")
    problems: list = []
    read_extract(tmp_path / "forward.csv", tmp_path, problems)
    (problem,) = problems
    assert message in problem.sentence(tmp_path)


@pytest.mark.parametrize(
    ("rating", "hint"),
    [
        ("Partially effective", ""),
        ("ineffective", ""),
        ("not so effective", ""),
        ("efective", 'Did you mean "effective"? '),
        ("Not effectiv", 'Did you mean "not effective"? '),
        ("needing work", 'Did you mean "needs work"? '),
    ],
)
def test_a_word_is_offered_for_its_spelling_and_not_for_another_sense(tmp_path: Path, rating: str, hint: str) -> None:
    what = f'assurance.csv, row 2, column rating: "{rating}" is not one of the words allowed here. '
    words = "excelling, effective, needs work, not effective."
    assert (
        faults(tmp_path, "assurance", f"Police,Training,{rating}")
        == f"{what}{hint}{'Allowed' if hint else 'Use one of'}: {words}"
    )


def test_a_space_before_a_quotation_mark_is_named(tmp_path: Path) -> None:
    path = tmp_path / "training.csv"
    path.write_text('event,date,audience,attendance\nTalk,2019-09-24, "Social workers, nurses",38\n', encoding="utf-8")
    problems: list = []
    assert read_extract(path, tmp_path, problems) is None
    assert str(ReportError(problems, tmp_path)) == (
        "training.csv, row 2: the row has 5 cells and the header has 4, and a space stands before a quotation mark in it. Take "
        'out the space before the quotation mark ("): after one it keeps nothing together.'
    )
    path.write_text('event,date,audience,attendance\n"""New"" law",2019-09-24,Nurses,38,9\n', encoding="utf-8")
    problems.clear()
    read_extract(path, tmp_path, problems)
    assert [each.what for each in problems] == ["the row has 5 cells and the header has 4"]


def test_quotation_marks_after_a_space_are_told(tmp_path: Path) -> None:
    path = tmp_path / "training.csv"
    path.write_text(
        'event,date,audience,attendance\n"Talk",2019-09-24, "Nurses",38\nOur "own",2019-09-24,B,1\n', encoding="utf-8"
    )
    problems: list = []
    read_extract(path, tmp_path, problems)
    assert str(ReportError(problems, tmp_path)) == (
        "training.csv, row 2: a space stands before a quotation mark, so that the marks would be printed with the words. Take "
        'out the space before the quotation mark (").'
    )


@pytest.mark.parametrize("rating", ["N/A", "n/a", "–", "Not applicable", "not rated", "TBC"])
def test_where_there_is_no_rating_none_is_asked_for(tmp_path: Path, rating: str) -> None:
    assert faults(tmp_path, "assurance", f"Police,Training,{rating}").endswith(
        f'"{rating}" is not one of the words allowed here. Delete the row where there is no rating. Else use one of: excelling, '
        "effective, needs work, not effective."
    )


def faults(folder: Path, name: str, *rows: str) -> str:
    """What is said of a table of these rows."""
    path = folder / f"{name}.csv"
    path.write_text("\n".join([",".join(columns_of(name)), *rows]) + "\n", encoding="utf-8")
    problems: list = []
    assert read_extract(path, folder, problems) is not None
    return str(ReportError(problems, folder))


def test_a_row_with_more_text_than_the_data_workbook_takes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "priorities.csv"
    problems: list = []
    begin = "priority,deliverable,lead,activity,due,status,progress\n"
    path.write_text(f"{begin}Care,Deed,{'a ' * 10_000}b,{'c ' * 6_000}d,,complete,Done\n", encoding="utf-8")
    read_extract(path, tmp_path, problems)
    assert [problem.sentence(tmp_path) for problem in problems] == [
        "priorities.csv, row 2, column lead: the cell has 20,001 characters, and all cells of the row 32,022. "
        "Shorten it: a row may have at most 32,000, for the data workbook takes no longer cells."
    ]


@pytest.mark.parametrize(
    ("name", "rows", "message"),
    [
        (
            "training",
            ("Level 3,2019-05-16,Nurses (morning),20", "Level 3,2019-05-16,Nurses (afternoon),18"),
            "training.csv, row 3: the row repeats the event, date of row 2 and differs in audience and attendance. If both are "
            "right, tell them apart in the column event by a word or a number; if it is one thing twice, delete one.",
        ),
        (
            "finance",
            ("income,Council,500", "income,Council,500"),
            "finance.csv, row 3: the row repeats the side, item of row 2. If both are right, tell them apart in the column item "
            "by a word or a number; if it is one thing twice, delete one.",
        ),
    ],
)
def test_two_rows_that_may_both_be_right_are_not_told_to_be_one(
    tmp_path: Path, name: str, rows: tuple[str, ...], message: str
) -> None:
    assert faults(tmp_path, name, *rows) == message


def test_a_span_of_days_is_not_called_a_date_without_its_day(tmp_path: Path) -> None:
    assert faults(tmp_path, "sources", "training.csv,The board,2019-12-02/2019-12-06,") == (
        'sources.csv, row 2, column received: "2019-12-02/2019-12-06" is a span of days, and one date belongs here. Write one of '
        "them, such as 2019-12-02."
    )


def test_a_day_that_is_0_is_quoted_as_excel_shows_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["sar", "title", "criterion", "commissioned", "concluded", "published"])
    book.active.append(["Elm", "Falls", "mandatory", date(2019, 9, 5), 0, None])
    book.active["E2"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "sars.xlsx")
    assert said_of(tmp_path / "sars.xlsx") == [
        'sars.xlsx, row 2, column concluded: "00/01/1900" is no date; Excel shows a 0 so, as a formula gives it that found an '
        "empty cell. Write the date, or leave the cell empty if it has not happened yet."
    ]


def test_a_date_without_its_day_is_told_with_how_it_may_be_there(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["file", "supplied_by", "received", "note"])
    book.active.append(["training.csv", "The board", date(2019, 9, 5), None])
    book.active["C2"].number_format = "mmm-yy"
    book.save(tmp_path / "sources.xlsx")
    assert said_of(tmp_path / "sources.xlsx") == [
        'sources.xlsx, row 2, column received: "2019-09" is a date without its day. Write the year, month and day, such as '
        "2019-09-30. In a workbook the day may be there and not show: choose Short Date for the cell (Home, Number), and save it."
    ]


def test_a_cell_whose_formula_was_not_worked_out_is_not_told_to_be_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["event", "date", "audience", "attendance"])
    book.active.append(["Briefing", date(2019, 9, 5), "=A2", 120])
    book.active.append(["Talk", date(2019, 9, 5), None, 120])
    book.save(tmp_path / "training.xlsx")
    assert [each.partition(":")[0] for each in said_of(tmp_path / "training.xlsx")] == [
        "training.xlsx, row 2",
        "training.xlsx, row 3, column audience",
    ]


def said_of(path: Path) -> list[str]:
    problems: list = []
    read_extract(path, path.parent, problems)
    return [problem.sentence(path.parent) for problem in problems]


def test_a_heading_of_several_lines_is_told_on_one(kit: Path, sabreport) -> None:
    path = kit / "data/example/2020/finance.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("amount", '"Amount\n\n(pounds)"', 1), encoding="utf-8")
    said = sabreport("check", "--year", "2020", root=kit).err
    assert 'column Amount (pounds): there is no column "Amount (pounds)" in this file. Use one of: amount. Else delete' in said


def test_an_account_with_pence_is_told_with_them(kit: Path, sabreport) -> None:
    path = kit / "data/example/2020/finance.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",48500", ",48500.49", 1), encoding="utf-8")
    said = sabreport("check", "--year", "2020", root=kit).err
    assert "income is £85,000.49 and expenditure £81,500.00, a difference of £3,500.49." in said


def test_letters_that_a_pdf_joins_are_read_as_letters(tmp_path: Path) -> None:
    (tmp_path / "forward.csv").write_text("priority,aim\nStaﬀ,oﬃcers ﬁnd\n\uf0b7 A,B\n", encoding="utf-8")
    problems: list = []
    rows = read_extract(tmp_path / "forward.csv", tmp_path, problems)
    assert problems == []
    assert rows is not None
    assert rows.to_numpy().tolist() == [["Staff", "officers find"], ["• A", "B"]]
