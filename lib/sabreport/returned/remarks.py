"""What reviewers left in a Word file: threads of comments, and tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from sabreport.base.document_names import ANSWERS_BY, DRAFT_MARK
from sabreport.returned.moves import BREAK, FEWEST, parted, taken_out
from sabreport.returned.package import W14, W15, Package, W, open_package
from sabreport.returned.paragraphs import Anchor, By, Paragraph, Piece, read_paragraphs

Kind = Literal["comment", "put in", "taken out", "replaced", "moved", "formatting"]


@dataclass(frozen=True)
class Reply:
    """An answer to a comment."""

    by: By
    said: str


@dataclass(frozen=True)
class Edit:
    """A change of text: in which paragraph, from where to where as it was, and what stands there since.

    Parameters
    ----------
    looks
        Of what stands there since: from where to where it is set off, and by which signs of Markdown.
    outside
        Whether what is put in goes after the signs that set off the words before it.
    nth
        Of what was put in at the same place in several parts: which this is, from 0.
    """

    paragraph: int
    start: int
    end: int
    new: str
    looks: tuple[tuple[int, int, str], ...] = ()
    outside: bool = False
    nth: int = 0


@dataclass(frozen=True)
class Remark:
    """A thread of comments, or a tracked change.

    Parameters
    ----------
    paragraph, start, end
        Where: the number of the paragraph, and characters of it as it was.
    old
        The words that it is about, as they were.
    new
        Those in their place; empty for a comment.
    said
        What a comment says.
    resolved
        Whether the thread was marked as done.
    edits
        What a tracked change does to the text; nothing where it changes the look alone.
    half
        Whether it is one half of what the file says was moved, and the other cannot be found.
    """

    kind: Kind
    by: By
    paragraph: int
    start: int
    end: int
    old: str
    new: str = ""
    said: str = ""
    replies: tuple[Reply, ...] = ()
    resolved: bool = False
    edits: tuple[Edit, ...] = ()
    half: bool = False


@dataclass(frozen=True)
class Returned:
    """A Word file that came back.

    Parameters
    ----------
    mark
        Of the draft that it says it is; empty where it says none.
    passed_over
        The mark of the draft whose changes are tracked in it by the kit itself; empty where none are.
    """

    path: Path
    mark: str
    paragraphs: list[Paragraph]
    remarks: list[Remark]
    passed_over: str = ""


def read_returned(path: Path, root: Path) -> Returned:
    """A Word file with what reviewers left in it, in the order of its text.

    Raises
    ------
    FileError
        Where it is no Word file that can be read.
    """
    package = open_package(path, root)
    paragraphs, anchors = read_paragraphs(package)
    found = [*_threads(package, paragraphs, anchors), *_changes(paragraphs), *_looks(paragraphs)]
    authors = set(package.tree("word/document.xml").xpath("//@w:author", namespaces={"w": W[1:-1]}))
    own = next((str(each) for each in sorted(authors) if DRAFT_MARK.fullmatch(each)), "")
    return Returned(path, package.mark, paragraphs, sorted(found, key=lambda each: (each.paragraph, each.start)), own)


@dataclass
class _Comment:
    """A comment on its own."""

    ident: str
    by: By
    said: str
    parent: str = ""
    done: bool = False
    replies: list[Reply] = field(default_factory=list)


def _threads(package: Package, paragraphs: list[Paragraph], anchors: dict[str, Anchor]) -> Iterator[Remark]:
    """Each comment with its answers."""
    comments = _comments(package)
    if not any(each.parent for each in comments.values()):
        _answer_by_place(comments, anchors)
    for each in sorted(comments.values(), key=_when):
        first = each
        while first.parent in comments and comments[first.parent] is not each:
            first = comments[first.parent]
        is_again = (first.by.author, first.said) == (each.by.author, each.said)  # of two copies that a program made one of
        if first is not each and each.by.author != ANSWERS_BY and not is_again:
            first.replies.append(Reply(each.by, each.said))
    for each in comments.values():
        place = anchors.get(each.ident)
        if each.parent in comments or place is None or not paragraphs:
            continue
        about = [each.was for each in paragraphs[place.first : place.last + 1]]
        about[-1] = about[-1][: place.end]
        about[0] = about[0][place.start :]
        end = place.end if place.first == place.last else len(paragraphs[place.first].was)
        said = [Reply(each.by, each.said), *each.replies]
        if each.by.author == ANSWERS_BY:  # the kit's own, in the draft that was sent out
            del said[0]
        if said:
            (by, words), replies, old = (said[0].by, said[0].said), tuple(said[1:]), "\n".join(filter(str.strip, about))
            yield Remark("comment", by, place.first, place.start, end, old, "", words, replies, each.done)


def _answer_by_place(comments: dict[str, _Comment], anchors: dict[str, Anchor]) -> None:
    """Let what somebody wrote later on the very same words go with the first: some programs keep no more of a thread.

    What another wrote there is a remark of its own, for it cannot be told whether it answers.
    """
    first: dict[tuple[Anchor, str], str] = {}
    for key, each in sorted(comments.items(), key=lambda item: _when(item[1])):
        place = anchors.get(each.ident)
        if place is not None and (place.first, place.start) != (place.last, place.end):
            before = first.setdefault((place, each.by.author), key)
            each.parent = before if before != key else ""


def _when(comment: _Comment) -> str:
    return comment.by.date


def _comments(package: Package) -> dict[str, _Comment]:
    """All comments, by the number of their last paragraph, or their own where that has none."""
    found: dict[str, _Comment] = {}
    for node in (each for tree in package.related("comments") for each in tree.iter(f"{W}comment")):
        paragraphs = node.findall(f"{W}p")
        said = "\n".join("".join(text.text or "" for text in each.iter(f"{W}t")) for each in paragraphs)
        ident = node.get(f"{W}id", "")
        key = paragraphs[-1].get(f"{W14}paraId") if paragraphs else None
        by = By(node.get(f"{W}author", ""), node.get(f"{W}date", ""))
        found[key or f"comment {ident}"] = _Comment(ident, by, said.strip())
    for node in (each for tree in package.related("commentsExtended") for each in tree.iter(f"{W15}commentEx")):
        if comment := found.get(node.get(f"{W15}paraId", "")):
            comment.parent = node.get(f"{W15}paraIdParent", "")
            comment.done = node.get(f"{W15}done", "0") in ("1", "true")
    return found


def _changes(paragraphs: list[Paragraph]) -> list[Remark]:
    """The tracked changes of text; what one person took out here and put in there is one that moved it."""
    runs = [(at, run, paragraph) for at, paragraph in enumerate(paragraphs) for run in _runs(paragraph)]
    gone = set(filter(None, (taken_out(run) for _, run, _ in runs)))
    found = [_change(at, part, paragraph, nth) for at, run, paragraph in runs for nth, part in enumerate(parted(run, gone))]
    moved: list[Remark] = []
    for away in [each for each in found if each.kind == "taken out"]:
        words = away.old.split()
        here = next((each for each in found if _is_same(each, away) and each.new.split() == words), None)
        if here is not None and len(words) >= FEWEST:
            found = [each for each in found if each is not away and each is not here]
            moved.append(replace(away, kind="moved", new=here.new, edits=(*away.edits, *here.edits), half=False))
    return found + moved


def _is_same(here: Remark, away: Remark) -> bool:
    return here.kind == "put in" and here.by.author == away.by.author


def _runs(paragraph: Paragraph) -> Iterator[list[Piece]]:
    """The pieces that somebody changed without anything between them that stayed."""
    pieces = [each for each in paragraph.pieces if each.text]
    if paragraph.joined:
        pieces.append(Piece("del", BREAK, len(paragraph.was), paragraph.joined))
    run: list[Piece] = []
    for each in pieces:
        if run and (each.state == "same" or each.by.author != run[-1].by.author):
            yield run
            run = []
        if each.state != "same":
            run.append(each)
    if run:
        yield run


def _change(at: int, run: list[Piece], paragraph: Paragraph, nth: int) -> Remark:
    old = "".join(each.text for each in run if each.state in ("del", "gone"))
    new = "".join(each.text for each in run if each.state == "ins")
    start, end = run[0].start, max(each.start + (len(each.text.strip("\n")) if each.state == "del" else 0) for each in run)
    kind: Kind = "replaced" if old.strip() and new.strip() else "put in" if new.strip() else "taken out"
    if not old.strip() and not new.strip():
        kind = "taken out" if old else "put in"
    looks, outside = _set_off(run, paragraph, start, end)
    edit = Edit(at, start, end, new, looks, outside, nth if start == end else 0)
    return Remark(kind, run[0].by, at, start, end, old, new, edits=(edit,), half=any(each.moved for each in run))


def _set_off(run: list[Piece], paragraph: Paragraph, start: int, end: int) -> tuple[tuple[tuple[int, int, str], ...], bool]:
    """What is bold or slanted of what was put in, and is not so for where it stands; whether it goes outside of what is so."""
    stayed = [each for each in paragraph.pieces if each.state in ("same", "del") and each.text]
    before = next((each.look for each in reversed(stayed) if each.start < start), None)
    after = next((each.look for each in stayed if each.start >= end), "")
    replaced = next((each.look for each in run if each.state == "del"), None)
    around = replaced if replaced is not None else after if before is None else before
    put_in = [each for each in run if each.state == "ins"]
    outside = replaced is None and around == before != after and all(each.look == after for each in put_in if each.text.strip())
    if outside:
        around = after
    found, at = list[tuple[int, int, str]](), 0
    for each in put_in:
        if (look := _beyond(each.look, around)) and each.text.strip():
            together = bool(found) and found[-1][1:] == (at, look)
            found[-1:] = (
                [(found[-1][0], at + len(each.text), look)] if together else [*found[-1:], (at, at + len(each.text), look)]
            )
        at += len(each.text)
    return tuple(found), outside


def _beyond(look: str, around: str) -> str:
    """The signs of a look that those around it do not give already: ``*`` of ``***`` within ``**``."""
    bold, slanted = (len(look) // 2 > len(around) // 2), (len(look) % 2 > len(around) % 2)
    return "**" * bold + "*" * slanted


def _looks(paragraphs: list[Paragraph]) -> Iterator[Remark]:
    """The changes of how text looks, those beside each other as one."""
    for at, paragraph in enumerate(paragraphs):
        last: tuple[int, int, By] | None = None
        for start, end, by in sorted(paragraph.looks, key=lambda each: each[:2]):
            if last is not None and start <= last[1] and by.author == last[2].author:
                last = (last[0], max(end, last[1]), last[2])
                continue
            if last is not None:
                yield Remark("formatting", last[2], at, last[0], last[1], paragraph.was[last[0] : last[1]])
            last = (start, end, by)
        if last is not None:
            yield Remark("formatting", last[2], at, last[0], last[1], paragraph.was[last[0] : last[1]])
