"""Words that the writer of a .docx hid, and that would be printed all the same."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


def hidden_in_word(roots: Iterable[Element]) -> list[str]:
    """The words of each run of a Word document that is hidden, by itself or by its style; runs side by side are one."""
    roots = list(roots)
    styles = {
        each.get(f"{_WORD}styleId") for root in roots for each in root.iter(f"{_WORD}style") if _hides(each.find(f"{_WORD}rPr"))
    }
    found = []
    for paragraph in (each for root in roots for each in root.iter(f"{_WORD}p")):
        own = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        words = ""
        for run in paragraph.iter(f"{_WORD}r"):
            properties = run.find(f"{_WORD}rPr")
            given = properties.find(f"{_WORD}vanish") if properties is not None else None
            style = properties.find(f"{_WORD}rStyle") if properties is not None else None
            by_style = any(each is not None and each.get(f"{_WORD}val") in styles for each in (own, style))
            text = "".join(each.text or "" for each in run.iter(f"{_WORD}t"))
            if _hides(properties) if given is not None else by_style:
                words += text
            elif text:
                found.append(words)
                words = ""
        found.append(words)
    return [" ".join(each.split()) for each in found if each.strip()]


def _hides(properties: Element | None) -> bool:
    """Whether properties of a run hide it."""
    mark = properties.find(f"{_WORD}vanish") if properties is not None else None
    return mark is not None and mark.get(f"{_WORD}val", "1").lower() not in _OFF
