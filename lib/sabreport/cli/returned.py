"""``sabreport review``: what comes back from those who read a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sabreport.base.project import Project
from sabreport.cli.options import DebugOption, OneBoardOption, RootOption, YearOption, app
from sabreport.console import out, relative, warn
from sabreport.each_board import boards_of, for_each


@app.command()
def review(
    files: Annotated[list[Path], typer.Argument(help="Word files that came back, with comments and tracked changes.")],
    year: YearOption,
    board: OneBoardOption,
    apply: Annotated[
        bool, typer.Option("--apply", help="Put tracked changes of the board's own words into their files, and show how.")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what --apply would change in the files, and leave them as they are.")
    ] = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """List the comments and tracked changes of drafts that came back, each with the place where it can be answered."""
    from sabreport.returned.apply import applied, write_applied
    from sabreport.returned.comments import without_reason
    from sabreport.returned.review import counts, review_of, write_review
    from sabreport.wording.lists import counted, listed

    def show_review(project: Project) -> None:
        found = review_of(project, files)
        changed = applied(found) if apply or preview else None
        if changed is not None and changed.diff:
            out(changed.diff.rstrip("\n"))
        if changed is not None and apply:
            write_applied(found, changed)
        paths = write_review(found)
        by = f" by {listed(found.authors)}" if found.authors else ""
        number = counted(len(found.remarks), "remark", "remarks") if found.remarks else "no remarks"
        out(f"{project.board} {project.label}: {number}{by}")
        for draft in found.drafts:
            out(f"  {draft.mark}: {listed([name for name, of in found.files.items() if of == draft])}")
        for said in found.told:
            warn("review", said)
        for problem in without_reason(project, found.rows):
            warn("review", problem.sentence(project.root))
        if changed is not None:
            done = counted(len(changed.done), "change", "changes")
            out(f"  {done} {'put' if apply else 'to be put'} into the board's texts")
            for ident, why in changed.refused.items():
                out(f"  not applied: {ident} ({found.rows[ident]['where']}): {why}. Change it by hand, or decline it.")
        out(f"  {listed([f'{count} {status}' for status, count in counts(found.rows).items()] or ['nothing'])} in comments.csv")
        for path in paths:
            out(f"  {relative(path)}")

    for_each(boards_of(root, year, [board], debug), show_review, debug)
