"""What a text shows by a colour, a direction or a script, and the report prints without: told, and printed as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from sabreport.texts.office.bound_fields import stale_fields
from sabreport.texts.office.coloured_words import coloured_words
from sabreport.texts.office.colours import colour_of
from sabreport.texts.office.cover_shapes import shapes_beside_odt, shapes_beside_word
from sabreport.texts.office.letters import lines_of_odt, lines_of_word
from sabreport.texts.office.list_labels import Labels, is_written_anew
from sabreport.texts.office.odt_labels import OdtNumbering
from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.odt_tables import holds, repeat_cells, rows_of
from sabreport.texts.office.parts import INDEXES, is_line_of_contents, name_of, texts_of_word
from sabreport.texts.office.rated_cells import TableCell, rated_cells, rated_words
from sabreport.texts.office.word_boxes import watermarks_of_word
from sabreport.texts.office.word_drawn import linked_pictures
from sabreport.texts.office.word_labels import WordNumbering
from sabreport.texts.office.word_pictures import embedded_files
from sabreport.texts.office.word_plain import is_contents
from sabreport.texts.office.word_styles import WORD, WordStyles, is_on
from sabreport.wording.lists import counted, first_words, some_of

_SEEN = tuple(f"{WORD}{name}" for name in ("t", "sym", "drawing", "pict", "object", "sdt", "fldChar", "fldSimple", "numPr"))
"""What fills a cell; of a field or a control something is said elsewhere."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LISTS = tuple(f"{{urn:oasis:names:tc:opendocument:xmlns:text:1.0}}{name}" for name in INDEXES)
_ITEM = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}list-item"
_INK = ("contentPart", "ink")
_MOST_WORDS = 6


