"""What was left in a .docx or .odt that its readers were not to see, or is not in it at all: told before it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from sabreport.texts.hidden_words import hidden_in_odt, hidden_in_word
from sabreport.texts.office.cover_shapes import shapes_over_odt, shapes_over_word
from sabreport.texts.office.parts import all_of, attribute, name_of
from sabreport.texts.office.word_drawn import drawn_in_word
from sabreport.texts.office.word_fields import fields_of_word
from sabreport.texts.unseen_words import unseen_in_odt, unseen_in_word
from sabreport.wording.lists import counted, first_words, some_of

_SHOW_IN_WORD = (
    "In Word, show all formatting marks (¶), delete the text with dots under it or take the tick from Hidden in Font "
    "(of a row without them: copy it, and the rows around it, into a new table), and save."
)
_SHOW_IN_LIBREOFFICE = (
    "In LibreOffice, tick Hidden characters and Hidden paragraphs under Tools, Options, Writer, Formatting Aids, and Hide "
    "under Format, Sections; delete the text or take its hiding away, and save."
)
_UNMERGED = re.compile("«[^«»]*»")
_MOST_WORDS = 8


def unsettled(suffix: str, parts: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """What keeps a .docx or .odt from being printed as it stands, each with its remedy.

    Parameters
    ----------
    parts
        The parts of the package by their names; those of a store of building blocks, which no page shows, may be among them.
    """
    shown = {name: root for name, root in parts.items() if "/glossary/" not in name}
    word = suffix == ".docx"
    changes, comments = _left_in_word(shown) if word else _left_in_odt(shown)
    if changes:
        named = some_of(changes, between="; ")
        what = f"it has {counted(len(changes), 'tracked change', 'tracked changes')} still to settle: {named}"
        in_word = "In Word, open the Review tab, accept or reject all changes, and save."
        yield what, in_word if word else "In LibreOffice, choose Edit, Track Changes, accept or reject all, and save."
    if comments:
        what = f"it has {counted(len(comments), 'comment', 'comments')} left in it: {some_of(comments, between='; ')}"
        in_word = "In Word, open the Review tab, delete all comments, and save."
        yield what, in_word if word else "In LibreOffice, delete all comments, and save."
    hidden = hidden_in_word(shown) if word else hidden_in_odt(shown.values())
    if hidden:
        what = f"it has hidden text, which would be printed: {some_of([_quoted(each) for each in hidden], between='; ')}"
        yield what, _SHOW_IN_WORD if word else _SHOW_IN_LIBREOFFICE
    asking = _asking_in_word(shown) if word else _asking_in_odt(shown)
    if asking:
        named = some_of([f'"{first_words(each, _MOST_WORDS)}"' for each in asking])
        what = f"it has {counted(len(asking), 'place', 'places')} that a letter's form was to fill, and that nobody did: {named}"
        yield what, "In the file, write there what is asked for, or delete it; and save."
    yield from _covered(suffix, shown)
    yield from _elsewhere(shown)
    yield from drawn_in_word(shown) if word else ()


def _covered(suffix: str, parts: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Words under a colour or a shape, which the report prints without either."""
    word = suffix == ".docx"
    covered = unseen_in_word(parts).covered if word else unseen_in_odt(parts.values()).covered
    if covered:
        named = some_of([_quoted(each) for each in covered], between="; ")
        what = f"it has words in the colour of what is behind them, which would be printed for all to read: {named}"
        yield what, "In the file, delete the words if readers are not to see them, or take the colour away; and save."
    shapes = shapes_over_word(parts) if word else shapes_over_odt(list(parts.values()))
    if shapes:
        named = some_of([_quoted(each) or "a place without words" for each in shapes], between="; ")
        lie = "a filled shape lies" if len(shapes) == 1 else f"{counted(len(shapes), 'filled shape', 'filled shapes')} lie"
        what = f"{lie} over its text or a picture, and is not printed, but what is under it: at {named}"
        in_front = "put the shape behind the text (Layout Options, or Wrap) if it only adorns"
        yield what, f"In the file, delete the shape, and what is under it if readers are not to see that; {in_front}."


