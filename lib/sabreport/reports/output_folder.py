"""A board's outputs: what the files are called, and how a build takes the place of the one before, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from pathlib import Path

from sabreport.base.errors import FileError, GateError, Problem, RenderError
from sabreport.base.files import link_or_copy, make_folder, problem_of
from sabreport.base.locks import alone, is_held, lock
from sabreport.base.project import Project
from sabreport.reports.drafts import DRAFTS, PUBLICATION, RECORD, Draft, drafts_in, prune, read_draft
from sabreport.reports.history import HISTORY, TORN, Event, add_to_history, now, read_history
from sabreport.reports.last_review import LAST_REVIEW
from sabreport.reports.publication_record import read_publication
from sabreport.reports.signoffs import voided
from sabreport.reuse.cache import Memory

_LOCK, _FRESH, _REPLACED = "lock", "fresh", "replaced"
"""In a build's folder: the file that is locked while it goes on, the report to be, and for a moment the report before."""
_STAYS = ("sent", "review", "signoff", "final")
"""What happens to a draft that is kept from then on."""


@contextmanager
def whole_or_not_at_all(project: Project, keep_drafts: int | None = None) -> Iterator[Path]:
    """A folder to build in, which takes the place of the board's outputs if all goes well and vanishes if not.

    Any number of builds may go on at once: the last one stands. Drafts and history are taken over from the report before.

    Parameters
    ----------
    keep_drafts
        How many drafts to keep, besides those that somebody was sent, reviewed or signed; None for all.

    Raises
    ------
    FileError
        Where there is no place for it, or the report before cannot be replaced; that one is as it was.
    """
    target = project.outputs
    make_folder(target.parent, project.root)
    if target.exists() and not target.is_dir():
        remedy = "Take it away, or give it another name: the report's folder has to stand here."
        raise FileError([Problem(target, None, "", "this is a file, and a folder is needed", remedy)], project.root)
    try:
        with _alone(project):
            _put_back(project)
            _sweep(project)
            folder = Path(tempfile.mkdtemp(prefix=_prefix(project), dir=target.parent))
            held = (folder / _LOCK).open("wb")
            lock(held)
    except OSError as error:
        raise FileError([problem_of(error, target.parent, "written to")], project.root) from error
    try:
        (folder / _FRESH).mkdir()
        yield folder / _FRESH
        try:
            with _alone(project):
                _put_back(project)
                _take_over(project, folder / _FRESH, keep_drafts)
                _replace(target, folder)
        except OSError as error:
            what = f"the report before cannot be replaced: {_reason(error)}"
            remedy = "Close its files in other programs (Word, Acrobat), then build again."
            raise FileError([Problem(target, None, "", what, remedy)], project.root) from error
    finally:
        held.close()
        if target.exists() or not (folder / _REPLACED).exists():
            shutil.rmtree(folder, ignore_errors=True)


def put_back(project: Project) -> None:
    """Where a build was ended while it took the place of the report before, put that report back."""
    if not project.outputs.exists() and _left(project):
        with suppress(OSError), _alone(project):  # told by whoever needs the place
            _put_back(project)


def sweep(project: Project) -> None:
    """Put back what has to be, and delete what builds of a board and year left that were killed."""
    if _left(project) or _lock_of(project).exists():
        with suppress(OSError), _alone(project):
            _put_back(project)
            _sweep(project)


def reserve_draft(project: Project, building: Path, content: str) -> Draft:
    """The draft that a report of such content is: the last one, where that has it too, else the next.

    A build at the same time that has the same content makes the same draft, and another makes another.

    Parameters
    ----------
    building
        What `whole_or_not_at_all` gave.
    content
        Of `sabreport.reports.contents.contents_of`.
    """
    folder = building.parent
    with _alone(project):
        kept = list(drafts_in(project.outputs))
        under_way = [read_draft(other / RECORD) for other in _left(project) if is_held(other / _LOCK)]
        known = [draft for draft in (*(draft for _, draft in kept[-1:]), *under_way) if draft is not None]
        same = [draft for draft in known if draft.content == content]
        numbers = [0, *(number for number, _ in kept), *(draft.number for draft in known)]
        with suppress(FileError):  # told by the commands that show it
            numbers += [event.draft for event in read_history(project.outputs, project.root)]
        draft = max(same) if same else Draft(max(numbers) + 1, date.today(), content)  # not printed
        draft.write(folder / RECORD)
    return draft


def _take_over(project: Project, fresh: Path, keep_drafts: int | None) -> None:
    """Have the new report hold what is kept of the one before, and its history tell of what is new. To be called alone.

    Files are linked where they can be, and else copied. A draft that both have stays as it was.
    """
    target = project.outputs
    before = {number for number, _ in drafts_in(target)}
    made = [draft for number, draft in drafts_in(fresh) if number not in before and draft is not None]
    if (target / DRAFTS).is_dir():
        shutil.copytree(target / DRAFTS, fresh / DRAFTS, symlinks=True, copy_function=_as_before, dirs_exist_ok=True)
    for name in (HISTORY, TORN, LAST_REVIEW):
        if (target / name).exists():
            link_or_copy(target / name, fresh / name)
    if (target / PUBLICATION).is_dir() and not (fresh / PUBLICATION).exists():
        shutil.copytree(target / PUBLICATION, fresh / PUBLICATION, symlinks=True, copy_function=link_or_copy)
    _tell(project, fresh, made)
    with suppress(FileError):  # nothing is deleted where it cannot be told what is needed
        needed = {event.draft for event in read_history(fresh, project.root) if event.event in _STAYS}
        prune(fresh, keep_drafts, needed)


