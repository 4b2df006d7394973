"""Tables that a .docx or .odt draws with tabs: told, as their columns would not be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element

from sabreport.texts.office.parts import INDEXES, is_line_of_contents, name_of, texts_of_odt, texts_of_word
from sabreport.texts.typed_tables import lines_with_tabs, tabs_between
from sabreport.wording.lists import first_words, some_of

_APART = ("tc", "table-cell", "txbxContent", "text-box", "footnote", "endnote", "note")
"""What holds lines of its own, which are no part of those around it."""
_NO_TEXT = ("pPr", "Fallback", "annotation", "tracked-changes", *INDEXES, "desc", "title")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "noBreakHyphen": "-"}
_LABELLED = re.compile(r"[^\W\d][^:]*:(?:\s|$)")
_MOST_WORDS = 8
_IN_WORD = "In Word, select them, choose Insert, Table, Convert Text to Table, see that each cell is in its column, and save."
_IN_LIBREOFFICE = (
    "In LibreOffice, select them, choose Table, Convert, Text to Table, see that each cell is in its column, and save."
)


def tables_of_tabs(suffix: str, parts: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """What to say of lines that run below one another with tabs between their words, and the remedy; nothing where none do.

    One tab to a line makes no columns: what it parts is printed side by side, such as a name and a date, or a heading and its
    page. So are the tab after the number of a paragraph and those that a line begins with, and lines of labels with what was
    filled in after each, as where a letter is signed.
    """
    roots = texts_of_word(parts).values() if suffix == ".docx" else texts_of_odt(parts.values())
    texts = [list(_lines(root)) for root in roots]
    runs = [list(run) for text in texts for is_line, run in groupby(text, lambda line: line is not None) if is_line]
    found = [lines for run in runs for _, lines in lines_with_tabs([line for line in run if line and line.strip()])]
    wide = [lines for lines in found if any(tabs_between(line) > 1 for line in lines) and not all(map(_is_filled_in, lines))]
    drawn = [" ".join(lines[0].split()) for lines in wide]
    if drawn:
        named = some_of([f'"{first_words(each, _MOST_WORDS)}"' for each in drawn])
        lines = f"the lines that begin with {named}"
        what = f"{lines} have tabs between their words, and the columns of a table are printed only where it is a real table"
        yield what, _IN_WORD if suffix == ".docx" else _IN_LIBREOFFICE


def _is_filled_in(line: str) -> bool:
    """Whether a line has labels that end with a colon, each with at most one cell after it, or one cell alone, such as a date."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    return len(cells) == 1 or all(
        _LABELLED.match(cell) or (at > 0 and cells[at - 1].endswith(":")) for at, cell in enumerate(cells)
    )


def _lines(element: Element) -> Iterator[str | None]:
    """The lines of the text, with None where one does not run on to the next."""
    for child in element:
        name = name_of(child)
        if name in _NO_TEXT:
            continue
        if name in ("p", "h"):
            yield from [None] if is_line_of_contents(child) else _text(child).split("\n")
        within = list(_lines(child))
        yield from [None, *within, None] if name in _APART else within


def _text(element: Element) -> str:
    """The words of a paragraph, with its tabs and the ends of its lines, without what stands in boxes and notes."""
    office = "opendocument" in element.tag
    said = [
        " ".join(re.split(r"\s", element.text or "")) if office or name_of(element) == "t" else _SIGNS.get(name_of(element), "")
    ]
    for child in element:
        name = name_of(child)
        if name not in _NO_TEXT and name not in _APART and name not in ("p", "h"):
            said.append(_SIGNS[name] if name in _SIGNS else _text(child))
        said.append(" ".join(re.split(r"\s", child.tail or "")) if office else "")
    return "".join(said)
