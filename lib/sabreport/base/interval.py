"""The whole numbers that a count may be, where it is not known which."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Interval:
    """The whole numbers that a count may be, both ends included."""

    low: int
    high: float

    @property
    def size(self) -> float:
        """How many whole numbers it holds."""
        return self.high - self.low + 1


NOTHING = Interval(0, inf)
"""What is known of a count of which nothing is said."""
