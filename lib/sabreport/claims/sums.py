"""Sums and counts that no fact holds and that a text names as readily as a fact: the areas' total of a part, all reviews."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from sabreport.facts.fact import BOARD, Fact, Facts, fact_key
from sabreport.facts.material import Material

_ENQUIRIES = ("enquiries_s42", "enquiries_other")
_AGE = re.compile(r"(?P<low>\d+)\W*(?:(?:to|and|or)?\W*(?P<high>\d+)|.*(?:over|above|older|plus|\+))?")
_KINDS = {
    "all councils": r"\bcouncils?\b",
    "all NHS bodies": r"\bNHS\b|\bCCGs?\b",
    "all CCGs": r"\bCCGs?\b",
    "all care homes": r"^care home",
}
"""What several parts of a breakdown are called together, and what each of them has in its name."""


def with_sums(material: Material) -> Facts:
    """The facts, and with them what is added up or counted from them on the spot; nothing from one that is held back."""
    found = [*material.facts.values()]
    for step in (_of_breakdowns, _over_kinds, _over_ages, _over_areas, _all_enquiries, _reviews):
        found += step(material, found)
    return Facts(found, material.facts.year)


def _given(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that are figures themselves, and no change or share of one."""
    return (fact for fact in facts if fact.key == fact_key(fact.area, fact.measure, fact.category, "", fact.year))


def _sum(parts: Sequence[Fact], area: str, measure: str, category: str) -> Fact:
    """The sum of several facts as a fact; none is held back."""
    year = parts[0].year
    keys = tuple(part.key for part in parts)
    return replace(
        parts[0],
        key=fact_key(area, measure, category, "", year),
        area=area,
        measure=measure,
        category=category,
        value=sum(part.value for part in parts),
        source=None,
        formula="the sum of " + ", ".join(keys),
        inputs=keys,
    )


def _named(fact: Fact, area: str | None = None, measure: str | None = None, category: str | None = None) -> tuple[str, str, str]:
    """The area, measure and category of a fact, save those given."""
    given = (fact.area, area), (fact.measure, measure), (fact.category, category)
    return tuple(own if other is None else other for own, other in given)  # type: ignore[return-value]  # three


def _sums(facts: Iterable[Fact], named: Callable[[Fact], tuple[str, str, str]], least: int = 2) -> Iterator[Fact]:
    """The sum of the facts of each year that have one name: an area, a measure and a category."""
    groups = defaultdict[tuple[str, str, str, int], list[Fact]](list)
    for fact in _given(facts):
        groups[(*named(fact), fact.year)].append(fact)
    for (area, measure, category, _), parts in groups.items():
        if len(parts) >= least and not any(part.suppressed for part in parts):
            yield _sum(parts, area, measure, category)


def _over_areas(material: Material, facts: list[Fact]) -> Iterator[Fact]:
    """Each part of a breakdown over all areas, where every area has it."""
    parts = [fact for fact in facts if fact.area != BOARD and fact.category and fact.unit in ("count", "people")]
    return _sums(parts, partial(_named, area=BOARD), max(len(material.params.areas), 2))


def _over_kinds(material: Material, facts: list[Fact]) -> Iterator[Fact]:
    """What parts of one kind come to together: what all councils paid."""
    for kind, pattern in _KINDS.items():
        of_kind = [fact for fact in facts if fact.measure != "attendance" and re.search(pattern, fact.category, re.IGNORECASE)]
        yield from _sums(of_kind, partial(_named, category=kind))


def _over_ages(material: Material, facts: list[Fact]) -> Iterator[Fact]:
    """Age groups from each age on, and up to each."""
    ages = [fact for fact in facts if fact.measure == "age" and _AGE.match(fact.category)]
    lows = sorted({_low(fact) for fact in ages})
    for age in lows[1:]:
        yield from _sums([fact for fact in ages if _low(fact) >= age], partial(_named, category=f"{age} and over"))
        yield from _sums([fact for fact in ages if _low(fact) < age], partial(_named, category=f"under {age}"))


def _low(fact: Fact) -> int:
    """The youngest of an age group."""
    found = _AGE.match(fact.category)
    return int(found["low"]) if found else 0


def _of_breakdowns(material: Material, facts: list[Fact]) -> Iterator[Fact]:
    """All that a breakdown by place or source tells of: the concluded enquiries."""
    of_place = [fact for fact in facts if fact.measure == "location" and not fact.inputs]
    yield from _sums(of_place, partial(_named, measure="enquiries_concluded", category=""))


def _all_enquiries(material: Material, facts: list[Fact]) -> Iterator[Fact]:
    """Section 42 and other enquiries together."""
    return _sums([fact for fact in facts if fact.measure in _ENQUIRIES], partial(_named, measure="enquiries_all"))


def _reviews(material: Material, facts: list[Fact]) -> Iterator[Fact]:
    """The reviews of the list, and those that section 44 required or not."""
    sars = material.tables.by_name.get("sars")
    begun = material.facts.find(BOARD, "reviews_begun")
    if sars is None or begun is None:
        return
    criteria = sars.rows["criterion"]
    counts = {"reviews": len(criteria)} | {f"reviews_{each}": int((criteria == each).sum()) for each in criteria.unique()}
    for name, count in counts.items():
        yield replace(begun, key=fact_key(BOARD, name, "", "", begun.year), measure=name, value=float(count))
