"""The words around a number, from its clause to its headings: what measure, part, year and change they speak of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sabreport.written_numbers import Unit, Written

OTHER_YEAR, WRONG_YEAR = 2, 3

_UP = (
    r"more|rose|risen|ris(?:e|es|ing)|up|increas\w+|gr[eo]w\w*|higher|greater|larger|(?<!no )longer|additional|extra|gain\w*"
    r"|climb\w*|sw[eo]ll\w*|jump\w*|surg(?:e|ed|ing)|soar\w*|expand\w*|lengthen\w*"
)
_DOWN = (
    r"fewer|less|fell|fallen|fall(?:s|ing)?|down|decreas\w+|drop\w*|lower\w*|reduc\w+|declin\w+|smaller|short(?:er|en)\w*"
    r"|shr[aiu]n?k\w*|slipp?(?:s|ed|ing)?|dip(?:s|ped|ping)?|sank|sunk|slid|tumbl\w+|cut|narrow(?:s|ed|ing)|diminish\w*|eased"
)
_DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?!\s+than\s+\d)", re.IGNORECASE)
_CHANGE_AFTER = re.compile(rf"\s*(?:\w+\s+){{0,2}}?(?:{_UP}|{_DOWN})\b", re.IGNORECASE)
_CHANGE_BEFORE = re.compile(
    rf"\b(?:by|of an?|up|down|fell|rose|grew|dropped|(?:{_UP}|{_DOWN}|change|difference) of)\s+$", re.IGNORECASE
)
_RATIO_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:the\s+(?:\w+\s+)?(?:number|figure|total|level|rate)|that|what\s+(?:it|they)|as\s+many|its)\b", re.IGNORECASE
)
_VALUE_BEFORE = re.compile(r"\b(?:from|to|at)\s+$", re.IGNORECASE)
_EARLIER_BEFORE = re.compile(
    r"\b(?:from|compared (?:with|to)|(?<!selves )(?<!itself )(?<!measured )(?<!assessed )against|than)\s+$", re.IGNORECASE
)
_BASE_BEFORE = re.compile(
    r"\b(?:than|from|since|on|against|compared (?:with|to)|versus)\s+(?:in\s+|during\s+|that of\s+)?(?:the\s+)?$", re.I
)
_MONTHS = tuple(calendar.month_name[1:])
_YEARS = re.compile(
    r"\b(?P<financial>(?:19|20)\d\d)\s?[-–/]\s?(?:20)?\d\d\b|\b(?P<month>"
    + "|".join(_MONTHS)
    + r")\s+(?P<of>20\d\d)\b|\b(?P<bare>20\d\d)\b"
    r"|\b(?P<two>two years (?:ago|earlier|before))\b|\b(?P<prior>last year|(?:previous|prior|preceding) year"
    r"|year (?:before|earlier|ago))\b"
    r"|\b(?P<now>this year|(?:in|during|over) the year(?! (?:before|earlier|to|that))|the (?:current|reporting) year)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!^\d\.)(?<!^\d\d\.)(?<!# \d\.)(?<!# \d\d\.)[)\"'”’*_]*\s+(?=[\"'“‘*_(]*[A-Z0-9£])"
    r"|\n\s*\n|\n(?=[ \t]*(?:[-*+|]|\d+[.)])\s)|\n(?=#)|(?<=\n)(?=#)",
    re.MULTILINE,
)
"""Where a sentence ends; the point after the number of a heading or list item ends none."""
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_RUN_IN = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\*\*|__)(.+?)(?:\*\*|__)")
_CLAUSE_END = re.compile(r"[;:()–—|]|,(?!\d)|\b(?:and|but|while|whereas|compared|against)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A number and the words around it: its clause, its sentence, those before it in the paragraph, its headings."""

    number: Written
    clause: str
    sentence: str
    at: int  # where the number stands in the sentence
    end: int
    earlier: tuple[str, ...]  # nearest first
    heading: str  # nearest
    headings: tuple[str, ...]  # nearest first, the chapter's last
    column: str  # for a cell of a table, what stands above it; else empty
    others: tuple[tuple[int, int], ...]  # where other numbers that claim something stand in the sentence

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.sentence[: self.at]

    @property
    def after(self) -> str:
        """The sentence from the number on."""
        return self.sentence[self.end :]

    @property
    def scopes(self) -> tuple[str, ...]:
        """From the narrowest to the widest."""
        return (self.clause, self.sentence, *self.earlier, *self.headings)


