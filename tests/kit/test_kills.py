"""Builds that are killed at any moment, and builds at once: no report is lost, no draft, and nobody sees a traceback.

`make test` kills four, and `make test-long` makes a dozen of each. KILLS=200 BUILDS=300 makes it two hundred kills and three
hundred builds, in about half an hour.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import copy_kit
from example_board import change_params, shrink
from sabreport.base.project import Project
from sabreport.publication.verify import verify
from sabreport.reports.drafts import drafts_in
from sabreport.reports.history import read_history
from sabreport.reports.output_folder import exchange, put_back, sweep, whole_or_not_at_all
from sabreport.reports.signoffs import latest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
KILLS, BUILDS = int(os.environ.get("KILLS", "12")), int(os.environ.get("BUILDS", "12"))
"""How many the long tests make; there are four every day."""
BETWEEN_EVERY = 4
"""One kill in so many is between the two steps in which a report is replaced where folders cannot change places."""
DRAFT = b"the first draft, which is nowhere else"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A board with a report of one chapter and a draft of it that is kept."""
    root = copy_kit(tmp_path_factory.mktemp("kills") / "kit", "example")
    year = root / "params/example/2020.yml"
    year.write_text("kind: sab_annual_report\ntitle: Annual report\nchapters:\n  - foreword\n", encoding="utf-8")
    project = Project(root, "example", 2020)
    write(project, 0)
    built(project)
    (project.outputs / "drafts/1/report.pdf").write_bytes(DRAFT)
    return project


def write(project: Project, number: int) -> None:
    (project.data / "narrative/foreword.md").write_text(f"This is text number {number}.\n", encoding="utf-8")


def start(project: Project, form: str = "html", **environment: str) -> subprocess.Popen[str]:
    return typed(project, "build", "--engine", "embedded", "--format", form, **environment)


def typed(project: Project, command: str, *options: str, **environment: str) -> subprocess.Popen[str]:
    """A command that is begun."""
    line = [sys.executable, "-m", "sabreport", command, "--year", "2020", "--root", str(project.root), *options]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})


def built(project: Project) -> None:
    """Build to the end, as a user does after a kill."""
    running = start(project)
    _, said = running.communicate()
    assert running.returncode == 0, said
    assert "Traceback" not in said
    assert_whole(project)
    assert [path.name for path in project.outputs.parent.iterdir()] == ["2020"], "nothing is left of what was killed"


def assert_whole(project: Project) -> None:
    """Every file that the manifest lists is there as it was written, and no other but what is kept of earlier reports."""
    folder = project.outputs
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    own = {name for name in there - {"manifest.json", "history.jsonl"} if not name.startswith("drafts/")}
    assert {each["path"] for each in listed} == own
    for each in listed:
        assert each.get("sha256") in (None, hashlib.sha256((folder / each["path"]).read_bytes()).hexdigest()), each["path"]


