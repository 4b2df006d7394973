"""Facts of lrsab 2020, given and derived, against numbers worked by hand from the published tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from conftest import KIT, copy_kit
from sabreport.base.project import Project
from sabreport.facts.derived import build_facts
from sabreport.facts.fact import Facts
from sabreport.inputs import read_inputs
from sabreport.settings.params import load_params
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import Extract


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_inputs(Project(KIT, "lrsab", 2020)).facts


# worked by hand: 4,810 - 4,167 = 643; 643 / 4,810 = 13.4%; 875 / 4,167 = 21.0%; 562,500 / 4,167 = 135.0; and so on
@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("leicestershire.concerns.2020", "4,167"),
        ("leicestershire.concerns.change.2020", "−643"),
        ("leicestershire.concerns.change_pct.2020", "−13%"),
        ("leicestershire.enquiries_s42.change.2020", "−328"),
        ("leicestershire.conversion.2020", "21%"),
        ("leicestershire.conversion.2019", "25%"),
        ("leicestershire.adults_per_concern.2020", "135"),
        ("leicestershire.concerns_from_public_share.2020", "18%"),
        ("leicestershire.msp_asked_pct.change.2020", "−5 percentage points"),
        ("leicestershire.dols_applications.change.2020", "496"),
        ("leicestershire.dols_outstanding.change.2020", "135"),
        ("rutland.concerns.change.2020", "−123"),
        ("rutland.concerns.change_pct.2020", "−29%"),
        ("rutland.conversion.2020", "13%"),
        ("rutland.adults_per_concern.2020", "107"),
        ("rutland.enquiries_abuse_found_pct.change.2020", "10 percentage points"),
        ("rutland.dols_outstanding.2020", "29"),
        ("board.concerns.2020", "4,465"),
        ("board.enquiries_s42.2020", "914"),
        ("board.income.2020", "£110,681"),
        ("board.expenditure.2020", "£110,681"),
        ("board.balance.2020", "£0"),
        ("board.reviews_begun.2020", "1"),
        ("board.reviews_carried_on.2020", "3"),
        ("board.reviews_concluded.2020", "2"),
        ("board.reviews_ongoing.2020", "2"),
        ("board.attendance.2020", "about 200"),
        ("board.non_statutory_members.2020", "7"),
        ("board.aims_for_next_year.2020", "8"),
        ("board.aims_for_next_year.responding-to-changing-need.2020", "2"),
        ("board.deliverables.mental-capacity.2020", "3"),
        ("board.deliverables_delayed.mental-capacity.2020", "1"),
        ("board.deliverables_delayed.safeguarding-in-transitions.2020", "0"),
        ("board.findings_planned.sar-a.2020", "1"),
        ("board.audits_delayed.2020", "1"),
        ("board.audit_findings.mental-capacity-act-audit.2020", "3"),
        ("board.ratings.2020", "92"),
        ("board.ratings_excelling.leicestershire-fire-rescue-service.2020", "1"),
        ("board.ratings_below_effective.leicestershire-rutland-public-health.2020", "3"),
    ],
)
def test_facts_equal_numbers_worked_by_hand(facts: Facts, key: str, text: str) -> None:
    assert facts[key].text == text


def test_no_percentage_change_on_a_base_under_30(facts: Facts) -> None:
    assert "rutland.dols_outstanding.change.2020" in facts
    assert "rutland.dols_outstanding.change_pct.2020" not in facts


def test_percentages_of_areas_are_never_added_up(facts: Facts) -> None:
    assert "board.msp_asked_pct.2020" not in facts


def given(facts: Facts) -> Iterator[tuple[str, str, int, str, float]]:
    for fact in facts.values():
        if fact.source is not None and fact.source.row is not None:
            yield fact.key, fact.source.path, fact.source.row, fact.source.column, fact.value


def test_every_given_fact_stands_in_the_cell_it_names(facts: Facts) -> None:
    checked = 0
    for key, path, row, column, value in given(facts):
        lines = (KIT / path).read_text(encoding="utf-8").splitlines()
        header, cells = lines[0].split(","), lines[row - 1].rsplit(",", len(lines[0].split(",")) - 1)
        assert float(cells[header.index(column)].removeprefix("about ")) == value, key
        checked += 1
    assert checked > 80


def test_every_derived_fact_names_inputs_that_exist(facts: Facts) -> None:
    derived = [fact for fact in facts.values() if fact.source is None]
    assert derived
    for fact in derived:
        assert fact.formula, fact.key
        assert fact.inputs, fact.key
        assert set(fact.inputs) <= set(facts), fact.key


def test_a_name_without_a_year_means_this_year(facts: Facts) -> None:
    assert facts.named("leicestershire.concerns").value == 4167
    assert facts.named("leicestershire.concerns.2019").value == 4810


def test_changes_keep_the_decimals_of_what_they_are_the_difference_of(tmp_path: Path) -> None:
    """78.4 to 82.6 is up 4.2, and not 5; a target of 85.5 is 2.9 above; with disclosure control too, as by default."""
    kit = copy_kit(tmp_path, "example")
    for year, value in ((2019, "78.4"), (2020, "82.6")):
        path = kit / f"data/example/{year}/measures.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [f"exampleshire,msp_asked_pct,,{value}" if ",msp_asked_pct," in line else line for line in lines]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    params = kit / "params/example/2020.yml"
    params.write_text(params.read_text(encoding="utf-8").replace("msp_asked_pct: 80", "msp_asked_pct: 85.5"), encoding="utf-8")
    found = read_inputs(Project(kit, "example", 2020)).facts
    assert {part: found[f"exampleshire.msp_asked_pct{part}.2020"].text for part in ("", ".change", ".target", ".target_gap")} == {
        "": "82.6%",
        ".change": "4.2 percentage points",
        ".target": "85.5%",
        ".target_gap": "−2.9 percentage points",
    }
    assert found["exampleshire.msp_asked_pct.2019"].text == "78.4%"
    assert found["exampleshire.msp_outcomes_met_pct.2020"].text == "93%"


def test_a_target_is_told_beside_a_figure_that_is_held_back() -> None:
    project = Project(KIT, "example", 2020)
    columns = ["area", "measure", "category", "value", "suppressed"]
    rows = pd.DataFrame([("exampleshire", "msp_asked_pct", "", float("nan"), "withheld")], columns=columns, index=[2])
    measures = {2020: Extract(project.data / "measures.csv", rows)}
    found = build_facts(project, load_params(project), Tables({}, measures, {}, {}))
    told = [found[f"exampleshire.msp_asked_pct{part}.2020"].text for part in ("", ".target", ".target_gap")]
    assert told == ["[c]", "80%", "[c]"]