def record(project: Project, events: Iterable[Event]) -> None:
    """Add events to a report's history, whatever builds go on.

    Raises
    ------
    FileError
        Where that cannot be done; the history is then as it was.
    """
    try:
        with _alone(project):
            add_to_history(project.outputs, events, project.root)
    except OSError as error:
        raise FileError([problem_of(error, project.outputs / HISTORY, "written")], project.root) from error


def _tell(project: Project, fresh: Path, made: Sequence[Draft]) -> None:
    """Have the history tell of new drafts, of the sign-offs that they void, and of what is published."""
    when = now()
    events = [Event(when, "draft", draft.number, "", draft.content, "") for draft in made]
    with suppress(FileError):  # told by the commands that show it
        before = read_history(fresh, project.root)
        new = {draft.number: draft.content for draft in made}
        events += [
            Event(when, "void", number, signoff.by, new[number], f"draft {signoff.draft} was signed; changed since: {why}")
            for number, signoff, why in voided(fresh, before, new.items())
        ]
        final = read_publication(fresh / PUBLICATION)
        if final is not None and not any(each.event == "final" and each.note == final.sums for each in before):
            events.append(Event(when, "final", final.draft, "", final.content, final.sums))
    add_to_history(fresh, events, project.root)


def _as_before(source: str, target: str) -> None:
    """A file of a draft in place of what stands there: what was kept once is not changed any more."""
    Path(target).unlink(missing_ok=True)
    link_or_copy(source, target)


def _reason(error: OSError) -> str:
    """The system's own words; of several files that could not be copied, those for the first."""
    if isinstance(error, shutil.Error):
        (source, _, why), *_ = error.args[0]
        return f"{Path(source).name}: {why}"
    return error.strerror or str(error)


def _replace(target: Path, folder: Path) -> None:
    """Put the new report in the place of the one before: at once where the system can, else in two steps."""
    fresh, replaced = folder / _FRESH, folder / _REPLACED
    if exchange(fresh, target):
        return
    try:
        if target.exists():
            target.rename(replaced)
        fresh.rename(target)
    except BaseException:
        if replaced.exists() and not target.exists():
            replaced.rename(target)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, and say whether that was done; some systems and disks cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchanged = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return swap is not None and swap(here, os.fsencode(one), here, os.fsencode(other), exchanged) == 0


def _put_back(project: Project) -> None:
    """Put back the report before, where none stands: of several, the one that was built last. To be called alone."""
    found = [folder / _REPLACED for folder in _left(project) if (folder / _REPLACED).is_dir()]
    if found and not project.outputs.exists():
        max(found, key=_built).rename(project.outputs)


def _built(report: Path) -> float:
    """When a report was built."""
    try:
        return (report / "manifest.json").stat().st_mtime  # not printed
    except OSError:
        return 0


def _sweep(project: Project) -> None:
    """Delete the folders of builds that are gone, and where none goes on, what they left in the cache. To be called alone."""
    for folder in _left(project):
        if not is_held(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)
    if not _left(project):
        Memory(project).sweep()


def _left(project: Project) -> list[Path]:
    """The folders of builds that go on, or were killed."""
    return [path for path in project.outputs.parent.glob(f"{_prefix(project)}*") if path.is_dir()]


def _alone(project: Project) -> AbstractContextManager[None]:
    return alone(_lock_of(project))


def _lock_of(project: Project) -> Path:
    return project.outputs.with_name(f".{project.year}.lock")


def _prefix(project: Project) -> str:
    return f".{project.year}-"


def forget_failed(project: Project) -> None:
    """Delete what a build that failed left to look at, where the report stands as it should."""
    shutil.rmtree(project.failed, ignore_errors=True)


@contextmanager
def kept_where_refused(project: Project, report: Path, templates: Sequence[Path]) -> Iterator[None]:
    """Where an engine or the accessibility gate refuses, keep the stitched project, which shows what it refused.

    Parameters
    ----------
    templates
        Those of the kind of report: where the engine names one, it is told where that lies in the kit.
    """
    try:
        yield
    except (RenderError, GateError) as error:
        kept = project.failed / "report"
        try:
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(report, kept)
        except OSError:  # what was refused matters more than that it could not be kept
            raise error from None
        if isinstance(error, GateError):
            raise
        problems = []
        for problem in error.problems:
            meant = [path for path in templates if re.search(rf"(?<![\w-]){re.escape(path.name)}\b", problem.what)]
            places = "".join(f"at {project.relative(path)}, " for path in meant)
            look = f"look there, {places}and at the notebook or text that wrote it."
            remedy = f"{project.relative(kept)} holds what it was given: {look}"
            problems.append(Problem(None, None, "", problem.what, remedy))
        raise RenderError(problems, project.root) from error
