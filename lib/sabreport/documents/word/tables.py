"""The tables of a Word report: header rows, row headers, widths of columns, and the space after each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.table import Table
from fontTools.ttLib import TTFont

from sabreport.documents.word.xml import made, set_style, style_names, style_of
from sabreport.settings.look import Look

_LONGEST_WHOLE_ROW = 1500
_LONGEST_WHOLE_TABLE = 12
_MARGINS = 2 * 85 + 30
"""Twentieths of a point at both sides of a cell's text, and a little for a font that runs wider."""
_WIDEST_WORD = 0.24
"""A longer word, such as an address, may break: of the table's width."""
_STRANGE_LETTER = 0.8
"""The width of a letter that the font does not have."""
_BODY = ("Body Text", "First Paragraph", "Lead")
_FIRST_COLUMN = 0x0080


def set_tables(document: DocumentType, look: Look, width: int) -> None:
    """Lay out each table.

    Parameters
    ----------
    width
        The width of the text, in twentieths of a point, which each table fills.

    A table that its author wrote without a header row gets none: it would name its columns falsely. The first column of the
    kit's own tables names the rows; of an author's table that cannot be known.
    """
    names = style_names(document)
    for table in document.tables:
        flags = table._tbl.tblPr.find(qn("w:tblLook"))
        headed = flags is None or flags.get(qn("w:firstRow")) != "0"
        before = _neighbour(table._tbl, "previous")
        if before is not None and before.tag == qn("w:p") and style_of(before, names) == "Table Caption":
            _name_rows(table)
        _set_text_styles(table, names, headed=headed)
        _keep_rows_whole(table, headed=headed)
        _set_widths(table, look, width)
        _set_apart(table, look, names)


def _name_rows(table: Table) -> None:
    flags = table._tbl.tblPr.find(qn("w:tblLook"))
    if flags is not None:
        flags.set(qn("w:firstColumn"), "1")
        flags.set(qn("w:val"), f"{int(flags.get(qn('w:val'), '0'), 16) | _FIRST_COLUMN:04X}")


def _set_text_styles(table: Table, names: dict[str, str], *, headed: bool) -> None:
    """Text in a cell is smaller than text in a list, for which the engines have the same style."""
    for number, row in enumerate(table._tbl.tr_lst):
        for paragraph in row.iter(qn("w:p")):
            if style_of(paragraph, names) in ("Compact", *_BODY, ""):
                set_style(paragraph, "Table Heading" if headed and number == 0 else "Table Text", names)


def _keep_rows_whole(table: Table, *, headed: bool) -> None:
    """A header row repeats on every page; a row stays whole unless it could outgrow a page; so does a short table.

    A header row does not stand at a page's foot alone.
    """
    last = len(table.rows) - 1
    texts = [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in table._tbl.tr_lst]
    short = last <= _LONGEST_WHOLE_TABLE and sum(len(max(row, key=len, default="")) for row in texts) <= _LONGEST_WHOLE_ROW
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for tag in ("w:cantSplit", "w:tblHeader"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        if max((len(text) for text in texts[number]), default=0) <= _LONGEST_WHOLE_ROW:
            properties.append(made("w:cantSplit"))
        if number == 0 and headed:
            properties.append(made("w:tblHeader"))
        if number < last and (short or (number == 0 and headed)):
            for paragraph in row._tr.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _set_widths(table: Table, look: Look, width: int) -> None:
    """Give each column what it was given of the width, but at least its longest word."""
    grid = table._tbl.tblGrid
    columns = grid.findall(qn("w:gridCol")) if grid is not None else []
    rows = [row.findall(qn("w:tc")) for row in table._tbl.tr_lst]
    if not columns or any(len(row) != len(columns) for row in rows):
        return
    given = [int(column.get(qn("w:w"), "0")) for column in columns]
    least = [max(_longest_word(row[place], look, width, bold=row is rows[0]) for row in rows) for place in range(len(columns))]
    widths = share_width(given if all(given) else [1] * len(given), least, width)
    for column, each in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(each))
    for row in rows:
        for cell, each in zip(row, widths, strict=True):
            properties = cell.get_or_add_tcPr()
            for old in properties.findall(qn("w:tcW")):
                properties.remove(old)
            properties.insert(0, made("w:tcW", w=str(each), type="dxa"))
    whole = table._tbl.tblPr.find(qn("w:tblW"))
    if whole is not None:
        whole.set(qn("w:type"), "dxa")
        whole.set(qn("w:w"), str(width))


