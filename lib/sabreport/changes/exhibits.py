"""The tables and charts that changed from one draft to another."""

from __future__ import annotations

from dataclasses import dataclass

from sabreport.changes.content import Content, Exhibit


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


def _same(one: Exhibit | None, other: Exhibit | None) -> bool:
    return one is not None and other is not None and _shown(one) == _shown(other)


def _shown(exhibit: Exhibit) -> tuple[object, ...]:
    """What a reader sees of an exhibit, but for its number."""
    caption = exhibit.title.partition(": ")[2]
    return caption, exhibit.rows, exhibit.picture[1] if exhibit.picture else ""
