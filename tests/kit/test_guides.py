"""Each command line that a guide quotes does what the guide says, as it is written, typed in the kit's folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from conftest import KIT
from example_board import change_params
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, find_engine
from sabreport.publication.sign import sign_off

GUIDES = [KIT / name for name in ("README.md", "CONTRIBUTING.md", "docs/business_manager.md", "docs/analyst.md", "docs/chair.md")]
PREFIXES = ("make ", "./sabreport ", ".\\sabreport ", ".venv/bin/", ".venv\\Scripts\\", "sabreport ", "py ", "python ", "pip ")
TOO_LONG = ("make test", "make lint", "make fuzz", "make bench", "make sheets", "make lab", "make docs")
"""Run these tests or look at all code, take many minutes, or open JupyterLab: `make` is asked what it would do."""
PROGRAMS_ONLY = (
    ".venv/bin/python -m pytest",
    ".venv/bin/python -m pip",
    ".venv/bin/ruff",
    ".venv/bin/mypy",
    ".venv/bin/lint-imports",
    ".venv/bin/deptry",
    ".venv/bin/vulture",
    ".venv/bin/jupyter",
    ".venv/bin/papermill",
)
"""Run these tests, install, change files, or wait for a person: it is looked whether the program is there."""


def quoted(guide: Path) -> list[str]:
    """The command lines of a guide: lines in blocks without a language, and spans of code."""
    text = guide.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    lines = [line for language, block in blocks if language in ("", "sh") for line in block.splitlines()]
    prose = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]
    return [line.strip() for line in (*lines, *spans) if line.strip().startswith(PREFIXES)]


LINES = list(dict.fromkeys(line for guide in GUIDES for line in quoted(guide)))
TYPED = list(dict.fromkeys(line.replace("\\", "/").replace(".venv/Scripts/", ".venv/bin/") for line in LINES))
"""Those for Windows as they are elsewhere."""
EVERY_DAY = [line for line in quoted(GUIDES[0]) if line.startswith("make check ")]
"""One of the commands of the README; all others are among the long tests."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of the kit, set up, with the year that the guides begin: drafts, a copy, a final, short reports, a text."""
    root = tmp_path_factory.mktemp("guides") / "kit"
    left_out = shutil.ignore_patterns(".*", "outputs", "__pycache__", "*.egg-info", "tests", "contact_sheets")
    shutil.copytree(KIT, root, ignore=left_out)
    (root / ".venv").mkdir()
    for each in Path(sys.executable).parents[1].iterdir():
        if each.name != "ready":
            (root / ".venv" / each.name).symlink_to(each)
    (root / ".venv/ready").touch()
    for folder in ("params", "data"):
        shutil.rmtree(root / folder / "dbcpsab")
    shutil.copytree(root / "data/example/2020", root / "data/example/2021")
    for board, year in (("example", 2020), ("example", 2021), ("lrsab", 2020)):
        path = root / "params" / board / f"{year}.yml"
        path.write_text("kind: sab_annual_report\ntitle: Annual report\nchapters:\n  - foreword\n", encoding="utf-8")
    accepted = [{"gate": gate, "reason": "The report of a test is short."} for gate in ("extracts", "statute")]
    change_params(root, "2021.yml", accepted=accepted)
    project = Project(root, "example", 2021)
    foreword = project.data / "narrative/foreword.md"
    for text in ("The first draft.", "The second draft."):
        foreword.write_text(f"{text}\n", encoding="utf-8")
        build_report(project, find_engine("embedded"), ["html", "docx"])
    sign_off(project, 2, "Independent Chair", "approve", "", [])
    build_report(project, find_engine("embedded"), DOCUMENTS, purpose="final")
    shutil.copyfile(next((project.outputs / "drafts/2").glob("*.docx")), root / "chair.docx")
    draft = docx.Document()
    draft.add_paragraph("There were 905 concerns in Exampleshire.")
    draft.save(str(root / "draft.docx"))
    return root


def test_the_guides_quote_commands_and_none_that_is_not_found() -> None:
    assert len(TYPED) > 20
    assert [line for line in TYPED if not line.startswith(("make ", "./sabreport ", ".venv/bin/"))] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize(
    "line",
    [pytest.param(line, marks=[] if line in EVERY_DAY else [pytest.mark.long]) for line in TYPED],
)
def test_a_quoted_command_works_as_it_is_written(line: str, copy: Path) -> None:
    if line.startswith(PROGRAMS_ONLY):
        assert (copy / line.split(maxsplit=1)[0]).exists()
        return
    typed = line.replace("make ", "make -n ", 1) if line.startswith(TOO_LONG) else line
    ran = subprocess.run(["sh", "-c", typed], cwd=copy, capture_output=True, text=True, timeout=600, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout


def test_each_target_of_make_is_in_a_guide() -> None:
    targets = set(re.findall(r"^([a-z-]+): .*## ", (KIT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)) - {"help"}
    assert targets == {line.split()[1] for line in TYPED if line.startswith("make ")} & targets
