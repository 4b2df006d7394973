"""The tables and charts that changed from one draft to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sabreport.changes.content import Content, Exhibit
from sabreport.changes.words import paired

_Row = Sequence[str]


@dataclass(frozen=True)
class Redrawn:
    """A table or chart that is not as it was; None where the draft has none of that id."""

    id: str
    old: Exhibit | None
    new: Exhibit | None

    @property
    def what(self) -> str:
        """``table`` or ``chart``."""
        return next(each.what for each in (self.new, self.old) if each is not None)


def changed_exhibits(old: Content, new: Content) -> list[Redrawn]:
    """Those whose cells, captions or pictures differ, in the order of the new draft; those that are gone come last."""
    ids = {**new.exhibits, **old.exhibits}
    return [
        Redrawn(ident, old.exhibits.get(ident), new.exhibits.get(ident))
        for ident in ids
        if not _same(old.exhibits.get(ident), new.exhibits.get(ident))
    ]


def rows_beside(each: Redrawn, newer: bool) -> Iterator[list[tuple[str, bool]]]:
    """The rows of one side of a table, each cell with whether the other side has another in its place.

    Rows are told by what they say, as passages are: where one is gone, those below it are as they were.
    """
    old, new = (list(side.rows) if side else [] for side in (each.old, each.new))
    for one, other in [*zip(old[:1], new[:1], strict=False), *_rows_matched(old[1:], new[1:])] if old and new else []:
        here, there = (other, one) if newer else (one, other)
        if here is not None:
            yield list(_cells_beside(here, there or ()))
    if not (old and new):
        yield from ([(cell, True) for cell in row] for row in (new if newer else old))


def _rows_matched(old: Sequence[_Row], new: Sequence[_Row]) -> Iterator[tuple[_Row | None, _Row | None]]:
    """The rows below the headings, each beside the one whose place it took."""
    for tag, first, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = list(old[first:end]), list(new[start:stop])
        yield from zip(gone, come, strict=True) if tag == "equal" else paired(gone, come, _likeness)


def _likeness(old: _Row, new: _Row) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _cells_beside(here: _Row, there: _Row) -> Iterator[tuple[str, bool]]:
    for place, cell in enumerate(here):
        yield cell, place >= len(there) or there[place] != cell


def _same(one: Exhibit | None, other: Exhibit | None) -> bool:
    return one is not None and other is not None and _shown(one) == _shown(other)


def _shown(exhibit: Exhibit) -> tuple[object, ...]:
    """What a reader sees of an exhibit, but for its number."""
    caption = exhibit.title.partition(": ")[2]
    return caption, exhibit.rows, exhibit.picture[1] if exhibit.picture else ""
