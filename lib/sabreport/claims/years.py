"""The years that the words around a number speak of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from sabreport.claims.context import CLAUSE_END, DIRECTION, Place
from sabreport.claims.number_forms import number_of

OTHER_YEAR, WRONG_YEAR = 2, 3

_EARLIER_BEFORE = re.compile(
    r"\b(?:from|compared (?:with|to)|(?<!selves )(?<!itself )(?<!measured )(?<!assessed )against|than|(?:up|down|increase"
    r"|decrease|rise|drop|fall|advance) on)\s+$",
    re.IGNORECASE,
)
_BASE_BEFORE = re.compile(
    r"\b(?:than|from|since|on|against|compared (?:with|to)|versus)\s+(?:in\s+|during\s+|that of\s+)?(?:(?:the|a|one)\s+)?$", re.I
)
_BESIDE_AFTER = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:for|in|at|among|from)\s+(?!20\d\d|the\s+(?:previous|year)|last|[A-Z][a-z]+\s+20\d\d)"
)
"""After a number that is compared with: what else than another year it is of."""
_OVER_TIME = re.compile(r"\b(?:over|in|during) (?:the|that|this|these) (?:period|time|years)\b|\bsince then\b", re.IGNORECASE)
_RIGHT_BEFORE = re.compile(r"\s*(?:\(|:|['’]s(?:\s+(?:figure|total|level|rate|number|share)\s+of)?)\s*\(?", re.IGNORECASE)
"""What stands between a year and the number that is of it: "more than in 2018-19 (4,810)", "last year's 32%"."""
_MONTHS = tuple(calendar.month_name[1:])
_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)"
_YEARS = re.compile(
    r"\b(?P<financial>(?:19|20)\d\d)\s?[-–/]\s?(?:20)?\d\d\b|\b(?P<month>"
    + "|".join(_MONTHS)
    + r")\s+(?P<of>20\d\d)\b|(?<!\bAct )(?<!Regulations )\b(?P<bare>20\d\d)\b"
    rf"|\b(?:(?P<run>{_FEW}) (?:(?:previous|preceding|earlier|prior|consecutive) years|years (?:in a row|running))"
    rf"|(?:previous|preceding|past"
    rf"|last) (?P<past>{_FEW}) years)\b"
    rf"|\b(?:(?P<ago>{_FEW}) years (?:ago|earlier|before(?! last))|(?:in|over|within|during|across) (?:the (?:last"
    rf"|past) )?(?P<span>{_FEW}) years)\b"
    r"|\b(?:since |back |were |was |by |than )(?P<then>then)\b|\b(?P<prior>last year|than last(?= \()|(?:previous|prior"
    r"|preceding) year"
    r"|year (?:before|earlier|ago)|twelve months (?:before|earlier|ago))\b"
    r"|\b(?P<now>this year|(?:in|during|over) the year(?! (?:before|earlier|to|that))|the (?:current|reporting) year)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Years:
    """The years that the words around a number speak of, each by its end.

    Parameters
    ----------
    bound
        What the number is said to be of.
    base
        What its change is said to be from.
    mentioned
        All that the sentence names and that may be the number's.
    clear
        Whether the sentence, or its heading, claims the reported year and no other, or sets the number against an earlier one.
    spoken
        All that the sentence names.
    """

    bound: frozenset[int]
    base: frozenset[int]
    mentioned: frozenset[int]
    clear: bool
    spoken: frozenset[int] = frozenset()

    def rank(self, year: int, reported: int) -> int:
        """How well the figure of a year fits: 0 best."""
        if self.bound:
            return 0 if year in self.bound else WRONG_YEAR
        if year == reported:
            return 0
        if year in self.mentioned or (self.mentioned and min(self.mentioned) < year < reported):  # told year by year
            return 1
        return WRONG_YEAR if self.clear else OTHER_YEAR


@dataclass(frozen=True)
class _Named:
    """A year that the sentence of a number names, where it stands to it."""

    place: Place
    match: re.Match[str]

    @property
    def is_before(self) -> bool:
        """Whether it stands before the number."""
        return self.match.end() <= self.place.at

    @property
    def is_after(self) -> bool:
        """Whether it stands after the number."""
        return self.match.start() >= self.place.end

    @cached_property
    def is_near(self) -> bool:
        """Whether no other number stands between."""
        left, right = sorted([(self.place.at, self.place.end), self.match.span()])
        return not any(left[1] <= start and end <= right[0] for start, end in self.place.others)

    @cached_property
    def owner(self) -> int | None:
        """Where the other number begins that it belongs to alone, if there is one."""
        return _owner(self.place, self.match.start())

    @cached_property
    def is_base(self) -> bool:
        """Whether a change is said to be from it: "since 2016", "against last year"."""
        said = self.match["span"] or self.match[0].lower().startswith(("since", "than"))
        return bool(said) or _BASE_BEFORE.search(self.ahead) is not None

    @cached_property
    def is_compared(self) -> bool:
        """Whether it, or the other number that it belongs to, is what something is compared with."""
        of_owner = "" if self.owner is None else self.place.sentence[max(0, self.owner - 60) : self.owner]
        return _EARLIER_BEFORE.search(of_owner) is not None or _BASE_BEFORE.search(self.ahead) is not None

    @property
    def ahead(self) -> str:
        """The words right before it."""
        return self.place.sentence[max(0, self.match.start() - 60) : self.match.start()]

    @property
    def role(self) -> _Role:
        """What it says of the number."""
        return next((role for role, holds in _ROLES if holds(self)), "named")


_Role = Literal["another's", "right before", "of the next", "base of a later one", "base", "after", "before", "named"]
_ROLES: tuple[tuple[_Role, Callable[[_Named], bool]], ...] = (
    ("another's", lambda year: year.owner is not None),
    (
        "right before",  # "more than in 2018-19 (4,810)"
        lambda year: (
            year.is_before and _RIGHT_BEFORE.fullmatch(year.place.sentence[year.match.end() : year.place.at]) is not None
        ),
    ),
    (
        "of the next",
        lambda year: (
            year.is_after
            and (year.place.sentence[year.match.end() :].lstrip()[:1] == ":" or _is_of_the_next(year.place, year.match))
        ),
    ),
    ("base of a later one", lambda year: year.is_base and _is_of_a_later_number(year.place, year.match)),
    ("base", lambda year: year.is_base),
    ("after", lambda year: year.is_near and year.is_after and year.match[0] in year.place.clause),
    (
        "before",
        lambda year: year.is_near and year.is_before and not _belongs_to_number(year.place, year.match.start()),
    ),
)
"""What a year says of a number, and when; the earlier in the list goes before the later. Any other is only named."""


def years_around(place: Place, reported: int) -> Years:
    """The years that the words around a number speak of."""
    if place.is_cell:
        return _years_of_cell(place, reported)
    bound: set[int] = set()
    base: set[int] = set()
    mentioned: set[int] = set()
    beside: set[int] = set()
    follows = False
    after = place.following
    contrasted = after is not None and _EARLIER_BEFORE.search(place.sentence[max(0, after - 60) : after]) is not None
    for match in _years_in(place.sentence):
        years = _before_that(place, reported) if match["then"] else _meant(match, reported)
        if not years or min(years) > reported:  # no figure is of a year to come
            continue
        year = _Named(place, match)
        role = year.role
        if year.is_near and role != "another's":
            beside |= years
        if role in ("right before", "after", "before", "named"):
            mentioned |= years
        match role:
            case "another's":
                contrasted |= year.is_compared and max(years) < reported
            case "base":
                base = years if year.is_near else base or years | {reported - 1}
                contrasted |= year.is_near and max(years) < reported
            case "right before":
                bound, follows = years, True
            case "after" if not follows:
                bound, follows = years, True
            case "before":
                bound = years
    earlier = {year for year in mentioned if year < reported}
    is_base = _is_base(place)
    if is_base and not follows and not (_BESIDE_AFTER.match(place.after) and not beside):
        bound = (earlier & beside) or base or earlier | {reported - 1}
    heading = _years_of_heading(place, reported)
    if heading and not mentioned and not bound and reported not in heading:
        bound = heading
    clear = (reported in (mentioned or heading) or (contrasted and not is_base)) and not earlier
    return Years(frozenset(bound), frozenset(base), frozenset(mentioned), clear, _spoken_of(place, reported))


def _is_base(place: Place) -> bool:
    """Whether the number is what another is compared with: "up from 167", "against 45%"."""
    compared = _EARLIER_BEFORE.search(place.lead)
    return compared is not None and not (compared[0].lower().startswith("from") and _is_only_where_from(place))


def _years_of_heading(place: Place, reported: int) -> set[int]:
    """The years that the nearest heading names, up to the one reported; a date in it is when it was written."""
    named = [_meant(match, reported) for match in _YEARS.finditer(place.heading) if not match["month"]]
    return {year for years in named if min(years) <= reported for year in years}


def _spoken_of(place: Place, reported: int) -> frozenset[int]:
    """All years that the sentence names; of one that speaks of a period, those that the sentence before names too."""
    scopes = (place.sentence, *(place.earlier[:1] if _OVER_TIME.search(place.sentence) else ()))
    return frozenset(year for words in scopes for match in _years_in(words) for year in _meant(match, reported))


def _is_of_a_later_number(place: Place, match: re.Match[str]) -> bool:
    """Whether a year that a change is from goes with a later number: "was 167 up, and since 2016 it has doubled"."""
    after = place.sentence[place.end : match.start()] if match.start() >= place.end else ""
    return CLAUSE_END.search(after) is not None and any(start >= match.end() for start, _ in place.others)


def _is_of_the_next(place: Place, match: re.Match[str]) -> bool:
    """Whether a year after a number stands right before another, in another clause: "58% (last year 55%)"."""
    following = next((start for start, _ in place.others if start >= match.end()), None)
    if following is None or not CLAUSE_END.search(place.sentence[place.end : match.start()]):
        return False
    return re.fullmatch(r"(?:'s|’s)?[\s,:]*(?:was|it was)?\s*", place.sentence[match.end() : following]) is not None


def _is_only_where_from(place: Place) -> bool:
    """Whether "from" before a number says where something comes from: "organisations from five areas", not "up from five"."""
    changed = DIRECTION.search(place.before) or re.match(r"\s*(?:\w+\s+)?to\s", place.after)
    return place.number.unit == "count" and not changed and not re.search(r"[(,]\s*from\s+$", place.lead)


@lru_cache(maxsize=256)
def _years_in(sentence: str) -> tuple[re.Match[str], ...]:
    """Each year that a sentence names; asked for each of its numbers."""
    return tuple(_YEARS.finditer(sentence))


def _years_of_cell(place: Place, reported: int) -> Years:
    """The years that the names of a cell's column and row speak of; of two, it is the change from the first to the last."""
    for words in (place.column, place.label, place.number_words, place.caption, *place.headings[:1]):
        found = [match for match in _YEARS.finditer(words) if words == place.column or not _is_only_from_then(words, match)]
        named = [_meant(match, reported) for match in found]
        if len(named) == 1 or (named and words in (place.column, place.label)):
            bound = named[0] if len(named) == 1 else max(named, key=max)
            base = frozenset[int]() if len(named) == 1 else frozenset(min(named, key=min))
            return Years(frozenset(bound), base, frozenset(bound), clear=False)
    return Years(frozenset(), frozenset(), frozenset(), clear=False)


