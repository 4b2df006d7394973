"""What Word can renumber and list by itself: captions, cross-references and contents, as fields that show what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document as DocumentType
from docx.oxml.ns import qn

from sabreport.documents.word.xml import (
    field,
    field_char,
    instruction,
    made,
    made_run,
    set_style,
    set_text,
    style_names,
    style_of,
)

CAPTIONS = ("Image Caption", "Table Caption")
_CAPTION = re.compile(r"^(?P<label>Figure|Table)\u00a0(?P<series>[A-Z]?)(?P<number>\d+):$")
_CHAPTER = re.compile(r"^(?P<number>\d+)\.$")
_REFERENCE = re.compile(r"^(?:(?:Figure|Table)\u00a0[A-Z]?\d+|(?P<section>Section\u00a0)(?P<number>\d+))$")


def set_fields(document: DocumentType) -> None:
    """Write captions, cross-references and contents as fields.

    Each shows what the engine printed, and goes on showing it when Word updates its fields.
    """
    names = style_names(document)
    links = [link for link in document.element.body.iter(qn("w:hyperlink")) if _reference(link)]
    marks = _Bookmarks(document, {str(link.get(qn("w:anchor"))) for link in links})
    _number_captions(document, names, marks)
    _mark_chapters(document, names, marks)
    for link in links:
        _refer(link, marks)
    _fill_contents(document, names)


class _Bookmarks:
    """The bookmarks that cross-references point to, by the ids that the report's links have."""

    def __init__(self, document: DocumentType, wanted: set[str]) -> None:
        numbers = [int(mark.get(qn("w:id"))) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
        self._next = max(numbers, default=0) + 1
        self._wanted = wanted
        self.names: dict[str, str] = {}

    def enclose(self, ident: str, first: Any, last: Any) -> None:
        """Mark what stands from `first` to `last`, if something refers to it, by a name such as Word itself makes up."""
        if ident not in self._wanted or ident in self.names:
            return
        self.names[ident] = f"_Ref{len(self.names) + 1:09}"
        first.addprevious(made("w:bookmarkStart", id=str(self._next), name=self.names[ident]))
        last.addnext(made("w:bookmarkEnd", id=str(self._next)))
        self._next += 1


def _number_captions(document: DocumentType, names: dict[str, str], marks: _Bookmarks) -> None:
    """The number in "Figure 1:" becomes a SEQ field; tables of data, A1, A2 and so on, are a series of their own."""
    for paragraph in document.element.body.iter(qn("w:p")):
        if style_of(paragraph, names) not in CAPTIONS:
            continue
        for run in paragraph.findall(qn("w:r")):
            match = _CAPTION.match(_text(run))
            if match is None:
                continue
            series = f"{match['label']}_{match['series']}" if match["series"] else match["label"]
            label, colon = deepcopy(run), deepcopy(run)
            set_text(label, f"{match['label']}\u00a0{match['series']}")
            set_text(run, match["number"])
            set_text(colon, ":")
            number = field(f" SEQ {series} \\* ARABIC ", deepcopy(run))
            for part in (label, *number, colon):
                run.addprevious(part)
            paragraph.remove(run)
            for mark in paragraph.findall(qn("w:bookmarkStart")):
                marks.enclose(str(mark.get(qn("w:name"))), label, number[-1])
            break


def _mark_chapters(document: DocumentType, names: dict[str, str], marks: _Bookmarks) -> None:
    """A chapter's number is typed, "3.", so its bookmark holds the digits alone: a REF field then gives the 3 of "Section 3"."""
    for paragraph, ident in _chapters(document, names):
        run = paragraph.find(qn("w:r"))
        match = None if run is None else _CHAPTER.match(_text(run))
        if match is not None and ident in marks._wanted:
            point = deepcopy(run)
            set_text(run, match["number"])
            set_text(point, ".")
            run.addnext(point)
            marks.enclose(ident, run, run)


def _reference(link: Any) -> re.Match[str] | None:
    return _REFERENCE.match(_text(link)) if link.get(qn("w:anchor")) else None


def _refer(link: Any, marks: _Bookmarks) -> None:
    """Make a link to a figure, table or chapter a REF field.

    Of a link to a chapter only the number comes from the heading: the word "Section" is not there. The link stays around
    both, as Word's own contents have it, so that the word can be clicked too.
    """
    match = _reference(link)
    mark = marks.names.get(str(link.get(qn("w:anchor"))))
    if match is None or mark is None:
        return
    result = made_run(match["number"] or _text(link), "Hyperlink")
    runs = field(f" REF {mark} \\h ", result)
    if match["section"]:
        for old in list(link):
            link.remove(old)
        link.extend([made_run(match["section"], "Hyperlink"), *runs])
        return
    for run in runs:
        link.addprevious(run)
    link.getparent().remove(link)


def _chapters(document: DocumentType, names: dict[str, str]) -> Iterator[tuple[Any, str]]:
    """Each chapter's heading with its bookmark, which stands in it or before it."""
    for paragraph in document.element.body.iter(qn("w:p")):
        if style_of(paragraph, names) != "Heading 1":
            continue
        mark = paragraph.find(qn("w:bookmarkStart"))
        before = paragraph.getprevious()
        while mark is None and before is not None and before.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            mark = before if before.tag == qn("w:bookmarkStart") else None
            before = before.getprevious()
        if mark is not None:
            yield paragraph, str(mark.get(qn("w:name")))


def _fill_contents(document: DocumentType, names: dict[str, str]) -> None:
    """The contents, which both engines leave empty until Word updates them, list the chapters as links."""
    codes = document.element.body.iter(qn("w:instrText"))
    code = next((each for each in codes if (each.text or "").strip().startswith("TOC")), None)
    entries = [(_text(paragraph), ident) for paragraph, ident in _chapters(document, names)]
    if code is None or not entries:
        return
    place = code.getparent().getparent()
    made_entries = []
    for text, ident in entries:
        entry, link = made("w:p"), made("w:hyperlink", anchor=ident, history="1")
        set_style(entry, "toc 1", names)
        link.append(made_run(text))
        entry.append(link)
        made_entries.append(entry)
    first, last = made_entries[0], made_entries[-1]
    for run in (field_char("begin"), instruction(' TOC \\o "1-1" \\h \\z \\n '), field_char("separate")):
        first.find(qn("w:hyperlink")).addprevious(run)
    last.append(field_char("end"))
    for entry in made_entries:
        place.addprevious(entry)
    place.getparent().remove(place)


def _text(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))
