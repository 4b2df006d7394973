"""Records what a person did with a draft: was sent it, or signed it off."""

from __future__ import annotations

from collections.abc import Sequence

from sabreport.base.errors import FileError, Problem, did_you_mean
from sabreport.base.project import Project
from sabreport.reports.contents import read_contents
from sabreport.reports.drafts import DRAFTS, Draft, kept_draft
from sabreport.reports.history import Event, now
from sabreport.reports.output_folder import record
from sabreport.reports.signoffs import REJECTED, WITH_CHANGES


def sent(project: Project, number: int, to: str, note: str) -> Draft:
    """Record that a draft was sent to somebody.

    Raises
    ------
    FileError
        Where there is no such draft, nobody is named, or the history cannot be written.
    """
    draft = kept_draft(project.outputs, number, project.root)
    who = _role(project, to, "--to")
    record(project, [Event(now(), "sent", number, who, draft.content, _line(note))])
    return draft


def sign_off(project: Project, number: int, by: str, outcome: str, note: str, chapters: Sequence[str]) -> Draft:
    """Record a sign-off.

    Parameters
    ----------
    outcome
        One of `sabreport.reports.signoffs.OUTCOMES`.
    chapters
        Where the outcome is ``amend``, the chapters in which something has to change; no other may.

    Raises
    ------
    FileError
        Where there is no such draft or chapter, nobody is named, a rejection has no reason, or the history cannot be written.
    """
    draft = kept_draft(project.outputs, number, project.root)
    who = _role(project, by, "--by")
    _check_outcome(project, number, outcome, note, chapters)
    event = Event(now(), "signoff", number, who, draft.content, _line(note), outcome, tuple(dict.fromkeys(chapters)))
    record(project, [event])
    return draft


def _check_outcome(project: Project, number: int, outcome: str, note: str, chapters: Sequence[str]) -> None:
    """An approval with changes names at least one chapter of the draft, and no other outcome any; a rejection says why."""
    folder = project.outputs / DRAFTS / str(number)
    contents = read_contents(folder)
    known = list(contents.chapters) if contents else []
    problems = [
        Problem(folder, None, "", f'the draft has no chapter "{each}"', did_you_mean(each, known))
        for each in chapters
        if each not in known
    ]
    if outcome == WITH_CHANGES and not chapters:
        what = "an approval with changes has to name the chapters in which something is to change"
        problems.append(Problem(folder, None, "", what, f"Name one or more with --change: {', '.join(known)}."))
    if outcome != WITH_CHANGES and chapters:
        remedy = f"Use --outcome {WITH_CHANGES}, or leave --change out."
        problems.append(Problem(folder, None, "", f"the outcome {outcome} asks for no changes", remedy))
    if outcome == REJECTED and not _line(note):
        problems.append(Problem(None, None, "", "a rejection says why, and --note is empty", "Add --note with the reason."))
    if problems:
        raise FileError(problems, project.root)


def _role(project: Project, text: str, option: str) -> str:
    said = _line(text)
    if not said:
        raise FileError([Problem(None, None, "", f"{option} is empty", "Say who it is, by role.")], project.root)
    return said


def _line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