def looks_of_word(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What of a document is printed without its look, each as a clause with its remedy.

    Told are words in a colour or highlighted; empty cells whose own colour is neither that of their row nor that of their
    column, such as a rating in red, amber and green, and cells with words that are rated so; tables in a cell of another, and
    those whose first column is on the right; cells with a line from corner to corner; drawings by hand; lists numbered in a way
    in which the kit does not write numbers; pictures that are kept elsewhere; and a list of contents, which is left out.
    """
    texts = list(texts_of_word(parts).values())
    yield from stale_fields(parts)
    yield from coloured_words(lines_of_word(parts))
    yield from linked_pictures(parts)
    yield from embedded_files(parts)
    yield from _without_shapes(shapes_beside_word(parts))
    if said := list(watermarks_of_word(parts)):
        what = f"a watermark is not printed: {_named(said)}"
        yield what, "Ask the member whether this is the text to print, or leave it if it is."
    controls = [each for root in texts for each in root.iter(f"{WORD}sdt")]
    typed = [each for root in texts for each in root.iter(f"{WORD}p") if is_line_of_contents(each)]
    made = [each for each in controls if is_contents(each)]
    within = {each for control in made for each in control.iter()}
    yield from _without_contents([*map(_words, made), " ".join(_words(each) for each in typed if each not in within)])
    tables = [table for root in texts for table in root.iter(f"{WORD}tbl")]
    yield from _without_inner(tables, _words)
    yield from _without_ratings(_rows_of(table) for table in tables)
    yield from _without_lines(texts)
    styles = WordStyles(parts)
    turned = [_words(table) for table in tables if _is_turned(table, styles)]
    if turned:
        run = counted(len(turned), "table runs", "tables run")
        remedy = "In Word, change it under Table Properties, Options, Table direction, or leave it: each cell is printed."
        yield f"{run} from right to left, and the columns are printed from left to right: {_named(turned)}", remedy
    numbering = WordNumbering(parts)
    numbered = [each for root in texts for each in root.iter(f"{WORD}p") if is_written_anew(numbering.style(each) or "none")]
    yield from _in_digits("Word", map(_words, numbered))


def looks_of_odt(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What of an OpenDocument text is not printed as it looks: lists numbered in ways in which the kit does not write numbers.

    A list of contents is told, which is left out, and so are words in a colour, empty cells with one of their own, and tables in
    a cell of another or in an item of a list.
    """
    yield from coloured_words(lines_of_odt(parts.values()))
    yield from _without_shapes(shapes_beside_odt(list(parts.values())))
    lists = [each for each in parts["content.xml"].iter() if each.tag in _LISTS]
    yield from _without_contents(" ".join(" ".join(each.itertext()).split()) for each in lists)
    parts = {**parts, "content.xml": deepcopy(parts["content.xml"])}  # what others read of it stays as it is
    repeat_cells(parts["content.xml"])
    styles = OdtStyles(parts.values())
    tables = list(parts["content.xml"].iter(f"{_TABLE}table"))
    yield from _without_inner(tables, _words_of_odt)
    in_items = [table for item in parts["content.xml"].iter(_ITEM) for table in item.findall(f"{_TABLE}table")]
    if in_items:
        stand = counted(len(in_items), "table stands", "tables stand")
        what = f"{stand} in an item of a list, and its cells are printed as lines: {_named(map(_words_of_odt, in_items))}"
        yield what, "In the file, move it out of the list if readers need its rows and columns, or leave it."
    yield from _without_ratings(_rows_of_odt(table, styles) for table in tables)
    numbering = OdtNumbering(parts)
    numbering.mark(parts["content.xml"], Labels())
    yield from _in_digits("the file", numbering.written_anew)


def _without_ratings(tables: Iterable[Sequence[Sequence[TableCell]]]) -> Iterator[tuple[str, str]]:
    """What to say of the cells of tables that say something by their colour alone: those without words, and those with others."""
    tables = list(tables)
    rated = [beside for rows in tables for beside in _rated(rows)]
    if rated:
        cells = counted(len(rated), "empty cell has a colour of its own", "empty cells have a colour of their own")
        what = f"{cells} in a table, and the colour is not printed: beside {_named(rated)}"
        yield what, "Write in the cell what its colour says, such as Green."
    coloured: dict[str, list[str]] = {}
    for rows in tables:
        for colour, words in rated_words(rows).items():
            coloured.setdefault(colour, []).extend(words)
    if coloured:
        named = "; ".join(f"{colour} {_named(words)}" for colour, words in coloured.items())
        what = f"cells of a table have a colour that seems to rate them, and the colour is not printed: {named}"
        yield what, "If it does, write in words what it says, such as Late; if not, leave it."


def _without_shapes(places: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What to say of shapes without words, each by the words where it stands."""
    if places:
        at = _named([each or "a place without words" for each in places])
        what = f"shapes without words, such as an arrow or a ring around an answer, are not printed: at {at}"
        yield what, "If one says something, such as which answer was chosen, write that in words in the file; if not, leave it."


def _without_lines(texts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """What to say of cells that are crossed out by a border from corner to corner, and of what was drawn with a pen."""
    crossed = [
        _words(cell) or _words(row)
        for root in texts
        for row in root.iter(f"{WORD}tr")
        for cell in row.iterfind(f"{WORD}tc")
        if any(map(_is_drawn, cell.iterfind(f"{WORD}tcPr/{WORD}tcBorders/*")))
    ]
    if crossed:
        have = counted(len(crossed), "cell of a table has a line", "cells of a table have a line")
        what = f"{have} from corner to corner, and the line is not printed: at {_named(crossed)}"
        yield what, "If it strikes the cell out, delete its words or write what it says, such as None; if not, leave it."
    paragraphs = (each for root in texts for each in root.iter(f"{WORD}p"))
    inked = [_words(each) or "a place without words" for each in paragraphs if any(name_of(part) in _INK for part in each.iter())]
    if inked:
        what = f"what was drawn by hand with a pen is not printed: at {_named(inked)}"
        yield what, "If it says something, write that in words in the file; if not, leave it."


def _is_drawn(border: Any) -> bool:
    """Whether a border goes from corner to corner, and shows."""
    return name_of(border) in ("tl2br", "tr2bl") and border.get(f"{WORD}val", "nil") not in ("nil", "none")


def _without_inner(tables: Sequence[Any], words_of: Callable[[Any], str]) -> Iterator[tuple[str, str]]:
    """What to say of tables in a cell of another, whose cells are printed one below another."""
    inner = list(dict.fromkeys(each for table in tables for each in table.iter(table.tag) if each is not table))
    if inner:
        stand = counted(len(inner), "table stands", "tables stand")
        what = f"{stand} in a cell of another, and its cells are printed as lines: {_named(map(words_of, inner))}"
        yield what, "In the file, move it out of the cell if readers need its rows and columns, or leave it."


def _without_contents(lists: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What to say of lists of contents and the like with words, which are left out."""
    if said := list(filter(None, lists)):
        which = "list of contents is" if len(said) == 1 else "lists of contents, words or tables are"
        what = f"its {which} not printed: {_named(said)}"
        yield what, "Leave it: the report has one of its own; or type it as text in the file if readers need it."


def _in_digits(writer: str, paragraphs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What to say of the paragraphs with words whose numbers are printed in digits."""
    led = list(filter(None, paragraphs))
    if led:
        what = f"numbers of a list that {writer} writes in a way of its own are printed in digits: before {_named(led)}"
        yield what, "If readers need them as they were, type them as text in the file."


def _rows_of(table: Any) -> list[list[TableCell]]:
    """The cells of a table by their rows."""
    rows = []
    for row in table.iterfind(f"{WORD}tr"):
        column, cells = _number(row, "trPr/gridBefore"), list[TableCell]()
        for cell in row.iterfind(f"{WORD}tc"):
            says = any(each.tag != f"{WORD}t" or (each.text or "").strip() for tag in _SEEN for each in cell.iter(tag))
            merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
            goes_on = merged is not None and merged.get(f"{WORD}val", "continue") == "continue"  # it is part of the one above
            cells.append(TableCell(column, _colour(cell), _words(cell), not says and not goes_on))
            column += _number(cell, "tcPr/gridSpan") or 1
        rows.append(cells)
    return rows


def _rows_of_odt(table: Any, styles: OdtStyles) -> list[list[TableCell]]:
    """The cells of a table of an OpenDocument text by their rows; one that another covers stands in its column."""
    rows = []
    for row in rows_of(table):
        cells = list[TableCell]()
        for column, cell in enumerate(row):
            is_own = cell.tag == f"{_TABLE}table-cell"
            colour = colour_of(styles.value(cell, "table-cell-properties", "background-color")) if is_own else ""
            words = " ".join(" ".join(cell.itertext()).split())
            cells.append(TableCell(column, colour, words, is_own and not holds(cell)))
        rows.append(cells)
    return rows


def _words_of_odt(table: Any) -> str:
    return " ".join(" ".join(table.itertext()).split())


def _rated(rows: Sequence[Sequence[TableCell]]) -> Iterator[str]:
    """The first words of the row of each cell that says something by its colour alone, else the heading of its column."""
    for place, rated in rated_cells(rows):
        heading = next(cell.words for row in rows for cell in row if cell.column == rated.column)
        yield next((cell.words for cell in rows[place] if cell.words), heading)


def _colour(cell: Any) -> str:
    """The colour behind a cell, by its own mark."""
    marks = (cell.find(f"{WORD}{path}") for path in (f"tcPr/{WORD}shd", f"p/{WORD}pPr/{WORD}shd"))
    mark = next((each for each in marks if each is not None), None)
    if mark is None or mark.get(f"{WORD}val") == "nil":
        return ""
    return str(mark.get(f"{WORD}{'color' if mark.get(f'{WORD}val') == 'solid' else 'fill'}", "")).upper().replace("AUTO", "")


def _is_turned(table: Any, styles: WordStyles) -> bool:
    """Whether the first column of a table of several columns is on the right."""
    named = table.find(f"{WORD}tblPr/{WORD}tblStyle")
    style = styles.chain("table", named.get(f"{WORD}val")) if named is not None else ()
    marks = [each.find(f"{WORD}tblPr/{WORD}bidiVisual") for each in (table, *style)]
    wide = any(len(row.findall(f"{WORD}tc")) > 1 for row in table.iterfind(f"{WORD}tr"))
    return wide and is_on(next((mark for mark in marks if mark is not None), None))


def _number(element: Any, path: str) -> int:
    mark = element.find("/".join(WORD + step for step in path.split("/")))
    given = mark.get(f"{WORD}val", "") if mark is not None else ""
    return int(given) if given.isdecimal() else 0


def _words(element: Any) -> str:
    """The words of an element, those of its paragraphs apart."""
    said = "".join((each.text or "") if each.tag == f"{WORD}t" else " " for each in element.iter() if each.tag in _APART)
    return " ".join(said.split())


_APART = tuple(f"{WORD}{name}" for name in ("t", "p", "tab", "br"))


def _named(items: Any) -> str:
    """The first of some words, in quotation marks, and how many more there are."""
    said = [each for each in dict.fromkeys(items) if each] or ["no words"]
    return some_of([f'"{first_words(each, _MOST_WORDS)}"' for each in said])
