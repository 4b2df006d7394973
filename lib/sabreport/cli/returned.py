"""``sabreport review``: what whoever reads a draft has to look at, and what comes back from readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sabreport.base.project import Project
from sabreport.cli.options import DebugOption, OneBoardOption, RootOption, YearOption, app
from sabreport.console import out, relative, warn
from sabreport.each_board import boards_of, for_each

if TYPE_CHECKING:
    from sabreport.returned.places import Places


@app.command()
def review(
    year: YearOption,
    board: OneBoardOption,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Word files that came back, with comments and tracked changes; none is needed.")
    ] = None,
    draft: Annotated[
        int | None, typer.Option("--draft", min=1, metavar="NUMBER", help="The draft to review. Default: the last.")
    ] = None,
    reader: Annotated[
        str, typer.Option("--reader", help="Who is to read it, as a role: what changed since that reader last had a draft.")
    ] = "",
    apply: Annotated[
        bool, typer.Option("--apply", help="Put tracked changes of the board's own words into their files, and show how.")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what --apply would change in the files, and leave them as they are.")
    ] = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Write what is to be looked at in a draft; list the comments and tracked changes of copies that came back."""
    if (apply or preview) and not files:
        what = "there is no file to take changes from. Name the Word files that came back."
        raise typer.BadParameter(what, param_hint="--apply" if apply else "--preview")
    if apply and preview:
        what = "--apply changes the files and --preview leaves them as they are. Use one of the two."
        raise typer.BadParameter(what, param_hint="--preview")

    def show_review(project: Project) -> None:
        known = _show_returned(project, files, apply=apply, preview=preview) if files else {}
        _show_page(project, draft, " ".join(reader.split()), known)

    for_each(boards_of(root, year, [board], debug), show_review, debug)


def _show_page(project: Project, draft: int | None, reader: str, known: dict[int, Places]) -> None:
    """Write the page on a draft, and say what is in it; `known` is what drafts say that were read already."""
    from sabreport.review_page.page import review_page, write_review_page
    from sabreport.wording.lists import counted
    from sabreport.wording.numbers import in_words

    page = review_page(project, draft, reader, known)
    path = write_review_page(page)
    found = page.decisions
    out(f"{project.board} {project.label}: review of {page.draft.mark}")
    if found.stopped:
        out(f"  {counted(len(found.stopped), 'fault', 'faults')} stopped the build after it")
    warned = counted(len(found.warned), "warning", "warnings") if found.warned else "no warning"
    comments = counted(len(page.comments), "open comment", "open comments") if page.comments else "no open comment"
    if page.lost:
        comments = "comments that cannot be told"
        warn("review", page.lost)
    answered = f", {in_words(page.answered)} answered" if page.answered else ""
    out(f"  {warned} to decide on, {comments}{answered}")
    out(f"  {page.since.said}")
    if page.since.unknown:
        warn("review", f"no draft was ever sent to {reader}. Drafts were sent to {page.since.unknown}.")
    out(f"  {relative(path)}")


def _show_returned(project: Project, files: list[Path], *, apply: bool, preview: bool) -> dict[int, Places]:
    """Read what came back, list it in comments.csv, put changes into the texts where that is asked, and give what was read."""
    from sabreport.reports.drafts import drafts_in
    from sabreport.returned.apply import applied, write_applied
    from sabreport.returned.comments import without_reason
    from sabreport.returned.review import counts, read_again, review_of, write_review
    from sabreport.wording.lists import counted, listed

    found = review_of(project, files)
    changed = applied(found)
    if changed.diff and (apply or preview):
        out(changed.diff.rstrip("\n"))
    if apply and write_applied(found, changed):
        found = read_again(found, files)
    paths = write_review(found, changed.outcomes(written=apply))
    by = f" by {listed(found.authors)}" if found.authors else ""
    number = counted(len(found.remarks), "remark", "remarks") if found.remarks else "no remarks"
    out(f"{project.board} {project.label}: {number}{by}")
    last = max(number for number, _ in drafts_in(project.outputs))
    for draft in found.drafts:
        older = f" (an older draft: the last is draft {last})" if draft.number < last else ""
        out(f"  {draft.mark}: {listed([name for name, of in found.files.items() if of == draft])}{older}")
    for said in found.told:
        warn("review", said)
    for problem in without_reason(project, found.rows):
        warn("review", problem.sentence(project.root))
    if apply or preview:
        done = counted(len(changed.done), "change", "changes") if changed.done else "nothing"
        is_left = changed.done or changed.refused or not changed.there
        put = ("put" if apply else "to be put") if is_left else "is left to be put"
        out(f"  {done} {put} into the board's texts")
        if changed.there:
            out(f"  {counted(len(changed.there), 'change is', 'changes are')} in them already")
        for ident, why in changed.refused.items():
            out(f"  not applied: {ident} ({found.rows[ident]['where']}): {why}. Change it by hand, or decline it.")
    out(f"  {listed([f'{count} {status}' for status, count in counts(found.rows).items()] or ['nothing'])} in comments.csv")
    for path in paths:
        out(f"  {relative(path)}")
    return found.places
