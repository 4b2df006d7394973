"""The year in numbers: the figures that matter most, large, with their change on last year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sabreport.chapters.chapter import Chapter
from sabreport.chapters.trend_charts import shares_picture
from sabreport.exhibits.charts import Share
from sabreport.exhibits.exhibit import Chart
from sabreport.facts.fact import BOARD, Fact
from sabreport.facts.phrases import compared, counted_at_all_events, one_in, share_of_none
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised
from sabreport.wording.markdown import escape

_MEASURES = (
    "concerns",
    "enquiries_s42",
    "conversion",
    "msp_asked_pct",
    "msp_outcomes_met_pct",
    "dols_applications",
    "dols_outstanding",
)
_MOST = 8


def key_figures(chapter: Chapter) -> Prose:
    """Up to eight figures: of the whole board where its areas add up, else of its only area."""
    cards = list(islice(_cards(chapter), _MOST))
    if not cards:
        return Prose(f"No figure is available for {chapter.label}.")
    return Prose("::: {.key-figures}\n" + "\n".join(cards) + "\n:::")


def _cards(chapter: Chapter) -> Iterator[str]:
    """The figures there are; those of the board's own work, which have no area, come last."""
    area = BOARD if len(chapter.params.areas) > 1 else chapter.params.areas[0].id
    for measure in _MEASURES:
        found = chapter.facts.find(area, measure)
        if found is not None and not share_of_none(found, chapter.facts):
            yield _card(chapter, found, chapter.measure(measure).label)
    counted = "" if counted_at_all_events(chapter.facts) else ", where it was counted"
    for name, label in (
        ("reviews_concluded", "Safeguarding adults reviews concluded"),
        ("reviews_ongoing", f"Safeguarding adults reviews ongoing on 31 March {chapter.project.year}"),
        ("attendance", f"Attendance at training and conferences{counted}"),
        ("expenditure", "Spent on the board's work"),
    ):
        fact = chapter.facts.find(BOARD, name)
        if fact is not None:
            yield _card(chapter, fact, label)


def _card(chapter: Chapter, fact: Fact, label: str) -> str:
    """One figure: its value, what it is, and its change."""
    comparison = capitalised(compared(fact, chapter.facts))
    lines = ["::: {.key-figure}", f"::: {{.key-figure-value}}\n{fact.span()}\n:::"]
    lines.append(f"::: {{.key-figure-label}}\n{escape(label)}\n:::")
    if comparison:
        lines.append(f"::: {{.key-figure-change}}\n{comparison}\n:::")
    return "\n".join([*lines, ":::"])


def conversion_picture(chapter: Chapter) -> Chart | None:
    """How many concerns led to an enquiry, as people or squares; None where no share of the whole board is known."""
    area = BOARD if len(chapter.params.areas) > 1 else chapter.params.areas[0].id
    fact = chapter.facts.find(area, "conversion")
    if fact is None or fact.value > 100:
        return None
    words = chapter.words
    title = f"{capitalised(words['concerns'])} that led to an {words['enquiry']}"
    caption = f"{one_in(fact, words['concerns'])} led to an {words['enquiry']}"
    return shares_picture(chapter, "conversion", caption, chapter.params.name, [Share(title, fact)], "")


def areas_note(chapter: Chapter) -> Prose | None:
    """Says that the figures add up the areas, and where those are reported; None for a board of one area."""
    names = [escape(area.name) for area in chapter.params.areas]
    if len(names) < 2 or not any(chapter.facts.find(BOARD, name) for name in _MEASURES):
        return None
    listed_in = (
        " See @sec-concerns-and-enquiries for each of them." if "concerns_and_enquiries" in chapter.params.chapters else ""
    )
    return Prose(f"The first figures are for {' and '.join(names) if len(names) == 2 else 'all areas'} together.{listed_in}")
