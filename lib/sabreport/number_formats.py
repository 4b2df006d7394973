"""Number formats of a workbook: whether a number under one is shown as a percentage.

The pieces and sections are those of ECMA-376, part 1, 18.8.31.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

_PIECE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
"""A quoted or escaped text, a gap as wide as a character, a fill, a condition or colour, or one sign."""
_CONDITION = re.compile(r"\[\s*(<=|>=|<>|<|>|=)\s*(-?[0-9]*\.?[0-9]+)\s*\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True)
class _Section:
    """One part of a format between semicolons."""

    percent: bool
    text: bool
    condition: tuple[str, float] | None

    def holds(self, value: float) -> bool:
        """Whether its condition is met."""
        return self.condition is not None and _COMPARE[self.condition[0]](value, self.condition[1])


def is_percentage(code: str, value: float) -> bool:
    """Whether a number is shown times a hundred, as a percentage, under a number format.

    Examples
    --------
    >>> is_percentage("0.0%", 0.5), is_percentage('0.0"%"', 0.5), is_percentage("0;-0%", 0.5)
    (True, False, False)
    """
    section = _section_for(_sections(code), value)
    return section is not None and section.percent


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format for numbers; the one for text is left out."""
    parts: list[list[str]] = [[]]
    for piece in _PIECE.findall(code):
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    found = [_section(pieces) for pieces in parts[:3]]
    return tuple(found[:-1] if len(found) > 1 and found[-1].text else found)


def _section(pieces: Sequence[str]) -> _Section:
    condition = next((match for piece in pieces if (match := _CONDITION.fullmatch(piece))), None)
    return _Section("%" in pieces, "@" in pieces, (condition[1], float(condition[2])) if condition else None)


def _section_for(sections: Sequence[_Section], value: float) -> _Section | None:
    """The section that shows a number: positive, negative, zero, unless they have conditions; None where Excel shows ####."""
    first, *others = sections
    second, third = (*others, None, None)[:2]
    if first.holds(value):
        return first
    if first.condition is None and (second is None or value > 0 or (value == 0 and third is None)):
        return first
    if second is None or second.holds(value):
        return second
    if second.condition is None and (value < 0 or (third is None and first.condition is not None)):
        return second
    return third
