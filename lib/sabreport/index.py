"""outputs/index.html: one page that links every report that has been built."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, select_autoescape

from sabreport.outputs import STATEMENT

_NAMES = {".html": "Web page", ".pdf": "PDF", ".docx": "Word", ".xlsx": "Data tables"}


def write_index(root: Path) -> Path:
    """Write the page from the manifests under outputs/, newest year first; replaces the one before whole."""
    outputs = root / "outputs"
    reports = [report for path in outputs.glob("*/*/manifest.json") if (report := _report(path)) is not None]
    reports.sort(key=lambda report: (-report["year"], report["board"]))
    source = files("sabreport").joinpath("templates/index.html.j2").read_text(encoding="utf-8")
    text = Environment(autoescape=select_autoescape(default=True)).from_string(source).render(reports=reports)
    target, fresh = outputs / "index.html", outputs / ".index.html"
    fresh.write_text(text, encoding="utf-8", newline="\n")
    return fresh.replace(target)


def _report(manifest: Path) -> dict[str, Any] | None:
    """A row of the page: the board, the year, and its documents with their links; None for a broken manifest."""
    try:
        entry: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return None
    folder = f"{entry['board']}/{entry['year']}"
    documents = [
        {"name": _name(output["path"]), "href": f"{folder}/{output['path']}"}
        for output in entry["outputs"]
        if "/" not in output["path"] and Path(output["path"]).suffix in _NAMES
    ]
    return {**entry, "documents": documents}


def _name(path: str) -> str:
    """What a link to a document says."""
    return "Accessibility" if path.endswith(STATEMENT) else _NAMES[Path(path).suffix]
