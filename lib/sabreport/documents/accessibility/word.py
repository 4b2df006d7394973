"""Reads a finished Word report back: its language, headings, pictures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from sabreport.documents.accessibility.reading import ADD_HEADER, KIT, UNMERGE, Fault, Heading, Reading, heading_faults

_HEADING = re.compile(r"^Heading ([1-9])$")
_CAPTION = "Table Caption"


def read_word(path: Path) -> Reading:
    """Read a Word report's language, title, headings, alt texts and tables."""
    document = Document(str(path))
    faults = list(_document_faults(document))
    headings: list[Heading] = []
    tables, before = 0, ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            faults += _table_faults(block, f"table {tables}", authored=before != _CAPTION)
            before = ""
        else:
            before = _style(block)
            if match := _HEADING.match(before):
                headings.append(Heading(int(match[1]), " ".join(block.text.split())))
    faults += heading_faults(headings)
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    for number, picture in enumerate(pictures, start=1):
        if not (picture.get("descr") or "").strip():
            faults.append(Fault(f"picture {number}", "it has no alt text"))
    return Reading("Word", tuple(headings), len(pictures), tables, tuple(faults))


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style is not None else "") or ""


def _document_faults(document: DocumentType) -> Iterator[Fault]:
    languages = [each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))]
    if not languages or not all(languages) or not document.core_properties.language:
        yield Fault("", "it names no language")
    if not document.core_properties.title:
        yield Fault("", "it has no title")


def _table_faults(table: Table, place: str, *, authored: bool) -> Iterator[Fault]:
    """A table without the kit's caption is authored text's own."""
    first = table._tbl.tr_lst[0].trPr if table._tbl.tr_lst else None
    if first is None or first.find(qn("w:tblHeader")) is None:
        yield Fault(place, "it has no header row", ADD_HEADER if authored else KIT, authored)
    if any(True for _ in table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))):
        yield Fault(place, "it has merged cells", UNMERGE if authored else KIT, authored)
