"""Notes in a notebook's process what the report asks the machine: whether a file is there, a variable, another program.

Only what is asked by a cell, by the Python beside the notebooks or by the kit counts, be it by way of Python's own library:
pandas and matplotlib ask much for purposes of their own, and the kit's programs, such as Pandoc, answer from what they are given.
Python tells its hooks of files opened, of folders listed and of programs begun, but not of these questions, so each function that
answers one is wrapped.
"""

from __future__ import annotations

import functools
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

from sabreport.base.places import PACKAGE
from sabreport.reuse.asked import OTHER_MACHINE, PYTHON, SIZE, THERE, VARIABLE, VARIABLES
from sabreport.reuse.uses import PROGRAM

Note = Callable[[str, str], None]
"""Called with what was asked, a word of `sabreport.reuse.asked`, and of what: a path, a variable."""
_KIT = f"{PACKAGE}{os.sep}"
_MACHINERY = tuple(str(PACKAGE / name) for name in ("reuse/watching.py", "chapters/recording.py", "running/kernel.py"))
"""The kit's own modules that run a notebook and record it: below them no cell has asked."""
_INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
_SHELLS = tuple(f"{os.sep}{name}{os.sep}" for name in ("IPython", "ipykernel", "traitlets"))
_PYTHON = (f"{sysconfig.get_paths()['stdlib']}{os.sep}", "<")
_ONLY_WHETHER = frozenset(
    (
        "exists",
        "is_file",
        "is_dir",
        "is_symlink",
        "is_mount",
        "isfile",
        "isdir",
        "islink",
        "lexists",
        "_joinrealpath",
        "realpath",
        "resolve",
    )
)
"""Functions of Python's library that tell no more of what they asked than what kind of thing is there."""
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile")
EVENTS = frozenset((*_PROGRAMS, "socket.connect", "os.listdir"))
"""Of those that Python tells its hooks, those of which a `Watch` is to be told."""


class Watch:
    """Stands between a notebook and the machine.

    Parameters
    ----------
    note
        Told of each question.
    cells
        The names of the notebook's cells.
    """

    def __init__(self, note: Note, cells: Mapping[str, Any]) -> None:
        self._note = note
        self._cells = cells
        self._passes_on: dict[str, bool | None] = {}

    def start(self) -> None:
        """Wrap what answers; for as long as the process lives."""
        for name in ("stat", "lstat", "access"):
            self._wrap(os, name)
        for name in ("exists", "isfile", "isdir", "islink", "lexists"):
            self._wrap(os.path, name)
        for variables in (os.environ, getattr(os, "environb", None)):
            if variables is not None:
                variables.__class__ = self._noting(type(variables))

    def on_event(self, event: str, arguments: tuple[Any, ...], caller: FrameType | None) -> None:
        """Note a program that is run, or a machine that is asked: one of `EVENTS`."""
        if event in _PROGRAMS and self._of_report(caller, kit=False):
            self._note(f"{PROGRAM}, which ", "the notebook runs")
        elif event == "socket.connect":
            self._note(f"{OTHER_MACHINE}, which ", "the notebook asks")
        elif event == "os.listdir" and looks_for_modules(caller):
            self._note(PYTHON, full_path(arguments[0] or "."))

    def _wrap(self, owner: Any, name: str) -> None:
        original = getattr(owner, name)

        @functools.wraps(original)
        def asking(path: Any, *arguments: Any, **options: Any) -> Any:
            caller = sys._getframe(1)
            if isinstance(path, str | bytes | os.PathLike) and self._of_report(caller):
                self._note(SIZE if name == "stat" and not _asks_whether(caller) else THERE, full_path(path))
            return original(path, *arguments, **options)

        for supporting in (os.supports_dir_fd, os.supports_effective_ids, os.supports_fd, os.supports_follow_symlinks):
            if original in supporting:
                supporting.add(asking)
        setattr(owner, name, asking)

    def _noting(self, kind: type[Any]) -> type[Any]:
        """A mapping of variables that notes which are looked up."""
        watch = self

        class Noting(kind):  # type: ignore[misc]  # the type is that of os.environ, and of os.environb
            def __getitem__(self, key: Any) -> Any:
                if isinstance(key, str | bytes) and watch._of_report(sys._getframe(1)):
                    watch._note(VARIABLE, os.fsdecode(key))
                return super().__getitem__(key)

            def __iter__(self) -> Iterator[Any]:
                if watch._of_report(sys._getframe(1)):
                    watch._note(VARIABLES, "")
                yield from super().__iter__()

        return Noting

    def _of_report(self, frame: FrameType | None, *, kit: bool = True) -> bool:
        """Whether a cell, the Python beside it or the kit asks; what Python's library and IPython ask, they ask for others."""
        while frame is not None:
            if frame.f_globals is self._cells:
                return True
            file = frame.f_code.co_filename
            if file not in self._passes_on:
                self._passes_on[file] = _of_report(file)
            found = self._passes_on[file]
            if found is not None:
                return found and (kit or not file.startswith(_KIT))
            frame = frame.f_back
        return False


def _of_report(file: str) -> bool | None:
    """Whether a file of Python belongs to the report; None for what asks for others."""
    if file.startswith(_KIT):
        return file not in _MACHINERY
    if any(place in file for place in _INSTALLED):
        return None if any(shell in file for shell in _SHELLS) else False
    return None if file.startswith(_PYTHON) else True


def _asks_whether(caller: FrameType) -> bool:
    """Whether it is a function of Python's library that tells no more than what kind of thing is there."""
    if caller.f_code.co_name == "stat" and caller.f_back is not None:  # Path.stat, for Path.exists and the like
        caller = caller.f_back
    return caller.f_code.co_name in _ONLY_WHETHER and _of_report(caller.f_code.co_filename) is None


def full_path(path: str | bytes | os.PathLike[Any]) -> str:
    """A path from the root, links as they stand: what they lead to may change."""
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100  # Path.resolve() would follow them


def looks_for_modules(caller: FrameType | None) -> bool:
    """Whether it is Python's import that lists a folder."""
    return caller is not None and caller.f_code.co_filename == "<frozen importlib._bootstrap_external>"
