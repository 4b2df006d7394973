"""The printed figures that moved most on last year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sabreport.changes.content import Content
from sabreport.changes.figures import printed_in

MOST = 5
"""How many counts are shown, and how many percentages."""


@dataclass(frozen=True)
class MovedFigure:
    """A figure of the year reported beside that of the year before.

    Parameters
    ----------
    name
        What it is called, with its year.
    change
        In words: "down 34%", "up 10 points".
    size
        Of the change, in per cent or percentage points, without its sign.
    chapters
        The titles of those that print it.
    """

    name: str
    before: str
    now: str
    change: str
    size: float
    chapters: tuple[str, ...]


def moved_most(content: Content, year: int, titles: Collection[str]) -> tuple[list[MovedFigure], list[MovedFigure]]:
    """The counts and the percentages that a draft prints and that moved most on the year before, the largest change first.

    A count has a change in per cent only where the facts have one: where it was large enough a year before. A rate moves as the
    count that it is worked out from, and is left out. So is what is held back in either year.

    Parameters
    ----------
    titles
        Of all chapters.
    """
    printed = printed_in(content)
    counts, shares = list[MovedFigure](), list[MovedFigure]()
    for key, now, before, change in _with_change(content.facts, year):
        if key not in content.names:
            continue
        size = change["text"].lstrip("−").replace("percentage ", "")
        said = f"{'up' if change['value'] > 0 else 'down'} {size}"
        sections = [each.section for each in printed.get(key, ())]
        chapters = tuple(title for title in titles if any(f"{each}, ".startswith(f"{title}, ") for each in sections))
        found = MovedFigure(content.names[key], before["text"], now["text"], said, abs(change["value"]), chapters)
        (shares if change["unit"] == "points" else counts).append(found)
    return _largest(counts), _largest(shares)


def _with_change(
    facts: Mapping[str, dict[str, Any]], year: int
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Each fact of a year that is shown and has moved, with the year before's and with its change."""
    for key, now in facts.items():
        base = key.removesuffix(f".{year}")
        before, change = facts.get(f"{base}.{year - 1}"), facts.get(f"{base}.change.{year}")
        if now["year"] != year or before is None or change is None or _is_rate(now, facts):
            continue
        if now["unit"] != "percent":
            change = facts.get(f"{base}.change_pct.{year}")
        if change is not None and None not in (now["value"], before["value"]) and change["value"]:
            yield key, now, before, change


def _is_rate(fact: Mapping[str, Any], facts: Mapping[str, dict[str, Any]]) -> bool:
    """Whether a number that is no percentage is worked out from others than itself, as a sum over areas is not."""
    others = {facts[key]["measure"] for key in fact["inputs"] if key in facts}
    return fact["unit"] != "percent" and bool(others - {fact["measure"]})


def _largest(found: list[MovedFigure]) -> list[MovedFigure]:
    return sorted(found, key=lambda each: -each.size)[:MOST]
