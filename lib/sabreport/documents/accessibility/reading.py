"""What a reading of a finished document for accessibility gives: its headings, counts and faults, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sabreport.wording.lists import counted

Form = Literal["HTML", "PDF", "Word"]
KIT = "The kit wrote this: report it, with the report's folder."
"""The remedy of a fault that no author can mend."""
ADD_HEADER = "Give the table a header row where it was written, or write it as a list."
UNMERGE = "Split the merged cells where the table was written, or write it as a list."
NAME_COLUMN = "Name the column in the table's header row where it was written."


@dataclass(frozen=True)
class Heading:
    """A heading as a screen reader lists it."""

    level: int
    text: str


@dataclass(frozen=True)
class Fault:
    """One thing that shuts a reader out.

    Parameters
    ----------
    place
        Where in the document: ``table 3``; empty for the document as a whole.
    authored
        Whether a text as its author wrote it is at fault, and not the kit.
    """

    place: str
    what: str
    remedy: str = KIT
    authored: bool = False


@dataclass(frozen=True)
class Reading:
    """A finished document as read back.

    Parameters
    ----------
    outline
        Headings of the report's text, in reading order, from level 1; without title and contents.
    pictures, tables
        How many there are.
    faults
        What is wrong, in the order found.
    """

    form: Form
    outline: tuple[Heading, ...]
    pictures: int
    tables: int
    faults: tuple[Fault, ...]

    @property
    def counts(self) -> str:
        """What was found, in words."""
        return (
            f"{counted(len(self.outline), 'heading', 'headings')} in order, "
            f"{counted(self.pictures, 'picture', 'pictures')} with alt text, "
            f"{counted(self.tables, 'table', 'tables')} with a header row"
        )


def heading_faults(headings: Sequence[Heading]) -> Iterator[Fault]:
    """Headings begin at level 1 and skip none."""
    if not headings:
        yield Fault("", "there is no heading")
    before = 0
    for heading in headings:
        if heading.level > before + 1:
            after = f"follows level {before}" if before else "comes first"
            yield Fault(f'heading "{heading.text}"', f"its level {heading.level} {after}")
        before = heading.level


def order_faults(outline: Sequence[Heading], page: Sequence[Heading]) -> Iterator[Fault]:
    """Headings come in the order, and at the levels, of the web page."""
    for ours, theirs in zip(outline, page, strict=False):
        if (ours.level, _words(ours.text)) != (theirs.level, _words(theirs.text)):
            what = f'level {ours.level} stands where the web page has level {theirs.level}, "{theirs.text}"'
            yield Fault(f'heading "{ours.text}"', what)
            return
    if len(outline) != len(page):
        yield Fault("", f"it has {counted(len(outline), 'heading', 'headings')}, and the web page has {len(page)}")


def _words(text: str) -> list[str]:
    """A heading's words: formats differ in their quotation marks and spaces, and in where a long word may break."""
    return re.findall(r"\w+", text.casefold().replace("\u200b", "").replace("\u00ad", ""))
