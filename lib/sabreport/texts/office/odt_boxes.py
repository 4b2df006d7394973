"""Boxes and shapes with words in an OpenDocument text: their words follow the paragraph that they hang on."""

from __future__ import annotations

from typing import Any

from sabreport.texts.office.parts import name_of

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW = f"{_ODF}text:1.0}}", f"{_ODF}drawing:1.0}}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
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


def _says(element: Any) -> bool:
    return name_of(element) in ("p", "h", "list", "table", "section") and bool("".join(element.itertext()).strip())
