"""Number formats of a workbook: whether a number is shown as a percentage under one, with other words, or not as stored.

The pieces and sections are those of ECMA-376, part 1, 18.8.31.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from babel.numbers import list_currencies

_PIECE = re.compile(r'(?i:general)|"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
"""A quoted or escaped text, a gap as wide as a character, a fill, a condition or colour, or one sign."""
_COLOUR = re.compile(r"(?i)\[(black|white|red|green|blue|yellow|cyan|magenta|color ?[0-9]+)\]")
_CONDITION = re.compile(r"\[\s*(<=|>=|<>|<|>|=)\s*(-?[0-9]*\.?[0-9]+)\s*\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip

_IN_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")
"""A comma after the last digit before the point."""
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_THOUSANDS = ("k", "m", "mn", "bn", "000", "000s", "'000", "'000s", "thousand", "million")


@dataclass(frozen=True)
class _Section:
    """One part of a format between semicolons."""

    percent: bool
    text: bool
    condition: tuple[str, float] | None
    pieces: tuple[str, ...]

    def holds(self, value: float) -> bool:
        """Whether its condition is met."""
        return self.condition is not None and _COMPARE[self.condition[0]](value, self.condition[1])


def is_percentage(code: str, value: float) -> bool:
    """Whether a number is shown times a hundred, as a percentage, under a number format.

    Examples
    --------
    >>> is_percentage("0.0%", 0.5), is_percentage('0.0"%"', 0.5), is_percentage("0;-0%", 0.5)
    (True, False, False)
    """
    section = _section_for(_sections(code), value)
    return section is not None and section.percent


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format for numbers; the one for text is left out."""
    found = [_section(pieces) for pieces in _parts(code)[:3]]
    return tuple(found[:-1] if len(found) > 1 and found[-1].text else found)


def _section(pieces: Sequence[str]) -> _Section:
    condition = next((match for piece in pieces if (match := _CONDITION.fullmatch(piece))), None)
    return _Section("%" in pieces, "@" in pieces, (condition[1], float(condition[2])) if condition else None, tuple(pieces))


def _section_for(sections: Sequence[_Section], value: float) -> _Section | None:
    """The section that shows a number: positive, negative, zero, unless they have conditions; None where Excel shows ####."""
    first, *others = sections
    second, third = (*others, None, None)[:2]
    if first.holds(value):
        return first
    if first.condition is None and (second is None or value > 0 or (value == 0 and third is None)):
        return first
    if second is None or second.holds(value):
        return second
    if second.condition is None and (value < 0 or (third is None and first.condition is not None)):
        return second
    return third


def short_date(code: str) -> str:
    """How a date is written of which a format shows the month, with its year or alone, or the year; empty where it shows more.

    Examples
    --------
    >>> short_date("mmm-yy"), short_date("mmmm"), short_date("yyyy"), short_date("dd/mm/yyyy")
    ('%Y-%m', '%Y-%m', '%Y', '')
    """
    pieces = _PIECE.findall(code.partition(";")[0])
    signs = {piece.lower() for piece in pieces if len(piece) == 1}
    if not signs & {"y", "m"} or signs & {"d", "h", "s"}:
        return ""
    return "%Y-%m" if "m" in signs else "%Y"


def shows_no_number(code: str, value: float) -> bool:
    """Whether words, or nothing, are shown in place of a number.

    Examples
    --------
    >>> shows_no_number('0;-0;"n/a"', 0), shows_no_number(";;;", 5), shows_no_number('0" people"', 5)
    (True, True, False)
    """
    pieces = _pieces_for(code, value)
    if _is_general(pieces) or any(piece in "0#?%@" for piece in pieces):
        return False
    said = _said(pieces)
    return not said or any(map(str.isalnum, said))


@dataclass(frozen=True)
class Beside:
    """What a format shows before, within and after what is stored, as far as that says more than a number does."""

    before: str
    within: str
    after: str

    @property
    def money(self) -> str:
        """The currency that is shown, if it is not pounds: a sign or a code such as USD."""
        said = f"{self.before} {self.after}"
        words = _WORD_OR_SIGN.findall(said)
        return next((word for word in words if unicodedata.category(word[0]) == "Sc" or word in list_currencies()), "")

    def shape(self, *, about: bool) -> str:
        """How it stands around what is stored, without a figure; empty where nothing does, or no more than "about" is said."""
        before = "" if about else self.before
        if not (before or self.within or self.after):
            return ""
        shape = f"{self.before}…{self.within}{'…' if self.within else ''}{self.after}"
        return re.sub(r"[0-9][0-9.,]*", "#", shape)


NONE_BESIDE = Beside("", "", "")


