"""The command line: ``sabreport build``, ``check``, ``facts``, ``claims``, ``status``, ``diff`` and ``template partners``."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sabreport.base.errors import FileError, did_you_mean
from sabreport.base.project import Project
from sabreport.boards import refuse_insecure
from sabreport.console import err, out, printing, relative, warn
from sabreport.documents.engines import DOCUMENTS, ENGINES
from sabreport.each_board import boards_of, building, explained, for_each, link_reports, sweeping, unchanged
from sabreport.reports.last_report import LastReport, Order, index_is_due
from sabreport.workers.warm import KERNELS

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Statutory annual reports of safeguarding adults boards, written from data.",
)
template_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Write forms for others to fill in.")
app.add_typer(template_app, name="template")


def _whole_number(takes: str, least: int, most: int) -> Callable[[str | int], int]:
    """What reads the value of an option that takes a whole number, and says what it `takes` where it is none."""

    def read(value: str | int) -> int:
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise typer.BadParameter(f'it was given "{value}". {takes}')
        return number

    return read


_YEAR = _whole_number("--year takes a year such as 2020, the one in which the financial year ends: 2020 is 2019-20.", 1990, 2100)
_JOBS = _whole_number("--jobs takes a whole number such as 2, and at least 1.", 1, 10_000)
YearOption = Annotated[
    int,
    typer.Option("--year", parser=_YEAR, metavar="YEAR", help="The year in which the financial year ends: 2020 is 2019-20."),
]
BoardOption = Annotated[
    list[str] | None,
    typer.Option("--board", help="A folder of params/; may be repeated. Default: every board with params for the year."),
]
OneBoardOption = Annotated[str, typer.Option("--board", help="A folder of params/.")]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]
RootOption = Annotated[
    Path | None, typer.Option("--root", help="The kit's folder. Default: the nearest folder above with params/ and data/.")
]
FormatOption = Annotated[list[str] | None, typer.Option("--format", help="html, pdf, docx, xlsx; may be repeated. Default: all.")]
EngineOption = Annotated[str, typer.Option("--engine", help="quarto, embedded, or auto: Quarto where it is found.")]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", parser=_JOBS, metavar="NUMBER", help="How much is worked on at once. Default: cores and one more."),
]
KernelOption = Annotated[str, typer.Option("--kernel", help="warm, or jupyter: a stock kernel for each notebook.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say for each chapter and document why it was made anew.")]
SchedulerOption = Annotated[
    str,
    typer.Option(
        "--scheduler",
        help="Address of a Dask scheduler, as tls://host:8786, whose workers build the boards. Work goes to it "
        "as Python pickles; the certificates are those of Dask's own settings (distributed.comm.tls).",
    ),
]
InsecureOption = Annotated[
    bool,
    typer.Option(
        "--insecure-scheduler",
        help="Take a scheduler on another machine without TLS. Whoever can reach it could run programs as you.",
    ),
]
FromOption = Annotated[
    int | None, typer.Option("--from", min=1, metavar="DRAFT", help="The earlier draft. Default: the one before the later.")
]
ToOption = Annotated[int | None, typer.Option("--to", min=1, metavar="DRAFT", help="The later draft. Default: the last.")]
LastYearOption = Annotated[
    bool, typer.Option("--last-year", help="Compare with last year's report; --from then names a draft of that one.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Run every chapter again, whatever has changed.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show Python's traceback where something fails.")]


@app.command()
def build(
    year: YearOption,
    board: BoardOption = None,
    formats: FormatOption = None,
    engine: EngineOption = "auto",
    jobs: JobsOption = None,
    kernel: KernelOption = "warm",
    force: ForceOption = False,
    explain: ExplainOption = False,
    scheduler: SchedulerOption = "",
    insecure: InsecureOption = False,
    root: RootOption = None,
    debug: DebugOption = False,
) -> None:
    """Build the draft report of every board that has params for the year; only what changed is made anew."""

    chosen = tuple(dict.fromkeys(formats)) if formats else DOCUMENTS
    for name in chosen:
        if name not in DOCUMENTS:
            raise typer.BadParameter(f'there is no format "{name}". {did_you_mean(name, DOCUMENTS)}', param_hint="--format")
    if engine not in ENGINES:
        raise typer.BadParameter(f'there is no engine "{engine}". Use one of: {", ".join(ENGINES)}.', param_hint="--engine")

    if kernel not in KERNELS:
        raise typer.BadParameter(f'there is no kernel "{kernel}". Use one of: {", ".join(KERNELS)}.', param_hint="--kernel")

    if not insecure:
        with explained(debug):
            refuse_insecure(scheduler)
    projects = boards_of(root, year, board, debug)
    order = Order(chosen, engine, kernel, force)
    with sweeping(projects):
        standing = unchanged(projects, order)
        changed = [project for project in projects if project not in standing]

        def say(project: Project, built: LastReport) -> None:
            as_it_was = "; nothing has changed since it was built" if project in standing else ""
            _report(f"{project.board} {project.label}: {built.draft}{as_it_was}", built)
            for name, why in built.why.items() if explain else ():
                out(f"  {name}: " + (f"made anew, because of {', '.join(why)}" if why else "as it was"))

        if not changed:
            for_each(projects, lambda project: say(project, standing[project]), debug)
            if index_is_due(projects[0].root):
                link_reports(projects[0].root)
            return
        with explained(debug), building(changed, order, scheduler, jobs) as result_of:
            for_each(projects, lambda project: say(project, standing.get(project) or result_of(project)), debug)


@app.command()
def check(year: YearOption, board: BoardOption = None, root: RootOption = None, debug: DebugOption = False) -> None:
    """Check everything that can be told without running a notebook."""
    from sabreport.base.checks import refuse_failed
    from sabreport.gates.run import run_gates
    from sabreport.inputs import read_inputs
    from sabreport.wording.lists import in_figures

    def check_one(project: Project) -> None:
        inputs = read_inputs(project)
        checks = run_gates(project, inputs)
        for found in checks:
            if found.status == "warn":
                warn(found.gate, found.sentence)
        refuse_failed(checks)
        held = (("chapter", inputs.chapters), ("file", inputs.tables.paths), ("fact", inputs.facts))
        counts = ", ".join(in_figures(len(found), each, f"{each}s") for each, found in held)
        out(f"{project.board} {project.label}: {counts}. Ready to build.")

    for_each(boards_of(root, year, board, debug), check_one, debug)


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


def _report(title: str, standing: LastReport) -> None:
    """What a build says of a report: what its gates found, and where its documents are."""
    for check in standing.checks:
        if check.status != "pass":
            err(f"{check.status} ({check.gate}): {check.sentence}")
    out(title)
    for path in standing.documents:
        out(f"  {relative(path)}")
