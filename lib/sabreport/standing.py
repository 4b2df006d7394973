"""Whether the report that stands in outputs/ is still what a build would make: told from hashes alone, in a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sabreport.checks import Check
from sabreport.digests import digest_of_file, digest_of_value, installed, library
from sabreport.memory import Made, Memory, changed
from sabreport.project import Project

INDEX = "outputs/index.html"
"""The page that links all reports, relative to the root."""
_STEP = "report"


@dataclass(frozen=True)
class Order:
    """How reports are to be built.

    Parameters
    ----------
    formats
        Which of `sabreport.engines.DOCUMENTS`.
    engine
        One of `sabreport.engines.ENGINES`.
    kernel
        One of `sabreport.warm.KERNELS`.
    force
        Whether to take nothing from the last build.
    """

    formats: tuple[str, ...]
    engine: str
    kernel: str
    force: bool


@dataclass(frozen=True)
class Standing:
    """A report that stands in outputs/.

    Parameters
    ----------
    documents
        Its documents, in order.
    checks
        What its gates said.
    why
        What changed, for each chapter and document that the last build made anew; empty for one that was as it was.
    """

    documents: tuple[Path, ...]
    checks: tuple[Check, ...]
    why: Mapping[str, tuple[str, ...]]


def sources_of(project: Project, wanted: Sequence[str], identity: str) -> dict[str, str]:
    """The hash of all that a report may rest on, wherever the kit looks for it: files, the kit, its packages, the engine.

    Parameters
    ----------
    wanted
        The documents asked for.
    identity
        That of the engine.
    """
    folders = [project.data.parent, project.root / "notebooks", project.root / "report_templates"]
    inside = (path for folder in folders for path in folder.rglob("*") if ".ipynb_checkpoints" not in path.parts)
    files = sorted({*project.params_files, *(path for path in inside if path.is_file())})
    return {
        **{project.relative(path): digest_of_file(path) for path in files},
        **library(),
        **installed(),
        "the engine": digest_of_value([identity]),
        "the documents asked for": digest_of_value(list(wanted)),
    }


def still_standing(project: Project, memory: Memory, sources: Mapping[str, str]) -> Standing | None:
    """The report that stands, if nothing that it rests on changed and nobody touched it; else None."""
    kept = memory.recall(_STEP)
    if kept is None:
        return None
    read = {name: digest_of_file(project.root / name) for name in kept.rests_on if name not in sources}
    outputs = {name: digest_of_file(project.outputs / name) for name in kept.value["outputs"]}
    if changed(kept, {**read, **sources}) or outputs != kept.value["outputs"]:
        return None
    documents = tuple(project.outputs / name for name in kept.value["documents"])
    return Standing(documents, tuple(Check(**check) for check in kept.value["checks"]), {})


def outputs_of(folder: Path) -> dict[str, str]:
    """The hash of each file of a report, by its path in the report's folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): digest_of_file(path) for path in files}


def remember_standing(
    project: Project,
    memory: Memory,
    sources: Mapping[str, str],
    read: Sequence[str],
    outputs: Mapping[str, str],
    standing: Standing,
) -> None:
    """Remember the report that a build made, whether it stands or another build's took its place since.

    Parameters
    ----------
    sources
        As they were before anything was read.
    read
        Files that a chapter read, relative to the root; those outside the usual folders are watched too.
    outputs
        Its files as they were made.
    """
    others = {name: digest_of_file(project.root / name) for name in read if name not in sources}
    value = {
        "documents": [path.name for path in standing.documents],
        "checks": [check.as_json() for check in standing.checks],
        "outputs": dict(outputs),
    }
    memory.keep(_STEP, Made({**sources, **others}, {}, value))


def manifests(root: Path) -> list[Path]:
    """The manifest of every report that stands."""
    return sorted((root / "outputs").glob("[!.]*/[!.]*/manifest.json"))


def index_is_due(root: Path) -> bool:
    """Whether the page that links all reports has to be written anew: a build may have been ended before it could."""
    try:
        written = (root / INDEX).stat().st_mtime_ns
        return not (root / INDEX).is_file() or any(path.stat().st_mtime_ns > written for path in manifests(root))
    except OSError:
        return True
