"""Which cell of a notebook wrote each part of a section, and which file somebody wrote it in."""

from __future__ import annotations

import re
from dataclasses import dataclass

ORIGINS = "origins.json"
"""Holds it, in a report's folder, so that a remark on a passage comes to the place where it can be changed."""
_SIGN = "\x1e"
_LINE = re.compile(f"{_SIGN}([0-9]+){_SIGN}(.*){_SIGN}")


@dataclass(frozen=True)
class Origin:
    """What wrote a part of a section.

    Parameters
    ----------
    line
        The first line of the part in the section's file, counted from 1.
    cell
        The number of the notebook's cell, counted from 1.
    source
        The file that somebody wrote it in, relative to the kit's folder; empty where the kit words it.
    """

    line: int
    cell: int
    source: str


def line_of_origin(cell: int, source: str) -> str:
    """A line to stand before what a cell wrote, until the section is whole."""
    return f"{_SIGN}{cell}{_SIGN}{source}{_SIGN}"


def without_origins(text: str) -> tuple[str, list[Origin]]:
    """A section without the lines that say what wrote it, and what they say."""
    lines: list[str] = []
    origins: list[Origin] = []
    for line in text.split("\n"):
        if told := _LINE.fullmatch(line):
            origins = [each for each in origins if each.line <= len(lines)]  # what shows nothing writes nothing
            origins.append(Origin(len(lines) + 1, int(told[1]), told[2]))
        elif line or (lines and lines[-1]):  # one empty line between blocks
            lines.append(line)
    return "\n".join(lines).strip() + "\n", origins
