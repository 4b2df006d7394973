"""Compares a supplied text with a finished document: every word and sign of it, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sabreport.proofreading.order import HOLE, LONGEST, Finished, Supplied, from_right, joined, tokens

_ENOUGH = 5
"""So many words and signs in a row tell a place."""
_HOLES = "".join(LONGEST)
_PIECE = re.compile(f"[{_HOLES}]?[^{_HOLES}]+|[{_HOLES}]")
_FARTHEST = 4000
"""Letters within which the text goes on after what is put in."""
_MOST_BEGINNINGS = 50
"""Places from which a text is tried."""


@dataclass(frozen=True)
class Lost:
    """Words and signs that were supplied, and that a document does not have at their place.

    Parameters
    ----------
    words
        What is lost.
    after
        What stands before it, a few words.
    in_place
        What the document has there instead; empty for nothing.
    """

    words: tuple[str, ...]
    after: tuple[str, ...]
    in_place: str

    @property
    def is_word(self) -> bool:
        """Whether a letter or a figure is lost, and not a sign or a space only; nothing is where there is only something more."""
        letters = "".join(char for word in self.words for char in word if char.isalnum())
        return letters != "" and letters != "".join(char for char in self.in_place if char.isalnum())


class Searched:
    """A finished document, to be looked through for one supplied text after another."""

    def __init__(self, document: Finished) -> None:
        self.document = document
        self._headings: list[tuple[int, str, int, int]] = []
        parts: list[str] = []
        length = 0
        for level, text in document.blocks:
            line = joined(tokens(text), spaced=document.spaced)
            if level:
                self._headings.append((level, _name(text), length, length + len(line)))
            parts.append(line)
            length += len(line)
        self.text = "".join(parts)

    @cached_property
    def _notes_left(self) -> list[str]:
        """Its notes, each as a line, but for those in which one that was supplied has been found."""
        return [joined(tokens(note), spaced=self.document.spaced) for note in self.document.notes]

    def places_of(self, heading: str) -> list[tuple[int, int]]:
        """Where the text below each heading of a name begins and ends, the highest first; the whole document where none is.

        It ends at the next heading of its level, or of one above.
        """
        found, wanted = [], _name(heading)
        for number, (level, name, _, end) in enumerate(self._headings):
            if name and name == wanted:
                later = (start for other, _, start, _ in self._headings[number + 1 :] if other <= level)
                found.append((level, end, next(later, len(self.text))))
        return [(start, end) for _, start, end in sorted(found)] or [(0, len(self.text))]

    def lost(self, supplied: Supplied, heading: str) -> list[Lost]:
        """What of a text is not below a heading, nor among the notes; the heading itself need not stand there again."""
        found = self._lost_below(heading, supplied.body)
        first, _, rest = supplied.body.lstrip().partition("\n")
        if found and _name(first) == _name(heading) != "":
            found = self._lost_below(heading, rest)
        return [*found, *(lost for note in supplied.notes for lost in self._lost_of_note(note))]

    def _lost_below(self, heading: str, text: str) -> list[Lost]:
        spaced = self.document.spaced
        body, turned = (text, "") if spaced else _without_turned(text)
        tried = []
        for start, end in self.places_of(heading):
            tried.append(_lost(body, self.text, start, end, spaced=spaced)[0])
            if missing := Counter(turned) - Counter(from_right(self.text[start:end])):
                tried[-1].append(Lost(("".join(missing.elements()),), (), ""))
            if not tried[-1]:
                break
        return min(tried, key=lambda each: sum(len(lost.words) for lost in each))

    def _lost_of_note(self, note: str) -> list[Lost]:
        """What of a note is in none of those left, of which the one that has it whole, and least beside it, is taken."""
        spaced = self.document.spaced
        length = sum(reach + len(joined(said, spaced=spaced)) for reach, said in _pieces(note, spaced=spaced))
        best, found = (len(note) + 1, 0, 0), _lost(note, "", 0, 0, spaced=spaced)[0]
        taken = None
        for number, line in enumerate(self._notes_left):
            lost = _lost(note, line, 0, len(line), spaced=spaced)
            rank = (*_how_much(lost), max(0, len(line) - length))
            if rank < best:
                best, found, taken = rank, lost[0], number
            if not any(rank):
                break
        if taken is not None and not found:
            del self._notes_left[taken]
        return found


def _without_turned(text: str) -> tuple[str, str]:
    """A text with holes in place of paragraphs from right to left, and their letters, which a PDF holds in another order."""
    lines = text.split("\n")
    turned = {line for line in lines if from_right(line)}
    left = [HOLE * (1 + len(line) // LONGEST[HOLE]) if line in turned else line for line in lines]
    return "\n".join(left), "".join(from_right(line) for line in lines)


def _name(heading: str) -> str:
    """A heading's letters and figures without the number before it."""
    return "".join(re.findall(r"[^\W_]+", re.sub(r"^\s*\d+\.\s", "", heading))).casefold()


