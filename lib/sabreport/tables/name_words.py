"""Whether two names in the extracts seem to be one that is written in two ways: by their letters, words and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise

from sabreport.base.slugs import slug

_MOST_LETTERS = 2
_LONG_ENOUGH = 11
"""Letters of two words together, one of which may be a slip for the other: of fewer, Case and Care would be."""
_OF_GRAMMAR = frozenset(["a", "an", "the", "of", "our"])
"""Words without which a name means the same."""
_OF_COUNCILS = frozenset(["county", "city", "borough", "district", "metropolitan"])
"""Likewise, in the name of a council."""
_OF_BODIES = frozenset(
    [
        *("service", "services", "trust", "nhs", "foundation", "ltd", "limited", "plc", "cic"),
        *("audit", "project", "programme", "priority", "standard", "course"),
    ]
)
"""Words for what a thing is, without which a name of several other words still names it."""
_TO_TELL_APART = frozenset(
    [
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper"),
        *("lower", "inner", "outer", "mid", "new", "old", "older", "young", "younger", "child"),
        *("children", "men", "women", "male", "female", "boys", "girls", "not", "no", "non", "never", "without"),
        *("internal", "external", "national", "regional", "local", "former", "first", "second", "third", "fourth"),
        *("fifth", "last", "next", "early", "late", "interim", "annual", "quarterly", "monthly", "nursing"),
        *("residential", "mental", "physical", "online", "introductory", "basic", "advanced", "refresher"),
        *("managers", "staff", "carers", "partnership", "university", "follow", "up", "re", "ii", "iii", "iv"),
    ]
)
"""Words by which people tell two things of one kind apart."""
_BEFORE_A_KIND = frozenset(
    ["in", "for", "at", "on", "by", "with", "from", "to", "during", "among", "between", "and", "or", "+", "&"]
)
"""What stands before words that say which of several is meant, or which are one more of a list."""
_FEWEST_BESIDE_BODY, _FEWEST_BEFORE_ANY, _FEWEST_AROUND_ANY = 2, 3, 4
"""Words that two names share where one has another word besides: one for what a thing is, any at its end, or any elsewhere."""
_ABBREVIATED = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?|[A-Z]{2,}s?")
_LEAST_ABBREVIATED = 3
"""Letters of an abbreviation that may stand in place of its words: two are the initials of many things."""


class NameWords:
    """The words of a name, without "and", marks, and an abbreviation that stands beside what it is short for."""

    def __init__(self, written: str) -> None:
        typed = [each for each in re.split(r"[\s/]+", written) if each]
        self._listed: list[bool] = []
        self._short: list[str] = []
        self._in_brackets: list[bool] = []
        self.words: list[str] = []
        for before, each in pairwise(["", *typed]):
            parts = [] if each.lower() == "and" else [part for part in slug(each).split("-") if part]
            for nth, part in enumerate(parts):
                self.words.append(part)
                self._listed.append(not nth and (before.lower() in _BEFORE_A_KIND or before.endswith(",")))
                self._short.append(_letters_of_short(each))
                self._in_brackets.append(each[0] in "([" and each[-1] in ")]")
        self._leave_out_own_abbreviation()

    @property
    def likeness(self) -> tuple[object, ...]:
        """What it has in common with all names that may be nearly it, one of them at least."""
        letters = "".join(self.words)
        begins = tuple(word if re.search("[0-9]", word) else word[:1] for word in self.words)
        main = sorted(self._own) if len(self._own) >= _FEWEST_BESIDE_BODY else sorted(set(self.words) - self._of_grammar)
        without_one = [(*main[:at], *main[at + 1 :]) for at in range(len(main))] if len(main) > _FEWEST_BEFORE_ANY else []
        return letters, begins, ("initials", self._initials()), tuple(main), *without_one

    def is_nearly(self, other: NameWords, places: Collection[str] = ()) -> bool:
        """Whether both seem to be one name; `places` are words by which a board tells its areas apart."""
        return (
            self.has_letters_of(other)
            or _is_slip(self.words, other.words)
            or (sorted(self.words) == sorted(other.words) and not any(map(str.isdigit, "".join(self.words))))
            or self._is_short_for(other)
            or other._is_short_for(self)
            or self._lacks_little_of(other, places)
            or other._lacks_little_of(self, places)
        )

    def has_letters_of(self, other: NameWords) -> bool:
        """Whether both have the same letters in the same order."""
        return "".join(self.words) == "".join(other.words)

    @cached_property
    def _of_grammar(self) -> frozenset[str]:
        """The words without which it means the same."""
        return _OF_GRAMMAR | _OF_COUNCILS if "council" in self.words else _OF_GRAMMAR

    @cached_property
    def _own(self) -> list[str]:
        """The words that say which thing of its kind it names."""
        return [word for word in self.words if word not in self._of_grammar | _OF_BODIES | _BEFORE_A_KIND]

    def _initials(self) -> str:
        """The first letter of each word, and all those of an abbreviation."""
        return "".join(short or word[:1] for word, short in zip(self.words, self._short, strict=True))

    def _leave_out_own_abbreviation(self) -> None:
        """Take out an abbreviation that stands in brackets behind its words, or right behind or before them without brackets."""
        for at, short in enumerate(self._short):
            behind, before = self.words[:at], self.words[at + 1 : at + 1 + len(short)]
            if short and (
                (self._in_brackets[at] and _are_among(short, behind))
                or short in (_initials(behind[-len(short) :]), _initials(before))
            ):
                for each in (self.words, self._short, self._in_brackets, self._listed):
                    del each[at]
                return

    def _is_short_for(self, other: NameWords) -> bool:
        """Whether each of its words is one of the other's, or an abbreviation of several of them, in their order."""
        at = 0
        for word, short in zip(self.words, self._short, strict=True):
            if other.words[at : at + 1] == [word]:
                at += 1
            elif len(short) >= _LEAST_ABBREVIATED and short == _initials(other.words[at : at + len(short)]):
                at += len(short)
            else:
                return False
        return at == len(other.words)

    def _lacks_little_of(self, other: NameWords, places: Collection[str]) -> bool:
        """Whether it is the other without words of grammar or of what a thing is, or without one that tells nothing apart."""
        lacking = _places_beyond(self.words, other.words)
        odd = [at for at in lacking if other.words[at] not in other._of_grammar]
        if not odd:
            return bool(lacking and set(self.words) - self._of_grammar)
        if any(other._listed[at] for at in lacking):
            return False
        if all(other.words[at] in _OF_BODIES for at in odd):
            return len(self._own) >= _FEWEST_BESIDE_BODY
        word = other.words[odd[0]]
        is_last = odd[0] == len(other.words) - 1
        return (
            len(odd) == 1
            and len(self._own) >= (_FEWEST_BEFORE_ANY if is_last else _FEWEST_AROUND_ANY)
            and word.isalpha()
            and len(word) > 1
            and word not in _TO_TELL_APART
            and word not in places
        )