def _is_only_from_then(words: str, match: re.Match[str]) -> bool:
    """Whether a row is named for what comes from the year before, and is no figure of that year."""
    return bool(match["prior"] and re.search(r"\b(?:from|on|to|since|than|with|against)\s+(?:the\s+)?$", words[: match.start()]))


def _owner(place: Place, at: int) -> int | None:
    """Where the other number begins that a year at a place of the sentence belongs to alone, if there is one.

    That is one between the number and the year, set apart from the number by a comma or the like and in one clause with
    the year: the 45% in "35% of enquiries, against 45% in 2018-19".
    """
    between = [(start, end) for start, end in place.others if place.end <= start and end <= at]
    if not between:
        return None
    start, end = max(between)
    apart = re.search(r"[;:()–—]|,(?!\d)", place.sentence[place.end : start])
    return start if apart and not CLAUSE_END.search(place.sentence[end:at]) else None


def _before_that(place: Place, reported: int) -> set[int]:
    """The years that the nearest sentence before to name any earlier one does: what "then" means."""
    for scope in place.earlier:
        if found := {
            year for match in _years_in(scope) if not match["then"] for year in _meant(match, reported) if year < reported
        }:
            return found
    return set()


def _meant(match: re.Match[str], reported: int) -> set[int]:
    """The years, by their ends, that a year's name may mean."""
    if match["financial"]:
        return {int(match["financial"]) + 1}
    if match["month"]:
        first_months = _MONTHS[:3]
        return {int(match["of"]) + (match["month"].capitalize() not in first_months)}
    if match["bare"]:
        return {int(match["bare"]), int(match["bare"]) + 1}
    if match["run"] or match["past"]:
        return set(range(reported - (int(number_of(match["run"] or match["past"])) or 1), reported))
    if match["ago"] or match["span"]:
        return {reported - (int(number_of(match["ago"] or match["span"])) or 1)}
    return {reported - 1 if match["prior"] else reported}


def _belongs_to_number(place: Place, at: int) -> bool:
    """Whether a year at a place of the sentence goes with a number before it, as in "49% last year"."""
    return any(end <= at and not CLAUSE_END.search(place.sentence[end:at]) for _, end in place.others)
