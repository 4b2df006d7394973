"""What a draft says, section by section: read by Pandoc when the draft is made, and kept in it, so that nobody waits for that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sabreport.base.errors import ExtractError
from sabreport.base.pandoc import READER, converted
from sabreport.base.places import PACKAGE
from sabreport.documents.engines import INCLUDE
from sabreport.reuse.hashes import digest_of_file, digest_of_text, digest_of_value
from sabreport.running.origins import ORIGINS

SAID = "said.json"
"""In a draft's folder: what each text of its report says, by the hash of the text."""
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = ":" * 15

Piece = dict[str, Any]
"""A ``heading``, ``passage``, ``chart`` or ``table`` as JSON can hold it.

Each has ``is``; ``part``, the number of the part of its section, empty for the template's own words; and its words, or its
caption, as ``text``: what is printed, and each fact in it as the place where it begins with its key. What is referred to stands
there by its name.
"""


@dataclass(frozen=True)
class Said:
    """What a section says; `section` is the name of its file, empty for words of the template's own."""

    section: str
    pieces: list[Piece]


def said_in(draft: Path, root: Path) -> list[Said]:
    """What the sections of a kept draft say, in their order.

    Raises
    ------
    OSError, ValueError
        Where a file of it is missing or harmed.
    ExtractError
        Where Pandoc cannot read it.
    """
    texts = list(_texts(draft))
    said = _said_by(texts, _kept(draft), draft, root)
    return [Said(section, said[digest_of_text(text)]) for section, text in texts]


def keep_said(draft: Path, before: Path) -> None:
    """Keep in a draft's folder what it says; texts that the draft before has too are taken as they were read then.

    Where they cannot be read nothing is kept, and whoever needs them is told.
    """
    with suppress(ExtractError):
        said = _said_by(list(_texts(draft)), _kept(before), draft, draft)
        record = json.dumps({"reader": _reader(), "texts": said}, ensure_ascii=False, separators=(",", ":"))
        (draft / SAID).write_text(f"{record}\n", encoding="utf-8", newline="\n")


def pieces_in(markdown: str, path: Path, root: Path) -> list[Piece]:
    """The pieces of a text that a section could hold; `path` names it where it cannot be read."""
    reader = _Reader()
    reader.read(_blocks(markdown, path, root))
    return reader.pieces


