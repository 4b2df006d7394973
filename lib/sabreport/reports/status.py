"""What each board has in hand for a year's report and what is still missing: on the terminal and as outputs/status.html."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sabreport.base.checks import refuse_failed
from sabreport.base.dates import day
from sabreport.base.errors import FileError, ReportError
from sabreport.base.files import make_folder, refusal, write_whole
from sabreport.base.pages import page_of
from sabreport.base.project import Project, year_label
from sabreport.gates.run import run_gates
from sabreport.inputs import read_inputs
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.reports.history import read_history, torn_line
from sabreport.reports.lost_comments import lost_comments
from sabreport.reports.read_back import Built, built_report
from sabreport.reports.signoffs import where_it_stands
from sabreport.settings.chapters import load_chapters
from sabreport.settings.params import Params, load_params
from sabreport.tables.answers import Answer, answers
from sabreport.tables.folder import read_tables
from sabreport.tables.reading import find_extract
from sabreport.texts.statement_files import SUFFIXES
from sabreport.wording.lists import counted

HEADINGS = ("Board", "Extracts", "Statements", "Texts", "Clauses open", "Report", "Sign-off")


@dataclass(frozen=True)
class BoardStatus:
    """How far one board is with a year's report.

    Parameters
    ----------
    problems
        What stops a build, each as `check` says it.
    extracts, extracts_missing
        How many of the extracts that its chapters need are there, and the files that are not.
    statements, statements_missing
        How many members have sent a statement or have a reason for none, and the names of the others.
    due, late
        When statements are due, and whether that day has passed.
    texts_missing
        Chapters that consist of authored text and have none.
    open_clauses
        What is missing for each clause of the duty that is not answered, by clause; None where that cannot be told.
    draft
        The number of the last draft; 0 where there is none, or it cannot be told.
    built
        The day on which it was built; empty where there is none, or it cannot be told.
    unreadable
        What the kit itself recorded of the last draft and cannot read any more.
    stands
        Who was sent it, and whether it is signed and final.
    faulty
        Whether its params have faults, so that nothing that they ask for can be told.
    """

    project: Project
    name: str
    problems: tuple[str, ...] = ()
    extracts: int = 0
    extracts_missing: tuple[str, ...] = ()
    statements: int = 0
    statements_missing: tuple[str, ...] = ()
    due: date | None = None
    late: bool = False
    texts_missing: tuple[str, ...] = ()
    open_clauses: dict[str, tuple[str, ...]] | None = None
    draft: int = 0
    built: str = ""
    unreadable: tuple[str, ...] = ()
    stands: str = "not signed off"
    faulty: bool = False

    @property
    def badness(self) -> tuple[int, int, int, int, str]:
        """The worse, the smaller: boards that cannot be built, then late statements, open clauses and what else is missing."""
        missing = len(self.extracts_missing) + len(self.texts_missing) + len(self.statements_missing)
        return (
            -len(self.problems),
            -len(self.statements_missing) if self.late else 0,
            -len(self.open_clauses or {}),
            -missing,
            self.project.board,
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table says, under `HEADINGS`."""
        whole = self.extracts + len(self.extracts_missing)
        clauses = "cannot be told" if self.open_clauses is None else ", ".join(self.open_clauses) or "none"
        report = f"draft {self.draft}, built {self.built}" if self.built else "cannot be told" if self.unreadable else "not built"
        if self.faulty:
            return (
                self.project.board,
                f"the params have {_faults(self.problems)}",
                *("cannot be told",) * 3,
                report,
                self.stands,
            )
        return (
            self.project.board,
            f"{self.extracts} of {whole}" + (f", {_faults(self.problems)}" if self.problems else ""),
            self._statements,
            ", ".join(f"{chapter} missing" for chapter in self.texts_missing) or "all there",
            clauses,
            report,
            self.stands,
        )

    @property
    def _statements(self) -> str:
        if not self.statements_missing:
            return f"all {self.statements} in" if self.statements else "none asked for"
        word = "late" if self.late else "to come"
        due = f" (due {day(self.due)})" if self.due else ""
        return f"{self.statements} in, {len(self.statements_missing)} {word}{due}"

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that is still missing, a sentence each."""
        return (
            *self.problems,
            *self.unreadable,
            *(f"{name} is missing." for name in self.extracts_missing),
            *(f"The chapter {chapter} has no text." for chapter in self.texts_missing),
            *(f"{clause}: {gap}" for clause, gaps in (self.open_clauses or {}).items() for gap in gaps),
        )


def standing(project: Project, today: date) -> BoardStatus:
    """How far a board is. Nothing that is missing or wrong with a board stops it: that is what it tells."""
    built, unreadable = _outputs(project)
    stands, unread = _standing(project)
    draft, day_built = (built.draft, day(built.created)) if built else (0, "")
    try:
        params = load_params(project)
        chapters = load_chapters(project, params)
    except ReportError as error:
        name = built.name if built else project.board
        return BoardStatus(
            project,
            name,
            _sentences(error),
            draft=draft,
            built=day_built,
            unreadable=unreadable + unread,
            stands=stands,
            faulty=True,
        )
    problems: tuple[str, ...] = ()
    clauses: dict[str, tuple[str, ...]] | None = None
    try:
        tables = read_tables(project, params, chapters)
        clauses = _open(answers(project, params, chapters, tables), project)
        inputs = read_inputs(project)
        refuse_failed(run_gates(project, inputs))
    except ReportError as error:
        problems = _sentences(error)
    needed = dict.fromkeys(name for chapter in chapters for name in chapter.extracts)
    missing = tuple(f"{name}.csv" for name in needed if find_extract(project.data, name) is None)
    members, silent = _statements(project, params, chapters)
    due = params.statements.due
    return BoardStatus(
        project=project,
        name=params.name,
        problems=problems,
        extracts=len(needed) - len(missing),
        extracts_missing=missing,
        statements=members - len(silent),
        statements_missing=silent,
        due=due,
        late=bool(silent) and due is not None and today > due,
        texts_missing=_without_text(project, chapters),
        open_clauses=clauses,
        draft=draft,
        built=day_built,
        unreadable=unreadable + unread,
        stands=stands,
    )


def worst_first(projects: Sequence[Project], today: date) -> list[BoardStatus]:
    """The standing of each board, the one with most to do first."""
    return sorted((_whatever_happens(project, today) for project in projects), key=lambda each: each.badness)


def _whatever_happens(project: Project, today: date) -> BoardStatus:
    """The standing of one board, which must not stop those of the others."""
    try:
        return standing(project, today)
    except Exception as error:
        told = refusal(error, project.root)
        what = f"it cannot be told how far this board is: {type(error).__name__}: {error}. Run check with --debug to see where."
        return BoardStatus(project, project.board, (what,) if told is None else _sentences(told))


def print_status(standings: Sequence[BoardStatus]) -> None:
    """The table on the terminal; plain text, and wide enough for every word, where it is piped."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=400, color_system=None)
    table = Table(*HEADINGS, box=None, pad_edge=False)
    for each in standings:
        table.add_row(*each.cells)
    console.print(table)


