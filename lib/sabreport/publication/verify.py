"""Whether a publication folder is, file by file, what was published; told from the folder alone, on any machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sabreport.base.errors import FileError, GateError, Problem
from sabreport.base.files import read_whole
from sabreport.reports.history import HISTORY, read_history
from sabreport.reports.publication_record import RECORD, SUMS, Publication, read_publication

_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^/\\]+)")
_LARGEST = 1_000_000_000
_AGAIN = "Take the folder from where it was published, or make it again with --final."


def verify(folder: Path) -> tuple[Publication, bool]:
    """What a publication folder holds, once all of it is as it was published.

    Returns
    -------
    Publication, bool
        What it is, and whether a history that lies beside it tells of its being published.

    Raises
    ------
    FileError
        Where it is no publication folder, or a file of it cannot be read.
    GateError
        With each file that is missing, another, or was not published; and where the history beside it tells of another.
    """
    published = read_publication(folder)
    if published is None:
        what = f"it is no publication folder: {SUMS} and {RECORD} have to be in it, as the kit wrote them"
        raise FileError([Problem(folder, None, "", what, "Name a folder that `build --final` made.")], folder.parent)
    problems = [*_against_sums(folder), *_against_record(folder, published)]
    history = read_history(folder.parent, folder.parent) if (folder.parent / HISTORY).is_file() else ()
    told = [event for event in history if event.event == "final"]
    if told and not any(event.note == published.sums for event in told):
        what = f"the history beside it tells of another publication: {told[-1].note[:12]}, and this one is {published.sums[:12]}"
        problems.append(Problem(folder / SUMS, None, "", what, _AGAIN))
    if problems:
        raise GateError(problems, folder.parent)
    return published, bool(told)


def _against_sums(folder: Path) -> Iterator[Problem]:
    """Each file against its checksum, and each checksum against its file."""
    listed: dict[str, str] = {}
    lines = read_whole(folder / SUMS, folder.parent, _LARGEST).decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if (found := _LINE.fullmatch(line)) is None:
            yield Problem(folder / SUMS, number, "", "the line is not a checksum and a name", _AGAIN)
        else:
            listed[found[2]] = found[1]
    there = {path.name for path in folder.iterdir()} - {SUMS}
    for name in sorted(listed.keys() - there):
        yield Problem(folder / name, None, "", "the file was published and is missing", _AGAIN)
    for name in sorted(there - listed.keys()):
        yield Problem(folder / name, None, "", "the file is none of those that were published", "Take it away.")
    for name in sorted(listed.keys() & there):
        if sha256(read_whole(folder / name, folder.parent, _LARGEST)).hexdigest() != listed[name]:
            yield Problem(folder / name, None, "", "the file is not as it was published", _AGAIN)


def _against_record(folder: Path, published: Publication) -> Iterator[Problem]:
    """The record names the same files with the same checksums, and who signed."""
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines) if name != RECORD}
    recorded = {str(each["path"]): str(each["sha256"]) for each in published.record.get("files", ()) if isinstance(each, dict)}
    if sums != recorded:
        yield Problem(folder / RECORD, None, "files", f"it does not list the files of {SUMS} with their checksums", _AGAIN)
    if not published.record.get("signed"):
        yield Problem(folder / RECORD, None, "signed", "it names nobody who signed the report off", _AGAIN)
