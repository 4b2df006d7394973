"""Marks in place of a number: held back at source, and protected as such; not available; not applicable; or unclear."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import copy_kit
from matplotlib.text import Text
from sabreport.base.project import Project
from sabreport.chapters.areas_compared import concerns_by_area, making_safeguarding_personal_by_area
from sabreport.chapters.breakdowns import breakdown, people
from sabreport.chapters.chapter import Chapter, open_chapter
from sabreport.chapters.trends import concerns_and_enquiries
from sabreport.disclosure.publish import recovered
from sabreport.documents.published_tables import Cell, PublishedTable
from sabreport.documents.workbook.notes import SHORTHAND
from sabreport.exhibits.exhibit import Chart, Exhibit, Table
from sabreport.gates.run import run_gates
from sabreport.inputs import Inputs, read_inputs
from sabreport.tables.board_tables import Tables
from sabreport.tables.marks import read_mark
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import without_spans

HELD = [
    "<5",
    "< 5",
    "≤4",
    "<=4",
    "fewer than 5",
    "Fewer than five",
    "under 5",
    "0-4",
    "0 to 4",
    "*",
    "[c]",
    "[low]",
    "Suppressed",
]
GONE = ["n/a", "N/A", "..", "[x]", ":", "not recorded"]


def edit(root: Path, edits: dict[str, str]) -> Path:
    """Write other values into rows of North Isle's measures, by measure and category."""
    path = root / "data/isles/2020/measures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for place, value in edits.items():
        (at,) = (n for n, line in enumerate(lines) if line.rpartition(",")[0] == f"north_isle,{place}")
        lines[at] = f"north_isle,{place},{value}"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return root


@pytest.fixture
def isles(tmp_path: Path) -> Path:
    return copy_kit(tmp_path / "kit", "isles")


def read(root: Path) -> Inputs:
    return read_inputs(Project(root, "isles", 2020))


def prose(exhibits: list[Exhibit]) -> str:
    return " ".join(without_spans(each.markdown) for each in exhibits if isinstance(each, Prose))


def cells(exhibits: list[Exhibit]) -> Iterator[list[str]]:
    return ([without_spans(cell) for cell in row] for each in exhibits if isinstance(each, Table) for row in each.rows)


def opened(root: Path) -> Chapter:
    return open_chapter("concerns_and_enquiries", "isles", 2020, str(root))


@pytest.mark.sampled
@pytest.mark.parametrize("mark", HELD)
def test_a_count_held_back_at_source_is_held_back_here_and_another_with_it(isles: Path, mark: str) -> None:
    """39 enquiries less 14 and 22 leave 3: without another taken out, a reader has it."""
    inputs = read(edit(isles, {"age,85 and over": mark}))
    fact = inputs.facts["north_isle.age.85-and-over.2020"]
    assert (fact.text, fact.at_source) == ("[c]", True)
    assert fact.said == ("fewer than five" if re.search(r"\d|five", mark) else "a number not shown")
    assert inputs.facts["north_isle.age.65-84.2020"].suppressed
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))
    rows = inputs.supplied.measures_by_year[2020].rows
    as_it_came = Tables({}, {**inputs.tables.measures_by_year, 2020: publish_nothing(inputs, rows)}, {}, {})
    assert [each.row for each in recovered(inputs.params, inputs.supplied, as_it_came) if each.row == 15] == [15]


def publish_nothing(inputs: Inputs, rows: pd.DataFrame):
    """The year as it came, with nothing held back for the sake of what was held back at source."""
    published = inputs.tables.measures_by_year[2020]
    shown = published.rows.copy()
    value: Any = rows.loc[14, "value"]
    shown.loc[14, "value"], shown.loc[14, "suppressed"] = value, ""
    return type(published)(published.path, shown)


def test_what_is_said_of_a_count_is_left_as_it_is_and_narrowed_no_further(isles: Path) -> None:
    """`<3` leaves three numbers whatever else is shown; `<10` may not come down to fewer than five."""
    inputs = read(edit(isles, {"age,85 and over": "<3", "sex,Male": "<20"}))
    assert inputs.facts["north_isle.age.85-and-over.2020"].said == "fewer than three"
    assert inputs.facts["north_isle.sex.male.2020"].said == "fewer than 20"
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))
    assert inputs.facts["north_isle.sex.female.2020"].suppressed, "39 less 28 would be it"


def test_two_marks_of_a_breakdown_protect_each_other(isles: Path) -> None:
    """What is left for the two is 25: from 0 and 25 to 4 and 21."""
    inputs = read(edit(isles, {"age,85 and over": "<5", "age,65-84": "*"}))
    assert inputs.facts["north_isle.age.18-64.2020"].text == "14"
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))


