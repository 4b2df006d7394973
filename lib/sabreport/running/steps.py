"""Runs the chapters that rest on something that changed, and takes the others as they were; and so for their sections."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from sabreport.base.project import Project
from sabreport.chapters.recording import digest_of_part, is_part, name_of_part, source_of_part
from sabreport.facts.material import Material
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.reuse.asked import digest_of_asked, is_asked
from sabreport.reuse.cache import NEVER, Made, Memory, changed
from sabreport.reuse.hashes import digest_of_file, digest_of_value, installed
from sabreport.reuse.library import digest_of_library, is_library, library_reached, looked_at, reached_by
from sabreport.reuse.uses import Uses, uses_of_module, uses_of_notebook
from sabreport.running.execute import ExecutedChapter, Reads, execute_chapters, parameters_of
from sabreport.running.origins import Origin
from sabreport.running.sections import Section, write_section
from sabreport.workers.pool import Workers
from sabreport.workers.warm import pickled

_NOTEBOOK = "notebook.ipynb"
_PARAMETERS = "the notebook's parameters"
_UNKNOWN = "what it read, which is not known"


@dataclass(frozen=True)
class ChapterDone:
    """A chapter of this build.

    Parameters
    ----------
    notebook
        The executed notebook, in the folder of this build.
    seconds
        How long its notebook ran, in this build or in the one that ran it.
    why
        What changed, so that it was run; empty where it was taken as it was.
    inputs
        The files it was written from, as the manifest lists them.
    rests_on
        The hash of each thing that it rests on, as it was when it was run.
    """

    chapter: ChapterSpec
    notebook: Path
    seconds: float
    why: tuple[str, ...]
    inputs: tuple[str, ...]
    rests_on: Mapping[str, str]


def run_chapters(
    material: Material,
    chapters: Sequence[ChapterSpec],
    memory: Memory,
    folder: Path,
    *,
    sources: Mapping[str, str],
    workers: Workers,
    on_done: Callable[[str], None],
) -> list[ChapterDone]:
    """Give every chapter's executed notebook in `folder`.

    Parameters
    ----------
    sources
        The hashes of files by name as they were before anything was read: an edit while chapters run is one for the next build.
    on_done
        Called with the id of each chapter as its notebook is there.

    Raises
    ------
    NotebookError
        Where any chapter fails, after all have run.
    """
    done: dict[str, ChapterDone] = {}
    why: dict[str, tuple[str, ...]] = {}
    charts: dict[str, bool] = {}
    for chapter in chapters:
        kept = memory.recall(_step(chapter))
        charts[chapter.id] = kept is None or kept.value["charts"]
        names = changed(kept, lambda name: sources.get(name) or _digest_now(name, material))
        why[chapter.id] = tuple(dict.fromkeys(name_of_part(name, material) if is_part(name) else name for name in names))
        if kept is not None and not why[chapter.id]:
            notebook = folder / chapter.notebook.name
            if not memory.copy(_step(chapter), kept, {_NOTEBOOK: notebook}):
                why[chapter.id] = (NEVER,)
                continue
            inputs = tuple(kept.value["inputs"])
            done[chapter.id] = ChapterDone(chapter, notebook, kept.value["seconds"], (), inputs, kept.rests_on)
            on_done(chapter.id)

    def remember(ran: ExecutedChapter) -> None:
        chapter, reads = ran.chapter, ran.reads
        inputs = _inputs(chapter, reads or Reads(), material)
        rests_on = {name: sources.get(name, now) for name, now in _rests_on(chapter, reads or Reads(), material).items()}
        if reads is None:
            why[chapter.id] = (_UNKNOWN,)
        else:
            drawn = "image/svg+xml" in ran.notebook.read_text(encoding="utf-8")
            value = {"seconds": ran.seconds, "inputs": inputs, "charts": drawn}
            memory.keep(_step(chapter), Made(rests_on, {_NOTEBOOK: ran.notebook}, value))
        done[chapter.id] = ChapterDone(chapter, ran.notebook, ran.seconds, why[chapter.id], tuple(inputs), rests_on)
        on_done(chapter.id)

    if any(charts[chapter_id] for chapter_id, reasons in why.items() if reasons):
        workers.expect_charts()
    running = [chapter for chapter in chapters if chapter.id not in done]
    # Not in outputs/: a build that is killed leaves it behind.
    with tempfile.TemporaryDirectory(prefix="sab-", ignore_cleanup_errors=True) as apart:
        prepared = Path(apart) / "material.pickle"
        prepared.write_bytes(pickled(material))
        execute_chapters(material.project, running, folder, workers=workers, material=prepared, on_done=remember)
    return [done[chapter.id] for chapter in chapters]


def write_sections(
    project: Project, done: Sequence[ChapterDone], memory: Memory, report: Path, workers: Workers
) -> list[Section]:
    """The section of each chapter, exported from its executed notebook where that changed.

    Raises
    ------
    NotebookError
        Where a notebook shows something that cannot be printed.
    """
    exporter = {**library_reached("sabreport.running.sections"), **installed()}
    sections: dict[str, Section] = {}
    stale: dict[str, dict[str, str]] = {}
    for each in done:
        name = each.chapter.id
        names = {"the chapter's name": digest_of_value([name, each.chapter.notebook.name])}
        rests_on = {"the executed notebook": digest_of_file(each.notebook), **names, **exporter}
        made, _ = memory.take(f"section-{name}", rests_on, report)
        if made is None:
            stale[name] = rests_on
        else:
            facts, alts, origins = made.value
            known = tuple(Origin(*origin) for origin in origins)
            sections[name] = Section(name, tuple(made.files.values()), tuple(facts), tuple(alts), known)
    if stale:
        written = workers.submit(_write, project, [each for each in done if each.chapter.id in stale], report).result()
        for section in written:
            files = {path.relative_to(report).as_posix(): path for path in section.files}
            value = [section.facts, section.alts, [astuple(origin) for origin in section.origins]]
            memory.keep(f"section-{section.chapter}", Made(stale[section.chapter], files, value))
            sections[section.chapter] = section
    return [sections[each.chapter.id] for each in done]


def _write(project: Project, done: Sequence[ChapterDone], report: Path) -> list[Section]:
    return [write_section(project, each.chapter, each.notebook, report) for each in done]


def watched(done: Sequence[ChapterDone]) -> dict[str, str]:
    """The hash of all that chapters rest on and that is no part of their material, as it was when each was run."""
    rests_on = {name: digest for each in done for name, digest in each.rests_on.items()}
    return {name: digest for name, digest in rests_on.items() if not is_part(name) and name != _PARAMETERS}


def _step(chapter: ChapterSpec) -> str:
    return f"chapter-{chapter.id}"


def _rests_on(chapter: ChapterSpec, reads: Reads, material: Material) -> dict[str, str]:
    """All that a chapter rests on: its notebook and parameters, the kit and its packages, what it read and asked as it ran."""
    relative = material.project.relative
    files = _files(chapter, reads, material)
    asked = [(what, relative(Path(of)) if Path(of).is_absolute() else of) for what, of in reads.asked]
    unread = [f"{what}{of}" for what, of in asked if of not in files]  # what a file holds tells whether it is there, and its size
    names = [*files, *reads.parts, *unread, *installed(), _PARAMETERS]
    return {**{name: _digest_now(name, material) for name in names}, **reached_by(_code(chapter, reads, material.project))}


def _code(chapter: ChapterSpec, reads: Reads, project: Project) -> dict[str, Uses]:
    """What the notebook and each other file of Python that it opened use, by name."""
    looks = {project.relative(chapter.notebook): uses_of_notebook}
    looks |= {project.relative(Path(file)): uses_of_module for file in reads.files if file.endswith(".py")}
    found = {}
    for name, look in looks.items():
        with contextlib.suppress(OSError):  # gone again
            found[name] = looked_at(name, (project.root / name).read_text(encoding="utf-8", errors="replace"), look)
    return found


def _files(chapter: ChapterSpec, reads: Reads, material: Material) -> list[str]:
    """The notebook, and each file that it opened, texts among them."""
    return [material.project.relative(path) for path in (chapter.notebook, *map(Path, reads.files))]


def _digest_now(name: str, material: Material) -> str:
    """The hash of one of those things as it is now."""
    if is_part(name):
        return digest_of_part(name, material)
    if is_library(name):
        return digest_of_library(name)
    if is_asked(name):
        return digest_of_asked(name, material.project.root)
    if name == _PARAMETERS:
        return digest_of_value(parameters_of(material.project))
    return installed().get(name) or digest_of_file(material.project.root / name)


def _inputs(chapter: ChapterSpec, reads: Reads, material: Material) -> list[str]:
    """The notebook, and each file that what was read came from."""
    files = _files(chapter, reads, material)
    return sorted({*files, *(source for part in reads.parts for source in source_of_part(part, material))})
