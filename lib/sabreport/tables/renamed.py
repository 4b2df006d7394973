"""What a file is that has been given the name of a table: a new name makes no table of it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from sabreport.texts.office.parts import UNREADABLE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_LOCKED, _OLD_WORD = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument"))
_AS_WORKBOOK = "Open it in {} and save it as an Excel workbook (.xlsx): a new name is not enough."
_COPY_TABLE = "Copy its table into Excel, and save that as an Excel workbook (.xlsx): a new name is not enough."
_WORKBOOK = ("a workbook", "Call it {stem}.xlsx, or save the table in Excel as CSV UTF-8.")
_PARTS = {
    "xl/workbook.xml": _WORKBOOK,
    "xl/workbook.bin": ("an Excel binary workbook (.xlsb)", _AS_WORKBOOK.format("Excel")),
    "word/document.xml": ("a Word document (.docx)", _COPY_TABLE),
    "ppt/presentation.xml": ("a PowerPoint presentation (.pptx)", _COPY_TABLE),
    "Index/Document.iwa": ("a document of Apple's Numbers or Pages", "Open it there, and choose File, Export To, Excel."),
}
"""A part that only files of one kind have; what that kind is, and what to do."""
_TYPES = {
    "spreadsheet": ("an OpenDocument spreadsheet (.ods)", _AS_WORKBOOK.format("Excel or LibreOffice")),
    "text": ("an OpenDocument text (.odt)", _COPY_TABLE),
}
"""Likewise by what an OpenDocument file says that it is."""
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|table)\b",
    re.I | re.S,
)
_WEB_PAGE = (
    "a web page",
    "Save the table from its source as CSV or as an Excel workbook; or open this in Excel and save it as a workbook (.xlsx).",
)
_ARCHIVE = (
    "a zip archive",
    "Unpack it (right-click, Extract All), and put the table that is in it here: a new name is not enough.",
)


def renamed(content: bytes, path: Path) -> tuple[str, str] | None:
    """What a file of another kind is that bears the suffix of a table, and what to do; None where it may be what it says.

    Parameters
    ----------
    path
        Its name, which ends in .csv or .xlsx; a workbook is of another kind where it is called .csv.
    """
    if content.startswith(_OLE) and _LOCKED in content:
        remedy = "Open it in Excel, take the password away (File, Info, Protect Workbook, Encrypt with Password), and save it."
        return "the workbook is locked with a password", remedy
    kind = _kind(content)
    if kind is None or (kind is _WORKBOOK and path.suffix == ".xlsx"):
        return None
    what, remedy = kind
    return f"this is {what} called {path.suffix}", remedy.format(stem=path.stem)


def _kind(content: bytes) -> tuple[str, str] | None:
    if content.startswith(_OLE):
        old_word = ("an old Word document (.doc)", _COPY_TABLE)
        return old_word if _OLD_WORD in content else ("an old Excel workbook (.xls)", _AS_WORKBOOK.format("Excel"))
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    return _WEB_PAGE if _HTML.match(content[:2000].replace(b"\0", b"")) else None


def _kind_of_zip(content: bytes) -> tuple[str, str]:
    """A workbook where it is damaged, or a package of which no more is known: who reads workbooks says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            declared = archive.read("mimetype") if "mimetype" in names and archive.getinfo("mimetype").file_size < 200 else b""
    except UNREADABLE:
        return _WORKBOOK
    if found := next((kind for part, kind in _PARTS.items() if part in names), None):
        return found
    if match := re.match(r"application/vnd\.oasis\.opendocument\.(\w+)", declared.decode("ascii", "replace")):
        return _TYPES.get(match[1], ("an OpenDocument file", _COPY_TABLE))
    return _WORKBOOK if "[Content_Types].xml" in names else _ARCHIVE
