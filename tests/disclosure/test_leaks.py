"""Nothing below outputs/ tells what disclosure control holds back, nor where on a machine it was made."""

from __future__ import annotations

import base64
import csv
import getpass
import hashlib
import io
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from conftest import KIT, copy_kit, every_day
from nbclient import NotebookClient
from sabreport import inputs as inputs_module
from sabreport.__main__ import main
from sabreport.base.places import without_places
from sabreport.base.project import Project
from sabreport.chapters.recording import _spelt
from sabreport.documents.engines import Engine
from sabreport.inputs import Inputs, read_inputs
from sabreport.reports.output_folder import whole_or_not_at_all
from sabreport.reuse.cache import Memory
from sabreport.running import steps
from sabreport.tables.extract import Extract
from sabreport.workers.pool import Workers
from sabreport.workers.warm import KERNELS
from unpacked import unpacked

ROOT = "a folder by the name of Kestrelwick"
HELD_BACK = {
    "2020": [
        ("north_isle,concerns_from_public,,", "3", "0", "4"),
        ("north_isle,enquiries_abuse_found_pct,,", "11", "0", "100"),
        ("north_isle,msp_outcomes_met_pct,,", "95", "100", "96.4"),
        ("north_isle,abuse_type,Modern Slavery,", "2", "0", "4"),
        ("north_isle,age,65-84,", "22", "25", "21"),
        ("north_isle,age,85 and over,", "3", "0", "4"),
        ("north_isle,ethnicity,White,", "37", "39", "35"),
        ("north_isle,ethnicity,Other,", "2", "0", "4"),
        ("north_isle,location,Elsewhere,", "4", "0", "1"),
        ("north_isle,risk_source,Service provider,", "12", "8", "9"),
        ("south_isle,enquiries_s42,,", "4", "0", "1"),
        ("south_isle,enquiries_other,,", "1", "0", "4"),
        ("south_isle,enquiries_abuse_found_pct,,", "75", "0", "33.3"),
        ("south_isle,sex,Female,", "3", "0", "1"),
        ("south_isle,sex,Male,", "1", "0", "0"),
        ("south_isle,dols_paid_representative_pct,,", "12", "0", "15"),
    ],
    "2019": [
        ("south_isle,concerns_from_public,,", "1", "0", "4"),
        ("south_isle,enquiries_other,,", "2", "0", "4"),
        ("south_isle,dols_outstanding,,", "3", "0", "4"),
    ],
}
"""Each cell of the board of small counts that is held back: how its row begins, what it holds, and what it might as well hold
for all that is shown, as little and as much as may be."""


