"""Nests the items of an OpenDocument text that stand on one level and look deeper: by a style of Word's, or by the ruler."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sabreport.texts.office.list_labels import DEEPER_STYLE
from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import attribute

_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt)")
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_MOVED = 0.499
"""Centimetres by which an item is seen to stand farther to the right than another."""
_DEEPEST = 9
_TEXT, _STYLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("text", "style"))
_NAME = f"{_TEXT}style-name"
_LIST, _ITEM = f"{_TEXT}list", f"{_TEXT}list-item"


def nest_deeper(root: Any, parts: Mapping[str, Any]) -> None:
    """Set a list of the style List Bullet 2 and the like, or an item that a ruler moved, within the item before it.

    Pandoc goes by levels. The labels are marked already.
    """
    styles = OdtStyles(parts.values())
    for each in [each for each in root.iter(_LIST) if each.getparent().tag != _ITEM]:
        _nest_moved(each, styles, parts)
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


def _nest_moved(outer: Any, styles: OdtStyles, parts: Mapping[str, Any]) -> None:
    """Set each item of a list that was moved to the right by hand within the one before it that stands farther left."""
    level, above = _first_level(outer, parts), list[tuple[float, Any]]()
    for item in outer.findall(_ITEM):
        margin, indent = (_by_hand(item, styles, name) for name in ("margin-left", "text-indent"))
        left = (_of_level(level, "margin-left") if margin is None else margin) + (
            _of_level(level, "text-indent") if indent is None else indent
        )
        while above and (left < above[-1][0] + _MOVED or len(above) >= _DEEPEST):
            above.pop()
        if above and margin is not None:
            _put_within(above[-1][1], item, f"{outer.get(_NAME)}", len(above) + 1, parts)
        above.append((left, item))


def _put_within(holder: Any, item: Any, name: str, level: int, parts: Mapping[str, Any]) -> None:
    """Set an item within another, as the last of those that were set there before."""
    inner = holder[-1]
    if inner.tag != _LIST or inner.get(_NAME) != f"{name}.{level}":
        inner = holder.makeelement(_LIST, {_NAME: name})
        holder.append(inner)
        _write_on(level, inner, parts)
    inner.append(item)


def _by_hand(item: Any, styles: OdtStyles, name: str) -> float | None:
    """A length that was set by hand on the first paragraph of an item; None where none was."""
    paragraph = item[0] if len(item) and item[0].tag == f"{_TEXT}p" else None
    given = styles.value_by_hand(paragraph, "paragraph-properties", name) if paragraph is not None else ""
    return _length(given) if given else None


def _first_level(element: Any, parts: Mapping[str, Any]) -> Any:
    """How a list is written on its first level; None where nothing says it."""
    given = element.get(_NAME)
    styles = (each for part in parts.values() for each in part.iter(f"{_TEXT}list-style") if each.get(f"{_STYLE}name") == given)
    return next((level for style in styles for level in style if level.get(f"{_TEXT}level") == "1"), None)


def _of_level(level: Any, name: str) -> float:
    given = (attribute(each, name) for each in level.iter() if attribute(each, name)) if level is not None else ()
    return _length(next(iter(given), ""))


def _length(given: str) -> float:
    """A length in centimetres; none where it is no such length."""
    found = _LENGTH.fullmatch(given)
    return float(found[1]) * _CM[found[2]] if found else 0.0


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
