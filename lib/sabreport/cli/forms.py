"""``sabreport template partners``."""

from __future__ import annotations

from sabreport.base.project import Project
from sabreport.cli.options import (
    BoardOption,
    DebugOption,
    RootOption,
    YearOption,
    template_app,
)
from sabreport.console import out, relative
from sabreport.each_board import boards_of, for_each


@template_app.command()
def partners(year: YearOption, board: BoardOption = None, root: RootOption = None, debug: DebugOption = False) -> None:
    """Write the Word form that each member fills in and returns as its statement."""
    from sabreport.settings.params import load_params
    from sabreport.texts.forms import write_forms

    def write_for(project: Project) -> None:
        forms = write_forms(project, load_params(project))
        out(f"{project.board} {project.label}, members' forms:")
        for path in forms.written:
            out(f"  {relative(path)}")
        for path in forms.kept:
            out(f"  {relative(path)} was there already and is as it was. Delete it first if you want a new one.")

    for_each(boards_of(root, year, board, debug), write_for, debug)
