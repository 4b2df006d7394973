"""The sentences that a board and its members supplied: a draft repeats them, and they were judged where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from sabreport.claims.blocks import sentences_of
from sabreport.facts.material import Material
from sabreport.texts.authored import as_written

_WORDS = re.compile(r"[^\W_]+")


def supplied_sentences(material: Material) -> Mapping[str, str]:
    """Where each sentence with a number stands among what was supplied: its words, as `words_only` gives them, to its file.

    Members' statements, the board's own text, the words of the extracts and of the params.
    """
    found: dict[str, str] = {}
    for path, text in _texts(material):
        for sentence in sentences_of(text):
            if words := words_only(sentence):
                found.setdefault(words, material.project.relative(path))
    return found


def repeated(sentence: str, number: str, supplied: Mapping[str, str]) -> str:
    """The file in which a sentence of a draft stands, or the part of it that has the number; empty where it stands in none."""
    words = words_only(sentence) if supplied else ""
    if not words:
        return ""
    within = f" {' '.join(_WORDS.findall(number.lower()))} "
    parts = (path for text, path in supplied.items() if within in f" {text} " and (text in words or words in text))
    return supplied.get(words) or next(parts, "")


@lru_cache(maxsize=2048)
def words_only(sentence: str) -> str:
    """The words and numbers of a sentence without marks, to compare; empty where there are too few to tell it by."""
    words = _WORDS.findall(sentence.lower())
    return " ".join(words) if len(words) >= 4 else ""


def _texts(material: Material) -> Iterator[tuple[Path, str]]:
    """Every text that was supplied, with its file."""
    for path in (*material.tables.narrative.values(), *material.tables.statements.values()):
        yield path, as_written(path, material.project.root)
    for extract in material.tables.by_name.values():
        for column in extract.rows.select_dtypes(include=["object", "string"]):
            yield from ((extract.path, str(cell)) for cell in extract.rows[column].dropna().unique())
    path = material.project.params_files[-1]
    yield from ((path, text) for text in _strings(material.params.model_dump()))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _strings(each))
    elif isinstance(value, Iterable):
        yield from (text for each in value for text in _strings(each))
