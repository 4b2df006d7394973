"""A text that people write: read within bounds, and what in it cannot be printed, told before anything works on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sabreport.base.errors import ExtractError, Problem, ReportError
from sabreport.base.files import fault_of, read_whole, too_large
from sabreport.base.misread import misread_words
from sabreport.texts.exported import lines_of_settings, without_picture_files
from sabreport.texts.typed_tables import table_faults
from sabreport.wording.lists import SHOWN, first_words, shown

LONGEST_TEXT = 200_000
"""Bytes of a text's file, and characters of a Word file's text; thirty thousand words, or sixty pages."""
LARGEST_WITH_PICTURES = 25_000_000
"""Bytes of a text's file with the pictures that a program wrote into it."""
DEEPEST_LIST = 12
"""How deep lists and quotations may stand within each other."""
MOST_BRACKETS = 6
"""Square brackets that may be open at once in a paragraph; with each more, reading takes Pandoc twice as long."""

_BLANK = r"[ \t\u00a0\u202f\u2009\u200b]*"
_BINDING = re.compile(rf"(?<!\{{)\{{{_BLANK}\{{([^{{}}<>]*)\}}{_BLANK}\}}(?!\}})")
_BRACES = re.compile(rf"\{{{_BLANK}\{{(?!\\?[<%])|(?<![>%])\}}{_BLANK}\}}")
_ONE_BRACE = re.compile(r"\{\s*[\w-]+(?:\.[\w-]+)+\s*(?:\|[^{}]*)?\}")
_NOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](:?)")
_NEW_LINES = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\(?\w{1,3}[.)](?=[ \t])))*[ \t]*")
_MARK = re.compile(r">|[-*+](?=[ \t])|\(?\w{1,3}[.)](?=[ \t])")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_REMARK = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<!--(?P<said>.*?)-->", re.DOTALL)
"""Code, in which nothing is a comment, or a comment."""
_MOST_WORDS = 8
_COLUMNS_OF_A_STEP = 4


@dataclass(frozen=True)
class Binding:
    """A ``{{ name }}`` or ``{{ name | form }}`` in a text, and the line it stands on."""

    line: int
    name: str
    form: str


def bindings(text: str) -> list[Binding]:
    """Every binding of a text, in order."""
    found = []
    for match in _BINDING.finditer(text):
        name, form = parts_of(match[1])
        found.append(Binding(text.count("\n", 0, match.start()) + 1, name, form))
    return found


def parts_of(inner: str) -> tuple[str, str]:
    """The name and the form in a pair of braces, without the stars of bold letters and Pandoc's backslashes."""
    name, _, form = inner.replace("\\", "").replace("*", "").partition("|")
    return name.strip(), form.strip()


def bind(markdown: str, value_of: Callable[[str, str], str]) -> str:
    """A text with what `value_of` gives for each name and form in place of its braces."""
    return _BINDING.sub(lambda match: value_of(*parts_of(match[1])), markdown)


def read_text(path: Path, root: Path) -> str:
    """A text file as it was written, without the pictures that a program wrote into it.

    Raises
    ------
    ExtractError
        Where it is missing, too large, not a file, a link to one outside the kit, or not UTF-8.
    """
    try:
        content = read_whole(path, root, LARGEST_WITH_PICTURES)
    except ReportError as error:
        raise ExtractError(error.problems, root) from error
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").translate(_NEW_LINES)
        return without_picture_files(text) if "data:image/" in text else text
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        problem = Problem(path, row, "", "the file is not UTF-8 text", "Save it again as UTF-8.", line=True)
        raise ExtractError([problem], root) from error


def told_of_words(path: Path, root: Path, words: str, what: str, remedy: str) -> Problem:
    """A problem with some words of a text, on the line where they stand, if that can be told."""
    words = " ".join(words.split())
    row = None
    if path.suffix.lower() == ".md":
        first = max(words[:SHOWN].split(), key=len, default="")
        lines = read_text(path, root).split("\n")
        row = next((number for number, line in enumerate(lines, start=1) if first and first in line), None)
    return Problem(path, row, "", f'"{shown(words)}" {what}', remedy, line=True)


def inspect_text(path: Path, root: Path) -> list[Problem]:
    """What keeps a text in Markdown from being read in good time, told before Pandoc sees it."""
    fault = fault_of(path, root, LARGEST_WITH_PICTURES)
    if fault is not None:
        return [fault]
    try:
        text = read_text(path, root)
    except ReportError as error:
        return list(error.problems)
    size = len(text.encode("utf-8"))
    if size > LONGEST_TEXT:
        return [too_large(path, size, LONGEST_TEXT)]
    return [
        Problem(path, row, "", what, remedy, line=True)
        for looked_for in (
            _settings,
            _deep,
            _loose_notes,
            table_faults,
            _misread,
            _remarks,
        )
        for row, what, remedy in looked_for(text)
    ]


def _remarks(text: str) -> Iterator[tuple[int, str, str]]:
    """Each remark between <!-- and -->, which a reader of the file is not to see, as a comment of Word."""
    for found in _REMARK.finditer(text):
        if (found["said"] or "").strip():  # Pandoc writes empty ones between lists
            what = f'it has a comment left in it, which would be printed: "{first_words(found["said"], _MOST_WORDS)}"'
            yield text.count("\n", 0, found.start()) + 1, what, "Delete it in the file, from <!-- to -->."


