"""In which cases a number in a text claims nothing, and in which forms it claims something: two tables, the earlier row first."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from sabreport.base.small_letters import small_pattern
from sabreport.claims.number_forms import AMOUNT, DIGITS, MULTIPLES, ONES, PARTS, RANKS, SCALE, SIMPLE, VULGAR, WORD

Unit = Literal["count", "percent", "points", "pounds", "times", "adults per", "per"]
"""What a number that claims something counts."""
_YEAR = r"(?:19|20)\d\d"
_FINANCIAL_YEAR = rf"{_YEAR}\s?[-–/]\s?(?:20)?\d\d"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec)"
)
_REFERENCE = (
    r"sections?|clauses?|paragraphs?|schedules?|regulations?|articles?|chapters?|appendix|annex|figures?|fig\.|tables?"
    r"|pages?|parts?"
    r"|versions?|volume|priority|objective|principle|standard|phase|stage|tier|level|recommendation|step|question|note|item|goal"
    r"|theme|strand|aim|quarter|grade|ss?\."
)
_SPAN = r"(?:minute|hour|day|week|month|year)s?"
COUNTED = (
    r"(?:alert|concern|enquir|referral|application|review|SAR|people|person|adult|case|finding|lesson|action|deliverable|event"
    r"|conference|session|member|staff|volunteer|delegate|attend|outcome|audit|death|resident|woman|women|man|men|home|agenc)"
)

_CALLED = "|".join(rf"(?<=\b{word}\s)" for word in ("call", "ring", "dial", "phone", "telephone", "police", "NHS", "on", "or"))

_THING = r"(?!in\b|out\b|of\b|and\b|is\b|was\b|to\b)[a-z]+(?:\s+(?!in\b|out\b|of\b|and\b|is\b|was\b|to\b)[a-z]+)?"
"""What is counted, of one or two words: "one alert in every five"."""

IGNORED = (
    ("a web or mail address", r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}"),
    ("a financial year", rf"\b{_FINANCIAL_YEAR}\b(?![-/]\d)"),
    (
        "a date",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b(?:\s+{_YEAR})?|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+{_YEAR}\b",
    ),
    ("a date", rf"\b{_YEAR}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b{_MONTH}\s+{_YEAR}\b"),
    (
        "a telephone number",
        r"(?:\+44\s?|\b0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}\b"
        rf"|(?:\b999|(?:{_CALLED})(?:101|111))\b(?!\s+(?:\w+\s+)?{COUNTED}|\s+(?:a|an|per|each|every|times|occasions)\b)",
    ),
    (
        "a time",
        r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}:\d\d\b|\b24\s?(?:/7|hours\s+a\s+day)\b|\b(?:7"
        r"|seven)\s+days\s+a\s+week\b|\b\d{1,2}\s+o'clock\b",
    ),
    ("a postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"),
    ("a year", rf"(?<=\bAct\s){_YEAR}\b"),
    (
        "a year",
        rf"(?<![£,.\d]){_YEAR}s?\b(?!,\d|\.\d|\s?%|\s+(?:safeguarding\s+|DoLS\s+|section\s+42\s+|new\s+)?(?:{COUNTED}|fewer"
        rf"|more))",
    ),
    (
        "an age",
        r"\b(?:aged?|ages)\s+(?:of\s+|over\s+|under\s+|between\s+)*\d+(?:\s*(?:to|and|-|–)\s*\d+)?(?:\s+(?:or"
        r"|and)\s+(?:over|above|under))?"
        r"|\b\d+(?:\s*(?:to|and|-|–)\s*\d+)?[\s-]+year[\s-]olds?|\b(?:over|under)[\s-]?\d+s\b|\b\d+\s+(?:or|and)\s+(?:over"
        r"|older)\b"
        r"|\b\d+\s+years\s+(?:of\s+age|old)\b|\b\d+\+|\bturn(?:ed|ing|s)?\s+18\b|\b(?:under|before|until|reach\w*)\s+18\b",
    ),
    (
        "a reference",
        rf"\b(?:{_REFERENCE})\s*(?:\d+|{ONES}|ten)\b(?![,\d]*\d|\s*%)(?:\.\d+)*(?:\s?\([a-z0-9]+\))*"
        r"(?:(?:\s+and|\s+to|,)\s+\d+(?:\.\d+)*(?!\s+\w*(?:alert|concern|enquir)))?"
        r"|\bs\d+\b|\bSG\d\w?\b|\bSAR[- ]\d+\b|\[\^\d+\]"
        r"|\\?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\\?\](?!\()",
    ),
    (
        "a name",
        rf"\bCovid[- ]?19\b|\b(?:\d+|{WORD})-{_SPAN}\b"
        r"|\b(?:one|two|three|1|2)-(?:to-|stop|way|off|page|part|stage|star|tier)\w*",
    ),
    ("a reference", r"\b\d+(?:\([0-9a-z]{1,3}\))+"),
    ("a number too long to count anything", r"\b\d{13,}\b"),
    ("a scale", r"(?<=\d\sout\sof\s)(?:five|ten|5|10|100)\b"),
    ("a scale", r"\b(?:from\s+)?0\s?%?\s+to\s+100\s?%"),
    (
        "the unit of a rate",
        r"(?:(?<=\bper\s)|(?<=\bfor\severy\s)|(?<=\bfor\seach\s)|(?<=\btimes\s))"
        r"(?:100,?000|10,?000|1,?000|100|hundred thousand)\b",
    ),
    ("a count of what a picture shows", r"\b(?:pictures?|charts?|bars?|lines?|panels?|map)\s+of\s+\d+\s+\w+(?:\s+by\s+\w+)?"),
    ("a definition", r"\bone\s+\w+\s+(?:can|may|could|might)\b"),
    ("a name", r"\b(?:audit|review|case|group|wave|round|cohort|option|area)\s\d{1,2}(?=[.,;:)]?\s*$)"),
    ("an age", r"\b(?:16|18|25|[3-9]5|[3-9]0)\s?(?:-|–|to|and)\s?(?:17|[2-9]4|[3-9]9)\b(?!\s?%|,\d)"),
    ("how much more there is", r"\band\s+\d+\s+more\b\.?\s*$"),
    ("a list or heading number", r"^[ \t]*(?:\d+(?:\.\d+)*[.)]|\(\d+\))(?=\s)|^#+[ \t]+\d+(?:\.\d+)*[.)]?(?=\s)"),
    (
        "a rank, which the tables tell and no figure does",
        rf"\b(?:{'|'.join(RANKS)}|\d+(?:st|nd|rd|th))[\s-]+"
        r"(?:highest|lowest|largest|smallest|biggest|greatest|most|least|best|worst|commonest|fewest)\b",
    ),
    (
        "an ordinal",
        r"\b\d+(?:st|nd|rd|th)\b|\b(?:first|second|latter|other|1st|2nd)\s+(?:half|quarter)\b"
        r"|\bhalf[- ](?:term|day|way|hour|time)\w*",
    ),
    (
        "an ordinal",
        rf"\b(?:the|a|every|their|our|its)\s+(?:third|quarter|fifth|sixth|tenth)\s+(?:(?!concerned|aged|referred|reviewed"
        rf"|attended|died){COUNTED}|year|priority|part|theme)",
    ),
    ("what shares add up to", r"\b(?:sum|add|adds|total|come)\s+(?:up\s+)?to\s+(?:exactly\s+)?100\b(?:\s?%|\s+per\s+cent)?"),
    ("a limit of time", rf"\b(?:within|inside)\s+(?:{AMOUNT})\s+(?:\w+\s+)?{_SPAN}\b"),
    (
        "a length of time",
        rf"\b(?:last|past|next|previous|first|final|following|recent|the|these|those|both)\s+(?:{AMOUNT})\s+{_SPAN}\b"
        rf"|\b(?:{AMOUNT})\s+{_SPAN}\s+(?:ago|earlier|later|before|running)\b|\b(?:{ONES}|ten)\s+{_SPAN}\b(?!\s+of)",
    ),
    (
        "a pronoun",
        rf"\bone\b(?=\s+of\b)|\b(?:no|every|any|each|this|that|another|which|some|only the)[\s-]one\b"
        r"|\bone\b(?!\s+(?:(?!of\b)\w+\s+)?"
        rf"(?:(?!of\b)\w+\s+)?{COUNTED})(?!\s+(?:per|for\s+each|(?:for|to|in)\s+every)\b)(?!\s+(?:{_THING}\s+)?(?:in"
        rf"|out\s+of)\s+(?:every\s+)?{AMOUNT})(?!-in-|\s+and\s+a\s+half\b)"
        r"(?![\s-]+(?:hundred|thousand|million|dozen|half|third|quarter|fifth|sixth|eighth|tenth|percentage|per|point))",
    ),
    (
        "a reference back",
        rf"\b(?:the|these|those|all|both|other)\s+(?:other\s+)?(?:{ONES}|ten)\b(?!-|\s+(?:hundred|thousand|million)\b"
        rf"|\s+(?:\w+\s+)?{COUNTED}|\s+(?:in|out)\b)",
    ),
)
"""What is said of a number that claims nothing, and how it is written; the earlier in the list goes before the later."""

_AND_ANOTHER = rf"\s*(?:to|and|or|-|–)\s*(?:{AMOUNT})"
"""What stands between a number and its unit where two have one: "from 17 to 22 points"."""

_LESS_THAN_ONE = "|".join(f"{top}/(?:{'|'.join(map(str, range(top + 1, 11)))})" for top in range(1, 10))
_SHARED = "|".join(
    rf"(?<=\b{word}\s)" for word in ("was", "were", "is", "are", "than", "about", "nearly", "almost", "over", "under")
)
"""Stand before a share: "1/2" is a date, a part of an address or two numbers elsewhere, but for "1/2 of"."""

_POINTS = r"(?:[\s-]+(?:percentage[\s-]+)?points?|\s?(?:%\s?)?(?:pp|ppts?|pts?))\b"
_CLAIMED = (
    (
        "adults per",
        rf"\b(?:one|an?)\s+(?:[a-z42]+\s+){{0,4}}?(?:per|(?:for|to|in)\s+every|for\s+each)\s+(?P<number>{AMOUNT})"
        rf"(?:\s+(?:adults|people|residents)|(?<=for\severy\s\d\d)\b(?!\s+\w)|(?<=for\severy\s\d\d\d)\b(?!\s+\w))",
    ),
    ("adults per", rf"\bfor\s+every\s+(?P<number>{AMOUNT})\s+(?:adults|people|residents)[^.;,:]{{0,40}}?\s(?:one|an?)\s+\w+"),
    (
        "per",
        rf"\b(?:for|in|per)\s+every\s+(?P<base>100,000|10,000|1,000|100)\s+(?:\w+\s+){{1,8}}?(?P<number>{AMOUNT})\b(?!\s?%)",
    ),
    (
        "in",
        rf"(?P<top>\d{{1,2}}|{WORD})(?:(?<=\bone)\s+{_THING}|\s+{_THING}(?=\s+(?:in|out\s+of)\s+every))?"
        rf"(?:\s+(?:in\s+every|in|out\s+of(?:\s+every)?)\s+|-in-)(?!{_YEAR})(?P<bottom>{AMOUNT})(?!\s+(?:\w+\s+)?{_SPAN}|\s?%)",
    ),
    ("per", rf"(?P<number>{AMOUNT})\s+(?:\w+\s+){{0,2}}(?:per|for\s+every)\s+(?P<base>100,000|10,000|1,000|100)\b"),
    (
        "points",
        rf"(?P<number>{AMOUNT})(?:{_POINTS}|(?={_AND_ANOTHER}{_POINTS}))",
    ),
    (
        "percent",
        rf"(?P<number>{AMOUNT})(?:[ \u00a0\u202f]?%|\s?per\s?cent\b|\s?percent\b|(?={_AND_ANOTHER}(?:[ \u00a0\u202f]?%"
        rf"|\s?per\s?cent\b)))",
    ),
    ("pounds", rf"£\s?(?P<minus>[−–-]\s?)?(?P<number>{DIGITS})"),
    ("pounds", rf"(?P<number>{AMOUNT})\s+pounds\b"),
    ("times", rf"(?P<number>{AMOUNT})(?:\s+times\s+(?=as|the|more|higher|larger|what)|[- ]?fold\b)"),
    (
        "multiple",
        r"(?P<multiple>doubl|trebl|tripl|quadrupl|halv)(?:ed|ing|es)\b|(?P<twice>twice)(?=\s+(?:as|the|that|what))"
        r"|(?<!\bto )(?<!\bwill )(?P<again>doubl|trebl|tripl|quadrupl)e(?=\s+(?:the|that|what|its|their|as|in|since|on|from"
        r"|over|last|by)\b|[.,;:)]|\s*$)",
    ),
    (
        "fraction",
        rf"(?:(?P<parts>a|one|two|three|four|five|six|seven|eight|nine)[\s-]+)(?P<part>{'|'.join(list(PARTS)[1:])})s?\b"
        rf"(?!\s+of\s+a\s+(?:{SCALE})\b)",
    ),
    ("fraction", rf"(?:a\s+)?(?P<part>half)\b(?!\s+a\s+(?:dozen|{SCALE}|day|hour|year))"),
    ("fraction", rf"(?P<part>[{VULGAR}])(?!\s?(?:{SCALE}|k|m|bn|dozen)\b)"),
    ("fraction", rf"(?<![\d/]\s)(?:(?=\S+\s+of\b)|{_SHARED})(?P<over>{_LESS_THAN_ONE})(?![\d/])"),
    ("count", rf"(?P<number>{AMOUNT})"),
)
"""How a number that claims something is written; the earlier in the list goes before the later."""

_MAY_BEGIN = r"(?:(?<!\w)|(?![^\W\d])|(?=https?:|www\.))"
"""Nothing above begins at a letter within a word but an address: most places of a text are passed over by this alone."""
_FIRST_WORDS = rf"an?\b|half|dozen|{SCALE}|{'|'.join(SIMPLE)}|for|in|per|{'|'.join(MULTIPLES)}"
_MAY_CLAIM = rf"(?<![\w.])(?=[^a-z]|(?:{_FIRST_WORDS}))"

CLAIM = "claim"
"""The group of `reading` in which something that claims may begin."""


@cache
def reading() -> re.Pattern[str]:
    """What claims nothing, each a group named for its place in the table, or where something that claims may begin.

    To have the kinds of those in this pattern too would not make it faster, and takes a tenth of a second to prepare.
    """
    ignored = "|".join(f"(?P<i{nth}>{pattern})" for nth, (_, pattern) in enumerate(IGNORED))
    return small_pattern(rf"{_MAY_BEGIN}(?:{ignored}|(?P<{CLAIM}>{_MAY_CLAIM}))", re.MULTILINE)


@cache
def claimed() -> list[tuple[str, re.Pattern[str]]]:
    """Each form in which a number claims something, by its name."""
    return [(kind, small_pattern(rf"{_MAY_CLAIM}{pattern}", re.MULTILINE)) for kind, pattern in _CLAIMED]
