"""Changes in small numbers: said to be chance where an exact test gives that, and only there."""

from __future__ import annotations

import pytest
from conftest import KIT
from hypothesis import given
from hypothesis import strategies as st
from sabreport.chance import counts_p, shares_p, small_and_within_chance
from sabreport.facts import Fact, Facts, Source, fact_key
from sabreport.inputs import read_inputs
from sabreport.project import Project
from scipy.stats import binomtest, fisher_exact


def pair(measure: str, unit: str, now: float, before: float) -> list[Fact]:
    def one(value: float, year: int, derived: str = "") -> Fact:
        key = fact_key("town", measure, "", derived, year)
        return Fact(key, "town", measure, "", year, value, unit, 0, Source("measures.csv", 2, "value"), "", ())

    return [one(now, 2020), one(before, 2019), one(now - before, 2020, "change")]


# p-values worked out elsewhere: 39 of 98 gives 0.054, 29 of 44 gives 0.049, 8 of 20 gives 0.50
@pytest.mark.parametrize(
    ("now", "before", "chance"),
    [(39, 59, True), (29, 15, False), (8, 12, True), (298, 421, False), (20, 60, False), (150, 160, False), (59, 59, False)],
)
def test_small_counts(now: int, before: int, chance: bool) -> None:
    facts = pair("enquiries_s42", "count", now, before)
    assert small_and_within_chance(facts[0], Facts(facts, 2020)) is chance


# 45% of 39 against 35% of 59 is 18 of 39 against 21 of 59: p = 0.40
@pytest.mark.parametrize(
    ("now", "base", "before", "base_before", "chance"),
    [(45, 39, 35, 59, True), (80, 40, 40, 50, False), (54, 875, 49, 1203, False), (45, 390, 44, 590, False)],
)
def test_percentages_of_known_small_bases(now: float, base: int, before: float, base_before: int, chance: bool) -> None:
    facts = pair("enquiries_abuse_found_pct", "percent", now, before)
    all_facts = Facts([*facts, *pair("enquiries_s42", "count", base, base_before)], 2020)
    assert small_and_within_chance(facts[0], all_facts) is chance


def test_nothing_is_said_where_the_base_is_not_known() -> None:
    facts = pair("msp_asked_pct", "percent", 45, 35)
    assert not small_and_within_chance(facts[0], Facts(facts, 2020))


def test_rutland_is_within_chance_and_leicestershire_is_not() -> None:
    facts = read_inputs(Project(KIT, "lrsab", 2020)).facts
    for name in ("enquiries_s42", "enquiries_abuse_found_pct"):
        assert small_and_within_chance(facts[f"rutland.{name}.2020"], facts)
        assert not small_and_within_chance(facts[f"leicestershire.{name}.2020"], facts)


@given(one=st.integers(0, 99), other=st.integers(1, 3000))
def test_counts_are_compared_as_scipy_does(one: int, other: int) -> None:
    assert counts_p(one, other) == pytest.approx(binomtest(one, one + other).pvalue, abs=1e-9)


@given(st.data())
def test_shares_are_compared_as_scipy_does(data: st.DataObject) -> None:
    whole, other = data.draw(st.integers(1, 99)), data.draw(st.integers(1, 900))
    part, other_part = data.draw(st.integers(0, whole)), data.draw(st.integers(0, other))
    expected = fisher_exact([[part, whole - part], [other_part, other - other_part]]).pvalue
    assert shares_p(part, whole, other_part, other) == pytest.approx(expected, abs=1e-6)
