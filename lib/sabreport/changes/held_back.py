"""An earlier draft without the figures that disclosure control holds back in the later one: what shows both is sent on."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from sabreport.changes.content import Content, Exhibit, Passage
from sabreport.wording.numbers import SUPPRESSED, in_words

_NUMBER = re.compile(r"\d[\d,.]*(?<=\d)")
_WORD = re.compile(r"[a-z]+")


def without_held_back(old: Content, new: Content, said: str) -> Content:
    """What the earlier draft says, without all that tells a figure that the later one holds back.

    Passages are compared by what they said as a whole, so that what changed is still told.

    Parameters
    ----------
    said
        What stands in place of what is left out: "held back in draft 4".
    """
    keys = held_back(old, new)
    numbers = _numbers(old, keys)
    passages = tuple(_without(each, keys, numbers, f"[{said}]") for each in old.passages) if keys else old.passages
    exhibits = {
        ident: _left_out(each, new.exhibits.get(ident), f"[{said}]") if each.facts & keys else each
        for ident, each in old.exhibits.items()
    }
    facts = {
        key: {**fact, "value": None, "text": f"{SUPPRESSED}, {said}"} if key in keys else fact for key, fact in old.facts.items()
    }
    return replace(old, facts=facts, passages=passages, exhibits=exhibits)


def held_back(old: Content, new: Content) -> frozenset[str]:
    """The keys of figures that the earlier draft shows and the later one holds back, or does not have for what it holds back."""
    now = {key for key, fact in new.facts.items() if fact["value"] is None}
    rests_on_it: dict[str, bool] = {}

    def is_held(key: str) -> bool:
        if key not in rests_on_it:
            rests_on_it[key] = False  # while it is looked at
            gone = key in old.facts and key not in new.facts
            rests_on_it[key] = key in now or (gone and any(map(is_held, old.facts[key]["inputs"])))
        return rests_on_it[key]

    return frozenset(key for key, fact in old.facts.items() if fact["value"] is not None and is_held(key))


def _numbers(old: Content, keys: Collection[str]) -> frozenset[str]:
    """How the figures may have been typed too, in digits or as a word."""
    digits = {number for key in keys for number in _NUMBER.findall(old.facts[key]["text"])}
    return frozenset(digits | {in_words(int(each)) for each in digits if each.isdecimal()})


def _without(passage: Passage, keys: frozenset[str], numbers: frozenset[str], said: str) -> Passage:
    """A passage without the sentences that tell a figure, and without the headings above it where those do."""
    section = said if _words(passage.section) & numbers else passage.section
    told = [bool(each.facts & keys or _words(each.text) & numbers) for each in passage.sentences]
    if not any(told):
        return replace(passage, section=section)
    sentences = tuple(replace(each, text=said) if tells else each for each, tells in zip(passage.sentences, told, strict=True))
    return replace(passage, section=section, text=" ".join(each.text for each in sentences), sentences=sentences)


def _words(text: str) -> set[str]:
    """The numbers in a text, and its words."""
    return {*_NUMBER.findall(text), *_WORD.findall(text.lower())}


def _left_out(old: Exhibit, new: Exhibit | None, said: str) -> Exhibit:
    """A table or chart with its place alone."""
    title = new.title if new else old.title.partition(": ")[0]
    section = new.section if new else ""
    return replace(old, title=title, section=section, rows=((said,),), picture=None, in_cells=())
