"""Where a paragraph that was put in belongs: to the text of the board before it or after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sabreport.returned.moves import BREAK
from sabreport.returned.paragraphs import Paragraph
from sabreport.returned.remarks import Edit, Remark
from sabreport.returned.sources import Place


def after_text(remark: Remark, paragraphs: Sequence[Paragraph], place: Callable[[int, int], Place]) -> Remark:
    """A remark whose new paragraphs follow the board's text before them, where what comes after them is none or a heading.

    Word writes a new paragraph as one that stands before the next, though it be the end of a chapter.

    Parameters
    ----------
    place
        The place of a character of a paragraph, by both their numbers.
    """
    edits = tuple(_after(edit, paragraphs, place) for edit in remark.edits)
    if not edits or edits == remark.edits:
        return remark
    first = edits[0]
    new = first.new if remark.kind == "put in" else remark.new
    return replace(remark, paragraph=first.paragraph, start=first.start, end=first.end, new=new, edits=edits)


def _after(edit: Edit, paragraphs: Sequence[Paragraph], place: Callable[[int, int], Place]) -> Edit:
    words = edit.new.removesuffix(BREAK)
    if edit.paragraph == 0 or edit.end > 0 or words == edit.new or not words.strip():
        return edit
    before = paragraphs[edit.paragraph - 1]
    end = len(before.was)
    if before.part != "text" or before.cell is not None or before.joined is not None:
        return edit
    if not paragraphs[edit.paragraph].level and _is_text(place(edit.paragraph, 0)):
        return edit
    if not _is_text(place(edit.paragraph - 1, end)):
        return edit
    looks = tuple((start + len(BREAK), stop + len(BREAK), look) for start, stop, look in edit.looks)
    return replace(edit, paragraph=edit.paragraph - 1, start=end, end=end, new=f"{BREAK}{words}", looks=looks)


def _is_text(place: Place) -> bool:
    return place.words is not None and place.words.what == "text"
