"""Marks that programs leave in the cells of what they export: SharePoint, Forms, web pages, R, Python, Excel; and what is meant.

What is certain is read, and said once of a file. What is not stays as it is typed, and is told; see
`sabreport.tables.left_over`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from sabreport.base.errors import Problem
from sabreport.report_kinds.columns import columns_of
from sabreport.tables.cells import stripped
from sabreport.tables.source_paths import path_below

SEVERAL = ";#"
"""What SharePoint writes between the choices of a cell, and between a name and its number."""
_CHOICES = re.compile(r"[^;\s][^;\n]*(?:;[^;\s][^;\n]*)*;")
"""What Microsoft Forms writes for the choices of a question of which several may be chosen: Police;Health;"""
_MAY_HOLD = re.compile(r"[&<\\{]|;#|;$|_x0|^\[")
"""Without any of these a cell has no mark."""
_SPACE_IN_XML = re.compile(r"_x000[dD]_\n?|_x000[aA]_|_x0009_|_x0020_")
_BY_NUMBER = re.compile(r"<U\+([0-9A-F]{4,6})>|\\u([0-9a-f]{4})|\\x([a-f][0-9a-f])")
_FIRST_BEYOND_ASCII = 0xA0
_TYPED_BREAK = re.compile(r"(?:\\r)?\\n(?![a-z])")
ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|pound|euro|[lr][sd]quo|[nm]dash|hellip|bull|middot|[aeiou]acute|#[0-9]{2,5}|#x[0-9a-fA-F]{2,4});"
)
_MOST_TIMES = 3
"""So often may a program have escaped a text."""
_TAG = re.compile(r"""</?([A-Za-z][A-Za-z0-9]*)(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))*\s*/?>""")
TAGS_OF_WORDS = frozenset(
    [
        *("p", "div", "br", "span", "font", "b", "strong", "i", "em", "u", "a", "ul", "ol", "li"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
"""What surrounds words in a rich text and says no more of them than a cell can show."""
_TAGS_OF_LINES = frozenset(["p", "div", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
_ADDRESS = re.compile(r"""\shref\s*=\s*(["'])(.*?)\1""", re.IGNORECASE)
_LOOKS = re.compile(r"line-through|display:\s*none|visibility:\s*hidden", re.IGNORECASE)
"""Styles by which words are struck through or not shown."""
_KIND_OF_VALUE = re.compile(r"(?:string|float|datetime|boolean);#")
_KEYS_OF_VALUE = ("Value", "LookupValue", "DisplayName", "Title")


class _NotCertainError(Exception):
    """A cell whose meaning is not certain."""


def _spaces(cell: str) -> str:
    return _SPACE_IN_XML.sub(lambda found: " " if found[0] in ("_x0009_", "_x0020_") else "\n", cell)


def _characters(cell: str) -> str:
    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2] or found[3], 16)
        return chr(number) if number >= _FIRST_BEYOND_ASCII and number <= 0x10FFFF and chr(number).isprintable() else found[0]

    joined = re.sub(r"(?:\\u[0-9a-f]{4}){2}", _of_pair, cell)
    return _BY_NUMBER.sub(character, joined).replace("\\xa0", " ").replace("<U+00A0>", " ")


def _of_pair(found: re.Match[str]) -> str:
    """A character that is written as two halves; two that are none stay."""
    high, low = (int(part, 16) for part in found[0].split("\\u")[1:])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return found[0]


def _breaks(cell: str) -> str:
    return _TYPED_BREAK.sub("\n", cell)


def _web_page(cell: str) -> str:
    return _Words().of(cell) if _TAG.search(cell) else _without_entities(cell)


def _without_entities(cell: str) -> str:
    for _ in range(_MOST_TIMES):
        if not ENTITY.search(cell):
            break
        cell = ENTITY.sub(lambda found: html.unescape(found[0]).replace("\u00a0", " "), cell)
    return cell


def _sharepoint(cell: str) -> str:
    if SEVERAL not in cell:
        return cell
    parts = [part for part in re.sub(_KIND_OF_VALUE, "", cell).split(SEVERAL) if part]
    if len(parts) % 2 == 0 and all(part.isdecimal() for part in parts[::2]):
        parts = parts[1::2]
    elif len(parts) % 2 == 0 and all(part.isdecimal() for part in parts[1::2]):
        parts = parts[::2]
    return "; ".join(part.strip() for part in parts)


def _json(cell: str) -> str:
    if cell[:1] + cell[-1:] not in ("[]", "{}"):
        return cell
    try:
        found = json.loads(cell)
    except ValueError:
        return cell
    values = [_value(each) for each in (found if isinstance(found, list) else [found])]
    return "; ".join(values) if all(values) and values else cell


def _choices(cell: str) -> str:
    """Several choices as a list; one alone may be words that somebody ended so."""
    chosen = _chosen(cell)
    return "; ".join(chosen) if len(chosen) > 1 else cell


def _chosen(cell: str) -> list[str]:
    return [each.strip() for each in cell.removesuffix(";").split(";")] if _CHOICES.fullmatch(cell) else []