def write_status(root: Path, year: int, standings: Sequence[BoardStatus], today: date) -> Path:
    """Write outputs/status.html, which replaces the one before whole.

    Raises
    ------
    FileError
        Where it cannot be written.
    """
    outputs = make_folder(root / "outputs", root)
    values: dict[str, Any] = {"label": year_label(year), "headings": HEADINGS, "standings": standings, "today": day(today)}
    return write_whole(outputs / "status.html", page_of("sabreport.reports", "status.html.j2", **values), root)


def _sentences(error: ReportError) -> tuple[str, ...]:
    return tuple(problem.sentence(error.root) for problem in error.problems)


def _faults(problems: Sequence[str]) -> str:
    return counted(len(problems), "problem", "problems")


def _open(found: Sequence[Answer], project: Project) -> dict[str, tuple[str, ...]]:
    return {each.clause.id: tuple(gap.sentence(project.root) for gap in each.gaps) for each in found if each.gaps}


def _statements(project: Project, params: Params, chapters: Sequence[ChapterSpec]) -> tuple[int, tuple[str, ...]]:
    """How many members are asked for a statement, and which of them have neither sent one nor a reason."""
    if not any(chapter.partners for chapter in chapters):
        return 0, ()
    sent = {path.stem for path in (project.data / "partners").glob("*") if path.suffix.lower() in SUFFIXES}
    silent = [each.name for each in params.members if each.id not in sent and each.id not in params.statements.none_from]
    return len(params.members), tuple(silent)


def _without_text(project: Project, chapters: Sequence[ChapterSpec]) -> tuple[str, ...]:
    narrative = project.data / "narrative"
    return tuple(chapter.id for chapter in chapters if chapter.narrative and not (narrative / f"{chapter.id}.md").is_file())


def _outputs(project: Project) -> tuple[Built | None, tuple[str, ...]]:
    """The report that stands in outputs, and what cannot be read of it."""
    try:
        return built_report(project.outputs, project.root), ()
    except FileError as error:
        return None, _sentences(error)


def _standing(project: Project) -> tuple[str, tuple[str, ...]]:
    """How far the last draft is on its way to be published, what of its history cannot be read, and what is gone."""
    try:
        torn = torn_line(project.outputs, project.root)
        history = read_history(project.outputs, project.root)
        lost = (problem.sentence(project.root) for problem in lost_comments(project, history))
        return where_it_stands(project.outputs, history), (*torn, *lost)
    except FileError as error:
        return "cannot be told", _sentences(error)
