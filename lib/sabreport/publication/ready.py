"""Whether a report may be final: each gate passes or is accepted with a reason, no comment is open, and it is signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sabreport.base.checks import Check
from sabreport.base.document_names import COMMENTS
from sabreport.base.errors import GateError, Problem
from sabreport.base.project import Project
from sabreport.gates.accepted import accepts, why_accepted
from sabreport.inputs import Inputs
from sabreport.reports.contents import Contents
from sabreport.reports.drafts import Draft
from sabreport.reports.history import Event, read_history
from sabreport.reports.lost_comments import lost_comments
from sabreport.reports.signoffs import WITH_CHANGES, latest, missing
from sabreport.returned.comments import OPEN, read_comments, without_reason


def refuse_unready(inputs: Inputs, checks: Sequence[Check], draft: Draft, contents: Contents) -> list[Event]:
    """Refuse a final, with every reason.

    Returns
    -------
    list of Event
        The sign-offs by which it may be final.

    Raises
    ------
    GateError
        With each warning that is not accepted, each acceptance of none, each open comment or that their list is
        gone, and what is missing of a sign-off.
    FileError
        Where the history cannot be read.
    """
    project = inputs.project
    history = read_history(project.outputs, project.root)
    unsigned = missing(project.outputs, history, draft.content, contents)
    comments = [*lost_comments(project, history), *_open_comments(project)]
    problems = [*_not_accepted(inputs, checks), *comments, *_not_signed(project, unsigned, history)]
    if problems:
        raise GateError(problems, project.root)
    return latest(history)


def _not_accepted(inputs: Inputs, checks: Sequence[Check]) -> Iterator[Problem]:
    accepted = inputs.params.accepted
    warnings = [check for check in checks if check.status == "warn"]
    for check in warnings:
        if not why_accepted(check, accepted):
            remedy = "Mend it, or list it under `accepted` in the params with its gate and the reason."
            yield Problem(None, None, "", f"{check.gate}: {check.sentence.rstrip('.')}", remedy)
    _, _, params = inputs.project.params_files
    for each in accepted:
        if not any(accepts(each, check) for check in warnings):
            about = f' about "{each.about}"' if each.about else ""
            what = f'`accepted` lets a warning of the gate "{each.gate}"{about} stand, and there is none'
            yield Problem(params, None, "", what, "Take the entry out, or put it right.")


def _open_comments(project: Project) -> Iterator[Problem]:
    """Each remark that nobody has answered yet, or that is declined without a reason."""
    rows = read_comments(project)
    for number, (ident, row) in enumerate(rows.items(), start=2):
        if row["status"] == OPEN:
            what = f"the remark {ident} is open" + (f", by {row['from']}" if row.get("from") else "")
            yield Problem(project.data / COMMENTS, number, "status", what, "Write agreed once it is done, or declined and why.")
    yield from without_reason(project, rows)


def _not_signed(project: Project, unsigned: Sequence[str], history: Sequence[Event]) -> Iterator[Problem]:
    asked = any(each.outcome == WITH_CHANGES for each in latest(history))
    first = "Make the changes that the sign-off asks for, or have" if asked else "Have"
    for why in unsigned:
        sign = f"sabreport signoff --year {project.year} --board {project.board} --draft NUMBER --by ROLE --outcome approve"
        remedy = f"{first} the draft looked at that is to be final, and record it: {sign}"
        yield Problem(None, None, "", f"the report is not signed off: {why}", remedy)
