"""Which counts a table must not show, and what a reader could work out from those that it does show.

Nothing here knows what is counted: a count is a key with a whole number, and counts that hang together are tied by
relations, such as parts that add up to a total.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Literal

from sabreport.base.interval import NOTHING, Interval

Mark = Literal["below", "withheld"]
"""Why a count is not shown: it is below the threshold, or it would give away one that is."""


@dataclass(frozen=True)
class Relation:
    """What a reader knows of several counts together: the sum of `weights` times counts lies from `low` to `high`."""

    weights: Mapping[str, float]
    low: float
    high: float


def added_up(parts: Collection[str], wholes: Collection[str], difference: int = 0) -> Relation:
    """That parts add up to what others add up to, and `difference` more."""
    return Relation({**dict.fromkeys(parts, 1.0), **dict.fromkeys(wholes, -1.0)}, difference, difference)


def behind_percentage(percent: float, decimals: int, base: Interval) -> tuple[Interval, Interval]:
    """What a percentage, rounded to `decimals`, tells of how many of its base it is true of, and of how many it is not.

    Both ends are taken outwards to whole numbers, for the base may not be quite the one that the percentage is of.
    """
    half = 0.5 * 10**-decimals
    least = max(0, floor((percent - half) * base.low / 100))
    most = ceil(min(100, percent + half) * base.high / 100)
    return Interval(least, most), Interval(max(0, base.low - most), base.high - least)


def suppress(
    values: Mapping[str, int],
    relations: Sequence[Relation],
    threshold: int,
    *,
    blank: Collection[str] = (),
    held: Mapping[str, Interval] | None = None,
    costs: Mapping[str, int] | None = None,
    rounding: int = 1,
) -> dict[str, Mark]:
    """The counts that must not be shown, and why: each below the threshold, and as few others as protect them.

    A count is protected when, by all that is shown, it may still be any of at least `threshold` whole numbers. Where no
    choice of others achieves that, every count that hangs together with it is withheld, and none is said to be small.

    Parameters
    ----------
    values
        All counts by key, 0 or more; of one that is blank or held, what it would be.
    threshold
        The smallest count that may be shown.
    blank
        Counts that whoever supplied the others left out. They are not shown in any case, and get no mark; one that the others
        give away as small is protected like any that is below the threshold.
    held
        Counts that whoever supplied the others held back, with what that tells of each. They get no mark, and are protected
        like any that is below the threshold, as far as they are not told by what is said of them.
    costs
        How many counts the loss of one is worth; 1 where a key is absent. Of choices that cost the same, the counts that come
        last are withheld: which they are tells nothing of their size.
    rounding
        What counts are rounded to when they are shown: 1 for not at all.
    """
    marks: dict[str, Mark] = {}
    supplied = nothing_known(blank) | dict(held or {})
    for keys, tied in _tied(values, relations):
        unknown = {key: supplied[key] for key in keys if key in supplied}
        below = [key for key in keys if key not in unknown and values[key] < threshold]
        marks |= dict.fromkeys(below, "below")
        if not tied:
            continue
        shown = {key: shown_as(values[key], threshold, rounding) for key in keys if key not in unknown and key not in below}
        known = {**shown, **dict.fromkeys(below, Interval(0, threshold - 1)), **unknown}
        small = below + [key for key in exposed(known, tied, threshold) if key in blank]
        needed = dict.fromkeys(keys, threshold) | freedom(unknown, keys, tied, threshold)
        targets = small + [key for key in unknown if key not in blank]
        if targets:
            table = _Table({key: values[key] for key in keys}, small, unknown, needed, tied, threshold, rounding)
            chosen = _fewest_others(table, targets, costs or {})
            withheld = [key for key in (keys if chosen is None else chosen) if key not in unknown]
            marks |= dict.fromkeys(withheld, "withheld")
    return marks


def freedom(
    unknown: Mapping[str, Interval], keys: Collection[str], relations: Sequence[Relation], threshold: int
) -> dict[str, float]:
    """How many whole numbers each count that was supplied without its number must still be able to be.

    No more than what is said of it leaves where nothing else is shown: `<3` is 0, 1 or 2 whatever a report does.
    """
    said = [key for key, interval in unknown.items() if interval.size < threshold]
    alone = deduced(nothing_known(keys) | dict(unknown), relations) if said or len(unknown) > 1 else {}
    return {key: min(threshold, alone[key].size if key in alone else inf) for key in unknown}


def exposed(known: Mapping[str, Interval], relations: Sequence[Relation], threshold: int) -> list[str]:
    """The counts of which nothing is known by themselves, and that the others give away as small."""
    unknown = [key for key, interval in known.items() if interval == NOTHING]
    if not unknown:
        return []
    found = deduced(known, relations)
    return [key for key in unknown if found[key].low < threshold and found[key].size < threshold]


def nothing_known(keys: Collection[str]) -> dict[str, Interval]:
    """What a reader knows of counts that whoever supplied the others left out, before thinking further."""
    return dict.fromkeys(keys, NOTHING)


def shown_as(value: int, threshold: int, rounding: int = 1) -> Interval:
    """What a reader knows of a count that is shown, rounded as it may be."""
    half = rounding // 2
    printed = round_to(value, rounding)
    return Interval(max(threshold, printed - half), printed + half)


def round_to(value: float, rounding: int) -> int:
    """A count to the nearest multiple, halves up."""
    return int((value + rounding / 2) // rounding) * rounding


def hidden_as(
    marks: Mapping[str, Mark], relations: Sequence[Relation], threshold: int, unknown: Collection[str] = ()
) -> dict[str, Interval]:
    """What a reader knows of each count that is not shown before thinking further.

    One that is said to be below the threshold lies from 0 to just under it. One that is withheld is no smaller than the
    threshold if it hangs together with one of those, or with an `unknown` one, supplied without its number, while others of
    the same relation are shown; else it may be anything.
    """
    known = {}
    hidden = [*marks, *(key for key in unknown if key not in marks)]
    for keys, _ in _tied(hidden, [_within(relation, hidden) for relation in relations]):
        others_shown = any(set(keys) & set(each.weights) and set(each.weights) - set(hidden) for each in relations)
        protects = any(marks.get(key) == "below" or (key not in marks and others_shown) for key in keys)
        for key in (each for each in keys if each in marks):
            small = Interval(0, threshold - 1)
            known[key] = small if marks[key] == "below" else Interval(threshold if protects else 0, inf)
    return known


def deduced(known: Mapping[str, Interval], relations: Sequence[Relation]) -> dict[str, Interval]:
    """What a reader can work out of each count that is not exactly known: the smallest and largest that agree with all.

    Every combination of whole numbers that fits is considered, by mixed-integer linear programming.
    """
    found = {}
    for keys, tied in _tied(known, relations):
        for key in keys:
            if known[key].size > 1:
                found[key] = _extent(key, {each: known[each] for each in keys}, tied) if tied else known[key]
    return found


def _within(relation: Relation, keys: Collection[str]) -> Relation:
    """A relation with the terms of some keys only, for telling what hangs together."""
    return Relation({key: weight for key, weight in relation.weights.items() if key in keys}, relation.low, relation.high)


def _tied(keys: Collection[str], relations: Sequence[Relation]) -> Iterator[tuple[list[str], list[Relation]]]:
    """The keys in groups that hang together, each with its relations."""
    groups = {key: {key} for key in keys}
    for relation in relations:
        joined = set().union(*(groups[key] for key in relation.weights))
        for key in joined:
            groups[key] = joined
    done: set[str] = set()
    for key in keys:
        if key not in done:
            done |= groups[key]
            group = [each for each in keys if each in groups[key]]
            yield group, [relation for relation in relations if relation.weights and set(relation.weights) <= groups[key]]


def _extent(target: str, known: Mapping[str, Interval], relations: Sequence[Relation]) -> Interval:
    """The smallest and largest that one count may be."""
    import numpy as np
    from scipy.optimize import Bounds, milp

    keys = list(known)
    finite = [each.high for each in known.values() if each.high < inf]
    totals = [abs(end) for relation in relations for end in (relation.low, relation.high) if abs(end) < inf]
    far = 10 * (sum(finite) + sum(totals) + 1)  # what reaches as far as this is without bound
    bounds = Bounds([known[key].low for key in keys], [min(known[key].high, far) for key in keys])
    ends = []
    for sign in (1, -1):
        goal = np.array([sign if key == target else 0 for key in keys])
        answer = milp(goal, integrality=np.ones(len(keys)), bounds=bounds, constraints=_rows(keys, relations))
        if answer.x is None:
            raise ValueError(f"no counts agree with what is shown of {target}")
        ends.append(round(float(answer.x[keys.index(target)])))
    return Interval(ends[0], inf if ends[1] >= far // 2 else ends[1])


def _rows(keys: Sequence[str], relations: Sequence[Relation]) -> list[object]:
    from scipy.optimize import LinearConstraint

    return [LinearConstraint([r.weights.get(key, 0.0) for key in keys], r.low, r.high) for r in relations]


@dataclass(frozen=True)
class _Table:
    """Counts that hang together.

    Parameters
    ----------
    values
        By key; of one that is not supplied, what it would be.
    below
        Counts that are known as small; a blank one among them, for a reader can tell why others are withheld.
    unknown
        Counts that are supplied without their number, with what is known of each.
    needed
        How many whole numbers each must still be able to be where it is not shown.
    """

    values: Mapping[str, int]
    below: Sequence[str]
    unknown: Mapping[str, Interval]
    needed: Mapping[str, float]
    relations: Sequence[Relation]
    threshold: int
    rounding: int


def _fewest_others(table: _Table, targets: Sequence[str], costs: Mapping[str, int]) -> list[str] | None:
    """The fewest counts to withhold so that each that is not shown is protected; None where no choice protects them.

    Solved exactly, for the `targets` first; as long as one of the counts chosen can be worked out too, it is to be protected
    as well, and the choice is made again.
    """
    targets = list(targets)
    while True:
        chosen = _choose(table, targets, costs)
        if chosen is None:
            return None
        marks: dict[str, Mark] = {**dict.fromkeys(table.below, "below"), **dict.fromkeys(chosen, "withheld")}
        visible = {key: value for key, value in table.values.items() if key not in marks and key not in table.unknown}
        shown = {key: shown_as(value, table.threshold, table.rounding) for key, value in visible.items()}
        hidden = hidden_as(marks, table.relations, table.threshold, table.unknown)
        found = deduced({**shown, **table.unknown, **hidden}, table.relations)
        not_shown = dict.fromkeys([*marks, *(key for key in targets if key in table.unknown)])
        narrow = [key for key in not_shown if found[key].size < table.needed[key]]
        if not narrow:
            return chosen
        if set(narrow) <= set(targets):
            return None
        targets += [key for key in narrow if key not in targets]


def _choose(table: _Table, targets: Sequence[str], costs: Mapping[str, int]) -> list[str] | None:
    """The cheapest counts to withhold so that each target, where it is not shown, can be moved far enough."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_diag, csr_array, diags_array, hstack, vstack

    values, threshold = table.values, table.threshold
    keys, n, hidden = list(values), len(values), {*table.below, *table.unknown}
    index = {key: i for i, key in enumerate(keys)}
    # One variable a count says whether it is hidden; then, for each target, all counts twice: as a reader would have them
    # who takes the target to be as small, and as large, as can be.
    worlds = 2 * len(targets)
    shown = {key: shown_as(max(value, threshold), threshold, table.rounding) for key, value in values.items()}
    may_be = _may_be(table)
    hidden_low, hidden_high = (np.array([float(getattr(may_be[key], end)) for key in keys]) for end in ("low", "high"))
    low = np.array([shown[key].low for key in keys])
    high = np.array([shown[key].high for key in keys])
    sums = csr_array(np.array([[relation.weights.get(key, 0.0) for key in keys] for relation in table.relations]))
    each_world = block_diag([sums] * worlds)
    eye = block_diag([diags_array(np.ones(n))] * worlds)
    constraints = [
        LinearConstraint(
            hstack([csr_array((each_world.shape[0], n)), each_world]),
            [relation.low for relation in table.relations] * worlds,
            [relation.high for relation in table.relations] * worlds,
        ),
        LinearConstraint(hstack([vstack([diags_array(low - hidden_low)] * worlds), eye]), np.tile(low, worlds), np.inf),
        LinearConstraint(hstack([vstack([diags_array(high - hidden_high)] * worlds), eye]), -np.inf, np.tile(high, worlds)),
    ]
    for k, target in enumerate(targets):
        row = np.zeros(n * (1 + worlds))
        row[n * (1 + 2 * k) + index[target]], row[n * (2 + 2 * k) + index[target]] = -1, 1
        row[index[target]] = -(table.needed[target] - 1)
        constraints.append(LinearConstraint(row, 0, np.inf))
    price = np.array([costs.get(key, 1) + 0.5 * (n - i) / n**2 for i, key in enumerate(keys)])  # of equals, the last
    must = np.array([key in hidden for key in keys])
    answer = milp(
        np.concatenate([np.where(must, 0, price), np.zeros(n * worlds)]),
        integrality=np.ones(n * (1 + worlds)),
        bounds=Bounds(
            np.concatenate([must.astype(float), np.zeros(n * worlds)]), np.concatenate([np.ones(n), np.full(n * worlds, np.inf)])
        ),
        constraints=constraints,
        options={"mip_rel_gap": 0},
    )
    if answer.x is None:
        return None
    return [key for key in keys if key not in hidden and answer.x[index[key]] > 0.5]


def _may_be(table: _Table) -> dict[str, Interval]:
    """What each count may be where it is hidden, with an end to each."""
    found = {}
    for key, value in table.values.items():
        far = value + table.threshold * len(table.values)
        known = table.unknown.get(key, Interval(table.threshold, inf))
        found[key] = Interval(0, table.threshold - 1) if key in table.below else Interval(known.low, min(known.high, far))
    return found
