"""Building: whole or not at all, several boards, progress, exit codes, and what an interrupted build leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import copy_kit
from example_board import files, shrink
from sabreport import console
from sabreport.base.errors import NotebookError, RenderError
from sabreport.base.project import Project, find_projects, find_root, year_label
from sabreport.build import build_report
from sabreport.documents.engines import find_engine

SABREPORT = Path(sys.executable).with_name("sabreport")


def break_cell(kit: Path, stem: str) -> None:
    path = kit / "notebooks/sab_annual_report" / f"{stem}.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace("show(chapter.narrative())", "show(chapter.narative())"), encoding="utf-8"
    )


def test_a_failing_chapter_leaves_the_report_before_as_it_was(kit: Path) -> None:
    project = Project(shrink(kit, "foreword", "engagement"), "example", 2020)
    engine = find_engine("embedded")
    build_report(project, engine, ["html"])
    before = files(kit / "outputs")
    break_cell(kit, "11_engagement")
    with pytest.raises(NotebookError) as error:
        build_report(project, engine, ["html"])
    assert re.search(
        r'notebooks/sab_annual_report/11_engagement\.ipynb: the chapter "engagement" failed in cell 5: '
        r'"show\(chapter\.narative\(\)\)": AttributeError: .*narative.*\. It was executed as far as it went',
        str(error.value),
    )
    assert files(kit / "outputs") == before


def test_the_failed_notebook_is_kept_to_look_into(kit: Path, sabreport) -> None:
    break_cell(shrink(kit, "foreword", "engagement"), "11_engagement")
    ran = sabreport("build", "--year", "2020", "--format", "html", "--engine", "embedded", root=kit)
    assert ran.code == 1
    kept = re.search(r"executed as far as it went: (\S+\.ipynb)", ran.err)
    assert kept, ran.err
    notebook = json.loads((kit / kept[1]).read_text(encoding="utf-8"))
    assert "AttributeError" in json.dumps(notebook)


def test_a_format_alone_is_built_alone(kit: Path, sabreport) -> None:
    shrink(kit, "foreword")
    ran = sabreport("build", "--year", "2020", "--format", "html", "--engine", "embedded", root=kit)
    assert ran.code == 0, ran.err
    assert re.fullmatch(r"example 2019-20: Draft 1, \d+ \w+ \d{4}, [0-9a-f]{6}", ran.out.splitlines()[0])
    folder = kit / "outputs/example/2020"
    assert sorted(path.name for path in folder.iterdir()) == [
        "checks.json",
        "drafts",
        "example-annual-report-2019-20-accessibility.html",
        "example-annual-report-2019-20-distribution.csv",
        "example-annual-report-2019-20.html",
        "facts.json",
        "history.jsonl",
        "manifest.json",
        "notebooks",
        "origins.json",
        "report",
    ]
    index = (kit / "outputs/index.html").read_text(encoding="utf-8")
    assert 'href="example/2020/example-annual-report-2019-20.html"' in index


def test_earlier_drafts_stay(kit: Path) -> None:
    project = Project(shrink(kit, "foreword"), "example", 2020)
    draft = project.outputs / "drafts/1/report.pdf"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"first")
    build_report(project, find_engine("embedded"), ["html"])
    assert draft.read_bytes() == b"first"


def test_what_the_engine_refuses_leaves_the_report_before(kit: Path) -> None:
    project = Project(shrink(kit, "foreword"), "example", 2020)
    engine = find_engine("embedded")
    build_report(project, engine, ["html", "pdf"])
    before = files(kit / "outputs")
    template = kit / "report_templates/_shared/report.typ"
    template.write_text("#nonsense()\n" + template.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(RenderError, match=r"Typst could not render the report: .*nonsense"):
        build_report(project, engine, ["html", "pdf"])
    assert files(kit / "outputs") == before


def test_a_failure_of_one_board_does_not_stop_the_others(tmp_path: Path, sabreport) -> None:
    root = copy_kit(tmp_path / "kit", "example", "lrsab")
    shrink(root, "foreword")
    (root / "data/lrsab/2020/finance.csv").unlink()
    ran = sabreport("build", "--year", "2020", "--format", "html", "--engine", "embedded", root=root)
    assert ran.code == 1
    assert "example 2019-20: Draft 1," in ran.out
    assert "lrsab 2019-20: the extracts need attention." in ran.err
    assert "Not built or not ready: lrsab." in ran.err
    assert not (root / "outputs/lrsab").exists()


@pytest.mark.long
def test_piped_output_is_plain_and_tells_from_the_start_how_far_it_is(kit: Path) -> None:
    shrink(kit, "foreword")
    command = [str(SABREPORT), "build", "--year", "2020", "--format", "html", "--engine", "embedded", "--root", str(kit)]
    environment = {**os.environ, "TERM": "xterm-256color", "FORCE_COLOR": "1"}
    ran = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert b"\x1b" not in ran.stdout + ran.stderr
    said = [line for line in ran.stderr.decode().splitlines() if not line.startswith("warn (")]
    assert said[0] == "example 2019-20: reading settings, tables and texts"
    assert all(line.startswith("example 2019-20: ") for line in said)
    assert any(re.fullmatch(r"example 2019-20: .+ \(\d of 2 steps done\)", line) for line in said), said
    assert len(ran.stdout.splitlines()) == 2
    again = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert [line for line in again.stderr.decode().splitlines() if not line.startswith("warn (")] == []


def test_progress_in_a_pipe_is_a_line_a_second_and_says_that_long_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "_AT_MOST_EVERY", 0.05)
    monkeypatch.setattr(console, "_AT_LEAST_EVERY", 0.2)
    with console.Steps("example 2019-20", "reading") as steps:
        assert capsys.readouterr().err == "example 2019-20: reading\n"
        for done in range(1, 18):
            steps.show(f"chapter {done}", done, 18)
        time.sleep(0.5)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "example 2019-20: chapter 17 (17 of 18 steps done)"
    assert lines[1] == "example 2019-20: chapter 17 (17 of 18 steps done), for 0 seconds now"
    assert len(lines) <= 3


def test_a_build_that_is_interrupted_before_it_begins_says_so(kit: Path, sabreport, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sabreport.cli.building.unchanged", interrupted)
    ran = sabreport("build", "--year", "2020", root=kit)
    assert (ran.code, ran.err.splitlines()[-1]) == (130, "Stopped. The report before is as it was.")


def test_what_is_stopped_while_it_is_still_being_loaded_says_so(sabreport, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sabreport.__main__.pass_over_grammars", interrupted)
    ran = sabreport("status", "--year", "2020")
    assert (ran.code, ran.out, ran.err) == (130, "", "Stopped. The report before is as it was.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupted_build_leaves_no_kernel_no_folder_and_the_report_before(kit: Path) -> None:
    project = Project(kit, "example", 2020)
    project.outputs.mkdir(parents=True)
    (project.outputs / "before.html").write_text("before", encoding="utf-8")
    command = [str(SABREPORT), "build", "--year", "2020", "--engine", "embedded", "--root", str(kit)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    parent = psutil.Process(running.pid)
    deadline = time.monotonic() + 60
    while not (kernels := parent.children(recursive=True)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert kernels, "no kernel was started"
    time.sleep(1)
    kernels = parent.children(recursive=True)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Stopped. The report before is as it was." in err
    assert b"Traceback" not in err
    _, alive = psutil.wait_procs(kernels, timeout=10)
    assert alive == []
    assert [path.relative_to(kit / "outputs").as_posix() for path in sorted((kit / "outputs").rglob("*"))] == [
        "example",
        "example/2020",
        "example/2020/before.html",
    ]


def test_years_are_printed_as_financial_years() -> None:
    assert [year_label(year) for year in (2020, 2000, 2010)] == ["2019-20", "1999-00", "2009-10"]


def test_the_kit_is_found_from_any_folder_of_it(kit: Path) -> None:
    assert find_root(kit / "notebooks/sab_annual_report") == kit.resolve()
    assert [project.board for project in find_projects(kit, 2020)] == ["example"]
