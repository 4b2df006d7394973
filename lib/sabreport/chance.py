"""Whether a change could be chance: exact tests, used where numbers are small."""

from __future__ import annotations

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
    from scipy.stats import binomtest  # slow to import, and seldom needed

    return bool(now + before == 0 or binomtest(now, now + before).pvalue >= _LEVEL)


def _shares_within_chance(now: Fact, base: Fact, before: Fact, base_before: Fact) -> bool:
    from scipy.stats import fisher_exact

    rows = []
    for share, whole in ((now, base), (before, base_before)):
        part = int(rounded(share.value * whole.value / 100))
        rows.append([part, int(whole.value) - part])
    return bool(fisher_exact(rows).pvalue >= _LEVEL)
