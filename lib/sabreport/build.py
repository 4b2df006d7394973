"""The pipeline: from a board's params and extracts to its report, whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sabreport.base.checks import Check, refuse_failed
from sabreport.base.document_names import ACCESSIBILITY, DISTRIBUTION, document_name
from sabreport.base.errors import FileError, GateError, Problem
from sabreport.base.files import make_folder
from sabreport.base.project import Project
from sabreport.documents.accessibility.judge import check_accessibility, write_accessibility_page
from sabreport.documents.engines import Engine
from sabreport.documents.stitch import marked, stitch_report
from sabreport.documents.write import Document, write_documents
from sabreport.gates.words import check_words, supplied_texts
from sabreport.inputs import Inputs, read_inputs
from sabreport.proofreading.order import Supplied
from sabreport.publication.publish import Signed, publish
from sabreport.publication.ready import refuse_unready
from sabreport.reports.contents import contents_of
from sabreport.reports.drafts import PUBLICATION, keep_draft
from sabreport.reports.last_report import LastReport, Purpose, outputs_of, remember_standing, saved_meanwhile, sources_of
from sabreport.reports.manifest import write_checks, write_facts, write_manifest, write_provenance
from sabreport.reports.output_folder import kept_where_refused, reserve_draft, whole_or_not_at_all
from sabreport.reports.recipients import write_distribution
from sabreport.returned.given_back import answers_for
from sabreport.reuse.cache import Made, Memory
from sabreport.reuse.hashes import digest_of_value, installed
from sabreport.reuse.library import asked_by_library, keep_code, library_reached, recall_code
from sabreport.running.origins import ORIGINS
from sabreport.running.sections import write_origins
from sabreport.running.steps import run_chapters, watched, write_sections
from sabreport.settings.look import LOOK_FILES, Look, write_look
from sabreport.workers.pool import Workers
from sabreport.workers.warm import KERNELS

Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many steps are done, and how many there are."""


def build_report(
    project: Project,
    engine: Engine,
    wanted: Sequence[str],
    *,
    workers: Workers | None = None,
    force: bool = False,
    purpose: Purpose = "review",
    progress: Progress = lambda *_: None,
) -> LastReport:
    """Build a board's report for a year as a draft, and as a final too where asked; put it in place of the one before.

    Chapters and documents that rest on nothing that changed since the last build are taken from it.

    Parameters
    ----------
    wanted
        Which of `sabreport.documents.engines.DOCUMENTS` to write.
    workers
        What its pieces are worked on by; None for two at once.
    force
        Whether to take nothing from the last build.
    purpose
        ``review``; ``clean``, without the answers to reviewers in Word; or ``final``, which needs all documents and a sign-off.

    Raises
    ------
    ReportError
        With every problem; the report before stays as it was.
    """
    start = time.perf_counter()  # not printed
    rendered_with = f"{engine.name} {engine.version}"  # one that does not run is told before anything else
    memory = Memory(project, forget=force)
    sources = sources_of(project, wanted, engine.identity, purpose)
    recall_code(Memory(project))  # known by hashes, so that it does whatever is to be forgotten
    inputs = read_inputs(project, memory)
    answers = () if purpose == "clean" else answers_for(project)
    templates = project.templates(inputs.params.kind)
    steps = len(inputs.chapters) + 1
    done = 0
    workers = workers or Workers(2, KERNELS[0])
    with workers, whole_or_not_at_all(project, inputs.params.keep_drafts) as folder:
        notebooks, report = folder / "notebooks", folder / "report"
        notebooks.mkdir()
        report.mkdir()

        def chapter_done(chapter: str) -> None:
            nonlocal done
            done += 1
            progress(f"chapter {chapter} is written", done, steps)

        progress("running the chapters", 0, steps)
        judging = workers.submit(_gates, project, inputs)
        dressed = _dressing(inputs.look, report, memory, workers)
        chapters = run_chapters(
            inputs.material, inputs.chapters, memory, notebooks, sources=sources, workers=workers, on_done=chapter_done
        )
        try:
            dressed()
            sections = write_sections(project, chapters, memory, report, workers)
            stitched = stitch_report(project, inputs.params, sections, report, narrative=inputs.tables.narrative)
            contents = contents_of(inputs, stitched)
            draft = reserve_draft(project, folder, contents.hash)
            stitched = replace(stitched, answers=answers)
            stitched = marked(project, inputs.params, stitched, draft_mark=draft.mark, documents=wanted)
            write_provenance(inputs, sections, report / "provenance.json")
            progress(f"rendering with {rendered_with}", done, steps)
            with kept_where_refused(project, report, templates):
                documents = write_documents(inputs, engine, stitched, wanted, memory, workers)
        finally:
            checks, agreed, supplied = judging.result()
            _stop_where_failed(project, checks)
        with kept_where_refused(project, report, templates):
            words = {each.path: each.words for each in documents if each.words is not None}
            checks += check_words(inputs, supplied, sections, words, memory, sources)
            checks = _judge(project, inputs, documents, folder, checks, draft.mark)
        checks += saved_meanwhile(project, sources)
        documents = [replace(each, path=each.path.rename(folder / each.path.name)) for each in documents]
        published: list[Path] = []
        if purpose == "final":
            with _checks_kept(project, checks):
                signed = Signed(draft, refuse_unready(inputs, checks, draft, contents))
                progress("writing what is published", done, steps)
                published = publish(inputs, engine, stitched, documents, signed, memory=memory, workers=workers)
        write_facts(inputs.facts, sections, folder / "facts.json")
        write_origins(project, inputs.chapters, sections, folder / ORIGINS)
        write_distribution(inputs.params, folder / f"{document_name(project, inputs.params.kind)}{DISTRIBUTION}")
        write_checks(checks, folder / "checks.json")
        seconds = time.perf_counter() - start  # not printed
        write_manifest(inputs, engine, chapters, folder, sources=sources, draft=draft, seconds=seconds)
        outputs = outputs_of(folder)
        keep_draft(draft, contents, folder, project.outputs)
        progress("done", steps, steps)
    why = {f"chapter {each.chapter.id}": each.why for each in chapters} | {each.form: each.why for each in documents}
    standing = LastReport(tuple(project.outputs / each.path.name for each in documents), tuple(checks), why, draft.mark)
    remember_standing(project, memory, sources, {**watched(chapters), **asked_by_library()}, outputs, standing)
    keep_code(memory)
    memory.keep(*agreed)
    return replace(standing, published=tuple(project.outputs / PUBLICATION / path.name for path in published))


