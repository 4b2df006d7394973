"""What is wrong with a file of settings as YAML, in words for someone who has never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

DEEPEST = 12
"""How deep keys and lists may stand within each other."""
Fault = tuple[int | None, str, str]
"""The line, what is wrong with it, and what to do."""

_QUOTE = "Put the whole value in quotation marks."
_NO_SPACE = re.compile(r"\s*(?:- )?[\w-]+:(?![\s/])\S")
_REMARK = re.compile(r"\s+#(?=\S)(.*?)(?:\s+#\s.*)?\s*")
_PLAIN_KINDS = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
_SUBJECTS = (
    ("found unexpected end of stream", "a quotation mark is opened here and not closed", "Close it at the end of the value."),
    (
        "found unexpected document separator",
        "a quotation mark is opened here and not closed",
        "Close it at the end of the value.",
    ),
    ("expected ',' or ']'", "the [ here is not closed, or a comma is missing after it", "Close it with ] on the same line."),
    ("expected ',' or '}'", "the { here is not closed, or a comma is missing after it", "Close it with } on the same line."),
)
"""Faults that are told at the place where something began."""
_OBJECTS = (
    ("found unknown escape character", "a backslash stands within double quotation marks", "Put the value in ' instead."),
    ("expected escape sequence", "a backslash stands within double quotation marks", "Put the value in ' instead."),
    ("but found another document", "a second set of keys begins here, after a line of dashes or dots", "Delete that line."),
    ("expected '<document start>'", "the lines above begin with %, and no key does", "Delete them."),
    (
        "sequence entries are not allowed",
        "a hyphen stands where a value is expected",
        f"{_QUOTE} A list begins on the next line.",
    ),
    ("a comment or a line break", "a value cannot begin with | or >", _QUOTE),
    ("chomping or indentation", "a value cannot begin with | or >", _QUOTE),
    ("undefined alias", "a value cannot begin with *", _QUOTE),
    ("alphabetic or numeric character", "a value cannot begin with *, & or !", _QUOTE),
)
"""Faults that are told where they were come upon."""


def syntax_fault(error: YAMLError, text: str) -> Fault:
    """What kept a text from being read."""
    lines = text.split("\n")
    if isinstance(error, ReaderError):
        what = f"a character stands here that cannot be printed (number {error.character})"
        return text.count("\n", 0, int(error.position)) + 1, what, "Type the line anew and delete the old one."
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return None, "the file cannot be understood", "Compare it with that of another board."
    problem, row = str(error.problem), _row(error.problem_mark)
    began = _row(error.context_mark) if error.context_mark is not None else row
    if isinstance(error, MaxDepthExceededError):
        return row, f"keys and lists stand more than {DEEPEST} deep within each other", "Take out what is not needed."
    for sign, what, remedy in _SUBJECTS:
        if sign in problem:
            return began, what, remedy
    for sign, what, remedy in _OBJECTS:
        if sign in problem:
            return row, what, remedy
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, row, error.problem_mark.column)
    if "could not find expected ':'" in problem:
        return _no_key(lines, began)
    if "cannot start any token" in problem:
        found = _at(lines, row)[error.problem_mark.column :][:1]
        if found == "\t":
            return row, "a tab stands here, and only spaces may", "Type spaces in its place, two for each step."
        return row, f"a value cannot begin with {found}", _QUOTE
    if "expected the node content" in problem:
        return row, f"a value cannot begin with {_at(lines, row)[error.problem_mark.column :][:1]}", _QUOTE
    if "expected <block end>" in problem and "<scalar>" in problem:
        remedy = "Put all of it in quotation marks of the other kind: \" where ' stands within, ' where \" does."
        return row, "there is more text after the closing quotation mark", remedy
    if "expected <block end>" in problem:
        remedy = "Begin it in the same column as the keys or hyphens that it belongs to."
        return row, "this line begins in another column than those that it stands with", remedy
    return (
        row,
        "this line or the one above cannot be understood",
        "Check how far it is indented, its quotation marks and its colons.",
    )


def node_faults(node: Any, text: str) -> Iterator[Fault]:
    """What a text holds that YAML has and settings do not: second keys, marks, remarks that swallow a value."""
    yield from _node_faults(node, text.split("\n"))


def _node_faults(node: Any, lines: list[str]) -> Iterator[Fault]:
    row = _row(node.start_mark)
    if node.anchor is not None:
        yield row, f"the mark &{node.anchor} stands before a value", "Delete it, and write the values out where they are needed."
        return
    if str(node.tag).removeprefix("tag:yaml.org,2002:") not in _PLAIN_KINDS:
        yield row, "a value cannot begin with !", _QUOTE
    if isinstance(node, SequenceNode):
        for each in node.value:
            yield from _run_on(each, lines)
            yield from _node_faults(each, lines)
    if isinstance(node, MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            place = _row(key.start_mark)
            if not isinstance(key, ScalarNode):
                yield place, "a value cannot begin with { or [ unless it is a list", _QUOTE
                continue
            if str(key.tag).endswith(":merge"):
                yield place, "the key << takes in other keys, which cannot be done here", "Write those keys out."
                continue
            if key.value in first:
                yield place, f'the key "{key.value}" is there already, in line {first[key.value]}', "Delete one of the two."
            first.setdefault(key.value, place)
            yield from _swallowed(key, value, lines)
            yield from _node_faults(value, lines)


def _run_on(entry: Any, lines: list[str]) -> Iterator[Fault]:
    """Each entry of a list that is indented further than the one above, which YAML takes for more text of that one."""
    if isinstance(entry, ScalarNode) and entry.style is None:
        for row in range(_row(entry.start_mark) + 1, _row(entry.end_mark) + 1):
            if _at(lines, row).lstrip().startswith("- "):
                what = "this line is indented further than the entry above it, and would be part of that"
                yield row, what, "Begin its hyphen in the same column as that of the entry above."


def _swallowed(key: ScalarNode, value: Any, lines: list[str]) -> Iterator[Fault]:
    """A # that is part of the value, and that YAML takes for the beginning of a remark."""
    if not isinstance(value, ScalarNode) or value.style is not None or not str(value.tag).endswith((":null", ":str")):
        return
    end = value.end_mark if value.value else key.end_mark
    found = _REMARK.fullmatch(_at(lines, _row(end))[end.column :].removeprefix("" if value.value else ":"))
    if found:
        what = f'all after # is left out as a remark: "#{found[1]}"'
        meant = f"{value.value} #{found[1]}".strip()
        remedy = f'Put the value in quotation marks: {key.value}: "{meant}". A remark has a space after the #.'
        yield _row(end), what, remedy


