"""The labels of the numbered paragraphs of an OpenDocument text, counted as it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sabreport.texts.office.list_labels import Label, Labels, bullet_of, is_written_anew, label_of
from sabreport.texts.office.odt_styles import faces_of

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE = f"{_ODF}text:1.0}}", f"{_ODF}style:1.0}}"
_MORE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMATS = {"1": "decimal", "a": "lowerColumn", "A": "upperColumn", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_FORMATS |= {"1st": "ordinal", "One": "cardinalText", "First": "ordinalText"}  # these and the next are LibreOffice's own
_FORMATS |= {"*, †, ‡, §, **, ††, ...": "chicago", "①, ②, ③, ...": "decimalEnclosedCircle"}
_CELL = f"{_ODF}table:1.0}}table-cell"
_Counts = dict[int, int]


class OdtNumbering:
    """The numbered lists of an OpenDocument text.

    Parameters
    ----------
    parts
        The parts of the document by their names.
    """

    def __init__(self, parts: Mapping[str, Any]) -> None:
        roots = [parts[name] for name in ("styles.xml", "content.xml") if name in parts]
        styles = [style for root in roots for style in root.iter(f"{_TEXT}list-style")]
        outlines = [style for root in roots for style in root.iter(f"{_TEXT}outline-style")]
        self._styles = {style.get(f"{_STYLE}name"): _levels(style) for style in styles}
        self._outline = _levels(outlines[-1]) if outlines else {}
        self._faces = faces_of(roots)
        self._counts: dict[str | None, _Counts] = {}
        self._last: dict[str | None, _Counts] = {}
        self._headings: _Counts = {}
        self.written_anew: list[str] = []
        """The words of each paragraph marked whose number is printed in digits, and is not written so in the file."""

    def mark(self, root: Any, labels: Labels) -> None:
        """Put the mark of its label before each numbered paragraph and heading."""
        for element in root:
            if element.tag == f"{_TEXT}list":
                self._list(element, None, 1, {}, labels, in_cell=root.tag == _CELL)
            elif element.tag == f"{_TEXT}h":
                self._heading(element, labels)
            elif element.tag != f"{_TEXT}tracked-changes":
                self.mark(element, labels)

    def _list(self, element: Any, style: str | None, level: int, counts: _Counts, labels: Labels, *, in_cell: bool) -> None:
        style = element.get(f"{_TEXT}style-name") or style
        if level == 1:
            counts = self._begun(element, style)
        for item in element:
            begins = item.get(f"{_TEXT}start-value", "")
            own = item.tag == f"{_TEXT}list-item" and len(item) > 0 and item[0].tag in (f"{_TEXT}p", f"{_TEXT}h")
            if own:
                levels = self._styles.get(item.get(f"{_TEXT}style-override") or style, {})
                label = self._label(levels, level, counts, begins)
                if label is not None and "".join(item[0].itertext()).strip():
                    self._mark(item[0], label, levels[level], labels)
                elif label is not None and label.text and in_cell:
                    self._mark(item[0], Label(label.text), levels[level], labels)  # all that stands in it
            for child in item:
                if child.tag == f"{_TEXT}list":
                    self._list(child, style, level + 1, counts, labels, in_cell=in_cell)

    def _begun(self, element: Any, style: str | None) -> _Counts:
        """How far the numbers of a list have got: those of the list that it continues, or none."""
        counts: _Counts = {}
        if element.get(f"{_TEXT}continue-numbering") == "true":
            counts = self._last.get(style, counts)
        counts = self._counts.get(element.get(f"{_TEXT}continue-list"), counts)
        self._counts[element.get(_ID, style)] = self._last[style] = counts
        return counts

    def _heading(self, heading: Any, labels: Labels) -> None:
        level = int(heading.get(f"{_TEXT}outline-level", "1"))
        if heading.get(f"{_TEXT}is-list-header") == "true":
            return
        label = self._label(self._outline, level, self._headings, heading.get(f"{_TEXT}start-value", ""))
        if label is not None and label.text:
            self._mark(heading, label, self._outline[level], labels)

    def _mark(self, paragraph: Any, label: Label, given: Any, labels: Labels) -> None:
        if is_written_anew(_format(given)):
            self.written_anew.append("".join(paragraph.itertext()))
        paragraph.text = labels.marked(label) + (paragraph.text or "")

    def _label(self, levels: Mapping[int, Any], level: int, counts: _Counts, begins: str) -> Label | None:
        """The label of the next paragraph of a level; None where its list says nothing of it, or its bullet nothing."""
        given = levels.get(level)
        if given is not None and given.tag == f"{_TEXT}list-level-style-bullet":
            font = _font(given)
            return bullet_of(given.get(f"{_TEXT}bullet-char", ""), self._faces.get(font, font))
        if given is None or not given.tag.endswith(("}list-level-style-number", "}outline-level-style")):
            return None
        starts = {
            each: int(levels[each].get(f"{_TEXT}start-value", "1")) if each in levels else 1 for each in range(1, level + 1)
        }
        if begins.isdecimal():
            counts[level] = int(begins)
        else:
            counts[level] = counts[level] + 1 if level in counts else starts[level]
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        formats = [_format(levels[each]) if each in levels else "none" for each in starts]
        return label_of(_pattern(given, level), level - 1, [counts.get(each, starts[each]) for each in starts], formats)


def levels_of_odt(roots: Iterable[Any]) -> dict[Any, Any]:
    """The level of its list for each paragraph that begins an item."""
    roots, found = list(roots), dict[Any, Any]()
    styles = {style.get(f"{_STYLE}name"): _levels(style) for root in roots for style in root.iter(f"{_TEXT}list-style")}
    for root in roots:
        _find_levels(root, styles, found)
    return found


def _find_levels(element: Any, styles: Mapping[str | None, Any], found: dict[Any, Any], style: str = "", level: int = 0) -> None:
    for child in element:
        if child.tag != f"{_TEXT}list":
            _find_levels(child, styles, found)
            continue
        own = child.get(f"{_TEXT}style-name") or style
        for item in child:
            if item.tag == f"{_TEXT}list-item" and len(item) > 0 and item[0].tag in (f"{_TEXT}p", f"{_TEXT}h"):
                given = styles.get(item.get(f"{_TEXT}style-override") or own, {}).get(level + 1)
                found |= {item[0]: given} if given is not None else {}
            _find_levels(item, styles, found, own, level + 1)


def _levels(style: Any) -> dict[int, Any]:
    return {int(each.get(f"{_TEXT}level")): each for each in style if each.get(f"{_TEXT}level", "").isdecimal()}


def _format(level: Any) -> str:
    """How the numbers of a level are written, by Word's name or by how they begin."""
    given = str(level.get(f"{_STYLE}num-format", ""))
    named = _FORMATS.get(given, given)
    return named.replace("Column", "Letter") if level.get(f"{_STYLE}num-letter-sync") == "true" else named


def _font(level: Any) -> str:
    properties = level.find(f"{_STYLE}text-properties")
    return str(properties.get(f"{_STYLE}font-name", "")) if properties is not None else ""


def _pattern(level: Any, number: int) -> str:
    """The text of a label with ``%1`` for the number of the first level and so on."""
    given = level.get(f"{_MORE}num-list-format")
    if given is not None:
        for each in range(1, 10):
            given = given.replace(f"%{each}%", f"%{each}")
        return str(given)
    if not level.get(f"{_STYLE}num-format"):
        return str(level.get(f"{_STYLE}num-prefix", "") + level.get(f"{_STYLE}num-suffix", ""))
    shown = int(level.get(f"{_TEXT}display-levels", "1"))
    numbers = ".".join(f"%{each}" for each in range(number - shown + 1, number + 1) if each > 0)
    return "".join((level.get(f"{_STYLE}num-prefix", ""), numbers, level.get(f"{_STYLE}num-suffix", "")))
