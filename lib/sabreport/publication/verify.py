"""Whether a publication folder is, file by file, what was published; told from the folder alone, on any machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from sabreport.base.errors import FileError, GateError, Problem
from sabreport.base.files import read_whole
from sabreport.reports.history import HISTORY, read_history
from sabreport.reports.publication_record import RECORD, SUMS, Publication, read_publication
from sabreport.reuse.hashes import digest_of_bytes

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
    problems: list[Problem] = []
    sums = _sums(folder, problems)
    problems += [*_against_sums(folder, sums), *_against_record(folder, published, sums)]
    history = read_history(folder.parent, folder.parent) if (folder.parent / HISTORY).is_file() else ()
    told = [event for event in history if event.event == "final"]
    if told and not any(event.note == published.sums for event in told):
        what = f"the history beside it tells of another publication: {told[-1].note[:12]}, and this one is {published.sums[:12]}"
        problems.append(Problem(folder / SUMS, None, "", what, _AGAIN))
    if problems:
        raise GateError(problems, folder.parent)
    return published, bool(told)


def _sums(folder: Path, problems: list[Problem]) -> dict[str, str]:
    """The checksum of each file that is listed, by its name; `problems` takes one for each line that is none."""
    found: dict[str, str] = {}
    lines = read_whole(folder / SUMS, folder.parent, _LARGEST).decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if (told := _LINE.fullmatch(line)) is None:
            problems.append(Problem(folder / SUMS, number, "", "the line is not a checksum and a name", _AGAIN))
        else:
            found[told[2]] = told[1]
    return found


def _against_sums(folder: Path, sums: Mapping[str, str]) -> Iterator[Problem]:
    """Each file against its checksum, and each checksum against its file."""
    there = {path.name for path in folder.iterdir()} - {SUMS}
    for name in sorted(sums.keys() - there):
        yield Problem(folder / name, None, "", "the file was published and is missing", _AGAIN)
    for name in sorted(there - sums.keys()):
        yield Problem(folder / name, None, "", "the file is none of those that were published", "Take it away.")
    for name in sorted(sums.keys() & there):
        if digest_of_bytes(read_whole(folder / name, folder.parent, _LARGEST)) != sums[name]:
            yield Problem(folder / name, None, "", "the file is not as it was published", _AGAIN)


def _against_record(folder: Path, published: Publication, sums: Mapping[str, str]) -> Iterator[Problem]:
    """The record names the same files with the same checksums, and who signed."""
    recorded = {str(each["path"]): str(each["sha256"]) for each in published.record.get("files", ()) if isinstance(each, dict)}
    if {name: digest for name, digest in sums.items() if name != RECORD} != recorded:
        yield Problem(folder / RECORD, None, "files", f"it does not list the files of {SUMS} with their checksums", _AGAIN)
    if not published.record.get("signed"):
        yield Problem(folder / RECORD, None, "signed", "it names nobody who signed the report off", _AGAIN)
