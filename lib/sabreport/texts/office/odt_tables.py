"""Makes plain the tables of an OpenDocument text, which keep once what stands several times, or over several columns."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FRAME = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"
_REPEATED = {
    f"{_TABLE}table-cell": f"{_TABLE}number-columns-repeated",
    f"{_TABLE}covered-table-cell": f"{_TABLE}number-columns-repeated",
    f"{_TABLE}table-row": f"{_TABLE}number-rows-repeated",
}
_MOST_DIGITS = 9
_MOST_COLUMNS = 250  # of a table that goes on a page
_CELL = f"{_TABLE}table-cell"
_OVER_COLUMNS, _OVER_ROWS = (f"{_TABLE}number-{each}-spanned" for each in ("columns", "rows"))
_GROUPS = tuple(f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))


def repeat_cells(root: Any) -> None:
    """Put every cell and row that is repeated as often as it stands; empty ones at the end of a row or table stand once."""
    for parent in list(root.iter())[::-1] if _has_repeats(root) else ():
        children = list(_with_times(parent))
        for child, times in children:
            if child.tag in _REPEATED:
                child.attrib.pop(_REPEATED[child.tag], None)
            place = list(parent).index(child)
            for _ in range(times - 1):
                parent.insert(place, deepcopy(child))


def added_by_repeats(root: Any) -> int:
    """How many marks and characters `repeat_cells` would add."""
    return _size(root, repeated=True) - _size(root, repeated=False) if _has_repeats(root) else 0


def _has_repeats(root: Any) -> bool:
    return any(attribute in each.attrib for tag, attribute in _REPEATED.items() for each in root.iter(tag))


def _size(element: Any, *, repeated: bool) -> int:
    size = 1 + len(element.text or "")
    for child, times in _with_times(element):
        size += (times if repeated else 1) * (_size(child, repeated=repeated) + len(child.tail or ""))
    return size


def _with_times(parent: Any) -> Iterator[tuple[Any, int]]:
    """The children of an element, each with how often it stands."""
    children = list(parent)
    filled = [nth for nth, child in enumerate(children) if child.tag in _REPEATED and holds(child)]
    last = filled[-1] if filled else -1
    for nth, child in enumerate(children):
        given = child.get(_REPEATED[child.tag], "1") if child.tag in _REPEATED else "1"
        if nth > last or not given.isdecimal():
            yield child, 1
        else:
            yield child, max(1, int(given[:_MOST_DIGITS]))


def holds(element: Any) -> bool:
    """Whether there is anything to see in a cell or row."""
    return next(element.iter(_FRAME), None) is not None or bool("".join(element.itertext()).strip())


def widen_tables(root: Any) -> None:
    """Write cells over several columns as cells with empty ones after them, in a row of each table that has no whole row.

    Pandoc takes the row with most cells for the number of columns, and leaves out what does not fit in.
    """
    for table in root.iter(f"{_TABLE}table"):
        rows = [[cell for cell in row if cell.tag == _CELL] for row in rows_of(table)]
        most = max(map(len, rows), default=0)
        width = max((sum(map(_columns, row)) for row in rows), default=0)
        if 1 < most < width <= _MOST_COLUMNS:
            whole = [row for row in rows if sum(map(_columns, row)) == width]  # in which nothing from above stands
            for cell in max(whole, key=len):
                _spread(cell)


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table in order, without those of tables in its cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from rows_of(child)


def _columns(cell: Any) -> int:
    given = cell.get(_OVER_COLUMNS, "1")
    return max(1, int(given)) if given.isdecimal() and len(given) <= _MOST_DIGITS else 1


def _spread(cell: Any) -> None:
    """Put empty cells, over as many rows, in place of the columns after its first that a cell stands in."""
    rows, row, place = cell.get(_OVER_ROWS), cell.getparent(), cell.getparent().index(cell) + 1
    for _ in range(_columns(cell) - 1):
        row.insert(place, row.makeelement(_CELL, {_OVER_ROWS: rows} if rows else {}))
    cell.attrib.pop(_OVER_COLUMNS, None)
