"""Boards to test on: copies of the kit's example boards, and reports of them built once for all tests."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import Browser, sync_playwright
from sabreport.__main__ import main
from sabreport.base.locks import alone
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, Engine, find_engine
from sabreport.workers import warm

KIT = Path(__file__).resolve().parents[1]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
BOARDS = Path(__file__).parent / "boards"
"""Boards that only the tests need."""
REPORTS = {"lrsab": 2020, "example": 2020, "dbcpsab": 2023, "fivelands": 2025}
"""The example reports: each board's year."""


def every_day(cases: Iterable[Any], *chosen: Any) -> list[Any]:
    """Cases to parametrize a test by, of which all but those chosen are long."""
    listed = list(cases)
    assert all(each in listed for each in chosen)
    values = [each if isinstance(each, tuple) else (each,) for each in listed]
    return [
        pytest.param(*value, marks=[] if each in chosen else [pytest.mark.long])
        for each, value in zip(listed, values, strict=True)
    ]


EACH_REPORT = every_day(REPORTS, "lrsab", "example")
"""What the tests ask of a report is asked of each of these: of two every day, and of all in the long tests."""


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


@dataclass(frozen=True)
class Reports:
    """The example reports by an engine of this name, each built when it is first asked for, once for all processes of a run."""

    shared: Path
    engine: str

    def __getitem__(self, board: str) -> Report:
        root, built = self.shared / self.engine, self.shared / f"{self.engine}-{board}.built"
        with alone(self.shared / f"{self.engine}.lock"):
            if not root.is_dir():
                copy_kit(root, *REPORTS)
        project = Project(root, board, REPORTS[board])
        with alone(built.with_suffix(".lock")):
            if not built.exists():
                build_report(project, find_engine(self.engine), DOCUMENTS)
                built.touch()
        return Report(project)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the cases of a test that is ``sampled`` one in four is run every day, whatever their order; the others are long."""
    for item in items:
        if item.get_closest_marker("sampled") and crc32(item.name.encode()) % 4:
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Look no more for rubbish among what thousands of tests are made of."""
    gc.collect()
    gc.freeze()


unhurried = warm._start
"""What starts a warm process as a build of one report does, which imports what it has time for."""


@pytest.fixture(scope="session", autouse=True)
def warm_as_for_many_boards() -> Iterator[None]:
    """What forks the children of a build imports at once what any of them needs: a run of tests builds many reports."""

    def start_for_many() -> warm.Warm:
        started = unhurried()
        started.expect_many()
        return started

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warm, "_start", start_for_many)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run: pytest-xdist gives each of them one within it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def reports(shared: Path) -> Reports:
    """The example reports, built by the embedded engine; a test that changes one copies it first."""
    return Reports(shared, "embedded")


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=pytest.mark.quarto)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn; a genuine Quarto only where there is one."""
    if request.param == "quarto" and not has_quarto():
        pytest.skip("genuine Quarto is not on PATH")
    return find_engine(request.param)


def has_quarto() -> bool:
    return bool(os.environ.get("QUARTO_PATH") or shutil.which("quarto"))


@pytest.fixture(scope="session")
def quarto_reports(shared: Path) -> Reports:
    """The same reports, built by a genuine Quarto; tests that ask for them skip where there is none."""
    if not has_quarto():
        pytest.skip("genuine Quarto is not on PATH")
    return Reports(shared, "quarto")


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
