"""Where a remark can be answered: the file and line, the notebook and cell, or the cells of the extracts behind its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import getitem
from pathlib import Path, PurePosixPath
from typing import Any

from sabreport.base.errors import ReportError
from sabreport.base.project import Project
from sabreport.base.yaml_files import read_settings
from sabreport.changes.content import Content, Exhibit, Passage, read_content
from sabreport.claims.piece import spans_of
from sabreport.documents.answer import cell_named
from sabreport.documents.said import parts_of
from sabreport.returned.extract_cells import Row, cell_behind, cells_saying, rows_of
from sabreport.returned.new_paragraphs import after_text
from sabreport.returned.paragraphs import Paragraph
from sabreport.returned.remarks import Remark, Returned
from sabreport.returned.sources import Place, Source, What
from sabreport.returned.typed_text import LIKE, Block, blocks_of, likeness, line_of, text_in, words_of

_NUMBER = re.compile(r"^(?:\d+|[A-Z])(?:\.\d+)*\.?\s+(?=\S)")
_PAGE = re.compile(r"\s*\d+$")
_KEY = {"title": ("name", "board.yml"), "subtitle": ("title", ".yml")}
_FRONT = re.compile(r'^(title|subtitle|draft-mark): "(.*)"$', re.MULTILINE)


@dataclass
class Places:
    """What a kept draft says and where all of it comes from."""

    project: Project
    draft: Path
    content: Content
    origins: dict[str, tuple[str, int | None, str]]
    _blocks: dict[str, list[Block]] = field(default_factory=dict)
    _cells: dict[int, dict[tuple[int, int], str]] = field(default_factory=dict)

    @cached_property
    def _by_text(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.content.passages:
            found.setdefault(plain(passage.text), []).append(passage)
        return found

    @cached_property
    def _titles(self) -> dict[str, Exhibit]:
        return {plain(exhibit.title): exhibit for exhibit in self.content.exhibits.values()}

    @cached_property
    def _rows(self) -> list[Row]:
        return rows_of(self.project)

    @cached_property
    def _front(self) -> dict[str, str]:
        (document,) = (self.draft / "report").glob("*.qmd")
        found = _FRONT.findall(document.read_text(encoding="utf-8").partition("\n---\n")[0])
        return {key: plain(re.sub(r"\\+(?=\W)", "", json.loads(f'"{text}"'))) for key, text in found}

    @property
    def title(self) -> str:
        """What the board is called."""
        return self._front.get("title", self.project.board)

    @property
    def sections(self) -> list[str]:
        """The headings above each passage, table and chart, in the order of the report."""
        passages = [each.section for each in self.content.passages]
        tables = [f"{each.section}, {each.title}" for each in self.content.exhibits.values()]
        order = {section: at for at, section in enumerate(dict.fromkeys(passages))}
        return sorted(
            dict.fromkeys([*passages, *tables]), key=lambda each: order.get(each, order.get(each.partition(", Table")[0], -1))
        )

    def of(self, returned: Returned) -> dict[Remark, tuple[Place, ...]]:
        """The place of each remark of a file, and after it those of what else the remark changes."""
        paragraphs = returned.paragraphs
        sections = list(_sections(paragraphs))
        tables = self._tables(paragraphs)
        self._cells.clear()
        found = {}
        for each in returned.remarks:
            remark = after_text(each, paragraphs, lambda at, start: self._place(paragraphs, at, sections, tables, start))
            marks = [(remark.paragraph, remark.start), *((edit.paragraph, edit.start) for edit in remark.edits[1:])]
            found[remark] = tuple(self._place(paragraphs, at, sections, tables, start) for at, start in marks)
        return found

    def _place(self, paragraphs: list[Paragraph], at: int, sections: list[str], tables: dict[int, Exhibit], start: int) -> Place:
        paragraph = paragraphs[at]
        section, text = sections[at], plain(paragraph.was)
        if paragraph.part in ("header", "footer"):
            return self._on_cover(text, f"running {paragraph.part}")
        if paragraph.part == "contents":
            heading = next(iter(self._by_text.get(_PAGE.sub("", _NUMBER.sub("", text)), ())), None)
            words = self._passage_words(heading, "") if heading else Source("kit", "")
            return Place("", "table of contents", text, words)
        if not section and paragraph.part == "text" and not paragraph.level:
            return self._on_cover(text, "cover")
        if paragraph.cell is not None and paragraph.cell[0] in tables:
            return self._in_table(paragraphs, paragraph, tables[paragraph.cell[0]])
        if exhibit := self._exhibit(text) or (None if text else self._exhibit_near(paragraphs, at)):
            what = exhibit.what if not text else f"caption of a {exhibit.what}"
            return self._of_exhibit(exhibit, what, exhibit.title)
        return self._in_passage(paragraphs, at, sections, start)

    def _on_cover(self, text: str, what: str) -> Place:
        """The cover and what stands above each page come from the params."""
        mark = self._front.get("draft-mark", "")
        if mark and mark in text and (what == "cover" or text == mark):
            return Place("", what, text, Source("kit", ""))
        key, layer = _KEY["title" if what != "cover" or likeness(words_of(text), words_of(self.title)) else "subtitle"]
        files = [path for path in reversed(self.project.params_files) if path.name.endswith(layer)]
        for path in files:
            lines = text_in(path, self.project.root).splitlines()
            line = next((number for number, each in enumerate(lines, start=1) if each.startswith(f"{key}:")), None)
            if line is not None:
                return Place("", what, text, Source("params", self.project.relative(path), line))
        return Place("", what, text, Source("params", self.project.relative(files[0])))

    def _exhibit(self, text: str) -> Exhibit | None:
        """The table or chart whose caption a text is."""
        if text in self._titles:
            return self._titles[text]
        if not re.match(r"(Figure|Table)\s", text):
            return None
        words = words_of(text)
        best = max(((likeness(words_of(title), words), title) for title in self._titles), default=(0.0, ""))
        return self._titles[best[1]] if best[0] >= LIKE else None

    def _exhibit_near(self, paragraphs: list[Paragraph], at: int) -> Exhibit | None:
        """The chart that stands in a paragraph without words, by the caption before or after it."""
        for near in (at - 1, at + 1):
            if 0 <= near < len(paragraphs) and (exhibit := self._exhibit(plain(paragraphs[near].was))):
                return exhibit
        return None

    def _tables(self, paragraphs: list[Paragraph]) -> dict[int, Exhibit]:
        """The tables of a file that are tables of the draft, by the caption above them."""
        found: dict[int, Exhibit] = {}
        above = ""
        for paragraph in paragraphs:
            if paragraph.cell is None:
                above = plain(paragraph.was) or above
            elif paragraph.cell[0] not in found and paragraph.cell[1:] == (0, 0) and (exhibit := self._exhibit(above)):
                found[paragraph.cell[0]] = exhibit
        return found

    def _in_table(self, paragraphs: list[Paragraph], paragraph: Paragraph, exhibit: Exhibit) -> Place:
        """A cell, by the words of its row and column, and else by where it stands."""
        assert paragraph.cell is not None  # noqa: S101  # for mypy
        table, at, column = paragraph.cell
        texts = self._cells_of(paragraphs, table)
        names = [plain(row[0]) if row else "" for row in exhibit.rows]
        name = texts.get((at, 0), "")
        rows = [number for number, each in enumerate(names) if each == name]
        row = at if at in rows or not rows else rows[0]
        heads = [plain(each) for each in exhibit.rows[0]] if exhibit.rows else []
        head = texts.get((0, column), "")
        place = heads.index(head) if head in heads else column
        if not rows and (row >= len(names) or likeness(words_of(names[row]), words_of(name)) < LIKE):
            return self._of_exhibit(exhibit, "table", paragraph.was)
        cells = exhibit.rows[row]
        said = cells[place] if place < len(cells) else plain(paragraph.was)
        keys = exhibit.in_cells[row][place] if place < len(cells) else frozenset()
        behind = self._sources(keys)
        if not keys and row and (found := cell_behind(self._rows, said, [each for each in cells if each != said])):
            behind = (Source("extract", found[0].path, found[0].number, found[1]),)
        where = f"{exhibit.section}, {exhibit.title}"
        what = "table cell" if row else "heading of a table"
        cell = cell_named(names[row], heads[place] if place < len(heads) else head)
        return Place(where, what, said, self._cell_of(exhibit.origin), behind, keys, cell=cell)

    def _cells_of(self, paragraphs: list[Paragraph], table: int) -> dict[tuple[int, int], str]:
        """The words of the cells of a table that came back, by their row and column."""
        if table not in self._cells:
            found = self._cells.setdefault(table, {})
            for each in paragraphs:
                if each.cell is not None and each.cell[0] == table:
                    found[each.cell[1:]] = plain(f"{found.get(each.cell[1:], '')} {each.was}")
        return self._cells[table]

    def _of_exhibit(self, exhibit: Exhibit, what: str, said: str) -> Place:
        behind = self._sources(exhibit.facts)
        if not behind:
            cells = ((cell, row) for row in exhibit.rows[1:4] for cell in row if cell)
            found = (cell_behind(self._rows, cell, [each for each in row if each != cell]) for cell, row in cells)
            behind = tuple(dict.fromkeys(Source("extract", each[0].path) for each in found if each))[:1]
        return Place(exhibit.section, what, said, self._cell_of(exhibit.origin), behind, exhibit.facts)

    def _in_passage(self, paragraphs: list[Paragraph], at: int, sections: list[str], start: int) -> Place:
        """A heading, a paragraph or an item of a list."""
        paragraph, section = paragraphs[at], sections[at]
        text = _NUMBER.sub("", plain(paragraph.was)) if paragraph.level else plain(paragraph.was)
        same = [number for number in range(at) if sections[number] == section and plain(paragraphs[number].was) == text]
        passage = self._passage(text, section, len(same))
        if passage is None:
            return self._anywhere(text, section)
        sentence = _sentence(paragraph.was, passage, start)
        what = "heading" if paragraph.level else "sentence"
        keys = passage.sentences[sentence].facts if passage.sentences else frozenset()
        said = passage.sentences[sentence].text if passage.sentences else passage.text
        words, behind = self._passage_words(passage, said), self._sources(keys)
        is_worded = not keys and words is not None and words.what == "notebook"
        if is_worded and paragraph.level:
            if named := self._named_in_params(said):
                words = named
            elif paragraph.level > 1:  # a chapter's title is the notebook's
                cells = cells_saying(self._rows, said, self._below(passage))
                behind = tuple(Source("extract", row.path, row.number, column) for row, column in cells)
        elif is_worded and (found := cell_behind(self._rows, said, ())):
            behind = (Source("extract", found[0].path, found[0].number, found[1]),)
        return Place(passage.section, what, said, words, behind, keys, passage.text)

    def _below(self, heading: Passage) -> str:
        """What stands below a heading."""
        return " ".join(each.text for each in self.content.passages if each.section == heading.section)

    def _named_in_params(self, said: str) -> Source | None:
        """The line of the params that gives something this name, such as an area."""
        for path in reversed(self.project.params_files):
            with suppress(ReportError):  # told by whoever needs more of it
                settings = read_settings(path, self.project.root)
                values: Any = settings.values
                for place, (_, line) in settings.places.items():
                    if place[-1] == "name" and plain(str(reduce(getitem, place, values))) == said:
                        return Source("params", self.project.relative(path), line)
        return None

    def _passage(self, text: str, section: str, nth: int) -> Passage | None:
        """What the draft says there: the same words, or those that are most like them, in this section or else anywhere."""
        same = self._by_text.get(text, [])
        here = [each for each in same if plain(each.section) == section]
        if here:
            return here[min(nth, len(here) - 1)]
        if same:
            return same[0]
        words = words_of(text)
        near = [each for each in self.content.passages if plain(each.section) == section]
        for passages in (near, self.content.passages):
            best = max(((likeness(words_of(each.text), words), -n) for n, each in enumerate(passages)), default=(0.0, 0))
            if best[0] >= LIKE:
                return passages[-best[1]]
        return None

    def _anywhere(self, text: str, section: str) -> Place:
        """Words that are no paragraph of their own, such as a note's: in whichever text has them."""
        for path in dict.fromkeys(source for _, _, source in self.origins.values() if source):
            if text and (line := line_of(self._blocks_of(path), text, text)):
                return Place(section, "text", text, Source(_what(path), path, line), passage=text)
        return Place(section, "place that is not in the draft", text, None)

    def _passage_words(self, passage: Passage, said: str) -> Source | None:
        """Where the words of a passage are changed: in the text that it was read from, or in the notebook."""
        if not passage.origin:
            return None
        _, _, source = self.origins[passage.origin]
        if source:
            if not source.endswith(".md"):
                return Source(_what(source), source)
            line = line_of(self._blocks_of(source), passage.text, said or passage.text)
            if line is not None or passage.text != passage.section.rpartition(", ")[2]:
                return Source(_what(source), source, line)
        return self._cell_of(passage.origin)

    def _blocks_of(self, path: str) -> list[Block]:
        if path not in self._blocks:
            text = text_in(self.project.root / path, self.project.root) if path.endswith(".md") else ""
            self._blocks[path] = list(blocks_of(text))
        return self._blocks[path]

    def _cell_of(self, origin: str) -> Source | None:
        if not origin:
            return None
        notebook, cell, _ = self.origins[origin]
        return Source("notebook", notebook, cell)

    def _sources(self, keys: Iterable[str]) -> tuple[Source, ...]:
        """The cells that facts were read from, or worked out from."""
        found, seen, left = set(), set(), list(keys)
        while left:
            key = left.pop()
            fact = self.content.facts.get(key)
            if key in seen or fact is None:
                continue
            seen.add(key)
            left += fact["inputs"]
            if source := fact["source"]:
                what: What = "params" if source["path"].startswith("params/") else "extract"
                found.add(Source(what, source["path"], source["row"], source["column"]))
        return tuple(sorted(found, key=lambda each: (each.path, each.row or 0, each.column)))


