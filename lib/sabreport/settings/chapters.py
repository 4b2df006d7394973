"""The chapters that a board's params list, as its kind of report has them."""

from __future__ import annotations

from sabreport.base.errors import ParamsError, Problem, did_you_mean
from sabreport.base.project import Project
from sabreport.report_kinds.chapters import TEXTS, ChapterSpec, known_chapters, notebooks_by_chapter
from sabreport.report_kinds.templates import check_templates, kinds_of
from sabreport.settings.params import Params, find_line


def load_chapters(project: Project, params: Params) -> tuple[ChapterSpec, ...]:
    """The chapters that the params list, in that order.

    Raises
    ------
    ParamsError
        Where the kind is not there, its templates or its chapters.yml cannot be used, or the params list a chapter that it
        does not have.
    """
    if not project.kind_folder(params.kind).is_dir():
        path, line = find_line(project, "kind")
        nearest = did_you_mean(params.kind, kinds_of(project.root))
        problem = Problem(path, line, "", f'there is no kind of report "{params.kind}"', nearest, line=True)
        raise ParamsError([problem], project.root)
    check_templates(project, params.kind)
    known = known_chapters(project, params.kind)
    notebooks = notebooks_by_chapter(project, params.kind)
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
            needs = known[chapter].needs
            chapters.append(
                ChapterSpec(
                    id=chapter,
                    notebook=notebooks[chapter][0],
                    extracts=tuple(need for need in needs if need not in TEXTS),
                    narrative="narrative" in needs,
                    partners="partners" in needs,
                )
            )
    if problems:
        raise ParamsError(problems, project.root)
    return tuple(chapters)
