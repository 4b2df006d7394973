"""The fields of a Word document: what each asks for or refers to, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sabreport.texts.office.parts import attribute, name_of
from sabreport.texts.office.word_runs import paragraphs_of_word


@dataclass(frozen=True)
class Field:
    """A field of a Word document.

    Parameters
    ----------
    kind
        What Word calls it, such as ``PAGEREF``.
    asked
        What stands after that in its code.
    shown
        What it shows.
    before
        The words of the paragraph before it.
    """

    kind: str
    asked: str = ""
    shown: str = ""
    before: str = ""


def fields_of_word(parts: Mapping[str, Any]) -> Iterator[Field]:
    """Each field of the text and notes of a document but those of a table of contents."""
    opened: list[tuple[Field, bool]] = []  # each with whether its code has ended; a table of contents goes over paragraphs
    for paragraph, _ in paragraphs_of_word(parts):
        said = ""
        for mark in _marks(paragraph):
            name = name_of(mark)
            kind = attribute(mark, "fldCharType") if name == "fldChar" else ""
            if name == "fldSimple":
                shown = "".join(each.text or "" for each in mark.iter() if isinstance(each.tag, str) and name_of(each) == "t")
                yield _coded(Field("", attribute(mark, "instr"), shown, said))
            elif kind == "begin":
                opened.append((Field("", before=said), False))
            elif kind == "separate" and opened:
                opened[-1] = (opened[-1][0], True)
            elif kind == "end" and opened:
                field = _coded(opened.pop()[0])
                if not any(_coded(each).kind == "TOC" for each, _ in opened):
                    yield field
            elif name == "instrText" and opened and not opened[-1][1]:
                opened[-1] = (replace(opened[-1][0], asked=opened[-1][0].asked + (mark.text or "")), False)
            elif name == "t":
                said += mark.text or ""
                opened = [
                    (replace(each, shown=each.shown + (mark.text or "")) if ended else each, ended) for each, ended in opened
                ]


def _marks(element: Any) -> Iterator[Any]:
    """Each mark of a paragraph, without those of paragraphs in it and of likenesses for older programs."""
    for child in element:
        if isinstance(child.tag, str) and name_of(child) not in ("p", "Fallback"):
            yield child
            yield from _marks(child)


def _coded(field: Field) -> Field:
    kind, _, asked = field.asked.strip().partition(" ")
    return replace(field, kind=kind.upper(), asked=asked.strip())
