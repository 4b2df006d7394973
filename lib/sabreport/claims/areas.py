"""Which area of the board a number is said to be of."""

from __future__ import annotations

import re
from functools import lru_cache

from sabreport.claims.context import CLAUSE_END, Place, says
from sabreport.facts.fact import BOARD
from sabreport.settings.params import Params

_BODY = (
    r"Police|Constabulary|Trust|Service|CCGs?|Clinical|Group|Hospitals?|Partnership|Healthwatch|University|College"
    r"|Public\s+Health"
    r"|Probation|Fire|Safeguarding|Board|Integrated|Housing|Association|Network|Mind|Forum|Alliance|Voices"
)
_COUNCIL = r"(?:\s+(?:County|City|Borough|District|Metropolitan|Unitary|MBC|CC))*\s+Councils?"
_TOGETHER = re.compile(
    r"\b(?:together|combined|between them|in total|altogether|jointly|board[- ]wide|overall"
    r"|(?:across|for|in|over) (?:the )?(?:(?:whole|entire|full) (?:of the )?)?(?:board|partnership)(?:'s area| area| as a whole)?"
    r"|(?:across|in|over) (?:all|both|the) (?:of )?(?:our |the )?(?:\w+ )?(?:areas|counties|councils|localities|authorities))\b",
    re.IGNORECASE,
)
_NO_AREA = r"(?:of\s+)?(?:\w+\s+)?(?:numbers?|figures?|measures?|rates?|kinds?|years?|these|those)"
_EACH = re.compile(rf"\b(?:both(?!\s+{_NO_AREA})|each|respectively|every area|in turn)\b", re.IGNORECASE)
_IN_TURN = re.compile(r"\brespectively\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all areas|all|total|both|board|overall|combined|together)\b", re.IGNORECASE)


_IN_EACH = re.compile(r"\b(?:both|all|each|every)\s+(?:\w+\s+)?(?:areas?|counc\w+|count(?:y|ies)|localit\w+|authorit\w+)\b", re.I)
_JOINED = re.compile(r"\b(?:both|these two|the two|between|and)\b", re.IGNORECASE)
_OF_NONE = re.compile(
    r"\b(?:no|all|every|each|any|both|neither|most|other)\s+(?:\w+\s+)?(?:areas?|counc\w+|count(?:y|ies)|localit\w+"
    r"|authorit\w+|places?)\b"
    r"|\b(?:elsewhere|range[ds]?|highest|lowest|everywhere|nowhere)\b",
    re.IGNORECASE,
)
"""Words of a sentence that is of no one area, though one was spoken of before."""


