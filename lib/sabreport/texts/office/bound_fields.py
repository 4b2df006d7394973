"""Fields of a Word document that are bound to a property of it: told where the file shows another value than Word will."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sabreport.texts.office.parts import attribute, name_of, texts_of_word
from sabreport.texts.office.word_styles import WORD, is_on

_STORES = {"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml"}
_OF_ANOTHER_FORM = ("date", "dropDownList", "comboBox", "checkbox", "picture", "citation", "bibliography", "docPartObj")
"""What shows its value in another form than it is kept in."""
_STEP = re.compile(r"(?:\w+:)?([\w.-]+)(?:\[(\d+)\])?")


def stale_fields(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What to say of the fields whose value is kept elsewhere in the file and is another there, and the remedy."""
    stores = {**_STORES, **_stores(parts)}
    for root in texts_of_word(parts).values():
        for control in root.iter(f"{WORD}sdt"):
            shown, kept = _said(control), _kept(control, parts, stores)
            if kept is not None and kept != shown:
                what = (
                    f'a field has "{shown}" in the file, which is printed, and Word will show "{kept or "nothing"}" in its place'
                )
                yield what, "Open the file in Word, see that the field says what is meant, and save it."


def _said(control: Any) -> str:
    """What a field has in the text."""
    return " ".join("".join((each.text or "") if each.tag == f"{WORD}t" else " " for each in _texts(control)).split())


def _texts(control: Any) -> Iterator[Any]:
    return (each for each in control.iter() if each.tag in (f"{WORD}t", f"{WORD}p", f"{WORD}br", f"{WORD}tab"))


def _kept(control: Any, parts: Mapping[str, Any], stores: Mapping[str, str]) -> str | None:
    """The value of a bound field as it is kept; None where it has none, or shows it in another form."""
    properties = control.find(f"{WORD}sdtPr")
    binding = properties.find(f"{WORD}dataBinding") if properties is not None else None
    if binding is None or is_on(properties.find(f"{WORD}showingPlcHdr")):
        return None
    store = parts.get(stores.get(binding.get(f"{WORD}storeItemID", "").upper(), ""))
    if store is None or any(name_of(each) in _OF_ANOTHER_FORM for each in properties):
        return None
    found = _at(store, binding.get(f"{WORD}xpath", ""))
    return " ".join("".join(found.itertext()).split()) if found is not None else None


def _at(root: Any, path: str) -> Any:
    """The element at a path of names from the root, each with its place among those of its name."""
    steps = [_STEP.fullmatch(each) for each in path.strip("/").split("/")]
    if not steps or steps[0] is None or name_of(root) != steps[0][1]:
        return None
    found = root
    for step in steps[1:]:
        alike = [each for each in found if step is not None and name_of(each) == step[1]]
        place = int(step[2] or 1) - 1 if step is not None else 0
        if not 0 <= place < len(alike):
            return None
        found = alike[place]
    return found


def _stores(parts: Mapping[str, Any]) -> dict[str, str]:
    """The part of each store of values by the id that fields name it by."""
    found = {}
    for name, root in parts.items():
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) == "_rels":
            holder = posixpath.dirname(folder)
            for target in (posixpath.normpath(posixpath.join(holder, each.get("Target", ""))) for each in root):
                about = parts.get(target.lstrip("/"))
                if about is not None and name_of(about) == "datastoreItem":
                    found[attribute(about, "itemID").upper()] = posixpath.join(holder, file.removesuffix(".rels"))
    return found
