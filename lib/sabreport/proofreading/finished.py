"""Reads the words of a finished document back: a web page and a Word report with lxml, a PDF with pikepdf and PDFium.

What is left out, and why: the cover and the contents, headers and footers of pages, the marks of notes and of lists, and what
shows only when a number is pointed at; none of it is a word that was supplied. Alt text of charts is the kit's own.
"""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from sabreport.proofreading.order import Finished

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_finished(path: Path) -> Finished:
    """The words of a web page, a PDF or a Word report."""
    return {".html": _read_html, ".pdf": _read_pdf, ".docx": _read_docx}[path.suffix](path)


# Web page -------------------------------------------------------------------------------------------------------------

_INLINE = ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong")
_RAISED = ("sub", "sup", "u", "wbr")


_HEADER = re.compile(r"h[1-6]")
_MARK = "\x01"
"""Begins the line of a heading, before its level."""


def _read_html(path: Path) -> Finished:
    return words_of_html(path.read_bytes())


def words_of_html(content: bytes) -> Finished:
    """The words of a web page."""
    page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    main = page.find(".//main")
    main = main if main is not None else page
    for unread in (*main.find_class("source"), *main.find_class("footnote-back")):
        unread.drop_tree()
    for mark in main.find_class("footnote-ref"):
        mark.clear(keep_tail=True)
        mark.text = " "  # a mark between two words parts them
    notes = []
    for section in main.xpath(".//*[@role='doc-endnotes' or contains(@class, 'footnotes')]"):
        notes += ["".join(_of_html(item)) for item in section.iter("li")]
        section.drop_tree()
    blocks: list[tuple[int, str]] = []
    for line in "".join(_of_html(main)).split("\n"):
        if line.startswith(_MARK):
            blocks.append((int(line[1]), line[2:]))
        elif line and not line.isspace():
            blocks.append((0, line))
    return Finished("the web page", True, tuple(blocks), tuple(notes))


def _of_html(node: Any) -> Iterator[str]:
    """The text of an element, with a new line before and after each that stands by itself."""
    if not isinstance(node.tag, str) or node.tag in ("script", "style", "svg", "head"):
        return
    stands_alone = node.tag not in (*_INLINE, *_RAISED)
    if stands_alone:
        yield f"\n{_MARK}{node.tag[1]}" if _HEADER.fullmatch(node.tag) else "\n"
    yield (node.text or "").replace("\n", " ")
    for child in node:
        yield from _of_html(child)
        yield (child.tail or "").replace("\n", " ")
    if stands_alone:
        yield "\n"


# Word -------------------------------------------------------------------------------------------------------------------

_SIGNS = {
    f"{_WORD}footnoteReference": " ",
    f"{_WORD}tab": " ",
    f"{_WORD}br": " ",
    f"{_WORD}cr": " ",
    f"{_WORD}noBreakHyphen": "-",
}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def _read_docx(path: Path) -> Finished:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        body, styles = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles"))
        noted = etree.fromstring(archive.read("word/footnotes.xml")) if "word/footnotes.xml" in names else ()
    levels = {}
    for style in styles.iter(f"{_WORD}style"):
        name = style.find(f"{_WORD}name")
        if name is not None and (match := _HEADING.fullmatch(name.get(f"{_WORD}val", ""))):
            levels[style.get(f"{_WORD}styleId")] = int(match[1])
    blocks = []
    for paragraph in body.iter(f"{_WORD}p"):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        level = levels.get(style.get(f"{_WORD}val"), 0) if style is not None else 0
        if text := _of_paragraph(paragraph):
            blocks.append((level, text))
    notes = tuple(" ".join(map(_of_paragraph, note.iter(f"{_WORD}p"))) for note in noted)
    return Finished("the Word report", True, tuple(blocks), notes)


def _of_paragraph(paragraph: Any) -> str:
    return "".join(
        (each.text or "") if each.tag == f"{_WORD}t" else _SIGNS[each.tag] for each in paragraph.iter(f"{_WORD}t", *_SIGNS)
    )


