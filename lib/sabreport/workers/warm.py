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
from typing import Any, TypeVar

from sabreport.base.errors import ReportError
from sabreport.reuse.library import asked_by_library, library

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether a process can be forked safely: not on Windows, and not on macOS, whose own libraries start threads."""
KERNELS = ("warm", "jupyter")
"""Where a notebook's cells run: in a process forked from a warm one, or in Jupyter's own kernel."""
FIRST = ("pandas", "sabreport.inputs")
"""What every piece of work needs; imported before anything is forked."""
PRELOADED = (
    "papermill",
    "sabreport.running.papermill_engine",
    "sabreport.running.kernel",
    "sabreport.chapters.chapter",
    "bs4",
    "bleach",
    "sabreport.running.exporter",
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
    "sabreport.exhibits.charts",
)
"""What a notebook draws with; not matplotlib_inline: imported before there is a shell, it never shows a figure."""
FOR_MANY = (
    "sabreport.build",
    "sabreport.gates.run",
    "sabreport.tables.schemas",
    "sabreport.documents.accessibility.pdf",
    "sabreport.documents.accessibility.html",
    "sabreport.documents.word.finish",
    "sabreport.documents.workbook.write",
)
"""What only one child of a build needs: worth importing once for all where many boards are built."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


_FORK, _CHARTS, _MANY, _KILL = b"f", b"c", b"m", b"k"
"""What can be asked of the warm process; to kill, followed by the number of one of one's own children."""
_LONGEST_REQUEST = 32
_TOLD, _GAVE, _RAISED = "told", "gave", "raised"
T = TypeVar("T")


def pass_over_grammars() -> None:
    """Spare this process the grammars of addresses that jsonschema would build for JupyterLab: over a second."""
    for name in ("rfc3987_syntax", "rfc3986_validator"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # how Python is told that there is none


class Child:
    """A forked process at work, and the pipe to it."""

    def __init__(self, channel: Connection, pid: int, requests: socket.socket) -> None:
        self.channel = channel
        self._pid = pid
        self._requests = requests

    def kill(self) -> None:
        """End it, whatever it is doing; the warm process does, which alone knows that the number is still that child's."""
        self.channel.close()
        with contextlib.suppress(OSError):  # the warm process is gone, and with it all children
            self._requests.send(_KILL + str(self._pid).encode())


class Warm:
    """The way to a warm process.

    Parameters
    ----------
    requests
        A socket that the warm process reads, which keeps one request apart from the next.
    """

    process: subprocess.Popen[bytes] | None = None

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._used = False

    def fork(self, work: Callable[..., None], *arguments: Any) -> Child:
        """A child of the warm process that runs ``work(channel, *arguments)`` and ends; both are pickled.

        Raises
        ------
        EOFError
            Where the warm process is gone.
        """
        self._used = True
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._requests, [_FORK], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise EOFError("the warm process is gone") from error
        channel = Connection(ours.detach())
        channel.send((work, arguments))
        return Child(channel, channel.recv(), self._requests)

    def expect_charts(self) -> None:
        """Let the warm process import, when it has time, what charts are drawn with."""
        self._ask(_CHARTS)

    def expect_many(self) -> None:
        """Let the warm process import, before it forks again, all that many boards need, so that each board does without."""
        self._ask(_MANY)

    def close(self) -> None:
        """Let the warm process end, and with it every child that was asked for."""
        self._requests.close()
        if self.process is not None:
            if not self._used:
                self.process.kill()  # it may still be importing, for nobody
            self.process.wait()

    def _ask(self, request: bytes) -> None:
        with contextlib.suppress(OSError):  # told by the next fork
            self._requests.send(request)


def elsewhere(work: Callable[..., T], *arguments: Any, told: Callable[..., None] | None = None) -> T:
    """What ``work(*arguments)`` gives, or raises, in a child of the warm process.

    Parameters
    ----------
    told
        Called here with all that the work calls its last argument with, which it is given where this is.

    Raises
    ------
    ChildProcessError
        Where the child was ended from outside.
    """
    try:
        child = shared().fork(_answer, work, arguments, told is not None)
        try:
            while (answer := child.channel.recv())[0] == _TOLD and told is not None:
                told(*answer[1])
        finally:
            child.kill()
    except (EOFError, ConnectionResetError, BrokenPipeError) as error:
        raise ChildProcessError("a process that worked on it was ended from outside; memory may have run out") from error
    what, value = answer
    if what == _RAISED:
        raise value
    found: T = value
    return found


def forks(kernel: str) -> bool:
    """Whether children of the warm process are given work: not with Jupyter's kernel, nor where none can be forked."""
    return kernel == KERNELS[0] and CAN_FORK


def elsewhere_or_here(kernel: str, work: Callable[..., T], *arguments: Any, told: Callable[..., None] | None = None) -> T:
    """The same with that kernel, of `KERNELS`; in this process where no child is given work."""
    if forks(kernel):
        return elsewhere(work, *arguments, told=told)
    return work(*arguments) if told is None else work(*arguments, told)


def _answer(channel: Connection, work: Callable[..., Any], arguments: tuple[Any, ...], tells: bool) -> None:
    gc.disable()  # it ends soon, and to look for rubbish is to copy what it shares with the warm process
    if tells:
        arguments = (*arguments, lambda *said: channel.send((_TOLD, said)))
    try:
        answer = (_GAVE, work(*arguments))
    except Exception as error:
        answer = (_RAISED, _sendable(error))
    channel.send(answer)


def _sendable(error: Exception) -> Exception:
    """What tells of an exception in another process: not every one can be sent as it is."""
    if isinstance(error, ReportError):
        return error
    if isinstance(error, ChildProcessError):
        return ChildProcessError(str(error))
    if isinstance(error, OSError) and error.errno:
        return OSError(error.errno, error.strerror, error.filename)
    unforeseen = RuntimeError(f"{type(error).__name__}: {error}")
    unforeseen.add_note(traceback.format_exc())
    return unforeseen


_shared: Warm | None = None
_starting = threading.Lock()


def shared() -> Warm:
    """The warm process of this program, started where there is none yet; a child's is the one it was forked from."""
    global _shared  # noqa: PLW0603  # a program has one
    with _starting:
        if _shared is None:
            _shared = _start()
    return _shared


def _start() -> Warm:
    ours, theirs = _pair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "MPLBACKEND": "module://matplotlib_inline.backend_inline"},
        )
    warm = Warm(ours)
    warm.process = process
    return warm


