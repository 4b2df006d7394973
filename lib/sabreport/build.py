"""The pipeline: from a board's params and extracts to its report, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sabreport.accessibility import check_accessibility, read_documents, write_statement
from sabreport.distribution import write_distribution
from sabreport.engines import FORMATS, Engine, Format
from sabreport.errors import GateError, Problem, RenderError
from sabreport.execute import execute_chapters
from sabreport.gates import Check, refuse_failed, run_gates
from sabreport.inputs import Inputs, read_inputs
from sabreport.manifest import write_checks, write_facts, write_manifest, write_provenance
from sabreport.project import Project
from sabreport.sections import Section, write_section
from sabreport.stitch import STATEMENT, WORKBOOK, document_name, stitch_report
from sabreport.word import finish_word
from sabreport.workbook import write_workbook

DOCUMENTS = (*FORMATS, "xlsx")
"""What a report consists of: what an engine renders, and the data workbook."""
DRAFT_MARK = "DRAFT"
_KEPT = ("drafts",)
Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many steps are done, and how many there are."""


@dataclass(frozen=True)
class Built:
    """A report that was built: its documents, and what its gates said."""

    documents: tuple[Path, ...]
    checks: tuple[Check, ...]


def build_report(
    project: Project, engine: Engine, wanted: Sequence[str], *, jobs: int = 2, progress: Progress = lambda *_: None
) -> Built:
    """Build a board's report for a year as a draft and put it in place of the one before.

    Parameters
    ----------
    wanted
        Which of `DOCUMENTS` to write.
    jobs
        How many chapters run at once.

    Raises
    ------
    ReportError
        With every problem; the report before stays as it was.
    """
    start = time.perf_counter()
    inputs = read_inputs(project)
    checks = run_gates(project, inputs)
    refuse_failed(checks)
    steps = len(inputs.chapters) + 1
    done = 0
    with _whole_or_not_at_all(project) as folder:
        notebooks, report = folder / "notebooks", folder / "report"
        notebooks.mkdir()
        report.mkdir()

        def chapter_done(chapter: str) -> None:
            nonlocal done
            done += 1
            progress(f"chapter {chapter}", done, steps)

        progress("running the chapters", 0, steps)
        executed = execute_chapters(
            project, inputs.chapters, notebooks, jobs=jobs, on_done=lambda each: chapter_done(each.chapter.id)
        )
        sections = [write_section(project, each, report) for each in executed]
        document = stitch_report(project, inputs.params, inputs.look, sections, report, draft_mark=DRAFT_MARK, documents=wanted)
        write_provenance(inputs, sections, report / "provenance.json")
        progress(f"rendering with {engine.name} {engine.version}", done, steps)
        documents = _write_documents(project, inputs, engine, sections, document, wanted)
        checks += _judge_documents(project, inputs, documents, folder)
        documents = [path.rename(folder / path.name) for path in documents]
        write_facts(inputs.facts, sections, folder / "facts.json")
        write_distribution(inputs.params, folder / f"{document_name(project, inputs.params.kind)}-distribution.csv")
        write_checks(checks, folder / "checks.json")
        write_manifest(project, inputs, engine, executed, folder, draft=True, seconds=time.perf_counter() - start)
        progress("done", steps, steps)
    return Built(tuple(project.outputs / path.name for path in documents), tuple(checks))


def _write_documents(
    project: Project, inputs: Inputs, engine: Engine, sections: Sequence[Section], document: Path, wanted: Sequence[str]
) -> list[Path]:
    """Render what the engine renders, finish the Word file, and write the data workbook; all beside `document`."""
    title, subtitle = inputs.params.name, inputs.params.title
    formats = [each for each in FORMATS if each in wanted]
    rendered = _render(project, engine, document, formats) if formats else {}
    if "docx" in rendered:
        finish_word(
            rendered["docx"],
            look=inputs.look,
            title=f"{title}: {subtitle}",
            running_head=f"{title}, {project.label}",
            draft_mark=DRAFT_MARK,
            alts=[alt for section in sections for alt in section.alts],
        )
    documents = list(rendered.values())
    if "xlsx" in wanted:
        workbook = document.with_name(f"{document_name(project, inputs.params.kind)}{WORKBOOK}")
        write_workbook(workbook, inputs, sections, title=title, subtitle=subtitle, draft_mark=DRAFT_MARK)
        documents.append(workbook)
    return documents


def _judge_documents(project: Project, inputs: Inputs, documents: Sequence[Path], folder: Path) -> list[Check]:
    """Read the finished documents back, write the accessibility statement into `folder`, and stop where the kit is at fault."""
    readings = read_documents(documents)
    checks = check_accessibility(project, readings)
    try:
        refuse_failed(checks)
    except GateError:
        _keep(project, documents[0].parent)
        raise
    statement = folder / f"{document_name(project, inputs.params.kind)}{STATEMENT}"
    write_statement(inputs.params, readings, checks, statement, draft_mark=DRAFT_MARK)
    return checks


@contextmanager
def _whole_or_not_at_all(project: Project) -> Iterator[Path]:
    """A folder to build in, which takes the place of the board's outputs if all goes well and vanishes if not."""
    target = project.outputs
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{project.year}-", dir=target.parent, ignore_cleanup_errors=True) as temporary:
        fresh, replaced = Path(temporary) / "fresh", Path(temporary) / "replaced"
        fresh.mkdir()
        yield fresh
        try:
            if target.exists():
                for name in _KEPT:
                    if (target / name).exists():
                        shutil.copytree(target / name, fresh / name)
                target.rename(replaced)
            fresh.rename(target)
        except BaseException as error:
            if replaced.exists() and not target.exists():
                replaced.rename(target)
            if not isinstance(error, OSError):
                raise
            what = f"the report before cannot be replaced: {error.strerror or error}"
            remedy = "Close its files in other programs (Word, Acrobat), then build again."
            raise RenderError([Problem(target, None, "", what, remedy)], project.root) from error


def _render(project: Project, engine: Engine, document: Path, formats: Sequence[Format]) -> dict[Format, Path]:
    """Render; where the engine refuses, keep the stitched project, which shows what it refused."""
    try:
        return engine.render(document, formats)
    except RenderError as error:
        kept = _keep(project, document.parent)
        remedy = f"{project.relative(kept)} holds what it was given: look there, and at the notebook or text that wrote it."
        problems = [Problem(None, None, "", problem.what, remedy) for problem in error.problems]
        raise RenderError(problems, project.root) from error


def _keep(project: Project, report: Path) -> Path:
    """Copy a stitched report that did not pass to where it can be looked into."""
    kept = project.failed / "report"
    shutil.rmtree(kept, ignore_errors=True)
    return Path(shutil.copytree(report, kept))
