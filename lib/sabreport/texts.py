"""A text that people write: read within bounds, and what in it cannot be printed, told before anything works on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sabreport.errors import ExtractError, Problem, ReportError
from sabreport.files import fault_of, read_whole

LONGEST_TEXT = 200_000
"""Bytes of a text's file, and characters of a Word file's text; thirty thousand words, or sixty pages."""
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
_NO_LIST = re.compile(r"^([ \t]*)(\+(?=[ \t])|>(?=[ \t]*[\d£$.]))", re.MULTILINE)
_DIVISION = re.compile(r"^[ ]{0,3}:{3,}.*$", re.MULTILINE)
_CALLOUT = re.compile(r":{3,}[ \t]*\{\.callout-\w+\}[ \t]*")
_NO_TARGET = re.compile(r"^([ ]{0,3})(\[(?!\^)[^\]\n]*\]:)(?![ \t]*<?(?:https?://|mailto:))", re.MULTILINE)
_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\(?\w{1,3}[.)](?=[ \t])))*[ \t]*")
_MARK = re.compile(r">|[-*+](?=[ \t])|\(?\w{1,3}[.)](?=[ \t])")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_DRAWN = re.compile(r"[ \t]*(?:\+(?:[-=:]{2,}\+)+|-{2,}(?:[ \t]+-{2,})+)[ \t]*")
_COLUMNS_OF_A_STEP = 4
_SHOWN = 40


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
    """A text file as it was written.

    Raises
    ------
    ExtractError
        Where it is missing, too large, not a file, a link to one outside the kit, or not UTF-8.
    """
    try:
        content = read_whole(path, root)
    except ReportError as error:
        raise ExtractError(error.problems, root) from error
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").translate(_NEW_LINES)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        problem = Problem(path, row, "", "the file is not UTF-8 text", "Save it again as UTF-8.", line=True)
        raise ExtractError([problem], root) from error


def as_typed(text: str) -> str:
    """A text with a backslash before what Markdown takes for more than the people who type it do.

    "+ 5" begins no list, "> 65" no quotation and ":::" no division but a callout, and "[note 1]: provisional" is a sentence
    where no address follows.
    """
    return _without_divisions(_NO_TARGET.sub(r"\1\\\2", _NO_LIST.sub(r"\1\\\2", text)))


def _without_divisions(text: str) -> str:
    """A text in which ::: begins and ends a callout and nothing else."""
    lines, opened, marks = text.split("\n"), None, []
    for number, line in enumerate(lines):
        if opened is None and _CALLOUT.fullmatch(line):
            opened = number
        elif opened is not None and line.strip(" \t:") == "" and line.startswith(":::"):
            opened = None
        elif _DIVISION.fullmatch(line):
            marks.append(number)
    for number in [*marks, *([] if opened is None else [opened])]:
        lines[number] = lines[number].replace(":", "\\:", 1)
    return "\n".join(lines)


def told_of_words(path: Path, root: Path, words: str, what: str, remedy: str) -> Problem:
    """A problem with some words of a text, on the line where they stand, if that can be told."""
    words = " ".join(words.split())
    row = None
    if path.suffix.lower() == ".md":
        first = max(words[:_SHOWN].split(), key=len, default="")
        lines = read_text(path, root).split("\n")
        row = next((number for number, line in enumerate(lines, start=1) if first and first in line), None)
    return Problem(path, row, "", f'"{_shown(words)}" {what}', remedy, line=True)


def inspect_text(path: Path, root: Path) -> list[Problem]:
    """What keeps a text in Markdown from being read in good time, told before Pandoc sees it."""
    fault = fault_of(path, root, LONGEST_TEXT)
    if fault is not None:
        return [fault]
    try:
        text = read_text(path, root)
    except ReportError as error:
        return list(error.problems)
    return [
        Problem(path, row, "", what, remedy, line=True)
        for row, what, remedy in (*_deep(text), *_loose_notes(text), *_drawn_table(text))
    ]


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
                f'"{_shown(match[0])}" has more than a name and a form'
                if "|" in form
                else f'"{_shown(match[0])}" has no form after |'
            )
            yield match.start(), what, "Write {{ area.measure }} or, with one | between, {{ area.measure | form }}."
    for match in _ONE_BRACE.finditer(text):
        near = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if "{" not in near and "}" not in near and not any(start <= match.start() < end for start, end in whole):
            yield match.start(), f'"{_shown(match[0])}" has one brace at each end', "Write two, or take the braces out."
    for match in _BRACES.finditer(text):
        if any(start <= match.start() < end for start, end in whole):
            continue
        if match[0] == "{{":
            what = f'"{_shown(text[match.start() :].splitlines()[0])}" begins with two braces and does not end with two'
        else:
            what = f'"{_shown(text[: match.end()].splitlines()[-1], end=True)}" ends with two braces and does not begin with two'
        yield match.start(), what, "Write {{ area.measure }}, or take the braces out."


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


def _shown(text: str, *, end: bool = False) -> str:
    """The beginning of a text, or its end."""
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text
    return f"... {text[-_SHOWN:]}" if end else f"{text[:_SHOWN]} ..."


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


def _drawn_table(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of a table that is drawn with dashes, and would be printed as dashes."""
    for row, line in enumerate(text.split("\n"), start=1):
        if _DRAWN.fullmatch(line):
            what = f'"{_shown(line)}" draws a table, and tables are read only with | between their cells'
            yield (
                row,
                what,
                "Write | between the cells of each row and |---|---| below the first row, or send the text as a Word file.",
            )
            break


def _depth_of(line: str) -> int:
    """How many lists and quotations a line stands in: one for each of their marks, and for each step that it is indented."""
    prefix = _PREFIX.match(line)
    marks = _MARK.findall(prefix[0]) if prefix else []
    if not marks:
        return 0
    space = len(line.expandtabs(_COLUMNS_OF_A_STEP)) - len(line.expandtabs(_COLUMNS_OF_A_STEP).lstrip())
    return len(marks) + space // _COLUMNS_OF_A_STEP
