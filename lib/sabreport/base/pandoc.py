"""Pandoc on a text that came from outside: in its sandbox, and for so long and no longer."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sabreport.base.errors import ExtractError, Problem

READER = (
    "markdown-implicit_figures-raw_html-raw_attribute-raw_tex-native_divs-native_spans"
    "-pandoc_title_block-example_lists-line_blocks-latex_macros-task_lists"
)
"""How sections are read: nothing in them is passed on as it stands. `_quarto.yml` says the same to Quarto."""
LONGEST_READING = 20
"""Seconds that a text may take to be read; one of sixty pages takes two."""
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
        result = subprocess.run(command, input=given, capture_output=True, timeout=LONGEST_READING, check=False)
    except subprocess.TimeoutExpired as error:
        what = f"reading the text takes longer than {LONGEST_READING} seconds"
        remedy = "Look for a long row of quotation marks, brackets or stars, and take it out."
        raise ExtractError([Problem(path, None, "", what, remedy)], root) from error
    if result.returncode != 0:
        raise ExtractError([Problem(path, None, "", *unreadable)], root)
    return result.stdout.decode("utf-8").replace("\r\n", "\n")


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
