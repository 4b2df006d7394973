"""The labels of the numbered paragraphs of a Word document, counted as Word counts them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from sabreport.texts.office.list_labels import DEEPER_STYLE, Label, bullet_of, label_of
from sabreport.texts.office.parts import related_parts
from sabreport.texts.office.word_styles import WORD, WordStyles, is_on

_LEVELS = 9
_MOVED = 283
"""Twentieths of a point in half a centimetre: an item that a ruler moved so far to the right stands within the one before."""


@dataclass
class _Counts:
    """How far the numbers of a list have got: by level, None where it has not begun; the lists that share it and have begun."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    begun: set[tuple[str, int]] = field(default_factory=set)


class WordNumbering:
    """The numbered lists of a Word document, whose paragraphs are asked for in order.

    Parameters
    ----------
    parts
        The parts of the document by their names; that of numbering may be missing.
    """

    def __init__(self, parts: Mapping[str, Any]) -> None:
        roots = [parts[name] for name in related_parts(parts, "numbering").values()]
        self._styles = WordStyles(parts)
        self._lists = {_id(each, "abstractNumId"): each for root in roots for each in root.iter(f"{WORD}abstractNum")}
        self._numbers = {_id(each, "numId"): each for root in roots for each in root.iter(f"{WORD}num")}
        self._counts: dict[str, _Counts] = {}
        self._above: Any = None
        self._lefts: list[int] = []

    def label(self, paragraph: Any) -> Label | None:
        """The label of the next paragraph; None where it has none, or a bullet that says nothing."""
        number, level = self._place(paragraph)
        abstract = self._abstract(number)
        if abstract is None or not 0 <= level < _LEVELS:
            return None
        levels = [self._level(number, abstract, each) for each in range(_LEVELS)]
        if levels[level] is None:
            return None
        values = self._count(number, abstract, level, levels)
        formats = [_format(each) for each in levels[: level + 1]]
        if formats[level] == "bullet":
            return bullet_of(_value(levels[level], "lvlText", ""), _font(levels[level]))
        if is_on(levels[level].find(f"{WORD}isLgl")):
            formats = ["decimal" if each not in ("none", "decimalZero") else each for each in formats]
        hidden = is_on(levels[level].find(f"{WORD}rPr/{WORD}vanish"))
        return Label("") if hidden else label_of(_value(levels[level], "lvlText", ""), level, values, formats)

    def style(self, paragraph: Any) -> str:
        """How the number of a paragraph is written, by Word's name or by how it begins; empty where it has none."""
        given = self.level_of(paragraph)
        return _format(given) if given is not None else ""

    def level_of(self, paragraph: Any) -> Any:
        """The level of a list that says what the label of a paragraph is like; None where it has none."""
        number, level = self._place(paragraph)
        abstract = self._abstract(number)
        return self._level(number, abstract, level) if abstract is not None else None

    def nest(self, paragraph: Any) -> None:
        """Set an item of the style List Bullet 2 and the like, or that a ruler moved, within the one before it."""
        number, level = self._place(paragraph)
        abstract = self._abstract(number)
        given = self._level(number, abstract, level) if abstract is not None else None
        moved = self._moved(paragraph, given) if given is not None else 0
        if given is None or level:
            return
        styles = self._styles.chain("paragraph", _value(paragraph.find(f"{WORD}pPr"), "pStyle", "") or None)
        named = next((found for each in styles if (found := DEEPER_STYLE.fullmatch(_value(each, "name", "")))), None)
        before = paragraph.getprevious()
        above = self._place(before) if before is not None and before.tag == f"{WORD}p" else ("", 0)
        depth = min(int(named[1]) - 1 if named else moved, above[1] + 1) if self._abstract(above[0]) is not None else 0
        if not depth:
            return
        properties = paragraph.find(f"{WORD}pPr")
        for old in properties.findall(f"{WORD}numPr"):
            properties.remove(old)
        own = etree.SubElement(properties, f"{WORD}numPr")
        for name, value in (("ilvl", str(depth)), ("numId", self._deeper(number, abstract, depth))):
            etree.SubElement(own, f"{WORD}{name}").set(f"{WORD}val", value)

    def _moved(self, paragraph: Any, level: Any) -> int:
        """How many of the items directly above a paragraph it stands within, by where its mark stands on the ruler."""
        if paragraph.getprevious() is not self._above:
            self._lefts = []
        self._above, own = paragraph, paragraph.find(f"{WORD}pPr/{WORD}ind")
        styled = self._styles.of_paragraph("pPr/ind", paragraph)
        marks = [each for each in (own, level.find(f"{WORD}pPr/{WORD}ind"), styled) if each is not None]
        left = _twips(marks, "left", "start") - _twips(marks, "hanging") if marks else 0
        while self._lefts and left < self._lefts[-1] + _MOVED:
            self._lefts.pop()
        self._lefts.append(left)
        return len(self._lefts) - 1 if own is not None else 0

    def _deeper(self, number: str, abstract: Any, depth: int) -> str:
        """A list that is written on a deeper level as another is on its first."""
        name = f"{number}.{depth}"
        if name not in self._numbers:
            given, own = self._numbers[number], deepcopy(abstract)
            first = deepcopy(self._level(number, abstract, 0))
            first.set(f"{WORD}ilvl", str(depth))
            own[:] = [first]
            own.set(f"{WORD}abstractNumId", name)
            added = etree.SubElement(given.getparent(), f"{WORD}num", {f"{WORD}numId": name})
            etree.SubElement(added, f"{WORD}abstractNumId").set(f"{WORD}val", name)
            given.getparent().append(own)
            self._lists[name], self._numbers[name] = own, added
        return name

    def follow_links(self) -> None:
        """Let each list that is written like a style be written like the list of that style: Pandoc does not follow the style."""
        for number, given in self._numbers.items():
            abstract = self._abstract(number)
            named = given.find(f"{WORD}abstractNumId")
            if abstract is not None and named is not None:
                named.set(f"{WORD}val", _id(abstract, "abstractNumId"))

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, which it gives itself or by its style; no list for 0."""
        own = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        number, level = _value(own, "numId", ""), _value(own, "ilvl", "")
        style = _value(paragraph.find(f"{WORD}pPr"), "pStyle", "") or None
        for each in self._styles.chain("paragraph", style):
            if number and level:
                break
            given = each.find(f"{WORD}pPr/{WORD}numPr")
            if given is None:
                continue
            named = _value(given, "numId", "")
            level = level or (self._level_of_style(named or number, each) if not number or named == number else "")
            level = level or _value(given, "ilvl", "")
            number = number or named
        return number, int(level) if level.isdecimal() else 0

    def _level_of_style(self, number: str, style: Any) -> str:
        """The level of a list that belongs to a style; empty where none does."""
        abstract = self._abstract(number)
        for level in abstract.iter(f"{WORD}lvl") if abstract is not None else ():
            if _value(level, "pStyle", "") == style.get(f"{WORD}styleId"):
                return _id(level, "ilvl")
        return ""

    def _abstract(self, number: str) -> Any:
        """What a list is written like; a list may refer to a style for that, which refers to another list."""
        seen = set[str]()
        while number in self._numbers and number not in seen:
            seen.add(number)
            abstract = self._lists.get(_value(self._numbers[number], "abstractNumId", ""))
            link = _value(abstract, "numStyleLink", "")
            if not link:
                return abstract
            styles = self._styles.chain("numbering", link)
            given = (_value(each.find(f"{WORD}pPr/{WORD}numPr"), "numId", "") for each in styles)
            number = next(filter(None, given), "")
        return None

    def _override(self, number: str, level: int) -> Any:
        changed = (each for each in self._numbers[number].iter(f"{WORD}lvlOverride") if _id(each, "ilvl") == str(level))
        return next(changed, None)

    def _level(self, number: str, abstract: Any, level: int) -> Any:
        override = self._override(number, level)
        own = override.find(f"{WORD}lvl") if override is not None else None
        if own is not None:
            return own
        return next((each for each in abstract.findall(f"{WORD}lvl") if _id(each, "ilvl") == str(level)), None)

    def _count(self, number: str, abstract: Any, level: int, levels: list[Any]) -> list[int]:
        """The numbers of the levels up to that of the next paragraph, which counts on at its own."""
        counts = self._counts.setdefault(_id(abstract, "abstractNumId"), _Counts())
        begins = _value(self._override(number, level), "startOverride", "")
        if begins.isdecimal() and (number, level) not in counts.begun:
            counts.values[level] = int(begins)
        else:
            before = counts.values[level]
            counts.values[level] = _start(levels[level]) if before is None else before + 1
        counts.begun.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            restart = _value(levels[deeper], "lvlRestart", "")
            if not restart.isdecimal() or level < int(restart):
                counts.values[deeper] = None
        shown = zip(counts.values, levels, strict=True)
        return [_start(each) if value is None else value for value, each in shown][: level + 1]


def _start(level: Any) -> int:
    given = _value(level, "start", "")
    return int(given) if given.isdecimal() else (1 if level is None else 0)


def _format(level: Any) -> str:
    """How the numbers of a level are written; the author's own way stands in a choice, before an older Word's."""
    mark = next(level.iter(f"{WORD}numFmt"), None) if level is not None else None
    if mark is None:
        return "decimal"
    named = str(mark.get(f"{WORD}val", "decimal"))
    return str(mark.get(f"{WORD}format", named)) if named == "custom" else named


def _font(level: Any) -> str:
    fonts = level.find(f"{WORD}rPr/{WORD}rFonts")
    return str(fonts.get(f"{WORD}ascii", fonts.get(f"{WORD}hAnsi", ""))) if fonts is not None else ""


def _twips(marks: list[Any], *names: str) -> int:
    """An indent in twentieths of a point, by the first mark that gives it; none where none does."""
    given = next((value for mark in marks for name in names if (value := mark.get(f"{WORD}{name}"))), "")
    return int(given) if given.lstrip("-").isdecimal() else 0


def _id(element: Any, name: str) -> str:
    return str(element.get(f"{WORD}{name}", ""))


def _value(element: Any, name: str, default: str) -> str:
    """The value of a mark within an element."""
    mark = element.find(f"{WORD}{name}") if element is not None else None
    return str(mark.get(f"{WORD}val", default)) if mark is not None else default
