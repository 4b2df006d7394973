"""Styles of paragraphs that a template of Word has of its own: read as the headings and the emphasis that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from sabreport.texts.office.parts import texts_of_word
from sabreport.texts.office.word_runs import paragraphs_of, properties_of, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles, is_on

_LEVELS = "012345678"
"""Of headings; 9 is text."""
_LONGEST_HEADING = 25
_OUTLINED = "SabreportOutlined"


def say_own_styles(parts: Mapping[str, Any]) -> None:
    """Say in the parts of a document what its own styles say of headings and emphasis."""
    _name_headings(parts)
    _style_outlined(parts)
    for root in texts_of_word(parts).values():
        _emphasise(root, parts)


def _name_headings(parts: Mapping[str, Any]) -> None:
    """Call a style with a level of headings by the name of Word's own for that level: Pandoc knows a heading by its name."""
    styles = WordStyles(parts)
    for style in styles.of_kind("paragraph"):
        level, name = style.find(f"{WORD}pPr/{WORD}outlineLvl"), style.find(f"{WORD}name")
        given = level.get(f"{WORD}val", "") if level is not None else ""
        if _is_own(style) and name is not None and len(given) == 1 and given in _LEVELS:
            name.set(f"{WORD}val", f"heading {int(given) + 1}")


def _style_outlined(parts: Mapping[str, Any]) -> None:
    """Give a short paragraph with a level of its own in Word's outline the style of a heading of that level."""
    styles, added = WordStyles(parts), dict[str, Any]()
    for root in texts_of_word(parts).values():
        for mark in root.iterfind(f".//{WORD}p/{WORD}pPr/{WORD}outlineLvl"):
            given, paragraph = mark.get(f"{WORD}val", ""), mark.getparent().getparent()
            words = "".join(each.text or "" for each in paragraph.iter(f"{WORD}t")).split()
            if given not in tuple(_LEVELS) or len(words) > _LONGEST_HEADING or _is_heading(paragraph, styles):
                continue
            named = mark.getparent().find(f"{WORD}pStyle")
            if named is None:
                named = etree.Element(f"{WORD}pStyle")
                mark.getparent().insert(0, named)
            named.set(f"{WORD}val", f"{_OUTLINED}{given}")
            added.setdefault(given, _heading_style(given))
    for name in (each for each in parts if added and each.endswith("word/styles.xml")):
        parts[name].extend(added.values())


def _is_heading(paragraph: Any, styles: WordStyles) -> bool:
    named = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    chain = styles.chain("paragraph", named.get(f"{WORD}val")) if named is not None else ()
    return any(each.find(f"{WORD}pPr/{WORD}outlineLvl") is not None for each in chain)


def _heading_style(level: str) -> Any:
    """A style of no text yet, by whose name Pandoc knows a heading of a level."""
    style = etree.Element(f"{WORD}style")
    style.set(f"{WORD}type", "paragraph")
    style.set(f"{WORD}styleId", f"{_OUTLINED}{level}")
    etree.SubElement(style, f"{WORD}name").set(f"{WORD}val", f"heading {int(level) + 1}")
    return style


def _emphasise(root: Any, parts: Mapping[str, Any]) -> None:
    """Mark each run of a part that a style of its paragraph sets bold or slanted, but of headings: Pandoc passes that over."""
    styles = WordStyles(parts)
    if not any(_is_own(style) for style in styles.of_kind("paragraph")):
        return
    for paragraph, around in paragraphs_of(root):
        level = styles.of_paragraph("pPr/outlineLvl", paragraph)
        if level is not None and level.get(f"{WORD}val", "") in tuple(_LEVELS):
            continue
        for name in _set_by_style(paragraph, styles):
            for run in runs_of(paragraph):
                if run.find(f"{WORD}rPr/{WORD}{name}") is None and styles.turns_on(name, run, paragraph, around.table):
                    etree.SubElement(properties_of(run), f"{WORD}{name}")


def _set_by_style(paragraph: Any, styles: WordStyles) -> Iterator[str]:
    """The marks of bold and slanted letters that a template's own style of a paragraph turns on."""
    named = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    own = [each for each in styles.chain("paragraph", named.get(f"{WORD}val")) if _is_own(each)] if named is not None else []
    for name in ("b", "i"):
        if any(is_on(style.find(f"{WORD}rPr/{WORD}{name}")) for style in own):
            yield name


def _is_own(style: Any) -> bool:
    return str(style.get(f"{WORD}customStyle", "0")).lower() in ("1", "true", "on")
