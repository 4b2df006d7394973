"""``sabreport facts``, ``claims`` and ``status``: they write no report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sabreport.base.errors import FileError
from sabreport.base.project import Project
from sabreport.cli.options import (
    BoardOption,
    DebugOption,
    JsonOption,
    OneBoardOption,
    RootOption,
    YearOption,
    app,
)
from sabreport.console import out, printing, relative, warn
from sabreport.each_board import boards_of, explained, for_each


@app.command()
def facts(
    year: YearOption,
    board: OneBoardOption,
    as_json: JsonOption = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """List every named number of a board and year, with the cell or the formula it comes from; no text need be written yet."""
    from sabreport.facts.records import facts_as_json
    from sabreport.inputs import read_facts
    from sabreport.reports.read_back import used_in_last_build

    def list_facts(project: Project) -> None:
        found = read_facts(project)
        if as_json:
            used_in: dict[str, list[str]] = {}
            try:
                used_in = used_in_last_build(project.outputs, project.root)
            except FileError as error:
                for problem in error.problems:
                    warn("outputs", f"{problem.sentence(error.root)} Until then used_in is empty.")
            out(json.dumps(facts_as_json(found, used_in), ensure_ascii=False, indent=2))
            return
        for key, fact in found.items():
            source = fact.source
            place = f"{source.path}{f', row {source.row}' if source.row else ''}, {source.column}" if source else fact.formula
            out(f"{key:<60} {fact.text:>24}  {place}{', held back at source' if fact.at_source else ''}")

    for_each(boards_of(root, year, [board], debug), list_facts, debug)


@app.command()
def claims(
    file: Annotated[Path, typer.Argument(help="A text: .md, .txt or .docx.")],
    year: YearOption,
    board: OneBoardOption,
    as_json: JsonOption = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Find every number written in a text, and say what it rests on."""
    from sabreport.claims.finder import ClaimFinder
    from sabreport.claims.sources import supplied_sentences
    from sabreport.inputs import read_inputs
    from sabreport.texts.authored import as_written
    from sabreport.wording.lists import in_figures

    if not file.is_file():
        what = f"{file} is a folder" if file.is_dir() else f"there is no file {file}"
        raise typer.BadParameter(f"{what}. Name a text: .md, .txt or .docx.", param_hint="FILE")

    def list_claims(project: Project) -> None:
        inputs = read_inputs(project)
        is_draft = file.suffix.lower() in (".docx", ".odt") and not file.resolve().is_relative_to(project.data.resolve())
        supplied = supplied_sentences(inputs.material) if is_draft else {}
        found = ClaimFinder(inputs.material).find(as_written(file, project.root), supplied=supplied)
        if as_json:
            out(json.dumps([claim.as_json() for claim in found], ensure_ascii=False, indent=2))
            return
        for claim in found:
            rests = f"{claim.fact}. {claim.note}" if claim.fact and claim.note else claim.fact or claim.note
            out(f'line {claim.line:<4} {claim.status:<9} "{claim.text}"  {rests}')
        counts = [f"{sum(claim.status == status for claim in found)} {status}" for status in ("traced", "untraced", "ignored")]
        out(f"{in_figures(len(found), 'number', 'numbers')}: {', '.join(counts)}.")

    for_each(boards_of(root, year, [board], debug), list_claims, debug)


@app.command()
def status(year: YearOption, board: BoardOption = None, root: RootOption = None, debug: DebugOption = False) -> None:
    """Show what each board has in hand and what is missing, worst first; the same as outputs/status.html."""
    from sabreport.reports.status import print_status, worst_first, write_status

    projects, today = boards_of(root, year, board, debug), date.today()  # not printed
    standings = worst_first(projects, today)
    with explained(debug):
        with printing():
            print_status(standings)
        path = write_status(projects[0].root, year, standings, today)
        out(f"What is missing, sentence by sentence: {relative(path)}")
