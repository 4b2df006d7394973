"""The claims gate: what each number typed into a text rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

from sabreport.claim_areas import Areas
from sabreport.claim_blocks import hide, pieces, unescaped
from sabreport.claim_context import COUNTS_ELSE, ELSEWHERE, Place, direction_of, kinds_of, places, units_of
from sabreport.claim_figures import Candidate, candidates
from sabreport.claim_sources import repeated
from sabreport.claim_topics import category_words, topics, whole_of
from sabreport.claim_years import OTHER_YEAR, WRONG_YEAR, Years, years_around
from sabreport.facts import BOARD
from sabreport.inputs import Inputs
from sabreport.project import Project, year_label
from sabreport.written_numbers import Written, find_numbers

Status = Literal["traced", "untraced", "ignored"]
_OF_THE_WHOLE = re.compile(
    r"\b(?:of\s+(?:the|our|its|their|all)|(?:keeps?|kept|retain\w*|continu\w+(?:\s+with)?)\s+(?:the|our|its|their|these))\s+$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\btargets?\b|\bgoal\b", re.IGNORECASE)
Pools = dict[tuple[str, float, str], dict[str, list[Candidate]]]
"""Candidates by unit, by the number that they are "per", by kind, and then by measure."""
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
class _Words:
    """The measures that a text names, those whose subject it speaks of, and those that it names a part of."""

    named: frozenset[str]
    context: frozenset[str]
    parts: frozenset[str]


class ClaimFinder:
    """Finds the numbers written in texts of a board, and the figure that each rests on. Reads no file."""

    def __init__(self, inputs: Inputs, project: Project) -> None:
        self._params = inputs.params
        self._year = project.year
        self._given: Pools = {}
        self._derived: Pools = {}
        for each in candidates(inputs.facts, [area.id for area in inputs.params.areas]):
            into = self._derived if each.how else self._given
            into.setdefault((each.unit, each.per, each.kind), {}).setdefault(each.fact.measure, []).append(each)
        self._topics = topics(inputs.params, inputs.facts)
        self._areas = Areas(inputs.params)
        self._categories = category_words(inputs.facts)
        places = frozenset(word for area in inputs.params.areas for word in re.findall(r"[a-z]{4,}", area.name.lower()))
        self._parts = category_words(inputs.facts, places)
        self._has_board = {fact.measure for fact in inputs.facts.shown() if fact.area == BOARD}
        self._has_area = {fact.measure for fact in inputs.facts.shown() if fact.area != BOARD}
        self._listed = frozenset(name for name, topic in self._topics.items() if topic.listed)
        self._figures = frozenset(name for name in self._topics if name not in self._listed)
        self._nouned = frozenset(name for name, topic in self._topics.items() if topic.listed and topic.noun)
        self._seen: dict[str, _Words] = {}

    def find(self, text: str, chapter: str = "", supplied: Mapping[str, str] = MappingProxyType({})) -> list[Claim]:
        """Every number written in a Markdown text, in order, and what it rests on.

        Bindings (``{{ key }}``) are facts already and are passed over, as is code.

        Parameters
        ----------
        chapter
            id of the chapter that the text belongs to; read as a heading above the text.
        supplied
            Of a draft of the report: the sentences that it repeats, from `sabreport.claim_sources.supplied_sentences`. A
            number of one of them that rests on nothing is told where it is written, and not again.
        """
        plain = unescaped(text)
        claims, line, counted = [], 1, 0
        for piece in pieces(hide(plain), chapter.replace("_", " "), self._areas.names_one, _claims_something):
            numbers = list(find_numbers(piece.text))
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
        number = place.number
        if number.ignored:
            return Claim(0, "", number.value, "ignored", "", number.ignored)
        if place.piece.is_name:
            return Claim(0, "", number.value, "ignored", "", "the name of a row or column")
        for exception in self._params.claims:
            if " ".join(exception.text.split()) in words:
                return Claim(0, "", number.value, "ignored", "", exception.reason)
        return None

    def _match(self, place: Place) -> Claim:
        """The claim that a number makes, without its line and text."""
        number = place.number
        named = self._named(place, self._given)
        found = self._best(place, self._fitting(place, (c for c in named if _equals(number, c))))
        if found is None or found[0] >= OTHER_YEAR:
            wider = self._named(place, self._derived, self._given)
            derived = self._best(place, self._fitting(place, (c for c in wider if _equals(number, c))))
            found = min(filter(None, (found, derived)), key=lambda entry: entry[0], default=None)
        if found is None:
            return Claim(0, "", number.value, "untraced", "", self._nearest(self._fitting(place, named), number))
        rank, candidate = found
        note = self._note(candidate, number)
        if rank >= OTHER_YEAR:
            note = f"this is the figure of {year_label(candidate.fact.year)}; {note}"
        return Claim(0, "", number.value, "untraced" if rank == WRONG_YEAR else "traced", candidate.fact.key, note)

    def _best(self, place: Place, pool: list[Candidate]) -> tuple[int, Candidate] | None:
        """Of the candidates that equal a number as written, the one of the likeliest year, and how likely that is."""
        number = place.number
        years = years_around(place, self._year)
        ranked = []
        for candidate in pool:
            rank = self._rank(candidate, years, exact=number.high - number.low <= 1 or abs(candidate.value) == number.value)
            if rank is not None:
                ranked.append((rank, abs(abs(candidate.value) - number.value), candidate))
        if not ranked:
            return None
        rank, _, candidate = min(ranked, key=lambda entry: entry[:2])
        return rank, candidate

    def _rank(self, candidate: Candidate, years: Years, *, exact: bool) -> int | None:
        """How well a candidate fits the years spoken of; None where it is reckoned from another year than they say."""
        year = candidate.fact.year
        if candidate.kind == "ratio":
            return 0 if year == self._year and candidate.base in years.bound | years.base else None
        if candidate.kind == "change" and year == self._year and candidate.base in years.bound:
            return 0
        if candidate.kind == "change" and candidate.base not in (years.base or {year - 1, *years.spoken}):
            return None
        if candidate.fact.measure.endswith("_for_next_year") and year == self._year:
            return 0
        rank = years.rank(year, self._year)
        return WRONG_YEAR if rank == OTHER_YEAR and (candidate.kind == "change" or not exact) else rank

    def _named(self, place: Place, *tables: Pools) -> list[Candidate]:
        """The candidates of the number's unit and kind and of the measures that the words around it name."""
        keys = [(unit, place.number.base, kind) for unit in units_of(place) for kind in kinds_of(place)]
        pools = [pool for table in tables for key in keys if (pool := table.get(key))]
        measures = self._measures(place, {name for pool in pools for name in pool if name in self._topics})
        named = [each for pool in pools for name in measures if name in pool for each in pool[name]]
        if _TARGET.search(place.clause):
            named += [each for pool in pools for found in pool.values() for each in found if ".target." in each.fact.key]
        return named

    def _fitting(self, place: Place, named: Iterable[Candidate]) -> list[Candidate]:
        """Those of the candidates that are of the direction, area and category that the words around the number speak of."""
        pool = list(named)
        if not pool:
            return []
        direction, areas = direction_of(place), self._areas.named(place)
        pool = [c for c in pool if c.kind != "change" or c.beside or c.unit == "times" or c.value * direction >= 0]
        pool = [c for c in pool if not areas or c.fact.area in areas or self._is_of(c.fact.measure, areas)]
        pool = [c for c in pool if c.beside != BOARD or c.fact.area in areas]
        return [c for c in pool if self._category_fits(place, c) and self._beside_fits(place, c)]

    def _is_of(self, measure: str, areas: set[str]) -> bool:
        """Whether a measure has no figure of an area of its own, or is said of the board and has no figure of the board."""
        return measure not in self._has_area or (BOARD in areas and measure not in self._has_board)

    def _measures(self, place: Place, possible: set[str]) -> set[str]:
        """The measures named in the narrowest words that name any of those possible."""
        if place.number.unit == "count" and not place.is_cell and COUNTS_ELSE.match(place.after):
            return set()
        words = [self._words_of(scope) for scope in place.scopes]
        before_noun = {name for name in possible if (noun := self._topics[name].noun) and noun.match(place.after)}
        spoken: set[str] = set()
        around = [spoken := spoken | (possible & each.context) for each in reversed(words)][::-1]
        for nth, scope in enumerate(place.scopes):
            named = around[nth] & words[nth].named
            if not place.is_cell:
                counted = self._nouned if place.number.unit == "count" else frozenset[str]()
                named = {name for name in named if name not in self._listed or (nth <= 1 and name not in counted)}
                named |= before_noun & counted & around[nth] if nth <= 1 else set()
            if nth > 1 and ELSEWHERE.search(place.clause):
                return set()
            if named:
                if nth > 1:  # what was spoken of before may go on
                    named = named | ({whole_of(name) for name in named} & around[nth] & self._figures)
                parts = possible & self._words_of(place.sentence).parts - named if nth == 0 else frozenset[str]()
                if nth == 0 and not place.is_cell:  # "most in need of work: "Autism awareness" (two agencies)"
                    parts |= {
                        name
                        for name in around[0] & words[1].named & self._listed
                        if any(f'"{category}"' in place.clause for category in self._categories.get(name, ()))
                    }
                return self._counted(place, named, scope) | parts
        return set()

    def _counted(self, place: Place, named: set[str], scope: str) -> set[str]:
        """Of the measures named, those that the noun after the number allows; of a list and a part of it, the part."""
        nouns = {name: match[0] for name in named if (noun := self._topics[name].noun) and (match := noun.match(place.after))}
        if nouns:
            first = next(iter(nouns.values()))
            named = {name for name in named if name in nouns or name not in self._listed or self._topics[name].about(first)}
        if scope is not place.clause or _OF_THE_WHOLE.search(place.lead):
            return named
        wholes = {whole for name in named for whole in (whole_of(name), name.partition("_")[0]) if whole != name}
        return {name for name in named if name not in wholes or not self._topics[name].noun}

    def _words_of(self, scope: str) -> _Words:
        """The measures that a text names; remembered, for the same text stands around many numbers."""
        if scope not in self._seen:
            listed, topics = self._listed, self._topics
            parts = frozenset(
                name
                for name, parts in self._parts.items()
                if name in topics and name not in listed and any(each.search(scope) for each in parts.values())
            )
            named = frozenset(name for name, topic in topics.items() if topic.name.search(scope))
            context = frozenset(name for name, topic in topics.items() if topic.context.search(scope))
            self._seen[scope] = _Words(named | parts, context, parts)
        return self._seen[scope]

    def _category_fits(self, place: Place, candidate: Candidate) -> bool:
        """Whether the part of a breakdown named beside the number is the candidate's, or none is and it is the whole."""
        measure, category = candidate.fact.measure, candidate.fact.category
        words = self._categories.get(measure)
        if not words:
            return True
        if re.search(r"\b(?:each|both|every)\b", place.sentence, re.IGNORECASE):
            return not self._topics[measure].listed or bool(category and words[category].search(place.sentence))
        if not category and re.search(r"\b(?:total|altogether|in all|overall)\b", place.clause, re.IGNORECASE):
            return True
        compared = candidate.beside in words
        for scope in (place.before,) if compared else (place.clause, place.before):
            if found := _last_named(words, scope):
                return category == found
        for heading in place.headings[:1]:
            if found := next((name for name in words if name.lower() in heading.lower()), ""):
                return category == found
        for scope in place.earlier:
            if found := _last_named(words, scope):
                return category in ("", found)
        return not category or measure in _ANY_CATEGORY

    def _beside_fits(self, place: Place, candidate: Candidate) -> bool:
        """Whether the other area or part that a candidate is compared with is named too."""
        beside = candidate.beside
        if beside == BOARD:
            return True
        if not beside or beside in self._areas.words:
            return not beside or bool(self._areas.words[beside].search(place.sentence))
        return bool(self._categories[candidate.fact.measure][beside].search(place.after))

    def _note(self, candidate: Candidate, number: Written) -> str:
        """How a figure is derived, or the binding to paste where the number is the fact itself."""
        if candidate.how:
            return candidate.how
        if candidate.below:
            return "it is held back, and these are the kit's own words for it"
        fact = candidate.fact
        key = fact.key.removesuffix(f".{self._year}")
        if re.sub(r"[^\d.]", "", fact.text) == f"{number.value:.10g}" and fact.value >= 0:
            return f"write {{{{ {key} }}}}"
        return f"{key} is {fact.text}"

    def _nearest(self, pool: list[Candidate], number: Written) -> str:
        """What an untraced number might have been."""
        now = [c for c in pool if c.fact.year == self._year and not c.how and not c.below]
        if not now:
            return "no figure of what the sentence names is counted so"
        near = min(now, key=lambda c: abs(abs(c.value) - number.value))
        return f"no figure of what the sentence names equals it; the nearest is {near.fact.text} ({near.fact.key})"


def _equals(number: Written, candidate: Candidate) -> bool:
    """Whether a figure may be written as a number is; one that is held back, as "fewer than five" only."""
    if candidate.below:
        return number.value == number.high == candidate.below and number.low <= 0
    value = candidate.value
    return number.low <= abs(value) < number.high or abs(value) == number.value


def _claims_something(text: str) -> bool:
    """Whether a text has a number that says something of figures."""
    return any(not number.ignored for number in find_numbers(text))


def _last_named(words: Mapping[str, re.Pattern[str]], scope: str) -> str:
    """The part of a breakdown that a text names last, by its longest name; empty where it names none."""
    found = [(m.end(), m.end() - m.start(), name) for name, pattern in words.items() for m in pattern.finditer(scope)]
    return max(found)[2] if found else ""
