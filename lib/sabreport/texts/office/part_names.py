"""The usual names of the parts of a .docx: Pandoc knows them by these alone, and SharePoint calls them word/document2.xml."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from sabreport.texts.office.parts import related_parts

_TYPES = "[Content_Types].xml"
_USUAL = {
    kind: f"word/{kind}.xml" for kind in ("document", "styles", "numbering", "footnotes", "endnotes", "comments", "settings")
}


def give_usual_names(parts: Mapping[str, Any]) -> dict[str, str]:
    """Let the parts refer to each other by their usual names.

    Parameters
    ----------
    parts
        The parts of a .docx that are text and markup, by their names; what they say of each other's names is changed.

    Returns
    -------
    dict[str, str]
        The usual name of each part that has another, its relations among them; nothing of a file by Word.
    """
    found = related_parts(parts, *_USUAL)
    usual = {name: _USUAL[kind] for kind, name in found.items() if name != _USUAL[kind] and _USUAL[kind] not in found.values()}
    relations = {_relations_of(name): _relations_of(new) for name, new in usual.items() if _relations_of(name) in parts}
    if not usual:
        return {}
    for name, root in parts.items():
        if name.endswith(".rels"):
            _refer(root, _folder_of(name), _folder_of(relations.get(name, name)), usual)
        elif name == _TYPES and root is not None:
            for each in root:
                part = each.get("PartName", "").lstrip("/")
                if part in usual:
                    each.set("PartName", f"/{usual[part]}")
    return {**usual, **relations}


def _refer(root: Any, before: str, now: str, usual: Mapping[str, str]) -> None:
    """Let relations of what stood in one folder, and stands in another, lead to parts by their usual names."""
    for each in root:
        if each.get("TargetMode") != "External" and (target := each.get("Target", "")):
            whole = posixpath.normpath(posixpath.join("/", before, target)).lstrip("/")
            if whole in usual or before != now:
                each.set("Target", posixpath.relpath(f"/{usual.get(whole, whole)}", f"/{now}"))


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _folder_of(relations: str) -> str:
    """The folder from which the targets of a part with relations are told."""
    return posixpath.dirname(posixpath.dirname(relations))
