"""The cells of a table in a text, under the names of their rows and columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from sabreport.claims.piece import FIGURE, LONGEST_NAME, Piece, spans_of

_PROSE = 7
"""A cell of a table with so many words is read as sentences, and not as the figure of its row and column."""
_NUMBERS_ROWS = re.compile(
    r"#|(?:(?:action|item|point|row|serial|finding|recommendation)\s+)?(?:no|nr|ref|id)\.?|item|ref(?:erence)?", re.IGNORECASE
)
"""What a column is headed that gives each row its number, from 1 on."""
_RULE = re.compile(r"\s*[|+]?[\s|:+=-]*--[\s|:+=-]*$")


def is_table(block: str) -> bool:
    """Whether lines are rows: with bars at their begin or a rule below the first, or with tabs between their cells."""
    first, _, rest = block.partition("\n")
    if "|" in first and (first.lstrip()[:1] == "|" or _RULE.match(rest.partition("\n")[0] or "x")):
        return True
    return any("\t" in line.strip() or re.match(r"\t\S", line) for line in block.split("\n")[:3])


def cells_of(start: int, block: str, above: Piece, claims: Callable[[str], bool]) -> Iterator[Piece]:
    """Every cell of a table that holds something, under the names of its row and column."""
    head: list[str] = []
    group, opened = "", False
    rows = list(_rows(start, block))
    numbered = _are_numbered(rows)
    for nth, row in enumerate(rows):
        texts = [text.strip() for _, text in row]
        figures = [bool(text) and claims(text) and not (numbered and not place) for place, text in enumerate(texts)]
        if len(row) == 1 or not any(texts[1:]):
            group, opened = "" if figures[0] else texts[0], True
            yield from _names(row, above)
        elif nth + 1 < len(rows) and not any(figures[1:]) and (nth == 0 or _is_head(texts)):
            joined = bool(head) and nth == 1 and not texts[0]
            head = _under(head, texts) if joined else texts
            group, opened = group if opened else "", False
            yield from _names(row, above)
        else:
            opened = False
            names = " ".join(head)[:LONGEST_NAME]
            yield from _row(row, replace(above, head=names), head, group, figures)


def _names(row: list[tuple[int, str]], above: Piece) -> Iterator[Piece]:
    """The cells of a row that only names what stands below it."""
    for start, cell in row:
        for at, text in spans_of(cell) if cell.strip() else ():
            yield replace(above, start=start + at, text=text, is_cell=True, is_name=True)


def _row(row: list[tuple[int, str]], above: Piece, head: list[str], group: str, figures: list[bool]) -> Iterator[Piece]:
    """The cells of one row that holds figures; where the first is one itself, what it is of stands after it."""
    texts = [text.strip() for _, text in row]
    name_after = figures[0] and FIGURE.fullmatch(texts[0]) is not None and not any(figures[1:])
    names = 1
    while (
        0 < names < len(texts) - 1
        and not figures[0]
        and texts[names]
        and not figures[names]
        and len(texts[names].split()) < _PROSE
    ):
        names += 1
    label = " ".join(texts[1:] if name_after else filter(None, (group, *texts[:names])))[:LONGEST_NAME]
    for nth, (at, text) in enumerate(row):
        column = head[nth][:LONGEST_NAME] if nth < len(head) else ""
        if not text.strip():
            continue
        if len(text) > LONGEST_NAME or len(text.split()) >= _PROSE:
            for place, sentence in spans_of(text):
                yield replace(above, start=at + place, text=sentence, headings=(label, column, *above.headings))
        else:
            named = nth < names and not name_after
            yield replace(above, start=at, text=text, label=label, column=column, is_cell=True, is_name=named)


def _are_numbered(rows: list[list[tuple[int, str]]]) -> bool:
    """Whether the first cells below a heading such as "No." are 1, 2, 3 and so on: the numbers of rows, which count nothing."""
    heading, *below = [row[0][1].strip(" *_.)") for row in rows] or [""]
    return len(below) > 1 and bool(_NUMBERS_ROWS.fullmatch(heading)) and below == [str(nth) for nth in range(1, len(rows))]


def _is_head(texts: list[str]) -> bool:
    """Whether a row below the first names columns: years or units, and nothing of length."""
    return all(re.search(r"\d{4}|£|%|number|total", text, re.IGNORECASE) for text in texts[1:] if text)


def _under(head: list[str], texts: list[str]) -> list[str]:
    """A second row of names below the first, whose names stand over all cells up to the next."""
    over, found = "", []
    for nth, text in enumerate(texts):
        over = head[nth] if nth < len(head) and head[nth] else over
        found.append(f"{over} {text}".strip())
    return found


def _rows(start: int, block: str) -> Iterator[list[tuple[int, str]]]:
    """The cells of each row, with where each begins; a line without cells among others goes on with the name of the row above."""
    at, rows, begun = start, list[list[tuple[int, str]]](), ""
    lines = block.split("\n")
    for nth, line in enumerate(lines):
        here, at, part = at, at + len(line) + 1, line
        mark = "|" if "|" in line else "\t"
        if _RULE.match(line) or line.strip() in ("", "|"):
            continue
        if mark in line:
            cells, place = [], here
            for cell in line.split(mark):
                cells.append((place, cell))
                place += len(cell) + 1
            if mark == "|":
                cells = cells[1:] if not cells[0][1].strip() else cells
                cells = cells[:-1] if not cells[-1][1].strip() else cells
            if rows and not any(cell.strip() for _, cell in cells[1:]) and cells[0][1][:1].islower():
                part = cells[0][1]  # the rest of a name that goes over more than one line
            else:
                rows.append([(cells[0][0], f"{begun} {cells[0][1]}"), *cells[1:]] if begun else cells)
                begun = ""
                continue
        following = "".join(lines[nth + 1 : nth + 2])
        if "\t" in following and following[:1].islower():
            begun = f"{begun} {part.strip()}"  # the first line of the name of the next row
        elif rows and not following.startswith("\t"):
            (place, name), *others = rows[-1]
            rows[-1] = [(place, f"{name} {part.strip()}"), *others]
        else:
            rows.append([(here, part)])
    yield from rows
