"""Notebooks in forked processes: the same as in Jupyter's kernel, whole, and gone afterwards."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import KIT, unhurried
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sabreport.base.errors import NotebookError
from sabreport.base.project import Project
from sabreport.chapters.material import read_material
from sabreport.claims.number_cases import claimed, reading
from sabreport.report_kinds.catalogue import catalogue
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.running.execute import execute_chapters
from sabreport.settings.chapters import load_chapters
from sabreport.workers import warm
from sabreport.workers.pool import Workers
from sabreport.workers.warm import CAN_FORK, KERNELS, Child, elsewhere, shared, stop

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="no process can be forked safely here")
METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
PARAMETERS = 'board = ""\nyear = 0\nroot = ""'
CELLS = {
    "text": "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')",
    "a result": "1 + 1",
    "no result": "1 + 1;",
    "a rich result": "from IPython.display import Markdown\nMarkdown('*a*')",
    "displays": "from IPython.display import display\ndisplay('first')\nprint('between')\ndisplay('second')",
    "an update": "handle = display('before', display_id='x')\nhandle.update('after')",
    "output cleared": "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "a figure": "import matplotlib.pyplot as plt\nplt.bar([1, 2], [3, 4])\nplt.title('A figure');",
    "a table": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "an async cell": "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')",
    "a magic": "%env SOME_NAME_THAT_IS_NOT_SET=1",
    "a function": "def f(x: int) -> int:\n    return x + 1\nf(1)",
    "nothing": "",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "executed").mkdir()
    return Project(tmp_path, "none", 2020)


@pytest.fixture(scope="module", autouse=True)
def own_warm() -> Iterator[None]:
    """A warm process that finds the functions of this file, and imports what many boards need only when it is asked to."""
    stop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
        patch.setattr(warm, "_start", unhurried)
        yield
        stop()


def notebook(folder: Path, name: str, *cells: nbformat.NotebookNode) -> ChapterSpec:
    path = folder / f"{name}.ipynb"
    declared = new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]})
    nbformat.write(new_notebook(cells=[declared, *cells], metadata=METADATA), path)
    return ChapterSpec(name, path, (), narrative=False, partners=False)


def executed(project: Project, chapters: list[ChapterSpec], kernel: str, jobs: int = 2) -> list[nbformat.NotebookNode]:
    with Workers(jobs, kernel) as workers:
        done = execute_chapters(project, chapters, project.root / "executed", workers=workers)
    return [nbformat.read(each.notebook, as_version=4) for each in done]


def without_times(found: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook without what differs from run to run: times, and the id of the injected cell."""
    for part in (found, *found.cells):
        for name in ("start_time", "end_time", "duration", "input_path", "output_path"):
            part.metadata.get("papermill", {}).pop(name, None)
        times = part.metadata.get("execution", {})
        times.update(dict.fromkeys(times, ""))
    for cell in found.cells:
        cell.pop("id", None)
    return found


@pytest.mark.long
def test_cells_give_the_same_in_both_kernels(project: Project) -> None:
    cells = [new_code_cell(source, id=f"c{number}") for number, source in enumerate(CELLS.values())]
    chapter = notebook(project.root, "cells", new_markdown_cell("# Title", id="title"), *cells)
    warm, jupyter = (without_times(executed(project, [chapter], kernel)[0]) for kernel in KERNELS)
    for ours, theirs in zip(warm.cells, jupyter.cells, strict=True):
        assert ours == theirs
    assert warm == jupyter


def test_what_another_program_prints_is_kept(project: Project) -> None:
    # in Jupyter's kernel too, but not while pytest runs it
    chapter = notebook(project.root, "other", new_code_cell("import os\n_ = os.system('echo from elsewhere')", id="asks"))
    (found,) = executed(project, [chapter], "warm")
    assert found.cells[-1].outputs[0].text == "from elsewhere\n"


@pytest.mark.long
@pytest.mark.parametrize(("board", "year"), [("lrsab", 2020), ("dbcpsab", 2023)])
def test_every_chapter_gives_the_same_in_both_kernels(board: str, year: int, tmp_path: Path) -> None:
    material = read_material(Project(KIT, board, year))
    chapters = list(load_chapters(material.project, material.params))
    assert len(chapters) > 2
    found = {}
    for kernel in KERNELS:
        folder = tmp_path / kernel
        folder.mkdir()
        with Workers(2, kernel) as workers:
            done = execute_chapters(material.project, chapters, folder, workers=workers)
        found[kernel] = {each.chapter.id: without_times(nbformat.read(each.notebook, as_version=4)) for each in done}
    for chapter in chapters:
        assert found["warm"][chapter.id] == found["jupyter"][chapter.id], chapter.id


