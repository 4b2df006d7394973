"""What lies behind and over the cells of a sheet and is not read: addresses of links, and controls such as tick boxes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sabreport.base.errors import Problem
from sabreport.tables.workbooks.sheet_parts import SheetParts, attribute, column_letter, filled_within, listed_places, rows_of

_OF_FORMULA = re.compile(r'HYPERLINK\(\s*(?:"([^"]*)")?', re.IGNORECASE)
_CONTROL = re.compile(r'<x:ClientData[^>]*ObjectType="(\w+)"[^>]*>(.*?)</x:ClientData>', re.DOTALL)
_ANCHOR = re.compile(r"<x:Anchor>\s*([0-9]+),\s*[0-9]+,\s*([0-9]+)")
_TICKED = re.compile(r"<x:Checked>\s*1")
_CONTROLS = {
    "Checkbox": "a tick box",
    "Radio": "an option button",
    "Button": "a button",
    "Drop": "a drop-down list",
    "List": "a list to choose from",
    "Edit": "a field to type in",
    "Label": "a label",
    "GBox": "a box around others",
    "Spin": "a pair of arrows",
    "Scroll": "a scroll bar",
    "Pict": "a control or an object",
}
"""The controls of Excel's older drawings, where notes are kept too."""
UNKNOWN = "?"
"""In place of an address that a formula works out."""


def address_of_formula(formula: str) -> str:
    """The address to which a formula links, `UNKNOWN` where it is worked out; empty where it makes no link to another place.

    Examples
    --------
    >>> [address_of_formula(each) for each in ('HYPERLINK("https://example.org","Guide")', "HYPERLINK(A1)", "A1")]
    ['https://example.org', '?', '']
    """
    match = _OF_FORMULA.search(formula)
    if match is None or (match[1] or "").startswith("#"):
        return ""
    return match[1] or UNKNOWN


class LinksOfFormulas:
    """Where the formulas of a sheet link, as they are met; one that is filled down stands in its first cell alone."""

    def __init__(self) -> None:
        self._shared: dict[str, str] = {}

    def address(self, formula: Any) -> str:
        """The address to which the formula of a cell links; empty for none, and for a cell without a formula."""
        if formula is None:
            return ""
        found, shared = address_of_formula(formula.text or ""), str(formula.get("si"))
        if found and formula.get("si"):
            self._shared[shared] = UNKNOWN
        return found or self._shared.get(shared, "")


def said_of_links(
    path: Path, parts: SheetParts, filled: Mapping[str, int], texts: Mapping[str, str], formulas: Mapping[str, str]
) -> Iterator[Problem]:
    """One remark about the cells behind which lies an address that they do not show.

    Parameters
    ----------
    filled, texts
        The row and the text of each cell that holds something, by its place.
    formulas
        The address of each cell whose formula links, by its place.
    """
    targets = {each.get("Id"): each.get("Target", "") for each in parts.of("worksheets/_rels/sheet", "Relationship")}
    found = dict(formulas)
    for link in parts.of_sheet("hyperlink"):
        address = targets.get(attribute(link, "id"), "")
        if address and not address.startswith("#"):
            found |= dict.fromkeys(filled_within(link.get("ref", ""), filled), address)
    if places := [place for place in filled if place in found and _bare(found[place]) not in _bare(texts[place])]:
        first, *others = rows_of(places, filled)
        what = f"the address of the link behind {listed_places(places)} is not printed"
        remedy = "Write it into the cell, or into the chapter's text, where a reader needs it."
        yield Problem(path, first, "", what, remedy, also=tuple(others))


def controls(content: zipfile.ZipFile) -> Iterator[str]:
    """The controls upon the sheet, each with the cell over which it begins, and whether it is ticked."""
    for name in content.namelist():
        if re.fullmatch(r"xl/drawings/vmlDrawing\w*\.vml", name):
            for kind, about in _CONTROL.findall(content.read(name).decode("utf-8", errors="replace")):
                if kind in _CONTROLS:
                    at = _ANCHOR.search(about)
                    where = f" over {column_letter(int(at[1]) + 1)}{int(at[2]) + 1}" if at else ""
                    yield f"{_CONTROLS[kind]}{where}{' (ticked)' if _TICKED.search(about) else ''}"


def _bare(address: str) -> str:
    """An address as it may be typed: without its protocol, and without a stroke at its end."""
    return re.sub(r"^(?:https?://|mailto:)", "", address.strip().casefold()).rstrip("/")
