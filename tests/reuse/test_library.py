"""What is remembered of code is told by its text, and what is installed by its names and versions."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sabreport.base.places import PACKAGE
from sabreport.base.project import Project
from sabreport.reuse import library
from sabreport.reuse.asked import PYTHON, digest_of_asked
from sabreport.reuse.cache import Memory
from sabreport.reuse.hashes import ABSENT, digest_of_file, installed
from sabreport.reuse.uses import Uses, uses_of_module

SOURCE = "import time\nfrom sabreport.facts import chance\ntime.time()\nexec('')"
USES = Uses(("sabreport.facts",), ("sabreport.facts.chance",), True, (("the time", "line 3"),))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were looked at, of which nothing is known at first."""
    monkeypatch.setattr(library, "_known", {})
    return []


def looked_at(name: str, text: str, looks: list[str]) -> Uses:
    def look(source: str) -> Uses:
        looks.append(source)
        return uses_of_module(source)

    return library.looked_at(name, text, look)


def test_code_is_looked_at_again_only_where_its_text_changed(looks: list[str]) -> None:
    assert [looked_at("a.py", SOURCE, looks) for _ in range(2)] == [USES, USES]
    assert looks == [SOURCE]
    assert looked_at("b.py", SOURCE, looks) == USES
    assert looked_at("a.py", "import time", looks) == Uses()
    assert looks == [SOURCE, SOURCE, "import time"]


def test_what_the_last_build_saw_in_code_is_recalled(looks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(Project(tmp_path, "example", 2020))
    library.recall_code(memory)  # nothing is remembered yet
    looked_at("a.py", SOURCE, looks)
    library.keep_code(memory)
    looked_at("b.py", "import time", looks)
    library.keep_code(memory)
    monkeypatch.setattr(library, "_known", {})
    library.recall_code(memory)
    assert [looked_at("a.py", SOURCE, looks), looked_at("b.py", "import time", looks)] == [USES, Uses()]
    assert looks == [SOURCE, "import time"]


def test_what_is_known_of_code_is_written_only_where_more_is_known(
    looks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(Project(tmp_path, "example", 2020))
    looked_at("a.py", SOURCE, looks)
    library.keep_code(memory)
    kept: list[str] = []
    monkeypatch.setattr(memory, "keep", lambda step, _: kept.append(step))
    library.keep_code(memory)
    assert kept == []
    looked_at("a.py", "import time", looks)
    library.keep_code(memory)
    assert len(kept) == 1


def test_the_hash_of_what_is_installed_tells_every_package_and_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one-1.0.dist-info").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), str(tmp_path / "file"), str(tmp_path / "none")])
    monkeypatch.chdir(tmp_path / "one-1.0.dist-info")
    found = [installed.__wrapped__()]
    assert list(found[0]) == ["the installed packages"]
    Path("two-1.0.dist-info").mkdir()  # where one works is no place of packages
    assert installed.__wrapped__() == found[0]
    (tmp_path / "three-1.0.dist-info").mkdir()
    found.append(installed.__wrapped__())
    (tmp_path / "three-1.0.dist-info").rename(tmp_path / "three-1.1.dist-info")
    found.append(installed.__wrapped__())
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    found.append(installed.__wrapped__())
    assert len({each["the installed packages"] for each in found}) == 4


def test_the_hash_of_a_file_is_of_its_content_and_that_of_a_folder_of_its_names(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    found = [digest_of_file(folder)]
    (folder / "a").write_text("one", encoding="utf-8")
    found += [digest_of_file(folder), digest_of_file(folder / "a")]
    (folder / "a").write_text("two", encoding="utf-8")
    assert digest_of_file(folder) == found[1]
    found += [digest_of_file(folder / "a")]
    (folder / "a").unlink()
    (folder / "a").mkdir()
    found += [digest_of_file(folder), digest_of_file(tmp_path / "none")]
    assert len(set(found)) == len(found)
    assert found[-1] == ABSENT


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("sabreport.facts", {"facts/__init__.py"}),
        ("sabreport.facts.chance.SMALL", {"facts/__init__.py", "facts/chance.py"}),
        ("sabreport.compared", {"facts/__init__.py", "facts/phrases.py"}),
    ],
)
def test_a_module_is_imported_with_the_packages_around_it(name: str, files: set[str]) -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in library._files_of(name, whole=False)}
    assert found == files | {"__init__.py"}


def test_the_python_that_may_be_imported_from_a_folder_is_compared(tmp_path: Path) -> None:
    found = [digest_of_asked(f"{PYTHON}{tmp_path}")]
    for name in ("a.py", "b.so", "c.cpython-311-x86_64-linux-gnu.so", "d.pyd"):
        (tmp_path / name).write_text("", encoding="utf-8")
        found.append(digest_of_asked(f"{PYTHON}{tmp_path}"))
    (tmp_path / "package").mkdir()
    found.append(digest_of_asked(f"{PYTHON}{tmp_path}"))
    assert len(set(found)) == len(found)
    for name in ("e.txt", "f.ipynb", "not-a-name.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
        assert digest_of_asked(f"{PYTHON}{tmp_path}") == found[-1], name
    assert digest_of_asked(f"{PYTHON}{tmp_path / 'none'}") == ABSENT
