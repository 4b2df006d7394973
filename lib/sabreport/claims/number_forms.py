"""How people write a number, in digits and in words, and what it comes to."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import numeric

from num2words import num2words

SIMPLE = {str(num2words(n)): n for n in (*range(1, 20), *range(20, 100, 10))}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SCALES |= {"k": SCALES["thousand"], "m": SCALES["million"], "bn": SCALES["billion"]}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
MULTIPLES = {"doubl": 2, "twice": 2, "trebl": 3, "tripl": 3, "quadrupl": 4, "halv": 0.5}

ONES = "one|two|three|four|five|six|seven|eight|nine"
WORD = rf"(?:{'|'.join(sorted(SIMPLE, key=len, reverse=True))})"
SCALE = "hundred|thousand|million|billion"
WORDS = (
    rf"(?:a|one|two|three)[\s-]+(?:third|quarter)s?\s+of\s+a\s+(?:{SCALE})\b"
    rf"|{WORD}\s+and\s+a\s+(?:half|quarter|third)(?:\s+(?:{SCALE}))?\b"
    rf"|(?:(?:{WORD}(?:[- ](?:{ONES}))?|a|half\s+a)[\s-]+)?(?:dozen|{SCALE})\b"
    rf"(?:\s+and\s+{WORD}(?:[- ](?:{ONES}))?)?"
    rf"|(?:{'|'.join(w for w, n in SIMPLE.items() if n >= 20)})(?:[- ](?:{ONES}))?|{WORD}"
)
RANKS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
ELSEWHERE = r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\.?\d)|(?<![\d,])\d+,\d{1,2}(?![\d,])"
"""Numbers with a comma where English has a point, or points between the thousands: 1.250,50; 1.250.000; 1,2."""
SPACED = (
    r"(?:(?<=[^\W\d] )|(?<=[(£*−])|(?<=£ )|(?<=^[-*•] ))[1-9]\d{0,2}(?: \d{3})+(?![\d/-])"
    r"(?=(?:\.\d+)?[%).,;:*](?!\d)| [^\W\d]| \()(?:\.\d+)?"
)
"""Thousands parted by ordinary spaces, within a sentence: numbers at an end of a line may be two of a table."""
DIGITS = (
    rf"(?:{ELSEWHERE}|{SPACED}|(?:\d{{1,3}}(?:[,\u00a0]\d{{3}})+|\d+)(?:\.\d+)?[{VULGAR}]?|[{VULGAR}])"
    rf"(?:\s?(?:{SCALE}|k|m|bn)\b)?"
)
SAME_WIDTH = str.maketrans("\u2010\u2011\u2008\u2009\u202f\u2007", "--\u00a0\u00a0\u00a0\u00a0")
"""Hyphens, and the spaces that part thousands, each as the one of its kind that the patterns know."""
_UNCLEAR_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_UNCLEAR_COMMA = re.compile(r"\d+,\d{1,2}(?![\d,])")
AMOUNT = rf"(?:{DIGITS}|(?:{WORDS})\b)"


@lru_cache(maxsize=4096)
def number_of(text: str) -> float:
    """The number that digits or words stand for.

    Examples
    --------
    >>> number_of("4,167"), number_of("twenty-five"), number_of("two hundred and six")
    (4167.0, 25.0, 206.0)
    """
    part_of = _PART_OF.fullmatch(text.strip().lower())
    if part_of is not None:
        return number_of(part_of["parts"]) / PARTS[part_of["part"]] * SCALES[part_of["scale"]]
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)
    total, current = 0.0, 0.0
    for word in re.findall(rf"{ELSEWHERE}|[\d,\u00a0]*\d(?:\.\d+)?|[{VULGAR}]|[a-z]+", text.translate(SAME_WIDTH).lower()):
        if word[0].isdecimal():
            is_english = re.fullmatch(ELSEWHERE, word) is None
            plain = word if is_english else word.replace(".", "").replace(",", ".")
            current += float(re.sub(r"[,\u00a0]", "", plain))
        elif word in VULGAR:
            current += numeric(word)
        elif word in PARTS:  # "two and a half"
            current += 1 / PARTS[word]
        elif word in ("thousand", "million", "billion", "k", "m", "bn"):
            total, current = total + (current or 1) * SCALES[word], 0
        elif word in SCALES:
            current = (current or 1) * SCALES[word]
        else:
            current += SIMPLE.get(word, 0)
    return total + current or (1.0 if text.lower() in ("a", "one") else 0.0)


_PART_OF = re.compile(rf"(?P<parts>a|one|two|three)[\s-]+(?P<part>third|quarter)s?\s+of\s+a\s+(?P<scale>{SCALE})")


def first_value(text: str) -> float:
    """The first number of what is ignored; of a rank, which it is."""
    rank = next((n for n, word in enumerate(RANKS, start=2) if text.lower().startswith(word)), 0)
    if rank:
        return float(rank)
    found = re.search(r"\d+(?:\.\d+)?", text) or re.search(WORD, text, re.IGNORECASE)
    return number_of(found[0]) if found else 0.0


def unclear(digits: str, value: float, *, is_amount: bool) -> str:
    """What else a number may be that is written with a point or comma as in other countries, and what to write."""
    if is_amount and (match := _UNCLEAR_POINT.fullmatch(digits)):
        whole = match[0].replace(".", ",")
        return f"it may be {value:.10g} or, as other countries write it, {whole}: write {whole} or {value:.10g}"
    if match := _UNCLEAR_COMMA.match(digits):
        point = match[0].replace(",", ".")
        return f"it may be {point}, or two numbers: write {point}, or leave a space after the comma"
    return ""
