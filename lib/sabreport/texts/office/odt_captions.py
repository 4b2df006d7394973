"""Pictures with captions in an OpenDocument text: LibreOffice puts both into a box, of which Pandoc reads one alone."""

from __future__ import annotations

from typing import Any

from lxml import etree

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW = f"{_ODF}text:1.0}}", f"{_ODF}drawing:1.0}}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")


def free_captions(root: Any) -> None:
    """Put each picture that stands in a box of text, and its caption, after the paragraph that holds the box, as paragraphs."""
    for box in reversed(list(root.iter(f"{_DRAW}text-box"))):  # one within another first
        frame = box.getparent()
        if frame is None or frame.tag != f"{_DRAW}frame" or next(box.iter(f"{_DRAW}image"), None) is None:
            continue
        for paragraph in [each for each in box if each.tag == f"{_TEXT}p"]:
            _part(paragraph)
        place = next(frame.iterancestors(*_PARAGRAPHS), frame)
        for part in reversed(list(box)):
            place.addnext(part)
        take_out(frame)


def _part(paragraph: Any) -> None:
    """Give the picture of a paragraph one of its own, where the words are all before it or all after it."""
    frames = [each for each in paragraph if each.tag == f"{_DRAW}frame" and each.find(f"{_DRAW}image") is not None]
    if len(frames) != 1:
        return
    (frame,) = frames
    at = paragraph.index(frame)
    before = (paragraph.text or "") + "".join(_words(each) for each in paragraph[:at])
    after = (frame.tail or "") + "".join(_words(each) for each in paragraph[at + 1 :])
    if bool(before.strip()) == bool(after.strip()):
        return
    take_out(frame)
    own = etree.Element(f"{_TEXT}p", paragraph.attrib)
    own.append(frame)
    if before.strip():
        paragraph.addnext(own)
        return
    paragraph.addprevious(own)
    first = next(iter(paragraph), None)
    if first is not None and first.tag == f"{_TEXT}line-break" and not (paragraph.text or "").strip():
        take_out(first)


def _words(element: Any) -> str:
    return "".join(element.itertext()) + (element.tail or "")


def take_out(element: Any) -> None:
    """Take an element out and leave the text after it."""
    before, outer, tail = element.getprevious(), element.getparent(), element.tail or ""
    if before is None:
        outer.text = (outer.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    outer.remove(element)
