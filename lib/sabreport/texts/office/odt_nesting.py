"""Nests lists of the styles List Bullet 2 and the like, which a file from Word has beside each other in an OpenDocument text."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sabreport.texts.office.list_labels import DEEPER_STYLE
from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import attribute

_TEXT, _STYLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("text", "style"))
_NAME = f"{_TEXT}style-name"
_LIST, _ITEM = f"{_TEXT}list", f"{_TEXT}list-item"


def nest_deeper(root: Any, parts: Mapping[str, Any]) -> None:
    """Set a list of such a style within the item before it: Pandoc goes by levels. Its labels are marked already."""
    styles = OdtStyles(parts.values())
    for each in list(root.iter(_LIST)):
        outer, depth = each.getprevious(), _depth(each, styles)
        if not depth or outer is None or outer.tag != _LIST or len(outer) == 0 or each.getparent().tag == _ITEM:
            continue
        level = 2
        while level <= depth and len(outer[-1]) and outer[-1][-1].tag == _LIST:
            outer, level = outer[-1][-1], level + 1
        within, name = outer[-1][-1] if len(outer[-1]) else None, f"{each.get(_NAME)}.{level}"
        if within is not None and within.tag == _LIST and within.get(_NAME) == name:
            within.extend(each.findall(_ITEM))
            each.getparent().remove(each)
        else:
            outer[-1].append(each)
            _write_on(level, each, parts)


def _depth(element: Any, styles: OdtStyles) -> int:
    """How deep the style of its first paragraph says that a list stands; 0 where it says nothing."""
    paragraph = next(element.iterfind(f"{_ITEM}/{_TEXT}p"), None)
    names = [] if paragraph is None else [attribute(each, "display-name") for each in styles.chain(paragraph)]
    return next((int(found[1]) - 1 for name in names if (found := DEEPER_STYLE.fullmatch(name))), 0)


def _write_on(level: int, element: Any, parts: Mapping[str, Any]) -> None:
    """Let a list be written on a level as it is on its first."""
    given = element.get(_NAME)
    styles = (each for part in parts.values() for each in part.iter(f"{_TEXT}list-style") if each.get(f"{_STYLE}name") == given)
    for style in list(styles):
        own, first = deepcopy(style), [each for each in style if each.get(f"{_TEXT}level") == "1"]
        own[:] = deepcopy(first)
        for each in own:
            each.set(f"{_TEXT}level", str(level))
        own.set(f"{_STYLE}name", f"{given}.{level}")
        style.addnext(own)
    element.set(_NAME, f"{given}.{level}")
