"""Words of a .docx or .odt that their writer set in capitals, by marks of their own and not by a style: printed so."""

from __future__ import annotations

from typing import Any

from sabreport.package_parts import attribute, name_of
from sabreport.word_styles import WORD, is_on


def capitals_of(root: Any) -> set[Any]:
    """The runs, spans and paragraphs of a part that are set in capitals."""
    styles = set[str]()
    for style in (each for part in root if name_of(part) == "automatic-styles" for each in part):
        if any(attribute(each, "text-transform") == "uppercase" for each in style):
            styles.add(attribute(style, "name"))
    found = {each for each in root.iter(f"{WORD}r") if is_on(each.find(f"{WORD}rPr/{WORD}caps"))}
    if styles:
        named = (each for each in root.iter() if isinstance(each.tag, str) and name_of(each) in ("span", "p"))
        found |= {each for each in named if attribute(each, "style-name") in styles}
    return found


def set_capitals(root: Any) -> None:
    """Write in capitals what is shown in them."""
    for element in capitals_of(root):
        for each in (each for each in element.iter() if each.tag != f"{WORD}instrText"):  # where a link leads
            each.text = each.text.upper() if each.text else each.text
            if each is not element:
                each.tail = each.tail.upper() if each.tail else each.tail
