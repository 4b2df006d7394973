"""The claims gate: what each number typed into a text rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sabreport.claim_context import (
    OTHER_YEAR,
    WRONG_YEAR,
    Place,
    Years,
    hide,
    kinds_of,
    places,
    same_direction,
    units_of,
    years_around,
)
from sabreport.claim_figures import Candidate, candidates
from sabreport.claim_topics import category_words, topics, whole_of
from sabreport.facts import BOARD
from sabreport.inputs import Inputs
from sabreport.params import Params
from sabreport.project import Project, year_label
from sabreport.written_numbers import Written, find_numbers

Status = Literal["traced", "untraced", "ignored"]
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


class ClaimFinder:
    """Finds the numbers written in texts of a board, and the figure that each rests on. Reads no file."""

    def __init__(self, inputs: Inputs, project: Project) -> None:
        self._params = inputs.params
        self._year = project.year
        self._candidates = list(candidates(inputs.facts, [area.id for area in inputs.params.areas]))
        self._topics = topics(inputs.params, inputs.facts)
        self._areas = {area.id: re.compile(rf"\b{re.escape(area.name)}\b", re.IGNORECASE) for area in inputs.params.areas}
        self._categories = category_words(inputs.facts)
        names = r"\s+(?:and|&)\s+".join(re.escape(area.name) for area in self._params.areas)
        self._joined = re.compile(names if len(self._areas) > 1 else r"(?!)", re.IGNORECASE)
        others = [member.name for member in self._params.members if "council" not in member.name.lower()]
        bodies = sorted([self._params.name, self._params.name.replace("&", "and"), *others], key=len, reverse=True)
        self._not_areas = re.compile("|".join(map(re.escape, bodies)), re.IGNORECASE)

    def find(self, text: str, chapter: str = "") -> list[Claim]:
        """Every number written in a Markdown text, in order, and what it rests on.

        Bindings (``{{ key }}``) are facts already and are passed over, as is code.

        Parameters
        ----------
        chapter
            id of the chapter that the text belongs to; read as a heading above the text.
        """
        hidden = hide(text)
        numbers = list(find_numbers(hidden))
        claims = []
        for place in places(text, hidden, numbers, chapter.replace("_", " "), self._joined):
            number = place.number
            line = text.count("\n", 0, number.start) + 1
            found = _ignored(place, self._params) or self._match(place)
            claims.append(replace(found, line=line, text=" ".join(text[number.start : number.end].split()).lstrip("# ")))
        return claims

    def _match(self, place: Place) -> Claim:
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

    def _best(self, place: Place, pool: list[Candidate]) -> tuple[int, Candidate] | None:
        """Of the candidates that equal a number as written, the one of the likeliest year, and how likely that is."""
        number = place.number
        years = years_around(place, self._year)
        ranked = []
        for candidate in pool:
            if not (number.low <= abs(candidate.value) < number.high or abs(candidate.value) == number.value):
                continue
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
        if candidate.kind == "change" and candidate.base not in (years.base or {year - 1}):
            return 0 if candidate.unit == "times" and year == self._year and candidate.base in years.bound else None
        rank = years.rank(year, self._year)
        return WRONG_YEAR if rank == OTHER_YEAR and (candidate.kind == "change" or not exact) else rank

    def _narrowed(self, place: Place, candidates: list[Candidate]) -> list[Candidate]:
        """Those of the candidates that are of the number's unit, kind, measure, category and area."""
        number = place.number
        units, kinds = units_of(place), kinds_of(place)
        pool = [c for c in candidates if c.unit in units and c.per == number.base and c.kind in kinds]
        pool = [c for c in pool if c.kind != "change" or c.beside or c.unit == "times" or same_direction(place, c.value)]
        measures = self._measures(place, {c.fact.measure for c in pool})
        pool = [c for c in pool if c.fact.measure in measures]
        areas = self._areas_named(place)
        has_area = {c.fact.measure for c in self._candidates if c.fact.area != BOARD}
        pool = [c for c in pool if not areas or c.fact.area in areas or c.fact.measure not in has_area]
        return [c for c in pool if self._category_fits(place, c) and self._beside_fits(place, c)]

    def _measures(self, place: Place, possible: set[str]) -> set[str]:
        """The measures named in the narrowest words that name any of those possible."""
        for nth, scope in enumerate(place.scopes):
            named = {name for name in possible if name in self._topics and self._names(name, place, nth)}
            if named:
                parts = {name for name in possible - named if nth == 0 and self._part_named(name, place.sentence)}
                return self._counted(place, named, scope) | parts
        return set()

    def _counted(self, place: Place, named: set[str], scope: str) -> set[str]:
        """Of the measures named, those that the noun after the number allows; of a list and a part of it, the part."""
        nouns = [match[0] for name in named if (noun := self._topics[name].noun) and (match := noun.match(place.after))]
        if nouns:
            named = {name for name in named if not self._topics[name].listed or self._topics[name].about(nouns[0])}
        if scope is not place.clause or re.search(r"\bof\s+(?:the|our|its|their|all)\s+$", place.before):
            return named
        wholes = {whole for name in named for whole in (whole_of(name), name.partition("_")[0]) if whole != name}
        return {name for name in named if name not in wholes or not self._topics[name].noun}

    def _part_named(self, measure: str, scope: str) -> bool:
        """Whether a text names a part of a breakdown; the parts of a list are named elsewhere too, and do not count."""
        if measure not in self._topics or self._topics[measure].listed:
            return False
        return any(words.search(scope) for words in self._categories.get(measure, {}).values())

    def _names(self, measure: str, place: Place, nth: int) -> bool:
        """Whether the nth scope of a number names a measure, and the scopes from there on speak of what it belongs to."""
        topic, scope = self._topics[measure], place.scopes[nth]
        if not topic.context.search(" ".join(place.scopes[nth:])):
            return False
        if topic.listed and not place.column:
            if nth > 1:
                return False
            if topic.noun and place.number.unit == "count":
                return bool(topic.noun.match(place.after))
        return bool(topic.name.search(scope)) or self._part_named(measure, scope)

    def _areas_named(self, place: Place) -> set[str]:
        """The areas that the number may be of; empty where none is named, or the board has no more than one."""
        if len(self._areas) < 2:
            return set()
        if re.search(r"\brespectively\b", place.sentence, re.IGNORECASE) and (area := self._in_turn(place)):
            return {area}
        if place.column and re.match(r"\W*(?:all|total|both|board)\b", place.clause, re.IGNORECASE):
            return {BOARD}
        here = set(self._mentions(place.clause))
        if re.search(r"\b(?:together|combined|between them|across the (?:two|board)|in total)\b", place.sentence, re.IGNORECASE):
            return {BOARD, *here}
        if re.search(r"\b(?:both|each|respectively)\b", place.sentence, re.IGNORECASE):
            return here or set(self._areas)
        for scope in (place.clause, place.before, *place.earlier, place.after, *place.headings):
            if self._joined.search(self._not_areas.sub("", scope)):
                return {BOARD}
            if mentions := self._mentions(scope):
                if scope is place.clause:
                    return set(mentions)
                found = {mentions[0] if scope is place.after else mentions[-1]}
                return found | self._area_of_heading(place) if scope in place.earlier else found
        return set()

    def _in_turn(self, place: Place) -> str:
        """The area that a number is of where numbers and areas are each told in order; empty where that cannot be told."""
        start = place.sentence.rfind(";", 0, place.at) + 1
        part = place.sentence[start:].partition(";")[0]
        areas = self._mentions(part)
        before = sum(start <= other < place.at for other, _ in place.others)
        return areas[before % len(areas)] if areas else ""

    def _area_of_heading(self, place: Place) -> set[str]:
        """The one area that the nearest heading to name any is about; empty where there is none or more."""
        named = [found for heading in place.headings if (found := set(self._mentions(heading)))]
        return named[0] if named and len(named[0]) == 1 else set()

    def _mentions(self, scope: str) -> list[str]:
        """The areas named in a text, in order."""
        scope = self._not_areas.sub("", scope)
        return [
            area for _, area in sorted((m.start(), area) for area, words in self._areas.items() for m in words.finditer(scope))
        ]

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
        if not beside or beside in self._areas:
            return not beside or bool(self._areas[beside].search(place.sentence))
        return bool(self._categories[candidate.fact.measure][beside].search(place.after))

    def _note(self, candidate: Candidate, number: Written) -> str:
        """How a figure is derived, or the binding to paste where the number is the fact itself."""
        if candidate.how:
            return candidate.how
        fact = candidate.fact
        key = fact.key.removesuffix(f".{self._year}")
        if re.sub(r"[^\d.]", "", fact.text) == f"{number.value:.10g}" and fact.value >= 0:
            return f"write {{{{ {key} }}}}"
        return f"{key} is {fact.text}"

    def _nearest(self, pool: list[Candidate], number: Written) -> str:
        """What an untraced number might have been."""
        now = [c for c in pool if c.fact.year == self._year and not c.how]
        if not now:
            return "no figure of what the sentence names is counted so"
        near = min(now, key=lambda c: abs(abs(c.value) - number.value))
        return f"no figure of what the sentence names equals it; the nearest is {near.fact.text} ({near.fact.key})"


def _last_named(words: Mapping[str, re.Pattern[str]], scope: str) -> str:
    """The part of a breakdown that a text names last, by its longest name; empty where it names none."""
    found = [(m.end(), m.end() - m.start(), name) for name, pattern in words.items() for m in pattern.finditer(scope)]
    return max(found)[2] if found else ""
