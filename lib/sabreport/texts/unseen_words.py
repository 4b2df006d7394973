"""Words that cannot be seen on what lies behind them, such as black on black, or white on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from sabreport.texts.office.colours import BLACK, HIGHLIGHTS, PAGE, cannot_be_told, colour_of, mixed
from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import name_of, texts_of_odt
from sabreport.texts.office.word_runs import Around, paragraphs_of_word, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles

_SMALLEST = 2.0
"""Points up to which nobody can see a letter."""
_PATTERN = re.compile(r"pct(\d+)")
_SIZE = re.compile(r"([\d.]+)pt")
_NO_TEXT = ("tracked-changes", "annotation", "forms", "note-citation", "desc", "title", "table-of-content")


class Unseen(NamedTuple):
    """Words of a text that nobody can see in the file.

    Parameters
    ----------
    covered
        Those that cannot be told from a colour behind them, each as one text.
    faint
        Those that are as white as the page, or too small.
    """

    covered: list[str]
    faint: list[str]


class _Letters(NamedTuple):
    """Some letters of a paragraph: their colour, that behind them, empty where one is not known, and whether they are tiny."""

    text: str
    colour: str
    behind: str
    is_tiny: bool

    @property
    def kind(self) -> str:
        """``covered``, ``faint``, or empty for letters that are seen."""
        if not self.text.strip():
            return ""
        if self.colour and self.behind and cannot_be_told(self.colour, self.behind):
            return "faint" if cannot_be_told(self.behind, PAGE) else "covered"
        return "faint" if self.is_tiny else ""


def _sorted(paragraphs: Iterable[Iterable[_Letters]]) -> Unseen:
    """The words that are not seen, those side by side, or of one paragraph, together."""
    found: dict[str, list[str]] = {"covered": [], "faint": []}
    for paragraph in paragraphs:
        letters = list(paragraph)
        for kind, run in groupby((each for each in letters if each.text), lambda each: each.kind):
            if kind == "covered":
                found[kind].append("".join(each.text for each in run))
        found["faint"].append("".join(each.text for each in letters if each.kind == "faint"))
    return Unseen(*([" ".join(each.split()) for each in found[kind] if each.strip()] for kind in ("covered", "faint")))


def unseen_in_word(parts: Mapping[str, Any]) -> Unseen:
    """The words of a Word document that nobody can see in it; of those in coloured boxes and tables it is often not known."""
    styles = WordStyles(parts)
    return _sorted(_of_paragraph(paragraph, around, styles) for paragraph, around in paragraphs_of_word(parts))


def _of_paragraph(paragraph: Any, around: Around, styles: WordStyles) -> Iterator[_Letters]:
    for run in runs_of(paragraph):
        text = "".join((each.text or "") if each.tag == f"{WORD}t" else " " for each in run if each.tag != f"{WORD}rPr")
        given, size = (styles.nearest(f"rPr/{name}", run, paragraph, around.table) for name in ("color", "sz"))
        marked = styles.nearest("rPr/highlight", run, paragraph, around.table)
        highlight = HIGHLIGHTS.get(marked.get(f"{WORD}val", ""), "") if marked is not None else ""
        shade = _fill(styles.nearest("rPr/shd", run, paragraph, around.table))
        colour = colour_of(given.get(f"{WORD}val", "")) if given is not None else ""
        if highlight and not colour:
            colour = BLACK  # letters of no colour are white on a dark shade, and black below a highlighter
        behind = highlight or shade or _behind(paragraph, around, styles)
        points = size.get(f"{WORD}val", "") if size is not None else ""
        yield _Letters(text, colour, behind, points.isdecimal() and int(points) <= 2 * _SMALLEST)


def _behind(paragraph: Any, around: Around, styles: WordStyles) -> str:
    """The colour behind a paragraph; empty where a box or the style of a table may give it one."""
    shade = _fill(styles.of_paragraph("pPr/shd", paragraph))
    if shade:
        return shade
    for each in reversed(around.within):
        if each.tag == f"{WORD}tc":
            shade = _fill(each.find(f"{WORD}tcPr/{WORD}shd"))
            if shade:
                return shade
        elif each.tag != f"{WORD}tbl" or _is_shaded(each, styles):
            return ""
    return PAGE


def _is_shaded(table: Any, styles: WordStyles) -> bool:
    """Whether a table or its style gives cells a colour, of which only Word knows which."""
    named = table.find(f"{WORD}tblPr/{WORD}tblStyle")
    chain = styles.chain("table", named.get(f"{WORD}val") if named is not None else None)
    shades = [table.find(f"{WORD}tblPr/{WORD}shd"), *(shade for style in chain for shade in style.iter(f"{WORD}shd"))]
    return any(map(_fill, shades))


def _fill(mark: Any) -> str:
    """The colour of a shade; empty for none."""
    if mark is None:
        return ""
    kind, fill, colour = (mark.get(f"{WORD}{name}", "") for name in ("val", "fill", "color"))
    if kind == "solid":
        return colour_of(colour) or BLACK
    pattern = _PATTERN.fullmatch(kind)
    if pattern:
        return mixed(colour_of(colour) or BLACK, colour_of(fill) or PAGE, min(100, int(pattern[1])) / 100)
    return "" if kind == "nil" else colour_of(fill)


@dataclass(frozen=True)
class _Look:
    """How letters of an OpenDocument text look where they stand."""

    colour: str = ""
    behind: str = PAGE
    is_tiny: bool = False


def unseen_in_odt(roots: Iterable[Any]) -> Unseen:
    """The words of an OpenDocument text that nobody can see in it; those of no colour are white on a dark one there."""
    roots = list(roots)
    styles = OdtStyles(roots)
    return _sorted(paragraph for root in texts_of_odt(roots) for paragraph in _paragraphs(root, _Look(), styles))


def _paragraphs(element: Any, look: _Look, styles: OdtStyles) -> Iterator[list[_Letters]]:
    """The letters of each paragraph; those of a note or a box in a paragraph come after it."""
    name = name_of(element)
    if name in _NO_TEXT:
        return
    look = _look(element, look, styles)
    if name in ("p", "h"):
        letters, inner = list[_Letters](), list[tuple[Any, _Look]]()
        _take(element, look, styles, letters, inner)
        yield letters
        for child, around in inner:
            yield from _paragraphs(child, around, styles)
        return
    for child in element:
        yield from _paragraphs(child, look, styles)


def _take(element: Any, look: _Look, styles: OdtStyles, letters: list[_Letters], inner: list[tuple[Any, _Look]]) -> None:
    """The letters of a paragraph or a part of it, and what stands in it with paragraphs of its own."""
    letters.append(_Letters(element.text or "", look.colour, look.behind, look.is_tiny))
    for child in element:
        name = name_of(child)
        if "drawing" in child.tag or name == "note":
            inner.append((child, look if name != "note" else _Look(look.colour, PAGE)))
        elif name not in _NO_TEXT:
            _take(child, _look(child, look, styles), styles, letters, inner)
        if name in ("s", "tab", "line-break"):
            letters.append(_Letters(" ", look.colour, look.behind, look.is_tiny))
        letters.append(_Letters(child.tail or "", look.colour, look.behind, look.is_tiny))


def _look(element: Any, around: _Look, styles: OdtStyles) -> _Look:
    """How letters look in an element that stands where they looked in some way."""
    behind = colour_of(styles.value(element, "", "background-color")) or around.behind
    if "drawing" in element.tag and behind == around.behind:
        behind = ""  # it may be filled with anything
    behind = colour_of(styles.value(element, "text-properties", "background-color")) or behind
    look = replace(around, behind=behind)
    if name_of(element) in ("p", "h", "span", "a"):
        given = styles.value(element, "text-properties", "color", "use-window-font-color")
        size = _SIZE.fullmatch(styles.value(element, "text-properties", "font-size"))
        look = replace(look, colour=colour_of(given) if given else look.colour)
        look = replace(look, is_tiny=float(size[1]) <= _SMALLEST if size else look.is_tiny)
    return look
