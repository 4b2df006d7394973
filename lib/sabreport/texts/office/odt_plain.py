"""Makes plain an OpenDocument text: fields, forms, ruby, tables and numbered lists as the words and signs that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from sabreport.texts.office.capitals import set_capitals
from sabreport.texts.office.form_fields import Unfilled, is_prompt, take_unfilled
from sabreport.texts.office.list_labels import Labels
from sabreport.texts.office.odt_boxes import free_boxes, place_pictures
from sabreport.texts.office.odt_captions import free_captions
from sabreport.texts.office.odt_controls import show_answers
from sabreport.texts.office.odt_labels import OdtNumbering
from sabreport.texts.office.odt_nesting import nest_deeper
from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.odt_tables import repeat_cells, widen_tables
from sabreport.texts.office.odt_underlines import mark_underlined
from sabreport.texts.office.parts import name_of
from sabreport.texts.office.sign_fonts import show_signs_of_odt
from sabreport.texts.office.struck import strike_in_odt

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, _TABLE, _FIELD = (
    f"{_ODF}text:1.0}}",
    f"{_ODF}table:1.0}}",
    "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}",
)
_STYLE = f"{_ODF}style:1.0}}"
_MORE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_READ = (
    *("span", "a", "s", "tab", "line-break", "soft-page-break", "p", "h", "note", "note-citation", "note-body"),
    *("list", "list-item", "list-header", "tracked-changes", "section", "table-of-content"),
)
"""What Pandoc reads of a text; of every other mark of a paragraph, such as a field, it passes over the words."""
_TICKED, _EMPTY = "☒", "☐"
_HEADING = re.compile(r"Heading_20_([1-9])")
_BULLETS, _AUTOMATIC = "sabreport-bullets", f"{_ODF}office:1.0}}automatic-styles"
_LISTED = (f"{TEXT}list", f"{TEXT}list-item")
_DEEPEST = 10
"""Levels of a list in LibreOffice."""


def make_plain(parts: Mapping[str, Any], labels: Labels) -> Unfilled:
    """Change the parts of a document in place; `labels` takes those of its lists.

    Fields of forms that show what was asked for, and not an answer, are emptied and given back.
    """
    root = parts.get("content.xml")
    if root is None:
        return Unfilled()
    free_captions(root)
    place_pictures(root)
    free_boxes(root)
    repeat_cells(root)
    widen_tables(root)
    show_signs_of_odt(parts)
    set_capitals(root, parts)
    for ruby in list(root.iter(f"{TEXT}ruby-text")):
        ruby.text, ruby.tail = f" ({ruby.text or ''}", f"){ruby.tail or ''}"
    for mark in list(root.iter(f"{_FIELD}fieldmark")):
        _show_choice(mark)
    show_answers(root)
    asking = [*root.iter(f"{TEXT}placeholder"), *(each for each in root.iter(f"{_MORE}content-control") if _asks(each))]
    fields = [(each, "".join(each.itertext())) for each in asking]
    unfilled = take_unfilled(fields, (f"{_TABLE}table-row", f"{TEXT}p", f"{TEXT}h"), _text, _is_filled)
    for choice in root.iter(f"{TEXT}drop-down"):
        etree.strip_elements(choice, f"{TEXT}label", with_tail=False)
    etree.strip_tags(root, *_wrappers(root), f"{_MORE}content-control", f"{_FIELD}fieldmark")
    strike_in_odt(root, parts)
    mark_underlined(root, parts)
    _free_sources(root)
    _outline(root, parts)
    _list_numbered(root)
    _give_bullets(root, parts)
    _join_unmarked(root)
    OdtNumbering(parts).mark(root, labels)
    _free_paragraphs(root)
    nest_deeper(root, parts)
    _free_headings(root)
    return unfilled


def _free_sources(root: Any) -> None:
    """Take the paragraphs out of a list of sources that the text cites: Pandoc passes over it."""
    for sources in list(root.iter(f"{TEXT}bibliography")):
        for each in list(sources.iter(f"{TEXT}p", f"{TEXT}h")):
            sources.addprevious(each)
        sources.getparent().remove(sources)


def _outline(root: Any, parts: Mapping[str, Any]) -> None:
    """Make a paragraph a heading whose style is one, as LibreOffice shows it, whatever program wrote it as a paragraph."""
    styles = OdtStyles(parts.values())
    for each in root.iter(f"{TEXT}p"):
        chain = list(styles.chain(each))
        levels = (style.get(f"{_STYLE}default-outline-level") for style in chain)
        level = next((given for given in levels if given is not None), None)
        if level is None:  # as LibreOffice writes the first heading of a page of the web
            names = (_HEADING.fullmatch(style.get(f"{_STYLE}name", "")) for style in chain)
            level = next((found[1] for found in names if found), "")
        if level.isdecimal():
            each.tag = f"{TEXT}h"
            each.set(f"{TEXT}outline-level", level)


def _give_bullets(root: Any, parts: Mapping[str, Any]) -> None:
    """Give bullets, as LibreOffice does, to lists of which no style says what begins their items: Pandoc numbers them."""
    styles = OdtStyles(parts.values())
    lists = [each for each in root.iter(f"{TEXT}list") if next(each.iterancestors(f"{TEXT}list"), None) is None]
    without = [each for each in lists if not _has_style(each, styles)]
    if not without:
        return
    automatic = root.find(_AUTOMATIC)
    if automatic is None:
        root.insert(0, automatic := etree.Element(_AUTOMATIC))
    style = etree.SubElement(automatic, f"{TEXT}list-style", {f"{_STYLE}name": _BULLETS})
    for level in range(1, _DEEPEST + 1):
        etree.SubElement(style, f"{TEXT}list-level-style-bullet", {f"{TEXT}level": str(level), f"{TEXT}bullet-char": "•"})
    for each in without:
        each.set(f"{TEXT}style-name", _BULLETS)


def _has_style(listed: Any, styles: OdtStyles) -> bool:
    """Whether a style says what begins the items of a list: its own, an item's, or that of a paragraph."""
    named = any(each.get(f"{TEXT}{name}") for each in listed.iter(*_LISTED) for name in ("style-name", "style-override"))
    paragraphs = listed.iter(f"{TEXT}p", f"{TEXT}h")
    return named or any(style.get(f"{_STYLE}list-style-name") for each in paragraphs for style in styles.chain(each))


