"""A kind of report: its chapters, what each needs, and the notebook that writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from sabreport.errors import ParamsError, Problem, did_you_mean
from sabreport.params import Params
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
    clause
        What it answers, as the kind's chapters.yml says it.
    extracts
        Stems of the extracts without which it cannot be written.
    narrative
        Whether it consists of authored text, so that narrative/<id>.md must be there.
    partners
        Whether it needs the members' statements.
    """

    id: str
    notebook: Path
    clause: str
    extracts: tuple[str, ...]
    narrative: bool
    partners: bool

    @property
    def anchor(self) -> str:
        """The id of the chapter's heading: ``sec-concerns-and-enquiries``."""
        return f"sec-{self.id.replace('_', '-')}"


def load_chapters(project: Project, params: Params) -> tuple[ChapterSpec, ...]:
    """The chapters that the params list, in that order.

    Raises
    ------
    ParamsError
        Where the kind is not there, or the params list a chapter that it does not have.
    """
    config = project.templates(params.kind) / "chapters.yml"
    year_file = project.params_files[2]
    if not config.is_file():
        kinds = [path.parent.name for path in (project.root / "report_templates").glob("*/chapters.yml")]
        problem = Problem(year_file, None, "", f'there is no kind of report "{params.kind}"', did_you_mean(params.kind, kinds))
        raise ParamsError([problem], project.root)
    known: dict[str, Any] = YAML(typ="safe", pure=True).load(config.read_text(encoding="utf-8"))
    notebooks = {
        match[1]: path
        for path in sorted(project.notebooks(params.kind).glob("*.ipynb"))
        if (match := re.fullmatch(r"\d+_(.+)", path.stem))
    }
    problems, chapters = [], []
    for chapter in params.chapters:
        if chapter not in known:
            what = f'{params.kind} has no chapter "{chapter}"'
            problems.append(Problem(year_file, None, "", what, did_you_mean(chapter, known)))
        elif chapter not in notebooks:
            folder = project.notebooks(params.kind)
            what = f'the chapter "{chapter}" has no notebook here'
            problems.append(Problem(folder, None, "", what, f"Add NN_{chapter}.ipynb, or take the chapter out of the params."))
        else:
            needs = known[chapter].get("needs", [])
            chapters.append(
                ChapterSpec(
                    id=chapter,
                    notebook=notebooks[chapter],
                    clause=known[chapter]["clause"],
                    extracts=tuple(need for need in needs if need not in ("narrative", "partners")),
                    narrative="narrative" in needs,
                    partners="partners" in needs,
                )
            )
    if problems:
        raise ParamsError(problems, project.root)
    return tuple(chapters)
