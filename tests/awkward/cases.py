"""What a case of an awkward file is: its name, the file or files as people have them, and what becomes of them.

A case of a member's statement is a member of a board by itself, so that any number of them share a board. Cases of extracts
share a board where their files differ. `alone` keeps a case from sharing, where it would hide what others say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Write = Callable[[Path], Any]
"""Writes a file at the path that it is given."""


@dataclass(frozen=True)
class Printed:
    """The build prints it in full.

    Of a statement, every word and sign is printed in order, in all three formats. `words` stand in the finished page as they
    are written here, spaces apart. `without` stand nowhere in it.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remarked:
    """`check` passes, and says of the file what `says` holds; what is printed is as in `Printed`."""

    says: str
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """`check` refuses, and says of the file what `says` holds."""

    says: str


Outcome = Printed | Remarked | Refused


@dataclass(frozen=True)
class Case:
    """An awkward file, or several.

    Parameters
    ----------
    name
        What the file is, in words.
    outcome
        What becomes of it.
    statement
        Where it is a member's statement: its suffix, and what writes it.
    files
        Where it is of other files: by path below the year's folder of the example board, such as ``training.csv``, its content or
        what writes it. A file takes the place of the one of the same stem.
    params
        Keys of the year's params that the case changes.
    alone
        Whether it must have a board by itself.
    """

    name: str
    outcome: Outcome
    statement: tuple[str, Write] | None = None
    files: Mapping[str, str | bytes | Write] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    alone: bool = False

    @property
    def takes(self) -> set[str]:
        """What no other case on the same board may have."""
        return {path.rpartition(".")[0] for path in self.files} | ({"params"} if self.params else set())


def statement(name: str, suffix: str, write: Write | str | bytes, outcome: Outcome) -> Case:
    """A case of a member's statement; a text or bytes are what the file holds."""
    return Case(name, outcome, statement=(suffix, writer(write)))


def extract(name: str, outcome: Outcome, *, params: Mapping[str, Any] | None = None, alone: bool = False, **files: Any) -> Case:
    """A case of extracts: ``extract("...", Printed("..."), training_csv="event,date\\n...")``."""
    by_path = {".".join(key.rsplit("_", 1)): content for key, content in files.items()}
    return Case(name, outcome, files=by_path, params=params or {}, alone=alone)


def writer(content: Write | str | bytes) -> Write:
    """What writes a content at a path."""
    if callable(content):
        return content
    whole = content.encode("utf-8") if isinstance(content, str) else content
    return lambda path: path.write_bytes(whole)


def boards_of(cases: Sequence[Case]) -> list[list[Case]]:
    """The cases, on as few boards as their files allow; those of one outcome stand together."""
    boards: list[list[Case]] = []
    for case in cases:
        for board in boards:
            fits = (
                not case.alone
                and not any(each.alone for each in board)
                and isinstance(board[0].outcome, Refused) == isinstance(case.outcome, Refused)
                and not any(case.takes & each.takes for each in board)
            )
            if fits:
                board.append(case)
                break
        else:
            boards.append([case])
    return boards
