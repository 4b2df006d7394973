"""What must agree between the files of a board and with its params, and what a reader should know of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pandas as pd

from sabreport.base.errors import Problem, did_you_mean
from sabreport.base.project import Project
from sabreport.report_kinds.catalogue import measure_names
from sabreport.report_kinds.chapters import chapter_ids
from sabreport.settings.measures import measure
from sabreport.settings.params import Params, find_line
from sabreport.tables.board_tables import Tables
from sabreport.tables.cells import is_placeholder
from sabreport.tables.dropped import dropped_categories
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.measure_checks import check_measures, check_parts, not_a_count
from sabreport.tables.names import check_names
from sabreport.tables.near_names import nearly_alike
from sabreport.tables.source_paths import check_sources
from sabreport.tables.typed_checks import check_pounds, check_totals, typed_warnings
from sabreport.tables.unread import member_meant
from sabreport.tables.year_checks import as_known, check_year_of_reviews, year_warnings
from sabreport.wording.numbers import decimals_of_pounds, format_number, plain


def cross_checks(project: Project, params: Params, tables: Tables, missing: Collection[Path]) -> Iterator[Problem]:
    """Every disagreement between files, or between a file and the params; a cell that is empty is not looked up.

    Parameters
    ----------
    missing
        Files of which it is told anyhow that they are missing.
    """
    by_name = tables.by_name
    for extract in tables.measures_by_year.values():
        yield from check_measures(extract, params)
        yield from check_parts(extract)
    yield from check_names(by_name, tables.measures_by_year, tables.next_plan)
    yield from _check_training(by_name)
    yield from _check_findings(by_name)
    yield from _check_reviews(by_name)
    yield from check_year_of_reviews(project, by_name)
    yield from _check_reported(by_name)
    yield from _check_finance(by_name)
    yield from check_totals(_printed(tables))
    yield from check_pounds(_printed(tables))
    yield from _check_members(params, tables.statements)
    yield from _check_narrative(project, params, tables.narrative)
    yield from _check_targets(project, params)
    yield from check_sources(by_name.get("sources"), missing)


def cross_warnings(project: Project, params: Params, tables: Tables) -> tuple[Problem, ...]:
    """What may be meant and should be looked at: an account that does not balance, a date outside the year."""
    return (
        *_balance_warning(tables.by_name),
        *year_warnings(project, tables.by_name),
        *dropped_categories(project, tables.measures_by_year),
        *nearly_alike(params, tables.by_name, tables.next_plan),
        *typed_warnings(params, tables.by_name, _printed(tables)),
    )


def _printed(tables: Tables) -> list[Extract]:
    """The extracts of the year and next year's plan, where it is there already."""
    return [*tables.by_name.values(), *([] if tables.next_plan is None else [tables.next_plan])]


def _check_training(by_name: Mapping[str, Extract]) -> list[Problem]:
    """Attendance is a count of people."""
    if "training" not in by_name:
        return []
    extract = by_name["training"]
    return [
        Problem(extract.path, int(row.Index), "attendance", what, "Write a whole number, 0 or more.")
        for row in each_row(extract.rows[extract.rows["attendance"].notna()])
        if (what := not_a_count(row.attendance))
    ]


def _check_findings(by_name: Mapping[str, Extract]) -> list[Problem]:
    """Each finding belongs to a review of sars.csv; a declined one says why; any other says what is done."""
    if "sar_findings" not in by_name:
        return []
    extract, problems = by_name["sar_findings"], []
    reviews = list(by_name["sars"].rows["sar"]) if "sars" in by_name else None
    for row in each_row(extract.rows):
        number = int(row.Index)
        if reviews is not None and row.sar and row.sar not in reviews:
            what = f'there is no review "{row.sar}" in sars.csv'
            problems.append(Problem(extract.path, number, "sar", what, did_you_mean(row.sar, reviews)))
        if row.status == "declined" and (not row.reason or is_placeholder(row.reason)):
            what = "the finding is declined and no reason is given"
            problems.append(Problem(extract.path, number, "reason", what, "Give the reason: the Act requires it in the report."))
        if row.status and row.status != "declined" and (not row.action or is_placeholder(row.action)):
            what = f"the finding has no action and its status is {row.status}"
            problems.append(
                Problem(extract.path, number, "action", what, "Say what is being done, or mark it declined with a reason.")
            )
    return problems


