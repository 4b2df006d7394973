"""Whether chance alone could give a change: tests of counts of events, and of shares of the whole that they are part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from sabreport.facts.fact import Fact, Facts
from sabreport.report_kinds.catalogue import can_be_tested

SMALL = 100
"""Below this many cases, a change that a reader takes for news is often chance."""
_LEVEL = 0.05
_LEAST_EXPECTED = 5
"""Cases a year that the test of a series of years asks for, on average; of fewer it says nothing."""


@dataclass(frozen=True)
class _Sample:
    """The cases of one year; of a share, and how many there were that could have been one."""

    fact: Fact
    part: int
    whole: int | None = None


def change_could_be_chance(fact: Fact, facts: Facts) -> bool:
    """Whether a figure changed on the year before, rests on fewer than 100 cases, and chance alone could give the change.

    Counts of events are compared as two Poisson counts, exactly (the binomial test of one in their sum); shares as two
    proportions, by Fisher's exact test. False where nothing can be said: of a stock, a rate, and a share of which the
    whole is not known.
    """
    samples = [each for each in _samples(fact, facts) if each.fact.year in (fact.year - 1, fact.year)]
    if len(samples) < 2 or not _small(samples) or samples[0].fact.value == samples[1].fact.value:
        return False
    return _pair_p(*samples) >= _LEVEL


def first_beyond_chance(fact: Fact, facts: Facts) -> Fact | None:
    """The first figure of a series, where the series rests on few cases and chance alone would not give the way from there.

    All years drawn are tested together, by the chi-square test of one rate (of one share) throughout; then the first of
    them against the last, exactly. None where either could be chance, or nothing can be said.
    """
    samples = _samples(fact, facts)
    if len(samples) < 3 or samples[-1].fact.key != fact.key or not _small(samples[-2:]):
        return None
    p = series_p([each.part for each in samples], [each.whole for each in samples if each.whole is not None])
    beyond = p is not None and p < _LEVEL and _pair_p(samples[0], samples[-1]) < _LEVEL
    return samples[0].fact if beyond else None


def _samples(fact: Fact, facts: Facts) -> list[_Sample]:
    """The years of a figure's series that are shown, oldest first; none where chance cannot be judged of it."""
    if not can_be_tested(fact.measure) or fact.category:
        return []
    shown = [each for each in facts.over_years(fact.area, fact.measure) if not each.suppressed]
    if fact.unit == "count":
        return [_Sample(each, int(each.value)) for each in shown]
    pairs = [(each, *(facts[key] for key in each.inputs)) for each in shown if len(each.inputs) == 2]
    samples = [_Sample(each, int(part.value), int(whole.value)) for each, part, whole in pairs]
    return [each for each in samples if each.whole and each.part <= each.whole]


def _small(samples: Sequence[_Sample]) -> bool:
    """Whether any of the years has few cases; of a share, few that could have been one."""
    return min(each.part if each.whole is None else each.whole for each in samples) < SMALL


def _pair_p(one: _Sample, other: _Sample) -> float:
    if one.whole is None or other.whole is None:
        return counts_p(one.part, other.part)
    return shares_p(one.part, one.whole, other.part, other.whole)


def series_p(parts: Sequence[int], wholes: Sequence[int] = ()) -> float | None:
    """The p value of the counts of several years being of one rate, or of their shares being equal, by chi-square.

    Parameters
    ----------
    wholes
        Of each year, for shares; empty for counts of events.

    Returns
    -------
    float or None
        None where too few cases are expected a year for the test to hold.

    Examples
    --------
    >>> round(series_p([77, 52, 59, 39]), 4)  # 752.75 ÷ 56.75 = 13.26, with three degrees of freedom
    0.0041
    """
    from scipy.special import gammaincc  # slow to import

    everything = sum(wholes) or len(parts)
    weights = [each / everything for each in (wholes or [1] * len(parts))]
    total = sum(parts)
    sides = [(parts, total)]
    if wholes:
        sides.append(([whole - part for part, whole in zip(parts, wholes, strict=True)], everything - total))
    expected = [[side * weight for weight in weights] for _, side in sides]
    if min(map(min, expected)) < _LEAST_EXPECTED:
        return None
    pairs = [pair for (seen, _), due in zip(sides, expected, strict=True) for pair in zip(seen, due, strict=True)]
    chi_square = sum((seen - due) ** 2 / due for seen, due in pairs)
    return float(gammaincc((len(parts) - 1) / 2, chi_square / 2))


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