def holds_several(cell: str) -> bool:
    """Whether a cell holds several names as a program joins them."""
    return SEVERAL in cell or len(_chosen(cell)) > 1


def _value(found: Any) -> str:
    """What a choice or a person of SharePoint is called, as Power Automate writes it; empty where that is not certain."""
    if isinstance(found, dict):
        found = next((found[key] for key in _KEYS_OF_VALUE if key in found), "")
    return found if isinstance(found, str) else ""


_OF_FORMS = "the ; by which Microsoft Forms ends each choice, as the choices alone"
_MARKS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("_x000D_ and the like, which Excel keeps for line breaks, as such", _spaces),
    ("<U+2019> or \\u2019 and the like, by which R and Python write a character, as that", _characters),
    ("\\n, which Python writes for a line break, as such", _breaks),
    ("the marks of a web page (HTML) as the words between them", _web_page),
    ("SharePoint's ;# as the names between", _sharepoint),
    ("a list in JSON, as Power Automate writes it, as the names in it", _json),
    (_OF_FORMS, _choices),
)
"""What is read, in the order in which it is."""


class _Words:
    """The words of a rich text with its line breaks and items of lists."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._lists: list[int | None] = []
        self._parts: list[str] = []
        self._links: list[tuple[str, int]] = []

    def of(self, page: str) -> str:
        """All words of a page, each line with single spaces."""
        at = 0
        for tag in _TAG.finditer(page):
            self._add(page[at : tag.start()])
            self._tag(tag)
            at = tag.end()
        self._add(page[at:])
        if self._open:
            raise _NotCertainError
        lines = "".join(self._parts).split("\n")
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))

    def _add(self, words: str) -> None:
        if "<!--" in words:
            raise _NotCertainError
        self._parts.append(re.sub(r"\s+", " ", _without_entities(words).replace("\u200b", "")))

    def _tag(self, found: re.Match[str]) -> None:
        tag = found[1].lower()
        if tag not in TAGS_OF_WORDS or _LOOKS.search(found[0]):
            raise _NotCertainError
        if tag in _TAGS_OF_LINES:
            self._parts.append("\n")
        if tag == "br":
            return
        if found[0].startswith("</"):
            self._end(tag)
            return
        self._open.append(tag)
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._parts.append(self._label())
        elif tag == "a":
            address = _ADDRESS.search(found[0])
            self._links.append((html.unescape(address[2]) if address else "", len(self._parts)))

    def _end(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise _NotCertainError
        if tag in ("ul", "ol"):
            self._lists.pop()
        if tag == "a":
            address, since = self._links.pop()
            shown = "".join(self._parts[since:])
            if address and address.removeprefix("mailto:").rstrip("/") not in shown:
                self._parts.append(f" ({address})")

    def _label(self) -> str:
        """What stands before an item of the list."""
        if not self._lists or self._lists[-1] is None:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "


def as_exported(cell: str) -> tuple[str, tuple[str, ...]]:
    """What a cell means without the marks of programs, and which marks those were.

    Examples
    --------
    >>> as_exported("12;#Leicester City Council")[0], as_exported("<p>Health &amp; care</p>")[0], as_exported("It<U+2019>s")[0]
    ('Leicester City Council', 'Health & care', 'It’s')
    """
    if not _MAY_HOLD.search(cell):
        return cell, ()
    marks: list[str] = []
    for name, read in _MARKS:
        try:
            new = read(cell)
        except _NotCertainError:
            continue
        if new != cell:
            cell, marks = stripped(new), [*marks, name]
    return cell, tuple(marks)


def _as_one(cell: str) -> tuple[str, tuple[str, ...]]:
    """The same of a cell that holds one name or word; several stay as they are, for they cannot be matched."""
    text, marks = as_exported(cell)
    if "; " in text and marks:
        return cell, ()
    chosen = _chosen(text)
    return (chosen[0], (*marks, _OF_FORMS)) if len(chosen) == 1 else (text, marks)


def without_marks(path: Path, cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The cells of an extract without marks of programs, and a remark that says which there were.

    Of the path of a file, what leads to the extract's own folder is such a mark.
    """
    new, found, rows = cells.copy(), dict[str, None](), dict[int, None]()
    for column, about in columns_of(path.stem).items():
        read = []
        for row, cell in zip(cells.index, cells[column], strict=True):
            read_cell = _as_one if about.matched or about.words else as_exported
            text, marks = _as_path(path.parent, cell) if about.path else read_cell(cell)
            found |= dict.fromkeys(marks)
            rows |= {int(row): None} if marks else {}
            read.append(text)
        new[column] = pd.Series(read, cells.index, dtype=str)
    if not rows:
        return new, []
    first, *also = rows
    what = f"cells are read without the marks of the program that they come from: {'; '.join(found)}"
    return new, [Problem(path, first, "", what, "Nothing, if it is what they mean.", also=tuple(also))]


def _as_path(folder: Path, cell: str) -> tuple[str, tuple[str, ...]]:
    """The path of a file below a folder, and what it is read without."""
    below = path_below(folder, cell)
    return below, ("the whole path of a file as the part of it below this folder",) if below != cell else ()
