"""Takes out of what leaves the kit where on a machine it was made: folders are named from the kit's own, or by what they are."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sabreport.base.project import Project

PACKAGE = Path(__file__).parents[1]
"""The folder of the kit's package, wherever it is installed."""
_COLOUR = r"\x1b\[[\d;]*m"
"""How a terminal is told a colour, as tracebacks are: right before a path, and within one."""
_BEFORE, _AFTER = rf"(?:(?<![\w.~-])|(?P<colour>{_COLOUR}))", r"(?![\w-])"
_SEPARATOR = rf"(?:(?:{_COLOUR})*(?:[\\/]+|%5C|%2F))?"


def without_places(project: Project, working: Mapping[Path, str]) -> Callable[[Any], Any]:
    """A function that gives what JSON can hold without the machine's folders, in every text of it.

    A path below the kit's folder becomes relative to it, and the folder itself becomes nothing, which is what a notebook's
    ``root`` holds where it is to find the folder by itself.

    Parameters
    ----------
    working
        Folders that are there only while the report is built, and what to call them.
    """
    names = {
        **working,
        project.root: "",
        PACKAGE: project.relative(PACKAGE) if PACKAGE.is_relative_to(project.root) else PACKAGE.name,
        Path(sys.prefix): "python",
        Path(sys.base_prefix): "python",
        Path(tempfile.gettempdir()): "temporary",
        Path.home(): "~",
    }
    patterns = [
        (written, re.compile(f"{_BEFORE}{_coloured(written)}{_AFTER}{'' if name else _SEPARATOR}"), rf"\g<colour>{name}")
        for written, name in sorted(_spellings(names), key=lambda each: -len(each[0]))
    ]

    def clean(value: Any) -> Any:
        match value:
            case str():
                plain = re.sub(_COLOUR, "", value)
                for written, pattern, called in patterns:
                    if written in plain:  # much faster to tell, and true of few
                        value = pattern.sub(called, value)
                return value
            case list():
                return [clean(each) for each in value]
            case dict():
                return {key: clean(each) for key, each in value.items()}
            case _:
                return value

    return clean


def _coloured(written: str) -> str:
    """The pattern of a folder in which colours may change at the separators."""
    parts = re.split(r"([\\/]+|%5C|%2F)", written)
    return f"(?:{_COLOUR})*".join(re.escape(part) for part in parts if part)


def _spellings(names: Mapping[Path, str]) -> Iterator[tuple[str, str]]:
    """Each folder as it may be written: as it is, with other separators, in source code, and in an address."""
    for folder, name in names.items():
        for path in {folder.absolute(), folder.resolve()}:
            if path == Path(path.anchor):
                continue  # nothing would be left of any path
            posix = path.as_posix()
            yield from dict.fromkeys(
                ((str(path), name), (posix, name), (str(path).replace("\\", "\\\\"), name), (quote(posix), name))
            )
