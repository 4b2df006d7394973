"""The history of a report stays readable, whatever a crash left of its last line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sabreport.base.errors import FileError
from sabreport.reports.history import HISTORY, TORN, Event, add_to_history, read_history

ONE, TWO, THREE = (Event(f"2020-07-0{day}T10:00:00+00:00", "sent", 1, "the chair", "f" * 64, "") for day in (1, 2, 3))


@pytest.mark.parametrize("left", [1, 30, -2])
def test_a_line_that_was_cut_off_is_put_apart_and_whole_lines_stay(tmp_path: Path, left: int) -> None:
    add_to_history(tmp_path, [ONE, TWO], tmp_path)
    path = tmp_path / HISTORY
    whole, line, _ = path.read_bytes().split(b"\n")
    path.write_bytes(whole + b"\n" + line[:left])
    assert read_history(tmp_path, tmp_path) == (ONE,)
    add_to_history(tmp_path, [], tmp_path)
    assert not (tmp_path / TORN).exists()
    add_to_history(tmp_path, [THREE], tmp_path)
    assert read_history(tmp_path, tmp_path) == (ONE, THREE)
    assert (tmp_path / TORN).read_bytes() == line[:left] + b"\n"
    assert path.read_bytes().startswith(whole + b"\n")


def test_a_whole_last_line_without_its_end_stays_an_event(tmp_path: Path) -> None:
    add_to_history(tmp_path, [ONE, TWO], tmp_path)
    path = tmp_path / HISTORY
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert read_history(tmp_path, tmp_path) == (ONE, TWO)
    add_to_history(tmp_path, [THREE], tmp_path)
    assert read_history(tmp_path, tmp_path) == (ONE, TWO, THREE)
    assert not (tmp_path / TORN).exists()


def test_a_line_within_it_that_is_no_event_is_told(tmp_path: Path) -> None:
    add_to_history(tmp_path, [ONE, TWO], tmp_path)
    path = tmp_path / HISTORY
    path.write_bytes(b"{\n" + path.read_bytes())
    with pytest.raises(FileError, match=r"history.jsonl, row 1: the line is no event"):
        read_history(tmp_path, tmp_path)
