"""The parts of a Word file that came back, read so that nothing in it can do harm; what it is, where it is none."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from sabreport.base.document_names import DRAFT_MARK
from sabreport.base.errors import FileError, Problem
from sabreport.texts.office.part_names import give_usual_names
from sabreport.texts.office.parts import UNREADABLE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
LARGEST_PART = 100_000_000
"""Bytes that one part may unpack to; a report of 300 pages has about ten million."""
LARGEST_FILE = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "Open it in Word, save it as a Word document (.docx) without a password, and try again."
_OTHERS = {".doc": "an old Word file", ".odt": "an OpenDocument text", ".pdf": "a PDF", ".rtf": "a file in Rich Text"}
_HEADING = re.compile(r"heading\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """A Word file."""

    path: Path
    parts: dict[str, bytes]

    def tree(self, name: str) -> Any:
        """A part as a tree; None where the file has none of that name, or it cannot be read."""
        if name not in self.parts:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.parts[name], parser)
        except etree.XMLSyntaxError:
            return None
        return None if root.getroottree().docinfo.doctype else root

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        rels = self.tree("word/_rels/document.xml.rels")
        found: dict[str, list[str]] = {}
        for each in rels if rels is not None else ():
            name = posixpath.normpath(posixpath.join("/word", each.get("Target", ""))).lstrip("/")
            found.setdefault(each.get("Type", "").rpartition("/")[2], []).append(name)
        return found

    def related(self, kind: str) -> list[Any]:
        """The parts of a kind, such as ``comments`` or ``header``, as trees."""
        trees = (self.tree(name) for name in sorted(self._kinds.get(kind, ())))
        return [tree for tree in trees if tree is not None]

    @cached_property
    def levels(self) -> dict[str, int]:
        """The level of each style of headings, by its id; 0 for those of the table of contents."""
        found = {}
        for style in (each for tree in self.related("styles") for each in tree.iter(f"{W}style")):
            ident = style.get(f"{W}styleId", "")
            name = style.find(f"{W}name")
            names = (ident, name.get(f"{W}val", "") if name is not None else "")
            if level := next((match[1] for each in names if (match := _HEADING.match(each))), None):
                found[ident] = int(level)
            elif any(re.match(r"(toc|contents) ?(\d|heading)", each, re.IGNORECASE) for each in names):
                found[ident] = 0
        return found

    @cached_property
    def mark(self) -> str:
        """The mark of the draft that it says it is; empty where it says none."""
        properties = self.parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
        margins = ("".join(tree.itertext()) for kind in ("header", "footer") for tree in self.related(kind))
        body = self.tree("word/document.xml")
        cover = "" if body is None else "".join(each.text or "" for each in body.iter(f"{W}t"))[:2000]
        found = (DRAFT_MARK.search(" ".join(text.split())) for text in (properties, *margins, cover))
        return next((match[0] for match in found if match), "")


def open_package(path: Path, root: Path) -> Package:
    """A Word file that came back.

    Raises
    ------
    FileError
        Where it is none, is locked or damaged, or would unpack to too much.
    """
    fault = _fault(path)
    if fault is None:
        try:
            with zipfile.ZipFile(path) as archive:
                entries = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels"))]
                if max((each.file_size for each in entries), default=0) > LARGEST_PART:
                    fault = ("it would unpack to more than a report can hold", "Look whether it is the right file.")
                else:
                    package = _with_usual_names(Package(path, {each.filename: archive.read(each) for each in entries}))
                    if (document := package.tree("word/document.xml")) is not None and document.tag == f"{W}document":
                        return package
                    fault = ("it cannot be read as a Word document", _SAVE_AGAIN)
        except (*UNREADABLE, KeyError):
            fault = ("the file is damaged: a part of it cannot be unpacked", f"Ask for it again. {_SAVE_AGAIN}")
    raise FileError([Problem(path, None, "", *fault)], root)


def _with_usual_names(package: Package) -> Package:
    """It with the names that Word gives its parts; Word on the web may call them word/document2.xml and so on."""
    trees = {name: package.tree(name) if name.endswith(".rels") else None for name in package.parts}
    usual = give_usual_names({name: tree for name, tree in trees.items() if tree is not None or not name.endswith(".rels")})
    told = {name: etree.tostring(tree) for name, tree in trees.items() if usual and tree is not None}
    return Package(package.path, {usual.get(name, name): told.get(name, content) for name, content in package.parts.items()})


def _fault(path: Path) -> tuple[str, str] | None:
    """What is wrong with a file, told by its name and how it begins."""
    if not path.exists():
        return "there is no such file", "Put it there, or correct its name."
    if path.is_dir():
        return "this is a folder, and a Word file is expected", "Name the files in it."
    if path.stat().st_size > LARGEST_FILE:
        return f"it is larger than {LARGEST_FILE // 1_000_000} MB", "Look whether it is the right file."
    with path.open("rb") as stream:
        start = stream.read(len(_OLE))
        if start == _OLE and _ENCRYPTED in stream.read():
            return "the file is locked with a password", "Ask for a copy without a password."
    suffix = path.suffix.lower()
    if suffix != ".docx" or start == _OLE:
        return f"{_OTHERS.get('.doc' if start == _OLE else suffix, 'it')} cannot be reviewed, only a .docx", _SAVE_AGAIN
    return None
