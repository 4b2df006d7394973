"""The invented board: changes that several files of tests make of it, and what was built of it."""

from __future__ import annotations

import re
from pathlib import Path

from awkward import Make
from ruamel.yaml import YAML
from sabreport.base.project import Project

PARTNERS = "data/example/2020/partners"


def shrink(kit: Path, *chapters: str) -> Path:
    """Let the example board's report have these chapters only."""
    year = kit / "params/example/2020.yml"
    listed = "\n".join(f"  - {chapter}" for chapter in chapters)
    year.write_text(f"kind: sab_annual_report\ntitle: Annual report 2019-20\nchapters:\n{listed}\n", encoding="utf-8")
    return kit


def change_params(root: Path, file: str, **values: object) -> None:
    yaml, path = YAML(), root / "params" / "example" / file
    params = yaml.load(path.read_text(encoding="utf-8"))
    params.update(values)
    yaml.dump(params, path)


def statements_only(root: Path, made: dict[str, Make]) -> Project:
    """A kit whose board has a member for each of some statements, and whose report is made of them alone."""
    members = [{"id": name.split(".")[0], "name": f"Member {n}", "statutory": False} for n, name in enumerate(made)]
    change_params(root, "board.yml", members=members)
    change_params(root, "2020.yml", chapters=["members_statements"], claims=[])
    (root / "data/example/2020/sources.csv").unlink()
    for folder in ("partners", "narrative"):
        for path in (root / "data/example/2020" / folder).iterdir():
            path.unlink()
    for name, make in made.items():
        make(root / PARTNERS / name)
    return Project(root, "example", 2020)


def document(project: Project, suffix: str) -> Path:
    return project.outputs / f"example-annual-report-2019-20.{suffix}"


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the outputs, without times: those of notebooks, of the manifest and of the history."""
    found = {}
    for path in sorted((root / "outputs").rglob("*")):
        if path.is_file() and path.name != "manifest.json":
            text = path.read_bytes()
            if path.suffix == ".ipynb":
                text = re.sub(rb'"(start_time|end_time|duration|iopub[\w.]*|shell[\w.]*|output_path)": [^\n]*', b"", text)
                text = re.sub(rb'"id": "[0-9a-f-]+"', b"", text)
            if path.name == "history.jsonl":
                text = re.sub(rb'"when": "[^"]*"', b"", text)
            found[path.relative_to(root).as_posix()] = text
    return found


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith("failed/")}
