"""Reading one extract: the same table as CSV and as a workbook, and what spreadsheets do to files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from sabreport.extracts import find_extract, read_extract

TRAINING = 'event,date,audience,attendance\nBriefing,2019-05-01,"All, and more",120\nTalk,2019-06-02,Police,\n'


def read(path: Path) -> pd.DataFrame:
    problems: list = []
    rows = read_extract(path, problems)
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
    assert pd.isna(csv_rows.loc[3, "attendance"])
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


def test_blank_rows_are_passed_over_and_keep_the_count(tmp_path: Path) -> None:
    (tmp_path / "training.csv").write_text(TRAINING.replace("\nTalk", "\n,,,\n\nTalk"), encoding="utf-8")
    assert list(read(tmp_path / "training.csv").index) == [2, 5]


def test_a_line_break_in_a_cell_does_not_shift_the_rows(tmp_path: Path) -> None:
    (tmp_path / "training.csv").write_text(TRAINING.replace("All, and more", "All\nand\u2028more"), encoding="utf-8")
    assert list(read(tmp_path / "training.csv").index) == [2, 3]


def test_two_files_of_one_extract_are_refused(tmp_path: Path, csv_rows: pd.DataFrame) -> None:
    openpyxl.Workbook().save(tmp_path / "training.xlsx")
    problems: list = []
    read_extract(find_extract(tmp_path, "training"), problems)
    assert problems[0].what == "training.xlsx stands beside it"
