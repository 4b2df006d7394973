"""Files that nothing reads are named once, with what each may be meant for; what programs leave in folders is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from sabreport.tables.unread import nearest_of

DATA = "data/example/2020"


def put(kit: Path, names: Iterable[str]) -> None:
    for name in names:
        (kit / DATA / name).write_bytes(b"Invented.\n")


def told(said: str) -> list[str]:
    """What is said of files that nothing reads, below the folder of the year."""
    lines = [line.partition(f"{DATA}/")[2] for line in said.splitlines()]
    return [line for line in lines if re.search(r"nothing reads|not printed\. (List|Move)", line)]


def test_each_file_that_nothing_reads_is_named_with_what_it_may_be_meant_for(kit: Path, sabreport) -> None:
    put(
        kit,
        (
            "Copy of finance.xlsx", "Finance.XLSX", "notes.pdf", "comments.xlsx",
            "Exampleshire Police.docx", "Chair's foreword.docx",
            "narrative/foreword.md.txt", "narrative/Priorities v2 FINAL.docx", "narrative/minutes.txt", "narrative/appendix.md",
        ),
    )  # fmt: skip
    (kit / DATA / "statements").mkdir()
    year = kit / "params/example/2020.yml"
    year.write_text(year.read_text(encoding="utf-8").replace("  - training\n", ""), encoding="utf-8")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 0, ran.err
    newer = (
        "nothing reads this file, but finance.csv beside it. If this is the newer one, put it in place of finance.csv; else take"
    )
    away = "nothing reads this file. Take it away, or leave it: the report is the same without it."
    may_be = "nothing reads this file; it may be meant for"
    expected = (
        'training.csv: the report has no chapter "training", so this table is not printed. List the chapter in the params',
        f"Chair's foreword.docx: {may_be} the chapter foreword. Move it to narrative/, and put its text into a file called",
        f"Copy of finance.xlsx: {newer}",
        f"Exampleshire Police.docx: {may_be} the statement of exampleshire_police. Put it into partners/ as exampleshire_police",
        f"Finance.XLSX: {newer}",
        f"comments.xlsx: {may_be} the list of comments. Save it as comments.csv if it is.",
        f"notes.pdf: {away}",
        "statements: nothing reads this folder. Call it partners if it is meant.",
        f"narrative/Priorities v2 FINAL.docx: {may_be} the chapter priorities. Put its text into a file called priorities.md, if",
        'narrative/appendix.md: the chapter "appendix" prints no text of the board, so this is not printed. Move it to another',
        f"narrative/foreword.md.txt: {may_be} the chapter foreword. Call that foreword.md if it is meant.",
        f"narrative/minutes.txt: {away}",
        'narrative/training.md: the report has no chapter "training", so this text is not printed. List the chapter in',
    )
    assert len(told(ran.err)) == len(expected)
    for line, said in zip(told(ran.err), expected, strict=True):
        assert line.startswith(said)


def test_what_is_missing_names_the_file_beside_it_that_may_be_meant(kit: Path, sabreport) -> None:
    folder = kit / DATA
    (folder / "finance.csv").rename(folder / "Copy of finance.csv")
    (folder / "training.csv").rename(folder / "training.docx")
    (folder / "narrative/foreword.md").rename(folder / "narrative/foreword.md.txt")
    (folder / "partners/exampleshire_fire.md").rename(folder / "partners/Exampleshire Fire and Rescue statement v3 FINAL.md")
    put(kit, ("~$finance.csv", "narrative/~$foreword.docx"))
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    for said in (
        '"finance" needs it. Copy of finance.csv stands beside it: call that finance.csv if it is meant.',
        '"training" needs it. training.docx stands beside it: a table is read from .csv or .xlsx only: copy it into Excel and '
        "save that as training.xlsx, if it is meant.",
        '"foreword" consists of it. foreword.md.txt stands beside it: call that foreword.md if it is meant.',
        '"Exampleshire Fire and Rescue statement v3 FINAL" is not a member in the params. Did you mean "exampleshire_fire"? Call '
        "the file exampleshire_fire.md then.",
    ):
        assert said in ran.err, ran.err


def test_what_programs_leave_in_folders_is_passed_over_everywhere(kit: Path, sabreport) -> None:
    before = sabreport("check", "--year", "2020", root=kit)
    for folder in ("", "narrative/", "partners/"):
        put(
            kit,
            (
                f"{folder}{name}"
                for name in ("Thumbs.db", "Desktop.ini", ".DS_Store", "._foreword.md", "~$foreword.md", ".~lock.x#")
            ),
        )
    assert sabreport("check", "--year", "2020", root=kit) == before


def test_a_file_that_a_disk_gives_by_its_name_in_capitals_is_read_and_not_named(kit: Path, sabreport) -> None:
    (kit / DATA / "Finance.CSV").hardlink_to(kit / DATA / "finance.csv")  # as a disk does that takes both names for one
    (kit / DATA / "Training.csv").symlink_to("gone")
    assert [line[:12] for line in told(sabreport("check", "--year", "2020", root=kit).err)] == ["Training.csv"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Copy of finance.xlsx", "finance"),
        ("SAR findings - Copy (2).csv", "sar_findings"),
        ("SARs 2019-20.xlsx", "sars"),
        ("finance and training.xlsx", ""),
        ("2020.csv", ""),
        ("minutes.docx", ""),
    ],
)
def test_a_name_stands_for_one_thing_or_for_none(name: str, meant: str) -> None:
    assert nearest_of(name, {each: each for each in ("finance", "training", "sars", "sar_findings")}) == meant
