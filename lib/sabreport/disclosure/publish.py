"""Disclosure control: the one place where counts that could identify a person are held back, before they become facts.

It works on each area and year by itself, so that a number held back in one year's report is held back in the next one's
too, whatever else has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

import pandas as pd

from sabreport.base.interval import NOTHING, Interval
from sabreport.disclosure.suppression import (
    Mark,
    Relation,
    added_up,
    behind_percentage,
    deduced,
    exposed,
    freedom,
    hidden_as,
    round_to,
    shown_as,
    suppress,
)
from sabreport.settings.measures import measure, percentage_decimals
from sabreport.settings.params import Params
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.marks import SourceMark, marks_of
from sabreport.wording.numbers import SUPPRESSED, rounded

_TOTAL_COST = 10
"""How many counts of a breakdown the loss of a total is worth, for rates and shares go with it."""


@dataclass(frozen=True)
class _Place:
    """The measures of one area in one year, as supplied; values by row.

    Parameters
    ----------
    unknown
        Rows of counts without their number, because the board left the cell of a breakdown empty or because the number is held
        back at source: what is known of each.
    guessed
        What each of those would be by all others, of several the first.
    at_source
        All rows of which the number is held back at source, counts or not.
    """

    counts: Mapping[int, int]
    unknown: Mapping[int, Interval]
    guessed: Mapping[int, int]
    at_source: Collection[int]
    percentages: Mapping[int, float]
    names: Mapping[int, tuple[str, str]]
    decimals: Mapping[str, int]
    """How many decimals each percentage is printed with, by measure."""

    def row_of(self, name: str) -> int | None:
        """The row of a measure without categories; None where it is not supplied."""
        return next((row for row in (*self.counts, *self.unknown) if self.names[row] == (name, "")), None)

    @property
    def blank(self) -> list[int]:
        """Rows of which nothing was said, not even that the number is held back."""
        return [row for row in self.unknown if row not in self.at_source]


@dataclass(frozen=True)
class Recovered:
    """A number that is held back and that a reader can work out too closely, from all that is shown."""

    year: int
    row: int
    what: str
    possible: int


def publish(params: Params, supplied: Tables) -> Tables:
    """The extracts as they may be published: what notebooks, facts and every document are made from.

    The rows of measures.csv gain a column ``suppressed``: ``below`` or ``withheld`` where the value is held back, ``source``
    where it was held back before it came, and empty elsewhere. Other counts are rounded where the params say so. Disclosure
    control that is off changes no value.
    """
    by_year = {year: Extract(each.path, _published(params, each.rows)) for year, each in supplied.measures_by_year.items()}
    by_name = {
        name: by_year[max(by_year)] if name == "measures" and by_year else extract for name, extract in supplied.by_name.items()
    }
    return replace(supplied, measures_by_year=by_year, by_name=by_name)


def published_unprotected(supplied: Tables) -> Tables:
    """The extracts as they would be published with disclosure control off, for gates to compare with."""
    by_year = {year: Extract(each.path, _marked_at_source(each.rows)) for year, each in supplied.measures_by_year.items()}
    return replace(supplied, measures_by_year=by_year)


def _marked_at_source(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a column that says what is held back at source."""
    held = [row for row, mark in marks_of(rows) if mark.kind == "held"]
    return rows.assign(suppressed=["source" if row in held else "" for row in rows.index])


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
    published = _marked_at_source(rows)
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
    agrees with the counts and percentages shown. The count behind a percentage is judged like a count of its own. With
    disclosure control off, all that is judged is what was held back at source.
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
            found = exposed(_known(params, place, small), _relations(params, place), threshold)
            yield from ((year, int(key)) for key in found if int(key) in place.blank)


def _recovered_of(params: Params, place: _Place, year: int, shown: pd.DataFrame) -> Iterator[Recovered]:
    threshold = params.disclosure.threshold
    values = {int(row.Index): float(row.value) for row in each_row(shown) if pd.notna(row.value)}
    held = {int(row.Index): row.suppressed for row in each_row(shown)}
    marks: dict[int, Mark] = {row: held[row] for row in place.counts if held[row]}
    if not params.disclosure.enabled:  # each count is shown as it is
        params = params.model_copy(update={"disclosure": params.disclosure.model_copy(update={"threshold": 0})})
        place = replace(place, percentages={})
    known, relations = _known(params, place, marks), _relations(params, place)
    found = {
        int(key): interval
        for key, interval in deduced(known, relations).items()
        if int(key) in (*marks, *place.at_source) or (int(key) in place.blank and interval.low < threshold)
    }
    unknown = {str(row): interval for row, interval in place.unknown.items()}
    needed = freedom(unknown, known, relations, threshold)
    for row in place.percentages:
        base = _known_of(params, place, measure(place.names[row][0], params).base, known)
        if base is not None and row in values:
            behind = behind_percentage(values[row], place.decimals[place.names[row][0]], base)
            if close := [each for each in behind if each.low < threshold]:
                found[row] = min(close, key=lambda each: each.size)
    for row, interval in found.items():
        if interval.size < needed.get(str(row), threshold):
            yield Recovered(year, row, " ".join(filter(None, place.names[row])), int(interval.size))


