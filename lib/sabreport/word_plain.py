"""Takes out of a Word document the marks whose words Pandoc passes over, and leaves the words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = ("fldSimple", "customXml", "bdo", "dir")
"""A field such as a caption's number or a date, a mark of a form's field, and two of the direction of writing."""


def without_wrappers(path: Path) -> bytes | None:
    """A .docx with what stands in such marks in their place; None where it has none, or is no .docx.

    Parameters
    ----------
    path
        A file that has been inspected.
    """
    marks = tuple(name.encode() for name in _WRAPPERS)
    changed, target = False, io.BytesIO()
    try:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename.lower().endswith(".xml") and any(mark in content for mark in marks):
                    content, changed = _unwrapped(content), True
                copy.writestr(entry.filename, content)
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return None
    return target.getvalue() if changed else None


def _unwrapped(content: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(content, parser)
    for wrapper in list(root.iter(*(_WORD + name for name in _WRAPPERS))):
        parent = wrapper.getparent()
        if parent is not None:
            place = parent.index(wrapper)
            parent[place : place + 1] = list(wrapper)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
