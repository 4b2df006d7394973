"""Reads the words of a Word document with lxml."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from lxml import etree

from sabreport.proofreading.capitals import write_in_capitals
from sabreport.proofreading.maths import MATHS, around_maths
from sabreport.proofreading.order import HOLE, LABEL
from sabreport.proofreading.symbols import in_font

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off")
_STRICT = re.compile(rb"""(xmlns:\w+=["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_ORDINARY = rb"\1http://schemas.openxmlformats.org/\2/2006/"
"""Namespaces of a Strict Open XML Document, and what an ordinary one has for them."""
_EMOJI = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_LONGEST_MARK = 10


def read_word(path: Path) -> tuple[str, list[str]]:
    """The words of a .docx, and of each of its notes in the order in which they are called."""
    parts = _parts_of_word(path)
    _free_boxes(parts["main"])
    in_capitals = _styles_in_capitals(parts.get("styles"))
    for run in (run for part in parts.values() for run in part.iter(f"{_WORD}r") if _is_in_capitals(run, in_capitals)):
        write_in_capitals(run)
    _name_fonts(parts)
    numbered = _numbered_styles(parts.get("styles"))
    noted = {
        (kind, str(note.get(f"{_WORD}id"))): "".join(_of_word(note, numbered, _in_codes(note)))
        for kind in ("footnotes", "endnotes")
        for note in parts.get(kind, ())
    }
    calls = parts["main"].iter(f"{_WORD}footnoteReference", f"{_WORD}endnoteReference")
    called = [(f"{etree.QName(each).localname.removesuffix('Reference')}s", str(each.get(f"{_WORD}id"))) for each in calls]
    body = "".join(_of_word(parts["main"], numbered, _in_codes(parts["main"])))
    return body, [noted[call] for call in called if call in noted]


def _parts_of_word(path: Path) -> dict[str, Any]:
    """The parts with text, and that of styles, by what the list of contents says of each."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    with zipfile.ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        found = {}
        for entry in etree.fromstring(archive.read("[Content_Types].xml"), parser):
            name = names.get(entry.get("PartName", "").lower().lstrip("/"))
            kind = entry.get("ContentType", "").rpartition("+xml")[0].rpartition(".")[2]
            if name is not None and "/glossary/" not in name and kind in ("main", "footnotes", "endnotes", "styles"):
                found[kind] = etree.fromstring(_STRICT.sub(_ORDINARY, archive.read(name)), parser)
    return found


def _free_boxes(text: Any) -> None:
    """Set what stands in each box after the paragraph that the box hangs on, where it is printed."""
    for box in reversed(list(text.iter(f"{_WORD}txbxContent"))):  # one within another first
        paragraph = next(box.iterancestors(f"{_WORD}p"), None)
        is_likeness = next(box.iterancestors(f"{_OTHER}Fallback"), None) is not None
        if paragraph is not None and not is_likeness and not _is_contents(paragraph):
            paragraph.addnext(box)


def _styles_in_capitals(styles: Any) -> dict[str | None, bool]:
    """Of each style, whether it or what it is based on sets capitals; without a name, of the one of all paragraphs."""
    by_id = {each.get(f"{_WORD}styleId"): each for each in styles.iter(f"{_WORD}style")} if styles is not None else {}

    def sets(style: Any, depth: int = 0) -> bool:
        own, based = (
            (style.find(f"{_WORD}{path}") for path in (f"rPr/{_WORD}caps", "basedOn")) if style is not None else (None, None)
        )
        if own is not None or based is None or depth > len(by_id):
            return own is not None and own.get(f"{_WORD}val", "1") not in _OFF
        return sets(by_id.get(based.get(f"{_WORD}val")), depth + 1)

    usual = styles.find(f"{_WORD}style[@{_WORD}default='1'][@{_WORD}type='paragraph']") if by_id else None
    return {name: sets(style) for name, style in by_id.items()} | {None: sets(usual)}


def _is_in_capitals(run: Any, in_capitals: dict[str | None, bool]) -> bool:
    own = run.find(f"{_WORD}rPr/{_WORD}caps")
    if own is not None:
        return own.get(f"{_WORD}val", "1") not in _OFF
    paragraph, table = (next(run.iterancestors(f"{_WORD}{name}"), run) for name in ("p", "tbl"))
    around = ((run, "rPr", "rStyle"), (paragraph, "pPr", "pStyle"), (table, "tblPr", "tblStyle"))
    own_style, *outer = (each.find(f"{_WORD}{place}/{_WORD}{kind}") for each, place, kind in around)
    named = [mark.get(f"{_WORD}val") for mark in (own_style, *outer) if mark is not None] + [None] * (outer[0] is None)
    return sum(in_capitals.get(name, False) for name in named) % 2 == 1  # one style within another takes it back


def _name_fonts(parts: dict[str, Any]) -> None:
    """Write into each run that names no font the one of its style of characters or of paragraphs, if either does."""
    styles = {each.get(f"{_WORD}styleId"): each for each in parts.get("styles", ()) if each.tag == f"{_WORD}style"}

    def font(mark: Any, depth: int = 0) -> Any:
        style = styles.get(mark.get(f"{_WORD}val")) if mark is not None else None
        if style is None or depth > len(styles):
            return None
        found = style.find(f"{_WORD}rPr/{_WORD}rFonts")
        return found if found is not None else font(style.find(f"{_WORD}basedOn"), depth + 1)

    for run in (run for part in parts.values() for run in part.iter(f"{_WORD}r") if _font_named(run) is None):
        paragraph = next(run.iterancestors(f"{_WORD}p"), run)
        around = (run.find(f"{_WORD}rPr/{_WORD}rStyle"), paragraph.find(f"{_WORD}pPr/{_WORD}pStyle"))
        fonts = next((each for each in map(font, around) if each is not None), None)
        if fonts is not None:
            properties = run.find(f"{_WORD}rPr")
            properties = etree.SubElement(run, f"{_WORD}rPr") if properties is None else properties
            etree.SubElement(properties, f"{_WORD}rFonts").attrib.update(dict(fonts.attrib))


def _font_named(run: Any) -> Any:
    return run.find(f"{_WORD}rPr/{_WORD}rFonts")


def _numbered_styles(styles: Any) -> frozenset[str]:
    """The styles of paragraphs that Word numbers, by themselves or by what they are based on."""
    based, own = {}, set()
    for style in styles if styles is not None else ():
        ident = str(style.get(f"{_WORD}styleId"))
        parent = style.find(f"{_WORD}basedOn")
        based[ident] = str(parent.get(f"{_WORD}val")) if parent is not None else ""
        if style.find(f"{_WORD}pPr/{_WORD}numPr") is not None:
            own.add(ident)
    for _ in range(len(based)):
        own |= {ident for ident, parent in based.items() if parent in own}
        if not any(parent in own and ident not in own for ident, parent in based.items()):
            break
    return frozenset(own)


_SIGNS_OF_WORD = {
    f"{_WORD}tab": " ",
    f"{_WORD}br": " ",
    f"{_WORD}cr": " ",
    f"{_WORD}ptab": " ",
    f"{_WORD}noBreakHyphen": "-",
    f"{_WORD}sym": HOLE,  # what it shows depends on a font
    f"{_WORD}ffData": HOLE,  # what was chosen in it stands in no text
    f"{_WORD}footnoteReference": HOLE,  # a note on a heading is printed below it
    f"{_WORD}endnoteReference": HOLE,
    f"{_OTHER}Fallback": "",
}
_PASSED_OVER = (f"{_WORD}rPr", f"{_WORD}tblPr", f"{_WORD}sectPr", f"{_WORD}sdtPr", f"{_WORD}instrText")
_PICTURES = (f"{_WORD}drawing", f"{_WORD}pict", f"{_WORD}object")


def _in_codes(part: Any) -> set[Any]:
    """The texts that stand in the code of a field, before its result: Word shows none of them."""
    found, coded = set(), list[bool]()
    for node in part.iter(f"{_WORD}fldChar", f"{_WORD}t"):
        match node.get(f"{_WORD}fldCharType", ""):
            case "begin":
                coded.append(True)
            case "separate":
                coded[-1:] = [False]
            case "end":
                del coded[-1:]
        if node.tag == f"{_WORD}t" and any(coded):
            found.add(node)
    return found


def _of_word(node: Any, numbered: frozenset[str], codes: Set[Any]) -> Iterator[str]:
    tag = node.tag
    if tag == f"{_WORD}t":
        yield in_font(node.text or "", _font_of(node)) if node not in codes and not _is_mark_of_note(node) else ""
    elif tag == f"{MATHS}t":
        yield (node.text or "").replace("−", "-")
    elif tag == f"{_EMOJI}symEx":
        yield chr(int(node.get(f"{_EMOJI}char", ""), 16))
    elif tag in _SIGNS_OF_WORD:
        yield _SIGNS_OF_WORD[tag]
    elif tag == f"{_WORD}pPr":
        style = node.find(f"{_WORD}pStyle")
        if node.find(f"{_WORD}numPr") is not None or (style is not None and style.get(f"{_WORD}val") in numbered):
            yield LABEL
    elif tag == f"{_WORD}ruby":
        for name, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
            yield from (
                before,
                *(said for each in node.iter(f"{_WORD}{name}") for said in _of_word(each, numbered, codes)),
                after,
            )
    elif tag not in _PASSED_OVER and not _is_contents(node) and not (tag == f"{_WORD}sdt" and _asks(node)):
        if tag in _PICTURES:
            yield HOLE
        before, after = around_maths(node)
        yield before
        for child in node:
            yield from _of_word(child, numbered, codes)
        yield after
        frame = node.find(f"{_WORD}pPr/{_WORD}framePr")
        is_first_letter = frame is not None and frame.get(f"{_WORD}dropCap") in ("drop", "margin")  # over lines of the next
        if tag in (f"{_WORD}p", f"{_WORD}tc") and not is_first_letter:
            yield "\n"


def _is_mark_of_note(text: Any) -> bool:
    """Whether a text is the mark that its writer chose for a note; the report numbers its notes."""
    before = text.getprevious()
    is_called = before is not None and before.tag in (f"{_WORD}footnoteReference", f"{_WORD}endnoteReference")
    return is_called and before.get(f"{_WORD}customMarkFollows", "0") not in _OFF and len(text.text or "") <= _LONGEST_MARK


def _font_of(text: Any) -> str:
    run = next(text.iterancestors(f"{_WORD}r"), None)
    fonts = run.find(f"{_WORD}rPr/{_WORD}rFonts") if run is not None else None
    return str(fonts.get(f"{_WORD}ascii", fonts.get(f"{_WORD}hAnsi", ""))) if fonts is not None else ""


def _asks(node: Any) -> bool:
    """Whether a field of a form shows what it asks for; the kit says of it that nobody filled it in."""
    mark = node.find(f"{_WORD}sdtPr/{_WORD}showingPlcHdr")
    return mark is not None and mark.get(f"{_WORD}val", "1") not in _OFF


def _is_contents(node: Any) -> bool:
    style = node.find(f"{_WORD}pPr/{_WORD}pStyle")
    if style is not None:
        return re.fullmatch(r"toc(?:\d|heading)|tableoffigures", style.get(f"{_WORD}val", "").lower()) is not None
    galleries = node.findall(f"{_WORD}sdtPr/{_WORD}docPartObj/{_WORD}docPartGallery")
    return any(each.get(f"{_WORD}val") == "Table of Contents" for each in galleries)