def brace_faults(path: Path, text: str) -> list[Problem]:
    """A problem for each pair of braces that is not whole, holds no name, or holds more than a name and a form.

    Parameters
    ----------
    text
        As its author wrote it; of a Word file, as Markdown, whose lines are not those of the author.
    """
    counts = path.suffix.lower() == ".md"
    return [
        Problem(path, text.count("\n", 0, at) + 1 if counts else None, "", what, remedy, line=True)
        for at, what, remedy in sorted(_braces(text))
    ]


def _braces(text: str) -> Iterator[tuple[int, str, str]]:
    whole = [match.span() for match in _BINDING.finditer(text)]
    for match in _BINDING.finditer(text):
        name, form = parts_of(match[1])
        if not name:
            yield match.start(), "the braces hold no name", "Write {{ area.measure }}, or take them out."
        elif "|" in form or ("|" in match[1] and not form):
            what = (
                f'"{shown(match[0])}" has more than a name and a form'
                if "|" in form
                else f'"{shown(match[0])}" has no form after |'
            )
            yield match.start(), what, "Write {{ area.measure }} or, with one | between, {{ area.measure | form }}."
    for match in _ONE_BRACE.finditer(text):
        near = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if "{" not in near and "}" not in near and not any(start <= match.start() < end for start, end in whole):
            yield match.start(), f'"{shown(match[0])}" has one brace at each end', "Write two, or take the braces out."
    for match in _BRACES.finditer(text):
        if any(start <= match.start() < end for start, end in whole):
            continue
        if match[0] == "{{":
            what = f'"{shown(text[match.start() :].splitlines()[0])}" begins with two braces and does not end with two'
        else:
            what = f'"{shown(text[: match.end()].splitlines()[-1], end=True)}" ends with two braces and does not begin with two'
        yield match.start(), what, "Write {{ area.measure }}, or take the braces out."


def _settings(text: str) -> Iterator[tuple[int, str, str]]:
    """The settings of a program at the head of a text, which would be printed as words between two rules."""
    found = lines_of_settings(text)
    if found is not None:
        first, last = found
        words = shown(" ".join(text.split("\n")[first : last - 1]))
        what = f'lines {first} to {last} are settings of the program that wrote the file, such as its title: "{words}"'
        yield first, what, "Delete them, with both lines of dashes; if readers need the words, leave these as a paragraph."


def _loose_notes(text: str) -> Iterator[tuple[int, str, str]]:
    """Each mark of a note that is not there, and each note that no mark refers to or that is there twice."""
    marks: dict[str, int] = {}
    notes: dict[str, int] = {}
    for row, line in enumerate(text.split("\n"), start=1):
        for found in _NOTE.finditer(line):
            is_note = found[2] and not line[: found.start()].strip()
            if is_note and found[1] in notes:
                yield row, f'there is a second note "[^{found[1]}]"', "Give one of them another number, in the text too."
            (notes if is_note else marks).setdefault(found[1], row)
    for name, row in marks.items():
        if name not in notes:
            remedy = f'Write the note on a line of its own, as "[^{name}]: " and its words, or take the mark out.'
            yield row, f'the note "[^{name}]" is not in this text', remedy
    for name, row in notes.items():
        if name not in marks:
            remedy = f"Put [^{name}] where the text is that it belongs to, or take the note out."
            yield row, f'nothing refers to the note "[^{name}]"', remedy


def _deep(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line where lists and quotations, and the first where brackets, stand too deep in each other."""
    listed, opened, depth = False, False, 0
    for row, line in enumerate(text.split("\n"), start=1):
        if not listed and _depth_of(line) > DEEPEST_LIST:
            listed = True
            yield row, f"lists or quotations stand more than {DEEPEST_LIST} deep within each other", "Take out levels."
        depth = 0 if not line.strip() else depth
        for found in () if opened else _BRACKET.finditer(line):
            depth += {"[": 1, "]": -1}.get(found[0], 0)
            depth = max(depth, 0)
            if depth > MOST_BRACKETS:
                opened = True
                what = f"more than {MOST_BRACKETS} square brackets are open at once"
                yield row, what, "Close each with ], or take them out."
                break


def _misread(text: str) -> Iterator[tuple[int, str, str]]:
    """Each line with words that were read in the wrong encoding before the text came here."""
    for row, line in enumerate(text.split("\n"), start=1):
        for word, before in misread_words(line)[:1]:
            what = f'a program took letters of this line for others before it was saved: "{shown(word)}" was "{shown(before)}"'
            yield row, what, "Save the text again as it first came, as UTF-8; or type the words anew."


def _depth_of(line: str) -> int:
    """How many lists and quotations a line stands in: one for each of their marks, and for each step that it is indented."""
    prefix = _PREFIX.match(line)
    marks = _MARK.findall(prefix[0]) if prefix else []
    if not marks:
        return 0
    space = len(line.expandtabs(_COLUMNS_OF_A_STEP)) - len(line.expandtabs(_COLUMNS_OF_A_STEP).lstrip())
    return len(marks) + space // _COLUMNS_OF_A_STEP
