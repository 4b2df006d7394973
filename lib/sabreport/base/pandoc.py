"""Pandoc on a text that came from outside: in its sandbox, and for so long and no longer."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sabreport.base.errors import ExtractError, Problem

if sys.platform == "linux":
    import resource

READER = (
    "markdown-implicit_figures-raw_html-raw_attribute-raw_tex-native_divs-native_spans"
    "-pandoc_title_block-example_lists-line_blocks-latex_macros-task_lists"
)
"""How sections are read: nothing in them is passed on as it stands. `_quarto.yml` says the same to Quarto."""
LONGEST_READING = 20
"""Seconds of a processor's time that a text may take to be read; one of sixty pages takes two."""
_BY_THE_CLOCK = 6
"""How many times as long it may take by the clock, where other programs keep the processors busy."""
DEEPEST_TREE = 60
"""How deep its blocks and inlines may stand within each other."""


def converted(path: Path, root: Path, text: str | bytes | None, options: Sequence[str], unreadable: tuple[str, str]) -> str:
    """What Pandoc makes of a text or of a file's bytes, or of the file itself where that is None.

    Parameters
    ----------
    unreadable
        What is said, and what is to be done, where it cannot be read.

    Raises
    ------
    ExtractError
        Where it cannot be read, or takes too long.
    """
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--sandbox", *options, *([str(path.resolve())] if text is None else [])]
    given = text if isinstance(text, bytes) else (text or "").encode("utf-8", errors="replace")
    try:
        run = _ran if text is None else _ran_once
        code, made = run(tuple(command), given)
    except subprocess.TimeoutExpired as error:
        what = f"reading the text takes longer than {LONGEST_READING} seconds"
        remedy = "Look for a long row of quotation marks, brackets or stars, and take it out."
        raise ExtractError([Problem(path, None, "", what, remedy)], root) from error
    if code != 0:
        raise ExtractError([Problem(path, None, "", *unreadable)], root)
    return made.decode("utf-8").replace("\r\n", "\n")


def _ran(command: Sequence[str], given: bytes) -> tuple[int, bytes]:
    """What a program returns and writes; one that takes too long is stopped, by the clock alone where that is all there is.

    Raises
    ------
    TimeoutExpired
        Where it takes too long.
    """
    longest = LONGEST_READING * _BY_THE_CLOCK
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if sys.platform == "linux":
            seconds = max(1, LONGEST_READING)
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds + 1))
        try:
            made, _ = process.communicate(given, timeout=longest)
        finally:
            process.kill()
    if sys.platform == "linux" and process.returncode == -signal.SIGXCPU:
        raise subprocess.TimeoutExpired(command, LONGEST_READING)
    return process.returncode, made


_ran_once = lru_cache(maxsize=128)(_ran)
"""A text is asked for by whoever counts, checks, searches and prints it; Pandoc makes the same of it each time."""


def tree_of(path: Path, root: Path, text: str) -> Any:
    """A tree as Pandoc wrote it in JSON.

    Raises
    ------
    ExtractError
        Where its parts stand too deep within each other to be worked on.
    """
    try:
        tree = json.loads(text)
    except RecursionError:
        tree = None
    if tree is None or _too_deep(tree["blocks"]):
        what = f"lists, tables, boxes or quotations stand more than {DEEPEST_TREE // 4} deep within each other"
        raise ExtractError([Problem(path, None, "", what, "Ask for the text without them.")], root)
    return tree


def _too_deep(blocks: Any) -> bool:
    """Whether the blocks and inlines of a tree stand more than so deep in each other; told without recursion."""
    left = [(blocks, 0)]
    while left:
        node, depth = left.pop()
        if isinstance(node, dict):
            depth += "t" in node
            if depth > DEEPEST_TREE:
                return True
            left += [(each, depth) for each in node.values()]
        elif isinstance(node, list):
            left += [(each, depth) for each in node]
    return False
