"""The figures that moved from one draft to another: what moved each, and what prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sabreport.changes.causes import Cause, Named, named_anew
from sabreport.changes.content import Content
from sabreport.tables.rows import Row

_SAME = ("value", "text", "unit")
"""What of a fact is compared."""


@dataclass(frozen=True)
class Printed:
    """Where a figure is printed: ``sentence``, ``table`` or ``chart``, the headings above it, and its words or title."""

    what: str
    section: str
    text: str


@dataclass(frozen=True)
class Moved:
    """A figure that moved.

    Parameters
    ----------
    name
        What it is called; its key, where no draft prints it.
    old, new
        As they are printed; None where the draft has no such figure.
    named_anew
        Whether it moved for nothing but a name by which it is counted.
    """

    key: str
    name: str
    old: str | None
    new: str | None
    causes: tuple[Cause, ...]
    printed_in: tuple[Printed, ...]
    named_anew: bool = False

    @property
    def alike(self) -> bool:
        """Whether it is printed as it was: it moved by less than is printed."""
        return self.old == self.new


def moved_figures(
    old: Content, new: Content, *, of_one_year: bool = True, rows: Callable[[str], Sequence[Row]] = lambda _: ()
) -> list[Moved]:
    """Every fact that is not the same in both drafts, in the order of the new one; those that are gone come last.

    Parameters
    ----------
    of_one_year
        Whether both are of one year; else only facts are compared that both have, for each year brings its own.
    rows
        The rows of a file that changed, as the new draft read it; none where they cannot be told any more.
    """
    keys = {**new.facts, **old.facts} if of_one_year else [key for key in new.facts if key in old.facts]
    moved = [key for key in keys if not _same(old.facts.get(key), new.facts.get(key))]
    changed = {path for path in {*old.inputs, *new.inputs} if old.inputs.get(path) != new.inputs.get(path)}
    named = named_anew(old, new, changed, rows)
    printed = printed_in(new), printed_in(old)
    return [
        Moved(
            key,
            new.names.get(key) or old.names.get(key) or key,
            _text(old.facts.get(key)),
            _text(new.facts.get(key)),
            _causes(key, (new, old), set(moved), changed, named),
            tuple(printed[0 if key in new.facts else 1].get(key, ())),
            key in named and named[key].anew,
        )
        for key in moved
    ]


def _same(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    return one is not None and other is not None and all(one[name] == other[name] for name in _SAME)


def _text(fact: dict[str, Any] | None) -> str | None:
    return None if fact is None else str(fact["text"])


def _causes(
    key: str, contents: tuple[Content, Content], moved: set[str], changed: set[str], named: Mapping[str, Named]
) -> tuple[Cause, ...]:
    """The cells behind a figure that moved, found through what it is worked out from; else the files that changed."""
    found, seen, left = set[Cause](), set[str](), [key]
    while left:
        here = left.pop()
        seen.add(here)
        for content in contents:
            fact = content.facts.get(here)
            if fact is None:
                continue
            left += [each for each in fact["inputs"] if each in moved and each not in seen]
            if source := fact["source"]:
                here_by_name = named[here].causes if here in named else ()
                found |= set(here_by_name) or {Cause(source["path"], source["row"], source["column"])}
                break
    cells = {cause for cause in found if cause.path in changed}
    return tuple(sorted(cells or {Cause(path, None, "") for path in changed}, key=_in_order))


def _in_order(cause: Cause) -> tuple[str, int, str]:
    return cause.path, cause.row or 0, cause.column


def printed_in(content: Content) -> dict[str, list[Printed]]:
    """What prints each fact of a draft."""
    found: dict[str, list[Printed]] = {}
    for printed, keys in _all_printed(content):
        for key in keys:
            found.setdefault(key, []).append(printed)
    return found


def _all_printed(content: Content) -> Iterator[tuple[Printed, frozenset[str]]]:
    for passage in content.passages:
        for sentence in passage.sentences:
            yield Printed("sentence", passage.section, sentence.text), sentence.facts
    for exhibit in content.exhibits.values():
        yield Printed(exhibit.what, exhibit.section, exhibit.title), exhibit.facts
