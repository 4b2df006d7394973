"""Random edits of everything a report rests on: what is built on is what is built from nothing, and no more runs than has to.

EDITS=200 makes it two hundred; each builds twice.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from conftest import KIT, copy_kit
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sabreport.memory import FOLDER
from test_memory import contents

CHAPTERS = ("summary", "foreword", "year_in_numbers", "finance", "training", "looking_forward")
DATA, NOTEBOOKS, TEMPLATES = "data/example/2020", "notebooks/sab_annual_report", "report_templates/sab_annual_report"
WITH_CHARTS = {"year_in_numbers", "finance"}


@dataclass(frozen=True)
class Edit:
    """A kind of edit: `change` makes it with a number drawn at random; `reaches` are the chapters that may run again."""

    name: str
    change: Callable[[Path, int], None]
    reaches: set[str]


def cell(name: str, column: str, row: int = 0) -> Callable[[Path, int], None]:
    def change(root: Path, drawn: int) -> None:
        path = root / DATA / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        number = rows[row][column].replace(".", "").isdecimal()
        rows[row][column] = str(100 + drawn % 300) if number else f"{re.sub(r' [(].*', '', rows[row][column])} ({drawn})"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return change


def line(path: str, pattern: str, replacement: str) -> Callable[[Path, int], None]:
    """Replace what matches by a text in which {} is the number drawn."""

    def change(root: Path, drawn: int) -> None:
        text = (root / path).read_text(encoding="utf-8")
        new, count = re.subn(pattern, replacement.format(drawn).replace("\\", r"\\"), text, count=1, flags=re.MULTILINE)
        assert count == 1, (path, pattern)
        (root / path).write_text(new, encoding="utf-8")

    return change


def sentence(chapter: str) -> Callable[[Path, int], None]:
    def change(root: Path, drawn: int) -> None:
        path = root / DATA / "narrative" / f"{chapter}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"\n\nEdited, .*\n$", "\n", text) + f"\n\nEdited, {'really ' * (drawn % 5)}so.\n", encoding="utf-8"
        )

    return change


def markdown_cell(stem: str) -> Callable[[Path, int], None]:
    def change(root: Path, drawn: int) -> None:
        path = root / NOTEBOOKS / f"{stem}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [each for each in notebook.cells if each.id != "edited"]
        notebook.cells.append(nbformat.v4.new_markdown_cell(f"Edited {'again ' * (drawn % 7)}by an analyst.", id="edited"))
        nbformat.write(notebook, path)

    return change


LIBRARY = "lib/sabreport/chapters"
EDITS = (
    Edit("income", cell("finance", "amount"), {"finance", "summary"}),
    Edit("expenditure", cell("finance", "amount", -1), {"finance", "summary"}),
    Edit("attendance", cell("training", "attendance"), {"training", "summary", "year_in_numbers"}),
    Edit("audience", cell("training", "audience"), {"training"}),
    Edit("aim", cell("forward", "aim"), {"looking_forward", "summary"}),
    Edit("waiting list", line(f"{DATA}/measures.csv", r"dols_outstanding,,\d+", "dols_outstanding,,1{}"), {"year_in_numbers"}),
    Edit("deliverable", cell("priorities", "deliverable"), {"summary"}),
    Edit("title", line("params/example/2020.yml", r"^title: .*", "title: Report {}"), set()),
    Edit("chair", line("params/example/board.yml", r"  role: .*", "  role: Chair {}"), {"foreword"}),
    Edit("website", line("params/example/board.yml", r"^website: .*", "website: https://example.org/{}"), {"summary"}),
    Edit("foreword's text", sentence("foreword"), {"foreword"}),
    Edit("finance's text", sentence("finance"), {"finance"}),
    Edit("training's text", sentence("training"), {"training"}),
    Edit("foreword's notebook", markdown_cell("01_foreword"), {"foreword"}),
    Edit("finance's notebook", markdown_cell("13_finance"), {"finance"}),
    Edit("stylesheet", line(f"{TEMPLATES}/report.css", r"\A(/\* \d+ \*/)?", "/* {} */"), set()),
    Edit("page", line(f"{TEMPLATES}/page.html", r"<footer>(<!-- \d+ -->)?", "<footer><!-- {} -->"), set()),
    Edit("warm colour", line(f"{TEMPLATES}/look.yml", r'^  warm: "#\w+"', '  warm: "#FF{:04d}"'), WITH_CHARTS),
    Edit("a chapter's function", line(f"{LIBRARY}/training.py", r"\A(# \d+\n)?", "# {}\n"), {"training"}),
    Edit("finance's function", line(f"{LIBRARY}/finance.py", r"\A(# \d+\n)?", "# {}\n"), {"finance"}),
    Edit("a chart's function", line("lib/sabreport/charts/account.py", r"\A(# \d+\n)?", "# {}\n"), WITH_CHARTS),
    Edit("the workbook's function", line("lib/sabreport/workbook.py", r"\A(# \d+\n)?", "# {}\n"), set()),
    Edit("a word", line("lib/sabreport/phrases.py", r"\A(# \d+\n)?", "# {}\n"), set(CHAPTERS)),
)


@pytest.fixture(scope="module")
def edited_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example board with a short report, and a library of its own."""
    root = copy_kit(tmp_path_factory.mktemp("edits") / "kit", "example")
    shutil.copytree(KIT / "lib", root / "lib", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    listed = "\n".join(f"  - {chapter}" for chapter in CHAPTERS)
    year = root / "params/example/2020.yml"
    year.write_text(f"kind: sab_annual_report\ntitle: Annual report 2019-20\nchapters:\n{listed}\n", encoding="utf-8")
    build(root)
    return root


def build(root: Path) -> set[str]:
    """Build as a user does, and give the chapters that ran."""
    command = [sys.executable, "-m", "sabreport", "build", "--year", "2020", "--root", str(root)]
    command += ["--engine", "embedded", "--format", "html", "--format", "xlsx", "--explain"]
    ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(root / "lib")})
    assert ran.returncode == 0, ran.stderr
    return set(re.findall(r"^  chapter (\w+): made anew", ran.stdout, re.MULTILINE))


@settings(
    max_examples=int(os.environ.get("EDITS", "10")),
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(edit=st.sampled_from(EDITS), drawn=st.integers(0, 9999))
def test_what_is_built_after_an_edit_is_what_is_built_from_nothing(edited_kit: Path, edit: Edit, drawn: int) -> None:
    edit.change(edited_kit, drawn)
    ran = build(edited_kit)
    assert ran <= edit.reaches, (edit.name, ran)
    after_edit = contents(edited_kit)
    remembered, aside = edited_kit / FOLDER, edited_kit / "aside"
    remembered.rename(aside)
    assert build(edited_kit) == set(CHAPTERS)
    from_nothing = contents(edited_kit)
    shutil.rmtree(remembered)
    aside.rename(remembered)
    assert set(after_edit) == set(from_nothing)
    assert [name for name, content in after_edit.items() if content != from_nothing[name]] == [], edit.name
