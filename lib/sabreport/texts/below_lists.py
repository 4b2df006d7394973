"""Lines that stand directly below a list, and that Markdown reads as words of its last item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sabreport.wording.markdown import BULLETS

_BULLET = re.compile(rf"[ ]{{0,3}}[-*+{BULLETS}][ \t]+\S")
_NUMBERED = re.compile(r"[ ]{0,3}\(?(?:\d{1,3}|[A-Za-z])[.)][ \t]+\S")
_NO_WORDS = re.compile(r"[#>|`~:=\[\]{}<\\*_+-]")
_ENDED = re.compile(r"[.!?][\"'”’)\]*_]*\s*\Z")
_BEGINS = re.compile(r"[\"'“‘(*_]*[^\W_a-z]")
_CAPITAL = re.compile(r"[\"'“‘(*_]*[A-Z]")


def lines_below_lists(lines: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """The line directly below each list that may be no part of it, from 0, and whether it is a paragraph of its own.

    It is one where the last item ends as a sentence does and the line begins as one; where the item does not, the line may be
    the rest of an item that was broken by hand, and its first word would have had room in the line above.
    """
    for number in range(1, len(lines)):
        line, above = lines[number], lines[number - 1]
        if not line.strip() or line[0].isspace() or _NO_WORDS.match(line) or _is_item(line):
            continue
        start = _start_of_list(lines, number)
        if start is None or _list_goes_on(lines, number):
            continue
        if _ENDED.search(above) and _BEGINS.match(line):
            yield number, True
        elif _CAPITAL.match(line):
            longest = max(len(each.rstrip()) for each in lines[start : number + 1])
            if len(above.rstrip()) + 1 + len(line.split()[0]) <= longest:
                yield number, False


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
