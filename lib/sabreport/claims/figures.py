"""The figures that a number of a text may rest on: each fact, and what is reckoned from facts on the spot."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sabreport.claims.context import Kind
from sabreport.claims.number_cases import Unit
from sabreport.claims.topics import whole_of
from sabreport.facts.fact import BOARD, Fact, Facts, fact_key
from sabreport.wording.numbers import difference_as_shown

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
    cue
        What the words around the number have to say, by its name in `sabreport.claims.cues`; empty where nothing more.
    also
        The other measure that it is reckoned from, which the text has to name too.
    under
        The measure that it goes by in a text, where that is not the one of its fact.
    """

    fact: Fact
    value: float
    unit: Unit
    kind: Kind
    base: int = 0
    how: str = ""
    beside: str = ""
    per: float = 0
    below: int = 0
    cue: str = ""
    also: str = ""
    under: str = ""

    @property
    def measure(self) -> str:
        """The measure that it goes by in a text."""
        return self.under or self.fact.measure


def candidates(facts: Facts, areas: list[str]) -> Iterator[Candidate]:
    """Every figure that a number may rest on; none that disclosure control holds back."""
    for fact in facts.values():
        if fact.suppressed:
            if fact.below:
                yield Candidate(fact, 0, _UNITS[fact.unit], "value", below=fact.below)
            continue
        derived = fact.key != fact_key(fact.area, fact.measure, fact.category, "", fact.year)
        part = fact.key.split(".")[-2] if derived else ""
        kind: Kind = "change" if part in ("change", "change_pct", "target_gap") else "value"
        unit: Unit = "adults per" if fact.measure == "adults_per_concern" and not derived else _UNITS[fact.unit]
        cue = "target" if part in ("target", "target_gap") else ""
        yield Candidate(fact, fact.value, unit, kind, fact.year - 1, cue=cue)
        if not derived:
            yield from _over_time(fact, facts)
            yield from _beside_others(fact, facts, areas)
            yield from _of_the_whole(fact, facts)
            yield from _per_adults(fact, facts)
            yield from _of_another_measure(fact, facts)
            yield from _turned_round(fact, facts)
            yield from _on_average(fact, facts)
    yield from _counts_of_areas(facts, areas)


def sums_of_areas(parts: Iterable[Candidate], number: int) -> Iterator[Candidate]:
    """The sums of so many areas' candidates of one measure, part, unit and year."""
    added = [part for part in parts if part.unit in ("count", "pounds") or part.beside == BOARD]
    yield from _sums(
        number, (((part.fact.measure, part.fact.category, part.unit, part.fact.year), part.fact.area, part) for part in added)
    )


def sums_of_parts(parts: Iterable[Candidate], number: int) -> Iterator[Candidate]:
    """The sums of so many parts of a breakdown of one area, unit and year."""
    added = [part for part in parts if part.unit in ("count", "pounds", "percent")]
    yield from _sums(
        number,
        (
            ((part.fact.measure, part.fact.area, part.unit, part.fact.year, bool(part.how)), part.fact.category, part)
            for part in added
        ),
    )


def _sums(number: int, placed: Iterable[tuple[Hashable, str, Candidate]]) -> Iterator[Candidate]:
    """The sum of each group that has so many members; of two with one name, the first counts."""
    groups: dict[Hashable, dict[str, Candidate]] = {}
    for group, name, part in placed:
        groups.setdefault(group, {}).setdefault(name, part)
    for members in groups.values():
        if len(members) == number:
            first = next(iter(members.values()))
            how = " plus ".join(part.how or part.fact.key for part in members.values())
            yield Candidate(first.fact, sum(part.value for part in members.values()), first.unit, "value", how=how)


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
            if fact.unit != "percent":
                percent = 100 * (fact.value - other.value) / other.value
                yield Candidate(fact, percent, "percent", "change", fact.year - 1, f"{how}, less 1", name)


