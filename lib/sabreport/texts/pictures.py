"""Pictures of a supplied .docx or .odt, made safe to print: what is shown of them drawn anew, without the rest, and described."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sabreport.texts.office.parts import parts_of
from sabreport.texts.office.picture_looks import PictureLook, looks_of_pictures
from sabreport.texts.prose import Picture

Node = Any
LARGEST_PICTURE = 20_000_000
"""Bytes of a picture's file."""
MOST_PIXELS = 40_000_000
"""Of a picture; a photograph of a good camera has about so many."""
WIDEST = 1600
"""Pixels across, to which a larger picture is made smaller."""
TEXT_WIDTH = 16.0
"""Centimetres that a picture may be wide: the width of the text on A4."""
HIGHEST = 20.0
"""Centimetres that it may be high, so that it fits on a page."""
_KINDS = {"PNG": "png", "JPEG": "jpeg"}
_CM = {"in": 2.54, "cm": 1.0, "mm": 0.1, "pt": 2.54 / 72, "px": 2.54 / 96}
_LENGTH = re.compile(r"([\d.]+)(in|cm|mm|pt|px)")
_LEEWAY = 0.05
"""How far the form of a picture, cropped as its file says, may differ from the one that is shown."""
_WHOLE = PictureLook()
CLASS = "authored-picture"


@dataclass(frozen=True)
class Unprinted:
    """A picture of which only the description is printed, and why; the description may be empty."""

    description: str
    reason: str


def place_pictures(tree: Node, path: Path, name: str) -> tuple[tuple[Picture, ...], tuple[Unprinted, ...]]:
    """Refer in a tree to each of its pictures that can be printed; gives these, and those that are printed as a description.

    Parameters
    ----------
    tree
        A text as Pandoc reads it; its pictures are changed in place.
    path
        The file that it was read from.
    name
        Begins the id of each picture.
    """
    printed, unprinted = list[Picture](), list[Unprinted]()
    files, looks = _files(path), _looks(path)
    for node, in_table in _pictures(tree["blocks"], in_table=False):
        described = " ".join(_text(node["c"]).split())
        found = "it is a chart or a drawing" if node["t"] != "Image" else _drawn(files, looks, node, described, in_table=in_table)
        if isinstance(found, str):
            unprinted.append(Unprinted(described, found))
            continue
        content, kind, (across, down) = found
        shown = _width_shown(node["c"][0][2], looks.get(node["c"][2][0], _WHOLE))
        width = min(TEXT_WIDTH, HIGHEST * across / down, shown or across * _CM["px"])
        picture = Picture(f"{name}-{len(printed) + 1}", described, content, kind, round(width, 2))
        attributes = [["fig-alt", described.replace("{{", "{ {")], ["width", f"{picture.width}cm"]]
        node["c"] = [["", [CLASS], attributes], [], [f"figures/{picture.file}", ""]]
        printed.append(picture)
    return tuple(printed), tuple(unprinted)


def _drawn(
    files: dict[str, bytes], looks: dict[str, PictureLook], node: Node, described: str, *, in_table: bool
) -> tuple[bytes, str, tuple[int, int]] | str:
    """A picture drawn anew, its kind and its size in pixels; or why it cannot be printed."""
    if not described:
        return "a picture is printed only with a description for those who cannot see it"
    if in_table:
        return "it stands in a table"
    content = files.get(node["c"][2][0])
    if content is None:
        return "it is not in the file itself"
    if len(content) > LARGEST_PICTURE:
        return f"its file has more than {LARGEST_PICTURE // 1_000_000} MB"
    return redrawn(content, looks.get(node["c"][2][0], _WHOLE))


