"""Marks that stand in place of a number in an extract: held back where the figures come from, not available, not applicable.

The shorthand is that of the Government Analysis Function's guidance on symbols in tables ([c], [x], [z], [low]), as the national
statistics of adult social care use it, and what councils write in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pandas as pd
from num2words import num2words

from sabreport.base.interval import NOTHING, Interval

MARKS = "_mark"
"""Ends the name of the column that says which mark stands in place of a number."""
_SMALLEST_WORDS = {str(num2words(n)): n for n in range(2, 21)}
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|{'|'.join(sorted(_SMALLEST_WORDS, key=len, reverse=True))})"
_UNDER = re.compile(rf"(?:<|(?:under|below|less than|fewer than)\s)\s*{_NUMBER}")
_UP_TO = re.compile(rf"(?:≤|<=|=<|up to\s)\s*{_NUMBER}")
_FROM_TO = re.compile(r"(?P<low>[01])\s*(?:-|–|to)\s*(?P<number>[0-9]{1,2})")
_WORDS = {
    "held": ("*", "**", "c", "low", "suppressed", "confidential", "withheld", "redacted", "held back", "too small to show"),
    "not available": (
        "x",
        "..",
        "…",
        ":",
        "n/a",
        "n/k",
        "na",
        "nk",
        "not available",
        "not known",
        "not recorded",
        "not collected",
    ),
    "not applicable": ("z", "not applicable"),
}
_UNCLEAR = re.compile(r"[-–—−.~?/]{1,3}|…{2,}|\.{4,}|[<>≤≥].*|nil|none|tbc|tba|unknown|blank|nan|null|\[?[a-z]{1,2}\]?")

CHOICES = (
    "0 if there was none, <5 or [c] if whoever supplied the figures holds it back, [x] if it is not available, or [z] if it "
    "cannot apply"
)
"""What may stand in place of a number, for messages."""


@dataclass(frozen=True)
class SourceMark:
    """What a mark says of the number in whose place it stands.

    Parameters
    ----------
    kind
        Whether the number is held back where it comes from, not there, or cannot be.
    bounds
        Of a count that is held back: what the mark says that it may be.
    """

    kind: Literal["held", "not available", "not applicable"]
    bounds: Interval = NOTHING

    @property
    def below(self) -> int:
        """The number that a count is said to be under; 0 where nothing is said."""
        return int(self.bounds.high) + 1 if self.bounds != NOTHING else 0


@cache
def read_mark(cell: str) -> SourceMark | None:
    """What a cell of a column of numbers says by a mark; None where it is no mark, or one that may mean several things.

    Examples
    --------
    >>> read_mark("<5"), read_mark("[x]").kind, read_mark("-")
    (SourceMark(kind='held', bounds=Interval(low=0, high=4)), 'not available', None)
    """
    said = _plain(cell)
    for kind, words in _WORDS.items():
        if said in words or (len(said) > 2 and said[0] + said[-1] in ("[]", "()") and said[1:-1] in words):
            return SourceMark(kind)  # type: ignore[arg-type]  # the keys are the kinds
    for pattern, more in ((_UNDER, -1), (_UP_TO, 0), (_FROM_TO, 0)):
        if match := pattern.fullmatch(said):
            number = match["number"]
            low, high = int(match.groupdict().get("low") or 0), _SMALLEST_WORDS.get(number) or int(number)
            bounds = Interval(low, high + more)
            return SourceMark("held", bounds) if bounds.size > 1 else None
    return None


def unclear_mark(cell: str) -> bool:
    """Whether a cell is a mark of which it is not certain what it means: a dash, "nil"."""
    return _UNCLEAR.fullmatch(_plain(cell)) is not None


def marks_of(rows: pd.DataFrame, column: str = "value") -> Iterator[tuple[int, SourceMark]]:
    """The marks of a column of an extract, by row number."""
    if f"{column}{MARKS}" in rows:
        for row, cell in rows[f"{column}{MARKS}"].items():
            if (mark := read_mark(str(cell))) is not None:
                yield int(str(row)), mark


def _plain(cell: str) -> str:
    """A cell as marks are written: small letters, single spaces, no full stops within n.a."""
    said = " ".join(cell.split()).casefold()
    return {"n.a.": "n/a", "n.a": "n/a", "n.k.": "n/k", "n / a": "n/a", ". .": "..", "n/a.": "n/a"}.get(said, said)
