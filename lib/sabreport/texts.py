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

_BINDING = re.compile(r"\{\{([^{}<>]*)\}\}")
_BRACES = re.compile(r"\{\{(?!\\?[<%])|(?<![>%])\}\}")
_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\(?\w{1,3}[.)](?=[ \t])))*[ \t]*")
_MARK = re.compile(r">|[-*+](?=[ \t])|\(?\w{1,3}[.)](?=[ \t])")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
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
    """The name and the form in a pair of braces; Pandoc has put a backslash before some marks of a name."""
    name, _, form = inner.replace("\\", "").partition("|")
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
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        problem = Problem(path, row, "", "the file is not UTF-8 text", "Save it again as UTF-8.", line=True)
        raise ExtractError([problem], root) from error


def inspect_text(path: Path, root: Path) -> list[Problem]:
    """What keeps a text in Markdown from being read in good time, told before Pandoc sees it."""
    fault = fault_of(path, root, LONGEST_TEXT)
    if fault is not None:
        return [fault]
    try:
        text = read_text(path, root)
    except ReportError as error:
        return list(error.problems)
    return [Problem(path, row, "", what, remedy, line=True) for row, what, remedy in _deep(text)]


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
    whole = {at for match in _BINDING.finditer(text) for at in (match.start(), match.end() - 2)}
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
    for match in _BRACES.finditer(text):
        if match.start() in whole or match.start() - 1 in whole or match.start() + 1 in whole:
            continue
        if match[0] == "{{":
            what = f'"{_shown(text[match.start() :].splitlines()[0])}" begins with two braces and does not end with two'
        else:
            what = f'"{_shown(text[: match.end()].splitlines()[-1], end=True)}" ends with two braces and does not begin with two'
        yield match.start(), what, "Write {{ area.measure }}, or take the braces out."


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


def _depth_of(line: str) -> int:
    """How many lists and quotations a line stands in: one for each of their marks, and for each step that it is indented."""
    prefix = _PREFIX.match(line)
    marks = _MARK.findall(prefix[0]) if prefix else []
    if not marks:
        return 0
    space = len(line.expandtabs(_COLUMNS_OF_A_STEP)) - len(line.expandtabs(_COLUMNS_OF_A_STEP).lstrip())
    return len(marks) + space // _COLUMNS_OF_A_STEP
