"""Paragraphs of a Word document that are set in, as more of an item or throughout: Pandoc would take them for quotations."""

from __future__ import annotations

from typing import Any

from sabreport.texts.office.word_labels import WordNumbering
from sabreport.texts.office.word_styles import WORD

_SIDES = (f"{WORD}left", f"{WORD}start")


def straighten(root: Any, numbering: WordNumbering) -> None:
    """Take the indent off paragraphs that follow an item of a list, and off all where most of the text has one."""
    paragraphs = [each for each in root.iter(f"{WORD}p") if _words(each)]
    items = {each for each in paragraphs if numbering.level_of(each) is not None}
    plain = [each for each in paragraphs if each not in items and each.getparent().tag != f"{WORD}tc"]
    set_in = [each for each in plain if _is_set_in(each)]
    is_usual = len(set_in) > 2 and 2 * len(set_in) > len(plain)
    for paragraph in set_in:
        before = paragraph.getprevious()
        if is_usual or (before is not None and before in items):
            properties = paragraph.find(f"{WORD}pPr")
            properties.remove(properties.find(f"{WORD}ind"))
            items.add(paragraph)  # what follows it may go on with the same item


def _is_set_in(paragraph: Any) -> bool:
    indent = paragraph.find(f"{WORD}pPr/{WORD}ind")
    given = "" if indent is None else next((each for side in _SIDES if (each := indent.get(side))), "")
    return given.isdecimal() and int(given) > 0


def _words(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{WORD}t")).strip()