@lru_cache(maxsize=4096)
def name_words(written: str) -> NameWords:
    """The words of a name; remembered."""
    return NameWords(written)


def _letters_of_short(typed: str) -> str:
    """The letters of a word as typed where it is an abbreviation, without the s of several: ``mca`` of MCAs; else none."""
    word = typed.strip("()[],.:;")
    return word.removesuffix("s").lower() if _ABBREVIATED.fullmatch(word) else ""


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _are_among(letters: str, words: Sequence[str]) -> bool:
    """Whether letters are the first of some words, in their order and beginning with the first word."""
    rest = iter(_initials(words))
    return bool(words) and letters[:1] == words[0][:1] and all(letter in rest for letter in letters)


def _places_beyond(words: Sequence[str], others: Sequence[str]) -> list[int]:
    """Where the words stand that others have besides some; none where these are not all among them, in order."""
    at, places = 0, []
    for place, word in enumerate(others):
        if at < len(words) and words[at] == word:
            at += 1
        else:
            places.append(place)
    return places if at == len(words) else []


def _is_slip(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words that begin alike differ in a letter or two, and in long words alone."""
    if len(words) != len(others) or any(one[:1] != other[:1] for one, other in zip(words, others, strict=True)):
        return False
    apart = [(one, other) for one, other in zip(words, others, strict=True) if one != other]
    if any(re.search("[0-9]", each) for pair in apart for each in pair):
        return False
    return (
        all(len(one) + len(other) >= _LONG_ENOUGH for one, other in apart)
        and sum(
            max(end - start, stop - begin)
            for one, other in apart
            for kind, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
            if kind != "equal"
        )
        <= _MOST_LETTERS
    )
