"""Disclosure control: the one place where counts that could identify a person are held back, before they become facts.

It works on each area and year by itself, so that a number held back in one year's report is held back in the next one's
too, whatever else has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

import pandas as pd

from sabreport.catalogue import measure, percentage_decimals
from sabreport.extracts import Extract, each_row
from sabreport.facts import SUPPRESSED
from sabreport.numbers import rounded
from sabreport.params import Params
from sabreport.suppression import (
    Interval,
    Mark,
    Relation,
    added_up,
    behind_percentage,
    deduced,
    exposed,
    hidden_as,
    nothing_known,
    round_to,
    shown_as,
    suppress,
)
from sabreport.tables import Tables

_TOTAL_COST = 10
"""How many counts of a breakdown the loss of a total is worth, for rates and shares go with it."""


@dataclass(frozen=True)
class _Place:
    """The measures of one area in one year, as supplied; values by row.

    Parameters
    ----------
    blank
        Rows of breakdowns whose cell the board left empty: what it would be by all others, of several the first.
    """

    counts: Mapping[int, int]
    blank: Mapping[int, int]
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


def left_empty(params: Params, supplied: Tables) -> Iterator[tuple[int, int]]:
    """Year and row of each empty cell of a breakdown that all others would give away as small, so that some are held back."""
    threshold = params.disclosure.threshold
    for year, extract in supplied.measures_by_year.items():
        for place in _places(params, extract.rows):
            small: dict[int, Mark] = {row: "below" for row, value in place.counts.items() if value < threshold}
            known = _known(params, place, small)
            yield from ((year, int(key)) for key in exposed(known, _relations(params, place), threshold))


def _recovered_of(params: Params, place: _Place, year: int, shown: pd.DataFrame) -> Iterator[Recovered]:
    threshold = params.disclosure.threshold
    values = {int(row.Index): float(row.value) for row in each_row(shown) if pd.notna(row.value)}
    held = {int(row.Index): row.suppressed for row in each_row(shown)}
    marks: dict[int, Mark] = {row: held[row] for row in place.counts if held[row]}
    known, relations = _known(params, place, marks), _relations(params, place)
    found = {
        int(key): interval
        for key, interval in deduced(known, relations).items()
        if int(key) in marks or (int(key) in place.blank and interval.low < threshold)
    }
    for row in place.percentages:
        base = _known_of(params, place, measure(place.names[row][0], params).base, known)
        if base is not None and row in values:
            behind = behind_percentage(values[row], place.decimals[place.names[row][0]], base)
            if close := [each for each in behind if each.low < threshold]:
                found[row] = min(close, key=lambda each: each.size)
    for row, interval in found.items():
        if interval.size < threshold:
            yield Recovered(year, row, " ".join(filter(None, place.names[row])), int(interval.size))


def _places(params: Params, rows: pd.DataFrame) -> Iterator[_Place]:
    """Each area of a year's measures."""
    decimals = percentage_decimals(params, rows)
    for _, part in rows.groupby("area", sort=False):
        counts, blank, percentages, names = {}, [], {}, {}
        for row in each_row(part):
            entry = measure(row.measure, params)
            names[int(row.Index)] = (row.measure, row.category)
            if pd.isna(row.value):
                if entry.protect == "count" and entry.adds_up_to:
                    blank.append(int(row.Index))
            elif entry.protect == "count":
                counts[int(row.Index)] = int(row.value)
            elif entry.protect == "share":
                percentages[int(row.Index)] = float(row.value)
        place = _Place(counts, dict.fromkeys(blank, 0), percentages, names, decimals)
        yield replace(place, blank=_rests(params, place))


def _rests(params: Params, place: _Place) -> dict[int, int]:
    """What is left for the empty cells of breakdowns, by row; all of it for the first of several, which none can tell apart."""
    rests = dict(place.blank)
    for whole, parts in _breakdowns(params, place).items():
        total = place.row_of(whole)
        added = {name: sum(place.counts.get(row, 0) for row in rows) for name, rows in parts.items()}
        most = place.counts[total] if total is not None else max(added.values())
        for name, rows in parts.items():
            if empty := [row for row in rows if row in rests]:
                rests[empty[0]] = max(0, most - added[name])
    return rests


