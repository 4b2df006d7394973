"""What moved a figure that is counted by name, such as by priority: a name that changed, and the cells that hold it now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sabreport.changes.content import Content
from sabreport.tables.rows import Row


@dataclass(frozen=True, order=True)
class Cause:
    """What moved a figure: a cell; a column, where the figure is counted from its rows; or else a file that changed."""

    path: str
    row: int | None
    column: str


@dataclass(frozen=True)
class Named:
    """What moved a figure that is counted by name.

    Parameters
    ----------
    causes
        The cells of the new name; its file alone where they cannot be told.
    anew
        Whether nothing but names changed: as many rows are counted as before.
    """

    causes: frozenset[Cause]
    anew: bool


def named_anew(old: Content, new: Content, changed: Collection[str], rows: Callable[[str], Sequence[Row]]) -> dict[str, Named]:
    """What moved each figure that is counted by name where the names changed, by its key.

    Parameters
    ----------
    changed
        The files that are not as they were.
    rows
        The rows of such a file as the new draft read it; none where they cannot be told any more.
    """
    before, after = (_by_name(content, changed) for content in (old, new))
    found: dict[str, Named] = {}
    for group in before.keys() | after.keys():
        then, now = before.get(group, {}), after.get(group, {})
        gone, come = then.keys() - now.keys() - {""}, now.keys() - then.keys() - {""}
        if not gone | come:
            continue
        path, column = group[0], (now.get("") or then[""])["source"]["column"]
        held = [row for row in rows(path) if come] if come else []
        cells = {Cause(path, row.number, name) for row in held for name, text in row.cells.items() if text.strip() in come}
        whole = [side[""]["value"] for side in (then, now) if "" in side]
        anew = len(whole) == 2 and whole[0] == whole[1] and bool(come)
        causes = cells or {Cause(path, None, "")}
        counted = frozenset(causes if anew else {*causes, Cause(path, None, column)})
        for name in then.keys() | now.keys():
            if name:
                fact = now.get(name) or then[name]
                is_other = name in gone | come
                found[fact["key"]] = Named(frozenset(causes) if is_other else counted, anew)
    return found


def _by_name(content: Content, changed: Collection[str]) -> dict[tuple[str, str, str, int], dict[str, dict[str, Any]]]:
    """Counts of the rows of files that changed: all of a kind under "", and those of each name under that."""
    found: dict[tuple[str, str, str, int], dict[str, dict[str, Any]]] = {}
    for fact in content.facts.values():
        source = fact["source"]
        if source and source["row"] is None and source["path"] in changed:
            group = (source["path"], fact["area"], fact["measure"], fact["year"])
            found.setdefault(group, {})[fact["category"]] = fact
    return found
