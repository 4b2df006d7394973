"""One pass over a rendered Word report, the same after either engine.

Sets what neither engine sets well: alt text on every picture, the language, tables, fields, pages, the board's accent and
the font.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from sabreport.base.errors import Problem, RenderError
from sabreport.documents.answer import Answer
from sabreport.documents.word.answers import add_answers
from sabreport.documents.word.fields import set_fields
from sabreport.documents.word.letters import set_letters
from sabreport.documents.word.look import embed_fonts, set_accent
from sabreport.documents.word.pages import set_layout, text_width
from sabreport.documents.word.tables import set_tables
from sabreport.documents.word.xml import made
from sabreport.settings.look import Look
from sabreport.wording.lists import LANGUAGE, as_property

_AFTER_COMPATIBILITY = ("docVars", "rsids", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator")
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def finish_word(
    path: Path,
    *,
    look: Look,
    title: str,
    running_head: str,
    draft_mark: str,
    alts: Sequence[str],
    answers: Sequence[Answer] = (),
) -> None:
    """Finish a Word report in place.

    Parameters
    ----------
    look
        Sizes, spaces and colours; its accent, the board's, replaces that of the styles.
    title
        The document's title property.
    running_head
        Text of the header from the second page on.
    draft_mark
        Stands on the cover and in the header; empty for a final.
    alts
        Alt text of the pictures, in the order of the report.
    answers
        To those who read an earlier draft, as comments.

    Raises
    ------
    RenderError
        Where the file is not a Word document or holds another number of pictures than there are alt texts.
    """
    try:
        document = Document(str(path))
    except PackageNotFoundError as error:
        raise RenderError([Problem(path, None, "", "the rendered Word file cannot be opened", "Build again.")]) from error
    document.core_properties.title = as_property(title)
    document.core_properties.language = LANGUAGE
    document.core_properties.content_status = draft_mark
    document.core_properties.keywords = draft_mark  # LibreOffice keeps these and no status
    _set_alt_text(document, path, alts)
    set_tables(document, look, text_width(document))
    set_fields(document)
    _set_language(document)
    _set_compatibility(document)
    set_layout(document, look, running_head, draft_mark)
    set_letters(document)
    set_accent(document, look.accent)
    embed_fonts(document, look)
    add_answers(document, answers)
    _save(document, path)


def _set_alt_text(document: DocumentType, path: Path, alts: Sequence[str]) -> None:
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    if len(pictures) != len(alts):
        what = f"the Word file holds {len(pictures)} pictures and the sections {len(alts)}"
        raise RenderError([Problem(path, None, "", what, "Build again; if it stays so, look at the last figure you added.")])
    inner = document.element.body.findall(f".//{qn('pic:cNvPr')}")
    for number, (picture, alt) in enumerate(zip(pictures, alts, strict=True), start=1):
        picture.set("descr", alt)
        picture.set("name", f"Figure {number}")
    for number, picture in enumerate(inner, start=1):
        picture.set("descr", "")
        picture.set("name", f"Figure {number}")


def _set_language(document: DocumentType) -> None:
    """British English for every run, and for Word's own checks."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_compatibility(document: DocumentType) -> None:
    """Say that the file is for Word 2013 and later, which otherwise opens it in a mode for Word 2007."""
    settings = document.settings.element
    compatibility = settings.find(qn("w:compat"))
    if compatibility is None:
        compatibility = made("w:compat")
        place = next((each for tag in _AFTER_COMPATIBILITY if (each := settings.find(qn(f"w:{tag}"))) is not None), None)
        settings.append(compatibility) if place is None else place.addprevious(compatibility)
    if not any(each.get(qn("w:name")) == "compatibilityMode" for each in compatibility.findall(qn("w:compatSetting"))):
        mode = made("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
        compatibility.append(mode)


def _save(document: DocumentType, path: Path) -> None:
    """Save without the time of day, so that the same report is the same file."""
    properties = document.core_properties._element
    for tag in ("dcterms:created", "dcterms:modified"):
        for dated in properties.findall(qn(tag)):
            properties.remove(dated)
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            packed = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED  # a PNG is packed already
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), parts.read(name), packed)
