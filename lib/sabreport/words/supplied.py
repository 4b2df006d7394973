"""Reads the words of a supplied text: of a .docx and an .odt with lxml, of a .md with markdown-it.

What is left out, and why: headers and footers of pages, which the kit warns of; a table of contents, which the word processor
wrote; the lines of the kit's own form; what a field of a form asks where nobody filled it in, of which the kit tells. In place of
a picture stands its description, and in place of a name in braces its figure: each is a hole in the text. So is the place of a
label that a word processor draws before a paragraph, for which it would have to be counted as that does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from lxml import etree

from sabreport.words.maths import MATHS, around_maths
from sabreport.words.order import HOLE, LABEL, Supplied
from sabreport.words.symbols import in_font

_FORM_LINE = re.compile(r"\s*(\[Note: .* This note is not printed\.\]|Statement of .+ for the annual report \d{4}-\d\d of .+)\s*")
_BINDING = re.compile(r"\{\{[^{}<>]*\}\}")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off")
_STRICT = re.compile(rb"""(xmlns:\w+=["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_ORDINARY = rb"\1http://schemas.openxmlformats.org/\2/2006/"
"""Namespaces of a Strict Open XML Document, and what an ordinary one has for them."""
_EMOJI = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_LONGEST_MARK = 10
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:"
LONGEST_TEXT = 200_000
"""More letters than a cell that is repeated can give."""


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


def _write_in_capitals(element: Any) -> None:
    """Write what a file shows in capitals as its reader sees it."""
    for each in element.iter():
        each.text = each.text and each.text.upper()
        each.tail = each.tail and each.tail.upper() if each is not element else each.tail


def _bound(text: str) -> str:
    return _BINDING.sub(HOLE, text)


# Word ----------------------------------------------------------------------------------------------------------------


def _read_docx(path: Path) -> Supplied:
    parts = _parts_of_word(path)
    in_capitals = _styles_in_capitals(parts.get("styles"))
    for run in (run for part in parts.values() for run in part.iter(f"{_WORD}r") if _is_in_capitals(run, in_capitals)):
        _write_in_capitals(run)
    numbered = _numbered_styles(parts.get("styles"))
    noted = {
        (kind, str(note.get(f"{_WORD}id"))): "".join(_of_word(note, numbered, _in_codes(note)))
        for kind in ("footnotes", "endnotes")
        for note in parts.get(kind, ())
    }
    calls = parts["main"].iter(f"{_WORD}footnoteReference", f"{_WORD}endnoteReference")
    called = [(f"{etree.QName(each).localname.removesuffix('Reference')}s", str(each.get(f"{_WORD}id"))) for each in calls]
    return _supplied(
        "".join(_of_word(parts["main"], numbered, _in_codes(parts["main"]))), [noted[call] for call in called if call in noted]
    )


def _parts_of_word(path: Path) -> dict[str, Any]:
    """The parts with text, and that of styles, by what the list of contents says of each."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        found = {}
        for entry in etree.fromstring(archive.read("[Content_Types].xml"), parser):
            name = names.get(entry.get("PartName", "").lower().lstrip("/"))
            kind = entry.get("ContentType", "").rpartition("+xml")[0].rpartition(".")[2]
            if name is not None and "/glossary/" not in name and kind in ("main", "footnotes", "endnotes", "styles"):
                found[kind] = etree.fromstring(_STRICT.sub(_ORDINARY, archive.read(name)), parser)
    return found


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
    elif tag not in _PASSED_OVER and not (tag == f"{_WORD}sdt" and (_is_contents(node) or _asks(node))):
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
    galleries = node.findall(f"{_WORD}sdtPr/{_WORD}docPartObj/{_WORD}docPartGallery")
    return any(each.get(f"{_WORD}val") == "Table of Contents" for each in galleries)


# OpenDocument ----------------------------------------------------------------------------------------------------------


def _read_odt(path: Path) -> Supplied:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    in_capitals = {
        style.get(f"{_OFFICE}style:1.0}}name")
        for style in root.iterfind(f"{_OFFICE}office:1.0}}automatic-styles/*")
        if any(each.get(f"{_OFFICE}xsl-fo-compatible:1.0}}text-transform") == "uppercase" for each in style)
    }
    for each in root.iter(f"{_OFFICE}text:1.0}}span", f"{_OFFICE}text:1.0}}p"):
        if each.get(f"{_OFFICE}text:1.0}}style-name") in in_capitals:
            _write_in_capitals(each)
    notes: list[str] = []
    body = "".join(_of_odt(root.find(f"{_OFFICE}office:1.0}}body"), notes))
    return _supplied(body, notes)


_GAPS_OF_ODT = ("s", "tab", "line-break")
_NOT_TEXT = (
    *("annotation", "tracked-changes", "table-of-content", "covered-table-cell", "note-citation", "desc", "forms", "param"),
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
        yield inside * (times if times * len(inside) <= LONGEST_TEXT and inside.strip() else 1)
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


# Markdown ---------------------------------------------------------------------------------------------------------------

_DIVISION = re.compile(r"^\s*:{3,}.*$", re.MULTILINE)
_ITEM = re.compile(r"^([ \t>]*)(?:\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+)\)|[a-z]\.|[ivxlcdmIVXLCDM]+\.|#\.)[ \t]+", re.MULTILINE)
_REFERENCE = re.compile(r"\[[^\[\]]*@(?:fig|tbl|sec)-[^\[\]]*\]|(?<![\w\\])@(?:fig|tbl|sec)-[\w-]*\w")
_AN_ITEM = r"(?:[-*+]|\(?\w{1,9}[.)])[ \t]+"
_SIGN = r"(?=>[ \t]*[\d£$.])"
_SIGNS = re.compile(rf"^(?:[ ]{{0,3}}{_SIGN}|[ \t>]*(?:{_AN_ITEM})+(?:{_SIGN}|(?=#+[ \t]+\d)))", re.MULTILINE)
_NOTHING = "\u2060"  # is compared with nothing, and keeps a sign from beginning a quotation or a heading
_STAR = "\ue002"
_STARS = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)|(?<=[^\W_])\*+(?=[^\W_])", re.DOTALL)
_SIGNS_OF_A_LIST = re.compile(r"^(?:[ \t]*(?:[•·▪◦]|[–o](?=[ \t]))[ \t]*\S.*(?:\n|\Z)){2,}", re.MULTILINE)
_SIGN_OF_A_LIST = re.compile(r"^[ \t]*[•·▪◦–o][ \t]*", re.MULTILINE)
_NUMBERS_AFTER_WORDS = re.compile(r"(?<=\S\n)(?=(?:\d{1,3}[.)][ \t]+\S.*(?:\n|\Z)){2})")
_QUOTED_AFTER_WORDS = re.compile(r"^(?![ \t]*$)([^>\n][^\n]*\n)(?=>)", re.MULTILINE)
_TARGET = re.compile(r"^[ ]{0,3}\[(?!\^)([^\]\n]*)\]:", re.MULTILINE)


def _read_markdown(text: str, *, trusted: bool) -> Supplied:
    """With what Pandoc's Markdown has beyond CommonMark: notes, tables, lists by letters."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    if trusted:
        text = _REFERENCE.sub(HOLE, _DIVISION.sub("", text))
    text = _ITEM.sub(rf"\1{HOLE} ", _as_meant(_bound(text)))
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("text_join")
    known: dict[str, Any] = {}
    parsed = reader.use(footnote_plugin).parse(text, known)
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
    uncalled = (label for label, number in known.get("footnotes", {}).get("refs", {}).items() if number < 0)
    body += [line for label in uncalled for line in re.findall(rf"^\[\^{re.escape(label[1:])}\]:(.*)$", text, re.MULTILINE)]
    return _supplied("".join(body).replace(_STAR, "*"), [notes[number].replace(_STAR, "*") for number in sorted(notes)])


def _as_meant(text: str) -> str:
    """With what CommonMark reads otherwise than people who type: stars in words, signs of lists or none, addresses of no link."""
    text = _STARS.sub(lambda found: found[0] if found[1] else _STAR * len(found[0]), text)
    text = _SIGNS.sub(rf"\g<0>{_NOTHING}", text)
    text = _SIGNS_OF_A_LIST.sub(lambda found: _SIGN_OF_A_LIST.sub(f"{HOLE} ", found[0]), text)
    text = _QUOTED_AFTER_WORDS.sub(r"\1\\", _NUMBERS_AFTER_WORDS.sub("\n", text))
    for name in {found[1] for found in _TARGET.finditer(text)}:
        if f"][{name}]" in text or f"[{name}][]" in text:
            text = re.sub(rf"(?<![\]\\])\[({re.escape(name)})\](?![\[(:])", r"\\[\1\\]", text)
        else:
            text = re.sub(rf"^([ ]{{0,3}})\[({re.escape(name)})\]:", r"\1\\[\2\\]:", text, flags=re.MULTILINE)
    return text


def _of_markdown(token: Any) -> str:
    if token.type == "list_item_open":
        return LABEL  # a number that begins a sentence may be read as that of an item
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
