"""Changes in small numbers: said to be chance where an exact test gives that, and only there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import comb, erfc, exp, factorial, pi, sqrt
from pathlib import Path

import pytest
from conftest import KIT, copy_kit
from hypothesis import given, settings
from hypothesis import strategies as st
from sabreport.base.project import Project
from sabreport.chapters.chapter import open_chapter
from sabreport.chapters.trends import concerns_and_enquiries, deprivation_of_liberty
from sabreport.facts.chance import change_could_be_chance, counts_p, first_beyond_chance, series_p, shares_p
from sabreport.facts.fact import Fact, Facts, Source, fact_key
from sabreport.inputs import read_inputs
from sabreport.report_kinds.catalogue import can_be_tested, measure_names
from sabreport.settings.measures import measure
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import without_spans
from scipy.stats import binomtest, chi2_contingency, fisher_exact


def series(measure: str, unit: str, *values: float, inputs: Sequence[str] = ()) -> list[Fact]:
    """One fact a year, the last of 2020, and the change of each on the year before."""

    def one(value: float, year: int, derived: str = "") -> Fact:
        key = fact_key("town", measure, "", derived, year)
        of = tuple(fact_key("town", each, "", "", year) for each in inputs)
        return Fact(key, "town", measure, "", year, value, unit, 0, Source("measures.csv", 2, "value"), "", of)

    years = range(2021 - len(values), 2021)
    return [one(value, year) for value, year in zip(values, years, strict=True)]


def shares(*pairs: tuple[int, int]) -> list[Fact]:
    """The share of concerns that came from the public, with the counts that it is worked out from."""
    parts, wholes = zip(*pairs, strict=True)
    counts = [*series("concerns_from_public", "count", *parts), *series("concerns", "count", *wholes)]
    percents = [100 * part / whole for part, whole in pairs]
    return [*series("concerns_from_public_share", "percent", *percents, inputs=("concerns_from_public", "concerns")), *counts]


def both(facts: list[Fact], measure: str) -> tuple[bool, int | None]:
    """Whether chance could give the last change, and the year from which it could not give the way."""
    found = Facts(facts, 2020)
    now = found[f"town.{measure}.2020"]
    first = first_beyond_chance(now, found)
    return change_could_be_chance(now, found), first.year if first else None


def exact_series_p(counts: Sequence[int]) -> float:
    """Of all ways in which so many events can fall into so many years, the share in which the years differ as much or more."""
    total = sum(counts)
    ways: dict[tuple[int, int], Fraction] = {(0, 0): Fraction(1)}
    for _ in counts:
        more: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
        for (n, squares), weight in ways.items():
            for x in range(total - n + 1):
                more[n + x, squares + x * x] += weight / factorial(x)
        ways = dict(more)
    all_ways = {squares: weight for (n, squares), weight in ways.items() if n == total}
    seen = sum(each * each for each in counts)
    return float(sum(weight for squares, weight in all_ways.items() if squares >= seen) / sum(all_ways.values()))


# 39 of 98 by the binomial test gives 0.054, 29 of 44 gives 0.049, 8 of 20 gives 0.50
@pytest.mark.parametrize(
    ("before", "now", "chance"),
    [(59, 39, True), (15, 29, False), (12, 8, True), (421, 298, False), (60, 20, False), (160, 150, False), (59, 59, False)],
)
def test_small_counts(before: int, now: int, chance: bool) -> None:
    tail = sum(comb(now + before, i) for i in range(min(now, before) + 1)) / 2 ** (now + before)
    assert chance == (2 * tail >= 0.05 and now != before and min(now, before) < 100)
    assert both(series("enquiries_s42", "count", before, now), "enquiries_s42") == (chance, None)


def test_rutlands_four_years() -> None:
    """59 to 39 is within chance, and 77, 52, 59, 39 is not: p = 0.0005 from the first to the last."""
    last, ends = (2 * sum(comb(n, i) for i in range(40)) / 2**n for n in (59 + 39, 77 + 39))
    assert (round(last, 3), round(ends, 4)) == (0.054, 0.0005)
    assert both(series("enquiries_s42", "count", 77, 52, 59, 39), "enquiries_s42") == (True, 2017)


def test_a_series_that_only_wavers_is_said_to_be_nothing() -> None:
    assert both(series("enquiries_s42", "count", 52, 47, 59, 50), "enquiries_s42") == (True, None)
    # 30, 60, 31 differ by more than chance, but the last year is where the first was
    assert both(series("enquiries_s42", "count", 30, 60, 31), "enquiries_s42") == (False, None)
    # too few a year for the test of a series
    assert both(series("enquiries_s42", "count", 9, 1, 0), "enquiries_s42") == (True, None)


def test_a_stock_and_a_rate_are_never_tested() -> None:
    for name, unit in (("dols_outstanding", "count"), ("concerns_per_100000", "count"), ("conversion", "percent")):
        assert both(series(name, unit, 77, 52, 59, 39), name) == (False, None)


def test_a_share_is_tested_only_on_the_whole_that_it_is_part_of() -> None:
    abuse = [*series("enquiries_abuse_found_pct", "percent", 35, 45), *series("enquiries_s42", "count", 59, 39)]
    assert both(abuse, "enquiries_abuse_found_pct") == (False, None)  # of enquiries concluded, not of those begun
    # 20 of 59 against 18 of 39: Fisher's exact test gives 0.29; 40 of 50 against 32 of 40, the same share; 20 of 50, 0.0001
    assert both(shares((20, 59), (18, 39)), "concerns_from_public_share") == (True, None)
    assert both(shares((40, 50), (32, 40)), "concerns_from_public_share") == (False, None)
    assert both(shares((20, 50), (32, 40)), "concerns_from_public_share") == (False, None)
    assert both(shares((20, 90), (27, 90), (30, 90), (40, 90)), "concerns_from_public_share") == (True, 2017)
    # more from the public than came at all is a mistake somewhere, and no share
    assert both(shares((70, 59), (80, 39)), "concerns_from_public_share") == (False, None)


def test_every_measure_says_what_it_is_and_only_flows_and_true_shares_are_tested() -> None:
    params = read_inputs(Project(KIT, "lrsab", 2020)).params
    entries = [measure(name, params) for name in measure_names(supplied=False)]
    assert {entry.name for entry in entries if entry.nature == "stock"} == {"dols_outstanding", "adult_population"}
    assert {entry.name for entry in entries if can_be_tested(entry.name) and entry.unit == "percent"} == {
        "concerns_from_public_share"
    }
    assert all(entry.unit == "count" for entry in entries if entry.nature == "flow")


def said(chapter: str, area: str, part: object, root: Path = KIT) -> str:
    opened = open_chapter(chapter, "lrsab", 2020, str(root))
    found = next(each for each in opened.params.areas if each.id == area)
    return without_spans(" ".join(each.markdown for each in part(opened, found) if isinstance(each, Prose)))  # type: ignore[operator]


def test_rutland_is_told_of_its_series_and_leicestershire_is_not() -> None:
    text = said("concerns_and_enquiries", "rutland", concerns_and_enquiries)
    assert (
        "Section 42 enquiries are so few that chance alone could give a change of the size seen since 2018-19. "
        "The fall in section 42 enquiries from 77 in 2016-17 to 39 in 2019-20 is more than chance alone would give." in text
    )
    assert text.count("chance") == 2
    assert "chance" not in said("concerns_and_enquiries", "leicestershire", concerns_and_enquiries)
    assert "chance" not in said("deprivation_of_liberty", "rutland", deprivation_of_liberty)


def test_nothing_is_said_of_chance_where_counts_are_shown_rounded(tmp_path: Path) -> None:
    kit = copy_kit(tmp_path, "lrsab")
    board = kit / "params/lrsab/board.yml"
    text = board.read_text(encoding="utf-8")
    start = text.index("disclosure:")
    board.write_text(text[:start] + "disclosure:\n  rounding: 5\n\n" + text[text.index("# Who is sent") :], encoding="utf-8")
    assert "chance" not in said("concerns_and_enquiries", "rutland", concerns_and_enquiries, kit)


@given(one=st.integers(0, 99), other=st.integers(1, 3000))
@settings(deadline=None)  # how long a case takes depends on what else runs
def test_counts_are_compared_as_scipy_does(one: int, other: int) -> None:
    assert counts_p(one, other) == pytest.approx(binomtest(one, one + other).pvalue, abs=1e-9)


@given(st.data())
@settings(deadline=None)
def test_shares_are_compared_as_scipy_does(data: st.DataObject) -> None:
    whole, other = data.draw(st.integers(1, 99)), data.draw(st.integers(1, 900))
    part, other_part = data.draw(st.integers(0, whole)), data.draw(st.integers(0, other))
    expected = fisher_exact([[part, whole - part], [other_part, other - other_part]]).pvalue
    assert shares_p(part, whole, other_part, other) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("counts", [(12, 7, 5), (9, 9, 9), (14, 6, 4, 8), (20, 5, 9)])
def test_a_series_of_counts_is_compared_nearly_as_by_counting_all_ways(counts: tuple[int, ...]) -> None:
    assert series_p(counts) == pytest.approx(exact_series_p(counts), abs=0.04)


def test_a_series_of_counts_is_compared_by_chi_square() -> None:
    assert series_p((20, 5, 11)) == pytest.approx(exp(-(8**2 + 7**2 + 1) / 12 / 2))  # with two degrees of freedom
    x = 752.75 / 56.75  # Rutland's: 20.25² + 4.75² + 2.25² + 17.75², over the mean
    assert series_p((77, 52, 59, 39)) == pytest.approx(erfc(sqrt(x / 2)) + sqrt(2 * x / pi) * exp(-x / 2))
    assert series_p((9, 1, 0)) is None  # three a year are too few


def test_a_series_of_shares_is_compared_as_scipy_does() -> None:
    parts, wholes = (20, 27, 30, 40), (90, 80, 95, 90)
    table = [parts, [whole - part for part, whole in zip(parts, wholes, strict=True)]]
    assert series_p(parts, wholes) == pytest.approx(chi2_contingency(table, correction=False).pvalue, abs=1e-9)
    assert series_p((1, 2, 3), (90, 80, 95)) is None  # two a year are too few