def test_where_the_source_shows_zero_a_mark_leaves_one_to_four(isles: Path) -> None:
    """Of the two marks that leave 25 between them, the second is then 21 to 24: too few, so another goes with them."""
    with (isles / "params/isles/board.yml").open("a", encoding="utf-8") as stream:
        stream.write("disclosure:\n  source_shows_zero: true\n")
    inputs = read(edit(isles, {"age,85 and over": "<5", "age,65-84": "*"}))
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))
    assert inputs.facts["north_isle.age.18-64.2020"].suppressed


def test_what_rests_on_a_figure_held_back_at_source_is_held_back(isles: Path) -> None:
    """11% of 39 enquiries, the conversion rate and all of the board's enquiries would tell the 39."""
    facts = read(edit(isles, {"enquiries_s42,": "*", "concerns_from_public,": "<5"})).facts
    for key in (
        "north_isle.enquiries_s42.2020",
        "north_isle.enquiries_s42.change.2020",
        "north_isle.msp_asked_pct.2020",
        "north_isle.conversion.2020",
        "north_isle.concerns_from_public_share.2020",
        "board.enquiries_s42.2020",
    ):
        assert facts[key].text == "[c]", key
    # the sexes add up to it, and so do the ages: of each breakdown something is held back
    for name in ("sex", "age", "ethnicity"):
        assert any(fact.suppressed for fact in facts.by_category("north_isle", name)), name


def test_a_percentage_held_back_at_source_takes_the_others_of_its_breakdown_with_it(isles: Path) -> None:
    with (isles / "data/isles/2020/measures.csv").open("a", encoding="utf-8") as stream:
        stream.write("north_isle,sex_pct,Female,72\nnorth_isle,sex_pct,Male,[c]\n")
    assert [fact.text for fact in read(isles).facts.by_category("north_isle", "sex_pct")] == ["[c]", "[c]"]


def test_sentences_and_tables_say_held_back_not_available_and_not_applicable_apart(isles: Path) -> None:
    edit(
        isles,
        {
            "age,85 and over": "<5",
            "enquiries_other,": "<5",
            "enquiries_s42,": "*",
            "msp_asked_pct,": "n/a",
            "ethnicity,Other": "[z]",
        },
    )
    chapter = opened(edit(isles, {"enquiries_abuse_found_pct,": ".."}))
    area = chapter.params.areas[0]
    exhibits = concerns_and_enquiries(chapter, area)
    assert "There were fewer than five other enquiries." in prose(exhibits)
    assert "no figure for North Isle is shown for section 42 enquiries and conversion rate." in prose(exhibits)
    assert "No figure is available for 2019-20 for enquiries where abuse was found in North Isle." in prose(exhibits)
    rows = {row[0]: row[-1] for row in cells(exhibits)}
    assert rows["Section 42 enquiries"] == "[c]"
    assert rows["Enquiries where abuse was found"] == "not available"
    (table,) = people(chapter, area)
    assert isinstance(table, Table)
    assert "not shown, to protect people who could be recognised, some of it by those who supplied the figures" in table.caption
    shown = {row[1]: row[-1] for row in cells([table])}
    assert (shown["85 and over"], shown["Other"]) == ("[c]", "not applicable")


def test_a_category_that_is_not_available_keeps_its_row(isles: Path) -> None:
    chapter = opened(edit(isles, {"abuse_type,Physical": "[x]"}))
    _, chart, table = breakdown("abuse_type")(chapter, chapter.params.areas[0])
    assert isinstance(chart, Chart)
    assert ["Physical", "not available"] in [[row[0], row[-1]] for row in cells([table])]


def test_a_larger_bound_is_not_said_to_be_less_than_what_is_shown(isles: Path) -> None:
    """21 is shown; what is under 30 may be more."""
    chapter = opened(edit(isles, {"abuse_type,Physical": "<30"}))
    assert "of the counts shown, most often “Neglect" in prose(breakdown("abuse_type")(chapter, chapter.params.areas[0]))


def test_the_workbook_has_the_shorthand_for_each_and_says_what_it_means() -> None:
    table = PublishedTable("1", "tbl-x", "x", "x", ("a",), (True,), ())
    assert [table.entry(Cell(text), 0) for text in ("not available", "not applicable", "[c]")] == ["[x]", "[z]", "[c]"]
    assert all(SHORTHAND[mark] for mark in ("[x]", "[z]", "[c]"))


@pytest.mark.parametrize("mark", GONE)
def test_what_is_not_available_is_no_fact_and_needs_no_warning(isles: Path, mark: str) -> None:
    inputs = read(edit(isles, {"concerns_from_public,": mark}))
    assert "north_isle.concerns_from_public.2020" not in inputs.facts
    said = [check.message for check in run_gates(inputs.project, inputs) if check.gate == "extracts"]
    assert not any("there is no figure" in each for each in said)


