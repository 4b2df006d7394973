"""The paragraphs of a Word file that came back, as they were before its tracked changes, with the changes in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sabreport.base.document_names import DRAFT_MARK
from sabreport.returned.package import Package, W

State = Literal["same", "ins", "del", "gone"]
"""`gone` is what somebody put in and somebody took out again."""
_STATES: dict[str, State] = {f"{W}ins": "ins", f"{W}moveTo": "ins", f"{W}del": "del", f"{W}moveFrom": "del"}
_MOVED = (f"{W}moveTo", f"{W}moveFrom")
_SKIPPED = (f"{W}instrText", f"{W}delInstrText", f"{W}pPr", f"{W}rPr", f"{W}txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
_PLAIN = str.maketrans({"\xa0": " ", "\n": " ", "\u200b": None, "\u00ad": None})
_BREAK = "\n\n"
"""Stands in the text of a change for the end of a paragraph."""


class By(NamedTuple):
    """Who made a change, and when, as the file has it."""

    author: str
    date: str


class Piece(NamedTuple):
    """A run of text: as it was, put in, or taken out.

    Parameters
    ----------
    start
        Counts characters of the paragraph as it was.
    look
        The signs of Markdown for how its letters are set off: ``**`` for bold, ``*`` for slanted, ``***`` for both.
    moved
        Whether the file says that it was moved: it stands elsewhere too, put in or taken out.
    """

    state: State
    text: str
    start: int
    by: By
    look: str = ""
    moved: bool = False


@dataclass
class Paragraph:
    """A paragraph as it was before the changes; what was put in may have parted it since.

    Parameters
    ----------
    part
        Where it stands: ``text``, ``contents``, ``header`` and so on.
    level
        Of a heading, from 1; else 0.
    cell
        Of a table: which, which row and which column, from 0.
    joined
        Who took out its end, so that it runs on into the next.
    looks
        Of each change of how it looks: where it begins and ends, and who made it.
    """

    part: str
    level: int = 0
    cell: tuple[int, int, int] | None = None
    pieces: list[Piece] = field(default_factory=list)
    was: str = ""
    joined: By | None = None
    looks: list[tuple[int, int, By]] = field(default_factory=list)

    def add(self, state: State, text: str, by: By, look: str = "", *, moved: bool = False) -> None:
        """Add some text at its end."""
        self.pieces.append(Piece(state, text, len(self.was), by, look, moved))
        self.was += text if state in ("same", "del") else ""


@dataclass(frozen=True)
class Anchor:
    """Where a comment begins and ends: the numbers of paragraphs, and characters of them as they were."""

    first: int
    start: int
    last: int
    end: int


def read_paragraphs(package: Package) -> tuple[list[Paragraph], dict[str, Anchor]]:
    """All paragraphs of a file in order, and the place of each comment by its number."""
    walker = _Walker(package.levels)
    walker.walk(package.tree("word/document.xml"), "text")
    for kind in ("footnotes", "endnotes", "header", "footer"):
        for tree in package.related(kind):
            walker.walk(tree, "note" if kind.endswith("notes") else kind)
    return walker.paragraphs, dict(walker.anchors())


class _Walker:
    """Goes through the parts of a file once."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.paragraphs: list[Paragraph] = []
        self._levels = levels
        self._begins: dict[str, tuple[int, int]] = {}
        self._ends: dict[str, tuple[int, int]] = {}
        self._signs: dict[str, tuple[int, int]] = {}
        self._tables = 0
        self._runs_on = False

    def walk(self, parent: Any, part: str, cell: tuple[int, int, int] | None = None, row: tuple[State, By] | None = None) -> None:
        """Note the paragraphs within an element."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, part, cell, row)
            elif child.tag == f"{W}tbl":
                self._runs_on = False
                self._table(child, part)
            elif child.tag == f"{W}sdt":
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                is_contents = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
                self.walk(child, "contents" if is_contents else part, cell, row)
            elif child.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                self._note_place(child)
            elif isinstance(child.tag, str) and not child.tag.endswith(("Pr", "tblGrid")):
                self.walk(child, part, cell, row)

    def _table(self, table: Any, part: str) -> None:
        number, self._tables = self._tables, self._tables + 1
        for at, row in enumerate(table.iter(f"{W}tr")):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            if _is_taken_out_by_kit(row.find(f"{W}trPr")):
                continue
            column, state = 0, _state_in(row.find(f"{W}trPr"))
            for each in row:
                if each.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                    self._note_place(each)
                for cell in each.iter(f"{W}tc"):
                    self.walk(cell, part, (number, at, column), state)
                    self._runs_on = False
                    span = cell.find(f"{W}tcPr/{W}gridSpan")
                    column += int(span.get(f"{W}val")) if span is not None else 1

    def _paragraph(self, node: Any, part: str, cell: tuple[int, int, int] | None, row: tuple[State, By] | None) -> None:
        style = node.find(f"{W}pPr/{W}pStyle")
        level = self._levels.get(style.get(f"{W}val")) if style is not None else None
        if not self._runs_on:
            self.paragraphs.append(Paragraph("contents" if level == 0 else part, level or 0, cell))
        paragraph = self.paragraphs[-1]
        if not paragraph.was:  # new ones before it are put in before this
            paragraph.level = level or 0
        state, by = row or ("same", By("", ""))
        self._add(node, paragraph, state, by, "")
        for changed in filter(_is_of_reviewer, node.findall(f"{W}pPr/{W}pPrChange")):
            paragraph.looks.append((0, len(paragraph.was), _by(changed)))
        ending = _state_in(node.find(f"{W}pPr/{W}rPr"))
        self._runs_on = ending is not None and ending[0] == "ins" and row is None
        if ending is not None and row is None:
            if ending[0] == "ins":
                paragraph.add("ins", _BREAK, ending[1])
            else:
                paragraph.joined = ending[1]
        elif _is_taken_out_by_kit(node.find(f"{W}pPr/{W}rPr")):
            if paragraph.pieces:
                self._runs_on = True
            else:
                self.paragraphs.pop()

    def _add(self, node: Any, paragraph: Paragraph, state: State, by: By, look: str) -> None:
        """Add what is below a node to its paragraph; `look` is that of the run that it is in."""
        for child in node:
            tag = child.tag
            if tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
                continue
            if tag in _STATES and not _is_of_reviewer(child):
                if _STATES[tag] == "ins":
                    self._add(child, paragraph, state, by, look)
            elif tag in _STATES:
                gone = state in ("ins", "gone") and _STATES[tag] == "del"
                self._add(child, paragraph, "gone" if gone else _STATES[tag], _by(child), look)
            elif tag in (f"{W}t", f"{W}delText", *_SIGNS):
                text = _SIGNS[tag] if tag in _SIGNS else (child.text or "").translate(_PLAIN)
                paragraph.add(state, text, by, look, moved=any(each.tag in _MOVED for each in child.iterancestors()))
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
                self._note_place(child)
            else:
                start = len(paragraph.was)
                self._add(child, paragraph, state, by, _look_of(child) if tag == f"{W}r" else look)
                changed = child.find(f"{W}rPr/{W}rPrChange")
                if changed is not None and _is_of_reviewer(changed) and state == "same" and len(paragraph.was) > start:
                    paragraph.looks.append((start, len(paragraph.was), _by(changed)))

    def _note_place(self, node: Any) -> None:
        """Note where a comment begins or ends; its sign stands for both where the file says no more."""
        ident = node.get(f"{W}id", "")
        at = max(len(self.paragraphs) - 1, 0)
        place = (at, len(self.paragraphs[at].was) if self.paragraphs else 0)
        if node.tag.endswith("Start"):
            is_between = node.getparent().tag != f"{W}p" and self.paragraphs
            self._begins[ident] = (at + 1, 0) if is_between and not self._runs_on else place
        elif node.tag.endswith("End"):
            self._ends[ident] = place
        else:
            self._signs[ident] = place

    def anchors(self) -> Iterator[tuple[str, Anchor]]:
        """The place of each comment."""
        for ident in dict.fromkeys((*self._begins, *self._ends, *self._signs)):
            last, end = self._ends.get(ident) or self._signs.get(ident) or self._begins[ident]
            first, start = self._begins.get(ident, (last, end))
            yield ident, Anchor(min(first, last), start if first <= last else end, last, end)


def _look_of(run: Any) -> str:
    """The signs of Markdown for a run that is bold or slanted."""
    properties = run.find(f"{W}rPr")
    set_off = {tag: properties.find(f"{W}{tag}") for tag in ("b", "i")} if properties is not None else {}
    is_on = {tag for tag, node in set_off.items() if node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off")}
    return ("**" if "b" in is_on else "") + ("*" if "i" in is_on else "")


def _state_in(properties: Any) -> tuple[State, By] | None:
    """Whether properties say that what they belong to was put in or taken out, and by whom."""
    for child in properties if properties is not None else ():
        if child.tag in _STATES and _is_of_reviewer(child):
            return _STATES[child.tag], _by(child)
    return None


def _is_of_reviewer(node: Any) -> bool:
    """Whether a change is a reviewer's: those of a redline are made in the name of the draft that it leads up to."""
    return DRAFT_MARK.fullmatch(node.get(f"{W}author", "")) is None


def _is_taken_out_by_kit(properties: Any) -> bool:
    """Whether what the properties belong to is no part of the draft that a redline leads up to."""
    return any(
        _STATES.get(child.tag) == "del" and not _is_of_reviewer(child) for child in (properties if properties is not None else ())
    )


def _by(node: Any) -> By:
    return By(node.get(f"{W}author", ""), node.get(f"{W}date", ""))
