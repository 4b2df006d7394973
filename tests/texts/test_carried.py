"""What people wrote is carried to the section's reader as it is: trees, and lines as people type them.

`TREES=3000 .venv/bin/python -m pytest tests/texts/test_carried.py` makes three thousand texts in place of a few.
"""

from __future__ import annotations

import json
import os
import random
import re
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sabreport.base.errors import ExtractError
from sabreport.base.pandoc import READER
from sabreport.texts.authored import _safe, _Way, read_narrative
from sabreport.texts.text import inspect_text

TEXTS = int(os.environ.get("TREES", "25"))
few = settings(max_examples=TEXTS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=TEXTS < 100, database=None)
Node = Any
Read = list[tuple[str, tuple[str, ...]]]
MARKS = {"Emph", "Strong", "Strikeout", "Underline"}
SCRIPTS = {"Superscript", "Subscript"}
IN_LINES = MARKS | SCRIPTS | {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Quoted", "Link", "Span", "Note"}
QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}


def element(kind: str, content: Any = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


# Words, with every sign of the keyboard and those of print; braces only as people write them singly.
SIGNS = [*(sign for sign in string.punctuation if sign not in "{}"), "{(", ")}", *"“”‘’–—…\u00a0\u202f£€•½é"]
LETTERS = ["a", "b", "is", "note", "fig", "Table", "C", "i", "mm", "1", "7", "1986", "127", "Mr", "amp", "http"]
words = st.lists(st.sampled_from(SIGNS + LETTERS), min_size=1, max_size=5).map("".join)
text = words.map(lambda said: element("Str", said))
space = st.just(element("Space"))
code = st.lists(words, min_size=1, max_size=3).map(lambda said: element("Code", [["", [], []], " ".join(said)]))


def row_of(inline: st.SearchStrategy[Node], most: int = 7) -> st.SearchStrategy[list[Node]]:
    """Inlines one after another, mostly with spaces between."""
    return st.tuples(text, st.lists(st.one_of(inline, space, inline), min_size=1, max_size=most), st.randoms()).map(
        _in_some_order
    )


def _in_some_order(row: tuple[Node, list[Node], random.Random]) -> list[Node]:
    at = row[2].randint(0, len(row[1]))
    return [*row[1][:at], row[0], *row[1][at:]]


def formatted(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    marks = st.builds(element, st.sampled_from(sorted(MARKS)), row_of(inner, 4))
    links = st.lists(text, min_size=1, max_size=3).map(
        lambda said: element("Link", [["", [], []], said, ["https://example.org/a_(b)?c=1&d=*", ""]])
    )
    scripts = st.builds(element, st.sampled_from(sorted(SCRIPTS)), row_of(text, 3))
    return st.one_of(marks, marks, links, scripts)


plainest = st.one_of(text, text, code)
inlines = row_of(
    st.one_of(text, text, text, code, formatted(st.one_of(plainest, formatted(plainest))), st.just(element("LineBreak")))
)
notes = st.tuples(inlines, row_of(plainest)).map(lambda two: [*two[0], element("Note", [element("Para", two[1])])])
paragraph = st.one_of(inlines, inlines, notes).map(lambda said: element("Para", said))
heading = row_of(st.one_of(text, formatted(text))).map(lambda said: element("Header", [3, ["", [], []], said]))


def table(rows: list[list[list[Node]]]) -> Node:
    def cells(row: list[list[Node]]) -> Node:
        none = ["", [], []]
        return [none, [[none, element("AlignDefault"), 1, 1, blocks] for blocks in row]]

    head, *body = [cells(row) for row in rows]
    columns = [[element("AlignDefault"), element("ColWidthDefault")]] * 2
    none = ["", [], []]
    return element("Table", [none, [None, []], columns, [none, [head]], [[none, 0, [], body]], [none, []]])


cell = row_of(st.one_of(plainest, formatted(text)), 4).map(lambda said: [element("Plain", said)])
tables = st.lists(st.tuples(cell, cell).map(list), min_size=2, max_size=3).map(table)


def inside(block: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    items = st.lists(st.lists(block, min_size=1, max_size=2), min_size=1, max_size=3)
    numbers = st.sampled_from([(1, "Decimal"), (7, "Decimal"), (127, "Decimal"), (3, "LowerAlpha"), (2, "UpperRoman")])
    ordered = st.tuples(numbers, items).map(
        lambda two: element("OrderedList", [[two[0][0], element(two[0][1]), element("Period")], two[1]])
    )
    return st.one_of(
        items.map(lambda each: element("BulletList", each)), ordered, block.map(lambda b: element("BlockQuote", [b]))
    )


block = st.one_of(paragraph, paragraph, paragraph, heading, tables, inside(st.one_of(paragraph, inside(paragraph))))
blocks = st.lists(block, min_size=3, max_size=12)


def read(nodes: list[Node], within: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each character of a tree with all that it stands in; a space for each gap between words; the beginning of each block."""
    for node in nodes:
        one = read_words if node["t"] in IN_LINES else read_block
        yield from one(node["t"], node.get("c"), within)


def read_words(kind: str, content: Any, within: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands in a line, as `read` gives it."""
    if kind == "Str":
        yield from ((letter, within) for letter in content)
    elif kind in ("Space", "SoftBreak"):
        yield " ", ()
    elif kind == "LineBreak":
        yield "\n", ()
    elif kind == "Code":
        yield from ((letter if letter.strip() else " ", (*within, kind) if letter.strip() else ()) for letter in content[1])
    elif kind == "Quoted":
        yield QUOTES[content[0]["t"]][0], within
        yield from read(content[1], within)
        yield QUOTES[content[0]["t"]][1], within
    elif kind == "Link":
        yield from read(content[1], (*within, content[2][0]))
    elif kind == "Span":
        yield from read(content[1], within)
    elif kind == "Note":
        held = list(read(content, (*within, kind)))
        if any(letter.strip(f" {BLOCK}{ITEM}{CELL}{SPACES}") for letter, _ in held):  # one of blanks is no note
            yield "", (*within, kind)
            yield from held
    else:
        yield from read(content, tuple(dict.fromkeys((*within, kind))))


def read_block(kind: str, content: Any, within: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A paragraph or what is made of such, as `read` gives it."""
    if kind in ("Para", "Plain"):
        yield BLOCK, within
        yield from read(content, within)
    elif kind == "Header":
        yield BLOCK, (*within, f"h{content[0]}")
        yield from read(content[2], within)
    elif kind in ("BulletList", "OrderedList"):
        start = "" if kind == "BulletList" else f"{content[0][0]} {content[0][1]['t']}"
        yield BLOCK, (*within, kind, start)
        for item in content if kind == "BulletList" else content[1]:
            yield ITEM, within
            yield from read(item, (*within, kind))
    elif kind == "BlockQuote":
        yield BLOCK, (*within, kind)
        yield from read(content, (*within, kind))
    elif kind == "Table":
        for row in [*content[3][1], *content[4][0][3]]:
            for each in row[1]:
                yield CELL, within
                yield from read(each[4], (*within, kind))
    elif kind == "Div":
        yield from read(content[1], within)
    elif kind == "HorizontalRule":
        yield BLOCK, within
    else:
        pytest.fail(f"{kind} came out")


BLOCK, ITEM, CELL = "\ue000\ue001\ue002"
SPACES = " \n\u00a0\u202f"


def settled(nodes: list[Node]) -> Read:
    """What `read` gives, without order among marks, with spaces only between words, and no empty paragraph."""
    out: Read = []
    for letter, within in read(nodes):
        if letter in " \n" and (not out or out[-1][0] in f" \n{BLOCK}{ITEM}{CELL}"):
            if letter == "\n" and out and out[-1][0] == " ":
                out[-1] = (letter, within)
            elif letter == "\n" and out and out[-1][0] == "\n":
                out.append((letter, within))
            continue
        if letter in f"{BLOCK}{ITEM}{CELL}":
            while out and out[-1][0] and out[-1][0] in SPACES:
                out.pop()
            if letter == BLOCK and out and out[-1] == (letter, within):
                continue
        out.append((letter, tuple(sorted(within))))
    while out and out[-1][0] in f"{SPACES}{BLOCK}":
        out.pop()
    return out


def with_abbreviations(one: Read, other: Read) -> Read:
    """The second, with a space where it has a no-break space and the first does not: after "Mr." and the like."""
    if len(one) != len(other):
        return other
    return [mine if mine[0] == " " and theirs[0] == "\u00a0" else theirs for mine, theirs in zip(one, other, strict=True)]


def tree(nodes: list[Node]) -> str:
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": nodes}, ensure_ascii=False)


@pytest.mark.long
@few
@given(blocks)
def test_a_tree_is_the_same_when_its_markdown_is_read(nodes: list[Node]) -> None:
    written = _safe(Path("member.docx"), Path(), tree(nodes), _Way("json", 3))
    back = json.loads(pypandoc.convert_text(written, "json", format=READER))["blocks"]
    one, other = settled(nodes), settled(back)
    assert with_abbreviations(one, other) == one, written


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u202f \u00a0"])
def test_a_note_of_blanks_is_no_note(blank: str) -> None:
    """A mark on which nothing stands at the foot of the page would send a reader there for nothing."""
    empty = element("Note", [element("Para", [element("Str", blank), element("Space")])])
    written = _safe(Path("member.docx"), Path(), tree([element("Para", [element("Str", "!!"), empty])]), _Way("json", 3))
    assert written == "!!\n"


@pytest.mark.parametrize(("outer", "inner"), [("Emph", "Strong"), ("Strong", "Emph")])
def test_words_that_are_bold_and_slanted_are_carried_whichever_way_round(outer: str, inner: str) -> None:
    """Word's files and OpenDocument's give the bold within the slanted, and Markdown's three stars the other way."""
    both = element("Para", [element(outer, [element(inner, [element("Str", "Learning")])])])
    assert _safe(Path("member.docx"), Path(), tree([both]), _Way("json", 3)) == "***Learning***\n"


IN_SEVERAL_PARTS = [
    "\u26a0\ufe0f",
    "\u2139\ufe0f",
    "1\ufe0f",
    "1\ufe0f\u20e3",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\U0001f44d\U0001f3fd",
]


@pytest.mark.parametrize(
    ("typed", "printed"), [*zip(IN_SEVERAL_PARTS, IN_SEVERAL_PARTS, strict=True), ("\ufb01ve", "five"), ("\U0001f53e", "\u25cb")]
)
def test_a_sign_stands_in_a_cell(typed: str, printed: str) -> None:
    """A cell of two paragraphs makes a table that is drawn, in which the bars of each line stand below one another: also of signs
    in colours, of several in one, and of letters that are printed as two."""
    written = _safe(Path("member.docx"), Path(), tree([_drawn(typed)]), _Way("json", 3))
    back = json.loads(pypandoc.convert_text(written, "json", format=READER))["blocks"]
    assert settled(back) == settled([_drawn(printed)])


def _drawn(sign: str) -> Node:
    cell = [element("Para", [element("Str", sign)]), element("Para", [element("Str", "late")])]
    beside = [element("Para", [element("Str", "beside")])]
    columns = [[element("AlignDefault"), {"t": "ColWidth", "c": 0.5}]] * 2
    row = [["", [], []], [[["", [], []], element("AlignDefault"), 1, 1, each] for each in (cell, beside)]]
    empty = [["", [], []], []]
    return element("Table", [["", [], []], [None, []], columns, empty, [[["", [], []], 0, [], [row]]], empty])


def said(nodes: Any) -> str:
    """The words of a tree, with the numbers of its lists."""
    out = []
    for node in nodes:
        if node["t"] == "OrderedList":
            (start, *_), items = node["c"]
            out += [f"{start + at}.{said(item)}" for at, item in enumerate(items)]
        elif node["t"] == "BulletList":
            out += [said(item) for item in node["c"]]
        elif node["t"] == "BlockQuote":
            out.append(said(node["c"]))
        else:
            out += [letter for letter, _ in read([node]) if letter not in (BLOCK, ITEM, CELL)]
    return "".join(out)


TOKENS = (
    *(
        "+ 5",
        "> 65",
        "- 3",
        "= 4",
        "| five",
        ": six",
        "~12",
        "~12~",
        "^2^",
        "H~2~O",
        "~~old~~",
        "(c) 2020",
        "A. Smith",
        "A.  Smith",
    ),
    *(
        "(@)",
        "(@a) x",
        "1986. A",
        "127.",
        "#5",
        "% one",
        "[note 1]: provisional",
        "[x]{.y}",
        "{.class}",
        "{#id}",
        "$5 to $6",
        "$a$",
    ),
    *(
        "@someone",
        "a.b@example.org",
        "&",
        "AT&T",
        "<notatag>",
        "</b>",
        "\\alpha",
        "C:\\data",
        "5*",
        "* 6",
        "_",
        "a_b_c",
        "---",
        "--",
        "...",
    ),
    *(
        "’80s",
        "'80s",
        '"a',
        'b"',
        "“c ‘d’”",
        "'e'",
        "5'",
        "```",
        "~~~",
        "::: note",
        ":::",
        "Table: x",
        "====",
        "    in",
        "\tin",
        "  ",
        "#.",
    ),
    *(
        "www.example.org",
        "50%",
        "£3",
        "a/b",
        "//",
        "/* x */",
        "title: x",
        "a^b",
        "!",
        "![",
        "a]",
        "(b",
        "\\(x\\)",
        "\\[y\\]",
        "<!-- z -->",
    ),
    *("word", "words", "and", "the", "Rutland", "\u00a0", "\u2028", "\x85", "\r\n", "\n", "\n", "\n\n", "\n\n"),
)
typed = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=25).map(" ".join)
MARKUP = re.compile(r"^[ \t]*(?:(?:[-*]|#{1,6})(?=[ \t])[ \t]*|>[ \t]*(?![ \t]*[\d£$.]))+", re.MULTILINE)
SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "–": "--", "—": "---"})


def signs_of(text: str) -> str:
    """The words and signs of a text but for those of emphasis, code, escapes, rules and spaces; quotation marks are straight."""
    text = re.sub(r"-{2,}|={2,}", "", text.translate(SAME))
    return re.sub(r"[\s\u200b*_`\\]", "", text)


@few
@given(typed)
def test_no_word_or_sign_of_a_typed_text_is_lost(line: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chapter.md"
        path.write_text(line, encoding="utf-8", newline="")
        try:
            written = read_narrative(path, path.parent, 2, lambda *_: "")
        except ExtractError as error:
            pytest.fail(str(error))
        assert [each for each in inspect_text(path, path.parent) if "a comment left in it" not in each.what] == []
    back = json.loads(pypandoc.convert_text(written, "json", format=READER))["blocks"]
    lines = re.sub(r"\r\n|[\r\x85\u2028]", "\n", line)
    assert signs_of(said(back)) == signs_of(MARKUP.sub("", lines)), written
