"""Reads finished documents back: their text, headings, captions, links, tables and pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from bs4 import BeautifulSoup, Tag
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def plain(text: str) -> str:
    """Text with one kind of space and no invisible marks, to compare across formats."""
    text = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\u00ad", "")
    return " ".join(text.split())


def html_page(path: Path, *, with_sources: bool = False) -> Any:
    """A page as a screen reader has it, without what only shows when a number is pointed at.

    A BeautifulSoup, of any type: a test that looks for what is not there fails by that.
    """
    page: Any = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    if not with_sources:
        for source in page.find_all(class_="source"):
            source.decompose()
    for mark in page.find_all(attrs={"aria-hidden": "true"}):
        mark.decompose()
    return page


def style_of(paragraph: Paragraph) -> str:
    """The name of a Word paragraph's style."""
    return (paragraph.style and paragraph.style.name) or ""


def html_text(path: Path) -> str:
    main = html_page(path).find("main")
    assert isinstance(main, Tag)
    return plain(main.get_text(" "))


def html_tables(path: Path) -> dict[str, list[list[str]]]:
    """Rows of each table by the id in its caption."""
    tables = {}
    for table in html_page(path).find_all("table"):
        ident = table.caption.find("span")["id"]
        tables[ident] = [[plain(cell.get_text()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    return tables


def html_alts(path: Path) -> list[str]:
    """Alt text of the pictures of a page, in order."""
    return [plain(str(image["alt"])) for image in html_page(path).find_all("img")]


def pdf_text(path: Path) -> str:
    """Text of a PDF, a line for each line of a page and a form feed between pages."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\f".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf)


def pdf_flow(path: Path) -> str:
    """Text of a PDF in reading order, without running headers and page numbers.

    A word that runs over two lines is whole, for each version of Typst breaks it at another of its places.
    """
    with pypdfium2.PdfDocument(path) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded(left=0, bottom=60, right=600, top=775) for page in pdf)
    return plain(text.replace("\u200b\r\n", ""))


def pdf_alts(path: Path) -> list[str]:
    """Alt text of the figures of a PDF, in the order of its structure tree."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == pikepdf.Name.Figure:
                found.append(plain(str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot["/K"])
    return found


def word_blocks(path: Path) -> Iterator[Paragraph | Table]:
    yield from Document(str(path)).iter_inner_content()


def word_text(path: Path) -> str:
    """All text of a Word report but its cover and contents."""
    parts = []
    for block in word_blocks(path):
        if isinstance(block, Table):
            parts += [cell.text for row in block.rows for cell in row.cells]
        elif block.style is not None and not block.style.name.startswith(("TOC", "Title", "Subtitle", "Draft")):
            parts.append(paragraph_text(block))
    return plain(" ".join(parts))


def paragraph_text(paragraph: Paragraph) -> str:
    """A paragraph's text with that of its fields and links, which python-docx leaves out."""
    marker = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return "".join(element.text or "" for element in paragraph._p.iter(marker))


def word_words(path: Path) -> str:
    """All text of a Word file, cover and tables and all."""
    return "".join(each.text or "" for each in Document(str(path)).element.body.iter(qn("w:t")))


def word_headings(path: Path) -> list[tuple[int, str]]:
    return [
        (int(block.style.name[-1]), plain(block.text))
        for block in word_blocks(path)
        if isinstance(block, Paragraph) and block.style is not None and block.style.name.startswith("Heading ")
    ]


def word_styles(path: Path) -> list[str]:
    """The style of each paragraph outside tables; a table stands for itself."""
    return [block.style.name if isinstance(block, Paragraph) and block.style else "table" for block in word_blocks(path)]


def word_captions(path: Path) -> list[str]:
    return [
        plain(paragraph_text(block))
        for block in word_blocks(path)
        if isinstance(block, Paragraph) and block.style is not None and block.style.name in ("Image Caption", "Table Caption")
    ]


def word_alts(path: Path) -> list[str]:
    """Alt text of the pictures of a Word file, in order."""
    return [plain(picture.get("descr")) for picture in Document(str(path)).element.body.iter(qn("wp:docPr"))]


def word_tables(path: Path) -> dict[str, list[list[str]]]:
    """Rows of each table by its caption."""
    tables, caption = {}, ""
    for block in word_blocks(path):
        if isinstance(block, Table):
            tables[caption] = [[plain(cell.text) for cell in row.cells] for row in block.rows]
        elif block.style is not None and block.style.name == "Table Caption":
            caption = plain(paragraph_text(block))
    return tables


def numbered(text: str) -> list[str]:
    """Labels of figures, tables and sections in a text, in order."""
    return re.findall(r"(?:Figure|Table|Section)\s\d+", text)