def share_width(given: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Share a width among columns: each gets what it was given of it, but at least what it needs.

    What the narrow ones need more is taken from the others, from each in proportion to what it has to spare. Where there
    is too little for all, each gets the same part of what it needs.

    Examples
    --------
    >>> share_width([2, 1, 1], [200, 100, 300], 1000)
    [500, 200, 300]
    >>> share_width([1, 1], [600, 600], 1000)
    [500, 500]
    """
    if sum(least) >= width:
        shares = [need * width / sum(least) for need in least]
    else:
        shares = [part * width / sum(given) for part in given]
        lacking = sum(max(need - share, 0) for need, share in zip(least, shares, strict=True))
        spare = sum(max(share - need, 0) for need, share in zip(least, shares, strict=True))
        part = lacking / spare if spare else 0
        shares = [max(need, share - (share - need) * part) for need, share in zip(least, shares, strict=True)]
    ends = [round(sum(shares[: place + 1])) for place in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _longest_word(cell: Any, look: Look, width: int, *, bold: bool) -> int:
    """The width of the longest word of a cell with its margins, in twentieths of a point."""
    texts = ("".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in cell.iter(qn("w:p")))
    words = [word for text in texts for word in text.replace("\u00a0", " ").replace("\u200b", " ").split()]
    longest = max((_word_width(word, bold=bold) for word in words), default=0.0)
    return min(round(longest * look.type.small * 20) + _MARGINS, round(width * _WIDEST_WORD))


@cache
def _advances(style: str) -> dict[int, float]:
    """How far each letter of the kit's font, which stands for all, moves on: in parts of the size of its type."""
    file = files("sabreport").joinpath("fonts", f"PublicSans-{style}.ttf")
    with as_file(file) as path, TTFont(path) as font:
        advances, size = font["hmtx"].metrics, font["head"].unitsPerEm
        return {letter: advances[glyph][0] / size for letter, glyph in font.getBestCmap().items()}


def _word_width(word: str, *, bold: bool) -> float:
    """The width of a word in parts of the size of its type."""
    advances = _advances("Bold" if bold else "Regular")
    return sum(advances.get(ord(letter), _STRANGE_LETTER) for letter in word)


def _set_apart(table: Table, look: Look, names: dict[str, str]) -> None:
    """Space before what follows a table: by a style for running text, by the paragraph's own space for a list or a panel."""
    after = _neighbour(table._tbl, "next")
    if after is None or after.tag != qn("w:p"):
        return
    beyond = _neighbour(after, "next")
    blank = not "".join(text.text or "" for text in after.iter(qn("w:t"))).strip() and not list(after.iter(qn("w:drawing")))
    if blank and beyond is not None and beyond.tag == qn("w:p"):
        after.getparent().remove(after)  # Pandoc, and Quarto by a space, part two tables so; the second one's caption does
        after = beyond
    style = style_of(after, names)
    if style in (*_BODY, ""):
        set_style(after, "After Table", names)
    elif not style.startswith(("Heading", "Table Caption", "Figure", "Key Figure", "Pull-out", "Signature")):
        after.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), str(round(look.space.block * 20)))


def _neighbour(element: Any, way: str) -> Any:
    """What stands before or after an element of the body, past the bookmarks."""
    step = element.getprevious if way == "previous" else element.getnext
    found = step()
    while found is not None and found.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        found = found.getprevious() if way == "previous" else found.getnext()
    return found
