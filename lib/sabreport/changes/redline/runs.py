"""Two wordings of a paragraph as one: the words that are gone and those that came, each with its look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

from docx.oxml.ns import qn
from lxml import etree

from sabreport.changes.redline.marks import Marks
from sabreport.changes.redline.parts import Parts
from sabreport.documents.word.xml import SPACE, made

_WORDS = re.compile(r"\w(?:[\w.,’'/-]*\w)?%?|\s+|.", re.DOTALL)
_NO_WORDS = {qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd")}
_PLAIN = {qn("w:rPr"), qn("w:t")}
_SHORTEST = 4
"""Letters that stay between two changes; fewer change with them, so that a reader is not given crumbs."""
_LEAST = 0.3
"""How much of a paragraph has to stay as it was, so that its words are told apart; with less, all of it is new."""


@dataclass
class Token:
    """A word, a space or a sign; or a field, link, picture or note as a whole.

    Parameters
    ----------
    same
        What it is compared by.
    look
        The properties of its run as XML; empty for none.
    node
        What it is, where it is more than text.
    before
        Bookmarks in front of it.
    """

    same: str
    look: str = ""
    node: Sequence[Any] = ()
    before: list[Any] = field(default_factory=list)


Edit = tuple[Literal["equal", "del", "ins"], list[Token], list[Token]]


def words_of(paragraph: Any) -> str:
    """The words of a paragraph, with the results of its fields."""
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def track_words(old: Any, new: Any, parts: Parts, marks: Marks) -> None:
    """Make the new paragraph show what changed since the old one; its own end and style are the new one's."""
    before, _ = _tokens(old, parts, newer=False)
    after, left = _tokens(new, parts, newer=True)
    for child in list(new):
        if child.tag != qn("w:pPr"):
            new.remove(child)
    for kind, gone, come in _edits(before, after):
        if kind == "equal":
            _stay(new, gone, come, marks)
        else:
            _change(new, kind, gone or come, parts, marks)
    new.extend(left)


def _edits(before: list[Token], after: list[Token]) -> Iterator[Edit]:
    """What stays, goes and comes, in order; crumbs between two changes change with them."""
    matcher = SequenceMatcher(None, [each.same for each in before], [each.same for each in after], autojunk=False)
    stays = sum(len(each.same) for at, _, size in matcher.get_matching_blocks() for each in before[at : at + size])
    said = max(sum(len(each.same) for each in tokens) for tokens in (before, after))
    codes = matcher.get_opcodes() if stays >= _LEAST * said else [("replace", 0, len(before), 0, len(after))]
    gone: list[Token] = []
    come: list[Token] = []
    for number, (tag, first, end, start, stop) in enumerate(codes):
        letters = sum(len(each.same.strip()) for each in before[first:end])
        if tag != "equal" or (0 < number < len(codes) - 1 and letters < _SHORTEST):
            gone += before[first:end]
            come += after[start:stop]
            continue
        yield from _changed(gone, come)
        gone, come = [], []
        yield "equal", before[first:end], after[start:stop]
    yield from _changed(gone, come)


def _changed(gone: list[Token], come: list[Token]) -> Iterator[Edit]:
    if gone:
        yield "del", gone, []
    if come:
        yield "ins", [], come


def _stay(paragraph: Any, gone: Sequence[Token], come: Sequence[Token], marks: Marks) -> None:
    """Add what stays, with its former look where that is another."""
    both = zip(gone, come, strict=True)
    for (is_text, look, former), pairs in groupby(both, lambda pair: (not pair[1].node, pair[1].look, pair[0].look)):
        tokens = [pair[1] for pair in pairs]
        added = _added(paragraph, tokens, is_text)
        if is_text and look != former:
            _was(added[-1], former, marks)


def _change(paragraph: Any, kind: Literal["del", "ins"], tokens: Sequence[Token], parts: Parts, marks: Marks) -> None:
    for (is_text, _), group in groupby(tokens, lambda each: (not each.node, each.look)):
        shown = [_brought(each, parts) if kind == "del" else each for each in group]
        for node in _added(paragraph, shown, is_text):
            marks.runs(node, kind)


def _brought(token: Token, parts: Parts) -> Token:
    """A token of the old file as it can stand in the new one."""
    return Token(token.same, token.look, [parts.brought(each) for each in token.node])


def _added(paragraph: Any, tokens: Sequence[Token], is_text: bool) -> list[Any]:
    """Add some tokens of one look, as one run where they are text, and give the elements that show them."""
    paragraph.extend([each for token in tokens for each in token.before])
    found = [_run(tokens)] if is_text else [each for token in tokens for each in token.node]
    paragraph.extend(found)
    return found


def _run(tokens: Sequence[Token]) -> Any:
    run = made("w:r")
    if tokens[0].look:
        run.append(_parsed(tokens[0].look))
    text = made("w:t")
    text.set(SPACE, "preserve")
    text.text = "".join(each.same for each in tokens)
    run.append(text)
    return run


def _was(run: Any, former: str, marks: Marks) -> None:
    """Say of a run what it looked like before."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = made("w:rPr")
        run.insert(0, properties)
    change = marks.made("w:rPrChange")
    change.append(_parsed(former) if former else made("w:rPr"))
    properties.append(change)


def _parsed(look: str) -> Any:
    return etree.fromstring(look, made("w:rPr").getroottree().parser)


def _tokens(paragraph: Any, parts: Parts, *, newer: bool) -> tuple[list[Token], list[Any]]:
    """The tokens of a paragraph, and the bookmarks behind the last."""
    found: list[Token] = []
    before: list[Any] = []
    for group in _pieces([each for each in paragraph if each.tag != qn("w:pPr")]):
        first = group[0]
        if first.tag in _NO_WORDS or (len(group) == 1 and first.find(qn("w:fldChar")) is not None):
            before.append(first)
            continue
        if len(group) == 1 and first.tag == qn("w:r") and {each.tag for each in first} <= _PLAIN:
            properties = first.find(qn("w:rPr"))
            look = "" if properties is None else etree.tostring(properties, method="c14n").decode()
            tokens = [Token(word, look) for word in _WORDS.findall("".join(each.text or "" for each in first.iter(qn("w:t"))))]
        else:
            said = "".join(each.text or "" for node in group for each in node.iter(qn("w:t")))
            what = " ".join(filter(None, (parts.shown(node, newer=newer) for node in group)))
            tokens = [Token(f"{said}\0{what or first.tag}", "", group)]
        if tokens:
            tokens[0].before, before = before, []
        found += tokens
    return found, before


def _pieces(children: Sequence[Any]) -> Iterator[list[Any]]:
    """Children one by one, but each field as a whole, where it ends in the same paragraph."""
    at = 0
    while at < len(children):
        depth, end = 0, at
        while end < len(children):
            kinds = [each.get(qn("w:fldCharType")) for each in children[end].findall(qn("w:fldChar"))]
            depth += kinds.count("begin") - kinds.count("end")
            end += 1
            if depth <= 0:
                break
        end = end if depth <= 0 else at + 1
        yield list(children[at:end])
        at = end
