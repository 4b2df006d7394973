"""Pictures of a Word document that Pandoc reads otherwise than Word shows them: adorning, older and embedded ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from sabreport.texts.office.parts import attribute, name_of, texts_of_word
from sabreport.texts.office.word_styles import WORD
from sabreport.wording.lists import counted, some_of

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_KINDS = {"AcroExch": "a PDF", "Excel": "a workbook", "Word": "a document", "PowerPoint": "slides", "Package": "a file"}


def plain_pictures(root: Any) -> None:
    """Take out pictures that only adorn and the signs of embedded files; give each other one the description that it has."""
    for drawn in list(root.iter(f"{WORD}drawing", f"{WORD}object", f"{WORD}pict")):
        if _is_decorative(drawn) or _is_embedded(drawn):
            drawn.getparent().remove(drawn)
            continue
        for about in (each for each in drawn.iter("{*}docPr") if not each.get("descr", "").strip() and each.get("title")):
            about.set("descr", about.get("title", ""))
        shapes = [each for each in drawn.iter() if name_of(each) in ("shape", "rect") and each.get("alt", "").strip()]
        images = [
            (each.get(f"{_RELATED}id"), shape.get("alt")) for shape in shapes for each in shape if name_of(each) == "imagedata"
        ]
        if len(images) == 1 and images[0][0] and not _has_words(drawn):
            _draw_anew(drawn, *images[0])


def _draw_anew(drawn: Any, file: str, description: str) -> None:
    """Write a picture of an older Word as one of today, of which alone Pandoc reads the description."""
    drawn.clear()
    drawn.tag = f"{WORD}drawing"
    inline = etree.SubElement(drawn, f"{_PLACED}inline")
    etree.SubElement(inline, f"{_PLACED}docPr", {"id": "0", "name": "", "descr": description})
    kind = _PICTURE.strip("{}")
    picture = etree.SubElement(etree.SubElement(inline, f"{_DRAWN}graphic"), f"{_DRAWN}graphicData", {"uri": kind})
    filling = etree.SubElement(etree.SubElement(picture, f"{_PICTURE}pic"), f"{_PICTURE}blipFill")
    etree.SubElement(filling, f"{_DRAWN}blip", {f"{_RELATED}embed": file})


def _is_decorative(drawn: Any) -> bool:
    """Whether a picture is marked as one that a reader who does not see it needs to know nothing of."""
    marks = [each for each in drawn.iter() if name_of(each) == "decorative"]
    return bool(marks) and all(each.get("val", "1") not in ("0", "false") for each in marks) and not _has_words(drawn)


def _has_words(drawn: Any) -> bool:
    return next(drawn.iter(f"{WORD}t"), None) is not None


def _is_embedded(drawn: Any) -> bool:
    """Whether a drawing is the sign of a file that is in the document, and not what that shows."""
    return any(name_of(each) == "OLEObject" and attribute(each, "DrawAspect") == "Icon" for each in drawn.iter())


def embedded_files(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What to say of the files that are in a document and show only their sign, with the remedy."""
    drawn = [each for root in texts_of_word(parts).values() for each in root.iter(f"{WORD}object") if _is_embedded(each)]
    kinds = [attribute(each, "ProgID").partition(".")[0] for one in drawn for each in one.iter() if name_of(each) == "OLEObject"]
    if kinds:
        files = counted(len(kinds), "file that is embedded in it is", "files that are embedded in it are")
        named = some_of(list(dict.fromkeys(_KINDS.get(kind, kind or "a file") for kind in kinds)))
        yield (
            f"{files} not printed: {named}",
            "Put what readers need of it into the text, or give the address of a web page with it.",
        )
