"""What is held back of random tables cannot be worked out, and no more is held back than must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sabreport.suppression import Mark, Relation, added_up, behind_percentage, deduced, hidden_as, shown_as, suppress

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


def possible(table: CountTable, marks: Mapping[str, Mark], rounding: int = 1) -> dict[str, set[int]]:
    """Every value that each number held back may have, found by trying all of them, apart from the library's own way.

    The reader knows all that is shown, the percentage of its row that each count shown is wherever that row's total is
    shown too, that one said to be small is from 0 to 4, and that one withheld among such is no smaller than 5.
    """
    values, far = table.values, 40
    some_below = "below" in marks.values()

    def choices(key: str) -> range:
        match marks.get(key):
            case "below":
                return range(THRESHOLD)
            case "withheld":
                return range(THRESHOLD if some_below else 0, values[key] + far)
        printed = int((values[key] + rounding / 2) // rounding) * rounding
        return range(max(THRESHOLD, printed - rounding // 2), printed + rounding // 2 + 1)

    wide, deep = len(table.inner[0]), len(table.inner)
    found: dict[str, set[int]] = {key: set() for key in marks}
    for inner in _fillings(table, choices):
        world = CountTable(tuple(tuple(inner[i * wide : (i + 1) * wide]) for i in range(deep)), table.has_totals).values
        if all(world[key] in choices(key) for key in values):
            for key in marks:
                found[key].add(world[key])
    return found


def _fillings(table: CountTable, choices) -> Iterator[tuple[int, ...]]:
    """All fillings of the inner cells, the last of each row given by the row's total where that is shown."""
    wide = len(table.inner[0])
    rows = []
    for i in range(len(table.inner)):
        total = choices(f"{i},T") if table.has_totals else None
        free = [choices(f"{i},{j}") for j in range(wide)]
        if total is not None and len(total) == 1:
            last = free[-1]
            rows.append([(*some, rest) for some in product(*free[:-1]) if (rest := total[0] - sum(some)) in last])
        else:
            rows.append(list(product(*free)))
    for filling in product(*rows):
        yield tuple(value for row in filling for value in row)


def _small_enough(table: CountTable, marks: Mapping[str, Mark]) -> bool:
    """Whether all fillings can be tried in reasonable time."""
    return sum(1 for key in marks if "T" not in key) <= 4


@given(tables(most_rows=2, highest=9))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_trying_every_table_that_agrees_never_narrows_a_number_held_back_below_the_threshold(table: CountTable):
    marks = suppress(table.values, table.relations, THRESHOLD)
    if marks and _small_enough(table, marks):
        for key, values in possible(table, marks).items():
            assert table.values[key] in values
            assert max(values) - min(values) + 1 >= THRESHOLD, (key, marks)


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
            found = deduced(_known(table, marks), table.relations)
            if all(found[key].size >= THRESHOLD for key in marks):
                return size
    return None


def test_one_count_under_the_threshold_takes_a_second_with_it_where_a_total_is_shown():
    values = {"a": 3, "b": 20, "c": 30, "total": 53}
    relations = [added_up("abc", ["total"])]
    assert suppress(values, relations, THRESHOLD) == {"a": "below", "b": "withheld"}
    assert suppress({key: values[key] for key in "abc"}, [], THRESHOLD) == {"a": "below"}


def test_two_breakdowns_of_the_same_people_protect_each_other():
    values = {"female": 28, "male": 11, "young": 14, "middle": 22, "old": 3}
    marks = suppress(values, [added_up(["female", "male"], ["young", "middle", "old"])], THRESHOLD)
    assert marks == {"old": "below", "male": "withheld"}  # the smallest of those that would do


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
    assert "b" in suppress({"a": 2, "b": 20, "total": 22}, [relation], THRESHOLD)


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
