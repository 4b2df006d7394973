"""Runs notebooks with Papermill, side by side, each in a working folder of its own."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

from sabreport.base.errors import NotebookError, Problem
from sabreport.base.places import without_places
from sabreport.base.project import Project
from sabreport.chapters.recording import READS
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.running.notebook_files import inspect_notebook
from sabreport.workers.pool import Workers

PARAMETERS = ("board", "year", "root")
_CELL_TIMEOUT = 300


@dataclass(frozen=True)
class Reads:
    """What a notebook read, parts of its material and files, as `sabreport.chapters.recording` names them, and what it asked.

    Parameters
    ----------
    asked
        A word of `sabreport.reuse.asked`, and of what: a path, a variable.
    """

    parts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ExecutedChapter:
    """A chapter whose notebook ran to its end.

    Parameters
    ----------
    notebook
        The executed notebook, with its outputs.
    seconds
        Wall time from starting its kernel to the last cell.
    reads
        What it read; None where that was not recorded.
    """

    chapter: ChapterSpec
    notebook: Path
    seconds: float
    reads: Reads | None


def parameters_of(project: Project) -> dict[str, str | int]:
    """What is sent to every notebook: JSON's own types only, so that Papermill changes none of them."""
    return {"board": project.board, "year": int(project.year), "root": str(project.root)}


def check_notebooks(project: Project, chapters: Sequence[ChapterSpec]) -> list[Problem]:
    """A problem for each notebook that cannot be read or does not declare just the parameters it is sent."""
    return [problem for chapter in chapters for problem in inspect_notebook(chapter.notebook, project.root, PARAMETERS)]


def execute_chapters(
    project: Project,
    chapters: Sequence[ChapterSpec],
    folder: Path,
    *,
    workers: Workers,
    material: Path | None = None,
    on_done: Callable[[ExecutedChapter], None] = lambda _: None,
) -> list[ExecutedChapter]:
    """Run every chapter's notebook; executed notebooks are written to `folder`.

    One that fails is kept, as far as it went, in the project's folder for failed ones, which is emptied first.

    Parameters
    ----------
    folder
        Where executed notebooks go, under their own names; must be there.
    material
        The file of the material that `open_chapter` gives them; they read it for themselves where there is none.
    on_done
        Called in the calling thread as each chapter ends well.

    Raises
    ------
    NotebookError
        Where any chapter fails, after all have run: chapter, cell, source line and exception of each.
    """
    shutil.rmtree(project.failed, ignore_errors=True)
    done: dict[str, ExecutedChapter] = {}
    problems: list[Problem] = []
    running = {workers.submit(_execute, project, chapter, folder, material, workers.forks): chapter for chapter in chapters}
    for future in as_completed(running):
        chapter = running[future]
        try:
            done[chapter.id] = future.result()
        except NotebookError as error:
            problems += error.problems
        except ChildProcessError as error:
            problems.append(_stopped(chapter, error))
        else:
            on_done(done[chapter.id])
    if problems:
        raise NotebookError(sorted(problems, key=lambda problem: str(problem.path)), project.root)
    return [done[chapter.id] for chapter in chapters]


def _execute(project: Project, chapter: ChapterSpec, folder: Path, material: Path | None, warm: bool) -> ExecutedChapter:
    """Run one notebook in a fresh working folder, which is deleted afterwards.

    Raises
    ------
    NotebookError
        Where a cell fails, takes too long, or ends its kernel.
    """
    import papermill  # slow to import, and a build with nothing to run does without
    from jupyter_core.utils import ensure_event_loop
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    _quieten()
    start = time.perf_counter()  # not printed
    output = folder / chapter.notebook.name
    with (
        closing(ensure_event_loop()),  # of this thread; nbclient opens one and leaves it open
        tempfile.TemporaryDirectory(prefix="sab-", dir=folder.parent if warm else None, ignore_cleanup_errors=True) as work,
    ):
        try:
            papermill.execute_notebook(
                str(chapter.notebook),
                str(output),
                parameters=parameters_of(project),
                kernel_name="python3",
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=_CELL_TIMEOUT,
                # cwd= would change the directory of the whole process, under the feet of other threads
                resources={"metadata": {"path": work}},
                **_kernel_options(warm, Path(work), material, chapter.notebook.parent),
            )
        except PapermillExecutionError as error:
            _take_out_places(project, output, Path(work))
            raise NotebookError([_failed_cell(chapter, error, _keep_failed(project, chapter, folder))], project.root) from error
        except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
            raise NotebookError([_stopped(chapter, error)], project.root) from error
        _take_out_places(project, output, Path(work))
        reads = _read_reads(Path(work) / READS)
    return ExecutedChapter(chapter, output, round(time.perf_counter() - start, 3), reads)  # not printed


