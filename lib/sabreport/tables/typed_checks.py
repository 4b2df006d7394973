"""What programs and people type into a table that is no part of it: totals among the parts, fractions, marks for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sabreport.base.errors import Problem
from sabreport.report_kinds.catalogue import measure_names
from sabreport.report_kinds.columns import columns_of, extract_called
from sabreport.settings.measures import measure
from sabreport.settings.params import Params
from sabreport.tables.cells import DELETE_IF_NOT_HELD, NOT_HELD, is_placeholder
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.left_over import left_over
from sabreport.tables.thousands import IN_POUNDS, says_thousands

_TOTAL = re.compile(r"(?:(?:grand|overall)[ -]?|sub[ -]?)?totals?\b", re.IGNORECASE)
_TOTAL_ALONE = re.compile(
    rf"{_TOTAL.pattern}\W*(?:(?:numbers?|attend\w*|people|staff|events|sessions|of|for|in|all|[0-9]+)\b.*)?", re.IGNORECASE
)
_FACT = re.compile(r"\{\{\s*\w+(?:\.\w+)+[^{}]*\}\}")
_ALL = re.compile(r"all(?: (?:ages|types|categories|groups|locations|sources|people|sexes))?", re.IGNORECASE)
_OF_ALL = re.compile(
    r"sum(?: total| of .+)?|year[ -]to[ -]date|ytd|(?:total )?number of \w+|annual (?:attendance|figures?|total)"
    r"|overall(?: (?:average|assessment|position|rating|result|score)s?)?|average|mean|median|score"
    r"|(?:board|combined|final|mean|overall|total|weighted)[ -](?:average|mean|rating|score)s?"
    r"|all (?:agencies|areas?|events|items|members|organisations|partners|places|sessions|standards|types)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"\W*of (?:which|whom|these|those)\b", re.IGNORECASE)
_IF_TOTAL = "Delete the row if it is their total, which would be counted beside them."


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


def is_of_all(name: str) -> bool:
    """Whether a name is one that people give to what all rows come to: Overall rating, Year to date; it may be one of its own.

    Examples
    --------
    >>> [is_of_all(name) for name in ("Board average", "Total score:", "All agencies", "Overall effectiveness of plans")]
    [True, True, True, False]
    """
    return _OF_ALL.fullmatch(name.rstrip(" :.*")) is not None


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


def check_pounds(extracts: Iterable[Extract]) -> Iterator[Problem]:
    """No row of an account says that its amount is in thousands, which would be taken for pounds."""
    for extract in extracts:
        about = extract_called(extract.path.stem)
        for column in about.parts if any(cells.pounds for cells in about.columns.values()) else ():
            for row, cell in zip(extract.rows.index, extract.rows[column], strict=True):
                if says_thousands(cell):
                    what = f'"{cell}" says that amounts are in thousands, and the amount is taken for pounds'
                    yield Problem(extract.path, int(row), column, what, IN_POUNDS)


def typed_warnings(params: Params, by_name: Mapping[str, Extract], extracts: Iterable[Extract]) -> Iterator[Problem]:
    """What may be meant, and is more often not; it is judged by what was supplied, and repeats no figure.

    Parameters
    ----------
    by_name
        The extracts of the year.
    extracts
        All whose words are printed: next year's plan is one of them, where it is there already.
    """
    for extract in by_name.values():
        yield from _called_otherwise(extract)
        if extract.path.stem != "measures":  # `sabreport.tables.measure_checks` compares what is published of them
            yield from sums(extract)
    yield from _parts_of_pence(by_name.get("finance"))
    yield from _fractions(params, by_name.get("measures"))
    for extract in extracts:
        yield from _placeholders(extract)
        yield from _not_held(extract)
        yield from _facts_named(extract)
        yield from _marks_left_over(extract)


def _called_otherwise(extract: Extract) -> Iterator[Problem]:
    """Rows whose name is that of all rows together, or of a part of another row."""
    for column in extract_called(extract.path.stem).parts:
        for row, cell in zip(extract.rows.index, extract.rows[column], strict=True):
            if is_of_all(cell):
                what = f'"{cell}" is counted and printed as one more {column}'
                remedy = "Delete the row if it stands for the others together; leave it if it is one of them."
                yield Problem(extract.path, int(row), column, what, remedy)
            elif _OF_WHICH.match(cell):
                what = f'"{cell}" is counted beside the {column} that it is a part of'
                yield Problem(extract.path, int(row), column, what, "Delete the row, or divide the other into all its parts.")


def sums(extract: Extract, *, in_any_order: bool = False) -> Iterator[Problem]:
    """Rows that are as much as all above them, or as all others, of what is added up with them; empty ones count for nothing.

    Parameters
    ----------
    in_any_order
        Whether they are compared with all others alone.
    """
    about = extract_called(extract.path.stem)
    number = next((name for name, cells in about.columns.items() if cells.kind == "number"), "")
    for column, within in about.parts.items() if number else ():
        groups: dict[tuple[str, ...], list[Any]] = {}
        for row in each_row(extract.rows[extract.rows[number].notna()]):
            groups.setdefault(tuple(getattr(row, name) for name in within), []).append(row)
        for key, rows in groups.items():
            values, of = [float(getattr(row, number)) for row in rows], f" of {', '.join(key)}" if key else ""
            for place, row in enumerate(rows):
                name, others = getattr(row, column), values[:place]
                if in_any_order:
                    others = [value for value in (*others, *values[place + 1 :]) if value]
                if is_of_all(name) or not _is_sum(values[place], others):
                    continue
                together = f"all other rows{of}" if in_any_order else f"all rows{of} above it"
                what = f'"{name}" is as much as {together} together, as a total is'
                yield Problem(extract.path, int(row.Index), column, what, _IF_TOTAL)


def _is_sum(value: float, others: Sequence[float]) -> bool:
    """Whether a number is what two or more others come to; nothing is the sum of nothing."""
    return len(others) > 1 and value != 0 and round(sum(others), 2) == round(value, 2)


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
