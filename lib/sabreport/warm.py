"""A warm process: Python with the slow imports done and no thread started; work is forked from it, one child a piece.

Whoever holds a `Warm` asks for a child over a socket and talks with the child over a pipe of its own. A child may ask for
children in its turn. When one who asked goes away, however it went, its children are killed; when the first goes away, the
warm process ends.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from sabreport.errors import ReportError

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether a process can be forked safely: not on Windows, and not on macOS, whose own libraries start threads."""
KERNELS = ("warm", "jupyter")
"""Where a notebook's cells run: in a process forked from a warm one, or in Jupyter's own kernel."""
PRELOADED = (
    "pandas",
    "sabreport.kernel",
    "sabreport.chapter",
    "papermill",
    "sabreport.exporter",
    "lxml.html",
    "docx",
    "pikepdf",
    "typst",
)
"""What runs a notebook, and what documents are made and read back with."""
FOR_CHARTS = (
    "matplotlib.colors",
    "matplotlib.transforms",
    "matplotlib.path",
    "matplotlib.font_manager",
    "matplotlib.text",
    "matplotlib.axes",
    "matplotlib.figure",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "sabreport.charts",
)
"""What a notebook draws with; not matplotlib_inline: imported before there is a shell, it never shows a figure."""
FOR_MANY = (
    "sabreport.build",
    "sabreport.gates",
    "sabreport.schemas",
    "sabreport.accessible_pdf",
    "sabreport.accessible_html",
    "sabreport.word",
    "sabreport.workbook",
)
"""What only one child of a build needs: worth importing once for all where many boards are built."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


_FORK, _CHARTS = b"f", b"c"
"""What can be asked of the warm process: one byte each."""
T = TypeVar("T")


def pass_over_grammars() -> None:
    """Spare this process the grammars of addresses that jsonschema would build for JupyterLab: over a second."""
    for name in ("rfc3987_syntax", "rfc3986_validator"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # how Python is told that there is none


class Child:
    """A forked process at work, and the pipe to it."""

    def __init__(self, channel: Connection, pid: int) -> None:
        self.channel = channel
        self._pid = pid

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self.channel.close()
        _kill({self._pid})


class Warm:
    """The way to a warm process.

    Parameters
    ----------
    requests
        A socket that the warm process reads.
    """

    process: subprocess.Popen[bytes] | None = None

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests

    def fork(self, work: Callable[..., None], *arguments: Any) -> Child:
        """A child of the warm process that runs ``work(channel, *arguments)`` and ends; both are pickled.

        Raises
        ------
        EOFError
            Where the warm process is gone.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._requests, [_FORK], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise EOFError("the warm process is gone") from error
        channel = Connection(ours.detach())
        channel.send((work, arguments))
        return Child(channel, channel.recv())

    def expect_charts(self) -> None:
        """Let the warm process import, when it has time, what charts are drawn with."""
        with contextlib.suppress(OSError):  # told by the next fork
            self._requests.send(_CHARTS)

    def close(self) -> None:
        """Let the warm process end, and with it every child that was asked for."""
        self._requests.close()


def elsewhere(work: Callable[..., T], *arguments: Any) -> T:
    """What ``work(*arguments)`` gives, or raises, in a child of the warm process.

    Raises
    ------
    ChildProcessError
        Where the child was ended from outside.
    """
    try:
        child = shared().fork(_answer, work, arguments)
        try:
            well, value = child.channel.recv()
        finally:
            child.kill()
    except (EOFError, ConnectionResetError, BrokenPipeError) as error:
        raise ChildProcessError("a process that worked on it was ended from outside; memory may have run out") from error
    if not well:
        raise value
    return cast(T, value)


def elsewhere_or_here(work: Callable[..., T], *arguments: Any) -> T:
    """The same, in this process where none can be forked."""
    return elsewhere(work, *arguments) if CAN_FORK else work(*arguments)


def _answer(channel: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    gc.disable()  # it ends soon, and to look for rubbish is to copy what it shares with the warm process
    try:
        answer = (True, work(*arguments))
    except ReportError as error:
        answer = (False, error)
    except Exception as error:  # not every exception can be sent
        unforeseen = RuntimeError(f"{type(error).__name__}: {error}")
        unforeseen.add_note(traceback.format_exc())
        answer = (False, unforeseen)
    channel.send(answer)


_shared: Warm | None = None
_starting = threading.Lock()


def shared(*, for_many: bool = False) -> Warm:
    """The warm process of this program, started where there is none yet; a child's is the one it was forked from.

    Parameters
    ----------
    for_many
        Whether many boards are to be built, so that it is worth importing everything before.
    """
    global _shared
    with _starting:
        if _shared is None:
            _shared = _start(for_many)
    return _shared


def _start(for_many: bool) -> Warm:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno()), *(["for_many"] if for_many else [])],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "MPLBACKEND": "module://matplotlib_inline.backend_inline"},
        )
    warm = Warm(ours)
    warm.process = process
    return warm


@atexit.register
def stop() -> None:
    """End the warm process that this program started, and with it all its children."""
    global _shared
    with _starting:
        if _shared is not None and _shared.process is not None:
            _shared.close()
            _shared.process.wait()
            _shared = None


def _serve(first: socket.socket) -> None:
    """Fork a child for each request, until whoever asked first is gone; get warmer while there is none."""
    children: dict[socket.socket, set[int]] = {first: set()}
    waiting = list(PRELOADED)
    while first in children:
        ready = select.select(list(children), [], [], 0 if waiting else None)[0]
        if waiting and not ready:
            _import(waiting.pop(0))
        for client in ready:
            request, descriptors, *_ = socket.recv_fds(client, 1, 1)
            if not request:
                _kill(children.pop(client))
                client.close()
                continue
            if request == _CHARTS:
                waiting += [name for name in FOR_CHARTS if name not in sys.modules]
                continue
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                for each in (*children, ours):
                    each.close()
                _work(descriptors[0], theirs)
            theirs.close()
            os.close(descriptors[0])
            children[client].add(pid)
            children[ours] = set()
        _bury(children)
    for pids in children.values():
        _kill(pids)


def _work(descriptor: int, requests: socket.socket) -> None:
    """Do one piece of work in a child, and end it."""
    global _shared
    _shared = Warm(requests)
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setpgrp()
        channel = Connection(descriptor)
        channel.send(os.getpid())
        work, arguments = channel.recv()
        work(channel, *arguments)
        channel.close()
        status = 0
    except (EOFError, BrokenPipeError):
        pass  # nobody waits for it any more
    finally:
        os._exit(status)


def _kill(pids: set[int]) -> None:
    """End children, and the programs that they run, which are of their group."""
    for pid in pids:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                kill(pid, signal.SIGKILL)


def _bury(children: dict[socket.socket, set[int]]) -> None:
    """Forget children that have ended."""
    with contextlib.suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            for pids in children.values():
                pids.discard(pid)


def _main(descriptor: int, for_many: bool) -> None:
    pass_over_grammars()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with whoever started it
    if for_many:
        for name in (*PRELOADED, *FOR_CHARTS, *FOR_MANY):
            _import(name)
    _serve(socket.socket(fileno=descriptor))
    os._exit(0)  # nothing of it is worth taking down in order


def _import(name: str) -> None:
    with contextlib.suppress(Exception):  # the child that needs it says what is wrong
        importlib.import_module(name)
    gc.freeze()


if __name__ == "__main__":
    from sabreport import warm

    warm._main(int(sys.argv[1]), "for_many" in sys.argv)
