"""What the words around a number have to say before it may rest on a figure that is reckoned in some way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sabreport.claims.context import CLAUSE_END, DIRECTION, Place, says

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
_ELSE = (
    r"advoca\w+|e-?learning|modules?|vacanc\w+|newsletters?|leaflets?|posters?|websites?|visits?|surveys?|questionnaires?"
    r"|respondents?"
    r"|volunteers?|famil(?:y|ies)|carers?|days?|weeks?|months?|hours?|minutes?|calls?|callers?|meetings?|helplines?|followers?"
    r"|downloads?|readers?|complaints?|compliments?|inspections?|prosecutions?|arrests?|deaths?|beds?|contracts?|apprentices?"
    r"|students?|pupils?|schools?|households?|languages?|incidents?|crimes?|fires?|assessors?|interpreters?|posts?|vehicles?"
    r"|trainers?|copies|homes|visitors?|stalls?|ambassadors?|champions?|patients|beneficiaries|tenants?|landlords?|miles"
)
ELSEWHERE = re.compile(rf"\b(?:{_ELSE})\b|\b(?:felt|told us|replied|responded|rated)\b", re.IGNORECASE)
"""Words for what no figure of the kit counts."""
COUNTS_ELSE = re.compile(
    rf"\s+(?:(?!of\b|in\b|were\b|was\b|from\b|by\b|to\b|and\b)[\w-]+\s+){{0,2}}?(?:{_ELSE})\b", re.IGNORECASE
)
_OPINION = re.compile(
    r"\b(?:interview\w*|survey\w*|questionnaires?|feedback|felt|feel\w*|glad|happ(?:y|ier)|satisf\w+|confiden\w+|pleased|grateful"
    r"|reassur\w+|come again|recommend (?:it|us|the)|filled in|useful|helpful)\b",
    re.IGNORECASE,
)
"""Words for what people think, which no figure of the kit tells."""
_SPAN_AFTER = re.compile(r"\s*(?:working |calendar )?(?:days?|weeks?|months?|hours?)\b", re.IGNORECASE)
_SHOULD = re.compile(
    r"\b(?:should|must|ought|ha(?:s|ve) to|required?|limit\w*|deadline|allow(?:s|ed)|by law|statutory time\w*|at most"
    r"|no more than)\b",
    re.I,
)
_PERIOD = re.compile(
    r"\s*(?:(?!and\b|or\b|but\b|in\b)[\w’'-]+\s+){0,4}?(?:a|an|per|each|every)\s+(?:single\s+|working\s+)?(month|week|day"
    r"|hour|quarter)\b",
    re.IGNORECASE,
)


def period_after(place: Place) -> str:
    """The span of time that a number is said to be of each of: "370 alerts a month"."""
    found = _PERIOD.match(place.after)
    return f"a {found[1].lower()}" if found else ""


def is_time_limit(place: Place) -> bool:
    """Whether a number of days or the like is how long something may take, and no figure: "should be dealt with in 21 days"."""
    return bool(place.number.unit == "count" and _SPAN_AFTER.match(place.after) and _SHOULD.search(place.clause))


def speaks_of_else(place: Place) -> bool:
    """Whether a number counts what no figure of the kit is of, or says what people think."""
    if place.is_cell:
        return False
    if place.number.unit == "count":
        return COUNTS_ELSE.match(place.after) is not None and not period_after(place)
    return place.number.unit == "percent" and says(_OPINION, place.sentence)


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
_ALL_ELSE = re.compile(
    r"\b(?:all|every(?:thing|one|body)|any(?:thing|one)|whatever|much) else\b|\betc\b|\band so (?:on|forth)\b"
    r"|(?:,|\band|&|\bplus|\bwith)\s+(?:(?:all|some|the|many)\s+)*(?:rest|remainder|remaining|others?|more)\b",
    re.IGNORECASE,
)
"""Words for parts of a whole that are not named."""
_SUMMED = re.compile(
    r"\b(?:together|combined|between them|in total|altogether|jointly|in all|(?:the )?sum of|add(?:s|ed)? up)\b", re.IGNORECASE
)
_IN_TURN = re.compile(r"\b(?:respectively|each|in turn)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*(?:percentage\s+)?(?:points?\s+)?(?:higher|lower|more|less|fewer|above|below|ahead|behind|larger|smaller)\b", re.I
)


def is_all_of(place: Place) -> bool:
    """Whether a number is of the whole that a part is told of: "six of the nine are mandatory"."""
    return place.lead.rstrip()[-2:].lower() == "of" and _ALL_OF.search(place.lead) is not None


def is_together(place: Place) -> bool:
    """Whether a number is of several parts that the sentence names: "between them", "staffing and the chair came to"."""
    return says(_TOGETHER, place.sentence)


def summed_words(place: Place) -> str:
    """The words around a number, up to those beside it, where they say that it is of several things together; else nothing."""
    if place.is_cell or not says(_SUMMED, place.sentence) or says(_IN_TURN, place.sentence):
        return ""
    last = max((end for _, end in place.others if end <= place.at), default=0)
    begin = CLAUSE_END.search(place.before, last) if last else None
    words = place.sentence[begin.end() if begin else last : place.following]
    return words if _SUMMED.search(words) else ""


def names_all_else(place: Place) -> bool:
    """Whether the parts that are told together are not all named: "staffing, reviews and all else"."""
    return any(says(_ALL_ELSE, words) for words in (place.before, place.clause))


def stands_alone(place: Place) -> bool:
    """Whether a number stands at the end of a clause with no noun after it: "the second theme has five"."""
    return re.match(r"\s*(?:[.,;:)]|and\b|$)", place.after) is not None


def is_beside(place: Place) -> bool:
    """Whether a number says how far a figure is from another, told before."""
    return _BESIDE.match(place.after) is not None
