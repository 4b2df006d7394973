"""Every file below a folder with all that it wraps: archives' members, PDF streams, embedded files, texts inside JSON."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

_DATA_URI = re.compile(rb"data:[\w/+.-]*(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)")


def unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents; the name of what was found inside another file follows that file's name."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode("utf-8")
        if path.is_file():
            yield from _inside(name, path.read_bytes())


def _inside(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield f"{name}!about", repr([(each, each.comment, each.extra) for each in archive.infolist()]).encode("utf-8")
            for member in archive.namelist():
                yield from _inside(f"{name}!{member}", archive.read(member))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, each in enumerate(pdf.objects):
                yield f"{name}!{number}", repr(each).encode("utf-8", "replace")
                if isinstance(each, pikepdf.Stream):
                    yield from _inside(f"{name}!stream {number}", _stream(each))
    elif content.startswith(b"\x89PNG"):
        yield f"{name}!texts", _png_texts(content)
    elif name.endswith((".json", ".ipynb")):
        for number, text in enumerate(_strings(json.loads(content))):
            yield f"{name}!{number}", text.encode("utf-8", "surrogatepass")
    for number, match in enumerate(_DATA_URI.finditer(content)):
        yield from _inside(f"{name}!data {number}", base64.b64decode(match[1]))


def _stream(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a picture that is compressed in a way of its own
        return stream.read_raw_bytes()


def _png_texts(content: bytes) -> bytes:
    """What a picture says in words: the chunks that hold no pixels."""
    found, place = [], 8
    while place < len(content):
        length, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        if kind != b"IDAT":
            chunk = content[place + 8 : place + 8 + length]
            found.append(zlib.decompress(chunk.split(b"\0", 2)[2]) if kind == b"zTXt" else chunk)
        place += length + 12
    return b"\n".join(found)


def _strings(node: Any) -> Iterator[str]:
    """Every string of a JSON value, names too."""
    match node:
        case str():
            yield node
        case list():
            for each in node:
                yield from _strings(each)
        case dict():
            for name, each in node.items():
                yield name
                yield from _strings(each)
