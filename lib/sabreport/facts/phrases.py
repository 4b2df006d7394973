"""Phrases about facts: direction and size of change, one in n, lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from num2words import num2words

from sabreport.base.errors import did_you_mean
from sabreport.base.project import year_label
from sabreport.facts.fact import BOARD, Fact, Facts, UnknownFactError
from sabreport.report_kinds.catalogue import base_of
from sabreport.wording.lists import listed
from sabreport.wording.numbers import in_words, rounded

_LARGEST_ONE_IN = 20
_ONE_IN_TOLERANCE = 0.05


def how_many(fact: Fact, singular: str, plural: str) -> str:
    """A count in words, bound to its fact, with its noun: "two members"; "no members" for none."""
    words = in_words(int(fact.value)) if fact.value else "no"
    return f"{fact.span(words)} {singular if fact.value == 1 else plural}"


def figure_of(fact: Fact, singular: str, plural: str) -> str:
    """A figure, bound to its fact, with its noun: "643 alerts", "1 alert", "fewer than five alerts"; "no alerts" for none."""
    return f"{fact.span('' if fact.value else 'no')} {singular if fact.value == 1 else plural}"


def share_of_none(fact: Fact, facts: Facts) -> bool:
    """Whether a percentage is nought because there was nothing to take a share of: its base count is nought too.

    One above nought is a share of something, be it of cases concluded where none was begun.
    """
    base = facts.find(fact.area, base_of(fact.measure), year=fact.year) if base_of(fact.measure) else None
    return base is not None and base.value == 0 and fact.value == 0


def counted_at_all_events(facts: Facts) -> bool:
    """Whether the attendance printed is that of every event held: each that was counted is an input of the sum."""
    events, attendance = facts.find(BOARD, "events"), facts.find(BOARD, "attendance")
    return events is None or attendance is None or len(attendance.inputs) == events.value


def compared(fact: Fact, facts: Facts) -> str:
    """How a fact differs from the year before, to follow it after a comma; empty where there is no year before.

    Examples
    --------
    "643 fewer than in 2018-19 (down 13%)" for a count; "down from 78% in 2018-19" for a percentage, and for a
    count whose base is too small for a percentage change.
    """
    before, change = facts.before(fact), facts.change(fact)
    if before is not None and before.below and fact.value >= before.below:
        return f"up from {before.span()} in {year_label(before.year)}"
    if before is None or change is None or share_of_none(before, facts):
        return ""
    then = year_label(before.year)
    if change.value == 0:
        return f"the same as in {then}"
    percent = facts.change_pct(fact)
    if fact.unit == "percent" or percent is None:
        return f"{'up' if change.value > 0 else 'down'} from {before.span()} in {then}"
    size = f"{change.span(change.magnitude)} {'more' if change.value > 0 else 'fewer'} than in {then}"
    if rounded(percent.value) == 0:
        return f"{size} (a change of under 1%)"
    return f"{size} ({'up' if percent.value > 0 else 'down'} {percent.span(percent.magnitude)})"


def one_in(fact: Fact, nouns: str) -> str:
    """A share as the start of a sentence: "One in five alerts (21%)"; "38% of alerts" where no small number is near."""
    n = nearest_one_in(fact)
    return f"{fact.span(f'One in {num2words(n)}')} {nouns} ({fact.span()})" if n else f"{fact.span()} of {nouns}"


def nearest_one_in(fact: Fact) -> int:
    """The n of "one in n" that a percentage is near to; 0 where there is none."""
    share = fact.value / 100
    n = round(1 / share) if fact.unit == "percent" and 0 < share <= 0.5 else 0
    return n if 0 < n <= _LARGEST_ONE_IN and abs(1 / n - share) / share <= _ONE_IN_TOLERANCE else 0


def share_in_words(fact: Fact) -> str:
    """A percentage with the fraction nearest to it: "just under three quarters (73%)"; bare where none is near."""
    fractions = ((25, "a quarter"), (33.3, "a third"), (50, "half"), (66.7, "two thirds"), (75, "three quarters"))
    nearest, words = min(fractions, key=lambda fraction: abs(fraction[0] - fact.value))
    gap = fact.value - nearest
    if abs(gap) < 0.5:
        return f"{fact.span(words)} ({fact.span()})"
    if abs(gap) <= 2.5:
        side = "over" if gap > 0 else "under"
        return f"{fact.span(f'just {side} {words}')} ({fact.span()})"
    if 50 < fact.value < 58:
        return f"{fact.span('over half')} ({fact.span()})"
    if fact.value > 90 and rounded(fact.value) < 100:
        return f"{fact.span('more than nine in ten')} ({fact.span()})"
    return fact.span()


def _changed(fact: Fact, facts: Facts) -> str:
    """How much more or less than the year before: "12% fewer", "up 5 percentage points"."""
    change = facts.change(fact)
    if change is None:
        return ""
    if change.value == 0:
        return "unchanged"
    if fact.unit == "percent":
        return f"{'up' if change.value > 0 else 'down'} {change.span(change.magnitude)}"
    return f"{change.span(change.magnitude)} {'more' if change.value > 0 else 'fewer'}"


def _one_in(fact: Fact, _: Facts) -> str:
    n = nearest_one_in(fact)
    return fact.span(f"one in {num2words(n)}") if n else ""


def _share(fact: Fact, _: Facts) -> str:
    return share_in_words(fact) if fact.unit == "percent" else ""


def _words(fact: Fact, _: Facts) -> str:
    return fact.span(in_words(int(fact.value))) if fact.unit in ("count", "people") else ""


_SAID: Mapping[str, Callable[[Fact, Facts], str]] = {
    "change": _changed,
    "compared": compared,
    "one_in": _one_in,
    "share": _share,
    "words": _words,
}
"""How authored text may ask for a number, ``{{ leicestershire.concerns | change }}``; nothing where it cannot be said so."""


def in_form(fact: Fact, facts: Facts, form: str) -> str:
    """A number as authored text asks for it; the plain number where it asks for nothing.

    Raises
    ------
    UnknownFactError
        Where there is no such form, or none of it for this number: no change without a year before.
    """
    if not form:
        return fact.span()
    if fact.suppressed:
        raise UnknownFactError(
            f'"{form}" cannot be said of a number that is held back ({fact.key})', "Write it without the form."
        )
    if form not in _SAID:
        raise UnknownFactError(f'there is no form "{form}"', did_you_mean(form, _SAID))
    if said := _SAID[form](fact, facts):
        return said
    raise UnknownFactError(f'"{form}" cannot be said of {fact.text} ({fact.key})', "Write the number without it.")


def direction(fact: Fact, facts: Facts) -> str:
    """The change of a fact in two or three words, for a caption in Markdown: "down 13%", "up 5 percentage points"."""
    before, change = facts.before(fact), facts.change(fact)
    if before is None or change is None or share_of_none(before, facts) or share_of_none(fact, facts):
        return ""
    if change.value == 0:
        return "unchanged"
    percent = facts.change_pct(fact)
    size = percent if percent is not None and rounded(percent.value) != 0 else change
    return f"{'up' if change.value > 0 else 'down'} {size.span(size.magnitude)}"


def extremes(series: Sequence[Fact]) -> str:
    """The lowest and highest of a series with their years, in plain text for alt text."""
    shown = [fact for fact in series if not fact.suppressed]
    if len(shown) < len(series):
        held = f"not shown for {listed([year_label(fact.year) for fact in series if fact.suppressed])}"
        return f"{extremes(shown)}, {held}" if shown else held
    low, high = min(series, key=lambda fact: fact.value), max(series, key=lambda fact: fact.value)
    if len(series) == 1:
        return f"{low.text} in {year_label(low.year)}"
    if low.value == high.value:
        return f"{low.text} throughout"
    return f"lowest {low.text} in {year_label(low.year)}, highest {high.text} in {year_label(high.year)}"
