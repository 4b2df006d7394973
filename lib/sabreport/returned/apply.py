"""Puts tracked changes of the board's own words into their files, a paragraph whole or not at all, and proves each."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from sabreport.base.errors import ReportError
from sabreport.base.files import read_whole, write_whole
from sabreport.changes.content import passages_in
from sabreport.returned.answers import Outcome
from sabreport.returned.comments import AGREED, DECLINED, OPEN
from sabreport.returned.merged import Noted, TextEdit
from sabreport.returned.places import plain
from sabreport.returned.review import Review
from sabreport.returned.typed_changes import QUOTES, CannotError, Change, filled_in, in_markdown, in_order, moved_to, with_changes
from sabreport.returned.typed_text import likeness, text_in, words_of
from sabreport.texts.authored import read_narrative
from sabreport.wording.lists import listed

_WITH_OTHERS = "another change of its paragraph cannot be put in, and of a paragraph all are or none"
_BOM = b"\xef\xbb\xbf"


@dataclass
class Applied:
    """What becomes of the tracked changes of the board's own words.

    Parameters
    ----------
    texts
        Each file's text before and after, by its path relative to the kit's folder.
    done
        The file that each remark is put into, by its id.
    there
        The file that says already what a remark wants, by its id.
    refused
        Why a remark is not put in, by its id.
    """

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    there: dict[str, str] = field(default_factory=dict)
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

    def outcomes(self, *, written: bool) -> dict[str, Outcome]:
        """What each remark's answer has to say, by its id; `written` where the files have been."""
        return {
            **{ident: Outcome("done", path) for ident, path in self.there.items()},
            **{ident: Outcome("done" if written else "to put in", path) for ident, path in self.done.items()},
            **{ident: Outcome("refused", why) for ident, why in self.refused.items()},
        }


def applied(review: Review) -> Applied:
    """The files with the changes that can be put into them; nothing is written yet.

    A change that was declined is left out. Of a paragraph all changes are put in or none, and what was moved from one
    paragraph to another is in both or in neither.
    """
    blocked, there = _half(review), dict[str, str]()
    printed, authors = _Printed(), {each.ident: each.remark.by.author or "somebody" for each in review.remarks}
    while True:
        found = Applied(refused=dict(blocked), there=dict(there))
        for path, was, edits in _paragraphs(review, there):
            if any(each.ident in blocked for each in edits):
                found.refused = {**dict.fromkeys((each.ident for each in edits), _WITH_OTHERS), **found.refused}
                continue
            before, now = found.texts.get(path) or (text_in(review.project.root / path, review.project.root),) * 2
            try:
                after = _changed(now, was, edits, printed)
            except CannotError as error:
                found.refused |= _reasons(error, edits, authors)
                continue
            found.texts[path] = (before, after)
            (found.there if after == now else found.done).update({each.ident: path for each in edits})
        known = len(blocked) + len(there)
        blocked = found.refused
        if len(blocked) + len(there) == known:
            _keep_whole(review, found, printed, blocked, there)
        if len(blocked) + len(there) == known:
            return _settled(found)


def _settled(found: Applied) -> Applied:
    """What was found, each remark once: what leaves its file as it was is in it already."""
    same = {path for path, (before, after) in found.texts.items() if before == after}
    found.there |= {ident: path for ident, path in found.done.items() if path in same}
    found.done = {ident: path for ident, path in found.done.items() if path not in same and ident not in found.refused}
    settled = found.done.keys() | found.refused.keys()
    found.there = {ident: path for ident, path in found.there.items() if ident not in settled}
    return found


def _keep_whole(review: Review, found: Applied, printed: _Printed, blocked: dict[str, str], there: dict[str, str]) -> None:
    """Note each paragraph that would be lost or doubled by moving it: one that was moved already, or is not where it was."""
    for each in _wanted(review, {*blocked, *there}):
        if each.remark.kind != "moved" or not each.edits:
            continue
        away, *_ = each.edits
        texts = [found.texts[path] for path in dict.fromkeys(edit.path for edit in each.edits) if path in found.texts]
        before, after = (sum(_times(away.was, printed.of(text[at])) for text in texts) for at in (0, 1))
        if after < before and not with_changes(away.was, [_change_of(away)]).strip():
            there[each.ident] = away.path
        elif after > before:
            blocked[each.ident] = "the paragraph does not stand any more where the draft has it, so that it would be there twice"


def _times(paragraph: str, text: Sequence[str] | None) -> int:
    """How often a text has a paragraph."""
    return sum(filled_in(each, paragraph) is not None for each in text or ())


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
    said = {ident: f"{path} says so already" for ident, path in found.there.items()}
    for ident, reason in {**said, **{ident: f"put into {path}" for ident, path in found.done.items()}}.items():
        row = review.rows[ident]
        if row["status"] == OPEN:
            row |= {"status": AGREED, "reason": row.get("reason") or reason}
    return written