def text_of(project: Project) -> str:
    return next(project.outputs.glob("*-2019-20.html")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which folders cannot change places, and a build is killed before the second of two steps."""
    folder = tmp_path_factory.mktemp("between")
    code = """
        import ctypes, os, signal
        first = int(os.environ.setdefault("FIRST_PROCESS", str(os.getpid())))
        load, rename = ctypes.CDLL, os.rename
        ctypes.CDLL = lambda name, *a, **k: object() if name is None else load(name, *a, **k)
        def killed(source, target, **k):
            if os.path.basename(source) == "fresh" and os.path.basename(target) == "2020":
                for each in {"both": (first, os.getpid()), "builder": (os.getpid(),)}[os.environ["KILLED"]]:
                    os.kill(each, signal.SIGKILL)
            return rename(source, target, **k)
        os.rename = killed
    """
    (folder / "sitecustomize.py").write_text(textwrap.dedent(code), encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.mark.long
def test_no_report_is_lost_whenever_a_build_is_killed(project: Project, between: dict[str, str]) -> None:
    drawn = random.Random(2020)
    started = time.monotonic()
    write(project, 1)
    built(project)
    usual = time.monotonic() - started
    out_of_place = 0
    for number in range(2, 2 + KILLS):
        write(project, number)
        if number % BETWEEN_EVERY == 0:
            running = start(project, **between, KILLED="both")
            _, said = running.communicate(timeout=300)
            out_of_place += not project.outputs.exists()
        else:
            running = start(project)
            time.sleep(drawn.uniform(0, usual))
            running.kill()
            _, said = running.communicate()
        assert "Traceback" not in said
        put_back(project)  # what every command begins with
        assert_whole(project)
        assert (project.outputs / "drafts/1/report.pdf").read_bytes() == DRAFT
        if number % 3 == 0:
            built(project)
            assert f"text number {number}." in text_of(project)
    built(project)
    assert f"text number {1 + KILLS}." in text_of(project)
    assert (project.outputs / "drafts/1/report.pdf").read_bytes() == DRAFT
    assert out_of_place == len([number for number in range(2, 2 + KILLS) if number % BETWEEN_EVERY == 0])


@pytest.mark.long
def test_no_sign_off_is_lost_and_nothing_is_half_published(tmp_path: Path) -> None:
    """A sign-off that is killed is recorded or is not; so is a final, and then all of it is there."""
    project = Project(shrink(copy_kit(tmp_path / "kit", "example"), "foreword"), "example", 2020)
    accepted = [{"gate": gate, "reason": "The report of a test is short."} for gate in ("extracts", "statute")]
    change_params(project.root, "2020.yml", accepted=accepted)
    (project.data / "narrative/foreword.md").write_text("This is text.\n", encoding="utf-8")
    drawn = random.Random(2021)
    sign = ("signoff", "--board", "example", "--draft", "1", "--outcome", "approve", "--by")
    make_final = ("build", "--final", "--engine", "embedded")
    typed(project, "build", "--engine", "embedded").communicate()
    usual = {}
    for line in ((*sign, "Chair"), make_final):
        started = time.monotonic()
        running = typed(project, *line)
        _, said = running.communicate()
        assert running.returncode == 0, said
        usual[line[0]] = time.monotonic() - started
    published = verify(project.outputs / "publication")[0]
    recorded = {"Chair"}
    for number in range(KILLS // 3):
        for line in ((*sign, f"Member {number}"), make_final):
            running = typed(project, *line)
            time.sleep(drawn.uniform(0, usual[line[0]]))
            running.kill()
            running.communicate()
        put_back(project)  # what every command begins with
        roles = {event.by for event in read_history(project.outputs, project.root) if event.event == "signoff"}
        assert recorded <= roles <= recorded | {f"Member {number}"}
        recorded = roles
        found, told = verify(project.outputs / "publication")
        assert told
        assert found.content == published.content
        assert [draft for draft, _ in drafts_in(project.outputs)] == [1]
    running = typed(project, *make_final)
    _, said = running.communicate()
    assert running.returncode == 0, said
    assert [each["by"] for each in verify(project.outputs / "publication")[0].record["signed"]] == [
        each.by for each in latest(read_history(project.outputs, project.root))
    ]


@pytest.mark.parametrize("kills", [4, pytest.param(KILLS, marks=pytest.mark.long)])
@pytest.mark.parametrize("steps", ["one", pytest.param("two", marks=pytest.mark.long)])
def test_no_report_is_lost_when_reports_are_replaced_all_the_time(steps: str, kills: int, tmp_path: Path) -> None:
    """Most kills come while a report is being replaced: nothing else is done here."""
    project = Project(tmp_path, "isles", 2020)
    with whole_or_not_at_all(project) as folder:
        (folder / "drafts").mkdir()
        (folder / "drafts/1.pdf").write_bytes(DRAFT)
        (folder / "manifest.json").write_text("first", encoding="utf-8")
    code = f"""
        from pathlib import Path
        from sabreport.base.project import Project
        from sabreport.reports import output_folder as outputs
        if {steps!r} == "two":
            outputs.exchange = lambda *_: False
        print("begun", flush=True)
        while True:
            with outputs.whole_or_not_at_all(Project(Path({str(tmp_path)!r}), "isles", 2020)) as folder:
                (folder / "manifest.json").write_text("whole")
    """
    drawn = random.Random(2020)
    out_of_place = 0
    for _ in range(kills):
        command = [sys.executable, "-c", textwrap.dedent(code)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(drawn.uniform(0, 0.05))
            running.kill()
            _, said = running.communicate()
        assert said == ""
        out_of_place += not project.outputs.exists()
        put_back(project)
        assert (project.outputs / "manifest.json").read_text(encoding="utf-8") in ("first", "whole")
        assert (project.outputs / "drafts/1.pdf").read_bytes() == DRAFT
    sweep(project)
    assert [path.name for path in project.outputs.parent.iterdir()] == ["2020"]
    print(f"{kills} kills, of which {out_of_place} while no report was in its place")


@pytest.mark.long
def test_a_command_puts_the_report_back_and_a_message_that_says_so_is_true(project: Project, between: dict[str, str]) -> None:
    before = text_of(project)
    write(project, 1000)
    running = start(project, **between, KILLED="builder")
    _, said = running.communicate(timeout=300)
    assert running.returncode == 1
    assert "a program that worked on it was ended from outside; memory may have run out" in said
    assert "unforeseen" not in said
    assert text_of(project) == before
    start(project, **between, KILLED="both").communicate(timeout=300)
    assert not project.outputs.exists()
    command = [sys.executable, "-m", "sabreport", "facts", "--year", "2020", "--board", "example", "--root", str(project.root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert text_of(project) == before
    built(project)


@pytest.mark.long
def test_builds_of_one_report_at_once_lose_nothing_and_the_last_one_stands(project: Project) -> None:
    said = []
    for _ in range(BUILDS // 2):
        for running in [start(project, form) for form in ("html", "xlsx")]:  # neither finds what the other built
            _, err = running.communicate()
            said.append((running.returncode, [line for line in err.splitlines() if "warn (" not in line]))
    assert [code for code, _ in said] == [0] * len(said), said
    assert not [line for _, lines in said for line in lines if not line.startswith("example 2019-20: ")]
    assert_whole(project)
    built(project)
    assert (project.outputs / "drafts/1/report.pdf").read_bytes() == DRAFT
    assert "2019-20" in (project.root / "outputs/index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="folders change places on Linux only")
def test_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/other").exists()
    assert not exchange(tmp_path / "one", tmp_path / "none")
