"""What a kept draft says, read back from its stitched source: passages with the facts in them, tables and charts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole
from sabreport.base.pandoc import READER, converted
from sabreport.claims.piece import spans_of
from sabreport.documents.engines import with_sections
from sabreport.reuse.hashes import digest_of_file
from sabreport.running.sections import facts_drawn

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_REFERENCE = re.compile(r"(?:fig|tbl|sec)-[\w-]+")
_CALLED = re.compile(r".*?, (?:\d{4}-\d{2}|\d{4})(?=[:.])")
_LARGEST = 100_000_000
_NAMED = {"fig": "Figure", "tbl": "Table", "sec": "Section"}


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is printed, and the keys of the facts in it."""

    text: str
    facts: frozenset[str]


@dataclass(frozen=True)
class Passage:
    """A heading, a paragraph or an item of a list.

    Parameters
    ----------
    section
        The headings above it: "Concerns and enquiries, Rutland".
    text
        As it is printed.
    same
        What it is compared by: its words, with what they refer to in place of its number.
    origin
        What wrote it, where `read_content` was told.
    """

    section: str
    text: str
    same: str
    sentences: tuple[Sentence, ...]
    origin: str = ""


@dataclass(frozen=True)
class Exhibit:
    """A table or a chart.

    Parameters
    ----------
    id
        With its prefix: ``fig-concerns-rutland``.
    title
        As it is printed: "Figure 4: ...".
    section
        The headings above it.
    facts
        The keys of all that it prints, or has in the table of its data.
    rows
        Of a table: its headings, then its cells as printed.
    picture
        Of a chart: its file, which ends in ``.svg``, and the hash of what it shows.
    in_cells
        The keys of the facts in each cell of `rows`.
    origin
        What wrote it, where `read_content` was told.
    """

    id: str
    title: str
    section: str
    facts: frozenset[str]
    rows: tuple[tuple[str, ...], ...] = ()
    picture: tuple[Path, str] | None = None
    in_cells: tuple[tuple[frozenset[str], ...], ...] = ()
    origin: str = ""

    @property
    def what(self) -> Literal["chart", "table"]:
        """What kind of exhibit it is."""
        return "table" if self.picture is None else "chart"


@dataclass(frozen=True)
class Content:
    """What a draft says.

    Parameters
    ----------
    facts
        Each as facts.json has it, by its key.
    inputs
        The hash of each file that went in, by its path.
    provenance
        What stands behind each fact that the draft prints, by its key, in its order: "Concerns, Rutland, 2019-20: ...".
    """

    facts: dict[str, dict[str, Any]]
    passages: tuple[Passage, ...]
    exhibits: dict[str, Exhibit]
    inputs: dict[str, str]
    provenance: dict[str, str]

    @cached_property
    def names(self) -> dict[str, str]:
        """What each fact is called that the draft prints, by its key: "Concerns, Rutland, 2019-20"."""
        return {key: _named(said) for key, said in self.provenance.items()}


