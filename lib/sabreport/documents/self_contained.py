"""Puts into a rendered web page what it refers to, so that the page is one file.

Pandoc does so too, by reading the whole page once more tag by tag, which takes as long as writing it did. What the kit's
templates write is known beforehand; a page that refers to files in any other way is left to Pandoc.
"""

from __future__ import annotations

import mimetypes
import re
from base64 import b64encode
from pathlib import Path

_SHEET = re.compile(r'<link rel="stylesheet" href="([^":]+)">')
_PICTURE = re.compile(r'<img src="([^":]+)" alt="([^"]*)"')
_FILE_OF_SHEET = re.compile(r'url\("([^":]+)"\)')
_REFERS = re.compile(r"<(?!a\s)[a-z][^>]*\s(?:src|srcset|href|poster|data|background)\s*=|url\(|@import|</style", re.IGNORECASE)


def self_contained(page: str, folder: Path) -> str | None:
    """The page with its style sheets, their fonts and its pictures in it; None where that is for Pandoc to do.

    Parameters
    ----------
    folder
        What the page's references are relative to.
    """
    if _REFERS.search(_SHEET.sub("", _PICTURE.sub("", page))):
        return None
    try:
        sheets = {name: _sheet((folder / name).read_text(encoding="utf-8"), folder) for name in _SHEET.findall(page)}
        pictures = {name: _data(folder / name) for name, _ in _PICTURE.findall(page)}
    except OSError:
        return None
    if None in sheets.values():
        return None
    page = _SHEET.sub(lambda found: f"<style>\n{sheets[found[1]]}</style>", page)
    return _PICTURE.sub(lambda found: _picture(pictures[found[1]], found[2]), page)


def _picture(data: str, alt: str) -> str:
    """As Pandoc writes a picture that it embeds: named twice, for a screen reader that takes a drawing for a group."""
    return f'<img role="img" aria-label="{alt}" src="{data}" alt="{alt}"'


def _sheet(text: str, folder: Path) -> str | None:
    if _REFERS.search(_FILE_OF_SHEET.sub("", text)):
        return None
    return _FILE_OF_SHEET.sub(lambda found: f'url("{_data(folder / found[1])}")', text)


def _data(path: Path) -> str:
    """A file as an address that holds it."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"
