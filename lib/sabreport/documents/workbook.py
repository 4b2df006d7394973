"""The data workbook: every published table on a sheet of its own, with cover, contents and notes, by ``gptables``.

The tables are read from the sections of the report, so that workbook and report cannot differ.
"""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from sabreport.inputs import Inputs

from sabreport.base.dates import day
from sabreport.base.errors import Problem, RenderError
from sabreport.base.project import year_label
from sabreport.base.wording import as_property, capitalised, listed
from sabreport.documents.published_tables import Number, PublishedTable, read_published_tables
from sabreport.facts.fact import Fact
from sabreport.kinds.catalogue import measure_names
from sabreport.running.sections import Section
from sabreport.settings.measures import measure
from sabreport.tables.extract import each_row

_SHORTHAND = {
    "[x]": "not available: the report gives no figure here",
    "[z]": "not applicable, or a dash in the report",
    "[c]": "suppressed, to protect people who could be recognised in a small number, here or by those who supplied it",
}
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
_MOST_CHARACTERS = 32_767
_WIDEST, _NARROWEST, _COVER_WIDTH = 50, 11, 85
_CONTENTS_WIDTHS, _NOTES_WIDTHS = (14, 100), (10, 40, 90)
_LINE_HEIGHT = 15.75
_HIGHEST_ROW = 409  # points; Excel takes no higher, and mends a workbook that has one
_CONTENTS, _NOTES = "Contents", "Notes"
_ONE_TABLE = "This worksheet contains one table."
_NOTE = "$$"
"""Marks a reference to a note, in the way of gptables."""


def write_workbook(
    path: Path, inputs: Inputs, sections: Sequence[Section], *, title: str, subtitle: str, draft_mark: str
) -> None:
    """Write the data workbook of a report: the same bytes for the same report.

    Parameters
    ----------
    path
        The .xlsx file; its folder is there.
    sections
        Those of the report, in its order.
    draft_mark
        Stands on the cover and above every printed page; empty for a final.

    Raises
    ------
    RenderError
        Where a cell holds more text than a worksheet can, or the file cannot be written.
    """
    tables = read_published_tables(sections)
    _check_lengths(tables)
    notes = _Notes(inputs)
    cover = _cover(inputs, len(tables), title, subtitle, draft_mark)
    file = io.BytesIO()
    with _gptables() as gptables:
        sheets = {table.sheet: _sheet(gptables, table, inputs, notes) for table in tables}
        workbook = gptables.produce_workbook(
            file,
            sheets,
            theme=_theme(gptables),
            cover=gptables.Cover(**cover, width=_COVER_WIDTH),
            contentsheet_label=_CONTENTS if tables else None,
            contentsheet_options={"instructions": f"{_ONE_TABLE} It lists the worksheets that hold tables."},
            notes_table=notes.frame() if tables else None,
            notesheet_label=_NOTES,
            notesheet_options={"instructions": f"{_ONE_TABLE} The other worksheets refer to its note numbers."},
            auto_width=False,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
        )
    workbook.set_properties(
        {
            "title": as_property(f"{title}: {subtitle}"),
            "author": as_property(inputs.params.name),
            "status": draft_mark,
            "created": datetime(inputs.facts.year, 3, 31, tzinfo=UTC),  # not today: the same report is the same file
        }
    )
    _lay_out(workbook, cover, notes, [(table, sheets[table.sheet].data_range[0]) for table in tables], draft_mark)
    workbook.close()
    try:
        path.write_bytes(file.getvalue())
    except OSError as error:
        what = f"the data workbook cannot be written: {error.strerror or error}"
        raise RenderError([Problem(path, None, "", what, "Close it in Excel, then build again.")]) from error


