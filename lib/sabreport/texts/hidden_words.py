"""Words that the writer of a .docx or .odt hid, and that would be printed all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import texts_of_odt
from sabreport.texts.office.word_runs import Around, paragraphs_of_word, runs_of
from sabreport.texts.office.word_styles import WORD, WordStyles

_SPACES = {f"{WORD}tab": " ", f"{WORD}br": " ", f"{WORD}cr": " "}
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE = f"{_ODF}text:1.0}}", f"{_ODF}table:1.0}}"


def hidden_in_word(parts: Mapping[str, Element]) -> list[str]:
    """The words of a Word document that are hidden by themselves, by their style or by their row; runs side by side are one."""
    styles = WordStyles(parts)
    found = []
    for paragraph, around in paragraphs_of_word(parts):
        found += list(_hidden_runs(paragraph, around, styles))
    return [" ".join(each.split()) for each in found if each.strip()]


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
    styles = OdtStyles(roots)
    found = [each for root in texts_of_odt(roots) for each in _hidden(root, styles)]
    return [" ".join(each.split()) for each in found if each.strip()]


def _hidden(element: Element, styles: OdtStyles) -> Iterator[str]:
    if element.tag == f"{_TEXT}tracked-changes":
        return
    if _is_hidden(element, styles):
        yield element.get(f"{_TEXT}string-value") or _words(element)
        return
    for child in element:
        yield from _hidden(child, styles)


def _is_hidden(element: Element, styles: OdtStyles) -> bool:
    """Whether an element is hidden whatever stands around it."""
    name = element.tag.rpartition("}")[2]
    if name in ("hidden-text", "section"):
        return element.get(f"{_TEXT}is-hidden") == "true" or element.get(f"{_TEXT}display") == "none"
    if name in ("p", "h"):
        fields = element.iter(f"{_TEXT}hidden-paragraph")
        return _is_without_display(element, styles) or any(each.get(f"{_TEXT}is-hidden") == "true" for each in fields)
    if name == "span":
        return _is_without_display(element, styles)
    return name in ("table-row", "table-rows") and element.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _is_without_display(element: Element, styles: OdtStyles) -> bool:
    return styles.value(element, "text-properties", "display") == "none"


def _words(element: Element) -> str:
    return " ".join(element.itertext())
