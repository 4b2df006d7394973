"""Warnings that the board has looked at and lets stand, and why."""

from __future__ import annotations

from collections.abc import Sequence

from sabreport.base.checks import Check
from sabreport.settings.params import Accepted


def accepts(accepted: Accepted, check: Check) -> bool:
    """Whether an entry of `accepted` in the params is about a warning."""
    return accepted.gate == check.gate and (accepted.about or "") in check.sentence


def why_accepted(check: Check, accepted: Sequence[Accepted]) -> str:
    """The reason why a warning may stand; empty where nobody gave one."""
    return next((each.reason for each in accepted if accepts(each, check)), "")
