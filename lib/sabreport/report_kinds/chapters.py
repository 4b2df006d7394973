"""A kind of report: its chapters, what each needs, and the notebook that writes it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import RootModel

from sabreport.base.errors import ParamsError, Problem, did_you_mean
from sabreport.base.project import Project
from sabreport.base.yaml_files import Id, Strict, checked, read_settings
from sabreport.report_kinds.columns import EXTRACTS

TEXTS = ("narrative", "partners")
"""What a chapter may need beside extracts."""


class ChapterEntry(Strict):
    """A chapter as chapters.yml lists it; the head of that file says what each key means."""

    clause: str = ""
    needs: tuple[str, ...] = ()


class _Chapters(RootModel[dict[Id, ChapterEntry]]):
    """All chapters of a kind, in their usual order."""


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
    """Every chapter that a kind has, in its usual order.

    Raises
    ------
    ParamsError
        Where its chapters.yml cannot be used.
    """
    return tuple(known_chapters(project, kind))


def known_chapters(project: Project, kind: str) -> dict[str, ChapterEntry]:
    """What chapters.yml lists, and each thing that a chapter needs is one that there is."""
    settings = read_settings(project.template(kind, "chapters.yml"), project.root)
    chapters = checked(settings, _Chapters, project.root, keys_are_in="the head of the file").root
    known, problems = [*(extract.name for extract in EXTRACTS), *TEXTS], list[Problem]()
    for name, chapter in chapters.items():
        for number, need in enumerate(chapter.needs):
            if need not in known:
                path, line = settings.locate(name, "needs", number)
                what = f'the chapter "{name}" needs "{need}", which no file is called'
                problems.append(Problem(path, line, "", what, did_you_mean(need, known), line=True))
    if problems:
        raise ParamsError(problems, project.root)
    return chapters


def notebooks_by_chapter(project: Project, kind: str) -> dict[str, list[Path]]:
    """The notebooks of a kind by chapter: those named ``NN_<chapter>.ipynb``."""
    notebooks: dict[str, list[Path]] = {}
    for path in sorted(project.notebooks(kind).glob("*.ipynb")):
        if match := re.fullmatch(r"\d+_(.+)", path.stem):
            notebooks.setdefault(match[1], []).append(path)
    return notebooks


def title_of(notebook: Path) -> str:
    """The title of the chapter that a notebook writes: its first heading; empty where it has none."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    found = re.search(r"^# (.+?)[ \t]*(?:\{#[^}]*\})?$", text, re.MULTILINE)
    return found[1] if found else ""
