"""Names in the extracts that are written two ways, so that what is one counts as two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sabreport.base.errors import Problem
from sabreport.base.slugs import slug
from sabreport.report_kinds.columns import extract_called
from sabreport.settings.params import Params
from sabreport.tables.extract import Extract
from sabreport.tables.name_words import NameWords, name_words
from sabreport.tables.names import Named, named_cells, place_of

_NUMBER_IN_FRONT = r"\(?(?:{column}\s*)?([0-9]{{1,2}})(?:[\s.:)–—-]+)(?=.*[^\W\d_])"
"""Such as ``3.`` and ``Priority 3:``, before words; a year is no such number."""


@dataclass(frozen=True)
class _Name:
    """A name that others are compared with.

    Parameters
    ----------
    meant
        What to write in place of those that are nearly it.
    where
        Where it stands, as another file names the place.
    cell
        The first cell that holds it; None of a name of the params.
    """

    written: str
    column: str
    meant: str
    where: str
    cell: Named | None = None

    @cached_property
    def number(self) -> str:
        """The number in front of it."""
        return self._parts[0]

    @cached_property
    def words(self) -> NameWords:
        """Its words without that number."""
        return name_words(self._parts[1])

    @cached_property
    def _parts(self) -> tuple[str, str]:
        found = re.match(_NUMBER_IN_FRONT.format(column=self.column), self.written, re.IGNORECASE)
        return (found[1].lstrip("0"), self.written[found.end() :]) if found else ("", self.written)

    def where_from(self, path: Path) -> str:
        """Where it stands, as seen from a file."""
        return f"row {self.cell.row}" if self.cell is not None and self.cell.extract.path == path else self.where

    def is_nearly(self, other: _Name, places: Collection[str]) -> bool:
        """Whether both seem to be one name; not where their numbers differ."""
        if self.number and other.number and self.number != other.number:
            return False
        return self.words.is_nearly(other.words, places)


def nearly_alike(params: Params, by_name: Mapping[str, Extract], next_plan: Extract | None) -> Iterator[Problem]:
    """Names of priorities, audits, agencies and standards that differ from another, of any file or of the params, in little.

    That is in "and" for "&", in marks, in a number in front, in a letter or two, in the order of words, in an abbreviation, or
    in a word that one of them lacks; see `sabreport.tables.name_words`.
    """
    plan = [] if next_plan is None else [("priorities", next_plan)]
    cells: dict[str, list[Named]] = {}
    for name, extract in [*by_name.items(), *plan]:
        for cell in named_cells(name, extract) if extract_called(name).go_on else ():
            cells.setdefault(cell.column, []).append(cell)
    places = {word for area in params.areas for word in slug(f"{area.id} {area.name}").split("-")}
    for column, found in cells.items():
        yield from _nearly(column, found, _of_params(params, column), places)


def _of_params(params: Params, column: str) -> Iterator[_Name]:
    """The names that the params have for what a column names."""
    if column == "agency":
        for member in params.members:
            for name in filter(None, (member.id, member.name, member.short_name)):
                yield _Name(name, column, member.name, f"a member in the params ({member.name})")
    elif column == "priority":
        for name in params.strategy:
            yield _Name(name, column, name, "the strategy in the params")


def _nearly(column: str, cells: Iterable[Named], known: Iterable[_Name], places: Collection[str]) -> Iterator[Problem]:
    """That a name is nearly one before it, with all rows of the file that have it."""
    before = _Before(places)
    for name in known:
        before.keep(name)
    rows: dict[tuple[Path, str], list[Named]] = {}
    for cell in cells:
        rows.setdefault((cell.extract.path, cell.written), []).append(cell)
    for (path, written), (first, *also) in rows.items():
        name = _Name(written, column, written, place_of(first), first)
        if written in before.written:
            continue
        other = before.nearest(name)
        if other is None:
            before.keep(name)
            continue
        what = f'"{written}" is nearly "{other.written}" of {other.where_from(path)}, and counts as another {column}'
        spelt = other.cell is None or name.words.has_letters_of(other.words)
        remedy = f'Write "{other.meant}" in all rows if the two are one.' if spelt else "Write both alike if the two are one."
        yield Problem(path, first.row, column, what, remedy, also=tuple(each.row for each in also))


class _Before:
    """The names that were met, by what those have in common that may be nearly one."""

    def __init__(self, places: Collection[str]) -> None:
        self.written: set[str] = set()
        self._places = places
        self._alike: dict[object, list[_Name]] = {}

    def keep(self, name: _Name) -> None:
        """Remember a name."""
        self.written |= {name.written, name.meant}
        for likeness in name.words.likeness:
            self._alike.setdefault(likeness, []).append(name)

    def nearest(self, name: _Name) -> _Name | None:
        """The first name that one is nearly, of all with the same letters and then of all others."""
        candidates = (each for likeness in name.words.likeness for each in self._alike.get(likeness, ()))
        return next((each for each in candidates if name.is_nearly(each, self._places)), None)