def places(text: str, hidden: str, numbers: list[Written], chapter: str, joined: re.Pattern[str]) -> Iterator[Place]:
    """Each number with its surroundings; names that match `joined` do not end a clause."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(hidden)), len(text)]
    headings: list[tuple[int, str]] = []
    earlier: list[str] = []
    lead: list[str] = []
    header: list[str] = []
    for start, end in pairwise(ends):
        sentence = text[start:end].replace("\n", " ")
        if heading := re.match(r"\s*(#+)\s+(.*)", sentence):
            headings = [(n, words) for n, words in headings if n < len(heading[1])] + [(len(heading[1]), heading[2])]
        is_row = sentence.lstrip().startswith("|")
        fresh = heading is not None or "\n\n" in hidden[max(0, start - 2) : start]
        if fresh and not is_row:
            earlier = []
        if fresh or _LIST_ITEM.match(sentence):
            run_in = _RUN_IN.match(sentence)
            lead = [run_in[1]] if run_in else []
        header = (header or _cells(sentence)) if is_row else []
        here = [number for number in numbers if start <= number.start < end]
        above = (*lead, *(words for _, words in reversed(headings)))
        for number in here:
            at, stop = number.start - start, number.end - start
            others = tuple((n.start - start, n.end - start) for n in here if n is not number and not n.ignored)
            column = header[min(sentence.count("|", 0, at), len(header)) - 1] if is_row and not fresh else ""
            clause = f"{_cells(sentence)[0]} {column}" if column else _clause(sentence, at, stop, joined)
            before = tuple(reversed(earlier))
            yield Place(number, clause, sentence, at, stop, before, above[0] if above else "", (*above, chapter), column, others)
        if not is_row or header == _cells(sentence):
            earlier.append(sentence)


def _clause(sentence: str, at: int, stop: int, joined: re.Pattern[str]) -> str:
    """The clause of a sentence in which a number stands; what is in brackets elsewhere ends none."""
    whole = [match.span() for match in joined.finditer(sentence)]
    asides = [match.span() for match in re.finditer(r"\([^()]*\)", sentence) if not match.start() <= at < match.end()]
    whole += [(first - 1, last + 1) for first, last in asides]
    found = [cut.end() for cut in _CLAUSE_END.finditer(sentence)]
    cuts = [0, *(cut for cut in found if not any(first < cut < last for first, last in whole)), len(sentence)]
    first = max(cut for cut in cuts if cut <= at)
    return sentence[first : min((cut for cut in cuts if cut >= stop), default=len(sentence))]


def _cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def hide(text: str) -> str:
    """The text with what holds no typed number blanked out, every place kept."""
    pattern = re.compile(r"\{\{.*?\}\}|```.*?```|`[^`\n]*`|<!--.*?-->|\]\([^)\n]*\)|\{[#.][^}\n]*\}", re.DOTALL)
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


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
        All that the sentence names.
    clear
        Whether the sentence, or its heading, claims the reported year and no other, or sets the number against an earlier one.
    """

    bound: frozenset[int]
    base: frozenset[int]
    mentioned: frozenset[int]
    clear: bool

    def rank(self, year: int, reported: int) -> int:
        """How well the figure of a year fits: 0 best."""
        if self.bound:
            return 0 if year in self.bound else WRONG_YEAR
        if year == reported:
            return 0
        if year in self.mentioned:
            return 1
        return WRONG_YEAR if self.clear else OTHER_YEAR


