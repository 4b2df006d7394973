"""outputs/index.html: one page that links every report that has been built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sabreport.base.dates import day
from sabreport.base.document_names import ACCESSIBILITY
from sabreport.base.errors import FileError, Problem
from sabreport.base.files import problem_of, write_whole
from sabreport.base.locks import alone
from sabreport.base.pages import page_of
from sabreport.reports.drafts import PUBLICATION
from sabreport.reports.last_report import INDEX, manifests
from sabreport.reports.publication_record import read_publication
from sabreport.reports.read_back import Built, built_report

_NAMES = {".html": "Web page", ".pdf": "PDF", ".docx": "Word", ".xlsx": "Data tables"}
"""What a link to a document says, in the order in which they stand."""
_ACCESSIBILITY = "Accessibility"


def write_index(root: Path, problems: list[Problem]) -> Path:
    """Write the page from the manifests under outputs/, newest year first, in place of the one before.

    Any number of processes may write it at once: the last one has seen every report that is there.

    Parameters
    ----------
    problems
        Takes one for each manifest that cannot be read; its report is left out.

    Raises
    ------
    FileError
        Where the page cannot be written; the one before is as it was.
    """
    target = root / INDEX
    try:
        with alone(target.with_name(".index.lock")):
            reports = sorted(_reports(root, problems), key=lambda report: report.name)
            reports.sort(key=lambda report: report.year, reverse=True)
            page = page_of("sabreport.reports", "index.html.j2", reports=[_row(report, root) for report in reports])
            return write_whole(target, page, root)
    except OSError as error:
        raise FileError([problem_of(error, target, "written")], root) from error


def _reports(root: Path, problems: list[Problem]) -> Iterator[Built]:
    for path in manifests(root):
        try:
            report = built_report(path.parent, root)
        except FileError as error:
            problems += error.problems
        else:
            yield from [report] if report is not None else []


def _row(report: Built, root: Path) -> dict[str, Any]:
    """A row of the page: board, year, and documents with their links, the web page first; of a final what is published."""
    named = {_name(path): path for path in report.outputs if "/" not in path and Path(path).suffix in _NAMES}
    folder = f"{report.board}/{report.year}"
    final = read_publication(root / "outputs" / folder / PUBLICATION)
    standing = "Draft"
    if final is not None:
        standing = (
            "Final"
            if final.draft == report.draft
            else f"Draft, made after the final of {day(date.fromisoformat(final.published))}"
        )
    within = f"{folder}/{PUBLICATION}" if standing == "Final" else folder
    links = [{"name": name, "href": f"{within}/{named[name]}"} for name in (*_NAMES.values(), _ACCESSIBILITY) if name in named]
    return {"name": report.name, "label": report.label, "standing": standing, "created": day(report.created), "documents": links}


def _name(path: str) -> str:
    """What a link to a document says."""
    return _ACCESSIBILITY if path.endswith(ACCESSIBILITY) else _NAMES[Path(path).suffix]
