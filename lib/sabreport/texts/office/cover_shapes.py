"""Shapes without words: filled ones over words or pictures, under which these would be printed, and others, which are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sabreport.texts.office.colours import colour_of, name_of_colour
from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import attribute, name_of, texts_of_odt
from sabreport.texts.office.rated_cells import RATINGS
from sabreport.texts.office.word_boxes import drawings_of
from sabreport.texts.office.word_runs import paragraphs_of_word, runs_of
from sabreport.texts.office.word_styles import WORD
from sabreport.wording.lists import first_words

_FILLS = ("solidFill", "gradFill", "pattFill", "blipFill", "grpFill")
_LINES = re.compile(r"line|connector|brac|arc\b", re.IGNORECASE)
"""Shapes that surround nothing."""
_LEAST_OPAQUE = 0.5
"""Of 1; a paler marker over words leaves them to be read."""
_OLD_SHAPES = ("rect", "oval", "roundrect", "shape")
_ODT_SHAPES = ("rect", "custom-shape", "ellipse", "circle", "polygon", "path", "frame")
_WORDS_OF_PLACE = 12
_PLAIN = ("rect", "roundRect", "roundrect", "rectangle", "round-rectangle")
"""Shapes that adorn where they are filled, but in the colour of a rating."""
_LEAST_COLOURED = 0.25


def shapes_over_word(parts: Mapping[str, Any]) -> list[str]:
    """The words of the paragraph at which each filled shape without words stands that lies over what is below it."""
    found = []
    for paragraph, _ in paragraphs_of_word(parts):
        runs = list(runs_of(paragraph))
        if any(_covers(drawn) for run in runs for drawn in _drawn(run)):
            words = "".join(text.text or "" for run in runs for text in run.findall(f"{WORD}t"))
            found.append(first_words(words, _WORDS_OF_PLACE))
    return found


def _drawn(run: Any) -> Iterator[Any]:
    return (each for each in drawings_of(run) if name_of(each) != "object")


def _covers(drawn: Any) -> bool:
    """Whether a drawing has a filled shape without words over the text, or over a picture of its own."""
    if name_of(drawn) == "pict":
        return any(_old_covers(each) for each in drawn.iter() if name_of(each) in _OLD_SHAPES)
    shapes = [each for each in drawn.iter() if name_of(each) == "wsp" and _is_filled(each) and not _says(each)]
    anchor = next((each for each in drawn if name_of(each) == "anchor"), None)
    floats = anchor is not None and any(name_of(each) == "wrapNone" for each in anchor)
    in_front = floats and anchor is not None and anchor.get("behindDoc", "0") in ("0", "false")
    return bool(shapes) and (in_front or any(name_of(each) == "pic" for each in drawn.iter()))


def _is_filled(shape: Any) -> bool:
    """Whether a shape of Word hides what is under it."""
    looks = next((each for each in shape if name_of(each) == "spPr"), None)
    if looks is None or any(name_of(each) == "prstGeom" and _LINES.search(each.get("prst", "")) for each in looks):
        return False
    kinds = [name_of(each) for each in looks]
    filling = next((each for each in looks if name_of(each) in _FILLS), None)
    if filling is not None:
        seen_through = [int(each.get("val", "100000")) for each in filling.iter() if name_of(each) == "alpha"]
        return min(seen_through, default=100_000) > _LEAST_OPAQUE * 100_000
    by_style = (each.get("idx", "0") for each in shape.iter() if name_of(each) == "fillRef")
    return "noFill" not in kinds and next(by_style, "0") != "0"


def _old_covers(shape: Any) -> bool:
    """Whether a shape of an older Word lies over the text and is filled."""
    within = [name_of(each) for each in shape.iter()]
    if any(name in within for name in ("textpath", "imagedata", "wrap")) or _says(shape):
        return False
    style = shape.get("style", "").replace(" ", "")
    unfilled = shape.get("filled", "t") in ("f", "false")
    return "position:absolute" in style and "z-index:-" not in style and not unfilled and not _LINES.search(shape.get("type", ""))


def _says(element: Any) -> bool:
    """Whether there are words in an element."""
    return any((each.text or "").strip() for each in element.iter() if name_of(each) in ("t", "p", "span"))


def shapes_beside_word(parts: Mapping[str, Any]) -> list[str]:
    """The words of the paragraph at which each other shape without words stands that says something, such as an arrow."""
    found = []
    for paragraph, _ in paragraphs_of_word(parts):
        runs = list(runs_of(paragraph))
        drawn = [each for run in runs for each in _drawn(run) if not _covers(each)]
        if any(_speaks(each) for each in drawn):
            words = "".join(text.text or "" for run in runs for text in run.findall(f"{WORD}t"))
            found.append(first_words(words, _WORDS_OF_PLACE))
    return found


def _speaks(drawn: Any) -> bool:
    """Whether a drawing in front of the page has a shape without words that is seen and does more than adorn."""
    if name_of(drawn) == "pict":
        return any(_old_speaks(each) for each in drawn.iter() if name_of(each) in (*_OLD_SHAPES, "line"))
    if any(name_of(each) == "anchor" and each.get("behindDoc", "0") not in ("0", "false") for each in drawn):
        return False
    return any(name_of(each) == "wsp" and not _says(each) and _is_sign(each) for each in drawn.iter())


def _is_sign(shape: Any) -> bool:
    """Whether a shape of Word is seen and is more than a line, a bracket or a filled box, unless this has a rating's colour."""
    looks = next((each for each in shape if name_of(each) == "spPr"), None)
    if looks is None:
        return False
    kind = next((each.get("prst", "") for each in looks if name_of(each) == "prstGeom"), "")
    if _LINES.search(kind):
        return any(name_of(each) in ("headEnd", "tailEnd") and each.get("type", "none") != "none" for each in looks.iter())
    if kind not in _PLAIN or not _is_filled(shape):
        return _is_filled(shape) or _is_outlined(shape, looks)
    fill = next((each for each in looks if name_of(each) == "solidFill"), None)
    return fill is not None and _rates(next((each.get("val", "") for each in fill), ""))


