"""history.jsonl: what became of a board's report, an event a line, which is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole, write_whole

HISTORY = "history.jsonl"
Kind = Literal["draft", "sent", "review", "signoff", "void", "final"]
_LARGEST = 20_000_000


@dataclass(frozen=True)
class Event:
    """One thing that happened to a report.

    Parameters
    ----------
    when
        In universal time, to the second, as ISO 8601 has it.
    event
        What happened.
    draft
        The number of the draft that it happened to.
    by
        Who did it, as a role, or who was sent it; empty for what the kit does.
    content_hash
        Of that draft.
    note
        What was said with it.
    outcome
        Of a sign-off: ``approve``, ``amend`` or ``reject``.
    chapters
        Of a sign-off with changes to be made: the chapters in which.
    """

    when: str
    event: Kind
    draft: int
    by: str
    content_hash: str
    note: str
    outcome: str = ""
    chapters: tuple[str, ...] = ()


def now() -> str:
    """The time of an event that happens now."""
    return datetime.now(UTC).isoformat(timespec="seconds")  # not printed


def read_history(report: Path, root: Path) -> tuple[Event, ...]:
    """What happened to the report of a folder, in order; nothing where it has no history.

    Raises
    ------
    FileError
        Where the file cannot be read, with each line that is no event.
    """
    path = report / HISTORY
    if not path.exists():
        return ()
    events, problems, read = [], [], TypeAdapter(Event)
    for number, line in enumerate(read_whole(path, root, _LARGEST).decode("utf-8", "replace").splitlines(), start=1):
        try:
            events.append(read.validate_json(line))
        except ValidationError:
            what = "the line is no event of the report's history, which the kit alone writes"
            problems.append(Problem(path, number, "", what, "Put it back as it was, from a backup, or delete the line."))
    if problems:
        raise FileError(problems, root)
    return tuple(events)


def add_to_history(report: Path, events: Iterable[Event], root: Path) -> None:
    """Add events at the end of a report's history, which stays whole if this is ended in the middle; to be called alone.

    Raises
    ------
    FileError
        Where it cannot be written; it is then as it was.
    """
    path = report / HISTORY
    before = read_whole(path, root, _LARGEST) if path.exists() else b""
    lines = "".join(json.dumps(_record(event), ensure_ascii=False) + "\n" for event in events)
    if lines:
        write_whole(path, before + lines.encode("utf-8"), root)


def _record(event: Event) -> dict[str, Any]:
    """An event as its line holds it: what only sign-offs have is left out of others."""
    return {name: value for name, value in asdict(event).items() if value or name not in ("outcome", "chapters")}
