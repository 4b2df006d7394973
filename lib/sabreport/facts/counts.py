"""Facts that count what the lists hold: members, deliverables, findings, audits, ratings and next year's aims."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sabreport.base.project import Project
from sabreport.base.slugs import slug
from sabreport.facts.fact import BOARD, Fact, Source, fact_key
from sabreport.settings.params import Params
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import Extract
from sabreport.tables.year_checks import not_of_later_years

_BELOW = ("needs work", "not effective")


def list_facts(project: Project, params: Params, tables: Tables) -> Iterator[Fact]:
    """Counts of the rows of each list, whole and in parts; a part that another has none of counts 0."""
    if "priorities" in tables.by_name:
        yield from _deliverables(project, tables.by_name["priorities"])
    if "sar_findings" in tables.by_name:
        yield from _findings(project, tables.by_name["sar_findings"], tables.rows("sars"))
    if "forward" in tables.by_name:
        forward = tables.by_name["forward"]
        source = Source(project.relative(forward.path), None, "aim")
        aims = forward.rows
        yield from _parts("aims_for_next_year", aims["priority"], aims["aim"].notna(), project.year, source)
    if "audits" in tables.by_name:
        yield from _audits(project, tables.by_name["audits"])
    if "assurance" in tables.by_name:
        yield from _ratings(project, tables.by_name["assurance"])
    yield from _sizes(project, params, tables)


def counted(name: str, value: int, year: int, source: Source, category: str = "") -> Fact:
    """A count of the rows of one file, or of those of a category."""
    key = fact_key(BOARD, name, category, "", year)
    return Fact(key, BOARD, name, category, year, float(value), "count", 0, source, "", ())


def _parts(name: str, group: pd.Series[str], which: pd.Series[bool], year: int, source: Source) -> Iterator[Fact]:
    """How many rows there are of a kind, and how many of them in each group."""
    yield counted(name, int(which.sum()), year, source)
    for category in group.unique():
        yield counted(name, int((which & (group == category)).sum()), year, source, str(category))


def _deliverables(project: Project, extract: Extract) -> Iterator[Fact]:
    """The number of deliverables, and of those in each status; the same for each priority."""
    rows, source = extract.rows, Source(project.relative(extract.path), None, "status")
    yield from _parts("deliverables", rows["priority"], rows["status"].notna(), project.year, source)
    yield from _by_status("deliverables", rows["priority"], rows["status"], project.year, source)


def _findings(project: Project, extract: Extract, reviews: pd.DataFrame) -> Iterator[Fact]:
    """The number of findings, of those acted on, and of those in each status; the same for each review.

    Those of a review that was begun after the year are left out.

    A finding with several actions is one finding. Where they stand in several statuses, it is counted in each.
    """
    path, year = project.relative(extract.path), project.year
    all_rows = not_of_later_years(project, reviews, extract.rows)
    for name, rows in (("findings", all_rows), ("findings_acted_on", all_rows[all_rows["status"] != "declined"])):
        once = rows.drop_duplicates(["sar", "finding"])
        yield from _parts(name, once.sar, once["finding"].notna(), year, Source(path, None, "finding"))
    once = all_rows.drop_duplicates(["sar", "finding", "status"])
    yield from _by_status("findings", once.sar, once["status"], year, Source(path, None, "status"))


def _by_status(name: str, group: pd.Series[str], statuses: pd.Series[str], year: int, source: Source) -> Iterator[Fact]:
    for status in statuses.unique():
        yield from _parts(f"{name}_{_as_name(status)}", group, statuses == status, year, source)


def _audits(project: Project, extract: Extract) -> Iterator[Fact]:
    """The number of audits in each status, and what those that are complete found."""
    rows, path = extract.rows, project.relative(extract.path)
    for status, audits in rows.groupby("status", sort=False)["audit"]:
        yield counted(f"audits_{_as_name(str(status))}", audits.nunique(), project.year, Source(path, None, "status"))
    found = rows[rows["status"] == "complete"]
    if not found.empty:
        yield from _parts("audit_findings", found["audit"], found["finding"].notna(), project.year, Source(path, None, "finding"))


def _ratings(project: Project, extract: Extract) -> Iterator[Fact]:
    """How often each rating was given, by all and by each agency; how many agencies, and how many each standard, fell short."""
    rows, source = extract.rows, Source(project.relative(extract.path), None, "rating")
    below = rows["rating"].isin(_BELOW)
    yield from _parts("ratings", rows["agency"], rows["rating"].notna(), project.year, source)
    for rating in rows["rating"].unique():
        yield from _parts(f"ratings_{_as_name(rating)}", rows["agency"], rows["rating"] == rating, project.year, source)
    yield from _parts("ratings_effective_or_better", rows["agency"], ~below, project.year, source)
    yield from _parts("ratings_below_effective", rows["agency"], below, project.year, source)
    gaps = rows[below]
    yield counted("agencies_with_gaps", gaps["agency"].nunique(), project.year, source)
    for standard, count in gaps["standard"].value_counts(sort=False).items():
        yield counted("gaps", int(count), project.year, source, str(standard))


def _sizes(project: Project, params: Params, tables: Tables) -> Iterator[Fact]:
    """How many areas, members, priorities, audits and the like the board has."""
    board, year = project.relative(project.params_files[1]), project.year
    yield counted("areas", len(params.areas), year, Source(board, None, "areas"))
    yield counted("members", len(params.members), year, Source(board, None, "members"))
    statutory = sum(member.statutory for member in params.members)
    yield counted("statutory_members", statutory, year, Source(board, None, "statutory"))
    yield counted("non_statutory_members", len(params.members) - statutory, year, Source(board, None, "statutory"))
    if tables.statements:
        files = Source(project.relative(project.data / "partners"), None, "files")
        yield counted("statements", len(tables.statements), year, files)
    for extract, column, name in (
        ("priorities", "priority", "priorities"),
        ("forward", "priority", "priorities_for_next_year"),
        ("audits", "audit", "audits"),
        ("assurance", "agency", "agencies"),
        ("assurance", "standard", "standards"),
    ):
        if extract in tables.by_name:
            found = tables.by_name[extract]
            yield counted(name, found.rows[column].nunique(), year, Source(project.relative(found.path), None, column))


def _as_name(status: str) -> str:
    """A status as the name of a measure ends: ``in_progress``."""
    return slug(status).replace("-", "_")
