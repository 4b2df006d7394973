"""A board's outputs: what the files are called, and how a build takes the place of the one before, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; there a killed build's folder stays until somebody deletes it
    fcntl = None  # type: ignore[assignment]

from sabreport.errors import GateError, Problem, RenderError
from sabreport.project import Project

WORKBOOK, STATEMENT, DISTRIBUTION = "-data.xlsx", "-accessibility.html", "-distribution.csv"
"""What the names of the data workbook, the accessibility statement and the list of recipients end with, after `document_name`."""
_KEPT = ("drafts",)
_LOCK = "lock"


def document_name(project: Project, kind: str) -> str:
    """The stem of the finished documents: ``lrsab-annual-report-2019-20``.

    The middle part is the stem of the kind's .qmd file.
    """
    return f"{project.board}-{document_template(project, kind).stem}-{project.label}"


def document_template(project: Project, kind: str) -> Path:
    """The .qmd file of a kind of report."""
    return next(iter(sorted(project.templates(kind).glob("*.qmd"))))


@contextmanager
def whole_or_not_at_all(project: Project) -> Iterator[Path]:
    """A folder to build in, which takes the place of the board's outputs if all goes well and vanishes if not."""
    target = project.outputs
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(project)
    with (
        tempfile.TemporaryDirectory(prefix=_prefix(project), dir=target.parent, ignore_cleanup_errors=True) as temporary,
        (Path(temporary) / _LOCK).open("w") as lock,
    ):
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        fresh, replaced = Path(temporary) / "fresh", Path(temporary) / "replaced"
        fresh.mkdir()
        yield fresh
        try:
            if target.exists():
                for name in _KEPT:
                    if (target / name).exists():
                        shutil.copytree(target / name, fresh / name)
                target.rename(replaced)
            fresh.rename(target)
        except BaseException as error:
            if replaced.exists() and not target.exists():
                replaced.rename(target)
            if not isinstance(error, OSError):
                raise
            what = f"the report before cannot be replaced: {error.strerror or error}"
            remedy = "Close its files in other programs (Word, Acrobat), then build again."
            raise RenderError([Problem(target, None, "", what, remedy)], project.root) from error


def sweep(project: Project) -> None:
    """Delete what builds of a board and year left that were killed: the folders that nobody holds the lock of."""
    for folder in project.outputs.parent.glob(f"{_prefix(project)}*") if fcntl is not None else ():
        with suppress(OSError), (folder / _LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def _prefix(project: Project) -> str:
    return f".{project.year}-"


@contextmanager
def kept_where_refused(project: Project, report: Path) -> Iterator[None]:
    """Where an engine or the accessibility gate refuses, keep the stitched project, which shows what it refused."""
    try:
        yield
    except (RenderError, GateError) as error:
        kept = project.failed / "report"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(report, kept)
        if isinstance(error, GateError):
            raise
        remedy = f"{project.relative(kept)} holds what it was given: look there, and at the notebook or text that wrote it."
        problems = [Problem(None, None, "", problem.what, remedy) for problem in error.problems]
        raise RenderError(problems, project.root) from error
