"""Facts as they are recorded beside a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sabreport.facts.fact import Facts


def facts_as_json(facts: Facts, used_in: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Every fact as facts.json holds it.

    Parameters
    ----------
    used_in
        The chapters that print a fact, by its key.
    """
    return [fact.as_json(used_in.get(key, ())) for key, fact in facts.items()]
