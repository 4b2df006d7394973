"""Charts of an area's figures: over the years, as shares, and as a flow from concern to enquiry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sabreport.base.project import year_label
from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart, Exhibit
from sabreport.exhibits.year_tables import Series, year_tables
from sabreport.facts.fact import Fact
from sabreport.facts.phrases import direction, extremes, one_in, share_in_words, share_of_none
from sabreport.settings.params import Area
from sabreport.wording.lists import capitalised, listed
from sabreport.wording.markdown import escape

CHARTED: Mapping[str, tuple[str, ...]] = {
    "concerns_and_enquiries": ("concerns", "enquiries_s42", "conversion", "enquiries_abuse_found_pct"),
    "making_safeguarding_personal": ("msp_asked_pct", "msp_outcomes_met_pct", "enquiries_ceased_pct"),
    "deprivation_of_liberty": ("dols_applications", "dols_outstanding", "dols_paid_representative_pct"),
}
"""The measures that a chapter's charts show over the years for each area."""


def trend(chapter: Chapter, area: Area, ident: str, subject: str, names: Sequence[str]) -> list[Exhibit]:
    """A panel a measure, and the data table of all of them; nothing where no measure has a figure."""
    series = {name: chapter.facts.over_years(area.id, name) for name in names}
    shown = {name: facts for name, facts in series.items() if facts}
    if not shown:
        return []
    years = list(range(min(fact.year for facts in shown.values() for fact in facts), chapter.project.year + 1))
    ident = f"{ident}-{slug(area.id)}"
    panels = [
        charts.Panel(
            chapter.measure(name).label,
            facts,
            chapter.facts.find(area.id, name, derived="target"),
            {year: chapter.facts.said_of_none(area.id, name, year) for year in years},
        )
        for name, facts in shown.items()
    ]
    when = period(years)
    described = ". ".join(f"{chapter.measure(name).label}: {extremes(facts)}" for name, facts in shown.items())
    labelled = {chapter.measure(name).label: Series(area.id, name, facts) for name, facts in shown.items()}
    caption = f"{capitalised(subject)} in {escape(area.name)}, {when}"
    tables = year_tables("Measure", ident, caption, labelled, years, chapter.facts, behind=ident)
    return [
        Chart(
            ident,
            _finding(chapter, area, subject, shown),
            f"Bar charts of {subject} in {area.name}, {when}. {described}.",
            charts.bars_by_year(chapter.look, panels, years),
            chapter.note("measures", [table.id for table in tables], _scales(chapter, shown)),
        ),
        *tables,
    ]


def period(years: Sequence[int]) -> str:
    """Years in order as a caption names them: "2016-17 to 2019-20"."""
    return year_label(years[0]) if len(years) == 1 else f"{year_label(years[0])} to {year_label(years[-1])}"


def in_sentence(label: str) -> str:
    """A measure's label as it stands within a sentence."""
    return label if label.startswith("DoLS") else label[0].lower() + label[1:]


def _scales(chapter: Chapter, shown: Mapping[str, Sequence[Fact]]) -> str:
    """What a reader who compares panels must know."""
    units = {chapter.measure(name).unit for name in shown}
    above = any(fact.unit == "percent" and fact.value > 100 for facts in shown.values() for fact in facts)
    if units == {"percent"} and not above:
        return "All scales are from 0% to 100%."
    if "percent" in units and not above:
        return "Percentages have a scale from 0% to 100%; each count has its own, from zero."
    return "Each panel has its own scale, from zero."


def _finding(chapter: Chapter, area: Area, subject: str, shown: dict[str, list[Fact]]) -> str:
    """The caption: what the first two measures did since the year before."""
    moves = []
    for name in list(shown)[:2]:
        fact = chapter.facts.find(area.id, name)
        move = direction(fact, chapter.facts) if fact is not None else ""
        if move:
            moves.append(f"{in_sentence(chapter.measure(name).label)} {move}")
    where = escape(area.name)
    if not moves:
        return f"{capitalised(subject)} in {where}"
    return f"{where}: {listed(moves)} on {year_label(chapter.project.year - 1)}"


def flow_of_concerns(chapter: Chapter, area: Area) -> list[Exhibit]:
    """How many concerns led to a section 42 enquiry; nothing without both, or where there were more enquiries than concerns.

    It ends there: what enquiries found is known of those concluded in the year, and these are others than those begun in it.
    """
    find, words = chapter.facts.find, chapter.words
    concerns, enquiries, conversion = (find(area.id, name) for name in ("concerns", "enquiries_s42", "conversion"))
    if concerns is None or enquiries is None or enquiries.value > concerns.value or concerns.value == 0:
        return []
    begun = f"section 42 {words['enquiry'] if enquiries.value == 1 else words['enquiries']} begun"
    steps = [
        charts.Step(words["concern"] if concerns.value == 1 else words["concerns"], 1, concerns),
        charts.Step(begun, enquiries.value / concerns.value, enquiries),
    ]
    if conversion is not None and chapter.params.conversion == "s42":
        said = f"{one_in(conversion, words['concerns'])} in {escape(area.name)} led to a section 42 {words['enquiry']}"
    else:
        said = f"{enquiries.span()} {begun} in {escape(area.name)}, after {concerns.span()} {steps[0].words}"
    alt = f"Flow in {area.name} in {chapter.label}: {concerns.text} {steps[0].words}, {enquiries.text} {begun}."
    note = chapter.note(
        "measures", [f"concerns-{slug(area.id)}"], f"Each bar is as long as its share of all {words['concerns']}."
    )
    return [Chart(f"flow-{slug(area.id)}", said, alt, charts.flow(chapter.look, steps), note)]


def shares_asked(chapter: Chapter, area: Area) -> list[Exhibit]:
    """Who was asked what they wanted, and who got it, as pictures; nothing without all three shares, or with one of nothing."""
    names = CHARTED["making_safeguarding_personal"]
    found = [(name, fact) for name in names if (fact := chapter.facts.find(area.id, name)) is not None]
    if len(found) < len(names) or any(share_of_none(fact, chapter.facts) for _, fact in found):
        return []
    shares = [charts.Share(chapter.measure(name).label, fact) for name, fact in found]
    caption = f"{capitalised(share_in_words(found[0][1]))} of people were asked what they wanted in {escape(area.name)}"
    return [shares_picture(chapter, f"asked-{slug(area.id)}", caption, area.name, shares, f"msp-{slug(area.id)}")]


def shares_picture(chapter: Chapter, ident: str, caption: str, place: str, shares: Sequence[charts.Share], table: str) -> Chart:
    """Pictures of shares side by side; `table` is the id of the table that holds their figures, empty for none."""
    described = ". ".join(f"{share.title}: {share.fact.text}" for share in shares)
    what = "Picture of a share" if len(shares) == 1 else f"Pictures of {len(shares)} shares"
    alt = f"{what} in {place} in {chapter.label}. {described}."
    return Chart(ident, caption, alt, charts.shares(chapter.look, shares), chapter.note("measures", [table] if table else []))
