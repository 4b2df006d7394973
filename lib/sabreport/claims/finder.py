"""The claims gate: what each number typed into a text rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

from sabreport.base.project import year_label
from sabreport.claims.areas import Areas
from sabreport.claims.blocks import pieces
from sabreport.claims.context import (
    Place,
    direction_of,
    places,
    units_of,
)
from sabreport.claims.cues import is_beside, is_gap, is_time_limit, is_together, names_all_else, said
from sabreport.claims.figures import Candidate, candidates, sums_of_areas, sums_of_parts
from sabreport.claims.markup import hide, unescaped
from sabreport.claims.measures import Measures
from sabreport.claims.sources import repeated
from sabreport.claims.sums import with_sums
from sabreport.claims.written_numbers import Written, find_numbers
from sabreport.claims.years import OTHER_YEAR, WRONG_YEAR, Years, years_around
from sabreport.facts.fact import BOARD
from sabreport.facts.material import Material

Status = Literal["traced", "untraced", "ignored"]
_TARGET = re.compile(r"\btargets?\b|\bgoal\b", re.IGNORECASE)
Pools = dict[tuple[str, float, str], dict[str, list[Candidate]]]
"""Candidates by unit, by the number that they are "per", by kind, and then by measure."""


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


class ClaimFinder:
    """Finds the numbers written in texts of a board, and the figure that each rests on. Reads no file."""

    def __init__(self, material: Material) -> None:
        self._params = material.params
        self._year = material.project.year
        self._given: Pools = {}
        self._derived: Pools = {}
        facts = with_sums(material)
        self._facts = material.facts
        for each in candidates(facts, [area.id for area in material.params.areas]):
            into = self._derived if each.how else self._given
            into.setdefault((each.unit, each.per, each.kind), {}).setdefault(each.measure, []).append(each)
        self._measures = Measures(material.params, facts)
        self._areas = Areas(material.params)
        self._has_board = {fact.measure for fact in facts.shown() if fact.area == BOARD}
        self._has_area = {fact.measure for fact in material.facts.shown() if fact.area != BOARD}

    def find(self, text: str, chapter: str = "", supplied: Mapping[str, str] = MappingProxyType({})) -> list[Claim]:
        """Every number written in a Markdown text, in order, and what it rests on.

        Bindings (``{{ key }}``) are facts already and are passed over, as is code.

        Parameters
        ----------
        chapter
            id of the chapter that the text belongs to; read as a heading above the text.
        supplied
            Of a draft of the report: the sentences that it repeats, from `sabreport.claims.sources.supplied_sentences`. A
            number of one of them that rests on nothing is told where it is written, and not again.
        """
        plain = unescaped(text)
        claims, line, counted = [], 1, 0
        for piece in pieces(hide(plain), chapter.replace("_", " "), self._areas.names_one, _claims_something):
            numbers = find_numbers(piece.text)
            if not numbers:
                continue
            words = " ".join(plain[piece.start : piece.start + len(piece.text)].split())
            for place in places(piece, numbers, self._areas.joined):
                start = piece.start + place.number.start
                line += plain.count("\n", counted, start) if start > counted else -plain.count("\n", start, counted)
                counted = start
                written = " ".join(piece.text[place.number.start : place.number.end].split()).lstrip("# ")
                claim = self._ignored(place, words) or self._match(place)
                if claim.status == "untraced" and (source := repeated(words, written, supplied)):
                    claim = replace(claim, status="ignored", fact="", note=f"the sentence stands in {source}")
                claims.append(replace(claim, line=line, text=written))
        return claims

    def _ignored(self, place: Place, words: str) -> Claim | None:
        """A claim that nothing is asked of, where it is one."""
        listed = (each.reason for each in self._params.claims if " ".join(each.text.split()) in words)
        why = (
            place.number.ignored
            or (is_time_limit(place) and "a limit of time")
            or (place.piece.is_name and "the name of a row or column")
            or next(listed, "")
        )
        return Claim(0, "", place.number.value, "ignored", "", why) if why else None

    def _match(self, place: Place) -> Claim:
        """The claim that a number makes, without its line and text."""
        number = place.number
        if number.unclear:
            return Claim(0, "", number.value, "untraced", "", number.unclear)
        named = self._named(place, self._given)
        found = self._best(place, self._fitting(place, (c for c in named if _equals(number, c))))
        if found is None or found[0] >= OTHER_YEAR:
            wider = self._named(place, self._derived, self._given)
            fitting = self._fitting(place, (c for c in wider if _equals(number, c)))
            derived = self._best(place, fitting)
            if derived is None or derived[0] >= OTHER_YEAR:
                derived = self._best(place, self._together(place, wider)) or derived
            found = min(filter(None, (found, derived)), key=lambda entry: entry[0], default=None)
        if found is None:
            return Claim(0, "", number.value, "untraced", "", self._nearest(self._fitting(place, named), number))
        rank, candidate = found
        note, of_year = self._note(candidate, number), f"the figure of {year_label(candidate.fact.year)}"
        key = candidate.fact.key if candidate.fact.key in self._facts else ""
        if rank < OTHER_YEAR:
            return Claim(0, "", number.value, "traced", key, note)
        if _is_exact(number, candidate):
            return Claim(0, "", number.value, "untraced", key, f"this is {of_year}; {note}")
        nearest = self._nearest(self._fitting(place, named), number)
        return Claim(0, "", number.value, "untraced", "", f"{nearest}; it is near {of_year}: {note}")

    def _together(self, place: Place, wider: list[Candidate]) -> list[Candidate]:
        """The sums of what some areas, or some parts of a breakdown, that are told together have each."""
        areas, of_parts = self._areas.told_together(place), is_together(place) and not names_all_else(place)
        if not areas and not of_parts:
            return []
        facts_first = sorted(wider, key=lambda c: bool(c.how))
        named = [c for c in facts_first if c.kind == "value" and not c.cue and not c.also]
        found = [*self._of_areas(place, named, areas)] if areas else []
        if of_parts:  # else the names of all categories are not looked for
            found += self._of_parts(place, named)
        return [each for each in found if _equals(place.number, each)]

    def _of_areas(self, place: Place, named: list[Candidate], areas: frozenset[str]) -> Iterator[Candidate]:
        """The sums of what these areas have each."""
        of_areas = (c for c in named if c.fact.area in areas and (not c.how or c.beside == BOARD))
        return sums_of_areas([c for c in of_areas if self._measures.category_fits(place, c)], len(areas))

    def _of_parts(self, place: Place, named: list[Candidate]) -> Iterator[Candidate]:
        """The sums of those parts of each breakdown that the words around the number name, where it is some and not all."""
        here = self._areas.named(place)
        for measure, words in self._measures.categories.items():
            parts = {name for name, pattern in words.items() if pattern.search(place.clause) or pattern.search(place.before)}
            parts |= self._measures.told_together(place, measure)
            if 1 < len(parts) < len(words):
                summed = [c for c in named if c.fact.measure == measure and c.fact.category in parts and c.beside in ("", BOARD)]
                summed = [c for c in summed if not here or c.fact.area in here or measure not in self._has_area]
                yield from sums_of_parts(summed, len(parts))

    def _best(self, place: Place, pool: list[Candidate]) -> tuple[int, Candidate] | None:
        """Of the candidates that equal a number as written, the one of the likeliest year, and how likely that is."""
        if not pool:
            return None
        number = place.number
        years = years_around(place, self._year)
        ranked = []
        for candidate in pool:
            rank = self._rank(candidate, years, exact=_is_exact(number, candidate))
            if rank is not None:
                ranked.append((rank, abs(abs(candidate.value) - number.size), candidate))
        if not ranked:
            return None
        rank, _, candidate = min(ranked, key=lambda entry: entry[:2])
        return rank, candidate

    def _rank(self, candidate: Candidate, years: Years, *, exact: bool) -> int | None:
        """How well a candidate fits the years spoken of; None where it is reckoned from another year than they say."""
        year = candidate.fact.year
        is_plan = candidate.fact.measure.endswith("_for_next_year") and year == self._year
        rank = 0 if is_plan else years.rank(year, self._year)
        match candidate.kind:
            case "ratio":
                return 0 if year == self._year and candidate.base in years.bound | years.base | years.mentioned else None
            case "change":
                return self._rank_of_change(candidate, years, rank)
        return WRONG_YEAR if rank == OTHER_YEAR and not exact else rank

    def _rank_of_change(self, candidate: Candidate, years: Years, rank: int) -> int | None:
        """The same of a change, given how well its later year fits by itself."""
        year, base = candidate.fact.year, candidate.base
        if (year in years.bound and base == year - 1) or (year == self._year and base in years.bound):
            return 0
        if base not in (years.base or {year - 1, *years.spoken}):
            return None
        is_told = year == self._year or year in years.mentioned | years.bound
        return rank if is_told and rank != OTHER_YEAR else WRONG_YEAR

    def _named(self, place: Place, *tables: Pools) -> list[Candidate]:
        """The candidates of the number's unit and kind and of the measures that the words around it name."""
        keys = [(unit, place.number.base, kind) for unit in units_of(place) for kind in place.kinds]
        pools = [pool for table in tables for key in keys if (pool := table.get(key))]
        measures = self._measures.of(place, {name for pool in pools for name in pool if name in self._measures.topics})
        named = [each for pool in pools for name in sorted(measures) if name in pool for each in pool[name]]
        if _TARGET.search(place.clause):
            named += [each for pool in pools for found in pool.values() for each in found if ".target." in each.fact.key]
        return named

    def _fitting(self, place: Place, named: Iterable[Candidate]) -> list[Candidate]:
        """Those of the candidates that are of the direction, area and category that the words around the number speak of."""
        pool = list(named)
        if not pool:
            return []
        pool = [c for c in pool if said(c.cue, place) and self._also_named(place, c.also)]
        direction, areas = direction_of(place), self._areas.named(place)
        pool = [c for c in pool if c.kind != "change" or c.beside or c.unit == "times" or c.value * direction >= 0]
        pool = [c for c in pool if not areas or c.fact.area in areas or self._is_of(c.fact.measure, areas)]
        pool = [c for c in pool if c.beside != BOARD or c.fact.area in areas]
        pool = [c for c in pool if c.kind != "value" or c.cue == "not" or not self._measures.is_denied(place, c)]
        return [c for c in pool if self._measures.category_fits(place, c) and self._beside_fits(place, c)]

    def _is_of(self, measure: str, areas: set[str]) -> bool:
        """Whether a measure has no figure of an area of its own, or is said of the board and has no figure of the board."""
        return measure not in self._has_area or (BOARD in areas and measure not in self._has_board)

    def _also_named(self, place: Place, measure: str) -> bool:
        """Whether the other measure that a candidate is reckoned from is named in the sentence, one before, or what is above."""
        return not measure or any(measure in self._measures.words_of(scope.text).named for scope in place.scopes)

    def _beside_fits(self, place: Place, candidate: Candidate) -> bool:
        """Whether the other area or part that a candidate is compared with is named too."""
        beside = candidate.beside
        if beside == BOARD:
            return True
        if not beside or beside in self._areas.words:
            of_two = len(self._areas.words) == 2 and is_gap(place)
            near = (place.sentence, *(place.earlier[:1] if is_beside(place) else ()))
            return not beside or of_two or any(self._areas.words[beside].search(scope) for scope in near)
        return bool(self._measures.categories[candidate.fact.measure][beside].search(place.after))

    def _note(self, candidate: Candidate, number: Written) -> str:
        """How a figure is derived, or the binding to paste where the number is the fact itself."""
        if candidate.how:
            return candidate.how
        if candidate.below:
            return f"it is held back{' at source' if candidate.fact.at_source else ''}, and these are the kit's own words for it"
        fact = candidate.fact
        key = fact.key.removesuffix(f".{self._year}")
        if re.sub(r"[^\d.]", "", fact.text) == f"{number.size:.10g}" and fact.value >= 0:
            return f"write {{{{ {key} }}}}"
        return f"{key} is {fact.text}"

    def _nearest(self, pool: list[Candidate], number: Written) -> str:
        """What an untraced number might have been."""
        now = [c for c in pool if c.fact.year == self._year and not c.how and not c.below]
        if not now:
            return "no figure of what the sentence names is counted so"
        near = min(now, key=lambda c: abs(abs(c.value) - number.size))
        return f"no figure of what the sentence names equals it; the nearest is {near.fact.text} ({near.fact.key})"


def _equals(number: Written, candidate: Candidate) -> bool:
    """Whether a figure may be written as a number is; one that is held back, as "fewer than five" only."""
    if candidate.below:
        return number.value == number.high == candidate.below and number.low <= 0
    value = candidate.value
    return (number.value >= 0 or value < 0) and (number.low <= abs(value) < number.high or abs(value) == number.size)


def _is_exact(number: Written, candidate: Candidate) -> bool:
    """Whether a number that a figure may be written as is that figure, to the last place written, and not a rounder one."""
    return number.high - number.low <= 1 or abs(candidate.value) == number.size


def _claims_something(text: str) -> bool:
    """Whether a text has a number that says something of figures."""
    return any(not number.ignored for number in find_numbers(text))