@contextmanager
def _gptables() -> Iterator[ModuleType]:
    """The package, imported when it is needed, without its warnings, of which none is for the reader.

    It leaves the file of its theme open as it is imported, calls pandas in ways that pandas 4 will not take, and warns of a
    workbook without notes.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        warnings.filterwarnings("ignore", "No note text provided")
        import gptables

        yield gptables


def _theme(gptables: ModuleType) -> Any:
    """The theme of gptables, with the cells of a row level at their tops."""
    theme = deepcopy(gptables.gptheme)
    theme.update_data_format({"valign": "top"})
    theme.update_index_2_format({"valign": "top"})
    return theme


def _cover(inputs: Inputs, tables: int, title: str, subtitle: str, draft_mark: str) -> dict[str, Any]:
    """The texts of the cover."""
    website = inputs.params.website
    return {
        "title": _inert(title),
        "intro": [
            _inert(subtitle),
            *([f"{draft_mark}: not for publication"] if draft_mark else []),
            f"This workbook holds the {tables} tables of the report, each on its own worksheet, with the same captions, "
            "rows and figures.",
        ],
        "about": [
            "Contents lists the tables and leads to each of them. Notes says what the figures count and where they come from.",
            "Above each table stand its title, the shorthand used in it, its source and its units. "
            "Note numbers in square brackets refer to the notes worksheet.",
            "Figures are rounded as the report prints them.",
        ],
        "contact": [_inert(inputs.params.name), *([{website: website}] if website else [])],
    }


def _distinct(headings: Iterable[str]) -> Iterator[str]:
    """Headings that an Excel table takes: none empty, no two alike but for capitals."""
    seen: set[str] = set()
    for number, heading in enumerate(headings, start=1):
        name = plain = _inert(heading) or f"Column {number}"
        again = 1
        while name.lower() in seen:
            again += 1
            name = f"{plain} ({again})"
        seen.add(name.lower())
        yield name


def _inert(text: str) -> str:
    """Text in which gptables finds no link and no reference to a note; an invisible space breaks them apart."""
    return text.replace("](", "]\u200b(").replace(_NOTE, "$\u200b$")


def _check_lengths(tables: Sequence[PublishedTable]) -> None:
    """Excel would cut a longer text off, and the workbook would differ from the report."""
    problems = [
        Problem(None, None, "", f'"{table.title}" has a cell of {len(cell.text):,} characters', "Write at most 32,767 in a cell.")
        for table in tables
        for row in table.rows
        for cell in row
        if len(cell.text) > _MOST_CHARACTERS
    ]
    if problems:
        raise RenderError(problems)


def _sheet(gptables: ModuleType, table: PublishedTable, inputs: Inputs, notes: _Notes) -> Any:
    """A published table as a GPTable."""
    report = notes.report()
    entries = [[table.entry(cell, column) for column, cell in enumerate(row)] for row in table.rows]
    entries = entries or [["[z]"] * len(table.headings)]
    numbers = {(i, j): each for i, row in enumerate(entries) for j, each in enumerate(row) if isinstance(each, Number)}
    formats: list[dict[str, Any]] = [
        {"column": {"columns": [column], "format": {"align": "right" if right else "left"}}}
        for column, right in enumerate(table.right)
    ]
    formats += [{"cell": {"cells": (i + 1, j), "format": {"num_format": each.number_format}}} for (i, j), each in numbers.items()]
    formats += [
        {"cell": {"cells": (i + 1, j), "format": {"bold": True}}}
        for i, row in enumerate(table.rows)
        for j, cell in enumerate(row)
        if cell.bold
    ]
    facts = [inputs.facts[cell.key] for row in table.rows for cell in row if cell.key in inputs.facts]
    used = {each for row in entries for each in row if isinstance(each, str)}
    legend = [f"{mark} = {meaning} {notes.shorthand(mark)}" for mark, meaning in _SHORTHAND.items() if mark in used]
    if defined := notes.definitions(facts):
        legend.append(f"What the figures count is said in the notes: {defined}")
    return gptables.GPTable(
        table=pd.DataFrame(
            [[_held(each) for each in row] for row in entries], columns=list(_distinct(table.headings)), dtype=object
        ),
        table_name=f"table_{table.number}",
        title=_inert(table.title),
        subtitles=[],
        instructions=f"{_ONE_TABLE} It is {table.sheet} of the report. {report}",
        legend=legend,
        source=_source(table, facts, inputs, notes),
        scope=_units(facts, numbers.values()),
        index_columns={},
        additional_formatting=formats,
    )


def _held(entry: Number | str) -> Any:
    """What a frame holds for gptables, which refuses a plain cell without any letter or digit of English."""
    if isinstance(entry, Number):
        return entry.value
    if re.search(r"[a-zA-Z0-9]", entry):
        return _inert(entry)
    from gptables.core.gptable import FormatList

    return FormatList([{}, entry])


def _units(facts: Sequence[Fact], numbers: Iterable[Number]) -> str:
    """The units of a table's figures, in words."""
    units = {number.unit for number in numbers}
    if "count" in units and facts:
        units = (units - {"count"}) | {fact.unit for fact in facts if fact.unit in ("count", "people")}
    names = [name for unit, name in _UNITS.items() if unit in units]
    if not names:
        return "Units: none, for the table holds words only."
    return f"Units: {listed(names)}{', as each cell shows' if len(names) > 1 else ''}."


def _source(table: PublishedTable, facts: Sequence[Fact], inputs: Inputs, notes: _Notes) -> str:
    """The extracts that a table rests on, who supplied them and when; the board where it rests on none."""
    years: dict[str, set[int]] = {}
    for given in _given(facts, inputs):
        years.setdefault(Path(given.source.path).stem if given.source else "", set()).add(given.year)
    if not years:
        needed = next((chapter.extracts for chapter in inputs.chapters if chapter.id == table.chapter), ())
        first = table.id.split("-")[1]
        years = {name: set() for name in _EXTRACTS_OF.get(first, needed)}
    parts = [notes.source(name, of) for name, of in years.items() if name]
    return f"Source: {'; '.join(parts)}" if parts else f"Source: {_inert(inputs.params.name)}"


