"""Random edits of everything a report rests on, each of which changes what is printed.

What is built after an edit is what is built from nothing, holds the change, and no more chapters run than have to.
`make test` makes one, `make test-long` a dozen; EDITS=200 makes it two hundred. Each builds twice.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from edits import CHAPTERS, EDITS, INSTALLED, Edit, edits, laid_out
from example_board import contents
from sabreport.base.files import CACHE

NAMES = {"html": ".html", "pdf": ".pdf", "docx": ".docx", "xlsx": "-data.xlsx", "statement": "-accessibility.html"}


@pytest.fixture(scope="module")
def edited_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit that edits are made in, built once."""
    root = laid_out(tmp_path_factory.mktemp("edits") / "kit")
    build(root)
    return root


def build(root: Path) -> set[str]:
    """Build as a user does, and give the chapters that ran."""
    command = [sys.executable, "-m", "sabreport", "build", "--year", "2020", "--root", str(root)]
    command += ["--engine", "embedded", "--explain"]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(root / INSTALLED)}
    )
    assert ran.returncode == 0, ran.stderr
    return set(re.findall(r"^  chapter (\w+): made anew", ran.stdout, re.MULTILINE))


def text_of(root: Path, document: str) -> str:
    """All that a document holds, its text without spaces and hyphens, for lines break anywhere; and as it is marked up."""
    path = root / f"outputs/example/2020/example-annual-report-2019-20{NAMES[document]}"
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            found = "".join(page.get_textpage().get_text_range() for page in pdf)
    elif path.suffix == ".html":
        found = path.read_text(encoding="utf-8")
        found += "".join(base64.b64decode(drawn).decode() for drawn in re.findall(r"image/svg\+xml;base64,([\w+/=]+)", found))
    else:
        with zipfile.ZipFile(path) as parts:
            found = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels")))
    return without_breaks(f"{found}{re.sub('<[^>]*>', '', found)}")


def without_breaks(text: str) -> str:
    return re.sub(r"[\s\u00ad\x02\ufffe-]", "", text).lower()


def test_each_edit_finds_what_it_changes(tmp_path: Path) -> None:
    """Few of them are drawn in a run; one whose place in the kit has moved is found here."""
    root = laid_out(tmp_path / "kit")
    for edit in EDITS:
        edit.change(root, 1)
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        edit.change(root, 2)
        after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        assert after != before, edit.name


@pytest.mark.long
@edits(int(os.environ.get("EDITS", "12")))
def test_what_is_built_after_many_edits_is_what_is_built_from_nothing(edited_kit: Path, edit: Edit, drawn: int) -> None:
    assert_nothing_is_missed(edited_kit, edit, drawn)


def assert_nothing_is_missed(edited_kit: Path, edit: Edit, drawn: int) -> None:
    edit.change(edited_kit, drawn)
    ran = build(edited_kit)
    assert ran <= edit.reaches, (edit.name, ran)
    after_edit = contents(edited_kit)
    for document in edit.shows_in:
        assert without_breaks(edit.shown(drawn)) in text_of(edited_kit, document), (edit.name, document, edit.shown(drawn))
    remembered, aside = edited_kit / CACHE, edited_kit / "aside"
    remembered.rename(aside)
    assert build(edited_kit) == set(CHAPTERS)
    from_nothing = contents(edited_kit)
    shutil.rmtree(remembered)
    aside.rename(remembered)
    assert set(after_edit) == set(from_nothing)
    assert [name for name, content in after_edit.items() if content != from_nothing[name]] == [], edit.name
