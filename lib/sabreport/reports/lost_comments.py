"""Remarks that were read once, and whose list is gone: nobody can tell then whether they are answered."""

from __future__ import annotations

from collections.abc import Sequence

from sabreport.base.document_names import COMMENTS
from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.reports.history import NO_REMARKS, Event


def lost_comments(project: Project, history: Sequence[Event]) -> tuple[Problem, ...]:
    """A problem where the history tells of remarks on drafts of the report, and comments.csv is not there."""
    told = [each for each in history if each.event == "review" and not each.note.startswith(NO_REMARKS)]
    path = project.data / COMMENTS
    if not told or path.exists():
        return ()
    what = f"the file is missing, and the history tells of {told[-1].note}: nobody can tell what of it is still open"
    there = path.with_suffix(".xlsx")
    mend = f"Open {there.name} and save it as {COMMENTS}" if there.exists() else "Put it back"
    again = f"sabreport review --year {project.year} --board {project.board} FILE.docx"
    return (Problem(path, None, "", what, f"{mend}, or read the copies that came back again: {again}"),)