# PDF ----------------------------------------------------------------------------------------------------------------------

_ROLES_LEFT_OUT = ("TOC", "Figure")
_ROLE = re.compile(r"H\d|Note|Lbl")
_LIST_MARK = re.compile(r"\W*|\(?(\d+|[A-Za-z]|[ivxlcdm]+)[.)]?")
"""What is drawn before an item of a list; a label that is none is a term that is defined."""
_TEXT_OBJECT = 1
_HYPHEN_AT_END = "\x02"
"""What PDFium gives for the hyphen at the end of a line; the kit divides no words, so that it was one in the text."""


def _read_pdf(path: Path) -> Finished:
    """The text that hangs on the structure tree, in the order of the tree: what does not is a header or a footer.

    A cell that goes on over a page is one element of it, which is why pikepdf walks it: PDFium has a tree for each page.
    """
    import pikepdf
    import pypdfium2

    blocks: list[tuple[int, str]] = []
    notes: list[str] = []
    with pypdfium2.PdfDocument(path) as drawn, pikepdf.open(path) as pdf:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        texts = [_texts_of_page(pypdfium2.raw, page) for page in drawn]
        root = pdf.Root.get("/StructTreeRoot")
        for role, contents in _pieces(root, None) if root is not None else ():
            text = "".join(texts[numbers[page]].get(content, "") for page, content in contents)
            if role == "Note":
                notes.append(text)
            elif role != "Lbl" or not _LIST_MARK.fullmatch(text.strip()):
                blocks.append((int(role[1]) if role[:1] == "H" else 0, text))
    return Finished("the PDF", False, tuple(blocks), tuple(notes))


def _texts_of_page(raw: Any, page: Any) -> dict[int, str]:
    """The text of a page by the number of the marked content that it stands in."""
    found: dict[int, str] = {}
    text_page = page.get_textpage()
    buffer = (ctypes.c_ushort * 2048)()  # of most pieces; the few longer ones get one of their own
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(drawn) == _TEXT_OBJECT:
            content = raw.FPDFPageObj_GetMarkedContentID(drawn)
            if content >= 0:
                size = raw.FPDFTextObj_GetText(drawn, text_page.raw, buffer, ctypes.sizeof(buffer))
                if size > ctypes.sizeof(buffer):
                    buffer = (ctypes.c_ushort * size)()
                    raw.FPDFTextObj_GetText(drawn, text_page.raw, buffer, ctypes.sizeof(buffer))
                said = bytes(memoryview(buffer).cast("B")[:size]).decode("utf-16-le", errors="replace").rstrip("\0")
                found[content] = found.get(content, "") + said.replace(_HYPHEN_AT_END, "-")
    return found


_Content = tuple[tuple[int, int], int]
"""A page, and the number of a piece of marked content on it."""


def _pieces(element: Any, page: Any) -> Iterator[tuple[str, list[_Content]]]:
    """What lies below an element: each heading, label and note whole, with its role, and every other piece of marked content."""
    role = str(element.get("/S", ""))[1:]
    if role in _ROLES_LEFT_OUT:
        return
    page = element.get("/Pg", page)
    if _ROLE.fullmatch(role):
        yield role, [content for child in _children(element) for content in _contents(child, page)]
        return
    for child in _children(element):
        if _is_element(child):
            yield from _pieces(child, page)
        else:
            yield "", _contents(child, page)


def _contents(child: Any, page: Any) -> list[_Content]:
    """The marked content at or below a child of an element, without marks of notes."""
    if isinstance(child, int):
        return [(page.objgen, child)]
    if "/MCID" in child:
        return [(child.get("/Pg", page).objgen, int(child["/MCID"]))]
    if not _is_element(child) or str(child["/S"])[1:] in (*_ROLES_LEFT_OUT, "Lbl"):
        return []
    page = child.get("/Pg", page)
    return [content for each in _children(child) for content in _contents(each, page)]


def _is_element(child: Any) -> bool:
    return not isinstance(child, int) and "/S" in child


def _children(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
