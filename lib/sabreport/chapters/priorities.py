"""The year's priorities: what was planned, what was done, and where each deliverable stands; next year's aims."""

from __future__ import annotations

from datetime import date
from typing import Any

from sabreport.base.dates import day
from sabreport.base.project import year_label
from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits.exhibit import Column, Exhibit, Table
from sabreport.exhibits.statuses import status
from sabreport.facts.fact import BOARD
from sabreport.facts.phrases import how_many
from sabreport.tables.cells import is_date
from sabreport.tables.extract import each_row
from sabreport.texts.prose import Prose
from sabreport.wording.lists import ended, listed
from sabreport.wording.markdown import LINE_BREAK, as_items, escape, escape_lines
from sabreport.wording.numbers import in_words

_STATUSES = ("complete", "in progress", "delayed", "not started", "stopped")


def progress_summary(chapter: Chapter) -> Prose:
    """How many deliverables the plan had and how many stand in each status."""
    rows = chapter.tables.rows("priorities")
    total = chapter.facts.find(BOARD, "deliverables")
    if total is None or total.value == 0:
        return Prose(f"The plan for {chapter.label} had no deliverables.")
    counts = [
        f"{fact.span(in_words(int(fact.value)))} {'was' if fact.value == 1 else 'were'} {status}"
        for status in _STATUSES
        if (fact := chapter.facts.find(BOARD, f"deliverables_{status.replace(' ', '_')}")) is not None
    ]
    silent = chapter.facts.find(BOARD, "deliverables_not_reported")
    names = [escape(name) for name in rows["priority"].unique()]
    deliverables = how_many(total, "deliverable", "deliverables")
    priorities = how_many(chapter.facts.named("board.priorities"), "priority", "priorities")
    plan = ended(f"The plan for {chapter.label} had {deliverables} under {priorities}: {listed(names)}")
    stood = f" On 31 March {chapter.project.year}, {listed(counts)}." if counts else ""
    if silent is None:
        return Prose(f"{plan}{stood}")
    of_how_many = "any of them" if silent.value == total.value else how_many(silent, "of them", "of them")
    return Prose(f"{plan}{stood} What became of {of_how_many} was not reported.")


def by_priority(chapter: Chapter) -> list[Exhibit]:
    """For each priority a table: what was planned, who led it, what was done, and its status."""
    exhibits: list[Exhibit] = []
    columns = [
        Column("Planned", width=4),
        Column("Lead and date due", width=3),
        Column("What was done", width=5),
        Column("Status", width=2),
    ]
    for name, rows in chapter.tables.rows("priorities").groupby("priority", sort=False):
        ident = slug(str(name))
        body = [
            [
                _planned(row),
                escape(", ".join(filter(None, (row.lead, _due(row.due))))),
                escape_lines(row.progress) or "Nothing was reported.",
                status(row.status),
            ]
            for row in each_row(rows)
        ]
        exhibits += [
            Prose(f"## {escape(str(name))} {{#sec-priority-{ident}}}"),
            Table(f"priority-{ident}", f"{escape(str(name))}: planned and done in {chapter.label}", columns, body),
        ]
        if "looking_forward" in chapter.params.chapters and str(name) in _next_priorities(chapter):
            exhibits.append(Prose(f"The board carries this priority on: see @sec-forward-{ident}."))
    return exhibits


def _due(written: str) -> str:
    """When a deliverable was due: as the plan says it, but for a date in figures."""
    return day(date.fromisoformat(written)) if is_date(written) else written


def next_year(chapter: Chapter) -> list[Exhibit]:
    """The aims for next year under each of its priorities, and what its plan promises, where it is written already."""
    exhibits: list[Exhibit] = []
    forward, plan = chapter.tables.rows("forward"), chapter.tables.next_plan
    if not (names := _next_priorities(chapter)):
        return [Prose("No aims for the coming year were supplied.")]
    label = year_label(chapter.project.year + 1)
    columns = [Column("Planned", width=4), Column("Lead", width=2), Column("Due", width=2)]
    for name in names:
        ident = slug(name)
        aims = "\n".join(as_items(aim) for aim in forward[forward["priority"] == name]["aim"])
        exhibits.append(Prose(f"## {escape(name)} {{#sec-forward-{ident}}}\n\n{aims}".rstrip()))
        planned = plan.rows[plan.rows["priority"] == name] if plan is not None else forward.iloc[:0]
        body = [[_planned(row), escape(row.lead), escape(_due(row.due))] for row in each_row(planned)]
        if body:
            exhibits.append(Table(f"plan-{ident}", f"{escape(name)}: the plan for {label}", columns, body))
    return exhibits


def _next_priorities(chapter: Chapter) -> list[str]:
    """The priorities of next year, by the aims and by the plan, each once."""
    plan = chapter.tables.next_plan
    names = [*chapter.tables.rows("forward")["priority"], *(plan.rows["priority"] if plan is not None else [])]
    return [str(name) for name in dict.fromkeys(names)]


def _planned(row: Any) -> str:
    """A deliverable and what is to be done for it, below it where that has several lines."""
    if not row.activity:
        return f"**{escape_lines(row.deliverable)}**"
    activity = escape_lines(row.activity)
    return f"**{ended(escape_lines(row.deliverable))}**{LINE_BREAK if LINE_BREAK in activity else ' '}{activity}"
