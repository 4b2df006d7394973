"""The words that a measure, and each part of a breakdown, goes by in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sabreport.facts.fact import Facts
from sabreport.report_kinds.catalogue import measure_names
from sabreport.settings.measures import measure, words_of
from sabreport.settings.params import Params

_PER = r"(?:per|for every|for each|in every)\s+(?:100,?000|10,?000|1,?000|hundred thousand)"
_TOPICS: Mapping[str, tuple[str, str]] = {
    "concerns": ("{concern}", "{concern}"),
    "concerns_from_public": ("{concern}|{public}", "{public}"),
    "concerns_from_public_share": ("{concern}|{public}", "{public}"),
    "concerns_per_100000": ("{concern}", rf"{_PER}"),
    "adults_per_concern": ("{concern}|adults", r"adults|population|for every|\bper\b"),
    "adult_population": ("adults|population|residents", r"adult population|adults\b|population|residents|live in|aged 18"),
    "conversion": (
        "{concern}|{enquiry}|conver",
        r"conver\w+|\b(?:led|leads?|leading|gave rise|rose) (?:on )?to|(?:{enquiry}) (?:was |were )?(?:followed"
        r"|opened (?:on|for|after|from))|\breached (?:an? )?(?:\w+ )?(?:{enquiry})|warranted|turned out to need|bec[ao]me"
        r"|result(?:ed|ing|s)? in|went on|progress\w*|turned into"
        r"|taken forward|(?:followed|picked) up|escalat\w+|proceeded|moved (?:on )?to|met the (?:criteria|thresholds?|tests?)"
        r"|(?:followed by|ended in|needed|required|triggered|prompted|opened|became) (?:an? )?(?:\w+ )?(?:{enquiry})",
    ),
    "enquiries_s42": ("{enquiry}|section 42", "{enquiry}|section 42"),
    "enquiries_other": (
        "{enquiry}",
        r"(?:{enquiry})\W+(?:\w+\W+){0,3}?(?:outside|not under) section 42|(?:\bother|non-?statutory|non-section 42"
        r"|not (?:made )?under section 42|outside section 42)\W+(?:\w+ )?(?:{enquiry})",
    ),
    "enquiries_all": (
        "{enquiry}",
        r"\b(?:some|any|either|every|all|both|one) (?:kinds?|sorts?|types?)\b|\ball (?:{enquiry})"
        r"|\b(?:{enquiry}) (?:of (?:all|both|any)|altogether|in (?:all|total))\b|\bkind or (?:an)?other\b",
    ),
    "enquiries_concluded": ("{enquiry}", r"\b(?:conclu\w+|complet\w+|finish\w+|closed|ended)\b"),
    "enquiries_abuse_found_pct": (
        r"{enquiry}|abuse|neglect",
        r"\bfound\b|findings? of (?:abuse|neglect)|substantiated"
        r"|confirmed|taken place|took place|happened|occurred|upheld|established",
    ),
    "enquiries_ceased_pct": (
        "{enquiry}|cases",
        r"\brequest\b|requested|ceas\w+|stopp?\w*|ended|withdr[ae]w\w*|discontinued|brought to an end|halted|called off"
        r"|cut short|broken off"
        r"|abandoned|dropped at|asked (?:\w+ ){0,3}?(?:not to|to (?:stop|end|close|halt))|asked for (?:that|it|this)",
    ),
    "msp_asked_pct": (
        r"people|persons?\b|adults|asked|personal",
        r"\basked\b(?! for (?:it|that|this)\b)|\bconsulted\b|views (?:were |was )?sought|said what they wanted"
        r"|invited to say|what (?:mattered|they (?:want|hope)\w*)",
    ),
    "msp_outcomes_met_pct": (
        r"outcomes?|wish|wanted|personal",
        r"outcomes?\b|wish(?:es)?\b|\b(?:met|achieved|fulfilled)\b"
        r"|wanted (?:had |was |were |has |have )?(?:happened|done|in the end)"
        r"|(?:got|gets?|saw|had|given|achieved|reached) what they|\bgot (?:it|them|this|that|all|some)\b|(?:in full|fully"
        r"|wholly)\W+(?:or|and) (?:in )?part"
        r"|results? they|hoped for",
    ),
    "dols_applications": (
        "{application}|DoLS|deprivation",
        "{application}|DoLS|deprivation of liberty",
    ),
    "dols_per_100000": ("{application}|DoLS|deprivation", rf"{_PER}"),
    "dols_outstanding": (
        "{application}|{outstanding}|DoLS|deprivation",
        r"{outstanding}|outstanding|wait(?:ing|ed|s)?\b|await\w*|backlog|queue\w*|pending|unfinished|undetermined"
        r"|to be (?:decided|dealt|determined|settled)|unprocessed|carried over|not (?:yet )?(?:been )?decided|undecided",
    ),
    "dols_paid_representative_pct": ("representative", r"representatives?|paid reps?\b|\bRPRs?\b"),
    "attendance": (
        r"attend|conference|event|training|workshop|seminar|session|course|webinar|delegate|briefing",
        r"attend\w*|delegates?\b|\bdrew\b|people|participants?|took part|\bcame\b|joined|\bplaces\b|staff|practitioners",
    ),
    "income": (
        r"incom|contribut|fund|financ|budget|gave|paid|reserves|grant|money",
        r"incom\w+|contribut\w+|fund\w*|gave|g[ai]ven?|paid|budget|received|put in|provided|reserves|grants?",
    ),
    "expenditure": (
        r"expend|spen[dt]|cost|financ|budget|paid|money",
        r"expend\w+|sp[ae]n[dt]\w*|cost\w*|paid|budget|outlay|went on|accounted for|took",
    ),
    "balance": (
        "financ|budget|incom|expend|balance|money|spent|reserves",
        r"balance|\bleft\b|leaving|remain\w*|surplus|deficit|(?:over|under)sp\w+|unspent|left over|shortfall",
    ),
}
"""For each measure, what its sentence, paragraph or heading speaks of, and the words that name the measure itself."""

_AHEAD = r"next year|ahead|forward|future|coming year"
_ASSESSED = r"standard|agenc|\brat(?:ed|ings?)\b|assess|assur|improvement"
_BELOW = r"need\w* (?:of )?(?:to (?:do more|improve)|more|work|improve\w*|attention)"
_BELOW += r"|for improvement|gaps?\b|fell short|below effective"
_REVIEW = r"reviews?\b|\bSARs?\b"
_STATUSES: Mapping[str, str] = {
    "complete": r"(?<!not )(?<!in)(?:\bcomplet\w+)|finished|\bdone\b|delivered|achieved|closed",
    "in_progress": r"in progress|under ?way|continu\w+|on track|ongoing|being in hand|moving|progressing",
    "delayed": r"delay\w*|\blate\b|overdue|behind|slipp\w+|held up",
    "planned": r"planned",
    "not_started": r"not (?:yet )?(?:started|begun)|yet to (?:start|begin)",
    "stopped": r"stopped|abandoned|dropped|cancelled",
    "not_reported": r"not reported|no (?:report|outcome|news)|(?:nobody|no one) reported|without (?:an? )?outcome|unreported",
    "acted_on": r"\bact(?:ing|ed|s)? (?:up)?on|accepted|taken forward",
    "declined": r"declined|turned down|rejected",
}
_LISTS: Mapping[str, tuple[str, str]] = {
    "reviews_mandatory": (_REVIEW, r"mandator\w+|(?:required|demanded|obliged) by|had to be|(?<!not )statutory|duty"),
    "reviews_discretionary": (_REVIEW, r"discretion\w+|chose\w*|by choice|voluntar\w+|not (?:mandatory|required)"),
    "reviews_begun": (_REVIEW, r"beg[aiu]n\w*|commission\w+|commenc\w+|start\w+|\bnew\b|set up|launch\w+|opened|agreed"),
    "reviews_carried_on": (
        _REVIEW,
        r"carried|earlier|years? before|already|continu\w+ (?:work|with|from)|previous years?|inherited",
    ),
    "reviews_concluded": (
        _REVIEW,
        r"conclu\w+|complet\w+|finish\w+|ended|closed|published|c[ao]me to an end|signed off|finalised|accepted|approved"
        r"|wound up|reports? (?:of|on)",
    ),
    "reviews_ongoing": (
        _REVIEW,
        r"ongoing|under ?way|continu\w+|still|remain\w*|in progress|\bopen\b|unfinished|live\b|going on"
        r"|not (?:yet )?(?:been )?(?:finished|complete\w*|conclu\w+|reached)",
    ),
    "statutory_members": ("member|partner|agenc|organis|bod(?:y|ies)|statut", r"(?<!non-)(?<!not )statut\w+"),
    "non_statutory_members": (
        "member|partner|agenc|organis|bod(?:y|ies)|statut",
        r"(?:non-|not )statut\w+|remain\w*|\bothers?\b|\brest\b|by (?:agreement|choice)",
    ),
    "ratings_effective_or_better": (_ASSESSED, r"effective or (?:better|excelling|above)|at least effective|\bmet\b"),
    "ratings_below_effective": (_ASSESSED, _BELOW),
    "ratings_effective": (_ASSESSED, r"(?<!not )\beffective"),
    "ratings_not_effective": (_ASSESSED, "not effective|ineffective"),
    "ratings_needs_work": (_ASSESSED, r"need(?:s|ed|ing)? (?:of )?work"),
    "ratings_excelling": (_ASSESSED, r"excel\w*|outstanding"),
    "gaps": (_ASSESSED, _BELOW),
    "agencies_with_gaps": (_ASSESSED, rf"at least one|(?:agencies|organisations|partners|members)\b.*(?:{_BELOW})"),
}
"""The same for counts of a part of a list: here the sentence itself has to have the words that name the part."""

_NOUNS: Mapping[str, str] = {
    "reviews": r"(?:safeguarding adults? |case )?reviews?|SARs?",
    "areas": r"(?:areas|counties|localities|councils|local authorities|{boards})(?!\s+(?:for|of)\b)",
    "members": r"(?<!staff )(?:members?|partners|organisations|agencies|bodies)(?!\s+of\s+(?:staff|the\s+public))",
    "statements": r"statements?|(?:members?|partners|organisations|agencies)(?=\s+(?:\w+\s+)?(?:sent|wrote|gave"
    r"|submitted|returned|provided|supplied|contributed|made)\b)",
    "priorities": "priorit(?:y|ies)|themes?",
    "priorities_for_next_year": "priorit(?:y|ies)|themes?",
    "aims_for_next_year": "aims?|actions?",
    "deliverables": "deliverables?|actions|tasks?",
    "findings": "findings?|lessons?|recommendations?",
    "audits": "audits?",
    "audit_findings": "findings?",
    "agencies": "agenc(?:y|ies)|organisations",
    "standards": "standards?",
    "ratings": "ratings?",
    "events": "events?|conferences?|sessions?|workshops?|seminars?",
}
"""For each list, what it is a list of: a number counts them where it stands before the word, as in "two joint audits"."""
_BEFORE_NOUN = (
    r"\s+(?:(?!(?:of|are|is|were|was|have|had|from|by|to|in|on|at|for|with|and|or|a|an|the|each|every|per)\b)[\w'’-]+\s+){0,2}?"
)
_NOUN_TOPICS: Mapping[str, str] = {
    "priorities_for_next_year": _AHEAD,
    "aims_for_next_year": rf"aims?\b|{_AHEAD}",
    "deliverables": "deliverable|priorit|plan|action|task",
    "findings": r"review|\bSARs?\b|finding|lesson|recommendation|action",
    "audit_findings": "audit",
    "ratings": _ASSESSED,
    "agencies": _ASSESSED,
}
"""What has to be spoken of around some of them."""

_WHOLES: Mapping[str, str] = {
    "statutory_members": "members",
    "non_statutory_members": "members",
    "dols_outstanding": "dols_applications",
    "priorities_for_next_year": "",
}

_ALSO_CALLED: Mapping[str, str] = {
    "females?|women": r"women\b|woman\b|females?\b",
    "males?|men": r"men\b|man\b|males?\b",
    "own home": r"(?:own|their) homes?\b|at home\b",
    "self-neglect": r"self[- ]neglect\w*|hoard\w+",
    "(?:care home - )?residential(?: care home)?": r"residential (?:care )?homes?\b",
    "(?:care home - )?nursing(?: care home)?": r"nursing homes?\b",
    "financial or material": r"financial(?:ly)?\b",
    "all councils": r"councils\b|local authorities\b",
    "all NHS bodies": r"(?:NHS|health) (?:bodies|partners|organisations|members|trusts and)\b|the NHS\b(?!\s+(?:trust"
    r"|foundation|board|integrated)\b)",
    "all CCGs": r"CCGs\b|(?:clinical )?commissioning groups\b",
    "all care homes": r"care homes?\b",
    "neglect and acts of omission": r"neglect(?! or abuse)(?<!abuse or neglect)(?<!self-neglect)(?<!self neglect)\b|omission\b",
    "psychological": r"emotional(?:ly)?\b",
    "modern slavery": r"slavery\b|traffick\w+",
    ".*integrated care board.*": r"ICB\b|integrated care board\b",
    ".*(?:constabulary|police)": r"police\b|constabulary\b",
    "service provider": r"(?:care |service )?providers?\b|paid (?:staff|carers?)\b",
    "known to the person": r"(?<!not )known to (?:the person|them)\b|famil(?:y|ies)\b|relatives?\b|friends?\b",
    "not known to the person": r"strangers?\b|not known to them\b",
}
"""What parts of the usual breakdowns are called besides."""
_EVENT_WORDS = frozenset(
    [
        "annual",
        "conference",
        "event",
        "training",
        "workshop",
        "session",
        "learning",
        "launch",
        "meeting",
        "review",
        "morning",
        "seminar",
        "course",
        "webinar",
    ]
)
_PLAIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        """year years before and for the of from with without about into over under their this that what when where which other
        cost costs service services support case total county board joint abuse""",
    )
)


@dataclass(frozen=True)
class Topic:
    """What a measure goes by in a text.

    Parameters
    ----------
    context
        What its sentence, paragraph or heading speaks of.
    name
        The words that name the measure itself.
    noun
        What a list is a list of; None where a number need not stand before what it counts.
    listed
        Whether it counts a list or part of one, and so is named in the sentence itself.
    """

    context: re.Pattern[str]
    name: re.Pattern[str]
    noun: re.Pattern[str] | None = None
    listed: bool = False

    def about(self, noun: str) -> bool:
        """Whether a noun is what the list holds, or belongs to what it is about."""
        return bool(self.name.search(noun) if self.noun else self.context.search(noun))


def topics(params: Params, facts: Facts) -> dict[str, Topic]:
    """The words of each measure, the board's own among them."""
    terms = {name: re.escape(word) for name, word in words_of(params.terms).items()}
    words = {
        "concern": r"\b(?:alerts?|concerns?|safeguarding (?:adults? )?(?:referrals?|notifications?)"
        rf"|{terms['concern']}|{terms['concerns']})\b",
        "enquiry": rf"\b(?:[ei]nquir(?:y|ies|e?s|ys)|investigations?|{terms['enquiry']}|{terms['enquiries']})\b",
        "application": rf"\b(?:applications?|referrals?|authorisations?|{terms['application']}|{terms['applications']})\b",
        "outstanding": terms["outstanding"],
        "public": r"\bpublic\b(?!\s+(?:health|protection|campaign|awareness|sector))",
        "boards": "boards" if "Boards" in params.name else "(?!)",
    }
    found = {}
    for name in sorted({fact.measure for fact in facts.values()}):
        if noun := _NOUNS.get(name):
            noun = _fill(noun, words)
            context = _NOUN_TOPICS.get(name, "")
            found[name] = Topic(
                _pattern(context), _pattern(rf"\b(?:{noun})\b"), _pattern(rf"{_BEFORE_NOUN}(?:{noun})\b"), listed=True
            )
        elif pair := _LISTS.get(name) or _status(name):
            found[name] = Topic(_pattern(pair[0]), _pattern(pair[1]), listed=True)
        elif pair := _TOPICS.get(name) or _label(name, params):
            found[name] = Topic(_pattern(_fill(pair[0], words)), _pattern(_fill(pair[1], words)))
    return found


