"""How wide a text was wrapped, and the room that its lines left: a line with room to spare was ended by its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from sabreport.texts.typed_signs import BROKEN
from sabreport.wording.markdown import BULLETS, DASHES

SPARE = 12
"""Characters left behind the next line's first word, where a line was surely ended by its author."""
_USUAL = 80
"""Characters at which programs wrap a text, where nothing in it says at which."""
_NARROWEST = 50
"""Characters of the longest line of words that were wrapped, and not of short lines that are lines."""
_FULL = 3
"""Lines of a paragraph that says at which width its text was wrapped."""
_MANY = 4
"""Lines of which one that is longer than all others is taken for one whose words were changed."""
_FIRST_WORD = re.compile(r"\{\{[^{}]*\}\}\S*|\[[^\[\]]*\]\(\S*|\S+")
"""A name in braces or a link is wrapped as one word."""
SENTENCE = re.compile(r"[.!?…:;][\"'”’)\]*_]*$")
_CAPITAL = re.compile(r"[\"'“‘(*_]*[A-Z]")
_OF_QUOTATION = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
_ITEM = re.compile(rf"[ \t]*(?:[-*+{BULLETS}{DASHES}]|\(?(?:\d{{1,3}}|[a-z]{{1,4}}|[A-Z])[.)])[ \t]+\S")
_NO_WORDS = re.compile(r"#{1,6}[ \t]|[|<]|`{3}|~{3}|:{3,}|\[[^\[\]]*\]:|[-=*_~ \t]+$")
"""A heading, a fence, a row, the address of a link, a rule."""
_DASHES = re.compile(r"(?=.*\|)[ \t|:]*-[ \t|:-]*")


def words_of(line: str) -> str:
    """What a line says, without the signs of a quotation and what sets it in."""
    return _OF_QUOTATION.sub("", line).strip()


def runs(lines: Sequence[str], apart: Set[int], begins: Set[int]) -> Iterator[range]:
    """The lines that stand in one paragraph, from 0: in one of words, an item of a list or a quotation.

    Parameters
    ----------
    apart
        Lines that are none of a paragraph, as those between fences.
    begins
        Lines that begin one.
    """
    start, apart = None, {*apart, *_rows(lines)}
    for number, line in enumerate([*lines, ""]):
        words = words_of(line)
        ends = not words or number in apart or bool(_NO_WORDS.match(words))
        if start is not None and (ends or number in begins or _begins_item(lines, number, start, begins)):
            yield range(start, number)
            start = None
        if start is None and not ends:
            start = number


def _begins_item(lines: Sequence[str], number: int, start: int, begins: Set[int]) -> bool:
    """Whether a line is an item: one alone directly below words is none, and goes on with them."""
    if not _ITEM.match(_OF_QUOTATION.sub("", lines[number])):
        return False
    others = (lines[each] for each in range(number + 1, len(lines)))
    below = next((line for line in others if not line[:1].isspace() or _ITEM.match(line)), "")
    return start in begins or any(_ITEM.match(_OF_QUOTATION.sub("", line)) for line in (lines[start], below))


def width_of(lines: Sequence[str], of_words: Sequence[range]) -> int:
    """At how many characters a text was wrapped, 0 where no paragraph of three lines or more says it."""
    return max((_longest(lines, run) for run in of_words if _is_full(lines, run)), default=0)


def with_room(lines: Sequence[str], run: range, width: int) -> list[int]:
    """The lines of a paragraph that had room for the first word of the next, and more, in a text that is so wide.

    Where nothing says how wide it is, a sentence that ends a line above another is taken for one that was ended.
    """
    if _is_full(lines, run):
        return []
    room = room_in(lines, run, width)
    of_sentence = room if width else max(room, _USUAL)

    def had_room(number: int) -> bool:
        is_sentence = SENTENCE.search(words_of(lines[number])) and _CAPITAL.match(words_of(lines[number + 1]))
        return _used(lines, number) + SPARE <= (of_sentence if is_sentence else room)

    return [number for number in run[:-1] if not BROKEN.search(lines[number]) and had_room(number)]


def room_in(lines: Sequence[str], run: range, width: int) -> int:
    """The characters that a line of a paragraph may have in a text that is so wide."""
    lengths = sorted(len(lines[number].rstrip()) for number in run)
    own = lengths[-1 if len(lengths) < _MANY else -2]
    return max(width, own if own >= _NARROWEST else 0) or _USUAL


def _longest(lines: Sequence[str], run: range) -> int:
    return max(len(lines[number].rstrip()) for number in run)


def _is_full(lines: Sequence[str], run: range) -> bool:
    """Whether no line of a paragraph had room in it for the first word of the next."""
    longest = _longest(lines, run)
    return len(run) >= _FULL and longest >= _NARROWEST and all(_used(lines, number) > longest for number in run[:-1])


def _used(lines: Sequence[str], number: int) -> int:
    """The characters of a line with the first word of the next."""
    return len(lines[number].rstrip()) + 1 + len(_FIRST_WORD.findall(words_of(lines[number + 1]))[0])


def _rows(lines: Sequence[str]) -> Iterator[int]:
    """The lines of tables with a line of dashes."""
    within = False
    for number, (line, below) in enumerate(pairwise([*map(words_of, lines), ""])):
        within = bool(line) and (within or ("|" in line and bool(_DASHES.fullmatch(below))))
        if within:
            yield number
