"""Dates of the extracts against the year of the report: which side of it they are on, and what that keeps out of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from sabreport.base.dates import when
from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.tables.extract import Extract, each_row

_REVIEWS = "sars"


def as_known(row: Any, column: str) -> str:
    """A date as far as it is known; a day as it stands in the file."""
    first, last = getattr(row, column).date(), getattr(row, f"{column}_last").date()
    return str(first) if first == last else when(first, last)


def check_year_of_reviews(project: Project, by_name: Mapping[str, Extract]) -> list[Problem]:
    """A date of a review that is not known to the day still tells whether it was before, in or after the year."""
    if _REVIEWS not in by_name:
        return []
    extract, problems = by_name[_REVIEWS], []
    remedy = (
        f"Write the month, as {project.year - 1}-04, or months that are in the year, as {project.year - 1}-04/{project.year}-03."
    )
    for row in each_row(extract.rows):
        for column in ("commissioned", "concluded", "published"):
            first, last = getattr(row, column), getattr(row, f"{column}_last")
            for edge in (pd.Timestamp(project.first_day), pd.Timestamp(project.last_day) + pd.Timedelta(days=1)):
                if pd.notna(first) and first < edge <= last:
                    side = "before" if edge.year < project.year else "after"
                    what = f"{as_known(row, column)} may be in {project.label} or {side} it"
                    problems.append(Problem(extract.path, int(row.Index), column, what, remedy))
    return problems


def not_of_later_years(project: Project, reviews: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that each name a review, but for those whose review was begun after the year: the report has neither."""
    return rows[~rows.sar.isin(reviews.sar[reviews.commissioned > pd.Timestamp(project.last_day)])]


def year_warnings(project: Project, by_name: Mapping[str, Extract]) -> Iterator[Problem]:
    """Dates outside the year: of events, and of reviews that the report leaves out or counts as ongoing by them."""
    first, last = pd.Timestamp(project.first_day), pd.Timestamp(project.last_day)
    if "training" in by_name:
        extract = by_name["training"]
        for row in each_row(extract.rows):
            if row.date_last < first or row.date > last:
                what = f"{as_known(row, 'date')} is outside {project.label}, and the event is counted and printed like the others"
                yield Problem(extract.path, int(row.Index), "date", what, "Correct the date, or delete the row.")
    if _REVIEWS in by_name:
        extract = by_name[_REVIEWS]
        with_findings = set(by_name["sar_findings"].rows["sar"]) if "sar_findings" in by_name else set()
        for row in each_row(extract.rows):
            yield from _warnings_of_review(project, extract, row, has_findings=row.sar in with_findings)


def _warnings_of_review(project: Project, extract: Extract, row: Any, *, has_findings: bool) -> Iterator[Problem]:
    """That a review is none of the year's, or that it is counted as ongoing although the extract has a later date."""
    first, last, number = pd.Timestamp(project.first_day), pd.Timestamp(project.last_day), int(row.Index)
    if row.commissioned > last:
        what = f"{as_known(row, 'commissioned')} is after {project.label}, so the report neither counts nor lists this review"
        what += ", and leaves out its findings" if has_findings else ""
        remedy = "Correct the date if it is wrong. Otherwise it belongs to a later report."
        yield Problem(extract.path, number, "commissioned", what, remedy)
    elif row.concluded_last < first and not has_findings:
        published = f", although it was published in {project.label}" if first <= row.published <= last else ""
        what = (
            f"{as_known(row, 'concluded')} is before {project.label}, and sar_findings.csv has no row of this review, so it is "
        )
        what += f"not printed{published}"
        remedy = "Correct the date if it is wrong. Otherwise tell of the review in the chapter's text, or delete the row."
        yield Problem(extract.path, number, "concluded", what, remedy)
    elif row.concluded > last:
        what = (
            f"{as_known(row, 'concluded')} is after {project.label}, so the review counts as ongoing on {last.day} {last:%B %Y}"
        )
        yield Problem(extract.path, number, "concluded", what, "Check the date. It is printed beside that.")
