"""Looks into a member's file before anything reads it: what it is, what it would unpack to, what was left in it."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from lzma import LZMAError
from pathlib import Path
from xml.etree import ElementTree

from sabreport.errors import Problem
from sabreport.files import fault_of, problem_of
from sabreport.hidden_words import hidden_in_word
from sabreport.phrases import counted
from sabreport.texts import DEEPEST_LIST, LONGEST_TEXT, inspect_text

SUFFIXES = (".docx", ".odt", ".md")
LARGEST_PART = 25_000_000
"""Bytes of text and markup that one part of a statement may unpack to; a long report of 300 pages has about five million."""
LARGEST_FILE = 250_000_000
"""Bytes that a whole statement may unpack to, pictures and all."""
LARGEST_PACKAGE = 100_000_000
"""Bytes of a .docx or .odt as it lies there, pictures and all."""
DEEPEST_MARKUP = 200
"""How deep marks may stand within each other; a text box in a table in a table has about forty."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_NAMED = 5
_WORD = re.compile(r"[^\W_]+")
_SAVE_AGAIN = "Open it in Word, save it as .docx without a password, and try again."
_WITHOUT_PASSWORD = "Ask the member for a copy saved without a password."
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, LZMAError, KeyError)
_TEXT_ROOTS = ("document", "footnotes", "endnotes", "dataModel")
_GAPS = ("tab", "br", "cr", "ptab", "p", "tc", "s", "line-break", "h", "table-cell", "list-item", "noteRef")


class _DoctypeError(Exception):
    """The file declares a document type, which may name files to read or text to multiply."""


class _DeepError(Exception):
    """The marks of the file stand too deep within each other to be worked on."""


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree that recursion can follow, and that Pandoc reads in good time: lists in lists cost it twice as much each."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._lists = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Begin an element, unless it stands too deep in others."""
        self._depth += 1
        self._lists += tag.endswith("}list")
        if self._lists > DEEPEST_LIST:
            raise _DeepError(f"lists stand more than {DEEPEST_LIST} deep within each other")
        if self._depth > DEEPEST_MARKUP:
            raise _DeepError(f"tables, boxes or other marks stand more than {DEEPEST_MARKUP} deep within each other")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        """End an element."""
        self._depth -= 1
        self._lists -= tag.endswith("}list")
        return super().end(tag)

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse: neither Word nor LibreOffice writes one."""
        raise _DoctypeError


Element = ElementTree.Element


def inspect_statement(path: Path, root: Path) -> list[Problem]:
    """Everything that keeps a statement's file from being read; an empty list where nothing does.

    Nothing in the file is run, followed or unpacked to disk.

    Parameters
    ----------
    root
        The kit's folder.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return [_problem(path, f"a statement cannot be a {path.suffix or 'nameless'} file", "Save it as .docx, .odt or .md.")]
    if path.is_dir():
        return [_problem(path, "a statement cannot be a folder", "Put the statement itself here, without a folder around it.")]
    fault = fault_of(path, root, LARGEST_PACKAGE if suffix != ".md" else LONGEST_TEXT)
    if fault is not None:
        return [fault]
    if path.stat().st_size == 0:
        return [_problem(path, "the file is empty", "Ask the member to send it again.")]
    if suffix == ".md":
        return inspect_text(path, root)
    try:
        return _package_faults(path, suffix)
    except OSError as error:
        return [problem_of(error, path, "read")]


def _package_faults(path: Path, suffix: str) -> list[Problem]:
    """What keeps a .docx or .odt from being read."""
    fault = _is_no_package(path) or _unpacks_to_too_much(path)
    if fault:
        return [fault]
    try:
        parts = dict(_parts(path))
    except _DoctypeError:
        what = "the file declares a document type, which no word processor writes and which could name other files"
        return [_problem(path, what, "Ask the member for a copy saved in Word.")]
    except _DeepError as error:
        return [_problem(path, str(error), "Ask the member for the text without them.")]
    except _DAMAGED:
        what = "the file is damaged: a part of it cannot be unpacked"
        return [_problem(path, what, "Ask the member to send it again, or open it in Word, let Word mend it, and save it.")]
    except (ElementTree.ParseError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return [_problem(path, f"the statement cannot be read as {_kind(suffix)}", _SAVE_AGAIN)]
    faults = list(_faults(path, suffix, parts))
    characters = len(_printed(parts))
    if not faults and characters > LONGEST_TEXT:
        what = f"the text has {characters:,} characters, and at most {LONGEST_TEXT:,} are read"
        return [_problem(path, what, "Ask the member whether it is the right file, and for a shorter one.")]
    return faults


def words_of_file(path: Path) -> Counter[str]:
    """How often each word stands in the text of a .docx or .odt that has been inspected, notes and text boxes included.

    Headers and footers of pages and generated tables of contents are left out.
    """
    return words_in(_printed(dict(_parts(path))))


def page_margins(path: Path) -> str:
    """The words in the headers and footers of the pages of a .docx that has been inspected, in order of file."""
    texts = [_text(root) for root in dict(_parts(path)).values() if _name(root) in ("hdr", "ftr")]
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in texts if words_in(text)))


