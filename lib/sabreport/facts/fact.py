"""Facts: named numbers, each with unit, period and the cell or the other facts that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

from sabreport.base.errors import did_you_mean
from sabreport.base.project import year_label
from sabreport.base.slugs import slug
from sabreport.report_kinds.catalogue import measure_names
from sabreport.wording.numbers import SUPPRESSED, format_number, in_words

BOARD = "board"
LABEL_ID = "fact-"
"""Begins the id of each label of a chart that prints a fact; the fact's key follows."""


@dataclass(frozen=True)
class Source:
    """The cell that a fact was read from; `row` is None where a whole column was counted or added up."""

    path: str
    row: int | None
    column: str


@dataclass(frozen=True)
class Fact:
    """One named number.

    Parameters
    ----------
    key
        ``area.measure[.category][.derivation].year``: ``leicestershire.concerns.change.2020``.
    area
        id of an area, or ``board`` for the whole board.
    year
        The year in which the financial year ends.
    value
        The number; not a number (``nan``) where disclosure control holds it back.
    unit
        count, percent, people, pounds or points (percentage points).
    source
        The cell; None for a fact derived from others.
    formula, inputs
        How a derived fact was worked out and the keys it was worked out from; empty for a given one.
    below
        Of a number held back: the threshold that it is under, where that may be said; else 0.
    about
        Whether the number is known about only, as are all that are worked out from it.
    at_source
        Of a number held back: whether it was held back before it came.
    """

    key: str
    area: str
    measure: str
    category: str
    year: int
    value: float
    unit: str
    decimals: int
    source: Source | None
    formula: str
    inputs: tuple[str, ...]
    below: int = 0
    about: bool = False
    at_source: bool = False

    @property
    def suppressed(self) -> bool:
        """Whether disclosure control holds the number back."""
        return isnan(self.value)

    @property
    def text(self) -> str:
        """The number as printed in tables and charts: ``4,167``, ``54%``, ``−643``, ``about 100``, ``[c]``."""
        if self.suppressed:
            return SUPPRESSED
        return f"{'about ' if self.about else ''}{format_number(self.value, self.unit, self.decimals)}"

    @property
    def magnitude(self) -> str:
        """The number as printed, without its sign: for "643 fewer"."""
        return SUPPRESSED if self.suppressed else format_number(abs(self.value), self.unit, self.decimals)

    @property
    def said(self) -> str:
        """The number as printed in a sentence: ``4,167``, ``fewer than five``, ``a number not shown``."""
        if self.below:
            return f"fewer than {in_words(self.below)}"
        return "a number not shown" if self.suppressed else self.text

    def span(self, text: str = "") -> str:
        """The number for a sentence in Markdown, bound to this fact; with other words for it where `text` is given."""
        return f'[{text or self.said}]{{.fact key="{self.key}"}}'

    @property
    def cell(self) -> str:
        """The number for a table in Markdown, bound to this fact."""
        return self.span(r"\[c\]") if self.suppressed else self.span()

    def as_json(self, used_in: Iterable[str]) -> dict[str, Any]:
        """The fact as facts.json holds it."""
        source = None
        if self.source is not None:
            source = {"path": self.source.path, "row": self.source.row, "column": self.source.column}
        found = {
            "key": self.key,
            "area": self.area,
            "measure": self.measure,
            "category": self.category,
            "year": self.year,
            "value": None if self.suppressed else self.value,
            "unit": self.unit,
            "text": self.text,
            "source": source,
            "formula": self.formula,
            "inputs": list(self.inputs),
            "used_in": list(used_in),
        }
        return {**found, "held_back": "at source"} if self.at_source else found


@dataclass(frozen=True)
class Absent:
    """A figure that a row of measures.csv has a place for and that is not there, with what a table prints in its place."""

    area: str
    measure: str
    category: str
    year: int
    said: str


NOT_AVAILABLE, NOT_APPLICABLE = "not available", "not applicable"
"""What tables and charts print where a figure is not there."""


_OF_YEAR = re.compile(r"(?P<base>.+)\.(?P<year>(?:19|20)[0-9]{2})")
"""A name with its year."""


class UnknownFactError(LookupError):
    """A text names a fact that is not there."""


