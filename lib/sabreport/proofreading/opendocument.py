"""Reads the words of an OpenDocument text with lxml."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from sabreport.proofreading.capitals import write_in_capitals
from sabreport.proofreading.order import HOLE, LABEL
from sabreport.proofreading.symbols import in_font

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:"
_LONGEST_TEXT = 200_000
"""More letters than a cell that is repeated can give."""


def read_opendocument(path: Path) -> tuple[str, list[str]]:
    """The words of an .odt, and of each of its notes in the order in which they are called."""
    with zipfile.ZipFile(path) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(archive.read("content.xml"), parser)
        shared = etree.fromstring(archive.read("styles.xml"), parser) if "styles.xml" in archive.namelist() else None
    in_capitals = {
        style.get(f"{_OFFICE}style:1.0}}name")
        for style in root.iterfind(f"{_OFFICE}office:1.0}}automatic-styles/*")
        if any(each.get(f"{_OFFICE}xsl-fo-compatible:1.0}}text-transform") == "uppercase" for each in style)
    }
    for each in root.iter(f"{_OFFICE}text:1.0}}span", f"{_OFFICE}text:1.0}}p"):
        if each.get(f"{_OFFICE}text:1.0}}style-name") in in_capitals:
            write_in_capitals(each)
    _show_signs(root, shared)
    _fill_controls(root)
    _free_boxes(root)
    notes: list[str] = []
    body = "".join(_of_odt(root.find(f"{_OFFICE}office:1.0}}body"), notes))
    return body, notes


def _show_signs(root: Any, shared: Any) -> None:
    """Write what letters in a font of signs show in place of them."""
    style, text = f"{_OFFICE}style:1.0}}", f"{_OFFICE}text:1.0}}"
    marks = [each for part in (shared, root) if part is not None for each in part.iter(f"{style}font-face", f"{style}style")]
    faces = {each.get(f"{style}name"): each.get(f"{_OFFICE}svg-compatible:1.0}}font-family", "").strip("'") for each in marks}
    styles = {(each.get(f"{style}family"), each.get(f"{style}name")): each for each in marks if each.tag == f"{style}style"}

    def font(family: str, name: str | None, depth: int = 0) -> str:
        if (family, name) not in styles or depth > len(styles):
            return ""
        properties = styles[family, name].find(f"{style}text-properties")
        own = properties.get(f"{style}font-name", "") if properties is not None else ""
        return faces.get(own) or own or font(family, styles[family, name].get(f"{style}parent-style-name"), depth + 1)

    def show(element: Any, around: str) -> None:
        family = {f"{text}span": "text", f"{text}p": "paragraph", f"{text}h": "paragraph"}.get(element.tag)
        own = font(family, element.get(f"{text}style-name")) if family else ""
        own = own or ("" if family == "paragraph" else around)
        element.text = element.text and in_font(element.text, own)
        for child in element:
            show(child, own)
            child.tail = child.tail and in_font(child.tail, own)

    show(root, "")


def _fill_controls(root: Any) -> None:
    """Write the value of each control of a form where it is drawn; a box or a button to choose is a hole before its label."""
    form, drawn = f"{_OFFICE}form:1.0}}", f"{_OFFICE}drawing:1.0}}control"
    values: dict[str | None, str] = {}
    for each in root.iter(f"{form}*"):
        options = each.findall(f"{form}option")
        chosen = [option for option in options if option.get(f"{form}current-selected") == "true"] or [
            option for option in options if option.get(f"{form}selected") == "true"
        ]
        match etree.QName(each).localname:
            case "checkbox" | "radio":
                said = HOLE + each.get(f"{form}label", "")
            case "listbox":
                said = ", ".join(option.get(f"{form}label", "") for option in chosen)
            case "fixed-text":
                said = each.get(f"{form}label", "")
            case "text" | "textarea" | "formatted-text" | "number" | "date" | "time" | "combobox":
                said = each.get(f"{form}current-value") or "".join(each.itertext()) or each.get(f"{form}value", "")
            case _:
                said = HOLE
        values |= {value: said for key, value in each.attrib.items() if etree.QName(key).localname == "id"}
    for control in root.iter(drawn):
        control.text = values.get(control.get(f"{_OFFICE}drawing:1.0}}control"), "")


def _free_boxes(root: Any) -> None:
    """Set each box and shape with words after the paragraph that it hangs on, where it is printed."""
    text, drawing = f"{_OFFICE}text:1.0}}", f"{_OFFICE}drawing:1.0}}"
    paragraphs = (f"{text}p", f"{text}h")
    holders = [
        each for each in root.iter(f"{drawing}*") if any(next(inner.iter(*paragraphs), None) is not None for inner in each)
    ]
    for holder in reversed(holders):  # one within another first
        paragraph = next(holder.iterancestors(*paragraphs), None)
        if paragraph is not None:
            place = etree.Element(f"{text}span")
            holder.addprevious(place)
            place.tail, holder.tail = holder.tail, None
            paragraph.addnext(holder)


_GAPS_OF_ODT = ("s", "tab", "line-break")
_NOT_TEXT = (
    *(
        "annotation",
        "tracked-changes",
        *("table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index"),
        "bibliography-source",
        "covered-table-cell",
        "note-citation",
        "desc",
        "forms",
        "param",
    ),
    *("placeholder", "label"),
)


def _of_odt(node: Any, notes: list[str]) -> Iterator[str]:
    if not isinstance(node.tag, str):  # a comment of XML
        return
    name = etree.QName(node).localname
    if name in _NOT_TEXT or (name == "title" and not node.tag.startswith(f"{_OFFICE}text")) or _asks_in_odt(node):
        return
    if name in _GAPS_OF_ODT:
        yield " "
    elif name == "note":
        notes.append("".join(_inside_odt(node, notes)))
        yield HOLE  # one on a heading is printed below it
    elif name == "ruby-text":
        yield f" ({''.join(_inside_odt(node, notes))})"
    elif name == "fieldmark":
        yield HOLE  # what was chosen in it stands in no text
    elif name == "image" or (name == "object" and node.tag.startswith(f"{_OFFICE}drawing")):
        yield HOLE
    elif name in ("table-cell", "table-row"):
        attribute = f"{_OFFICE}table:1.0}}number-{'columns' if name == 'table-cell' else 'rows'}-repeated"
        inside = "".join(_inside_odt(node, notes))
        times = int(given) if (given := node.get(attribute, "1")).isdecimal() else 1
        yield inside * (times if times * len(inside) <= _LONGEST_TEXT and inside.strip() else 1)
    else:
        if name == "h" or (name == "p" and etree.QName(node.getparent()).localname == "list-item"):
            yield LABEL
        yield from _inside_odt(node, notes)
        if name in ("p", "h"):
            yield "\n"


def _asks_in_odt(node: Any) -> bool:
    return any(value == "true" for key, value in node.attrib.items() if key.endswith("}showing-place-holder"))


def _inside_odt(node: Any, notes: list[str]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        yield from _of_odt(child, notes)
        yield child.tail or ""
