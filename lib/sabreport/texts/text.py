"""A text that people write: read within bounds, and what in it cannot be printed, told before anything works on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sabreport.base.errors import ExtractError, Problem, ReportError
from sabreport.base.files import fault_of, read_whole, too_large
from sabreport.base.misread import misread_words
from sabreport.texts.exported import lines_of_settings, without_picture_files
from sabreport.texts.typed_columns import columns_of_bars, columns_of_spaces
from sabreport.texts.typed_signs import MARK
from sabreport.wording.lists import first_words

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
_DRAWN = re.compile(r"[ \t]*(?:\+(?:[-=:]{2,}\+)+|-{2,}(?:[ \t]+-{2,})+)[ \t]*")
_BELOW_HEADING = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?")
_BETWEEN_CELLS = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(\|)")
_LIST_MARK = re.compile(rf"[ \t]*{MARK}")
_WRITE_BARS = (
    "Write | between the cells of each row and |---|---| below the first row; a member's statement can also be sent as a Word "
    "file with a real table."
)
_ROWS = re.compile(r"(?:^[ ]{0,3}\|.*\|[ \t]*(?:\n|\Z)){2,}", re.MULTILINE)
_DASHES = re.compile(r"^[ ]{0,3}\|[ \t]*:?-", re.MULTILINE)
_REMARK = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<!--(?P<said>.*?)-->", re.DOTALL)
"""Code, in which nothing is a comment, or a comment."""
_MOST_WORDS = 8
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
        first = max(words[:_SHOWN].split(), key=len, default="")
        lines = read_text(path, root).split("\n")
        row = next((number for number, line in enumerate(lines, start=1) if first and first in line), None)
    return Problem(path, row, "", f'"{_shown(words)}" {what}', remedy, line=True)


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
            _drawn_table,
            _cells_too_many,
            _bars,
            _columns,
            _tabs,
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


def _settings(text: str) -> Iterator[tuple[int, str, str]]:
    """The settings of a program at the head of a text, which would be printed as words between two rules."""
    found = lines_of_settings(text)
    if found is not None:
        first, last = found
        words = _shown(" ".join(text.split("\n")[first : last - 1]))
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
            yield row, what, _WRITE_BARS
            break


def _cells_too_many(text: str) -> Iterator[tuple[int, str, str]]:
    """Each row of a table that has more cells than the heading, of which the last would be lost."""
    lines = text.split("\n")
    columns = 0
    for row, line in enumerate(lines, start=1):
        below = row > 1 and "|" in line and _BELOW_HEADING.fullmatch("".join(line.split()))
        if below and not columns and "|" in lines[row - 2]:
            columns = len(_cells_of(line))
            heading = len(_cells_of(lines[row - 2]))
            if heading != columns:
                what = f"the heading has {heading} cells and the line of dashes below it {columns}"
                yield row - 1, what, "Give both the same number of cells, with | between them."
                columns = heading
        elif "|" not in line:
            columns = 0
        elif columns and len(cells := _cells_of(line)) > columns and any(cells[columns:]):
            what = f"the row has {len(cells)} cells and the heading {columns}"
            yield row, what, "Add a heading for the last cell, or take out the | too many; a | within a cell is typed \\|."


def _cells_of(line: str) -> list[str]:
    """The cells of a row that has | between them, and may have one at each end."""
    line = line.strip()
    cuts = [match.start() for match in _BETWEEN_CELLS.finditer(line) if match[2]]
    cells = [line[start:end].strip() for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(line)], strict=True)]
    cells = cells[1:] if cuts and cuts[0] == 0 else cells
    return cells[:-1] if cuts and cuts[-1] == len(line) - 1 else cells


def _tabs(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of each table with tabs between its cells, which would be printed as one line of words."""
    what = "this line and the next have tabs between their words, and tables are read only with | between their cells"
    yield from ((row, what, _WRITE_BARS) for row, _ in lines_with_tabs(text.split("\n")))


def lines_with_tabs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines that run below one another with tabs between their words, and where the first of them stands, from 1.

    Two or more do, of which one may have its words after several tabs, or several after its words: its other cells are empty.

    Parameters
    ----------
    lines
        Such as a paragraph has, or paragraphs one after another.
    """
    row = 1
    for has_tabs, group in groupby(lines, lambda line: bool(line.strip()) and "\t" in _unmarked(line)):
        run = list(group)
        parted = [tabs_between(line.rstrip()) > 0 for line in run]
        rows = [is_parted or _unmarked(line).count("\t") > 1 for is_parted, line in zip(parted, run, strict=True)]
        if has_tabs and any(parted) and sum(rows) > 1:
            first = rows.index(True)  # before it may be a line that only begins or ends with a tab
            yield row + first, run[first:]
        row += len(run)


def tabs_between(line: str) -> int:
    """How many times tabs stand after words of a line; the one after a number or a sign that begins it is not counted."""
    return len(re.findall(r"\t[ \t]*", _unmarked(line).lstrip()))


def _unmarked(line: str) -> str:
    """A line without the number or the sign that begins it."""
    marked = _LIST_MARK.match(line)
    return line[marked.end() :] if marked else line


def _misread(text: str) -> Iterator[tuple[int, str, str]]:
    """Each line with words that were read in the wrong encoding before the text came here."""
    for row, line in enumerate(text.split("\n"), start=1):
        for word, before in misread_words(line)[:1]:
            what = f'a program took letters of this line for others before it was saved: "{_shown(word)}" was "{_shown(before)}"'
            yield row, what, "Save the text again as it first came, as UTF-8; or type the words anew."


def _bars(text: str) -> Iterator[tuple[int, str, str]]:
    """The first row of each table that has no line of dashes, and would be printed as one line of words."""
    for found in _ROWS.finditer(text):
        if not _DASHES.search(found[0]):
            what = (
                f'"{_shown(found[0].splitlines()[0])}" and the lines below it have | between their words, and no line of dashes'
            )
            yield text.count("\n", 0, found.start()) + 1, what, "Write |---|---| below the first row, which is the heading."


def _columns(text: str) -> Iterator[tuple[int, str, str]]:
    """The first line of each table that has spaces, or bars alone, between its cells."""
    for row, line in columns_of_spaces(text):
        what = f'"{_shown(line)}" and the next line have wide spaces between their words, and tables are read only with |'
        yield row, what, _WRITE_BARS
    for row, line in columns_of_bars(text):
        what = f'"{_shown(line)}" and the lines below it have | between their words, and no line of dashes'
        yield row, what, "Write |---|---| below the first row, which is the heading."


def _depth_of(line: str) -> int:
    """How many lists and quotations a line stands in: one for each of their marks, and for each step that it is indented."""
    prefix = _PREFIX.match(line)
    marks = _MARK.findall(prefix[0]) if prefix else []
    if not marks:
        return 0
    space = len(line.expandtabs(_COLUMNS_OF_A_STEP)) - len(line.expandtabs(_COLUMNS_OF_A_STEP).lstrip())
    return len(marks) + space // _COLUMNS_OF_A_STEP
