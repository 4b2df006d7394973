"""A .docx that Word saved as a Strict Open XML Document: its names and measures as those of an ordinary one.

The strict form has other namespaces and kinds of relations, and writes measures with their units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from lxml import etree

_STRICT = "http://purl.oclc.org/ooxml/"
_NAME = re.compile(rf"(\{{?){re.escape(_STRICT)}(\w+)/(.*)", re.DOTALL)
_OTHERWISE = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|pc|pi|in|cm|mm)")
_POINTS = {"pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_MEASURES = {
    (f"{_WORD}gridCol", f"{_WORD}w"): 20,
    (f"{_WORD}tcW", f"{_WORD}w"): 20,
    (f"{_WORD}tblW", f"{_WORD}w"): 20,
    (f"{_WORD}sz", f"{_WORD}val"): 2,
    (f"{_WORD}position", f"{_WORD}val"): 2,
}
"""Measures that are read, by the mark and its attribute: how many of its units make a point."""


def as_ordinary(tag: str, attributes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A mark's name and attributes as an ordinary document has them; those of one stay as they are."""
    tag = _ordinary(tag)
    named = ((_ordinary(key), value) for key, value in attributes.items())
    return tag, {key: _ordinary_value(tag, key, value) for key, value in named}


def is_strict(content: bytes) -> bool:
    """Whether a part of a document, as it is packed, has names of the strict form."""
    return _STRICT.encode() in content.replace(b"\0", b"")  # in UTF-16 as well


def make_ordinary(root: Element) -> None:
    """Give every mark below the name and attributes that it has in an ordinary document."""
    for element in root.iter():
        element.tag, attributes = as_ordinary(element.tag, element.attrib)
        element.attrib.clear()
        element.attrib.update(attributes)


def tree_as_ordinary(root: Any) -> Any:
    """A part of a strict document as it would be in an ordinary one, prefixes and all."""
    return _rebuilt(root, None)


def _rebuilt(element: Any, parent: Any) -> Any:
    tag, attributes = as_ordinary(element.tag, element.attrib)
    prefixes = {prefix: _ordinary(uri) for prefix, uri in element.nsmap.items()}
    made = etree.Element(tag, attributes, prefixes) if parent is None else etree.SubElement(parent, tag, attributes, prefixes)
    made.text, made.tail = element.text, element.tail
    for child in element.iterchildren(etree.Element):
        _rebuilt(child, made)
    return made


@lru_cache(maxsize=4096)  # a document has thousands of marks, and few names
def _ordinary(name: str) -> str:
    """A namespace, a name within one, or a kind of relation."""
    match = _NAME.fullmatch(name)
    if match is None:
        return name
    kind, brace, local = match[3].partition("}")
    steps = "/".join(_OTHERWISE.get(step, step) for step in kind.split("/"))
    return f"{match[1]}http://schemas.openxmlformats.org/{match[2]}/2006/{steps}{brace}{local}"


def _ordinary_value(tag: str, key: str, value: str) -> str:
    """The value of an attribute: a measure as a number; a kind of relation, or what a drawing holds, by its ordinary name."""
    units = _MEASURES.get((tag, key))
    if units is not None and (measure := _MEASURE.fullmatch(value)):
        return str(round(float(measure[1]) * _POINTS[measure[2]] * units))
    return _ordinary(value) if key in ("Type", "uri") else value
