"""Training and conferences: what was held, for whom, and how many came."""

from __future__ import annotations

from typing import Any

from sabreport.base.dates import when
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits.exhibit import Column, Exhibit, Table
from sabreport.facts.fact import BOARD
from sabreport.facts.given import event_and_date
from sabreport.facts.phrases import figure_of, how_many
from sabreport.tables.extract import each_row
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import escape, escape_lines


def events(chapter: Chapter) -> list[Exhibit]:
    """A sentence on the events and their attendance, and the list of them in order of date."""
    rows = chapter.tables.rows("training").sort_values(["date", "event"])
    held, attended = chapter.facts.find(BOARD, "events"), chapter.facts.find(BOARD, "attendance")
    if rows.empty or held is None:
        return [Prose(f"No training event was recorded in {chapter.label}.")]
    text = f"The board held {how_many(held, 'event', 'events')} in {chapter.label}"
    if attended is None:
        text += ". Attendance was not counted."
    elif rows["attendance"].isna().any():
        text += f", with {figure_of(attended, 'attendance', 'attendances')} at those where they were counted."
    else:
        text += f", with {figure_of(attended, 'attendance', 'attendances')} in all."
    body = [
        [escape(row.event), when(row.date.date(), row.date_last.date()), escape_lines(row.audience), _attendance(chapter, row)]
        for row in each_row(rows)
    ]
    columns = [Column("Event", width=4), Column("When", width=2), Column("For whom", width=4), Column("Attendance", "right", 2)]
    return [Prose(text), Table("training", f"Training and conferences in {chapter.label}", columns, body)]


def _attendance(chapter: Chapter, row: Any) -> str:
    fact = chapter.facts.find(BOARD, "attendance", category=event_and_date(row))
    return fact.span() if fact is not None else "not counted"