def _dressing(look: Look, report: Path, memory: Memory, workers: Workers) -> Callable[[], None]:
    """Begin to write the look into a stitched report, where it is not that of the last build; what is given waits for it."""
    rests_on = {
        "the look": digest_of_value(look.model_dump(mode="json")),
        **library_reached("sabreport.settings.look"),
        **installed(),
    }
    if memory.take("look", rests_on, report)[0] is not None:
        return lambda: None
    writing = workers.submit(write_look, look, report)  # imports are slow

    def written() -> None:
        writing.result()
        memory.keep("look", Made(rests_on, {name: report / name for name in LOOK_FILES}, None))

    return written


def _gates(project: Project, inputs: Inputs) -> tuple[list[Check], tuple[str, Made], dict[Path, Supplied | str]]:
    """What the gates say; what to remember of the numbers in the texts once the report stands; and the words of the texts."""
    from sabreport.gates.claims import agreed_now, told  # slow to import
    from sabreport.gates.run import run_gates

    texts = told(project, inputs)
    return run_gates(project, inputs, texts), agreed_now(project, inputs, texts), supplied_texts(inputs)


def _judge(
    project: Project, inputs: Inputs, documents: Sequence[Document], folder: Path, checks: Sequence[Check], draft_mark: str
) -> list[Check]:
    """Judge the finished documents, write the page on accessibility into `folder`, and stop where the kit is at fault.

    Returns
    -------
    list of Check
        Those of the gates before, and those of the documents.
    """
    readings = {each.path: each.reading for each in documents if each.reading is not None}
    found = check_accessibility(project, readings)
    _stop_where_failed(project, [*checks, *found])
    page = folder / f"{document_name(project, inputs.params.kind)}{ACCESSIBILITY}"
    look = (folder / "report" / LOOK_FILES[0]).read_text(encoding="utf-8")
    write_accessibility_page(inputs.params, look, readings, found, page, draft_mark=draft_mark)
    return [*checks, *found]


def _stop_where_failed(project: Project, checks: Sequence[Check]) -> None:
    """Stop where a gate fails.

    Raises
    ------
    GateError
        With each check that failed, and where all of them are kept.
    """
    with _checks_kept(project, checks):
        refuse_failed(checks)


@contextmanager
def _checks_kept(project: Project, checks: Sequence[Check]) -> Iterator[None]:
    """Where a report is refused, keep what every gate said apart from the report that stands, and say where."""
    try:
        yield
    except GateError as error:
        kept = project.failed / "checks.json"
        problems = error.problems
        with suppress(OSError, FileError):  # what failed matters more than that it could not be kept
            write_checks(checks, make_folder(kept.parent, project.root) / kept.name)
            problems += (Problem(kept, None, "", "what every gate said is kept here", "The report before is as it was."),)
        raise GateError(problems, project.root) from error
