"""The styles of an OpenDocument text: what a property comes to where styles rest on each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sabreport.texts.office.parts import attribute, name_of

FAMILIES = {
    **{"p": "paragraph", "h": "paragraph", "span": "text", "a": "text", "section": "section"},
    **{"table": "table", "table-row": "table-row", "table-cell": "table-cell", "covered-table-cell": "table-cell"},
    **{"frame": "graphic", "text-box": "graphic", "custom-shape": "graphic", "rect": "graphic", "ellipse": "graphic"},
    **{"circle": "graphic", "polygon": "graphic", "path": "graphic", "g": "graphic"},
    **{"line": "graphic", "connector": "graphic", "polyline": "graphic"},
}
"""The family of styles of an element, by its name."""


def faces_of(roots: Iterable[Any]) -> dict[str, str]:
    """The font of each name by which the parts of a document call one."""
    faces = (each for root in roots for each in root.iter() if isinstance(each.tag, str) and name_of(each) == "font-face")
    return {attribute(each, "name"): attribute(each, "font-family").strip("'") for each in faces}


class OdtStyles:
    """The styles of the text; those of headers and footers alone, whose names may be the same, are passed over.

    Parameters
    ----------
    roots
        The parts of the document.
    """

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._defaults: dict[str, Any] = {}
        self._by_hand = set[tuple[str, str]]()
        holders = {"document-styles": "styles", "document-content": "automatic-styles"}
        for root in roots:
            for holder in (each for each in root if isinstance(each.tag, str) and name_of(each) == holders.get(name_of(root))):
                for style in (each for each in holder if isinstance(each.tag, str)):
                    if name_of(style) == "style":
                        key = attribute(style, "family"), attribute(style, "name")
                        self._styles[key] = style
                        if name_of(holder) == "automatic-styles":
                            self._by_hand.add(key)
                    elif name_of(style) == "default-style":
                        self._defaults[attribute(style, "family")] = style

    def chain(self, element: Any) -> Iterator[Any]:
        """The style of an element and those that it rests on, the nearest first."""
        return self.chain_of(FAMILIES.get(name_of(element), ""), attribute(element, "style-name"))

    def chain_of(self, family: str, name: str) -> Iterator[Any]:
        """The style of a name and those that it rests on, the nearest first."""
        seen = set[str]()
        while (family, name) in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[family, name]
            name = attribute(self._styles[family, name], "parent-style-name")
        if family in self._defaults:
            yield self._defaults[family]

    def value(self, element: Any, properties: str, *names: str) -> str:
        """What the nearest style of an element says that has any of some attributes; empty where none does.

        Parameters
        ----------
        properties
            The kind of properties, such as ``text-properties``; empty for any but those of text.
        names
            Attributes of which the first that stands there counts.
        """
        return said_by(self.chain(element), properties, *names)

    def value_by_hand(self, element: Any, properties: str, *names: str) -> str:
        """The same of the formatting of an element by hand alone, which a program keeps as a style without a name of its own."""
        is_own = (FAMILIES.get(name_of(element), ""), attribute(element, "style-name")) in self._by_hand
        return said_by(islice(self.chain(element), 1), properties, *names) if is_own else ""


def said_by(styles: Iterable[Any], properties: str, *names: str) -> str:
    """What the first style says of some properties that says anything."""
    for style in styles:
        for each in (each for each in style if isinstance(each.tag, str)):
            kind = name_of(each)
            if kind == properties or (not properties and kind.endswith("-properties") and kind != "text-properties"):
                said = next(filter(None, (attribute(each, name) for name in names)), "")
                if said:
                    return said
    return ""
