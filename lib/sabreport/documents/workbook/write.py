"""Writes the data workbook of a report.

The tables are read from the sections of the report, so that workbook and report cannot differ.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from sabreport.inputs import Inputs

from sabreport.base.errors import Problem, RenderError
from sabreport.documents.published_tables import PublishedTable, read_published_tables
from sabreport.documents.workbook.notes import Notes, inert
from sabreport.documents.workbook.room import CONTENTS, COVER_WIDTH, NOTES, lay_out
from sabreport.documents.workbook.sheets import ONE_TABLE, sheet_of
from sabreport.running.sections import Section
from sabreport.wording.lists import as_property

_MOST_CHARACTERS = 32_767


def write_workbook(path: Path, inputs: Inputs, sections: Sequence[Section], *, draft_mark: str) -> None:
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
    notes = Notes(inputs)
    cover = _cover(inputs, len(tables), draft_mark)
    file = io.BytesIO()
    with _gptables() as gptables:
        sheets = {table.sheet: sheet_of(gptables, table, inputs, notes) for table in tables}
        workbook = gptables.produce_workbook(
            file,
            sheets,
            theme=_theme(gptables),
            cover=gptables.Cover(**cover, width=COVER_WIDTH),
            contentsheet_label=CONTENTS if tables else None,
            contentsheet_options={"instructions": f"{ONE_TABLE} It lists the worksheets that hold tables."},
            notes_table=notes.frame() if tables else None,
            notesheet_label=NOTES,
            notesheet_options={"instructions": f"{ONE_TABLE} The other worksheets refer to its note numbers."},
            auto_width=False,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
        )
    workbook.set_properties(
        {
            "title": as_property(f"{inputs.params.name}: {inputs.params.title}"),
            "author": as_property(inputs.params.name),
            "status": draft_mark,
            "keywords": draft_mark,
            "created": datetime(inputs.facts.year, 3, 31, tzinfo=UTC),  # not today: the same report is the same file
        }
    )
    lay_out(workbook, cover, notes, [(table, sheets[table.sheet].data_range[0]) for table in tables], draft_mark)
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


def _cover(inputs: Inputs, tables: int, draft_mark: str) -> dict[str, Any]:
    """The texts of the cover."""
    website = inputs.params.website
    return {
        "title": inert(inputs.params.name),
        "intro": [
            inert(inputs.params.title),
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
        "contact": [inert(inputs.params.name), *([{website: website}] if website else [])],
    }


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
