"""Boxes of text of a Word document: their words follow the paragraph that they hang on; words behind the page are a watermark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from sabreport.texts.office.parts import attribute, name_of
from sabreport.texts.office.word_styles import WORD

_BOX = f"{WORD}txbxContent"
_DRAWN = ("drawing", "pict", "object")
_PICTURES = ("pic", "imagedata", "blip", "chart", "relIds")
_MOST_OF_WATERMARK = 4
_MARGINS = ("hdr", "ftr")


def watermarks_of_word(parts: Mapping[str, Any]) -> Iterator[str]:
    """The words of each watermark, such as DRAFT: capitals behind the text or in the margins of the pages, or WordArt there."""
    for root in parts.values():
        in_margin = name_of(root) in _MARGINS
        for drawn in drawings_of(root):
            if is_watermark(drawn):
                yield _words(drawn)
            elif in_margin:
                yield from (each.get("string", "") for each in drawn.iter() if name_of(each) == "textpath")


def drawings_of(element: Any) -> Iterator[Any]:
    """The drawings of an element, without their likenesses for older programs."""
    for child in element:
        name = name_of(child) if isinstance(child.tag, str) else "Fallback"
        if name in _DRAWN:
            yield child
        elif name != "Fallback":
            yield from drawings_of(child)


def is_watermark(drawn: Any) -> bool:
    """Whether a drawing has a few words in capitals behind the text."""
    marks = [each for each in drawn.iter() if isinstance(each.tag, str)]
    behind = any(name_of(each) == "anchor" and each.get("behindDoc", "0") not in ("0", "false") for each in marks)
    old = any("z-index:-" in attribute(each, "style").replace(" ", "") for each in marks)
    words = _words(drawn)
    return (behind or old) and 0 < len(words.split()) <= _MOST_OF_WATERMARK and words.isupper()


def _words(drawn: Any) -> str:
    marks = [each for each in drawn.iter() if isinstance(each.tag, str)]
    said = [each.text or "" for each in marks if each.tag == f"{WORD}t"]
    return " ".join("".join([*said, *(each.get("string", "") for each in marks if name_of(each) == "textpath")]).split())


def free_boxes(root: Any) -> None:
    """Put what stands in boxes after the paragraphs that they hang on: Pandoc passes over a box among words."""
    _part_runs(root)
    for drawn in list(drawings_of(root)):
        if is_watermark(drawn):
            drawn.getparent().remove(drawn)
    for paragraph in reversed(list(root.iter(f"{WORD}p"))):  # one within another first
        place = paragraph
        for drawn in [each for each in _own_drawings(paragraph) if next(each.iter(_BOX), None) is not None]:
            for box in list(drawn.iter(_BOX)):
                for part in list(box):
                    place.addnext(part)
                    place = part
                box.getparent().remove(box)
            _take_out(drawn)
    for likeness in list(root.iter("{*}Fallback")):
        for box in list(likeness.iter(_BOX)):  # Pandoc would take it for the whole paragraph
            box.getparent().remove(box)


def _part_runs(root: Any) -> None:
    """Give each drawing a run of its own: LibreOffice writes it before the words of a run, which Pandoc passes over with it."""
    for run in list(root.iter(f"{WORD}r")):
        parts = [each for each in run if each.tag != f"{WORD}rPr"]
        if len(parts) > 1 and any(name_of(each) in (*_DRAWN, "AlternateContent") for each in parts):
            place = run
            for part in parts[1:]:
                own = etree.Element(f"{WORD}r")
                own.extend(deepcopy(each) for each in run.findall(f"{WORD}rPr"))
                own.append(part)
                place.addnext(own)
                place = own


def _own_drawings(paragraph: Any) -> list[Any]:
    return [each for each in drawings_of(paragraph) if next(each.iterancestors(f"{WORD}p")) is paragraph]


def _take_out(drawn: Any) -> None:
    """Take a drawing out that has nothing else to see, or else its likeness, in which the words stand again."""
    choice = next(drawn.iterancestors("{*}AlternateContent"), None)
    holder = choice if choice is not None else drawn
    if not any(name_of(each) in _PICTURES for each in drawn.iter() if isinstance(each.tag, str)):
        holder.getparent().remove(holder)
    elif choice is not None:
        for likeness in choice.findall("{*}Fallback"):
            choice.remove(likeness)
