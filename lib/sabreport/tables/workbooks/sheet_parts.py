"""The parts of a workbook that stand for its sheet: their elements, and the places that these name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

_MOST_NAMED = 5
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def elements(content: zipfile.ZipFile, begin: str, *tags: str) -> Iterator[Element]:
    """The elements of those names in the parts whose names begin so, below ``xl/``."""
    for name in content.namelist():
        if re.fullmatch(rf"xl/(?:\w+/)?{begin}/?(?:\w*)\.xml(?:\.rels)?", name):
            for _, element in iterparse(content.open(name)):
                if element.tag.rpartition("}")[2] in tags:
                    yield element
                elif element.tag.endswith("}row"):
                    element.clear()


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without its namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def filled_within(ranges: str, filled: Mapping[str, int]) -> list[str]:
    """The filled cells within ranges such as ``A2:C5 E7``.

    Parameters
    ----------
    filled
        The row of each cell that holds something, by its place.
    """
    found = []
    for match in _RANGE.finditer(ranges):
        left, top = column_number(match[1]), int(match[2])
        right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
        found += [
            place
            for place, row in filled.items()
            if top <= row <= bottom and left <= column_number(place.rstrip("0123456789")) <= right
        ]
    return list(dict.fromkeys(found))


def column_number(letters: str) -> int:
    """The number of a column by its name."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def column_letter(number: int) -> str:
    """The name of a column in a spreadsheet: ``A`` is 1, ``AA`` is 27."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def listed_places(names: Sequence[str]) -> str:
    """Some of the names in a sentence, and how many more there are."""
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def rows_of(places: Iterable[str], filled: Mapping[str, int]) -> list[int]:
    """The rows of some places, each once and in order."""
    return sorted({filled[place] for place in places})
