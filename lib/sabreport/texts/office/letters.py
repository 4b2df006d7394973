"""The letters of a .docx or .odt as they look: their colour, what is behind them, and which of it was set on them alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sabreport.texts.office.colours import BLACK, HIGHLIGHTS, PAGE, colour_of, is_blue, mixed
from sabreport.texts.office.odt_labels import levels_of_odt
from sabreport.texts.office.odt_styles import OdtStyles, said_by
from sabreport.texts.office.odt_tables import rows_of
from sabreport.texts.office.parts import INDEXES, attribute, name_of, texts_of_odt, texts_of_word
from sabreport.texts.office.word_labels import WordNumbering
from sabreport.texts.office.word_runs import Around, paragraphs_of_word, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles

SMALLEST = 2.0
"""Points up to which nobody can see a letter."""
_PATTERN = re.compile(r"pct(\d+)")
_SIZE = re.compile(r"([\d.]+)pt")
_NO_TEXT = ("tracked-changes", "annotation", "forms", "note-citation", "desc", "title", *INDEXES)
_OF_TEXT = ("text", "dark", "background", "light", "hyperlink", "followedHyperlink")
"""How the names of a theme's colours begin in which all text stands, or all links."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"


class Letters(NamedTuple):
    """Some letters of a paragraph: colours are empty where they are not known.

    Parameters
    ----------
    colour, behind
        Their colour, and that behind them.
    own, marked
        The colour that was set on them, and not by a style of paragraphs; and that of a highlighter. A link has none.
    is_tiny
        Whether nobody can see them for their size.
    is_framed
        Whether a border is drawn around them alone, as around an answer that was chosen.
    """

    text: str
    colour: str
    behind: str
    own: str
    marked: str
    is_tiny: bool
    is_bold: bool
    is_framed: bool = False


class Line(NamedTuple):
    """The letters of a paragraph, and whether it is a heading by its style, or stands in the first row of a table.

    With them the colour that was set on its bullet or number: empty for none, None where it has no such label.
    """

    letters: list[Letters]
    is_heading: bool
    label: str | None = None


def lines_of_word(parts: Mapping[str, Any]) -> Iterator[Line]:
    """The letters of each paragraph; what is behind those in coloured boxes and tables is often not known."""
    styles, numbering = WordStyles(parts), WordNumbering(parts)
    tables = (table for root in texts_of_word(parts).values() for table in root.iter(f"{WORD}tbl"))
    heads = _heads((table.findall(f"{WORD}tr") for table in tables), f"{WORD}p")
    for paragraph, around in paragraphs_of_word(parts):
        level = styles.of_paragraph("pPr/outlineLvl", paragraph)
        is_heading = level is not None and level.get(f"{WORD}val") != "9"
        label = _label(paragraph, numbering.level_of(paragraph))
        yield Line(list(_of_paragraph(paragraph, around, styles)), is_heading or paragraph in heads, label)


def _label(paragraph: Any, level: Any) -> str | None:
    """The colour of the label of a paragraph, by its level of a list or by the mark at the end of the paragraph."""
    text = level.find(f"{WORD}lvlText") if level is not None else None
    if text is None or not text.get(f"{WORD}val", "").strip():
        return None
    marks = (level.find(f"{WORD}rPr/{WORD}color"), paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}color"))
    return _by_hand(next((each for each in marks if each is not None), None))


def _heads(tables: Iterable[list[Any]], *paragraphs: str) -> set[Any]:
    """The paragraphs in the first row of each table of several rows."""
    return {each for rows in tables if len(rows) > 1 for each in rows[0].iter() if each.tag in paragraphs}


def _of_paragraph(paragraph: Any, around: Around, styles: WordStyles) -> Iterator[Letters]:
    in_box = _is_boxed(styles.of_paragraph("pPr/pBdr", paragraph))
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
        is_tiny = points.isdecimal() and int(points) <= 2 * SMALLEST
        own = "" if is_blue(colour) and _is_underlined(run, paragraph, around, styles) else _own(run, styles)
        is_bold = styles.turns_on("b", run, paragraph, around.table)
        frame = styles.of_characters("rPr/bdr", run)
        is_framed = in_box or (frame is not None and frame.get(f"{WORD}val", "none") not in ("none", "nil"))
        marked_by = highlight or _fill(styles.of_characters("rPr/shd", run))
        yield Letters(text, colour, behind, own, marked_by, is_tiny, is_bold, is_framed)


def _is_boxed(borders: Any) -> bool:
    """Whether a line is drawn on every side of a paragraph."""
    sides = [] if borders is None else [borders.find(f"{WORD}{side}") for side in ("top", "left", "bottom", "right")]
    return bool(sides) and all(each is not None and each.get(f"{WORD}val", "none") not in ("none", "nil") for each in sides)


def _own(run: Any, styles: WordStyles) -> str:
    """The colour of a run by its own mark, or by a style of characters."""
    return _by_hand(styles.of_characters("rPr/color", run))


def _by_hand(mark: Any) -> str:
    """The colour of a mark; empty where that is the one which all text or all links of a theme have."""
    if mark is None or mark.get(f"{WORD}themeColor", "").startswith(_OF_TEXT):
        return ""
    return colour_of(mark.get(f"{WORD}val", ""))


