"""What stands behind a number, in words: what it counts, for whom and when, and where it comes from."""

from __future__ import annotations

from pathlib import PurePosixPath

from sabreport.base.project import year_label
from sabreport.facts.fact import BOARD, Fact, Facts, Source
from sabreport.report_kinds.catalogue import measure_names
from sabreport.settings.measures import measure
from sabreport.settings.params import Params
from sabreport.wording.lists import capitalised, listed

_MOST_INPUTS = 4
_DERIVATIONS = {
    "change": "Change on the year before: ",
    "change_pct": "Percentage change on the year before: ",
    "share": "Share: ",
    "target": "Target: ",
    "target_gap": "Distance from the target: ",
}

_SETTINGS = {"statutory": "members, and which of them are statutory"}


def provenance(fact: Fact, facts: Facts, params: Params) -> str:
    """One or two sentences on a fact.

    Examples
    --------
    "Safeguarding alerts, Leicestershire, 2019-20: alerts about suspected abuse or neglect that reached adult social
    care in the year. From measures.csv for 2019-20, row 2, column value."
    """
    where = "Held back where the figure came from" if fact.at_source else "Not shown"
    held = f" {where}, to protect people who could be recognised." if fact.suppressed else ""
    about = f"{_DERIVATIONS.get(_derivation(fact), '')}{_name(fact, params)}"
    return f"{about}. {_origin(fact, facts, params)}.{held}"


def _derivation(fact: Fact) -> str:
    """The part of the key before the year, where it names a derivation."""
    part = fact.key.split(".")[-2]
    return part if part in _DERIVATIONS else ""


def _name(fact: Fact, params: Params) -> str:
    """What is counted, where, and when; with the catalogue's definition where the fact is the measure itself."""
    known = fact.measure in measure_names(supplied=False)
    entry = measure(fact.measure, params) if known else None
    label = entry.label if entry else capitalised(fact.measure.replace("_", " "))
    where = params.short_name if fact.area == BOARD else next(area.name for area in params.areas if area.id == fact.area)
    parts = [label, *([fact.category] if fact.category else []), where, year_label(fact.year)]
    definition = f": {entry.definition}" if entry and not _derivation(fact) else ""
    return ", ".join(parts) + definition


def _origin(fact: Fact, facts: Facts, params: Params) -> str:
    """The file and place that it was read from, as the public knows them, or the formula and the numbers that went into it."""
    if fact.source is not None:
        return _read_from(fact.source, fact.year, params)
    inputs = [facts[key].text for key in fact.inputs]
    shown = listed(inputs) if len(inputs) <= _MOST_INPUTS else f"{len(inputs)} figures"
    return f"Worked out as {fact.formula}, from {shown}"


def _read_from(source: Source, year: int, params: Params) -> str:
    """A file of data by its name and year, row and column; the params and the folder of statements by what they are."""
    path = PurePosixPath(source.path)
    if path.parts[0] == "params":
        setting, _, name = source.column.partition(".")
        about = [_SETTINGS.get(setting, setting), *([measure(name, params).label] if name else [])]
        return f"From the board's own settings: {', '.join(about)}"
    if path.name == "partners":
        return "Counted from the members' statements"
    row = f", row {source.row}" if source.row is not None else ""
    return f"From {path.name} for {year_label(year)}{row}, column {source.column}"
