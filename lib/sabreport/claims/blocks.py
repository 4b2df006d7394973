"""How a text is laid out: headings, paragraphs, items of lists and tables, each with what stands above it.

Every step reads the text once from front to back: the time that a text takes grows with its length and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sabreport.claims.markup import hide, unescaped
from sabreport.claims.piece import FIGURE, LONGEST_NAME, Piece, spans_of
from sabreport.claims.table_cells import cells_of, is_table
from sabreport.wording.markdown import BULLETS

_MOST_EARLIER = 6
_LONGEST_HEADING = 9
_LONGEST_LABEL = 12
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)\1:?\s*$")
_ITEM = re.compile(rf"\s*(?:[-*+{BULLETS}–]|\(?\d{{1,3}}[.)]|\(?[a-z][.)])\s")
_RUN_IN = re.compile(r"\s*(?:(?:[-*+•]|\d+[.)])\s+)?(?:\*\*|__)(.+?)(?:\*\*|__)")
_CAPTION = re.compile(r"\s*(?::\s+|(?:Table|Figure|Chart)\s+[A-Z]?\d+)", re.IGNORECASE)


@dataclass
class _Above:
    """What stands above a place while a text is read."""

    names_area: Callable[[str], bool]
    chapter: str
    headings: list[tuple[int, str]] = field(default_factory=list)
    kept: tuple[int, str] = (0, "")
    previous: str = ""

    def enter(self, level: int, words: str) -> None:
        """Go under a heading; one of an area stays in force beside others of its level until another area's, or a higher one."""
        if self.kept[1] and level < self.kept[0]:
            self.kept = (0, "")
        self.headings = [(n, text) for n, text in self.headings if n < level] + [(level, words)]
        if self.names_area(words):
            self.kept = (level, words)

    def piece(self, start: int, text: str, lead: Sequence[str] = (), earlier: Sequence[str] = ()) -> Piece:
        """A piece of text that stands here."""
        above = (*lead, *(words for _, words in reversed(self.headings)), *((self.chapter,) if self.chapter else ()))
        kept = "" if self.kept[1] in above else self.kept[1]
        return Piece(start, text, tuple(earlier), above, kept, self.previous)


def pieces(text: str, chapter: str, names_area: Callable[[str], bool], claims: Callable[[str], bool]) -> Iterator[Piece]:
    """Every sentence and cell of a text in order, its headings among them.

    Parameters
    ----------
    text
        As `hide` leaves it.
    names_area
        Whether a heading is about an area of the board.
    claims
        Whether a text has a number that says something of figures: the head of a table has none.
    """
    above = _Above(names_area, chapter)
    blocks = list(_blocks(text))
    below_another = -1  # which block is the caption below the last table, and so not above the next
    listed: tuple[str, ...] = ()  # what was said in the items before, and in the line that leads to them
    for nth, (start, block) in enumerate(blocks):
        is_item = _ITEM.match(block) is not None
        listed = listed if is_item else ()
        following = blocks[nth + 1][1] if nth + 1 < len(blocks) else ""
        if heading := _heading(block, following, claims):
            yield from (above.piece(start + at, text) for at, text in spans_of(block))
            above.enter(heading[0], heading[1][:LONGEST_NAME])
            above.previous = ""
            continue
        if is_table(block):
            before = blocks[nth - 1][1] if nth and nth - 1 != below_another else ""
            is_above = _CAPTION.match(before) is not None and not before.startswith(":")
            is_below = following.startswith(":") or (not is_above and _CAPTION.match(following) is not None)
            below_another = nth + 1 if is_below else below_another
            captions = [text.strip(" :\n") for text, is_own in ((before, is_above), (following, is_below)) if is_own]
            before = "" if before.startswith(":") else before
            under = replace(above.piece(start, "", earlier=_split(before)[-2:][::-1]), caption=" ".join(captions)[:LONGEST_NAME])
            yield from cells_of(start, block, under, claims)
        else:
            said = list(_sentences(start, block, above, listed))
            yield from said
            if is_item or block.rstrip().endswith(":") or _ITEM.match(following):
                listed = (*(piece.text for piece in reversed(said)), *listed)[:_MOST_EARLIER]
        above.previous = block[-LONGEST_NAME:]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The lines that belong together, with where they begin; a large figure that stands by itself has its label with it."""
    taken = 0
    parts = list(_parts(text))
    for nth, (start, end) in enumerate(parts):
        if start < taken:
            continue
        taken = end
        if FIGURE.fullmatch(text[start:end]):
            for _, after in parts[nth + 1 : nth + 3]:
                words = text[taken:after].strip()
                if FIGURE.fullmatch(words) or len(words.split()) > _LONGEST_LABEL or re.search(r"^#|[.|\t]$|\t|^\|", words):
                    break
                taken = after
        yield start, text[start:taken]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where each heading, item, table and paragraph begins and ends."""
    start = at = 0
    last = ""
    for line in text.split("\n"):
        fresh = not last.strip() or bool(
            _HEADING.match(line) or _HEADING.match(last) or _ITEM.match(line) or ("|" in line[:3]) != ("|" in last[:3])
        )
        if (fresh or not line.strip()) and last.strip():
            yield start, at - 1
        if fresh:
            start = at
        at += len(line) + 1
        last = line
    if last.strip():
        yield start, len(text)


def _heading(block: str, following: str, claims: Callable[[str], bool]) -> tuple[int, str] | None:
    """The level and words of a heading, be it marked, bold or only a short line by itself above others."""
    if marked := _HEADING.fullmatch(block):
        return len(marked[1]), marked[2]
    line, _, under = block.rstrip().partition("\n")
    if under and not under.strip("=- ") and len(under.strip()) > 2:
        return (1 if "=" in under else 2), line
    if under or not following or is_table(block):
        return None
    if bold := _BOLD_LINE.fullmatch(line):
        return 7, bold[2]
    named = re.search(r"[A-Za-z]", line) and not re.search(r"[.;,!?]\W*$", line) and len(line.split()) <= _LONGEST_HEADING
    is_item = _ITEM.match(line) and not re.match(r"\s*\d", line)
    return (8, line.strip()) if named and not is_item and not _CAPTION.match(line) and not claims(line) else None


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, without its layout."""
    for _, block in _blocks(hide(unescaped(text))):
        yield from _split(block)


def _split(block: str) -> list[str]:
    """The sentences of a paragraph."""
    return [text for _, text in spans_of(block)]


def _sentences(start: int, block: str, above: _Above, listed: tuple[str, ...]) -> Iterator[Piece]:
    """The sentences of a paragraph or item; what it begins with in bold stands above them."""
    run_in = _RUN_IN.match(block)
    earlier = listed
    for at, text in spans_of(block):
        yield above.piece(start + at, text, [run_in[1][:LONGEST_NAME]] if run_in else [], earlier)
        earlier = (text, *earlier)[:_MOST_EARLIER]
