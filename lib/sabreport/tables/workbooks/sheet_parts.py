"""The parts of a workbook that stand for its sheet: their elements, and the places that these name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from sabreport.wording.lists import MOST_NAMED, listed, some_of

_MOST = 1_048_576
"""More columns, and as many rows, as a sheet may have."""


class SheetParts:
    """The parts of a workbook; that of the sheet, which has all its rows, is read once.

    Parameters
    ----------
    content
        The open workbook.
    """

    def __init__(self, content: zipfile.ZipFile) -> None:
        self.content = content

    def of_sheet(self, *tags: str) -> Iterator[Element]:
        """The elements of those names on the sheet, beside its rows."""
        return (each for root in self._sheets for each in _named(root, tags))

    def of(self, begin: str, *tags: str) -> Iterator[Element]:
        """The elements of those names in the parts whose names begin so, below ``xl/``."""
        for name in self.content.namelist():
            if re.fullmatch(rf"xl/(?:\w+/)?{begin}/?(?:\w*)\.xml(?:\.rels)?", name):
                yield from _named(fromstring(self.content.read(name)), tags)

    @cached_property
    def _sheets(self) -> list[Element]:
        names = [name for name in self.content.namelist() if re.fullmatch(r"xl/worksheets/sheet\w*\.xml", name)]
        return [_without_rows(self.content, name) for name in names]


def _without_rows(content: zipfile.ZipFile, name: str) -> Element:
    """A part, each row of which is emptied when it has been read."""
    parsed = iterparse(content.open(name))
    for _, element in parsed:
        if element.tag.endswith("}row"):
            element.clear()
    root: Element = parsed.root
    return root


def _named(root: Element, tags: Collection[str]) -> Iterator[Element]:
    return (each for each in root.iter() if each.tag.rpartition("}")[2] in tags)


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without its namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


class Range(NamedTuple):
    """The cells of a range: its first and last column, and its first and last row."""

    left: int
    top: int
    right: int
    bottom: int


def range_of(named: str) -> Range | None:
    """The range that such as ``A2:C5``, ``B:B`` and ``E7`` name; None for what names none."""
    from openpyxl.utils.cell import range_boundaries  # slow to import; a workbook has been read with it before

    try:
        left, top, right, bottom = range_boundaries(named)
    except ValueError:
        return None
    return Range(left or 1, top or 1, right or _MOST, bottom or _MOST)


def filled_within(ranges: str, filled: Mapping[str, int]) -> list[str]:
    """The filled cells within ranges such as ``A2:C5 E7``.

    Parameters
    ----------
    filled
        The row of each cell that holds something, by its place.
    """
    from openpyxl.utils.cell import coordinate_to_tuple

    found: dict[str, None] = {}
    for each in ranges.split():
        if each in filled:
            found[each] = None
        elif ":" in each and (area := range_of(each)) is not None:
            places = (place for place, row in filled.items() if area.top <= row <= area.bottom)
            found |= dict.fromkeys(place for place in places if area.left <= coordinate_to_tuple(place)[1] <= area.right)
    return list(found)


def column_letter(number: int) -> str:
    """The name of a column in a spreadsheet: ``A`` is 1, ``AA`` is 27."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def listed_places(names: Sequence[str]) -> str:
    """Some of the names in a sentence, and how many more there are."""
    return some_of(names, more=" and") if len(names) > MOST_NAMED else listed(names)


def rows_of(places: Iterable[str], filled: Mapping[str, int]) -> list[int]:
    """The rows of some places, each once and in order."""
    return sorted({filled[place] for place in places})
