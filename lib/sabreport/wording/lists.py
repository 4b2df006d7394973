"""How the kit words what is no figure of a report: lists, counted nouns, sentences put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.lists import format_list

from sabreport.wording.numbers import in_words

LANGUAGE = "en-GB"
"""What every document says of the language that it is in."""
LONGEST_PROPERTY = 255
"""Characters that Word and Excel take in a property of a document, such as its title."""
MOST_NAMED = 5
"""How many of a row of things a message names."""
SHOWN = 40
"""Characters that a message shows of a text."""
_ENDED = re.compile(r"""[.?!…](?:\\?[”’»"')\]])*$""")
"""An end of a sentence, be it within quotation marks or brackets; in Markdown these may have a backslash."""


def listed(items: Sequence[str]) -> str:
    """Items as a sentence lists them: "a, b and c"; with semicolons where an item has a comma of its own."""
    if len(items) > 2 and any(", " in item for item in items):
        return f"{'; '.join(items[:-1])}; and {items[-1]}"
    return str(format_list(list(items), locale="en_GB"))


def counted(number: int, singular: str, plural: str) -> str:
    """A number in words with its noun: "one review", "12 reviews"."""
    return f"{in_words(number)} {singular if number == 1 else plural}"


def in_figures(number: int, singular: str, plural: str) -> str:
    """A number in figures with its noun, for a terminal: "1 review", "1,200 facts"."""
    return f"{number:,} {singular if number == 1 else plural}"


def capitalised(text: str) -> str:
    """The text with its first letter a capital, be it that of a bound number."""
    start = 1 if text.startswith("[") else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def followed_by(text: str, comparison: str) -> str:
    """A text and, after a comma, its comparison, where there is one."""
    return f"{text}, {comparison}" if comparison else text


def ended(text: str) -> str:
    """A text, plain or in Markdown, with a full stop where it has no end of its own.

    Examples
    --------
    >>> ended("Self-neglect"), ended("Training etc."), ended("“Is it working?”")
    ('Self-neglect.', 'Training etc.', '“Is it working?”')
    """
    return text if _ENDED.search(text) else f"{text}."


def as_property(text: str) -> str:
    """A text as a property of a document: cut after a word where it is too long for one."""
    if len(text) <= LONGEST_PROPERTY:
        return text
    return f"{text[: LONGEST_PROPERTY - 2].rsplit(' ', 1)[0]} …"


def first_words(text: str, most: int) -> str:
    """The first words of a text in one line, and dots where it goes on."""
    words = text.split()
    return " ".join(words[:most]) + (" ..." if len(words) > most else "")


def shown(text: str, *, end: bool = False) -> str:
    """The beginning of a text, or its end."""
    text = " ".join(text.split())
    if len(text) <= SHOWN:
        return text
    return f"... {text[-SHOWN:]}" if end else f"{text[:SHOWN]} ..."


def some_of(items: Sequence[str], *, between: str = ", ", more: str = "; and") -> str:
    """The first of some items, and how many more there are.

    Examples
    --------
    >>> some_of(["a", "b", "c", "d", "e", "f", "g"])
    'a, b, c, d, e; and 2 more'
    """
    rest = len(items) - MOST_NAMED
    return between.join(items[:MOST_NAMED]) + (f"{more} {rest} more" if rest > 0 else "")
