"""Putting a report in the place of the one before: no moment without a report, no draft lost, however a build ends."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from sabreport.base.errors import FileError
from sabreport.base.project import Project
from sabreport.reports import output_folder
from sabreport.reports.output_folder import put_back, sweep, whole_or_not_at_all


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, "isles", 2020)


@pytest.fixture(params=["in one step", "in two steps"])
def replacing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with folders that change places, and once as on a system where they cannot."""
    if request.param == "in two steps":
        monkeypatch.setattr(output_folder, "exchange", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("folders change places on Linux only")


def build(project: Project, text: str) -> None:
    with whole_or_not_at_all(project) as folder:
        (folder / "manifest.json").write_text(text, encoding="utf-8")


def standing(project: Project) -> str:
    return (project.outputs / "manifest.json").read_text(encoding="utf-8")


def left(project: Project) -> list[str]:
    return sorted(path.name for path in project.outputs.parent.iterdir() if path != project.outputs)


def test_a_build_takes_the_place_of_the_one_before_and_leaves_nothing(project: Project, replacing: None) -> None:
    build(project, "first")
    build(project, "second")
    assert (standing(project), left(project)) == ("second", [])


@pytest.mark.skipif(sys.platform != "linux", reason="folders change places on Linux only")
def test_there_is_no_moment_without_a_report(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project, "first")
    rename, there = Path.rename, []

    def watched(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        there.append(project.outputs.exists())
        return moved

    monkeypatch.setattr(Path, "rename", watched)
    build(project, "second")
    assert standing(project) == "second"
    assert all(there)


def test_drafts_are_taken_over_without_copying_them(project: Project, replacing: None) -> None:
    build(project, "first")
    draft = project.outputs / "drafts/1/report.pdf"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"draft one")
    file = draft.stat().st_ino
    build(project, "second")
    assert draft.read_bytes() == b"draft one"
    assert draft.stat().st_ino == file or sys.platform == "win32"


def test_a_draft_that_came_while_another_report_was_built_stays(project: Project, replacing: None) -> None:
    build(project, "first")
    with whole_or_not_at_all(project) as folder:
        (folder / "manifest.json").write_text("second", encoding="utf-8")
        with whole_or_not_at_all(project) as meanwhile:
            (meanwhile / "drafts/2").mkdir(parents=True)
            (meanwhile / "drafts/2/report.pdf").write_bytes(b"draft two")
            (meanwhile / "manifest.json").write_text("meanwhile", encoding="utf-8")
        assert standing(project) == "meanwhile"
    assert (standing(project), left(project)) == ("second", [])
    assert (project.outputs / "drafts/2/report.pdf").read_bytes() == b"draft two"


def test_where_links_cannot_be_made_drafts_are_copied(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    build(project, "first")
    (project.outputs / "drafts").mkdir()
    (project.outputs / "drafts/1.pdf").write_bytes(b"draft one")
    monkeypatch.setattr("os.link", refuse)
    build(project, "second")
    assert (project.outputs / "drafts/1.pdf").read_bytes() == b"draft one"


def die_between_the_renames(project: Project, text: str) -> None:
    """Build, in a process that is killed when the report before is out of its place and the new one is not in it."""
    code = f"""
        import os, signal
        from pathlib import Path
        from sabreport.reports import output_folder
        from sabreport.base.project import Project
        output_folder.exchange = lambda *_: False
        def rename(path, target, rename=Path.rename):
            if path.name == "fresh":
                os.kill(os.getpid(), signal.SIGKILL)
            return rename(path, target)
        Path.rename = rename
        with output_folder.whole_or_not_at_all(Project(Path({str(project.root)!r}), "isles", 2020)) as folder:
            (folder / "manifest.json").write_text({text!r})
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False).returncode != 0
    assert not project.outputs.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_what_a_kill_between_the_two_steps_left_is_put_back_and_then_swept(project: Project) -> None:
    build(project, "first")
    (project.outputs / "drafts").mkdir()
    (project.outputs / "drafts/1.pdf").write_bytes(b"draft one")
    die_between_the_renames(project, "second")
    put_back(project)
    assert standing(project) == "first"
    assert (project.outputs / "drafts/1.pdf").read_bytes() == b"draft one"
    sweep(project)
    assert (standing(project), left(project)) == ("first", [])


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_build_that_fails_after_such_a_kill_does_not_delete_the_only_report(project: Project) -> None:
    build(project, "first")
    die_between_the_renames(project, "second")
    with pytest.raises(RuntimeError), whole_or_not_at_all(project):
        raise RuntimeError
    assert (standing(project), left(project)) == ("first", [])


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_of_several_reports_that_kills_left_the_last_one_is_put_back(project: Project) -> None:
    build(project, "first")
    die_between_the_renames(project, "second")
    for name in (".2020-aaaaaaaa", ".2020-zzzzzzzz"):
        earlier = project.outputs.with_name(name) / "replaced"
        earlier.mkdir(parents=True)
        (earlier / "manifest.json").write_text("long ago", encoding="utf-8")
        os.utime(earlier / "manifest.json", (0, 0))
    sweep(project)
    assert (standing(project), left(project)) == ("first", [])


def test_the_lock_of_a_build_that_was_killed_while_it_held_it_is_swept(project: Project) -> None:
    lock = project.outputs.with_name(f".{project.year}.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    sweep(project)
    assert not lock.exists()


def test_no_sweep_takes_the_folder_of_a_build_that_has_just_begun(project: Project) -> None:
    ended = threading.Event()

    def keep_sweeping() -> None:
        while not ended.is_set():
            sweep(project)

    sweeping = [threading.Thread(target=keep_sweeping) for _ in range(3)]
    for each in sweeping:
        each.start()
    try:
        for number in range(150):
            build(project, str(number))
    finally:
        ended.set()
        for each in sweeping:
            each.join()
    assert (standing(project), left(project)) == ("149", [])


def test_a_report_whose_files_are_open_stays_and_the_message_says_what_to_close(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project, "first")
    monkeypatch.setattr(output_folder, "exchange", lambda *_: False)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == project.outputs:
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(FileError) as error:
        build(project, "second")
    assert str(error.value) == (
        "outputs/isles/2020: the report before cannot be replaced: Permission denied. "
        "Close its files in other programs (Word, Acrobat), then build again."
    )
    assert (standing(project), left(project)) == ("first", [])


@pytest.mark.parametrize("place", ["outputs", "outputs/isles", "outputs/isles/2020"])
def test_a_file_in_the_place_of_a_folder_is_named_before_anything_is_built(project: Project, place: str) -> None:
    path = project.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileError) as error:
        build(project, "first")
    assert str(error.value).startswith(f"{place}: this is a file, and a folder is needed. Take it away, or give it another name")
    assert path.read_text(encoding="utf-8") == "mine"