class Facts(Mapping[str, Fact]):
    """The facts of a board and year, by key.

    Parameters
    ----------
    facts
        In the order to list them; a later fact of the same key replaces an earlier one.
    year
        The year being reported: what a key without a year means.
    absent
        What the extracts have a place for and no figure.
    """

    def __init__(self, facts: Iterable[Fact], year: int, absent: Iterable[Absent] = ()) -> None:
        self._by_key = {fact.key: fact for fact in facts}
        self._by_measure: dict[str, list[Fact]] = {}
        for fact in self._by_key.values():
            self._by_measure.setdefault(fact.measure, []).append(fact)
        self._absent: dict[str, list[Absent]] = {}
        for each in absent:
            self._absent.setdefault(each.measure, []).append(each)
        self.year = year

    def __getitem__(self, key: str) -> Fact:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def find(
        self,
        area: str,
        measure: str,
        *,
        category: str = "",
        derived: str = "",
        year: int | None = None,
        suppressed: bool = False,
    ) -> Fact | None:
        """The fact with these parts; None where there is none, or none that is shown.

        Parameters
        ----------
        year
            The year reported unless another is given.
        suppressed
            Whether one that disclosure control holds back will do.
        """
        fact = self._by_key.get(fact_key(area, measure, category, derived, self.year if year is None else year))
        return None if fact is not None and fact.suppressed and not suppressed else fact

    def shown(self) -> Iterator[Fact]:
        """Every fact that disclosure control does not hold back."""
        return (fact for fact in self._by_key.values() if not fact.suppressed)

    def before(self, fact: Fact) -> Fact | None:
        """The same fact a year earlier, shown or not."""
        return self._by_key.get(f"{fact.key.rpartition('.')[0]}.{fact.year - 1}")

    def change(self, fact: Fact) -> Fact | None:
        """The difference of a fact from the year before, in its unit or in percentage points, where both are shown."""
        return self.find(fact.area, fact.measure, category=fact.category, derived="change", year=fact.year)

    def change_pct(self, fact: Fact) -> Fact | None:
        """The percentage change of a count; None where the base is too small for one."""
        return self.find(fact.area, fact.measure, category=fact.category, derived="change_pct", year=fact.year)

    def over_years(self, area: str, measure: str, category: str = "") -> list[Fact]:
        """One fact for each year that has the figure, shown or not, oldest first."""
        found = [
            fact
            for fact in self._by_measure.get(measure, ())
            if fact.area == area and fact.key == fact_key(area, measure, category, "", fact.year)
        ]
        return sorted(found, key=lambda fact: fact.year)

    def by_category(self, area: str, measure: str) -> list[Fact]:
        """One fact for each category of a breakdown in the year reported, shown or not, in the order of the file."""
        return [
            fact
            for fact in self._by_measure.get(measure, ())
            if fact.area == area
            and fact.category
            and fact.year == self.year
            and fact.key == fact_key(area, measure, fact.category, "", fact.year)
        ]

    def said_of_none(self, area: str, measure: str, year: int, category: str = "") -> str:
        """What a table prints where there is no figure: that it is not available, or that it cannot apply."""
        place = (area, category, year)
        found = (each.said for each in self._absent.get(measure, ()) if (each.area, each.category, each.year) == place)
        return next(found, NOT_AVAILABLE)

    def absent(self, area: str, measure: str) -> list[Absent]:
        """The categories of a breakdown in the year reported of which there is no figure, in the order of the file."""
        return [each for each in self._absent.get(measure, ()) if each.area == area and each.category and each.year == self.year]

    def named(self, name: str) -> Fact:
        """The fact that authored text means by a name, with or without its year.

        Raises
        ------
        UnknownFactError
            Where there is none; the message offers the nearest.
        """
        found = self._by_key.get(name) or self._by_key.get(f"{name}.{self.year}")
        if found is not None:
            return found
        of_year = _OF_YEAR.fullmatch(name)
        base, year = (of_year["base"], int(of_year["year"])) if of_year else (name, self.year)
        known_of = self._years_of(base)
        if known_of:
            raise UnknownFactError(*_no_value(base, year, known_of))
        if meant := self._of_other_years(base, year):
            raise UnknownFactError(*_no_value(meant, year, self._years_of(meant)))
        suffix = f".{self.year}"
        named_with_year = name.rpartition(".")[2].isdecimal()
        known = [key.removesuffix(suffix) for key in self._by_key if named_with_year or key.endswith(suffix)]
        raise UnknownFactError(f'there is no fact "{name}"', did_you_mean(name, known) if known else "")

    def _of_other_years(self, base: str, year: int) -> str:
        """A name that is typed with other marks between its words and has a figure of other years alone; empty where none is."""
        typed = base.replace("_", "-")
        names = (fact.key.removesuffix(f".{fact.year}") for fact in self._by_key.values())
        same = (name for name in names if name.replace("_", "-") == typed)
        return next((name for name in same if f"{name}.{year}" not in self._by_key), "")

    def _years_of(self, base: str) -> dict[int, Fact | Absent]:
        """What is known of a name without its year, by year: a figure, or that a row of measures.csv has none."""
        facts = {fact.year: fact for fact in self._by_key.values() if fact.key == f"{base}.{fact.year}"}
        absent = {
            each.year: each
            for found in self._absent.values()
            for each in found
            if fact_key(each.area, each.measure, each.category, "", each.year) == f"{base}.{each.year}"
        }
        return {**absent, **facts}


def _no_value(base: str, year: int, known_of: Mapping[int, Fact | Absent]) -> tuple[str, str]:
    """That a name which is known has no value in a year, and what to do; no other year's value is offered in its place."""
    if next(iter(known_of.values())).measure not in measure_names(supplied=False):
        what = f'there is no value for "{base}" in {year_label(year)}'
        return what, "Take the number out of the text: the kit knows it of the year reported alone."
    before = [each for each, found in known_of.items() if isinstance(found, Fact) and each < year]
    last = f"; the last is of {year_label(max(before))}" if before else ""
    what = f'measures.csv has no value for "{base}" in {year_label(year)}{last}'
    return what, "Add the value, or take the number out of the text."


def fact_key(area: str, measure: str, category: str, derived: str, year: int) -> str:
    """The key made of these parts."""
    parts = (area, measure, slug(category), derived, str(year))
    return ".".join(part for part in parts if part)
