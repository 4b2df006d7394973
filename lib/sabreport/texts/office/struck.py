"""Words that their writer struck out, by marks of their own or by a style: printed so, and not as if they stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import name_of
from sabreport.texts.office.word_runs import paragraphs_of, properties_of, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_THROUGH = ("text-line-through-style", "text-line-through-type")
_STRUCK = "sabreport-struck"


def strike_in_word(root: Any, parts: Mapping[str, Any]) -> None:
    """Mark each run of a part of a Word document that is struck by its styles, and none that they show."""
    styles = WordStyles(parts)
    for each in (each for part in parts.values() for each in part.iter(f"{WORD}dstrike")):
        each.tag = f"{WORD}strike"  # twice is not more
    if not styles.has("strike"):
        return
    for paragraph, around in paragraphs_of(root):
        for run in runs_of(paragraph):
            struck = styles.turns_on("strike", run, paragraph, around.table)
            properties = properties_of(run)
            for mark in properties.findall(f"{WORD}strike"):
                properties.remove(mark)
            etree.SubElement(properties, f"{WORD}strike").set(f"{WORD}val", "1" if struck else "0")


def strike_in_odt(root: Any, parts: Mapping[str, Any]) -> None:
    """Put the words of an OpenDocument text that its styles strike out into spans that do, and no other."""
    styles = OdtStyles(parts.values())
    through = {each: _is_struck(each, styles) for each in root.iter() if isinstance(each.tag, str) and _is_styled(each)}
    if not any(through.values()):
        return
    _strike(root, struck=False, through=through)
    for properties in (each for part in parts.values() for each in part.iter(f"{_STYLE}text-properties")):
        for name in _THROUGH:
            properties.attrib.pop(f"{_STYLE}{name}", None)
    holder = next(each for each in root if name_of(each) == "automatic-styles")
    style = etree.SubElement(holder, f"{_STYLE}style", {f"{_STYLE}name": _STRUCK, f"{_STYLE}family": "text"})
    etree.SubElement(style, f"{_STYLE}text-properties", {f"{_STYLE}{_THROUGH[0]}": "solid"})


def _is_styled(element: Any) -> bool:
    return name_of(element) in ("p", "h", "span", "a")


def _is_struck(element: Any, styles: OdtStyles) -> bool | None:
    """Whether the style of an element strikes words out; None where it says nothing of it."""
    said = styles.value(element, "text-properties", *_THROUGH)
    return said != "none" if said else None


def _strike(element: Any, *, struck: bool, through: Mapping[Any, bool | None]) -> None:
    """Strike the words of an element where it stands among words that are struck or not."""
    name = name_of(element)
    if name in ("p", "h"):  # what is around it, such as the paragraph of a note, strikes nothing in it
        struck = bool(through.get(element))
    elif through.get(element) is not None:
        struck = bool(through[element])
    holds_words = name in ("p", "h", "span", "a", "ruby-base", "meta")
    for child in [each for each in element if isinstance(each.tag, str)]:
        _strike(child, struck=struck, through=through)
        if struck and holds_words and child.tail and child.tail.strip():
            words, child.tail = child.tail, None
            child.addnext(_span(words))
    if struck and holds_words and element.text and element.text.strip():
        element.insert(0, _span(element.text))
        element.text = None


def _span(words: str) -> Any:
    span = etree.Element(f"{_TEXT}span", {f"{_TEXT}style-name": _STRUCK})
    span.text = words
    return span
