"""The appendix: all figures of the measures in one table an area, the terms used, and where each extract came from."""

from __future__ import annotations

import re

from sabreport.base.dates import day
from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.chapters.trend_charts import CHARTED
from sabreport.exhibits.exhibit import Column, Exhibit, Table
from sabreport.exhibits.year_tables import Series, year_tables
from sabreport.report_kinds.catalogue import measure_names
from sabreport.tables.extract import each_row
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised
from sabreport.wording.markdown import escape, escape_lines


def data_tables(chapter: Chapter) -> list[Exhibit]:
    """The place for the data of the charts, and for each area the totals that no chart shows, over all years."""
    said = "Tables whose number begins with A hold the data of a chart: folded below it on the web page, and here in print."
    exhibits: list[Exhibit] = [Prose(f"::: {{.data-tables}}\n{said}\n:::")]
    charted = [name for chapter_id in chapter.params.chapters for name in CHARTED.get(chapter_id, ())]
    names = [name for name in measure_names(supplied=False) if name not in charted]
    for area in chapter.params.areas:
        series = [Series(area.id, name, chapter.facts.over_years(area.id, name)) for name in names]
        shown = {chapter.measure(each.measure).label: each for each in series if each.facts}
        if shown:
            years = sorted({fact.year for each in shown.values() for fact in each.facts})
            caption = f"Other figures for {escape(area.name)}"
            exhibits += year_tables("Measure", f"other-{slug(area.id)}", caption, shown, years, chapter.facts)
    return exhibits


def terms(chapter: Chapter) -> Table | None:
    """What each measure printed in the report means; None for a report without measures."""
    areas = [area.id for area in chapter.params.areas]
    used = [
        chapter.measure(name)
        for name in measure_names(supplied=False)
        if any(chapter.facts.over_years(area, name) or chapter.facts.by_category(area, name) for area in areas)
    ]
    if not used:
        return None
    rows = [
        [
            escape(entry.label),
            escape(capitalised(entry.definition) + (f": {entry.formula}" if entry.formula else "")),
            entry.sac_table or "none",
        ]
        for entry in used
    ]
    columns = [Column("Figure", width=4), Column("What it counts", width=7), Column("National table", width=2)]
    return Table(
        "terms", "What the figures mean, and the table of the Safeguarding Adults Collection that holds each", columns, rows
    )


def sources(chapter: Chapter) -> list[Exhibit]:
    """Who supplied each extract, when it came, and what to know about it."""
    rows = [
        [_breakable(row.file), escape(row.supplied_by), day(row.received), escape_lines(row.note)]
        for row in each_row(chapter.tables.rows("sources"))
    ]
    columns = [Column("File", width=3), Column("Supplied by", width=3), Column("Received", width=2), Column("Note", width=8)]
    text = "Figures that are derived, such as rates and changes, are worked out from the extracts below."
    return [Prose(text), Table("sources", "Where each extract came from", columns, rows)]


def _breakable(path: str) -> str:
    """A path that may break across lines after a slash, hyphen or underscore, for it has no spaces."""
    return re.sub(r"(/|-|\\_)", "\\1\u200b", escape(path))
