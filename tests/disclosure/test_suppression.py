"""What is held back of random tables cannot be worked out, and no more is held back than must be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sabreport.base.interval import Interval
from sabreport.disclosure.suppression import Mark, Relation, added_up, behind_percentage, deduced, hidden_as, shown_as, suppress

THRESHOLD = 5


@dataclass(frozen=True)
class CountTable:
    """A table of counts with, or without, totals of its rows, of its columns and of all."""

    inner: tuple[tuple[int, ...], ...]
    has_totals: bool

    @property
    def values(self) -> dict[str, int]:
        found = {f"{i},{j}": value for i, row in enumerate(self.inner) for j, value in enumerate(row)}
        if self.has_totals:
            found |= {f"{i},T": sum(row) for i, row in enumerate(self.inner)}
            found |= {f"T,{j}": sum(column) for j, column in enumerate(zip(*self.inner, strict=True))}
            found["T,T"] = sum(map(sum, self.inner))
        return found

    @property
    def relations(self) -> list[Relation]:
        if not self.has_totals:
            return []
        rows, columns = [*map(str, range(len(self.inner))), "T"], [*map(str, range(len(self.inner[0]))), "T"]
        along = [added_up([f"{i},{j}" for j in columns[:-1]], [f"{i},T"]) for i in rows]
        return along + [added_up([f"{i},{j}" for i in rows[:-1]], [f"T,{j}"]) for j in columns]


@st.composite
def tables(draw: st.DrawFn, most_rows: int = 3, most_columns: int = 3, highest: int = 14) -> CountTable:
    rows, columns = draw(st.integers(1, most_rows)), draw(st.integers(2, most_columns))
    counts = st.integers(0, highest)
    return CountTable(tuple(tuple(draw(counts) for _ in range(columns)) for _ in range(rows)), draw(st.booleans()))


def possible(table: CountTable, marks: Mapping[str, Mark], held: Collection[str]) -> dict[str, set[int]]:
    """Every value that each number held back may have, found by trying all of them, apart from the library's own way.

    The reader knows all that is shown, that one said to be small is from 0 to 4, here or at source, and that one withheld among
    such is no smaller than 5, unless all are hidden. One withheld is tried up to 16 above what it is: more would find more
    values, and never fewer.
    """
    values, hidden = table.values, {*marks, *held}
    some_below = "below" in marks.values() or bool(held and hidden != set(values))

    def choices(key: str) -> range:
        match "below" if key in held else marks.get(key):
            case "below":
                return range(THRESHOLD)
            case "withheld":
                return range(THRESHOLD if some_below else 0, values[key] + 17)
        return range(values[key], values[key] + 1)

    inner = [f"{i},{j}" for i, row in enumerate(table.inner) for j in range(len(row))]
    axes = np.meshgrid(*(np.array(choices(key)) for key in inner), indexing="ij", sparse=True)  # all fillings at once
    world = dict(zip(inner, axes, strict=True))
    for key in values.keys() - world.keys():
        along = [each for each in inner if all(a in ("T", b) for a, b in zip(key.split(","), each.split(","), strict=True))]
        world[key] = sum(world[each] for each in along)
    agrees = np.ones([len(choices(key)) for key in inner], dtype=bool)
    for key in values:
        agrees = agrees & (world[key] >= choices(key).start) & (world[key] < choices(key).stop)
    return {key: set(np.broadcast_to(world[key], agrees.shape)[agrees].tolist()) for key in hidden}


def _small_enough(table: CountTable, hidden: Collection[str]) -> bool:
    """Whether all fillings can be tried in reasonable time."""
    return sum(1 for key in hidden if "T" not in key) <= 4


@pytest.mark.long
@given(tables(most_rows=2, highest=9), st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_trying_every_table_that_agrees_never_narrows_a_number_held_back_below_the_threshold(table: CountTable, at_source: bool):
    """Small counts within the table are held back here, or were at source."""
    small = [key for key, value in table.values.items() if value < THRESHOLD and "T" not in key]
    held = dict.fromkeys(small if at_source else [], Interval(0, THRESHOLD - 1))
    marks = suppress(table.values, table.relations, THRESHOLD, held=held)
    if marks and _small_enough(table, [*marks, *held]):
        for key, values in possible(table, marks, held).items():
            assert table.values[key] in values
            assert max(values) - min(values) + 1 >= THRESHOLD, (key, marks)


@pytest.mark.long
@given(tables(most_rows=4, most_columns=4, highest=30), st.sampled_from([1, 5]))
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_audit_recovers_nothing_from_larger_tables_with_or_without_rounding(table: CountTable, rounding: int):
    marks = suppress(table.values, table.relations, THRESHOLD, rounding=rounding)
    found = deduced(_known(table, marks, rounding), table.relations)
    assert all(found[key].size >= THRESHOLD for key in marks)
    assert all(found[key].low <= table.values[key] <= found[key].high for key in marks)
    assert {key for key, value in table.values.items() if value < THRESHOLD} <= set(marks)


def _known(table: CountTable, marks: Mapping[str, Mark], rounding: int = 1):
    shown = {key: shown_as(value, THRESHOLD, rounding) for key, value in table.values.items() if key not in marks}
    return {**shown, **hidden_as(marks, table.relations, THRESHOLD)}


@pytest.mark.long
@given(tables(most_rows=2, most_columns=3, highest=12))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_more_is_held_back_than_the_best_choice_of_all_choices(table: CountTable):
    marks = suppress(table.values, table.relations, THRESHOLD)
    below = [key for key, value in table.values.items() if value < THRESHOLD]
    best = _fewest(table, below)
    if best is not None:
        assert len(marks) <= best + len(below)  # a factor of 1.0: as few as can be
    else:
        assert "below" not in marks.values() or not table.has_totals  # nothing protects them but to withhold all


def _fewest(table: CountTable, below: Sequence[str]) -> int | None:
    """The fewest others to withhold, by trying all choices from the smallest up."""
    others = [key for key in table.values if key not in below]
    for size in range(len(others) + 1):
        for chosen in combinations(others, size):
            marks: dict[str, Mark] = {**dict.fromkeys(below, "below"), **dict.fromkeys(chosen, "withheld")}
            if any(sum(key in marks for key in relation.weights) == 1 for relation in table.relations):
                continue  # the one that is hidden is what the others leave of the total
            found = deduced(_known(table, marks), table.relations)
            if all(found[key].size >= THRESHOLD for key in marks):
                return size
    return None


def test_one_count_under_the_threshold_takes_a_second_with_it_where_a_total_is_shown():
    values = {"a": 3, "b": 20, "c": 30, "total": 53}
    relations = [added_up("abc", ["total"])]
    assert suppress(values, relations, THRESHOLD, costs={"total": 10}) == {"a": "below", "c": "withheld"}
    assert suppress({key: values[key] for key in "abc"}, [], THRESHOLD) == {"a": "below"}


def test_two_breakdowns_of_the_same_people_protect_each_other():
    values = {"female": 28, "male": 11, "young": 14, "middle": 22, "old": 3}
    marks = suppress(values, [added_up(["female", "male"], ["young", "middle", "old"])], THRESHOLD)
    assert marks == {"old": "below", "middle": "withheld"}  # the last of those that would do
    values |= {"female": 31, "middle": 25}
    assert suppress(values, [added_up(["female", "male"], ["young", "middle", "old"])], THRESHOLD) == marks, "whatever its size"


def test_a_total_is_kept_where_a_part_would_do():
    values = {"a": 3, "b": 60, "total": 63}
    assert suppress(values, [added_up("ab", ["total"])], THRESHOLD, costs={"total": 10}) == {"a": "below", "b": "withheld"}


def test_where_all_hangs_on_small_counts_nothing_is_said_of_any():
    # 4 + 4 = 8: that each part is under five, and their sum not, leaves one to four for each.
    marks = suppress({"a": 4, "b": 4, "total": 8}, [added_up("ab", ["total"])], THRESHOLD)
    assert marks == {"a": "withheld", "b": "withheld", "total": "withheld"}


def test_the_audit_sees_what_is_left_open():
    relation = added_up("abc", ["total"])
    shown = {key: shown_as(value, THRESHOLD) for key, value in {"b": 20, "c": 30, "total": 53}.items()}
    found = deduced({**shown, **hidden_as({"a": "below"}, [relation], THRESHOLD)}, [relation])
    assert (found["a"].low, found["a"].high) == (3, 3)


def test_rounding_hides_what_a_total_would_give_away():
    relation = added_up("ab", ["total"])
    assert suppress({"a": 2, "b": 20, "total": 22}, [relation], THRESHOLD, rounding=5) == {"a": "below"}
    assert suppress({"a": 2, "b": 20, "total": 22}, [relation], THRESHOLD) == {"a": "below", "total": "withheld"}


@pytest.mark.parametrize(
    ("percent", "base", "having", "lacking"),
    [
        (11, 39, (4, 5), (34, 35)),  # 4 of 39 is 10.3%, 5 is 12.8%: the nearest whole numbers on both sides
        (95, 40, (37, 39), (1, 3)),
        (50, 10, (4, 6), (4, 6)),
        (0, 400, (0, 2), (398, 400)),
        (100, 30, (29, 30), (0, 1)),
    ],
)
def test_what_a_percentage_tells_of_its_base(percent: float, base: int, having: tuple[int, int], lacking: tuple[int, int]):
    found = behind_percentage(percent, 0, shown_as(base, 0))
    assert [(each.low, each.high) for each in found] == [having, lacking]


def test_a_count_that_hangs_on_nothing_known_is_without_bound():
    assert deduced(hidden_as({"a": "withheld"}, [], THRESHOLD), [])["a"].high == inf