def _list_numbered(root: Any) -> None:
    """Make numbered paragraphs, which stand in no list, items of one that goes on: Pandoc reads no others."""
    for each in list(root.iter(f"{TEXT}numbered-paragraph")):
        level, start = each.get(f"{TEXT}level", "1"), each.get(f"{TEXT}start-value", "")
        words = list(each)
        each.tag = f"{TEXT}list"
        each.set(f"{TEXT}continue-numbering", "true")
        item = etree.SubElement(each, f"{TEXT}list-item")
        for _ in range(min(int(level), _DEEPEST) - 1 if level.isdecimal() else 0):
            item = etree.SubElement(etree.SubElement(item, f"{TEXT}list"), f"{TEXT}list-item")
        if start:
            item.set(f"{TEXT}start-value", start)
        item.extend(words)


def _join_unmarked(root: Any) -> None:
    """Make paragraphs without a mark part of the item before them, or put them before the list: Pandoc marks them."""
    for header in list(root.iter(f"{TEXT}list-header")):
        before, outer = next(header.itersiblings(f"{TEXT}list-item", preceding=True), None), header.getparent()
        for part in list(header):
            if before is not None:
                before.append(part)
            elif part.tag != f"{TEXT}list":  # one within it keeps its level
                outer.addprevious(part)
        if len(header) == 0:
            outer.remove(header)


def _free_paragraphs(root: Any) -> None:
    """Put the paragraphs of a table in an item, and of a list or table in a note, in its place: Pandoc passes over it."""
    inner = [each for item in root.iter(f"{TEXT}list-item") for each in item.findall(f"{_TABLE}table")]
    inner += [each for note in root.iter(f"{TEXT}note-body") for each in note if each.tag in (f"{TEXT}list", f"{_TABLE}table")]
    for each in inner:
        noted = {paragraph for note in each.iter(f"{TEXT}note-body") for paragraph in note.iter(f"{TEXT}p", f"{TEXT}h")}
        for paragraph in [part for part in each.iter(f"{TEXT}p", f"{TEXT}h") if part not in noted]:
            each.addprevious(paragraph)
        each.getparent().remove(each)


def _free_headings(root: Any) -> None:
    """Take headings out of the lists that number them, as LibreOffice writes those of Word; their labels are in them."""
    for outer in [each for each in root.iter(f"{TEXT}list") if next(each.iterancestors(f"{TEXT}list"), None) is None]:
        if next(outer.iter(f"{TEXT}h"), None) is not None:
            parts = [each for each in outer.iter(f"{TEXT}h", f"{TEXT}p", f"{_TABLE}table") if _holder(each) is not None]
            for each in parts:
                outer.addprevious(each)
            outer.getparent().remove(outer)


def _holder(part: Any) -> Any:
    """The item of a list that holds a paragraph, heading or table; None where it stands in something within that."""
    parent = part.getparent()
    return parent if parent.tag in (f"{TEXT}list-item", f"{TEXT}list-header") else None


def _wrappers(root: Any) -> set[str]:
    """The marks of paragraphs that Pandoc does not read, and that hold words and no paragraph."""
    marks = (each for paragraph in root.iter(f"{TEXT}p", f"{TEXT}h") for each in paragraph.iter(f"{TEXT}*"))
    return {each.tag for each in marks if name_of(each) not in _READ and next(each.iter(f"{TEXT}p", f"{TEXT}h"), None) is None}


def _asks(control: Any) -> bool:
    """Whether a control shows what is asked for, and not an answer."""
    return bool(control.get(f"{_MORE}showing-place-holder") == "true")


def _is_filled(element: Any) -> bool:
    """Whether there is a control within an element that somebody filled in."""
    return any(_text(each).strip() for each in element.iter(f"{_MORE}content-control", f"{TEXT}text-input"))


def _show_choice(mark: Any) -> None:
    """What was chosen in a field of an older form as text."""
    given = [(each.get(f"{_FIELD}name"), each.get(f"{_FIELD}value", "")) for each in mark.iter(f"{_FIELD}param")]
    kind = mark.get(f"{_FIELD}type", "").rpartition(".")[2]
    if kind == "FORMCHECKBOX":
        mark.text = _TICKED if ("Checkbox_Checked", "true") in given else _EMPTY
    elif kind == "FORMDROPDOWN":
        entries = [value for name, value in given if name == "Dropdown_ListEntry"]
        chosen = next((value for name, value in given if name == "Dropdown_Selected"), "0")
        mark.text = entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
        if is_prompt(entries, mark.text):  # nobody chose
            mark.tag = f"{_MORE}content-control"
            mark.set(f"{_MORE}showing-place-holder", "true")
    etree.strip_elements(mark, f"{_FIELD}param", with_tail=False)


def _text(element: Any) -> str:
    """The words of an element, those of its paragraphs apart."""
    paragraphs = list(element.iter(f"{TEXT}p", f"{TEXT}h"))
    return " ".join("".join(each.itertext()) for each in paragraphs or [element])
