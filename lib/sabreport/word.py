"""One pass over a rendered Word report, the same after either engine.

Sets what neither engine sets well: alt text on every picture, the language, repeated header rows, captions and
contents as Word fields, the running header, and the draft mark on the cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from sabreport.errors import Problem, RenderError

LANGUAGE = "en-GB"
_CAPTION = re.compile(r"^(Figure\u00a0|Table\u00a0A?)(\d+):$")
_LONGEST_WHOLE_ROW = 1500
_DRAFT_COLOUR = RGBColor(0x80, 0x16, 0x50)


def finish_word(path: Path, *, title: str, running_head: str, draft_mark: str, alts: Sequence[str]) -> None:
    """Finish a Word report in place.

    Parameters
    ----------
    title
        The document's title property.
    running_head
        Text of the header from the second page on.
    draft_mark
        Stands on the cover and in the header; empty for a final.
    alts
        Alt text of the pictures, in the order of the report.

    Raises
    ------
    RenderError
        Where the file is not a Word document or holds another number of pictures than there are alt texts.
    """
    try:
        document = Document(str(path))
    except PackageNotFoundError as error:
        raise RenderError([Problem(path, None, "", "the rendered Word file cannot be opened", "Build again.")]) from error
    document.core_properties.title = title
    document.core_properties.language = LANGUAGE
    _set_alt_text(document, path, alts)
    _repeat_header_rows(document)
    _number_captions_by_field(document)
    _fill_contents(document)
    _set_language(document)
    _set_header(document, running_head, draft_mark)
    if draft_mark:
        _mark_cover(document, draft_mark)
    document.save(str(path))


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


def _repeat_header_rows(document: DocumentType) -> None:
    """A header row repeats on every page; a row stays whole unless it could outgrow a page.

    A table that its author wrote without a header row gets none: it would name its columns falsely.
    """
    for table in document.tables:
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        headed = look is None or look.get(qn("w:firstRow")) != "0"
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            for tag in ("w:cantSplit", "w:tblHeader"):
                for old in properties.findall(qn(tag)):
                    properties.remove(old)
            if max(len(cell.text) for cell in row.cells) <= _LONGEST_WHOLE_ROW:
                properties.append(OxmlElement("w:cantSplit"))
            if number == 0 and headed:
                properties.append(OxmlElement("w:tblHeader"))


def _number_captions_by_field(document: DocumentType) -> None:
    """The number in "Figure 1:" becomes a SEQ field, so that Word can list and renumber figures and tables."""
    for paragraph in document.paragraphs:
        if paragraph.style is None or paragraph.style.name not in ("Image Caption", "Table Caption"):
            continue
        for run in paragraph.runs:
            match = _CAPTION.match(run.text)
            if match is not None:
                kind, number = match.groups()
                label, colon = deepcopy(run._r), deepcopy(run._r)
                _set_text(label, kind)
                _set_text(colon, ":")
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), f" SEQ {_sequence(kind)} \\* ARABIC ")
                _set_text(run._r, number)
                run._r.addprevious(label)
                run._r.addprevious(field)
                field.append(run._r)
                field.addnext(colon)
                break


def _sequence(label: str) -> str:
    """The name under which Word counts: "Figure", "Table", and "Table_A" for the tables of charts' data."""
    return "_".join(label.split())


def _set_text(run: Any, text: str) -> None:
    for element in run.findall(qn("w:t")):
        run.remove(element)
    element = OxmlElement("w:t")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = text
    run.append(element)


def _headings(document: DocumentType, style: str) -> Iterator[tuple[str, str]]:
    """Text and bookmark of each heading of a style."""
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == style:
            mark = paragraph._p.getprevious()
            while mark is not None and mark.tag == qn("w:bookmarkEnd"):
                mark = mark.getprevious()
            inside = paragraph._p.find(qn("w:bookmarkStart"))
            found = inside if inside is not None else mark
            if found is not None and found.tag == qn("w:bookmarkStart"):
                yield paragraph.text, str(found.get(qn("w:name")))


def _fill_contents(document: DocumentType) -> None:
    """The table of contents, which both engines leave empty until Word updates it, lists the chapters as links."""
    instruction = next(
        (element for element in document.element.body.iter(qn("w:instrText")) if (element.text or "").strip().startswith("TOC")),
        None,
    )
    if instruction is None:
        return
    instruction.text = 'TOC \\o "1-1" \\h \\z \\n'
    run = instruction.getparent()
    paragraph = run.getparent()
    ends = [element.getparent() for element in paragraph.iter(qn("w:fldChar")) if element.get(qn("w:fldCharType")) == "end"]
    for element in paragraph.iter(qn("w:fldChar")):
        element.attrib.pop(qn("w:dirty"), None)
    entries = [_contents_entry(document, text, mark) for text, mark in _headings(document, "Heading 1")]
    if not entries or not ends:
        return
    closing = OxmlElement("w:p")
    closing.append(ends[0])
    for link in entries[0].findall(qn("w:hyperlink")):
        paragraph.append(link)
    first = Paragraph(paragraph, document._body)
    first.style = document.styles["TOC 1"]
    position = paragraph
    for entry in (*entries[1:], closing):
        position.addnext(entry)
        position = entry


def _contents_entry(document: DocumentType, text: str, mark: str) -> Any:
    entry = OxmlElement("w:p")
    Paragraph(entry, document._body).style = document.styles["TOC 1"]
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    link.set(qn("w:history"), "1")
    run = OxmlElement("w:r")
    _set_text(run, text)
    link.append(run)
    entry.append(link)
    return entry


def _set_language(document: DocumentType) -> None:
    """British English for every run, and for Word's own checks."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_header(document: DocumentType, running_head: str, draft_mark: str) -> None:
    """The running header of every page but the cover: the report on the left, the draft mark on the right."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    paragraph.add_run(running_head)
    if draft_mark:
        if section.page_width and section.left_margin and section.right_margin:
            stop = section.page_width - section.left_margin - section.right_margin
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)
        mark = paragraph.add_run(f"\t{draft_mark}")
        mark.bold = True
        mark.font.color.rgb = _DRAFT_COLOUR


def _mark_cover(document: DocumentType, draft_mark: str) -> None:
    """The draft mark below the subtitle."""
    cover = next((p for p in document.paragraphs if p.style is not None and p.style.name == "Subtitle"), None)
    if cover is None:
        return
    mark = OxmlElement("w:p")
    cover._p.addnext(mark)
    paragraph = Paragraph(mark, document._body)
    paragraph.style = document.styles["Draft Mark"]
    paragraph.add_run(f"{draft_mark}: not for publication")
