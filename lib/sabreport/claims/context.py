"""The words around a number, from its clause to its headings, and whether they speak of a figure or of a change of one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from sabreport.claims.number_cases import Unit
from sabreport.claims.piece import Piece
from sabreport.claims.written_numbers import Written

_UP = (
    r"more|better|above|rose|risen|ris(?:e|es|ing)|up|increas\w+|gr[eo]w\w*|higher|greater|larger|(?<!no )longer|additional|extra"
    r"|gain\w*|climb\w*|sw[eo]ll\w*|jump\w*|surg(?:e|ed|ing)|soar\w*|expand\w*|lengthen\w*"
)
_DOWN = (
    r"fewer|less|worse|below|fell(?! short)|fallen|fall(?:s|ing)?|down|decreas\w+|drop\w*|lower\w*|reduc\w+"
    r"|(?<!was )(?<!were )(?<!been )(?<!are )(?<!be )declin\w+|smaller|short(?:er|en)\w*"
    r"|shr[aiu]n?k\w*|slipp?(?:s|ed|ing)?|dip(?:s|ped|ping)?|sank|sunk|slid|tumbl\w+|cut|narrow(?:s|ed|ing)|diminish\w*|eased"
)
_WAY = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_THAN = re.compile(r"\s+than\s+\d", re.IGNORECASE)
DIRECTION = re.compile(rf"{_WAY.pattern}(?!{_THAN.pattern})", re.IGNORECASE)
_MORE = (
    r"more|fewer|less|higher|lower|greater|larger|smaller|up|down|additional|extra|longer|shorter|above|below|better|worse"
    r"|increase"
    r"|decrease|rise|fall|drop"
    r"|reduction|growth|gain|cut|dip"
)
_CHANGE_AFTER = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?[)\s]*(?:(?!(?:and|but|or|while|with|in|of|is|are|was|were|has|had"
    rf"|\d+)\b)\w+\s+){{0,2}}?(?:{_MORE})\b",
    re.IGNORECASE,
)
_NO_WAY_UP = "".join(
    rf"(?<!\b{verb} )" for verb in ("took", "takes", "taken", "taking", "made", "makes", "make", "picked", "followed")
)
_CHANGE_BEFORE = re.compile(
    rf"\b(?:of an?|{_NO_WAY_UP}up|down|fell|rose|grew|dropped|(?:{_UP}|{_DOWN}|change|difference) of)\s+$", re.IGNORECASE
)
_BY = re.compile(r"\bby\s+(?:a\s+further\s+)?$", re.IGNORECASE)
_RATIO_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:the\s+(?=\d)|the\s+(?:\w+\s+)?(?:number|figure|total|level|rate)|that|what\s+(?:it|they)|as\s+many|its"
    r"|(?:last|the\s+(?:previous|prior))\s+year[’']s)\b",
    re.IGNORECASE,
)
_VALUE_BEFORE = re.compile(r"\b(?:from|to|at)\s+$", re.IGNORECASE)
CLAUSE_END = re.compile(r"[;:()–—|]|,(?!\d)|\b(?:and|but|while|whereas|compared|against)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"[\W_]*(?:it|they|this|that|these|those|both)\b", re.IGNORECASE)
_UNTIL_AFTER = re.compile(r"\b(?:after|following|from|having|and|but|while)\b|[,;(]", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_SHARE_NAMED = re.compile(r"%|per\s?cent|\bshare\b|proportion|\brate\b", re.IGNORECASE)
_COUNT_NAMED = re.compile(r"number|count", re.IGNORECASE)
_CHANGE_NAMED = re.compile(
    r"\bchanges?\b|difference|increase|decrease|variance|variation|[+±]\s?/\s?[-–−]|\btrend\b", re.IGNORECASE
)

Kind = Literal["value", "change", "ratio"]
"""A figure itself, its change from an earlier one, or its ratio to one."""


@dataclass(frozen=True)
class Scope:
    """Words to look for what a number is of: of its own sentence, or wider."""

    text: str
    is_wide: bool = False


@dataclass(frozen=True)
class Place:
    """A number and the words around it: its clause, its sentence, those before it in the paragraph, its headings.

    Of a cell of a table, the sentence is the names of its row and column, and what the cell holds.
    """

    number: Written
    piece: Piece
    clause: str
    sentence: str
    at: int  # where the number stands in the sentence
    end: int
    spans: tuple[tuple[int, int], ...]  # where the numbers that claim something stand in the sentence, in order

    @cached_property
    def others(self) -> tuple[tuple[int, int], ...]:
        """Where other numbers that claim something stand in the sentence."""
        return tuple(span for span in self.spans if span != (self.at, self.end))

    @cached_property
    def following(self) -> int | None:
        """Where the next number that claims something begins."""
        nth = bisect_left(self.spans, (self.end,))
        return self.spans[nth][0] if nth < len(self.spans) else None

    @cached_property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.sentence[: self.at]

    @cached_property
    def after(self) -> str:
        """The sentence from the number on."""
        return self.sentence[self.end :]

    @cached_property
    def moves_before(self) -> bool:
        """Whether a word before the number says which way a figure went."""
        return self.last_move is not None

    @cached_property
    def last_move(self) -> re.Match[str] | None:
        """The last word before the number that says which way a figure went."""
        known = reversed(_moves_in(self.sentence))
        return next((m for m in known if m.end() <= self.at and not _THAN.match(self.sentence, m.end(), self.at)), None)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Whether it is a figure, a change, a part of an earlier figure, or may be more than one of them; the likelier first."""
        return next(kinds for holds, kinds in _KINDS if holds(self))

    @cached_property
    def until_next(self) -> str:
        """The sentence from the number up to the next number that claims something."""
        return self.sentence[self.end : self.following]

    @cached_property
    def lead(self) -> str:
        """The few words right before the number."""
        return self.sentence[max(0, self.at - 60) : self.at]

    @property
    def lead_in(self) -> str:
        """The same where a word ends them; empty where a sign does."""
        return self.lead if self.lead.rstrip()[-1:].isalpha() else ""

    @property
    def number_words(self) -> str:
        """What the cell holds, or the sentence."""
        return self.piece.text

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """The sentences before it in the paragraph, nearest first; of a cell, the names of all columns and the caption too."""
        return (*filter(None, (self.piece.caption, self.piece.head)), *self.piece.earlier)

    @property
    def headings(self) -> tuple[str, ...]:
        """Nearest first."""
        return self.piece.headings

    @property
    def heading(self) -> str:
        """The nearest."""
        return next(iter(self.piece.headings), "")

    @property
    def column(self) -> str:
        """What stands above a cell."""
        return self.piece.column

    @property
    def label(self) -> str:
        """The name of a cell's row."""
        return self.piece.label

    @property
    def caption(self) -> str:
        """The words of a table's caption."""
        return self.piece.caption

    @property
    def is_cell(self) -> bool:
        """Whether it is the figure of a row and a column."""
        return self.piece.is_cell

    @property
    def named_before(self) -> str:
        """What a figure after a colon is of: "Not asked" of "Not asked: 24%"."""
        return self.before if self.before.rstrip().endswith(":") else ""

    @cached_property
    def rest_of_clause(self) -> str:
        """The clause from the number on."""
        found = CLAUSE_END.search(self.after)
        return self.after[: found.start()] if found else self.after

    @property
    def close_by(self) -> str:
        """The last words before the number in its clause, and the clause from the number on."""
        return f"{' '.join(self.lead.split()[-2:])} {self.rest_of_clause}"

    @cached_property
    def begins_with_pronoun(self) -> bool:
        """Whether the sentence goes on about what was spoken of before it."""
        return not self.is_cell and _PRONOUN.match(self.sentence) is not None

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """From the narrowest to the widest."""
        wide = (*self.earlier, *self.headings, *filter(None, (self.piece.previous,)))
        return (Scope(self.clause), Scope(self.sentence), *(Scope(text, is_wide=True) for text in wide))


