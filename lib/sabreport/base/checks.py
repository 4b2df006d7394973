"""What a gate says of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sabreport.base.errors import GateError, Problem

Status = Literal["pass", "warn", "fail"]


@dataclass(frozen=True)
class Check:
    """What one gate says of one thing; `where` and `remedy` are empty where the gate passes."""

    gate: str
    status: Status
    where: str
    message: str
    remedy: str

    @classmethod
    def of(cls, gate: str, status: Status, problem: Problem, root: Path) -> Check:
        """A problem as what a gate says of it."""
        return cls(gate, status, problem.where(root), problem.what, problem.remedy)

    def as_json(self) -> dict[str, str]:
        """The check as checks.json holds it."""
        return asdict(self)

    @property
    def sentence(self) -> str:
        """The check in one line, for the terminal."""
        return " ".join(filter(None, (f"{self.where}:" if self.where else "", f"{self.message}.", self.remedy)))


def refuse_failed(checks: Iterable[Check]) -> None:
    """Stop where a gate fails.

    Raises
    ------
    GateError
        With each check that failed.
    """
    failed = [
        Problem(None, None, "", ": ".join(filter(None, (c.where, c.message))), c.remedy) for c in checks if c.status == "fail"
    ]
    if failed:
        raise GateError(failed)
