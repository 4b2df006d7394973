"""The pipeline: from a board's params and extracts to its report, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; there a killed build's folder stays until somebody deletes it
    fcntl = None  # type: ignore[assignment]

from sabreport.accessibility import check_accessibility, write_statement
from sabreport.chapter_steps import run_chapters, write_sections
from sabreport.checks import Check, refuse_failed
from sabreport.distribution import write_distribution
from sabreport.documents import Document, write_documents
from sabreport.engines import Engine
from sabreport.errors import GateError, Problem, RenderError
from sabreport.inputs import Inputs, read_inputs
from sabreport.look import write_look
from sabreport.manifest import write_checks, write_facts, write_manifest, write_provenance
from sabreport.memory import Memory
from sabreport.project import Project
from sabreport.standing import Standing, remember_standing, sources_of
from sabreport.stitch import STATEMENT, document_name, stitch_report
from sabreport.warm import KERNELS
from sabreport.workers import Workers

DRAFT_MARK = "DRAFT"
_KEPT = ("drafts",)
_LOCK = "lock"
Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many steps are done, and how many there are."""


def build_report(
    project: Project,
    engine: Engine,
    wanted: Sequence[str],
    *,
    jobs: int = 2,
    kernel: str = KERNELS[0],
    force: bool = False,
    progress: Progress = lambda *_: None,
) -> Standing:
    """Build a board's report for a year as a draft and put it in place of the one before.

    Chapters and documents that rest on nothing that changed since the last build are taken from it.

    Parameters
    ----------
    wanted
        Which of `sabreport.engines.DOCUMENTS` to write.
    jobs
        How many pieces of it are worked on at once.
    kernel
        One of `sabreport.warm.KERNELS`.
    force
        Whether to take nothing from the last build.

    Raises
    ------
    ReportError
        With every problem; the report before stays as it was.
    """
    start = time.perf_counter()
    rendered_with = f"{engine.name} {engine.version}"  # one that does not run is told before anything else
    memory = Memory(project, forget=force)
    sources = sources_of(project, wanted, engine.identity)
    inputs = read_inputs(project, memory)
    steps = len(inputs.chapters) + 1
    done = 0
    with Workers(jobs, kernel) as workers, _whole_or_not_at_all(project) as folder:
        notebooks, report = folder / "notebooks", folder / "report"
        notebooks.mkdir()
        report.mkdir()

        def chapter_done(chapter: str) -> None:
            nonlocal done
            done += 1
            progress(f"chapter {chapter}", done, steps)

        progress("running the chapters", 0, steps)
        judging = workers.submit(_gates, project, inputs)
        dressing = workers.submit(write_look, inputs.look, report)
        chapters = run_chapters(
            inputs.material, inputs.chapters, memory, notebooks, sources=sources, workers=workers, on_done=chapter_done
        )
        try:
            dressing.result()
            sections = write_sections(project, chapters, memory, report, workers)
            source = stitch_report(project, inputs.params, sections, report, draft_mark=DRAFT_MARK, documents=wanted)
            write_provenance(inputs, sections, report / "provenance.json")
            progress(f"rendering with {rendered_with}", done, steps)
            with _kept_where_refused(project, report):
                documents = write_documents(
                    project, inputs, engine, sections, source, wanted, memory, workers=workers, draft_mark=DRAFT_MARK
                )
        finally:
            checks = judging.result()
            refuse_failed(checks)
        with _kept_where_refused(project, report):
            checks += _judge(project, inputs, documents, folder)
        for document in documents:
            document.path.rename(folder / document.path.name)
        write_facts(inputs.facts, sections, folder / "facts.json")
        write_distribution(inputs.params, folder / f"{document_name(project, inputs.params.kind)}-distribution.csv")
        write_checks(checks, folder / "checks.json")
        write_manifest(project, inputs, engine, chapters, folder, draft=True, seconds=time.perf_counter() - start)
        progress("done", steps, steps)
    why = {f"chapter {each.chapter.id}": each.why for each in chapters} | {each.form: each.why for each in documents}
    standing = Standing(tuple(project.outputs / each.path.name for each in documents), tuple(checks), why)
    remember_standing(project, memory, sources, sorted({name for each in chapters for name in each.inputs}), standing)
    return standing


def _gates(project: Project, inputs: Inputs) -> list[Check]:
    from sabreport.gates import run_gates  # slow to import

    return run_gates(project, inputs)


def _judge(project: Project, inputs: Inputs, documents: Sequence[Document], folder: Path) -> list[Check]:
    """Judge the finished documents, write the accessibility statement into `folder`, and stop where the kit is at fault."""
    readings = {each.path: each.reading for each in documents if each.reading is not None}
    checks = check_accessibility(project, readings)
    refuse_failed(checks)
    statement = folder / f"{document_name(project, inputs.params.kind)}{STATEMENT}"
    write_statement(inputs.params, readings, checks, statement, draft_mark=DRAFT_MARK)
    return checks


@contextmanager
def _whole_or_not_at_all(project: Project) -> Iterator[Path]:
    """A folder to build in, which takes the place of the board's outputs if all goes well and vanishes if not."""
    target = project.outputs
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{project.year}-"
    _sweep(target.parent.glob(f"{prefix}*"))
    with (
        tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent, ignore_cleanup_errors=True) as temporary,
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


def _sweep(folders: Iterable[Path]) -> None:
    """Delete what builds left that were killed: the folders that nobody holds the lock of."""
    for folder in folders if fcntl is not None else ():
        with suppress(OSError), (folder / _LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _kept_where_refused(project: Project, report: Path) -> Iterator[None]:
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
