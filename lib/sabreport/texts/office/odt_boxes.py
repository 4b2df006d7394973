"""Boxes, shapes with words and pictures of an OpenDocument text where Pandoc reads none: put where it does."""

from __future__ import annotations

from typing import Any

from lxml import etree

from sabreport.texts.office.odt_captions import take_out
from sabreport.texts.office.parts import attribute, name_of

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW = f"{_ODF}text:1.0}}", f"{_ODF}drawing:1.0}}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_BODIES = (f"{_ODF}office:1.0}}text", f"{_TEXT}section")
_HOLDERS = ("text-box", "custom-shape", "rect", "ellipse", "circle", "caption", "polygon", "path", "line", "connector")


def free_boxes(root: Any) -> None:
    """Put what stands in a box or a shape after the paragraph that it hangs on: Pandoc passes over it there."""
    for holder in reversed(list(root.iter(*(f"{_DRAW}{name}" for name in _HOLDERS)))):  # one within another first
        words = [each for each in holder if isinstance(each.tag, str) and not each.tag.startswith(_DRAW) and _says(each)]
        if not words or next(holder.iter(f"{_DRAW}image"), None) is not None:
            continue
        place = next(holder.iterancestors(*_PARAGRAPHS), None)
        if place is None:
            place = next(each for each in (holder, *holder.iterancestors()) if not each.getparent().tag.startswith(_DRAW))
        for part in reversed(words):
            part.tail = None
            place.addnext(part)


def place_pictures(root: Any) -> None:
    """Put pictures where Pandoc reads them: into no link, and into a paragraph. Those that only adorn are taken out."""
    etree.strip_tags(root, f"{_DRAW}a")
    for frame in [each for each in root.iter(f"{_DRAW}frame") if each.find(f"{_DRAW}image") is not None]:
        link = next(frame.iterancestors(f"{_TEXT}a"), None)
        if attribute(frame, "decorative") == "true":
            take_out(frame)
        elif link is not None:
            take_out(frame)
            frame.tail, link.tail = link.tail, None
            link.addnext(frame)
        elif frame.getparent().tag in _BODIES:
            paragraph = etree.Element(f"{_TEXT}p")
            frame.addprevious(paragraph)
            paragraph.append(frame)


def _says(element: Any) -> bool:
    return name_of(element) in ("p", "h", "list", "table", "section") and bool("".join(element.itertext()).strip())
