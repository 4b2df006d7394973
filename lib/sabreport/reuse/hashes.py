"""Hashes of what a step of the build rests on: files, values, and the packages installed."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from functools import cache
from pathlib import Path

ABSENT = "absent"


def digest_of_file(path: Path) -> str:
    """The hash of a file's content, or of the names in a folder; `ABSENT` where there is neither."""
    try:
        if path.is_dir():
            return digest_of_value(sorted(f"{each.name}/" if each.is_dir() else each.name for each in path.iterdir()))
        return digest_of_bytes(path.read_bytes())
    except OSError:
        return ABSENT


def digest_of_bytes(content: bytes) -> str:
    """The hash of some bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_of_text(text: str) -> str:
    """The hash of a text."""
    return digest_of_bytes(text.encode("utf-8"))


def digest_of_value(value: object) -> str:
    """The hash of what JSON can hold."""
    return digest_of_text(json.dumps(value, ensure_ascii=False, sort_keys=True))


@cache
def installed() -> dict[str, str]:
    """The hash of the names and versions of Python and every installed package."""
    folders = [Path(entry) for entry in sys.path if entry]
    found = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info")}
    return {"the installed packages": digest_of_value([platform.python_version(), *sorted(found)])}
