"""Whether a change could be chance: exact tests, used where numbers are small."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from sabreport.catalogue import base_of
from sabreport.facts import Fact, Facts
from sabreport.numbers import rounded

SMALL = 100
"""Below this many cases, a change that a reader takes for news is often chance."""
_LEVEL = 0.05
_SHARES = ("enquiries_abuse_found_pct", "conversion", "concerns_from_public_share")
"""The percentages of which the base is known; that of others in the catalogue only comes near."""


def small_and_within_chance(fact: Fact, facts: Facts) -> bool:
    """Whether a figure changed, rests on fewer than 100 cases, and changed by no more than chance would give.

    Counts are compared as two Poisson counts, exactly (the binomial test of one in their sum); percentages as two
    proportions of their bases, by Fisher's exact test, where both bases are known. False where nothing can be said.
    """
    before, change = facts.before(fact), facts.change(fact)
    if before is None or change is None or change.value == 0:
        return False
    if fact.unit == "count":
        return min(fact.value, before.value) < SMALL and _counts_within_chance(int(fact.value), int(before.value))
    base = facts.find(fact.area, base_of(fact.measure) if fact.measure in _SHARES else "", year=fact.year)
    base_before = facts.before(base) if base is not None else None
    if base is None or base_before is None or base_before.suppressed or min(base.value, base_before.value) >= SMALL:
        return False
    return _shares_within_chance(fact, base, before, base_before)


def _counts_within_chance(now: int, before: int) -> bool:
    return counts_p(now, before) >= _LEVEL


def _shares_within_chance(now: Fact, base: Fact, before: Fact, base_before: Fact) -> bool:
    parts = [int(rounded(share.value * whole.value / 100)) for share, whole in ((now, base), (before, base_before))]
    return shares_p(parts[0], int(base.value), parts[1], int(base_before.value)) >= _LEVEL


def counts_p(one: int, other: int) -> float:
    """The two-sided p value of two Poisson counts being of one rate: the binomial test of one in their sum, in whole numbers.

    Examples
    --------
    >>> round(counts_p(3, 12), 4)  # 2 × (1 + 15 + 105 + 455) ÷ 2¹⁵
    0.0352
    """
    total = one + other
    tail = sum(comb(total, i) for i in range(min(one, other) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**total)))


def shares_p(part: int, whole: int, other_part: int, other_whole: int) -> float:
    """The two-sided p value of two proportions being equal, by Fisher's exact test, in whole numbers.

    Examples
    --------
    >>> round(shares_p(3, 4, 1, 4), 4)  # (16 + 16 + 1 + 1) ÷ 70
    0.4857
    """
    if whole > other_whole:
        part, whole, other_part, other_whole = other_part, other_whole, part, whole
    parts = part + other_part
    ways = [comb(whole, i) * comb(other_whole, parts - i) for i in range(max(0, parts - other_whole), min(whole, parts) + 1)]
    observed = comb(whole, part) * comb(other_whole, other_part)
    return float(Fraction(sum(each for each in ways if each <= observed), comb(whole + other_whole, parts)))