def years_around(place: Place, reported: int) -> Years:
    """The years that the words around a number speak of."""
    column = {year for match in _YEARS.finditer(place.column) for year in _meant(match, reported)}
    if column:
        return Years(frozenset(column), frozenset(), frozenset(column), clear=False)
    bound: set[int] = set()
    base: set[int] = set()
    mentioned: set[int] = set()
    beside: set[int] = set()
    follows = False
    after = sorted(start for start, _ in place.others if start >= place.end)
    contrasted = bool(after) and _EARLIER_BEFORE.search(place.sentence[: after[0]]) is not None
    for match in _YEARS.finditer(place.sentence):
        years = _meant(match, reported)
        owner = _owner(place, match.start())
        if owner is not None:
            compared = _EARLIER_BEFORE.search(place.sentence[:owner]) or _BASE_BEFORE.search(place.sentence[: match.start()])
            contrasted |= compared is not None and max(years) < reported
            continue
        left, right = sorted([(place.at, place.end), match.span()])
        near = not any(left[1] <= start and end <= right[0] for start, end in place.others)
        beside |= years if near else set()
        ahead = place.sentence[: match.start()]
        if _BASE_BEFORE.search(ahead):
            base = years if near or not base else base
            contrasted |= near and max(years) < reported
            continue
        mentioned |= years
        if near and match.start() >= place.end and match[0] in place.clause and not follows:
            bound, follows = years, True
        elif near and match.end() <= place.at and not _belongs_to_number(place, match.start()):
            bound = years
    earlier = {year for year in mentioned if year < reported}
    is_base = bool(_EARLIER_BEFORE.search(place.before))
    if is_base and not follows:
        bound = (earlier & beside) or earlier | {reported - 1}
    heading = {year for match in _YEARS.finditer(place.heading) for year in _meant(match, reported)}
    if heading and not mentioned and not bound and reported not in heading:
        bound = heading
    clear = (reported in (mentioned or heading) or (contrasted and not is_base)) and not earlier
    return Years(frozenset(bound), frozenset(base), frozenset(mentioned), clear)


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
    return start if apart and not _CLAUSE_END.search(place.sentence[end:at]) else None


def _meant(match: re.Match[str], reported: int) -> set[int]:
    """The years, by their ends, that a year's name may mean."""
    if match["financial"]:
        return {int(match["financial"]) + 1}
    if match["month"]:
        first_months = _MONTHS[:3]
        return {int(match["of"]) + (match["month"].capitalize() not in first_months)}
    if match["bare"]:
        return {int(match["bare"]), int(match["bare"]) + 1}
    return {reported - (2 if match["two"] else 1 if match["prior"] else 0)}


def _belongs_to_number(place: Place, at: int) -> bool:
    """Whether a year at a place of the sentence goes with a number before it, as in "49% last year"."""
    return any(end <= at and not _CLAUSE_END.search(place.sentence[end:at]) for _, end in place.others)


def units_of(place: Place) -> set[Unit]:
    """What a number may count: as it is written, or in a cell of a table without a sign, pounds, or a share if so headed."""
    unit = place.number.unit
    if unit != "count" or not place.column:
        return {unit}
    return {"percent"} if re.search(r"%|per\s?cent|share", place.column, re.IGNORECASE) else {"count", "pounds"}


def kinds_of(place: Place) -> set[str]:
    """Whether the words around a number make it a change, a figure, a part of an earlier figure, or leave it open."""
    if place.number.unit in ("points", "times"):
        return {"change"}
    if place.number.unit == "percent" and _RATIO_AFTER.match(place.after):
        return {"value", "ratio"}
    if place.number.unit in ("adults per", "per") or _VALUE_BEFORE.search(place.before):
        return {"value"}
    if _CHANGE_BEFORE.search(place.before) or _CHANGE_AFTER.match(place.after):
        return {"change"}
    return {"value", "change"} if _DIRECTION.search(place.before) else {"value"}


def same_direction(place: Place, change: float) -> bool:
    """Whether a change goes the way that the nearest word says."""
    close = _DIRECTION.match(place.after.lstrip()) or _DIRECTION.search(place.after[:25])
    found = close or next(iter([*_DIRECTION.finditer(place.before)][::-1]), None)
    if found is None or change == 0:
        return True
    return (change > 0) == bool(found["up"])
