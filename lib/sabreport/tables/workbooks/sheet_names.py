"""What the name of a workbook's sheet says of it: that it is not to be used, or of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sabreport.base.errors import Problem

_NOT_TO_USE = re.compile(
    r"(?<![^\W\d_])(?:draft|superseded|obsolete|archived?|do[ -]?n[o']?t[ -]use)(?![^\W\d_])|^\W*old(?![^\W\d_])|\(old\)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s?[-–_]\s?(?:20)?(\d\d))?(?!\d)")
_LOOK = "Look whether it is the table that is meant; if it is, give the sheet another name."


def said_of_name(path: Path, name: str) -> Iterator[Problem]:
    """That the only sheet with a table seems not to be meant for the report, by its name.

    Parameters
    ----------
    path
        The workbook, in the folder of its year.
    """
    if _NOT_TO_USE.search(name):
        yield Problem(path, None, "", f'the sheet that is read is called "{name}"', _LOOK)
    elif path.parent.name.isdecimal() and (years := [*_YEARS.finditer(name)]):
        year = int(path.parent.name)
        if not any(_may_be_of(year, *found.groups()) for found in years):
            what = f'the sheet that is read is called "{name}", and the folder is that of {year - 1}-{year % 100:02}'
            yield Problem(path, None, "", what, _LOOK)


def _may_be_of(year: int, first: str, last: str | None) -> bool:
    """Whether a year or two in the name of a sheet may be the one that ends in `year`: 2019-20, 2019 and 2020 for 2020."""
    if last is not None and int(last) == (int(first) + 1) % 100:
        return int(first) + 1 == year
    return int(first) in (year - 1, year)
