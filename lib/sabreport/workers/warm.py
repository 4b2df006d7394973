"""The way to a warm process: Python with the slow imports done and no thread started; work is forked from it, one child a piece.

Whoever holds a `Warm` asks for a child over a socket and talks with the child over a pipe of its own. A child may ask for
children in its turn. `sabreport.workers.warm_process` is what answers.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any, TypeVar

from sabreport.base.errors import ReportError

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether a process can be forked safely: not on Windows, and not on macOS, whose own libraries start threads."""
KERNELS = ("warm", "jupyter")
"""Where a notebook's cells run: in a process forked from a warm one, or in Jupyter's own kernel."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
FORK, CHARTS, MANY, KILL = b"f", b"c", b"m", b"k"
"""What can be asked of the warm process; to kill, followed by the number of one of one's own children."""
_TOLD, _GAVE, _RAISED = "told", "gave", "raised"
_pickling = threading.Lock()
T = TypeVar("T")


def pass_over_grammars() -> None:
    """Spare this process the grammars of addresses that jsonschema would build for JupyterLab: over a second."""
    for name in ("rfc3987_syntax", "rfc3986_validator"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # how Python is told that there is none


def pickled(value: object) -> bytes:
    """A value as it is sent to another process, one after another: threads that pickle the same objects may end the process.

    Python 3.11 makes the dictionary of an object when it is first asked for. Where rubbish is looked for in the middle, and
    another thread asks for the same one meanwhile, both come to share what only one of them frees.
    """
    with _pickling:
        return bytes(ForkingPickler.dumps(value))


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
            self._requests.send(KILL + str(self._pid).encode())


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
                socket.send_fds(self._requests, [FORK], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise EOFError("the warm process is gone") from error
        channel = Connection(ours.detach())
        channel.send_bytes(pickled((work, arguments)))
        return Child(channel, channel.recv(), self._requests)

    def expect_charts(self) -> None:
        """Let the warm process import, when it has time, what charts are drawn with."""
        self._ask(CHARTS)

    def expect_many(self) -> None:
        """Let the warm process import, before it forks again, all that many boards need, so that each board does without."""
        self._ask(MANY)

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
    ours, theirs = pair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "sabreport.workers.warm_process", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "MPLBACKEND": "module://matplotlib_inline.backend_inline"},
        )
    warm = Warm(ours)
    warm.process = process
    return warm


def pair() -> tuple[socket.socket, socket.socket]:
    """The two ends of a way for requests, each of which arrives whole and by itself."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def ask_through(requests: socket.socket) -> None:
    """Let this process, a child, ask the warm process that it was forked from for children."""
    global _shared  # noqa: PLW0603  # a program has one
    _shared = Warm(requests)


@atexit.register
def stop() -> None:
    """End the warm process that this program started, and with it all its children."""
    global _shared  # noqa: PLW0603  # a program has one
    with _starting:
        if _shared is not None and _shared.process is not None:
            _shared.close()
            _shared = None
