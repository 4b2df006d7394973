"""Disclosure control: the one place where counts that could identify a person are held back, before they become facts.

It works on each area and year by itself, so that a number held back in one year's report is held back in the next one's
too, whatever else has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from sabreport.catalogue import measure, percentage_decimals
from sabreport.extracts import Extract, each_row
from sabreport.facts import SUPPRESSED
from sabreport.numbers import rounded
from sabreport.params import Params
from sabreport.suppression import (
    Mark,
    Relation,
    added_up,
    behind_percentage,
    deduced,
    hidden_as,
    round_to,
    shown_as,
    suppress,
)
from sabreport.tables import Tables

_TOTAL_COST = 10
"""How many counts of a breakdown the loss of a total is worth, for rates and shares go with it."""


@dataclass(frozen=True)
class _Place:
    """The measures of one area in one year, as supplied; values by row, those not available left out."""

    counts: Mapping[int, int]
    percentages: Mapping[int, float]
    names: Mapping[int, tuple[str, str]]
    decimals: Mapping[str, int]
    """How many decimals each percentage is printed with, by measure."""

    def row_of(self, name: str) -> int | None:
        """The row of a measure without categories; None where it is not supplied."""
        return next((row for row in self.counts if self.names[row] == (name, "")), None)


@dataclass(frozen=True)
class Recovered:
    """A number that is held back and that a reader can work out too closely, from all that is shown."""

    year: int
    row: int
    what: str
    possible: int


def publish(params: Params, supplied: Tables) -> Tables:
    """The extracts as they may be published: what notebooks, facts and every document are made from.

    The rows of measures.csv gain a column ``suppressed``: ``below`` or ``withheld`` where the value is held back, and
    empty elsewhere. Other counts are rounded where the params say so. Disclosure control that is off changes no value.
    """
    by_year = {year: Extract(each.path, _published(params, each.rows)) for year, each in supplied.measures_by_year.items()}
    by_name = {
        name: by_year[max(by_year)] if name == "measures" and by_year else extract for name, extract in supplied.by_name.items()
    }
    return replace(supplied, measures_by_year=by_year, by_name=by_name)


def published_unprotected(supplied: Tables) -> Tables:
    """The extracts as they would be published with disclosure control off, for gates to compare with."""
    by_year = {year: Extract(each.path, each.rows.assign(suppressed="")) for year, each in supplied.measures_by_year.items()}
    return replace(supplied, measures_by_year=by_year)


def as_published(supplied: Extract, published: Extract) -> str | None:
    """The rows of measures.csv as text as they are published; None where they are as supplied.

    Values are plain numbers, ``[c]`` where held back, and empty where there is none.
    """
    before, after = supplied.rows, published.rows
    if before["value"].equals(after["value"]):
        return None
    value = [SUPPRESSED if row.suppressed else "" if pd.isna(row.value) else f"{row.value:.15g}" for row in each_row(after)]
    shown = after[["area", "measure", "category"]].assign(value=value)
    return str(shown.to_csv(index=False, lineterminator="\n"))


def _published(params: Params, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of one year, with what is held back taken out."""
    published = rows.assign(suppressed="")
    disclosure = params.disclosure
    if not disclosure.enabled:
        return published
    for place in _places(params, rows):
        marks = _marks(params, place)
        for row, value in place.counts.items():
            published.loc[row, "value"] = round_to(value, disclosure.rounding or 1)
        for row, percent in place.percentages.items():
            published.loc[row, "value"] = float(rounded(percent, place.decimals[place.names[row][0]]))
        for row, mark in marks.items():
            published.loc[row, ["value", "suppressed"]] = [float("nan"), mark]
    return published


def recovered(params: Params, supplied: Tables, published: Tables) -> Iterator[Recovered]:
    """Each number held back that could be one of fewer whole numbers than the threshold, by all that is published.

    It takes the reader to know how the breakdowns add up, and to think of every combination of whole numbers that
    agrees with the counts and percentages shown. The count behind a percentage is judged like a count of its own.
    """
    for year, extract in supplied.measures_by_year.items():
        for place in _places(params, extract.rows):
            yield from _recovered_of(params, place, year, published.measures_by_year[year].rows)


