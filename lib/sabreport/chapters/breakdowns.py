"""Breakdowns of the year's figures: by type of abuse, place, source of risk, and by who the people were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sabreport.base.project import year_label
from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.chapters.trend_charts import in_sentence
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart, Column, Exhibit, Table
from sabreport.exhibits.year_tables import suppression_key
from sabreport.facts.fact import Absent, Fact, Facts
from sabreport.settings.params import Area
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, ended, listed
from sabreport.wording.markdown import escape

_Figure = Fact | Absent
_MOST_NAMED = 3
"""Categories that share the largest figure, up to which a sentence names them."""


def breakdown(name: str) -> Callable[[Chapter, Area], list[Exhibit]]:
    """A part that shows one breakdown (``abuse_type``), largest first: a sentence, a chart and its data table.

    Counts and percentages (``abuse_type_pct``) are shown each by themselves, whichever an area supplied: nothing for one
    that supplied neither, and no chart where all of it is zero.
    """
    return lambda chapter, area: [*_breakdown(chapter, area, name), *_breakdown(chapter, area, f"{name}_pct")]


def _breakdown(chapter: Chapter, area: Area, name: str) -> list[Exhibit]:
    supplied = chapter.facts.by_category(area.id, name)
    held = [fact for fact in supplied if fact.suppressed]
    shown = sorted((fact for fact in supplied if not fact.suppressed), key=lambda fact: -fact.value)
    absent = chapter.facts.absent(area.id, name)
    if not supplied and not absent:
        return []
    entry = chapter.measure(name)
    about = f"{entry.label} ({entry.definition})"
    if not supplied:
        return [Prose(f"{about}: no figure of {chapter.label} for {escape(area.name)} is available.")]
    every: list[_Figure] = [*shown, *held, *absent]
    table = partial(
        _counts_table,
        chapter,
        _ident(area, name),
        f"{entry.label} in {escape(area.name)}, {chapter.label}",
        [Column("Category", width=4)],
        [([each.category], each) for each in every],
    )
    if not shown:
        by_source = ", or was held back by those who supplied it" if any(fact.at_source for fact in held) else ""
        what = f"every {_what(chapter, name)} is too small to show, or would give away one that is{by_source}"
        return [Prose(f"{about}: {what}."), table()]
    if shown[0].value == 0:
        none = Prose(f"{about}: none was recorded{' where a figure is shown' if held or absent else ''}.")
        return [none, table()] if held or absent else [none]
    said, finding = _largest(chapter, area, name, shown, held)
    most = [fact for fact in shown if fact.value == shown[0].value]
    return [
        Prose(f"{about}: {said} ({_count(chapter, most)})."),
        _chart(chapter, area, name, [*shown, *held], finding),
        table(behind=_ident(area, name)),
    ]


def _ident(area: Area, name: str) -> str:
    """The id of a breakdown's chart, and of its table."""
    return f"{name.replace('_', '-')}-{slug(area.id)}"


def _what(chapter: Chapter, name: str) -> str:
    """What a breakdown is of."""
    return "count" if chapter.measure(name).unit == "count" else "percentage"


def _largest(chapter: Chapter, area: Area, name: str, shown: Sequence[Fact], held: Sequence[Fact]) -> tuple[str, str]:
    """Which category is largest, within a sentence and as what a chart shows."""
    what = _what(chapter, name)
    most = [fact for fact in shown if fact.value == shown[0].value]
    if len(most) > _MOST_NAMED:
        return f"none stands out; several have the largest {what}", f"None stands out in {escape(area.name)}"
    # One withheld for the sake of others may be larger than any that is shown.
    often = "most often" if all(0 < fact.below <= shown[0].value for fact in held) else f"of the {what}s shown, most often"
    names = listed([f"“{escape(fact.category)}”" for fact in most])
    return f"{often} {names}", f"{capitalised(often)} in {escape(area.name)}: {names}"


def _chart(chapter: Chapter, area: Area, name: str, facts: Sequence[Fact], finding: str) -> Chart:
    """The largest categories as far as a page has room, beside those of the year before."""
    label, ident = in_sentence(chapter.measure(name).label), _ident(area, name)
    largest = listed([f"{fact.category} {fact.text}" for fact in facts[:3] if not fact.suppressed])
    held = [fact for fact in facts if fact.suppressed]
    before = [chapter.facts.before(fact) for fact in facts]
    fit = charts.categories_that_fit(facts, paired=any(before))
    room = "" if fit >= len(facts) else "The chart has room for the largest; the table holds all of them."
    return Chart(
        ident,
        f"{finding} ({label}, {chapter.label})",
        f"Bar chart of {label} in {area.name} in {chapter.label}. Largest: {largest}.{_not_shown(held)}",
        charts.bars_by_category(chapter.look, facts[:fit], before[:fit]),
        chapter.note("measures", [ident], room),
    )


def _not_shown(held: Sequence[Fact]) -> str:
    """Names, for alt text, the categories whose figures are held back."""
    return ended(f" Not shown: {listed([fact.category for fact in held])}") if held else ""


def _count(chapter: Chapter, most: Sequence[Fact]) -> str:
    """The count of the largest category, beside that of the year before where one category alone is largest."""
    before = chapter.facts.before(most[0])
    if len(most) > 1:
        return f"{most[0].span()} each"
    if before is None or (before.suppressed and not before.below):
        return most[0].span()
    return f"{most[0].span()}, compared with {before.span()} the year before"


def people(chapter: Chapter, area: Area) -> list[Exhibit]:
    """Who had a section 42 enquiry, by age, sex and ethnicity, in one table; nothing where none is supplied."""
    facts: list[tuple[Sequence[str], _Figure]] = []
    for name in ("age", "age_pct", "sex", "sex_pct", "ethnicity", "ethnicity_pct"):
        every: list[_Figure] = [*chapter.facts.by_category(area.id, name), *chapter.facts.absent(area.id, name)]
        facts += [((chapter.measure(name).label, each.category), each) for each in every]
    if not any(isinstance(each, Fact) for _, each in facts):
        return []
    caption = f"People with a section 42 {chapter.words['enquiry']} in {escape(area.name)}"
    return [_counts_table(chapter, f"people-{slug(area.id)}", caption, [Column("By", width=2), Column("Group", width=4)], facts)]


def _in_year(facts: Facts, each: _Figure, year: int) -> Fact | None:
    """The figure of a category in a year, shown or not."""
    return facts.find(each.area, each.measure, category=each.category, year=year, suppressed=True)


def _counts_table(
    chapter: Chapter,
    ident: str,
    caption: str,
    headings: Sequence[Column],
    figures: Sequence[tuple[Sequence[str], _Figure]],
    *,
    behind: str = "",
) -> Table:
    """A row a figure: its labels, the year before where any figure has one, and the year."""
    facts, year = chapter.facts, chapter.project.year
    then = [_in_year(facts, each, year - 1) for _, each in figures]
    now = [_in_year(facts, each, year) for _, each in figures]
    caption += suppression_key((*then, *now))
    columns, rows = [*headings], [[escape(label) for label in labels] for labels, _ in figures]
    for each_year, found in ((year - 1, then), (year, now)):
        if any(found) or each_year == year:
            columns.append(Column(year_label(each_year), "right"))
            for row, fact, (_, each) in zip(rows, found, figures, strict=True):
                row.append(
                    fact.cell if fact is not None else facts.said_of_none(each.area, each.measure, each_year, each.category)
                )
    return Table(ident, caption, columns, rows, behind)
