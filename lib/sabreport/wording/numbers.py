"""How a number is printed: thousands, percent, pounds, points, small numbers in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isnan

from babel import Locale
from babel.numbers import format_decimal
from num2words import num2words

SUPPRESSED = "[c]"
"""What stands in place of a number that is held back."""
_LOCALE = Locale("en", "GB")


def rounded(value: float, decimals: int = 0) -> Decimal:
    """A number at a stated precision, halves away from zero as in school and in spreadsheets.

    Examples
    --------
    >>> rounded(12.5)
    Decimal('13')
    """
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def difference_as_shown(value: float, other: float, decimals: int = 0, other_decimals: int | None = None) -> float:
    """How much larger one figure is than another as both are printed, so that a reader's sum agrees.

    Parameters
    ----------
    decimals, other_decimals
        How many each is printed with; those of the first for both where the second is not given.

    Examples
    --------
    >>> difference_as_shown(82.6, 78.4, 1)
    4.2
    >>> difference_as_shown(82.6, 78.4)  # printed 83 and 78
    5.0
    """
    return float(rounded(value, decimals) - rounded(other, decimals if other_decimals is None else other_decimals))


def decimals_given(values: Iterable[float], least: int = 0) -> int:
    """How many decimals to print of percentages supplied together: those that they are given with, at most one.

    Parameters
    ----------
    least
        Never fewer than these.

    Examples
    --------
    >>> decimals_given([54, 78.4]), decimals_given([54, 78])
    (1, 0)
    """
    return max(least, int(any(rounded(value, 1) % 1 for value in values if not isnan(value))))


def decimals_of_pounds(amounts: Iterable[float]) -> int:
    """How many decimals to print of the amounts of an account: none where all are whole pounds.

    Examples
    --------
    >>> decimals_of_pounds([48500, 4010.5]), decimals_of_pounds([48500.0])
    (2, 0)
    """
    return 0 if all(amount % 1 == 0 for amount in amounts) else 2


def plain(value: float) -> str:
    """A number as it would stand in a table that people fill in: plain digits, as many as it has.

    Examples
    --------
    >>> plain(562500.4), plain(4167.0)
    ('562500.4', '4167')
    """
    return format(Decimal(repr(float(value))).normalize(), "f")


@lru_cache(maxsize=4096)  # a build asks for the same figure some ten times
def format_number(value: float, unit: str, decimals: int = 0) -> str:
    """A number with its thousands separators and unit.

    Examples
    --------
    >>> format_number(4167, "count")
    '4,167'
    >>> format_number(53590, "pounds")
    '£53,590'
    >>> format_number(54, "percent")
    '54%'
    """
    number = rounded(value, decimals)
    digits = format_decimal(abs(number), format=f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale=_LOCALE)
    sign = "−" if number < 0 else ""
    match unit:
        case "percent":
            return f"{sign}{digits}%"
        case "pounds":
            return f"{sign}£{digits}"
        case "points":
            return f"{sign}{digits} percentage point{'' if abs(number) == 1 else 's'}"
        case _:
            return f"{sign}{digits}"


def in_words(value: int) -> str:
    """A whole number in words up to ten, in digits above.

    Examples
    --------
    >>> in_words(2), in_words(12)
    ('two', '12')
    """
    return str(num2words(value)) if 0 <= value <= 10 else format_number(value, "count")
