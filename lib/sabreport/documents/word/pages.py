"""The pages of a Word report: cover, running header, key figures in two columns, pictures, and a chapter's first paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from docx.document import Document as DocumentType
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import RGBColor, Twips

from sabreport.documents.word.xml import made, made_run, set_style, style_names, style_of
from sabreport.settings.look import Look

_POINT, _TWIP = 12700, 635
"""In English metric units, in which Word measures pictures; a twip is a twentieth of a point."""
_CAPTION_LINES = 4
_GUTTER = 280
_KEY_FIGURE = ("Key Figure", "Key Figure Label", "Key Figure Change", "Key Figure Last")
_COVER = ("Title", "Subtitle", "Draft Mark")
_AFTER_TYPE = ("w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:titlePg")


def text_width(document: DocumentType) -> int:
    """The width of the text, in twentieths of a point."""
    section = document.sections[0]
    return ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) // _TWIP


def set_layout(document: DocumentType, look: Look, running_head: str, draft_mark: str) -> None:
    """Lay out what is not a table.

    Parameters
    ----------
    running_head
        Text of the header from the second page on.
    draft_mark
        Stands on the cover and in the header; empty for a final.
    """
    names = style_names(document)
    _set_header(document, look, running_head, draft_mark)
    _fit_pictures(document, look)
    _lead_in(document, names)
    if draft_mark:
        _mark_cover(document, names, draft_mark)
    _divide(document, names)


def _set_header(document: DocumentType, look: Look, running_head: str, draft_mark: str) -> None:
    """The running header of every page but the cover: the report on the left, the draft mark on the right."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    paragraph.add_run(running_head)
    if draft_mark:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(text_width(document)), WD_TAB_ALIGNMENT.RIGHT)
        mark = paragraph.add_run(f"\t{draft_mark}")
        mark.bold = True
        mark.font.color.rgb = RGBColor.from_string(look.palette.alert[1:].upper())


def _fit_pictures(document: DocumentType, look: Look) -> None:
    """A chart is as wide as the text, any other picture no wider; and none is higher than a page that also holds its caption."""
    names = style_names(document)
    section = document.sections[0]
    across = text_width(document) * _TWIP
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    highest = height - round((_CAPTION_LINES * look.type.caption * 1.2 + look.space.block + look.type.chapter * 3) * _POINT)
    for shape in document.inline_shapes:
        scale = min(across / shape.width, highest / shape.height)
        if style_of(next(shape._inline.iterancestors(qn("w:p")), None), names) != "Figure":
            scale = min(scale, 1)
        shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
        for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice takes them for an eighth of an inch
            shape._inline.set(side, "0")


def _lead_in(document: DocumentType, names: dict[str, str]) -> None:
    """A chapter's first paragraph is set larger."""
    for heading, after in pairwise(_paragraphs_in_flow(document)):
        if style_of(heading, names) == "Heading 1" and style_of(after, names) == "First Paragraph":
            set_style(after, "Lead", names)


def _paragraphs_in_flow(document: DocumentType) -> Iterator[Any]:
    """The paragraphs of the body, with None where there is a table."""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield element
        elif element.tag == qn("w:tbl"):
            yield None


def _mark_cover(document: DocumentType, names: dict[str, str], draft_mark: str) -> None:
    """The draft mark below the subtitle."""
    cover = next((p for p in document.element.body.iter(qn("w:p")) if style_of(p, names) == "Subtitle"), None)
    if cover is not None:
        mark = made("w:p")
        mark.append(made_run(f"{draft_mark}: not for publication"))
        set_style(mark, "Draft Mark", names)
        cover.addnext(mark)


def _divide(document: DocumentType, names: dict[str, str]) -> None:
    """Make the cover a section, and each group of key figures one of two columns.

    The text stays in its order, so that it is read as one list. Every section names the header and footer, and only the
    cover's leaves out the page's: so both survive where somebody takes out a break. What follows begins a page where it is a
    chapter: after a break within a page LibreOffice would no longer keep headings with their text.
    """
    body = document.element.body
    last = body.sectPr
    plain = deepcopy(last)
    for mark in plain.findall(qn("w:titlePg")):
        plain.remove(mark)
    cover = [p for p in body.findall(qn("w:p")) if style_of(p, names) in _COVER]
    if cover:
        _end_section(cover[-1], _section(last, "nextPage"))
    begun = "nextPage"
    for group in _key_figure_groups(document, names):
        after = group[-1].getnext()
        while after is not None and after.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            after = after.getnext()
        chapter = after is not None and after.tag == qn("w:p") and style_of(after, names) == "Heading 1"
        _set_cards(group, names)
        before = group[0].getprevious()
        while before is not None and before.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            before = before.getprevious()
        if before is None or before.tag != qn("w:p"):
            continue  # after a table there is no paragraph that could carry the break
        _end_section(before, _section(plain, begun))
        _end_section(group[-1], _section(plain, "continuous", columns=2))
        begun = "nextPage" if chapter else "continuous"
        if chapter:
            _break_column(group, names)
    body.replace(last, _section(plain, begun))


def _section(properties: Any, begins: str, columns: int = 1) -> Any:
    section = deepcopy(properties)
    for tag in ("w:type", "w:cols"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    section.insert_element_before(made("w:type", val=begins), *_AFTER_TYPE)
    if columns > 1:
        section.insert_element_before(made("w:cols", num=str(columns), space=str(_GUTTER)), "w:titlePg")
    return section


def _end_section(paragraph: Any, section: Any) -> None:
    properties = paragraph.get_or_add_pPr()
    for old in properties.findall(qn("w:sectPr")):
        properties.remove(old)
    properties.append(section)


def _key_figure_groups(document: DocumentType, names: dict[str, str]) -> list[list[Any]]:
    """The paragraphs of key figures that follow each other."""
    groups: list[list[Any]] = [[]]
    for paragraph in _paragraphs_in_flow(document):
        if style_of(paragraph, names) in _KEY_FIGURE:
            groups[-1].append(paragraph)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _break_column(group: Sequence[Any], names: dict[str, str]) -> None:
    """Begin the second column halfway: columns even out by themselves only where the text goes on below them."""
    cards = [paragraph for paragraph in group if style_of(paragraph, names) == "Key Figure"]
    if len(cards) > 1:
        run, column = made("w:r"), made("w:br", type="column")
        run.append(column)
        cards[(len(cards) + 1) // 2].pPr.addnext(run)


def _set_cards(group: Sequence[Any], names: dict[str, str]) -> None:
    """A key figure without a change ends with its label, which then is not kept with what follows."""
    for paragraph, after in pairwise([*group, None]):
        if style_of(paragraph, names) == "Key Figure Label" and (after is None or style_of(after, names) == "Key Figure"):
            set_style(paragraph, "Key Figure Last", names)
