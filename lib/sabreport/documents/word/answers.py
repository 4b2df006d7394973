"""Puts answers to those who read an earlier draft into a Word report: comments at the places that they wrote of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from sabreport.base.document_names import ANSWERS_BY
from sabreport.documents.answer import Answer, cell_named
from sabreport.documents.word.xml import style_names, style_of

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+\.\s*")
_CAPTION = re.compile(r"(?:^|, )(?:Table|Figure) [A-Z]?\d+: (.+)$")
_ALIKE = 0.5
"""How many of the words have to stand in a paragraph for it to be the place, where the text has been changed since."""


@dataclass(frozen=True)
class _Block:
    """A paragraph with text.

    Parameters
    ----------
    kind
        ``heading``, ``caption``, ``cell`` of a table that has a caption, or ``text``.
    table
        The caption of the table that it is a cell of, without its number, for that may be another since.
    cell
        Which cell it is, by `cell_named`.
    """

    section: str
    text: str
    paragraph: Paragraph
    kind: str
    table: str = ""
    cell: str = ""


def add_answers(document: DocumentType, answers: Sequence[Answer]) -> None:
    """Put each answer where its words stand; where they are gone, at the heading of their section, or at the beginning.

    The comments have no date, so that the same report is the same file.
    """
    blocks = list(_blocks(document)) if answers else []
    for answer in answers:
        runs = _place(blocks, answer).paragraph.runs
        comment = document.add_comment([runs[0], runs[-1]], text=answer.said, author=ANSWERS_BY, initials="")
        comment._comment_elm.attrib.pop(qn("w:date"), None)


def _place(blocks: Sequence[_Block], answer: Answer) -> _Block:
    """The paragraph that an answer is put to: of the kind of its place, there where it was, and then by its words."""
    table = _CAPTION.search(answer.section)
    section = answer.section[: table.start()] if table else answer.section
    words, around = (" ".join(text.split()) for text in (answer.words, answer.around or answer.words))
    likely = [each for each in blocks if _may_be(each, answer.place)]
    found = _cell(likely, table[1], around, words) if table else _sentence(likely, section, around, words)
    heading = next((each for each in blocks if each.kind == "heading" and each.section == section), None)
    return found or heading or blocks[0]


def _may_be(block: _Block, place: str) -> bool:
    """Whether a paragraph is of the kind of a remark's place; any may be where that is not known."""
    match place:
        case "":
            return True
        case "heading":
            return block.kind == "heading"
        case "table cell" | "heading of a table" | "table":
            return block.kind == "cell"
        case "cover":
            return not block.section
    return block.kind == ("caption" if place.endswith(("chart", "table")) else "text")


def _cell(blocks: Sequence[_Block], table: str, cell: str, words: str) -> _Block | None:
    """The cell of a table by its row and column, else by its words; the table's first where it has none such."""
    cells = [each for each in blocks if each.table == table]
    there = [each for each in cells if each.cell == cell]
    same = [each for each in there or cells if words and words in each.text]
    return next(iter(same or there or cells), None)


def _sentence(blocks: Sequence[_Block], section: str, around: str, words: str) -> _Block | None:
    """A paragraph, heading or caption: the sentence as it was, here or at one place elsewhere; then what is most like it here."""
    here = [each for each in blocks if each.section == section]
    same = [each for each in blocks if around and around in each.text]
    there = [each for each in same if each.section == section]
    if there or len(same) == 1:
        return (there or same)[0]
    known = [each for each in here if words and words in each.text] or here
    best = max(known, key=lambda each: _share(around, each.text), default=None)
    is_like = best is not None and (_share(around, best.text) >= _ALIKE or bool(words and words in best.text))
    return best if is_like else None


def _share(words: str, text: str) -> float:
    """How many of some words stand in a text."""
    looked_for = set(words.lower().split())
    return len(looked_for & set(text.lower().split())) / max(1, len(looked_for))


def _blocks(document: DocumentType) -> Iterator[_Block]:
    """The paragraphs that have text of their own, in tables too, with the headings above each."""
    names = style_names(document)
    headings: list[str] = []
    above = ""
    cells: dict[Any, tuple[str, str]] = {}
    for node in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(node, document._body)
        if _is_contents(node) or not paragraph.runs:
            continue
        text = _text_of(node)
        level = _HEADING.match(style_of(node, names))
        if level:
            headings = [*headings[: int(level[1]) - 1], _NUMBER.sub("", text)]
        section = ", ".join(filter(None, headings))
        cell = next(node.iterancestors(qn("w:tc")), None)
        if cell is None:
            above = text or above
            kind = "heading" if level else "caption" if _CAPTION.match(text) else "text"
            yield _Block(section, text, paragraph, kind)
        elif (caption := _CAPTION.match(above)) and above.startswith("Table"):
            if cell not in cells:
                cells |= _named(next(node.iterancestors(qn("w:tbl"))), caption[1])
            yield _Block(section, text, paragraph, "cell", *cells.get(cell, ("", "")))
        else:
            yield _Block(section, text, paragraph, "text")


def _named(table: Any, caption: str) -> Iterator[tuple[Any, tuple[str, str]]]:
    """The cells of a table, each with the table's caption and what it is called."""
    columns: list[str] = []
    for row in table.iter(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        texts = [" ".join(_text_of(each) for each in cell.iter(qn("w:p"))) for cell in cells]
        columns = columns or texts
        for cell, column in zip(cells, columns, strict=False):
            yield cell, (caption, cell_named(texts[0], column))


def _text_of(node: Any) -> str:
    return " ".join("".join(each.text or "" for each in node.iter(qn("w:t"))).replace("\u200b", "").replace("\u00ad", "").split())


def _is_contents(node: Any) -> bool:
    return next(node.iterancestors(qn("w:sdt")), None) is not None
