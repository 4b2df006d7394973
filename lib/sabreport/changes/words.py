"""The passages that changed from one draft to another, by section; what only moved is told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from sabreport.changes.content import Content, Passage

_T = TypeVar("_T")
_ALIKE = 0.5
"""How alike a passage and what stands in its place have to be to count as changed, and not as one gone and one new."""


@dataclass(frozen=True)
class Reworded:
    """A heading, paragraph or item that is not as it was.

    Parameters
    ----------
    section
        The headings above it in the new draft; where it is gone, in the old one.
    old, new
        What it says; empty where the draft has no such passage.
    """

    section: str
    kind: Literal["added", "removed", "changed", "moved"]
    old: str
    new: str


def changed_words(old: Content, new: Content) -> list[Reworded]:
    """What was added, removed, changed or moved, in the order of the new draft."""
    before, after = old.passages, new.passages
    matcher = SequenceMatcher(None, [each.same for each in before], [each.same for each in after], autojunk=False)
    found: list[tuple[Passage | None, Passage | None]] = []
    for tag, first, end, start, stop in matcher.get_opcodes():
        if tag != "equal":
            beside = paired(list(before[first:end]), list(after[start:stop]), _likeness)
            found += beside
    gone = {each.same: each for each, none in found if none is None and each is not None}
    come = {each.same for none, each in found if none is None and each is not None}
    moved = gone.keys() & come
    said = []
    for one, other in found:
        if one is not None and other is not None:
            said.append(Reworded(other.section, "changed", one.text, other.text))
        elif other is not None:
            was = gone.get(other.same) if other.same in moved else None
            said.append(Reworded(other.section, "moved" if was else "added", was.text if was else "", other.text))
        elif one is not None and one.same not in moved:
            said.append(Reworded(one.section, "removed", one.text, ""))
    return said


def _likeness(old: Passage, new: Passage) -> float:
    """How alike two passages are; one whose figures are those of the other has its place, however the figures moved."""
    alike = SequenceMatcher(None, old.same, new.same, autojunk=False).ratio()
    one, other = (frozenset[str]().union(*(sentence.facts for sentence in each.sentences)) for each in (old, new))
    return max(alike, _ALIKE) if one and one == other else alike


def paired(gone: list[_T], come: list[_T], likeness: Callable[[_T, _T], float]) -> list[tuple[_T | None, _T | None]]:
    """Passages or rows that took the place of others, each beside its likest; then those whose place none took.

    Parameters
    ----------
    likeness
        Of an old one and a new one, from 0 to 1.
    """
    found: list[tuple[_T | None, _T | None]] = []
    for new in come:
        likest = [(likeness(old, new), -at) for at, old in enumerate(gone)]
        best, at = max(likest, default=(0.0, 0))
        found.append((gone.pop(-at), new) if best >= _ALIKE else (None, new))
    return found + [(old, None) for old in gone]