def _given(facts: Iterable[Fact], inputs: Inputs) -> Iterator[Fact]:
    """The facts that were read from a cell, at the root of these facts."""
    for fact in facts:
        if fact.source is not None:
            yield fact
        else:
            yield from _given((inputs.facts[key] for key in fact.inputs if key in inputs.facts), inputs)


@dataclass
class _Notes:
    """The notes, as the sheets come to refer to them; each method gives the text that refers to a note."""

    inputs: Inputs
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def report(self) -> str:
        """How the workbook stands to the report."""
        text = (
            "Each table has the number, caption, rows and figures of the same table in the report. A figure is rounded as it is "
            "printed there. Calculations with rounded figures can differ a little from those that the report prints."
        )
        return self._refer("report", "All tables", text)

    def shorthand(self, mark: str) -> str:
        """What a shorthand means."""
        return self._refer(mark.strip("[]"), f"Shorthand {mark}", f"{capitalised(_SHORTHAND[mark])}.")

    def definitions(self, facts: Iterable[Fact]) -> str:
        """What the measures of these facts count, in the catalogue's words."""
        known = measure_names(supplied=False)
        return "".join(self._definition(name) for name in dict.fromkeys(fact.measure for fact in facts) if name in known)

    def _definition(self, name: str) -> str:
        entry = measure(name, self.inputs.params)
        text = f"{capitalised(entry.definition)}{f': {entry.formula}' if entry.formula else ''}."
        if entry.sac_table:
            text += f" The same figure is in table {entry.sac_table} of the Safeguarding Adults Collection."
        return self._refer(f"measure {name}", entry.label, text)

    def source(self, name: str, years: set[int]) -> str:
        """An extract with the years it covers, who supplied it and when, referring to what is to be known about it."""
        labels = [year_label(year) for year in (min(years), max(years))] if len(years) > 1 else []
        file = f"{name}.csv{f' for {labels[0]} to {labels[1]}' if labels else ''}"
        for row in each_row(self.inputs.tables.rows("sources")):
            if Path(row.file).stem == name:
                latest = "the latest " if labels else ""
                said = f"{file}, {latest}supplied by {_inert(row.supplied_by)}, received {day(row.received)}"
                return f"{said} {self._refer(f'source {name}', row.file, row.note)}" if row.note else said
        return file

    def frame(self) -> pd.DataFrame:
        """One row a note: its name, what it is about, its text."""
        rows = [(key, about, text) for key, (about, text) in self.texts.items()]
        return pd.DataFrame(rows, columns=["note", "About", "Note text"], dtype=object)

    def _refer(self, key: str, about: str, text: str) -> str:
        self.texts[key] = (_inert(about), _inert(text))
        return f"{_NOTE}{key}{_NOTE}"


def _widths(table: PublishedTable) -> list[float]:
    """The width of each column in characters: room for its longest cell, within limits; longer text wraps."""
    columns = zip(*([cell.text for cell in row] for row in table.rows), strict=True) if table.rows else [()] * len(table.headings)
    longest = [max(map(len, [*texts, *heading.split()])) for heading, texts in zip(table.headings, columns, strict=True)]
    return [min(max(1.2 * length + 2, _NARROWEST), _WIDEST) for length in longest]


def _lay_out(
    workbook: Any, cover: dict[str, Any], notes: _Notes, tables: Sequence[tuple[PublishedTable, int]], draft_mark: str
) -> None:
    """Columns and rows with room for their text, on pages of A4 across with the draft mark above; each table has its first row.

    Heights are set because not every program works them out; they allow for a wide font.
    """
    for sheet in workbook.worksheets():
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&R{draft_mark.replace('&', '&&')}" if draft_mark else "")
        sheet.set_footer("&L&A&RPage &P of &N")
    texts = [
        "",
        *("" if isinstance(text, dict) else text for part in ("intro", "about", "contact") for text in ("", *cover[part])),
    ]
    _make_room(workbook.get_worksheet_by_name("Cover"), 0, [[text] for text in texts], [_COVER_WIDTH])
    if not tables:
        return
    rows: list[Sequence[str]] = [[table.sheet, table.title] for table, _ in tables]
    _make_room(workbook.get_worksheet_by_name(_CONTENTS), 3, rows, _CONTENTS_WIDTHS)
    _make_room(
        workbook.get_worksheet_by_name(_NOTES),
        2,
        [["Note number"], *(["", *each] for each in notes.texts.values())],
        _NOTES_WIDTHS,
    )
    for table, first in tables:
        sheet = workbook.get_worksheet_by_name(table.sheet)
        sheet.repeat_rows(first)
        _make_room(sheet, first, [table.headings, *([cell.text for cell in row] for row in table.rows)], _widths(table))


def _make_room(sheet: Any, first: int, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """Set the widths of a sheet's columns and the heights of its rows, from the row numbered `first`."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=first):
        lines = max(len(textwrap.wrap(text, int(width))) for text, width in zip(row, widths, strict=False))
        if lines > 1:
            sheet.set_row(number, min(lines * _LINE_HEIGHT, _HIGHEST_ROW))
