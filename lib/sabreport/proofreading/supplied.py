"""Reads the words of a supplied text, each kind of file with its own reader.

What is left out, and why: headers and footers of pages, which the kit warns of; a table of contents, which the word processor
wrote; the lines of the kit's own form; what a field of a form asks where nobody filled it in, of which the kit tells. In place of
a picture stands its description, and in place of a name in braces its figure: each is a hole in the text. So is the place of a
label that a word processor draws before a paragraph, for which it would have to be counted as that does.
"""

from __future__ import annotations

import re
from pathlib import Path

from sabreport.proofreading.markdown import read_markdown
from sabreport.proofreading.opendocument import read_opendocument
from sabreport.proofreading.order import HOLE, Supplied
from sabreport.proofreading.word import read_word

_FORM_TITLE = re.compile(r"^[ \t]*Statement of .+ for the annual report \d{4}-\d\d of .+$", re.MULTILINE)
_FORM_NOTE = re.compile(
    r"\[Note: (?:Say what your organisation did in the year to carry out the board's strategy, and what came of it"
    r"|Say what was difficult, and what you did about it|Say what you will do in the coming year|Write this part here)\."
    r"([^\[\]\n]*This note is not printed\.[^\[\]\n]*)\]"
)
_OF_NOTE = re.compile(r"About [\d,]+ words here, and [\d,]+ in all\.|Due by \d+ \w+ \d{4}\.|This note is not printed\.")
_BINDING = re.compile(r"\{\{[^{}<>]*\}\}")


def read_supplied(path: Path, *, trusted: bool = False) -> Supplied:
    """The words of a statement or, where it is `trusted`, of the board's own text, which may refer to figures and tables."""
    match path.suffix.lower():
        case ".docx":
            body, notes = read_word(path)
        case ".odt":
            body, notes = read_opendocument(path)
        case _:
            body, notes = read_markdown(_bound(path.read_text(encoding="utf-8-sig")), trusted=trusted)
    body = _FORM_TITLE.sub(HOLE, body)  # what a member wrote below the title in its paragraph is printed
    body = _FORM_NOTE.sub(lambda found: _OF_NOTE.sub("", found[1]), body)
    return Supplied(_bound(body), tuple(map(_bound, notes)))


def _bound(text: str) -> str:
    return _BINDING.sub(HOLE, text)
