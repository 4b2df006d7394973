"""Numbers that a text gives its notes, pages, tables and figures: told, for the report has numbers of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sabreport.texts.office.parts import attribute, name_of, texts_of_odt
from sabreport.texts.office.word_fields import fields_of_word
from sabreport.texts.office.word_runs import paragraphs_of_word, runs_of
from sabreport.texts.office.word_styles import WORD
from sabreport.texts.statement_tree import Node, text_of
from sabreport.wording.lists import some_of

_REFERRED = re.compile(
    r"(?:\S+\s+){0,3}?\S*\b(?:foot|end)?notes?\s+(?:no\.?\s*|number\s+)?(?:\d{1,3}|[ivx]{1,6})\b(?:\s+\S+){0,3}", re.IGNORECASE
)
_EXHIBIT = re.compile(r"\b(?:Tables?|Figures?|Charts?)\s+\d{1,2}\b(?![.,]?\d|%)(?:[.:]?\s+\S+){0,4}")
_WORDS_BEFORE = 4


def note_marks(tree: Node, suffix: str, parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What to say of the numbers and marks of a text's notes, each with its remedy; nothing where it has no note.

    Parameters
    ----------
    tree
        The text as Pandoc reads it.
    suffix, parts
        The kind of its file, and the parts of a package; none of any other.
    """
    if not _has_note(tree["blocks"]):
        return
    said = [" ".join(found[0].split()) for line in lines_of(tree["blocks"]) for found in _REFERRED.finditer(line)]
    if said:
        what = f"it refers to a note by its number, and the report numbers all notes anew: {_named(said)}"
        yield what, "In the file, say what the note is about, such as the note on the survey."
    own = list(_own_in_word(parts) if suffix == ".docx" else _own_in_odt(parts))
    if own:
        what = f"the report numbers a note that has a mark of its own in the file: {_named(own)}"
        yield what, "See that nothing in the text rests on the mark; where a note begins with it, take it out there."


def page_marks(suffix: str, parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What to say of the numbers of pages that the file works out for itself, in its text; nothing where it has none."""
    if suffix == ".docx":
        said = [_after(field.before, field.shown) for field in fields_of_word(parts) if field.kind in ("PAGEREF", "PAGE")]
    else:
        said = list(_pages_in_odt(parts))
    if said:
        what = f"it says on which page something stands, and the report has pages of its own: {_named(said)}"
        yield what, "In the file, say in its place what is meant, such as the table of visits."


def exhibit_marks(lines: Iterable[tuple[int | None, str]]) -> Iterator[tuple[str, str]]:
    """What to say of the numbers by which a text calls tables and figures of its own, once; nothing where it has none.

    Parameters
    ----------
    lines
        Its lines or paragraphs, each with its number where a reader can count them.
    """
    said = [(row, " ".join(found[0].split())) for row, line in lines for found in _EXHIBIT.finditer(line)]
    if said:
        where = f"line {said[0][0]}: " if said[0][0] else ""
        what = (
            f"{where}it calls tables or figures by numbers, which the report's own have too: {_named([each for _, each in said])}"
        )
        yield what, "In the file, say what is meant, such as the table of visits; or leave it if no reader can mistake it."


def _pages_in_odt(parts: Mapping[str, Any]) -> Iterator[str]:
    for before, piece in _fields_in_odt(parts):
        if name_of(piece) != "note-citation":
            yield _after(before, "".join(piece.itertext()))


def _has_note(node: Node) -> bool:
    if isinstance(node, list):
        return any(map(_has_note, node))
    return isinstance(node, dict) and (node.get("t") == "Note" or _has_note(node.get("c")))


def lines_of(node: Node) -> Iterator[str]:
    """The text of each paragraph and heading, and of each of their notes."""
    if isinstance(node, list):
        for each in node:
            yield from lines_of(each)
    elif isinstance(node, dict):
        if node.get("t") in ("Para", "Plain", "Header"):
            yield text_of(_without_notes(node))
        yield from lines_of(node.get("c"))


def _without_notes(node: Node) -> Node:
    if isinstance(node, list):
        return [_without_notes(each) for each in node if not (isinstance(each, dict) and each.get("t") == "Note")]
    return {**node, "c": _without_notes(node["c"])} if isinstance(node, dict) and "c" in node else node


def _own_in_word(parts: Mapping[str, Any]) -> Iterator[str]:
    """The mark of each note that has one of its own, after the words before it."""
    for paragraph, _ in paragraphs_of_word(parts):
        before = ""
        for run in runs_of(paragraph):
            words = "".join(each.text or "" for each in run.findall(f"{WORD}t"))
            refers = [each for kind in ("footnote", "endnote") for each in run.findall(f"{WORD}{kind}Reference")]
            if any(each.get(f"{WORD}customMarkFollows", "0") not in ("0", "false", "off") for each in refers):
                yield _after(before, words)
            before += words


def _own_in_odt(parts: Mapping[str, Any]) -> Iterator[str]:
    for before, piece in _fields_in_odt(parts):
        if name_of(piece) == "note-citation" and (mark := attribute(piece, "label")):
            yield _after(before, mark)


def _fields_in_odt(parts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The marks of notes and the numbers of pages of an OpenDocument text, each after the words of its paragraph before it."""
    for root in texts_of_odt(parts.values()):
        for paragraph in (each for each in root.iter() if isinstance(each.tag, str) and name_of(each) in ("p", "h")):
            before = ""
            for piece in _pieces(paragraph):
                if isinstance(piece, str):
                    before += piece
                else:
                    yield before, piece


def _pieces(element: Any) -> Iterator[Any]:
    """The words of a part of a paragraph, and in their places the marks of its notes and the numbers of pages."""
    yield element.text or ""
    for child in (each for each in element if isinstance(each.tag, str)):
        if name_of(child) == "note":
            yield from (each for each in child if name_of(each) == "note-citation")
        elif name_of(child) == "page-number" or attribute(child, "reference-format") == "page":
            yield child
        else:
            yield from _pieces(child)
        yield child.tail or ""


def _after(before: str, mark: str) -> str:
    return " ".join([*before.split()[-_WORDS_BEFORE:], mark.strip()])


def _named(items: list[str]) -> str:
    return some_of([f'"{each}"' for each in items])
