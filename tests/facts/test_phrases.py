"""What is said of a figure beside its number: its change, its noun, its share, and what cannot be said of it."""

from __future__ import annotations

import pytest
from sabreport.facts.fact import Fact, Facts, Source, UnknownFactError, fact_key
from sabreport.facts.phrases import compared, direction, extremes, figure_of, how_many, in_form, share_in_words
from sabreport.wording.markdown import without_spans


def fact(
    value: float, unit: str = "count", year: int = 2020, derived: str = "", *, below: int = 0, held_back: bool = False
) -> Fact:
    key = fact_key("town", "concerns", "", derived, year)
    value = float("nan") if held_back else value
    return Fact(key, "town", "concerns", "", year, value, unit, 0, Source("measures.csv", 2, "value"), "", (), below=below)


def two_years(now: float, before: float, unit: str = "count", *, percent: bool = True) -> Facts:
    """The concerns of a town in two years, with their change, and their percentage change where the base bears one."""
    facts = [
        fact(now, unit),
        fact(before, unit, 2019),
        fact(now - before, "points" if unit == "percent" else unit, derived="change"),
    ]
    if percent and unit == "count" and before:
        facts.append(fact(100 * (now - before) / before, "percent", derived="change_pct"))
    return Facts(facts, 2020)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (two_years(80, 100), "down 20%"),
        (two_years(120, 100), "up 20%"),
        (two_years(100, 100), "unchanged"),
        (two_years(1001, 1000), "up 1"),
        (two_years(999, 1000), "down 1"),
        (two_years(9, 12, percent=False), "down 3"),
        (two_years(54, 49, "percent"), "up 5 percentage points"),
        (two_years(49, 50, "percent"), "down 1 percentage point"),
    ],
)
def test_the_direction_of_a_change_in_a_caption(facts: Facts, said: str) -> None:
    assert without_spans(direction(facts.named("town.concerns"), facts)) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (two_years(80, 100), "20 fewer"),
        (two_years(120, 100), "20 more"),
        (two_years(100, 100), "unchanged"),
        (two_years(54, 49, "percent"), "up 5 percentage points"),
        (two_years(49, 54, "percent"), "down 5 percentage points"),
    ],
)
def test_a_change_as_a_text_asks_for_it(facts: Facts, said: str) -> None:
    assert without_spans(in_form(facts.named("town.concerns"), facts, "change")) == said


@pytest.mark.parametrize("enquiries", [(0, 10), (10, 0)])
def test_no_direction_is_told_of_a_share_of_which_either_year_had_nothing_to_take_it_of(enquiries: tuple[int, int]) -> None:
    """Nobody was asked where there was no enquiry: that is no fall from 80%, nor a rise to it the year after."""

    def of(measure: str, value: float, unit: str, year: int = 2020, derived: str = "") -> Fact:
        return Fact(fact_key("town", measure, "", derived, year), "town", measure, "", year, value, unit, 0, None, "", ())

    bases = [of("enquiries_s42", count, "count", year) for year, count in zip((2020, 2019), enquiries, strict=True)]
    now, before = (of("msp_asked_pct", 80 if base.value else 0, "percent", base.year) for base in bases)
    change = of("msp_asked_pct", now.value - before.value, "points", derived="change")
    assert direction(now, Facts([*bases, now, before, change], 2020)) == ""


def test_a_year_before_that_was_below_the_threshold_is_said_to_be_so() -> None:
    before = fact(0, year=2019, below=5, held_back=True)
    now = fact(7)
    assert without_spans(compared(now, Facts([now, before], 2020))) == "up from fewer than five in 2018-19"
    small = fact(3)
    assert compared(small, Facts([small, before], 2020)) == ""


@pytest.mark.parametrize(
    ("number", "figure", "words"),
    [
        (0, "no alerts", "no alerts"),
        (1, "1 alert", "one alert"),
        (2, "2 alerts", "two alerts"),
        (643, "643 alerts", "643 alerts"),
    ],
)
def test_a_count_with_its_noun(number: int, figure: str, words: str) -> None:
    assert without_spans(figure_of(fact(number), "alert", "alerts")) == figure
    assert without_spans(how_many(fact(number), "alert", "alerts")) == words


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (25, "a quarter (25%)"),
        (33.3, "a third (33%)"),
        (33.9, "just over a third (34%)"),
        (50, "half (50%)"),
        (66.7, "two thirds (67%)"),
        (64.5, "just under two thirds (65%)"),
        (52.5, "just over half (53%)"),
        (57.9, "over half (58%)"),
        (58, "58%"),
        (90.5, "more than nine in ten (91%)"),
        (99.6, "100%"),
    ],
)
def test_a_share_near_a_fraction_and_beside_it(percent: float, said: str) -> None:
    assert without_spans(share_in_words(fact(percent, "percent"))) == said


def test_extremes_leave_out_what_is_held_back_and_say_of_which_years() -> None:
    series = [fact(5, year=2017), fact(0, year=2018, held_back=True), fact(9, year=2019), fact(7, year=2020)]
    assert extremes(series) == "lowest 5 in 2016-17, highest 9 in 2018-19, not shown for 2017-18"
    assert extremes(series[1:2]) == "not shown for 2017-18"


@pytest.mark.parametrize(
    ("form", "unit", "what", "remedy"),
    [
        ("chnage", "count", 'there is no form "chnage"', 'Did you mean "change"?'),
        ("one_in", "count", '"one_in" cannot be said of 38 (town.concerns.2020)', "Write the number without it."),
        ("share", "count", '"share" cannot be said of 38 (town.concerns.2020)', "Write the number without it."),
        ("words", "percent", '"words" cannot be said of 38% (town.concerns.2020)', "Write the number without it."),
        ("one_in", "percent", '"one_in" cannot be said of 38% (town.concerns.2020)', "Write the number without it."),
    ],
)
def test_what_cannot_be_said_of_a_number_is_told_with_what_to_do(form: str, unit: str, what: str, remedy: str) -> None:
    only = fact(38, unit)
    with pytest.raises(UnknownFactError) as error:
        in_form(only, Facts([only], 2020), form)
    assert error.value.args == (what, remedy)


def test_nothing_is_said_in_a_form_of_a_number_that_is_held_back() -> None:
    only = fact(0, held_back=True)
    with pytest.raises(UnknownFactError, match='"change" cannot be said of a number that is held back'):
        in_form(only, Facts([only], 2020), "change")
