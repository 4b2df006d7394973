"""Filled shapes that were drawn over words or pictures: they are not printed, and what is under them would be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import attribute, name_of, texts_of_odt
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


def shapes_over_word(parts: Mapping[str, Any]) -> list[str]:
    """The words of the paragraph at which each filled shape without words stands that lies over what is below it."""
    found = []
    for paragraph, _ in paragraphs_of_word(parts):
        runs = list(runs_of(paragraph))
        if any(_covers(drawn) for run in runs for drawn in _drawn(run)):
            words = "".join(text.text or "" for run in runs for text in run.findall(f"{WORD}t"))
            found.append(first_words(words, _WORDS_OF_PLACE))
    return found


def _drawn(element: Any) -> Iterator[Any]:
    """The drawings of a run, without their likenesses for older programs."""
    for child in element:
        name = name_of(child) if isinstance(child.tag, str) else "Fallback"
        if name in ("drawing", "pict"):
            yield child
        elif name != "Fallback":
            yield from _drawn(child)


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


def shapes_over_odt(roots: list[Any]) -> list[str]:
    """The same of an OpenDocument text."""
    styles = OdtStyles(roots)
    return [first_words(words, _WORDS_OF_PLACE) for root in texts_of_odt(roots) for words in _over(root, "", styles)]


def _over(element: Any, words: str, styles: OdtStyles) -> Iterator[str]:
    """The words of the paragraph around each shape that lies over something."""
    for child in (each for each in element if isinstance(each.tag, str)):
        name = name_of(child)
        if name in ("p", "h"):
            words = "".join(child.itertext())
        if name == "g" or name in _ODT_SHAPES:
            shapes = [each for each in (child, *child) if _hides(each, styles)]
            pictured = name == "g" and any(name_of(each) == "image" for each in child.iter())
            if shapes and (pictured or _is_in_front(child, styles)):
                yield words
        elif name not in ("tracked-changes", "forms"):
            yield from _over(child, words, styles)


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
