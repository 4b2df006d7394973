"""How a .docx or .odt shows its pictures: which part of each, and turned or mirrored how; their files hold them whole."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sabreport.texts.office.odt_styles import OdtStyles
from sabreport.texts.office.parts import attribute, name_of, texts_of_odt, texts_of_word

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIDES = ("l", "t", "r", "b")
_OLD_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_WHOLE_SHAPES = ("", "rect", "roundRect")
_CLIP = re.compile(r"rect\(([^()]*)\)")
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|px)?")
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96, None: 1.0}
_TURN = re.compile(r"rotate\s*\(\s*(-?[\d.]+)\s*\)")
_OTHERWISE = "the file shows it in several places, cropped or turned in different ways"
_SHAPED = "it is cropped to a shape, which the report cannot draw"


@dataclass(frozen=True)
class PictureLook:
    """How a picture is shown.

    Parameters
    ----------
    crop
        What is cut off at the left, the top, the right and the bottom, as shares of its size.
    crop_in_cm
        The same in centimetres of the picture at its own size, in place of `crop`.
    ratio
        Its width by its height as it is shown; 0 where that is not known.
    mirrored, upended
        Whether its left is on the right, and its top below; before it is turned.
    turned
        By how many degrees, as the hands of a clock go.
    unsaid
        Why it cannot be printed as it is shown; empty where it can.
    """

    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    crop_in_cm: tuple[float, float, float, float] | None = None
    ratio: float = 0.0
    mirrored: bool = False
    upended: bool = False
    turned: float = 0.0
    unsaid: str = ""


def looks_of_pictures(parts: Mapping[str, Any]) -> dict[str, PictureLook]:
    """The look of each picture by the name of its file, as Pandoc names it."""
    is_odt = bool(texts_of_odt(parts.values()))
    looks: dict[str, PictureLook] = {}
    for file, look in _in_odt(parts) if is_odt else _in_word(parts):
        looks[file] = look if looks.get(file, look) == look else PictureLook(unsaid=_OTHERWISE)
    return looks


def _in_word(parts: Mapping[str, Any]) -> Iterator[tuple[str, PictureLook]]:
    for name, root in texts_of_word(parts).items():
        folder, file = posixpath.split(name)
        relations = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
        targets = {each.get("Id"): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))) for each in relations}
        for ident, look in _drawn(root, 0.0):
            yield targets.get(ident, "").lstrip("/").removeprefix("word/"), look


def _drawn(element: Any, turned: float) -> Iterator[tuple[str, PictureLook]]:
    """Each picture below an element by the id of its file; `turned` is how its group is turned."""
    for child in (each for each in element if isinstance(each.tag, str)):
        name = name_of(child)
        if name == "pic":
            blip = next((each for each in child.iter() if name_of(each) == "blip"), None)
            yield blip.get(f"{_RELATED}embed", "") if blip is not None else "", _of_picture(child, turned)
        elif name == "imagedata":
            yield child.get(f"{_RELATED}id", ""), _of_older(child, element)
        elif name != "Fallback":
            group = next((each for each in child if name_of(each) == "grpSpPr"), None) if name in ("wgp", "grpSp") else None
            yield from _drawn(child, turned + (_form(group)[0] if group is not None else 0.0))


def _of_picture(picture: Any, turned: float) -> PictureLook:
    fill, properties = (next((each for each in picture if name_of(each) == name), ()) for name in ("blipFill", "spPr"))
    crop, stretched = (_sides(next((each for each in fill if name_of(each) == "srcRect"), None)), False)
    for each in (inner for child in fill for inner in child if name_of(inner) == "fillRect"):
        stretched = any(_sides(each, least=-math.inf))
    degrees, mirrored, upended = _form(properties)
    shape = next((each.get("prst", "") for each in properties if name_of(each) == "prstGeom"), "")
    is_shaped = shape not in _WHOLE_SHAPES or stretched or any(name_of(each) == "custGeom" for each in properties)
    return PictureLook(
        crop=crop, mirrored=mirrored, upended=upended, turned=(turned + degrees) % 360, unsaid=_SHAPED if is_shaped else ""
    )


def _sides(mark: Any, least: float = 0.0) -> tuple[float, float, float, float]:
    """The shares of a picture that are cut off; a picture with more space around it than it has is whole."""
    if mark is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = (max(least, _share(mark.get(side, "0"))) for side in _SIDES)
    return left, top, right, bottom


def _share(given: str) -> float:
    """A share as drawings give it: thousandths of a per cent, or with the sign of it."""
    try:
        return float(given.removesuffix("%")) / (100 if given.endswith("%") else 100_000)
    except ValueError:
        return 0.0


def _form(properties: Any) -> tuple[float, bool, bool]:
    """By how many degrees a drawing is turned, and whether it is mirrored and upended."""
    form = next((each for each in properties if name_of(each) == "xfrm"), None)
    if form is None:
        return 0.0, False, False
    mirrored, upended = (form.get(name, "0") in ("1", "true") for name in ("flipH", "flipV"))
    given = form.get("rot", "0")
    return int(given) / 60_000 if given.lstrip("-").isdecimal() else 0.0, mirrored, upended


def _of_older(image: Any, shape: Any) -> PictureLook:
    """The look of a picture of an older Word."""
    style = dict(each.strip().partition(":")[::2] for each in shape.get("style", "").split(";"))
    turned, flips = _LENGTH.match(style.get("rotation", "")), style.get("flip", "")
    left, top, right, bottom = (_old_share(image.get(side, "0")) for side in _OLD_SIDES)
    return PictureLook(
        crop=(left, top, right, bottom),
        mirrored="x" in flips,
        upended="y" in flips,
        turned=float(turned[1]) % 360 if turned else 0.0,
    )


def _old_share(given: str) -> float:
    """A share as an older Word gives it: a number, or with an f 65,536ths."""
    try:
        return max(0.0, float(given.removesuffix("f")) / (65_536 if given.endswith("f") else 1))
    except ValueError:
        return 0.0


def _in_odt(parts: Mapping[str, Any]) -> Iterator[tuple[str, PictureLook]]:
    styles = OdtStyles(parts.values())
    marks = (each for root in texts_of_odt(parts.values()) for each in root.iter() if isinstance(each.tag, str))
    for frame in (each for each in marks if name_of(each) == "frame"):
        for image in (each for each in frame if isinstance(each.tag, str) and name_of(each) == "image"):
            yield attribute(image, "href").removeprefix("./"), _of_frame(frame, styles)


def _of_frame(frame: Any, styles: OdtStyles) -> PictureLook:
    clip, mirror = (styles.value(frame, "graphic-properties", name) for name in ("clip", "mirror"))
    cut, turn = _CLIP.fullmatch(clip.strip()), _TURN.search(attribute(frame, "transform"))
    lengths = [max(0.0, _cm(each)) for each in re.split(r"[\s,]+", cut[1].strip())] if cut else []
    width, height = (_cm(attribute(frame, name)) for name in ("width", "height"))
    top, right, bottom, left = lengths if len(lengths) == len(_SIDES) else (0.0, 0.0, 0.0, 0.0)
    words = mirror.split()
    return PictureLook(
        crop_in_cm=(left, top, right, bottom) if any(lengths) else None,
        ratio=width / height if height > 0 else 0.0,
        mirrored=any(each.startswith("horizontal") for each in words),
        upended="vertical" in words,
        turned=-math.degrees(float(turn[1])) % 360 if turn else 0.0,
    )


def _cm(given: str) -> float:
    found = _LENGTH.fullmatch(given.strip())
    return float(found[1]) * _CM[found[2]] if found else 0.0
