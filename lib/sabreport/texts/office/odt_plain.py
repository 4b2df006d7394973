"""Makes plain an OpenDocument text: fields, forms, ruby, tables and numbered lists as the words and signs that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from sabreport.texts.office.capitals import set_capitals
from sabreport.texts.office.form_fields import Unfilled, take_unfilled
from sabreport.texts.office.list_labels import Labels
from sabreport.texts.office.odt_controls import show_answers
from sabreport.texts.office.odt_labels import OdtNumbering
from sabreport.texts.office.odt_tables import repeat_cells, widen_tables
from sabreport.texts.office.struck import strike_in_odt

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, _TABLE, _FIELD = (
    f"{_ODF}text:1.0}}",
    f"{_ODF}table:1.0}}",
    "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}",
)
_MORE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FIELDS = (
    *("text-input", "variable-set", "variable-get", "variable-input", "user-field-get", "user-field-input", "expression"),
    *("sequence", "sequence-ref", "bookmark-ref", "reference-ref", "note-ref", "bibliography-mark", "conditional-text"),
    *("date", "time", "creation-date", "creation-time", "modification-date", "modification-time", "print-date", "print-time"),
    *("author-name", "author-initials", "initial-creator", "creator", "sender-firstname", "sender-lastname", "sender-company"),
    *("sender-initials", "sender-title", "sender-position", "sender-email", "sender-phone-private", "sender-phone-work"),
    *("sender-fax", "sender-street", "sender-city", "sender-postal-code", "sender-country", "sender-state-or-province"),
    *("title", "subject", "keywords", "description", "user-defined", "file-name", "chapter", "page-number", "page-count"),
    *("word-count", "character-count", "paragraph-count", "table-count", "image-count", "object-count", "editing-cycles"),
    *("editing-duration", "printed-by", "template-name", "sheet-name", "table-formula", "measure", "page-variable-get"),
    *("database-display", "meta", "meta-field", "hidden-text", "drop-down"),
)
"""Fields whose words Pandoc passes over."""
_TICKED, _EMPTY = "☒", "☐"


def make_plain(parts: Mapping[str, Any], labels: Labels) -> Unfilled:
    """Change the parts of a document in place; `labels` takes those of its lists.

    Fields of forms that show what was asked for, and not an answer, are emptied and given back.
    """
    root = parts.get("content.xml")
    if root is None:
        return Unfilled()
    repeat_cells(root)
    widen_tables(root)
    set_capitals(root, parts)
    for ruby in list(root.iter(f"{TEXT}ruby-text")):
        ruby.text, ruby.tail = f" ({ruby.text or ''}", f"){ruby.tail or ''}"
    for mark in root.iter(f"{_FIELD}fieldmark"):
        _show_choice(mark)
    show_answers(root)
    asking = [*root.iter(f"{TEXT}placeholder"), *(each for each in root.iter(f"{_MORE}content-control") if _asks(each))]
    fields = [(each, "".join(each.itertext())) for each in asking]
    unfilled = take_unfilled(fields, (f"{_TABLE}table-row", f"{TEXT}p", f"{TEXT}h"), _text, _is_filled)
    for choice in root.iter(f"{TEXT}drop-down"):
        etree.strip_elements(choice, f"{TEXT}label", with_tail=False)
    wrappers = [*(TEXT + name for name in (*_FIELDS, "placeholder", "ruby", "ruby-base", "ruby-text")), f"{_MORE}content-control"]
    etree.strip_tags(root, *wrappers, f"{_FIELD}fieldmark")
    strike_in_odt(root, parts)
    OdtNumbering(parts).mark(root, labels)
    return unfilled


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
    etree.strip_elements(mark, f"{_FIELD}param", with_tail=False)


def _text(element: Any) -> str:
    """The words of an element, those of its paragraphs apart."""
    paragraphs = list(element.iter(f"{TEXT}p", f"{TEXT}h"))
    return " ".join("".join(each.itertext()) for each in paragraphs or [element])
