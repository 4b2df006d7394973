"""Words of a .docx or .odt that their writer set in capitals, by marks of their own or by a style of Word: printed so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sabreport.texts.office.parts import attribute, name_of
from sabreport.texts.office.word_runs import paragraphs_of, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles


def capitals_of(root: Any, parts: Mapping[str, Any]) -> set[Any]:
    """The runs, spans and paragraphs of a part that are set in capitals; the parts of the document hold its styles."""
    if root.tag.startswith(WORD):
        return set(_in_word(root, WordStyles(parts)))
    styles = set[str]()
    for style in (each for part in root if name_of(part) == "automatic-styles" for each in part):
        if any(attribute(each, "text-transform") == "uppercase" for each in style):
            styles.add(attribute(style, "name"))
    if not styles:
        return set()
    named = (each for each in root.iter() if isinstance(each.tag, str) and name_of(each) in ("span", "p"))
    return {each for each in named if attribute(each, "style-name") in styles}


def _in_word(root: Any, styles: WordStyles) -> Iterator[Any]:
    if not styles.has("caps") and next(root.iter(f"{WORD}caps"), None) is None:
        return
    for paragraph, around in paragraphs_of(root):
        for run in runs_of(paragraph):
            if styles.turns_on("caps", run, paragraph, around.table):
                yield run


def set_capitals(root: Any, parts: Mapping[str, Any]) -> None:
    """Write in capitals what is shown in them."""
    for element in capitals_of(root, parts):
        for each in (each for each in element.iter() if each.tag != f"{WORD}instrText"):  # where a link leads
            each.text = each.text.upper() if each.text else each.text
            if each is not element:
                each.tail = each.tail.upper() if each.tail else each.tail
