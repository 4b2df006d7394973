"""``sabreport diff``, ``sent``, ``signoff`` and ``verify``: what is done with the drafts that are kept, and with a final."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
from sabreport.each_board import boards_of, explained, for_each

DraftOption = Annotated[int, typer.Option("--draft", min=1, metavar="NUMBER", help="The draft, by the number on its cover.")]
NoteOption = Annotated[str, typer.Option("--note", help="What was said with it.")]


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
            (changes.figures, "figure", "figures"),
            (changes.words, "passage", "passages"),
            (changes.exhibits, "table or chart", "tables and charts"),
        )
        said = listed([counted(len(each), one, many) for each, one, many in found if each])
        alike = f"The same words, figures and pictures. What differs is {changes.besides}." if changes.besides else ""
        old, new = (f"{each.draft.mark}{changes.of_year(each)}" for each in (changes.old, changes.new))
        out(f"{project.board} {project.label}: from {old} to {new}")
        out(f"  changed: {said}" if said else f"  {alike or 'The two say the same.'}")
        redline = write_redline_of(project, changes)
        for path in (*paths, redline) if redline else paths:
            out(f"  {relative(path)}")
        if redline is None and changes.held_back:
            out(f"  No Word file with tracked changes: it would show figures that {new} holds back.")
        elif redline is None:
            out("  No Word file with tracked changes: one of the two drafts has no Word report. Build with --format docx.")

    for_each(boards_of(root, year, [board], debug), show_changes, debug)


@app.command()
def sent(
    year: YearOption,
    board: OneBoardOption,
    draft: DraftOption,
    to: Annotated[str, typer.Option("--to", help="Who was sent it, as a role or a group.")],
    note: NoteOption = "",
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Record that a draft was sent to somebody; it is then kept, and status says who has it."""
    from sabreport.publication.sign import sent as record_sent

    def send(project: Project) -> None:
        found = record_sent(project, draft, to, note)
        out(f"{project.board} {project.label}: {found.mark} is recorded as sent to {to}.")

    for_each(boards_of(root, year, [board], debug), send, debug)


@app.command()
def signoff(
    year: YearOption,
    board: OneBoardOption,
    draft: DraftOption,
    by: Annotated[str, typer.Option("--by", help="Whose sign-off it is, by role.")],
    outcome: Annotated[str, typer.Option("--outcome", help="approve, amend (approved with changes to be made), or reject.")],
    note: NoteOption = "",
    change: Annotated[
        list[str] | None,
        typer.Option("--change", help="With amend: a chapter in which something has to change; may be repeated."),
    ] = None,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Record a sign-off of a draft. It holds for what that draft says, and no longer."""
    from sabreport.publication.sign import sign_off
    from sabreport.reports.drafts import drafts_in
    from sabreport.reports.signoffs import OUTCOMES

    if outcome not in OUTCOMES:
        raise typer.BadParameter(f'there is no outcome "{outcome}". Use one of: {", ".join(OUTCOMES)}.', param_hint="--outcome")

    def sign(project: Project) -> None:
        found = sign_off(project, draft, by, outcome, note, change or ())
        out(f"{project.board} {project.label}: {found.mark}: {outcome}, by {by}.")
        last = max(number for number, _ in drafts_in(project.outputs))
        if last != draft:
            out(f"  Draft {last} is the last. Where it says something else it needs a sign-off of its own.")

    for_each(boards_of(root, year, [board], debug), sign, debug)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A publication folder, wherever it is.")], debug: DebugOption = False
) -> None:
    """Say whether a publication folder is, file by file, what was published."""
    from sabreport.publication.verify import verify as verified

    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}. Name a publication folder.", param_hint="FOLDER")
    with explained(debug):
        found, told = verified(folder.resolve())
        signed = "; ".join(f"{each['by']}, {each['on']}" for each in found.record["signed"])
        by = "signed off by" if told else "it says that it was signed off by"
        if not told:
            unknown = "No history lies beside it, so the folder cannot tell who made it."
            out(f"{unknown} Compare this with what the board holds: {found.sums}")
        out(f"{found.record['title']}: each file is as it was published on {found.published}.")
        out(f"  made from draft {found.draft}, content {found.content[:6]}; {by} {signed}")
        if told:
            out("  The history beside it tells of this publication.")