def _take_out_places(project: Project, executed: Path, work: Path) -> None:
    """Leave nothing in an executed notebook that tells where it ran: opened in JupyterLab, it finds the kit by itself."""
    notebook = json.loads(executed.read_text(encoding="utf-8"))
    own = f"{project.relative(project.outputs)}/notebooks"
    cleaned = without_places(project, {work: own, executed.parent: own})(notebook)
    if cleaned != notebook:
        text = json.dumps(cleaned, ensure_ascii=False, indent=1, sort_keys=True)  # as nbformat writes
        executed.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _stopped(chapter: ChapterSpec, error: Exception) -> Problem:
    what = f'the chapter "{chapter.id}" stopped: {str(error).splitlines()[0]}'
    return Problem(chapter.notebook, None, "", what, "Run the notebook in JupyterLab to see where; then build again.")


def _kernel_options(warm: bool, work: Path, material: Path | None, beside: Path) -> dict[str, Any]:
    """What Papermill is told of a kernel, which begins to record what is read before the first cell."""
    startup = f"__import__('sabreport.chapters.recording', fromlist=['record']).record({str(material or '')!r}, {str(beside)!r})"
    if warm:
        return {"engine_name": "sabreport", "startup": startup}
    extra = [f"--IPKernelApp.exec_lines={startup}"]
    return {"config": _kernel_config(work), "shutdown_kernel": "immediate", "extra_arguments": extra}


def _read_reads(path: Path) -> Reads | None:
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    return Reads(tuple(found["parts"]), tuple(found["files"]), tuple((what, of) for what, of in found["asked"]))


def _kernel_config(work: Path) -> Config:
    """Kernels talk over sockets in their own folder: TCP ports clash when several start together.

    Windows has no such sockets; there jupyter_client hands out ports, and remembers those it has given.
    """
    from traitlets.config import Config

    config = Config()
    if sys.platform != "win32":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(work / "k")
    return config


def _quieten() -> None:
    """Keep Papermill's log and the kernels' debugger notices off the terminal."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")


def _keep_failed(project: Project, chapter: ChapterSpec, folder: Path) -> str:
    """Keep the notebook of a failed chapter; where it is, as printed."""
    kept = project.failed / chapter.notebook.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / chapter.notebook.name, kept)
    return project.relative(kept)


def _failed_cell(chapter: ChapterSpec, error: PapermillExecutionError, kept: str) -> Problem:
    """What failed, where, in the words of the exception; a report error of the kit's own says it in full."""
    line = _line_of(error)
    source = f': "{line}"' if line else ""
    cell = _number_in_source(chapter, error.cell_index)
    what = f'the chapter "{chapter.id}" failed in cell {cell}{source}: {error.ename}: {str(error.evalue).strip()}'
    remedy = f"It was executed as far as it went: {kept} shows it. Mend the cell in JupyterLab; then build again."
    return Problem(chapter.notebook, None, "", what, remedy)


def _number_in_source(chapter: ChapterSpec, index: int) -> int:
    """The number, from 1, of a cell in the notebook as it was written, given its index after Papermill added one."""
    cells = json.loads(chapter.notebook.read_text(encoding="utf-8"))["cells"]
    declares = next((i for i, cell in enumerate(cells) if "parameters" in cell["metadata"].get("tags", [])), len(cells))
    return index if index > declares else index + 1


def _line_of(error: PapermillExecutionError) -> str:
    """The line of the cell that raised, as IPython's traceback marks it; else the cell's last line."""
    from papermill.exceptions import strip_color

    plain: list[str] = [strip_color(part) for part in error.traceback]
    for part in plain:
        if "Cell In" in part or "Input In" in part:
            marked = [row for row in part.splitlines() if row.lstrip().startswith("---->")]
            if marked:
                return re.sub(r"^\s*-+> *\d+ ?", "", marked[-1]).strip()
    lines = [row for row in str(error.source).splitlines() if row.strip()]
    return lines[-1].strip() if lines else ""
