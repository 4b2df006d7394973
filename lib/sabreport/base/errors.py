"""What can go wrong for a user, and the one place where it is put into words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

_MOST_ROWS = 12
"""Rows and runs of rows that one message names."""
_BREAK = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that a user can put right.

    Parameters
    ----------
    path
        The file at fault, or None where the problem is not in a file.
    row
        The row as a spreadsheet shows it (the header is row 1), or the line of a text file.
    column
        The column of an extract; empty elsewhere.
    what
        What is wrong, with what was got, as a clause without a full stop.
    remedy
        What to do, as a full sentence.
    line
        True where ``row`` counts the lines of a text file.
    also
        Further rows that have the same fault.
    """

    path: Path | None
    row: int | None
    column: str
    what: str
    remedy: str
    line: bool = field(default=False, compare=False)
    also: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Put on one line what quotes a heading or a cell that has several."""
        for name in ("column", "what"):
            object.__setattr__(self, name, _BREAK.sub(" ", getattr(self, name)))

    def where(self, root: Path | None = None) -> str:
        """Place of the problem, with the path relative to `root` where it lies below it."""
        parts = []
        if self.path is not None:
            path = self.path
            if root is not None and path.is_relative_to(root):
                path = path.relative_to(root)
            parts.append(path.as_posix())
        if self.row is not None:
            parts.append(_rows_named(sorted({self.row, *self.also}), "line" if self.line else "row"))
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def sentence(self, root: Path | None = None) -> str:
        """Place, fault and remedy in one line."""
        where = self.where(root)
        return f"{where}: {self.what}. {self.remedy}" if where else f"{self.what}. {self.remedy}"


def _rows_named(rows: Sequence[int], word: str) -> str:
    """Rows as a reader would name them: ``row 7``, ``rows 2 to 17 and 20``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    if len(parts) > _MOST_ROWS:
        left = len(parts) - _MOST_ROWS
        return f"{word}s {', '.join(parts[:_MOST_ROWS])} and {left} more"
    named = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"{word}{'s' if len(rows) > 1 else ''} {named}"


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once: those that differ in their rows alone become one, at the place of the first of them."""
    found: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        alike = (problem.path, problem.row is None, problem.column, problem.what, problem.remedy, problem.line)
        first = found.setdefault(alike, problem)
        rows = {row for each in (first, problem) for row in (each.row, *each.also) if row is not None}
        if len(rows) > 1:
            low, *others = sorted(rows)
            found[alike] = replace(first, row=low, also=tuple(others))
    return tuple(found.values())


class ReportError(Exception):
    """Base of every error that a user can cause; carries the problems to put right.

    Parameters
    ----------
    problems
        All problems found at this stage, in the order to print them; the same fault of several rows becomes one.
    root
        The kit's folder, so that paths print relative to it.
    """

    stage = "The report could not be built"

    def __init__(self, problems: Iterable[Problem], root: Path | None = None) -> None:
        self.problems = grouped(problems)
        self.root = root
        super().__init__(str(self))

    def __reduce__(self) -> tuple[type[ReportError], tuple[object, ...]]:
        """How it goes from one process to another."""
        return type(self), (self.problems, self.root)

    def __str__(self) -> str:
        return "\n".join(problem.sentence(self.root) for problem in self.problems)


class ParamsError(ReportError):
    """The params of a board and year cannot be used."""

    stage = "The params need attention"


class ExtractError(ReportError):
    """The extracts or authored text of a board and year cannot be used."""

    stage = "The extracts need attention"


class FileError(ReportError):
    """A file or a folder cannot be read or written."""

    stage = "A file or folder needs attention"


class NotebookError(ReportError):
    """A chapter's notebook is missing, takes other parameters, or failed as it ran."""

    stage = "A notebook needs attention"


class RenderError(ReportError):
    """A rendering engine is missing or refused the stitched report."""

    stage = "The report could not be rendered"


class GateError(ReportError):
    """A gate found what must not be published."""

    stage = "A gate stopped the report"


_MOST_LISTED = 16


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence offering the nearest known word, or the list of them all.

    Examples
    --------
    >>> did_you_mean("chiar", ["chair", "areas"])
    'Did you mean "chair"?'
    >>> did_you_mean("ALDER", ["Alder", "Birch"])
    'Did you mean "Alder"?'
    >>> did_you_mean("CHAIR", ["CHAI", "chair"])
    'Did you mean "chair"?'
    """
    known = sorted(known)
    in_small = {each.casefold(): each for each in reversed(known)}
    same = in_small.get(word.casefold())
    nearest = [same] if same else difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    nearest = nearest or [in_small[each] for each in difflib.get_close_matches(word.casefold(), in_small, n=1, cutoff=0.6)]
    if nearest:
        return f'Did you mean "{nearest[0]}"?'
    if len(known) > _MOST_LISTED:
        return f"Known are, among {len(known)}: {', '.join(known[:_MOST_LISTED])}."
    return f"Use one of: {', '.join(known)}." if known else "None are known here."