def descriptions(path: Path) -> list[tuple[str, str]]:
    """The file and the description of each picture of an .odt that has been inspected, in order: Pandoc leaves them out."""
    found = []
    for frame in (each for each in _all(dict(_parts(path)).values()) if _name(each) == "frame"):
        said = [each.text for each in frame if _name(each) in ("title", "desc") and each.text]
        found += [(_attribute(image, "href"), ". ".join(said)) for image in frame if _name(image) == "image"]
    return found


def words_in(text: str) -> Counter[str]:
    """How often each word stands in a text: runs of letters and digits, whatever stands between them."""
    return Counter(_WORD.findall(text.replace("\u00ad", "")))


def _printed(parts: Mapping[str, Element]) -> str:
    """The text of a package that is to be printed."""
    return " ".join(_text(root) for root in parts.values() if _name(root) in (*_TEXT_ROOTS, "document-content"))


def _is_no_package(path: Path) -> Problem | None:
    """A file that is not the zip archive that .docx and .odt are, with what it is instead."""
    start = path.read_bytes()[: len(_OLE)]
    if start == _OLE:
        if _ENCRYPTED in path.read_bytes():
            return _problem(path, "the file is locked with a password", _WITHOUT_PASSWORD)
        what = f"this is an old Word document (.doc) called {path.suffix}"
        return _problem(path, what, "Open it in Word and save it as a Word document (.docx): a new name is not enough.")
    if not zipfile.is_zipfile(path):
        return _problem(path, f"the statement cannot be read as {_kind(path.suffix.lower())}", _SAVE_AGAIN)
    return None


def _unpacks_to_too_much(path: Path) -> Problem | None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return _problem(path, f"the statement cannot be read as {_kind(path.suffix.lower())}", _SAVE_AGAIN)
    text = max((entry.file_size for entry in entries if _is_xml(entry.filename)), default=0)
    whole = sum(entry.file_size for entry in entries)
    if text <= LARGEST_PART and whole <= LARGEST_FILE:
        return None
    megabytes = max(text, whole) // 1_000_000
    what = f"the file unpacks to {megabytes:,} MB, more than a statement can have"
    return _problem(path, what, "Ask the member what it holds, and for a copy without large pictures or embedded files.")


def _parts(path: Path) -> Iterator[tuple[str, Element]]:
    """Each part of text and markup by its name, parsed without resolving anything; every other part is only unpacked."""
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if _is_xml(entry.filename):
                parser = ElementTree.XMLParser(target=_Builder())
                yield entry.filename, ElementTree.fromstring(archive.read(entry), parser)
            elif path.suffix.lower() == ".docx" or not entry.flag_bits & 1:
                archive.read(entry)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _faults(path: Path, suffix: str, parts: dict[str, Element]) -> Iterator[Problem]:
    """What is in a package that keeps it from being printed."""
    roots = {_name(root) for root in parts.values()}
    if suffix == ".odt" and any(_name(each) == "encryption-data" for each in _all(parts.values())):
        yield _problem(path, "the file is locked with a password", _WITHOUT_PASSWORD)
    elif ("document" if suffix == ".docx" else "document-content") not in roots:
        yield _problem(path, f"the statement cannot be read as {_kind(suffix)}", _SAVE_AGAIN)
    elif _has_macros(path, parts):
        what = "the file holds macros, which are programs"
        yield _problem(path, what, "Ask the member to save it as an ordinary Word document (.docx), which leaves them out.")
    else:
        changes, comments = _left_in_word(parts) if suffix == ".docx" else _left_in_odt(parts)
        if changes:
            what = f"it has {counted(len(changes), 'tracked change', 'tracked changes')} still to settle: {_named(changes)}"
            remedy = "In Word, open the Review tab, accept or reject all changes, and save."
            if suffix == ".odt":
                remedy = "In LibreOffice, choose Edit, Track Changes, accept or reject all, and save."
            yield _problem(path, what, remedy)
        if comments:
            what = f"it has {counted(len(comments), 'comment', 'comments')} left in it: {_named(comments)}"
            remedy = "In Word, open the Review tab, delete all comments, and save."
            if suffix == ".odt":
                remedy = "In LibreOffice, delete all comments, and save."
            yield _problem(path, what, remedy)
        hidden = hidden_in_word(parts.values()) if suffix == ".docx" else []
        if hidden:
            what = f"it has hidden text, which would be printed: {_named([_quoted(each) for each in hidden])}"
            remedy = (
                "In Word, show all formatting marks (¶), delete the text with dots under it or take the tick from Hidden in Font,"
            )
            yield _problem(path, what, f"{remedy} and save.")


