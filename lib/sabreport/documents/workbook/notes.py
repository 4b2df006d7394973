"""The notes of a data workbook, numbered as the sheets come to refer to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from sabreport.inputs import Inputs

from sabreport.base.dates import day
from sabreport.base.project import year_label
from sabreport.facts.fact import Fact
from sabreport.report_kinds.catalogue import measure_names
from sabreport.settings.measures import measure
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import each_row
from sabreport.wording.lists import capitalised


def who_supplied(tables: Tables) -> pd.DataFrame:
    """Who supplied each file, when, and what is to be known about it: a row a file."""
    return tables.rows("sources")


SHORTHAND = {
    "[x]": "not available: the report gives no figure here",
    "[z]": "not applicable, or a dash in the report",
    "[c]": "suppressed, to protect people who could be recognised in a small number, here or by those who supplied it",
}

_NOTE = "$$"
"""Marks a reference to a note, in the way of gptables."""


def inert(text: str) -> str:
    """Text in which gptables finds no link and no reference to a note; an invisible space breaks them apart."""
    return text.replace("](", "]\u200b(").replace(_NOTE, "$\u200b$")


@dataclass
class Notes:
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
        return self._refer(mark.strip("[]"), f"Shorthand {mark}", f"{capitalised(SHORTHAND[mark])}.")

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
        for row in each_row(who_supplied(self.inputs.tables)):
            if Path(row.file).stem == name:
                latest = "the latest " if labels else ""
                said = f"{file}, {latest}supplied by {inert(row.supplied_by)}, received {day(row.received)}"
                return f"{said} {self._refer(f'source {name}', row.file, row.note)}" if row.note else said
        return file

    def frame(self) -> pd.DataFrame:
        """One row a note: its name, what it is about, its text."""
        rows = [(key, about, text) for key, (about, text) in self.texts.items()]
        return pd.DataFrame(rows, columns=["note", "About", "Note text"], dtype=object)

    def _refer(self, key: str, about: str, text: str) -> str:
        self.texts[key] = (inert(about), inert(text))
        return f"{_NOTE}{key}{_NOTE}"
