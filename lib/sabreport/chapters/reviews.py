"""Safeguarding adults reviews: how many, which, what they found, and what is done about it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from sabreport.base.dates import on_or_in, when
from sabreport.base.slugs import slug
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart, Column, Exhibit, Table
from sabreport.exhibits.statuses import status
from sabreport.facts.fact import BOARD, Fact
from sabreport.facts.phrases import how_many
from sabreport.tables.extract import each_row
from sabreport.tables.year_checks import not_of_later_years
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, ended, listed
from sabreport.wording.markdown import escape, escape_lines
from sabreport.wording.numbers import in_words


def reviews_of_the_year(chapter: Chapter) -> list[Exhibit]:
    """Sentences that count the reviews, a timeline, and the list of them; a nil return where there is none."""
    rows = _in_the_year(chapter)
    said = Prose(_counts(chapter))
    if rows.empty:
        return [said]
    return [said, _timeline(chapter, rows), _list(chapter, rows)]


def findings(chapter: Chapter) -> list[Exhibit]:
    """The findings of each review on file with the action on each, its status, or why it was declined.

    Reviews concluded in the year come first; one of them without findings says so. Findings of earlier and of
    ongoing reviews follow, for the board reports what it did in the year about any of them; a review that is not in the
    list of the year's has its dates beside them. One begun after the year is left to the next report.
    """
    rows, found = chapter.tables.rows("sars"), chapter.tables.rows("sar_findings")
    if rows.empty:
        return []
    rows = not_of_later_years(chapter.project, rows, rows)
    in_year = rows["concluded"].between(*_year(chapter))
    listed_above = set(_in_the_year(chapter)["sar"])
    exhibits: list[Exhibit] = []
    for review in (*each_row(rows[in_year]), *each_row(rows[~in_year])):
        own = found[found["sar"] == review.sar]
        concluded_now = pd.notna(review.concluded) and _year(chapter)[0] <= review.concluded <= _year(chapter)[1]
        if own.empty and not concluded_now:
            continue
        ident = slug(review.sar)
        exhibits.append(Prose(f"## {escape(review.title)} {{#sec-review-{ident}}}"))
        if review.sar not in listed_above:
            exhibits.append(Prose(_course(review)))
        if own.empty:
            exhibits.append(Prose("No finding of this review is on record."))
            continue
        caption = f"{escape(review.title)}: findings and what is being done about them"
        exhibits.append(Table(f"findings-{ident}", caption, _FINDING_COLUMNS, [_finding(row) for row in each_row(own)]))
    return exhibits


_FINDING_COLUMNS = (Column("Finding", width=4), Column("Action, or reason for none", width=4), Column("Status", width=2))


def _finding(row: Any) -> list[str]:
    action, reason = escape_lines(row.action), escape_lines(row.reason)
    done = f"{ended(action)} **Reason:** {reason}" if action and reason else action or reason
    return [escape_lines(row.finding), done, status(row.status)]


def _course(review: Any) -> str:
    """When a review was begun, concluded and published, as a sentence."""
    steps = (("begun", "commissioned"), ("concluded", "concluded"), ("published", "published"))
    return (
        f"This review was {listed([f'{verb} {on_or_in(*days)}' for verb, column in steps if (days := _days(review, column))])}."
    )


def _year(chapter: Chapter) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(chapter.project.first_day), pd.Timestamp(chapter.project.last_day)


def _in_the_year(chapter: Chapter) -> pd.DataFrame:
    """Reviews that were begun, ongoing or concluded at any time in the year, in order of their start."""
    rows = chapter.tables.rows("sars")
    first, last = _year(chapter)
    if rows.empty:
        return rows
    return rows[(rows["commissioned"] <= last) & ~(rows["concluded"] < first)].sort_values(["commissioned", "sar"])


def _counts(chapter: Chapter) -> str:
    """Begun, carried on, concluded, ongoing; zeros said in words."""
    label, end = chapter.label, f"31 March {chapter.project.year}"
    begun, carried, concluded, ongoing = (
        chapter.facts.find(BOARD, f"reviews_{name}") for name in ("begun", "carried_on", "concluded", "ongoing")
    )
    if begun is None or carried is None or concluded is None or ongoing is None or begun.value + carried.value == 0:
        return f"No safeguarding adults review was begun, concluded or ongoing in {label}."
    sentences = [
        f"The board began {how_many(begun, 'safeguarding adults review', 'safeguarding adults reviews')} in {label}"
        + (f" and carried on with {_number(carried)} begun in earlier years." if carried.value else "."),
        f"{capitalised(how_many(concluded, 'review was', 'reviews were'))} concluded in the year, and"
        f" {_number(ongoing)} {'was' if ongoing.value == 1 else 'were'} ongoing on {end}.",
    ]
    return " ".join(sentences)


def _number(fact: Fact) -> str:
    return fact.span(in_words(int(fact.value)) if fact.value else "none")


def _timeline(chapter: Chapter, rows: pd.DataFrame) -> Chart:
    last = chapter.project.last_day
    spans = []
    for row in each_row(rows):
        begun, ended = _days(row, "commissioned"), _days(row, "concluded")
        if begun is not None:
            spans.append(charts.ReviewSpan(row.title, begun, ended if ended and ended[0] <= last else None))
    described = [
        f"{span.title}, begun {when(*span.begun)}, " + (f"concluded {when(*span.ended)}" if span.ended else "ongoing")
        for span in spans
    ]
    figure = charts.review_timeline(chapter.look, spans, chapter.project.first_day, last)
    alt = f"Timeline of safeguarding adults reviews to 31 March {last.year}: {'; '.join(described)}."
    concluded, ongoing = (chapter.facts.find(BOARD, f"reviews_{name}") for name in ("concluded", "ongoing"))
    caption = f"Reviews begun, concluded and ongoing in {chapter.label}"
    if concluded is not None and ongoing is not None:
        caption = f"{capitalised(_reviews(concluded))} concluded in {chapter.label} and {_number(ongoing)} ongoing at its end"
    shaded = f"The shaded part is {chapter.label}."
    if any(span.uncertain for span in spans):
        shaded += " The faint part of a bar is the time in which the review may have begun or ended."
    return Chart("reviews", caption, alt, figure, chapter.note("sars", ["reviews"], shaded))


def _reviews(fact: Fact) -> str:
    return how_many(fact, "review", "reviews")


def _days(row: Any, column: str) -> tuple[date, date] | None:
    """The first and the last day that a date of a review may be; None for what has not happened yet."""
    first, last = getattr(row, column), getattr(row, f"{column}_last")
    return None if pd.isna(first) else (first.date(), last.date())


def _list(chapter: Chapter, rows: pd.DataFrame) -> Table:
    last = chapter.project.last_day
    body = []
    for row in each_row(rows):
        begun, ended, published = (_days(row, column) for column in ("commissioned", "concluded", "published"))
        state = [f"concluded {on_or_in(*ended)}"] if ended else []
        state += [f"published {on_or_in(*published)}"] if published else []
        if not ended or ended[0] > last:
            state = [f"ongoing on 31 March {last.year}", *state]
        body.append([escape(row.title), capitalised(row.criterion), when(*begun) if begun else "", capitalised("; ".join(state))])
    columns = [
        Column("Review", width=3),
        Column("Criterion", width=2),
        Column("Begun", width=3),
        Column("Where it stands", width=4),
    ]
    return Table("reviews", f"Safeguarding adults reviews in {chapter.label}", columns, body)
