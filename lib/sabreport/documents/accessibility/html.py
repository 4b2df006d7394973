"""Reads a finished web page back: what can be told of its accessibility without a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from sabreport.documents.accessibility.reading import ADD_HEADER, KIT, NAME_COLUMN, Fault, Heading, Reading, heading_faults

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SCOPES = ("col", "row", "colgroup", "rowgroup")


def read_html(path: Path) -> Reading:
    """Read a page's language, title, headings, pictures, tables and links.

    Does **not** measure contrast or layout: the kit's tests do that in a browser.
    """
    page = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    for source in page.find_class("source"):
        source.drop_tree()
    headings = [_heading(tag) for tag in page.iter(*_HEADINGS)]
    main = page.find(".//main")
    within = [_heading(tag) for tag in main.iter(*_HEADINGS)] if main is not None else []
    pictures, tables = list(page.iter("img")), list(page.iter("table"))
    faults = [*_document_faults(page), *heading_faults(headings)]
    for number, picture in enumerate(pictures, start=1):
        if not picture.get("alt", "").strip():
            faults.append(Fault(f"picture {number}", "it has no alt text"))
    for number, table in enumerate(tables, start=1):
        faults += _table_faults(table, f"table {number}")
    outline = tuple(Heading(each.level - 1, each.text) for each in within)
    return Reading("HTML", outline, len(pictures), len(tables), tuple(faults))


def _heading(tag: html.HtmlElement) -> Heading:
    return Heading(int(tag.tag[1]), " ".join(tag.text_content().split()))


def _document_faults(page: html.HtmlElement) -> Iterator[Fault]:
    if not page.get("lang"):
        yield Fault("", "it names no language")
    if not page.findtext(".//title", "").strip():
        yield Fault("", "it has no title")
    if page.find(".//main") is None:
        yield Fault("", "its text is in no main region")
    if (count := len(list(page.iter("h1")))) != 1:
        yield Fault("", f"it has {count} headings of level 1, and not one")
    ids = Counter(str(tag.get("id")) for tag in page.xpath("//*[@id]"))
    for ident in (ident for ident, count in ids.items() if count > 1):
        yield Fault("", f'the id "{ident}" is there more than once')
    for href in dict.fromkeys(str(link.get("href")) for link in page.xpath("//a[starts-with(@href, '#')]")):
        if href[1:] not in ids:
            yield Fault("", f'a link leads to "{href}", which is not there')


def _table_faults(table: html.HtmlElement, place: str) -> Iterator[Fault]:
    """A table without the kit's caption is authored text's own."""
    authored = table.find("caption") is None
    headers = list(table.iter("th"))
    if not headers:
        yield Fault(place, "it has no header row", ADD_HEADER if authored else KIT, authored)
    elif any(cell.get("scope") not in _SCOPES for cell in headers):
        yield Fault(place, "a header cell has no scope")
    if any(not cell.text_content().strip() for cell in headers):
        yield Fault(place, "a header cell is empty", NAME_COLUMN if authored else KIT, authored)
