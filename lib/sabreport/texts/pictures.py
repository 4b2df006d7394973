"""Pictures of a supplied .docx or .odt, made safe to print: drawn anew without what was hidden in their files, and described."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
_WIDTH = re.compile(r"([\d.]+)(in|cm|mm|pt|px)")
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
    files = _files(path)
    for node, in_table in _pictures(tree["blocks"], in_table=False):
        described = " ".join(_text(node["c"]).split())
        found = "it is a chart or a drawing" if node["t"] != "Image" else _drawn(files, node, described, in_table=in_table)
        if isinstance(found, str):
            unprinted.append(Unprinted(described, found))
            continue
        content, kind, (across, down) = found
        width = min(TEXT_WIDTH, HIGHEST * across / down, _width(node["c"][0][2]) or across * _CM["px"])
        picture = Picture(f"{name}-{len(printed) + 1}", described, content, kind, round(width, 2))
        attributes = [["fig-alt", described.replace("{{", "{ {")], ["width", f"{picture.width}cm"]]
        node["c"] = [["", [CLASS], attributes], [], [f"figures/{picture.file}", ""]]
        printed.append(picture)
    return tuple(printed), tuple(unprinted)


def _drawn(files: dict[str, bytes], node: Node, described: str, *, in_table: bool) -> tuple[bytes, str, tuple[int, int]] | str:
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
    return redrawn(content)


def redrawn(content: bytes) -> tuple[bytes, str, tuple[int, int]] | str:
    """The pixels of a PNG or JPEG in a new file without anything else, its kind, and its size in pixels; or why not."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as image:
            kind = str(image.format)
            if image.width * image.height > MOST_PIXELS:
                return f"it has more than {MOST_PIXELS // 1_000_000} million pixels"
            turned = ImageOps.exif_transpose(image)
            plain = turned.convert("RGB" if kind == "JPEG" else "RGBA")
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


def _width(attributes: list[list[str]]) -> float:
    """The width that a word processor gives a picture, in centimetres; 0 where it gives none."""
    found = next((_WIDTH.fullmatch(value) for key, value in attributes if key == "width"), None)
    return float(found[1]) * _CM[found[2]] if found else 0.0


def _text(node: Node) -> str:
    from sabreport.texts.statement_tree import text_of

    return text_of(node)
