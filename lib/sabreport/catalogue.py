"""The catalogue of measures: what each figure is called, counted in, and means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import pandas as pd
from inflection import pluralize
from ruamel.yaml import YAML

from sabreport.numbers import decimals_given
from sabreport.params import Params, Terms

Unit = Literal["count", "percent", "people", "pounds", "points"]
Nature = Literal["flow", "stock", "share", "rate"]


@dataclass(frozen=True)
class Measure:
    """One measure of the catalogue, in a board's own words.

    Parameters
    ----------
    name
        As written in measures.csv.
    categories
        Allowed categories; empty where the measure has none; None where any will do.
    nature
        Whether it counts events of the year (flow) or what there is on one day (stock), or is a share or a rate.
    base
        For a percentage: the count of the same area and year that it is a share of, or the one that comes nearest.
    base_exact
        Whether the base is the very whole that the share is a part of.
    adds_up_to
        For a breakdown: what its categories add up to; breakdowns of one name add up to the same.
    formula
        How a derived measure is worked out; empty for one that is supplied.
    """

    name: str
    label: str
    unit: Unit
    nature: Nature
    decimals: int
    polarity: Literal["up", "down", "none"]
    definition: str
    sac_table: str
    categories: tuple[str, ...] | None
    base: str
    base_exact: bool
    adds_up_to: str
    formula: str

    @property
    def has_categories(self) -> bool:
        """Whether each row of the measure carries a category."""
        return self.categories is None or bool(self.categories)


@cache
def _entries() -> dict[str, dict[str, Any]]:
    text = files("sabreport").joinpath("catalogue.yml").read_text(encoding="utf-8")
    return dict(YAML(typ="safe", pure=True).load(text))


def words_of(terms: Terms) -> dict[str, str]:
    """The board's words, singular and plural, by the names that the catalogue's texts use."""
    return {
        "concern": terms.concern,
        "concerns": pluralize(terms.concern),
        "enquiry": terms.enquiry,
        "enquiries": pluralize(terms.enquiry),
        "application": terms.application,
        "applications": pluralize(terms.application),
        "outstanding": terms.outstanding,
    }


def measure_names(*, supplied: bool = True) -> tuple[str, ...]:
    """Names of the measures that measures.csv may hold; with ``supplied=False`` the derived ones too."""
    return tuple(name for name, entry in _entries().items() if not supplied or "formula" not in entry)


def base_of(name: str) -> str:
    """The count that a percentage is a share of; empty for a measure that has none, or is not in the catalogue."""
    return str(_entries().get(name, {}).get("base", ""))


def can_be_tested(name: str) -> bool:
    """Whether it is known what chance does to a measure: one of events of the year, or a share of its very whole."""
    entry = _entries().get(name, {})
    return entry.get("nature") == "flow" or (entry.get("nature") == "share" and entry.get("base_exact", False))


def percentage_decimals(params: Params, rows: pd.DataFrame) -> dict[str, int]:
    """How many decimals each percentage of a measures.csv is printed with, by measure: as it is supplied, at most one."""
    found = {}
    for name, values in rows.groupby("measure")["value"]:
        if str(name) in _entries() and (entry := measure(str(name), params)).unit == "percent":
            found[str(name)] = decimals_given(values, entry.decimals)
    return found


def measure(name: str, params: Params) -> Measure:
    """A measure in the words of a board.

    Raises
    ------
    KeyError
        Where the catalogue has no such measure.
    """
    entry = _entries()[name]
    words = words_of(params.terms)
    formula = entry.get("formula", "")
    if isinstance(formula, dict):
        formula = formula[params.conversion]
    categories = entry.get("categories", [])
    label = entry["label"].format(**words)
    return Measure(
        name=name,
        label=label[0].upper() + label[1:],
        unit=entry["unit"],
        nature=entry["nature"],
        decimals=entry["decimals"],
        polarity=entry["polarity"],
        definition=entry["definition"].format(**words),
        sac_table="" if entry["sac_table"] == "none" else entry["sac_table"],
        categories=None if categories == "any" else tuple(categories),
        base=entry.get("base", ""),
        base_exact=entry.get("base_exact", False),
        adds_up_to=entry.get("adds_up_to", ""),
        formula=formula.format(**words),
    )
