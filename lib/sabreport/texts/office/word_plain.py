"""Makes plain the text of a Word document: fields, forms, ruby and numbered lists as the words and signs that Word shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from sabreport.texts.office.capitals import set_capitals
from sabreport.texts.office.form_fields import Unfilled, is_prompt, take_unfilled
from sabreport.texts.office.list_labels import Label, Labels
from sabreport.texts.office.parts import is_line_of_contents, texts_of_word
from sabreport.texts.office.sign_fonts import set_signs_in_word, write_sign
from sabreport.texts.office.struck import strike_in_word
from sabreport.texts.office.word_boxes import free_boxes
from sabreport.texts.office.word_drawn import texts_in_codes
from sabreport.texts.office.word_indents import straighten
from sabreport.texts.office.word_labels import WordNumbering
from sabreport.texts.office.word_pictures import plain_pictures
from sabreport.texts.office.word_styles import WORD, WordStyles, is_on

_WRAPPERS = ("fldSimple", "customXml", "bdo", "dir")
"""A field such as a caption's number or a date, a mark of a form's field, and two of the direction of writing."""
_MOST_RAISED = 4
_MOST_COLUMNS = 63  # of a table in Word
_TICKED, _EMPTY = "☒", "☐"
_BOXES = (_EMPTY, "☑", _TICKED)
_GAPS = {f"{WORD}cr": f"{WORD}br", f"{WORD}ptab": f"{WORD}tab"}
"""Ends of lines and tabs that Pandoc passes over, and what they are to a reader."""
_BLOCKS = tuple(f"{WORD}{name}" for name in ("p", "tbl", "sdt"))
_SEEN = tuple(f"{WORD}{name}" for name in ("t", "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference"))


def make_plain(parts: Mapping[str, Any], labels: Labels) -> Unfilled:
    """Change the parts of a document in place; `labels` takes those of its lists.

    Fields of forms that show what was asked for, and not an answer, are emptied and given back.
    """
    numbering = WordNumbering(parts)
    texts = list(texts_of_word(parts).values())
    _take_out_unprinted(texts)
    for mark in [each for root in parts.values() for each in root.iter(f"{WORD}u", f"{WORD}em")]:
        _underline(mark)
    for root in texts:
        straighten(root, numbering)
        set_capitals(root, parts)
        strike_in_word(root, parts)
        set_signs_in_word(root, parts)
        for sign in list(root.iter(f"{WORD}sym")):
            write_sign(sign)
        for mark in list(root.iterfind(f".//{WORD}r/{WORD}rPr/{WORD}position")):
            _raise(mark)
        _join_first_letters(root)
        for text in texts_in_codes(root):
            text.getparent().remove(text)
        for row in root.iter(f"{WORD}tr"):
            _fill_ends(row)
        etree.strip_tags(root, *(WORD + name for name in _WRAPPERS))
        for ruby in list(root.iter(f"{WORD}ruby")):
            _flatten_ruby(ruby)
        for mark in list(root.iter(f"{WORD}ffData")):
            _show_choice(mark)
        for paragraph in _paragraphs(root):
            label = numbering.label(paragraph)
            numbering.nest(paragraph)
            if label is not None and any(each.tag != f"{WORD}t" or each.text for each in paragraph.iter(*_SEEN)):
                _begin(paragraph, labels.marked(label))
            elif label is not None and label.text and paragraph.getparent().tag == f"{WORD}tc":
                _begin(paragraph, labels.marked(Label(label.text)))  # all that stands in the cell
        _keep_captions_in_place(root, WordStyles(parts))
    numbering.follow_links()
    for bullet in [each for root in parts.values() for each in root.iter(f"{WORD}lvlText") if each.get(f"{WORD}val") in _BOXES]:
        bullet.set(f"{WORD}val", "•")  # the label says it already, and Pandoc would say it again
    unfilled = [each for root in texts for each in root.iter(f"{WORD}sdt") if _asks(each)]
    fields = [(each, _text(each)) for each in unfilled]
    for each in unfilled:
        for picture in list(each.iter(f"{WORD}drawing")):  # the one that asks for a picture
            picture.getparent().remove(picture)
    return take_unfilled(fields, (f"{WORD}tr", f"{WORD}p"), _text, _is_filled)


def _take_out_unprinted(texts: Sequence[Any]) -> None:
    """Take out lists of contents and descriptions of tables, and write plainly gaps and what stands in boxes."""
    for mark in [each for root in texts for each in root.iter(*_GAPS)]:
        mark.tag = _GAPS[mark.tag]
    for contents in [each for root in texts for each in root.iter(f"{WORD}sdt") if is_contents(each)]:
        contents.getparent().remove(contents)
    for described in [each for root in texts for each in root.iter(f"{WORD}tblCaption", f"{WORD}tblDescription")]:
        described.getparent().remove(described)  # for those who do not see the table, which is printed; Pandoc takes it for text
    for root in texts:
        _take_out_contents(root)
        plain_pictures(root)
        free_boxes(root)


def is_contents(control: Any) -> bool:
    """Whether a control holds the table of contents that a word processor wrote."""
    galleries = control.iterfind(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery")
    return any(each.get(f"{WORD}val") == "Table of Contents" for each in galleries)


def _take_out_contents(root: Any) -> None:
    """Take out the lines of lists of contents, and the ends of the fields that began in them."""
    lines = [each for each in root.iter(f"{WORD}p") if is_line_of_contents(each)]
    for line in lines:
        line.getparent().remove(line)
    depth = 0
    for mark in list(root.iter(f"{WORD}fldChar")) if lines else ():
        kind = mark.get(f"{WORD}fldCharType")
        if kind == "end" and depth == 0:
            mark.getparent().remove(mark)
        else:
            depth += {"begin": 1, "end": -1}.get(kind, 0)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Each paragraph in order, without the likenesses that Word keeps for older programs."""
    if element.tag == "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback":
        return
    if element.tag == f"{WORD}p":
        yield element
    for child in list(element):
        yield from _paragraphs(child)