def redrawn(content: bytes, look: PictureLook = _WHOLE) -> tuple[bytes, str, tuple[int, int]] | str:
    """What is shown of a PNG or JPEG in a new file without anything else, its kind, and its size in pixels; or why not.

    Parameters
    ----------
    look
        How it is shown: what of it is cropped is not in the new file.
    """
    from PIL import Image, ImageOps

    if look.unsaid:
        return look.unsaid

    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as image:
            kind = str(image.format)
            if image.width * image.height > MOST_PIXELS:
                return f"it has more than {MOST_PIXELS // 1_000_000} million pixels"
            per_inch = image.info.get("dpi", (96, 96))
            upright = ImageOps.exif_transpose(image)
            box = _box(look, upright.size, per_inch)
            if box is None:
                return "it is cropped, and the file does not say how"
            plain = _turned(upright.convert("RGB" if kind == "JPEG" else "RGBA").crop(box), look)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "it is no PNG or JPEG picture, or a damaged one"
    if plain.width > WIDEST:
        plain = plain.resize((WIDEST, max(1, round(plain.height * WIDEST / plain.width))))
    target = io.BytesIO()
    if kind == "JPEG":
        plain.save(target, "JPEG", quality=85)
    else:
        plain.save(target, "PNG", optimize=True)
    return target.getvalue(), _KINDS[kind], plain.size


def _box(look: PictureLook, size: tuple[int, int], per_inch: tuple[float, float]) -> tuple[int, int, int, int] | None:
    """The part of a picture that is shown, in pixels from its left and its top; None where that cannot be told."""
    across, down = size
    shares = look.crop
    if look.crop_in_cm is not None:
        if min(per_inch) <= 1:  # what has no size of its own is as large as on a screen
            per_inch = (96, 96)
        left, top, right, bottom = look.crop_in_cm
        width, height = across / per_inch[0] * 2.54, down / per_inch[1] * 2.54
        shares = (left / width, top / height, right / width, bottom / height)
    left, top, right, bottom = shares
    box = (round(left * across), round(top * down), round((1 - right) * across), round((1 - bottom) * down))
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    shown = (box[2] - box[0]) / (box[3] - box[1])
    is_told = look.crop_in_cm is None or not look.ratio or abs(shown / look.ratio - 1) <= _LEEWAY
    return box if is_told else None


def _turned(image: Any, look: PictureLook) -> Any:
    """A picture mirrored and turned, with white, or nothing, in the corners."""
    from PIL import ImageOps

    image = ImageOps.mirror(image) if look.mirrored else image
    image = ImageOps.flip(image) if look.upended else image
    corners = (255, 255, 255) if image.mode == "RGB" else (255, 255, 255, 0)
    return image.rotate(-look.turned, expand=True, fillcolor=corners) if look.turned else image


def _looks(path: Path) -> dict[str, PictureLook]:
    return looks_of_pictures(parts_of(path)) if path.suffix.lower() != ".md" else {}


def _pictures(node: Node, *, in_table: bool) -> Iterator[tuple[Node, bool]]:
    """Each picture, chart or diagram of a tree, and whether it stands in a table."""
    if isinstance(node, list):
        for each in node:
            yield from _pictures(each, in_table=in_table)
    elif isinstance(node, dict):
        kind = node.get("t")
        if kind == "Image" or (kind == "Span" and {"chart", "diagram"} & set(node["c"][0][1])):
            yield node, in_table
        else:
            yield from _pictures(node.get("c"), in_table=in_table or kind == "Table")


def _files(path: Path) -> dict[str, bytes]:
    """The pictures of a package by the names that Pandoc gives them."""
    if path.suffix.lower() == ".md":
        return {}
    with zipfile.ZipFile(path) as archive:
        names = [entry.filename for entry in archive.infolist() if entry.file_size <= LARGEST_PICTURE + 1]
        return {
            name.removeprefix("word/"): archive.read(name) for name in names if "media/" in name or name.startswith("Pictures/")
        }


def _width_shown(attributes: list[list[str]], look: PictureLook) -> float:
    """The width at which a word processor shows a picture, turned as it is, in centimetres; 0 where it gives none."""
    width, height = _length(attributes, "width"), _length(attributes, "height")
    angle = math.radians(look.turned)
    return width * abs(math.cos(angle)) + height * abs(math.sin(angle)) if width and height else width


def _length(attributes: list[list[str]], name: str) -> float:
    found = next((_LENGTH.fullmatch(value) for key, value in attributes if key == name), None)
    return float(found[1]) * _CM[found[2]] if found else 0.0


def _text(node: Node) -> str:
    from sabreport.texts.statement_tree import text_of

    return text_of(node)
