"""The claims gate: what each number typed into a text rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sabreport.claim_context import (
    OTHER_YEAR,
    WRONG_YEAR,
    Place,
    category_words,
    hide,
    kinds_of,
    places,
    same_direction,
    topics,
    years_around,
)
from sabreport.facts import BOARD, Fact, Facts, fact_key
from sabreport.inputs import Inputs
from sabreport.params import Params
from sabreport.project import Project, year_label
from sabreport.written_numbers import Unit, Written, find_numbers

Status = Literal["traced", "untraced", "ignored"]
_UNITS: Mapping[str, Unit] = {"people": "count", "count": "count", "percent": "percent", "points": "points", "pounds": "pounds"}
_ANY_CATEGORY = ("attendance",)


@dataclass(frozen=True)
class Claim:
    """One number of a text and what it rests on.

    Parameters
    ----------
    line
        Line of the text, from 1.
    text
        The number as written, with the word that qualifies it: ``just under two thirds``.
    value
        The number; a share or fraction as a percentage.
    status
        traced to a fact, untraced, or ignored because it claims nothing of the figures.
    fact
        Key of the fact that it rests on; empty where there is none.
    note
        How it was derived, the binding to paste instead, or what stands in the way.
    """

    line: int
    text: str
    value: float
    status: Status
    fact: str
    note: str

    def as_json(self) -> dict[str, Any]:
        """The claim as ``sabreport claims --json`` prints it."""
        return asdict(self)


@dataclass(frozen=True)
class _Candidate:
    """A figure that a number may rest on: a fact, or a derivation of facts that has no key of its own."""

    fact: Fact
    value: float
    unit: Unit
    kind: Literal["value", "change"]
    base: int = 0  # the year that a change is from
    how: str = ""  # how it is derived; empty for a fact
    also: str = ""  # an area that has to be named too
    per: float = 0  # for so many "per 1,000", the thousand


def find_claims(text: str, inputs: Inputs, project: Project, chapter: str = "") -> list[Claim]:
    """Every number written in a Markdown text, in order, and what it rests on.

    Bindings (``{{ key }}``) are facts already and are passed over, as is code. Does **not** read any file.

    Parameters
    ----------
    chapter
        id of the chapter that the text belongs to; read as a heading above the text.
    """
    hidden = hide(text)
    numbers = list(find_numbers(hidden))
    matcher = _Matcher(inputs, project)
    claims = []
    for place in places(text, hidden, numbers, chapter.replace("_", " "), matcher.joined):
        number = place.number
        line = text.count("\n", 0, number.start) + 1
        found = _ignored(place, inputs.params) or matcher.match(place)
        claims.append(replace(found, line=line, text=" ".join(text[number.start : number.end].split()).lstrip("# ")))
    return claims


def _ignored(place: Place, params: Params) -> Claim | None:
    """A claim that nothing is asked of, where it is one."""
    number = place.number
    if number.ignored:
        return Claim(0, "", number.value, "ignored", "", number.ignored)
    sentence = " ".join(place.sentence.split())
    for exception in params.claims:
        text = " ".join(exception.text.split())
        if text in sentence:
            return Claim(0, "", number.value, "ignored", "", exception.reason)
    return None


class _Matcher:
    """Finds the figure of a board that a number rests on."""

    def __init__(self, inputs: Inputs, project: Project) -> None:
        self._params = inputs.params
        self._year = project.year
        self._candidates = list(_candidates(inputs.facts, [area.id for area in inputs.params.areas]))
        self._topics = topics(inputs.params, inputs.facts)
        self._areas = {area.id: re.compile(rf"\b{re.escape(area.name)}\b", re.IGNORECASE) for area in inputs.params.areas}
        self._categories = category_words(inputs.facts)
        names = r"\s+(?:and|&)\s+".join(re.escape(area.name) for area in self._params.areas)
        self.joined = re.compile(names if len(self._areas) > 1 else r"(?!)", re.IGNORECASE)
        others = [member.name for member in self._params.members if "council" not in member.name.lower()]
        bodies = sorted([self._params.name, self._params.name.replace("&", "and"), *others], key=len, reverse=True)
        self._not_areas = re.compile("|".join(map(re.escape, bodies)), re.IGNORECASE)

    def match(self, place: Place) -> Claim:
        """The claim that a number makes, without its line and text."""
        number = place.number
        given = [candidate for candidate in self._candidates if not candidate.how]
        pool = self._narrowed(place, given)
        found = self._best(place, pool)
        if found is None or found[0] >= OTHER_YEAR:
            derived = self._best(place, self._narrowed(place, self._candidates))
            found = min(filter(None, (found, derived)), key=lambda entry: entry[0], default=None)
        if found is None:
            return Claim(0, "", number.value, "untraced", "", self._nearest(pool, number))
        rank, candidate = found
        note = self._note(candidate, number)
        if rank >= OTHER_YEAR:
            note = f"this is the figure of {year_label(candidate.fact.year)}; {note}"
        return Claim(0, "", number.value, "untraced" if rank == WRONG_YEAR else "traced", candidate.fact.key, note)

    def _best(self, place: Place, pool: list[_Candidate]) -> tuple[int, _Candidate] | None:
        """Of the candidates that equal a number as written, the one of the likeliest year, and how likely that is."""
        number = place.number
        years = years_around(place, self._year)
        ranked = []
        for candidate in pool:
            year = candidate.fact.year
            if not (number.low <= abs(candidate.value) < number.high or abs(candidate.value) == number.value):
                continue
            if candidate.kind == "change" and candidate.base not in (years.base or {year - 1}):
                continue
            rank = years.rank(year, self._year)
            if rank == OTHER_YEAR and (
                candidate.kind == "change" or (number.high - number.low > 1 and abs(candidate.value) != number.value)
            ):
                rank = WRONG_YEAR
            ranked.append((rank, abs(abs(candidate.value) - number.value), candidate))
        if not ranked:
            return None
        rank, _, candidate = min(ranked, key=lambda entry: entry[:2])
        return rank, candidate

    def _narrowed(self, place: Place, candidates: list[_Candidate]) -> list[_Candidate]:
        """Those of the candidates that are of the number's unit, kind, measure, category and area."""
        number = place.number
        pool = [c for c in candidates if c.unit == number.unit and c.per == number.base]
        pool = [c for c in pool if c.kind in kinds_of(place)]
        if pool and pool[0].unit != "times":
            pool = [c for c in pool if c.kind == "value" or c.also or same_direction(place, c.value)]
        measures = self._measures(place, {c.fact.measure for c in pool})
        pool = [c for c in pool if c.fact.measure in measures]
        areas = self._areas_named(place)
        has_area = {c.fact.measure for c in self._candidates if c.fact.area != BOARD}
        pool = [c for c in pool if not areas or c.fact.area in areas or c.fact.measure not in has_area]
        pool = [c for c in pool if not c.also or self._areas[c.also].search(place.sentence)]
        return [c for c in pool if self._category_fits(place, c)]

    def _measures(self, place: Place, possible: set[str]) -> set[str]:
        """The measures named in the narrowest words that name any of those possible."""
        scopes = place.scopes
        for nth, scope in enumerate(scopes):
            around = " ".join(scopes[nth:])
            named = {
                m
                for m in possible
                if m in self._topics and self._topics[m][1].search(scope) and self._topics[m][0].search(around)
            }
            named |= {m for m in possible for words in self._categories.get(m, {}).values() if words.search(scope)}
            if named:
                return named
        return set()

    def _areas_named(self, place: Place) -> set[str]:
        """The areas that the number may be of; empty where none is named."""
        everyone = {*self._areas, BOARD}
        if re.search(r"\b(?:both|each|respectively)\b", place.sentence, re.IGNORECASE):
            return everyone
        if re.search(r"\b(?:together|combined|between them|across the (?:two|board)|in total)\b", place.sentence, re.IGNORECASE):
            return {BOARD, *self._mentions(place.clause)}
        for scope in (place.clause, place.before, *place.earlier, place.after, *place.headings):
            if self.joined.search(self._not_areas.sub("", scope)):
                return {BOARD}
            if mentions := self._mentions(scope):
                if scope is place.clause:
                    return set(mentions)
                return {mentions[0] if scope is place.after else mentions[-1]}
        return set()

    def _mentions(self, scope: str) -> list[str]:
        """The areas named in a text, in order."""
        scope = self._not_areas.sub("", scope)
        return [
            area for _, area in sorted((m.start(), area) for area, words in self._areas.items() for m in words.finditer(scope))
        ]

    def _category_fits(self, place: Place, candidate: _Candidate) -> bool:
        """Whether the part of a breakdown named beside the number is the candidate's, or none is and it is the whole."""
        words = self._categories.get(candidate.fact.measure)
        if not words:
            return True
        category = candidate.fact.category
        if re.search(r"\b(?:each|both|every)\b", place.sentence, re.IGNORECASE):
            return True
        if not category and re.search(r"\b(?:total|altogether|in all|overall)\b", place.clause, re.IGNORECASE):
            return True
        for scope in (place.clause, place.before):
            found = sorted(
                (m.end(), m.end() - m.start(), name) for name, pattern in words.items() for m in pattern.finditer(scope)
            )
            if found:
                return category == found[-1][2]
        return not category or candidate.fact.measure in _ANY_CATEGORY

    def _note(self, candidate: _Candidate, number: Written) -> str:
        """How a figure is derived, or the binding to paste where the number is the fact itself."""
        if candidate.how:
            return candidate.how
        fact = candidate.fact
        key = fact.key.removesuffix(f".{self._year}")
        if re.sub(r"[^\d.]", "", fact.text) == f"{number.value:.10g}" and fact.value >= 0:
            return f"write {{{{ {key} }}}}"
        return f"{key} is {fact.text}"

    def _nearest(self, pool: list[_Candidate], number: Written) -> str:
        """What an untraced number might have been."""
        now = [c for c in pool if c.fact.year == self._year and not c.how]
        if not now:
            return "no figure of what the sentence names is counted so"
        near = min(now, key=lambda c: abs(abs(c.value) - number.value))
        return f"no figure of what the sentence names equals it; the nearest is {near.fact.text} ({near.fact.key})"