def _has_macros(path: Path, parts: dict[str, Element]) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names):
        return True
    types = parts.get("[Content_Types].xml")
    return types is not None and any("macroenabled" in each.get("ContentType", "").lower() for each in types)


def _left_in_word(parts: dict[str, Element]) -> tuple[list[str], list[str]]:
    """Tracked changes of words and comments, each as a clause; changes of format alone are none."""
    done = {"ins": "put in", "del": "took out", "moveFrom": "moved", "moveTo": "moved here"}
    changes, comments = [], []
    for element in _all(parts.values()):
        by = _attribute(element, "author") or "somebody"
        if _name(element) in done and "wordprocessingml" in element.tag:
            text = _first_words(element)
            changes.append(f"{by} {done[_name(element)]} {text or 'a paragraph mark or a row'}")
        elif _name(element) == "comment" and "wordprocessingml" in element.tag:
            comments.append(f"{by} wrote {_first_words(element) or 'nothing'}")
    return changes, comments


def _left_in_odt(parts: dict[str, Element]) -> tuple[list[str], list[str]]:
    """Tracked changes of words and comments of an OpenDocument text, each as a clause."""
    changes, comments = [], []
    for root in parts.values():
        for element in root.iter():
            by = next((each.text for each in element.iter() if _name(each) == "creator"), None) or "somebody"
            if _name(element) == "annotation":
                comments.append(f"{by} wrote {_first_words(element) or 'nothing'}")
            elif _name(element) == "changed-region":
                kinds = [_name(each) for each in element]
                ident = _attribute(element, "id")
                if "insertion" in kinds:
                    changes.append(f"{by} put in {_quoted(_inserted(root, ident)) or 'a paragraph'}")
                elif "deletion" in kinds:
                    changes.append(f"{by} took out {_first_words(element) or 'a paragraph'}")
    return changes, comments


def _inserted(root: Element, ident: str) -> str:
    """The text between the marks where a tracked insertion starts and ends."""
    parts, inside = [], False
    for element in root.iter():
        if _name(element) in ("change-start", "change-end") and _attribute(element, "change-id") == ident:
            inside = _name(element) == "change-start"
            if inside:
                parts.append(element.tail or "")
        elif inside:
            parts += [element.text or "", element.tail or ""]
    return " ".join(parts)


def _text(root: Element) -> str:
    """The text of a part, words apart where a reader would see them apart."""
    return "".join(_pieces(root))


def _pieces(element: Element) -> Iterator[str]:
    name = _name(element)
    if name in ("Fallback", "tracked-changes", "annotation", "creator", "date") or _is_contents(element):
        return
    if name in _GAPS:
        yield " "
    if name == "noBreakHyphen":
        yield "-"
    office = "opendocument" in element.tag
    if name == "t" and element.tag.endswith("/math}t"):
        yield " "
    if element.text and (name == "t" or (office and name not in ("desc", "title"))):
        yield element.text
    for child in element:
        yield from _pieces(child)
        if child.tail and office:
            yield child.tail
    if name in _GAPS:
        yield " "


def _is_contents(element: Element) -> bool:
    """A table of contents, which a word processor wrote and the report has no use for."""
    if _name(element) == "table-of-content":
        return True
    if _name(element) != "sdt":
        return False
    return any(_name(each) == "docPartGallery" and _attribute(each, "val") == "Table of Contents" for each in element.iter())


def _first_words(element: Element) -> str:
    """The first words of an element, in quotation marks; deleted text counts. Names and dates of authors do not."""
    kept = ("t", "delText", "span", "p", "h", "a")
    texts = [each.text or "" for each in element.iter() if _name(each) in kept]
    return _quoted(" ".join(texts) if "opendocument" in element.tag else "".join(texts))


def _quoted(text: str) -> str:
    words = text.split()
    return f'"{" ".join(words[:8])}{" ..." if len(words) > 8 else ""}"' if words else ""


def _named(items: list[str]) -> str:
    """The first few of a list, and how many more there are."""
    more = len(items) - _MOST_NAMED
    return "; ".join(items[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _all(roots: Iterable[Element]) -> Iterator[Element]:
    for root in roots:
        yield from root.iter()


def _name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _kind(suffix: str) -> str:
    return "a Word document" if suffix == ".docx" else "an OpenDocument text"


def _problem(path: Path, what: str, remedy: str) -> Problem:
    return Problem(path, None, "", what, remedy)
