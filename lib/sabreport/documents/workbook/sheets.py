"""A published table as a sheet of the data workbook, with its shorthand, source and units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from sabreport.inputs import Inputs

from sabreport.documents.published_tables import Number, PublishedTable
from sabreport.documents.workbook.notes import SHORTHAND, Notes, inert
from sabreport.facts.fact import Fact
from sabreport.wording.lists import listed

_UNITS = {
    "count": "numbers",
    "people": "numbers of people",
    "percent": "percentages (%)",
    "pounds": "pounds (£)",
    "points": "percentage points",
}
_EXTRACTS_OF = {
    "priority": ("priorities",),
    "reviews": ("sars",),
    "findings": ("sar_findings",),
    "assurance": ("assurance",),
    "terms": (),
}
"""The extracts behind a table without facts, by the first word of its id; else those that its chapter needs."""
ONE_TABLE = "This worksheet contains one table."


def sheet_of(gptables: ModuleType, table: PublishedTable, inputs: Inputs, notes: Notes) -> Any:
    """A published table as a GPTable."""
    report = notes.report()
    entries = [[table.entry(cell, column) for column, cell in enumerate(row)] for row in table.rows]
    entries = entries or [["[z]"] * len(table.headings)]
    facts = [inputs.facts[cell.key] for row in table.rows for cell in row if cell.key in inputs.facts]
    every = [each for row in entries for each in row]
    legend = [f"{mark} = {meaning} {notes.shorthand(mark)}" for mark, meaning in SHORTHAND.items() if mark in every]
    if defined := notes.definitions(facts):
        legend.append(f"What the figures count is said in the notes: {defined}")
    return gptables.GPTable(
        table=pd.DataFrame(
            [[_held(each) for each in row] for row in entries], columns=list(_distinct(table.headings)), dtype=object
        ),
        table_name=f"table_{table.number}",
        title=inert(table.title),
        subtitles=[],
        instructions=f"{ONE_TABLE} It is {table.sheet} of the report. {report}",
        legend=legend,
        source=_source(table, facts, inputs, notes),
        scope=_units(facts, (each for each in every if isinstance(each, Number))),
        index_columns={},
        additional_formatting=list(_formats(table, entries)),
    )


def _formats(table: PublishedTable, entries: Sequence[Sequence[Number | str]]) -> Iterator[dict[str, Any]]:
    """How columns are aligned, numbers shown and cells set in bold, as gptables takes it; its row 0 is that of the headings."""
    for column, right in enumerate(table.right):
        yield {"column": {"columns": [column], "format": {"align": "right" if right else "left"}}}
    for i, row in enumerate(entries, start=1):
        for j, each in enumerate(row):
            if isinstance(each, Number):
                yield {"cell": {"cells": (i, j), "format": {"num_format": each.number_format}}}
    for i, cells in enumerate(table.rows, start=1):
        for j, cell in enumerate(cells):
            if cell.bold:
                yield {"cell": {"cells": (i, j), "format": {"bold": True}}}


def _held(entry: Number | str) -> Any:
    """What a frame holds for gptables, which refuses a plain cell without any letter or digit of English."""
    if isinstance(entry, Number):
        return entry.value
    if re.search(r"[a-zA-Z0-9]", entry):
        return inert(entry)
    from gptables.core.gptable import FormatList

    return FormatList([{}, entry])


def _distinct(headings: Iterable[str]) -> Iterator[str]:
    """Headings that an Excel table takes: none empty, no two alike but for capitals."""
    seen: set[str] = set()
    for number, heading in enumerate(headings, start=1):
        name = plain = inert(heading) or f"Column {number}"
        again = 1
        while name.lower() in seen:
            again += 1
            name = f"{plain} ({again})"
        seen.add(name.lower())
        yield name


def _units(facts: Sequence[Fact], numbers: Iterable[Number]) -> str:
    """The units of a table's figures, in words."""
    units = {number.unit for number in numbers}
    if "count" in units and facts:
        units = (units - {"count"}) | {fact.unit for fact in facts if fact.unit in ("count", "people")}
    names = [name for unit, name in _UNITS.items() if unit in units]
    if not names:
        return "Units: none, for the table holds words only."
    return f"Units: {listed(names)}{', as each cell shows' if len(names) > 1 else ''}."


def _source(table: PublishedTable, facts: Sequence[Fact], inputs: Inputs, notes: Notes) -> str:
    """The extracts that a table rests on, who supplied them and when; the board where it rests on none."""
    years: dict[str, set[int]] = {}
    for given in _given(facts, inputs):
        years.setdefault(Path(given.source.path).stem if given.source else "", set()).add(given.year)
    if not years:
        needed = next((chapter.extracts for chapter in inputs.chapters if chapter.id == table.chapter), ())
        first = table.id.split("-")[1]
        years = {name: set() for name in _EXTRACTS_OF.get(first, needed)}
    parts = [notes.source(name, of) for name, of in years.items() if name]
    return f"Source: {'; '.join(parts)}" if parts else f"Source: {inert(inputs.params.name)}"


def _given(facts: Iterable[Fact], inputs: Inputs) -> Iterator[Fact]:
    """The facts that were read from a cell, at the root of these facts."""
    for fact in facts:
        if fact.source is not None:
            yield fact
        else:
            yield from _given((inputs.facts[key] for key in fact.inputs if key in inputs.facts), inputs)
