"""Reads the words of a supplied text: of a .docx and an .odt with lxml, of a .md with markdown-it.

What is left out, and why: headers and footers of pages, which the kit warns of; a table of contents, which the word processor
wrote; numbers and bullets that it draws before the items of a list, which are no words of the text; the lines of the kit's own
form, and what a form asks where nobody answered. In place of a picture stands its description, and in place of a name in
braces its figure: each is a hole in the text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from sabreport.words import HOLE, Supplied

_FORM_LINE = re.compile(r"\s*(\[Note: .* This note is not printed\.\]|Statement of .+ for the annual report \d{4}-\d\d of .+)\s*")
_BINDING = re.compile(r"\{\{[^{}<>]*\}\}")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OTHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:"
_MOST_REPEATED = 1000


def read_supplied(path: Path, *, trusted: bool = False) -> Supplied:
    """The words of a statement or, where it is `trusted`, of the board's own text, which may refer to figures and tables."""
    if path.suffix.lower() == ".docx":
        return _read_docx(path)
    if path.suffix.lower() == ".odt":
        return _read_odt(path)
    return _read_markdown(path.read_text(encoding="utf-8-sig"), trusted=trusted)


def _supplied(body: str, notes: Sequence[str]) -> Supplied:
    lines = [line for line in body.split("\n") if not _FORM_LINE.fullmatch(line)]
    return Supplied(_bound("\n".join(lines)), tuple(map(_bound, notes)))


def _bound(text: str) -> str:
    return _BINDING.sub(HOLE, text)


# Word ----------------------------------------------------------------------------------------------------------------


def _read_docx(path: Path) -> Supplied:
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    parts: dict[str, Any] = {}
    for part in etree.fromstring(content["[Content_Types].xml"]):
        kind, name = part.get("ContentType", "").rpartition("+xml")[0].rpartition(".")[2], part.get("PartName", "")[1:]
        if kind in ("main", "footnotes", "endnotes", "styles") and name in content and "/glossary/" not in name:
            parts[kind] = etree.fromstring(content[name])
    numbered = _numbered_styles(parts.get("styles", ()))
    for paragraph in parts["main"].iter(f"{_WORD}p"):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        own = paragraph.find(f"{_WORD}pPr/{_WORD}numPr")
        if own is not None or (style is not None and style.get(f"{_WORD}val") in numbered):
            paragraph.insert(0, etree.Element(f"{_WORD}sym"))  # its label, which Word draws
    body = "".join(_of_word(parts["main"]))
    noted = {
        (kind, str(note.get(f"{_WORD}id"))): "".join(_of_word(note))
        for kind in ("footnotes", "endnotes")
        for note in parts.get(kind, ())
    }
    calls = parts["main"].iter(f"{_WORD}footnoteReference", f"{_WORD}endnoteReference")
    called = [(f"{etree.QName(each).localname.removesuffix('Reference')}s", str(each.get(f"{_WORD}id"))) for each in calls]
    return _supplied(body, [noted[call] for call in called if call in noted])


def _numbered_styles(styles: Any) -> set[str]:
    """The styles whose paragraphs Word numbers, by themselves or by one that they rest on."""
    by_id = {str(style.get(f"{_WORD}styleId")): style for style in styles if style.tag == f"{_WORD}style"}

    def is_numbered(name: str, seen: tuple[str, ...] = ()) -> bool:
        if name not in by_id or name in seen:
            return False
        based = by_id[name].find(f"{_WORD}basedOn")
        own = by_id[name].find(f"{_WORD}pPr/{_WORD}numPr")
        return own is not None or (based is not None and is_numbered(str(based.get(f"{_WORD}val")), (*seen, name)))

    return set(filter(is_numbered, by_id))


_SIGNS_OF_WORD = {
    f"{_WORD}tab": " ",
    f"{_WORD}br": " ",
    f"{_WORD}cr": " ",
    f"{_WORD}ptab": " ",
    f"{_WORD}noBreakHyphen": "-",
    f"{_WORD}sym": HOLE,  # what it shows depends on a font
    f"{_WORD}ffData": HOLE,  # the box or the choice of an older form, which Word draws
}
_PASSED_OVER = (f"{_WORD}pPr", f"{_WORD}rPr", f"{_WORD}tblPr", f"{_WORD}sectPr", f"{_WORD}sdtPr", f"{_WORD}instrText")


def _of_word(node: Any) -> Iterator[str]:
    tag = node.tag
    if tag in (f"{_WORD}t", f"{_MATHS}t"):
        yield node.text or ""
    elif tag in _SIGNS_OF_WORD:
        yield _SIGNS_OF_WORD[tag]
    elif tag in _PASSED_OVER or (tag == f"{_OTHER}Fallback") or (tag == f"{_WORD}sdt" and _is_left_out(node)):
        return
    elif tag == f"{_WORD}ruby":
        base, above = ("".join(_of_word(node.find(f"{_WORD}{name}"))) for name in ("rubyBase", "rt"))
        yield f"{base} ({above})"
    else:
        if tag in (f"{_WORD}drawing", f"{_WORD}pict", f"{_WORD}object"):
            yield HOLE
        for child in node:
            if child.tag == f"{_MATHS}den":
                yield "/"
            yield from _of_word(child)
        if tag in (f"{_WORD}p", f"{_WORD}tc"):
            yield "\n"


