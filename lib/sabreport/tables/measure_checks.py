"""What the figures of measures.csv must be, and which of them do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import floor
from pathlib import Path

import pandas as pd

from sabreport.base.errors import Problem, did_you_mean
from sabreport.report_kinds.catalogue import Measure, measure_names
from sabreport.settings.measures import measure
from sabreport.settings.params import Params
from sabreport.tables.cells import is_placeholder
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.marks import marks_of
from sabreport.tables.meant import alike
from sabreport.tables.typed_checks import is_whole, sums
from sabreport.tables.unread import nearest_of
from sabreport.wording.numbers import decimals_given, format_number, plain, rounded


def not_a_count(value: float) -> str:
    """What keeps a number from being a count, as a clause; empty where nothing does."""
    if value < 0:
        return f"{plain(value)} is negative"
    return "" if value == int(value) else f"{plain(value)} is not a whole number"


def check_measures(extract: Extract, params: Params) -> Iterator[Problem]:
    """Areas, measures and categories are known; counts are whole and not negative; percentages lie in 0 to 100."""
    areas = [area.id for area in params.areas]
    entries = {name: measure(name, params) for name in set(measure_names()) & set(extract.rows["measure"])}
    for row in each_row(extract.rows):
        number, value = int(row.Index), float(row.value)
        if row.area and row.area not in areas:
            what = f'"{row.area}" is not an area of this board'
            yield Problem(extract.path, number, "area", what, did_you_mean(row.area, areas))
        if not row.measure:
            continue
        if row.measure not in entries:
            yield _without_entry(extract.path, number, row.measure, params)
            continue
        entry = entries[row.measure]
        yield from _check_category(extract, number, entry, row.category)
        if pd.isna(value):
            continue
        if entry.unit == "percent" and not 0 <= value <= 100:
            what = f"{plain(value)} is not a percentage"
            yield Problem(extract.path, number, "value", what, "Write a number from 0 to 100 (54 for 54%).")
        if entry.unit != "percent" and (what := not_a_count(value)):
            yield Problem(extract.path, number, "value", what, "Write a whole number, 0 or more.")


def _without_entry(path: Path, number: int, name: str, params: Params) -> Problem:
    """That a measure is none that a file may hold: there is no such, or the kit works it out, whose name or label is told."""
    derived = [measure(each, params) for each in measure_names(supplied=False) if each not in measure_names()]
    own = next((each for each in derived if alike(name) in (alike(each.name), alike(each.label))), None)
    if own is not None:
        what = f'"{name}" is worked out by the kit ({own.formula})'
        return Problem(path, number, "measure", what, "Delete the row.")
    return Problem(path, number, "measure", f'there is no measure "{name}"', _measure_meant(name, params))


def _measure_meant(name: str, params: Params) -> str:
    """The measure that a name most likely stands for, by its id or its label, or where all are listed."""
    entries = [measure(each, params) for each in measure_names()]
    spellings = {alike(spelling): each.name for each in entries for spelling in (each.label, each.name)}
    found = nearest_of(name, spellings) or next((spellings[each] for each in get_close_matches(alike(name), spellings, n=1)), "")
    meant = f'Did you mean "{found}"? ' if found else ""
    return f"{meant}docs/data_dictionary.md lists them all with their labels."


def _check_category(extract: Extract, number: int, entry: Measure, category: str) -> Iterator[Problem]:
    """A category stands where the measure has them, and is one of them."""
    if is_placeholder(category):
        return  # `sabreport.tables.schemas` tells of it
    if category and not entry.has_categories:
        what = f'{entry.name} has no categories, and this says "{category}"'
        yield Problem(extract.path, number, "category", what, "Leave the cell empty.")
    if not category and entry.has_categories:
        what = f"{entry.name} needs a category"
        remedy = f"Use one of: {', '.join(entry.categories)}." if entry.categories else "Name the part that the row counts."
        yield Problem(extract.path, number, "category", what, remedy)
    if entry.has_categories and not entry.categories and is_whole(category):
        what = f'"{category}" looks like a total of the other categories of {entry.name}'
        yield Problem(extract.path, number, "category", what, "Delete the row: a breakdown holds its parts alone.")
    if category and entry.categories and category not in entry.categories:
        what = f'"{category}" is not a category of {entry.name}'
        yield Problem(extract.path, number, "category", what, _category_meant(category, entry.categories))


def _category_meant(category: str, known: Sequence[str]) -> str:
    """The category that one most likely stands for, which begins as it does if any does; and all of them."""
    begun = [each for each in known if alike(each).startswith(f"{alike(category)} ")]
    meant = f'Did you mean "{begun[0]}"? ' if len(begun) == 1 else ""
    near = get_close_matches(alike(category), [alike(each) for each in known], n=1, cutoff=0.7)
    if near and not begun:
        meant = f'Did you mean "{next(each for each in known if alike(each) == near[0])}"? '
    return f"{meant}{'Allowed' if meant else 'Use one of'}: {', '.join(known)}."


def check_parts(extract: Extract) -> Iterator[Problem]:
    """No more concerns came from the public than came at all."""
    totals = extract.rows[extract.rows["measure"] == "concerns"].drop_duplicates("area").set_index("area")["value"]
    for row in each_row(extract.rows[extract.rows["measure"] == "concerns_from_public"]):
        total = float(totals.get(row.area, float("nan")))
        if row.value > total:
            what = f"{plain(row.value)} is more than the {plain(total)} concerns of the area"
            yield Problem(extract.path, int(row.Index), "value", what, "Correct one of the two.")


@dataclass(frozen=True)
class _Figure:
    """One figure that is shown, and its row."""

    row: int
    value: float


def measure_warnings(params: Params, published: Extract) -> Iterator[Problem]:
    """Figures of the year that do not go together, or are not there, though each by itself may be right.

    Parameters
    ----------
    published
        The rows as `sabreport.disclosure.publish.publish` leaves them: what is held back is compared with nothing, for what is
        said here stands in checks.json.
    """
    rows = published.rows
    marked = [row for row, _ in marks_of(rows)]
    for row in each_row(rows[rows["value"].isna() & ~rows.index.isin(marked)]):
        if row.suppressed:
            continue
        remedy = "Write [x] if there is none: the report says in either case that it is not available. Otherwise fill it in."
        yield Problem(published.path, int(row.Index), "value", "there is no figure", remedy)
    if params.disclosure.rounding is None:
        yield from sums(replace(published, rows=_breakdowns(params, rows)), in_any_order=True)
    for _, part in rows[rows["value"].notna()].groupby("area", sort=False):
        shown = {(row.measure, row.category): _Figure(int(row.Index), float(row.value)) for row in each_row(part)}
        yield from _conversion(params, published, shown)
        if params.disclosure.rounding is None:  # rounded figures need not go together
            yield from _categories(params, published, shown)
            yield from _shares(params, published, shown)


def _breakdowns(params: Params, rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of every breakdown whose categories a board names itself, and of which each is shown."""
    entries = {name: measure(name, params) for name in set(rows["measure"])}
    of_boards = [name for name, each in entries.items() if each.has_categories and not each.categories and each.unit != "percent"]
    shown = rows["value"].notna().groupby([rows["area"], rows["measure"]]).transform("all")
    return rows[rows["measure"].isin(of_boards) & shown]


