"""Cells that hold what is neither a number nor words, and for which a workbook keeps #VALUE! beside it: pictures, data types."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from sabreport.base.errors import Problem
from sabreport.tables.workbooks.sheet_parts import listed_places

PICTURE = "a picture"
_ENTITY = "a data type of Excel, such as Stocks or Geography"
_KINDS = {"_localImage": PICTURE, "_webimage": PICTURE, "_linkedentity": _ENTITY, "_linkedentity2": _ENTITY, "_entity": _ENTITY}
"""What the structures of such values are called, and what they are; others have words or a number beside them."""
_REMEDIES = {
    PICTURE: "Delete the picture, and write in words what a reader needs of it; a picture may stand in the chapter's text.",
    _ENTITY: "Right-click on the cell, choose Data Type and Convert to Text, and save.",
}
_METADATA, _VALUES, _STRUCTURES = "xl/metadata.xml", "xl/richData/rdrichvalue.xml", "xl/richData/rdrichvaluestructure.xml"


def kinds_of_values(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """What the cells hold that name a value by its number (``vm``), where it is one of those that have no words."""
    if not {_METADATA, _VALUES, _STRUCTURES} <= {*archive.namelist()}:
        return {}
    metadata = fromstring(archive.read(_METADATA))
    structures = [each.get("t", "") for each in _named(fromstring(archive.read(_STRUCTURES)), "s")]
    values = [_at(structures, each.get("s", "")) for each in _named(fromstring(archive.read(_VALUES)), "rv")]
    rich = [each for each in _named(metadata, "futureMetadata") if each.get("name") == "XLRICHVALUE"]
    numbers = [next((rvb.get("i", "") for rvb in _named(bk, "rvb")), "") for each in rich for bk in _named(each, "bk")]
    found = {}
    for nth, bk in enumerate((bk for each in _named(metadata, "valueMetadata") for bk in _named(each, "bk")), start=1):
        number = next((_at(numbers, rc.get("v", "")) for rc in _named(bk, "rc")), "")
        if kind := _KINDS.get(_at(values, number), ""):
            found[str(nth)] = kind
    return found


def said_of_values(path: Path, held: Iterable[tuple[int, str, str]]) -> Iterator[Problem]:
    """That cells hold no words: one problem for each kind, of the row, place and kind of each."""
    cells = [*held]
    for kind, remedy in _REMEDIES.items():
        of_kind = [(row, place) for row, place, each in cells if each == kind]
        if of_kind:
            first, *others = dict.fromkeys(row for row, _ in of_kind)
            places = [place for _, place in of_kind]
            what = f"{listed_places(places)} {'hold' if len(places) > 1 else 'holds'} {kind}, and no words"
            yield Problem(path, first, "", what, remedy, also=tuple(others))


def _named(root: Element, tag: str) -> Iterator[Element]:
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == tag)


def _at(found: list[str], number: str) -> str:
    """One of a list by its number from 0; empty where there is none."""
    return found[int(number)] if number.isdecimal() and int(number) < len(found) else ""
