"""Facts that are read from the extracts: one cell each, or a sum or count of one file's rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from sabreport.base.dates import as_iso
from sabreport.base.project import Project
from sabreport.facts.counts import counted, list_facts
from sabreport.facts.fact import BOARD, NOT_AVAILABLE, Absent, Fact, Source, fact_key
from sabreport.report_kinds.catalogue import Measure
from sabreport.settings.measures import measure, percentage_decimals
from sabreport.settings.params import Params
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.marks import SourceMark, marks_of
from sabreport.wording.numbers import decimals_of_pounds


def given_facts(project: Project, params: Params, tables: Tables) -> Iterator[Fact]:
    """Every fact that the extracts give, oldest year of the measures first."""
    for year, extract in tables.measures_by_year.items():
        yield from _measures(project, params, extract, year)
    if "finance" in tables.by_name:
        yield from _finance(project, tables.by_name["finance"])
    if "sars" in tables.by_name:
        yield from _reviews(project, tables.by_name["sars"])
    if "training" in tables.by_name:
        yield from _training(project, tables.by_name["training"])
    yield from list_facts(project, params, tables)


def _measures(project: Project, params: Params, extract: Extract, year: int) -> Iterator[Fact]:
    """One fact for each row of measures.csv that has a value, shown or not."""
    path = project.relative(extract.path)
    threshold = params.disclosure.threshold
    rows = extract.rows
    marks = dict(marks_of(rows))
    printed = percentage_decimals(params, rows)
    for row in each_row(rows[rows["value"].notna() | (rows["suppressed"] != "")]):
        entry = measure(row.measure, params)
        yield Fact(
            key=fact_key(row.area, row.measure, row.category, "", year),
            area=row.area,
            measure=row.measure,
            category=row.category,
            year=year,
            value=float(row.value),
            unit=entry.unit,
            decimals=printed.get(row.measure, entry.decimals),
            source=Source(path, int(row.Index), "value"),
            formula="",
            inputs=(),
            below=threshold if row.suppressed == "below" else _said_to_be_below(entry, marks.get(int(row.Index))),
            at_source=row.suppressed == "source",
        )


def _said_to_be_below(entry: Measure, mark: SourceMark | None) -> int:
    """The number that a mark says a count to be under; 0 where it says none."""
    return mark.below if mark is not None and entry.unit != "percent" else 0


def absent_figures(tables: Tables) -> Iterator[Absent]:
    """What each row of measures.csv without a figure prints in its place, oldest year first; none of what is held back."""
    for year, extract in tables.measures_by_year.items():
        rows = extract.rows
        marks = dict(marks_of(rows))
        for row in each_row(rows[rows["value"].isna() & (rows["suppressed"] == "")]):
            mark = marks.get(int(row.Index))
            yield Absent(row.area, row.measure, row.category, year, mark.kind if mark is not None else NOT_AVAILABLE)


def _finance(project: Project, extract: Extract) -> Iterator[Fact]:
    """One fact for each item, the total of each side, and the balance."""
    path, year = project.relative(extract.path), project.year
    decimals = decimals_of_pounds(extract.rows["amount"])
    totals = {}
    for name, rows in extract.rows.groupby("side"):
        side = str(name)
        items = [
            Fact(
                key=fact_key(BOARD, side, str(row.item), "", year),
                area=BOARD,
                measure=side,
                category=str(row.item),
                year=year,
                value=float(row.amount),
                unit="pounds",
                decimals=decimals,
                source=Source(path, int(row.Index), "amount"),
                formula="",
                inputs=(),
            )
            for row in each_row(rows)
        ]
        yield from items
        totals[side] = _board_fact(
            side,
            _added(items),
            year,
            "pounds",
            f"sum of the items of {side}",
            tuple(item.key for item in items),
            decimals,
        )
        yield totals[side]
    if {"income", "expenditure"} <= set(totals):
        income, spent = totals["income"], totals["expenditure"]
        yield _board_fact(
            "balance",
            round(income.value - spent.value, 2),
            year,
            "pounds",
            "income less expenditure",
            (income.key, spent.key),
            decimals,
        )


def _reviews(project: Project, extract: Extract) -> Iterator[Fact]:
    """Reviews begun and concluded in the year, carried on from earlier ones, and ongoing on 31 March."""
    rows, path = extract.rows, project.relative(extract.path)
    first, last = pd.Timestamp(project.first_day), pd.Timestamp(project.last_day)
    # A date that is not known to the day lies whole within the year or outside it: cross_checks refuses any other.
    begun = rows["commissioned"].between(first, last)
    concluded = rows["concluded"].between(first, last)
    earlier = (rows["commissioned"] < first) & ~(rows["concluded"] < first)
    ongoing = (rows["commissioned"] <= last) & ~(rows["concluded"] <= last)
    for name, which, column in (
        ("reviews_begun", begun, "commissioned"),
        ("reviews_carried_on", earlier, "commissioned"),
        ("reviews_concluded", concluded, "concluded"),
        ("reviews_ongoing", ongoing, "concluded"),
    ):
        yield counted(name, int(which.sum()), project.year, Source(path, None, column))


def _training(project: Project, extract: Extract) -> Iterator[Fact]:
    """Attendance at each event, the number of events, and all attendance together; about, where that of any event is."""
    path, year = project.relative(extract.path), project.year
    attended = []
    for row in each_row(extract.rows[extract.rows["attendance"].notna()]):
        category = event_and_date(row)
        fact = Fact(
            key=fact_key(BOARD, "attendance", category, "", year),
            area=BOARD,
            measure="attendance",
            category=category,
            year=year,
            value=float(row.attendance),
            unit="people",
            decimals=0,
            source=Source(path, int(row.Index), "attendance"),
            formula="",
            inputs=(),
            about=bool(row.attendance_about),
        )
        attended.append(fact)
        yield fact
    yield counted("events", len(extract.rows), year, Source(path, None, "event"))
    if attended:
        total = _board_fact(
            "attendance",
            sum(fact.value for fact in attended),
            year,
            "people",
            "sum of attendance over events",
            tuple(fact.key for fact in attended),
        )
        yield replace(total, about=any(fact.about for fact in attended))


def event_and_date(row: Any) -> str:
    """The category of the attendance at an event: its name, and its date as far as that is known."""
    return f"{row.event} {as_iso(row.date.date(), row.date_last.date())}"


def _added(facts: Sequence[Fact]) -> float:
    """The sum of amounts to the penny."""
    return float(sum(Decimal(str(fact.value)) for fact in facts))


def _board_fact(name: str, value: float, year: int, unit: str, formula: str, inputs: tuple[str, ...], decimals: int = 0) -> Fact:
    """A fact of the whole board, derived from others."""
    return Fact(fact_key(BOARD, name, "", "", year), BOARD, name, "", year, value, unit, decimals, None, formula, inputs)
