"""Where a number comes from: listed by the command line, and shown beside the number in the web page."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from conftest import EACH_REPORT, KIT, Reports
from reading import html_page
from sabreport.base.project import Project
from sabreport.chapters.chapter import open_chapter
from sabreport.facts.fact import UnknownFactError
from sabreport.facts.phrases import in_form
from sabreport.facts.provenance import provenance
from sabreport.inputs import Inputs, read_inputs
from sabreport.wording.markdown import without_spans


@pytest.fixture(scope="module")
def lrsab() -> Inputs:
    return read_inputs(Project(KIT, "lrsab", 2020))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "leicestershire.concerns.2020",
            "Safeguarding alerts, Leicestershire, 2019-20: alerts about suspected abuse or neglect that reached adult social "
            "care in the year. From measures.csv for 2019-20, row 2, column value.",
        ),
        (
            "rutland.conversion.2020",
            "Conversion rate, Rutland, 2019-20: share of alerts that led to an enquiry. "
            "Worked out as section 42 enquiries divided by alerts, from 39 and 298.",
        ),
        (
            "leicestershire.concerns.change.2020",
            "Change on the year before: Safeguarding alerts, Leicestershire, 2019-20. "
            "Worked out as the figure as printed less that of the year before, from 4,167 and 4,810.",
        ),
        ("board.income.2020", "Income, LRSAB, 2019-20. Worked out as sum of the items of income, from 8 figures."),
        (
            "board.reviews_begun.2020",
            "Reviews begun, LRSAB, 2019-20. From sars.csv for 2019-20, column commissioned.",
        ),
        (
            "leicestershire.concerns.2019",
            "Safeguarding alerts, Leicestershire, 2018-19: alerts about suspected abuse or neglect that reached adult social "
            "care in the year. From measures.csv for 2018-19, row 2, column value.",
        ),
        ("board.members.2020", "Members, LRSAB, 2019-20. From the board's own settings: members."),
        (
            "board.statutory_members.2020",
            "Statutory members, LRSAB, 2019-20. From the board's own settings: members, and which of them are statutory.",
        ),
    ],
)
def test_a_number_says_what_it_counts_and_where_it_is_from(lrsab: Inputs, key: str, said: str) -> None:
    assert provenance(lrsab.facts[key], lrsab.facts, lrsab.params) == said


def test_a_setting_and_a_statement_are_named_for_the_public() -> None:
    example = read_inputs(Project(KIT, "example", 2020))
    said = {key: provenance(example.facts[key], example.facts, example.params) for key in example.facts}
    assert said["board.statements.2020"].endswith(" 2019-20. Counted from the members' statements.")
    target = said["exampleshire.msp_asked_pct.target.2020"]
    assert target.endswith("From the board's own settings: targets, People asked what they wanted.")


def test_a_chart_names_the_file_that_is_there(kit: Path) -> None:
    folder = kit / "data/example/2020"
    pd.read_csv(folder / "sars.csv", dtype=str, keep_default_na=False).to_excel(folder / "sars.xlsx", index=False)
    (folder / "sars.csv").unlink()
    sources = folder / "sources.csv"
    rows = sources.read_text(encoding="utf-8").splitlines(keepends=True)
    sources.write_text("".join(row for row in rows if not row.startswith("sars.")), encoding="utf-8")
    assert open_chapter("safeguarding_adults_reviews", "example", 2020, str(kit)).note("sars", []).endswith("Source: sars.xlsx.")


@pytest.mark.parametrize("board", EACH_REPORT)
def test_every_printed_number_has_its_source_in_the_page_and_it_agrees_with_the_facts(board: str, reports: Reports) -> None:
    report = reports[board]
    page = html_page(report.document(".html"), with_sources=True)
    facts = {fact["key"]: fact for fact in json.loads((report.folder / "facts.json").read_text(encoding="utf-8"))}
    spans = page.find_all("span", class_="fact")
    by_id = {each["id"]: each for each in page.find_all(id=True)}
    assert spans or board == "dbcpsab"
    for span in spans:
        source = by_id[span["aria-describedby"]]
        assert source["role"] == "tooltip"
        assert span["tabindex"] == "0"
        fact = facts[span["data-key"]]
        if fact["source"]:
            path, said = Path(fact["source"]["path"]), source.get_text()
            named = "own settings" if path.parts[0] == "params" else "statements" if path.stem == "partners" else path.name
            assert named in said
            assert path.parent.as_posix() not in said, "nobody outside the kit knows its folders"
        else:
            assert fact["formula"] in source.get_text()


def test_the_command_line_lists_facts(sabreport, kit: Path) -> None:
    ran = sabreport("facts", "--board", "example", "--year", "2020", root=kit)
    assert ran.code == 0
    line = next(line for line in ran.out.splitlines() if line.startswith("exampleshire.concerns.2020 "))
    assert line.split() == ["exampleshire.concerns.2020", "905", "data/example/2020/measures.csv,", "row", "3,", "value"]


def test_the_command_line_lists_facts_as_json(sabreport, reports: Reports) -> None:
    report = reports["lrsab"]
    ran = sabreport("facts", "--board", "lrsab", "--year", "2020", "--json", root=report.project.root)
    assert json.loads(ran.out) == json.loads((report.folder / "facts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("leicestershire.concerns", "", "4,167"),
        ("leicestershire.concerns", "change", "643 fewer"),
        ("leicestershire.msp_asked_pct", "change", "down 5 percentage points"),
        ("rutland.msp_asked_pct", "change", "unchanged"),
        ("leicestershire.concerns", "compared", "643 fewer than in 2018-19 (down 13%)"),
        ("leicestershire.conversion", "one_in", "one in five"),
        ("leicestershire.msp_asked_pct", "share", "just under three quarters (73%)"),
        ("board.priorities", "words", "four"),
    ],
)
def test_authored_text_may_ask_for_a_number_in_a_form(lrsab: Inputs, name: str, form: str, said: str) -> None:
    assert without_spans(in_form(lrsab.facts.named(name), lrsab.facts, form)) == said


def test_a_change_without_a_year_before_cannot_be_said(lrsab: Inputs) -> None:
    with pytest.raises(UnknownFactError, match='"change" cannot be said of 756'):
        in_form(lrsab.facts.named("leicestershire.concerns_from_public"), lrsab.facts, "change")
