"""What a kept draft says: passages with the facts in them, tables and charts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole
from sabreport.claims.piece import spans_of
from sabreport.documents.said import Piece, pieces_in, said_in
from sabreport.reuse.hashes import digest_of_file
from sabreport.running.sections import facts_drawn

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
        What wrote it: a section and the number of its part, "_NN_chapter.qmd:2"; empty where the draft does not say.
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
        What wrote it: a section and the number of its part, "_NN_chapter.qmd:2"; empty where the draft does not say.
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


def read_content(draft: Path, root: Path) -> Content:
    """What the draft of a folder says.

    Raises
    ------
    FileError
        Where a file of it is missing or harmed.
    """
    try:
        facts = json.loads(read_whole(draft / "facts.json", root, _LARGEST))
        manifest = json.loads(read_whole(draft / "manifest.json", root, _LARGEST))
        report = draft / "report"
        reader = _Reader(report)
        for each in said_in(draft, root):
            reader.read(each.pieces, each.section)
        return Content(
            {fact["key"]: fact for fact in facts},
            tuple(reader.passages()),
            reader.exhibits(),
            {each["path"]: each["sha256"] for each in manifest["inputs"]},
            dict(json.loads((report / "provenance.json").read_bytes())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        what = "the kit kept this draft, and it cannot be read any more"
        raise FileError([Problem(draft, None, "", what, "Put it back from a backup, or compare others.")], root) from error


def passages_in(markdown: str, path: Path, root: Path) -> Iterator[Passage]:
    """The passages of a text that a section could hold; `path` names it where it cannot be read."""
    reader = _Reader(path.parent)
    reader.read(pieces_in(markdown, path, root))
    return reader.passages()


def _named(said: str) -> str:
    """What a fact is called, of what the web page says of it."""
    found = _CALLED.match(said)
    return found[0] if found else said.partition(".")[0]


class _Reader:
    """Goes through the pieces of a report once, in its order."""

    def __init__(self, report: Path) -> None:
        self._report = report
        self._headings: list[str] = []
        self._found: list[tuple[str, Piece, str]] = []
        self._exhibits: list[tuple[str, Piece, str]] = []
        self._numbers: dict[str, str] = {}
        self._count = {"fig": 0, "tbl": 0, "A": 0, "sec": 0}

    def read(self, pieces: list[Piece], section: str = "") -> None:
        """Note the pieces of a section, and number what can be referred to."""
        for piece in pieces:
            origin = f"{section}:{piece['part']}" if piece["part"] else ""
            match piece["is"]:
                case "heading":
                    self._heading(piece)
                case "chart":
                    self._number(piece["id"], "fig")
                case "table":
                    self._number(piece["id"], "A" if piece["behind"] else "tbl")
            of = self._exhibits if piece["is"] in ("chart", "table") else self._found
            of.append((", ".join(filter(None, self._headings)), piece, origin))

    def _heading(self, piece: Piece) -> None:
        if piece["level"] == 1:
            self._number(piece["id"], "sec")
        self._headings = [*self._headings[: piece["level"] - 1], piece["text"][0]]

    def _number(self, ident: str, series: str) -> None:
        self._count[series] += 1
        self._numbers[ident] = f"{'A' if series == 'A' else ''}{self._count[series]}"

    def passages(self) -> Iterator[Passage]:
        """All passages, with what they refer to by its number."""
        for section, piece, origin in self._found:
            printed, facts = piece["text"]
            sentences = tuple(
                Sentence(
                    self._shown(sentence).strip(),
                    frozenset(key for place, key in facts if at <= place < at + len(sentence)),
                )
                for at, sentence in spans_of(printed)
            )
            yield Passage(section, self._shown(printed).strip(), " ".join(printed.split()), sentences, origin)

    def exhibits(self) -> dict[str, Exhibit]:
        """All tables and charts, by id: tables, then charts, each in the order of the report."""
        tables = [each for each in self._exhibits if each[1]["is"] == "table"]
        charts = [each for each in self._exhibits if each[1]["is"] == "chart"]
        found = {}
        data: dict[str, set[str]] = {}
        for section, piece, origin in tables:
            caption, rows = piece["text"], piece["rows"]
            cells = tuple(tuple(self._shown(printed).strip() for printed, _ in row) for row in rows)
            facts = tuple(tuple(_keys(cell) for cell in row) for row in rows)
            keys = _keys(caption).union(*(cell for row in facts for cell in row))
            data.setdefault(piece["behind"], set()).update(keys)
            found[piece["id"]] = Exhibit(piece["id"], self._title(piece), section, keys, cells, None, facts, origin)
        for section, piece, origin in charts:
            path = self._report / "figures" / f"{piece['id'].removeprefix('fig-')}.svg"
            labels = facts_drawn(path.read_text(encoding="utf-8")) if path.is_file() else []
            keys = frozenset({*labels, *_keys(piece["text"]), *data.get(piece["id"], ())})
            picture = (path, digest_of_file(path))
            found[piece["id"]] = Exhibit(piece["id"], self._title(piece), section, keys, (), picture, (), origin)
        return found

    def _title(self, piece: Piece) -> str:
        return f"{self._named(piece['id'])}: {self._shown(piece['text'][0]).strip()}"

    def _shown(self, text: str) -> str:
        """A text with the numbers of what it refers to."""
        return re.sub(rf"@({_REFERENCE.pattern})", lambda found: self._named(found[1]), text)

    def _named(self, ident: str) -> str:
        return f"{_NAMED[ident[:3]]} {self._numbers.get(ident, '?')}"


def _keys(text: list[Any]) -> frozenset[str]:
    """The keys of the facts in a text."""
    return frozenset(key for _, key in text[1])
