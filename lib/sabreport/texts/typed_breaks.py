"""Lines that people end before they are full, as of a signature or an address: Markdown would run them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from sabreport.texts.typed_columns import is_signature
from sabreport.texts.typed_signs import BROKEN, paragraphs
from sabreport.wording.markdown import BULLETS, DASHES

_LONGEST = 90
"""Characters of such a line, and of a sentence that is one, as in a text that is easy to read."""
_NARROWEST = 40
"""Characters that fit on a line, where none of the text is longer."""
_BEGINS = re.compile(
    r"[\"'“‘(*_+@]*[^\W_a-z]|[^\s@]+@[^\s@]+|www\.|https?://|(?:e-?mail|tel|phone|mobile|mob|fax|web):|\ufdd5--[ \t]*$"
)
_ITEM_NUMBER = r"\(?(?:[0-9]{1,3}[.)]|[a-z]{1,4}[.)]|[A-Z][)])"
"""The number or letter of an item; "J." and "Dr." begin a name."""
_NO_WORDS = re.compile(rf"[#>|`~:=\[\]{{}}<\\+-]|[*{BULLETS}{DASHES}][ \t]|{_ITEM_NUMBER}[ \t]+\S|:{{3,}}|[*_][*_ \t]*$")
_SENTENCE = re.compile(r"[.!?…:;][\"'”’)\]*_]*$")
_APART = re.compile(rf"#{{1,6}}[ \t]|[ \t]*(?:[-*+{BULLETS}]|{_ITEM_NUMBER})[ \t]+\S")
"""A heading or an item of a list, which is none of the lines above and below it."""
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\.?\s+\S")
_LEADS = (":", "?")
_PLENTY = 12
"""Characters to spare behind the next line's first word, where a line was surely ended by its author."""
_MANY = 4
"""Lines of which one that is longer than all others is taken for one whose words were changed."""
_FIRST_WORD = re.compile(r"\{\{[^{}]*\}\}\S*|\[[^\[\]]*\]\(\S*|\S+")
"""A name in braces or a link is wrapped as one word."""
_OF_QUOTATION = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
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


def run_together(lines: list[str], fenced: Set[int]) -> Iterator[tuple[int, int]]:
    """The first line and the last, from 1, of each paragraph with lines that were ended, and that is printed as one.

    In one that was wrapped, the first word of no line would have had plenty of room in the line above. Where all goes on in small
    letters, it is one whose words were changed since.

    Parameters
    ----------
    lines
        As `with_breaks` gives them.
    fenced
        The lines between fences of code.
    """
    for start, end in paragraphs(lines, lambda number: lines[number].strip(" \t>") != "" and not _APART.match(lines[number])):
        said = [_OF_QUOTATION.sub("", each).strip() for each in lines[start:end]]
        stays = not fenced.isdisjoint(range(start, end)) or _is_set_in(lines, start, end)
        if not stays and not any("|" in each or _NO_WORDS.match(each) for each in said):
            room = sorted(map(len, said))[-1 if len(said) < _MANY else -2]
            below = [
                (line, below)
                for whole, (line, below) in zip(lines[start:end], pairwise(said), strict=False)
                if not BROKEN.search(whole) and len(line) + 1 + len(_FIRST_WORD.findall(below)[0]) + _PLENTY <= room
            ]
            if any(_was_ended(*each, room) for each in below) or (room <= _LONGEST and 2 * len(below) >= len(said)):
                yield start + 1, end


def _was_ended(line: str, below: str, room: int) -> bool:
    """Whether a line that had room for more was ended, and not left short where words of wide prose were changed."""
    return bool(_BEGINS.match(below)) and (room <= _LONGEST or 2 * len(line) <= room or bool(_SENTENCE.search(line)))


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
        len(line) <= _LONGEST and _SENTENCE.search(line) and _BEGINS.match(line) and not _NO_WORDS.match(line) for line in lines
    )


def _is_numbered(lines: list[str]) -> bool:
    """Whether each line of a paragraph begins with a number of two parts or more, as of a section or an hour."""
    return len(lines) > 1 and all(map(_NUMBERED.match, lines))


def _is_of_lines(lines: list[str], room: int) -> bool:
    """Whether the lines of a paragraph are lines, and not prose that was wrapped."""
    ended = [bool(_SENTENCE.search(line)) for line in lines]
    ended[0] = ended[0] and not (lines[0].endswith(_LEADS) and len(lines) > 2)  # it leads to those below
    had_room = [len(line) + 1 + len(below.split()[0]) <= room for line, below in pairwise(lines)]
    return (
        len(lines) > 1
        and not any(ended[:-1])
        and (len(lines) > 2 or not ended[-1])
        and all(len(line) <= _LONGEST and "|" not in line and _BEGINS.match(line) and not _NO_WORDS.match(line) for line in lines)
        and 2 * sum(had_room) >= len(had_room)  # the longest of all has none
    )
