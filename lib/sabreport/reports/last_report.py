"""Whether the report that stands in outputs/ is still what a build would make: told from hashes alone, in a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sabreport.base.checks import Check
from sabreport.base.project import Project
from sabreport.reuse.asked import digest_of_asked, is_asked
from sabreport.reuse.cache import Made, Memory, changed
from sabreport.reuse.hashes import digest_of_file, digest_of_value, installed
from sabreport.reuse.library import is_library, library

INDEX = "outputs/index.html"
"""The page that links all reports, relative to the root."""
_STEP = "report"
_PASSED_OVER = {".ipynb_checkpoints", "__pycache__"}


Purpose = Literal["review", "clean", "final"]
"""What a build is for: a draft to be read, with answers to those who read the one before; one without them; a final."""


@dataclass(frozen=True)
class Order:
    """How reports are to be built.

    Parameters
    ----------
    formats
        Which of `sabreport.documents.engines.DOCUMENTS`.
    engine
        One of `sabreport.documents.engines.ENGINES`.
    kernel
        One of `sabreport.workers.warm.KERNELS`.
    force
        Whether to take nothing from the last build.
    purpose
        What they are for.
    """

    formats: tuple[str, ...]
    engine: str
    kernel: str
    force: bool
    purpose: Purpose = "review"


@dataclass(frozen=True)
class LastReport:
    """A report that stands in outputs/.

    Parameters
    ----------
    documents
        Its documents, in order.
    checks
        What its gates said.
    why
        What changed, for each chapter and document that the last build made anew; empty for one that was as it was.
    draft
        Which draft it is, as its cover says.
    published
        What is published of it, where this build was to make it final.
    """

    documents: tuple[Path, ...]
    checks: tuple[Check, ...]
    why: Mapping[str, tuple[str, ...]]
    draft: str
    published: tuple[Path, ...] = ()


def sources_of(project: Project, wanted: Sequence[str], identity: str, purpose: Purpose = "review") -> dict[str, str]:
    """The hash of all that a report may rest on, wherever the kit looks for it: files, the kit, its packages, the engine.

    Parameters
    ----------
    wanted
        The documents asked for.
    identity
        That of the engine.
    purpose
        What they are for.
    """
    folders = [project.data.parent, project.root / "notebooks", project.root / "report_templates"]
    inside = (path for folder in folders for path in folder.rglob("*") if not _PASSED_OVER.intersection(path.parts))
    files = sorted({*project.params_files, *(path for path in inside if path.is_file())})
    return {
        **{project.relative(path): digest_of_file(path) for path in files},
        **library(),
        **installed(),
        "the engine": digest_of_value([identity]),
        "the documents asked for": digest_of_value([*wanted, *(["clean"] if purpose == "clean" else [])]),
    }


def saved_meanwhile(project: Project, sources: Mapping[str, str]) -> list[Check]:
    """A warning of each file that was saved while the report was built, which may hold it as it was before or after."""
    saved = [
        name for name, digest in sources.items() if _is_file(project, name) and digest_of_file(project.root / name) != digest
    ]
    what = "the file was saved while the report was being built, which may hold it as it was before"
    return [Check("files", "warn", name, what, "Build again.") for name in saved]


def _is_file(project: Project, name: str) -> bool:
    return not is_library(name) and (project.root / name).is_file()


def still_standing(project: Project, memory: Memory, sources: Mapping[str, str]) -> LastReport | None:
    """The report that stands, if nothing that it rests on changed and nobody touched it; else None."""
    kept = memory.recall(_STEP)
    if kept is None:
        return None
    others = {name: _digest_now(project, name) for name in kept.rests_on if name not in sources}
    if changed(kept, {**others, **sources}):
        return None
    outputs = {name: digest_of_file(project.outputs / name) for name in kept.value["outputs"]}
    if outputs != kept.value["outputs"]:
        return None
    documents = tuple(project.outputs / name for name in kept.value["documents"])
    return LastReport(documents, tuple(Check(**check) for check in kept.value["checks"]), {}, kept.value["draft"])


def outputs_of(folder: Path) -> dict[str, str]:
    """The hash of each file of a report, by its path in the report's folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): digest_of_file(path) for path in files}


def remember_standing(
    project: Project,
    memory: Memory,
    sources: Mapping[str, str],
    rests_on: Mapping[str, str],
    outputs: Mapping[str, str],
    standing: LastReport,
) -> None:
    """Remember the report that a build made, whether it stands or another build's took its place since.

    Parameters
    ----------
    sources
        As they were before anything was read.
    rests_on
        What else it rests on: files outside the usual folders, and what was asked of the machine.
    outputs
        Its files as they were made.
    """
    value = {
        "documents": [path.name for path in standing.documents],
        "checks": [check.as_json() for check in standing.checks],
        "outputs": dict(outputs),
        "draft": standing.draft,
    }
    memory.keep(_STEP, Made({**rests_on, **sources}, {}, value))


def manifests(root: Path) -> list[Path]:
    """The manifest of every report that stands."""
    return sorted((root / "outputs").glob("[!.]*/[!.]*/manifest.json"))


def index_is_due(root: Path) -> bool:
    """Whether the page that links all reports has to be written anew: a build may have been ended before it could."""
    try:
        written = (root / INDEX).stat().st_mtime_ns  # not printed
        return not (root / INDEX).is_file() or any(path.stat().st_mtime_ns > written for path in manifests(root))  # not printed
    except OSError:
        return True


def _digest_now(project: Project, name: str) -> str:
    return digest_of_asked(name, project.root) if is_asked(name) else digest_of_file(project.root / name)
