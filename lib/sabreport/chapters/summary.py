"""The report in brief: one page in plain English, written from the facts."""

from __future__ import annotations

from collections.abc import Iterator

from sabreport.base.project import year_label
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits.exhibit import Exhibit
from sabreport.facts.fact import BOARD
from sabreport.facts.phrases import compared, counted_at_all_events, figure_of, how_many, share_of_none
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, ended, followed_by, listed
from sabreport.wording.markdown import escape, link
from sabreport.wording.numbers import in_words

_MOST_LISTED = 6


def in_brief(chapter: Chapter) -> list[Exhibit]:
    """Who the board is, what it saw and did, what it learnt, and what comes next.

    What the board has no figures for is left out.
    """
    parts = {
        "Who we are": list(_who(chapter)),
        "What we saw": list(_seen(chapter)),
        "What we did": list(_done(chapter)),
        "What we learnt": list(_learnt(chapter)),
        "What comes next": list(_next(chapter)),
        "If you are worried about somebody": list(_help(chapter)),
    }
    return [Prose(f"## {heading}\n\n{' '.join(said)}") for heading, said in parts.items() if said]


def _who(chapter: Chapter) -> Iterator[str]:
    places = listed([escape(area.name) for area in chapter.params.areas])
    members = how_many(chapter.facts.named("board.members"), "organisation", "organisations")
    yield f"We are {members}. We work together to keep adults in {places} safe from abuse and neglect."
    yield f"This page sums up our year from April {chapter.project.year - 1} to March {chapter.project.year}."


def _seen(chapter: Chapter) -> Iterator[str]:
    facts, words = chapter.facts, chapter.words
    area = BOARD if len(chapter.params.areas) > 1 else chapter.params.areas[0].id
    concerns, enquiries = facts.find(area, "concerns"), facts.find(area, "enquiries_s42")
    if concerns is not None:
        number = figure_of(concerns, words["concern"], words["concerns"])
        told = f"Adult social care received {number} about adults who may be at risk"
        yield f"{followed_by(told, compared(concerns, facts))}."
    if enquiries is not None:
        start = f"The law asked for an enquiry into what had happened in {figure_of(enquiries, 'case', 'cases')}"
        if enquiries.value == 0:
            start = f"There were {enquiries.span('no')} cases in which the law asked for an enquiry into what had happened"
        yield f"{followed_by(start, compared(enquiries, facts))}."
    found = [(escape(each.name), facts.find(each.id, "msp_asked_pct")) for each in chapter.params.areas]
    asked = [(name, fact) for name, fact in found if fact is not None and not share_of_none(fact, facts)]
    if len(asked) == 1:
        yield f"In {asked[0][0]}, {asked[0][1].span()} of people were asked what they wanted to happen."
    elif asked:
        shares = listed([f"{fact.span()} in {name}" for name, fact in asked])
        yield f"The share of people who were asked what they wanted to happen was {shares}."


def _done(chapter: Chapter) -> Iterator[str]:
    facts = chapter.facts
    total, complete = facts.find(BOARD, "deliverables"), facts.find(BOARD, "deliverables_complete")
    if total is not None and total.value:
        priorities = list(chapter.tables.rows("priorities")["priority"].unique())
        under = "this priority" if len(priorities) == 1 else "these priorities"
        yield ended(f"Our plan had {how_many(total, 'task', 'tasks')} under {under}: {_names(priorities)}")
        if complete is not None:
            yield f"By the end of March, {how_many(complete, 'task was', 'tasks were')} complete."
        silent = facts.find(BOARD, "deliverables_not_reported")
        if silent is not None:
            yield f"We had no report on {how_many(silent, 'task', 'tasks')}."
    events, people = facts.find(BOARD, "events"), facts.find(BOARD, "attendance")
    if events is not None and people is not None and events.value:
        few = {0: f"and {people.span('nobody came')}", 1: f"and {people.span('one person came')}"}
        at_all = counted_at_all_events(facts)
        if came := few.get(int(people.value), ""):
            came += "" if at_all else " to those where people were counted"
        else:
            came = f"with {people.span()} attendances {'in all' if at_all else 'at those where people were counted'}"
        yield f"We held {how_many(events, 'event', 'events')}, {came}."
    spent = facts.find(BOARD, "expenditure")
    if spent is not None:
        yield f"Our work cost {spent.span()}."


def _learnt(chapter: Chapter) -> Iterator[str]:
    concluded, ongoing = (chapter.facts.find(BOARD, f"reviews_{name}") for name in ("concluded", "ongoing"))
    if concluded is not None and ongoing is not None:
        yield "When an adult has died or been seriously harmed through abuse or neglect, we review what can be learnt from it."
        yield f"{capitalised(how_many(concluded, 'review was', 'reviews were'))} finished in the year."
        yield f"{capitalised(how_many(ongoing, 'review was', 'reviews were'))} still going on at its end."
    findings, acted_on = (chapter.facts.find(BOARD, name) for name in ("findings", "findings_acted_on"))
    if findings is not None and acted_on is not None and findings.value:
        lessons = f"Reviews gave us {how_many(findings, 'lesson', 'lessons')}"
        if acted_on.value == findings.value:
            yield f"{lessons} to act on."
        elif acted_on.value == 0:
            yield f"{lessons}, and we decided not to act on {'it' if findings.value == 1 else 'them'}. This report says why."
        else:
            number = acted_on.span(in_words(int(acted_on.value)))
            yield f"{lessons}. We are acting on {number} of them; this report says why we are not acting on the rest."


def _next(chapter: Chapter) -> Iterator[str]:
    names = list(chapter.tables.rows("forward")["priority"].unique())
    if names:
        yield ended(f"In {year_label(chapter.project.year + 1)} we will work on: {_names(names)}")


def _help(chapter: Chapter) -> Iterator[str]:
    yield "Tell the adult social care team of your council. In an emergency call 999."
    if chapter.params.website:
        yield f"Our website says more: {link(chapter.params.website)}."


def _names(names: list[str]) -> str:
    """Names as a sentence lists them; the first of many."""
    shown = [f"“{escape(name)}”" for name in names[:_MOST_LISTED]]
    return listed([*shown, "others"] if len(names) > _MOST_LISTED else shown)
