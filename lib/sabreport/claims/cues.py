"""What the words around a number have to say before it may rest on a figure that is reckoned in some way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sabreport.claims.context import DIRECTION, Place, period_after, says

_TARGET = re.compile(r"\b(?:targets?|goals?|aim(?:ed)?|benchmark|ambition|standard we set)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:miss\w*|below|short|under|not|n[’']t|fail\w*|fell|fall\w*|off|adrift|away|behind|yet to)\b", re.IGNORECASE
)
_NOT = re.compile(
    r"n[’']t\b|\b(?:not|no|never|none|without|neither|nor|rest|remain\w+|others?|unanswered|lacked|missed|less than"
    r"|balance|un\w+ed)\b",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(r"\b(?:all but|except for|apart from)\s+$", re.IGNORECASE)
_GAP = re.compile(
    r"\b(?:gap|difference|between|apart|ahead|behind|spread|range\w*|separat\w+|divide[ds]?|distance)\b", re.IGNORECASE
)
_AVERAGE = re.compile(r"\b(?:average\w*|mean|typical\w*)\b", re.IGNORECASE)
_FOR_EACH = re.compile(r"\b(?:for|to|per|behind) (?:each|every|one|an?)\b", re.IGNORECASE)
_AREAS = re.compile(
    r"\s*(?:of\s+(?:the|our|its|all)\s+(?:\w+\s+)?)?(?:\w+\s+)?"
    r"(?:councils|areas|counties|localities|authorities|places|districts|boroughs)\b|\s*of\s+(?:the|our)\s+\w+\b",
    re.IGNORECASE,
)


def _of_target(place: Place) -> bool:
    """Whether the sentence, or one of the two before it, speaks of a target."""
    return any(_TARGET.search(scope) for scope in (place.sentence, *place.earlier[:2], place.heading))


def _moves(place: Place, way: str) -> bool:
    return any(match[way] for match in DIRECTION.finditer(place.sentence))


_CUES: Mapping[str, Callable[[Place], bool]] = {
    "target": _of_target,
    "not": lambda place: bool(_NOT.search(place.clause) or _ALL_BUT.search(place.lead) or _NOT.search(place.named_before)),
    "gap": lambda place: says(_GAP, place.sentence),
    "average": lambda place: says(_AVERAGE, place.sentence),
    "for each": lambda place: _FOR_EACH.search(place.clause) is not None,
    "areas at target": lambda place: bool(_AREAS.match(place.after)) and _of_target(place) and not _SHORT.search(place.clause),
    "areas below target": lambda place: (
        bool(_AREAS.match(place.after)) and _of_target(place) and bool(_SHORT.search(place.clause))
    ),
    "areas up": lambda place: bool(_AREAS.match(place.after)) and _moves(place, "up"),
    "areas down": lambda place: bool(_AREAS.match(place.after)) and _moves(place, "down"),
}


def said(cue: str, place: Place) -> bool:
    """Whether the words around a number say what a derivation asks of them; a number of each month is of nothing else."""
    period = period_after(place) if place.number.unit == "count" else ""
    if cue.startswith("a ") or period:
        return cue == period
    return not cue or _CUES[cue](place)


def is_gap(place: Place) -> bool:
    """Whether the sentence speaks of how far apart figures are."""
    return _CUES["gap"](place)


_ALL_OF = re.compile(
    r"\bof\s+(?:the|our|these|those|all)\s+$|\b(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|\d+)\s+of\s+$|(?:^|[,;:.]\s*)of\s+$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:together|combined|between them|in total|altogether|jointly|in all|both|plus)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*(?:percentage\s+)?(?:points?\s+)?(?:higher|lower|more|less|fewer|above|below|ahead|behind|larger|smaller)\b", re.I
)


def is_all_of(place: Place) -> bool:
    """Whether a number is of the whole that a part is told of: "six of the nine are mandatory"."""
    return place.lead.rstrip()[-2:].lower() == "of" and _ALL_OF.search(place.lead) is not None


def is_together(place: Place) -> bool:
    """Whether a number is of several parts that the sentence names: "between them", "staffing and the chair came to"."""
    return says(_TOGETHER, place.sentence)


def stands_alone(place: Place) -> bool:
    """Whether a number stands at the end of a clause with no noun after it: "the second theme has five"."""
    return re.match(r"\s*(?:[.,;:)]|and\b|$)", place.after) is not None


def is_beside(place: Place) -> bool:
    """Whether a number says how far a figure is from another, told before."""
    return _BESIDE.match(place.after) is not None