def _is_outlined(shape: Any, looks: Any) -> bool:
    line = next((each for each in looks if name_of(each) == "ln"), None)
    if line is not None and len(line):
        return all(name_of(each) != "noFill" for each in line)
    return any(each.get("idx", "0") != "0" for each in shape.iter() if name_of(each) == "lnRef")


def _rates(colour: str) -> bool:
    return name_of_colour(colour_of(colour), _LEAST_COLOURED) in RATINGS


def _old_speaks(shape: Any) -> bool:
    """The same of a shape of an older Word."""
    within = [name_of(each) for each in shape.iter()]
    told = any(name in within for name in ("textpath", "imagedata")) or _says(shape) or attribute(shape, "hr") in ("t", "true")
    if told or "z-index:-" in shape.get("style", "").replace(" ", ""):
        return False
    if name_of(shape) == "line" or _LINES.search(shape.get("type", "")):
        return any(each.get("startarrow") or each.get("endarrow") for each in shape.iter())
    is_filled = shape.get("filled", "t") not in ("f", "false")
    return name_of(shape) != "rect" or not is_filled or _rates(shape.get("fillcolor", "").partition(" ")[0])


def shapes_beside_odt(roots: list[Any]) -> list[str]:
    """The same of an OpenDocument text."""
    styles = OdtStyles(roots)

    def speaks(child: Any) -> bool | None:
        if "drawing" not in child.tag or name_of(child) not in _ODT_SIGNS:
            return None
        return not _says(child) and _is_sign_of_odt(child, styles)

    return _places_in_odt(roots, speaks)


def _places_in_odt(roots: list[Any], is_told: Callable[[Any], bool | None]) -> list[str]:
    """The words of the paragraph at which each shape stands that is told; of what is no shape, what stands in it is looked at."""

    def places(element: Any, words: str) -> Iterator[str]:
        for child in (each for each in element if isinstance(each.tag, str)):
            words = "".join(child.itertext()) if name_of(child) in ("p", "h") else words
            told = is_told(child)
            if told:
                yield words
            elif told is None and name_of(child) not in ("tracked-changes", "forms"):
                yield from places(child, words)

    return [first_words(words, _WORDS_OF_PLACE) for root in texts_of_odt(roots) for words in places(root, "")]


_ODT_SIGNS = ("line", "connector", "polyline", "rect", "custom-shape", "ellipse", "circle", "polygon", "path")


def _is_sign_of_odt(shape: Any, styles: OdtStyles) -> bool:
    """Whether a shape of an OpenDocument text is one, and lies over nothing."""
    layer = styles.value(shape, "graphic-properties", "run-through")
    if layer == "background" or (_hides(shape, styles) and _is_in_front(shape, styles)):
        return False
    kind = next((attribute(each, "type") for each in shape if name_of(each) == "enhanced-geometry"), "")
    if name_of(shape) in ("line", "connector", "polyline") or _LINES.search(kind):
        return any(styles.value(shape, "graphic-properties", name) for name in ("marker-start", "marker-end"))
    if (kind or name_of(shape).replace("rect", "rectangle")) in _PLAIN and _hides(shape, styles):
        return _rates(styles.value(shape, "graphic-properties", "fill-color"))
    return _hides(shape, styles) or styles.value(shape, "graphic-properties", "stroke") != "none"


def shapes_over_odt(roots: list[Any]) -> list[str]:
    """The words of the paragraph around each shape of an OpenDocument text that lies over something."""
    styles = OdtStyles(roots)

    def covers(child: Any) -> bool | None:
        name = name_of(child)
        if name != "g" and name not in _ODT_SHAPES:
            return None
        pictured = name == "g" and any(name_of(each) == "image" for each in child.iter())
        return any(_hides(each, styles) for each in (child, *child)) and (pictured or _is_in_front(child, styles))

    return _places_in_odt(roots, covers)


def _hides(shape: Any, styles: OdtStyles) -> bool:
    """Whether a shape is filled and has no words."""
    if not isinstance(shape.tag, str) or name_of(shape) not in _ODT_SHAPES or _says(shape):
        return False
    inner = [name_of(each) for each in shape]
    kinds = [attribute(each, "type") for each in shape if name_of(each) == "enhanced-geometry"]
    if any(map(_LINES.search, kinds)) or (name_of(shape) == "frame" and "text-box" not in inner):
        return False
    fill = styles.value(shape, "graphic-properties", "fill") or ("none" if name_of(shape) == "frame" else "solid")
    opaque = styles.value(shape, "graphic-properties", "opacity").rstrip("%")
    return fill != "none" and (not opaque.isdecimal() or int(opaque) > _LEAST_OPAQUE * 100)


def _is_in_front(shape: Any, styles: OdtStyles) -> bool:
    """Whether a shape lies in front of text that runs on below it."""
    wrap, layer = (styles.value(shape, "graphic-properties", name) for name in ("wrap", "run-through"))
    return wrap == "run-through" and layer != "background" and attribute(shape, "anchor-type") != "as-char"
