"""Tables that people type with spaces or with bars alone, which would be printed as one line of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from sabreport.texts.typed_signs import MARK

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_GAP = re.compile(r"(?<=\S)(?: {3,}|\u00a0{3,})(?=\S)")
_MARK = re.compile(rf"[ \t]*{MARK}")
_BAR = re.compile(r"(?<!\\)\|")
_CONTACT = re.compile(
    r"\S@\S+\.\w|\bwww\.|https?://|\b(?:T|Tel|Telephone|Phone|M|Mob|Mobile|E|E-?mail|W|Web)\b[.:]", re.IGNORECASE
)
_NAME_OF_CONTACT = re.compile(r"(?:tel\w*|(?:tele)?phone|mobile|e-?mail|web\w*|contact)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*[ ]){1,3}[A-Z][\w'’-]+")
_OF_HEADING = re.compile(
    r"\b(?:agency|area|care|contact|date|group|home|lead|manager|name|number|officer|organisation|partner|role|service|status|team"
    r"|title|type|work)s?\b",
    re.IGNORECASE,
)
"""A word of a column's heading, and of no person's name."""
_MOST_OF_SIGNATURE = 4
_LINES_OF_PERSON = 2
_DASHES = re.compile(r"[ \t|:]*-[ \t|:-]*")
_QUOTED = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_CODE = re.compile(r"(`+)[^`\n]+\1")


def columns_of_spaces(text: str) -> Iterator[tuple[int, str]]:
    """The first of two or more lines one after another with three spaces or more between words, and where it stands."""
    yield from _runs(text, lambda line: "|" not in line and bool(_GAP.search(_unmarked(line))))


def columns_of_bars(text: str) -> Iterator[tuple[int, str]]:
    """The first of two or more lines with bars between their words, not around them, and no line of dashes among them."""

    def has_bars(line: str) -> bool:
        words = _CODE.sub("", _QUOTED.sub("", line)).strip()
        return bool(_BAR.search(words)) and not words.startswith("|")

    lines = text.split("\n")
    for row, line in _runs(text, has_bars):
        end = next((at for at in range(row, len(lines)) if not lines[at].strip()), len(lines))
        if not is_signature(lines[row - 1 : end]):
            yield row, line


def is_signature(lines: Sequence[str]) -> bool:
    """Whether lines with bars are those that end an e-mail: some but not all have an address or a number to call, by which no
    column is called, or they are two without a figure, of which the first begins with a person's name.

    Examples
    --------
    >>> is_signature(["Jo Lee | Chair", "T: 01234 567890 | jo@example.org"]), is_signature(["Name | E-mail", "Jo | jo@a.org"])
    (True, False)
    >>> is_signature(["Jane Doe | Chair", "Board | County"]), is_signature(["Lead Officer | Chair", "Jane Doe | Lee"])
    (True, False)
    """
    contacts = [bool(_CONTACT.search(line)) for line in lines]
    named = any(_NAME_OF_CONTACT.fullmatch(cell.strip(" *_")) for cell in lines[0].split("|"))
    barred = any("|" in line.strip(" |") for line in lines) and not any(map(_DASHES.fullmatch, lines))
    signed = _is_of_person(lines) or (any(contacts) and not all(contacts) and not named)
    return 1 < len(lines) <= _MOST_OF_SIGNATURE and barred and signed


def _is_of_person(lines: Sequence[str]) -> bool:
    """Whether two lines without a figure begin with a person's name and a bar."""
    name = lines[0].strip(" |").partition("|")[0].strip(" *_")
    without_figures = len(lines) == _LINES_OF_PERSON and not any(map(str.isdigit, "".join(lines)))
    return without_figures and bool(_NAME.fullmatch(name)) and not _OF_HEADING.search(name)


def _runs(text: str, is_row: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """The first line of each table, and where it stands, from 1; what stands between fences is no table."""
    lines, rows, fence = text.split("\n"), list[bool](), ""
    for line in lines:
        fenced = _FENCE.match(line)
        if fenced and (not fence or fenced[1].startswith(fence)):
            fence = "" if fence else fenced[1]
        rows.append(not fence and not fenced and is_row(line))
    for are_rows, group in groupby(range(len(lines)), lambda at: rows[at]):
        run = list(group)
        if are_rows and len(run) > 1 and not any(_DASHES.fullmatch(_QUOTED.sub("", lines[at])) for at in run):
            yield run[0] + 1, lines[run[0]]


def _unmarked(line: str) -> str:
    """A line without the number or the sign that begins it."""
    found = _MARK.match(line)
    return (line[found.end() :] if found else line).strip()
