"""Dates that may be known to the year or the month only: ISO 8601's shorter forms, and spans of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sabreport.base.project import year_label

_PART = re.compile(r"((?:19|20)\d{2})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_and_last(text: str) -> tuple[date, date] | None:
    """The first and the last day that a date may be; None where the text is no date.

    Examples
    --------
    >>> first_and_last("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    >>> first_and_last("2019-04/2020-03")
    (datetime.date(2019, 4, 1), datetime.date(2020, 3, 31))
    """
    begin, slash, end = text.partition("/")
    found = [_days_of(part) for part in ((begin, end) if slash else (begin, begin))]
    if found[0] is None or found[1] is None or found[1][1] < found[0][0]:
        return None
    return found[0][0], found[1][1]


def _days_of(text: str) -> tuple[date, date] | None:
    """The days of one year, month or day."""
    match = _PART.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    return first, date(year, month or 12, monthrange(year, month or 12)[1])


def as_iso(first: date, last: date) -> str:
    """A date as far as it is known, in the shortest of the forms that `first_and_last` reads.

    Examples
    --------
    >>> as_iso(date(2020, 3, 3), date(2020, 3, 3)), as_iso(date(2020, 2, 1), date(2020, 2, 29))
    ('2020-03-03', '2020-02')
    """
    forms = (f"{first}", f"{first:%Y-%m}", f"{first:%Y}", f"{first:%Y-%m}/{last:%Y-%m}")
    return next((form for form in forms if first_and_last(form) == (first, last)), f"{first}/{last}")


def day(when: date) -> str:
    """A day as a sentence names it: "3 March 2020"."""
    return f"{when.day} {when:%B %Y}"


def when(first: date, last: date) -> str:
    """A date as far as it is known: "3 March 2020", "March 2020", "2020", "2019-20", "April 2018 to June 2019".

    Parameters
    ----------
    first, last
        The first and the last day that it may be.
    """
    if first == last:
        return day(first)
    if first.day > 1 or (last + timedelta(days=1)).day > 1:
        return f"{day(first)} to {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(first.year)
    if (first.month, last.month) == (4, 3) and last.year == first.year + 1:
        return year_label(last.year)
    return f"{first:%B %Y} to {last:%B %Y}"


def on_or_in(first: date, last: date) -> str:
    """A date as it follows a verb: "on 3 March 2020", "in March 2020", "between April 2018 and June 2019"."""
    said = when(first, last)
    if " to " in said:
        return f"between {said.replace(' to ', ' and ')}"
    return f"on {said}" if first == last else f"in {said}"
