"""Writes the form that each member is sent: a Word document with the headings asked for and a note under each."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sabreport.base.dates import day
from sabreport.base.errors import FileError, Problem
from sabreport.base.files import make_folder, write_whole
from sabreport.base.project import Project
from sabreport.settings.params import Params
from sabreport.texts.statement_tree import FORM_NOTE, FORM_WHATS
from sabreport.texts.statements import asked_headings, title_of_form
from sabreport.wording.lists import LANGUAGE, as_property

GUIDANCE = "Statement Guidance"
_SOFT = RGBColor(0x50, 0x5A, 0x5F)
_SIGNS = (("achiev", "progress", "what we did"), ("challeng", "difficult", "barrier"), ("plan", "next", "priorit"))
"""Parts of words by which a heading asks for each of `FORM_WHATS`."""


@dataclass(frozen=True)
class Forms:
    """The forms of a board and year: those written now, and those that were there and stay as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_forms(project: Project, params: Params) -> Forms:
    """Write a form to ``outputs/forms/<board>-<year>/<member id>.docx`` for each member that is to send a statement.

    A form that is there already is **not** written again.

    Raises
    ------
    FileError
        With every form that cannot be written, after the others are.
    """
    folder = make_folder(project.root / "outputs" / "forms" / f"{project.board}-{project.year}", project.root)
    written, kept = [], []
    problems: list[Problem] = []
    for member in params.members:
        path = folder / f"{member.id}.docx"
        if member.id in params.statements.none_from:
            continue
        if path.is_file():
            kept.append(path)
            continue
        content = io.BytesIO()
        _form(project, params, member.name).save(content)
        try:
            written.append(write_whole(path, content.getvalue(), project.root))
        except FileError as error:
            problems += error.problems
    if problems:
        raise FileError(problems, project.root)
    return Forms(tuple(written), tuple(kept))


def _form(project: Project, params: Params, member: str) -> DocumentType:
    document = Document()
    _set_up(document)
    title = title_of_form(project, params, member)
    document.core_properties.title = as_property(title)
    document.core_properties.author = as_property(params.name)
    document.core_properties.language = LANGUAGE
    document.add_paragraph(title, style="Title")
    headings = asked_headings(project, params)
    for heading in headings or ("",):
        if heading:
            document.add_heading(heading, level=1)
        document.add_paragraph(_note(params, heading), style=GUIDANCE)
        document.add_paragraph()
    return document


def _note(params: Params, heading: str) -> str:
    """What to write under a heading, how much and by when."""
    asked = params.statements
    what = next((what for what, signs in zip(FORM_WHATS, _SIGNS, strict=False) if any(s in heading.lower() for s in signs)), "")
    share = asked.words // max(1, len(asked.headings)) // 10 * 10 if asked.words else 0
    length = f"About {share:,} words here, and {asked.words:,} in all. " if share else ""
    due = f"Due by {day(asked.due)}. " if asked.due else ""
    return FORM_NOTE.format(what=what or FORM_WHATS[-1], length=length, due=due)


def _set_up(document: DocumentType) -> None:
    """A4, British English, and the style of the notes; after a note, Word goes on in plain text."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    styles["Title"].font.size = Pt(18)
    note = styles.add_style(GUIDANCE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    note.font.color.rgb = _SOFT
    note.font.size = Pt(10)
    after = OxmlElement("w:next")
    after.set(qn("w:val"), "Normal")
    note.element.insert(list(note.element).index(note.element.find(qn("w:basedOn"))) + 1, after)
