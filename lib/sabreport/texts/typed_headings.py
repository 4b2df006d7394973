"""Headings as people type them: underlined directly below other words, or with no space after their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

_UNDERLINE = re.compile(r"[ ]{0,3}(?:={2,}|-{3,})[ \t]*")
_WORDS = re.compile(r"(?![#>|~`]|[-*+][ \t]|\(?\w{1,3}[.)][ \t])\S[^|]*")
_TIGHT = re.compile(r"[ ]{0,3}#{2,6}(?=[^\W\d_])")
_HASH = re.compile(r"[ ]{0,3}#(?=[^\W\d_])")
_SPARE = 3
"""Letters by which a line of dashes that underlines a heading may be longer or shorter."""


def with_headings(lines: Sequence[str], fenced: Set[int]) -> Iterator[str]:
    """Lines with an empty one before a heading that is underlined, and before a line of dashes that only parts two paragraphs.

    Parameters
    ----------
    fenced
        The lines between fences of code.
    """
    for number, line in enumerate(lines):
        above, before = (lines[number - back] if number >= back else "" for back in (2, 1))
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if number not in fenced and _WORDS.fullmatch(before) and line.strip():
            parts = _UNDERLINE.fullmatch(line) and above.strip() and not _underlines(line, before)
            if parts or (_WORDS.fullmatch(line) and _UNDERLINE.fullmatch(below) and _underlines(below, line)):
                yield ""
        yield line if number in fenced else _TIGHT.sub(r"\g<0> ", line)


def _underlines(line: str, words: str) -> bool:
    """Whether a line of dashes, or of two, is that of a heading, and not one across the page."""
    return "=" in line or abs(len(line.strip()) - len(words.strip())) <= _SPARE


def tight_headings(lines: Sequence[str]) -> Iterator[int]:
    """The lines that may be headings, and that begin with one # and a letter, as a catchword does."""
    yield from (number for number, line in enumerate(lines) if _HASH.match(line))
