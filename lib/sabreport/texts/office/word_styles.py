"""The styles of a Word document: what a property comes to where styles rest on each other, as Word works it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sabreport.texts.office.parts import related_parts

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_FONTS_OF_SIGNS = ("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings")
"""Pandoc writes what Word shows for each letter of these."""


def is_on(mark: Any) -> bool:
    """Whether a property that is on or off is on: it is where its mark stands without a value."""
    return mark is not None and mark.get(f"{WORD}val", "1").lower() not in _OFF


def is_in_signs(run: Any) -> bool:
    """Whether a run is set in a font that has signs in place of letters, such as Wingdings."""
    fonts = run.find(f"{WORD}rPr/{WORD}rFonts")
    return fonts is not None and is_of_signs(fonts)


def is_of_signs(fonts: Any) -> bool:
    """Whether the font that a mark names is one of signs."""
    return is_of_signs_by_name(fonts.get(f"{WORD}ascii", fonts.get(f"{WORD}hAnsi", "")))


def is_of_signs_by_name(font: str) -> bool:
    """Whether a font is one of signs that Pandoc knows."""
    return font in _FONTS_OF_SIGNS


class WordStyles:
    """The styles of a document.

    Parameters
    ----------
    parts
        The parts of the document by their names; that of the styles may be missing.
    """

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self._roots = roots = [parts[name] for name in related_parts(parts, "styles").values()]
        styles = [style for root in roots for style in root.iter(f"{WORD}style")]
        self._by_id = {style.get(f"{WORD}styleId"): style for style in styles}
        self._defaults = {style.get(f"{WORD}type"): style.get(f"{WORD}styleId") for style in styles if _is_default(style)}
        self._marks: dict[tuple[str, str | None, str], Any] = {}
        self._base = next((each for root in roots for each in root.iter(f"{WORD}rPrDefault")), None)

    def of_kind(self, kind: str) -> list[Any]:
        """The styles of a kind."""
        return [style for style in self._by_id.values() if style.get(f"{WORD}type") == kind]

    def chain(self, kind: str, name: str | None) -> Iterator[Any]:
        """A style and those that it rests on, the nearest first; without a name, the default style of its kind."""
        name = name or self._defaults.get(kind)
        seen = set[str | None]()
        while name in self._by_id and name not in seen:
            seen.add(name)
            style = self._by_id[name]
            yield style
            based = style.find(f"{WORD}basedOn")
            name = based.get(f"{WORD}val") if based is not None else None

    def turns_on(self, name: str, run: Any, paragraph: Any, table: str | None) -> bool:
        """Whether a run is hidden (``vanish``) or in capitals (``caps``), by itself or by its styles.

        What the run says counts. Else the document's default does; else it is so where an odd number of its styles
        (of the table, the paragraph, the characters) say so: a hiding style within another shows. What is hidden in the web
        view alone is not, such as the page numbers in a table of contents.

        Parameters
        ----------
        name
            The mark of the property, which is on or off.
        table
            The id of the style of the table around it.
        """
        path = f"{WORD}rPr/{WORD}{name}"
        own = run.find(path)
        if own is not None:
            return is_on(own)
        if self._base is not None and is_on(self._base.find(path)):
            return True
        named = (("table", table), ("paragraph", _named(paragraph, "pPr/pStyle")), ("character", _named(run, "rPr/rStyle")))
        styled = (self._found(kind, style, path) for kind, style in named if style or kind != "table")
        return sum(map(is_on, styled)) % 2 == 1

    def nearest(self, path: str, run: Any, paragraph: Any, table: str | None) -> Any:
        """The mark of a property of a run, its own or that of the nearest style that has it; None where nothing has it."""
        named = [("character", _named(run, "rPr/rStyle")), ("paragraph", _named(paragraph, "pPr/pStyle"))]
        named += [("table", table)] if table is not None else []
        path = _steps(path)
        marks = (run.find(path), *(self._found(kind, style, path) for kind, style in named))
        return next((each for each in marks if each is not None), self._base.find(path) if self._base is not None else None)

    def of_characters(self, path: str, run: Any) -> Any:
        """The mark of a property of a run, its own or that of its style of characters; None where neither has it."""
        own, style = run.find(_steps(path)), _named(run, "rPr/rStyle")
        return own if own is not None or not style else self._found("character", style, _steps(path))

    def of_paragraph(self, path: str, paragraph: Any) -> Any:
        """The mark of a property of a paragraph, its own or that of its style; None where neither has it."""
        own = paragraph.find(_steps(path))
        return own if own is not None else self._found("paragraph", _named(paragraph, "pPr/pStyle"), _steps(path))

    def has(self, name: str) -> bool:
        """Whether a property stands anywhere in the styles."""
        return any(next(root.iter(f"{WORD}{name}"), None) is not None for root in self._roots)

    def _found(self, kind: str, name: str | None, path: str) -> Any:
        """The mark of a property in the nearest style that has it."""
        if (kind, name, path) not in self._marks:
            marks = (style.find(path) for style in self.chain(kind, name))
            self._marks[kind, name, path] = next((mark for mark in marks if mark is not None), None)
        return self._marks[kind, name, path]


def _is_default(style: Any) -> bool:
    return style.get(f"{WORD}default", "0").lower() not in _OFF


def _named(element: Any, path: str) -> str | None:
    """The id that stands at a path of marks."""
    mark = element.find(_steps(path))
    return mark.get(f"{WORD}val") if mark is not None else None


def _steps(path: str) -> str:
    """A path of marks with their namespace."""
    return "/".join(WORD + step for step in path.split("/"))