def _paragraphs(review: Review, there: Collection[str]) -> list[tuple[str, str, list[TextEdit]]]:
    """The changes of texts that nobody declined, by the file and the paragraph that they are of."""
    found: dict[tuple[str, str], list[TextEdit]] = {}
    for edit in (edit for each in _wanted(review, there) for edit in each.edits if edit.path):
        found.setdefault((edit.path, edit.was), []).append(edit)
    return [(path, was, edits) for (path, was), edits in found.items()]


def _half(review: Review) -> dict[str, str]:
    """Why what can be put into a text of the board by half alone is not, such as what was moved to somewhere else."""
    found = {}
    for each in _wanted(review):
        if any(edit.path for edit in each.edits) and not all(edit.path for edit in each.edits):
            found[each.ident] = "one of the two places that it changes is no text of the board"
        elif each.remark.half:
            found[each.ident] = "it is half of something that was moved, and the same words are not found in the other place"
    return found


def _wanted(review: Review, left_out: Collection[str] = ()) -> Iterator[Noted]:
    return (each for each in review.remarks if review.rows[each.ident]["status"] != DECLINED and each.ident not in left_out)


def _reasons(error: CannotError, edits: Sequence[TextEdit], authors: Mapping[str, str]) -> Mapping[str, str]:
    """Why none of the changes of a paragraph is put in: those of them that cannot be, and the others with them."""
    at_fault = {each.ident: _change_of(each) for each in edits if _change_of(each) in error.changes}
    if not at_fault:
        return {each.ident: str(error) for each in edits}
    found = dict.fromkeys((each.ident for each in edits), _WITH_OTHERS)
    for ident, change in at_fault.items():
        others = dict.fromkeys(authors[other] for other, its in at_fault.items() if its != change)
        found[ident] = f"it changes the same words otherwise than {listed(list(others))} does" if others else str(error)
    return found


def _change_of(edit: TextEdit) -> Change:
    return Change(edit.start, edit.end, edit.new, edit.looks, edit.outside, edit.nth)


def _changed(text: str, was: str, edits: Sequence[TextEdit], printed: _Printed) -> str:
    """A file's text with the changes of one of its paragraphs.

    Raises
    ------
    CannotError
        Where they cannot be put in so that this paragraph alone says something else, and says what the reviewer wrote.
    """
    changes = in_order([_change_of(each) for each in edits])
    before = printed.of(text)
    if before is None:
        raise CannotError("the file cannot be read as it stands")
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
    if len(expected) > 1 and _stand(expected, before, at):
        return text
    if expected and any(each.joins for each in edits):
        raise CannotError("it joins two paragraphs")
    for escaped in (False, True):
        made = in_markdown(text, before[at], moved, escaped=escaped)
        found = printed.of(made)
        if found is not None and _alike(found) == _alike([*before[:at], *expected, *before[at + 1 :]]):
            return made
    raise CannotError("the text would not say what was written, for signs of Markdown stand there")


def _stand(expected: Sequence[str], before: Sequence[str], at: int) -> bool:
    """Whether a text has some paragraphs one after the other, among them the one at a place."""
    begins = range(max(at - len(expected) + 1, 0), at + 1)
    return any(_alike(before[first : first + len(expected)]) == _alike(expected) for first in begins)


def _is_there(wanted: Sequence[str], was: str, before: Sequence[str]) -> bool:
    """Whether the file says already what was written: all of it, or, where a paragraph was taken out, nothing like that."""
    if wanted:
        return all(any(filled_in(each, part) is not None for each in _alike(before)) for part in _alike(wanted))
    return not any(likeness(words_of(each), words_of(was)) for each in before)


def _alike(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs to compare: a report prints the quotation marks and dots of print for those that are typed."""
    return [each.translate(QUOTES).replace("...", "…") for each in paragraphs]


def _parts(text: str) -> list[str]:
    """The paragraphs of a text that may have been parted."""
    return [part for each in text.split("\n\n") if (part := plain(each))]


class _Printed:
    """Texts as they are printed, each read once."""

    def __init__(self) -> None:
        self._signs: dict[tuple[str, str], str] = {}
        self._known: dict[str, list[str] | None] = {}

    def of(self, text: str) -> list[str] | None:
        """The paragraphs, headings and items of a text, with a sign for each number filled in; None where it has faults."""
        if text not in self._known:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "text.md"
                path.write_bytes(text.encode("utf-8"))
                try:
                    markdown = read_narrative(path, path.parent, 2, self._sign)
                    self._known[text] = [passage.same for passage in passages_in(markdown, path, path.parent)]
                except ReportError:
                    self._known[text] = None
        return self._known[text]

    def _sign(self, *name: str) -> str:
        return self._signs.setdefault((name[0], name[1]), f"zq{len(self._signs)}qz")
