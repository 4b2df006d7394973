"""The documents of the kit say what the kit does: dictionary, README, make targets, hygiene of the repository."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import KIT, Reports
from PIL import Image
from sabreport.cli import app
from sabreport.dictionary import data_dictionary
from sabreport.report_kinds.columns import EXTRACTS
from typer.main import get_command

sys.path.insert(0, str(KIT / "scripts"))
import set_up
from make_picture import draw

DOCS = sorted([KIT / "README.md", KIT / "CONTRIBUTING.md", *(KIT / "docs").glob("*.md")])
# the columns of every extract, as agreed with the people who keep the files
CONTRACT = {
    "measures": "area, measure, category, value",
    "finance": "side, item, amount",
    "priorities": "priority, deliverable, lead, activity, due, status, progress",
    "sars": "sar, title, criterion, commissioned, concluded, published",
    "sar_findings": "sar, finding, action, status, reason",
    "audits": "audit, theme, status, finding",
    "training": "event, date, audience, attendance",
    "assurance": "agency, standard, rating",
    "forward": "priority, aim",
    "sources": "file, supplied_by, received, note",
}


def test_columns_are_those_agreed() -> None:
    assert {extract.name: ", ".join(extract.columns) for extract in EXTRACTS} == CONTRACT


def test_the_data_dictionary_is_up_to_date() -> None:
    assert (KIT / "docs/data_dictionary.md").read_text(encoding="utf-8") == data_dictionary(), "run: make docs"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("`amount`", "not negative; a refund or credit note is an item of the other side"),
        ("`rating`", "no row for a standard that it was not asked about"),
        ("`attendance`", "about 38 for 38+"),
    ],
)
def test_the_data_dictionary_says_what_to_write_where_the_usual_does_not_fit(row: str, said: str) -> None:
    (line,) = (line for line in data_dictionary().splitlines() if line.startswith(f"| {row} |"))
    assert said in line


def test_every_command_and_option_is_documented() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    commands: Any = get_command(app)
    for name, command in commands.commands.items():
        assert f"sabreport {name}" in text, name
        for parameter in command.params:
            for option in parameter.opts:
                if option not in ("--help",):
                    assert option in text, f"{name} {option}"


def test_make_help_lists_every_target() -> None:
    listed = subprocess.run(["make", "-s", "help"], cwd=KIT, check=True, capture_output=True, text=True).stdout
    targets = re.findall(r"^([a-z-]+): .*## ", (KIT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {"report", "check", "test", "lab", "help"} <= set(targets)
    for target in targets:
        assert f"make {target} " in listed


def test_make_report_without_a_year_says_what_to_type() -> None:
    ran = subprocess.run(["make", "-s", "require-year"], cwd=KIT, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "YEAR=2020 for 2019-20" in ran.stderr


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_arrive(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_picture_in_the_readme_can_be_drawn_again(reports: Reports, tmp_path: Path) -> None:
    draw(reports["lrsab"].document(".pdf"), tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as drawn, Image.open(KIT / "docs/page.png") as shown:
        assert drawn.size == shown.size
        assert len(drawn.convert("RGB").getcolors(1000) or ()) > 20, "two printed pages, not two white ones"


def test_setting_up_tells_in_plain_lines_what_it_is_at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ["Ignoring colorama: markers", "Collecting pandas==3.0.1 (from -r requirements.lock)", "  Downloading pandas (9 MB)"]
    assert set_up.doing([], 169) == "looking at 169 packages"
    assert set_up.doing(said, 169) == "fetching 1 of 168 packages (pandas)"
    assert set_up.doing([*said, "Processing ./wheels/numpy-2.4-cp311.whl"], 169) == "fetching 2 of 168 packages (numpy)"
    assert set_up.doing([*said, "Installing collected packages: pandas"], 169) == "installing 168 packages"
    monkeypatch.setattr(set_up, "EVERY", 0.2)
    code = "import sys, time; print('Collecting pandas==3', flush=True); time.sleep(1.5); print('ERROR: no network'); sys.exit(3)"
    assert set_up.follow([sys.executable, "-c", code], 2) == 3
    printed = capsys.readouterr()
    assert "  fetching 1 of 2 packages (pandas), for 1 seconds now\n" in printed.out
    assert "ERROR: no network" in printed.err


def test_contact_sheets_are_small() -> None:
    sheets = list((KIT / "docs" / "contact_sheets").iterdir())
    assert {sheet.name for sheet in sheets} == {"lrsab_2020.webp", "dbcpsab_2023.webp", "fivelands_2025.webp"}
    assert all(sheet.stat().st_size <= 300_000 for sheet in sheets)


def test_the_lock_pins_with_hashes_and_names_no_host() -> None:
    text = (KIT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") > 500
    pinned = re.findall(r"^([a-z0-9][\w.\-\[\]]*)(==)?", text, flags=re.MULTILINE)
    assert pinned
    assert all(equals for _, equals in pinned)


def test_the_package_has_every_file_that_the_library_reads() -> None:
    library = KIT / "lib/sabreport"
    about = tomllib.loads((KIT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["sabreport"]
    packed = {path for pattern in about for path in library.glob(pattern)}
    read = {path for path in library.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert read <= packed, sorted(path.name for path in read - packed)


def test_nothing_is_tracked_that_git_is_told_to_ignore() -> None:
    if not (KIT / ".git").exists():
        pytest.skip("this copy of the kit is not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-ci", "--exclude-standard"], cwd=KIT, check=True, capture_output=True, text=True)
    assert listed.stdout == ""


def test_modules_stay_short() -> None:
    long = {
        path.name: count
        for path in (KIT / "lib").rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
