"""What stands beside the cells of a worksheet and is not read: notes, what lies upon and behind the sheet, words of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sabreport.tables.workbooks.sheet_links import controls
from sabreport.tables.workbooks.sheet_parts import SheetParts, column_letter, listed_places
from sabreport.texts.office.parts import name_of

_WORDS_OF_NOTE = 6
_RUNNING = {
    f"{kind}{place}": f"the page's {place.lower()}" for place in ("Header", "Footer") for kind in ("odd", "even", "first")
}
"""The elements with what a page has at its top and bottom, and what each is called."""
_THREADED = "[Threaded comment]"
"""How a note begins that Excel keeps for its older versions, with a text of its own up to "Comment:"."""
_CODE_OF_FOOTER = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K[0-9+-]+|[0-9]+|.)')
"""A font, a colour, a size, or a sign for the page, the date or a side of it."""
_DRAWN = {
    "sp": "a text box or shape",
    "cxnSp": "a line or arrow",
    "contentPart": "what was drawn with a pen",
    "pic": "a picture",
    "graphicFrame": "a chart",
}
"""What lies upon a sheet, by the elements of its drawing."""
_IN_FRAME = {"relIds": "a diagram (SmartArt)", "slicer": "a slicer", "timeslicer": "a timeline"}
"""What a frame holds that is no chart, by its elements."""
_ON_SHEET = {
    "sparkline": "a chart in a cell (sparkline)",
    "picture": "a picture behind the cells",
    "legacyDrawingHF": "a picture in the page's header or footer",
    "oleObject": "an object of another program, such as a Word document",
}
"""What a sheet shows besides, by its own elements."""


def beside_cells(parts: SheetParts) -> Iterator[str]:
    """Each thing that stands beside the cells, as a remark names it."""
    yield from _notes(parts)
    yield from _upon(parts)
    yield from dict.fromkeys(_ON_SHEET[name_of(each)] for each in parts.of_sheet(*_ON_SHEET))
    yield from controls(parts.content)
    yield from _running(parts)


def _notes(parts: SheetParts) -> Iterator[str]:
    """Notes and comments of cells, each with its first words as far as they hold no figure."""
    said = []
    for element in parts.of("comments", "comment"):
        text = "".join(element.itertext())
        text = text.partition("Comment:")[2] if text.startswith(_THREADED) else text
        said.append(f"{element.get('ref')}{_first_words(text)}")
    if said:
        yield f"the note{'s' if len(said) > 1 else ''} on {listed_places(said)}"


def _first_words(text: str) -> str:
    """Some words of a text in brackets, as far as they hold no figure; empty where there are none."""
    words = re.split(r"[0-9]", " ".join(text.split()))[0].split()[:_WORDS_OF_NOTE]
    return ' ("{} ...")'.format(" ".join(words)) if words else ""


def _upon(parts: SheetParts) -> Iterator[str]:
    """What lies upon the sheet, each kind with the cells over which one begins, as far as they are known."""
    found: dict[str, list[str]] = {name: [] for name in (*_DRAWN.values(), *_IN_FRAME.values())}
    there: dict[str, None] = {}
    for root in parts.of("drawings/drawing", "wsDr"):
        for name, place, text in _drawn(root, ""):
            there[name] = None
            found[name] += [f"{place}{_first_words(text)}"] if place else []
    for name, places in found.items():
        if name in there:
            yield f"{name} over {listed_places(places)}" if places else name


def _drawn(element: Element, place: str) -> Iterator[tuple[str, str, str]]:
    """What lies upon the sheet, but for what stands in for it in older programs: its kind, where it begins, and its words."""
    for each in element:
        tag = name_of(each)
        if tag in _DRAWN:
            kind = next((_IN_FRAME[inner] for part in each.iter() if (inner := name_of(part)) in _IN_FRAME), _DRAWN[tag])
            yield kind, place, " ".join(part.text or "" for part in each.iter() if name_of(part) == "t")
        elif tag != "Fallback":
            yield from _drawn(each, _begins_over(each) or place)


def _begins_over(anchor: Element) -> str:
    """Over which cell an anchor begins; empty for what is no anchor."""
    begin = next((each for each in anchor if name_of(each) == "from"), None)
    at = {} if begin is None else {name_of(each): each.text or "" for each in begin}
    column, row = at.get("col", ""), at.get("row", "")
    return f"{column_letter(int(column) + 1)}{int(row) + 1}" if column.isdecimal() and row.isdecimal() else ""


def _running(parts: SheetParts) -> Iterator[str]:
    """Words of the page's header and footer; numbers of pages and dates are none."""
    found: dict[str, None] = {}
    for element in parts.of_sheet(*_RUNNING):
        words = _CODE_OF_FOOTER.sub("", element.text or "").replace("Page", "")
        if any(map(str.isalpha, words)):
            found[_RUNNING[name_of(element)]] = None
    yield from found
