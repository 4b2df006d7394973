"""The finished documents of a report, each made anew only where something that it rests on changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from sabreport.base.document_names import WORKBOOK, document_name
from sabreport.chapters.recording import digest_of_part
from sabreport.documents.accessibility.reading import Reading
from sabreport.documents.engines import DOCUMENTS, FORMATS, Engine, Format
from sabreport.documents.rendering import render_and_finish
from sabreport.documents.stitch import Stitched
from sabreport.facts.records import facts_as_json
from sabreport.inputs import Inputs
from sabreport.proofreading.order import Finished
from sabreport.reuse.cache import Made, Memory
from sabreport.reuse.hashes import digest_of_file, digest_of_text, digest_of_value, installed
from sabreport.reuse.library import library_reached
from sabreport.running.sections import Section
from sabreport.workers.pool import Workers

_SLOWEST_FIRST: tuple[Format, ...] = ("pdf", "docx", "html")
_OTHER_TABLE = re.compile(r"^\s*(-{2,}(\s|$)|\+[-=])", re.MULTILINE)
_READ = TypeAdapter(tuple[Reading, Finished])


@dataclass(frozen=True)
class Document:
    """A finished document.

    Parameters
    ----------
    form
        One of `DOCUMENTS`.
    reading
        What it holds, as read back for accessibility; None for the workbook.
    words
        Its words, as read back; None for the workbook.
    why
        What changed, so that it was made; empty where it was taken as it was.
    """

    form: str
    path: Path
    reading: Reading | None
    words: Finished | None
    why: tuple[str, ...]


def write_documents(
    inputs: Inputs,
    engine: Engine,
    stitched: Stitched,
    wanted: Sequence[str],
    memory: Memory,
    workers: Workers,
    step: str = "document",
) -> list[Document]:
    """Render a stitched report, finish the Word file, and write the data workbook; all in its folder.

    Parameters
    ----------
    step
        What it is remembered as: a final does not take the place of the draft.

    Raises
    ------
    RenderError
        Where the engine refuses.
    """
    report = stitched.source.parent
    name = inputs.params.name
    finish = {
        "look": inputs.look,
        "title": f"{name}: {inputs.params.title}",
        "running_head": f"{name}, {inputs.project.label}",
        "draft_mark": stitched.draft_mark,
        "alts": [alt for section in stitched.sections for alt in section.alts],
        "answers": stitched.answers,
    }
    rests_on = {
        **{f"report/{path.relative_to(report).as_posix()}": digest_of_file(path) for path in _files(report)},
        **library_reached("sabreport.documents.rendering"),
        **installed(),
        "the engine": digest_of_value([engine.identity]),
        "what the Word report is finished with": digest_of_text(repr(finish)),
    }
    templates = inputs.project.templates(inputs.params.kind)
    lies_in = {f"report/{path.name}": inputs.project.relative(path) for path in templates if path.suffix != ".qmd"}
    made: dict[str, Document] = {}
    why: dict[str, tuple[str, ...]] = {}
    for form in (each for each in FORMATS if each in wanted):
        kept, changed = memory.take(f"{step}-{form}", rests_on, report)
        why[form] = tuple(lies_in.get(each, each) for each in changed)
        if kept is not None:
            (path,) = kept.files.values()
            made[form] = Document(form, path, *_READ.validate_python(kept.value), ())
    stale = [form for form in _SLOWEST_FIRST if form in wanted and form not in made]
    groups = [stale] if engine.together and stale else [[form] for form in stale]
    rendering = [workers.submit(render_and_finish, engine, stitched.source, group, finish) for group in groups]
    if "xlsx" in wanted:
        made["xlsx"] = _workbook(inputs, stitched, memory, workers, f"{step}-xlsx")
    for future in rendering:
        for form, (path, reading, words) in future.result().items():
            value = _READ.dump_python((reading, words), mode="json")
            memory.keep(f"{step}-{form}", Made(rests_on, {path.name: path}, value))
            made[form] = Document(form, path, reading, words, why[form])
    return [made[form] for form in DOCUMENTS if form in wanted]


def _files(report: Path) -> list[Path]:
    return [path for path in sorted(report.rglob("*")) if path.is_file()]


def _workbook(inputs: Inputs, stitched: Stitched, memory: Memory, workers: Workers, step: str) -> Document:
    """The data workbook, which rests on the tables of the sections, on the facts, and on who supplied them."""
    report = stitched.source.parent
    path = report / f"{document_name(inputs.project, inputs.params.kind)}{WORKBOOK}"
    rests_on = {
        **{f"report/sections/{section.path.name}": _digest_of_tables(section) for section in stitched.sections},
        **library_reached("sabreport.documents.workbook.write"),
        **installed(),
        "the figures": digest_of_value(facts_as_json(inputs.facts, {})),
        "the chapters": digest_of_value([[chapter.id, list(chapter.extracts)] for chapter in inputs.chapters]),
        "its name": digest_of_value(path.name),
        "the params": digest_of_value(inputs.params.model_dump(mode="json")),
        "sources.csv": digest_of_part("tables.by_name.sources", inputs.material),
        "the draft mark": digest_of_value(stitched.draft_mark),
    }
    kept, why = memory.take(step, rests_on, report)
    if kept is None:
        workers.submit(_write_workbook, path, inputs, stitched).result()
        memory.keep(step, Made(rests_on, {path.name: path}, None))
    return Document("xlsx", path, None, None, why)


def _digest_of_tables(section: Section) -> str:
    """The hash of a section's pipe tables and of the fences around them; of the whole text where it may have other tables."""
    text = section.path.read_text(encoding="utf-8")
    if _OTHER_TABLE.search(text):
        return digest_of_text(text)
    return digest_of_text("\n".join(line for line in text.splitlines() if line.startswith(("|", ":"))))


def _write_workbook(path: Path, inputs: Inputs, stitched: Stitched) -> None:
    from sabreport.documents.workbook.write import write_workbook  # slow to import

    write_workbook(path, inputs, stitched.sections, draft_mark=stitched.draft_mark)