def _candidates(facts: Facts, areas: list[str]) -> Iterator[_Candidate]:
    """Every figure that a number may rest on."""
    for fact in facts.shown():
        derived = fact.key != fact_key(fact.area, fact.measure, fact.category, "", fact.year)
        part = fact.key.split(".")[-2] if derived else ""
        kind: Literal["value", "change"] = "change" if part in ("change", "change_pct", "target_gap") else "value"
        unit: Unit = "adults per" if fact.measure == "adults_per_concern" and not derived else _UNITS[fact.unit]
        yield _Candidate(fact, fact.value, unit, kind, fact.year - 1)
        if not derived:
            yield from _over_time(fact, facts)
            yield from _across(fact, facts, areas)


def _over_time(fact: Fact, facts: Facts) -> Iterator[_Candidate]:
    """Changes of a fact from earlier years that are no facts themselves, and how many times the earlier figure it is."""
    for before in facts.over_years(fact.area, fact.measure, fact.category):
        if before.year >= fact.year or before.suppressed or not before.value:
            continue
        how = f"{fact.key} less {before.key}"
        percent = 100 * (fact.value - before.value) / before.value
        yield _Candidate(fact, fact.value / before.value, "times", "change", before.year, f"{fact.key} divided by {before.key}")
        if before.year < fact.year - 1:
            points = fact.unit == "percent"
            size = round(fact.value) - round(before.value) if points else fact.value - before.value
            yield _Candidate(fact, size, "points" if points else _UNITS[fact.unit], "change", before.year, how)
        if (fact.unit != "percent" and facts.change_pct(fact) is None) or before.year < fact.year - 1:
            yield _Candidate(fact, percent, "percent", "change", before.year, f"{how}, divided by {before.key}")


