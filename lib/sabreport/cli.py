"""The command line: ``sabreport build``, ``check``, ``facts``, ``claims``, ``status`` and ``template partners``."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sabreport.boards import build_alone, build_board, executor
from sabreport.engines import DOCUMENTS, ENGINES, find_engine
from sabreport.errors import ReportError, did_you_mean
from sabreport.memory import Memory
from sabreport.outputs import sweep
from sabreport.project import Project, find_projects, find_root
from sabreport.standing import Order, Standing, sources_of, still_standing
from sabreport.warm import KERNELS, forks, shared, stop

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Statutory annual reports of safeguarding adults boards, written from data.",
)
template_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Write forms for others to fill in.")
app.add_typer(template_app, name="template")

YearOption = Annotated[
    int, typer.Option("--year", min=1990, max=2100, help="The year in which the financial year ends: 2020 is 2019-20.")
]
BoardOption = Annotated[
    list[str] | None,
    typer.Option("--board", help="A folder of params/; may be repeated. Default: every board with params for the year."),
]
OneBoardOption = Annotated[str, typer.Option("--board", help="A folder of params/.")]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]
RootOption = Annotated[
    Path | None, typer.Option("--root", help="The kit's folder. Default: the nearest folder above with params/ and data/.")
]
FormatOption = Annotated[list[str] | None, typer.Option("--format", help="html, pdf, docx, xlsx; may be repeated. Default: all.")]
EngineOption = Annotated[str, typer.Option("--engine", help="quarto, embedded, or auto: Quarto where it is found.")]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="How much is worked on at once. Default: cores and one more."),
]
KernelOption = Annotated[str, typer.Option("--kernel", help="warm, or jupyter: a stock kernel for each notebook.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say for each chapter and document why it was made anew.")]
SchedulerOption = Annotated[
    str, typer.Option("--scheduler", help="Address of a Dask scheduler, as tcp://host:8786, whose workers build the boards.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Run every chapter again, whatever has changed.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show Python's traceback where something fails.")]


@app.command()
def build(
    year: YearOption,
    board: BoardOption = None,
    formats: FormatOption = None,
    engine: EngineOption = "auto",
    jobs: JobsOption = None,
    kernel: KernelOption = "warm",
    force: ForceOption = False,
    explain: ExplainOption = False,
    scheduler: SchedulerOption = "",
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Build the draft report of every board that has params for the year; only what changed is made anew."""

    chosen = tuple(dict.fromkeys(formats)) if formats else DOCUMENTS
    for name in chosen:
        if name not in DOCUMENTS:
            raise typer.BadParameter(f'there is no format "{name}". {did_you_mean(name, DOCUMENTS)}', param_hint="--format")
    if engine not in ENGINES:
        raise typer.BadParameter(f'there is no engine "{engine}". Use one of: {", ".join(ENGINES)}.', param_hint="--engine")

    if kernel not in KERNELS:
        raise typer.BadParameter(f'there is no kernel "{kernel}". Use one of: {", ".join(KERNELS)}.', param_hint="--kernel")

    projects = _projects(root, year, board, debug)
    order = Order(chosen, engine, kernel, force)
    standing = _still_standing(projects, order)
    changed = [project for project in projects if project not in standing]

    def say(project: Project, built: Standing) -> None:
        as_it_was = "; nothing has changed since it was built" if project in standing else ""
        _report(f"{project.board} {project.label}, draft{as_it_was}:", built)
        for name, why in built.why.items() if explain else ():
            _out(f"  {name}: " + (f"made anew, because of {', '.join(why)}" if why else "as it was"))

    if not changed:
        _for_each(projects, lambda project: say(project, standing[project]), debug)
        return
    with _explained(debug), _sweeping(changed), _building(changed, order, scheduler, jobs) as result_of:
        _for_each(projects, lambda project: say(project, standing.get(project) or result_of(project)), debug)


