"""What a text refers to, such as @fig-concerns or @sec-training: where it does, and to which chapters that are not there."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from sabreport.base.errors import Problem, did_you_mean
from sabreport.report_kinds.chapters import ChapterSpec

REFERENCE = re.compile(r"(?<![\w\\.])@((?:fig|tbl|sec)-[\w-]*\w)")


def lines_of_references(text: str) -> dict[str, int]:
    """Each id that a text refers to, and the line where it does so first."""
    found: dict[str, int] = {}
    for match in REFERENCE.finditer(text):
        found.setdefault(match[1], text.count("\n", 0, match.start()) + 1)
    return found


def faults_of_references(path: Path, text: str, chapters: Collection[ChapterSpec]) -> list[Problem]:
    """A problem for each section that a narrative refers to and that no chapter is; figures are known once they are drawn."""
    anchors = [chapter.anchor for chapter in chapters]
    found = {
        ident: row
        for ident, row in lines_of_references(text).items()
        if ident.startswith("sec-") and not any(ident == anchor or ident.startswith(f"{anchor}-") for anchor in anchors)
    }
    own = "".join(_source(chapter.notebook) for chapter in chapters) if found else ""
    return [not_there(path, row, ident, anchors) for ident, row in found.items() if f"#{ident}" not in own]


def _source(notebook: Path) -> str:
    """A notebook's text; what keeps it from being read is told elsewhere."""
    try:
        return notebook.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def not_there(path: Path, row: int, ident: str, known: Collection[str]) -> Problem:
    """A problem with a reference of a narrative, on its line."""
    return Problem(path, row, "", f'"@{ident}" is not in this report', did_you_mean(ident, known), line=True)
