"""The words around a number, from its clause to its headings: what measure, part, year and change they speak of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sabreport.catalogue import measure, measure_names, words_of
from sabreport.facts import Facts
from sabreport.params import Params
from sabreport.written_numbers import Written

OTHER_YEAR, WRONG_YEAR = 2, 3

_TOPICS: Mapping[str, tuple[str, str]] = {
    "concerns": ("{concern}", "{concern}"),
    "concerns_from_public": ("{concern}|public", r"\bpublic\b"),
    "concerns_from_public_share": ("{concern}|public", r"\bpublic\b"),
    "adults_per_concern": ("{concern}|adults", r"adults|population|for every|\bper\b"),
    "adult_population": ("adults|population|residents", "adults|population|residents"),
    "conversion": (
        "{concern}|{enquiry}|conver",
        r"conver\w+|\b(?:led|leads?|leading) to|became|resulted in|went on|progress\w* to|turned into",
    ),
    "enquiries_s42": ("{enquiry}|section 42", "{enquiry}|section 42"),
    "enquiries_other": ("{enquiry}", r"(?:other|non-statutory) (?:{enquiry})"),
    "enquiries_abuse_found_pct": (r"{enquiry}|abuse|neglect", r"\bfound\b|substantiated|confirmed|taken place"),
    "enquiries_ceased_pct": ("{enquiry}|cases", r"request|ceased|stopped|ended"),
    "msp_asked_pct": (r"people|persons?\b|adults|asked|personal", r"\basked\b"),
    "msp_outcomes_met_pct": (r"outcomes?|wish|wanted|personal", r"outcomes?\b|wish(?:es)?\b|\b(?:met|achieved)\b"),
    "dols_applications": ("{application}|DoLS|deprivation", "{application}|DoLS|deprivation of liberty"),
    "dols_outstanding": (
        "{application}|{outstanding}|DoLS|deprivation",
        r"{outstanding}|outstanding|waiting|backlog|not yet decided",
    ),
    "dols_paid_representative_pct": ("representative", r"representatives?"),
    "reviews_begun": (r"reviews?\b|\bSARs?\b", r"beg[au]n|commissioned|started|\bnew\b|set up"),
    "reviews_carried_on": (r"reviews?\b|\bSARs?\b", r"carried|earlier|years? before|already"),
    "reviews_concluded": (r"reviews?\b|\bSARs?\b", r"conclu\w+|complet\w+|finished|ended|closed|published|came to an end"),
    "reviews_ongoing": (r"reviews?\b|\bSARs?\b", r"ongoing|under ?way|continu\w+|still|remain\w*|in progress"),
    "findings": (r"review|\bSARs?\b|finding|lesson", r"findings?\b|lessons?\b|recommendations?\b"),
    "deliverables": (r"deliverable|priorit|plan", r"deliverables?\b|actions?\b"),
    "events": (r"event|conference|training", r"events?\b|conferences?\b|sessions?\b"),
    "attendance": (r"attend|conference|event|training", r"attend\w*|delegates?\b|\bdrew\b|people"),
    "income": (r"incom|contribut|fund|financ|budget|gave|paid|reserves", r"incom\w+|contribut\w+|fund\w*|gave|paid|budget"),
    "expenditure": (r"expend|spen[dt]|cost|financ|budget|paid", r"expend\w+|spen[dt]\w*|cost\w*|paid|budget"),
    "balance": ("financ|budget|incom|expend|balance", r"balance|surplus|deficit|(?:over|under)sp\w+"),
}
"""For each measure, what its sentence, paragraph or heading speaks of, and the words that name the measure itself."""

_PLAIN_WORDS = frozenset(
    re.findall(r"\w+", "and for the of from other cost costs service services support case total county council trust joint")
)
_UP = r"more|rose|risen|ris(?:e|es|ing)|up|increas\w+|grew|grown|growth|higher|greater|additional|extra|gain\w*"
_DOWN = r"fewer|less|fell|fallen|fall(?:s|ing)?|down|decreas\w+|drop\w*|lower|reduc\w+|declin\w+|smaller"
_DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?!\s+than\s+\d)", re.IGNORECASE)
_CHANGE_AFTER = re.compile(rf"\s*(?:\w+\s+){{0,2}}?(?:{_UP}|{_DOWN})\b", re.IGNORECASE)
_CHANGE_BEFORE = re.compile(
    rf"\b(?:by|of an?|up|down|fell|rose|grew|dropped|(?:{_UP}|{_DOWN}|change|difference) of)\s+$", re.IGNORECASE
)
_VALUE_BEFORE = re.compile(r"\b(?:from|to|at)\s+$", re.IGNORECASE)
_EARLIER_BEFORE = re.compile(r"\b(?:from|compared (?:with|to)|against|than)\s+$", re.IGNORECASE)
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
    r"|\b(?P<now>this year|(?:in|during|over) the year|the (?:current|reporting) year)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[)\"'”’*_]*\s+(?=[\"'“‘*_(]*[A-Z0-9£])|\n\s*\n|\n(?=[ \t]*(?:[-*+|]|\d+[.)])\s)|\n(?=#)|(?<=\n)(?=#)"
)
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
    for start, end in pairwise(ends):
        sentence = text[start:end].replace("\n", " ")
        if heading := re.match(r"\s*(#+)\s+(.*)", sentence):
            headings = [(n, words) for n, words in headings if n < len(heading[1])] + [(len(heading[1]), heading[2])]
        if heading or "\n\n" in hidden[max(0, start - 2) : start]:
            earlier = []
        here = [number for number in numbers if start <= number.start < end]
        above = tuple(words for _, words in reversed(headings))
        for number in here:
            at, stop = number.start - start, number.end - start
            whole = [match.span() for match in joined.finditer(sentence)]
            found = [cut.end() for cut in _CLAUSE_END.finditer(sentence)]
            cuts = [0, *(cut for cut in found if not any(first < cut < last for first, last in whole)), len(sentence)]
            first = max(cut for cut in cuts if cut <= at)
            last = min((cut for cut in cuts if cut >= stop), default=len(sentence))
            others = tuple((n.start - start, n.end - start) for n in here if n is not number and not n.ignored)
            clause, before = sentence[first:last], tuple(reversed(earlier))
            yield Place(number, clause, sentence, at, stop, before, above[0] if above else "", (*above, chapter), others)
        earlier.append(sentence)


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
        Whether the sentence, or its heading, claims the reported year and no other.
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
    bound: set[int] = set()
    base: set[int] = set()
    mentioned: set[int] = set()
    follows = False
    for match in _YEARS.finditer(place.sentence):
        years = _meant(match, reported)
        mentioned |= years
        left, right = sorted([(place.at, place.end), match.span()])
        near = not any(left[1] <= start and end <= right[0] for start, end in place.others)
        ahead = place.sentence[: match.start()]
        if _BASE_BEFORE.search(ahead):
            base = years if near or not base else base
        elif near and match.start() >= place.end and match[0] in place.clause and not follows:
            bound, follows = years, True
        elif near and match.end() <= place.at and not _belongs_to_number(place, match.start()):
            bound = years
    earlier = {year for year in mentioned if year < reported}
    if _EARLIER_BEFORE.search(place.before) and not follows:
        bound = earlier or {reported - 1}
    heading = {year for match in _YEARS.finditer(place.heading) for year in _meant(match, reported)}
    if heading and not mentioned and not bound and reported not in heading:
        bound = heading
    clear = reported in (mentioned or heading) and not earlier
    return Years(frozenset(bound), frozenset(base), frozenset(mentioned), clear)


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


def kinds_of(place: Place) -> set[str]:
    """Whether the words around a number make it a change, a figure, or leave it open."""
    if place.number.unit in ("points", "times"):
        return {"change"}
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


def topics(params: Params, facts: Facts) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """The words of each measure, the board's own among them."""
    terms = words_of(params.terms)
    words = {
        "concern": rf"\b(?:alerts?|concerns?|{terms['concern']}|{terms['concerns']})\b",
        "enquiry": rf"\b(?:enquir(?:y|ies)|{terms['enquiry']}|{terms['enquiries']})\b",
        "application": rf"\b(?:applications?|referrals?|{terms['application']}|{terms['applications']})\b",
        "outstanding": re.escape(terms["outstanding"]),
    }
    patterns = dict(_TOPICS)
    for name in {fact.measure for fact in facts.values()} - set(patterns):
        stem, _, status = name.partition("_")
        if stem in ("findings", "deliverables"):
            patterns[name] = (patterns[stem][0], status.replace("_", " "))
        elif name in measure_names():
            label = re.escape(measure(name, params).label)
            patterns[name] = (label, label)
    fill = {name: tuple(_fill(pattern, words) for pattern in pair) for name, pair in patterns.items()}
    return {name: (re.compile(topic, re.IGNORECASE), re.compile(detail, re.IGNORECASE)) for name, (topic, detail) in fill.items()}


def _fill(pattern: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern


def category_words(facts: Facts) -> dict[str, dict[str, re.Pattern[str]]]:
    """For each broken-down measure, what names each part: its whole name, or a word that no other part has."""
    names: dict[str, list[str]] = {}
    for fact in facts.values():
        if fact.category and fact.category not in names.setdefault(fact.measure, []):
            names[fact.measure].append(fact.category)
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for name, categories in names.items():
        tokens = {category: set(re.findall(r"[a-z]{4,}", category.lower())) - _PLAIN_WORDS for category in categories}
        for category in categories:
            others = set().union(*(tokens[other] for other in categories if other != category))
            stems = [re.escape(word.removesuffix("ing").rstrip("s")) + r"\w*" for word in sorted(tokens[category] - others)]
            whole = re.escape(category).replace(r"\&", r"(?:\&|and)")
            pattern = re.compile(rf"\b(?:{'|'.join([whole, *stems])})", re.IGNORECASE)
            found.setdefault(name, {})[category] = pattern
    return found
