"""Remarks that were read once, and whose list, or a row of it, is gone: nobody can tell then whether they are answered."""

from __future__ import annotations

from collections.abc import Sequence

from sabreport.base.document_names import COMMENTS
from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.reports.history import NO_REMARKS, Event
from sabreport.reports.last_review import last_review
from sabreport.wording.lists import listed

_BLANK = b'\0\xef\xbb\xbf\xfe\xff,;\t \r\n"'


def lost_comments(project: Project, history: Sequence[Event]) -> tuple[Problem, ...]:
    """A problem where the history tells of remarks on drafts of the report, and comments.csv does not list them."""
    told = [each for each in history if each.event == "review" and not each.note.startswith(NO_REMARKS)]
    path = project.data / COMMENTS
    if not told:
        return ()
    open_again = ""
    if not path.exists():
        what = f"the file is missing, and the history tells of {told[-1].note}"
        there = path.with_suffix(".xlsx")
        open_again = f"Open {there.name} and save it as {COMMENTS}" if there.exists() else "Put it back"
    else:
        content = path.read_bytes().replace(b"\0", b"")
        if sum(bool(line.strip(_BLANK)) for line in content.splitlines()) < 2:  # the names, and one row
            what = f"the file has no row, and the history tells of {told[-1].note}"
        elif lost := [each for each in last_review(project).ids if each.encode() not in content]:
            what = f"{listed(lost)} of the last review {'is' if len(lost) == 1 else 'are'} not in it any more"
        else:
            return ()
    again = f"sabreport review --year {project.year} --board {project.board} FILE.docx"
    what = f"{what}: nobody can tell what of it is still open"
    remedy = f"{open_again or 'Put back what was taken out'}, or read the copies that came back again: {again}"
    return (Problem(path, None, "", what, remedy),)