def _second_colon(lines: list[str], row: int, column: int) -> Fault:
    """A colon where there can be none: in a value, or after a line that is not what it was meant to be."""
    line, above = _at(lines, row), next((i for i in range(row - 1, 0, -1) if _at(lines, i).strip()), 0)
    key, colon, value = line[: column + 1].partition(": ")
    if colon or _at(lines, row).rstrip().count(":") > 1:
        name = key.strip().removeprefix("- ").split(":")[0]
        value = line.partition(": ")[2].strip() or line.partition(":")[2].strip()
        shown = value.replace('"', "'")
        return row, f'the value of "{name}" holds a colon', f'Put it in quotation marks: {name}: "{shown}"'
    if above and (_NO_SPACE.match(_at(lines, above)) or ":" not in _at(lines, above)):
        return _no_key(lines, above)
    remedy = "Begin it in the same column as the key above, or put the value above in quotation marks, on one line."
    return row, "this line is indented, and the key above it has a value already", remedy


def _no_key(lines: list[str], row: int) -> Fault:
    """A line that is neither a key with its value nor an entry of a list."""
    line = _at(lines, row)
    if _NO_SPACE.match(line):
        key, _, value = line.strip().partition(":")
        return row, "there is no space after the colon", f"Write it as {key}: {value}"
    if re.match(r"\s*-[^\s-]", line):
        return row, "there is no space after the hyphen", f"Write it as - {line.strip()[1:]}"
    return row, "this line has no colon", "Write it as `key: value`, or as `- entry` in a list."


def no_space_in(text: str) -> bool:
    """Whether a text looks like a key and its value without the space between them."""
    return bool(_NO_SPACE.match(text)) and "\n" not in text


def _row(mark: StreamMark) -> int:
    return int(mark.line) + 1


def _at(lines: list[str], row: int) -> str:
    return lines[row - 1].rstrip("\r") if 0 < row <= len(lines) else ""
