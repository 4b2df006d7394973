"""history.jsonl: what became of a board's report, an event a line, which is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole, write_whole

HISTORY, TORN = "history.jsonl", "history.torn"
"""What happened; and what was left of a line that was cut off as it was written, such as by a power cut."""
Kind = Literal["draft", "sent", "review", "signoff", "void", "final"]
NO_REMARKS = "no remarks"
"""How the note of a review begins that found nothing."""
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
    """What happened to the report of a folder, in order, without a last line that was cut off; nothing where it has no history.

    Raises
    ------
    FileError
        Where the file cannot be read, with each line that is no event.
    """
    path = report / HISTORY
    if not path.exists():
        return ()
    events, problems = [], []
    for number, line in enumerate(_parted(path, root)[0].splitlines(), start=1):
        if (event := _event(line)) is not None:
            events.append(event)
        else:
            what = "the line is no event of the report's history, which the kit alone writes"
            problems.append(Problem(path, number, "", what, "Put it back as it was, from a backup, or delete the line."))
    if problems:
        raise FileError(problems, root)
    return tuple(events)


def torn_line(report: Path, root: Path) -> tuple[str, ...]:
    """What is to be said of the last line of a report's history, where it was cut off."""
    path = report / HISTORY
    if not path.exists() or not _parted(path, root)[1]:
        return ()
    what = "the last line was cut off as it was written, and is passed over"
    remedy = (
        f"See with `status` whether what was done last is known, and else do it again; the next event puts the line into {TORN}."
    )
    return (Problem(path, None, "", what, remedy).sentence(root),)


def add_to_history(report: Path, events: Iterable[Event], root: Path) -> None:
    """Add events at the end of a report's history, which stays whole if this is ended in the middle; to be called alone.

    A last line that was cut off is put apart first.

    Raises
    ------
    FileError
        Where it cannot be written; it is then as it was.
    """
    path = report / HISTORY
    lines = "".join(json.dumps(_record(event), ensure_ascii=False) + "\n" for event in events)
    if not lines:
        return
    whole, torn = _parted(path, root) if path.exists() else (b"", b"")
    if torn:
        kept = report / TORN
        write_whole(kept, (read_whole(kept, root, _LARGEST) if kept.exists() else b"") + torn + b"\n", root)
    write_whole(path, whole + lines.encode("utf-8"), root)


def _parted(path: Path, root: Path) -> tuple[bytes, bytes]:
    """The whole lines of a history, each with its end, and what is left of a last one that was cut off."""
    content = read_whole(path, root, _LARGEST)
    last = content.rpartition(b"\n")[2]
    if not last:
        return content, b""
    return (content + b"\n", b"") if _event(last) is not None else (content[: -len(last)], last)


@cache
def _reader() -> TypeAdapter[Event]:
    return TypeAdapter(Event)


def _event(line: bytes) -> Event | None:
    """The event of a line; None where it tells of none."""
    try:
        return _reader().validate_json(line)
    except ValidationError:
        return None


def _record(event: Event) -> dict[str, Any]:
    """An event as its line holds it: what only sign-offs have is left out of others."""
    return {name: value for name, value in asdict(event).items() if value or name not in ("outcome", "chapters")}