def _across(fact: Fact, facts: Facts, areas: Iterable[str]) -> Iterator[_Candidate]:
    """A fact beside that of another area, the whole board, its whole, or the adults of its area."""
    for other in areas:
        beside = facts.find(other, fact.measure, category=fact.category, year=fact.year)
        if beside is not None and other != fact.area != BOARD:
            unit: Unit = "points" if fact.unit == "percent" else _UNITS[fact.unit]
            how = f"{fact.key} less {beside.key}"
            yield _Candidate(fact, fact.value - beside.value, unit, "change", fact.year - 1, how, also=other)
    wholes = {(BOARD, fact.measure), (fact.area, fact.measure.partition("_")[0])}
    if fact.measure == "dols_outstanding":
        wholes.add((fact.area, "dols_applications"))
    for area, name in wholes:
        whole = facts.find(area, name, year=fact.year)
        if whole is not None and whole.key != fact.key and whole.value and whole.unit == fact.unit == "count":
            yield _Candidate(fact, 100 * fact.value / whole.value, "percent", "value", how=f"{fact.key} divided by {whole.key}")
    adults = facts.find(fact.area, "adult_population", year=fact.year)
    if adults is not None and fact.unit == "count":
        for per in (100, 1_000, 10_000, 100_000):
            how = f"{fact.key} divided by {adults.key}"
            yield _Candidate(fact, per * fact.value / adults.value, "per", "value", how=how, per=per)
