"""``sabreport build`` and ``check``."""

from __future__ import annotations

import typer

from sabreport.base.errors import did_you_mean
from sabreport.base.project import Project
from sabreport.boards import refuse_insecure
from sabreport.cli.options import (
    BoardOption,
    CleanOption,
    DebugOption,
    EngineOption,
    ExplainOption,
    FinalOption,
    ForceOption,
    FormatOption,
    InsecureOption,
    JobsOption,
    KernelOption,
    RootOption,
    SchedulerOption,
    YearOption,
    app,
)
from sabreport.console import err, out, relative, warn
from sabreport.documents.engines import DOCUMENTS, ENGINES
from sabreport.each_board import boards_of, building, explained, for_each, link_reports, sweeping, unchanged
from sabreport.reports.last_report import LastReport, Order, index_is_due
from sabreport.workers.warm import KERNELS


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
    clean: CleanOption = False,
    final: FinalOption = False,
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

    if final and formats:
        raise typer.BadParameter("a final is all documents. Leave --format out.", param_hint="--final")

    if not insecure:
        with explained(debug):
            refuse_insecure(scheduler)
    projects = boards_of(root, year, board, debug)
    order = Order(chosen, engine, kernel, force, "final" if final else "clean" if clean else "review")
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
    from sabreport.reports.history import read_history
    from sabreport.reports.lost_comments import lost_comments
    from sabreport.returned.comments import read_comments
    from sabreport.wording.lists import in_figures

    def check_one(project: Project) -> None:
        inputs = read_inputs(project)
        read_comments(project)
        checks = run_gates(project, inputs)
        for found in checks:
            if found.status == "warn":
                warn(found.gate, found.sentence)
        refuse_failed(checks)
        for problem in lost_comments(project, read_history(project.outputs, project.root)):
            warn("comments", problem.sentence(project.root))
        held = (("chapter", inputs.chapters), ("file", inputs.tables.paths), ("fact", inputs.facts))
        counts = ", ".join(in_figures(len(found), each, f"{each}s") for each, found in held)
        out(f"{project.board} {project.label}: {counts}. Ready to build.")

    for_each(boards_of(root, year, board, debug), check_one, debug)


def _report(title: str, standing: LastReport) -> None:
    """What a build says of a report: what its gates found, and where its documents are."""
    for check in standing.checks:
        if check.status != "pass":
            err(f"{check.status} ({check.gate}): {check.sentence}")
    out(title)
    if standing.published:
        out("  Final. This is published:")
    for path in standing.published or standing.documents:
        out(f"  {relative(path)}")
