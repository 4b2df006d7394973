"""Looks into a member's file before anything reads it: what it is, what it would unpack to, what was left in it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DTDForbidden

from sabreport.base.errors import Problem
from sabreport.base.files import fault_of, problem_of
from sabreport.texts.office.odt_tables import added_by_repeats
from sabreport.texts.office.parts import UNKNOWN_PACKING, UNREADABLE, DeepError, all_of, is_xml, name_of, parts_of
from sabreport.texts.office.tabbed import tables_of_tabs
from sabreport.texts.statement_words import printed_text
from sabreport.texts.text import LARGEST_WITH_PICTURES, LONGEST_TEXT, inspect_text
from sabreport.texts.unsettled import unsettled

SUFFIXES = (".docx", ".odt", ".md")
LARGEST_PART = 25_000_000
"""Bytes of text and markup that one part of a statement may unpack to; a long report of 300 pages has about five million."""
LARGEST_FILE = 250_000_000
"""Bytes that a whole statement may unpack to, pictures and all."""
LARGEST_PACKAGE = 100_000_000
"""Bytes of a .docx or .odt as it lies there, pictures and all."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "Open it in Word, save it as .docx without a password, and try again."
_UNLOCKED = "Ask the member for a copy saved without a password."
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, LZMAError, KeyError)


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
    fault = fault_of(path, root, LARGEST_PACKAGE if suffix != ".md" else LARGEST_WITH_PICTURES)
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
        parts = parts_of(path)
    except DTDForbidden:
        what = "the file declares a document type, which no word processor writes and which could name other files"
        return [_problem(path, what, "Ask the member for a copy saved in Word.")]
    except DeepError as error:
        return [_problem(path, str(error), "Ask the member for the text without them.")]
    except _DAMAGED:
        what = "the file is damaged: a part of it cannot be unpacked"
        return [_problem(path, what, "Ask the member to send it again, or open it in Word, let Word mend it, and save it.")]
    except (ParseError, *UNKNOWN_PACKING):
        return [_problem(path, f"the statement cannot be read as {_kind(suffix)}", _SAVE_AGAIN)]
    faults = list(_faults(path, suffix, parts))
    characters = len(printed_text(parts))
    if not faults and characters > LONGEST_TEXT:
        what = f"the text has {characters:,} characters, and at most {LONGEST_TEXT:,} are read"
        return [_problem(path, what, "Ask the member whether it is the right file, and for a shorter one.")]
    return faults


def _is_no_package(path: Path) -> Problem | None:
    """A file that is not the zip archive that .docx and .odt are, with what it is instead."""
    start = path.read_bytes()[: len(_OLE)]
    if start == _OLE:
        if _ENCRYPTED in path.read_bytes():
            return _problem(path, "the file is locked with a password", _UNLOCKED)
        what = f"this is an old Word document (.doc) called {path.suffix}"
        return _problem(path, what, "Open it in Word and save it as a Word document (.docx): a new name is not enough.")
    if not zipfile.is_zipfile(path):
        return _problem(path, f"the statement cannot be read as {_kind(path.suffix.lower())}", _SAVE_AGAIN)
    return None


def _unpacks_to_too_much(path: Path) -> Problem | None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except UNREADABLE:
        return _problem(path, f"the statement cannot be read as {_kind(path.suffix.lower())}", _SAVE_AGAIN)
    text = max((entry.file_size for entry in entries if is_xml(entry.filename)), default=0)
    whole = sum(entry.file_size for entry in entries)
    if text <= LARGEST_PART and whole <= LARGEST_FILE:
        return None
    megabytes = max(text, whole) // 1_000_000
    what = f"the file unpacks to {megabytes:,} MB, more than a statement can have"
    return _problem(path, what, "Ask the member what it holds, and for a copy without large pictures or embedded files.")


def _faults(path: Path, suffix: str, parts: dict[str, Element]) -> Iterator[Problem]:
    """What is in a package that keeps it from being printed."""
    roots = {name_of(root) for root in parts.values()}
    if suffix == ".odt" and any(name_of(each) == "encryption-data" for each in all_of(parts.values())):
        yield _problem(path, "the file is locked with a password", _UNLOCKED)
    elif ("document" if suffix == ".docx" else "document-content") not in roots:
        yield _problem(path, f"the statement cannot be read as {_kind(suffix)}", _SAVE_AGAIN)
    elif _has_macros(path, parts):
        what = "the file holds macros, which are programs"
        yield _problem(path, what, "Ask the member to save it as an ordinary Word document (.docx), which leaves them out.")
    elif sum(map(added_by_repeats, parts.values())) > LONGEST_TEXT:
        what = f"cells of its tables are repeated so often that they come to more than {LONGEST_TEXT:,} characters"
        yield _problem(path, what, "Open it in LibreOffice, delete the table that goes on and on, and save it.")
    else:
        told = (*unsettled(suffix, parts), *tables_of_tabs(suffix, parts))
        yield from (_problem(path, what, remedy) for what, remedy in told)


def _has_macros(path: Path, parts: dict[str, Element]) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names):
        return True
    types = parts.get("[Content_Types].xml")
    return types is not None and any("macroenabled" in each.get("ContentType", "").lower() for each in types)


def _kind(suffix: str) -> str:
    return "a Word document" if suffix == ".docx" else "an OpenDocument text"


def _problem(path: Path, what: str, remedy: str) -> Problem:
    return Problem(path, None, "", what, remedy)
