"""The numbers of a text, in digits and in words, each with the figures that may be written so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import numeric

from sabreport.base.small_letters import in_small
from sabreport.claims.leeway import hedge_before, hedged, rounded
from sabreport.claims.number_cases import CLAIM, IGNORED, Unit, claimed, reading
from sabreport.claims.number_forms import MULTIPLES, PARTS, SAME_WIDTH, VULGAR, first_value, number_of, unclear

_SIGN = re.compile(r"(?:^|[^\d%\s)])\s?(?P<minus>−\s?)$|(?:^|[^\d%\s]\s|[(\[|])(?P<dash>[-–])$")
"""A minus sign before a number: what stands between two numbers is none, nor is a dash with a space after it."""


@dataclass(frozen=True)
class Written:
    """One number as it stands in a text.

    Parameters
    ----------
    start, end
        Where it stands, with the word that qualifies it ("about", "just under").
    low, high
        The figures that may be written so, without a sign: above or at `low`, below `high`. Equal where nothing is claimed.
    unit
        What it counts; shares and fractions are percentages, "doubled" is 2 times.
    ignored
        Why it claims nothing; empty where it claims something.
    base
        For so many "per 1,000", the thousand; otherwise 0.
    unclear
        What else may be meant by a number written as in other countries, and what to write; empty where it is clear.
    """

    start: int
    end: int
    value: float
    low: float
    high: float
    unit: Unit
    ignored: str = ""
    base: float = 0
    unclear: str = ""

    @property
    def size(self) -> float:
        """The number without its sign."""
        return abs(self.value)


@lru_cache(maxsize=256)
def find_numbers(text: str) -> tuple[Written, ...]:
    """Every number in a text, in order; those that claim nothing say why."""
    return tuple(_found(in_small(text.translate(SAME_WIDTH))))


def _found(text: str) -> Iterator[Written]:
    at, cases = 0, reading()
    while match := cases.search(text, at):
        if match.lastgroup == CLAIM:
            kinds = ((kind, parts) for kind, pattern in claimed() if (parts := pattern.match(text, match.start())))
            kind, parts = next(kinds, ("", match))
            if kind:
                yield _written(kind, parts, text)
            at = max(parts.end(), match.start() + 1)
        else:
            why = IGNORED[int(str(match.lastgroup)[1:])][0]
            yield Written(match.start(), match.end(), first_value(match[0]), 0, 0, "count", why)
            at = match.end()


def _written(kind: str, match: re.Match[str], text: str) -> Written:
    """The number of a match, with the figures that its words allow."""
    parts = match.groupdict()
    signed = _signed(text, match.start())
    is_minus = signed < match.start() or bool(parts.get("minus"))
    hedge, start = hedge_before(text, signed)
    if kind == "in":
        top, bottom = number_of(parts["top"]), number_of(parts["bottom"])
        share = 100 * top / bottom
        half = min(50 / bottom, 3.5)
        near = max(0.5, bottom / 20) if bottom % 5 == 0 and bottom > 10 else 0.5
        low, high = (100 / (bottom + near), 100 / (bottom - near)) if top == 1 else (share - half, share + half)
        return Written(start, match.end(), share, *hedged(share, low, high, hedge, min(100 / bottom, 10)), "percent")
    if kind == "fraction":
        share = _share(parts)
        return Written(start, match.end(), share, *hedged(share, share - 2.5, share + 2.5, hedge, 10), "percent")
    if kind == "multiple":
        value = MULTIPLES[(parts["multiple"] or parts["twice"] or parts["again"]).lower()]
        if value < 1:  # "more than halved" leaves less than half
            hedge = {"over": "under", "just over": "just under", "under": "over", "just under": "just over"}.get(hedge, hedge)
        return Written(start, match.end(), value, *hedged(value, value * 0.94, value * 1.06, hedge, value / 2), "times")
    value, base = number_of(parts["number"]), number_of(parts.get("base") or "0")
    unit: Unit = kind  # type: ignore[assignment]  # the remaining kinds are units
    low, high = rounded(parts["number"], value, unit, hedge)
    may_be = unclear(parts["number"], value, is_amount=unit in ("count", "pounds"))
    return Written(start, match.end(), -value if is_minus else value, low, high, unit, base=base, unclear=may_be)


def _share(parts: dict[str, str]) -> float:
    """What a fraction in words, in one sign or with a stroke comes to, as a percentage."""
    if parts.get("over"):
        top, _, bottom = parts["over"].partition("/")
        return 100 * int(top) / int(bottom)
    part = parts["part"].lower()
    return 100 * (numeric(part) if part in VULGAR else number_of(parts.get("parts") or "a") / PARTS[part])


def _signed(text: str, start: int) -> int:
    """Where a number begins, with the minus sign before it where there is one."""
    found = _SIGN.search(text[max(0, start - 4) : start])
    return start - len(found["minus"] or found["dash"]) if found else start
