"""Underlined words of an OpenDocument text, which Pandoc takes for slanted ones: as links to a place that only the kit knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from sabreport.texts.office.odt_styles import OdtStyles

UNDERLINED = "sabreport:underlined"
"""Where a link leads that stands for underlined words."""
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TARGET = "{http://www.w3.org/1999/xlink}href"
_LINES = ("text-underline-style", "text-underline-type")


def mark_underlined(root: Any, parts: Mapping[str, Any]) -> None:
    """Put underlined words into such links, and take the line out of their styles; a link of the text is underlined anyhow."""
    styles = OdtStyles(parts.values())
    spans = list(root.iter(f"{_TEXT}span"))
    said = {each: styles.value(each, "text-properties", *_LINES) for each in spans}
    for span in spans:
        if _is_underlined(span, said) and next(span.iterancestors(f"{_TEXT}a"), None) is None:
            _link_words(span)
    for properties in (each for part in parts.values() for each in part.iter(f"{_STYLE}text-properties")):
        for name in _LINES:
            properties.attrib.pop(f"{_STYLE}{name}", None)


def _is_underlined(span: Any, said: Mapping[Any, str]) -> bool:
    """Whether a span is underlined, by itself or by the nearest one around it that says something of it."""
    around = (each for each in (span, *span.iterancestors(f"{_TEXT}span", f"{_TEXT}p", f"{_TEXT}h")))
    for each in around:
        if each not in said:
            return False
        if said[each]:
            return said[each] != "none"
    return False


def _link_words(span: Any) -> None:
    for child in list(span):
        if child.tail and child.tail.strip():
            words, child.tail = child.tail, None
            child.addnext(_link(words))
    if span.text and span.text.strip():
        span.insert(0, _link(span.text))
        span.text = None


def _link(words: str) -> Any:
    link = etree.Element(f"{_TEXT}a", {_TARGET: UNDERLINED})
    link.text = words
    return link
