"""What came back of a report, put together: as rows of comments.csv for people, and for programs as review.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sabreport.base.document_names import COMMENTS
from sabreport.base.files import read_whole, write_whole
from sabreport.base.project import Project
from sabreport.reports.drafts import DRAFTS, Draft
from sabreport.reports.history import NO_REMARKS, Event, now, read_history
from sabreport.reports.last_review import LAST_REVIEW, MOST
from sabreport.reports.output_folder import record
from sabreport.returned.answers import Outcome, answer_to
from sabreport.returned.comments import OWN, as_csv, read_comments, with_remarks
from sabreport.returned.drafts_meant import draft_meant
from sabreport.returned.merged import Noted, merged, noted
from sabreport.returned.places import Places, read_places
from sabreport.returned.remarks import read_returned
from sabreport.returned.untracked import untracked
from sabreport.wording.lists import counted, listed


@dataclass(frozen=True)
class Review:
    """What came back of a report.

    Parameters
    ----------
    files
        The copies, and the draft that each is of.
    remarks
        In the order of the report.
    rows
        Those of comments.csv with these in them.
    told
        What is to be said of how a draft was told.
    places
        What each of those drafts says, by its number.
    """

    project: Project
    files: dict[str, Draft]
    remarks: list[Noted]
    rows: dict[str, dict[str, str]]
    told: list[str]
    places: dict[int, Places]

    @property
    def drafts(self) -> list[Draft]:
        """The drafts that the copies are of."""
        return sorted(set(self.files.values()))

    @property
    def authors(self) -> list[str]:
        """Whose remarks these are, as the files have them."""
        named = (by.author for each in self.remarks for by in (each.remark.by, *(reply.by for reply in each.remark.replies)))
        return [name for name in dict.fromkeys(named) if name]


def review_of(project: Project, paths: Sequence[Path]) -> Review:
    """Read what came back, and find the place of each remark.

    Raises
    ------
    FileError
        Where a file cannot be read, or is no draft of this report; nothing is written then.
    """
    before = read_comments(project)
    copies, files, told = [], dict[str, Draft](), list[str]()
    known: dict[int, Places] = {}
    for path in paths:
        returned = read_returned(path, project.root)
        draft, how = draft_meant(returned, project)
        told += [how] if how else []
        if returned.passed_over:
            told.append(f"{path.name}: the changes by {returned.passed_over} are the kit's own, and are passed over.")
        told += untracked(returned, project.outputs / DRAFTS / str(draft.number), project.root)
        places = known.get(draft.number) or read_places(project, project.outputs / DRAFTS / str(draft.number))
        known[draft.number] = places
        files[path.name] = draft
        copies.append(noted(places.of(returned), draft, path.name, [each.was for each in returned.paragraphs]))
    remarks = merged(copies)
    order = {
        section: at for at, section in enumerate(dict.fromkeys(each for places in known.values() for each in places.sections))
    }
    remarks.sort(key=lambda each: order.get(each.place.section, -1))
    return Review(project, files, remarks, with_remarks(before, remarks), told, known)


def read_again(review: Review, paths: Sequence[Path]) -> Review:
    """A review once the board's texts have been changed by it: each remark with the line on which it stands now.

    Raises
    ------
    FileError
        Where a file cannot be read any more.
    """
    found = review_of(review.project, paths)
    own = {ident: {name: row[name] for name in OWN if name in row} for ident, row in review.rows.items()}
    return replace(found, rows={ident: {**row, **own.get(ident, {})} for ident, row in found.rows.items()})


def as_json(review: Review) -> dict[str, Any]:
    """A review as review.json holds it."""
    return {
        "files": [{"file": name, "draft": draft.number} for name, draft in review.files.items()],
        "notices": review.told,
        "remarks": [_record(each, review) for each in review.remarks],
    }


def _record(each: Noted, review: Review) -> dict[str, Any]:
    remark, place, row = each.remark, each.place, review.rows[each.ident]
    return {
        "id": each.ident,
        "draft": each.draft.number,
        "files": list(each.files),
        "kind": remark.kind,
        "by": remark.by.author,
        "date": remark.by.date,
        "section": place.section,
        "stands_in": place.what,
        "passage": place.said,
        "old": remark.old,
        "new": remark.new,
        "comment": remark.said,
        "replies": [{"by": reply.by.author, "date": reply.by.date, "comment": reply.said} for reply in remark.replies],
        "resolved": remark.resolved,
        "source": asdict(place.words) if place.words else None,
        "behind": [asdict(source) for source in place.behind],
        "facts": sorted(place.facts),
        "answer": row["answer"],
        "status": row["status"],
        "reason": row.get("reason", ""),
    }


def write_review(review: Review, outcomes: Mapping[str, Outcome]) -> list[Path]:
    """Write review.json into the report's folder, and comments.csv beside the extracts; each whole, and only where it changes.

    Parameters
    ----------
    outcomes
        What becomes of the changes of the board's own words, by the ids of their remarks.

    Raises
    ------
    FileError
        Where one cannot be written; it is then as it was.
    """
    project = review.project
    for each in review.remarks:
        review.rows[each.ident]["answer"] = answer_to(each.remark, each.place, project, outcomes.get(each.ident))
    told = json.dumps(as_json(review), ensure_ascii=False, indent=2) + "\n"
    written = [project.outputs / LAST_REVIEW, project.data / COMMENTS]
    for path, content in zip(written, (told.encode("utf-8"), as_csv(review.rows)), strict=True):
        if not path.exists() or read_whole(path, project.root, MOST) != content:
            write_whole(path, content, project.root)
    _note(review)
    return written


def _note(review: Review) -> None:
    """Add to the history that a draft was reviewed, once for the same files with the same remarks."""
    project = review.project
    known = read_history(project.outputs, project.root)
    events = []
    for draft in review.drafts:
        files = [name for name, of in review.files.items() if of == draft]
        count = sum(each.draft == draft for each in review.remarks)
        event = Event(now(), "review", draft.number, listed(review.authors), draft.content, _said(files, count))
        if not any((each.event, each.draft, each.by, each.note) == (event.event, *_same(event)) for each in known):
            events.append(event)
    record(project, events)


def _same(event: Event) -> tuple[int, str, str]:
    return event.draft, event.by, event.note


def _said(files: Sequence[str], count: int) -> str:
    return f"{counted(count, 'remark', 'remarks') if count else NO_REMARKS} in {listed(files)}"


def counts(rows: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """How many rows have each status."""
    found: dict[str, int] = {}
    for row in rows.values():
        found[row["status"]] = found.get(row["status"], 0) + 1
    return found
