"""What runs a notebook's cells in a forked process: the shell of Jupyter's own kernel, its messages going down a pipe."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": f"ipython{sys.version_info[0]}",
    "version": sys.version.split()[0],
}
"""What Jupyter's kernel says of its language; it is written into the executed notebook."""


class _Pipe(Session):
    """Stands in for the session of a kernel: what it sends goes down the pipe."""

    channel: Connection

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:
        message: dict[str, Any] = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
        self.channel.send(message)
        return message


class _Stream(io.TextIOBase):
    """Standard output or error of the cells; `descriptor` takes what other programs write there."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, session: _Pipe, descriptor: int) -> None:
        self.name = name
        self._session = session
        self._written: list[str] = []
        self._descriptor = descriptor
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the process
        os.dup2(self._file.fileno(), descriptor)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        self._written.append(text)
        return len(text)

    def flush(self) -> None:
        if self._file.seek(0, os.SEEK_END):
            self._file.seek(0)
            self._written.append(self._file.read().decode("utf-8", errors="replace"))
            self._file.seek(0)
            self._file.truncate()
        if text := "".join(self._written):
            self._written.clear()
            self._session.send(None, "stream", {"name": self.name, "text": text})


def run_cells(channel: Connection, folder: str, environment: dict[str, str], startup: str) -> None:
    """Run each cell that comes down the pipe, in `folder`; its messages go back, the last of each of type ``done``.

    The content of ``done`` is as of Jupyter's ``execute_reply``.
    """
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _sow()
    session = _Pipe(key=b"")
    session.channel = channel
    sys.stdout, sys.stderr = _Stream("stdout", session, 1), _Stream("stderr", session, 2)
    shell = _shell(session)
    run: Any = shell.run_cell
    run(startup, store_history=False, silent=True)
    while True:
        source = channel.recv()
        result = run(source, store_history=True)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError):  # closed by the cell
                stream.flush()
        error = result.error_before_exec or result.error_in_exec
        content: dict[str, Any] = {"status": "error" if error else "ok", "execution_count": shell.execution_count - 1}
        if error:
            content |= {"ename": type(error).__name__, "evalue": str(error), "traceback": shell._last_traceback or []}
        session.send(None, "done", content)


def _shell(session: _Pipe) -> ZMQInteractiveShell:
    """IPython as in Jupyter's kernel, without its history on disk."""
    quiet = Config({"HistoryManager": {"enabled": False}})
    home = str(Path.cwd())
    shell = ZMQInteractiveShell.instance(config=quiet, ipython_dir=home)
    for publisher in (shell.displayhook, shell.display_pub):
        setattr(publisher, "session", session)  # noqa: B010  # both are IPython's own to mypy
    return shell


def _sow() -> None:
    """Give each child random numbers of its own."""
    random.seed()  # not printed
    if "numpy.random" in sys.modules:
        import numpy as np

        np.random.seed()  # not printed