def _places(params: Params, rows: pd.DataFrame) -> Iterator[_Place]:
    """Each area of a year's measures."""
    decimals = percentage_decimals(params, rows)
    for _, part in rows.groupby("area", sort=False):
        held = {row: _bounds(params, mark) for row, mark in marks_of(part) if mark.kind == "held"}
        counts, unknown, percentages, names = {}, {}, {}, {}
        for row in each_row(part):
            entry, number = measure(row.measure, params), int(row.Index)
            names[number] = (row.measure, row.category)
            if pd.isna(row.value):
                if entry.protect == "count" and (entry.adds_up_to or number in held):
                    unknown[number] = held.get(number, NOTHING)
            elif entry.protect == "count":
                counts[int(row.Index)] = int(row.value)
            elif entry.protect == "share":
                percentages[int(row.Index)] = float(row.value)
        place = _Place(counts, unknown, {}, held, percentages, names, decimals)
        yield replace(place, guessed=_guessed(params, place))


def _bounds(params: Params, mark: SourceMark) -> Interval:
    """What a mark at source says that a count may be."""
    low = 1 if params.disclosure.source_shows_zero and mark.bounds.high > 1 and mark.bounds != NOTHING else 0
    return replace(mark.bounds, low=max(low, mark.bounds.low))


def _guessed(params: Params, place: _Place) -> dict[int, int]:
    """What is left for the counts without their number, by row: as much as may be for the first of several, and so on."""
    guessed = {row: interval.low for row, interval in place.unknown.items()}
    for whole, parts in _breakdowns(params, place).items():
        total = place.row_of(whole)
        added = {name: sum(place.counts.get(row, 0) + guessed.get(row, 0) for row in rows) for name, rows in parts.items()}
        most = place.counts.get(total, max(added.values())) if total is not None else max(added.values())
        if total in guessed:
            guessed[total] = most = int(min(max(most, guessed[total]), place.unknown[total].high))
        for name, rows in parts.items():
            left = max(0, most - added[name])
            for row in (each for each in rows if each in guessed):
                taken = int(min(left, place.unknown[row].high - guessed[row]))
                guessed[row] += taken
                left -= taken
    return guessed


def _marks(params: Params, place: _Place) -> dict[int, Mark]:
    """What is held back in one area and year, by row."""
    disclosure = params.disclosure
    counts = {str(row): value for row, value in {**place.counts, **place.guessed}.items()}
    costs = {str(row): _TOTAL_COST for row in place.counts if not place.names[row][1]}
    at_source = {str(row): interval for row, interval in place.unknown.items() if row in place.at_source}
    chosen = suppress(
        counts,
        _relations(params, place),
        disclosure.threshold,
        blank=list(map(str, place.blank)),
        held=at_source,
        costs=costs,
        rounding=disclosure.rounding or 1,
    )
    marks: dict[int, Mark] = {int(key): mark for key, mark in chosen.items()}
    known = _known(params, place, marks)
    for row, percent in place.percentages.items():
        entry = measure(place.names[row][0], params)
        base = _known_of(params, place, entry.base, known)
        hidden = place.row_of(entry.base) in (*marks, *place.at_source)
        if hidden or (base is not None and _tells_a_small_count(percent, place.decimals[entry.name], base, params)):
            marks[row] = "withheld"
    return marks | _percentages_of_marked_breakdowns(place, marks)


def _known(params: Params, place: _Place, marks: Mapping[int, Mark]) -> dict[str, Interval]:
    """What a reader knows of each count before thinking further."""
    threshold, rounding = params.disclosure.threshold, params.disclosure.rounding or 1
    shown = {str(row): shown_as(value, threshold, rounding) for row, value in place.counts.items() if row not in marks}
    held = {str(row): mark for row, mark in marks.items() if row in place.counts}
    unknown = {str(row): interval for row, interval in place.unknown.items()}
    return shown | unknown | hidden_as(held, _relations(params, place), threshold, unknown)


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
    told = [rows for rows in parts.values() if any(row in marks or row in place.at_source for row in rows)]
    return {row: "withheld" for rows in told for row in rows if row in place.percentages}


def _tells_a_small_count(percent: float, decimals: int, base: Interval, params: Params) -> bool:
    """Whether a percentage, printed beside its base, tells of a small count that has or has not what it is a share of."""
    threshold = params.disclosure.threshold
    behind = behind_percentage(float(rounded(percent, decimals)), decimals, base)
    return any(each.low < threshold and each.size < threshold for each in behind)


def _breakdowns(params: Params, place: _Place) -> dict[str, dict[str, list[int]]]:
    """The rows of each breakdown, by what it adds up to and by its name; those without their number are among them."""
    found: dict[str, dict[str, list[int]]] = {}
    for row in sorted((*place.counts, *place.unknown)):
        name, category = place.names[row]
        whole = measure(name, params).adds_up_to
        if category and whole:
            found.setdefault(whole, {}).setdefault(name, []).append(row)
    return found


def _relations(params: Params, place: _Place) -> list[Relation]:
    """How the counts of an area and year hang together: what breakdowns add up to.

    Where a breakdown does not quite add up to what it should, a reader is taken to know by how much.
    """
    counts = {**place.counts, **place.guessed}
    relations = []
    for whole, parts in _breakdowns(params, place).items():
        total = place.row_of(whole)
        sides = [*([[total]] if total is not None else []), *parts.values()]
        for one, other in pairwise(sides):
            difference = sum(counts[row] for row in other) - sum(counts[row] for row in one)
            relations.append(added_up(list(map(str, other)), list(map(str, one)), difference))
    return relations
