"""What is in hand and what is missing, for boards in every state, on the terminal and as a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import copy_kit
from sabreport.base.project import Project, find_projects
from sabreport.reports.status import standing, worst_first, write_status

MAY, AUGUST = date(2020, 5, 11), date(2020, 8, 3)


@pytest.fixture
def boards(tmp_path: Path) -> Path:
    """Three boards: one complete, one that waits for two statements and lost an extract, one whose params are broken."""
    root = copy_kit(tmp_path / "kit", "example", "lrsab", "isles")
    data = root / "data/example/2020"
    (data / "training.csv").unlink()
    sources = data / "sources.csv"
    kept = [line for line in sources.read_text("utf-8").splitlines() if not line.startswith(("training", "partners/example"))]
    sources.write_text("\n".join(kept) + "\n", encoding="utf-8")
    for member in ("exampleshire_police", "exampleshire_fire"):
        (data / "partners" / f"{member}.md").unlink()
    with (root / "params/example/2020.yml").open("a", encoding="utf-8") as stream:
        stream.write("statements:\n  due: 2020-06-30\n")
    with (root / "params/isles/2020.yml").open("a", encoding="utf-8") as stream:
        stream.write("chaptres: []\n")
    return root


def test_in_may_a_board_has_time_and_in_august_it_is_late(boards: Path) -> None:
    project = Project(boards, "example", 2020)
    in_may, in_august = standing(project, MAY), standing(project, AUGUST)
    assert in_may.cells[2] == "3 in, 2 to come (due 30 June 2020)"
    assert in_august.cells[2] == "3 in, 2 late (due 30 June 2020)"
    assert in_may.statements_missing == ("Exampleshire Police", "Exampleshire Fire and Rescue Service")
    assert in_may.cells[1] == "9 of 10, one problem"
    assert in_may.open_clauses is None, "with extracts that cannot be read, nobody can tell"
    assert any('training.csv: the file is missing, and the chapter "training" needs it' in each for each in in_may.missing)


def test_a_reason_counts_as_a_statement(boards: Path) -> None:
    with (boards / "params/example/2020.yml").open("a", encoding="utf-8") as stream:
        stream.write("  none_from:\n    exampleshire_police: Reorganised.\n    exampleshire_fire: Formed in April.\n")
    assert standing(Project(boards, "example", 2020), AUGUST).cells[2] == "all 5 in"


def test_the_board_with_most_to_do_comes_first(boards: Path) -> None:
    found = worst_first(find_projects(boards, 2020), AUGUST)
    assert [each.project.board for each in found] == ["example", "isles", "lrsab"]
    assert 'unknown key "chaptres"' in found[1].problems[0]
    assert found[2].cells == (
        "lrsab",
        "10 of 10",
        "none asked for",
        "all there",
        "4(1)(b), 4(1)(c)",
        "not built",
        "not signed off",
    )


def test_the_command_prints_a_table_and_writes_the_page_whatever_state_a_board_is_in(boards: Path, sabreport) -> None:
    ran = sabreport("status", "--year", "2020", root=boards)
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.out
    lines = ran.out.splitlines()
    assert lines[0].split() == ["Board", "Extracts", "Statements", "Texts", "Clauses", "open", "Report", "Sign-off"]
    assert [line.split()[0] for line in lines[1:4]] == ["example", "isles", "lrsab"]
    assert "status.html" in lines[-1]
    page: Any = BeautifulSoup((boards / "outputs/status.html").read_text(encoding="utf-8"), "html.parser")
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.table.tbody.find_all("tr")]
    assert rows[0][0] == "Exampleshire Safeguarding Adults Board"
    assert rows[0][2] == "3 in, 2 late (due 30 June 2020)"
    open_clauses = [item.get_text() for item in page.find(id="lrsab").find_next("ul").find_all("li")]
    assert open_clauses[-1].startswith("4(1)(c): params/lrsab/2020.yml: the report has no chapter")
    assert all(page.find(id=link["href"].removeprefix("#")) for link in page.find_all("a"))


def test_the_page_shows_text_as_text(boards: Path) -> None:
    path = boards / "params/lrsab/board.yml"
    path.write_text(
        path.read_text("utf-8").replace("name: Leicestershire & Rutland", "name: <b>Leicestershire</b> & Rutland", 1), "utf-8"
    )
    page = write_status(boards, 2020, worst_first([Project(boards, "lrsab", 2020)], MAY), MAY)
    assert "&lt;b&gt;Leicestershire&lt;/b&gt; &amp; Rutland" in page.read_text(encoding="utf-8")


def test_a_built_report_is_dated_and_not_yet_signed_off(boards: Path) -> None:
    outputs = boards / "outputs/lrsab/2020"
    outputs.mkdir(parents=True)
    (outputs / "manifest.json").write_text('{"created": "2020-07-09T10:00:00+00:00", "draft": 3}', encoding="utf-8")
    cells = standing(Project(boards, "lrsab", 2020), AUGUST).cells
    assert cells[-2:] == ("draft 3, built 9 July 2020", "not signed off")
    (outputs / "manifest.json").write_text("{", encoding="utf-8")
    broken = standing(Project(boards, "lrsab", 2020), AUGUST)
    assert broken.cells[-2] == "cannot be told"
    assert any("outputs/lrsab/2020/manifest.json: the kit wrote this record" in each for each in broken.missing)


def test_a_report_whose_params_have_faults_keeps_its_draft(boards: Path) -> None:
    outputs = boards / "outputs/lrsab/2020"
    outputs.mkdir(parents=True)
    (outputs / "manifest.json").write_text(
        '{"created": "2020-07-09T10:00:00+00:00", "draft": 3, "name": "The board"}', encoding="utf-8"
    )
    path = boards / "params/lrsab/2020.yml"
    path.write_text(path.read_text("utf-8") + "\nchapters_: []\n", "utf-8")
    found = standing(Project(boards, "lrsab", 2020), AUGUST)
    unknown = ("cannot be told",) * 3
    expected = ("lrsab", "the params have one problem", *unknown, "draft 3, built 9 July 2020", "not signed off")
    assert found.cells == expected
    assert found.name == "The board"
    assert any("chapters_" in each for each in found.missing)


def test_a_line_of_the_history_that_was_cut_off_is_told(boards: Path) -> None:
    outputs = boards / "outputs/lrsab/2020"
    outputs.mkdir(parents=True)
    (outputs / "history.jsonl").write_text('{"when": "2020-07-', encoding="utf-8")
    found = standing(Project(boards, "lrsab", 2020), AUGUST)
    assert found.stands == "not signed off"
    assert any("history.jsonl: the last line was cut off as it was written" in each for each in found.missing)