def parts_of(draft: Path) -> dict[str, Any]:
    """What wrote each part of each section; nothing of a draft of an older kit."""
    try:
        found = json.loads((draft / ORIGINS).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _texts(draft: Path) -> Iterator[tuple[str, str]]:
    """The texts of a report in their order: of each section, in its parts, and of the template where it has words of its own."""
    (document,) = (draft / "report").glob("*.qmd")
    parts = parts_of(draft)
    for at, found in enumerate(INCLUDE.split(_FRONT.sub("", document.read_text(encoding="utf-8")))):
        if at % 2:  # what was found between two texts
            path = document.parent / found
            starts = [part["line"] for part in parts.get(path.name, {"parts": []})["parts"]]
            yield path.name, _in_parts(path.read_text(encoding="utf-8"), starts)
        elif found.strip():
            yield "", found


def _in_parts(text: str, starts: list[int]) -> str:
    """A section with each of its parts in a Div that has its number."""
    lines = text.split("\n")
    ends = [each - 1 for each in starts[1:]] + [len(lines)]
    found: list[str] = []
    for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        found += [f'{_FENCE} {{part="{number}"}}', "", *lines[start:end], "", _FENCE, ""]
    return "\n".join(found)


def _said_by(texts: list[tuple[str, str]], kept: Mapping[str, list[Piece]], draft: Path, root: Path) -> dict[str, list[Piece]]:
    """What some texts say, by their hashes: those that are not kept are read, all at once."""
    by_hash = {digest_of_text(text): text for _, text in texts}
    new = [digest for digest in by_hash if digest not in kept]
    said = {digest: kept[digest] for digest in by_hash if digest in kept}
    if new:
        whole = "\n\n".join(f'{_FENCE} {{text="{digest}"}}\n\n{by_hash[digest]}\n\n{_FENCE}' for digest in new)
        readers = {digest: _Reader() for digest in new}
        reader = readers[new[0]]
        for block in _blocks(whole, draft / "report", root):
            match block:
                case {"t": "Div", "c": [[_, _, [["text", digest]]], inner]}:
                    reader = readers[digest]
                    reader.read(inner)
                case _:  # behind a fence too many
                    reader.read([block])
        said |= {digest: reader.pieces for digest, reader in readers.items()}
    return said


def _blocks(markdown: str, path: Path, root: Path) -> list[Any]:
    tree = json.loads(converted(path, root, markdown, ["--from", READER, "--to", "json"], ("", "")))
    blocks: list[Any] = tree["blocks"]
    return blocks


def _kept(draft: Path) -> dict[str, list[Piece]]:
    """What a draft keeps of what its texts say; nothing where an older kit made it, which may have read them otherwise."""
    try:
        record = json.loads((draft / SAID).read_bytes())
        texts: dict[str, list[Piece]] = record["texts"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return texts if record["reader"] == _reader() else {}


@cache
def _reader() -> str:
    """What decides how a text is read: this module, and Pandoc."""
    return digest_of_value([digest_of_file(PACKAGE / "documents/said.py"), READER, version("pypandoc-binary")])


@dataclass
class _Text:
    """Words on their way through a tree, with the places of facts in them."""

    printed: str = ""
    facts: list[tuple[int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.printed += text

    def as_json(self) -> list[Any]:
        return [self.printed, [list(each) for each in self.facts]]


class _Reader:
    """Goes through the blocks of a text once, in its order."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._part = ""

    def read(self, blocks: list[Any], behind: str = "") -> None:
        """Note what stands in some blocks; `behind` is the chart whose data they are."""
        for block in blocks:
            match block:
                case {"t": "Header", "c": [level, [ident, _, _], inlines]}:
                    self._add("heading", _text_of(inlines), level=level, id=ident)
                case {"t": "Para" | "Plain", "c": [{"t": "Image", "c": [[ident, _, _], caption, _]}]} if ident:
                    self._add("chart", _text_of(caption), id=ident)
                case {"t": "Para" | "Plain", "c": inlines}:
                    self._passage(inlines)
                case {"t": "Table"}:
                    self._table(block["c"], behind)
                case {"t": "Div", "c": [[_, classes, pairs], inner]}:
                    outside, self._part = self._part, dict(pairs).get("part", self._part)
                    self.read(inner, dict(pairs).get("behind", behind) if "chart-data" in classes else behind)
                    self._part = outside
                case {"t": "BlockQuote", "c": inner}:
                    self.read(inner)
                case {"t": "BulletList", "c": items} | {"t": "OrderedList", "c": [_, items]}:
                    for item in items:
                        self.read(item)
                case {"t": "DefinitionList", "c": items}:
                    for term, meanings in items:
                        self._passage(term)
                        for meaning in meanings:
                            self.read(meaning)

    def _add(self, what: str, text: _Text, **more: Any) -> None:
        self.pieces.append({"is": what, "text": text.as_json(), "part": self._part, **more})

    def _passage(self, inlines: list[Any]) -> None:
        text = _text_of(inlines)
        if text.printed.strip():
            self._add("passage", text)

    def _table(self, parts: list[Any], behind: str) -> None:
        (ident, _, _), (_, caption), _, (_, head), bodies, (_, foot) = parts
        said = _text_of([inline for block in caption for inline in block["c"]])
        if not ident and (found := re.search(r"\{#(tbl-[\w-]+)[ }]", said.printed)):
            ident = found[1]
            said.printed = said.printed[: found.start()].rstrip()
        if ident:
            body = [row for part in bodies for row in (*part[2], *part[3])]
            rows = [[_text_of_blocks(cell[4]).as_json() for cell in row[1]] for row in (*head, *body, *foot)]
            self._add("table", said, id=ident, rows=rows, behind=behind)


def _text_of_blocks(blocks: list[Any]) -> _Text:
    text = _Text()
    for block in blocks:
        match block:
            case {"t": "Para" | "Plain", "c": inlines}:
                _add(text, inlines)
                text.add(" ")
    return text


def _text_of(inlines: list[Any]) -> _Text:
    text = _Text()
    _add(text, inlines)
    return text


def _add(text: _Text, node: Any) -> None:
    """Add the words below a node of Pandoc's tree."""
    match node:
        case {"t": "Str", "c": said}:
            text.add(said.replace("\u200b", ""))
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            text.add(" ")
        case {"t": "Code" | "Math", "c": [_, said]}:
            text.add(said)
        case {"t": "Quoted", "c": [{"t": kind}, inner]}:
            marks = "“”" if kind == "DoubleQuote" else "‘’"
            text.add(marks[0])
            _add(text, inner)
            text.add(marks[1])
        case {"t": "Span", "c": [[_, classes, pairs], inner]}:
            if "status-mark" not in classes:
                if "fact" in classes:
                    text.facts.append((len(text.printed), dict(pairs)["key"]))
                _add(text, inner)
        case {"t": "Note" | "RawInline"}:
            pass
        case {"t": "Cite", "c": [_, inner]}:
            _add(text, inner)
        case {"t": "Link" | "Image", "c": [_, inner, _]}:
            _add(text, inner)
        case {"c": inner}:
            _add(text, inner)
        case list():
            for each in node:
                _add(text, each)
