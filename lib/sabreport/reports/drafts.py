"""Numbered drafts: what makes one another, what it is marked with, and which are kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from filecmp import cmp
from pathlib import Path

from sabreport.base.document_names import draft_mark
from sabreport.base.errors import FileError, Problem
from sabreport.base.files import link_or_copy
from sabreport.documents.said import keep_said
from sabreport.reports.contents import CONTENTS, Contents

DRAFTS = "drafts"
"""In a report's folder: a folder for each draft, called by its number."""
RECORD = "draft.json"
PUBLICATION = "publication"
"""In a report's folder: what is published of it, once it is final."""
_NOT_IN_DRAFTS = {"notebooks", DRAFTS, PUBLICATION}


@dataclass(frozen=True, order=True)
class Draft:
    """One draft of a board's report.

    Parameters
    ----------
    number
        From 1; a number is never given twice.
    made
        The day on which its content was first built.
    content
        The hash of what it says: words, figures, pictures and templates.
    """

    number: int
    made: date
    content: str

    @property
    def mark(self) -> str:
        """What stands on its cover, in its running header and in its files' properties."""
        return draft_mark(self.number, self.made, self.content)

    def write(self, path: Path) -> None:
        """Record it."""
        record = {"draft": self.number, "made": self.made.isoformat(), "content_hash": self.content}
        path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8", newline="\n")


def read_draft(path: Path) -> Draft | None:
    """The draft that a record tells of; None where there is none, or it cannot be read."""
    try:
        record = json.loads(path.read_bytes())
        return Draft(int(record["draft"]), date.fromisoformat(record["made"]), str(record["content_hash"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def kept_draft(report: Path, number: int, root: Path) -> Draft:
    """The draft of a number that a report's folder keeps.

    Raises
    ------
    FileError
        Where there is none, or its record is harmed, with those that are kept.
    """
    kept = dict(drafts_in(report))
    draft = kept.get(number)
    if draft is None:
        has = f"Kept are {', '.join(map(str, kept))}." if kept else "None is kept: build the report."
        what = f"there is no draft {number}, or its record is harmed"
        raise FileError([Problem(report / DRAFTS, None, "", what, has)], root)
    return draft


def drafts_in(report: Path) -> Iterator[tuple[int, Draft | None]]:
    """The drafts that a report's folder keeps, by number; None beside one whose record cannot be read."""
    folders = [path for path in (report / DRAFTS).glob("*") if path.name.isdecimal() and path.is_dir()]
    for folder in sorted(folders, key=lambda path: int(path.name)):
        yield int(folder.name), read_draft(folder / RECORD)


def keep_draft(draft: Draft, contents: Contents, report: Path, before: Path) -> None:
    """Keep a finished report as a draft within its own folder: all of it but the notebooks, and what it says.

    Parameters
    ----------
    report
        The report's folder.
    before
        The folder of the report before: files of the source that are as in its last draft are linked, and take no room; sections
        that are the same are not read again.
    """
    target = report / DRAFTS / str(draft.number)
    last = max((number for number, _ in drafts_in(before)), default=0)
    for path in _files(report):
        name = path.relative_to(report)
        if name.parts[0] in _NOT_IN_DRAFTS:
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        same = before / DRAFTS / str(last) / name
        if len(name.parts) > 1 and same.is_file() and cmp(path, same, shallow=False):
            link_or_copy(same, target / name)
        else:
            shutil.copyfile(path, target / name)
    keep_said(target, before / DRAFTS / str(last))
    contents.write(target / CONTENTS)
    draft.write(target / RECORD)


def prune(report: Path, most: int | None, needed: Collection[int]) -> None:
    """Delete the oldest drafts, so that `most` of them stay, and besides those that are `needed`."""
    numbers = [number for number, _ in drafts_in(report)]
    for number in numbers[:-most] if most else []:
        if number not in needed:
            shutil.rmtree(report / DRAFTS / str(number))


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
