"""How far a number in a text may stand from its figure: what its last digit, and a word that qualifies it, allow."""

from __future__ import annotations

import re

from sabreport.claims.number_cases import Unit
from sabreport.claims.number_forms import VULGAR

_HEDGES = (
    ("just over", r"(?:just|slightly|a\s+little|marginally)\s+(?:over|more\s+than|above)"),
    (
        "just under",
        r"(?:just|slightly|a\s+little|marginally)\s+(?:under|less\s+than|below)|nearly|almost|close\s+to|approaching|not\s+quite",
    ),
    ("over", r"(?:more|greater|higher)\s+than|(?:well\s+)?over|above|at\s+least|in\s+excess\s+of|exceed(?:ed|ing)"),
    ("under", r"(?:less|fewer|lower)\s+than|under|below|up\s+to|at\s+most"),
    ("about", r"about|around|roughly|approximately|some|circa|an?\s+estimated"),
)

_HEDGED = tuple((name, re.compile(rf"\b(?:{pattern})\s+$", re.IGNORECASE)) for name, pattern in _HEDGES)

_LARGEST_ROUNDING = 0.1
"""No rounding may move a figure by more than this share of what is written."""


def hedge_before(text: str, start: int) -> tuple[str, int]:
    """The qualifying word before a place, and where it begins."""
    before = text[max(0, start - 30) : start]
    for name, pattern in _HEDGED:
        if match := pattern.search(before):
            return name, start - len(before) + match.start()
    return "", start


def hedged(value: float, low: float, high: float, hedge: str, step: float) -> tuple[float, float]:
    """What a qualifying word makes of the figures that a bare number allows; `step` is how far "over" may reach."""
    match hedge:
        case "about":
            return value - 1.5 * (value - low), value + 1.5 * (high - value)
        case "over":
            return value + 1e-9, value + step
        case "just over":
            return value + 1e-9, value + step / 2
        case "under":
            return value - step, value
        case "just under":
            return value - step / 2 - 1e-9, value
        case _:
            return low, high


def rounded(digits: str, value: float, unit: Unit, hedge: str) -> tuple[float, float]:
    """The figures that a number stands for, by the place of its last digit that is not a rounding zero."""
    decimals = len(digits.partition(".")[2]) if "." in digits and digits[-1].isdigit() else 0
    step = 10.0**-decimals
    while not decimals and value and value % (step * 10) == 0:
        step *= 10
    if hedge and step == 1 and value % 5 == 0:
        step = 5
    is_round = value >= 100 and (value / step < 100 or step >= 100) and unit not in ("percent", "points")
    if not hedge and not is_round:
        step = min(step, 1)
    if digits[-1:] in tuple(VULGAR) or re.search(r"\s+and\s+a\s+(?:half|third|quarter)$", digits, re.IGNORECASE):
        return hedged(value, value - 0.125, value + 0.125, hedge, 0.25)
    half = step / 2 if step <= 1 else min(step / 2, value * _LARGEST_ROUNDING + (2 if hedge else 0))
    return hedged(value, value - half, value + half, "" if hedge == "about" else hedge, step)
