"""What the command line says: results on standard output; problems, warnings and progress on standard error."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sabreport.base.errors import FileError, ReportError
from sabreport.base.files import problem_of

_AT_MOST_EVERY, _AT_LEAST_EVERY = 1.0, 15.0
"""Seconds between two lines of progress where the output is piped."""


def out(text: str) -> None:
    """Print a line of a result.

    Raises
    ------
    FileError
        Where the file or disk that it is printed into does not take it.
    """
    with printing():
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


@contextmanager
def printing() -> Iterator[None]:
    """Say it as users understand it where standard output does not take what is printed; one that has gone is no fault.

    Raises
    ------
    FileError
        Where the file or disk that it is printed into does not take it.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # what is left in the old one is not tried again
        problem = problem_of(error, None, "used")
        what = f"what is printed cannot be written into its file: {os.strerror(error.errno) if error.errno else error}"
        raise FileError([replace(problem, what=what)]) from error


def err(text: str) -> None:
    """Print a line about what is going on or wrong."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def explain(error: ReportError, debug: bool) -> None:
    """Print every problem of an error, a line each; before them the traceback, where it is asked for."""
    if debug:
        traceback.print_exception(error)
    for problem in error.problems:
        err(f"  {problem.sentence(error.root)}")


def warn(gate: str, sentence: str) -> None:
    """Print what a reader should know and need not stop anything."""
    err(f"warn ({gate}): {sentence}")


def relative(path: Path) -> str:
    """A path as the user would type it from here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


class Steps:
    """Progress of long work: a bar on a terminal; plain lines where the output is piped.

    The first line is printed at once. After it, what is new is told once a second, and that it goes on every quarter of a minute.

    Parameters
    ----------
    title
        What is worked on.
    doing
        What it begins with.
    """

    def __init__(self, title: str, doing: str) -> None:
        self._shown = _Bar(title, doing) if sys.stderr.isatty() else _Lines(title, doing)

    def __enter__(self) -> Steps:
        self._shown.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._shown.stop()

    def show(self, doing: str, done: int, total: int) -> None:
        """Show what is going on and how many steps are done."""
        self._shown.show(doing, done, total)


class _Lines:
    def __init__(self, title: str, doing: str) -> None:
        self._title, self._doing, self._new = title, doing, False
        self._began = self._told = time.monotonic()  # not printed
        self._ended = threading.Event()
        self._ticking = threading.Thread(target=self._tick, daemon=True)

    def start(self) -> None:
        err(f"{self._title}: {self._doing}")
        self._ticking.start()

    def stop(self) -> None:
        self._ended.set()
        self._ticking.join()

    def show(self, doing: str, done: int, total: int) -> None:
        self._doing, self._new = f"{doing} ({done} of {total} steps done)", True

    def _tick(self) -> None:
        while not self._ended.wait(_AT_MOST_EVERY):
            now = time.monotonic()  # not printed
            if not self._new and now - self._told < _AT_LEAST_EVERY:
                continue
            since = "" if self._new else f", for {now - self._began:.0f} seconds now"
            self._new, self._told = False, now
            err(f"{self._title}: {self._doing}{since}")


class _Bar:
    def __init__(self, title: str, doing: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("{task.fields[title]}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=sys.stdout.isatty(),  # results that go into a file stay in it
        )
        self._task = self._progress.add_task(doing, total=None, title=title)

    def start(self) -> None:
        self._progress.start()

    def stop(self) -> None:
        self._progress.stop()

    def show(self, doing: str, done: int, total: int) -> None:
        self._progress.update(self._task, description=doing, completed=done, total=total)
