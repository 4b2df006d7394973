"""Names in the extracts that come to one id: the facts and headings of two would be taken for one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sabreport.base.errors import Problem
from sabreport.base.slugs import slug
from sabreport.report_kinds.columns import extract_called
from sabreport.settings.params import Params
from sabreport.tables.extract import Extract, each_row

_ACROSS_FILES = "priority"
"""What goes on from this year's plan to the aims and the plan for the next one."""


@dataclass(frozen=True)
class _Named:
    """A cell that becomes an id, and within what."""

    extract: Extract
    row: int
    column: str
    written: str
    within: tuple[str, ...]


def check_names(
    by_name: Mapping[str, Extract], measures_by_year: Mapping[int, Extract], next_plan: Extract | None
) -> Iterator[Problem]:
    """Each name that cannot be told from another, or comes to nothing; and what differs between rows of one name.

    The columns that hold such names are those of `ExtractColumns.ids`. Priorities are compared over all files that have them.
    """
    for extract in measures_by_year.values():
        yield from _alike(_named("measures", extract))
    plan = [] if next_plan is None else [("priorities", next_plan)]
    elsewhere = ["measures", *(["sar_findings"] if "sars" in by_name else [])]  # a finding names a review of sars.csv
    others = [(name, extract) for name, extract in by_name.items() if name not in elsewhere]
    goes_on = []
    for name, extract in [*others, *plan]:
        found = list(_named(name, extract))
        goes_on += [each for each in found if each.column == _ACROSS_FILES]
        yield from _alike(each for each in found if each.column != _ACROSS_FILES)
        yield from _unsteady(name, extract)
    yield from _alike(goes_on)


def _named(name: str, extract: Extract) -> Iterator[_Named]:
    """Each filled cell of an extract that becomes an id."""
    for column, within in extract_called(name).ids.items():
        for row in each_row(extract.rows):
            written = str(getattr(row, column))
            if written:
                around = tuple(str(getattr(row, each)) for each in within)
                yield _Named(extract, int(row.Index), column, written, (column, *around))


def _alike(cells: Iterable[_Named]) -> Iterator[Problem]:
    """Names that differ only in marks: they would be one fact or heading. The usual spelling is taken."""
    together: dict[tuple[str, ...], list[_Named]] = {}
    for each in cells:
        if ident := slug(each.written):
            together.setdefault((*each.within, ident), []).append(each)
        else:
            what = f'"{each.written}" has no letter and no digit'
            yield Problem(each.extract.path, each.row, each.column, what, "Give it a name that has.")
    for alike in together.values():
        usual, _ = Counter(each.written for each in alike).most_common(1)[0]
        other = next(each for each in alike if each.written == usual)
        for each in alike:
            if each.written != usual:
                where = f"row {other.row}" if other.extract is each.extract else _place(other)
                what = f'"{each.written}" cannot be told from "{other.written}" of {where}'
                remedy = "Write both alike if they are the same; else tell them apart by words, not only by marks or letter case."
                yield Problem(each.extract.path, each.row, each.column, what, remedy)


def nearly_alike(params: Params, by_name: Mapping[str, Extract]) -> Iterator[Problem]:
    """Names of the self-assessment that differ from another, or from one of a member's, in "and" for "&" or in marks alone."""
    extract = by_name.get("assurance")
    if extract is None:
        return
    of_members = [
        (name, f"of a member in the params ({member.name})", member.name)
        for member in params.members
        for name in (member.id, member.name, member.short_name)
        if name
    ]
    for column in ("agency", "standard"):
        first = {_bare(name): (name, where, meant) for name, where, meant in reversed(of_members if column == "agency" else [])}
        rows: dict[str, list[int]] = {}
        for number, name in zip(extract.rows.index, extract.rows[column], strict=True):
            rows.setdefault(str(name), []).append(int(number))
        for name, (number, *also) in rows.items():
            other, where, meant = first.setdefault(_bare(name), (name, f"of row {number}", name))
            if name not in (other, meant):
                what = f'"{name}" is nearly "{other}" {where}, and counts as another {column}'
                yield Problem(
                    extract.path, number, column, what, f'Write "{meant}" in all rows if the two are one.', also=tuple(also)
                )


def _bare(name: str) -> str:
    """A name without "and", marks, spaces and capitals."""
    return slug(" ".join(word for word in re.split(r"[\s&+]+", name) if word.lower() != "and")).replace("-", "")


def _place(named: _Named) -> str:
    """Where a name of another file stands: ``row 3 of 2021/priorities.csv``."""
    path = named.extract.path
    return f"row {named.row} of {path.parent.name}/{path.name}"


def _unsteady(name: str, extract: Extract) -> Iterator[Problem]:
    """Cells that should say the same in all rows of one name, and do not."""
    for key, columns in extract_called(name).steady.items():
        for column in columns:
            first: dict[str, tuple[int, str]] = {}
            for row in each_row(extract.rows):
                cell, ident = str(getattr(row, column)), str(getattr(row, key))
                if not cell:
                    continue  # it is at fault, and told so
                number, other = first.setdefault(ident, (int(row.Index), cell))
                if cell != other:
                    what = f'"{cell}" is not the {column} that row {number} has for the same {key}, "{other}"'
                    remedy = f"Write the same {column} in all rows of one {key}."
                    yield Problem(extract.path, int(row.Index), column, what, remedy)
