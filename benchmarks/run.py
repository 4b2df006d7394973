"""Times the kit beside its peers, in one run, and prints the ratios.

    python benchmarks/run.py [one] [many] [parallel] [claims] [review] [drafts]

`one`: one board's chapters beside papermill and nbclient, builds from nothing, with nothing changed, and after an edit.
`many`: 1, 10, 50 and 150 invented boards. `parallel`: 500 notebooks, many at a time. `claims`: a text of nothing
but numbers. `review`: a Word report with 60 comments that came back. `drafts`: what keeping drafts and telling
what changed cost a build. All of them unless some are named.
Works on temporary copies of the kit; outputs/ stays as it is. Exit 1 where a limit is missed.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import nbformat
import papermill
from measured import BIN, Measured, measure
from national import KIT, YEAR, make_national
from nbclient import NotebookClient

if TYPE_CHECKING:
    from sabreport.proofreading.order import Finished

BOARD = "lrsab"
_NOTEBOOKS = KIT / "notebooks" / "sab_annual_report"
_missed: list[str] = []


def main(parts: list[str]) -> int:
    """Run the parts asked for."""
    print(f"{'cores':<58}{os.cpu_count():>8}")
    for name, part in (
        ("words", words_of_texts),
        ("one", one_board),
        ("many", many_boards),
        ("parallel", parallel),
        ("claims", claims_of_numbers),
        ("review", review_of_comments),
        ("drafts", drafts_and_changes),
    ):
        if not parts or name in parts:
            print(f"\n{(part.__doc__ or '').splitlines()[0]}")
            with tempfile.TemporaryDirectory(prefix="sab-bench-") as temporary:
                part(Path(temporary))
    if _missed:
        print(f"\nMISSED: {'; '.join(_missed)}")
    return int(bool(_missed))


def say(what: str, value: float, unit: str, limit: float | None = None) -> None:
    """Print one figure, and whether it keeps its limit."""
    kept = "" if limit is None else f"   limit {limit:g}, {'kept' if value <= limit else 'MISSED'}"
    if limit is not None and value > limit:
        _missed.append(what)
    print(f"{what:<58}{value:>8.2f} {unit}{kept}", flush=True)


def copied(root: Path, *boards: str) -> Path:
    """The kit's folders with some boards."""
    for folder in ("notebooks", "report_templates"):
        shutil.copytree(KIT / folder, root / folder)
    (root / "params").mkdir()
    shutil.copyfile(KIT / "params/defaults.yml", root / "params/defaults.yml")
    for board in boards:
        shutil.copytree(KIT / "params" / board, root / "params" / board)
        shutil.copytree(KIT / "data" / board, root / "data" / board)
    return root


def build(root: Path, *options: str, watched: bool = False) -> Measured:
    """Build with the command line, as a user does, by the embedded engine unless another is named."""
    engine = () if "--engine" in options else ("--engine", "embedded")
    return measure([BIN / "sabreport", "build", "--year", str(YEAR), "--root", root, *engine, *options], watched=watched)


def review_of_comments(folder: Path) -> None:
    """A Word report with 60 comments that came back, reviewed"""
    from docx import Document

    root = copied(folder, BOARD)
    build(root, "--board", BOARD, "--format", "docx")
    path = folder / "copy.docx"
    copy = Document(str(next((root / "outputs" / BOARD / str(YEAR)).glob("*.docx"))))
    written = [each for each in copy.paragraphs if each.runs and each.style and "TOC" not in each.style.name]
    step = len(written) / 60
    for number in range(60):
        copy.add_comment(written[int(number * step)].runs, f"Comment {number}", "Independent Chair", "IC")
    copy.save(str(path))
    command: list[str | Path] = [BIN / "sabreport", "review", path, "--year", str(YEAR), "--board", BOARD, "--root", root]
    say("review of 60 comments, the best of three", min(measure(command).seconds for _ in range(3)), "s", 3)


