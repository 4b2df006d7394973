"""Which measures, and which part of a breakdown, a number is of by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sabreport.base.small_letters import in_small, small_pattern
from sabreport.claims.context import Place, Scope, says
from sabreport.claims.cues import ELSEWHERE, is_all_of, speaks_of_else, stands_alone, summed_words
from sabreport.claims.figures import Candidate
from sabreport.claims.topics import category_words, topics, whole_of
from sabreport.facts.fact import Facts
from sabreport.settings.params import Params

_OF_THE_WHOLE = re.compile(
    r"\b(?:of\s+(?:the|our|its|their|all)|(?:keeps?|kept|retain\w*|continu\w+(?:\s+with)?)\s+(?:the|our|its|their|these))\s+$",
    re.IGNORECASE,
)
_OF_EACH = re.compile(r"\b(?:each|both|every)\b", re.IGNORECASE)
_IN_ALL = re.compile(r"\b(?:total|altogether|in all|overall)\b", re.IGNORECASE)
_QUOTED = re.compile(r'["“]([^"“”]+)["”]')
_ANY_CATEGORY = ("attendance",)
_DENIED = re.compile(
    r"(?:\b(?:not|never|nor|neither|without|no longer)|n[’']t)(?:\s+(?:yet|been|being|be|have|had|ever|fully|at|in|by|from|of|the"
    r"|an?|their))*\s+$",
    re.IGNORECASE,
)
"""Stands before words of which the opposite is said: "not yet", "were not in their"."""
_LISTED = re.compile(r"\s*(?:,\s*and\b|,|\band\b|&|\bplus\b|\+)\s*(?:(?:the|our|for|on|of)\s+)*", re.IGNORECASE)
"""What stands between two of a list."""
_NO = re.compile(r"\b(?:not|never|nor|neither|without|no longer)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Words:
    """The measures that a text names, those whose subject it speaks of, and those that it names a part of."""

    named: frozenset[str]
    context: frozenset[str]
    parts: frozenset[str]


class Measures:
    """The measures and breakdowns of a board, and the words that each goes by."""

    def __init__(self, params: Params, facts: Facts) -> None:
        self.topics = topics(params, facts)
        self.categories = category_words(facts, also=_short_names(params))
        places = frozenset(word for area in params.areas for word in re.findall(r"[a-z]{4,}", area.name.lower()))
        self._listed = frozenset(name for name, topic in self.topics.items() if topic.listed)
        self._figures = frozenset(name for name in self.topics if name not in self._listed)
        self._nouned = frozenset(name for name, topic in self.topics.items() if topic.listed and topic.noun)
        figures = {name: parts.values() for name, parts in category_words(facts, places).items() if name in self._figures}
        self._by_name = _one_search_each((topic.name.pattern, name) for name, topic in self.topics.items())
        self._by_context = _one_search_each((topic.context.pattern, name) for name, topic in self.topics.items())
        self._by_parts = _one_search_each(("|".join(each.pattern for each in parts), name) for name, parts in figures.items())
        nouns = [topic.noun.pattern for topic in self.topics.values() if topic.noun]
        self._any_noun = re.compile("|".join(nouns) or "(?!)", re.IGNORECASE)
        self._seen: dict[str, _Words] = {}
        self._parts_named: dict[tuple[str, str], str] = {}

    def of(self, place: Place, possible: set[str]) -> set[str]:
        """The measures named in the narrowest words that name any of those possible."""
        if speaks_of_else(place):
            return set()
        scopes = self._scopes(place)
        words = [self.words_of(scope.text) for scope in scopes]
        spoken: set[str] = set()
        around = [spoken := spoken | (possible & each.context) for each in reversed(words)][::-1]
        for nth, scope in enumerate(scopes):
            named = around[nth] & words[nth].named
            if not place.is_cell:
                named = self._in_prose(place, scope, words[nth], around[nth], possible)
            if scope.is_wide and ELSEWHERE.search(place.clause):
                return set()
            if not named:
                continue
            if scope.is_wide:  # what was spoken of before may go on
                named |= {whole_of(name) for name in named} & around[nth] & self._figures
                return self._counted(place, self._of_nearest_list(named, words), scope.text)
            if nth:  # the sentence names it after the number only: it may go on from the one before
                named |= self._gone_on(place, possible)
            beside = self._listed_before(place, possible)
            if nth == 0:
                beside |= (possible & self.words_of(place.sentence).parts) - named
                beside |= self._quoted(place, around[0] & words[1].named)
            return self._counted(place, self._of_nearest_list(named, words), scope.text) | beside
        return set()

    def _in_prose(self, place: Place, scope: Scope, words: _Words, around: set[str], possible: set[str]) -> set[str]:
        """The measures of those `around` that some words name for a number in running text.

        A list is not named from afar, and where something is counted by its noun alone.
        """
        counted = self._nouned if place.number.unit == "count" else frozenset[str]()
        named = {name for name in around & words.named if name not in self._listed or not (scope.is_wide or name in counted)}
        if not scope.is_wide:
            named |= self._before_noun(place, possible) & counted & around
            if counted and is_all_of(place):  # "six of the nine are mandatory"
                named |= possible & {whole_of(name) for name in words.named & self._listed}
        if scope.text in place.earlier[:1]:
            named |= self._listed_before(place, possible)
        return named

    def _before_noun(self, place: Place, possible: set[str]) -> set[str]:
        """The measures whose noun stands right after the number."""
        if not self._any_noun.match(place.after):
            return set()
        return {name for name in possible if (noun := self.topics[name].noun) and noun.match(place.after)}

    def _quoted(self, place: Place, listed: set[str]) -> set[str]:
        """The lists of which a part is quoted: "most in need of work: “Autism awareness” (two agencies)"."""
        quoted = set(_QUOTED.findall(place.clause)) if not place.is_cell else set()
        return {name for name in listed & self._listed if not quoted.isdisjoint(self.categories.get(name, ()))}

    def _scopes(self, place: Place) -> list[Scope]:
        """The words to look in, narrowest first; what "it" stands for is named in the sentence before."""
        found = list(place.scopes)
        if place.begins_with_pronoun and not self.words_of(place.before).named:
            found.sort(key=lambda scope: 0 if scope.text is place.clause else 1 if scope.text in place.earlier[:1] else 2)
        return found

    def _gone_on(self, place: Place, possible: set[str]) -> set[str]:
        """The figures spoken of in the sentence before, where nothing before the number in its own names any."""
        before = self.words_of(place.before)
        if place.is_cell or not place.earlier or before.named & before.context & self._figures:
            return set()
        return possible & self._figures & self.words_of(place.earlier[0]).named

    def _listed_before(self, place: Place, possible: set[str]) -> set[str]:
        """The lists that the sentence before counts, for a number with no noun after it: "the second theme has five"."""
        if place.is_cell or place.number.unit != "count" or not stands_alone(place) or not place.earlier:
            return set()
        return possible & self._nouned & self.words_of(place.earlier[0]).named

    def _of_nearest_list(self, named: set[str], words: list[_Words]) -> set[str]:
        """Of parts of several lists that go by the same word, such as "complete", those of the list named nearest."""
        wholes = {name: whole for name in named & self._listed if (whole := whole_of(name)) in self._nouned and whole != name}
        nearest = next((near for each in words if (near := each.named & set(wholes.values()))), None)
        return named if nearest is None else {name for name in named if wholes.get(name, "") in ("", *nearest)}

    def _counted(self, place: Place, named: set[str], scope: str) -> set[str]:
        """Of the measures named, those that the noun after the number allows; of a list and a part of it, the part."""
        nouns = {name: match[0] for name in named if (noun := self.topics[name].noun) and (match := noun.match(place.after))}
        if nouns:
            first = next(iter(nouns.values()))
            named = {name for name in named if name in nouns or name not in self._listed or self.topics[name].about(first)}
        if scope is not place.clause or _OF_THE_WHOLE.search(place.lead) or is_all_of(place):
            return named
        told = {name for name in named if name not in self._listed or self.topics[name].name.search(place.close_by)}
        wholes = {whole for name in told for whole in (whole_of(name), name.partition("_")[0]) if whole != name}
        return {name for name in named if name not in wholes or not self.topics[name].noun}

    def words_of(self, scope: str) -> _Words:
        """The measures that a text names; remembered, for the same text stands around many numbers."""
        if scope not in self._seen:
            small = in_small(scope)
            named = frozenset(name for words, names in self._by_name.items() if words.search(small) for name in names)
            context = frozenset(name for words, names in self._by_context.items() if words.search(small) for name in names)
            parts = frozenset(name for words, names in self._by_parts.items() if words.search(small) for name in names)
            self._seen[scope] = _Words(named | parts, context, parts)
        return self._seen[scope]

    def category_fits(self, place: Place, candidate: Candidate) -> bool:
        """Whether the part of a breakdown named beside the number is the candidate's, or none is and it is the whole."""
        measure, category = candidate.fact.measure, candidate.fact.category
        words = self.categories.get(measure)
        if not words:
            return True
        if says(_OF_EACH, place.sentence):
            return not self.topics[measure].listed or bool(category and words[category].search(place.sentence))
        if not category and says(_IN_ALL, place.clause):
            return True
        if category and category in self.told_together(place, measure):
            return False
        compared = candidate.beside in words
        for scope in (place.before,) if compared else (place.clause, place.before):
            if found := self._last_named(measure, scope):
                return category == found
        for heading in place.headings[:1]:
            if found := next((name for name in words if name.lower() in heading.lower()), ""):
                return category == found
        for scope in place.earlier:
            if found := self._last_named(measure, scope):
                return category in ("", found)
        return not category or measure in _ANY_CATEGORY

    def told_together(self, place: Place, measure: str) -> set[str]:
        """The parts of a breakdown that are listed as those whose sum a number is: "staffing and reviews together"."""
        words = summed_words(place)
        parts = self.categories[measure].items() if words else ()
        found = sorted((*match.span(), name) for name, pattern in parts for match in pattern.finditer(words))
        pairs = [(one, other) for one in found for other in found if _LISTED.fullmatch(words, one[1], other[0])]
        return {name for pair in pairs for *_, name in pair}

    def is_denied(self, place: Place, candidate: Candidate) -> bool:
        """Whether the clause says that its number is of those who are not what the candidate counts."""
        if not says(_NO, place.clause):
            return False
        called = {candidate.measure}
        if candidate.also:  # a share of another measure, which words of a third may say
            called |= (self.words_of(place.clause).named & self._figures) - {candidate.also}
        names = [self.topics[name].name for name in called if name in self.topics]
        parts = self.categories.get(candidate.fact.measure, {})
        names += [parts[candidate.fact.category]] if candidate.fact.category in parts else []
        return any(_DENIED.search(place.clause, 0, match.start()) for name in names for match in name.finditer(place.clause))

    def _last_named(self, measure: str, scope: str) -> str:
        """The part of a breakdown that a text names last, by its longest name; empty where it names none; remembered."""
        key = measure, scope
        if key not in self._parts_named:
            parts = self.categories[measure].items()
            found = [(m.end(), m.end() - m.start(), name) for name, pattern in parts for m in pattern.finditer(scope)]
            self._parts_named[key] = max(found)[2] if found else ""
        return self._parts_named[key]


def _one_search_each(found: Iterable[tuple[str, str]]) -> dict[re.Pattern[str], list[str]]:
    """The measures that each pattern is of, for a text in small letters: many go by the same words, looked for once."""
    measures: dict[str, list[str]] = {}
    for words, name in found:
        measures.setdefault(words, []).append(name)
    return {small_pattern(words): names for words, names in measures.items()}


def _short_names(params: Params) -> Mapping[str, str]:
    """What members go by, by their names."""
    return {member.name: member.short_name for member in params.members if member.short_name}
