"""Sets up .venv, a Python of the kit's own with all that it needs, every package pinned and checked by its hash.

Run by `make` and `sabreport` the first time, and again when requirements.lock or pyproject.toml has changed. Takes nothing but
Python itself. A set-up that was broken off starts again: the file .venv/ready is written last.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path
from typing import TextIO

KIT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
EVERY = 5.0
"""Seconds between two lines about what pip does."""
_FETCHES = ("Collecting", "Processing")


def main(kit: Path) -> int:
    """Set up, and give the exit code."""
    if sys.version_info < OLDEST:
        say(
            "Python 3.11 or later is needed. Install it from https://www.python.org; with make, name it with PYTHON=...",
            sys.stderr,
        )
        return 1
    environment, lock = kit / ".venv", kit / "requirements.lock"
    say("Setting up .venv: once, for two or three minutes. It fetches what the kit needs from the internet.")
    if environment.is_symlink():
        environment.unlink()
    shutil.rmtree(environment, ignore_errors=True)
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-color", "--progress-bar", "off"]
    total = len(re.findall(r"^[\w.\[\]-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    code = follow([*pip, "--require-hashes", "-r", str(lock)], total)
    code = code or follow([*pip, "--no-deps", "--no-build-isolation", "-e", str(kit)], 1)
    if code:
        say("That did not work: see above. Look whether this computer reaches the internet, and start again.", sys.stderr)
        return 1
    (environment / "ready").touch()
    say("Set up.")
    return 0


def follow(command: list[str], total: int) -> int:
    """Run pip and tell in plain lines what it does, of which it prints too much or nothing; its last lines where it fails."""
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace") as running:
        reading = threading.Thread(target=lambda: lines.extend(running.stdout or ()), daemon=True)
        reading.start()
        began = told = time.monotonic()
        while reading.is_alive():
            reading.join(min(EVERY, 0.5))
            if time.monotonic() - told >= EVERY:
                told = time.monotonic()
                say(f"  {doing(lines, total)}, for {told - began:.0f} seconds now")
    if running.returncode:
        say("".join(lines[-20:]), sys.stderr)
    return running.returncode


def doing(lines: list[str], total: int) -> str:
    """What pip is at, by what it has printed so far.

    Examples
    --------
    >>> doing(["Ignoring colorama: markers", "Collecting pandas==3.0.1 (from -r requirements.lock)"], 169)
    'fetching 1 of 168 packages (pandas)'
    """
    words = [line.split() for line in lines if len(line.split()) > 1]
    total -= sum(each[0] == "Ignoring" for each in words)  # those that other systems need
    fetched = [each[1] for each in words if each[0] in _FETCHES]
    if any(each[0] == "Installing" and each[1] == "collected" for each in words):
        return f"installing {total} packages"
    if not fetched:
        return f"looking at {total} packages"
    name = re.split(r"[=<>~\[(-]", fetched[-1].rpartition("/")[2])[0]
    return f"fetching {len(fetched)} of {total} packages ({name})"


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line at once, in a pipe too."""
    print(text, file=stream or sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main(KIT))
