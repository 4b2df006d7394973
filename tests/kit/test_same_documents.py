"""That a change of the library alone leaves every document as it was, byte for byte.

`BEFORE=<commit> .venv/bin/python -m pytest tests/kit/test_same_documents.py` builds all example boards with the kit of that
commit, and with the one that stands here. Run it after a move; it takes a minute or two, and needs the history of the kit.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import KIT

BEFORE = os.environ.get("BEFORE", "")
DIFFERENT = ("manifest.json", ".ipynb")
"""What tells of the library itself: the hashes of its files, and the notebooks that import them."""


@pytest.mark.skipif(not BEFORE, reason="BEFORE names no commit to compare with")
def test_every_document_is_the_same_as_with_the_library_before(tmp_path: Path) -> None:
    before, after = (built(tmp_path / name, commit) for name, commit in (("before", BEFORE), ("after", "")))
    assert len([name for name in after if name.endswith((".pdf", ".docx", ".html", ".xlsx"))]) >= 12
    assert before.keys() == after.keys()
    assert not [name for name in before if before[name] != after[name]]


def built(folder: Path, commit: str) -> dict[str, bytes]:
    """What the example boards come to, by its name in outputs/, with the kit of a commit, or the one that stands here."""
    kit, site = folder / "kit", folder / "site"
    kit.mkdir(parents=True)
    for name in ("lib", "notebooks", "params", "data", "report_templates", "pyproject.toml", "README.md", "LICENSE"):
        if commit:
            packed = subprocess.run(["git", "-C", KIT, "archive", commit, name], check=True, capture_output=True).stdout
            subprocess.run(["tar", "x", "-C", kit], input=packed, check=True)
        elif (KIT / name).is_dir():
            shutil.copytree(KIT / name, kit / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copyfile(KIT / name, kit / name)
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", str(site), str(kit)]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    for year in sorted({path.stem for path in kit.glob("params/*/[12]*.yml")}):
        command = [sys.executable, "-m", "sabreport", "build", "--year", year, "--root", str(kit)]
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
    files = {path.relative_to(kit / "outputs").as_posix(): path for path in (kit / "outputs").rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.endswith(DIFFERENT) and "/." not in f"/{name}"}
