"""How a number is printed: thousands, percent, pounds, points, small numbers in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from num2words import num2words

_LOCALE = "en_GB"


def rounded(value: float, decimals: int = 0) -> Decimal:
    """A number at a stated precision, halves away from zero as in school and in spreadsheets.

    Examples
    --------
    >>> rounded(12.5)
    Decimal('13')
    """
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


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
