"""The figures that a number of a text may rest on: each fact, and what is reckoned from facts on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sabreport.claim_topics import whole_of
from sabreport.facts import BOARD, Fact, Facts, fact_key
from sabreport.numbers import difference_as_shown
from sabreport.written_numbers import Unit

_UNITS: Mapping[str, Unit] = {"people": "count", "count": "count", "percent": "percent", "points": "points", "pounds": "pounds"}


@dataclass(frozen=True)
class Candidate:
    """A figure that a number may rest on: a fact, or a derivation of facts that has no key of its own.

    Parameters
    ----------
    kind
        The figure itself, its change from an earlier year, or its ratio to an earlier year.
    base
        The year that a change or ratio is from.
    how
        How it is derived; empty for a fact.
    beside
        The other area or part that it is compared with, which the text has to name too.
    per
        For so many "per 1,000", the thousand.
    below
        Of a count that is held back for being under a threshold, which may be said: the threshold.
    """

    fact: Fact
    value: float
    unit: Unit
    kind: Literal["value", "change", "ratio"]
    base: int = 0
    how: str = ""
    beside: str = ""
    per: float = 0
    below: int = 0


def candidates(facts: Facts, areas: list[str]) -> Iterator[Candidate]:
    """Every figure that a number may rest on; none that disclosure control holds back."""
    for fact in facts.values():
        if fact.suppressed:
            if fact.below:
                yield Candidate(fact, 0, _UNITS[fact.unit], "value", below=fact.below)
            continue
        derived = fact.key != fact_key(fact.area, fact.measure, fact.category, "", fact.year)
        part = fact.key.split(".")[-2] if derived else ""
        kind: Literal["value", "change"] = "change" if part in ("change", "change_pct", "target_gap") else "value"
        unit: Unit = "adults per" if fact.measure == "adults_per_concern" and not derived else _UNITS[fact.unit]
        yield Candidate(fact, fact.value, unit, kind, fact.year - 1)
        if fact.measure == "reviews_carried_on" and (begun := facts.find(BOARD, "reviews_begun")):
            yield Candidate(fact, fact.value + begun.value, unit, "value", how=f"{fact.key} plus {begun.key}")
        if not derived:
            yield from _over_time(fact, facts)
            yield from _beside_others(fact, facts, areas)
            yield from _of_the_whole(fact, facts)
            yield from _per_adults(fact, facts)


def _over_time(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """Changes of a fact from earlier years that are no facts themselves, and its ratio to each earlier figure."""
    for before in facts.over_years(fact.area, fact.measure, fact.category):
        if before.year >= fact.year or before.suppressed or not before.value:
            continue
        how, ratio = f"{fact.key} less {before.key}", fact.value / before.value
        percent = 100 * (fact.value - before.value) / before.value
        divided = f"{fact.key} divided by {before.key}"
        yield Candidate(fact, ratio, "times", "change", before.year, divided)
        yield Candidate(fact, 100 * ratio, "percent", "ratio", before.year, divided)
        if before.year < fact.year - 1:
            points = fact.unit == "percent"
            size = difference_as_shown(fact.value, before.value, fact.decimals, before.decimals)
            yield Candidate(fact, size, "points" if points else _UNITS[fact.unit], "change", before.year, how)
        if (fact.unit != "percent" and facts.change_pct(fact) is None) or before.year < fact.year - 1:
            yield Candidate(fact, percent, "percent", "change", before.year, f"{how}, divided by {before.key}")


def _beside_others(fact: Fact, facts: Facts, areas: Iterable[str]) -> Iterator[Candidate]:
    """A fact less, and divided by, that of another area or another part."""
    others = {
        area: facts.find(area, fact.measure, category=fact.category, year=fact.year) for area in areas if fact.area != BOARD
    }
    others |= {
        part.category: part for part in facts.by_category(fact.area, fact.measure) if fact.category and part.year == fact.year
    }
    for name, other in others.items():
        if other is None or other.suppressed or other.key == fact.key:
            continue
        unit: Unit = "points" if fact.unit == "percent" else _UNITS[fact.unit]
        how = f"{fact.key} less {other.key}"
        size = difference_as_shown(fact.value, other.value, fact.decimals, other.decimals)
        yield Candidate(fact, size, unit, "change", fact.year - 1, how, name)
        if other.value:
            how = f"{fact.key} divided by {other.key}"
            yield Candidate(fact, fact.value / other.value, "times", "change", fact.year - 1, how, name)


def _of_the_whole(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """A count as a share of its board's total, of the whole that it is a part of, or of all parts together."""
    whole = whole_of(fact.measure)
    found = [
        facts.find(fact.area, whole, year=fact.year),
        facts.find(fact.area, whole, category=fact.category, year=fact.year),
    ]
    wholes = {each.key: each.value for each in found if each is not None and each.unit == fact.unit and each.key != fact.key}
    parts = facts.by_category(fact.area, fact.measure)
    if fact in parts and not wholes:
        wholes = {f"the sum of {fact.area}.{fact.measure}": sum(part.value for part in parts)}
    total = facts.find(BOARD, fact.measure, year=fact.year)
    if total is not None and fact.area != BOARD and fact.unit in ("count", "people") and total.value > 0:
        how = f"{fact.key} divided by {total.key}"
        yield Candidate(fact, 100 * fact.value / total.value, "percent", "value", how=how, beside=BOARD)
    for name, value in wholes.items():
        if fact.unit in ("count", "people") and value > 0:
            yield Candidate(fact, 100 * fact.value / value, "percent", "value", how=f"{fact.key} divided by {name}")


def _per_adults(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """A count for every so many adults of its area."""
    adults = facts.find(fact.area, "adult_population", year=fact.year)
    if adults is not None and adults.value > 0 and fact.unit == "count":
        for per in (100, 1_000, 10_000, 100_000):
            how = f"{fact.key} divided by {adults.key}"
            yield Candidate(fact, per * fact.value / adults.value, "per", "value", how=how, per=per)