def _check_reviews(by_name: Mapping[str, Extract]) -> list[Problem]:
    """Dates of a review follow each other: commissioned, concluded, published."""
    if "sars" not in by_name:
        return []
    extract, problems = by_name["sars"], []
    for row in each_row(extract.rows):
        for earlier, later in (("commissioned", "concluded"), ("concluded", "published")):
            before, after = getattr(row, earlier), getattr(row, f"{later}_last")
            if pd.isna(before) and (earlier == "commissioned" or not getattr(row, f"{earlier}_empty")):
                continue  # the cell itself is at fault and is reported as such
            if pd.notna(after) and (pd.isna(before) or after < before):
                then = as_known(row, earlier) if pd.notna(before) else "empty"
                what = f"{as_known(row, later)} comes before {earlier} ({then})"
                problems.append(Problem(extract.path, int(row.Index), later, what, "Correct one of the two dates."))
    return problems


def _check_reported(by_name: Mapping[str, Extract]) -> list[Problem]:
    """A deliverable of which nothing is reported has no progress."""
    if "priorities" not in by_name:
        return []
    extract = by_name["priorities"]
    what = 'the status is "not reported" and progress is not empty'
    remedy = "Give the status that the progress tells of, or empty the cell."
    return [
        Problem(extract.path, int(row.Index), "progress", what, remedy)
        for row in each_row(extract.rows)
        if row.status == "not reported" and row.progress
    ]


def _check_finance(by_name: Mapping[str, Extract]) -> list[Problem]:
    """No amount is negative."""
    if "finance" not in by_name:
        return []
    extract = by_name["finance"]
    remedy = "Write it as an item of the other side."
    return [
        Problem(extract.path, int(row.Index), "amount", f"{plain(row.amount)} is negative", remedy)
        for row in each_row(extract.rows)
        if row.amount < 0
    ]


def _check_members(params: Params, statements: Mapping[str, Path]) -> list[Problem]:
    """Each statement is named by the id of a member, and that member is not one that sends none."""
    members = [member.id for member in params.members]
    unknown = [
        Problem(path, None, "", f'"{member}" is not a member in the params', _member_meant(path, params))
        for member, path in statements.items()
        if member not in members
    ]
    what = "the params say under none_from that this member sends no statement"
    return unknown + [
        Problem(path, None, "", what, "Take the member out of none_from, or take the file away.")
        for member, path in statements.items()
        if member in params.statements.none_from
    ]


def _member_meant(path: Path, params: Params) -> str:
    """How to call a statement that is named by no member."""
    meant = member_meant(path, params.members)
    if meant:
        return f'Did you mean "{meant}"? Call the file {meant}{path.suffix.lower()} then.'
    return did_you_mean(path.stem, [member.id for member in params.members])


def _check_narrative(project: Project, params: Params, narrative: Mapping[str, Path]) -> Iterator[Problem]:
    """Each narrative file is named by a chapter of the kind."""
    known = chapter_ids(project, params.kind)
    for chapter, path in narrative.items():
        if chapter not in known:
            what = f'there is no chapter "{chapter}"'
            yield Problem(path, None, "", what, f"Name the file by its chapter. {did_you_mean(chapter, known)}")


def _check_targets(project: Project, params: Params) -> Iterator[Problem]:
    """Each target is of a measure that there is, and one that its figure could reach."""
    known = measure_names(supplied=False)
    for name, target in params.targets.items():
        path, line = find_line(project, "targets", name)
        if name not in known:
            yield Problem(path, line, "", f'targets: there is no measure "{name}"', did_you_mean(name, known), line=True)
        elif measure(name, params).unit == "percent" and not 0 <= target <= 100:
            what = f"the target of {name} is {target:g}, which is not a percentage"
            yield Problem(path, line, "", what, "Write a number from 0 to 100 (80 for 80%).", line=True)
        elif target < 0:
            what = f"the target of {name} is {target:g}, and no figure is below 0"
            yield Problem(path, line, "", what, "Write 0 or more.", line=True)


def _balance_warning(by_name: Mapping[str, Extract]) -> list[Problem]:
    if "finance" not in by_name:
        return []
    extract = by_name["finance"]
    sums = extract.rows.groupby("side")["amount"].sum().round(2)
    income, spent = float(sums.get("income", 0)), float(sums.get("expenditure", 0))
    if income == spent:
        return []
    decimals = decimals_of_pounds(extract.rows["amount"])
    got, gone, apart = (format_number(each, "pounds", decimals) for each in (income, spent, abs(income - spent)))
    what = f"income is {got} and expenditure {gone}, a difference of {apart}"
    return [Problem(extract.path, None, "", what, "The report says so; check that it is meant.")]
