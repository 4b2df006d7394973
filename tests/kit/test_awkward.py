"""Files as people have them: each is printed in full, or a message says what of it is not."""

from __future__ import annotations

import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from awkward import CASES, Case
from awkward.cases import Printed, Refused, Remarked, boards_of, writer
from conftest import copy_kit
from reading import html_text
from ruamel.yaml import YAML
from sabreport.__main__ import main
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import FORMATS, find_engine
from sabreport.proofreading.finished import read_finished
from sabreport.proofreading.order import joined, tokens

BOARD, YEAR = "example", 2020
printed: dict[tuple[Path, str], str] = {}
"""The signs of each finished document without spaces, by its kit and its name."""


@dataclass(frozen=True)
class Tried:
    """A board with the files of some cases, and what `check` says of it."""

    project: Project
    code: int
    said: str
    members: dict[str, str]

    def files_of(self, case: Case) -> list[str]:
        """The files of a case, as messages name them."""
        folder = f"data/{BOARD}/{YEAR}"
        if case.statement:
            return [f"{folder}/partners/{self.members[case.name]}.{case.statement[0]}"]
        return [f"{folder}/{path}" for path in case.files]


def tried(root: Path, cases: list[Case]) -> Tried:
    """Put the files of some cases into a copy of the example board, and run `check`."""
    copy_kit(root, BOARD)
    data, params = root / "data" / BOARD / str(YEAR), root / "params" / BOARD
    own = [case for case in cases if case.statement]
    members = {case.name: f"case_{number}" for number, case in enumerate(own)}
    if own:
        added = [{"id": ident, "name": name.capitalize(), "statutory": False} for name, ident in members.items()]
        _change(params / "board.yml", members=added)
        for old in (data / "partners").iterdir():
            old.unlink()
        files = [f"partners/{members[case.name]}.{case.statement[0]}" for case in own if case.statement]
        _list_sources(data / "sources.csv", files)
    for case in cases:
        if case.statement:
            suffix, write = case.statement
            write(data / "partners" / f"{members[case.name]}.{suffix}")
        for path, content in case.files.items():
            for old in (data / path).parent.glob(f"{Path(path).stem}.*"):
                old.unlink()
            writer(content)(data / path)
            _change_sources(data, path)
        if case.params:
            _change(params / f"{YEAR}.yml", **case.params)
    code, said = _check(root)
    return Tried(Project(root, BOARD, YEAR), code, said, members)


def _change(path: Path, **values: object) -> None:
    yaml = YAML()
    params = yaml.load(path.read_text(encoding="utf-8"))
    params.update(values)
    yaml.dump(params, path)


def _list_sources(path: Path, statements: list[str]) -> None:
    """List some statements in sources.csv, in place of those that were."""
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("partners/")]
    path.write_text("\n".join([*kept, *(f"{file},The member,{YEAR}-06-05," for file in statements), ""]), encoding="utf-8")


def _change_sources(data: Path, path: str) -> None:
    """Call a file by its new suffix in sources.csv, which lists it."""
    sources = data / "sources.csv"
    if sources.is_file() and not path.startswith("sources."):
        text = sources.read_text(encoding="utf-8")
        sources.write_text(re.sub(rf"^{re.escape(path.rpartition('.')[0])}\.\w+", path, text, flags=re.MULTILINE), "utf-8")


def _check(root: Path) -> tuple[int, str]:
    """How `check` ends and what it prints, called as a user calls it."""
    with pytest.MonkeyPatch.context() as patch, StringIO() as out, redirect_stdout(out), redirect_stderr(out):
        patch.setattr("sys.argv", ["sabreport", "check", "--year", str(YEAR), "--board", BOARD, "--root", str(root)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), out.getvalue()


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tried]:
    """By the name of a case, the board that it is on."""
    found: dict[str, Tried] = {}
    for number, cases in enumerate(boards_of(CASES)):
        board = tried(tmp_path_factory.mktemp("awkward") / f"kit{number}", cases)
        found |= {case.name: board for case in cases}
    return found


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    """The words of the finished page of each board that can be built; each is built once, when it is asked for."""

    printed.clear()

    class Built(dict[Path, str]):
        def __missing__(self, root: Path) -> str:
            self[root] = ""  # so that a build that fails is not done again for each case
            project = Project(root, BOARD, YEAR)
            build_report(project, find_engine("embedded"), FORMATS)
            stem = project.outputs / f"{BOARD}-annual-report-{project.label}"
            self[root] = html_text(stem.with_suffix(".html"))
            for form in FORMATS:
                document = read_finished(stem.with_suffix(f".{form}"))
                printed[root, document.name] = _joined("\n".join([*(text for _, text in document.blocks), *document.notes]))
            return self[root]

    return Built()


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_awkward_file_is_printed_or_named(case: Case, boards: dict[str, Tried], pages: dict[Path, str]) -> None:
    board = boards[case.name]
    about = [line for line in board.said.splitlines() if any(file in line for file in board.files_of(case))]
    if isinstance(case.outcome, Refused):
        assert board.code == 1
        assert any(case.outcome.says in line for line in about), board.said
        return
    assert board.code == 0, board.said
    if isinstance(case.outcome, Remarked):
        assert any(case.outcome.says in line for line in about), board.said
    page = _flat(pages[board.project.root])
    assert isinstance(case.outcome, Printed | Remarked)
    for words in case.outcome.words:
        assert _flat(words) in page, words
        for (root, name), text in printed.items():
            assert root != board.project.root or _joined(words) in text, f"{name}: {words}"
    for words in case.outcome.without:
        assert _flat(words) not in page, words


def _joined(text: str) -> str:
    return joined(tokens(text), spaced=False)


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)
