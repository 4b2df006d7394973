"""The fields of a form within a text: those that nobody filled in, and what stands around them to ask for something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sabreport.texts.statement_words import words_in

_LONGEST_LABEL = 60
_PROMPT = re.compile(
    r"[\W_]*(?:please (?:choose|select|pick|click)\b.{0,40}|(?:choose|select|pick) (?:an?|one|your|from|the|here|below)\b.{0,40}"
    r"|click (?:here|or tap|to choose)\b.{0,40}|(?:choose|select|pick)[\W_]*)|[-–—<(\[]+ ?(?:choose|select|pick)\b.{0,40}",
    re.IGNORECASE,
)
"""What the first entry of a list to choose from says where it is no answer."""


@dataclass(frozen=True)
class Unfilled:
    """The fields of a form that nobody filled in, and that are left out of the text.

    Parameters
    ----------
    shown
        Each as it stands in the file: what asks, and in brackets what stands in the field.
    words
        The words that stood in them.
    asking
        The words around them, in a paragraph or a row where nothing else was filled in.
    """

    shown: tuple[str, ...] = ()
    words: Counter[str] = field(default_factory=Counter)
    asking: Counter[str] = field(default_factory=Counter)


def is_prompt(entries: Sequence[str], shown: str) -> bool:
    """Whether the entry that a list to choose from shows is its first, and asks to choose one.

    Examples
    --------
    >>> [is_prompt([first, "Yes"], first) for first in ("Please select", "-- Choose one --", "Select...", "Select team")]
    [True, True, True, False]
    """
    return shown == next(iter(entries), "") and _PROMPT.fullmatch(shown) is not None


def take_unfilled(
    fields: Sequence[tuple[Any, str]], around: Sequence[str], text_of: Callable[[Any], str], is_filled: Callable[[Any], bool]
) -> Unfilled:
    """Take fields out of their text, and say which they were.

    Parameters
    ----------
    fields
        Each field, and what stands in it.
    around
        What may stand around a field, by its tag, the widest first: the row of a table, a paragraph.
    text_of
        The text of an element.
    is_filled
        Whether something was filled in within an element.
    """
    placed = [(_around(element, around), element, " ".join(text.split())) for element, text in fields]
    for _, element, _ in placed:
        _empty(element)
    shown, asking = [], Counter[str]()
    for outer, element, text in placed:
        label = _shortened(text_of(outer) if outer is not None else _before(element, text_of))
        shown.append(f"{label} [{text}]".strip())
    for outer in {id(outer): outer for outer, _, _ in placed if outer is not None}.values():
        asking += Counter() if is_filled(outer) else words_in(text_of(outer))
    return Unfilled(tuple(shown), words_in(" ".join(text for _, _, text in placed)), asking)


def _around(element: Any, tags: Sequence[str]) -> Any:
    for tag in tags:
        found = next(element.iterancestors(tag), None)
        if found is not None:
            return found
    return None


def _before(element: Any, text_of: Callable[[Any], str]) -> str:
    """The text of what stands before an element."""
    before = element.getprevious()
    return "" if before is None else text_of(before)


def _empty(element: Any) -> None:
    """Take out all text within an element; its marks stay, for a table's cell or a paragraph may be among them."""
    for each in element.iter():
        each.text = None
        if each is not element:
            each.tail = None


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_LABEL else f"{words[:_LONGEST_LABEL].rsplit(' ', 1)[0]} ..."
