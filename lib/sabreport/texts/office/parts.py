"""The parts of a .docx or .odt as trees of marks, parsed so that nothing in them can do harm."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from sabreport.texts.office.strict_form import is_strict, make_ordinary
from sabreport.texts.text import DEEPEST_LIST

UNKNOWN_PACKING = (EOFError, RuntimeError, ValueError)
"""What comes of an archive that `zipfile` cannot unpack; of a way of packing that it does not know, a kind of RuntimeError."""
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, *UNKNOWN_PACKING)
"""What comes of an archive that is damaged, or cannot be unpacked."""

DEEPEST_MARKUP = 200
"""How deep marks may stand within each other; a text box in a table in a table has about forty."""


INDEXES = ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index")
"""What LibreOffice calls the lists that it makes of a text: of its contents, its words, its pictures and so on."""


_LINE_OF_CONTENTS = re.compile(r"toc\d|tocheading|tableoffigures", re.IGNORECASE)
"""The styles that Word gives the lines of such lists."""


class DeepError(Exception):
    """The marks of the file stand too deep within each other to be worked on."""


def parts_of(path: Path) -> dict[str, Element]:
    """Each part of text and markup by its name, parsed without resolving anything; every other part is only unpacked.

    They are for reading: whoever asks next for those of the same file is given the same.

    A part that declares a document type is refused with `defusedxml.DTDForbidden`: neither Word nor LibreOffice writes one.
    """
    return dict(_parts_of(path.read_bytes(), path.suffix.lower()))


@lru_cache(maxsize=1)  # a text is read from several sides, and then the next
def _parts_of(packed: bytes, suffix: str) -> dict[str, Element]:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for entry in archive.infolist():
            if is_xml(entry.filename) and entry.file_size:  # OpenOffice leaves some that it has no use for empty
                parts[entry.filename] = _tree_of(archive.read(entry))
            elif suffix == ".docx" or not entry.flag_bits & 1:
                archive.read(entry)
    return parts


def _tree_of(content: bytes) -> Element:
    """A part that recursion can follow, and that Pandoc reads in good time: lists in lists cost it twice as much each."""
    # without a document type nothing is declared that could do harm, and the usual parser is three times as fast
    declares = b"<!DOCTYPE" in content.replace(b"\0", b"")  # in UTF-16 as well; in what else is read these are the same bytes
    root: Element = fromstring(content, forbid_dtd=True) if declares else ElementTree.fromstring(content)  # noqa: S314
    if is_strict(content):
        make_ordinary(root)
    _refuse_deep(root)
    return root


def _refuse_deep(root: Element) -> None:
    waiting = [(root, 1, 0)]
    while waiting:
        element, depth, lists = waiting.pop()
        lists += element.tag.endswith("}list")
        if lists > DEEPEST_LIST:
            raise DeepError(f"lists stand more than {DEEPEST_LIST} deep within each other")
        if depth > DEEPEST_MARKUP:
            raise DeepError(f"tables, boxes or other marks stand more than {DEEPEST_MARKUP} deep within each other")
        waiting += [(child, depth + 1, lists) for child in element]


def is_xml(name: str) -> bool:
    """Whether a part of a package is text and markup."""
    return name.lower().endswith((".xml", ".rels"))


def all_of(roots: Iterable[Element]) -> Iterator[Element]:
    """Every element of some parts, in order."""
    for root in roots:
        yield from root.iter()


def name_of(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def is_line_of_contents(paragraph: Any) -> bool:
    """Whether a paragraph of Word is a line of a list of contents or of tables, by its style."""
    style = paragraph.find("./{*}pPr/{*}pStyle")
    return style is not None and bool(_LINE_OF_CONTENTS.fullmatch(attribute(style, "val")))


def related_parts(parts: Mapping[str, Any], *kinds: str) -> dict[str, str]:
    """The names of the parts of a .docx that its text refers to, by their kinds; ``document`` is the text itself.

    Where several parts are alike, such as styles kept for an older Word, only the one referred to is in use.
    """
    text = _targets(parts, "").get("officeDocument", "word/document.xml")
    found = {**_targets(parts, text), "document": text}
    return {kind: found[kind] for kind in kinds if found.get(kind) in parts}


def texts_of_word(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a .docx that hold its text and notes, by their names."""
    return {name: parts[name] for name in related_parts(parts, "document", "footnotes", "endnotes").values()}


def texts_of_odt(roots: Iterable[Any]) -> list[Any]:
    """Those of some parts of an .odt that hold its text."""
    return [root for root in roots if name_of(root) == "document-content"]


def _targets(parts: Mapping[str, Any], name: str) -> dict[str, str]:
    """The names of the parts that a part refers to, by the kind of reference; of several, the last."""
    folder, file = posixpath.split(name)
    relations = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    found = {}
    for each in relations if relations is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        found[each.get("Type", "").rpartition("/")[2]] = target
    return found
