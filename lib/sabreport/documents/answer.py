"""An answer to somebody who read an earlier draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What is said to a reviewer.

    Parameters
    ----------
    section
        The headings above the place that the remark is about, as ``Concerns and enquiries, Rutland``.
    words
        What the remark is about, or the paragraph around it.
    said
        The answer, a paragraph a line.
    place
        What it is about: ``heading``, ``sentence``, ``table cell`` and so on; empty where that is not known.
    around
        The sentence, heading or caption there; of a cell of a table its `cell_named`.
    """

    section: str
    words: str
    said: str
    place: str = ""
    around: str = ""


def cell_named(row: str, column: str) -> str:
    """A cell of a table by the first cell of its row and the first of its column."""
    return f"row “{' '.join(row.split())}”, column “{' '.join(column.split())}”"
