"""Places that cannot be written, and records that cannot be read: what stands is as it was, and the message names the place."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import copy_kit
from example_board import files, shrink
from sabreport.base.files import refusal
from sabreport.base.project import Project
from sabreport.reports.index import write_index
from sabreport.reports.status import standing

MAY = date(2020, 5, 11)
BUILD = ("build", "--year", "2020", "--engine", "embedded", "--format", "html")
COMMANDS = (BUILD, ("status", "--year", "2020"), ("template", "partners", "--year", "2020"))
A_FILE = "this is a file, and a folder is needed. Take it away, or give it another name: "


@pytest.fixture
def short(kit: Path) -> Path:
    return shrink(kit, "foreword")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_outputs_that_is_a_file_is_named_and_stays(command: tuple[str, ...], short: Path, sabreport) -> None:
    (short / "outputs").write_text("mine", encoding="utf-8")
    ran = sabreport(*command, root=short)
    assert ran.code == 1
    assert f"  outputs: {A_FILE}a folder has to stand here.\n" in ran.err
    assert "unforeseen" not in ran.err
    assert (short / "outputs").read_text(encoding="utf-8") == "mine"


@pytest.mark.long
def test_of_three_boards_one_that_cannot_be_written_stops_no_other(tmp_path: Path, sabreport) -> None:
    root = copy_kit(tmp_path / "kit", "example", "lrsab", "isles")
    for board, chapter in (("example", "finance"), ("lrsab", "finance"), ("isles", "concerns_and_enquiries")):
        path = root / "params" / board / "2020.yml"
        path.write_text(f"kind: sab_annual_report\ntitle: Annual report\nchapters:\n  - {chapter}\n", encoding="utf-8")
    (root / "outputs/isles").mkdir(parents=True)
    (root / "outputs/isles/2020").write_text("mine", encoding="utf-8")
    (root / "outputs/failed").write_text("in the way too", encoding="utf-8")
    ran = sabreport(*BUILD, root=root)
    assert ran.code == 1
    assert f"isles 2019-20: a file or folder needs attention.\n  outputs/isles/2020: {A_FILE}" in ran.err
    assert ran.err.endswith("Not built or not ready: isles.\n")
    assert (root / "outputs/isles/2020").read_text(encoding="utf-8") == "mine"
    assert {path.parts[-3] for path in root.glob("outputs/*/2020/manifest.json")} == {"example", "lrsab"}


def test_a_page_that_cannot_be_written_is_a_warning_and_comes_with_the_next_build(short: Path, sabreport) -> None:
    page = short / "outputs/index.html"
    page.mkdir(parents=True)
    for _ in range(2):  # built, and then with nothing changed
        ran = sabreport(*BUILD, root=short)
        assert (ran.code, "example 2019-20: Draft 1," in ran.out) == (0, True), ran.err
        assert ran.err.splitlines()[-1] == (
            "warn (index): outputs/index.html: it cannot be written: Is a directory. "
            "Take the folder away: a file of this name has to stand here."
        )
    page.rmdir()
    ran = sabreport(*BUILD, root=short)
    assert (ran.code, "warn (index)" in ran.err) == (0, False)
    assert "example/2020/example-annual-report-2019-20.html" in page.read_text(encoding="utf-8")


def test_a_status_page_that_cannot_be_written_is_named_after_the_table(short: Path, sabreport) -> None:
    (short / "outputs/status.html").mkdir(parents=True)
    ran = sabreport("status", "--year", "2020", root=short)
    assert ran.code == 1
    assert "example" in ran.out
    assert ran.err.startswith("  outputs/status.html: it cannot be written: Is a directory. Take the folder away")


def test_a_form_that_cannot_be_written_stops_no_other(short: Path, sabreport) -> None:
    folder = short / "outputs/forms/example-2020"
    (folder / "exampleshire_fire.docx").mkdir(parents=True)
    ran = sabreport("template", "partners", "--year", "2020", root=short)
    assert ran.code == 1
    assert "exampleshire_fire.docx: it cannot be written: Is a directory" in ran.err
    assert len([path for path in folder.iterdir() if path.is_file()]) == 4


@pytest.mark.sampled
@pytest.mark.parametrize("content", ["null", "[]", "{", '{"draft": true}', '{"created": 5, "draft": true}', "[" * 100_000])
def test_a_manifest_that_cannot_be_read_stops_neither_another_board_nor_status(content: str, short: Path) -> None:
    for board, text in (
        ("zeta", content),
        ("older", '{"created": "2020-07-09T10:00", "draft": true, "outputs": [{"path": "a.pdf"}]}'),
    ):
        path = short / "outputs" / board / "2020/manifest.json"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    problems: list = []
    page = write_index(short, problems).read_text(encoding="utf-8")
    assert 'href="older/2020/a.pdf"' in page, "a manifest of an older kit names no board: its folders do"
    assert "2019-20" in page
    assert "zeta" not in page
    (said,) = (problem.sentence(short) for problem in problems)
    assert said.startswith(
        "outputs/zeta/2020/manifest.json: the kit wrote this record when it built the report, and it cannot be"
    )
    project = Project(short, "example", 2020)
    project.outputs.mkdir(parents=True)
    (project.outputs / "manifest.json").write_text(content, encoding="utf-8")
    assert standing(project, MAY).cells[-2] == "cannot be told"


def test_status_of_one_board_that_nobody_foresaw_stops_no_other(
    tmp_path: Path, sabreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_kit(tmp_path / "kit", "example", "lrsab")
    real = standing

    def fails(project: Project, today) -> object:
        if project.board == "lrsab":
            raise OverflowError("cannot convert float infinity to integer")
        return real(project, today)

    monkeypatch.setattr("sabreport.reports.status.standing", fails)
    ran = sabreport("status", "--year", "2020", root=root)
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()[1:3]] == ["lrsab", "example"]
    assert "it cannot be told how far this board is: OverflowError" in (root / "outputs/status.html").read_text(encoding="utf-8")


def test_status_calls_no_board_complete_that_check_refuses(kit: Path, sabreport) -> None:
    path = kit / "data/example/2020/narrative/foreword.md"
    path.write_text("There were {{ exampleshire.consern }}.\n", encoding="utf-8")
    assert sabreport("check", "--year", "2020", root=kit).code == 1
    found = standing(Project(kit, "example", 2020), MAY)
    assert any('foreword.md, line 1: there is no fact "exampleshire.consern"' in each for each in found.problems), found.problems
    assert found.cells[1].endswith("one problem")


@pytest.mark.long
def test_what_gates_said_of_a_report_that_they_stopped_is_kept_apart(tmp_path: Path, sabreport) -> None:
    root = copy_kit(tmp_path / "kit", "isles")
    listed = "kind: sab_annual_report\ntitle: Annual report\nchapters:\n  - concerns_and_enquiries\n"
    (root / "params/isles/2020.yml").write_text(listed, encoding="utf-8")
    text = root / "data/isles/2020/narrative/concerns_and_enquiries.md"
    right = text.read_text(encoding="utf-8")
    ran = sabreport(*BUILD, root=root)
    assert ran.code == 0, ran.err
    before = files(root / "outputs/isles")
    text.write_text("Members of the public raised three concerns in North Isle.\n", encoding="utf-8")
    ran = sabreport(*BUILD, root=root)
    assert ran.code == 1
    assert (
        "  outputs/failed/isles-2020/checks.json: what every gate said is kept here. The report before is as it was.\n" in ran.err
    )
    kept = json.loads((root / "outputs/failed/isles-2020/checks.json").read_text(encoding="utf-8"))
    assert {(each["gate"], each["status"]) for each in kept} >= {("disclosure", "fail"), ("statute", "warn")}
    assert files(root / "outputs/isles") == before
    text.write_text(right, encoding="utf-8")
    assert sabreport(*BUILD, root=root).code == 0
    assert not (root / "outputs/failed/isles-2020").exists()


@pytest.fixture
def disk(short: Path) -> Iterator[Path]:
    """The kit with outputs/ on a disk of its own that is nearly full; only a superuser of Linux can make one."""
    outputs = short / "outputs"
    outputs.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    if (
        not mounted
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", outputs], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no disk can be made here")
    yield outputs
    subprocess.run(["umount", "-l", outputs], check=True)


def test_a_full_disk_is_named_and_the_report_before_stays(short: Path, disk: Path, sabreport) -> None:
    before = disk / "example/2020/before.html"
    before.parent.mkdir(parents=True)
    before.write_text("before", encoding="utf-8")
    ran = sabreport(*BUILD, root=short)
    assert ran.code == 1
    assert "The disk is full. Delete what is not needed" in ran.err
    assert "unforeseen" not in ran.err
    assert [path.relative_to(disk).as_posix() for path in sorted(disk.rglob("*")) if path.is_file()] == [
        "example/2020/before.html"
    ]


def test_of_a_copy_from_one_disk_to_a_full_one_the_full_one_is_named(short: Path, disk: Path) -> None:
    kept, target = short / ".sabreport_cache/example/notebook.ipynb", disk / "notebook.ipynb"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"0" * 1_000_000)
    with pytest.raises(OSError, match="No space left") as raised:
        shutil.copyfile(kept, target)
    assert str(refusal(raised.value, short)) == (
        "outputs/notebook.ipynb: it cannot be used: No space left on device. "
        "The disk is full. Delete what is not needed there, then try again."
    )
    on_the_same = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(short / "data/new.csv"))
    assert str(refusal(on_the_same, short)).endswith(" .sabreport_cache/ lies on the same disk and may go at any time.")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_disk_that_can_only_be_read_is_named(command: tuple[str, ...], short: Path, disk: Path, sabreport) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    ran = sabreport(*command, root=short)
    assert ran.code == 1
    assert "Read-only file system. The disk can only be read. Copy the kit to a folder that you may write to." in ran.err
    assert "outputs" in ran.err
    assert "unforeseen" not in ran.err
