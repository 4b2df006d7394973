"""Stitches the sections into a Quarto project: the kind's templates, the kit's fonts, one document that includes them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from sabreport.base.characters import all_fonts, fonts_for, named, remedy, without_glyph
from sabreport.base.document_names import ACCESSIBILITY, WORKBOOK, document_name, document_template
from sabreport.base.errors import NotebookError, Problem, RenderError, did_you_mean
from sabreport.base.files import read_whole
from sabreport.base.project import Project, is_of_one_kind
from sabreport.documents.answer import Answer
from sabreport.documents.engines import DOCUMENTS, SETTINGS
from sabreport.report_kinds.references import REFERENCE, lines_of_references, not_there
from sabreport.running.sections import Section
from sabreport.settings.look import LOOK
from sabreport.settings.params import Params
from sabreport.wording.markdown import escape

_ALT = re.compile(r'fig-alt="(?:[^"\\]|\\.)*"')
_DEFINITION = re.compile(r"\{#((?:fig|tbl|sec)-[\w-]+)[ }]")


@dataclass(frozen=True)
class Stitched:
    """A report put together, ready to be rendered.

    Parameters
    ----------
    source
        The document that includes the sections; ``quarto render`` in its folder renders it.
    sections
        Those that it includes, in its order.
    draft_mark
        Stands on the cover and in the running header; empty for a final, and until it is known.
    answers
        Comments of the Word report, to those who read an earlier draft.
    """

    source: Path
    sections: tuple[Section, ...]
    draft_mark: str
    answers: tuple[Answer, ...] = ()


def stitch_report(
    project: Project,
    params: Params,
    sections: Sequence[Section],
    report: Path,
    *,
    narrative: Mapping[str, Path] = MappingProxyType({}),
) -> Stitched:
    """Make `report`, which already holds the sections, figures and look, a whole Quarto project of all documents, without a mark.

    Parameters
    ----------
    narrative
        The board's own text of each chapter that has one, in which a reference to nothing is looked for.

    Raises
    ------
    NotebookError
        Where a section refers to a figure, table or section that is not there, or two have one id.
    """
    check_references(project, sections, narrative)
    check_characters(project, sections)
    document = document_template(project, params.kind)
    for source in project.templates(params.kind):
        if not is_of_one_kind(source.name) and source.name != LOOK:
            shutil.copyfile(source, report / source.name)
    settings = _filled(project, project.template(params.kind, SETTINGS), documents=f"[{document.name}]")
    (report / SETTINGS).write_text(settings, encoding="utf-8", newline="\n")
    stitched = Stitched(report / document.name, tuple(sections), "")
    text = _write_document(project, params, stitched, DOCUMENTS)
    _copy_fonts(report, fonts_for("".join([text, *(section.path.read_text(encoding="utf-8") for section in sections)])))
    return stitched


def marked(project: Project, params: Params, stitched: Stitched, *, draft_mark: str, documents: Sequence[str]) -> Stitched:
    """The same report with a draft mark on it, and links to those documents that are built.

    Parameters
    ----------
    draft_mark
        Stands on the cover and in the running header; empty for a final.
    documents
        What is built, such as ``pdf`` and ``xlsx``: the web page links to it.
    """
    found = replace(stitched, draft_mark=draft_mark)
    _write_document(project, params, found, documents)
    return found


def _write_document(project: Project, params: Params, stitched: Stitched, documents: Sequence[str]) -> str:
    """Write the document that includes the sections, and give its text."""
    template = document_template(project, params.kind)
    mark = stitched.draft_mark
    text = _filled(
        project,
        template,
        title=_yaml(escape(params.name)),
        subtitle=_yaml(escape(params.title)),
        output_file=_yaml(document_name(project, params.kind)),
        draft_mark=_yaml(mark) if mark else "false",
        period=_yaml(project.label),
        statement=_yaml(f"{document_name(project, params.kind)}{ACCESSIBILITY}"),
        downloads=json.dumps(_downloads(document_name(project, params.kind), documents)),
        sections=[section.path.name for section in stitched.sections],
    )
    stitched.source.write_text(text, encoding="utf-8", newline="\n")
    return text


def _filled(project: Project, template: Path, **values: object) -> str:
    """A template with what stands in [[ ]] filled in.

    Raises
    ------
    RenderError
        Where it is not text, or is to be filled in with what there is not.
    """
    try:
        return _environment().from_string(read_whole(template, project.root).decode("utf-8")).render(values)
    except (UnicodeDecodeError, TemplateError, RecursionError, TypeError) as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else None
        said = "the file is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else "it is no name of what the kit fills in"
        said = str(error.message) if isinstance(error, TemplateError) else said
        what = f"what stands in [[ ]] or [% %] cannot be filled in: {said}"
        problem = Problem(template, line, "", what, "Undo the last change of the file.", line=True)
        raise RenderError([problem], project.root) from error


def _downloads(stem: str, documents: Sequence[str]) -> list[dict[str, str]]:
    """The files beside the web page, with what to call each."""
    files = {"pdf": (f"{stem}.pdf", "PDF"), "docx": (f"{stem}.docx", "Word"), "xlsx": (f"{stem}{WORKBOOK}", "Data (Excel)")}
    return [{"file": file, "label": label} for each, (file, label) in files.items() if each in documents]


def check_references(project: Project, sections: Sequence[Section], narrative: Mapping[str, Path] = MappingProxyType({})) -> None:
    """Every @fig-, @tbl- and @sec- has its target, and every target is there once; alt text is plain, and refers to nothing."""
    texts = {section: section.path.read_text(encoding="utf-8") for section in sections}
    defined: dict[str, str] = {}
    problems = []
    for section, text in texts.items():
        for ident in _DEFINITION.findall(text):
            if ident in defined:
                what = f'the chapter "{section.chapter}" has a second "{ident}"; the first is in "{defined[ident]}"'
                problems.append(Problem(None, None, "", what, "Give one of them another id."))
            defined.setdefault(ident, section.chapter)
    for section, text in texts.items():
        for ident in dict.fromkeys(REFERENCE.findall(_ALT.sub("", text))):
            own = narrative.get(section.chapter)
            typed = lines_of_references(own.read_text(encoding="utf-8-sig")) if own and ident not in defined else {}
            if own and ident in typed:
                problems.append(not_there(own, typed[ident], ident, defined))
            elif ident not in defined:
                what = f'the chapter "{section.chapter}" refers to "@{ident}", which is not in this report'
                problems.append(Problem(None, None, "", what, did_you_mean(ident, defined)))
    if problems:
        raise NotebookError(problems, project.root)


def check_characters(project: Project, sections: Sequence[Section]) -> None:
    """Every character of the sections is in a font of the kit: what a notebook itself writes is seen here first."""
    problems = []
    for section in sections:
        for character in without_glyph(section.path.read_text(encoding="utf-8")):
            what = f'the chapter "{section.chapter}" writes {named(character)}, which no font of the kit has'
            problems.append(Problem(None, None, "", what, f"Look in its notebook for it. {remedy(character)}"))
    if problems:
        raise NotebookError(problems, project.root)


def _environment() -> Environment:
    """Square brackets mark what is filled in, because braces are Quarto's."""
    return Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
        autoescape=False,  # noqa: S701  # it writes Markdown and YAML, not HTML
    )


def _yaml(text: str) -> str:
    """A text as a quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def _copy_fonts(report: Path, needed: Sequence[str]) -> None:
    """Copy the fonts that the report's words need, and leave those of other scripts; ``fonts.json`` names them in order."""
    (report / "fonts.json").write_text(json.dumps(needed) + "\n", encoding="utf-8", newline="\n")
    target = report / "fonts"
    target.mkdir(exist_ok=True)
    others = {name.replace(" ", "") for name in all_fonts() if name not in needed}
    for font in files("sabreport").joinpath("fonts").iterdir():
        if font.name.endswith((".ttf", ".otf", "LICENSE")) and font.name.partition("-")[0] not in others:
            with as_file(font) as path:
                shutil.copyfile(path, target / font.name)
