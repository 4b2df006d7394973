"""The year's priorities: what was planned, what was done, and where each deliverable stands; next year's aims."""

from __future__ import annotations

import re
from datetime import date

from sabreport.chapter import Chapter
from sabreport.exhibits import Column, Exhibit, Prose, Table, escape
from sabreport.extracts import each_row
from sabreport.facts import BOARD
from sabreport.numbers import in_words
from sabreport.phrases import capitalised, day, how_many, listed
from sabreport.slugs import slug

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
    names = [escape(name) for name in rows["priority"].unique()]
    deliverables = how_many(total, "deliverable", "deliverables")
    priorities = how_many(chapter.facts.named("board.priorities"), "priority", "priorities")
    plan = f"The plan for {chapter.label} had {deliverables} under {priorities}: {listed(names)}."
    return Prose(f"{plan} On 31 March {chapter.project.year}, {listed(counts)}.")


def by_priority(chapter: Chapter) -> list[Exhibit]:
    """For each priority a table: what was planned, who led it, what was done, and its status."""
    exhibits: list[Exhibit] = []
    columns = [
        Column("Planned", width=4),
        Column("Lead and date due", width=2),
        Column("What was done", width=5),
        Column("Status", width=2),
    ]
    for name, rows in chapter.tables.rows("priorities").groupby("priority", sort=False):
        ident = slug(str(name))
        body = [
            [
                f"**{escape(row.deliverable)}.** {escape(row.activity)}" if row.activity else f"**{escape(row.deliverable)}**",
                escape(", ".join(filter(None, (row.lead, _due(row.due))))),
                escape(row.progress),
                capitalised(row.status),
            ]
            for row in each_row(rows)
        ]
        exhibits += [
            Prose(f"## {escape(str(name))} {{#sec-priority-{ident}}}"),
            Table(f"priority-{ident}", f"{escape(str(name))}: planned and done in {chapter.label}", columns, body),
        ]
    return exhibits


def _due(written: str) -> str:
    """When a deliverable was due: as the plan says it, but for a date in figures."""
    return day(date.fromisoformat(written)) if re.fullmatch(r"\d{4}-\d\d-\d\d", written or "") else written


def next_year(chapter: Chapter) -> list[Exhibit]:
    """The aims for next year under each of its priorities."""
    exhibits: list[Exhibit] = []
    if chapter.tables.rows("forward").empty:
        return [Prose("No aims for the coming year were supplied.")]
    for name, rows in chapter.tables.rows("forward").groupby("priority", sort=False):
        aims = "\n".join(f"- {escape(aim)}" for aim in rows["aim"])
        exhibits.append(Prose(f"## {escape(str(name))} {{#sec-forward-{slug(str(name))}}}\n\n{aims}"))
    return exhibits
