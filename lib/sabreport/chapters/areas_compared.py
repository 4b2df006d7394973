"""The areas of a board beside each other: over the years on one scale, and before and after; nothing for a single area."""

from __future__ import annotations

from collections.abc import Sequence

from sabreport.base.project import year_label
from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.chapters.trend_charts import CHARTED, period
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart, Exhibit, Table
from sabreport.exhibits.year_tables import Series, year_tables
from sabreport.facts.fact import NOT_APPLICABLE, Fact, Facts
from sabreport.facts.phrases import extremes, share_of_none
from sabreport.texts.prose import Prose
from sabreport.wording.lists import listed
from sabreport.wording.markdown import escape

ByArea = dict[str, list[Fact]]


def concerns_by_area(chapter: Chapter) -> list[Exhibit]:
    """Concerns for the size of the area, what came of them, and whether abuse was found."""
    return _over_the_years(chapter, "concerns", ("concerns_per_100000", "conversion", "enquiries_abuse_found_pct"))


def deprivation_of_liberty_by_area(chapter: Chapter) -> list[Exhibit]:
    """Applications for the size of the area, and paid representatives."""
    return _over_the_years(chapter, "dols", ("dols_per_100000", "dols_paid_representative_pct"))


def making_safeguarding_personal_by_area(chapter: Chapter) -> list[Exhibit]:
    """Who was asked what they wanted, and who got it: the year before and the year."""
    names = CHARTED["making_safeguarding_personal"]
    series, year = _series(chapter, names), chapter.project.year
    ends = {
        name: {area: [_of_year(chapter.facts, found, each) for each in (year - 1, year)] for area, found in by_area.items()}
        for name, by_area in series.items()
    }
    compared = {name: areas for name, areas in ends.items() if sum(None not in pair for pair in areas.values()) > 1}
    if not compared:
        return []
    panels = [
        charts.SlopePanel(area, [charts.Line(chapter.measure(name).label, *areas[area]) for name, areas in compared.items()])
        for area in next(iter(compared.values()))
        if any(None not in areas[area] for areas in compared.values())
    ]
    described = ". ".join(
        f"{chapter.measure(name).label}: "
        + "; ".join(f"{area} from {before.text} to {now.text}" for area, (before, now) in areas.items() if before and now)
        for name, areas in compared.items()
    )
    years = [year - 1, year]
    tables = [table for name in compared for table in _tables(chapter, name, series[name], years, "msp-areas")]
    first = next(iter(compared))
    chart = Chart(
        "msp-areas",
        _moves(chapter, first, compared[first]),
        f"Slope charts from {year_label(year - 1)} to {year_label(year)}. {described}.",
        charts.slope(chapter.look, panels, year),
        chapter.note("measures", [table.id for table in tables], "All panels have one scale, from 0% to 100%."),
    )
    return [chart, *tables]


def _over_the_years(chapter: Chapter, ident: str, names: Sequence[str]) -> list[Exhibit]:
    """Small multiples: a row a measure, a column an area."""
    series = _series(chapter, names)
    if not series:
        return []
    first = min(fact.year for by_area in series.values() for facts in by_area.values() for fact in facts)
    years = list(range(first, chapter.project.year + 1))
    names_drawn = {area for by_area in series.values() for area, facts in by_area.items() if _drawn(facts)}
    drawn = {name: {area: by_area[area] for area in by_area if area in names_drawn} for name, by_area in series.items()}
    of_some = {name: _of_something(chapter.facts, by_area) for name, by_area in drawn.items()}
    panels = [charts.AreasPanel(chapter.measure(name).label, by_area) for name, by_area in of_some.items()]
    described = ". ".join(
        f"{chapter.measure(name).label}: "
        + "; ".join(
            f"{area} {_range_in_words(chapter, name, area, facts, of_nothing=bool(drawn[name][area]))}"
            for area, facts in by_area.items()
        )
        for name, by_area in of_some.items()
    )
    ident = f"{ident}-areas"
    tables = [table for name, by_area in series.items() for table in _tables(chapter, name, by_area, years, ident)]
    where = listed([escape(area.name) for area in chapter.params.areas if area.name in names_drawn])
    chart = Chart(
        ident,
        _range(chapter, series) or f"{where} compared",
        f"Bar charts of each area beside the others, {period(years)}. {described}.",
        charts.areas_by_year(chapter.look, panels, years),
        chapter.note("measures", [table.id for table in tables], "Each row has one scale, from zero, for all areas."),
    )
    return [Prose(f"@fig-{ident} sets {where} beside each other."), chart, *tables]


