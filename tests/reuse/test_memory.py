"""Only what changed is made anew: told by name, the same bytes as from nothing, and never wrong whatever happens to the cache."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from conftest import copy_kit, every_day
from example_board import contents
from sabreport.base.files import CACHE
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import find_engine
from sabreport.reports.last_report import LastReport
from sabreport.reuse.cache import NEVER
from sabreport.workers.warm import stop

CHAPTERS = ("summary", "foreword", "year_in_numbers", "finance", "training", "engagement", "appendix")


@pytest.fixture(scope="module")
def built_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example board with a short report, built once."""
    root = copy_kit(tmp_path_factory.mktemp("memory") / "kit", "example")
    year = root / "params/example/2020.yml"
    listed = "\n".join(f"  - {chapter}" for chapter in CHAPTERS)
    year.write_text(f"kind: sab_annual_report\ntitle: Annual report 2019-20\nchapters:\n{listed}\n", encoding="utf-8")
    built(root)
    return root


@pytest.fixture
def kit(built_kit: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it at the same path, for notebooks are sent the path: whatever a test does to it is undone afterwards."""
    kept = tmp_path / "kept"
    shutil.copytree(built_kit, kept)
    yield built_kit
    shutil.rmtree(built_kit)
    shutil.copytree(kept, built_kit)


def built(root: Path, *, force: bool = False, formats: tuple[str, ...] = ("html", "xlsx")) -> LastReport:
    return build_report(Project(root, "example", 2020), find_engine("embedded"), formats, force=force)


def made_anew(standing: LastReport) -> dict[str, tuple[str, ...]]:
    return {name: why for name, why in standing.why.items() if why}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_notebook(root: Path) -> None:
    path = root / "notebooks/sab_annual_report/13_finance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("One more sentence."))
    nbformat.write(notebook, path)


EDITS: dict[str, tuple[Callable[[Path], object], dict[str, str]]] = {
    "nothing": (lambda root: None, {}),
    "a figure of the account": (
        lambda root: edit(root / "data/example/2020/finance.csv", "Exampleshire Council,", "Exampleshire Council,1"),
        {"chapter finance": "the figure board.income.2020", "html": "report/figures/finance.svg", "xlsx": "the figures"},
    ),
    "a figure of DoLS, which these chapters hardly print": (
        lambda root: edit(root / "data/example/2020/measures.csv", "dols_outstanding,,143", "dols_outstanding,,144"),
        {
            "chapter year_in_numbers": "the figure exampleshire.dols_outstanding.2020",
            "chapter appendix": "the figures of dols_outstanding",
            "html": "report/sections/_02_year_in_numbers.qmd",
            "xlsx": "the figures",
        },
    ),
    "a narrative": (
        lambda root: edit(root / "data/example/2020/narrative/engagement.md", "\n", "\nOne more sentence.\n\n"),
        {"chapter engagement": "data/example/2020/narrative/engagement.md", "html": "report/sections/_11_engagement.qmd"},
    ),
    "the chair": (
        lambda root: edit(root / "params/example/board.yml", "role: Independent Chair", "role: Independent chairman"),
        {"chapter foreword": "chair in the params", "html": "report/sections/_01_foreword.qmd", "xlsx": "the params"},
    ),
    "the title": (
        lambda root: edit(root / "params/example/2020.yml", "title: Annual report", "title: Our annual report"),
        {"html": "report/annual-report.qmd", "xlsx": "the params"},
    ),
    "a notebook": (
        edit_notebook,
        {"chapter finance": "notebooks/sab_annual_report/13_finance.ipynb", "html": "report/sections/_13_finance.qmd"},
    ),
    "the stylesheet": (
        lambda root: edit(root / "report_templates/_shared/report.css", "{", "{ "),
        {"html": "report_templates/_shared/report.css"},
    ),
    "a file added": (
        lambda root: (root / "report_templates/sab_annual_report/extra.css").write_text("a {}", encoding="utf-8"),
        {"html": "report_templates/sab_annual_report/extra.css"},
    ),
}


@pytest.mark.parametrize("name", every_day(EDITS, "a figure of the account", "a narrative"))
def test_a_change_reaches_just_what_rests_on_it_and_is_named(name: str, kit: Path) -> None:
    change, expected = EDITS[name]
    change(kit)
    standing = built(kit)
    found = made_anew(standing)
    xlsx = {"xlsx"} & set(found)
    assert set(found) - xlsx == set(expected) - xlsx
    for step, reason in expected.items():
        assert step in found, step
        assert any(reason in each for each in found[step]), (step, found[step])
    cached = contents(kit)
    built(kit, force=True)
    assert contents(kit) == cached


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _other_version(path: Path) -> None:
    from sabreport.reuse.hashes import digest_of_text

    record = json.loads(path.read_text(encoding="utf-8").split("\n", 1)[1])
    text = json.dumps({**record, "version": 0})
    path.write_text(f"{digest_of_text(text)}\n{text}", encoding="utf-8")


def _older_kit(path: Path) -> None:
    """As a kit wrote it that did not yet remember whether a chapter has charts."""
    from sabreport.reuse.hashes import digest_of_text

    record = json.loads(path.read_text(encoding="utf-8").split("\n", 1)[1])
    if isinstance(record["value"], dict):
        record["value"].pop("charts", None)
    text = json.dumps({**record, "version": 1})
    path.write_text(f"{digest_of_text(text)}\n{text}", encoding="utf-8")


def each(pattern: str, harm: Callable[[Path], object], *, but: str = "") -> Callable[[Path], None]:
    """Do that to each file of a name below a folder, but for those of another name."""

    def make(folder: Path) -> None:
        for path in folder.rglob(pattern):
            if path.is_file() and path.name != but:
                harm(path)

    return make


def _swap(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("", encoding="utf-8")


HARM: dict[str, Callable[[Path], None]] = {
    "records cut short": each("record.json", _cut),
    "records empty": each("record.json", lambda path: path.write_bytes(b"")),
    "records of another version": each("record.json", _other_version),
    "records of an older kit": each("record.json", _older_kit),
    "files cut short": each("*", _cut, but="record.json"),
    "a document swapped": each("*.html", lambda path: path.write_bytes(b"something else")),
    "files gone": each("*.ipynb", Path.unlink),
    "all gone": shutil.rmtree,
    "a file in its place": _swap,
}


@pytest.mark.long
@pytest.mark.parametrize("harm", every_day(HARM, "records cut short", "all gone"))
def test_a_harmed_cache_means_a_rebuild_and_never_a_wrong_report(harm: str, kit: Path) -> None:
    expected = contents(kit)
    HARM[harm](kit / CACHE)
    standing = built(kit)
    assert NEVER in {reason for why in standing.why.values() for reason in why}
    assert contents(kit) == expected


@pytest.mark.long
def test_what_cannot_be_written_is_not_remembered(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = contents(kit)
    shutil.rmtree(kit / CACHE)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sabreport.reuse.cache._copy", full)
    assert made_anew(built(kit))
    assert contents(kit) == expected


def test_outputs_that_were_touched_are_made_whole_again(kit: Path, sabreport) -> None:
    expected = contents(kit)
    page = kit / "outputs/example/2020/example-annual-report-2019-20.html"
    page.write_text("spoilt", encoding="utf-8")
    ran = sabreport("build", "--year", "2020", "--format", "html", "--format", "xlsx", "--engine", "embedded", root=kit)
    assert ran.code == 0
    assert contents(kit)[page.relative_to(kit).as_posix()] == expected[page.relative_to(kit).as_posix()]


def test_the_command_line_says_what_was_made_anew(kit: Path, sabreport) -> None:
    options = ("build", "--year", "2020", "--format", "html", "--engine", "embedded", "--explain")
    sabreport(*options, root=kit)
    ran = sabreport(*options, root=kit)
    first = ran.out.splitlines()[0]
    assert re.fullmatch(r"example 2019-20: Draft 1, \d+ \w+ \d{4}, [0-9a-f]{6}; nothing has changed since it was built", first)
    edit(kit / "data/example/2020/narrative/engagement.md", "\n", "\nOne more sentence.\n\n")
    lines = sabreport(*options, root=kit).out.splitlines()
    assert "  chapter engagement: made anew, because of data/example/2020/narrative/engagement.md" in lines
    assert "  chapter finance: as it was" in lines
    manifest = json.loads((kit / "outputs/example/2020/manifest.json").read_text(encoding="utf-8"))
    status = {chapter["name"]: chapter["status"] for chapter in manifest["chapters"]}
    assert status == {chapter: "executed" if chapter == "engagement" else "cached" for chapter in CHAPTERS}
    finance = next(chapter for chapter in manifest["chapters"] if chapter["name"] == "finance")
    assert "data/example/2020/finance.csv" in finance["inputs"]


def add_cell(kit: Path, stem: str, source: str) -> None:
    path = kit / f"notebooks/sab_annual_report/{stem}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)


ASKED = """
import os
from pathlib import Path
from own_words import SAID
from sabreport import Prose
place = Path(root, "data/notes")
there, sizes = (place / "there.txt").exists(), (place / "size.txt").stat().st_size
names = [path.name for path in place.glob("*.md")]
show(Prose(f"There: {there}. Size: {sizes}. Names: {names}. Variable: {os.environ.get('SAB_TRY')}. Said: {SAID}."))
"""
ANSWERS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a file that is asked for": (
        lambda kit: (kit / "data/notes/there.txt").write_text("", encoding="utf-8"),
        "whether there is data/notes/there.txt",
        "There: True.",
    ),
    "a size": (
        lambda kit: (kit / "data/notes/size.txt").write_text("four", encoding="utf-8"),
        "the size of data/notes/size.txt",
        "Size: 4.",
    ),
    "a folder's list": (
        lambda kit: (kit / "data/notes/new.md").write_text("", encoding="utf-8"),
        "data/notes",
        "new.md",
    ),
    "Python beside the notebook": (
        lambda kit: (kit / "notebooks/sab_annual_report/further_words.py").write_text("SAID = 'more'\n", encoding="utf-8"),
        "notebooks/sab_annual_report/further_words.py",
        "Said: more.",
    ),
    "a variable": (lambda kit: None, "the environment variable SAB_TRY", "Variable: set."),
}


@pytest.mark.long
def test_what_a_notebook_asks_the_machine_is_watched(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_cell(kit, "13_finance", ASKED)
    (kit / "data/notes").mkdir()
    (kit / "data/notes/size.txt").write_text("", encoding="utf-8")
    beside = kit / "notebooks/sab_annual_report"
    (beside / "own_words.py").write_text("from further_words import SAID\n", encoding="utf-8")
    (beside / "further_words.py").write_text("SAID = 'little'\n", encoding="utf-8")
    built(kit)
    assert not made_anew(built(kit))
    page = kit / "outputs/example/2020/example-annual-report-2019-20.html"
    for name, (change, reason, shown) in ANSWERS.items():
        change(kit)
        if name == "a variable":
            monkeypatch.setenv("SAB_TRY", "set")
            stop()  # as a build by hand does, the process that runs notebooks starts anew
        assert reason in made_anew(built(kit))["chapter finance"], name
        assert shown in re.sub("<[^>]*>", "", page.read_text(encoding="utf-8")), name
    stop()


@pytest.mark.long
def test_a_chapter_that_asks_the_time_is_run_each_time_and_it_is_said(kit: Path, sabreport) -> None:
    source = "from datetime import datetime\nfrom sabreport import Prose\n"
    source += "show(Prose(f'At {datetime.now():%H.%M.%S.%f}.'))"
    add_cell(kit, "11_engagement", source)
    page = kit / "outputs/example/2020/example-annual-report-2019-20.html"
    said = []
    for _ in range(2):
        options = ("build", "--year", "2020", "--format", "html", "--engine", "embedded", "--explain")
        ran = sabreport(*options, root=kit)
        said += re.findall(r"At [\d.]+\.", page.read_text(encoding="utf-8"))
    why = "the time, which notebooks/sab_annual_report/11_engagement.ipynb asks for in cell 6"
    assert f"  chapter engagement: made anew, because of {why}" in ran.out.splitlines()
    assert "  chapter finance: as it was" in ran.out.splitlines()
    assert len(set(said)) == 2


@pytest.mark.long
def test_a_file_that_a_notebook_opens_by_itself_is_watched(kit: Path) -> None:
    note = kit / "data" / "note.txt"
    note.write_text("first", encoding="utf-8")
    path = kit / "notebooks/sab_annual_report/13_finance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    source = "from pathlib import Path\nfrom sabreport import Prose\n"
    source += "show(Prose(Path(root, 'data/note.txt').read_text()))"
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)
    built(kit)
    note.write_text("second", encoding="utf-8")
    assert made_anew(built(kit))["chapter finance"] == ("data/note.txt",)
    assert b"second" in contents(kit)["outputs/example/2020/example-annual-report-2019-20.html"]


def test_an_edit_while_chapters_run_is_one_for_the_next_build(kit: Path) -> None:
    path = kit / "notebooks/sab_annual_report/11_engagement.ipynb"
    notebook = nbformat.read(path, as_version=4)
    text = kit / "data/example/2020/narrative/engagement.md"
    meanwhile = f"from pathlib import Path\n_ = Path({str(text)!r}).write_text('Written meanwhile.')"
    notebook.cells.append(nbformat.v4.new_code_cell(meanwhile))
    nbformat.write(notebook, path)
    before = hashlib.sha256(text.read_bytes()).hexdigest()
    page = "outputs/example/2020/example-annual-report-2019-20.html"
    warnings = [check.sentence for check in built(kit).checks if check.gate == "files"]
    assert warnings == [
        "data/example/2020/narrative/engagement.md: the file was saved while the report was being built, "
        "which may hold it as it was before. Build again."
    ]
    assert b"Written meanwhile." not in contents(kit)[page]
    manifest = json.loads((kit / "outputs/example/2020/manifest.json").read_text(encoding="utf-8"))
    hashes = {entry["path"]: entry["sha256"] for entry in manifest["inputs"]}
    assert hashes["data/example/2020/narrative/engagement.md"] == before
    assert made_anew(built(kit))["chapter engagement"] == ("data/example/2020/narrative/engagement.md",)
    assert b"Written meanwhile." in contents(kit)[page]