@pytest.mark.parametrize("kernel", KERNELS)
def test_an_error_is_kept_with_its_traceback_and_ends_the_notebook(project: Project, kernel: str) -> None:
    failing = new_code_cell("print('so far')\n1 / 0", id="fails")
    chapter = notebook(project.root, "fails", failing, new_code_cell("print('never')", id="never"))
    with pytest.raises(NotebookError, match=r'failed in cell 2: "1 / 0": ZeroDivisionError: division by zero'):
        executed(project, [chapter], kernel)
    kept = nbformat.read(project.failed / "fails.ipynb", as_version=4)
    (cell,) = (cell for cell in kept.cells if cell.source == failing.source)
    assert [output.output_type for output in cell.outputs] == ["stream", "error"]
    assert "ZeroDivisionError" in "".join(cell.outputs[1].traceback)
    assert cell.metadata.papermill.status == "failed"
    assert kept.cells[-1].outputs == []
    assert kept.cells[-1].metadata.papermill.status == "pending"


def test_tags_are_minded_as_by_papermill(project: Project) -> None:
    skipped = new_code_cell("print('skipped')", id="skipped", metadata={"tags": ["skip-execution"]})
    chapter = notebook(project.root, "tags", skipped, new_code_cell("print('on')", id="on"))
    warm, jupyter = (without_times(executed(project, [chapter], kernel)[0]) for kernel in KERNELS)
    assert warm == jupyter
    assert [len(cell.outputs) for cell in warm.cells[-2:]] == [0, 1]


@pytest.mark.long
def test_the_papermill_command_can_use_the_engine(tmp_path: Path) -> None:
    chapter = notebook(tmp_path, "asked", new_code_cell("print(board, year)", id="prints"))
    papermill = Path(sys.executable).with_name("papermill")
    target = tmp_path / "executed.ipynb"
    command = [papermill, chapter.notebook, target, "--engine", "sabreport", "-p", "board", "lrsab", "-p", "year", "2020"]
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.returncode == 0, ran.stderr
    found = nbformat.read(target, as_version=4)
    assert found.cells[-1].outputs[0].text == "lrsab 2020\n"
    assert found.metadata.papermill.duration > 0
    assert all(cell.metadata.papermill.status == "completed" for cell in found.cells)
    assert "100%" in ran.stderr


def test_a_cell_that_takes_too_long_is_stopped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sabreport.running.execute._CELL_TIMEOUT", 1)
    chapter = notebook(project.root, "slow", new_code_cell("import time\ntime.sleep(60)", id="sleeps"))
    start = time.monotonic()
    with pytest.raises(NotebookError, match='the chapter "slow" stopped: '):
        _execute_here(project, chapter)
    assert time.monotonic() - start < 20


def _execute_here(project: Project, chapter: ChapterSpec) -> None:
    from sabreport.running.execute import _execute

    _execute(project, chapter, project.root / "executed", None, True)


def test_a_notebook_that_ends_its_process_is_named(project: Project) -> None:
    chapter = notebook(project.root, "ends", new_code_cell("import os\nos._exit(3)", id="ends"))
    with pytest.raises(NotebookError, match='the chapter "ends" stopped: Kernel died'):
        executed(project, [chapter], "warm")


def test_the_warm_process_has_one_thread_and_what_it_forked_ends_with_it() -> None:
    stop()
    before = set(psutil.Process().children(recursive=True))
    pid = elsewhere(os.getppid)
    process = psutil.Process(pid)
    assert process.num_threads() == 1
    sleeping = shared().fork(_sleep)
    assert len(process.children()) == 1
    grandchild = psutil.Process(sleeping.channel.recv())
    deadline = time.monotonic() + 5
    while "sleep" not in {each.name() for each in process.children(recursive=True)} and time.monotonic() < deadline:
        time.sleep(0.05)
    family = set(psutil.Process().children(recursive=True)) - before
    assert grandchild in family
    assert len(family) == 4  # the warm process, its two children, and the program that one of them runs
    stop()
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []


