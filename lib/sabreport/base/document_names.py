"""What the documents of a report are called."""

from __future__ import annotations

from pathlib import Path

from sabreport.base.project import Project

WORKBOOK, ACCESSIBILITY, DISTRIBUTION = "-data.xlsx", "-accessibility.html", "-distribution.csv"
"""What the names of the data workbook, the page on accessibility and the list of recipients end with, after `document_name`."""


def document_name(project: Project, kind: str) -> str:
    """The stem of the finished documents: ``lrsab-annual-report-2019-20``.

    The middle part is the stem of the kind's .qmd file.
    """
    return f"{project.board}-{document_template(project, kind).stem}-{project.label}"


def document_template(project: Project, kind: str) -> Path:
    """The .qmd file of a kind of report."""
    return next(iter(sorted(project.templates(kind).glob("*.qmd"))))
