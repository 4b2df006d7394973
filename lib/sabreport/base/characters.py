"""Which characters the kit's fonts have, and which of the fonts a text needs.

scripts/make_fonts.py writes the fonts and the table of what each has; the order of the table is that in which a character is
looked for. A report takes no other font, so that it looks the same on every machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

_STAND_FOR = {
    "•": "\uf0b7",
    "▪": "\uf0a7",
    "–": "\uf02d",
    "□": "\uf06f",
    "■": "\uf06e",
    "❑": "\uf071",
    "❖": "\uf076",
    "☐": "\uf0a8",
    "➢": "\uf0d8",
    "→": "\uf0e0",
    "✗": "\uf0fb\U0001f5d9\U0001f5f4\U0001f5f6",
    "✓": "\uf0fc",
    "☒": "\uf0fd\U0001f5f5\U0001f5f7",
    "☑": "\uf0fe\U0001f5f9",
    "©": "\uf6d9\uf8e9",
    "®": "\uf6da\uf8e8",
    "™": "\uf6db\uf8ea",
    "◇": "\u27e1",
    "◉": "\u29bf",
    "◆": "\u29eb",
    "○": "\U0001f53e\U0001f53f",
    **{"ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02", "ffi": "\ufb03", "ffl": "\ufb04", "st": "\ufb05\ufb06"},
}
"""What is printed, and the characters that it is printed for."""
WORDS_OWN = str.maketrans({own: mark for mark, every in _STAND_FOR.items() for own in every})
"""Marks of lists and forms that Word keeps as numbers of its own fonts Symbol and Wingdings, as all other programs know them;
of those that Unicode took over from these fonts and few others have, the nearest that the kit's fonts have; and the letters of
each that stands for several, as a PDF has them."""
_BASE = 0xF000
"""Where Word keeps the signs of such a font, each by the number of the letter that stands for it."""
_OF_SYMBOL = "\uf0b7\uf02d"
"""Those of the marks that are signs of Symbol; the others are of Wingdings."""
_SYMBOL = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\0αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊\0®©™∑",
)
"""What the font Symbol shows from its sign 21 (hexadecimal) on, and from A0; in place of what is no sign of its own, a nought."""
_MARKS: dict[str, dict[str, str]] = {
    "symbol": {
        chr(first + place): sign
        for first, signs in zip((0x21, 0xA0), _SYMBOL, strict=True)
        for place, sign in enumerate(signs)
        if sign != "\0"
    }
    | {"\xf2": "∫"},
    "wingdings": {
        chr(own - _BASE): str(mark)
        for own, mark in WORDS_OWN.items()
        if chr(own) not in _OF_SYMBOL and _BASE <= own < _BASE + 256
    },
    "wingdings 2": {"P": "✓", "O": "✗", "Q": "☒", "R": "☑", "S": "☒", "T": "☒", "£": "☐"},
    "wingdings 3": {},
    "webdings": {"a": "✓", "r": "✗"},
    "marlett": {},
}
"""The fonts in which a letter is a sign, and the letters of which the sign is known."""
UNSEEN = frozenset(
    map(
        chr,
        (
            *(0x09, 0x0A, 0x0D, 0xAD, 0x34F, 0x61C, 0xFEFF),
            *(*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A)),
            *(*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)),
        ),
    )
)
"""What needs no glyph: ends of lines, marks that join, part or turn words, and marks that choose the form of a character."""

_PICTURE = "[\u2190-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_MADE_OF_SEVERAL = re.compile(
    f"{_PICTURE}(?:\u200d{_PICTURE})+"  # a person at work, a family; the last is one in a colour of skin
    "|[\U0001f1e6-\U0001f1ff]{2}"  # a flag of a state, in two letters
    "|\U0001f3f4[\U000e0020-\U000e007f]+"  # a flag of a country in one
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    "|[\u2190-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]"
)
"""Signs that are made of several characters, of which the PDF would show the pieces."""


def in_font(text: str, font: str) -> tuple[str, bool]:
    """A text as it shows in a font, and whether it shows otherwise than is known; only fonts of signs show another.

    Examples
    --------
    >>> in_font("ü", "Wingdings"), in_font("ü", "Calibri"), in_font("a ü", "Wingdings")
    (('✓', False), ('ü', False), ('a ✓', True))
    """
    marks = _MARKS.get(font.casefold())
    if marks is None:
        return text, False
    letters = [chr(ord(each) - _BASE) if _BASE <= ord(each) < _BASE + 256 else each for each in text]
    shown = "".join(marks.get(letter, each) for letter, each in zip(letters, text, strict=True))
    return shown, any(letter not in marks and not each.isspace() for letter, each in zip(letters, text, strict=True))


def all_fonts() -> list[str]:
    """The kit's fonts, in the order in which a character is looked for."""
    return list(_table())


def fonts_for(text: str) -> list[str]:
    """The fonts that a text needs, in the order in which a character is looked for; the first of the kit is always one."""
    first = all_fonts()[0]
    return [first, *(name for name in _looked_for(set(text))[0] if name != first)]


def without_glyph(text: str) -> list[str]:
    """The characters of a text that no font of the kit has, and the signs made of several, each once and in order."""
    several = list(dict.fromkeys(match[0] for match in _MADE_OF_SEVERAL.finditer(text)))
    rest = _MADE_OF_SEVERAL.sub("", text) if several else text
    left = _looked_for(set(rest))[1]
    return several + ([each for each in dict.fromkeys(rest) if each in left] if left else [])


def _looked_for(characters: set[str]) -> tuple[list[str], set[str]]:
    """The fonts that have some of the characters which no font before has, and the characters that none has."""
    left, needed = characters - UNSEEN, []
    for name in all_fonts():
        if not left:
            break
        if left & (has := _characters_of(name)):
            left -= has
            needed.append(name)
    return needed, left


def named(character: str) -> str:
    """A character as a message shows it, with its number and its name.

    Examples
    --------
    >>> named("ᚠ")
    '"ᚠ" (U+16A0, runic letter fehu feoh fe f)'
    """
    if len(character) > 1:
        return f'"{character}" (one sign made of {len(character)} characters)'
    kind = _KINDS.get(unicodedata.category(character), "a character without a name")
    about = f"U+{ord(character):04X}, {unicodedata.name(character, '').lower() or kind}"
    return f'"{character}" ({about})' if character.isprintable() else f"the sign {about},"


_KINDS = {"Cc": "a control character", "Co": "which has a shape in one font alone, such as Wingdings"}


def remedy(character: str) -> str:
    """What to do about a character that no font of the kit has."""
    if len(character) > 1:
        return "Write a word in its place, or a sign of one character: the PDF would show its pieces."
    if character == "\ufffd":
        return "It stands where a letter was lost when the file was saved: write that letter, and save as UTF-8."
    meant = _meant(character)
    return f"Write {meant} in its place." if meant else "Write it in other characters, or take it out."


def _meant(character: str) -> str:
    """What was meant by a mark of Word's own, or by one that a wrong encoding made of a quotation mark or a dash."""
    if 0x80 <= ord(character) <= 0x9F:
        return bytes([ord(character)]).decode("cp1252", errors="ignore")
    return str(WORDS_OWN.get(ord(character), ""))


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = json.loads(files("sabreport").joinpath("fonts", "coverage.json").read_text(encoding="utf-8"))
    return found


@cache
def _characters_of(font: str) -> frozenset[str]:
    ranges = (part.partition("-") for part in _table()[font].split())
    return frozenset(chr(point) for low, _, high in ranges for point in range(int(low, 16), int(high or low, 16) + 1))
