"""Lines that people end before they are full, as of a signature or an address: Markdown would run them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from sabreport.texts.typed_columns import is_signature
from sabreport.texts.typed_signs import BROKEN, paragraphs
from sabreport.texts.typed_widths import SENTENCE, room_in, runs, width_of, with_room, words_of
from sabreport.wording.markdown import BULLETS, DASHES

_LONGEST = 90
"""Characters of such a line, and of a sentence that is one, as in a text that is easy to read."""
_NARROWEST = 40
"""Characters that fit on a line, where none of the text is longer."""
_BEGINS = re.compile(
    r"[\"'“‘(*_+@£$€]*[^\W_a-z]|[^\s@]+@[^\s@]+|www\.|https?://|(?:e-?mail|tel|phone|mobile|mob|fax|web):|\ufdd5--[ \t]*$"
)
_ITEM_NUMBER = r"\(?(?:[0-9]{1,3}[.)]|[a-z]{1,4}[.)]|[A-Z][)])"
"""The number or letter of an item; "J." and "Dr." begin a name."""
_NO_WORDS = re.compile(rf"[#>|`~:=\[\]{{}}<\\+-]|[*{BULLETS}{DASHES}][ \t]|{_ITEM_NUMBER}[ \t]+\S|:{{3,}}|[*_][*_ \t]*$")
_APART = re.compile(rf"#{{1,6}}[ \t]|[ \t]*(?:[-*+{BULLETS}]|{_ITEM_NUMBER})[ \t]+\S")
"""A heading or an item of a list, which is none of the lines above and below it."""
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\.?\s+\S")
_LEADS = (":", "?")
_SET_IN = re.compile(r"    |\t")
_ITEM = re.compile(rf"[ ]{{0,3}}(?:[-*+{BULLETS}]|{_ITEM_NUMBER})[ \t]")


def with_breaks(lines: list[str], fenced: Set[int]) -> list[str]:
    """Lines with the sign of a line's end after each that its author ended before it was full, in a paragraph of such lines.

    All of its lines are short and begin as a name, a sentence or an address does, none but the last ends as a sentence, and the
    first word of most would have had room in the line above. So prose that was wrapped runs on. Three or more lines of one
    sentence each are lines, and so are those that begin with numbers such as 1.1, and those of the signature of an e-mail, with
    bars between their words.

    Parameters
    ----------
    fenced
        The lines between fences of code.
    """
    lines, room = list(lines), max([_NARROWEST, *(len(line.rstrip()) for line in lines)])
    for start, end in paragraphs(lines, lambda number: not _APART.match(lines[number])):
        stays = not fenced.isdisjoint(range(start, end)) or _is_set_in(lines, start, end)
        said = [each.strip() for each in lines[start:end]]
        if not stays and (_is_of_lines(said, room) or _is_of_sentences(said) or _is_numbered(said) or is_signature(said)):
            for number in range(start, end - 1):
                lines[number] = lines[number] if BROKEN.search(lines[number]) else f"{lines[number].rstrip()}\\"
    return lines


def run_together(lines: list[str], fenced: Set[int], begins: Set[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """The first line and the last, from 1, of each paragraph with lines that were ended, and that is printed as one.

    In one that was wrapped, the first word of no line would have had plenty of room in the line above. Where all goes on in small
    letters, it is one whose words were changed since, unless most lines had room.

    Parameters
    ----------
    lines
        As `with_breaks` gives them.
    fenced
        The lines between fences of code.
    begins
        Lines that begin a paragraph or are told of otherwise, from 0.
    """
    of_words = [run for run in runs(lines, fenced, begins) if not _is_set_in(lines, run.start, run.stop)]
    width = width_of(lines, of_words)
    for run in of_words:
        room, ended = room_in(lines, run, width), with_room(lines, run, width)
        said = {number: words_of(lines[number]) for number in run}
        joined = sum(not BROKEN.search(lines[number]) for number in run[:-1])
        most = 2 * len(ended) > joined and (room <= _LONGEST or all(2 * len(said[each]) <= room for each in ended))
        if most or any(_was_ended(said[number], said[number + 1], room) for number in ended):
            yield run.start + 1, run.stop


def _was_ended(line: str, below: str, room: int) -> bool:
    """Whether a line that had room for more was ended, and not left short where words of wide prose were changed."""
    return bool(_BEGINS.match(below)) and (room <= _LONGEST or 2 * len(line) <= room or bool(SENTENCE.search(line)))


def without_indents(lines: list[str], fenced: Set[int]) -> list[str]:
    """Lines without the space before the first of a paragraph, as people set it in who type no empty lines between all."""
    lines = list(lines)
    for number, line in enumerate(lines[:-1]):
        before, below = lines[number - 1] if number else "", lines[number + 1]
        begins = _SET_IN.match(line) and not before.strip() and not _NO_WORDS.match(line.strip())
        goes_on = below.strip() and not below[0].isspace() and not _NO_WORDS.match(below)
        if begins and goes_on and number not in fenced and "|" not in line and not _is_below_item(lines, number):
            lines[number] = line.lstrip()
    return lines


def _is_below_item(lines: list[str], number: int) -> bool:
    """Whether what stands above a line, and not so far from the edge, is an item of a list."""
    above = next((line for line in reversed(lines[:number]) if line.strip() and not _SET_IN.match(line)), "")
    return bool(_ITEM.match(above))


def _is_set_in(lines: list[str], start: int, end: int) -> bool:
    """Whether a paragraph is so far from the edge that each of its lines stays one as it is: not within an item of a list."""
    return all(map(_SET_IN.match, lines[start:end])) and not _is_below_item(lines, start)


def _is_of_sentences(lines: list[str]) -> bool:
    """Whether each line of a paragraph is a sentence."""
    return len(lines) > 2 and all(
        len(line) <= _LONGEST and SENTENCE.search(line) and _BEGINS.match(line) and not _NO_WORDS.match(line) for line in lines
    )


def _is_numbered(lines: list[str]) -> bool:
    """Whether each line of a paragraph begins with a number of two parts or more, as of a section or an hour."""
    return len(lines) > 1 and all(map(_NUMBERED.match, lines))


def _is_of_lines(lines: list[str], room: int) -> bool:
    """Whether the lines of a paragraph are lines, and not prose that was wrapped."""
    ended = [bool(SENTENCE.search(line)) for line in lines]
    ended[0] = ended[0] and not (lines[0].endswith(_LEADS) and len(lines) > 2)  # it leads to those below
    had_room = [len(line) + 1 + len(below.split()[0]) <= room for line, below in pairwise(lines)]
    return (
        len(lines) > 1
        and not any(ended[:-1])
        and (len(lines) > 2 or not ended[-1])
        and all(len(line) <= _LONGEST and "|" not in line and _BEGINS.match(line) and not _NO_WORDS.match(line) for line in lines)
        and 2 * sum(had_room) >= len(had_room)  # the longest of all has none
    )
