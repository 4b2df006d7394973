"""The tables of a report as they are printed, read back from its sections."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pypandoc

from sabreport.base.pandoc import READER
from sabreport.running.sections import Section

_ID = re.compile(r"\{#(tbl-[\w-]+)[ }]")
_REFERENCE = re.compile(r"(?<![\w\\.])@sec-[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(
    r"(?P<sign>[−-]?)(?P<pound>£?)(?P<digits>0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?P<part>\.\d+)?"
    r"(?P<suffix>%| percentage points?)?"
)
_SHORTHAND_OF = {
    "": "[x]",
    "not available": "[x]",
    "not counted": "[x]",
    "not applicable": "[z]",
    "–": "[z]",
    "-": "[z]",
    "[c]": "[c]",
}
_SUFFIX_UNITS = {"%": "percent", " percentage point": "points", " percentage points": "points"}


@dataclass(frozen=True)
class Number:
    """A number as a spreadsheet holds it; `number_format` prints it as the report does."""

    value: int | float
    number_format: str
    unit: str


@dataclass(frozen=True)
class Cell:
    """A cell as printed; `key` is that of the fact that it shows, if it shows nothing else; `bold` where all of it is."""

    text: str
    key: str = ""
    bold: bool = False

    @property
    def number(self) -> Number | None:
        """The number that the whole cell is; None for text.

        Examples
        --------
        >>> Cell("54%").number
        Number(value=0.54, number_format='0%', unit='percent')
        """
        match = _NUMBER.fullmatch(self.text)
        if match is None:
            return None
        digits, part, suffix = match["digits"], match["part"] or "", match["suffix"] or ""
        value = Decimal(digits.replace(",", "") + part) * (-1 if match["sign"] else 1)
        plain = "," not in digits and (len(digits) > 3 or suffix == "%")
        shape = ("0" if plain else "#,##0") + re.sub(r"\d", "0", part)
        shape = match["pound"] + shape + (f'"{suffix}"' if suffix.startswith(" ") else suffix)
        unit = "pounds" if match["pound"] else _SUFFIX_UNITS.get(suffix, "count")
        if suffix == "%":
            value /= 100
        return Number(
            value=int(value) if value == value.to_integral_value() else float(value),
            number_format=f'{shape};"{match["sign"]}"{shape}' if match["sign"] else shape,
            unit=unit,
        )


@dataclass(frozen=True)
class PublishedTable:
    """A table of the report as it is printed.

    Parameters
    ----------
    number
        As printed in its caption: "3" for "Table 3", "A3" for the third table of a chart's data.
    id
        With its prefix: ``tbl-concerns-rutland``.
    chapter
        id of the chapter that it stands in.
    right
        For each column whether it is aligned to the right, as columns of numbers are.
    """

    number: str
    id: str
    chapter: str
    caption: str
    headings: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return f"Table {self.number}"

    @property
    def title(self) -> str:
        """Number and caption as the report prints them."""
        return f"{self.sheet}: {self.caption}"

    def entry(self, cell: Cell, column: int) -> Number | str:
        """What the sheet holds for a cell: the number where it is bound or stands in a column of numbers, or text."""
        number = cell.number if cell.key or self.right[column] else None
        return number or _SHORTHAND_OF.get(cell.text, cell.text)


def read_published_tables(sections: Sequence[Section]) -> list[PublishedTable]:
    """The numbered tables of a report, in order, as Pandoc reads them when it makes the report."""
    texts = {section.chapter: section.path.read_text(encoding="utf-8") for section in sections}
    chapters = {ident: chapter for chapter, text in texts.items() for ident in _ID.findall(text)}
    if not chapters:
        return []
    numbers = {f"@sec-{chapter.replace('_', '-')}": f"Section {number}" for number, chapter in enumerate(texts, start=1)}
    text = _REFERENCE.sub(lambda match: numbers.get(match[0], match[0]), "\n\n".join(texts.values()))
    document = json.loads(pypandoc.convert_text(text, "json", format=READER))
    tables: list[PublishedTable] = []
    counts = {"": 0, "A": 0}
    for node, series in _table_nodes(document["blocks"]):
        attributes, (_, caption), columns, (_, head), bodies, (_, foot) = node["c"]
        ident, said = attributes[0], _text(caption)
        if not ident and (match := _ID.search(said)):
            ident, said = match[1], said[: match.start()].rstrip()
        if ident not in chapters:
            continue
        rows = [[_cell(cell[4]) for cell in row[1]] for part in (*(body[3] for body in bodies), foot) for row in part]
        counts[series] += 1
        headings = [_text(cell[4]) for row in head[:1] for cell in row[1]]
        tables.append(
            PublishedTable(
                number=f"{series}{counts[series]}",
                id=ident,
                chapter=chapters[ident],
                caption=said,
                headings=tuple(headings + [""] * (len(columns) - len(headings))),
                right=tuple(align["t"] == "AlignRight" for align, _ in columns),
                rows=tuple(tuple(row + [Cell("")] * (len(columns) - len(row))) for row in rows),
            )
        )
    return tables


def _table_nodes(node: Any, series: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Every table below a node of Pandoc's tree, but not one in a cell of another, with what begins its number."""
    match node:
        case {"t": "Table"}:
            yield node, series
        case {"t": "Div", "c": [[_, ["chart-data", *_], _], content]}:
            yield from _table_nodes(content, "A")
        case {"c": content}:
            yield from _table_nodes(content, series)
        case list():
            for child in node:
                yield from _table_nodes(child, series)


def _cell(blocks: list[Any]) -> Cell:
    """A cell; the key of its fact where one bound number is all that it holds."""
    content, key, bold = blocks, "", False
    while len(content) == 1 and content[0]["t"] in ("Plain", "Para", "Strong", "Emph", "Span"):
        kind, inner = content[0]["t"], content[0]["c"]
        bold = bold or kind == "Strong"
        if kind == "Span":
            (_, classes, pairs), inner = inner
            key = dict(pairs).get("key", "") if "fact" in classes else key
        content = inner
    return Cell(_text(blocks), key, bold)


def _text(node: Any) -> str:
    """The words below a node of Pandoc's tree, on one line."""
    return " ".join(_words(node).replace("\u200b", "").split())


def _words(node: Any) -> str:
    match node:
        case {"t": "Str", "c": text}:
            return str(text)
        case {"t": "Space" | "SoftBreak" | "LineBreak" | "RawInline"}:
            return " "
        case {"t": "Code" | "Math", "c": [_, text]}:
            return str(text)
        case {"t": "Quoted", "c": [{"t": kind}, content]}:
            return f"“{_words(content)}”" if kind == "DoubleQuote" else f"‘{_words(content)}’"
        case {"t": "Para" | "Plain", "c": content}:
            return f"{_words(content)} "
        case {"t": "Note" | "RawBlock"} | {"t": "Span", "c": [[_, ["status-mark", *_], _], _]}:
            return ""
        case {"c": content}:
            return _words(content)
        case list():
            return "".join(map(_words, node))
        case _:  # attributes and the addresses of links
            return ""
