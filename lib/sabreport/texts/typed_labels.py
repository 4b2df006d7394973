"""The labels of numbered lists as people type them, with marks for those that Markdown would count otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = "\ufdd3", "\ufdd4"
_NUMBERED = re.compile(r"([ \t]*)(\(?(\d{1,9}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)])[ \t]+(?=\S)")
_CAPITAL = re.compile(r"[A-Z]\.")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def with_labels(lines: list[str]) -> list[str]:
    """The labels that were typed, within marks, in each list that does not count on by one."""
    lines = list(lines)
    for items in _numbered_lists(lines):
        if not _counts([item.value for item in items]):
            for item in items:
                at = lines[item.line].index(item.label) + len(item.label)
                lines[item.line] = f"{lines[item.line][:at]} {_OPEN}{item.label}{_CLOSE} {lines[item.line][at:].lstrip()}"
    return lines


def with_capitals(lines: list[str]) -> list[str]:
    """Lines with two spaces after A. and B., or I. and II., where these count on: Markdown takes one for that of an initial."""
    lines = list(lines)
    for items in list(_numbered_lists(lines)):
        values = [item.value for item in items]
        if len(set(values)) > 1 and _counts(values):
            for item in (each for each in items if _CAPITAL.fullmatch(each.label)):
                _widen(lines, item)
    return lines


@dataclass(frozen=True)
class _Item:
    """An item of a numbered list: its line, how far it is indented, its label as typed, and the number or letters of that."""

    line: int
    indent: int
    label: str
    value: str


def _widen(lines: list[str], item: _Item) -> None:
    """Put two spaces after the label of an item, and what stands below it as much farther to the right."""
    line = lines[item.line]
    at = line.index(item.label) + len(item.label)
    lines[item.line] = f"{line[:at]}  {line[at:].lstrip()}"
    added = len(lines[item.line]) - len(line)
    for number in range(item.line + 1, len(lines)):
        below = lines[number].lstrip()
        if below and len(lines[number]) - len(below) <= item.indent:
            break
        lines[number] = f"{' ' * max(0, added)}{lines[number]}" if below else lines[number]


def _numbered_lists(lines: list[str]) -> Iterator[list[_Item]]:
    """The items of each numbered list."""
    opened: list[list[_Item]] = []
    for number, line in enumerate(lines):
        found, indent = _NUMBERED.match(line), len(line) - len(line.lstrip())
        ends_all = line.strip() and not found and indent == 0 and not (number and lines[number - 1].strip())
        while opened and (ends_all or (found and opened[-1][0].indent > indent)):
            yield opened.pop()
        if found:
            item = _Item(number, indent, found[2], found[3])
            if opened and opened[-1][0].indent == indent and _alike(opened[-1][0], item):
                opened[-1].append(item)
            else:
                opened.append([item])
    yield from reversed(opened)


def _alike(one: _Item, other: _Item) -> bool:
    """Whether two labels are of one kind: numbers or letters, with the same signs around."""
    kinds = [(item.value.isdecimal(), item.value.isupper(), item.label.replace(item.value, "")) for item in (one, other)]
    return kinds[0] == kinds[1]


def _counts(values: list[str]) -> bool:
    """Whether labels count on by one as numbers, letters or Roman numbers, or are all the same."""
    if len(set(values)) == 1:
        return True
    readings = (_numbers, _roman if values[0].lower() in ("i", "v", "x") or len(values[0]) > 1 else _letters)
    rows = [[reading(value) for value in values] for reading in readings]
    return any(row[0] and all(number == row[0] + step for step, number in enumerate(row)) for row in rows)


def _numbers(value: str) -> int:
    return int(value) if value.isdecimal() else 0


def _letters(value: str) -> int:
    return ord(value.lower()) - ord("a") + 1 if len(value) == 1 and value.isalpha() else 0


def _roman(value: str) -> int:
    numbers = [_ROMAN.get(each, 0) for each in value.lower()]
    return sum(-one if one < after else one for one, after in zip(numbers, [*numbers[1:], 0], strict=True))
