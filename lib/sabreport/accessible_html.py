"""Reads a finished web page back: what can be told of its accessibility without a browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from sabreport.accessibility_faults import ADD_HEADER, KIT, NAME_COLUMN, Fault, Heading, Reading, heading_faults

_HEADING = re.compile(r"^h[1-6]$")
_SCOPES = ("col", "row", "colgroup", "rowgroup")


def read_html(path: Path) -> Reading:
    """Read a page's language, title, headings, pictures, tables and links.

    Does **not** measure contrast or layout: the kit's tests do that in a browser.
    """
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    headings = [_heading(tag) for tag in page.find_all(_HEADING)]
    main = page.find("main")
    within = [_heading(tag) for tag in main.find_all(_HEADING)] if isinstance(main, Tag) else []
    pictures, tables = page.find_all("img"), page.find_all("table")
    faults = [*_document_faults(page), *heading_faults(headings)]
    for number, picture in enumerate(pictures, start=1):
        if not str(picture.get("alt") or "").strip():
            faults.append(Fault(f"picture {number}", "it has no alt text"))
    for number, table in enumerate(tables, start=1):
        faults += _table_faults(table, f"table {number}")
    outline = tuple(Heading(each.level - 1, each.text) for each in within)
    return Reading("HTML", outline, len(pictures), len(tables), tuple(faults))


def _heading(tag: Tag) -> Heading:
    for source in tag.find_all(class_="source"):
        source.extract()
    return Heading(int(tag.name[1]), " ".join(tag.get_text().split()))


def _document_faults(page: BeautifulSoup) -> Iterator[Fault]:
    if not (page.html and page.html.get("lang")):
        yield Fault("", "it names no language")
    if not (page.title and page.title.get_text(strip=True)):
        yield Fault("", "it has no title")
    if page.find("main") is None:
        yield Fault("", "its text is in no main region")
    if len(page.find_all("h1")) != 1:
        yield Fault("", f"it has {len(page.find_all('h1'))} headings of level 1, and not one")
    ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
    for ident in (ident for ident, count in ids.items() if count > 1):
        yield Fault("", f'the id "{ident}" is there more than once')
    for href in dict.fromkeys(str(link["href"]) for link in page.find_all("a", href=re.compile("^#"))):
        if href[1:] not in ids:
            yield Fault("", f'a link leads to "{href}", which is not there')


def _table_faults(table: Tag, place: str) -> Iterator[Fault]:
    """A table without the kit's caption is authored text's own."""
    authored = table.caption is None
    headers = table.find_all("th")
    if not headers:
        yield Fault(place, "it has no header row", ADD_HEADER if authored else KIT, authored)
    elif any(cell.get("scope") not in _SCOPES for cell in headers):
        yield Fault(place, "a header cell has no scope")
    if any(not cell.get_text(strip=True) for cell in headers):
        yield Fault(place, "a header cell is empty", NAME_COLUMN if authored else KIT, authored)
