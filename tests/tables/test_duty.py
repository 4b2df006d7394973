"""What the law asks of the report: every clause broken once, and every element found in the finished documents."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import KIT, Report, Reports, copy_kit, every_day
from reading import html_page, html_tables, html_text, pdf_flow, plain, word_text
from ruamel.yaml import YAML
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import Engine
from sabreport.inputs import read_inputs
from sabreport.tables.answers import answers, load_duty

DATA = "data/example/2020"


def open_clauses(kit: Path, board: str = "example", year: int = 2020) -> dict[str, list[str]]:
    """What is missing, by clause."""
    project = Project(kit, board, year)
    inputs = read_inputs(project)
    found = answers(project, inputs.params, inputs.chapters, inputs.tables)
    return {each.clause.id: [gap.sentence(kit) for gap in each.gaps] for each in found if each.gaps}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text, re.MULTILINE), old
    path.write_text(re.sub(old, new, text, flags=re.MULTILINE), encoding="utf-8")


def test_the_invented_board_answers_every_clause(kit: Path) -> None:
    assert open_clauses(kit) == {}


def test_lrsab_answers_all_but_what_its_report_does_not_say_and_the_members_statements(tmp_path: Path) -> None:
    unanswered = (
        (2, "Review of multi-agency meetings"),
        (4, "Measure of practitioners' confidence"),
        (11, "Guidance and training pack"),
        (14, "Briefing of related groups"),
    )
    assert open_clauses(copy_kit(tmp_path, "lrsab"), "lrsab") == {
        "4(1)(b)": [
            f"data/lrsab/2020/priorities.csv, row {row}, column progress: the plan's “{name}” is not answered. "
            "Say in the column progress what was done, or why nothing was."
            for row, name in unanswered
        ],
        "4(1)(c)": ["params/lrsab/2020.yml: the report has no chapter members_statements. Add members_statements to chapters."],
    }


def test_dbcpsab_says_that_only_the_members_statements_are_there(tmp_path: Path) -> None:
    found = open_clauses(copy_kit(tmp_path, "dbcpsab"), "dbcpsab", 2023)
    assert list(found) == ["4(1)(a)", "4(1)(b)", "4(1)(d)", "4(1)(e)", "4(1)(f)", "4(1)(g)"]
    assert all("the report has no chapter" in gap for gaps in found.values() for gap in gaps)


def _nothing_done(kit: Path) -> None:
    path = kit / DATA / "priorities.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    first = rows[0]["priority"]
    for row in rows:
        row["progress"] = "" if row["priority"] == first else row["progress"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _strategy(kit: Path) -> None:
    with (kit / "params/example/board.yml").open("a", encoding="utf-8") as stream:
        stream.write("strategy:\n  - Self-neglect and hoarding\n  - Loneliness\n")


def _no_statement(kit: Path) -> None:
    (kit / DATA / "partners/exampleshire_police.md").unlink()
    edit(kit / DATA / "sources.csv", r"^partners/exampleshire_police\.md,.*\n", "")


def _no_finding(kit: Path) -> None:
    path = kit / DATA / "sar_findings.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def _lost_review(kit: Path) -> None:
    shutil.copyfile(kit / DATA / "sars.csv", kit / "data/example/2019/sars.csv")
    with (kit / "data/example/2019/sars.csv").open("a", encoding="utf-8") as stream:
        stream.write("LOST,A fall at home,mandatory,2018-11-01,,\n")


def _no_recipients(kit: Path) -> None:
    path = kit / "params/example/board.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("recipients:")], encoding="utf-8")


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("clause", "break_it", "said"),
    [
        (
            "4(1)(a)",
            _nothing_done,
            "row 2, column progress: nothing is recorded as done under “Self-neglect and hoarding”. Say in",
        ),
        (
            "4(1)(b)",
            _nothing_done,
            "row 2, column progress: the plan's “Multi-agency guidance on self-neglect” is not answered. Say",
        ),
        ("4(1)(b)", _strategy, "column priority: the strategy's priority “Loneliness” has no deliverable. Add what was planned"),
        (
            "4(1)(c)",
            _no_statement,
            "partners: there is no statement from Exampleshire Police. Ask for it, or give the reason under",
        ),
        (
            "4(1)(d)",
            _no_finding,
            "“Self-neglect and fire risk in a private flat” was concluded in the year and has no finding. Add its",
        ),
        (
            "4(1)(e)",
            _lost_review,
            "2019/sars.csv, row 5: “A fall at home” was ongoing at the end of last year and is not in this year's list",
        ),
        (
            "4(2)",
            _no_recipients,
            "board.yml: nobody is named who is sent the report for Exampleshire. Add the area's recipients to the params.",
        ),
    ],
)
def test_a_clause_that_is_broken_says_what_is_missing_and_what_to_do(
    kit: Path, sabreport, clause: str, break_it: Callable[[Path], None], said: str
) -> None:
    break_it(kit)
    assert any(said in gap for gap in open_clauses(kit)[clause]), open_clauses(kit)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 0, "a draft may be built"
    assert f"{clause} is open: " in ran.err


@pytest.mark.parametrize(
    ("pattern", "new", "said"),
    [
        (r",(planned|in progress|complete),$", r",declined,", "the finding is declined and no reason is given"),
        (r"^(ALDER|[\w-]+),([^,]+|\"[^\"]+\"),([^,]+|\"[^\"]+\"),complete,", r"\1,\2,,complete,", "the finding has no action"),
    ],
)
def test_a_finding_without_action_or_reason_stops_the_build(kit: Path, sabreport, pattern: str, new: str, said: str) -> None:
    edit(kit / DATA / "sar_findings.csv", pattern, new)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert said in ran.err


def test_a_recorded_reason_stands_for_a_statement(kit: Path) -> None:
    _no_statement(kit)
    with (kit / "params/example/2020.yml").open("a", encoding="utf-8") as stream:
        stream.write("statements:\n  none_from:\n    exampleshire_police: The force was being reorganised.\n")
    assert "4(1)(c)" not in open_clauses(kit)


def test_every_key_of_duty_yml_is_explained_in_it() -> None:
    text = (KIT / "report_templates/sab_annual_report/duty.yml").read_text(encoding="utf-8")
    duty = load_duty(Project(KIT, "example", 2020), "sab_annual_report")
    assert duty is not None
    assert list(duty.clauses) == [*(f"4(1)({letter})" for letter in "abcdefg"), "4(2)"]
    used = {key for clause in YAML(typ="safe").load(text)["clauses"].values() for need in clause["needs"] for key in need}
    explained = set(re.findall(r"^#\s+(\w+)\s{2,}", text, re.MULTILINE)) | {"of"}
    assert used <= explained


def test_the_table_links_each_clause_to_its_chapter(reports: Reports) -> None:
    page = html_page(reports["example"].document(".html"))
    table = page.find(id="tbl-duty").find_parent("table")
    rows = {plain(row.find(["th", "td"]).get_text()): row for row in table.find_all("tr")}
    for clause, chapter in (
        ("4(1)(a)", "priorities"),
        ("4(1)(c)", "members-statements"),
        ("4(1)(e)", "safeguarding-adults-reviews"),
    ):
        target = rows[clause].find("a")["href"].removeprefix("#")
        assert target == f"sec-{chapter}"
        assert page.find(id=target)
    cells = html_tables(reports["dbcpsab"].document(".html"))["tbl-duty"]
    assert cells[2][:2] == ["4(1)(b)", "What it did during the year to implement its strategy"]
    assert cells[2][2] == "Not yet answered. The report has no chapter that answers it."


def test_the_distribution_list_has_a_set_for_each_council(reports: Reports) -> None:
    with reports["lrsab"].document("-distribution.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 10
    assert {row["area"] for row in rows} == {"Leicestershire", "Rutland"}
    assert {"area": "Rutland", "capacity": "Local Healthwatch", "recipient": "Healthwatch Rutland"} in rows


def test_the_gate_speaks_of_every_clause(reports: Reports) -> None:
    checks = json.loads((reports["example"].folder / "checks.json").read_text(encoding="utf-8"))
    said = [check["message"] for check in checks if check["gate"] == "statute"]
    assert [message.split()[0] for message in said] == [*(f"4(1)({letter})" for letter in "abcdefg"), "4(2)"]


def _reviews(kit: Path, number: int) -> None:
    """So many reviews, one in three concluded in the year with a finding acted on and one declined, the others ongoing."""
    sars, found = ["sar,title,criterion,commissioned,concluded,published"], ["sar,finding,action,status,reason"]
    for n in range(1, number + 1):
        concluded = ("2019-10-15", "", "")[n % 3 - 1]
        sars.append(f"R{n},Review number {n},mandatory,{2015 + n % 5}-0{1 + n % 9}-11,{concluded},")
        if concluded:
            found.append(f"R{n},Finding one of {n},Action on it {n},in progress,")
            found.append(f"R{n},Finding two of {n},,declined,Because of reason {n}")
    (kit / DATA / "sars.csv").write_text("\n".join(sars) + "\n", encoding="utf-8")
    (kit / DATA / "sar_findings.csv").write_text("\n".join(found) + "\n", encoding="utf-8")
    narrative = kit / DATA / "narrative/safeguarding_adults_reviews.md"
    narrative.write_text("What the panel did.\n", encoding="utf-8")
    path = kit / "params/example/2020.yml"
    text = path.read_text(encoding="utf-8")
    chapters = "chapters: [safeguarding_adults_reviews, members_statements, statutory_cover]\n"
    path.write_text(text[: text.index("chapters:")] + chapters, encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("number", every_day([0, 1, 20], 20))
def test_every_element_of_clauses_c_to_g_is_in_all_three_documents(kit: Path, engine: Engine, number: int) -> None:
    _reviews(kit, number)
    project = Project(kit, "example", 2020)
    build_report(project, engine, ("html", "pdf", "docx"))
    report = Report(project)
    concluded = [n for n in range(1, number + 1) if n % 3 == 1]
    ongoing = [n for n in range(1, number + 1) if n % 3 != 1]
    for text in (html_text(report.document(".html")), pdf_flow(report.document(".pdf")), word_text(report.document(".docx"))):
        for member in ("Exampleshire Council", "Exampleshire Police", "Voices of Exampleshire"):  # (c)
            assert member in text
        for n in concluded:
            for words in (
                f"Finding one of {n}",
                f"Action on it {n}",
                f"Finding two of {n}",
                f"Because of reason {n}",
            ):  # (d), (f), (g)
                assert words in text, words
        for n in ongoing:
            assert f"Review number {n}" in text  # (e)
        assert text.count("Ongoing on 31 March 2020") == len(ongoing)
        if number == 0:
            assert "No safeguarding adults review was begun, concluded or ongoing in 2019-20." in text
            assert "No review was concluded in the year." in text
            assert "No finding was declined." in text