def _pair() -> tuple[socket.socket, socket.socket]:
    """The two ends of a way for requests, each of which arrives whole and by itself."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


@atexit.register
def stop() -> None:
    """End the warm process that this program started, and with it all its children."""
    global _shared  # noqa: PLW0603  # a program has one
    with _starting:
        if _shared is not None and _shared.process is not None:
            _shared.close()
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
            request, descriptors, *_ = socket.recv_fds(client, _LONGEST_REQUEST, 1)
            if not request:
                _kill(children.pop(client))
                client.close()
                continue
            if request == _CHARTS:
                waiting += [name for name in FOR_CHARTS if name not in sys.modules]
                continue
            if request == _MANY:
                for name in (*waiting, *FOR_CHARTS, *FOR_MANY):
                    _import(name)
                asked_by_library()  # which looks at every module, so that no board has to
                waiting.clear()
                continue
            if request.startswith(_KILL):
                _kill(children[client] & {int(request.removeprefix(_KILL))})
                continue
            ours, theirs = _pair()
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
    with contextlib.suppress(ChildProcessError):  # whoever waits for this process may rely on it that they are gone
        while True:
            os.wait()


def _work(descriptor: int, requests: socket.socket) -> None:
    """Do one piece of work in a child, and end it."""
    global _shared  # noqa: PLW0603  # a program has one
    _shared = Warm(requests)
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setpgrp()
        channel = Connection(descriptor)
        channel.send(os.getpid())  # not printed
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
    """Forget children that have ended, and end the programs that they left running, while the number is still theirs."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
            _kill({ended.si_pid})
            os.waitpid(ended.si_pid, 0)
            for pids in children.values():
                pids.discard(ended.si_pid)


def _main(descriptor: int) -> None:
    library()  # before any of it is imported: an edit from now on is one for the next build
    pass_over_grammars()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with whoever started it
    for name in FIRST:
        _import(name)
    _serve(socket.socket(fileno=descriptor))
    os._exit(0)  # nothing of it is worth taking down in order


def _import(name: str) -> None:
    with contextlib.suppress(Exception):  # the child that needs it says what is wrong
        importlib.import_module(name)
    gc.freeze()


if __name__ == "__main__":
    from sabreport.workers import warm  # noqa: PLW0406  # what is pickled names this module, not __main__

    warm._main(int(sys.argv[1]))
