"""Puts tracked changes of the board's own words into their files, a paragraph whole or not at all, and proves each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from sabreport.base.errors import ReportError
from sabreport.base.files import read_whole, write_whole
from sabreport.changes.content import passages_in
from sabreport.returned.comments import AGREED, DECLINED, OPEN
from sabreport.returned.merged import Noted, TextEdit
from sabreport.returned.places import plain
from sabreport.returned.review import Review
from sabreport.returned.typed_changes import CannotError, Change, filled_in, in_markdown, in_order, moved_to, with_changes
from sabreport.returned.typed_text import likeness, text_in, words_of
from sabreport.texts.authored import read_narrative

_BOM = b"\xef\xbb\xbf"


@dataclass
class Applied:
    """What becomes of the tracked changes of the board's own words.

    Parameters
    ----------
    texts
        Each file's text before and after, by its path relative to the kit's folder.
    done
        The file that each remark was put into, by its id.
    refused
        Why a remark was not, by its id.
    """

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def diff(self) -> str:
        """What is changed in the files."""
        return "".join(
            line if line.endswith("\n") else f"{line}\n"
            for path, (before, after) in self.texts.items()
            if before != after
            for line in unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), path, path, n=1)
        )


def applied(review: Review) -> Applied:
    """The files with the changes that can be put into them; nothing is written yet.

    A change that was declined is left out. Of a paragraph all changes are put in or none, and what was moved from one
    paragraph to another is in both or in neither.
    """
    paragraphs = _paragraphs(review)
    blocked: dict[str, str] = {}
    while True:
        found = Applied(refused=dict(blocked))
        for path, was, edits in paragraphs:
            if stuck := next((blocked[each.ident] for each in edits if each.ident in blocked), ""):
                found.refused.update({each.ident: stuck for each in edits})
                continue
            before, now = found.texts.get(path) or (text_in(review.project.root / path, review.project.root),) * 2
            try:
                found.texts[path] = (before, _changed(now, was, edits))
                found.done.update({each.ident: path for each in edits})
            except CannotError as error:
                found.refused.update({each.ident: str(error) for each in edits})
        if not found.refused.keys() - blocked.keys():
            found.done = {ident: path for ident, path in found.done.items() if ident not in found.refused}
            return found
        blocked = found.refused


def write_applied(review: Review, found: Applied) -> list[Path]:
    """Write the files that are changed, each whole, and note in the review's rows that it was done.

    Raises
    ------
    FileError
        Where one cannot be written; it is then as it was.
    """
    root = review.project.root
    written = []
    for path, (before, after) in found.texts.items():
        if before != after:
            mark = _BOM if read_whole(root / path, root).startswith(_BOM) else b""
            written.append(write_whole(root / path, mark + after.encode("utf-8"), root))
    for ident, path in found.done.items():
        row = review.rows[ident]
        if row["status"] == OPEN:
            row |= {"status": AGREED, "reason": row.get("reason") or f"put into {path}"}
    return written


def _paragraphs(review: Review) -> list[tuple[str, str, list[TextEdit]]]:
    """The changes of texts that nobody declined, by the file and the paragraph that they are of."""
    found: dict[tuple[str, str], list[TextEdit]] = {}
    for each in review.remarks:
        if _is_of_text(each) and review.rows[each.ident]["status"] != DECLINED:
            for edit in each.edits:
                found.setdefault((edit.path, edit.was), []).append(edit)
    return [(path, was, edits) for (path, was), edits in found.items()]


def _is_of_text(each: Noted) -> bool:
    return bool(each.edits) and all(edit.path for edit in each.edits)


def _changed(text: str, was: str, edits: Sequence[TextEdit]) -> str:
    """A file's text with the changes of one of its paragraphs.

    Raises
    ------
    CannotError
        Where they cannot be put in so that this paragraph alone says something else, and says what the reviewer wrote.
    """
    changes = in_order([Change(each.start, each.end, each.new) for each in edits])
    signs: dict[tuple[str, str], str] = {}
    before = _printed(text, signs)
    meant = [(at, filled) for at, each in enumerate(before) if (filled := filled_in(each, was)) is not None]
    wanted = _parts(with_changes(was, changes))
    if not meant:
        if _is_there(wanted, was, before):
            return text
        raise CannotError("the file does not have this paragraph as the draft has it: it was changed since, or is a table")
    if len(meant) > 1:
        raise CannotError("the file has this paragraph more than once")
    at, filled = meant[0]
    moved = moved_to(changes, filled)
    expected = _parts(with_changes(before[at], moved))
    if len(expected) > 1 and before[at : at + len(expected)] == expected:
        return text
    if expected and any(each.joins for each in edits):
        raise CannotError("it joins two paragraphs")
    for escaped in (False, True):
        made = in_markdown(text, before[at], moved, escaped=escaped)
        if _printed(made, signs) == [*before[:at], *expected, *before[at + 1 :]]:
            return made
    raise CannotError("the text would not say what was written, for signs of Markdown stand there")


def _is_there(wanted: Sequence[str], was: str, before: Sequence[str]) -> bool:
    """Whether the file says already what was written: all of it, or, where a paragraph was taken out, nothing like that."""
    if wanted:
        return all(any(filled_in(each, part) is not None for each in before) for part in wanted)
    return not any(likeness(words_of(each), words_of(was)) for each in before)


def _parts(text: str) -> list[str]:
    """The paragraphs of a text that may have been parted."""
    return [part for each in text.split("\n\n") if (part := plain(each))]


def _printed(text: str, signs: dict[tuple[str, str], str]) -> list[str]:
    """The paragraphs, headings and items of a text as they are printed, with a sign for each number that is filled in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_bytes(text.encode("utf-8"))
        try:
            markdown = read_narrative(path, path.parent, 2, lambda *name: signs.setdefault(name, f"zq{len(signs)}qz"))
            return list(_texts(markdown, path))
        except ReportError as error:
            raise CannotError("the text could not be read with it") from error


def _texts(markdown: str, path: Path) -> Iterator[str]:
    for passage in passages_in(markdown, path, path.parent):
        yield passage.same