class Areas:
    """The areas of a board by their names in a text; a board of one area has none to tell apart."""

    def __init__(self, params: Params) -> None:
        several = params.areas if len(params.areas) > 1 else ()
        names = {area.id: _names_of(area.name, area.id) for area in several}
        self.words = {area: re.compile(rf"\b(?:{found})\b", re.IGNORECASE) for area, found in names.items()}
        joined = r"\s*(?:,|\band\b|&|,\s*and)\s*".join(f"(?:{found})" for found in names.values())
        self.joined = re.compile(rf"\b{joined}\b" if several else r"(?!)", re.IGNORECASE)
        whole = re.split(r"\s+Safeguarding\b|,", params.name)[0].strip()
        taken = any(re.fullmatch(found, whole, re.IGNORECASE) for found in names.values())
        self._whole = re.compile(rf"\b{re.escape(whole)}\b" if whole and several and not taken else r"(?!)")
        bodies = [params.name, params.name.replace("&", "and"), params.short_name, *(m.name for m in params.members)]
        bodies = [body for body in bodies if "council" not in body.lower()]
        any_area = "|".join(names.values()) or "(?!)"
        self._bodies = re.compile(
            rf"{'|'.join(map(re.escape, sorted(bodies, key=len, reverse=True)))}"
            rf"|\b(?i:{any_area})(?:\s+(?:&|and|of|[A-Z][\w'’]*)){{0,4}}?\s+(?:{_BODY})\b"
            rf"|\b(?:Healthwatch|NHS|Age\s+UK|Mind|Hospitals?\s+of|University\s+of|Voluntary\s+Action)\s+(?i:{any_area})\b"
        )
        self._councils = re.compile(rf"\b(?:{any_area}){_COUNCIL}\b", re.IGNORECASE)
        self._seen: dict[str, tuple[list[str], bool]] = {}
        self._without_bodies: dict[str, str] = {}

    def mentions(self, scope: str) -> list[str]:
        """The areas that a text names, in order; one within the name of an organisation is not named, save of its council."""
        return self._found(scope)[0]

    def names_one(self, heading: str) -> bool:
        """Whether a heading is about one area."""
        return bool(self.mentions(heading))

    def named(self, place: Place) -> set[str]:
        """The areas that a number may be of; empty where none is named, or the board has no more than one."""
        if not self.words:
            return set()
        if place.is_cell:
            return self._of_cell(place)
        if says(_IN_TURN, place.sentence) and (area := self._in_turn(place)):
            return {area}
        here, council = self._found(place.clause)
        if says(_TOGETHER, place.sentence):
            parts = self.words if place.number.unit in ("percent", "points") and says(_IN_EACH, place.sentence) else ()
            return {BOARD, *here, *(() if here else self._of_heading(place)), *parts}
        if says(_EACH, place.sentence):
            return set(here) or set(self.words)
        tail = _right_after(place)
        if place.clause and not here and self._is_board(place.clause):
            return {BOARD}
        for scope in (place.clause, place.before, tail):
            if self._is_joined(scope):
                return {BOARD}
            mentions, council = self._found(scope)
            if mentions:
                found = set(mentions) if scope is place.clause else {mentions[0] if scope is tail else mentions[-1]}
                return found | ({BOARD} if council else set())
        return self._gone_on(place) or self._of_heading(place)

    def _gone_on(self, place: Place) -> set[str]:
        """The areas of the nearest sentence before that names any; one that names none may go on, or be of the board again."""
        for scope in () if _OF_NONE.search(place.clause) else place.earlier:
            if _OF_NONE.search(scope):
                break
            if self._is_joined(scope):
                return {BOARD}
            mentions, council = self._found(scope)
            if mentions:
                found = set(mentions) if place.others else {mentions[-1]}  # others are told in the order of the areas before
                found |= {BOARD} if council or self._is_board(scope) else set()
                above = self._of_heading(place)
                return found | above | (set() if above or place.begins_with_pronoun else {BOARD})
        return set()

    def told_together(self, place: Place) -> frozenset[str]:
        """Some of the areas, told as one: "Brackenshire and Port Ellery together"; empty where it is one area, or all."""
        if len(self.words) < 3 or not (says(_TOGETHER, place.sentence) or says(_JOINED, place.sentence)):
            return frozenset()
        for scope in (place.clause, place.before):
            found = frozenset(self.mentions(scope))
            if 1 < len(found) < len(self.words):
                return found
        return frozenset()

    def _found(self, scope: str) -> tuple[list[str], bool]:
        """The areas that a text names, in order, and whether all of them are named as councils only."""
        if scope not in self._seen:
            plain = self._plain(scope)
            found = sorted((m.start(), area) for area, words in self.words.items() for m in words.finditer(plain))
            rest = self._councils.sub(" ", plain)
            council = bool(found) and not any(words.search(rest) for words in self.words.values())
            self._seen[scope] = ([area for _, area in found], council)
        return self._seen[scope]

    def _is_board(self, scope: str) -> bool:
        """Whether a text names the place that all areas make up."""
        return self._whole.search(self._plain(scope)) is not None

    def _is_joined(self, scope: str) -> bool:
        return bool(self.words) and self.joined.search(self._plain(scope)) is not None

    def _plain(self, scope: str) -> str:
        """A text without the names of organisations; remembered, for the same text stands around many numbers."""
        if scope not in self._without_bodies:
            self._without_bodies[scope] = self._bodies.sub(" ", scope)
        return self._without_bodies[scope]

    def _of_cell(self, place: Place) -> set[str]:
        """The areas of a cell: those its column or row names, or else its caption or heading."""
        for words in (place.column, place.label):
            if self._is_joined(words):
                return {BOARD}
        found = {area for words in (place.column, place.label) for area in self.mentions(words)}
        if found:
            return found
        wider = {
            area for words in (place.caption, *place.piece.earlier[:1]) for area in self.mentions(words)
        } or self._of_heading(place)
        if _ALL.search(place.column) or re.match(r"\W*(?:all|total|both|board)\b", place.label, re.IGNORECASE):
            return {BOARD, *(wider if len(wider) == 1 else ())}
        return wider

    def _of_heading(self, place: Place) -> set[str]:
        """The areas that the nearest heading to name any is about; of one kept beside others of its level, the board too."""
        for heading in place.headings:
            if self._is_joined(heading):
                return {BOARD}
            mentions, council = self._found(heading)
            if mentions:
                return {*mentions, *({BOARD} if council else ())}
        if place.piece.kept:
            return {BOARD, *self.mentions(place.piece.kept)}
        return set()

    def _in_turn(self, place: Place) -> str:
        """The area that a number is of where numbers and areas are each told in order; empty where that cannot be told."""
        start = place.sentence.rfind(";", 0, place.at) + 1
        part = place.sentence[start:].partition(";")[0]
        areas = self.mentions(part)
        before = sum(start <= other < place.at for other, _ in place.others)
        return areas[before % len(areas)] if areas else ""


def _right_after(place: Place) -> str:
    """The words that go with a number and stand after it, up to the next clause: ", in Oxmarsh"."""
    after = place.until_next.lstrip(" ,")
    end = CLAUSE_END.search(after)
    return after[: end.start()] if end else after


@lru_cache(maxsize=256)
def _names_of(name: str, area_id: str) -> str:
    """What an area is called: its name, what comes before the first comma of it, and its id in words."""
    names = {name, name.partition(",")[0], area_id.replace("_", " ").replace("-", " ")}
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in sorted(names, key=len, reverse=True))