@pytest.mark.parametrize("cell", ["-", "–", "nil", "[e]", "<1", "<", "?"])
def test_a_mark_that_may_mean_several_things_is_refused_with_the_choices(isles: Path, sabreport, cell: str) -> None:
    assert read_mark(cell) is None
    ran = sabreport("check", "--year", "2020", root=edit(isles, {"concerns_from_public,": cell}))
    assert ran.code == 1
    assert (
        f'row 4, column value: "{cell}" may mean more than one thing. Write 0 if there was none, <5 or [c] if whoever supplied '
        "the figures holds it back, [x] if it is not available, or [z] if it cannot apply." in ran.err
    )


def test_the_command_line_and_the_gate_say_what_was_held_back_at_source(isles: Path, sabreport) -> None:
    edit(isles, {"concerns_from_public,": "<5"})
    told = sabreport("facts", "--year", "2020", "--board", "isles", root=isles).out
    assert re.search(r"north_isle\.concerns_from_public\.2020\s+\[c\]  .*row 4, value, held back at source", told)
    assert not re.search(r"north_isle\.ethnicity\.other\.2020.*at source", told)
    listed = json.loads(sabreport("facts", "--json", "--year", "2020", "--board", "isles", root=isles).out)
    assert [fact["key"] for fact in listed if fact.get("held_back") == "at source"] == ["north_isle.concerns_from_public.2020"]
    inputs = read(isles)
    (said,) = (check.message for check in run_gates(inputs.project, inputs) if check.gate == "disclosure")
    assert said.startswith(
        "18 figures are held back, 11 because of being under 5 and 7 to protect them, one was held back at source"
    )


def test_with_disclosure_control_off_what_is_told_of_a_mark_is_warned_of(isles: Path) -> None:
    with (isles / "params/isles/board.yml").open("a", encoding="utf-8") as stream:
        stream.write("disclosure:\n  enabled: false\n  reason: Invented for a test.\n")
    inputs = read(edit(isles, {"age,85 and over": "<5"}))
    assert inputs.facts["north_isle.age.65-84.2020"].text == "22"
    warned = [check for check in run_gates(inputs.project, inputs) if check.gate == "disclosure" and check.status == "warn"]
    assert [check.where for check in warned] == ["data/isles/2020/measures.csv, row 15, column value"]


def test_a_share_of_nothing_is_no_lowest_area(tmp_path: Path) -> None:
    """One of two areas had no enquiry, so its 0% of people asked is a share of nothing, and nothing stands beside it."""
    root = copy_kit(tmp_path / "kit", "lrsab")
    path = root / "data/lrsab/2020/measures.csv"
    text = path.read_text(encoding="utf-8")
    for name in ("enquiries_s42", "msp_asked_pct", "msp_outcomes_met_pct", "enquiries_ceased_pct"):
        text = re.sub(rf"^(rutland,{name},,)[\d.]+$", r"\g<1>0", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    chapter = open_chapter("making_safeguarding_personal", "lrsab", 2020, str(root))
    assert [each for each in making_safeguarding_personal_by_area(chapter) if isinstance(each, Chart)] == []


def test_charts_say_not_applicable_where_tables_do_and_draw_no_share_of_nothing(tmp_path: Path) -> None:
    """Rutland's share of 2020 is one of no enquiries, and that of 2019 cannot apply."""
    root = copy_kit(tmp_path / "kit", "lrsab")
    edits = {2020: (("enquiries_s42", "0"), ("enquiries_abuse_found_pct", "0")), 2019: (("enquiries_abuse_found_pct", "[z]"),)}
    for year, cells_of_year in edits.items():
        path = root / f"data/lrsab/{year}/measures.csv"
        text = path.read_text(encoding="utf-8")
        for name, cell in cells_of_year:
            text = re.sub(rf"^(rutland,{name},,)[\d.]+$", rf"\g<1>{cell}", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    chapter = open_chapter("concerns_and_enquiries", "lrsab", 2020, str(root))
    (compared,) = (each for each in concerns_by_area(chapter) if isinstance(each, Chart))
    drawn = [text.get_text() for text in compared.figure.findobj(Text)]
    assert drawn.count("0%") == 1, "none of 298 alerts led to an enquiry, which is a share of something"
    shares = compared.alt.partition("abuse was found: ")[2]
    assert "Rutland" in shares
    assert " 0%" not in shares.partition("Rutland")[2]
    rutland = next(area for area in chapter.params.areas if area.id == "rutland")
    (trend,) = (
        each for each in concerns_and_enquiries(chapter, rutland) if isinstance(each, Chart) and each.id == "concerns-rutland"
    )
    assert "not\napplicable" in [text.get_text() for text in trend.figure.findobj(Text)]


def test_the_warning_of_a_cell_that_others_give_away_says_what_stands_in_it(isles: Path) -> None:
    inputs = read(edit(isles, {"ethnicity,Other": "[z]"}))
    (warned,) = (each for each in run_gates(inputs.project, inputs) if each.gate == "disclosure" and each.status == "warn")
    assert warned.message.startswith("the cell says not applicable, and its total and the cells beside it tell that it is fewer")
