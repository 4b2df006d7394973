"""A place in the board's files where words or numbers of a report come from, and one in a draft that rests on such."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sabreport.base.errors import Problem

What = Literal["text", "statement", "notebook", "extract", "params", "kit"]


@dataclass(frozen=True)
class Source:
    """A place in the board's files.

    Parameters
    ----------
    what
        A text, a member's statement, a notebook's cell, a cell of an extract, the params, or the kit itself.
    path
        Relative to the kit's folder; empty for the kit.
    row
        The row of an extract, the line of a text or of the params, the number of a cell.
    column
        The column of an extract.
    """

    what: What
    path: str
    row: int | None = None
    column: str = ""

    @property
    def named(self) -> str:
        """As it is printed: "data/lrsab/2020/measures.csv, row 12, column value"."""
        if self.what == "kit":
            return "the kit"
        if self.what == "notebook":
            return f"{self.path}, cell {self.row}" if self.row else self.path
        return Problem(Path(self.path), self.row, self.column, "", "", line=self.what != "extract").where()


@dataclass(frozen=True)
class Place:
    """Where a remark stands in the draft.

    Parameters
    ----------
    section
        The headings above it.
    what
        "sentence", "heading", "table cell", "chart" and so on.
    said
        The sentence, heading, caption or cell, as the draft has it.
    words
        Where its words are changed; None where that cannot be told.
    behind
        The cells of extracts that its numbers or words rest on.
    facts
        The keys of the numbers in it.
    passage
        The whole paragraph, as the draft has it.
    cell
        Of a cell of a table: its row and column, by `sabreport.documents.answer.cell_named`.
    """

    section: str
    what: str
    said: str
    words: Source | None
    behind: tuple[Source, ...] = ()
    facts: frozenset[str] = frozenset()
    passage: str = ""
    cell: str = ""
