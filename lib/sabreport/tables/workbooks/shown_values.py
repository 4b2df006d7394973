"""How Excel shows a number, a date, a time or a text by its number format, where that is one of the usual ones.

The pieces of a format are those of ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sabreport.tables.workbooks.number_formats import section_of, text_of, text_section
from sabreport.tables.workbooks.shown_moments import moment_shown

_DECIMAL = re.compile(r"([0#?,]*?)(,*)(?:\.([0#?]*))?(,*)")
"""Digits before the point, commas that show it in thousands, digits after the point."""
_FRACTION = re.compile(r"(?:([0#?]+) +)?[0#?]+ ?/ ?(?:([0#?]+)|([1-9][0-9]*))")
"""Digits of the whole, and of the denominator, or the denominator itself."""

_DECIMALS = 12
"""Those of a number in an extract, at most."""
_LONG = 1e9
"""From here on twelve digits may be too few for a whole number with its decimals."""


def in_digits(value: float) -> str:
    """A number in plain digits: all of a whole number, and a fraction without the noise of the way computers keep it.

    Examples
    --------
    >>> in_digits(1234567890123), in_digits(0.1 + 0.2), in_digits(12345678901.25), in_digits(1 / 81)
    ('1234567890123', '0.3', '12345678901.25', '0.012345679012')
    """
    value = round(value, _DECIMALS)
    kept = 12 if abs(value) < _LONG else 15
    return str(int(value)) if float(value).is_integer() else format(Decimal(f"{value:.{kept}g}"), "f")


def as_shown(code: str, value: object) -> str | None:
    """What Excel shows of a value; None where it shows nothing, or where the format is not one of the usual ones.

    Examples
    --------
    >>> [as_shown(code, 1234.5) for code in ("#,##0.00", "0", "# ?/?", '"Q"0.0')]
    ['1,234.50', '1235', '1234 1/2', 'Q1234.5']
    >>> as_shown("mmm-yy", date(2019, 6, 30)), as_shown("h:mm AM/PM", time(9, 30)), as_shown('@" (draft)"', "Waiting")
    ('June 2019', '9:30 AM', 'Waiting (draft)')
    """
    if isinstance(value, str):
        return _shown_text(code, value)
    if isinstance(value, date | time | timedelta):
        return moment_shown(code, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (_shown_number(code, value) or "").strip() or None
    return None


def _shown_text(code: str, value: str) -> str | None:
    pieces = text_section(code)
    if pieces is None:
        return value
    if "@" not in pieces:
        return None
    at = pieces.index("@")
    return f"{text_of(pieces[:at])}{value}{text_of(pieces[at + 1 :])}"


def _shown_number(code: str, value: float) -> str | None:
    pieces, is_for_negative = section_of(code, value)
    places = [number for number, piece in enumerate(pieces) if len(piece) == 1 and piece in "0123456789#?"]
    general = next((number for number, piece in enumerate(pieces) if piece.lower() == "general" or piece == "@"), None)
    size = abs(Decimal(f"{value:.15g}"))
    minus = "-" if value < 0 and not is_for_negative else ""
    if general is not None:
        return f"{minus}{text_of(pieces[:general])}{in_digits(abs(value))}{text_of(pieces[general + 1 :])}"
    if not places:
        return text_of(pieces)
    first, end = places[0], places[-1] + 1
    if first and pieces[first - 1] == ".":
        first -= 1
    while end < len(pieces) and pieces[end] in (",", "."):
        end += 1
    shown = _digits("".join(pieces[first:end]), size * 100 ** pieces.count("%"))
    if shown is None:
        return None
    if not re.search("[1-9]", shown):
        minus = ""
    return f"{minus}{text_of(pieces[:first])}{shown}{text_of(pieces[end:])}"


def _digits(form: str, size: Decimal) -> str | None:
    """A number, without its sign, in the digits of a format."""
    if match := _FRACTION.fullmatch(form):
        return _fraction(size, has_whole=bool(match[1]), most=10 ** len(match[2] or "") - 1, fixed=int(match[3] or 0))
    match = _DECIMAL.fullmatch(form)
    if match is None:
        return None
    whole, thousands, decimals = match[1], match[2] + match[4], match[3] or ""
    number = (size / 1000 ** len(thousands)).quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    before, _, after = f"{number:f}".partition(".")
    before = ("" if before == "0" else before).zfill(whole.count("0"))
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    least = decimals.rfind("0") + 1
    after = after[:least] + after[least:].rstrip("0")
    return f"{before}.{after}" if "." in form else before


def _fraction(size: Decimal, *, has_whole: bool, most: int, fixed: int) -> str:
    """A number as a fraction, with a denominator of at most so much or one that is fixed."""
    whole, rest = divmod(Fraction(size), 1) if has_whole else (0, Fraction(size))
    below = fixed or rest.limit_denominator(most).denominator
    above = int(rest * below + Fraction(1, 2))
    if has_whole and above == below:
        whole, above = whole + 1, 0
    if has_whole and not above:
        return str(whole)
    return f"{whole} {above}/{below}" if whole else f"{above}/{below}"