def read_content(draft: Path, root: Path, text_of: Callable[[Path], str] | None = None) -> Content:
    """What the draft of a folder says.

    Parameters
    ----------
    text_of
        Gives a section's text with each part in a Div that has an attribute ``origin``.

    Raises
    ------
    FileError
        Where a file of it is missing or harmed.
    """
    try:
        facts = json.loads(read_whole(draft / "facts.json", root, _LARGEST))
        manifest = json.loads(read_whole(draft / "manifest.json", root, _LARGEST))
        report = draft / "report"
        (document,) = report.glob("*.qmd")
        text = with_sections(document, text_of) if text_of else with_sections(document)
        tree = json.loads(converted(document, root, _FRONT.sub("", text), ["--from", READER, "--to", "json"], ("", "")))
        reader = _Reader(report)
        reader.read(tree["blocks"])
        return Content(
            {fact["key"]: fact for fact in facts},
            tuple(reader.passages()),
            reader.exhibits(),
            {each["path"]: each["sha256"] for each in manifest["inputs"]},
            dict(json.loads((report / "provenance.json").read_bytes())),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = "the kit kept this draft, and it cannot be read any more"
        raise FileError([Problem(draft, None, "", what, "Put it back from a backup, or compare others.")], root) from error


def passages_in(markdown: str, path: Path, root: Path) -> Iterator[Passage]:
    """The passages of a text that a section could hold; `path` names it where it cannot be read."""
    tree = json.loads(converted(path, root, markdown, ["--from", READER, "--to", "json"], ("", "")))
    reader = _Reader(path.parent)
    reader.read(tree["blocks"])
    return reader.passages()


def _named(said: str) -> str:
    """What a fact is called, of what the web page says of it."""
    found = _CALLED.match(said)
    return found[0] if found else said.partition(".")[0]


@dataclass
class _Text:
    """Words on their way through a tree, with the places of facts in them."""

    printed: str = ""
    facts: list[tuple[int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.printed += text


class _Reader:
    """Goes through the blocks of a report once, in its order."""

    def __init__(self, report: Path) -> None:
        self._report = report
        self._headings: list[str] = []
        self._found: list[tuple[str, _Text, str]] = []
        self._charts: list[tuple[str, str, _Text, str]] = []
        self._tables: list[tuple[str, str, _Text, list[list[_Text]], str, str]] = []
        self._origin = ""
        self._numbers: dict[str, str] = {}
        self._count = {"fig": 0, "tbl": 0, "A": 0, "sec": 0}

    def read(self, blocks: list[Any], behind: str = "") -> None:
        """Note what stands in some blocks; `behind` is the chart whose data they are."""
        for block in blocks:
            match block:
                case {"t": "Header", "c": [level, [ident, _, _], inlines]}:
                    self._heading(level, ident, inlines)
                case {"t": "Para" | "Plain", "c": [{"t": "Image", "c": [[ident, _, _], caption, _]}]} if ident:
                    self._chart(ident, caption)
                case {"t": "Para" | "Plain", "c": inlines}:
                    self._passage(inlines)
                case {"t": "Table"}:
                    self._table(block["c"], behind)
                case {"t": "Div", "c": [[_, classes, pairs], inner]}:
                    outside, self._origin = self._origin, dict(pairs).get("origin", self._origin)
                    self.read(inner, dict(pairs).get("behind", behind) if "chart-data" in classes else behind)
                    self._origin = outside
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

    def _heading(self, level: int, ident: str, inlines: list[Any]) -> None:
        text = _text_of(inlines)
        if level == 1:
            self._count["sec"] += 1
            self._numbers[ident] = str(self._count["sec"])
        self._headings = [*self._headings[: level - 1], text.printed]
        self._found.append((self._section, text, self._origin))

    @property
    def _section(self) -> str:
        return ", ".join(filter(None, self._headings))

    def _passage(self, inlines: list[Any]) -> None:
        text = _text_of(inlines)
        if text.printed.strip():
            self._found.append((self._section, text, self._origin))

    def _chart(self, ident: str, caption: list[Any]) -> None:
        self._count["fig"] += 1
        self._numbers[ident] = str(self._count["fig"])
        self._charts.append((ident, self._section, _text_of(caption), self._origin))

    def _table(self, parts: list[Any], behind: str) -> None:
        (ident, _, _), (_, caption), _, (_, head), bodies, (_, foot) = parts
        said = _text_of([inline for block in caption for inline in block["c"]])
        if not ident and (found := re.search(r"\{#(tbl-[\w-]+)[ }]", said.printed)):
            ident = found[1]
            said.printed = said.printed[: found.start()].rstrip()
        if not ident:
            return
        series = "A" if behind else "tbl"
        self._count[series] += 1
        self._numbers[ident] = f"{'A' if behind else ''}{self._count[series]}"
        body = [row for part in bodies for row in (*part[2], *part[3])]
        rows = [[_text_of_blocks(cell[4]) for cell in row[1]] for row in (*head, *body, *foot)]
        self._tables.append((ident, self._section, said, rows, behind, self._origin))

    def passages(self) -> Iterator[Passage]:
        """All passages, with what they refer to by its number."""
        for section, text, origin in self._found:
            sentences = tuple(
                Sentence(
                    self._shown(sentence).strip(),
                    frozenset(key for place, key in text.facts if at <= place < at + len(sentence)),
                )
                for at, sentence in spans_of(text.printed)
            )
            yield Passage(section, self._shown(text.printed).strip(), " ".join(text.printed.split()), sentences, origin)

    def exhibits(self) -> dict[str, Exhibit]:
        """All tables and charts, by id, in the order of the report."""
        found = {}
        data: dict[str, set[str]] = {}
        for ident, section, caption, rows, behind, origin in self._tables:
            keys = {key for cell in (caption, *(cell for row in rows for cell in row)) for _, key in cell.facts}
            data.setdefault(behind, set()).update(keys)
            cells = tuple(tuple(self._shown(cell.printed).strip() for cell in row) for row in rows)
            facts = tuple(tuple(frozenset(key for _, key in cell.facts) for cell in row) for row in rows)
            found[ident] = Exhibit(ident, self._title(ident, caption), section, frozenset(keys), cells, None, facts, origin)
        for ident, section, caption, origin in self._charts:
            path = self._report / "figures" / f"{ident.removeprefix('fig-')}.svg"
            labels = facts_drawn(path.read_text(encoding="utf-8")) if path.is_file() else []
            keys = {*labels, *(key for _, key in caption.facts), *data.get(ident, ())}
            picture = (path, digest_of_file(path))
            found[ident] = Exhibit(ident, self._title(ident, caption), section, frozenset(keys), (), picture, (), origin)
        return found

    def _title(self, ident: str, caption: _Text) -> str:
        return f"{self._shown(f'@{ident}')}: {self._shown(caption.printed).strip()}"

    def _shown(self, text: str) -> str:
        """A text with the numbers of what it refers to."""
        return re.sub(rf"@({_REFERENCE.pattern})", lambda found: self._named(found[1]), text)

    def _named(self, ident: str) -> str:
        return f"{_NAMED[ident[:3]]} {self._numbers.get(ident, '?')}"


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