def _lost(text: str, document: str, start: int, end: int, *, spaced: bool) -> tuple[list[Lost], int]:
    """What of a text is not between two places of a document, and the place where it ends.

    A few words before a hole may stand elsewhere too: then the text is tried from each place where it may begin.
    """
    pieces = list(_pieces(text, spaced=spaced))
    best = _lost_from(pieces, document, start, end, end - start, spaced=spaced)
    first = pieces[0][1] if pieces and len(pieces[0][1]) < _ENOUGH else []
    line = joined(first, spaced=spaced)
    begins = document.find(line, start, end) if first else -1
    for _ in range(_MOST_BEGINNINGS):
        if not best[0] or begins < 0 or (begins := document.find(line, begins + 1, end)) < 0:
            break
        best = min(best, _lost_from(pieces, document, begins, end, 0, spaced=spaced), key=_how_much)
    return best


def _how_much(lost: tuple[list[Lost], int]) -> tuple[int, int]:
    return sum(len(each.words) for each in lost[0]), len(lost[0])


def _pieces(text: str, *, spaced: bool) -> Iterator[tuple[int, list[str]]]:
    """The words between the holes of a text, each with how many letters may stand before it."""
    reach = 0
    for piece in _PIECE.findall(text):
        reach += LONGEST.get(piece[:1], 0)  # holes side by side are as long as all of them
        said = tokens(piece.lstrip(_HOLES))
        if joined(said, spaced=spaced):
            yield reach, said
            reach = 0


def _lost_from(
    pieces: Sequence[tuple[int, list[str]]], document: str, place: int, end: int, farther: int, *, spaced: bool
) -> tuple[list[Lost], int]:
    """The same where the text begins at a place of the document, or so many letters farther on."""
    found: list[Lost] = []
    for reach, said in pieces:
        line = joined(said, spaced=spaced)
        at = document.find(line, place, min(end, place + reach + farther + len(line)))
        place = at + len(line) if at >= 0 else _compare(said, document, place, end, reach + farther, found, spaced=spaced)
        farther = 0
    return found, place


def _compare(said: Sequence[str], document: str, place: int, end: int, reach: int, found: list[Lost], *, spaced: bool) -> int:
    """Find what of a piece is lost, word by word; gives the place in the document after it."""
    number = 0
    while number < len(said):
        same = _same(said[number:], document, place, end, spaced=spaced)
        number, place = number + same, place + len(joined(list(said[number : number + same]), spaced=spaced))
        if number == len(said):
            break
        again, at = _goes_on(said, number, document, place, min(end, place + max(reach, _FARTHEST)), spaced=spaced)
        instead = " ".join(document[place:at].split()) if at >= 0 else ""
        if number or again > number:
            found.append(Lost(tuple(said[number:again]), tuple(said[max(0, number - 6) : number]), instead))
        reach = _FARTHEST
        if at < 0:
            break
        number, place = again, at
    return place


def _same(said: Sequence[str], document: str, place: int, end: int, *, spaced: bool) -> int:
    """How many words from the first stand in the document at a place."""
    least, most = 0, len(said)
    while least < most:
        middle = (least + most + 1) // 2
        line = joined(list(said[:middle]), spaced=spaced)
        if document.startswith(line, place) and place + len(line) <= end:
            least = middle
        else:
            most = middle - 1
    return least


def _goes_on(said: Sequence[str], number: int, document: str, place: int, end: int, *, spaced: bool) -> tuple[int, int]:
    """The first word from which on the text stands in the document again, and where; -1 where it does not."""
    for again in range(number, len(said)):
        line = joined(list(said[again : again + _ENOUGH]), spaced=spaced)
        at = document.find(line, place, end)
        if at >= 0 and (again > number or at > place):
            return again, at
    return len(said), -1
