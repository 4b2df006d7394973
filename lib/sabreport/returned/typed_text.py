"""A text that somebody wrote, as its file has it: its paragraphs, and the lines on which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from sabreport.base.errors import ReportError
from sabreport.base.files import read_whole

_BEGINS = re.compile(r"\s*(?:#{1,6}\s|[-*+•·–]\s|\(?\w{1,3}[.)]\s|\||\[\^)")
"""A line that begins a block of its own: a heading, an item of a list, a row of a table, a note."""
_WORD = re.compile(r"[^\W_]+")
_BINDING = re.compile(r"\{\s*\{[^{}]*\}\s*\}")
LIKE = 0.6
"""How alike two texts have to be for one to be taken for the other."""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item or row of a text's file: the place of its first line, counted from 1, and its lines."""

    line: int
    text: str

    @property
    def words(self) -> list[str]:
        """Its words, without those that the kit fills in."""
        return words_of(_BINDING.sub(" ", self.text))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without its signs."""
    return _WORD.findall(text.casefold())


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a text in Markdown, each with its line endings."""
    first, lines = 1, list[str]()
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if lines and (not line.strip() or _BEGINS.match(line)):
            yield Block(first, "".join(lines))
            lines = []
        if line.strip():
            first = first if lines else number
            lines.append(line)
    if lines:
        yield Block(first, "".join(lines))


def text_in(path: Path, root: Path) -> str:
    """A text's file with its line endings, without the mark at its beginning; empty where it cannot be read."""
    try:
        return read_whole(path, root).decode("utf-8-sig")
    except (ReportError, UnicodeDecodeError):
        return ""


def line_of(blocks: list[Block], passage: str, words: str) -> int | None:
    """The line on which some words of a passage stand; None where the text has no such passage.

    Parameters
    ----------
    passage
        The paragraph as it is printed, with its numbers filled in.
    words
        Those that are looked for in it.
    """
    wanted = words_of(passage)
    found = max(((likeness(each.words, wanted), -at) for at, each in enumerate(blocks)), default=(0.0, 0))
    if found[0] < LIKE:
        held = [each for each in blocks if wanted and " ".join(wanted) in " ".join(each.words)]
        if len(held) != 1:
            return None
        return held[0].line
    block = blocks[-found[1]]
    lines = block.text.splitlines()
    near = [(len(set(words_of(words)) & set(words_of(line))), -at) for at, line in enumerate(lines)]
    return block.line - max(near)[1]


def likeness(one: list[str], other: list[str]) -> float:
    """How alike two texts are, from 0 to 1, by their words in order."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0