def _series(chapter: Chapter, names: Sequence[str]) -> dict[str, ByArea]:
    """The facts of each measure by the name of the area, for measures of which two areas or more show a figure."""
    areas = chapter.params.areas
    series = {name: {area.name: chapter.facts.over_years(area.id, name) for area in areas} for name in names}
    return {name: by_area for name, by_area in series.items() if sum(map(_drawn, by_area.values())) > 1}


def _of_something(facts: Facts, by_area: ByArea) -> ByArea:
    """The figures of each area that say something: no share of nothing."""
    return {area: [fact for fact in found if not share_of_none(fact, facts)] for area, found in by_area.items()}


def _range_in_words(chapter: Chapter, name: str, area: str, facts: Sequence[Fact], *, of_nothing: bool) -> str:
    """The lowest and highest of an area for alt text, or what its table says of the year reported."""
    if facts:
        return extremes(facts)
    ids = {each.name: each.id for each in chapter.params.areas}
    return NOT_APPLICABLE if of_nothing else chapter.facts.said_of_none(ids[area], name, chapter.project.year)


def _drawn(facts: Sequence[Fact]) -> bool:
    """Whether a chart shows any of the figures: not where all are held back."""
    return any(not fact.suppressed for fact in facts)


def _tables(chapter: Chapter, name: str, by_area: ByArea, years: Sequence[int], behind: str) -> list[Table]:
    """The data of one measure, by area."""
    caption = f"{escape(chapter.measure(name).label)} by area, {period(years)}"
    series = {area.name: Series(area.id, name, by_area[area.name]) for area in chapter.params.areas}
    return year_tables("Area", f"{slug(name)}-areas", caption, series, years, chapter.facts, behind=behind)


def _of_year(facts: Facts, found: Sequence[Fact], year: int) -> Fact | None:
    """The figure of a year, where it says something: not one that is held back, nor a share of nothing."""
    return next((fact for fact in found if fact.year == year and not fact.suppressed and not share_of_none(fact, facts)), None)


def _range(chapter: Chapter, series: dict[str, ByArea]) -> str:
    """The finding: the lowest and the highest area of the first measure; empty where fewer than two have a figure."""
    name = next(iter(series))
    year = chapter.project.year
    now = {area: fact for area, found in series[name].items() if (fact := _of_year(chapter.facts, found, year)) is not None}
    if len(now) < 2:
        return ""
    low, high = min(now, key=lambda area: now[area].value), max(now, key=lambda area: now[area].value)
    label, when = escape(chapter.measure(name).label), chapter.label
    if now[low].text == now[high].text:
        return f"{label}: {now[low].span()} in every area in {when}"
    return f"{label}: from {now[low].span()} in {escape(low)} to {now[high].span()} in {escape(high)} in {when}"


def _moves(chapter: Chapter, name: str, areas: dict[str, list[Fact | None]]) -> str:
    """The finding: where the first measure rose, fell and stayed."""
    moved: dict[str, list[str]] = {"up": [], "down": [], "unchanged": []}
    for area, (before, now) in areas.items():
        if before is not None and now is not None:
            change = chapter.facts.change(now)
            way = "unchanged" if change is None or change.value == 0 else "up" if change.value > 0 else "down"
            moved[way].append(escape(area))
    said = "; ".join(f"{way} in {listed(names)}" for way, names in moved.items() if names)
    return f"{escape(chapter.measure(name).label)}: {said}"
