"""What programs and people type into a table that is no part of it: totals among the parts, fractions, marks for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from sabreport.base.errors import Problem
from sabreport.report_kinds.catalogue import measure_names
from sabreport.report_kinds.columns import columns_of, extract_called
from sabreport.settings.measures import measure
from sabreport.settings.params import Params
from sabreport.tables.cells import DELETE_IF_NOT_HELD, NOT_HELD, is_placeholder
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.left_over import left_over

_TOTAL = re.compile(r"(?:(?:grand|overall)[ -]?|sub[ -]?)?totals?\b", re.IGNORECASE)
_TOTAL_ALONE = re.compile(
    rf"{_TOTAL.pattern}\W*(?:(?:numbers?|attend\w*|people|staff|events|sessions|of|for|in|all|[0-9]+)\b.*)?", re.IGNORECASE
)
_FACT = re.compile(r"\{\{\s*\w+(?:\.\w+)+[^{}]*\}\}")
_ALL = re.compile(r"all(?: (?:ages|types|categories|groups|locations|sources|people|sexes))?", re.IGNORECASE)


def is_called_total(name: str) -> bool:
    """Whether a name begins as that of a total does: Total income, Sub-total, Grand total."""
    return _TOTAL.match(name) is not None


def is_total(name: str) -> bool:
    """Whether a name is that of a total and of nothing else: Total, Total number attending; not Total Care Ltd.

    Examples
    --------
    >>> [is_total(name) for name in ("Total", "Sub-total:", "Total number attending", "Total Respect training")]
    [True, True, True, False]
    """
    return _TOTAL_ALONE.fullmatch(name) is not None


def is_whole(category: str) -> bool:
    """Whether a category stands for all others: Total, All, All ages."""
    return is_called_total(category) or _ALL.fullmatch(category) is not None


def check_totals(extracts: Iterable[Extract]) -> Iterator[Problem]:
    """No row is itself a total, which would be printed and counted like the others; for measures, see `is_whole`."""
    for extract in extracts:
        name = extract.path.stem
        of_account = name == "finance"
        for column in extract_called(name).ids if name != "measures" else ():
            for row, cell in zip(extract.rows.index, extract.rows[column], strict=True):
                if is_called_total(cell) if of_account else is_total(cell):
                    why = "the kit adds up each side itself" if of_account else "a total is no row of this table"
                    yield Problem(extract.path, int(row), column, f'"{cell}" looks like a total', f"Delete the row: {why}.")


def typed_warnings(params: Params, by_name: Mapping[str, Extract], extracts: Iterable[Extract]) -> Iterator[Problem]:
    """What may be meant, and is more often not; it is judged by what was supplied, and repeats no figure.

    Parameters
    ----------
    by_name
        The extracts of the year.
    extracts
        All whose words are printed: next year's plan is one of them, where it is there already.
    """
    yield from _sums(by_name.get("finance"))
    yield from _parts_of_pence(by_name.get("finance"))
    yield from _fractions(params, by_name.get("measures"))
    for extract in extracts:
        yield from _placeholders(extract)
        yield from _not_held(extract)
        yield from _facts_named(extract)
        yield from _marks_left_over(extract)


def _sums(finance: Extract | None) -> Iterator[Problem]:
    """An item that is as much as all above it on its side."""
    if finance is None:
        return
    above: dict[str, list[float]] = {}
    for row in each_row(finance.rows):
        before = above.setdefault(row.side, [])
        if len(before) > 1 and row.amount and round(sum(before), 2) == round(row.amount, 2):
            what = f'"{row.item}" is as much as all rows of {row.side} above it together, as a total is'
            remedy = "Delete the row if it is their total: the kit adds up each side itself."
            yield Problem(finance.path, int(row.Index), "item", what, remedy)
        before.append(float(row.amount))


def _parts_of_pence(finance: Extract | None) -> Iterator[Problem]:
    """Amounts that are printed rounded, beside a total of what they are."""
    if finance is None:
        return
    for row in each_row(finance.rows[finance.rows["amount"].notna()]):
        if Decimal(str(row.amount)) % Decimal("0.01"):
            what = "the amount has parts of a penny, so the amounts that are printed may not add up to their total"
            yield Problem(finance.path, int(row.Index), "amount", what, "Round it to pence in the source.")


def _not_held(extract: Extract) -> Iterator[Problem]:
    """What its own words say was not held."""
    for column in extract_called(extract.path.stem).held:
        for row, cell in zip(extract.rows.index, extract.rows[column], strict=True):
            if found := NOT_HELD.search(cell):
                what = f'it says "{found[0]}", and it is counted and printed like what was held'
                yield Problem(extract.path, int(row), column, what, DELETE_IF_NOT_HELD)


def _fractions(params: Params, measures: Extract | None) -> Iterator[Problem]:
    """Percentages below one: which they are is not said, for it would tell of a count that is held back."""
    if measures is None:
        return
    names = {name for name in set(measure_names()) & set(measures.rows["measure"]) if measure(name, params).unit == "percent"}
    if any(row.measure in names and 0 < row.value < 1 for row in each_row(measures.rows)):
        what = "a percentage, or more than one, is less than one per cent, as one that is written as a fraction is"
        yield Problem(measures.path, None, "value", what, "Write 76, and not 0.76, if 76% is meant.")


def _facts_named(extract: Extract) -> Iterator[Problem]:
    """Names of facts in double braces, which are filled in within the board's own text alone."""
    for column, about in columns_of(extract.path.stem).items():
        if about.kind != "text" or about.words:
            continue
        for row, cell in zip(extract.rows.index, extract.rows[column], strict=True):
            if found := _FACT.search(cell):
                what = f'"{found[0]}" is printed as it is typed: figures are not filled in within a table'
                remedy = "Type the figure itself, or tell of it in the chapter's text (narrative/), where they are filled in."
                yield Problem(extract.path, int(row), column, what, remedy)


def _marks_left_over(extract: Extract) -> Iterator[Problem]:
    """Marks of the programs that texts come from, and words that point elsewhere, of which it is not certain what they mean."""
    for column, about in columns_of(extract.path.stem).items():
        if about.kind != "text" or about.path:
            continue
        for row, cell in zip(extract.rows.index, extract.rows[column], strict=True):
            for marks, remedy in () if is_placeholder(cell, to_come=True) else left_over(cell):
                yield Problem(extract.path, int(row), column, f"the cell holds {marks}, and is printed as it is typed", remedy)


def _placeholders(extract: Extract) -> Iterator[Problem]:
    """Texts that are printed as they are typed, though they seem to stand for nothing."""
    for column, about in columns_of(extract.path.stem).items():
        if about.kind != "text" or about.words:
            continue
        cells = zip(extract.rows.index, extract.rows[column], strict=True)
        found = [(int(number), cell) for number, cell in cells if is_placeholder(cell, to_come=True)]
        if found:
            (first, _), *others = found
            quoted = ", ".join(dict.fromkeys(f'"{cell}"' for _, cell in found))
            remedy = "Write what belongs there." if about.required else "Leave the cell empty if there is nothing to say yet."
            what = f"{quoted} is printed as it is typed"
            yield Problem(extract.path, first, column, what, remedy, also=tuple(number for number, _ in others))
