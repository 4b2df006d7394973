"""review.html: all that whoever reads a draft has to look at, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from sabreport.base.dates import day
from sabreport.base.document_names import COMMENTS
from sabreport.base.errors import FileError, Problem
from sabreport.base.files import write_whole
from sabreport.base.pages import page_of
from sabreport.base.project import Project
from sabreport.base.spreadsheets import as_written
from sabreport.changes.changes import Kept, shown
from sabreport.facts.derived import SMALLEST_BASE
from sabreport.reports.drafts import Draft, drafts_in, kept_draft
from sabreport.reports.history import read_history
from sabreport.reports.last_review import last_review
from sabreport.reports.lost_comments import lost_comments
from sabreport.reports.signoffs import where_it_stands
from sabreport.returned.comments import OPEN, read_comments
from sabreport.returned.places import Places, read_places
from sabreport.review_page.decisions import Decisions, decisions_on
from sabreport.review_page.moved import MovedFigure, moved_most
from sabreport.review_page.since import Since, since_last_had
from sabreport.review_page.written import Part, titles_of, written_by_kit, written_by_people
from sabreport.running.origins import ORIGINS
from sabreport.settings.look import LOOK_FILES
from sabreport.wording.lists import capitalised, counted, ended

PAGE = "review.html"
"""What the page is called, in a report's folder."""


@dataclass(frozen=True)
class ReviewPage:
    """What the page shows of a draft.

    Parameters
    ----------
    title
        What the board is called.
    reader
        For whom it is; empty for anybody.
    stands
        How far the last draft is on its way to be published; empty on the page of another.
    counts, shares
        The figures that moved most on last year.
    kit, people
        Who wrote what; None where the draft does not say.
    comments
        The rows of comments.csv that are open, in the order of the report.
    answered
        How many others there are.
    lost
        What is to be said where comments.csv, or a row of it, is gone; empty where it is whole, or nothing came back yet.
    notices
        What is to be said of how the last copies that came back were read.
    """

    project: Project
    draft: Draft
    title: str
    reader: str
    stands: str
    decisions: Decisions
    since: Since
    counts: Sequence[MovedFigure]
    shares: Sequence[MovedFigure]
    kit: Sequence[Part] | None
    people: Sequence[Part] | None
    comments: Sequence[Mapping[str, str]]
    answered: int
    lost: str
    notices: Sequence[str]


def review_page(
    project: Project, number: int | None, reader: str, known: Mapping[int, Places] = MappingProxyType({})
) -> ReviewPage:
    """What the page shows of a draft that is kept.

    Parameters
    ----------
    number
        Of the draft; None for the last.
    reader
        The role of who is to read it; empty for anybody.
    known
        What drafts say that were read already, by number.

    Raises
    ------
    FileError
        Where there is no such draft, or something of it cannot be read.
    """
    kept = [each for each, _ in drafts_in(project.outputs)]
    if number is None and not kept:
        remedy = f"Build the report of {project.label}."
        raise FileError([Problem(project.outputs, None, "", "there is no draft to review", remedy)], project.root)
    draft = kept_draft(project.outputs, kept[-1] if number is None else number, project.root)
    folder = Kept(project, draft).folder
    history = read_history(project.outputs, project.root)
    places = known.get(draft.number) or read_places(project, folder)
    comments = read_comments(project)
    still_open = _open(comments.values(), places)
    counts, shares = moved_most(places.content, project.year, titles_of(places))
    says_who = (folder / ORIGINS).is_file()
    return ReviewPage(
        project,
        draft,
        places.title,
        reader,
        where_it_stands(project.outputs, history) if draft.number == kept[-1] else "",
        decisions_on(project, draft),
        since_last_had(project, draft, places.content, history, reader),
        counts,
        shares,
        written_by_kit(places) if says_who else None,
        written_by_people(places) if says_who else None,
        still_open,
        len(comments) - len(still_open),
        "".join(problem.sentence(project.root) for problem in lost_comments(project, history)),
        last_review(project).notices,
    )


def write_review_page(page: ReviewPage) -> Path:
    """Write review.html into the report's folder, in place of the one before.

    Raises
    ------
    FileError
        Where it cannot be written; the one before is as it was.
    """
    project = page.project
    look = (Kept(project, page.draft).folder / "report" / LOOK_FILES[0]).read_text(encoding="utf-8")
    changes = page.since.changes
    text = page_of(
        "sabreport.review_page",
        "review.html.j2",
        look=look,
        board=page.title,
        label=project.label,
        review=page,
        stopped=[(each, "") for each in page.decisions.stopped],
        warned=[(each, "") for each in page.decisions.warned],
        **(shown(changes, heading=3) if changes else {"changes": None, "counted": counted}),
        comments=[(section, list(rows)) for section, rows in groupby(page.comments, lambda row: row.get("section", ""))],
        all_comments=project.relative(project.data / COMMENTS),
        least=SMALLEST_BASE,
        anchors={part.chapter: f"kit-{number}" for number, part in enumerate(page.kit or (), start=1)},
        capitalised=capitalised,
        ended=ended,
        as_written=as_written,
        on=_day,
    )
    return write_whole(project.outputs / PAGE, text, project.root)


def _open(comments: Iterable[Mapping[str, str]], places: Places) -> list[Mapping[str, str]]:
    """The rows that are open, in the order of the report; those on what the draft does not have come last."""
    order = {section: at for at, section in enumerate(places.sections)}
    rows = [row for row in comments if row["status"] == OPEN]
    return sorted(rows, key=lambda row: order.get(as_written(row.get("section", "")), len(order)))


def _day(moment: str) -> str:
    """The day of a moment as a file has it."""
    try:
        return day(date.fromisoformat(moment[:10]))
    except ValueError:
        return moment
