"""Cells typed in other ways than the kit writes them are read as what they mean, and each file is told once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from conftest import copy_kit
from sabreport.base.errors import Problem
from sabreport.tables.meant import alike
from sabreport.tables.reading import read_extract

DATA = "data/example/2020"
Change = Callable[[str], str]


def lines(*pairs: tuple[str, str]) -> Change:
    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return change


MEANT: Mapping[str, tuple[Change, str]] = {
    "measures": (
        lines(
            ("exampleshire,adult_population,,130400", 'Exampleshire,Adult population,,"130,400"'),
            ("exampleshire,concerns,,905", "EXAMPLESHIRE,safeguarding  alerts,,905"),
            ("exampleshire,concerns_from_public,,168", "exampleshire,Concerns from the public,,1\u200b68"),
            ("exampleshire,enquiries_s42,,281", "example\u200bshire,Enquiries S42,,２８１"),
            ("msp_asked_pct,,76", "msp_asked_pct,,76 %"),
            ("abuse_type,Physical,", "abuse_type,physical,"),
            ("abuse_type,Financial or Material,", "abuse_type,Financial\u00a0or material,"),
            ("abuse_type,Sexual,17", "abuse_type,Sexual,＜\u00a05"),
            ("abuse_type,Modern Slavery,0", "abuse_type,Modern Slavery,[\u200bc]"),
            ("exampleshire,dols_applications,,612", "exampleshire,dols_applications,,\u2009612"),
        ),
        r'measures\.csv, rows 2 to 5, 14, 15, 17 and 23: cells are read as what they stand for: "Exampleshire" as '
        r'"exampleshire", "EXAMPLESHIRE" as "exampleshire", "Adult population" as "adult_population", 5 more, words without '
        r"spaces and signs that cannot be seen, numbers of column value as plain digits\. Nothing, if it is what they mean\.",
    ),
    "finance": (
        lines(
            ("income,Exampleshire Council,48500", "Income,Exampleshire Council,£48 500"),
            ("income,NHS", "INCOME\u00a0,NHS"),
            (",12600", ",12\u202f600.00"),
            (",2500", ",2\u2009500"),
        ),
        r'finance\.csv, rows 2 to 5: cells are read as what they stand for: "Income" as "income", "INCOME" as "income", numbers',
    ),
    "assurance": (
        lines(
            ("Exampleshire Police,Leadership", "Exampleshire\u00a0Police,Leadership"),
            ("Exampleshire Police,Policies and procedures", "police,Policies  and procedures"),
            ("Exampleshire Police,Training", "Ｅxampleshire Police,Training"),
            ("Exampleshire Police,Mental", "Exampleshire  Police,MENTAL"),
            (
                "Voices of Exampleshire,Leadership and governance,effective",
                "Voices_of_Exampleshire,Leadership and governance,Effective",
            ),
        ),
        r'assurance\.csv, rows 12 to 15 and 22: cells are read as what they stand for: "police" as "Exampleshire Police", ',
    ),
    "forward": (
        lambda text: re.sub(r"^([A-Z])([^,\n]*)(.*)$", lambda m: m[1] + m[2].upper() + m[3], text, flags=re.MULTILINE),
        r"forward\.csv, rows? .*: cells are read as what they stand for: ",
    ),
    "sar_findings": (lambda text: text.replace("\nAlder,", "\nALDER,"), r"sar_findings\.csv, rows? .*: cells are read as"),
}
"""What is done to a table, and what `check` says of it."""


@pytest.fixture(scope="module")
def retyped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kit = copy_kit(tmp_path_factory.mktemp("meant") / "kit", "example")
    for name, (change, _) in MEANT.items():
        path = kit / DATA / f"{name}.csv"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    board = kit / "params/example/board.yml"
    board.write_text(board.read_text(encoding="utf-8") + "\nterms:\n  concern: alert\n", encoding="utf-8")
    return kit


def facts(sabreport, kit: Path) -> dict[str, str]:
    ran = sabreport("facts", "--year", "2020", "--board", "example", "--json", root=kit)
    assert ran.code == 0, ran.err
    return {each["key"]: each["text"] for each in json.loads(ran.out)}


def test_every_figure_is_what_it_was(retyped: Path, kit: Path, sabreport) -> None:
    path = kit / DATA / "measures.csv"
    path.write_text(
        lines(("Sexual,17", "Sexual,<5"), ("Modern Slavery,0", "Modern Slavery,[c]"))(path.read_text("utf-8")), "utf-8"
    )
    assert facts(sabreport, retyped) == facts(sabreport, kit)


def test_each_file_says_once_that_cells_were_read_as_what_they_mean(retyped: Path, sabreport) -> None:
    ran = sabreport("check", "--year", "2020", root=retyped)
    assert ran.code == 0, ran.err
    told = [line for line in ran.err.splitlines() if "stand for" in line]
    for name, (_, said) in MEANT.items():
        assert len([line for line in told if re.search(said, line)]) == 1, (name, told)
    assert len(told) == len(MEANT)
    assert not re.search(r"130.?400|48.?500", "".join(told)), "a remark stands beside the report, and repeats no figure"


def test_files_written_as_the_kit_writes_them_have_no_remark(kit: Path, sabreport) -> None:
    assert "stand for" not in sabreport("check", "--year", "2020", root=kit).err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "exampleshire,concerns,,905",
            "exampleshire,concerns,,905%",
            '"905%" is a percentage, and none belongs here. Write 905 if',
        ),
        ("exampleshire,concerns,,905", 'exampleshire,concerns,,"1,90"', '"1,90" is not a number'),
        ("exampleshire,concerns,,905", "exampleshire,concerns,,905²", '"905²" is not a number'),
        ("exampleshire,concerns,,905", "exampleshire,alerts,,905", 'there is no measure "alerts"'),
        (
            "exampleshire,concerns_from_public,,168",
            "exampleshire,conversion,,31%",
            'row 4, column measure: "conversion" is worked out by the kit (section 42 enquiries divided by concerns). '
            "Delete the row.",
        ),
        (
            "exampleshire,concerns_from_public,,168",
            "exampleshire,Conversion rate,,31",
            'row 4, column measure: "Conversion rate" is worked out by the kit',
        ),
        (
            "concerns_from_public,,168",
            "Safeguarding concerns,,168",
            "row 4: the row repeats the area, measure, category of row 3",
        ),
    ],
)
def test_what_is_not_certain_is_left_and_told(old: str, new: str, said: str, kit: Path, sabreport) -> None:
    path = kit / DATA / "measures.csv"
    path.write_text(lines((old, new))(path.read_text(encoding="utf-8")), encoding="utf-8")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert said in ran.err, ran.err


def test_a_word_that_could_be_two_things_is_neither(kit: Path, sabreport) -> None:
    board = kit / "params/example/board.yml"
    text = board.read_text(encoding="utf-8")
    board.write_text(text.replace("areas:\n", "areas:\n  - id: town\n    name: Exampleshire\n", 1), encoding="utf-8")
    path = kit / DATA / "measures.csv"
    path.write_text(lines(("exampleshire,concerns,", "EXAMPLESHIRE,concerns,"))(path.read_text(encoding="utf-8")), "utf-8")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert 'row 3, column area: "EXAMPLESHIRE" is not an area of this board. Did you mean "exampleshire"?' in ran.err


def test_text_that_is_printed_keeps_its_own_characters(kit: Path, sabreport) -> None:
    path = kit / DATA / "forward.csv"
    path.write_text("priority,aim\nCare\u00a0homes,½ of  “Ｃare”\u00a0homes\nCARE homes,½ a day\n", encoding="utf-8")
    rows = read_extract(path, kit, [])
    assert rows is not None
    assert list(rows["aim"]) == ["½ of  “Ｃare”\u00a0homes", "½ a day"]
    assert set(rows["priority"]) == {"Care homes"}


def test_headings_may_be_in_capitals_and_with_spaces(kit: Path, sabreport) -> None:
    (kit / DATA / "sources.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["File", "Supplied by", "RECEIVED ", "Note"])
    book.active.append(["measures.csv", "The council", "2020-06-12", None])
    book.save(kit / DATA / "sources.xlsx")
    assert sabreport("check", "--year", "2020", root=kit).code == 0


def test_alike_are_capitals_spaces_widths_and_marks_and_nothing_else() -> None:
    assert {alike(each) for each in ("Women’s  Aid", "women's\u00a0aid", "Ｗomen’s_Aid\u200b")} == {"women's aid"}
    assert len({alike(each) for each in ("Cafe", "Café", "C", "C++", "A/B", "A B", "½", "1/2", "A²", "A2")}) == 10


@pytest.mark.parametrize(
    ("cells", "read", "told"),
    [
        (("Multi\u2011agency audit",), "Multi-agency audit", "hyphens that do not break as plain hyphens"),
        (
            ("Multi\u2011agency  audit",),
            "Multi-agency audit",
            "words without spaces and signs that cannot be seen, hyphens that do not break as plain hyphens",
        ),
        (("Multi-agency audit", "Multi\u2010agency audit"), "Multi-agency audit", "letters and marks in their usual form"),
        (("Café", "Cafe\u0301"), "Café", "letters and marks in their usual form"),
        (("The council (s.75)\nInvoice 4411",), "The council (s.75) Invoice 4411", "line breaks as spaces"),
        (("The council\u00a0\nInvoice",), "The council Invoice", "line breaks as spaces"),
        (
            ("The  council\nInvoice",),
            "The council Invoice",
            "line breaks as spaces, words without spaces and signs that cannot be seen",
        ),
        (("The\u00a0council",), "The council", "words without spaces and signs that cannot be seen"),
        (("The council", "the council"), "The council", '"the council" as "The council"'),
    ],
)
def test_a_remark_says_in_words_what_its_two_sides_would_not_show(
    cells: tuple[str, ...], read: str, told: str, kit: Path
) -> None:
    path = kit / DATA / "audits.csv"
    body = "".join(f'"{cell}",Care,complete,Finding {number}.\n' for number, cell in enumerate(cells))
    path.write_text(f"audit,theme,status,finding\n{body}", encoding="utf-8")
    remarks: list[Problem] = []
    rows = read_extract(path, kit, [], remarks=remarks)
    assert rows is not None
    assert set(rows["audit"]) == {read}
    (remark,) = remarks
    assert remark.what == f"cells are read as what they stand for: {told}"
