"""Which of some old pieces each of some new ones took the place of, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

Pair = tuple[Any, Any]
"""An old piece and a new one, None where that side has none."""


def paired(
    old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable], likeness: Callable[[Any, Any], float]
) -> Iterator[Pair]:
    """Old and new pieces side by side in one order: those of the same key, those alike, and those that only one side has.

    Parameters
    ----------
    likeness
        Of an old and a new piece: nought where neither can be the other, and up to 1.
    """
    matcher = SequenceMatcher(None, [key(each) for each in old], [key(each) for each in new], autojunk=False)
    for tag, first, end, start, stop in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[first:end], new[start:stop], strict=True)
        else:
            yield from _aligned(old[first:end], new[start:stop], likeness)


def share_of_words(old: str, new: str) -> float:
    """How many of the words of two texts both have."""
    one, other = Counter(old.split()), Counter(new.split())
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _aligned(old: Sequence[Any], new: Sequence[Any], likeness: Callable[[Any, Any], float]) -> Iterator[Pair]:
    """The pairs of greatest likeness in all that keep the order; what is gone comes before what took its place."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[likeness(one, other) for other in new] for one in old]
    for at in reversed(range(len(old))):
        for place in reversed(range(len(new))):
            joined = best[at + 1][place + 1] + alike[at][place] if alike[at][place] else 0.0
            best[at][place] = max(joined, best[at + 1][place], best[at][place + 1])
    at = place = 0
    while at < len(old) or place < len(new):
        left = at < len(old) and place < len(new)
        if left and alike[at][place] and best[at][place] == best[at + 1][place + 1] + alike[at][place]:
            yield old[at], new[place]
            at, place = at + 1, place + 1
        elif at < len(old) and best[at][place] == best[at + 1][place]:
            yield old[at], None
            at += 1
        else:
            yield None, new[place]
            place += 1
