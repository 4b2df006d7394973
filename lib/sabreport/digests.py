"""Hashes of what a step of the build rests on: files, the kit's own modules, and the packages installed."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
ABSENT = "absent"
_IMPORT = re.compile(
    r"^\s*(?:from\s+(sabreport[\w.]*)\s+import\s+(\([^)]*\)|[^\n#;]+)|import\s+(sabreport[^\n#;]*))", re.MULTILINE
)
_NAME = re.compile(r"[\w.]+")


def digest_of_file(path: Path) -> str:
    """The hash of a file's content, or of the names in a folder; `ABSENT` where there is neither."""
    try:
        if path.is_dir():
            return hashlib.sha256("\n".join(sorted(each.name for each in path.iterdir())).encode("utf-8")).hexdigest()
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ABSENT


def digest_of_text(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of_value(value: object) -> str:
    """The hash of what JSON can hold."""
    return digest_of_text(json.dumps(value, ensure_ascii=False, sort_keys=True))


@cache
def installed() -> dict[str, str]:
    """The hash of the names and versions of Python and every installed package."""
    folders = [Path(entry) for entry in sys.path if entry]
    found = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info")}
    return {"the installed packages": digest_of_value([platform.python_version(), *sorted(found)])}


def library_reached(source: str) -> dict[str, str]:
    """The hash of each module of the kit that some code imports, itself or by way of others, and of the package's other files.

    Examples
    --------
    >>> [name for name in library_reached("from sabreport.slugs import slug") if name.endswith(".py")]
    ['lib/sabreport/__init__.py', 'lib/sabreport/slugs.py']
    """
    found: dict[Path, None] = {}
    waiting = list(_imported(source))
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting += _imports_of(path)
    names = [_name(path) for path in (*sorted(found), *_other_files())]
    return {name: digest_of_library(name) for name in names}


def library() -> dict[str, str]:
    """The hash of every file of the kit's package."""
    return {name: digest_of_library(name) for name in map(_name, (*sorted(PACKAGE.rglob("*.py")), *_other_files()))}


def is_library(name: str) -> bool:
    """Whether a name is that of a file of the kit's package."""
    return name.startswith("lib/sabreport/")


@cache
def digest_of_library(name: str) -> str:
    """The hash of a file of the kit's package."""
    return digest_of_file(PACKAGE.parents[1] / name)


def _name(path: Path) -> str:
    return f"lib/sabreport/{path.relative_to(PACKAGE).as_posix()}"


@cache
def _other_files() -> tuple[Path, ...]:
    return tuple(path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix not in (".py", ".pyc"))


@cache
def _imports_of(path: Path) -> tuple[Path, ...]:
    return tuple(_imported(path.read_text(encoding="utf-8")))


def _imported(source: str) -> Iterator[Path]:
    """The files of the modules that a source names in its imports, wherever in it they stand."""
    for match in _IMPORT.finditer(source):
        if match[3]:
            names = [name for name in _NAME.findall(match[3]) if name.startswith("sabreport")]
        else:
            names = [match[1], *(f"{match[1]}.{name}" for name in _NAME.findall(match[2]))]
        for name in names:
            parts = name.split(".")[1:]
            for length in range(len(parts) + 1):
                place = PACKAGE.joinpath(*parts[:length])
                yield from (path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file())