def _of_the_whole(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """A count as a share of its board's total, of the whole that it is a part of, or of all parts together."""
    whole = whole_of(fact.measure)
    found = [
        facts.find(fact.area, whole, year=fact.year),
        facts.find(fact.area, whole, category=fact.category, year=fact.year),
    ]
    wholes = {each.key: each.value for each in found if each is not None and each.unit == fact.unit and each.key != fact.key}
    parts = [part for part in facts.by_category(fact.area, fact.measure) if not _overlaps(part)]
    if fact.category and not wholes:
        wholes = {f"the sum of {fact.area}.{fact.measure}": sum(part.value for part in parts)}
    total = facts.find(BOARD, fact.measure, year=fact.year)
    if total is not None and fact.area != BOARD and fact.unit in ("count", "people") and total.value > 0:
        how = f"{fact.key} divided by {total.key}"
        yield Candidate(fact, 100 * fact.value / total.value, "percent", "value", how=how, beside=BOARD)
    for name, value in wholes.items():
        if (fact.unit in ("count", "people") or fact.inputs) and value > 0:
            yield Candidate(fact, 100 * fact.value / value, "percent", "value", how=f"{fact.key} divided by {name}")


def _is_of_people(fact: Fact) -> bool:
    """Whether a fact counts what comes in over a year: concerns, enquiries, applications and their parts."""
    return fact.unit == "count" and (
        fact.measure in _PARTS_OF or fact.measure in ("concerns", "dols_applications") or bool(fact.category)
    )


def _overlaps(part: Fact) -> bool:
    """Whether a part of a breakdown is the sum of others of the same area."""
    return any(key.startswith(f"{part.area}.") for key in part.inputs)


def _per_adults(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """A count for every so many adults of its area."""
    adults = facts.find(fact.area, "adult_population", year=fact.year)
    if adults is not None and adults.value > 0 and _is_of_people(fact):
        for per in (100, 1_000, 10_000, 100_000):
            how = f"{fact.key} divided by {adults.key}"
            yield Candidate(fact, per * fact.value / adults.value, "per", "value", how=how, per=per)


_PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "enquiries_s42": ("concerns", "enquiries_all"),
    "enquiries_other": ("concerns", "enquiries_all"),
    "enquiries_all": ("concerns",),
    "enquiries_concluded": ("enquiries_s42", "concerns"),
    "concerns_from_public": ("concerns",),
    "dols_outstanding": ("dols_applications",),
}
"""Of which other measures a measure is told as a part."""


def _of_another_measure(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """A count as a share of another measure of its area and year, and how many times it that other is."""
    for name in _PARTS_OF.get(fact.measure, ()):
        whole = facts.find(fact.area, name, year=fact.year)
        if whole is None or not whole.value or not fact.value or fact.category:
            continue
        how = f"{fact.key} divided by {whole.key}"
        for here, other in ((fact.measure, name), (name, fact.measure)):
            yield Candidate(fact, 100 * fact.value / whole.value, "percent", "value", how=how, also=other, under=here)
            turned = f"{whole.key} divided by {fact.key}"
            yield Candidate(fact, whole.value / fact.value, "times", "change", fact.year - 1, turned, also=other, under=here)
            yield Candidate(fact, whole.value / fact.value, "count", "value", how=turned, also=other, under=here, cue="for each")


def _turned_round(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """What a share leaves, and a share of a list or breakdown likewise: those not asked."""
    if fact.unit == "percent":
        yield Candidate(fact, 100 - fact.value, "percent", "value", how=f"100 less {fact.key}", cue="not")
        return
    for share in (each for each in _of_the_whole(fact, facts) if not each.beside):
        yield replace(share, value=100 - share.value, how=f"100 less {share.how}", cue="not")


def _on_average(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """A count of the year for each month, week and day, and the attendance of an event on average."""
    if fact.measure == "attendance" and not fact.category and (events := facts.find(BOARD, "events", year=fact.year)):
        yield Candidate(
            fact, fact.value / events.value, "count", "value", how=f"{fact.key} divided by {events.key}", cue="average"
        )
    for period, number in () if not _is_of_people(fact) else (("month", 12), ("week", 52), ("day", 365)):
        if fact.value > number:
            yield Candidate(fact, fact.value / number, "count", "value", how=f"{fact.key} divided by {number}", cue=f"a {period}")


def _counts_of_areas(facts: Facts, areas: list[str]) -> Iterator[Candidate]:
    """In how many areas a figure is at its target, or went up or down; and how far apart the areas are."""
    names = {fact.measure for fact in facts.shown() if fact.area != BOARD and not fact.category} if len(areas) > 1 else ()
    for name in sorted(names):
        found = [fact for area in areas if (fact := facts.find(area, name)) is not None]
        if len(found) < len(areas):
            continue
        board = replace(found[0], area=BOARD)
        gaps = [gap.value for area in areas if (gap := facts.find(area, name, derived="target_gap")) is not None]
        changes = [change.value for fact in found if (change := facts.change(fact)) is not None]
        counts = {
            "areas at target": (gaps, sum(gap >= 0 for gap in gaps)),
            "areas below target": (gaps, sum(gap < 0 for gap in gaps)),
            "areas up": (changes, sum(change > 0 for change in changes)),
            "areas down": (changes, sum(change < 0 for change in changes)),
        }
        for cue, (of, count) in counts.items():
            if of:
                how = f"the number of areas whose {name} is so"
                yield Candidate(board, count, "count", "value", how=how, cue=cue, also=name, under="areas")
        unit: Unit = "points" if board.unit == "percent" else _UNITS[board.unit]
        for year in {fact.year for fact in facts.over_years(areas[0], name)}:
            values = [fact.value for area in areas if (fact := facts.find(area, name, year=year)) is not None]
            if len(values) == len(areas):
                how = f"the highest {name} of an area less the lowest"
                yield Candidate(replace(board, year=year), max(values) - min(values), unit, "change", year - 1, how, cue="gap")
