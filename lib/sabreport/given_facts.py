"""Facts that are read from the extracts: one cell each, or a count or sum of one file's rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandas as pd

from sabreport.catalogue import measure
from sabreport.extracts import Extract, each_row
from sabreport.facts import BOARD, Fact, Source, fact_key
from sabreport.params import Params
from sabreport.project import Project
from sabreport.slugs import slug
from sabreport.tables import Tables


def given_facts(project: Project, params: Params, tables: Tables) -> Iterator[Fact]:
    """Every fact that the extracts give, oldest year of the measures first."""
    for year, extract in tables.measures_by_year.items():
        yield from _measures(project, params, extract, year)
    if "finance" in tables.by_name:
        yield from _finance(project, tables.by_name["finance"])
    if "sars" in tables.by_name:
        yield from _reviews(project, tables.by_name["sars"])
    if "sar_findings" in tables.by_name:
        yield from _statuses(project, tables.by_name["sar_findings"], "findings")
    if "priorities" in tables.by_name:
        yield from _statuses(project, tables.by_name["priorities"], "deliverables")
    if "training" in tables.by_name:
        yield from _training(project, tables.by_name["training"])
    if "assurance" in tables.by_name:
        yield from _gaps(project, tables.by_name["assurance"])
    yield from _sizes(project, params, tables)


def _measures(project: Project, params: Params, extract: Extract, year: int) -> Iterator[Fact]:
    """One fact for each row of measures.csv that has a value, shown or not."""
    path = project.relative(extract.path)
    threshold = params.disclosure.threshold
    rows = extract.rows
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
            decimals=entry.decimals,
            source=Source(path, int(row.Index), "value"),
            formula="",
            inputs=(),
            below=threshold if row.suppressed == "below" else 0,
        )


def _finance(project: Project, extract: Extract) -> Iterator[Fact]:
    """One fact for each item, the total of each side, and the balance."""
    path, year = project.relative(extract.path), project.year
    decimals = 0 if (extract.rows["amount"] % 1 == 0).all() else 2
    totals = {}
    for side, rows in extract.rows.groupby("side"):
        side = str(side)
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
        yield _counted(name, int(which.sum()), project.year, Source(path, None, column))


def _statuses(project: Project, extract: Extract, name: str) -> Iterator[Fact]:
    """The number of rows, and of rows in each status."""
    path = project.relative(extract.path)
    yield _counted(name, len(extract.rows), project.year, Source(path, None, "status"))
    for status, count in extract.rows["status"].value_counts(sort=False).items():
        yield _counted(f"{name}_{slug(str(status)).replace('-', '_')}", int(count), project.year, Source(path, None, "status"))


def _gaps(project: Project, extract: Extract) -> Iterator[Fact]:
    """How many agencies rated any standard as in need of work or not effective, and how many each standard."""
    rows, source = extract.rows, Source(project.relative(extract.path), None, "rating")
    gaps = rows[rows["rating"].isin(("needs work", "not effective"))]
    yield _counted("agencies_with_gaps", gaps["agency"].nunique(), project.year, source)
    for standard, count in gaps["standard"].value_counts(sort=False).items():
        yield _counted("gaps", int(count), project.year, source, str(standard))


def _sizes(project: Project, params: Params, tables: Tables) -> Iterator[Fact]:
    """How many areas, members, priorities, audits and the like the board has."""
    board, year = project.relative(project.params_files[1]), project.year
    yield _counted("areas", len(params.areas), year, Source(board, None, "areas"))
    yield _counted("members", len(params.members), year, Source(board, None, "members"))
    statutory = sum(member.statutory for member in params.members)
    yield _counted("statutory_members", statutory, year, Source(board, None, "statutory"))
    if tables.statements:
        yield _counted(
            "statements", len(tables.statements), year, Source(project.relative(project.data / "partners"), None, "files")
        )
    for extract, column, name in (
        ("priorities", "priority", "priorities"),
        ("forward", "priority", "priorities_for_next_year"),
        ("audits", "audit", "audits"),
        ("assurance", "agency", "agencies"),
        ("assurance", "standard", "standards"),
    ):
        if extract in tables.by_name:
            found = tables.by_name[extract]
            yield _counted(name, found.rows[column].nunique(), year, Source(project.relative(found.path), None, column))


def _training(project: Project, extract: Extract) -> Iterator[Fact]:
    """Attendance at each event, the number of events, and all attendance together."""
    path, year = project.relative(extract.path), project.year
    attended = []
    for row in each_row(extract.rows[extract.rows["attendance"].notna()]):
        category = f"{row.event} {row.date:%Y-%m-%d}"
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
        )
        attended.append(fact)
        yield fact
    yield _counted("events", len(extract.rows), year, Source(path, None, "event"))
    if attended:
        yield _board_fact(
            "attendance",
            sum(fact.value for fact in attended),
            year,
            "people",
            "sum of attendance over events",
            tuple(fact.key for fact in attended),
        )


def _counted(name: str, value: int, year: int, source: Source, category: str = "") -> Fact:
    """A count of the rows of one file, or of those of a category."""
    key = fact_key(BOARD, name, category, "", year)
    return Fact(key, BOARD, name, category, year, float(value), "count", 0, source, "", ())


def _added(facts: Sequence[Fact]) -> float:
    """The sum of amounts to the penny."""
    return float(sum(Decimal(str(fact.value)) for fact in facts))


def _board_fact(name: str, value: float, year: int, unit: str, formula: str, inputs: tuple[str, ...], decimals: int = 0) -> Fact:
    """A fact of the whole board, derived from others."""
    return Fact(fact_key(BOARD, name, "", "", year), BOARD, name, "", year, value, unit, decimals, None, formula, inputs)
