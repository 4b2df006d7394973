"""The paragraphs and runs of a Word document, each with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from sabreport.texts.office.parts import texts_of_word
from sabreport.texts.office.word_styles import WORD, is_on


class Around(NamedTuple):
    """What stands around a paragraph of a Word document."""

    table: str | None = None  # its style, empty for none; None where there is no table
    row_is_hidden: bool = False
    within: tuple[Any, ...] = ()  # the tables, cells and text boxes, the outermost first


def paragraphs_of(element: Any, around: Around | None = None) -> Iterator[tuple[Any, Around]]:
    """Each paragraph, and what stands around it; the likeness that Word keeps for older programs is passed over."""
    if _is_likeness(element):
        return
    around = around or Around()
    if element.tag == f"{WORD}p":
        yield element, around
    elif element.tag == f"{WORD}tbl":
        style = element.find(f"{WORD}tblPr/{WORD}tblStyle")
        around = around._replace(table=style.get(f"{WORD}val", "") if style is not None else "")
    elif element.tag == f"{WORD}tr" and is_on(element.find(f"{WORD}trPr/{WORD}hidden")):
        around = around._replace(row_is_hidden=True)
    if element.tag in _AROUND:
        around = around._replace(within=(*around.within, element))
    for child in element:
        yield from paragraphs_of(child, around)


def paragraphs_of_word(parts: Mapping[str, Any]) -> Iterator[tuple[Any, Around]]:
    """Each paragraph of the text and notes of a document, and what stands around it."""
    for root in texts_of_word(parts).values():
        yield from paragraphs_of(root)


def properties_of(run: Any) -> Any:
    """Where the properties of a run stand, which is put in where it has none."""
    found = run.find(f"{WORD}rPr")
    if found is None:
        found = etree.Element(f"{WORD}rPr")
        run.insert(0, found)
    return found


def runs_of(element: Any) -> Iterator[Any]:
    """The runs of a paragraph without those of the text boxes in it, which have paragraphs of their own."""
    for child in element:
        if child.tag == f"{WORD}r":
            yield child
        elif child.tag != f"{WORD}p" and not _is_likeness(child):
            yield from runs_of(child)


_AROUND = (f"{WORD}tbl", f"{WORD}tc", f"{WORD}txbxContent")


def _is_likeness(element: Any) -> bool:
    """Whether an element is a comment of XML, or the likeness of another for older programs."""
    return not isinstance(element.tag, str) or element.tag.endswith("}Fallback")
