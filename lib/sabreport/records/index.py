"""outputs/index.html: one page that links every report that has been built."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, select_autoescape

from sabreport.base.document_names import STATEMENT
from sabreport.base.errors import FileError, Problem
from sabreport.base.files import problem_of, write_whole
from sabreport.base.locks import alone
from sabreport.records.last_report import INDEX, manifests
from sabreport.records.read_back import Built, built_report

_NAMES = {".html": "Web page", ".pdf": "PDF", ".docx": "Word", ".xlsx": "Data tables"}


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
    source = files("sabreport.records").joinpath("index.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=select_autoescape(default=True)).from_string(source)
    target = root / INDEX
    try:
        with alone(target.with_name(".index.lock")):
            reports = sorted(_reports(root, problems), key=lambda report: report.board)
            reports.sort(key=lambda report: report.year, reverse=True)
            return write_whole(target, template.render(reports=[_row(report) for report in reports]), root)
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


def _row(report: Built) -> dict[str, Any]:
    """A row of the page: the board, the year, and its documents with their links."""
    documents = [
        {"name": _name(path), "href": f"{report.board}/{report.year}/{path}"}
        for path in report.outputs
        if "/" not in path and Path(path).suffix in _NAMES
    ]
    created = report.created.isoformat()
    return {"board": report.board, "label": report.label, "draft": report.draft, "created": created, "documents": documents}


def _name(path: str) -> str:
    """What a link to a document says."""
    return "Accessibility" if path.endswith(STATEMENT) else _NAMES[Path(path).suffix]