def _sleep(channel) -> None:
    grandchild = shared().fork(_sleep_alone)
    channel.send(grandchild.channel.recv())
    subprocess.run(["sleep", "600"], check=False)


def _sleep_alone(channel) -> None:
    channel.send(os.getpid())
    time.sleep(600)


def test_a_child_finds_made_what_each_would_make_for_itself() -> None:
    """What a function gave is kept by Python, and compiled schemas by nbformat: the strict one, and the one with more in it."""
    shared().expect_many()
    for kept in (catalogue, reading, claimed):
        assert elsewhere(eval, f"__import__('{kept.__module__}', fromlist=['']).{kept.__name__}.cache_info().currsize") == 1
    assert elsewhere(eval, "[each[1:] for each in __import__('nbformat').validator.validators]") == [(4, 5, False), (4, 5, True)]


def test_a_child_ended_from_outside_is_told() -> None:
    with pytest.raises(ChildProcessError, match="ended from outside"):
        elsewhere(_end_itself)


def _end_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_child_tells_how_far_it_is() -> None:
    said: list[tuple[str, int]] = []
    assert elsewhere(_count, 3, told=lambda *what: said.append(what)) == "counted"
    assert said == [("number", 0), ("number", 1), ("number", 2)]


def _count(many: int, tell: Callable[..., None]) -> str:
    for number in range(many):
        tell("number", number)
    return "counted"


def test_a_program_that_a_child_leaves_running_ends_with_it() -> None:
    child = shared().fork(_leave_a_program)
    pid = child.channel.recv()
    with contextlib.suppress(psutil.NoSuchProcess):
        assert psutil.wait_procs([psutil.Process(pid)], timeout=60)[1] == []


def _leave_a_program(channel: Connection) -> None:
    channel.send(subprocess.Popen(["sleep", "600"]).pid)


def test_a_number_that_is_no_child_of_ones_own_is_not_killed() -> None:
    elsewhere(os.getpid)
    stranger = subprocess.Popen(["sleep", "60"])
    ours, _ = Pipe()
    Child(ours, stranger.pid, shared()._requests).kill()
    elsewhere(os.getpid)  # what was asked before has been seen to
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_each_child_draws_random_numbers_of_its_own(project: Project) -> None:
    draw = new_code_cell("import numpy as np, random\nprint(np.random.rand(), random.random())", id="draws")
    chapters = [notebook(project.root, f"draws_{number}", draw) for number in range(3)]
    drawn = {found.cells[-1].outputs[0].text for found in executed(project, chapters, "warm")}
    assert len(drawn) == 3


@pytest.mark.parametrize("many", [6, pytest.param(60, marks=pytest.mark.long)])
def test_many_notebooks_together_lose_no_figure(project: Project, many: int) -> None:
    figure = new_code_cell("import matplotlib.pyplot as plt\nplt.bar([1, 2], [3, 4]);", id="draws")
    chapters = [notebook(project.root, f"figure_{number}", figure) for number in range(many)]
    found = executed(project, chapters, "warm", jobs=12)
    assert all("image/png" in each.cells[-1].outputs[0].data for each in found)
    assert not [path for path in project.root.iterdir() if path.name.startswith("sab-")]


SHARED = """
import gc, sys
from dataclasses import dataclass
from sabreport.workers import warm
from sabreport.workers.pool import Workers

@dataclass(frozen=True)
class Named:
    name: str
    parts: list
    value: float

def nothing(named):
    return len(named)

def looking(phase, info):
    for _ in range(50):
        pass

def send(times):
    gc.callbacks.append(looking)  # as a program does that watches how long it takes; threads take turns in it
    sys.setswitchinterval(1e-6)
    with Workers(3, "warm") as workers:
        for _ in range(times):
            shared = [Named(str(number), [number], 0.5) for number in range(20_000)]
            assert [each.result() for each in [workers.submit(nothing, shared) for _ in range(3)]] == [20_000] * 3
            del shared
            gc.collect()
"""


def test_threads_that_send_the_same_objects_do_not_end_the_process(tmp_path: Path) -> None:
    """Each may be the first to ask an object for its dictionary, in the middle of which rubbish is looked for."""
    (tmp_path / "shared_objects.py").write_text(SHARED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", "from shared_objects import send; send(3)"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")
