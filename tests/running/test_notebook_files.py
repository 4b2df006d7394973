"""Notebooks that cannot be run are told before anything runs, by what a reader can mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILE = "notebooks/sab_annual_report/13_finance.ipynb"


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    return make


def parameters(source: str) -> Callable[[Path], None]:
    def change(notebook: dict[str, Any]) -> None:
        (cell,) = (each for each in notebook["cells"] if "parameters" in each["metadata"].get("tags", []))
        cell["source"] = [source]

    return changed(change)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (
            changed(lambda notebook: notebook.update(nbformat=3)),
            "it is of form 3, and those of form 4 are run. Open it in JupyterLab",
        ),
        (
            changed(lambda notebook: notebook["cells"][0].update(source="a \ud83d b")),
            "cell 1 holds half a character. Delete the sign",
        ),
        (changed(lambda notebook: notebook.pop("cells")), "it has no cells. Restore it, or save it again"),
        (changed(lambda notebook: notebook["cells"][1].pop("metadata")), "cell 2 lacks what every cell has. Restore it"),
        (changed(lambda notebook: notebook.update(metadata={})), "it names no language. Restore it"),
        (
            parameters("year: int ="),
            ", tagged parameters, is not Python. Write one parameter a line, such as `year: int = 2020`.",
        ),
        (lambda path: path.write_text("[1, 2]", "utf-8"), "it is not a notebook. Restore it"),
        (lambda path: path.write_text("", "utf-8"), "it breaks off or is damaged at line 1. Restore it"),
        (lambda path: path.write_bytes(path.read_bytes()[:300]), "it breaks off or is damaged at line "),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "it is not UTF-8 text. Restore it"),
        (lambda path: path.write_text("[" * 100_000, "utf-8"), "its parts stand too deep within each other. Restore it"),
        (
            lambda path: (path.unlink(), path.symlink_to(path.parents[3] / "away.ipynb")),
            "the file is a link to nothing. Put the file",
        ),
        (lambda path: path.write_bytes(b" " * 20_000_001), "the file has 20,000,001 bytes, and at most 20,000,000 are read"),
    ],
)
def test_a_notebook_that_cannot_be_run_is_told(harm: Callable[[Path], None], message: str, kit: Path, sabreport) -> None:
    harm(kit / FILE)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert FILE in ran.err
    assert message in ran.err, ran.err
    for foreign in ("Traceback", "unforeseen", "char 0", "Expecting", "KeyError", "invalid syntax", "surrogate", "codec"):
        assert foreign not in ran.err
