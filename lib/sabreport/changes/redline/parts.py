"""Brings what is gone from the old file's parts into the new one: its pictures, links, notes and lists."""

from __future__ import annotations

from copy import deepcopy
from hashlib import sha256
from itertools import count
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_DROPPED = ("w:bookmarkStart", "w:bookmarkEnd", "w:sectPr")
_REFERS = ("r:embed", "r:link", "r:id")
_FIRST_PICTURE = 50_000  # above those of the new file


class Lists:
    """The lists of both files: what an old one is called in the new file."""

    def __init__(self, old: Any, new: Any) -> None:
        self._old, self._new = (document.part.numbering_part.element for document in (old, new))
        self._called: dict[str, str] = {}

    def same(self, old: Any, new: Any) -> None:
        """Note that two paragraphs are one, so that the lists that they stand in are one."""
        one, other = (paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}") for paragraph in (old, new))
        if one is not None and other is not None:
            self._called.setdefault(one.get(qn("w:val")), other.get(qn("w:val")))

    def called(self, number: str) -> str:
        """The number in the new file of a list of the old one, which is copied if no paragraph of it stayed."""
        if number not in self._called:
            self._called[number] = self._copied(number)
        return self._called[number]

    def _copied(self, number: str) -> str:
        listed = next((each for each in self._old.findall(qn("w:num")) if each.get(qn("w:numId")) == number), None)
        if listed is None:
            return number
        looks_like = listed.find(qn("w:abstractNumId")).get(qn("w:val"))
        looks = self._old.findall(qn("w:abstractNum"))
        look = deepcopy(next(each for each in looks if each.get(qn("w:abstractNumId")) == looks_like))
        fresh = 1 + max(
            int(each.get(qn(name)))
            for tag, name in (("w:num", "w:numId"), ("w:abstractNum", "w:abstractNumId"))
            for each in self._new.findall(qn(tag))
        )
        for each in look.findall(qn("w:nsid")):
            look.remove(each)
        look.set(qn("w:abstractNumId"), str(fresh))
        copy = deepcopy(listed)
        copy.set(qn("w:numId"), str(fresh))
        copy.find(qn("w:abstractNumId")).set(qn("w:val"), str(fresh))
        self._new.findall(qn("w:abstractNum"))[-1].addnext(look)
        self._new.findall(qn("w:num"))[-1].addnext(copy)
        return str(fresh)


class Parts:
    """One part of both files, such as the document or a header.

    Parameters
    ----------
    old, new
        The part as python-docx has it.
    notes
        The part with the notes that it calls, if any.
    """

    def __init__(self, old: Any, new: Any, lists: Lists, notes: Notes | None = None) -> None:
        self._old, self._new, self.lists, self._notes = old, new, lists, notes
        self._pictures = count(_FIRST_PICTURE)
        self._related: dict[str, str] = {}

    def shown(self, node: Any, *, newer: bool) -> str:
        """What a node shows that is no text, so that two nodes that show the same give the same; empty for none."""
        rels = (self._new if newer else self._old).rels
        found = []
        for each in node.iter(qn("a:blip"), qn("w:hyperlink"), qn("w:footnoteReference")):
            rel = rels.get(each.get(qn("r:embed"), each.get(qn("r:id"))))
            if each.tag == qn("w:footnoteReference"):
                found.append(self._notes.said(each.get(qn("w:id")), newer=newer) if self._notes else "")
            elif rel is None:
                found.append(each.get(qn("w:anchor"), ""))
            else:
                found.append(rel.target_ref if rel.is_external else sha256(rel.target_part.blob).hexdigest())
        return " ".join(found)

    def brought(self, node: Any) -> Any:
        """A copy of a node of the old file that can stand in the new one."""
        copy = deepcopy(node)
        for each in list(copy.iter(*map(qn, _DROPPED))):
            each.getparent().remove(each)
        for each in copy.iter():
            for name in map(qn, _REFERS):
                if (ident := each.get(name)) is not None:
                    each.set(name, self._relation(ident))
        for each in copy.iter(qn("wp:docPr")):
            each.set("id", str(next(self._pictures)))
        for each in copy.iter(qn("w:numId")):
            each.set(qn("w:val"), self.lists.called(each.get(qn("w:val"))))
        for each in copy.iter(qn("w:footnoteReference")):
            if self._notes:
                each.set(qn("w:id"), self._notes.brought(each.get(qn("w:id"))))
        return copy

    def _relation(self, ident: str) -> str:
        """What the new part calls what the old one calls `ident`."""
        if ident not in self._related:
            rel = self._old.rels[ident]
            if rel.is_external:
                self._related[ident] = self._new.relate_to(rel.target_ref, rel.reltype, is_external=True)
            elif rel.reltype == RELATIONSHIP_TYPE.IMAGE:
                old = rel.target_part
                where = f"{self._new.partname.filename.partition('.')[0]}-before-{ident}.{old.partname.ext}"
                part = Part(PackURI(f"/word/media/{where}"), old.content_type, old.blob, self._new.package)
                self._related[ident] = self._new.relate_to(part, rel.reltype)
        return self._related.get(ident, ident)


class Notes:
    """The footnotes of both files. What is brought is kept with `save`."""

    def __init__(self, old: Any, new: Any, lists: Lists) -> None:
        self._part = new
        self._roots = parse_xml(old.blob), parse_xml(new.blob)
        self._parts = Parts(old, new, lists)

    def said(self, ident: str, *, newer: bool) -> str:
        """The words of a note."""
        note = self._note(ident, newer=newer)
        return "" if note is None else "".join(each.text or "" for each in note.iter(qn("w:t")))

    def brought(self, ident: str) -> str:
        """The number in the new file of a note of the old one, which is copied."""
        note = self._note(ident, newer=False)
        if note is None:
            return ident
        fresh = str(1 + max(int(each.get(qn("w:id"))) for each in self._roots[1]))
        copy = self._parts.brought(note)
        copy.set(qn("w:id"), fresh)
        self._roots[1].append(copy)
        return fresh

    def save(self) -> None:
        """Write the notes into the new file's part."""
        self._part._blob = etree.tostring(self._roots[1], xml_declaration=True, encoding="UTF-8", standalone=True)

    def _note(self, ident: str, *, newer: bool) -> Any:
        return next((each for each in self._roots[newer] if each.get(qn("w:id")) == ident), None)
