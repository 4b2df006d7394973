"""The labels of numbered paragraphs as their word processor shows them, carried through Pandoc, which counts for itself.

A mark that stands in no text goes before a numbered paragraph, and the tree that Pandoc makes is given the label in its place.
A list whose labels are plain numbers or letters one after another stays a list, and begins where they do; any other becomes
paragraphs that begin with their labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from num2words import num2words

from sabreport.base.characters import WORDS_OWN, in_font

DEEPER_STYLE = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
"""Word's names for the styles of items within others, all of which stand on the first level of a list of their own."""
Node = Any
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # characters that are none, and are reserved for such marks
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PLAIN = re.compile(r"(\(?)%(\d)([.)]?)")
_DELIMITERS = {("", "."): "Period", ("", ""): "Period", ("", ")"): "OneParen", ("(", ")"): "TwoParens"}
_STYLES = {"decimal": "Decimal", "lowerLetter": "LowerAlpha", "upperLetter": "UpperAlpha"}
_STYLES |= {"lowerRoman": "LowerRoman", "upperRoman": "UpperRoman"}
_STYLES |= {"lowerColumn": "LowerAlpha", "upperColumn": "UpperAlpha"}  # z is followed by aa, ab and so on, as in worksheets
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_READ_OTHERWISE = {"Alpha": (9,), "Roman": (5, 10, 50, 100, 500, 1000)}
"""A list that begins with i would be read as Roman numbers, and one that begins with v, x, l, c, d or m as letters."""
_ENCLOSED = {"decimalEnclosedCircle": "①", "decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}
_ENCLOSED |= {"decimalEnclosedCircleChinese": "①"}
_SERIES = re.compile(r"(0+1)(?:, ?[\d.]+)*")
"""A style that is given by how it begins, such as ``001, 002, 003, ...``."""
_MOST_ENCLOSED = 20
_CHICAGO = "*†‡§"
_WRITTEN = (
    *_STYLES,
    *_ENCLOSED,
    "ordinal",
    "ordinalText",
    "cardinalText",
    "chicago",
    "numberInDash",
    "none",
    "bullet",
)
_LETTERS = 26
_LARGEST = 32_767
"""Of the numbers that Word lets a list begin with; a larger one in letters, Roman numbers or signs would fill pages."""
_USUAL_BULLETS = tuple("•◦▪▫–—-oO§·●○■□*‣⁃∙➢➤❖❑◆◇♦◼◻◾◽►▶►✦⚫⚪⬤➣⇒‐‑")
_FIRST_OF_NO_FONT = "\u0100"
"""Of the characters for which no font of signs has a sign of its own, if they are not Word's own."""


@dataclass(frozen=True)
class Label:
    """The label of a numbered paragraph.

    Parameters
    ----------
    text
        As it is shown; may be empty.
    value
        Its number, where the label is that alone, with a full stop or brackets.
    style, delimiter
        What Pandoc calls such a list; empty where there is no value.
    """

    text: str
    value: int = 0
    style: str = ""
    delimiter: str = ""


def label_of(pattern: str, level: int, values: Sequence[int], formats: Sequence[str]) -> Label:
    """The label of a paragraph.

    Parameters
    ----------
    pattern
        Its text, with ``%1`` for the number of the first level and so on.
    level
        Its own level, from 0.
    values, formats
        The number of each level up to its own, and how it is written, by Word's names.
    """
    shown = re.sub(r"%([1-9])", lambda found: _at(int(found[1]) - 1, values, formats), pattern).strip()
    plain = _PLAIN.fullmatch(pattern.strip())
    style = _STYLES.get(formats[level])
    if not plain or int(plain[2]) != level + 1 or not style or (plain[1], plain[3]) not in _DELIMITERS:
        return Label(shown)
    if "Alpha" in style and values[level] > _LETTERS:
        return Label(shown)
    return Label(shown, values[level], style, _DELIMITERS[plain[1], plain[3]])


def bullet_of(sign: str, font: str) -> Label | None:
    """The label of a bullet that says something, such as a tick; None for one that only begins an item.

    Parameters
    ----------
    sign, font
        As they stand in the file: a sign of the font Wingdings is a number of its own.
    """
    sign, is_other = in_font(sign, font)
    sign = "" if is_other and sign < _FIRST_OF_NO_FONT else sign.translate(WORDS_OWN).strip()
    is_private = any("\ue000" <= each <= "\uf8ff" for each in sign)
    return None if sign in _USUAL_BULLETS or not sign or is_private else Label(sign)


def _at(level: int, values: Sequence[int], formats: Sequence[str]) -> str:
    """The number of a level as it is written; none where the paragraph stands above it."""
    return written_number(values[level], formats[level]) if level < len(values) else ""


def written_number(value: int, style: str) -> str:
    """A number in one of the styles of lists, by Word's names; those of other scripts are written in digits: `is_written_anew`.

    Examples
    --------
    >>> [written_number(28, style) for style in ("decimal", "lowerLetter", "upperRoman", "ordinal", "001, 002, 003, ...")]
    ['28', 'bb', 'XXVIII', '28th', '028']
    """
    if style in ("none", "bullet"):
        return ""
    if value > _LARGEST:
        return str(value)
    if style.endswith("Letter") and value > 0:
        times, letter = divmod(value - 1, _LETTERS)
        text = chr(ord("a") + letter) * (times + 1)
    elif style.endswith("Column") and value > 0:
        text = _column(value)
    elif style.endswith("Roman") and value > 0:
        text = _roman(value)
    elif width := _width(style):
        text = f"{value:0{width}d}"
    elif style == "ordinal":
        last = 0 if value // 10 % 10 == 1 else value % 10
        text = f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
    elif style == "cardinalText":
        text = str(num2words(value)).replace(" and ", " ").capitalize()
    elif style == "ordinalText":
        text = str(num2words(value, to="ordinal")).replace(" and ", " ").capitalize()
    elif style == "numberInDash":
        text = f"- {value} -"
    elif style == "chicago" and value > 0:
        times, sign = divmod(value - 1, len(_CHICAGO))
        text = _CHICAGO[sign] * (times + 1)
    elif style in _ENCLOSED and 0 < value <= _MOST_ENCLOSED:
        text = chr(ord(_ENCLOSED[style]) + value - 1)
    else:
        text = str(value)
    return text.upper() if style.startswith("upper") else text


def is_written_anew(style: str) -> bool:
    """Whether a number in a style of lists is printed in digits, which is not how its word processor shows it."""
    return style not in _WRITTEN and not _width(style)


def _width(style: str) -> int:
    """How many digits a number has at least that begins with noughts; none in any other style."""
    found = _SERIES.fullmatch("01" if style == "decimalZero" else style)
    return len(found[1]) if found else 0


def _column(value: int) -> str:
    text = ""
    while value:
        value, letter = divmod(value - 1, _LETTERS)
        text = chr(ord("a") + letter) + text
    return text


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


class Labels:
    """The labels of a document, in the order in which they were marked."""

    def __init__(self) -> None:
        self._labels: list[Label] = []

    def marked(self, label: Label) -> str:
        """The mark that stands for a label at the beginning of a paragraph."""
        self._labels.append(label)
        return f"{_OPEN}{len(self._labels) - 1}{_CLOSE}"

    def shown(self, node: Node) -> Node:
        """A part of Pandoc's tree with its labels in place of their marks."""
        if isinstance(node, str):
            return _MARK.sub(lambda found: f"{self._labelled(found).text} ", node) if _OPEN in node else node
        if isinstance(node, dict):
            if node.get("t") in ("Para", "Plain", "Header"):
                node = _led(node, self._take(node))
            return {key: self.shown(value) for key, value in node.items()}
        if not isinstance(node, list):
            return node
        nodes = list[Node]()
        for each in node:
            listed = isinstance(each, dict) and each.get("t") in ("OrderedList", "BulletList")
            for block in self._list(each) if listed else [self.shown(each)]:
                if listed and nodes and _goes_on(nodes[-1], block):
                    nodes[-1]["c"][1] += block["c"][1]
                else:
                    nodes.append(block)
        return [each for block in nodes for each in _readable(block)]

    def _list(self, block: Node) -> Iterator[Node]:
        """A list as lists of one item each, which go on from one another, and paragraphs with the labels that are shown."""
        items = block["c"][1] if block["t"] == "OrderedList" else block["c"]
        led = [(self._take(item[0]) if item else None, item) for item in items]
        if all(label is None for label, _ in led):
            shown = [self.shown(item) for item in items]
            if all(item and item[0]["t"] in ("OrderedList", "BulletList") for item in items):
                yield from (each for item in shown for each in item)  # an item that begins with a list is none itself
                return
            yield {**block, "c": [block["c"][0], shown] if block["t"] == "OrderedList" else shown}
            return
        last: Node = None
        for label, item in led:
            blocks = self.shown(item)
            if label is None and last is not None:
                last["c"][1][-1] += blocks
                continue
            if last is not None:
                yield last
            last = None
            if label is not None and label.style and blocks and blocks[0]["t"] != "Header":
                last = {"t": "OrderedList", "c": [[label.value, {"t": label.style}, {"t": label.delimiter}], [blocks]]}
                continue
            if blocks and blocks[0]["t"] in ("Para", "Plain", "Header"):
                blocks[0] = _led(blocks[0], label)
            yield from ({**each, "t": "Para"} if each["t"] == "Plain" else each for each in blocks)
        if last is not None:
            yield last

    def _take(self, block: Node) -> Label | None:
        """Take the mark off the beginning of a block, and give the label that it stands for."""
        inlines: Node = block.get("c") if isinstance(block, dict) else None
        if isinstance(inlines, list) and block["t"] == "Header":
            inlines = inlines[2]
        while isinstance(inlines, list) and inlines and isinstance(inlines[0], dict):
            first = inlines[0]
            if first["t"] == "Str":
                found = _MARK.match(first["c"])
                if not found:
                    return None
                first["c"] = first["c"][found.end() :]
                if not first["c"]:
                    del inlines[0]
                return self._labelled(found)
            content: Node = first.get("c")
            inlines = content[-1] if first["t"] == "Span" else content
        return None

    def _labelled(self, found: re.Match[str]) -> Label:
        number = int(found[1])
        return self._labels[number] if number < len(self._labels) else Label("")


def unlabelled(node: Node) -> Node:
    """A part of Pandoc's tree without the marks of labels, which are no words of its author."""
    if isinstance(node, str):
        return _MARK.sub("", node) if _OPEN in node else node
    if isinstance(node, dict):
        return {key: unlabelled(value) for key, value in node.items()}
    return [unlabelled(each) for each in node] if isinstance(node, list) else node


def _goes_on(before: Node, block: Node) -> bool:
    """Whether a numbered list goes on from another before it."""
    if before["t"] != "OrderedList" or block["t"] != "OrderedList":
        return False
    (start, *look), items = before["c"]
    return bool(block["c"][0] == [start + len(items), *look])


def _readable(block: Node) -> list[Node]:
    """A list as it is; as paragraphs where it begins with a letter that could be a Roman number or the other way round."""
    if not isinstance(block, dict) or block.get("t") != "OrderedList":
        return [block]
    (start, style, delimiter), items = block["c"]
    if start not in _READ_OTHERWISE.get(style["t"][-5:], ()):
        return [block]
    kind = next(each for each, name in _STYLES.items() if name == style["t"])
    before, after = next((marks for marks, name in _DELIMITERS.items() if name == delimiter["t"]), ("", "."))
    blocks = list[Node]()
    for number, (first, *rest) in ((number, item) for number, item in enumerate(items, start=start) if item):
        label = Label(f"{before}{written_number(number, kind)}{after}")
        blocks += [{**_led(first, label), "t": "Para"} if first["t"] in ("Para", "Plain") else first, *rest]
    return blocks


def _led(block: Node, label: Label | None) -> Node:
    """A block that begins with a label."""
    if label is None or not label.text:
        return block
    words = [each for word in label.text.split() for each in ({"t": "Str", "c": word}, {"t": "Space"})]
    if block["t"] == "Header":
        return {**block, "c": [*block["c"][:2], [*words, *block["c"][2]]]}
    return {**block, "c": [*words, *block["c"]]}