def drafts_and_changes(folder: Path) -> None:
    """What keeping a draft and telling what changed since the one before add to a build after an edit of a text

    Both are timed in a process that has built already; a draft with the reading of what it says. The command `diff` is timed
    as a user runs it.
    """
    import sabreport.build
    import sabreport.reports.output_folder
    from sabreport.base.project import Project
    from sabreport.build import build_report
    from sabreport.changes.changes import changes_between, write_changes, write_redline_of
    from sabreport.documents.engines import DOCUMENTS, find_engine

    root = copied(folder, BOARD)
    build(root, "--board", BOARD)
    project, narrative = Project(root, BOARD, YEAR), root / "data" / BOARD / str(YEAR) / "narrative" / "engagement.md"
    spent: list[float] = []

    def timed(does: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return does(*given, **named)
            finally:
                spent.append(time.perf_counter() - began)

        return run

    sums: dict[str, list[float]] = {"draft": [], "changes": [], "redline": []}
    with ExitStack() as patches:
        for module, name in (
            (sabreport.build, "contents_of"),
            (sabreport.build, "reserve_draft"),
            (sabreport.build, "keep_draft"),
            (sabreport.reports.output_folder, "_take_over"),
        ):
            patches.enter_context(patch.object(module, name, timed(getattr(module, name))))
        for number in range(3):
            with narrative.open("a", encoding="utf-8") as text:
                text.write(f"\nSentence {number} more.\n")
            spent.clear()
            build_report(project, find_engine("embedded"), DOCUMENTS)
            sums["draft"].append(sum(spent))
            began = time.perf_counter()
            changes = changes_between(project, None, None)
            write_changes(project, changes, BOARD)
            told = time.perf_counter()
            sums["changes"].append(told - began)
            write_redline_of(project, changes)
            sums["redline"].append(time.perf_counter() - told)
    say("the draft", min(sums["draft"]), "s")
    say("what changed, as a page and a record", min(sums["changes"]), "s")
    say("draft and changes", min(map(sum, zip(sums["draft"], sums["changes"], strict=True))), "s", 0.4)
    say("the redline of the Word report", min(sums["redline"]), "s")
    command: list[str | Path] = [BIN / "sabreport", "diff", "--year", str(YEAR), "--board", BOARD, "--root", root]
    say("the command diff, with the redline", min(measure(command).seconds for _ in range(3)), "s")


def claims_of_numbers(_: Path) -> None:
    """A text of nothing but numbers, read by the claims gate"""
    from sabreport.base.project import Project
    from sabreport.claims.finder import ClaimFinder
    from sabreport.inputs import read_inputs

    project = Project(KIT, BOARD, YEAR)
    finder, seconds = ClaimFinder(read_inputs(project).material), {}
    for size in (16, 64):
        began = time.process_time()
        finder.find("7, " * (size * 1024 // 3))
        seconds[size] = time.process_time() - began
        say(f"{size} kB of numbers", seconds[size], "s", 3)
    say("  four times the text takes so many times as long", seconds[64] / seconds[16], "times", 6)


def words_of_texts(root: Path) -> None:
    """Every text compared with the finished documents word for word, by the gate of words"""
    from sabreport.base.project import Project
    from sabreport.gates.words import check_words, supplied_texts
    from sabreport.inputs import read_inputs
    from sabreport.proofreading.finished import read_finished
    from sabreport.reuse.cache import Memory
    from sabreport.running.sections import Section

    kit = copied(root / "kit", BOARD)
    build(kit, "--board", BOARD)
    project = Project(kit, BOARD, YEAR)
    inputs = read_inputs(project)
    files = ((each.id, project.outputs / "report/sections" / f"_{each.notebook.stem}.qmd") for each in inputs.chapters)
    sections = [Section(chapter, (path,), (), ()) for chapter, path in files]
    stem = f"{BOARD}-annual-report-{project.label}"
    paths = [project.outputs / f"{stem}.{form}" for form in ("html", "pdf", "docx")]

    def read() -> dict[Path, Finished]:
        return {path: read_finished(path) for path in paths}

    def seconds(documents: Callable[[], dict[Path, Finished]], *, forget: bool) -> float:
        began = time.process_time()
        texts = supplied_texts(inputs) if forget else {}
        check_words(inputs, texts, sections, documents(), Memory(project, forget=forget), sources={})
        return time.process_time() - began

    say("imports and first comparison", seconds(read, forget=True), "s")
    say("comparison", min(seconds(read, forget=True) for _ in range(3)), "s", 0.2)
    kept = read()
    say("nothing changed", min(seconds(lambda: kept, forget=False) for _ in range(3)), "s", 0.02)


def one_board(root: Path) -> None:
    """One board (lrsab 2020)"""
    kit = copied(root / "kit", BOARD)
    cold = min((build(kit, "--board", BOARD, "--force") for _ in range(3)), key=lambda run: run.seconds)
    say("build from nothing, three formats and workbook", cold.seconds, "s", 8)
    say("  peak memory, all processes", build(kit, "--board", BOARD, "--force", watched=True).memory / 2**20, "MB")
    idle = min((build(kit, "--board", BOARD) for _ in range(3)), key=lambda run: run.seconds)
    say("build with nothing changed", idle.seconds, "s", 0.8)
    say("  peak memory", resident([BIN / "sabreport", "build", "--year", str(YEAR), "--root", kit, "--board", BOARD]), "MB", 150)
    narrative = kit / "data" / BOARD / str(YEAR) / "narrative" / "engagement.md"
    say("one narrative file edited, all formats", min(edited(kit, narrative) for _ in range(3)), "s", 2.5)
    notebook = kit / "notebooks" / "sab_annual_report" / "13_finance.ipynb"
    say("one notebook edited, all formats", min(edited(kit, notebook) for _ in range(3)), "s", 3.5)
    chapters(root, kit)
    if shutil.which("quarto") or os.environ.get("QUARTO_PATH"):
        quarto = build(kit, "--board", BOARD, "--force", "--engine", "quarto")
        say("build from nothing by Quarto", quarto.seconds, "s")
        say("  embedded engine / Quarto", cold.seconds / quarto.seconds, "")


def resident(command: list[str | Path]) -> float:
    """The most memory that a command, which starts no other, held at once, in MB: as the system counts it at its end."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    ran = subprocess.run([sys.executable, "-c", code, *map(str, command)], capture_output=True, text=True, check=True)
    return int(ran.stdout) / 1024


def edited(kit: Path, path: Path) -> float:
    """Seconds of a build after one more sentence in a text, or one more output in a notebook."""
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_markdown_cell("A sentence of the analyst's."))
        nbformat.write(notebook, path)
    else:
        path.write_text(f"{path.read_text(encoding='utf-8')}\nAnother sentence.\n", encoding="utf-8")
    return build(kit, "--board", BOARD).seconds


def chapters(root: Path, kit: Path) -> None:
    """All notebooks of a report executed, by the kit and by its peers."""
    executed = sorted((kit / "outputs" / BOARD / str(YEAR) / "notebooks").glob("*.ipynb"))
    sources = [_NOTEBOOKS / path.name for path in executed]
    parameters = {"board": BOARD, "year": YEAR, "root": str(kit)}
    ours = min(
        measure([sys.executable, Path(__file__).with_name("chapters.py"), kit, BOARD, str(YEAR)]).seconds for _ in range(3)
    )
    say(f"all {len(sources)} chapters executed by the kit, cold", ours, "s")
    given = [part for key, value in parameters.items() for part in ("-p", key, str(value))]
    target = root / "peer.ipynb"
    row = sum(measure([BIN / "papermill", source, target, *given, "--no-progress-bar"]).seconds for source in sources)
    say("  papermill command, in a row", row, "s")
    say("  kit / papermill command", ours / row, "", 0.2)
    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=2) as pool:
        list(pool.map(_papermill, sources, [parameters] * len(sources), [root / path.name for path in sources]))
    two = time.perf_counter() - start
    say("  papermill's API, in two processes", two, "s")
    say("  kit / papermill's API in two processes", ours / two, "", 0.35)
    start = time.perf_counter()
    for path in executed:
        _nbclient(path)
    client = time.perf_counter() - start
    say("  nbclient, in a row", client, "s")
    say("  kit / nbclient", ours / client, "")


def _papermill(source: Path, parameters: dict[str, object], target: Path) -> None:
    papermill.execute_notebook(str(source), str(target), parameters=parameters, progress_bar=False)


def _nbclient(path: Path) -> None:
    """Execute a notebook, its parameters in place already, with nbclient."""
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    NotebookClient(nbformat.read(path, as_version=4), kernel_name="python3").execute()


def many_boards(root: Path) -> None:
    """Many boards (invented, one report each, three formats and workbook)"""
    each: dict[int, Measured] = {}
    for boards in (1, 10, 50, 150):
        kit = root / str(boards)
        make_national(kit, boards)
        each[boards] = run = build(kit, watched=True)
        say(f"{boards} boards", run.seconds, "s")
        say("  a board", run.seconds / boards, "s")
        say("  peak memory, all processes", run.memory / 2**20, "MB")
        left = list((kit / "outputs").glob("*/.*"))
        say("  processes and files left behind", run.left + len(left), "", 0)
        shutil.rmtree(kit)
    say("time a board, 150 boards / 10 boards", (each[150].seconds / 150) / (each[10].seconds / 10), "", 1.1)
    say("peak memory, 150 boards / 10 boards", each[150].memory / each[10].memory, "", 1.2)


def parallel(root: Path) -> None:
    """500 notebooks with a figure each, sixteen at a time"""
    from sabreport.base.project import Project
    from sabreport.report_kinds.chapters import ChapterSpec
    from sabreport.running.execute import execute_chapters
    from sabreport.workers.pool import Workers

    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    notebook.cells = [
        nbformat.v4.new_code_cell('board = ""\nyear = 0\nroot = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("import matplotlib.pyplot as plt\nplt.bar([1, 2], [1, 2]);"),
    ]
    specs = []
    for number in range(500):
        path = root / f"notebook_{number}.ipynb"
        nbformat.write(notebook, path)
        specs.append(ChapterSpec(path.stem, path, (), narrative=False, partners=False))
    (root / "executed").mkdir()
    start = time.perf_counter()
    with Workers(16, "warm") as workers:
        workers.expect_charts()
        done = execute_chapters(Project(root, "none", YEAR), specs, root / "executed", workers=workers)
    say("seconds", time.perf_counter() - start, "s")
    figures = sum("image/png" in each.notebook.read_text(encoding="utf-8") for each in done)
    say("notebooks without their figure", 500 - figures, "", 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
