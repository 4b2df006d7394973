"""What a report asks of the machine is noted: what a cell asks, the Python beside it and the kit, and nothing that others ask.

The watch wraps functions of Python's for as long as the process lives, so that each case has a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from sabreport.base.places import PACKAGE

CELL, BESIDE = "<cell>", "own_words.py"
PYTHON, IPYTHON = f"{sysconfig.get_paths()['stdlib']}/shutil.py", "/venv/site-packages/IPython/core/shell.py"
KIT, KERNEL, RECORDING, WATCHING = (
    str(PACKAGE / name) for name in ("chapters/finance.py", "running/kernel.py", "chapters/recording.py", "reuse/watching.py")
)
RUN = """
import json, os, sys
from sabreport.reuse.watching import EVENTS, Watch
noted, cells = [], {}
watch = Watch(lambda what, of: noted.append((what.strip(), os.path.relpath(of) if os.path.isabs(of) else of)), cells)
watch.start()
sys.addaudithook(lambda event, arguments: watch.on_event(event, arguments, sys._getframe(1)) if event in EVENTS else None)
sys.dont_write_bytecode = True
source, *files = sys.argv[1:]
def run_within(file, *files):
    names = cells if file == "<cell>" else {}
    names["run_next"] = lambda: run_within(*files)
    exec(compile(source if not files else "run_next()", file, "exec"), names)
run_within(*files)
print(json.dumps(list(dict.fromkeys(noted))))
"""
THERE, SIZE, VARIABLE, FOLDER = "whether there is", "the size of", "the environment variable", "the Python in"
A_PROGRAM, A_MACHINE = ("another program, which", "the notebook runs"), ("another machine, which", "the notebook asks")


def noted(folder: Path, source: str, *files: str) -> list[tuple[str, str]]:
    """What is noted while code of this source runs in the last of some files, called by the one before, in order, each once."""
    (folder / "a.txt").write_text("four", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", RUN, source, *files],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "SAB_TRY": "set"},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [(what, of) for what, of in json.loads(ran.stdout.splitlines()[-1])]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("from pathlib import Path\nPath('a.txt').exists(), Path('b').is_dir()", [(THERE, "a.txt"), (THERE, "b")]),
        ("from pathlib import Path\nPath('a.txt').stat().st_size", [(SIZE, "a.txt")]),
        ("import os\nos.path.isfile('a.txt'), os.path.islink(b'b')", [(THERE, "a.txt"), (THERE, "b")]),
        ("import os\nos.path.isdir('a.txt'), os.path.lexists('b')", [(THERE, "a.txt"), (THERE, "b")]),
        ("import os\nos.access('a.txt', os.R_OK), os.lstat('a.txt')", [(THERE, "a.txt")]),
        ("import os\nos.path.getsize('a.txt')", [(SIZE, "a.txt")]),
        ("import os\nos.stat(0)", []),
        ("import os\nassert {os.stat, os.access} <= os.supports_dir_fd", []),  # as without a watch
        ("import os\nos.stat('a.txt', dir_fd=os.open('.', os.O_RDONLY))", [(SIZE, "a.txt")]),
        ("import os\nassert os.environ['SAB_TRY'] == 'set'", [(VARIABLE, "SAB_TRY")]),
        ("import os\nos.environ.get('SAB_TRY'), os.getenv('SAB_NONE')", [(VARIABLE, "SAB_TRY"), (VARIABLE, "SAB_NONE")]),
        ("import os\n'SAB_TRY' in os.environ, os.environb[b'HOME']", [(VARIABLE, "SAB_TRY"), (VARIABLE, "HOME")]),
        ("import os\nassert 'SAB_TRY' in list(os.environ)", [("all environment variables", "")]),
        ("import shutil\nshutil.which('a', path='.')", [(THERE, "a")]),
        ("import subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])", [A_PROGRAM]),
        ("import os\nos.listdir('.')", []),  # a file is opened or a folder listed: Python tells of these itself
        ("import sys\nsys.path.append('beside')\nimport own_words", [(FOLDER, "beside")]),
    ],
)
def test_what_a_cell_asks_is_noted_by_what_it_asks(source: str, asked: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / BESIDE).write_text("", encoding="utf-8")
    assert noted(tmp_path, source, CELL) == asked


def test_another_machine_that_a_cell_asks_is_noted(tmp_path: Path) -> None:
    source = "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    assert A_MACHINE in noted(tmp_path, source, CELL)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("files", "is_noted"),
    [
        ([CELL], True),
        ([CELL, PYTHON], True),
        ([CELL, "<frozen os>"], True),
        ([CELL, IPYTHON], True),
        ([CELL, "/venv/site-packages/pandas/io.py"], False),
        ([CELL, "/venv/dist-packages/pandas/io.py"], False),
        ([CELL, "/venv/site-packages/pandas/io.py", PYTHON], False),
        ([CELL, "/venv/site-packages/pandas/io.py", CELL], True),
        ([CELL, BESIDE], True),
        ([BESIDE, PYTHON], True),
        ([CELL, KIT], True),
        ([KIT, PYTHON], True),
        ([IPYTHON], False),
        ([KERNEL, IPYTHON], False),  # what IPython asks for purposes of its own
        ([KERNEL, IPYTHON, CELL], True),
        ([CELL, RECORDING], False),
        ([CELL, WATCHING, PYTHON], False),
    ],
)
def test_it_is_noted_only_where_it_is_asked_for_the_report(files: list[str], is_noted: bool, tmp_path: Path) -> None:
    found = noted(tmp_path, "import os\nos.access('a.txt', os.R_OK), os.environ.get('SAB_TRY')", *files)
    assert found == ([(THERE, "a.txt"), (VARIABLE, "SAB_TRY")] if is_noted else [])


@pytest.mark.parametrize(("file", "is_noted"), [(BESIDE, True), (KIT, False), ("/venv/site-packages/pandas/io.py", False)])
def test_a_program_of_the_kit_answers_from_what_it_is_given(file: str, is_noted: bool, tmp_path: Path) -> None:
    found = noted(tmp_path, "import subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])", CELL, file)
    assert (A_PROGRAM in found) == is_noted
