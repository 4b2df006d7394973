"""What the documents of a report are called, and how a draft is marked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sabreport.base.dates import day
from sabreport.base.project import Project

WORKBOOK, ACCESSIBILITY, DISTRIBUTION = "-data.xlsx", "-accessibility.html", "-distribution.csv"
"""What the names of the data workbook, the page on accessibility and the list of recipients end with, after `document_name`."""

COMMENTS = "comments.csv"
"""Lies beside the extracts, and is none: what reviewers wrote of a draft, and what became of it."""

ANSWERS_BY = "Answers to reviewers"
"""The author of the comments that the kit itself puts into a Word report."""

DRAFT_MARK = re.compile(r"Draft (\d+), \d{1,2} [A-Z][a-z]+ \d{4}, ([0-9a-f]{6})\b")
"""What `draft_mark` gives, with its number and how the hash begins."""


def draft_mark(number: int, made: date, content: str) -> str:
    """What stands on a draft's cover: its number, the day of its content, and how that content's hash begins."""
    return f"Draft {number}, {day(made)}, {content[:6]}"


def document_name(project: Project, kind: str) -> str:
    """The stem of the finished documents: ``lrsab-annual-report-2019-20``.

    The middle part is the stem of the kind's .qmd file.
    """
    return f"{project.board}-{document_template(project, kind).stem}-{project.label}"


def document_template(project: Project, kind: str) -> Path:
    """The .qmd file of a kind of report."""
    return next(path for path in project.templates(kind) if path.suffix == ".qmd")
