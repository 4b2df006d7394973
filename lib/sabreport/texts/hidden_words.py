"""Words that the writer of a .docx or .odt hid, and that would be printed all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from sabreport.texts.office.parts import related_parts
from sabreport.texts.office.word_runs import Around, paragraphs_of, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles

_TEXTS = ("document", "footnotes", "endnotes")
_TOO_SMALL = ("1", "2", "3", "4")
"""Sizes in half points."""
_SPACES = {f"{WORD}tab": " ", f"{WORD}br": " ", f"{WORD}cr": " "}
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE = f"{_ODF}text:1.0}}", f"{_ODF}table:1.0}}", f"{_ODF}style:1.0}}"


def hidden_in_word(parts: Mapping[str, Element]) -> list[str]:
    """The words of a Word document that are hidden by themselves, by their style or by their row; runs side by side are one."""
    styles = WordStyles(parts)
    found = []
    for name in related_parts(parts, *_TEXTS).values():
        for paragraph, around in paragraphs_of(parts[name]):
            found += list(_hidden_runs(paragraph, around, styles))
    return [" ".join(each.split()) for each in found if each.strip()]


def faint_in_word(parts: Mapping[str, Element]) -> list[str]:
    """The words of a Word document, outside tables, that are white on white, or so small that nobody can see them."""
    found = []
    for name in related_parts(parts, *_TEXTS).values():
        for paragraph, around in paragraphs_of(parts[name]):
            if around.table is None and paragraph.find(f"{WORD}pPr/{WORD}shd") is None:
                faint = (each for each in runs_of(paragraph) if _is_faint(each.find(f"{WORD}rPr")))
                found.append("".join(text.text or "" for run in faint for text in run.iter(f"{WORD}t")))
    return [" ".join(each.split()) for each in found if each.strip()]


def _is_faint(properties: Element | None) -> bool:
    """Whether a run is white without a colour behind it, or at most two points high."""
    if properties is None or any(properties.find(f"{WORD}{name}") is not None for name in ("shd", "highlight")):
        return False
    colour, size = properties.find(f"{WORD}color"), properties.find(f"{WORD}sz")
    white = colour is not None and colour.get(f"{WORD}val", "").upper() == "FFFFFF"
    return white or (size is not None and size.get(f"{WORD}val", "") in _TOO_SMALL)


def _hidden_runs(paragraph: Element, around: Around, styles: WordStyles) -> Iterator[str]:
    """The hidden words of a paragraph, those of runs side by side together."""
    words = ""
    for run in runs_of(paragraph):
        text = "".join(each.text or "" if each.tag == f"{WORD}t" else _SPACES.get(each.tag, "") for each in run)
        if around.row_is_hidden or styles.turns_on("vanish", run, paragraph, around.table):
            words += text
        elif text:
            yield words
            words = ""
    yield words


def hidden_in_odt(roots: Iterable[Element]) -> list[str]:
    """The words of an OpenDocument text that are hidden: by a style, a section, a field, a row, each as one text."""
    roots = list(roots)
    hiding = _hiding_styles(roots)
    found = [each for root in roots if root.tag.endswith("}document-content") for each in _hidden(root, hiding)]
    return [" ".join(each.split()) for each in found if each.strip()]


def _hidden(element: Element, hiding: set[str | None]) -> Iterator[str]:
    if element.tag == f"{_TEXT}tracked-changes":
        return
    if _is_hidden(element, hiding):
        yield element.get(f"{_TEXT}string-value") or _words(element)
        return
    for child in element:
        yield from _hidden(child, hiding)


def _is_hidden(element: Element, hiding: set[str | None]) -> bool:
    """Whether an element is hidden whatever stands around it."""
    name = element.tag.rpartition("}")[2]
    if name in ("hidden-text", "section"):
        return element.get(f"{_TEXT}is-hidden") == "true" or element.get(f"{_TEXT}display") == "none"
    if name in ("p", "h"):
        fields = element.iter(f"{_TEXT}hidden-paragraph")
        return element.get(f"{_TEXT}style-name") in hiding or any(each.get(f"{_TEXT}is-hidden") == "true" for each in fields)
    if name == "span":
        return element.get(f"{_TEXT}style-name") in hiding
    return name in ("table-row", "table-rows") and element.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _hiding_styles(roots: Iterable[Element]) -> set[str | None]:
    """The names of the styles that hide, by themselves or by one that they rest on."""
    styles = {style.get(f"{_STYLE}name"): style for root in roots for style in root.iter(f"{_STYLE}style")}

    def hides(name: str | None, seen: tuple[str | None, ...] = ()) -> bool:
        if name not in styles or name in seen:
            return False
        properties = styles[name].find(f"{_STYLE}text-properties")
        own = properties.get(f"{_TEXT}display") if properties is not None else None
        return own == "none" if own is not None else hides(styles[name].get(f"{_STYLE}parent-style-name"), (*seen, name))

    return {name for name in styles if hides(name)}


def _words(element: Element) -> str:
    return " ".join(element.itertext())
