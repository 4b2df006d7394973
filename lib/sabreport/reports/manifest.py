"""The records beside a report: manifest.json, facts.json and checks.json."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sabreport.base.checks import Check
from sabreport.disclosure.publish import as_published
from sabreport.documents.engines import Engine
from sabreport.facts.fact import Facts
from sabreport.facts.provenance import provenance
from sabreport.facts.records import facts_as_json
from sabreport.inputs import Inputs
from sabreport.reports.drafts import Draft
from sabreport.reuse.hashes import digest_of_file, digest_of_text
from sabreport.running.sections import Section
from sabreport.running.steps import ChapterDone

_VERSIONED = ("sabreport", "papermill", "nbconvert", "pandas", "matplotlib", "pypandoc-binary", "typst")


def write_facts(facts: Facts, sections: Sequence[Section], path: Path) -> None:
    """Every fact, with the chapters that print it."""
    used_in: dict[str, list[str]] = {}
    for section in sections:
        for key in section.facts:
            used_in.setdefault(key, []).append(section.chapter)
    _write_json(facts_as_json(facts, used_in), path)


def write_provenance(inputs: Inputs, sections: Sequence[Section], path: Path) -> None:
    """What stands behind each number that the sections print, by key; the web page shows it beside the number."""
    keys = dict.fromkeys(key for section in sections for key in section.facts)
    _write_json({key: provenance(inputs.facts[key], inputs.facts, inputs.params) for key in keys}, path)


def write_checks(checks: Iterable[Check], path: Path) -> None:
    """What every gate says."""
    _write_json([check.as_json() for check in checks], path)


def write_manifest(
    inputs: Inputs,
    engine: Engine,
    chapters: Sequence[ChapterDone],
    folder: Path,
    *,
    sources: Mapping[str, str],
    draft: Draft,
    seconds: float,
) -> None:
    """What went in and what came out, with hashes; written last, into `folder`, of which it lists every file.

    Parameters
    ----------
    sources
        The hashes of files by name as they were before anything was read: one that was saved since is another.
    """
    project = inputs.project
    entry = {
        "board": project.board,
        "name": inputs.params.name,
        "year": project.year,
        "label": project.label,
        "kind": inputs.params.kind,
        "draft": draft.number,
        "content_hash": draft.content,
        "engine": {"name": engine.name, "version": engine.version},
        "inputs": [_input(inputs, path, sources) for path in _input_files(inputs)],
        "outputs": [
            {"path": path.relative_to(folder).as_posix(), "sha256": digest_of_file(path)}
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ],
        "chapters": [
            {
                "name": each.chapter.id,
                "status": "executed" if each.why else "cached",
                "seconds": each.seconds,
                "inputs": [name for name in each.inputs if not Path(name).is_absolute()],  # of the kit, not of the machine
            }
            for each in chapters
        ],
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _VERSIONED}},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),  # not printed
        "seconds": round(seconds, 2),
    }
    _write_json(entry, folder / "manifest.json")


def _input_files(inputs: Inputs) -> list[Path]:
    """Params, extracts, authored text, notebooks and templates."""
    params = [path for path in inputs.project.params_files if path.is_file()]
    templates = inputs.project.templates(inputs.params.kind)
    return [*params, *inputs.tables.paths, *(chapter.notebook for chapter in inputs.chapters), *templates]


def _input(inputs: Inputs, path: Path, sources: Mapping[str, str]) -> dict[str, str]:
    """A file with the hash of what it holds, or, where disclosure control takes something from it, of what is published.

    Who has the hash of a table and all of it but a few small counts can try counts until the hash fits.
    """
    entry = {"path": inputs.project.relative(path)}
    for year, supplied in inputs.supplied.measures_by_year.items():
        if supplied.path == path:
            published = as_published(supplied, inputs.tables.measures_by_year[year])
            if published is not None:
                return {**entry, "sha256": digest_of_text(published), "of": "as published"}
    return {**entry, "sha256": sources.get(entry["path"]) or digest_of_file(path)}


def _write_json(value: Any, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
