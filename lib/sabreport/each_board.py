"""How a command goes through boards: one's failure stops no other, and what is built is waited for, told and swept up after."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import typer

from sabreport.base.errors import FileError, Problem, ReportError
from sabreport.base.files import refusal
from sabreport.base.project import Project, find_projects, find_root
from sabreport.boards import build_alone, build_board, executor
from sabreport.console import Steps, err, explain, warn
from sabreport.documents.engines import find_engine
from sabreport.reports.last_report import LastReport, Order, sources_of, still_standing
from sabreport.reports.output_folder import forget_failed, put_back, sweep
from sabreport.reuse.cache import Memory
from sabreport.workers.warm import forks, shared, stop


def boards_of(root: Path | None, year: int, boards: Sequence[str] | None, debug: bool) -> list[Project]:
    """The boards that a command is about; exits where there are none."""
    with explained(debug):
        projects = find_projects((root or find_root(Path.cwd())).resolve(), year, tuple(boards or ()))
    for project in projects:
        put_back(project)
    return projects


def for_each(projects: Sequence[Project], work: Callable[[Project], None], debug: bool) -> None:
    """Do the work for every board; a failure of one does not stop the others. Exit 1 where any failed."""
    failed = []
    for project in projects:
        try:
            work(project)
        except ReportError as error:
            err(f"{project.board} {project.label}: {error.stage.lower()}.")
            explain(error, debug)
            failed.append(project)
        except BrokenPipeError:  # whoever reads what is printed has gone
            raise
        except Exception as error:
            if debug:
                raise
            put_back(project)
            failed.append(project)
            told = refusal(error, project.root)
            if told is not None:
                err(f"{project.board} {project.label}: {told.stage.lower()}.")
                explain(told, debug)
                continue
            err(f"{project.board} {project.label}: something unforeseen went wrong: {type(error).__name__}: {error}")
            err("The report before is as it was. Run again with --debug and send what it prints to the kit's maintainers.")
    if failed:
        if len(projects) > 1:
            err(f"Not built or not ready: {', '.join(project.board for project in failed)}.")
        raise typer.Exit(1)


@contextlib.contextmanager
def explained(debug: bool) -> Iterator[None]:
    """Say what stands in the way of all boards, and exit."""
    try:
        yield
    except ReportError as error:
        explain(error, debug)
        raise typer.Exit(1) from error


@contextlib.contextmanager
def building(
    projects: Sequence[Project], order: Order, scheduler: str, jobs: int | None
) -> Iterator[Callable[[Project], LastReport]]:
    """What gives each board's report: one is built when it is asked for, many are begun at once and waited for."""
    alone, cores = len(projects) == 1 and not scheduler, os.cpu_count() or 1
    at_once = jobs or cores
    title = f"{projects[0].board} {projects[0].label}" if alone else f"{len(projects)} boards"
    doing = "reading settings, tables and texts" if alone else f"building, {at_once} at once" if not scheduler else "building"
    built = []

    def kept(standing: LastReport) -> LastReport:
        built.append(standing)
        return standing

    with Steps(title, doing) as steps:
        if scheduler or not forks(order.kernel):
            stop()
        elif not alone:
            shared().expect_many()
        try:
            if alone:
                yield lambda project: kept(build_alone(project, order, jobs or cores + 1, steps.show))
            else:
                with executor(scheduler, at_once, order.kernel) as workers:
                    futures = {project: workers.submit(build_board, project, order) for project in projects}

                    def show(project: Project, _: object) -> None:
                        done = sum(future.done() for future in futures.values())
                        steps.show(f"{project.board} is done", done, len(futures))

                    for project, future in futures.items():
                        future.add_done_callback(partial(show, project))
                    yield lambda project: kept(futures[project].result())
        finally:
            if built:
                link_reports(projects[0].root)


def link_reports(root: Path) -> None:
    """Write the page that links all reports; where that cannot be done the reports are there all the same, so it is a warning."""
    from sabreport.reports.index import write_index  # slow to import

    problems: list[Problem] = []
    try:
        write_index(root, problems)
    except FileError as error:
        problems += error.problems
    for problem in problems:
        warn("index", problem.sentence(root))


@contextlib.contextmanager
def sweeping(projects: Sequence[Project]) -> Iterator[None]:
    """Where builds are stopped, end all that is still at work on them, delete what it leaves, and exit."""
    before = {project: _mark(project) for project in projects}
    try:
        yield
    except KeyboardInterrupt:
        stop()
        for project in projects:
            sweep(project)
        new = [project.board for project in projects if _mark(project) != before[project]]
        done = f"Built before that: {', '.join(new)}. The others are as they were." if new else "The report before is as it was."
        err(f"Stopped. {done}")
        raise typer.Exit(130) from None


def _mark(project: Project) -> tuple[int, int] | None:
    """What tells one build of a report from another."""
    try:
        found = project.outputs.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns  # not printed


def unchanged(projects: Sequence[Project], order: Order) -> dict[Project, LastReport]:
    """The reports that a build would not change."""
    found: dict[Project, LastReport] = {}
    for project in () if order.force or order.purpose == "final" else projects:
        with contextlib.suppress(ReportError):  # told where the board is built
            sources = sources_of(project, order.formats, find_engine(order.engine).identity, order.purpose)
            standing = still_standing(project, Memory(project), sources)
            if standing is not None:
                found[project] = standing
                forget_failed(project)
    return found
