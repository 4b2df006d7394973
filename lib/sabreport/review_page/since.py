"""What changed since the draft that a reader last had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sabreport.base.dates import day
from sabreport.base.project import Project
from sabreport.changes.changes import Changes, Kept, compared
from sabreport.changes.content import Content, read_content
from sabreport.reports.drafts import Draft, drafts_in, kept_draft
from sabreport.reports.history import Event
from sabreport.wording.lists import listed


@dataclass(frozen=True)
class Since:
    """What changed, and since when.

    Parameters
    ----------
    said
        A sentence on the earlier draft, or on there being none.
    changes
        None where there is none.
    unknown
        Where the reader was sent no draft at all and others were: who they are.
    """

    said: str
    changes: Changes | None = None
    unknown: str = ""


def since_last_had(project: Project, draft: Draft, content: Content, history: Sequence[Event], reader: str) -> Since:
    """What changed since the draft before; where a reader is named, since the one before that was last sent to that reader.

    Parameters
    ----------
    content
        What `draft` says.
    reader
        A role; empty for any.

    Raises
    ------
    FileError
        Where the earlier draft cannot be read.
    """
    if not reader:
        before = [each for number, each in drafts_in(project.outputs) if number < draft.number and each is not None]
        if not before:
            return Since("There is no earlier draft.")
        return _compared(project, before[-1], draft, content, "the draft before")
    sent = [each for each in history if each.event == "sent"]
    to_reader = [each for each in sent if each.by.casefold() == reader.casefold()]
    earlier = [each for each in to_reader if each.draft < draft.number]
    if not earlier:
        others = "" if to_reader else listed(list(dict.fromkeys(each.by for each in sent)))
        return Since(f"No earlier draft was sent to {reader}: all of this one is new.", unknown=others)
    when = day(date.fromisoformat(earlier[-1].when[:10]))
    last = kept_draft(project.outputs, earlier[-1].draft, project.root)
    return _compared(project, last, draft, content, f"which was sent to {earlier[-1].by} on {when}")


def _compared(project: Project, earlier: Draft, draft: Draft, content: Content, what: str) -> Since:
    old, new = Kept(project, earlier), Kept(project, draft)
    return Since(f"Since {earlier.mark}, {what}.", compared(old, new, read_content(old.folder, project.root), content))
