"""Two runs of paragraphs and tables as one: what is gone stays in it, marked, and so does what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from sabreport.changes.redline.alignment import Pair, paired, share_of_words
from sabreport.changes.redline.marks import Marks
from sabreport.changes.redline.parts import Parts
from sabreport.changes.redline.runs import track_words, words_of
from sabreport.documents.word.xml import made

_BLOCKS = (qn("w:p"), qn("w:tbl"))
_ALIKE = 0.5
"""How many of their words two paragraphs share, so that the one is the other changed."""
_FEWEST = 4
"""Words of a paragraph that is said to have moved; a shorter one may stand twice by chance."""


class Blocks:
    """Tracks what changed in a body, a cell, a header: in whatever holds paragraphs and tables."""

    def __init__(self, parts: Parts, marks: Marks) -> None:
        self._parts, self._marks = parts, marks
        self._keys: dict[Any, str] = {}
        self._moves = 0

    def track(self, old: Any, new: Any) -> None:
        """Make what holds the new blocks show what changed since the old ones; the table of contents is left as it is."""
        before, after = _blocks_of(old), _blocks_of(new)
        self._keys |= {each: self._key(each, newer=False) for each in before}
        self._keys |= {each: self._key(each, newer=True) for each in after}
        only = len(before) == len(after) == 1 and before[0].tag == after[0].tag == qn("w:p")  # as in most cells
        pairs = [(before[0], after[0])] if only else list(paired(before, after, self._keys.__getitem__, self._likeness))
        for one, other in pairs:
            if one is not None and other is not None and one.tag == qn("w:p"):
                self._parts.lists.same(one, other)
        moved = self._moved(pairs)
        last: Any = None
        waiting: list[Any] = []
        for one, other in pairs:
            if other is None:
                waiting.append(one)
                continue
            for each in waiting:
                other.addprevious(self._gone(each, moved))
            waiting = []
            last = self._come(other, moved) if one is None else self._changed(one, other)
        for each in waiting:
            gone = self._gone(each, moved)
            last.addnext(gone) if last is not None else new.insert(0, gone)
            last = gone

    def _key(self, block: Any, *, newer: bool) -> str:
        if block.tag == qn("w:p"):
            return f"{words_of(block)}\0{self._parts.shown(block, newer=newer)}"
        return "\1".join(_row_key(row) for row in block.iter(qn("w:tr")))

    def _likeness(self, old: Any, new: Any) -> float:
        """How like each other two blocks are; nought where they are not of a kind."""
        if old.tag != new.tag:
            return 0.0
        if old.tag == qn("w:tbl"):
            return 0.1 + share_of_words(_words_in(old), _words_in(new)) if _columns(old) == _columns(new) else 0.0
        if _style(old) != _style(new):
            return 0.0
        alike = share_of_words(words_of(old), words_of(new))
        is_figure = new.getparent().tag == qn("w:tc") and len(f"{words_of(old)} {words_of(new)}".split()) <= _FEWEST
        pictures = not words_of(old) and not words_of(new)
        return max(alike, _ALIKE) if is_figure or pictures or alike >= _ALIKE else 0.0

    def _changed(self, old: Any, new: Any) -> Any:
        if new.tag == qn("w:tbl"):
            self._rows(old, new)
        elif self._keys[old] != self._keys[new] or _looks(old) != _looks(new):
            track_words(old, new, self._parts, self._marks)
        return new

    def _rows(self, old: Any, new: Any) -> None:
        before, after = (each.findall(qn("w:tr")) for each in (old, new))
        waiting: list[Any] = []
        last: Any = None
        for one, other in paired(before, after, _row_key, _row_likeness):
            if other is None:
                gone = self._parts.brought(one)
                self._marks.row(gone, "del")
                waiting.append(gone)
                continue
            for each in waiting:
                other.addprevious(each)
            waiting, last = [], other
            if one is None:
                self._marks.row(other, "ins")
                continue
            for cell, instead in zip(one.findall(qn("w:tc")), other.findall(qn("w:tc")), strict=True):
                self.track(cell, instead)
        for each in reversed(waiting):
            last.addnext(each) if last is not None else new.append(each)

    def _moved(self, pairs: Sequence[Pair]) -> dict[Any, str]:
        """The paragraphs that stand at another place, at both places, with the name of their move."""
        gone = {self._keys[one]: one for one, other in pairs if other is None and one.tag == qn("w:p")}
        found: dict[Any, str] = {}
        for one, other in pairs:
            long_enough = one is None and other.tag == qn("w:p") and len(words_of(other).split()) >= _FEWEST
            if long_enough and (was := gone.pop(self._keys[other], None)) is not None:
                self._moves += 1
                found |= dict.fromkeys((was, other), f"move{self._moves}")
        return found

    def _gone(self, block: Any, moved: dict[Any, str]) -> Any:
        copy = self._parts.brought(block)
        if block in moved:
            self._marks.paragraph(copy, "moveFrom", moved[block])
        else:
            self._marks.block(copy, "del")
        return copy

    def _come(self, block: Any, moved: dict[Any, str]) -> Any:
        if block in moved:
            self._marks.paragraph(block, "moveTo", moved[block])
            return block
        self._marks.block(block, "ins")
        before = block.getprevious()
        if block.tag == qn("w:tbl") and before is not None and before.tag == qn("w:tbl"):
            between = made("w:p")  # two tables without a paragraph between them are one
            block.addprevious(between)
            self._marks.paragraph(between, "ins")
        return block


def _blocks_of(parent: Any) -> list[Any]:
    return [each for each in parent if each.tag in _BLOCKS]


def _row_key(row: Any) -> str:
    return "\2".join(_words_in(cell) for cell in row.findall(qn("w:tc")))


def _row_likeness(old: Any, new: Any) -> float:
    """Rows of the same heading are one row; others by their words."""
    cells, others = old.findall(qn("w:tc")), new.findall(qn("w:tc"))
    if len(cells) != len(others):
        return 0.0
    if _words_in(cells[0]) == _words_in(others[0]):
        return 1.0
    alike = share_of_words(_words_in(old), _words_in(new))
    return alike if alike >= _ALIKE else 0.0


def _words_in(element: Any) -> str:
    return " ".join(words_of(each) for each in element.iter(qn("w:p")))


def _columns(table: Any) -> int:
    return max((len(row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr"))), default=0)


def _style(paragraph: Any) -> str:
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if mark is None else str(mark.get(qn("w:val")))


def _looks(paragraph: Any) -> list[tuple[str, ...]]:
    """Which words of a paragraph have which look."""
    return [
        (words_of(run), *sorted(f"{each.tag} {sorted(each.attrib.items())}" for each in run.iterfind(f"{qn('w:rPr')}/*")))
        for run in paragraph.iter(qn("w:r"))
        if words_of(run)
    ]
