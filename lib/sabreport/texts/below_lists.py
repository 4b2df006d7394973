"""Lines that stand directly below a list, and that Markdown reads as words of its last item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from sabreport.texts.typed_widths import SPARE, room_in, runs, width_of
from sabreport.wording.markdown import BULLETS

_BULLET = re.compile(rf"[ ]{{0,3}}[-*+{BULLETS}][ \t]+\S")
_NUMBERED = re.compile(r"[ ]{0,3}\(?(?:\d{1,3}|[A-Za-z])[.)][ \t]+\S")
_NO_WORDS = re.compile(r"[#>|`~:=\[\]{}<\\+-]|[*_]+(?:\s|$)")
_ENDED = re.compile(r"[.!?][\"'”’)\]*_]*\s*\Z")
_STOPPED = re.compile(r"[.!][\"'”’)\]*_]*\s*\Z")
_BEGINS = re.compile(r"[\"'“‘(*_]*[^\W_a-z]")
_CAPITAL = re.compile(r"[\"'“‘(*_]*[A-Z]")
_LONGEST = 60
"""Characters of a line that names what stands below it."""
_GOES_ON = re.compile(
    r"(?:[,;&–-]|\b(?:an?|the|and|or|of|to|for|with|in|on|at|by|from|as|our|their|its|his|her|is|are|was|were|that|which|who))\s*\Z"
)
"""What ends no item: its words go on."""
_FIRST = re.compile(r"\s*\(?(?:1|[aA])[.)]")


def lines_below_lists(lines: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """The line directly below each list that may be no part of it, from 0, and whether it is a paragraph of its own.

    It is one where the last item ends as a sentence does and the line begins as one, and where it is a short line in front of
    more items, or below several, that had plenty of room in the line above; where the item does not end so, the line may be
    the rest of an item that was broken by hand, and its first word would have had room in the line above.
    """
    own, width = set[int](), None
    for number in range(1, len(lines)):
        line, above = lines[number], lines[number - 1]
        if not line.strip() or line[0].isspace() or _NO_WORDS.match(line) or _is_item(line):
            continue
        start = _start_of_list(lines, number)
        if start is None:
            continue
        width = _width(lines) if width is None else width
        if _names_what_follows(lines, start, number, own) and _had_room(lines, start, number, width):
            own.add(number)
            yield number, True
        elif _list_goes_on(lines, number):
            continue
        elif _ENDED.search(above) and _BEGINS.match(line):
            own.add(number)
            yield number, True
        elif _CAPITAL.match(line):
            longest = max(len(each.rstrip()) for each in lines[start : number + 1])
            if len(above.rstrip()) + 1 + len(line.split()[0]) <= longest:
                yield number, False


def _width(lines: Sequence[str]) -> int:
    return width_of(lines, [*runs(lines, set(), set())])


def _had_room(lines: Sequence[str], start: int, number: int, width: int) -> bool:
    """Whether the first word of a line below a list would have had plenty of room in the line above."""
    room = room_in(lines, range(start, number + 1), width)
    return len(lines[number - 1].rstrip()) + 1 + len(lines[number].split()[0]) + SPARE <= room


def _names_what_follows(lines: Sequence[str], start: int, number: int, own: Set[int]) -> bool:
    """Whether a line below a list is a short one that ends as no sentence does, and stands alone."""
    line, below = lines[number].rstrip(), lines[number + 1] if number + 1 < len(lines) else ""
    items = sum(map(_is_item, lines[start:number]))
    is_list = items > 1 or start == 0 or start - 1 in own or not lines[start - 1].strip()
    goes_on = _is_item(below) and not (_NUMBERED.match(below) and not _FIRST.match(below))
    is_short = len(line) <= _LONGEST and bool(_CAPITAL.match(line)) and not _STOPPED.search(line)
    return is_list and is_short and not _GOES_ON.search(lines[number - 1]) and (goes_on or (items > 1 and not below.strip()))


def _start_of_list(lines: Sequence[str], below: int) -> int | None:
    """The first line of the list that ends directly above a line: with numbers, it has two items; None where none does."""
    items, at = list[int](), below - 1
    while at >= 0 and lines[at].strip() and (_is_item(lines[at]) or lines[at][0].isspace()):
        items += [at] * _is_item(lines[at])
        at -= 1
    if not items or (len(items) < 2 and not _BULLET.match(lines[items[0]])):
        return None
    return items[-1]


def _list_goes_on(lines: Sequence[str], below: int) -> bool:
    """Whether another item stands below a line before the next empty line."""
    for line in lines[below + 1 :]:
        if not line.strip():
            return False
        if _is_item(line):
            return True
    return False


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBERED.match(line))