def read_places(project: Project, draft: Path) -> Places:
    """What a kept draft says, and where all of it comes from.

    Raises
    ------
    FileError
        Where a file of it is missing or harmed.
    """
    parts = parts_of(draft)
    origins: dict[str, tuple[str, int | None, str]] = {}
    for section in sorted((draft / "report" / "sections").glob("*.qmd")):
        about = parts.get(section.name) or {"notebook": f"{section.stem.removeprefix('_')}.ipynb", "parts": []}
        for number, part in enumerate(about["parts"] or [{}]):
            origins[f"{section.name}:{number}"] = (about["notebook"], part.get("cell"), part.get("source", ""))
    return Places(project, draft, read_content(draft, project.root), origins)


def plain(text: str) -> str:
    """A text with single spaces, to compare."""
    return " ".join(text.split())


def _what(path: str) -> What:
    return "statement" if PurePosixPath(path).parent.name == "partners" else "text"


def _sections(paragraphs: list[Paragraph]) -> Iterator[str]:
    """The headings above each paragraph, its own among them where it is one."""
    headings: list[str] = []
    for paragraph in paragraphs:
        if paragraph.level and paragraph.part == "text":
            headings = [*headings[: paragraph.level - 1], _NUMBER.sub("", plain(paragraph.was))]
        yield ", ".join(filter(None, headings))


def _sentence(was: str, passage: Passage, start: int) -> int:
    """The number of the sentence of a passage in which a remark stands."""
    spans = list(spans_of(was))
    start = min(start, max(len(was) - 1, 0))
    number = next((at for at, (begins, text) in enumerate(spans) if begins <= start < begins + len(text)), 0)
    if len(spans) == len(passage.sentences):
        return number
    words = words_of(spans[number][1]) if spans else []
    near = [(likeness(words_of(each.text), words), -at) for at, each in enumerate(passage.sentences)]
    return -max(near)[1] if near else 0
