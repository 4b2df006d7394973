"""Times a whole build of one board against running its notebooks with the papermill command, in one run.

    python benchmarks/build_one_board.py [BOARD] [YEAR]

Builds into a temporary copy of the kit, so that outputs/ stays as it is. Prints seconds, the ratio to the peer,
peak memory of the build and its kernels together, and whether the build keeps within the limit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

KIT = Path(__file__).resolve().parents[1]
LIMIT = 40  # seconds for lrsab 2020 in three formats on two cores
BIN = Path(sys.executable).parent


def main(board: str, year: int) -> int:
    """Measure and print; 1 where the build takes longer than the limit."""
    with tempfile.TemporaryDirectory(prefix="sab-bench-") as temporary:
        root = Path(temporary)
        for folder in ("params", "data", "notebooks", "report_templates"):
            shutil.copytree(KIT / folder, root / folder)
        build = [str(BIN / "sabreport"), "build", "--year", str(year), "--board", board, "--root", str(root)]
        runs = [measure([*build, "--engine", "embedded"]) for _ in range(3)]
        seconds, memory = min(run[0] for run in runs), max(run[1] for run in runs)
        executed = sorted((root / "outputs" / board / str(year) / "notebooks").glob("*.ipynb"))
        peer = sum(measure(papermill(root, path.name, board, year))[0] for path in executed)
    print(f"cores                                  {psutil.cpu_count()}")
    print(f"whole build, three formats             {seconds:6.1f} s   (best of {len(runs)}; {len(executed)} chapters)")
    print(f"peak memory, kernels included          {memory / 2**20:6.0f} MB")
    print(f"papermill command, the notebooks alone {peer:6.1f} s   (one after another, no documents)")
    print(f"ratio build / papermill command        {seconds / peer:6.2f}")
    print(f"limit                                  {LIMIT:6.1f} s   {'kept' if seconds <= LIMIT else 'MISSED'}")
    return int(seconds > LIMIT)


def papermill(root: Path, name: str, board: str, year: int) -> list[str]:
    """The papermill command for one notebook."""
    source = KIT / "notebooks" / "sab_annual_report" / name
    parameters = ["-p", "board", board, "-p", "year", str(year), "-p", "root", str(root)]
    return [str(BIN / "papermill"), str(source), str(root / f"peer-{name}"), *parameters, "--no-progress-bar"]


def measure(command: list[str]) -> tuple[float, int]:
    """Wall seconds of a command, and the largest sum of memory that it and its children held."""
    peak, stop = 0, threading.Event()
    start = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def watch() -> None:
        nonlocal peak
        parent = psutil.Process(running.pid)
        while not stop.wait(0.1):
            try:
                family = [parent, *parent.children(recursive=True)]
                peak = max(peak, sum(process.memory_info().rss for process in family))
            except psutil.Error:
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, said = running.communicate()
    seconds = time.perf_counter() - start
    stop.set()
    watcher.join()
    if running.returncode:
        sys.exit(said.decode("utf-8", errors="replace"))
    return seconds, peak


if __name__ == "__main__":
    board, year = (*sys.argv[1:3], "lrsab", "2020")[:2] if len(sys.argv) > 2 else ("lrsab", "2020")
    sys.exit(main(board, int(year)))
