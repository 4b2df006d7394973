"""The catalogue of measures: what each figure is called, counted in, and means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, RootModel, model_validator

from sabreport.base.yaml_files import Strict, checked, read_settings

Unit = Literal["count", "percent", "people", "pounds", "points"]
Nature = Literal["flow", "stock", "share", "rate"]
Protect = Literal["count", "share", "derived", "none"]
Polarity = Literal["up", "down", "none"]
CATALOGUE = Path(__file__).with_name("catalogue.yml")


class _Entry(Strict):
    """A measure as catalogue.yml lists it; the head of that file says what each key means."""

    label: str
    unit: Unit
    protect: Protect
    nature: Nature
    decimals: int = Field(ge=0)
    polarity: Polarity
    definition: str
    sac_table: str
    base: str = ""
    base_exact: bool = False
    adds_up_to: str = ""
    categories: Literal["any"] | tuple[str, ...] = ()
    formula: str | dict[str, str] = ""

    @model_validator(mode="after")
    def _protected_as_what_it_is(self) -> _Entry:
        """A figure is worked out or supplied; a supplied percentage is a share of a count, and a supplied count is none."""
        if bool(self.formula) != (self.protect == "derived"):
            raise ValueError("protect is derived just where there is a formula", "Correct one of the two.")
        if self.protect == "share" and not self.base:
            raise ValueError("protect is share, and base does not say of which count", "Name the count under base.")
        if not self.formula and (self.unit == "percent") != (self.protect == "share"):
            raise ValueError(f"protect is {self.protect}, and the unit is {self.unit}", "Write share for a percentage only.")
        return self


class _Catalogue(RootModel[dict[str, _Entry]]):
    """All measures, in the order in which they are listed."""


@dataclass(frozen=True)
class Measure:
    """One measure of the catalogue, in a board's own words.

    Parameters
    ----------
    name
        As written in measures.csv.
    categories
        Allowed categories; empty where the measure has none; None where any will do.
    protect
        What disclosure control takes it for: a count of people or cases, a share of one, derived, or none of them.
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
    protect: Protect
    nature: Nature
    decimals: int
    polarity: Polarity
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
def catalogue() -> dict[str, _Entry]:
    """The measures of the kit's catalogue by name."""
    return read_catalogue(CATALOGUE)


def read_catalogue(path: Path) -> dict[str, _Entry]:
    """The measures of a catalogue by name.

    Raises
    ------
    ParamsError
        With each key that is unknown, missing, or has a value that cannot be.
    """
    settings = read_settings(path, path.parent)
    return checked(settings, _Catalogue, path.parent, keys_are_in="the head of the file").root


def measure_names(*, supplied: bool = True) -> tuple[str, ...]:
    """Names of the measures that measures.csv may hold; with ``supplied=False`` the derived ones too."""
    return tuple(name for name, entry in catalogue().items() if not supplied or not entry.formula)


def base_of(name: str) -> str:
    """The count that a percentage is a share of; empty for a measure that has none, or is not in the catalogue."""
    entry = catalogue().get(name)
    return entry.base if entry else ""


def can_be_tested(name: str) -> bool:
    """Whether it is known what chance does to a measure: one of events of the year, or a share of its very whole."""
    entry = catalogue().get(name)
    return entry is not None and (entry.nature == "flow" or (entry.nature == "share" and entry.base_exact))


def measure_in(words: Mapping[str, str], conversion: str, name: str) -> Measure:
    """A measure in the words of a board.

    Parameters
    ----------
    words
        What the catalogue's texts call by a name, by that name.
    conversion
        Which of the formulas that a measure may have.

    Raises
    ------
    KeyError
        Where the catalogue has no such measure.
    """
    entry = catalogue()[name]
    formula = entry.formula if isinstance(entry.formula, str) else entry.formula[conversion]
    label = entry.label.format(**words)
    return Measure(
        name=name,
        label=label[0].upper() + label[1:],
        unit=entry.unit,
        protect=entry.protect,
        nature=entry.nature,
        decimals=entry.decimals,
        polarity=entry.polarity,
        definition=entry.definition.format(**words),
        sac_table="" if entry.sac_table == "none" else entry.sac_table,
        categories=None if entry.categories == "any" else entry.categories,
        base=entry.base,
        base_exact=entry.base_exact,
        adds_up_to=entry.adds_up_to,
        formula=formula.format(**words),
    )
