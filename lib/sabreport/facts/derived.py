"""Facts that are worked out from others: totals, conversion, shares, rates, and changes on the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from sabreport.base.project import Project
from sabreport.facts.fact import BOARD, Fact, Facts, Source, fact_key
from sabreport.facts.given import absent_figures, given_facts
from sabreport.report_kinds.catalogue import measure_names
from sabreport.settings.measures import measure
from sabreport.settings.params import Params
from sabreport.tables.board_tables import Tables
from sabreport.wording.numbers import decimals_given, difference_as_shown

SMALLEST_BASE = 30
"""A percentage change on a smaller base misleads more than it tells: none is derived."""


def build_facts(project: Project, params: Params, tables: Tables) -> Facts:
    """All facts of a board and year: given ones, then those derived from them.

    A fact whose inputs are not all there is not derived: no total over some of the areas, no rate without its base. One
    with an input that disclosure control holds back is held back too: not a number, whatever is reckoned with it, is not
    a number.

    Parameters
    ----------
    tables
        As published: through `sabreport.disclosure.publish.publish`.
    """
    facts = list(given_facts(project, params, tables))
    for derive in (_totals, _ratios, _shares, _changes):
        facts += derive(params, Facts(facts, project.year))
    facts += _targets(project, params, Facts(facts, project.year))
    return Facts(facts, project.year, absent_figures(tables))


def _years(facts: Facts) -> list[int]:
    return sorted({fact.year for fact in facts.values()})


def _totals(params: Params, facts: Facts) -> Iterator[Fact]:
    """The sum over all areas of each count, where every area has it."""
    if len(params.areas) < 2:
        return
    for year in _years(facts):
        for name in measure_names():
            entry = measure(name, params)
            parts = [facts.find(area.id, name, year=year, suppressed=True) for area in params.areas]
            present = [part for part in parts if part is not None]
            if entry.unit == "percent" or entry.has_categories or len(present) < len(parts):
                continue
            yield _derived(params, BOARD, name, year, sum(part.value for part in present), "sum over the areas", present)


def _ratios(params: Params, facts: Facts) -> Iterator[Fact]:
    """Conversion, share from the public, and rates for the size of the population, for each area, the board and each year."""
    for year in _years(facts):
        for area in (*(area.id for area in params.areas), BOARD):
            find = partial(facts.find, area, year=year, suppressed=True)
            adults, applications = find("adult_population"), find("dols_applications")
            if applications is not None and adults is not None and adults.value != 0:
                per_100000 = 100_000 * applications.value / adults.value
                yield _derived(params, area, "dols_per_100000", year, per_100000, "", [applications, adults])
            concerns = find("concerns")
            if concerns is None or concerns.value == 0:
                continue
            s42 = find("enquiries_s42")
            other = find("enquiries_other")
            enquiries = [s42] if params.conversion == "s42" else [s42, other]
            known = [enquiry for enquiry in enquiries if enquiry is not None]
            if len(known) == len(enquiries):
                share = 100 * sum(enquiry.value for enquiry in known) / concerns.value
                yield _derived(params, area, "conversion", year, share, "", [*known, concerns])
            public = find("concerns_from_public")
            if public is not None:
                share = 100 * public.value / concerns.value
                yield _derived(params, area, "concerns_from_public_share", year, share, "", [public, concerns])
            if adults is not None and adults.value != 0:
                per_100000 = 100_000 * concerns.value / adults.value
                yield _derived(params, area, "concerns_per_100000", year, per_100000, "", [concerns, adults])
                rate = adults.value / concerns.value
                yield _derived(params, area, "adults_per_concern", year, rate, "", [adults, concerns])


def _shares(params: Params, facts: Facts) -> Iterator[Fact]:
    """Each item of income and expenditure as a percentage of its side."""
    for side in ("income", "expenditure"):
        total = facts.find(BOARD, side)
        if total is None or total.value == 0:
            continue
        for item in facts.by_category(BOARD, side):
            key = fact_key(BOARD, side, item.category, "share", item.year)
            value, formula = 100 * item.value / total.value, f"the item divided by total {side}"
            yield Fact(key, BOARD, side, item.category, item.year, value, "percent", 0, None, formula, (item.key, total.key))


def _changes(params: Params, facts: Facts) -> Iterator[Fact]:
    """The difference from the year before; for a count with a large enough base, the percentage change too."""
    for fact in list(facts.values()):
        before = facts.before(fact)
        if before is None:
            continue
        inputs = (fact.key, before.key)
        unit = "points" if fact.unit == "percent" else fact.unit
        decimals = max(fact.decimals, before.decimals)
        value = difference_as_shown(fact.value, before.value, fact.decimals, before.decimals)
        formula = "the figure as printed less that of the year before"
        yield _change(fact, "change", value, unit, decimals, formula, inputs)
        if fact.unit in ("count", "people", "pounds") and before.value >= SMALLEST_BASE:
            percent = 100 * value / before.value
            yield _change(
                fact, "change_pct", percent, "percent", 0, "the change divided by the figure of the year before", inputs
            )


def _targets(project: Project, params: Params, facts: Facts) -> Iterator[Fact]:
    """Each target of the params, for each area that has the figure, and how far the figure is from it."""
    path = project.relative(project.params_files[2])
    for name, target in params.targets.items():
        for area in params.areas:
            fact = facts.find(area.id, name, suppressed=True)
            if fact is None:
                continue
            decimals = decimals_given([target], fact.decimals) if fact.unit == "percent" else fact.decimals
            key = fact_key(area.id, name, "", "target", fact.year)
            source = Source(path, None, f"targets.{name}")
            yield Fact(key, area.id, name, "", fact.year, target, fact.unit, decimals, source, "", ())
            gap = difference_as_shown(fact.value, target, fact.decimals, decimals)
            unit = "points" if fact.unit == "percent" else fact.unit
            formula = "the figure as printed less the target"
            yield _change(fact, "target_gap", gap, unit, decimals, formula, (fact.key, key))


def _change(fact: Fact, derived: str, value: float, unit: str, decimals: int, formula: str, inputs: tuple[str, ...]) -> Fact:
    key = fact_key(fact.area, fact.measure, fact.category, derived, fact.year)
    return Fact(key, fact.area, fact.measure, fact.category, fact.year, value, unit, decimals, None, formula, inputs)


def _derived(params: Params, area: str, name: str, year: int, value: float, formula: str, inputs: Iterable[Fact]) -> Fact:
    """A fact of a measure in the catalogue, derived from others; the catalogue's formula unless another is given."""
    entry = measure(name, params)
    return Fact(
        key=fact_key(area, name, "", "", year),
        area=area,
        measure=name,
        category="",
        year=year,
        value=value,
        unit=entry.unit,
        decimals=entry.decimals,
        source=None,
        formula=formula or entry.formula,
        inputs=tuple(fact.key for fact in inputs),
    )