def _status(name: str) -> tuple[str, str] | None:
    """The words of a count of what stands in a status: ``deliverables_in_progress``."""
    whole, _, status = name.partition("_")
    if whole not in _NOUNS or status not in _STATUSES:
        return None
    return _NOUN_TOPICS.get(whole, _NOUNS[whole]), _STATUSES[status]


def _label(name: str, params: Params) -> tuple[str, str] | None:
    """The words of a measure of the catalogue that has none of its own here: its label, wherever it stands."""
    return ("", rf"\b{re.escape(measure(name, params).label)}\b") if name in measure_names() else None


def whole_of(measure: str) -> str:
    """The measure of which a measure counts a part, where there is one: what it is named for, with few exceptions."""
    return _WHOLES.get(measure, measure.partition("_")[0])


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _fill(pattern: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern


def category_words(
    facts: Facts, plain: frozenset[str] = frozenset(), also: Mapping[str, str] = MappingProxyType({})
) -> dict[str, dict[str, re.Pattern[str]]]:
    """For each broken-down measure, what names each part: its whole name, or a word that no other part has and is not plain."""
    names: dict[str, list[str]] = {}
    for fact in facts.values():
        if fact.category and fact.category not in names.setdefault(fact.measure, []):
            names[fact.measure].append(fact.category)
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for name, categories in names.items():
        own = [category for category in categories if not category.startswith("all ")]
        tokens = {category: set(re.findall(r"[a-z]{4,}", category.lower())) - _PLAIN_WORDS - plain for category in own}
        tokens |= {category: set() for category in categories if category not in own}
        if name == "attendance":
            tokens = {category: words - _EVENT_WORDS for category, words in tokens.items()}
        for category in categories:
            others = set().union(*(tokens[other] for other in categories if other != category))
            stems = [re.escape(word.removesuffix("ing").rstrip("s")) + r"\w{0,3}\b" for word in sorted(tokens[category] - others)]
            stems += [rf"{re.escape(also[category])}\b"] if category in also else []
            stems += [words for named, words in _ALSO_CALLED.items() if re.fullmatch(named, category, re.IGNORECASE)]
            if under := re.fullmatch(r"under (\d+)", category):
                stems.append(rf"(?:under|younger\s+than|below)\s+{under[1]}\b|{int(under[1]) - 1}\s+or\s+under\b")
            if ages := re.fullmatch(r"(\d+)\D+(\d+|over|above|older|plus)?", category):
                low, high = ages[1], ages[2] or "over"
                stems.append(
                    rf"{low}\s*(?:-|–|to|and)\s*{high}\b"
                    if high.isdigit()
                    else rf"{low}\s*(?:\+|(?:and|or)\s+(?:over|above|older))|(?:over|at\s+least)\s+{low}\b"
                )
            whole = re.escape(category).replace(r"\&", r"(?:\&|and)")
            pattern = re.compile(rf"\b(?:{'|'.join([whole, *stems])})", re.IGNORECASE)
            found.setdefault(name, {})[category] = pattern
    return found
