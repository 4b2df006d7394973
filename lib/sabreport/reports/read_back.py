"""What the kit reads back of its own records beside a report: manifest.json and facts.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole
from sabreport.base.project import year_label

MANIFEST, FACTS = "manifest.json", "facts.json"
_LARGEST = 100_000_000


@dataclass(frozen=True)
class Built:
    """A report that stands in outputs/, as its manifest tells.

    Parameters
    ----------
    board, year
        As its folders are called.
    draft
        The number of the draft that it is.
    name
        What the board is called; of an older report the folder's name.
    outputs
        The paths of its files, relative to its folder.
    """

    board: str
    name: str
    year: str
    label: str
    draft: int
    created: date
    outputs: tuple[str, ...]


def built_report(folder: Path, root: Path) -> Built | None:
    """The report of a folder ``outputs/<board>/<year>``; None where none is built.

    Raises
    ------
    FileError
        Where its manifest cannot be read.
    """
    path = folder / MANIFEST
    if not (path.exists() or path.is_symlink()):
        return None
    record = _record(path, root)
    try:
        year = folder.name
        label = record.get("label") or (year_label(int(year)) if year.isdecimal() else year)
        created = date.fromisoformat(record["created"][:10])
        outputs = tuple(str(output["path"]) for output in record.get("outputs", ()))
        name = str(record.get("name") or folder.parent.name)
        return Built(folder.parent.name, name, year, str(label), int(record["draft"]), created, outputs)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _not_a_record(path, root) from error


def used_in_last_build(folder: Path, root: Path) -> dict[str, list[str]]:
    """The chapters that print each fact in the report of a folder; empty where none is built.

    Raises
    ------
    FileError
        Where its facts cannot be read.
    """
    path = folder / FACTS
    if not (path.exists() or path.is_symlink()):
        return {}
    record = _record(path, root)
    try:
        return {str(fact["key"]): [str(chapter) for chapter in fact["used_in"]] for fact in record}
    except (KeyError, TypeError) as error:
        raise _not_a_record(path, root) from error


def _record(path: Path, root: Path) -> Any:
    try:
        return json.loads(read_whole(path, root, _LARGEST))
    except (ValueError, RecursionError) as error:
        raise _not_a_record(path, root) from error


def _not_a_record(path: Path, root: Path) -> FileError:
    what = "the kit wrote this record when it built the report, and it cannot be read any more"
    return FileError([Problem(path, None, "", what, "Build that report again with --force, which writes it anew.")], root)