def _asking_in_word(parts: Mapping[str, Element]) -> list[str]:
    """Fields that a letter was to be merged with and was not, and those to click that ask for words."""
    found = []
    for field in fields_of_word(parts):
        if field.kind in ("MERGEFIELD", "ADDRESSBLOCK", "GREETINGLINE") and _UNMERGED.search(field.shown):
            found.append(field.shown)
        elif field.kind == "MACROBUTTON":
            found.append(field.shown or field.asked.partition(" ")[2])
    return [each for each in found if each.strip()]


def _asking_in_odt(parts: Mapping[str, Element]) -> list[str]:
    """The same of LibreOffice, which has the name of a column of addresses in place of what stands in it."""
    shown = ("".join(each.itertext()) for root in parts.values() for each in root.iter() if name_of(each) == "database-display")
    return [each for each in shown if each.startswith("<") and each.endswith(">")]


def _elsewhere(parts: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Text that a Word document takes in from another part or file, and that only Word can put in its place."""
    names = Counter(name_of(each) for each in all_of(parts.values()) if "wordprocessingml" in each.tag)
    if names["altChunk"]:
        what = "text of another document was put into it in a form that Word alone can read"
        yield what, "Open it in Word, which makes that text its own, save it as .docx, and send that."
    if names["subDoc"]:
        what = f"it is a master document: {counted(names['subDoc'], 'part', 'parts')} of its text can be in other files only"
        in_word = (
            "In Word, choose View, Outline, Show Document, Expand Subdocuments, select each part and choose Unlink, and save."
        )
        yield what, in_word


def _left_in_word(parts: Mapping[str, Element]) -> tuple[list[str], list[str]]:
    """Tracked changes of words and comments, each as a clause; changes of format alone are none."""
    done = {"ins": "put in", "del": "took out", "moveFrom": "moved", "moveTo": "moved here"}
    cells = {"cellIns": "put in a cell", "cellDel": "took out a cell", "cellMerge": "joined or parted a cell"}
    changes, comments = [], []
    for element in all_of(parts.values()):
        by = attribute(element, "author") or "somebody"
        if name_of(element) in done and "wordprocessingml" in element.tag:
            text = _first_words(element)
            changes.append(f"{by} {done[name_of(element)]} {text or 'a paragraph mark or a row'}")
        elif name_of(element) in cells and "wordprocessingml" in element.tag:
            changes.append(f"{by} {cells[name_of(element)]}")
        elif name_of(element) == "comment" and "wordprocessingml" in element.tag:
            comments.append(f"{by} wrote {_first_words(element) or 'nothing'}")
    return changes, comments


def _left_in_odt(parts: Mapping[str, Element]) -> tuple[list[str], list[str]]:
    """Tracked changes of words and comments of an OpenDocument text, each as a clause."""
    changes, comments = [], []
    for root in parts.values():
        for element in root.iter():
            by = next((each.text for each in element.iter() if name_of(each) == "creator"), None) or "somebody"
            if name_of(element) == "annotation" and "opendocument" in element.tag:  # a formula has one too
                comments.append(f"{by} wrote {_first_words(element) or 'nothing'}")
            elif name_of(element) == "changed-region":
                kinds = [name_of(each) for each in element]
                ident = attribute(element, "id")
                if "insertion" in kinds:
                    changes.append(f"{by} put in {_quoted(_inserted(root, ident)) or 'a paragraph'}")
                elif "deletion" in kinds:
                    changes.append(f"{by} took out {_first_words(element) or 'a paragraph'}")
    return changes, comments


def _inserted(root: Element, ident: str) -> str:
    """The text between the marks where a tracked insertion starts and ends."""
    parts, inside = [], False
    for element in root.iter():
        if name_of(element) in ("change-start", "change-end") and attribute(element, "change-id") == ident:
            inside = name_of(element) == "change-start"
            if inside:
                parts.append(element.tail or "")
        elif inside:
            parts += [element.text or "", element.tail or ""]
    return " ".join(parts)


def _first_words(element: Element) -> str:
    """The first words of an element, in quotation marks; deleted text counts. Names and dates of authors do not."""
    kept = ("t", "delText", "span", "p", "h", "a")
    texts = [each.text or "" for each in element.iter() if name_of(each) in kept]
    return _quoted(" ".join(texts) if "opendocument" in element.tag else "".join(texts))


def _quoted(text: str) -> str:
    return f'"{first_words(text, 8)}"' if text.strip() else ""