def _is_left_out(node: Any) -> bool:
    """A table of contents, or a field of a form that shows what it asks for."""
    asks = node.find(f"{_WORD}sdtPr/{_WORD}showingPlcHdr")
    if asks is not None and asks.get(f"{_WORD}val", "1") not in ("0", "false", "off"):
        return True
    galleries = node.findall(f"{_WORD}sdtPr/{_WORD}docPartObj/{_WORD}docPartGallery")
    return any(each.get(f"{_WORD}val") == "Table of Contents" for each in galleries)


# OpenDocument ----------------------------------------------------------------------------------------------------------


def _read_odt(path: Path) -> Supplied:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    notes: list[str] = []
    body = "".join(_of_odt(root.find(f"{_OFFICE}office:1.0}}body"), notes))
    return _supplied(body, notes)


_GAPS_OF_ODT = ("s", "tab", "line-break")
_NOT_TEXT = (
    "annotation",
    "placeholder",
    "tracked-changes",
    "table-of-content",
    "covered-table-cell",
    "note-citation",
    "title",
    "desc",
    "forms",
)


def _of_odt(node: Any, notes: list[str]) -> Iterator[str]:
    if not isinstance(node.tag, str):  # a comment of XML
        return
    name = etree.QName(node).localname
    if name in _NOT_TEXT or "true" in (value for key, value in node.attrib.items() if key.endswith("}showing-place-holder")):
        return
    if name == "fieldmark" or (name in ("p", "h") and _is_labelled(node)):
        yield HOLE  # the box or the choice of an older form, or a label, which are drawn
    if name == "ruby-text":
        yield f" ({node.text or ''})"
    elif name in _GAPS_OF_ODT:
        yield " "
    elif name == "note":
        notes.append("".join(_inside_odt(node, notes)))
    elif name == "image" or (name == "object" and node.tag.startswith(f"{_OFFICE}drawing")):
        yield HOLE
    elif name in ("table-cell", "table-row"):
        attribute = f"{_OFFICE}table:1.0}}number-{'columns' if name == 'table-cell' else 'rows'}-repeated"
        inside = "".join(_inside_odt(node, notes))
        yield inside * (min(int(node.get(attribute, "1")), _MOST_REPEATED) if inside.strip() else 1)
    else:
        yield from _inside_odt(node, notes)
        if name in ("p", "h"):
            yield "\n"


def _is_labelled(node: Any) -> bool:
    """A paragraph that may stand first in an item of a list, or a heading, which the outline may number."""
    first = node.getprevious() is None and str(node.getparent().tag).endswith("}list-item")
    return first or str(node.tag).endswith("}h")


def _inside_odt(node: Any, notes: list[str]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        yield from _of_odt(child, notes)
        yield child.tail or ""


# Markdown ---------------------------------------------------------------------------------------------------------------

_ATTRIBUTES = re.compile(r"(?<=[\])`])\{[#.][^{}\n]*\}|[ \t]+\{[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
_SPAN = re.compile(r"\[([^\[\]]*)\](?=\{[#.][^{}\n]*\})")
_DIVISION = re.compile(r"^\s*:{3,}.*$", re.MULTILINE)
_ITEM = re.compile(r"^([ \t>]*)(?:\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+)\)|[a-z]\.|[ivxlcdmIVXLCDM]+\.|#\.)[ \t]+", re.MULTILINE)
_REFERENCE = re.compile(r"\[[^\[\]]*@(?:fig|tbl|sec)-[^\[\]]*\]|(?<![\w\\])@(?:fig|tbl|sec)-[\w-]*\w")
_RAISED = re.compile(r"(?<!\\)([\^~])(?![\^~\s\[])([^\s^~]+)(?<!\\)\1(?![\^~])")


def _read_markdown(text: str, *, trusted: bool) -> Supplied:
    """With what Pandoc's Markdown has beyond CommonMark: notes, tables, definitions, attributes, lists by letters."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    if trusted:
        text = _REFERENCE.sub(HOLE, _DIVISION.sub("", text))
    text = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", _bound(text)))
    text = _RAISED.sub(r"\2", _ITEM.sub(rf"\1{HOLE} ", text))
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parsed = reader.use(footnote_plugin).use(deflist_plugin).parse(text)
    notes: dict[int, str] = {}
    body, inside = [], None
    for token in parsed:
        if token.type == "footnote_open":
            inside = int(token.meta["id"])
        elif token.type == "footnote_close":
            inside = None
        said = _of_markdown(token)
        if inside is None:
            body.append(said)
        else:
            notes[inside] = notes.get(inside, "") + said
    return _supplied("".join(body), [notes[number] for number in sorted(notes)])


def _of_markdown(token: Any) -> str:
    if token.type == "inline":
        return "".join(map(_of_inline, token.children)) + "\n"
    mark = HOLE if token.info else ""  # what stands beside the fence of code may be printed before it
    return f"{mark}{token.content}\n" if token.type in ("fence", "code_block", "html_block") else ""


def _of_inline(token: Any) -> str:
    match token.type:
        case "text" | "text_special":
            return re.sub(r"(?<!-)--(?!-)", "–", re.sub(r"(?<!-)---(?!-)", "—", token.content))
        case "code_inline" | "html_inline":
            return str(token.content)
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return HOLE
    return ""
