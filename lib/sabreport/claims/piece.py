"""A sentence or a cell of a text, with what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 1_000
"""Characters; what has no full stop for longer is read in pieces."""
LONGEST_NAME = 300
"""Characters of a heading, a caption, or the name of a row or column that are looked at."""
FIGURE = re.compile(r"[\s*_]*(?:(?:about|around|over|nearly|almost)\s+)?(?:£\s?)?\d[\d,.]*\s?(?:%|per cent|m|k|million)?[\s*_]*")
"""A figure that stands by itself."""
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[a-z]\.)(?<!\bNo\.)(?<!\bno\.)(?<!^\d\.)(?<!^\d\d\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)"
    r"[)\"'”’*_]{0,4}\s+(?=[\"'“‘*_(]{0,4}[A-Z0-9£])",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Piece:
    """A sentence, or a cell of a table, with what stands above it.

    Parameters
    ----------
    start
        Where its text begins in the whole.
    text
        One sentence, one heading, or what one cell holds.
    earlier
        The sentences before it in its paragraph, nearest first.
    headings
        What it stands under, nearest first.
    kept
        A heading that names an area and is followed by others of its level; empty where there is none.
    previous
        What stands right before its paragraph or table under the same heading, at most so much of it as is looked at.
    label, column, caption, head
        Of a cell: the name of its row, what stands above it, the words of the table's caption, and the names of all columns.
    is_cell
        Whether it is the figure of a row and a column, or a name of one.
    is_name
        Of a cell: whether it is itself a name, of a row or a column.
    """

    start: int
    text: str
    earlier: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    kept: str = ""
    previous: str = ""
    label: str = ""
    column: str = ""
    caption: str = ""
    head: str = ""
    is_cell: bool = False
    is_name: bool = False


def spans_of(block: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a paragraph with where it begins; one that never ends is cut."""
    flat, start = re.sub(r"\n(?=\n)", ";", block).replace("\n", " "), 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(block)), len(block)]:
        while end - start > LONGEST_SENTENCE:
            cut = flat.rfind(" ", start, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
            yield start, flat[start:cut]
            start = cut
        yield start, flat[start:end]
        start = end
