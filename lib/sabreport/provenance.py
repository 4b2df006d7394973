"""What stands behind a number, in words: what it counts, for whom and when, and where it comes from."""

from __future__ import annotations

from sabreport.catalogue import measure, measure_names
from sabreport.facts import BOARD, Fact, Facts
from sabreport.params import Params
from sabreport.phrases import capitalised, listed
from sabreport.project import year_label

_MOST_INPUTS = 4
_DERIVATIONS = {
    "change": "Change on the year before: ",
    "change_pct": "Percentage change on the year before: ",
    "share": "Share: ",
    "target": "Target: ",
    "target_gap": "Distance from the target: ",
}


def provenance(fact: Fact, facts: Facts, params: Params) -> str:
    """One or two sentences on a fact.

    Examples
    --------
    "Safeguarding alerts, Leicestershire, 2019-20: alerts about suspected abuse or neglect that reached adult social
    care in the year. From data/lrsab/2020/measures.csv, row 2, column value."
    """
    held = " Not shown, to protect people who could be recognised." if fact.suppressed else ""
    about = f"{_DERIVATIONS.get(_derivation(fact), '')}{_name(fact, params)}"
    return f"{about}. {_origin(fact, facts)}.{held}"


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


def _origin(fact: Fact, facts: Facts) -> str:
    """The cell or column it was read from, or the formula and the numbers that went into it."""
    if fact.source is not None:
        row = f", row {fact.source.row}" if fact.source.row is not None else ""
        return f"From {fact.source.path}{row}, column {fact.source.column}"
    inputs = [facts[key].text for key in fact.inputs]
    shown = listed(inputs) if len(inputs) <= _MOST_INPUTS else f"{len(inputs)} figures"
    return f"Worked out as {fact.formula}, from {shown}"
