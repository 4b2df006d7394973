"""The finished documents of a report, each made anew only where something that it rests on changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from sabreport.accessibility import read_document
from sabreport.accessibility_faults import Reading
from sabreport.digests import digest_of_file, digest_of_value, installed, library_reached
from sabreport.engines import DOCUMENTS, FORMATS, Engine, Format
from sabreport.inputs import Inputs
from sabreport.manifest import facts_as_json
from sabreport.memory import Made, Memory
from sabreport.project import Project
from sabreport.reads import digest_of_part
from sabreport.sections import Section
from sabreport.stitch import document_name
from sabreport.word import finish_word
from sabreport.workbook import write_workbook

_READING = TypeAdapter(Reading)


@dataclass(frozen=True)
class Document:
    """A finished document.

    Parameters
    ----------
    form
        One of `DOCUMENTS`.
    reading
        What it holds, as read back for accessibility; None for the workbook.
    why
        Why it was made; empty where it was taken as it was.
    """

    form: str
    path: Path
    reading: Reading | None
    why: str


def write_documents(
    project: Project,
    inputs: Inputs,
    engine: Engine,
    sections: Sequence[Section],
    source: Path,
    wanted: Sequence[str],
    memory: Memory,
    *,
    draft_mark: str,
) -> list[Document]:
    """Render `source`, the document of a stitched report, finish the Word file, and write the data workbook; all beside it.

    Raises
    ------
    RenderError
        Where the engine refuses.
    """
    report = source.parent
    rests_on = {
        **{f"report/{path.relative_to(report).as_posix()}": digest_of_file(path) for path in _files(report)},
        **library_reached("import sabreport.documents"),
        **installed(),
        "the engine": digest_of_value([engine.identity]),
    }
    made: dict[str, Document] = {}
    why: dict[str, str] = {}
    for form in (each for each in FORMATS if each in wanted):
        kept, why[form] = memory.take(f"document-{form}", rests_on, report)
        if kept is not None:
            (path,) = kept.files.values()
            made[form] = Document(form, path, _READING.validate_python(kept.value), "")

    def finish(form: Format, path: Path) -> None:
        if form == "docx":
            _finish_word(project, inputs, sections, path, draft_mark)
        reading = read_document(path)
        memory.keep(f"document-{form}", Made(rests_on, {path.name: path}, _READING.dump_python(reading, mode="json")))
        made[form] = Document(form, path, reading, why[form])

    stale = [form for form in FORMATS if form in wanted and form not in made]
    if stale:
        engine.render(source, stale, finish)
    if "xlsx" in wanted:
        made["xlsx"] = _workbook(project, inputs, sections, report, memory, draft_mark)
    return [made[form] for form in DOCUMENTS if form in wanted]


def _files(report: Path) -> list[Path]:
    return [path for path in sorted(report.rglob("*")) if path.is_file()]


def _finish_word(project: Project, inputs: Inputs, sections: Sequence[Section], path: Path, draft_mark: str) -> None:
    name = inputs.params.name
    finish_word(
        path,
        look=inputs.look,
        title=f"{name}: {inputs.params.title}",
        running_head=f"{name}, {project.label}",
        draft_mark=draft_mark,
        alts=[alt for section in sections for alt in section.alts],
    )


def _workbook(
    project: Project, inputs: Inputs, sections: Sequence[Section], report: Path, memory: Memory, draft_mark: str
) -> Document:
    """The data workbook, which rests on the tables of the sections, on the facts, and on who supplied them."""
    name = f"{document_name(project, inputs.params.kind)}-data.xlsx"

    def write() -> tuple[list[str], None]:
        said = {"title": inputs.params.name, "subtitle": inputs.params.title, "draft_mark": draft_mark}
        write_workbook(report / name, inputs, sections, **said)
        return [name], None

    rests_on: Mapping[str, str] = {
        **{f"report/sections/{section.path.name}": digest_of_file(section.path) for section in sections},
        **library_reached("import sabreport.workbook"),
        **installed(),
        "the figures": digest_of_value(facts_as_json(inputs.facts, {})),
        "the params": digest_of_value(inputs.params.model_dump(mode="json")),
        "sources.csv": digest_of_part("tables.by_name.sources", inputs.material),
        "the draft mark": digest_of_value(draft_mark),
    }
    made, why = memory.once("document-xlsx", rests_on, report, write)
    return Document("xlsx", made.files[name], None, why)