def _marks(params: Params, place: _Place) -> dict[int, Mark]:
    """What is held back in one area and year, by row."""
    disclosure = params.disclosure
    counts = {str(row): value for row, value in {**place.counts, **place.blank}.items()}
    costs = {str(row): _TOTAL_COST for row in place.counts if not place.names[row][1]}
    chosen = suppress(
        counts,
        _relations(params, place),
        disclosure.threshold,
        blank=list(map(str, place.blank)),
        costs=costs,
        rounding=disclosure.rounding or 1,
    )
    marks: dict[int, Mark] = {int(key): mark for key, mark in chosen.items()}
    known = _known(params, place, marks)
    for row, percent in place.percentages.items():
        entry = measure(place.names[row][0], params)
        base = _known_of(params, place, entry.base, known)
        hidden = place.row_of(entry.base) in marks
        if hidden or (base is not None and _tells_a_small_count(percent, place.decimals[entry.name], base, params)):
            marks[row] = "withheld"
    return marks | _percentages_of_marked_breakdowns(place, marks)


def _known(params: Params, place: _Place, marks: Mapping[int, Mark]) -> dict[str, Interval]:
    """What a reader knows of each count before thinking further."""
    threshold, rounding = params.disclosure.threshold, params.disclosure.rounding or 1
    shown = {str(row): shown_as(value, threshold, rounding) for row, value in place.counts.items() if row not in marks}
    held = {str(row): mark for row, mark in marks.items() if row in place.counts}
    return shown | hidden_as(held, _relations(params, place), threshold) | nothing_known(list(map(str, place.blank)))


def _known_of(params: Params, place: _Place, whole: str, known: Mapping[str, Interval]) -> Interval | None:
    """What a reader knows of a total: of its own figure, or of the breakdown that tells most; None where that is no bound."""
    total = place.row_of(whole)
    if total is not None:
        found = [known[str(total)]]
    else:
        sides = [[known[str(row)] for row in rows] for rows in _breakdowns(params, place).get(whole, {}).values()]
        found = [Interval(sum(each.low for each in side), sum(each.high for each in side)) for side in sides]
    return min((each for each in found if each.high < inf), key=lambda each: each.size, default=None)


def _percentages_of_marked_breakdowns(place: _Place, marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """All percentages of a breakdown of which any is held back, or any count: the others would give it away."""
    parts: dict[str, list[int]] = {}
    for row, (name, category) in place.names.items():
        if category:
            parts.setdefault(name.removesuffix("_pct"), []).append(row)
    told = [rows for rows in parts.values() if any(row in marks for row in rows)]
    return {row: "withheld" for rows in told for row in rows if row in place.percentages}


def _tells_a_small_count(percent: float, decimals: int, base: Interval, params: Params) -> bool:
    """Whether a percentage, printed beside its base, tells of a small count that has or has not what it is a share of."""
    threshold = params.disclosure.threshold
    behind = behind_percentage(float(rounded(percent, decimals)), decimals, base)
    return any(each.low < threshold and each.size < threshold for each in behind)


def _breakdowns(params: Params, place: _Place) -> dict[str, dict[str, list[int]]]:
    """The rows of each breakdown, by what it adds up to and by its name; those whose cell is empty are among them."""
    found: dict[str, dict[str, list[int]]] = {}
    for row in sorted((*place.counts, *place.blank)):
        name, category = place.names[row]
        whole = measure(name, params).adds_up_to
        if category and whole:
            found.setdefault(whole, {}).setdefault(name, []).append(row)
    return found


def _relations(params: Params, place: _Place) -> list[Relation]:
    """How the counts of an area and year hang together: what breakdowns add up to.

    Where a breakdown does not quite add up to what it should, a reader is taken to know by how much.
    """
    counts = {**place.counts, **place.blank}
    relations = []
    for whole, parts in _breakdowns(params, place).items():
        total = place.row_of(whole)
        sides = [*([[total]] if total is not None else []), *parts.values()]
        for one, other in pairwise(sides):
            difference = sum(counts[row] for row in other) - sum(counts[row] for row in one)
            relations.append(added_up(list(map(str, other)), list(map(str, one)), difference))
    return relations