def _conversion(params: Params, published: Extract, shown: Mapping[tuple[str, str], _Figure]) -> Iterator[Problem]:
    """More enquiries than concerns, which would be printed as a conversion rate above 100%."""
    names = ["enquiries_s42"] if params.conversion == "s42" else ["enquiries_s42", "enquiries_other"]
    concerns, enquiries = shown.get(("concerns", "")), [shown.get((name, "")) for name in names]
    known = [each for each in enquiries if each is not None]
    total = sum(each.value for each in known)
    if concerns is None or len(known) < len(names) or total <= concerns.value:
        return
    rate = f": a conversion rate of {format_number(100 * total / concerns.value, 'percent')}" if concerns.value else ""
    what = f"{plain(total)} enquiries ({' and '.join(names)}) are more than the {plain(concerns.value)} concerns of row "
    remedy = "Check both: the report prints the rate. It may be right where enquiries of earlier years' concerns were begun."
    yield Problem(published.path, known[0].row, "value", f"{what}{concerns.row}{rate}", remedy, also=_rows(known[1:]))


def _categories(params: Params, published: Extract, shown: Mapping[tuple[str, str], _Figure]) -> Iterator[Problem]:
    """Categories that add up to more than the total that is supplied beside them."""
    breakdowns: dict[str, list[_Figure]] = {}
    for (name, category), figure in shown.items():
        if category:
            breakdowns.setdefault(name, []).append(figure)
    for name, parts in breakdowns.items():
        whole = measure(name, params).adds_up_to
        total, added = shown.get((whole, "")), sum(part.value for part in parts)
        if total is not None and added > total.value:
            what = f"the categories of {name} add up to {plain(added)}, more than the {plain(total.value)} of {whole} in row "
            remedy = "Check both. It may be right where a person is in two categories, or had two enquiries."
            yield Problem(published.path, parts[0].row, "value", f"{what}{total.row}", remedy, also=_rows(parts[1:]))


def _shares(params: Params, published: Extract, shown: Mapping[tuple[str, str], _Figure]) -> Iterator[Problem]:
    """Percentages that no whole number of what they are a share of gives."""
    for (name, _), figure in shown.items():
        entry = measure(name, params)
        if entry.unit != "percent":
            continue
        decimals = decimals_given([figure.value], entry.decimals)
        printed = format_number(figure.value, "percent", decimals)
        if 0 < figure.value < 1:
            continue  # `sabreport.tables.typed_checks` tells of it
        if (base := shown.get((entry.base, ""))) is not None and (near := _nearest(figure.value, base.value, decimals)):
            of = f"{plain(base.value)} in row {base.row} ({entry.base})"
            what = f"no whole number out of the {of} is {printed}: {near}"
            remedy = "Check both. It may be right where it is a share of another count, such as enquiries concluded in the year."
            yield Problem(published.path, figure.row, "value", what, remedy)


def _nearest(percent: float, base: float, decimals: int) -> str:
    """The nearest percentages that a base can give; empty where it gives this one."""
    if base == 0:
        return "there were none" if percent else ""
    below = min(floor(percent * base / 100), base - 1)
    if rounded(percent, decimals) in [rounded(100 * count / base, decimals) for count in (below, below + 1)]:
        return ""
    said = [f"{plain(n)} of {plain(base)} is {format_number(100 * n / base, 'percent', decimals)}" for n in (below, below + 1)]
    return ", ".join(said)


def _rows(figures: list[_Figure]) -> tuple[int, ...]:
    return tuple(figure.row for figure in figures)
