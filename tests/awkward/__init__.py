"""Files as people have them: each module holds a table of cases, each case with what becomes of it."""

from __future__ import annotations

from importlib import import_module

from awkward.cases import Case
from awkward.statements import (
    GIVEN,
    HEADINGS,
    ODT_BODY,
    ODT_WORDS,
    READABLE,
    REFUSED,
    Make,
    by_libreoffice,
    changed,
    in_document,
    ole,
    open_document,
    picture,
    tracked,
    word_file,
    words,
    words_of,
    write,
)

__all__ = [
    "CASES",
    "GIVEN",
    "HEADINGS",
    "ODT_BODY",
    "ODT_WORDS",
    "READABLE",
    "REFUSED",
    "Case",
    "Make",
    "by_libreoffice",
    "changed",
    "in_document",
    "ole",
    "open_document",
    "picture",
    "tracked",
    "word_file",
    "words",
    "words_of",
    "write",
]

MODULES = ("cells", "marks", "word", "text", "documents")
"""Each has a list `CASES`."""

CASES: tuple[Case, ...] = tuple(case for module in MODULES for case in import_module(f"awkward.{module}").CASES)
