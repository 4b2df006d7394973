"""Wall seconds of a command, the memory that it and its children held, and what it left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

BIN = Path(sys.executable).parent
_AS_USERS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Without what would have Python compile the kit anew in each process."""


@dataclass(frozen=True)
class Measured:
    """One run of a command.

    Parameters
    ----------
    memory
        The largest sum of memory that it and its children held, in bytes; what several share is counted once (as PSS), where
        the system tells. 0 where it was not watched, for watching takes time.
    left
        Processes that it started and that outlived it.
    """

    seconds: float
    memory: int
    left: int


def measure(command: Sequence[str | Path], *, watched: bool = False) -> Measured:
    """Run a command; its output goes nowhere, and where it fails the benchmark ends with what it said.

    Parameters
    ----------
    watched
        Whether to watch its memory and its processes, four times a second.
    """
    peak, seen, stop = 0, set[psutil.Process](), threading.Event()
    start = time.perf_counter()
    running = subprocess.Popen([str(part) for part in command], env=_AS_USERS, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def watch() -> None:
        nonlocal peak
        parent = psutil.Process(running.pid)
        while not stop.wait(0.25):
            try:
                family = [parent, *parent.children(recursive=True)]
            except psutil.Error:
                continue
            seen.update(family)
            peak = max(peak, sum(map(_memory, family)))

    watcher = threading.Thread(target=watch)
    if watched:
        watcher.start()
    _, said = running.communicate()
    seconds = time.perf_counter() - start
    stop.set()
    if watched:
        watcher.join()
    if running.returncode:
        sys.exit(said.decode("utf-8", errors="replace"))
    _, alive = psutil.wait_procs(list(seen), timeout=3)
    return Measured(seconds, peak, len(alive))


def _memory(process: psutil.Process) -> int:
    try:
        about = process.memory_full_info()
        return int(getattr(about, "pss", about.rss))
    except psutil.Error:
        return 0
