"""Categories of the year before that the year's figures lack: a report lists those of its year, so they are printed nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.base.slugs import slug
from sabreport.tables.extract import Extract, each_row
from sabreport.wording.lists import listed

_LIKE = 0.8
"""How alike two categories are of which one may be a slip for the other."""
_REMEDY = (
    "Where a category has another name now, write it alike in both years. Where there was none of it this year, add its row with "
    "0, or with [x] if it is not known."
)


def dropped_categories(project: Project, measures_by_year: Mapping[int, Extract]) -> Iterator[Problem]:
    """One remark for each breakdown of an area of which last year's extract has categories that this year's has not.

    It names no figure, for some may be held back.
    """
    now, before = (measures_by_year.get(year) for year in (project.year, project.year - 1))
    if now is None or before is None:
        return
    here = {(row.area, row.measure, slug(row.category)) for row in each_row(now.rows)}
    fresh = _fresh(now, before)
    gone: dict[tuple[str, str], dict[int, str]] = {}
    for row in each_row(before.rows[before.rows["value"].notna()]):
        if row.category and (row.area, row.measure, slug(row.category)) not in here:
            gone.setdefault((row.area, row.measure), {})[int(row.Index)] = row.category
    for (area, measure), categories in gone.items():
        first, *others = categories
        named = listed([f'"{category}"' for category in categories.values()])
        what = (
            f"{now.path.name} of {project.label} has no row for {named} ({measure} of {area}), so what stands here is not printed"
        )
        remedy = "".join(_meant(category, fresh.get((area, measure), {})) for category in categories.values())
        yield Problem(before.path, first, "category", what, f"{remedy}{_REMEDY}", also=tuple(others))


def _fresh(now: Extract, before: Extract) -> dict[tuple[str, str], dict[str, int]]:
    """The categories that the year before has not, each with its row, by area and measure."""
    had = {(row.area, row.measure, slug(row.category)) for row in each_row(before.rows)}
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in each_row(now.rows):
        if row.category and (row.area, row.measure, slug(row.category)) not in had:
            found.setdefault((row.area, row.measure), {})[row.category] = int(row.Index)
    return found


def _meant(category: str, fresh: Mapping[str, int]) -> str:
    """A sentence that names the new category which may be a slip for one of the year before; empty where none may."""
    near = get_close_matches(category, fresh, n=1, cutoff=_LIKE)
    return f'Row {fresh[near[0]]} has "{near[0]}" this year: did you mean "{category}"? ' if near else ""
