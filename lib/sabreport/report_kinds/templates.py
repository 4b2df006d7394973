"""The templates of a kind of report: that each file in its folder is one that is read, or has a name of its own."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from sabreport.base.errors import ParamsError, Problem
from sabreport.base.files import fault_of, shown_files
from sabreport.base.project import OF_EACH_KIND, SHARED, Project, is_of_one_kind

_NEARLY = 0.85


def kinds_of(root: Path) -> list[str]:
    """The kinds of report that there are."""
    found = sorted(path.parent.name for path in (root / "report_templates").glob("*/chapters.yml"))
    return [kind for kind in found if kind != SHARED]


def check_templates(project: Project, kind: str) -> None:
    """Look whether a kind has one document, and whether each file of its folder is read as what its name seems to say.

    Raises
    ------
    ParamsError
        With every file that is missing, is one too many, cannot be read, or is called nearly like a template.
    """
    if problems := [*_faults_of_document(project, kind), *_faults_of_files(project, kind)]:
        raise ParamsError(problems, project.root)


def _faults_of_document(project: Project, kind: str) -> Iterator[Problem]:
    """A kind has one .qmd file."""
    folder = project.kind_folder(kind)
    documents = [path for path in project.templates(kind) if path.suffix == ".qmd"]
    if not documents:
        what = f'the kind of report "{kind}" has no .qmd file, which its sections are put into and its documents are named after'
        remedy = "Copy that of another kind here, and call it what the report is, such as annual-report.qmd."
        yield Problem(folder, None, "", what, remedy)
    if len(documents) > 1:
        what = f"there is another .qmd file, {documents[0].name}, and a kind of report has one"
        yield Problem(documents[1], None, "", what, "Keep the one that the report is named after, and take the other away.")


def _faults_of_files(project: Project, kind: str) -> Iterator[Problem]:
    """A file takes the place of the one of just that name, and can be read."""
    shared = [path.name for path in shown_files(project.kind_folder(SHARED)) if not is_of_one_kind(path.name)]
    known = [*OF_EACH_KIND, *shared]
    for path in shown_files(project.kind_folder(kind)):
        if path.name in known:
            fault = None if path.is_file() else fault_of(path, project.root)
            yield from [fault] if fault else []
        elif near := difflib.get_close_matches(path.name.casefold(), known, n=1, cutoff=_NEARLY):
            place = project.relative(project.template(kind, near[0])) if near[0] in shared else near[0]
            what = f"the file is called nearly like {place}, and is not read as {near[0]}"
            yield Problem(path, None, "", what, f"Call it {near[0]} if that is meant, or else something less like it.")