def beside(code: str, value: float | str) -> Beside:
    """The words and signs that a format shows beside a number or text.

    Currency in pounds, a percent sign, brackets or a sign of its side of nought, and letters for thousands where it is shown in
    them, belong to a number.

    Examples
    --------
    >>> beside('"about "0" (est.)"', 64), beside('£#,##0_);(£#,##0)', -5)
    (Beside(before='about', within='', after='(est.)'), Beside(before='', within='', after=''))
    """
    if isinstance(value, str):
        return Beside(*_around(text_section(code) or (), "@"))
    pieces = _pieces_for(code, value)
    before, within, after = _around(pieces, "0#?")
    before, after = (re.sub("£|GBP", "", said).strip() for said in (before, after))
    before = before.lstrip("-( " if value < 0 else "-" if value == 0 else "+").lstrip()
    after = after.removesuffix(")" if value < 0 else "").removeprefix("%").strip()
    if _IN_THOUSANDS.search("".join(piece for piece in pieces if len(piece) == 1)) and after.casefold() in _THOUSANDS:
        after = ""
    return Beside(before, within.strip(" ,.'’%/"), after)


def text_section(code: str) -> Sequence[str] | None:
    """The pieces of the section that shows text; None where text shows as it is."""
    sections = _parts(code)
    return next(iter(sections[3:] or [pieces for pieces in sections[-1:] if "@" in pieces]), None)


def section_of(code: str, value: float) -> tuple[Sequence[str], bool]:
    """The pieces of the section that shows a number, none where Excel shows ####; and whether it is one for negative numbers."""
    sections = _sections(code)
    section = _section_for(sections, value)
    if section is None:
        return (), False
    return section.pieces, section is not sections[0] and value < 0 and not any(each.condition for each in sections)


def colour_in(code: str, value: float | str) -> str:
    """The colour that a format gives to a value, such as ``white`` or ``color 16``; empty where it gives none.

    Examples
    --------
    >>> [colour_in("[White]0;[Color16]-0", value) for value in (5, -5)]
    ['white', 'color16']
    """
    pieces = (text_section(code) or ()) if isinstance(value, str) else section_of(code, value)[0]
    return next((match[1].lower() for piece in pieces if (match := _COLOUR.fullmatch(piece))), "")


def hides_minus(code: str, value: float) -> bool:
    """Whether a negative number is shown as if it were positive.

    Examples
    --------
    >>> hides_minus("0;[Red]0", -5), hides_minus("0;(0)", -5), hides_minus("0", -5)
    (True, False, False)
    """
    pieces, is_for_negative = section_of(code, value)
    return is_for_negative and not set("-−(") & set(text_of(pieces))


def _around(pieces: Sequence[str], holders: str) -> tuple[str, str, str]:
    """The text of a section before what stands for the value, within it and after it."""
    places = [number for number, piece in enumerate(pieces) if piece in holders or piece.lower() == "general"]
    if not places:
        return "", "", ""
    first, last = places[0], places[-1]
    exponent = [number + 1 for number, piece in enumerate(pieces) if piece in "Ee"]
    within = [
        piece for number, piece in enumerate(pieces[first:last], start=first)
        if piece not in ("0", "#", "?", ".", ",", "/", "E", "e") and piece.lower() != "general" and number not in exponent
    ]  # fmt: skip
    after = [piece for piece in pieces[last + 1 :] if piece not in ",."]
    return text_of(pieces[:first]).strip(), text_of(within), text_of(after).strip()


def text_of(pieces: Sequence[str]) -> str:
    """The text that pieces show which stand for no digit."""
    return "".join(
        piece.strip('"') if piece.startswith('"') else piece[1:] if piece.startswith("\\") else
        piece[2:].rstrip("]").partition("-")[0] if piece.startswith("[$") else
        "" if piece.startswith(("_", "*", "[")) else piece
        for piece in pieces
    )  # fmt: skip


def _said(pieces: Sequence[str]) -> str:
    """The signs that a section adds to what it shows, without those that belong to a number."""
    texts = [
        piece.strip('"') if piece.startswith('"') else piece[1:].partition("-")[0].lstrip("$") if piece.startswith("[$") else
        piece[1:] if piece.startswith("\\") else "" if piece.startswith(("_", "*", "[")) else piece
        for piece in pieces
    ]  # fmt: skip
    return "".join(texts).strip("0#?.,%@-+/() Ee")


def _is_general(pieces: Sequence[str]) -> bool:
    return "general" in "".join(pieces).lower()


def _parts(code: str) -> list[list[str]]:
    """The pieces of each section of a format."""
    parts: list[list[str]] = [[]]
    for piece in _PIECE.findall(code):
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _pieces_for(code: str, value: float) -> Sequence[str]:
    """The pieces of the section that shows a number."""
    section = _section_for(_sections(code), value)
    return section.pieces if section is not None else ("0",)
