"""The warm process itself: it forks a child for each piece of work that `sabreport.workers.warm` asks for.

When one who asked goes away, however it went, its children are killed; when the first goes away, the warm process ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
from multiprocessing.connection import Connection

from sabreport.reuse.library import asked_by_library, library
from sabreport.workers.warm import CHARTS, KILL, MANY, ask_through, pair, pass_over_grammars

FIRST = ("pandas", "sabreport.inputs")
"""What every piece of work needs; imported before anything is forked."""
PRELOADED = (
    "papermill",
    "sabreport.running.papermill_engine",
    "sabreport.running.kernel",
    "sabreport.chapters.chapter",
    "bs4",
    "bleach",
    "sabreport.running.exporter:compile_schemas",
    "sabreport.report_kinds.catalogue:catalogue",
    "lxml.html",
    "docx",
    "pikepdf",
    "typst",
)
"""What runs a notebook, and what documents are made and read back with; behind a colon, what makes and keeps something."""
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
    "sabreport.gates.claims",
    "sabreport.claims.number_cases:reading",
    "sabreport.claims.number_cases:claimed",
    "babel.dates",
    "coloraide",
    "jinja2",
    "markdown_it",
    "mdit_py_plugins.footnote",
    "sabreport.tables.schemas",
    "sabreport.documents.accessibility.pdf",
    "sabreport.documents.accessibility.html",
    "sabreport.documents.word.finish",
    "sabreport.documents.workbook.write",
    "gptables",
    "openpyxl",
    "pandera.backends.pandas.builtin_checks",
    "pypdfium2",
    "sabreport.proofreading.supplied",
    "scipy.optimize",
)
"""What only one child of a build needs: worth importing once for all where many boards are built."""
_LONGEST_REQUEST = 32
_LONGEST_UNBURIED = 0.5
"""Seconds for which a child that has ended may lie, and a program that it left run."""


def _serve(first: socket.socket) -> None:
    """Fork a child for each request, until whoever asked first is gone; get warmer while there is none."""
    children: dict[socket.socket, set[int]] = {first: set()}
    waiting = list(PRELOADED)
    while first in children:
        at_work = any(children.values())  # one that has just hung up may end a moment later, and is buried then
        ready = select.select(list(children), [], [], 0 if waiting else _LONGEST_UNBURIED if at_work else None)[0]
        if waiting and not ready:
            _import(waiting.pop(0))
        for client in ready:
            request, descriptors, *_ = socket.recv_fds(client, _LONGEST_REQUEST, 1)
            if not request:
                _kill(children.pop(client))
                client.close()
            elif request == CHARTS:
                waiting += [name for name in FOR_CHARTS if name not in sys.modules]
            elif request == MANY:
                for name in (*waiting, *FOR_CHARTS, *FOR_MANY):
                    _import(name)
                asked_by_library()  # which looks at every module, so that no board has to
                waiting.clear()
            elif request.startswith(KILL):
                _kill(children[client] & {int(request.removeprefix(KILL))})
            else:
                _fork(children, client, descriptors[0])
        _bury(children)
    for pids in children.values():
        _kill(pids)
    with contextlib.suppress(ChildProcessError):  # whoever waits for this process may rely on it that they are gone
        while True:
            os.wait()


def _fork(children: dict[socket.socket, set[int]], client: socket.socket, descriptor: int) -> None:
    """Fork a child for one who asked, who talks with it over the pipe of that descriptor."""
    ours, theirs = pair()
    pid = os.fork()
    if pid == 0:
        for each in (*children, ours):
            each.close()
        _work(descriptor, theirs)
    theirs.close()
    os.close(descriptor)
    children[client].add(pid)
    children[ours] = set()


def _work(descriptor: int, requests: socket.socket) -> None:
    """Do one piece of work in a child, and end it."""
    ask_through(requests)
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
    module, _, makes = name.partition(":")
    with contextlib.suppress(Exception):  # the child that needs it says what is wrong
        found = importlib.import_module(module)
        if makes:
            getattr(found, makes)()
    gc.freeze()


if __name__ == "__main__":
    _main(int(sys.argv[1]))