def _recovered_of(params: Params, place: _Place, year: int, shown: pd.DataFrame) -> Iterator[Recovered]:
    threshold, rounding = params.disclosure.threshold, params.disclosure.rounding or 1
    values = {int(row.Index): float(row.value) for row in each_row(shown) if pd.notna(row.value)}
    held = {int(row.Index): row.suppressed for row in each_row(shown)}
    marks: dict[str, Mark] = {str(row): held[row] for row in place.counts if held[row]}
    relations = _relations(params, place)
    known = {str(row): shown_as(int(values[row]), threshold, rounding) for row in place.counts if row in values}
    known |= hidden_as(marks, relations, threshold)
    found = {int(key): interval for key, interval in deduced(known, relations).items() if key in marks}
    for row in place.percentages:
        base = place.row_of(measure(place.names[row][0], params).base)
        if base is not None and row in values:
            behind = behind_percentage(values[row], place.decimals[place.names[row][0]], known[str(base)])
            if close := [each for each in behind if each.low < threshold]:
                found[row] = min(close, key=lambda each: each.size)
    for row, interval in found.items():
        if interval.size < threshold:
            yield Recovered(year, row, " ".join(filter(None, place.names[row])), int(interval.size))


def _places(params: Params, rows: pd.DataFrame) -> Iterator[_Place]:
    """Each area of a year's measures."""
    decimals = percentage_decimals(params, rows)
    for _, part in rows.groupby("area", sort=False):
        counts, percentages, names = {}, {}, {}
        for row in each_row(part[part["value"].notna()]):
            unit = measure(row.measure, params).unit
            names[int(row.Index)] = (row.measure, row.category)
            if unit == "count":
                counts[int(row.Index)] = int(row.value)
            elif unit == "percent":
                percentages[int(row.Index)] = float(row.value)
        yield _Place(counts, percentages, names, decimals)


def _marks(params: Params, place: _Place) -> dict[int, Mark]:
    """What is held back in one area and year, by row."""
    disclosure = params.disclosure
    counts = {str(row): value for row, value in place.counts.items()}
    costs = {str(row): _TOTAL_COST for row in place.counts if not place.names[row][1]}
    chosen = suppress(counts, _relations(params, place), disclosure.threshold, costs=costs, rounding=disclosure.rounding or 1)
    marks: dict[int, Mark] = {int(key): mark for key, mark in chosen.items()}
    for row, percent in place.percentages.items():
        entry = measure(place.names[row][0], params)
        base = place.row_of(entry.base)
        if base is not None and (
            base in marks or _tells_a_small_count(percent, place.decimals[entry.name], place.counts[base], params)
        ):
            marks[row] = "withheld"
    return marks | _percentages_of_marked_breakdowns(place, marks)


def _percentages_of_marked_breakdowns(place: _Place, marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """All percentages of a breakdown of which any is held back, or any count: the others would give it away."""
    parts: dict[str, list[int]] = {}
    for row, (name, category) in place.names.items():
        if category:
            parts.setdefault(name.removesuffix("_pct"), []).append(row)
    told = [rows for rows in parts.values() if any(row in marks for row in rows)]
    return {row: "withheld" for rows in told for row in rows if row in place.percentages}


def _tells_a_small_count(percent: float, decimals: int, base: int, params: Params) -> bool:
    """Whether a percentage, printed beside its base, tells of a small count that has or has not what it is a share of."""
    threshold = params.disclosure.threshold
    behind = behind_percentage(
        float(rounded(percent, decimals)), decimals, shown_as(base, threshold, params.disclosure.rounding or 1)
    )
    return any(each.low < threshold and each.size < threshold for each in behind)


def _relations(params: Params, place: _Place) -> list[Relation]:
    """How the counts of an area and year hang together: what breakdowns add up to.

    Where a breakdown does not quite add up to what it should, a reader is taken to know by how much.
    """
    breakdowns: dict[str, dict[str, list[int]]] = {}
    for row in place.counts:
        name, category = place.names[row]
        whole = measure(name, params).adds_up_to
        if category and whole:
            breakdowns.setdefault(whole, {}).setdefault(name, []).append(row)
    relations = []
    for whole, parts in breakdowns.items():
        total = place.row_of(whole)
        sides = [*([[total]] if total is not None else []), *parts.values()]
        for one, other in pairwise(sides):
            difference = sum(place.counts[row] for row in other) - sum(place.counts[row] for row in one)
            relations.append(added_up(list(map(str, other)), list(map(str, one)), difference))
    return relations
