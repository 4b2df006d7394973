"""Letters of other scripts in a Word file: the font that Windows has for each, and lines that run from right to left.

The kit's own stand-ins are not put into the file: Word has a font for every script, and they would make it ten times as large.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docx.document import Document as DocumentType
from docx.oxml.ns import qn

from sabreport.documents.word.xml import made, set_text

_FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FONTS = {
    _FROM_RIGHT: "Arial",
    "\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff": "Nirmala UI",
    "\u0e00-\u0e7f": "Leelawadee UI",
    "\u0530-\u058f\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f": "Segoe UI",
    "\u1200-\u139f\u2d80-\u2ddf": "Ebrima",
    "\u3000-\u9fff\uff00-\uffef": "Microsoft YaHei",
    "\u2190-\u21ff\u2300-\u2bff": "Segoe UI Symbol",
    "\U0001f000-\U0001faff": "Segoe UI Emoji",
}
"""Letters, as a range of a pattern, and the font that Word takes for them."""
_BETWEEN = r"[\s\d.,:;!?()/\u0300-\u036f\u2000-\u206f\ufe00-\ufe0f-]*"
"""What does not end a run of a script: spaces, figures, and marks that every script uses."""


def _piece(letters: str) -> str:
    """What is set in one font; where it runs from right to left, marks at the end of it do so too."""
    ending = f"(?:{_BETWEEN}$)?" if letters == _FROM_RIGHT else ""
    return f"([{letters}](?:{_BETWEEN}[{letters}\u0300-\u036f\u200c-\u200f\ufe0f]+)*{ending})"


_PIECE = re.compile("|".join(map(_piece, _FONTS)))
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_STARTS_FROM_RIGHT = re.compile(f"[{_FROM_RIGHT}]")
_BEFORE_BIDI = tuple(
    qn(f"w:{name}")
    for name in (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
        *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
        *("autoSpaceDE", "autoSpaceDN"),
    )
)
"""What stands before w:bidi among a paragraph's properties: Word insists on their order."""


def set_letters(document: DocumentType) -> None:
    """Give each letter of another script its font, and each paragraph that begins with one from right to left its direction."""
    found = False
    for run in list(document.element.body.iter(qn("w:r"))):
        found = _set_fonts(run) or found
    if not found:
        return
    for paragraph in document.element.body.iter(qn("w:p")):
        first = _FIRST_LETTER.search("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        if first is not None and _STARTS_FROM_RIGHT.match(first[0]):
            _turn(paragraph)
    for properties in document.styles.element.iter(qn("w:rPr")):
        _as_large(properties)


def _set_fonts(run: Any) -> bool:
    """Part a run where its script changes, with the font of each; whether there was anything to do."""
    text = "".join(each.text or "" for each in run.findall(qn("w:t")))
    pieces = [piece for piece in _PIECE.split(text) if piece] if text and not text.isascii() else []
    if not any(_PIECE.match(piece) for piece in pieces):
        return False
    for piece in pieces:
        part = deepcopy(run)
        set_text(part, piece)
        match = _PIECE.match(piece)
        if match is not None and match.lastindex is not None:
            letters, font = list(_FONTS.items())[match.lastindex - 1]
            properties = part.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{kind}"), font)
            if letters == _FROM_RIGHT:
                properties.get_or_add_rtl()
        run.addprevious(part)
    run.getparent().remove(run)
    return True


def _turn(paragraph: Any) -> None:
    """Make a paragraph run from right to left."""
    properties = paragraph.get_or_add_pPr()
    properties.insert(sum(each.tag in _BEFORE_BIDI for each in properties), made("w:bidi"))


def _as_large(properties: Any) -> None:
    """Give a style's letters of other scripts the size and the weight of its Latin ones, which Word keeps apart."""
    for tag in ("w:b", "w:i", "w:sz"):
        own, other = properties.find(qn(tag)), properties.find(qn(f"{tag}Cs"))
        if own is not None:
            if other is None:
                other = made(f"{tag}Cs")
                own.addnext(other)
            other.attrib.clear()
            other.attrib.update(own.attrib)
