"""The chapters' notebooks as they are committed, and as they run in JupyterLab: on their own, top to bottom."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from conftest import KIT
from nbclient import NotebookClient
from ruamel.yaml import YAML
from sabreport.base.project import Project
from sabreport.report_kinds.chapters import chapter_ids
from sabreport.settings.chapters import load_chapters
from sabreport.settings.params import load_params

NOTEBOOKS = sorted((KIT / "notebooks").glob("*/*.ipynb"))
CHAPTERS = KIT / "report_templates" / "sab_annual_report" / "chapters.yml"
HEAVY = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_is_one_notebook_a_chapter() -> None:
    project = Project(KIT, "example", 2020)
    chapters = load_chapters(project, load_params(project))
    assert [chapter.notebook for chapter in chapters] == NOTEBOOKS
    assert [chapter.id for chapter in chapters] == list(chapter_ids(project, "sab_annual_report"))


def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_notebooks_begin_with_their_heading_clause_and_parameters(path: Path) -> None:
    cells = nbformat.read(path, 4).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert cells[1].metadata["tags"] == ["note"]
    clause = YAML(typ="safe", pure=True).load(CHAPTERS.read_text(encoding="utf-8"))[path.stem.partition("_")[2]]["clause"]
    assert cells[1].source.startswith(f"Answers: {clause}.")
    assert cells[2].metadata["tags"] == ["parameters"]
    declared = [line.split("#")[0].strip() for line in cells[2].source.splitlines()]
    assert declared == ['board: str = "example"', "year: int = 2020", 'root: str = ""']
    assert all("  # " in line for line in cells[2].source.splitlines()), "each parameter says what it is"


def test_notebooks_hold_no_logic(path: Path) -> None:
    cells = nbformat.read(path, 4).cells
    assert len(cells) < 15
    for cell in cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 10
            assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, HEAVY)]
            assert "merge" not in cell.source


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.long] if n % 6 else []) for n, path in enumerate(NOTEBOOKS)],
    ids=[path.stem for path in NOTEBOOKS],
)
def test_notebooks_run_top_to_bottom_as_they_stand(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    client = NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}, shutdown_kernel="immediate"
    )
    done = client.execute()
    shown = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert shown
    assert all(output.output_type == "display_data" for output in shown), "nothing but exhibits is shown"
    for output in shown:
        assert "text/html" in output.data or "image/png" in output.data, "JupyterLab can show it"
