"""A kind of report: its chapters, what each needs, and the notebook that writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from sabreport.errors import ParamsError, Problem, did_you_mean
from sabreport.params import Params, find_line
from sabreport.project import Project


@dataclass(frozen=True)
class ChapterSpec:
    """One chapter of a kind.

    Parameters
    ----------
    id
        As listed in params: ``concerns_and_enquiries``.
    notebook
        The notebook that writes it.
    extracts
        Stems of the extracts without which it cannot be written.
    narrative
        Whether it consists of authored text, so that narrative/<id>.md must be there.
    partners
        Whether it needs the members' statements.
    """

    id: str
    notebook: Path
    extracts: tuple[str, ...]
    narrative: bool
    partners: bool

    @property
    def anchor(self) -> str:
        """The id of the chapter's heading: ``sec-concerns-and-enquiries``."""
        return f"sec-{self.id.replace('_', '-')}"


def chapter_ids(project: Project, kind: str) -> tuple[str, ...]:
    """Every chapter that a kind has, in its usual order."""
    return tuple(_known_chapters(project, kind))


def _known_chapters(project: Project, kind: str) -> dict[str, Any]:
    config = project.templates(kind) / "chapters.yml"
    return dict(YAML(typ="safe", pure=True).load(config.read_text(encoding="utf-8")))


def load_chapters(project: Project, params: Params) -> tuple[ChapterSpec, ...]:
    """The chapters that the params list, in that order.

    Raises
    ------
    ParamsError
        Where the kind is not there, or the params list a chapter that it does not have.
    """
    config = project.templates(params.kind) / "chapters.yml"
    if not config.is_file():
        kinds = [path.parent.name for path in (project.root / "report_templates").glob("*/chapters.yml")]
        path, line = find_line(project, "kind")
        problem = Problem(
            path, line, "", f'there is no kind of report "{params.kind}"', did_you_mean(params.kind, kinds), line=True
        )
        raise ParamsError([problem], project.root)
    known = _known_chapters(project, params.kind)
    notebooks = _notebooks(project, params.kind)
    problems, chapters = [], []
    for number, chapter in enumerate(params.chapters):
        if chapter not in known:
            what = f'{params.kind} has no chapter "{chapter}" in its chapters.yml'
            path, line = find_line(project, "chapters", number)
            problems.append(Problem(path, line, "", what, did_you_mean(chapter, known), line=True))
        elif chapter not in notebooks:
            folder = project.notebooks(params.kind)
            what = f'the chapter "{chapter}" has no notebook here'
            problems.append(Problem(folder, None, "", what, f"Add NN_{chapter}.ipynb, or take the chapter out of the params."))
        elif len(notebooks[chapter]) > 1:
            first, *others = notebooks[chapter]
            what = f'the chapter "{chapter}" has another notebook, {", ".join(path.name for path in others)}'
            problems.append(Problem(first, None, "", what, "Keep one, and delete the other or move it out of the folder."))
        else:
            needs = known[chapter].get("needs", [])
            chapters.append(
                ChapterSpec(
                    id=chapter,
                    notebook=notebooks[chapter][0],
                    extracts=tuple(need for need in needs if need not in ("narrative", "partners")),
                    narrative="narrative" in needs,
                    partners="partners" in needs,
                )
            )
    if problems:
        raise ParamsError(problems, project.root)
    return tuple(chapters)


def _notebooks(project: Project, kind: str) -> dict[str, list[Path]]:
    """The notebooks of a kind by chapter: those named ``NN_<chapter>.ipynb``."""
    notebooks: dict[str, list[Path]] = {}
    for path in sorted(project.notebooks(kind).glob("*.ipynb")):
        if match := re.fullmatch(r"\d+_(.+)", path.stem):
            notebooks.setdefault(match[1], []).append(path)
    return notebooks
