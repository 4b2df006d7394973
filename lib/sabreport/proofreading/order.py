"""Words and signs in order, by which a supplied text and a finished document are compared.

This and the other modules of this package read files by themselves, with nothing of what the report is made
with, so that a fault of the one is not a fault of the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HOLE, LABEL = "\ue000", "\ue001"
"""Stand in a supplied text where the report may print something else or more: what a hole stands for, or a label of a list."""
LONGEST = {HOLE: 300, LABEL: 60}
"""So many letters may stand there."""

_SAME = {
    "\u00ad": "",  # a soft hyphen shows only where a line breaks at it
    "\u200b": "",  # the kit lets long words break with it
    "\u2060": "",  # a word joiner is never seen
    "\ufeff": "",  # nor is a byte order mark
    "\u200c": "",  # nor what parts, joins and turns letters, or chooses their form
    "\u200d": "",
    "\u061c": "",
    "\ufe0e": "",
    "\ufe0f": "",
    "\x02": "-",  # how PDF readers give a hyphen after which a line breaks
    "\ufffe": "",  # how PDF readers give the hyphen at the end of a line
    "\u00a0": " ",  # a space that keeps words on one line
    "\u2010": "-",  # the hyphen that is none of a minus
    "\u2011": "-",  # a hyphen that keeps words on one line
    "\u2018": "'",  # quotation marks may be turned to fit the text
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u2026": "...",  # three full stops in one sign
    "\u22c5": "·",  # of a product, in formulas
    "\ufb00": "ff",  # a font's ligatures
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\uf0b7": "•",  # signs of Word's own symbol font
    "\uf0a7": "▪",
    "\uf02d": "–",
    "\uf06f": "□",  # and of Wingdings
    "\uf06e": "■",
    "\uf071": "❑",
    "\uf076": "❖",
    "\uf0a8": "☐",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fb": "✗",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
    "\u2714": "✓",  # the heavier of two, and the other boxes and arrows that Wingdings and its like have
    "\u25fb": "☐",
    "\u2b1c": "☐",
    "\u2b9a": "➢",
    "\U0001f86a": "→",
    "\u2206": "Δ",  # the increment is the letter, and one slash the other, as Symbol has one of each
    "\u2215": "⁄",
    "\uf6da": "®",  # of Symbol, with and without serifs
    "\uf6d9": "©",
    "\uf6db": "™",
    "\uf8e8": "®",
    "\uf8e9": "©",
    "\uf8ea": "™",
    "\U0001f5f4": "✗",  # crosses and ticks that few fonts have
    "\U0001f5f5": "☒",
    "\U0001f5f6": "✗",
    "\U0001f5f7": "☒",
    "\U0001f5d9": "✗",
    "\U0001f5f9": "☑",
    "\u29eb": "◆",  # and what begins items of a list
    "\u27e1": "◇",
    "\u29bf": "◉",
    "\U0001f53e": "○",
    "\U0001f53f": "○",
}
"""Signs that a reader takes for the same, each with the reason."""
_SAME |= {  # letters of mathematics, which are letters set in another way
    chr(code): chr(int(unicodedata.decomposition(chr(code)).removeprefix("<font> "), 16))
    for code in (*range(0x2100, 0x2150), *range(0x1D400, 0x1D800))
    if unicodedata.decomposition(chr(code)).startswith("<font> ")
}
_SAME |= {chr(code): "" for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # turn the writing, unseen
_FROM_RIGHT = re.compile(r"[\u05d0-\u05f2\u0620-\u064a\u066e-\u06d3\u06fa-\u08c7]")
_SAME_SIGNS = str.maketrans(_SAME)
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Supplied:
    """A text as it was supplied.

    Parameters
    ----------
    body
        Its words, a line for each paragraph or cell, with `HOLE` or `LABEL` where the report prints something else or more.
    notes
        The same of each footnote and endnote, in the order in which they are called.
    """

    body: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finished:
    """A finished document read back.

    Parameters
    ----------
    name
        What a message calls it: ``the web page``.
    spaced
        Whether it tells where a word ends. A PDF does not: it holds signs at places.
    blocks
        Its paragraphs and cells in order, each with its level where it is a heading and 0 where it is none.
    notes
        Its footnotes and endnotes.
    """

    name: str
    spaced: bool
    blocks: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]


def tokens(text: str) -> list[str]:
    """The words, and each sign, of a text."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text.translate(_SAME_SIGNS)))


def from_right(text: str) -> str:
    """The letters of a text that run from right to left."""
    return "".join(_FROM_RIGHT.findall(unicodedata.normalize("NFKC", text)))


def joined(parts: list[str], *, spaced: bool) -> str:
    """Tokens as one line, to be looked for in another; with spaces on both sides, no part of a word is taken for a word."""
    return "".join(f" {part} " for part in parts) if spaced else "".join(parts)
