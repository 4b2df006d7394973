"""``sabreport diff``: what is done with the drafts that are kept."""

from __future__ import annotations

from sabreport.base.project import Project
from sabreport.cli.options import (
    DebugOption,
    FromOption,
    LastYearOption,
    OneBoardOption,
    RootOption,
    ToOption,
    YearOption,
    app,
)
from sabreport.console import out, relative
from sabreport.each_board import boards_of, for_each


@app.command()
def diff(
    year: YearOption,
    board: OneBoardOption,
    earlier: FromOption = None,
    later: ToOption = None,
    last_year: LastYearOption = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Show what changed from one draft of a report to another, or since last year's: figures, words, tables and charts."""
    from sabreport.changes.changes import changes_between, write_changes, write_redline_of
    from sabreport.settings.params import load_params
    from sabreport.wording.lists import counted, listed

    def show_changes(project: Project) -> None:
        name = load_params(project).name
        changes = changes_between(project, earlier, later, last_year=last_year)
        paths = write_changes(project, changes, name)
        found = (
            counted(len(changes.figures), "figure", "figures"),
            counted(len(changes.words), "passage", "passages"),
            counted(len(changes.exhibits), "table or chart", "tables and charts"),
        )
        old, new = (f"{each.draft.mark}{changes.of_year(each)}" for each in (changes.old, changes.new))
        out(f"{project.board} {project.label}: from {old} to {new}")
        out(f"  changed: {listed(found)}" if not changes.nothing else "  The two say the same.")
        redline = write_redline_of(project, changes)
        for path in (*paths, redline) if redline else paths:
            out(f"  {relative(path)}")
        if redline is None:
            out("  No Word file with tracked changes: one of the two drafts has no Word report. Build with --format docx.")

    for_each(boards_of(root, year, [board], debug), show_changes, debug)
