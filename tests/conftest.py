"""Boards to test on: copies of the kit's example boards, and reports of them built once for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from sabreport.__main__ import main
from sabreport.base.locks import alone
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, Engine, find_engine

KIT = Path(__file__).resolve().parents[1]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
BOARDS = Path(__file__).parent / "boards"
"""Boards that only the tests need."""
REPORTS = (("lrsab", 2020), ("example", 2020), ("dbcpsab", 2023), ("fivelands", 2025))
"""The example reports: what the tests ask of a report is asked of each of these."""


def every_day(cases: Iterable[Any], *chosen: Any) -> list[Any]:
    """Cases to parametrize a test by, of which all but those chosen are long."""
    listed = list(cases)
    assert all(each in listed for each in chosen)
    return [pytest.param(each, marks=[] if each in chosen else [pytest.mark.long]) for each in listed]


def copy_kit(target: Path, *boards: str) -> Path:
    """The kit's folders with the params and data of some boards only, be they the kit's own or the tests'."""
    for folder in ("notebooks", "report_templates"):
        shutil.copytree(KIT / folder, target / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (target / "params").mkdir(parents=True)
    shutil.copyfile(KIT / "params" / "defaults.yml", target / "params" / "defaults.yml")
    for board in boards:
        for folder in ("params", "data"):
            own = BOARDS / board / folder
            shutil.copytree(own if own.is_dir() else KIT / folder / board, target / folder / board)
    return target


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit with the invented board only, to change at will."""
    return copy_kit(tmp_path / "kit", "example")


@dataclass(frozen=True)
class Report:
    """A built report and its files."""

    project: Project

    @property
    def folder(self) -> Path:
        return self.project.outputs

    def document(self, suffix: str) -> Path:
        return self.folder / f"{self.project.board}-annual-report-{self.project.label}{suffix}"


def build_all(shared: Path, name: str) -> dict[str, Report]:
    """The example reports by an engine of this name, built once for all processes of a run.

    Every other process begins with the last board, so that two build at the same time.
    """
    root, number = shared / name, int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    with alone(shared / f"{name}.lock"):
        if not root.is_dir():
            copy_kit(root, *(board for board, _ in REPORTS))
    for board, year in REPORTS[:: -1 if number % 2 else 1]:
        built = shared / f"{name}-{board}.built"
        with alone(built.with_suffix(".lock")):
            if not built.exists():
                build_report(Project(root, board, year), find_engine(name), DOCUMENTS)
                built.touch()
    return {board: Report(Project(root, board, year)) for board, year in REPORTS}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run: pytest-xdist gives each of them one within it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def reports(shared: Path) -> dict[str, Report]:
    """The example reports, built by the embedded engine; a test that changes one copies it first."""
    return build_all(shared, "embedded")


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=pytest.mark.quarto)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn; a genuine Quarto only where there is one."""
    if request.param == "quarto" and not has_quarto():
        pytest.skip("genuine Quarto is not on PATH")
    return find_engine(request.param)


def has_quarto() -> bool:
    return bool(os.environ.get("QUARTO_PATH") or shutil.which("quarto"))


@pytest.fixture(scope="session")
def quarto_reports(shared: Path) -> dict[str, Report]:
    """The same reports, built by a genuine Quarto; tests that ask for them skip where there is none."""
    if not has_quarto():
        pytest.skip("genuine Quarto is not on PATH")
    return build_all(shared, "quarto")


@dataclass(frozen=True)
class Ran:
    """What a command line printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def sabreport(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Run the command line as a user would: ``sabreport("check", "--year", "2020", root=kit)``."""

    def run(*arguments: str, root: Path | None = None) -> Ran:
        extra = ["--root", str(root)] if root else []
        monkeypatch.setattr("sys.argv", ["sabreport", *arguments, *extra])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfd.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()
