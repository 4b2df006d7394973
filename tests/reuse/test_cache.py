"""The memory of what steps made, by itself: what is taken is what was kept, whole, while what it rests on is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sabreport.base.files import CACHE
from sabreport.base.project import Project
from sabreport.reuse.cache import NEVER, Made, Memory, changed
from sabreport.reuse.hashes import ABSENT

RESTS_ON = {"data/a.csv": "1", "the title": "2"}
FILES = {"page.html": "words", "figures/chart.svg": "lines"}


def made(folder: Path, files: Mapping[str, str], rests_on: Mapping[str, str] = RESTS_ON) -> Made:
    """What a step made: files that hold this, and what it found out."""
    paths = {name: folder / "made" / name for name in files}
    for name, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8")
    return Made(rests_on, paths, {"café": [1, None]})


def memory(root: Path, *, board: str = "example", year: int = 2020, forget: bool = False) -> Memory:
    return Memory(Project(root, board, year), forget=forget)


def recalled(root: Path) -> Made:
    kept = memory(root).recall("html")
    assert kept is not None
    return kept


def contents(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: path.read_text("utf-8") for name, path in files.items()}


def test_what_a_step_made_is_recalled_for_its_board_year_and_step_alone(tmp_path: Path) -> None:
    step = made(tmp_path, FILES)
    memory(tmp_path).keep("html", step)
    for path in step.files.values():
        path.write_text("written over", encoding="utf-8")
    kept = recalled(tmp_path)
    assert (kept.rests_on, kept.value, contents(kept.files)) == (RESTS_ON, {"café": [1, None]}, FILES)
    others = (memory(tmp_path, board="other"), memory(tmp_path, year=2021), memory(tmp_path, forget=True))
    assert [each.recall("html") for each in others] == [None] * 3
    assert memory(tmp_path).recall("pdf") is None


def test_what_is_kept_anew_takes_the_place_of_what_was(tmp_path: Path) -> None:
    for files in ({"first": "1"}, {"second": "2"}):
        memory(tmp_path).keep("html", made(tmp_path, files))
    assert contents(recalled(tmp_path).files) == {"second": "2"}
    assert [path.name for path in (tmp_path / CACHE / "example/2020").iterdir()] == ["html"]


def test_what_is_taken_is_put_where_it_is_wanted(tmp_path: Path) -> None:
    memory(tmp_path).keep("html", made(tmp_path, FILES))
    taken, why = memory(tmp_path).take("html", RESTS_ON, tmp_path / "report")
    assert taken is not None
    assert (taken.rests_on, taken.value, why) == (RESTS_ON, {"café": [1, None]}, ())
    assert taken.files == {name: tmp_path / "report" / name for name in FILES}
    assert contents(taken.files) == FILES


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ({"data/a.csv": "1"}, ("the title",)),
        ({"data/a.csv": "1", "the title": "3"}, ("the title",)),
        ({**RESTS_ON, "data/b.csv": "1"}, ("data/b.csv",)),
        ({"the title": "1", "data/a.csv": "2"}, ("data/a.csv", "the title")),
        ({**RESTS_ON, "data/b.csv": ABSENT}, ()),  # there was none, and there is none
    ],
)
def test_nothing_is_taken_where_something_changed_and_it_is_named(
    now: dict[str, str], why: tuple[str, ...], tmp_path: Path
) -> None:
    memory(tmp_path).keep("html", made(tmp_path, FILES))
    taken, told = memory(tmp_path).take("html", now, tmp_path / "report")
    assert ((taken is None), told) == (bool(why), why)
    assert (tmp_path / "report").exists() != bool(why)
    assert changed(recalled(tmp_path), now) == why


def test_what_a_step_uses_may_be_asked_for_one_by_one(tmp_path: Path) -> None:
    kept = made(tmp_path, {})
    assert changed(kept, RESTS_ON.__getitem__) == ()
    assert changed(kept, lambda name: "1") == ("the title",)
    assert changed(None, lambda name: "1") == changed(None, RESTS_ON) == (NEVER,)


def test_what_another_build_remembered_meanwhile_is_not_mixed_with_what_was_recalled(tmp_path: Path) -> None:
    memory(tmp_path).keep("html", made(tmp_path, FILES))
    kept = recalled(tmp_path)
    targets = {name: tmp_path / "report" / name for name in FILES}
    assert memory(tmp_path).copy("html", kept, targets)
    assert contents(targets) == FILES
    memory(tmp_path).keep("html", made(tmp_path, FILES, {"data/a.csv": "2"}))
    assert not memory(tmp_path).copy("html", kept, targets)
    memory(tmp_path).keep("html", made(tmp_path, {"page.html": "words"}))
    assert not memory(tmp_path).copy("html", kept, targets)


def test_what_was_half_remembered_is_swept_away_and_the_rest_kept(tmp_path: Path) -> None:
    memory(tmp_path).keep("html", made(tmp_path, FILES))
    (tmp_path / CACHE / "example/2020/.half/fresh").mkdir(parents=True)
    memory(tmp_path).sweep()
    assert [path.name for path in (tmp_path / CACHE / "example/2020").iterdir()] == ["html"]
    assert contents(recalled(tmp_path).files) == FILES
