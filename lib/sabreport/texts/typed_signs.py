"""Lists that people type with signs such as • ➢ ✓: items, or lines that keep their signs where these say something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from sabreport.wording.markdown import BULLETS, DASHES

SPEAKING = (
    rf"(?:(?![{BULLETS}])[\uf000-\uf0ff\u2190-\u21ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\U0001f170-\U0001f189\U0001f300-\U0001faff][\ufe0e\ufe0f]?)"
)
"""A sign that says something of what it begins, such as a tick, an arrow or a coloured circle."""
MARK = rf"(?:[-*+:{DASHES}]|[{BULLETS}]|{SPEAKING}|\(?\w{{1,9}}[.)])[ \t\u00a0\u202f]+"
"""What begins a line and is a cell of no table, such as a bullet or a number."""
_ITEM = re.compile(
    rf"([ \t]*)([{BULLETS}]|[{DASHES}](?=[ \t])|§(?=[ \t]+[^\s\d])|[-–—](?=[^\W\d_])"
    r"|\*(?=[^\W\d_][^*\n]*$))[ \t]*(?=\S)"  # or with no space
)
_LINE = re.compile(rf"[ \t>]*(?:(?:{SPEAKING}|[{BULLETS}])[ \t]*[^\s\ufe0e\ufe0f]|:[ \t]+\S|\ufdd5[+>][ \t]*\S)")
_LED = re.compile(
    r"(?:\*\*|__)[^*_\n]{1,60}(?::(?:\*\*|__)|(?:\*\*|__)[ \t]?:)[ \t]"
    r"|(?:\*\*|__)?(?:[QA]|Question|Answer)[ ]?\d{0,2}[:.)](?:\*\*|__)?[ \t]+\S"
    r"|[A-Z][\w/'’-]*(?:[ ][\w/'’-]+){0,2}:[ \t]+\S|\[\d{1,3}\][ \t]+\S"
)
"""A label, as in the head of an e-mail, in bold letters or not; one of a question or an answer; the number of a source."""
_BOLD = re.compile(r"[ \t>]*(?P<sign>\*\*|__)(?![\s*_])[^*_\n]{1,100}(?P=sign)[:.]?[ \t]*")
"""A line that is bold as a whole, such as a question or the title of a box."""
_SLANTED = re.compile(r"[ ]{0,3}(?P<sign>\*{1,3}|_{1,3})(?![\s*_])[^*_\n]{1,100}(?<!\s)(?P=sign)[:.]?[ \t]*")
"""A line that is bold or slanted as a whole, such as what a list is about."""
_NO_MORE = re.compile(r"[ \t]*(?:[#>|`~]|[-*+][ \t]|\(?\w{1,3}[.)][ \t])")
_OF_LIST = re.compile(r"[ \t]*(?:[-*+]|\(?\w{1,3}[.)])[ \t]+\S")
_HEADING = re.compile(r"#{1,6}[ \t]")
_NO_WORDS = re.compile(r"#{1,6}[ \t]|[ ]{0,3}:{3,}")
_AGAIN = re.compile(rf"[.!?…:][\"'”’)\]*_]*\\?[ \t]*$|^(?:{_NO_WORDS.pattern})")
"""A line below which another begins: the end of a sentence, a heading, a fence."""
BROKEN = re.compile(r"(?: {2,}|\\)$")
"""An end of a line that is one in Markdown too."""
_STEP = 4
_SLIPPED = 1
"""Columns by which an item may stand beside those of its level."""


def with_items(lines: list[str], fenced: Set[int]) -> list[str]:
    """Lines with items of a list in place of those that begin with a bullet, where two or more do, one after another.

    Between them may stand the rest of an item. An item that is farther in, or has another sign, stands within the one above.
    One is a list right below a line in bold or slanted letters.

    Parameters
    ----------
    fenced
        The lines between fences of code.
    """
    lines = list(lines)
    for run in _lists(lines, fenced):
        outer = _indent_below_item(lines, run[0].line)
        levels: list[_Item] = []
        for item, below in zip(run, [*run[1:], None], strict=True):
            levels = [*_above(levels, item), item]
            indent = " " * (outer + _STEP * (len(levels) - 1))
            lines[item.line] = f"{indent}- {item.words}"
            for number in range(item.line + 1, below.line if below else item.line):
                lines[number] = f"{indent}  {lines[number].lstrip()}"
    return lines


def leads_to_item(line: str, below: str) -> bool:
    """Whether a line is bold or slanted as a whole, and an item of a list stands right below it."""
    return bool(_SLANTED.fullmatch(line) and (_ITEM.match(below) or _OF_LIST.match(below)))


def with_lines(lines: list[str], fenced: Set[int]) -> list[str]:
    """Lines with the sign of a line's end before each that begins with a sign that says something.

    So do a colon, a label such as **Aims:**, Subject: or Q:, and a plus or a > that typed.py has marked. A line that is bold as
    a whole is a line too.

    Where one alone does, it does so below a line that ends with a colon.
    """
    lines = list(lines)
    for start, end in paragraphs(lines, lambda number: number not in fenced and "|" not in lines[number]):
        begun = [number for number in range(start, end) if _LINE.match(lines[number]) or _LED.match(lines[number])]
        after_first = [number for number in begun if number > start and not _HEADING.match(lines[number - 1])]
        for number in after_first:
            before = lines[number - 1].rstrip()
            if (len(begun) > 1 or before.endswith(":")) and not BROKEN.search(lines[number - 1]):
                lines[number - 1] = f"{before}\\"
        begins = {number for number in range(start, end) if number == start or _AGAIN.search(lines[number - 1])}
        bold = {number for number in begins if _BOLD.fullmatch(lines[number].rstrip("\\"))}
        for number in range(start, end - 1):
            apart = BROKEN.search(lines[number]) or any(map(_NO_WORDS.match, lines[number : number + 2]))
            if not bold.isdisjoint((number, number + 1)) and not apart:
                lines[number] = f"{lines[number].rstrip()}\\"
    return lines


@dataclass(frozen=True)
class _Item:
    """A line that begins with a bullet: how far it stands in, its bullet, and what follows that."""

    line: int
    indent: int
    sign: str
    words: str


def _lists(lines: Sequence[str], fenced: Set[int]) -> Iterator[list[_Item]]:
    """The items of each list, of which the lines between them are part."""
    run: list[_Item] = []
    for number, (line, below) in enumerate(pairwise([*lines, "", ""])):
        found = _ITEM.match(line) if number not in fenced else None
        if found:
            if run and run[-1].line < number - 1 and not (found[2] in BULLETS and run[-1].sign in BULLETS):
                yield from [run] if _is_list(lines, run) else []  # a dash may begin a line of wrapped words
                run = []
            run.append(_Item(number, len(found[1].expandtabs(_STEP)), found[2], line[found.end() :]))
        elif run and (not line.strip() or number in fenced or _NO_MORE.match(line) or leads_to_item(line, below)):
            yield from [run] if _is_list(lines, run) else []
            run = []


def _is_list(lines: Sequence[str], run: Sequence[_Item]) -> bool:
    first = run[0].line
    return len(run) > 1 or (first > 0 and leads_to_item(lines[first - 1], lines[first]))


def _above(levels: list[_Item], item: _Item) -> list[_Item]:
    """The items of which each holds the next, and the last is to hold another."""
    for at, each in enumerate(levels):
        if each.sign == item.sign and abs(each.indent - item.indent) <= _SLIPPED:
            return levels[:at]
    return [each for each in levels if each.indent <= item.indent + _SLIPPED]


def _indent_below_item(lines: Sequence[str], number: int) -> int:
    """How far a list stands in that is part of an item of another above it."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    above = next((line for line in reversed(lines[:number]) if line.strip() and len(line) - len(line.lstrip()) < indent), "")
    return len(lines[number][:indent].expandtabs(_STEP)) if _OF_LIST.match(above) else 0


def paragraphs(lines: Sequence[str], may_be_of: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """The first line of each paragraph of those lines that may be of one, and that after its last."""
    start = None
    for number, line in enumerate([*lines, ""]):
        if line.strip() and may_be_of(number):
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None
