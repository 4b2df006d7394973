"""Names in the extracts that come to one id: the facts and headings of two would be taken for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sabreport.base.errors import Problem
from sabreport.base.slugs import slug
from sabreport.report_kinds.columns import extract_called
from sabreport.tables.extract import Extract, each_row

_ACROSS_FILES = "priority"
"""What goes on from this year's plan to the aims and the plan for the next one."""


@dataclass(frozen=True)
class Named:
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
        yield from _alike(named_cells("measures", extract))
    plan = [] if next_plan is None else [("priorities", next_plan)]
    elsewhere = ["measures", *(["sar_findings"] if "sars" in by_name else [])]  # a finding names a review of sars.csv
    others = [(name, extract) for name, extract in by_name.items() if name not in elsewhere]
    goes_on = []
    for name, extract in [*others, *plan]:
        found = list(named_cells(name, extract))
        goes_on += [each for each in found if each.column == _ACROSS_FILES]
        yield from _alike(each for each in found if each.column != _ACROSS_FILES)
        yield from _unsteady(name, extract)
    yield from _alike(goes_on)


def named_cells(name: str, extract: Extract) -> Iterator[Named]:
    """Each filled cell of an extract that becomes an id."""
    for column, within in extract_called(name).ids.items():
        for row in each_row(extract.rows):
            written = str(getattr(row, column))
            if written:
                around = tuple(str(getattr(row, each)) for each in within)
                yield Named(extract, int(row.Index), column, written, (column, *around))


def _alike(cells: Iterable[Named]) -> Iterator[Problem]:
    """Names that differ only in marks: they would be one fact or heading. The usual spelling is taken."""
    together: dict[tuple[str, ...], list[Named]] = {}
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
                where = f"row {other.row}" if other.extract is each.extract else place_of(other)
                what = f'"{each.written}" cannot be told from "{other.written}" of {where}'
                remedy = "Write both alike if they are the same; else tell them apart by words, not only by marks or letter case."
                yield Problem(each.extract.path, each.row, each.column, what, remedy)


def place_of(named: Named) -> str:
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