def places(piece: Piece, numbers: Sequence[Written], joined: re.Pattern[str]) -> Iterator[Place]:
    """Each number of a piece with its surroundings; names that match `joined` do not end a clause."""
    spans = tuple((number.start, number.end) for number in numbers if not number.ignored)
    if piece.is_cell:
        names = f"{piece.label} | {piece.column} | "
        for number in numbers:
            at, end = number.start + len(names), number.end + len(names)
            yield Place(number, piece, f"{piece.label} {piece.column} {piece.text}", names + piece.text, at, end, ())
        return
    cuts, asides = _cuts(piece.text, joined), [match.span() for match in _ASIDE.finditer(piece.text)]
    for number in numbers:
        clause = _clause(piece.text, number, cuts, asides)
        yield Place(number, piece, clause, piece.text, number.start, number.end, spans)


@lru_cache(maxsize=256)
def _moves_in(sentence: str) -> tuple[re.Match[str], ...]:
    """Each word of a sentence that may say which way a figure went; asked for each of its numbers."""
    return tuple(_WAY.finditer(sentence))


@lru_cache(maxsize=2048)
def says(words: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence has some words; remembered, for it is asked for each number of the sentence."""
    return words.search(sentence) is not None


def _cuts(sentence: str, joined: re.Pattern[str]) -> list[int]:
    """Where the clauses of a sentence begin."""
    whole = [match.span() for match in joined.finditer(sentence)]
    found = [cut.end() for cut in CLAUSE_END.finditer(sentence)]
    return [0, *(cut for cut in found if not any(first < cut < last for first, last in whole)), len(sentence)]


def _clause(sentence: str, number: Written, cuts: list[int], every: list[tuple[int, int]]) -> str:
    """The clause of a sentence in which a number stands; what is in brackets elsewhere ends none."""
    own = [each for each in every if each[0] <= number.start < each[1]]
    short = all(len(sentence[slice(*each)].split()) <= 3 for each in own)  # "(48%)" is of the clause around it
    first, last = bisect_right(cuts, number.start) - 1, bisect_left(cuts, number.end)
    while first > 0 and (aside := _around(every, cuts[first])) and (aside not in own or short):
        first -= 1
    while last < len(cuts) - 1 and (aside := _around(every, cuts[last])) and (aside not in own or short):
        last += 1
    return sentence[cuts[max(first, 0)] : cuts[min(last, len(cuts) - 1)]]


def _around(asides: list[tuple[int, int]], cut: int) -> tuple[int, int] | None:
    """The brackets at or within which a clause would end."""
    return next((aside for aside in asides if aside[0] - 1 < cut < aside[1] + 1), None)


def direction_of(place: Place) -> int:
    """Which way the nearest word or sign says that a figure went: 1 up, -1 down, 0 where none does."""
    if place.number.value < 0:
        return -1
    if place.is_cell and (sign := re.search(r"([-+−–])\s?£?$", place.lead)):
        return 1 if sign[1] == "+" else -1
    close = DIRECTION.match(place.after.lstrip()) or DIRECTION.search(_UNTIL_AFTER.split(place.after[:25])[0])
    found = close or place.last_move
    return 0 if found is None else 1 if found["up"] else -1


_SIGN_BEFORE = re.compile(r"[-+−–]\s?$")


def _names(place: Place) -> str:
    """The names of a cell's row and column."""
    return f"{place.label} {place.column}"


_KINDS: tuple[tuple[Callable[[Place], object], tuple[Kind, ...]], ...] = (
    (lambda place: place.number.unit in ("points", "times"), ("change",)),
    (lambda place: place.number.value < 0 and place.is_cell, ("change",)),
    (lambda place: place.number.value < 0, ("value", "change")),
    (lambda place: place.is_cell and _CHANGE_NAMED.search(_names(place)), ("change",)),
    (lambda place: place.is_cell and _SIGN_BEFORE.search(place.lead), ("change",)),
    (lambda place: place.number.unit == "percent" and _RATIO_AFTER.match(place.after), ("value", "ratio")),  # "80% of the total"
    (lambda place: place.number.unit in ("adults per", "per"), ("value",)),
    (lambda place: _VALUE_BEFORE.search(place.lead_in), ("value",)),  # "rose to 4,167"
    (lambda place: _CHANGE_BEFORE.search(place.lead_in), ("change",)),  # "a rise of 12%"
    (lambda place: _BY.search(place.lead_in) and place.moves_before, ("change",)),  # "fell, for the first time, by 12%"
    (lambda place: _CHANGE_AFTER.match(place.after), ("change",)),  # "12% more"
    (lambda place: place.moves_before, ("value", "change")),
    (lambda _: True, ("value",)),
)
"""What the words around a number make it: the figure itself, its change, a part of an earlier figure, or open; the first that
holds."""
_UNITS_OF_CELL: tuple[tuple[Callable[[Place], object], tuple[Unit, ...]], ...] = (
    (lambda place: "change" in place.kinds and place.number.unit == "percent", ("percent", "points")),
    (lambda place: "change" in place.kinds, ("count", "pounds", "points", "percent")),
    (lambda place: place.number.unit == "percent", ("percent",)),
    (lambda place: _SHARE_NAMED.search(_names(place)), ("percent",)),
    (lambda place: "£" in _names(place), ("pounds",)),
    (lambda place: _COUNT_NAMED.search(_names(place)), ("count",)),
    (lambda _: True, ("count", "pounds", "adults per", "percent")),
)
"""What a count or percentage in a cell may be, where its sign or unit may stand in the name of its row or column."""


def units_of(place: Place) -> tuple[Unit, ...]:
    """What a number may count: as it is written, or in a cell what its names say; the likelier first."""
    unit = place.number.unit
    if not place.is_cell or unit not in ("count", "percent"):
        return (unit,)
    return next(units for holds, units in _UNITS_OF_CELL if holds(place))
