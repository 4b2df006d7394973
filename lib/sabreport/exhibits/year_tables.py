"""Tables over the years, laid out so that they fit the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sabreport.base.project import year_label
from sabreport.exhibits.exhibit import Column, Table
from sabreport.facts.fact import Fact, Facts
from sabreport.wording.markdown import escape

_MOST_COLUMNS = 6


@dataclass(frozen=True)
class Series:
    """A measure of an area over the years: one fact a year, where there is one."""

    area: str
    measure: str
    facts: Sequence[Fact]


def suppression_key(facts: Iterable[Fact | None]) -> str:
    """Ends the caption of a table in which a number is held back; empty for one in which none is."""
    held = [fact for fact in facts if fact is not None and fact.suppressed]
    at_source = ", some of it by those who supplied the figures" if any(fact.at_source for fact in held) else ""
    return rf" (\[c\]: not shown, to protect people who could be recognised{at_source})" if held else ""


def year_tables(
    what: str,
    ident: str,
    caption: str,
    series: Mapping[str, Series],
    years: Sequence[int],
    facts: Facts,
    *,
    behind: str = "",
) -> list[Table]:
    """A row a series and a column a year; over more than six years a row a year and a column a series.

    Parameters
    ----------
    what
        What a series is of, for the heading: "Measure", "Area".
    series
        Each by the name that is printed; a year without a fact says that it is not available, or cannot apply.
    facts
        All of the report, which tell what is said of a year without a fact.
    behind
        id of the chart whose data they are; empty for tables of their own.

    Returns
    -------
    list of Table
        One table; several where more series than fit stand across.
    """
    caption += suppression_key(fact for each in series.values() for fact in each.facts)
    shown = {(name, fact.year): fact.cell for name, each in series.items() for fact in each.facts}
    cells = {
        (name, year): shown.get((name, year)) or facts.said_of_none(each.area, each.measure, year)
        for name, each in series.items()
        for year in years
    }
    if len(years) <= _MOST_COLUMNS:
        columns = [Column(what, width=4), *(Column(year_label(year), "right") for year in years)]
        rows = [[escape(name), *(cells[name, year] for year in years)] for name in series]
        return [Table(ident, caption, columns, rows, behind)]
    tables = []
    for part, part_ident, part_caption in parts_across(list(series), -(-len(series) // _MOST_COLUMNS), ident, caption):
        columns = [Column("Year"), *(Column(name, "right", 2) for name in part)]
        rows = [[year_label(year), *(cells[name, year] for name in part)] for year in years]
        tables.append(Table(part_ident, part_caption, columns, rows, behind))
    return tables


def parts_across(names: Sequence[str], count: int, ident: str, caption: str) -> Iterator[tuple[Sequence[str], str, str]]:
    """The columns of a table that is too wide, in so many parts of nearly the same size; each with its id and caption.

    Examples
    --------
    >>> [part for part in parts_across("abcde", 2, "t", "T")]
    [('abc', 't', 'T'), ('de', 't-2', 'T, continued')]
    """
    most = -(-len(names) // max(count, 1))
    for number, start in enumerate(range(0, len(names), most), 1):
        suffix, also = (f"-{number}", ", continued") if start else ("", "")
        yield names[start : start + most], f"{ident}{suffix}", f"{caption}{also}"
