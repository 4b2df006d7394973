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
from sabreport.documents.answer import Answer
from sabreport.documents.word.xml import style_names, style_of

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+\.\s*")
_ALIKE = 0.5
"""How many of the words have to stand in a paragraph for it to be the place, where the text has been changed since."""


@dataclass(frozen=True)
class _Block:
    section: str
    text: str
    paragraph: Paragraph
    is_heading: bool


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
    here = [each for each in blocks if each.section == answer.section]
    words = " ".join(answer.words.split())
    if words and (found := next((each for each in [*here, *blocks] if words in each.text), None)):
        return found
    best = max(here, key=lambda each: _share(words, each.text), default=None)
    if best is not None and _share(words, best.text) >= _ALIKE:
        return best
    return next((each for each in here if each.is_heading), blocks[0])


def _share(words: str, text: str) -> float:
    """How many of some words stand in a text."""
    looked_for = set(words.lower().split())
    return len(looked_for & set(text.lower().split())) / max(1, len(looked_for))


def _blocks(document: DocumentType) -> Iterator[_Block]:
    """The paragraphs that have text of their own, in tables too, with the headings above each."""
    names = style_names(document)
    headings: list[str] = []
    for node in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(node, document._body)
        if _is_contents(node) or not paragraph.runs:
            continue
        text = " ".join("".join(each.text or "" for each in node.iter(qn("w:t"))).split())
        level = _HEADING.match(style_of(node, names))
        if level:
            headings = [*headings[: int(level[1]) - 1], _NUMBER.sub("", text)]
        yield _Block(", ".join(filter(None, headings)), text, paragraph, bool(level))


def _is_contents(node: Any) -> bool:
    return next(node.iterancestors(qn("w:sdt")), None) is not None
