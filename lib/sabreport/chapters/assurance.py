"""The agencies' self-assessment as a matrix, and the findings of the multi-agency audits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart, Column, Exhibit, Table
from sabreport.exhibits.year_tables import parts_across
from sabreport.facts.fact import BOARD
from sabreport.facts.phrases import how_many
from sabreport.tables.extract import each_row
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, counted, ended, listed
from sabreport.wording.markdown import as_items, escape
from sabreport.wording.numbers import in_words

_BLANK = "–"
_STANDARD, _LETTERS = 24, 64
"""Letters on a line of a standard's name, and of all agencies' names beside it."""


def self_assessment(chapter: Chapter) -> list[Exhibit]:
    """A sentence on the ratings, the matrix as a heat map, and the same matrix as a table."""
    rows = chapter.tables.rows("assurance")
    if rows.empty:
        return [Prose(f"No agency's self-assessment was supplied for {chapter.label}.")]
    names = {agency: _short(chapter, agency) for agency in rows["agency"].unique()}
    agencies, standards = list(names.values()), list(rows["standard"].unique())
    ratings = {(names[row.agency], row.standard): row.rating for row in each_row(rows)}
    alt = (
        f"Heat map of {counted(len(standards), 'standard', 'standards')} by {counted(len(agencies), 'agency', 'agencies')}. "
        + ". ".join(f"{capitalised(rating)}: {list(ratings.values()).count(rating)}" for rating in charts.RATING_LETTERS)
        + "."
    )
    tables = _matrix(agencies, standards, ratings)
    return [
        Prose(_summary(chapter)),
        Chart(
            "assurance",
            _finding(chapter),
            alt,
            charts.rating_matrix(chapter.look, agencies, standards, ratings),
            chapter.note("assurance", [table.id for table in tables]),
        ),
        *tables,
        *_key(chapter, names),
    ]


def _matrix(agencies: Sequence[str], standards: Sequence[str], ratings: Mapping[tuple[str, str], str]) -> list[Table]:
    """A row a standard and a column an agency, as wide as the longest word of its name; several tables where names ask for it."""
    letters = [f"{letter} = {rating}" for rating, letter in charts.RATING_LETTERS.items()]
    caption = f"Agencies' ratings of themselves by standard ({', '.join(letters)}, {_BLANK} = not asked)"
    wide = {agency: max(map(len, agency.split())) + 2 for agency in agencies}
    count = -(-sum(wide.values()) // _LETTERS)
    return [
        Table(
            ident,
            part_caption,
            [Column("Standard", width=_STANDARD), *(Column(agency, width=wide[agency]) for agency in part)],
            [
                [escape(standard), *(charts.RATING_LETTERS.get(ratings.get((agency, standard), ""), _BLANK) for agency in part)]
                for standard in standards
            ],
            behind="assurance",
        )
        for part, ident, part_caption in parts_across(agencies, count, "assurance", caption)
    ]


def _short(chapter: Chapter, agency: str) -> str:
    """The member's short name where the agency is one, by its id, name or short name; else the agency as written."""
    member = chapter.params.member_called(agency)
    return agency if member is None else member.short_name or member.name


def _full(chapter: Chapter, short: str) -> str:
    return next((member.name for member in chapter.params.members if member.short_name == short), short)


def _key(chapter: Chapter, names: dict[str, str]) -> list[Exhibit]:
    pairs = [f"{escape(short)}: {escape(full)}" for short in names.values() if (full := _full(chapter, short)) != short]
    return [Prose(ended("; ".join(pairs)))] if pairs else []


def _summary(chapter: Chapter) -> str:
    rows = chapter.tables.rows("assurance")
    agencies, standards = chapter.facts.named("board.agencies"), chapter.facts.named("board.standards")
    found = chapter.facts.named("board.agencies_with_gaps")
    gaps = rows[rows["rating"].isin(("needs work", "not effective"))]
    text = (
        f"{capitalised(how_many(agencies, 'agency rated itself', 'agencies rated themselves'))} against "
        f"{how_many(standards, 'standard', 'standards')}."
    )
    if agencies.value == 1:
        return f"{text} It found {'no' if found.value == 0 else 'at least one'} standard that needs work or is not effective."
    if found.value == 0:
        return f"{text} None found that a standard needs work."
    clear = [
        escape(_full(chapter, _short(chapter, agency))) for agency in rows["agency"].unique() if agency not in set(gaps["agency"])
    ]
    number = "All of them" if not clear else capitalised(found.span(in_words(int(found.value))))
    text += f" {number} found at least one standard that needs work or is not effective."
    return f"{text} {listed(clear)} found none." if clear else text


def _finding(chapter: Chapter) -> str:
    """The standard that most agencies say needs work."""
    gaps = chapter.facts.by_category(BOARD, "gaps")
    if not gaps:
        return "Every agency met every standard that it was asked about"
    most = max(fact.value for fact in gaps)
    top = [fact for fact in gaps if fact.value == most]
    if len(top) > 3:
        return "Agencies' ratings of themselves by standard"
    names, each = listed([f"“{escape(fact.category)}”" for fact in top]), " each" if len(top) > 1 else ""
    return f"Most often in need of work: {names} ({how_many(top[0], 'agency', 'agencies')}{each})"


def audits(chapter: Chapter) -> list[Exhibit]:
    """Each audit with its theme, or its themes, where it stands, and what it found."""
    exhibits: list[Exhibit] = []
    if chapter.tables.rows("audits").empty:
        return [Prose(f"No multi-agency audit was recorded in {chapter.label}.")]
    for (name, status), rows in chapter.tables.rows("audits").groupby(["audit", "status"], sort=False):
        found = {
            ended(f"Theme: {escape(str(theme))}"): "\n".join(as_items(finding) for finding in of_theme["finding"])
            for theme, of_theme in rows.groupby("theme", sort=False)
        }
        stands = f"Status on 31 March {chapter.project.year}: {status}."
        said = [f"{theme} {stands}\n\n{items}" for theme, items in found.items()]
        if len(found) > 1:
            said = [stands, *(f"{theme}\n\n{items}" for theme, items in found.items())]
        exhibits.append(Prose("\n\n".join([f"## {escape(str(name))} {{#sec-audit-{slug(str(name))}}}", *said])))
    return exhibits