@app.command()
def check(year: YearOption, board: BoardOption = None, root: RootOption = None, debug: DebugOption = False) -> None:
    """Check everything that can be told without running a notebook."""
    from sabreport.checks import refuse_failed
    from sabreport.gates import run_gates
    from sabreport.inputs import read_inputs

    def check_one(project: Project) -> None:
        inputs = read_inputs(project)
        checks = run_gates(project, inputs)
        for found in checks:
            if found.status == "warn":
                _err(f"{found.status} ({found.gate}): {found.sentence}")
        refuse_failed(checks)
        counts = f"{len(inputs.chapters)} chapters, {len(inputs.tables.paths)} files, {len(inputs.facts)} facts"
        _out(f"{project.board} {project.label}: {counts}. Ready to build.")

    _for_each(_projects(root, year, board, debug), check_one, debug)


@app.command()
def facts(
    year: YearOption,
    board: OneBoardOption,
    as_json: JsonOption = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """List every named number of a board and year, with the cell or the formula it comes from."""
    from sabreport.inputs import read_inputs
    from sabreport.manifest import facts_as_json, used_in_last_build

    def list_facts(project: Project) -> None:
        found = read_inputs(project).facts
        if as_json:
            _out(json.dumps(facts_as_json(found, used_in_last_build(project)), ensure_ascii=False, indent=2))
            return
        for key, fact in found.items():
            source = fact.source
            place = f"{source.path}{f', row {source.row}' if source.row else ''}, {source.column}" if source else fact.formula
            _out(f"{key:<60} {fact.text:>24}  {place}")

    _for_each(_projects(root, year, [board], debug), list_facts, debug)


@app.command()
def claims(
    file: Annotated[Path, typer.Argument(help="A text: .md, .txt or .docx.")],
    year: YearOption,
    board: OneBoardOption,
    as_json: JsonOption = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Find every number written in a text, and say what it rests on."""
    from sabreport.authored import as_written
    from sabreport.claims import ClaimFinder
    from sabreport.inputs import read_inputs

    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}", param_hint="FILE")

    def list_claims(project: Project) -> None:
        found = ClaimFinder(read_inputs(project), project).find(as_written(file, project.root))
        if as_json:
            _out(json.dumps([claim.as_json() for claim in found], ensure_ascii=False, indent=2))
            return
        for claim in found:
            rests = f"{claim.fact}. {claim.note}" if claim.fact and claim.note else claim.fact or claim.note
            _out(f'line {claim.line:<4} {claim.status:<9} "{claim.text}"  {rests}')
        counts = [f"{sum(claim.status == status for claim in found)} {status}" for status in ("traced", "untraced", "ignored")]
        _out(f"{len(found)} numbers: {', '.join(counts)}.")

    _for_each(_projects(root, year, [board], debug), list_claims, debug)


@app.command()
def status(year: YearOption, board: BoardOption = None, root: RootOption = None, debug: DebugOption = False) -> None:
    """Show what each board has in hand and what is missing, worst first; the same as outputs/status.html."""
    from sabreport.status import print_status, worst_first, write_status

    projects, today = _projects(root, year, board, debug), date.today()
    standings = worst_first(projects, today)
    print_status(standings)
    path = write_status(projects[0].root, year, standings, today)
    _out(f"What is missing, sentence by sentence: {_relative(path)}")


@template_app.command()
def partners(year: YearOption, board: BoardOption = None, root: RootOption = None, debug: DebugOption = False) -> None:
    """Write the Word form that each member fills in and returns as its statement."""
    from sabreport.forms import write_forms
    from sabreport.params import load_params

    def write_for(project: Project) -> None:
        forms = write_forms(project, load_params(project))
        _out(f"{project.board} {project.label}, members' forms:")
        for path in forms.written:
            _out(f"  {_relative(path)}")
        for path in forms.kept:
            _out(f"  {_relative(path)} was there already and is as it was. Delete it first if you want a new one.")

    _for_each(_projects(root, year, board, debug), write_for, debug)


def _projects(root: Path | None, year: int, boards: Sequence[str] | None, debug: bool) -> list[Project]:
    with _explained(debug):
        return find_projects((root or find_root(Path.cwd())).resolve(), year, tuple(boards or ()))


def _for_each(projects: Sequence[Project], work: Callable[[Project], None], debug: bool) -> None:
    """Do the work for every board; a failure of one does not stop the others. Exit 1 where any failed."""
    failed = []
    for project in projects:
        try:
            work(project)
        except ReportError as error:
            _err(f"{project.board} {project.label}: {error.stage.lower()}.")
            _explain(error, debug)
            failed.append(project)
        except Exception as error:
            if debug:
                raise
            _err(f"{project.board} {project.label}: something unforeseen went wrong: {type(error).__name__}: {error}")
            _err("The report before is as it was. Run again with --debug and send what it prints to the kit's maintainers.")
            failed.append(project)
    if failed:
        if len(projects) > 1:
            _err(f"Not built or not ready: {', '.join(project.board for project in failed)}.")
        raise typer.Exit(1)


@contextlib.contextmanager
def _building(
    projects: Sequence[Project], order: Order, scheduler: str, jobs: int | None
) -> Iterator[Callable[[Project], Standing]]:
    """What gives each board's report: one is built when it is asked for, many are begun at once and waited for."""
    alone, cores = len(projects) == 1 and not scheduler, os.cpu_count() or 1
    if scheduler or not forks(order.kernel):
        stop()
    elif not alone:
        shared().expect_many()
    from sabreport.index import write_index  # slow to import

    built = []

    def kept(standing: Standing) -> Standing:
        built.append(standing)
        return standing

    try:
        if alone:
            with _Steps(f"{projects[0].board} {projects[0].label}") as steps:
                yield lambda project: kept(build_alone(project, order, jobs or cores + 1, steps.show))
        else:
            with executor(scheduler, jobs or cores, order.kernel) as workers, _Steps("boards") as steps:
                futures = {project: workers.submit(build_board, project, order) for project in projects}

                def show(_: object) -> None:
                    steps.show("built", sum(future.done() for future in futures.values()), len(futures))

                for future in futures.values():
                    future.add_done_callback(show)
                yield lambda project: kept(futures[project].result())
    finally:
        if built:
            write_index(projects[0].root)


@contextlib.contextmanager
def _sweeping(projects: Sequence[Project]) -> Iterator[None]:
    """Where builds are stopped, end all that is still at work on them, delete what it leaves, and exit."""
    try:
        yield
    except KeyboardInterrupt:
        stop()
        for project in projects:
            sweep(project)
        _err("Stopped. The report before is as it was.")
        raise typer.Exit(130) from None


def _still_standing(projects: Sequence[Project], order: Order) -> dict[Project, Standing]:
    """The reports that a build would not change."""
    found: dict[Project, Standing] = {}
    for project in () if order.force else projects:
        with contextlib.suppress(ReportError):  # told where the board is built
            sources = sources_of(project, order.formats, find_engine(order.engine).identity)
            standing = still_standing(project, Memory(project), sources)
            if standing is not None:
                found[project] = standing
    return found


@contextlib.contextmanager
def _explained(debug: bool) -> Iterator[None]:
    """Say what stands in the way of all boards, and exit."""
    try:
        yield
    except ReportError as error:
        _explain(error, debug)
        raise typer.Exit(1) from error


def _explain(error: ReportError, debug: bool) -> None:
    if debug:
        traceback.print_exception(error)
    for problem in error.problems:
        _err(f"  {problem.sentence(error.root)}")


def _report(title: str, standing: Standing) -> None:
    """What a build says of a report: what its gates found, and where its documents are."""
    for check in standing.checks:
        if check.status != "pass":
            _err(f"{check.status} ({check.gate}): {check.sentence}")
    _out(title)
    for path in standing.documents:
        _out(f"  {_relative(path)}")


def _relative(path: Path) -> str:
    """A path as the user would type it from here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _out(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _err(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class _Steps:
    """Progress of one report: a bar on a terminal, nothing where the output is piped."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.fields[title]}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("starting", total=None, title=title)

    def __enter__(self) -> _Steps:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, doing: str, done: int, total: int) -> None:
        """Show what is going on and how many steps are done."""
        self._progress.update(self._task, description=doing, completed=done, total=total)