def _is_underlined(run: Any, paragraph: Any, around: Around, styles: WordStyles) -> bool:
    mark = styles.nearest("rPr/u", run, paragraph, around.table)
    return mark is not None and mark.get(f"{WORD}val", "single") != "none"


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
    own: str = ""
    marked: str = ""
    is_tiny: bool = False
    is_bold: bool = False
    is_framed: bool = False

    def letters(self, text: str | None) -> Letters:
        """Letters that look so."""
        return Letters(text or "", self.colour, self.behind, self.own, self.marked, self.is_tiny, self.is_bold, self.is_framed)


def lines_of_odt(roots: Iterable[Any]) -> Iterator[Line]:
    """The letters of each paragraph; those of no colour are white on a dark one there."""
    roots = list(roots)
    styles, levels = OdtStyles(roots), levels_of_odt(roots)
    for root in texts_of_odt(roots):
        marks = [each for each in root.iter() if isinstance(each.tag, str)]
        heads = _heads(
            (list(rows_of(table)) for table in marks if table.tag == _TABLE), *{each.tag for each in marks if _is_paragraph(each)}
        )
        for paragraph, letters in _paragraphs(root, _Look(), styles):
            label = _label_of_odt(paragraph, levels[paragraph], styles) if paragraph in levels else None
            yield Line(letters, name_of(paragraph) == "h" or paragraph in heads, label)


def _label_of_odt(paragraph: Any, level: Any, styles: OdtStyles) -> str | None:
    """The colour of the label of a paragraph, by its level of a list or by the mark at the end of the paragraph."""
    if not level.tag.endswith(("-bullet", "-number")):  # a picture
        return None
    named = attribute(level, "style-name"), attribute(paragraph, "marker-style-name")
    chains = (iter((level,)), *(styles.chain_of("text", name) for name in named))
    given = (said_by(each, "text-properties", "color", "use-window-font-color") for each in chains)
    return colour_of(next(filter(None, given), ""))


def _is_paragraph(element: Any) -> bool:
    return name_of(element) in ("p", "h")


def _paragraphs(element: Any, look: _Look, styles: OdtStyles) -> Iterator[tuple[Any, list[Letters]]]:
    """Each paragraph with its letters; those of a note or a box in a paragraph come after it."""
    if name_of(element) in _NO_TEXT:
        return
    look = _look(element, look, styles)
    if _is_paragraph(element):
        letters, inner = list[Letters](), list[tuple[Any, _Look]]()
        _take(element, look, styles, letters, inner)
        yield element, letters
        for child, around in inner:
            yield from _paragraphs(child, around, styles)
        return
    for child in element:
        yield from _paragraphs(child, look, styles)


def _take(element: Any, look: _Look, styles: OdtStyles, letters: list[Letters], inner: list[tuple[Any, _Look]]) -> None:
    """The letters of a paragraph or a part of it, and what stands in it with paragraphs of its own."""
    letters.append(look.letters(element.text))
    for child in element:
        name = name_of(child)
        if "drawing" in child.tag or name == "note":
            inner.append((child, look if name != "note" else _Look(look.colour, PAGE)))
        elif name not in _NO_TEXT:
            _take(child, _look(child, look, styles), styles, letters, inner)
        if name in ("s", "tab", "line-break"):
            letters.append(look.letters(" "))
        letters.append(look.letters(child.tail))


def _look(element: Any, around: _Look, styles: OdtStyles) -> _Look:
    """How letters look in an element that stands where they looked in some way."""
    behind = colour_of(styles.value(element, "", "background-color")) or around.behind
    if "drawing" in element.tag and behind == around.behind:
        behind = ""  # it may be filled with anything
    marked = styles.value(element, "text-properties", "background-color")
    behind = colour_of(marked) or behind
    look = replace(around, behind=behind, marked=colour_of(marked) if marked else around.marked)
    if name_of(element) in ("p", "h", "span", "a"):
        given = styles.value(element, "text-properties", "color", "use-window-font-color")
        size = _SIZE.fullmatch(styles.value(element, "text-properties", "font-size"))
        weight = styles.value(element, "text-properties", "font-weight")
        look = replace(look, colour=colour_of(given) if given else look.colour, own=_own_in_odt(element, look, styles))
        look = replace(look, is_tiny=float(size[1]) <= SMALLEST if size else look.is_tiny)
        frame = styles.value(element, "text-properties", "border", "border-bottom")
        if name_of(element) in ("p", "h"):
            frame = frame or styles.value(element, "paragraph-properties", "border") or "none"
        look = replace(look, is_framed=frame != "none" if frame else look.is_framed)
        look = replace(look, is_bold=weight in ("bold", "600", "700", "800", "900") if weight else look.is_bold)
    return look


def _own_in_odt(element: Any, around: _Look, styles: OdtStyles) -> str:
    """The colour that was set on the letters of an element by hand, or by a style of characters; none in a link."""
    about = ("text-properties", "color", "use-window-font-color")
    given = styles.value(element, *about) if name_of(element) == "span" else styles.value_by_hand(element, *about)
    line = styles.value(element, "text-properties", "text-underline-style")
    if name_of(element) == "a" or (is_blue(colour_of(given)) and line not in ("", "none")):
        return ""
    return colour_of(given) if given else around.own
