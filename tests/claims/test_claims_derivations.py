"""The claims gate: what a text reckons from the figures is traced where it is right, and flagged where it is not."""

from __future__ import annotations

import pytest
from conftest import KIT, copy_kit
from sabreport.base.project import Project
from sabreport.claims.figures import candidates
from sabreport.claims.finder import ClaimFinder
from sabreport.facts.fact import Fact, Facts
from sabreport.inputs import read_inputs


@pytest.fixture(scope="module")
def lrsab() -> ClaimFinder:
    project = Project(KIT, "lrsab", 2020)
    return ClaimFinder(read_inputs(project).material)


@pytest.fixture(scope="module")
def fivelands(tmp_path_factory: pytest.TempPathFactory) -> ClaimFinder:
    project = Project(copy_kit(tmp_path_factory.mktemp("fivelands") / "kit", "fivelands"), "fivelands", 2025)
    return ClaimFinder(read_inputs(project).material)


def statuses(finder: ClaimFinder, text: str) -> list[str]:
    return [claim.status for claim in finder.find(text) if claim.status != "ignored"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Neglect and acts of omission was named in {} enquiries across all councils.", "2,530", "2,350"),
        ("In Brackenshire {} of the people were aged 75 or over.", "45%", "54%"),
        ("The five councils gave {} of the income.", "73%", "63%"),
        ("The ICB gave {} of the income.", "17%", "27%"),
        ("In Thornhaven a care home was the place in {} enquiries.", "227", "272"),
        ("In all areas together, enquiries of some kind came to {}.", "7,519", "7,159"),
        ("Brackenshire and Port Ellery together received {} concerns.", "13,132", "13,312"),
        ("Of the reviews on our list, {} are mandatory.", "two thirds", "one third"),
        ("Our target for asking people what they wanted is 80%, and {} councils reach it.", "three", "four"),
        ("Against the target, Skerrowdale is {} points short on asking people what they wanted.", "two", "five"),
        ("In Fivelands there was one concern for every {} adults.", "80", "90"),
        ("Concerns in Brackenshire have {} since 2015-16.", "almost doubled", "almost trebled"),
        ("In 2020/21 concerns across Fivelands fell by {}.", "9%", "12%"),
        ("A concern in Oxmarsh is {} points more likely to become an enquiry than one in Port Ellery.", "eight", "four"),
        ("In Skerrowdale {} of people were not asked what they wanted.", "22%", "32%"),
        ("Port Ellery: {} of those with an enquiry were asked what they wanted.", "86%", "83%"),
    ],
)
def test_what_is_reckoned_from_the_figures_of_several_areas(text: str, right: str, wrong: str, fivelands: ClaimFinder) -> None:
    assert statuses(fivelands, text.format(right))[-1] == "traced"
    assert statuses(fivelands, text.format(wrong))[-1] == "untraced"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("In Leicestershire the backlog amounts to {} of the year's DoLS applications.", "a fifth", "a third"),
        ("The councils handled {} alerts a month across Leicestershire and Rutland.", "372", "273"),
        ("The gap between the counties in asking people what they wanted is {} points.", "22", "26"),
        ("The Board worked on {} reviews.", "four", "five"),
        ("Case reviews came to one pound in every {} of our expenditure.", "twenty", "ten"),
        ("For every {} adults in Rutland there was one alert.", "107", "153"),
        ("In Rutland enquiries have {} since 2016-17.", "halved", "doubled"),
        ("Rutland had 298 alerts. It is {} above the level of 2016-17.", "30", "40"),
        ("In Rutland conversion has fallen three years in a row: {}, 22%, 14% and now 13%.", "29%", "28%"),
        ("The DoLS queue in Leicestershire is {} more than twelve months before.", "135", "153"),
        ("In Rutland all but one in {} were asked what they wanted.", "twenty", "ten"),
        ("In Leicestershire {} in every five alerts was taken forward as an enquiry.", "one alert", "two alerts"),
        ("Leicestershire and Rutland had 4,465 alerts. The public raised {} of them.", "800", "44"),
        ("Of the deliverables, {} are not in progress.", "57%", "53%"),
        ("Of the deliverables, {} are not in progress.", "57%", "43%"),
        ("{} of deliverables are in progress.", "43%", "57%"),
        ("In Rutland {} weren't asked what they wanted.", "5%", "95%"),
        ("In Rutland {} had not been asked what they wanted.", "5%", "95%"),
        ("In Rutland {} were asked what they wanted.", "95%", "5%"),
        ("In Rutland {} of alerts did not lead to an enquiry.", "87%", "13%"),
        ("In Rutland not all alerts led to an enquiry: {} did.", "13%", "15%"),
        ("Leicestershire County Council handled {} alerts.", "4,167", "298"),
        ("On staffing, reviews and all else we spent {} in total.", "£110,681", "£110,618"),
        ("On staffing, reviews and all else we spent {} in total.", "£110,681", "£5,737"),
        ("On staffing, reviews and all else we spent {} in total.", "£110,681", "£86,123"),
        ("On staffing and case reviews we spent {} in total.", "£86,123", "£5,737"),
        ("We spent {} on staffing and case reviews together.", "£86,123", "£80,386"),
        ("In total we spent {} on case reviews.", "£5,737", "£80,386"),
        ("Of the £110,681 spent in total, case reviews cost {}, and staffing more.", "£5,737", "£5,373"),
        ("In 2016 Rutland had {} alerts.", "268", "298"),
        ("Between 2016-17 and 2018-19 alerts in Leicestershire rose by {}.", "404", "440"),
        ("In Rutland last year's {} alerts were far above those of 2019-20.", "421", "298"),
        ("In Leicestershire there were {} fewer alerts, and since 2016-17 they have fallen by 239.", "643", "634"),
        ("## Rutland\n\n| | Change on the year |\n|---|---|\n| Alerts | {} |", "- 123", "+ 123"),
    ],
)
def test_what_is_reckoned_from_one_figure_and_another(text: str, right: str, wrong: str, lrsab: ClaimFinder) -> None:
    assert set(statuses(lrsab, text.format(right))) == {"traced"}
    assert "untraced" in statuses(lrsab, text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "In Leicestershire, 92% of those we interviewed felt safer.",
        "In Rutland abuse was found in 35% of enquiries.",
        "The finished reviews gave us 3 findings; action is complete on six of the findings.",
        "In Leicestershire 4,167 calls came in about alerts.",
        "Alerts in Leicestershire fell. Of those, 4,167 told us that they were pleased.",
    ],
)
def test_a_right_number_of_another_matter_or_year_is_flagged(text: str, lrsab: ClaimFinder) -> None:
    assert "untraced" in statuses(lrsab, text)


def test_how_long_something_may_take_is_no_figure(lrsab: ClaimFinder) -> None:
    assert statuses(lrsab, "An application should be dealt with in 21 days. A review ends within six months.") == []
    assert statuses(lrsab, "On average an application took 74 days.") == ["untraced"]


@pytest.mark.parametrize(("of_isle", "counted"), [(7, {"areas up": 2, "areas down": 0}), (float("nan"), {})])
def test_in_how_many_areas_is_told_only_where_each_has_its_figure(of_isle: float, counted: dict[str, int]) -> None:
    given = (("town", "", 2019, 5), ("town", "", 2020, 7), ("isle", "", 2019, 5), ("isle", "", 2020, of_isle))
    changes = (("town", "change.", 2020, 2), ("isle", "change.", 2020, of_isle - 5))
    facts = [
        Fact(f"{area}.concerns.{derived}{year}", area, "concerns", "", year, value, "count", 0, None, "", ())
        for area, derived, year, value in (*given, *changes)
    ]
    found = candidates(Facts(facts, 2020), ["town", "isle"])
    assert {each.cue: each.value for each in found if each.cue.startswith("areas")} == counted
