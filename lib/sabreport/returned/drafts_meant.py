"""Which kept draft a file that came back is of: by the mark that it carries, and else by its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sabreport.base.document_names import DRAFT_MARK
from sabreport.base.errors import FileError, Problem
from sabreport.base.project import Project
from sabreport.reports.drafts import DRAFTS, Draft, drafts_in
from sabreport.reports.history import read_history
from sabreport.returned.remarks import Returned
from sabreport.returned.typed_text import words_of
from sabreport.wording.markdown import unbound

_LEAST = 0.2
"""The share of its long paragraphs that a draft has to have word for word."""
_FEWEST = 6


def draft_meant(returned: Returned, project: Project) -> tuple[Draft, str]:
    """The draft that a file is of, and what is to be said of how that was told; empty where its mark says so.

    Raises
    ------
    FileError
        Where it is of another board or year, or of no report of the kit.
    """
    kept = [draft for _, draft in drafts_in(project.outputs) if draft is not None]
    path = returned.path
    if not kept:
        what = f"no draft of {project.board} {project.label} is kept to compare it with"
        raise FileError([Problem(path, None, "", what, "Build the report first.")], project.root)
    if marked := next((draft for draft in kept if draft.mark == returned.mark), None):
        return marked, ""
    has = f"Kept are {', '.join(str(draft.number) for draft in kept)}."
    if returned.mark and not _was_made(returned.mark, project):
        what = f'it is marked "{returned.mark}", which is no draft of {project.board} {project.label}'
        owner = next(_owners(returned.mark, project.root), "")
        raise FileError([Problem(path, None, "", what, owner or f"Look whether it is the right file. {has}")], project.root)
    share, best = max(((_share(returned, project, draft), draft) for draft in kept), key=lambda each: (each[0], each[1].number))
    if share < _LEAST:
        what = f"it is no draft of {project.board} {project.label}: its words are not those of any that is kept"
        raise FileError([Problem(path, None, "", what, f"Look whether it is the right file. {has}")], project.root)
    why = f"its draft ({returned.mark}) is not kept any more" if returned.mark else "it does not say which draft it is"
    return best, f"{path.name}: {why}. By its words it is nearest to {best.mark}, and is compared with that."


def _was_made(mark: str, project: Project) -> bool:
    """Whether a draft of that mark was made once."""
    found = DRAFT_MARK.match(mark)
    events = read_history(project.outputs, project.root)
    return found is not None and any(event.draft == int(found[1]) and event.content_hash.startswith(found[2]) for event in events)


def _owners(mark: str, root: Path) -> Iterator[str]:
    """Whose draft one of that mark is."""
    for report in sorted((root / "outputs").glob("*/*")):
        if report.name.isdecimal() and any(draft is not None and draft.mark == mark for _, draft in drafts_in(report)):
            yield f"It is one of {report.parent.name} {report.name}: use --board {report.parent.name} --year {report.name}."


def _share(returned: Returned, project: Project, draft: Draft) -> float:
    """The share of a file's long paragraphs that a draft has word for word."""
    sections = (project.outputs / DRAFTS / str(draft.number) / "report/sections").glob("*.qmd")
    text = f" {' '.join(' '.join(words_of(unbound(path.read_text(encoding='utf-8')))) for path in sections)} "
    long = [words for each in returned.paragraphs if len(words := words_of(each.was)) >= _FEWEST]
    return sum(f" {' '.join(words)} " in text for words in long) / len(long) if long else 0.0