@pytest.fixture(scope="module")
def isles(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The board of small counts, built as a user builds it, by each engine."""
    return _built(copy_kit(tmp_path_factory.mktemp("isles") / ROOT, "isles"), engine)


def _built(root: Path, engine: Engine) -> Project:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["sabreport", "build", "--year", "2020", "--engine", engine.name, "--root", str(root)])
        with pytest.raises(SystemExit) as ended:
            main()
    assert not ended.value.code
    return Project(root, "isles", 2020)


@pytest.mark.long
@pytest.mark.parametrize("other", every_day(["as little as may be", "as much as may be"], "as much as may be"))
def test_every_file_is_the_same_bytes_whatever_is_held_back(isles: Project, engine: Engine, tmp_path: Path, other: str) -> None:
    """Two boards that differ only in what is held back have outputs that differ only in times.

    It takes any way by which a number held back could get out: a hash, a size, an order, a scale, a metadatum.
    """
    root = copy_kit(tmp_path / ROOT, "isles")
    for year, cells in HELD_BACK.items():
        path = root / "data/isles" / year / "measures.csv"
        text = path.read_text(encoding="utf-8")
        for begins, value, *others in cells:
            assert text.count(f"{begins}{value}\n") == 1, begins
            text = text.replace(f"{begins}{value}\n", f"{begins}{others[other == 'as much as may be']}\n")
        path.write_text(text, encoding="utf-8")
    ours, theirs = _without_times(isles.root), _without_times(_built(root, engine).root)
    assert list(ours) == list(theirs)
    assert len(ours) > 50
    assert [name for name in ours if ours[name] != theirs[name]] == []


def _without_times(root: Path) -> dict[str, object]:
    """Every file below outputs/, byte by byte, but for when and how long it was worked on."""
    found: dict[str, object] = {}
    timed = set()
    for path in sorted((root / "outputs").rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".ipynb":
            timed.add(path.name)
            found[name] = _notebook_without_times(path)
        elif path.name == "manifest.json":
            found[name] = json.loads(path.read_text(encoding="utf-8"))
        elif path.name == "history.jsonl":
            found[name] = re.sub(r'"when": "[^"]*"', "", path.read_text(encoding="utf-8"))
        elif path.is_file():
            found[name] = path.read_bytes()
    for name in [name for name in found if name.endswith("/manifest.json")]:
        manifest = found[name]
        assert isinstance(manifest, dict)
        for key in ("created", "seconds"):
            assert manifest.pop(key)
        for chapter in manifest["chapters"]:
            assert chapter.pop("seconds")
        for output in manifest["outputs"]:
            if Path(output["path"]).name in timed:
                assert output.pop("sha256")
    return found


def _notebook_without_times(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    for metadata in (notebook.metadata, *(cell.metadata for cell in notebook.cells)):
        metadata.pop("execution", None)
        for name in ("start_time", "end_time", "duration"):
            metadata.papermill.pop(name)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = ""  # Papermill draws it by chance
    return notebook


def test_no_hash_in_any_file_is_of_a_number_held_back(isles: Project, tmp_path: Path) -> None:
    """The attack: hashes of all forms that a number held back could have been in, looked for among all that look like hashes."""
    assert _recovered(isles, isles.root / "outputs") == []
    (tmp_path / "manifest.json").write_text(
        json.dumps({"sha256": hashlib.sha256((isles.data / "measures.csv").read_bytes()).hexdigest()}), encoding="utf-8"
    )
    cells = len(HELD_BACK["2020"])
    assert len(_recovered(isles, tmp_path)) == cells, "the attack finds each where the hash of its file is told"
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "note.txt").write_text(
        base64.b64encode(hashlib.md5(b"22", usedforsecurity=False).digest()).decode(), encoding="utf-8"
    )
    assert len(_recovered(isles, tmp_path)) == 1, "and one where the hash of the cell is told"


def _recovered(project: Project, outputs: Path) -> list[str]:
    """The cells of which some hash is told: whoever tries values until it fits has them."""
    told = _hashes(outputs)
    inputs = read_inputs(project)
    found = []
    for year, cells in HELD_BACK.items():
        of_file = [digest for form in _forms_of_file(project, inputs, int(year)) for digest in _digests(form)]
        for begins, value, *_ in cells:
            of_row = [digest for form in _forms_of_row(f"{begins}{value}") for digest in _digests(form)]
            if told & {*of_file, *of_row}:
                found.append(f"{begins}{value}")
    return found


def _forms_of_row(row: str) -> Iterator[bytes]:
    """What a cell and its row may have been written as."""
    area, measure, category, value = row.split(",")
    values = [value, f"{value}.0", json.dumps({"value": int(value)}), json.dumps({"value": float(value)})]
    cells = {"area": area, "measure": measure, "category": category, "value": value}
    parsed = {**cells, "value": float(value)}
    texts = [*values, row, f"{row}\n", *(json.dumps(each, sort_keys=keys) for each in (cells, parsed) for keys in (False, True))]
    texts += [repr(each) for each in ((area, measure, category, float(value)), [area, measure, category, value])]
    yield from (text.encode("utf-8") for text in texts)


def _forms_of_file(project: Project, inputs: Inputs, year: int) -> Iterator[bytes]:
    """What a whole file may have been written as: its bytes, with other ends of lines, sorted, or as the kit holds it."""
    text = (project.data_of(year) / "measures.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    extract: Extract = inputs.supplied.measures_by_year[year]
    frame = extract.rows
    lines = text.splitlines()
    for written in (
        text,
        text.rstrip("\n"),
        text.replace("\n", "\r\n"),
        "\ufeff" + text,
        "\n".join(sorted(lines)),
        json.dumps(rows),
        json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]),
        frame.to_csv(),
        frame.to_csv(index=False),
        frame.to_json(),
        repr(frame.values.tolist()),
        _spelt(extract),
    ):
        yield written.encode("utf-8")


def _digests(form: bytes) -> Iterator[bytes]:
    for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256"):
        yield hashlib.new(name, form).digest()


def _hashes(outputs: Path) -> set[bytes]:
    """All that looks like a hash in any file, or in what a file wraps: hexadecimal, in base 64, or bare in archives."""
    found = set()
    for _, content in unpacked(outputs):
        for match in re.finditer(
            rb"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128})\b", content
        ):
            found.add(bytes.fromhex(match[0].decode()))
        for match in re.finditer(rb"(?<![\w+/-])[\w+/-]{22,88}={0,2}", content):
            token = match[0].rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
            if len(token) in (22, 27, 43, 86):
                found.add(base64.b64decode(token + b"=" * (-len(token) % 4)))
    return found


@pytest.fixture
def private(isles: Project) -> list[str]:
    """What would tell where, and by whom, the report was made."""
    named = [isles.root, Path.home(), Path(tempfile.gettempdir()), KIT]
    return [*(str(path) for path in named), isles.root.name, isles.root.as_uri()]


def test_no_file_tells_where_on_a_machine_it_was_made(isles: Project, private: list[str]) -> None:
    places = [re.compile(re.escape(place).encode("utf-8") + rb"(?![\w])") for place in private]
    users = re.compile(rb"\b" + re.escape(getpass.getuser()).encode("utf-8") + rb"[@/\\]|[/\\](?:home|Users)[/\\]\w")
    seen = 0
    for name, content in unpacked(isles.root / "outputs"):
        seen += 1
        for place in (*places, users):
            assert not place.search(content), (name, place.pattern)
    assert seen > 300


def test_what_chapters_are_written_from_lies_in_no_folder_of_the_kit(isles: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is killed while they run leaves it where it is."""
    inputs, found = read_inputs(isles), list[Path]()

    def killed(*_: object, material: Path, **__: object) -> None:
        found.append(material)
        raise KeyboardInterrupt

    def run() -> None:
        memory = Memory(isles, forget=True)
        with Workers(1, KERNELS[0]) as workers, whole_or_not_at_all(isles) as folder:
            steps.run_chapters(
                inputs.material,
                inputs.chapters,
                memory,
                folder / "notebooks",
                sources={},
                workers=workers,
                on_done=lambda _: None,
            )

    monkeypatch.setattr(steps, "execute_chapters", killed)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert [path.is_relative_to(isles.root.resolve()) for path in found] == [False]


@pytest.mark.long
def test_an_executed_notebook_runs_again_where_it_lies(isles: Project) -> None:
    path = isles.outputs / "notebooks" / "07_deprivation_of_liberty.ipynb"
    executed = nbformat.read(path, as_version=4)
    (injected,) = (cell for cell in executed.cells if "injected-parameters" in cell.metadata.get("tags", ()))
    assert injected.source.split("\n")[1:] == ['board = "isles"', "year = 2020", 'root = ""', ""]
    assert executed.metadata.papermill.input_path == "notebooks/sab_annual_report/07_deprivation_of_liberty.ipynb"
    assert executed.metadata.papermill.output_path == "outputs/isles/2020/notebooks/07_deprivation_of_liberty.ipynb"
    again = NotebookClient(nbformat.read(path, as_version=4), resources={"metadata": {"path": str(path.parent)}}).execute()
    printed = [[output.get("data", {}).get("text/markdown") for output in cell.get("outputs", ())] for cell in again.cells]
    assert printed == [
        [output.get("data", {}).get("text/markdown") for output in cell.get("outputs", ())] for cell in executed.cells
    ]
    assert any(printed)


def with_one_chapter(folder: Path) -> Path:
    """A kit whose board of small counts has a report of one chapter."""
    root = copy_kit(folder / ROOT, "isles")
    listed = "kind: sab_annual_report\ntitle: Annual report\nchapters:\n  - deprivation_of_liberty\n"
    (root / "params/isles/2020.yml").write_text(listed, encoding="utf-8")
    return root


@pytest.mark.long
def test_a_notebook_that_failed_is_kept_without_the_machines_folders(tmp_path: Path, private: list[str], sabreport) -> None:
    root = with_one_chapter(tmp_path)
    path = root / "notebooks/sab_annual_report/07_deprivation_of_liberty.ipynb"
    notebook = nbformat.read(path, as_version=4)
    told = nbformat.v4.new_code_cell(
        "import os, sys, tempfile\nfrom pathlib import Path\n"
        "library = os.path.dirname(os.__file__)\n"
        "for place in (Path.cwd(), chapter.project.root, Path.home(), tempfile.gettempdir(), sys.prefix, library):\n"
        "    print(place, f'{place}/x.csv', repr(str(place)))\n"
        "open(chapter.project.root / 'params' / 'missing.yml')",
        id="tells",
    )
    notebook.cells.append(told)
    nbformat.write(notebook, path)
    assert sabreport("build", "--year", "2020", root=root).code == 1
    kept = (root / "outputs/failed/isles-2020" / path.name).read_text(encoding="utf-8")
    assert "No such file or directory: 'params/missing.yml'" in kept
    assert "outputs/isles/2020/notebooks/x.csv" in kept
    for place in (*private, str(tmp_path)):
        assert not re.search(re.escape(place) + r"(?!\w)", kept), place


def test_a_coloured_traceback_names_no_folder_of_the_machine(tmp_path: Path, private: list[str], sabreport) -> None:
    """An error that is raised in the library: the traceback tells its files, each right behind a colour."""
    root = with_one_chapter(tmp_path)
    path = root / "notebooks/sab_annual_report/07_deprivation_of_liberty.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell('chapter.tables["measures"]', id="asks-wrongly"))
    nbformat.write(notebook, path)
    assert sabreport("build", "--year", "2020", root=root).code == 1
    kept = (root / "outputs/failed/isles-2020" / path.name).read_text(encoding="utf-8")
    assert re.search(
        r"File .{0,12}\\u001b\[\d+m(?:lib/)?sabreport/chapters/recording\.py:\d+\\u001b", kept.replace("\x1b", "\\u001b")
    )
    for place in (*private, str(tmp_path)):
        assert not re.search(re.escape(place) + r"(?!\w)", kept), place


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        (
            "File \x1b[32m{library}/chapters/x.py:216\x1b[39m, in",
            "File \x1b[32msabreport/chapters/x.py:216\x1b[39m, in",
        ),
        ("\x1b[2;33m{kit}/\x1b[0m\x1b[1;33mx.py\x1b[0m", "\x1b[2;33m\x1b[0m\x1b[1;33mx.py\x1b[0m"),
        ("\x1b[1m{split}/data", "\x1b[1m\x1b[36mdata"),
        ("in \x1b[1m{kit}\x1b[0m.", "in \x1b[1m\x1b[0m."),
        ("\x1b[32m'{kit}/params'", "\x1b[32m'params'"),
        ("\x1b[32m{kit}-other/x", "\x1b[32m{kit}-other/x"),
    ],
    ids=["library", "file-in-the-kit", "split", "the-kit", "quoted", "another-folder"],
)
def test_colours_around_and_within_a_path_hide_no_folder(written: str, cleaned: str) -> None:
    kit = "/srv/boards/kit"
    named = {"kit": kit, "split": "\x1b[36m/\x1b[39m".join(kit.split("/")), "library": Path(inputs_module.__file__).parent}
    clean = without_places(Project(Path(kit), "isles", 2020), {})
    assert clean({"text": [written.format(**named)]}) == {"text": [cleaned.format(**named)]}
