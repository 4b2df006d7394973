"""Reads a finished PDF back: its structure tree, as a screen reader walks it, against what PDF/UA-1 asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from sabreport.documents.accessibility.reading import ADD_HEADER, KIT, Fault, Heading, Reading, heading_faults

_HEADINGS = {f"/H{level}": level for level in range(1, 7)}
_SCOPES = ("/Row", "/Column", "/Both")


@dataclass(frozen=True)
class _Element:
    """An element of the structure tree, with what lies below it."""

    role: str
    node: pikepdf.Object
    kids: tuple[_Element, ...]

    def walk(self) -> Iterator[_Element]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def read_pdf(path: Path) -> Reading:
    """Read a PDF's tags, language, title, headings, figures and tables.

    Does **not** check fonts, contrast or page content outside the structure tree.
    """
    with pikepdf.open(path) as pdf:
        faults = list(_document_faults(pdf))
        tree = pdf.Root.get("/StructTreeRoot")
        elements = [each for top in _elements(tree) for each in top.walk()] if tree is not None else []
        headings = [_heading(each) for each in elements if each.role in _HEADINGS]
        figures = [each for each in elements if each.role == "/Figure"]
        tables = [each for each in elements if each.role == "/Table"]
        ours = {id(table) for each in elements if _captioned(each) for table in each.walk() if table.role == "/Table"}
        faults += heading_faults(headings)
        if not all(each.text for each in headings):
            faults.append(Fault("", "a heading has no text"))
        for number, figure in enumerate(figures, start=1):
            if not str(figure.node.get("/Alt", "")).strip():
                faults.append(Fault(f"picture {number}", "it has no alt text"))
        for number, table in enumerate(tables, start=1):
            faults += _table_faults(table, f"table {number}", authored=id(table) not in ours)
        return Reading("PDF", _outline(elements), len(figures), len(tables), tuple(faults))


def _elements(node: pikepdf.Object) -> tuple[_Element, ...]:
    """The elements right below a node of the structure tree; what is no element, such as marked content, is passed over."""
    kids = node.get("/K")
    if kids is None:
        return ()
    nodes = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return tuple(
        _Element(str(kid["/S"]), kid, _elements(kid)) for kid in nodes if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    )


def _heading(element: _Element) -> Heading:
    """Typst writes a heading's words beside its tag."""
    return Heading(_HEADINGS[element.role], " ".join(str(element.node.get("/T", "")).split()))


def _outline(elements: list[_Element]) -> tuple[Heading, ...]:
    """The headings after the table of contents."""
    start = next((number for number, each in enumerate(elements) if each.role == "/TOC"), 0)
    return tuple(_heading(each) for each in elements[start:] if each.role in _HEADINGS)


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    root = pdf.Root
    if "/StructTreeRoot" not in root or not _says(root, "/MarkInfo", "/Marked"):
        yield Fault("", "it is not tagged")
    if not str(root.get("/Lang", "")).strip():
        yield Fault("", "it names no language")
    with pdf.open_metadata() as metadata:
        title, part = metadata.get("dc:title"), metadata.get("pdfuaid:part")
    if not title:
        yield Fault("", "it has no title")
    if not _says(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield Fault("", "its window shows the file's name and not the title")
    if str(part) != "1":
        yield Fault("", "it does not say that it keeps to PDF/UA-1")


def _says(root: pikepdf.Object, key: str, flag: str) -> bool:
    """Whether a dictionary of the document's root is there and has a flag set."""
    return key in root and bool(root[key].get(flag))


def _captioned(element: _Element) -> bool:
    """Whether it is a table with a caption, or a division of one: so Typst tags some that stand at the foot of a page."""
    return element.role in ("/Table", "/Div") and any(kid.role == "/Caption" for kid in element.kids)


def _table_faults(table: _Element, place: str, *, authored: bool) -> Iterator[Fault]:
    """A table without the kit's caption is authored text's own."""
    headers = [each for each in table.walk() if each.role == "/TH"]
    if not headers:
        yield Fault(place, "it has no header row", ADD_HEADER if authored else KIT, authored)
    elif any(_scope(cell) not in _SCOPES for cell in headers):
        yield Fault(place, "a header cell has no scope")


def _scope(cell: _Element) -> str:
    """The scope of a header cell, which is among its attributes: one dictionary, or several."""
    attributes = cell.node.get("/A")
    owners = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    found = [str(each["/Scope"]) for each in owners if isinstance(each, pikepdf.Dictionary) and "/Scope" in each]
    return found[0] if found else ""
