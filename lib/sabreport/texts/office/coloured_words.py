"""Words that say something by a colour, a highlighter or a frame, such as red for what was not met: told, and printed plainly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from sabreport.texts.office.colours import name_of_colour
from sabreport.texts.office.letters import Letters, Line
from sabreport.wording.lists import first_words, some_of

_LEAST_OF_LETTERS, _LEAST_OF_MARKS = 0.25, 0.15
"""How far from grey letters and a highlighter are coloured; see `name_of_colour`."""
_REMEDY = "If the colour says something, such as what was not met, write that in words in the file; if not, leave it."
_CHOSEN = "If the frame says something, such as which answer was chosen, write that in words in the file; if not, leave it."
_LONGEST_HEADING = 15
_MOST_WORDS = 8


def coloured_words(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """What to say of letters and labels in a colour, and of words that are highlighted or framed, each with its remedy.

    Not told is a colour that only adorns: that of headings, of the first row of a table, of links, and of most of the text or
    of its labels.
    """
    lines = list(lines)
    plain = [line for line in lines if not line.is_heading and not _looks_like_heading(line)]
    letters = _by_colour(plain, lambda each: name_of_colour(each.own, _LEAST_OF_LETTERS))
    if letters:
        yield f"it has words in a colour, which is not printed: {letters}", _REMEDY
    labels = _labels([line for line in plain if line.label is not None])
    if labels:
        yield f"it has bullets or numbers in a colour, which is not printed: {labels}", _REMEDY
    marked = _by_colour(lines, lambda each: name_of_colour(each.marked, _LEAST_OF_MARKS))
    if marked:
        remedy = "If they are still to be settled, settle them in the file; if it says something else, write that in words."
        yield f"it has highlighted words, and the highlighting is not printed: {marked}", remedy
    framed = _apart(plain, lambda each: "framed" if each.is_framed else "")
    if framed:
        yield f"it has words in a frame, which is not printed: {_quoted(framed['framed'])}", _CHOSEN


def _looks_like_heading(line: Line) -> bool:
    """Whether a paragraph is a short one of bold letters in one colour that does not end as a sentence does."""
    said = [each for each in line.letters if each.text.strip()]
    words = "".join(each.text for each in said).split()
    is_one = len({each.own for each in said}) == 1 and all(each.is_bold for each in said)
    return is_one and len(words) <= _LONGEST_HEADING and not words[-1].endswith((".", ";", ","))


def _labels(lines: Sequence[Line]) -> str:
    """The colours of bullets and numbers, each with the words after it that have another; empty where most have the only one."""
    colours = [name_of_colour(line.label or "", _LEAST_OF_LETTERS) for line in lines]
    coloured, found = Counter(filter(None, colours)), dict[str, list[str]]()
    if len(coloured) == 1 and 2 * coloured.total() > len(lines):
        return ""
    for colour, line in zip(colours, lines, strict=True):
        said = [each for each in line.letters if each.text.strip()]
        differs = any(name_of_colour(each.own, _LEAST_OF_LETTERS) != colour for each in said)
        if colour and differs:
            found.setdefault(colour, []).append("".join(each.text for each in line.letters))
    return "; ".join(f"{colour} before {_quoted(words)}" for colour, words in found.items())


def _quoted(words: Iterable[str]) -> str:
    """The first of some words, each once and in quotation marks."""
    return some_of([f'"{first_words(each, _MOST_WORDS)}"' for each in dict.fromkeys(words)])


def _by_colour(lines: Sequence[Line], colour_of: Callable[[Letters], str]) -> str:
    """The words of each colour but the one that most of the text has, the first of them in quotation marks; empty for none."""
    return "; ".join(f"{colour} {_quoted(words)}" for colour, words in _apart(lines, colour_of).items())


def _apart(lines: Sequence[Line], look_of: Callable[[Letters], str]) -> dict[str, list[str]]:
    """The words of each look but the one that most of the text has, run by run."""
    sizes = Counter[str]()
    found: dict[str, list[str]] = {}
    for line in lines:
        looks = list[str]()
        for each in line.letters:  # a space has the look of the word before it
            looks.append(look_of(each) if each.text.strip() or not looks else looks[-1])
        for look, run in groupby(zip(looks, line.letters, strict=True), lambda each: each[0]):
            words = " ".join("".join(each.text for _, each in run).split())
            sizes[look] += len(words)
            found.setdefault(look, []).extend([words] if words else [])
    return {look: words for look, words in found.items() if look and words and 2 * sizes[look] <= sizes.total()}
