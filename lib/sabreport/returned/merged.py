"""The remarks of several copies of a draft as one list: what is in two copies is there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from sabreport.reports.drafts import Draft
from sabreport.returned.places import plain
from sabreport.returned.remarks import Edit, Remark, Reply
from sabreport.returned.sources import Place, Source


@dataclass(frozen=True)
class TextEdit:
    """A change of the board's own words.

    Parameters
    ----------
    ident
        Of the remark that it is of.
    path
        The text's file, relative to the kit's folder; empty where the words are no text of the board.
    was
        The paragraph as it was, with single spaces; `start` and `end` count its characters.
    joins
        Whether the paragraph runs on into the next.
    looks, outside, nth
        As `sabreport.returned.remarks.Edit` has them.
    """

    ident: str
    path: str
    was: str
    start: int
    end: int
    new: str
    joins: bool
    looks: tuple[tuple[int, int, str], ...] = ()
    outside: bool = False
    nth: int = 0


@dataclass(frozen=True)
class Noted:
    """A remark with its place.

    Parameters
    ----------
    ident
        The same whenever the same file is read again, whichever program has saved it since; it begins with a letter, for Excel
        would take 39349e40 for a number.
    files
        The copies that have it.
    edits
        What it changes, where it changes words.
    """

    ident: str
    remark: Remark
    place: Place
    draft: Draft
    files: tuple[str, ...]
    edits: tuple[TextEdit, ...]

    @property
    def words(self) -> Source | None:
        """Where its words are changed."""
        return self.place.words


def merged(copies: Iterable[list[Noted]]) -> list[Noted]:
    """The remarks of all copies, each once, with the answers of all; those of the first copy come first."""
    found: dict[str, Noted] = {}
    for copy in copies:
        for each in copy:
            first = found.get(each.ident)
            if first is None:
                found[each.ident] = each
                continue
            replies = tuple(dict.fromkeys((*first.remark.replies, *each.remark.replies)))
            thread = replace(first.remark, replies=_once(replies), resolved=first.remark.resolved or each.remark.resolved)
            found[each.ident] = replace(first, remark=thread, files=tuple(dict.fromkeys((*first.files, *each.files))))
    return list(found.values())


def _once(replies: Iterable[Reply]) -> tuple[Reply, ...]:
    """Answers, each once: programs write the time of one in several ways."""
    return tuple({(each.by.author, plain(each.said)): each for each in replies}.values())


def noted(places: dict[Remark, tuple[Place, ...]], draft: Draft, file: str, paragraphs: list[str]) -> list[Noted]:
    """The remarks of a file, each with what it is known by."""
    seen: Counter[str] = Counter()
    found = []
    for remark, (place, *others) in places.items():
        parts = (remark.kind, remark.by.author, place.section, place.said, remark.old, remark.new, remark.said)
        key = "\n".join([draft.content, *map(plain, parts)])
        seen[key] += 1
        digest = sha256(f"{key}\n{seen[key]}".encode()).hexdigest()
        ident = f"r{digest[:8]}"
        edits = tuple(
            _text_edit(ident, remark, edit, where, paragraphs[edit.paragraph])
            for edit, where in zip(remark.edits, (place, *others), strict=False)
        )
        found.append(Noted(ident, remark, place, draft, (file,), edits))
    return found


def _text_edit(ident: str, remark: Remark, edit: Edit, place: Place, was: str) -> TextEdit:
    """A change as one of a paragraph with single spaces."""
    path = place.words.path if place.words is not None and place.words.what == "text" else ""
    start, end = (_in_single_spaces(was, at) for at in (edit.start, edit.end))
    joins = edit == remark.edits[0] and "\n\n" in remark.old and edit.end == len(was)
    return TextEdit(ident, path, plain(was), start, end, edit.new, joins, edit.looks, edit.outside, edit.nth)


def _in_single_spaces(text: str, at: int) -> int:
    """Where a character of a text is once its spaces are single."""
    if at >= len(text.rstrip()):
        return len(plain(text))
    before = text[:at].lstrip()
    return len(plain(before)) + before[-1:].isspace()
