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
    """

    section: str
    words: str
    said: str