def _underline(mark: Any) -> None:
    """Take every way to underline, and signs above letters, for the one line of which Pandoc knows."""
    if mark.get(f"{WORD}val", "none") != "none":
        mark.tag = f"{WORD}u"
        mark.set(f"{WORD}val", "single")


def _raise(mark: Any) -> None:
    """Take a figure or some letters that were moved up or down by hand, as in a square, as raised or lowered."""
    properties, given = mark.getparent(), mark.get(f"{WORD}val", "")
    letters = "".join(each.text or "" for each in properties.getparent().iter(f"{WORD}t"))
    in_frame = next(mark.iterancestors(f"{WORD}p")).find(f"{WORD}pPr/{WORD}framePr") is not None  # a large first letter
    if letters.isalnum() and len(letters) <= _MOST_RAISED and not in_frame and properties.find(f"{WORD}vertAlign") is None:
        kind = "subscript" if given.startswith("-") else "superscript"
        if given.strip("-0"):
            etree.SubElement(properties, f"{WORD}vertAlign").set(f"{WORD}val", kind)


def _join_first_letters(root: Any) -> None:
    """Put each large first letter into the paragraph it begins: Pandoc would lose the space after one that is a word, as "I"."""
    for frame in list(root.iterfind(f".//{WORD}p/{WORD}pPr/{WORD}framePr")):
        paragraph = frame.getparent().getparent()
        below = next((each for each in paragraph.itersiblings() if each.tag in _BLOCKS), None)
        if frame.get(f"{WORD}dropCap") in ("drop", "margin") and below is not None and below.tag == f"{WORD}p":
            properties = below.find(f"{WORD}pPr")
            place = 0 if properties is None else below.index(properties) + 1
            below[place:place] = [each for each in paragraph if each.tag != f"{WORD}pPr"]
            paragraph.getparent().remove(paragraph)


def _keep_captions_in_place(root: Any, styles: WordStyles) -> None:
    """Take captions as plain paragraphs: Pandoc would move one that stands above its table below it."""
    for mark in list(root.iterfind(f".//{WORD}p/{WORD}pPr/{WORD}pStyle")):
        names = (each.find(f"{WORD}name") for each in styles.chain("paragraph", mark.get(f"{WORD}val")))
        if any(each is not None and each.get(f"{WORD}val", "").lower().endswith("caption") for each in names):
            mark.getparent().remove(mark)


