"""Reads a Word file as it is once all its tracked changes are accepted, or all rejected; shares nothing with what writes them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_GONE = {True: (f"{_W}del", f"{_W}moveFrom"), False: (f"{_W}ins", f"{_W}moveTo")}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_READ = ("word/document.xml", "word/header", "word/footer")


def resolved(path: Path, *, accepted: bool) -> list[str]:
    """The paragraphs that a reader is left with, in order, cells' among them, with the pictures and notes in them.

    Empty ones are passed over, and so is the table of contents, which Word makes anew.

    Parameters
    ----------
    accepted
        Whether all changes are accepted; else all are rejected.
    """
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml") and name.startswith(_READ)]
        notes = _notes(archive, accepted)
        return [said for name in sorted(names) for said in _Part(archive, name, notes, accepted).paragraphs()]


def _notes(archive: zipfile.ZipFile, accepted: bool) -> dict[str, str]:
    """The words of each note, by its number."""
    if "word/footnotes.xml" not in archive.namelist():
        return {}
    reader = _Part(archive, "word/footnotes.xml", {}, accepted)
    return {note.get(f"{_W}id"): " ".join(reader.below(note)) for note in reader.root}


class _Part:
    """One part of a file."""

    def __init__(self, archive: zipfile.ZipFile, name: str, notes: dict[str, str], accepted: bool) -> None:
        self.root = etree.fromstring(archive.read(name))
        self._archive, self._notes, self._gone = archive, notes, _GONE[accepted]
        place = PurePosixPath(name)
        rels = f"{place.parent}/_rels/{place.name}.rels"
        found = etree.fromstring(archive.read(rels)) if rels in archive.namelist() else ()
        self._rels = {each.get("Id"): each.get("Target") for each in found}

    def paragraphs(self) -> list[str]:
        return list(self.below(self.root))

    def below(self, parent: Any) -> Iterator[str]:
        """The paragraphs within an element; one whose end is gone runs on into the next."""
        open_ = ""
        for child in parent:
            if child.tag == f"{_W}p":
                open_ += self._said(child)
                if not self._is_gone(child.find(f"{_W}pPr/{_W}rPr")):
                    yield from filter(str.strip, [open_])
                    open_ = ""
            elif child.tag == f"{_W}tr" and self._is_gone(child.find(f"{_W}trPr")):
                continue
            elif child.tag not in (f"{_W}sdt", f"{_W}tcPr", f"{_W}tblPr"):
                yield from filter(str.strip, [open_])
                open_ = ""
                yield from self.below(child)
        yield from filter(str.strip, [open_])

    def _is_gone(self, properties: Any) -> bool:
        return properties is not None and any(properties.find(tag) is not None for tag in self._gone)

    def _said(self, node: Any) -> str:
        if node.tag in self._gone or node.tag in (f"{_W}pPr", f"{_W}rPr"):
            return ""
        if node.tag in (f"{_W}t", f"{_W}delText"):
            return str(node.text or "")
        if node.tag == f"{_W}footnoteReference":
            return f"[note: {self._notes.get(node.get(f'{_W}id'), '')}]"
        if node.tag == _BLIP:
            target = self._rels[node.get(f"{_R}embed")]
            return f"[picture {sha256(self._archive.read(f'word/{target}')).hexdigest()}]"
        return _SIGNS.get(node.tag, "") + "".join(map(self._said, node))