def _fill_ends(row: Any) -> None:
    """Put empty cells where a row of a table begins after the others, or ends before them."""
    for name in ("gridBefore", "gridAfter"):
        mark = row.find(f"{WORD}trPr/{WORD}{name}")
        given = mark.get(f"{WORD}val", "") if mark is not None else ""
        cells = [each for each in row if each.tag in (f"{WORD}tc", f"{WORD}sdt")]
        if not cells or not given.isdecimal() or not 0 < int(given) <= _MOST_COLUMNS:
            continue
        mark.getparent().remove(mark)
        for _ in range(int(given)):
            cell = etree.Element(f"{WORD}tc")
            etree.SubElement(cell, f"{WORD}p")
            if name == "gridBefore":
                cells[0].addprevious(cell)
            else:
                row.append(cell)


def _flatten_ruby(ruby: Any) -> None:
    """Words with others above them as the words, and the others in brackets."""
    base, above = (ruby.find(f"{WORD}{name}") for name in ("rubyBase", "rt"))
    runs = list(base) if base is not None else []
    if above is not None:
        runs += [_run(" ("), *above, _run(")")]
    outer = ruby.getparent()
    place = outer.getparent().index(outer)
    outer.remove(ruby)
    outer.getparent()[place + 1 : place + 1] = runs


def _show_choice(mark: Any) -> None:
    """What was chosen in a field of an older form, which stands in no text, as a run after the field."""
    box, choices, entries = mark.find(f"{WORD}checkBox"), mark.find(f"{WORD}ddList"), list[str]()
    begin = mark.getparent().getparent()
    if box is not None:
        own = box.find(f"{WORD}checked")
        shown = _TICKED if is_on(own if own is not None else box.find(f"{WORD}default")) else _EMPTY
    elif choices is not None:
        entries = [each.get(f"{WORD}val", "") for each in choices.findall(f"{WORD}listEntry")]
        given = next((each for name in ("result", "default") if (each := choices.find(f"{WORD}{name}")) is not None), None)
        chosen = given.get(f"{WORD}val", "0") if given is not None else "0"
        shown = entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
    else:
        return
    end = _end_of_field(begin)
    if end is not None and not _shows(begin, end):
        end.addnext(_asking(shown) if is_prompt(entries, shown) else _run(shown))


def _asking(shown: str) -> Any:
    """A control that shows what it asks for."""
    control = etree.Element(f"{WORD}sdt")
    etree.SubElement(etree.SubElement(control, f"{WORD}sdtPr"), f"{WORD}showingPlcHdr")
    etree.SubElement(control, f"{WORD}sdtContent").append(_run(shown))
    return control


def _end_of_field(begin: Any) -> Any:
    """The run that ends the field that a run begins; None where it is in another paragraph."""
    depth = 0
    for run in (begin, *begin.itersiblings(f"{WORD}r")):
        for mark in run.iter(f"{WORD}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{WORD}fldCharType", ""), 0)
        if depth == 0:
            return run
    return None


def _shows(begin: Any, end: Any) -> bool:
    """Whether a field has text of its own."""
    for run in begin.itersiblings(f"{WORD}r"):
        if run is end:
            return False
        if _text(run).strip():
            return True
    return False


def _asks(control: Any) -> bool:
    """Whether a control shows what is asked for, and not an answer."""
    return is_on(control.find(f"{WORD}sdtPr/{WORD}showingPlcHdr"))


def _is_filled(element: Any) -> bool:
    """Whether there is a control within an element that somebody filled in."""
    return any(_text(each).strip() for each in element.iter(f"{WORD}sdt"))


def _text(element: Any) -> str:
    """The words of an element, those of its paragraphs apart."""
    return "".join(
        (each.text or "") if each.tag == f"{WORD}t" else " " for each in element.iter(f"{WORD}t", f"{WORD}p", f"{WORD}tab")
    )


def _begin(paragraph: Any, text: str) -> None:
    """Put a text before all others of a paragraph."""
    properties = paragraph.find(f"{WORD}pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, _run(text))


def _run(text: str) -> Any:
    run = etree.Element(f"{WORD}r")
    within = etree.SubElement(run, f"{WORD}t")
    within.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    within.text = text
    return run
