"""Everything that can be told without running a notebook: params, chapters, tables and facts of a board and year."""

from __future__ import annotations

from dataclasses import dataclass

from sabreport.authored import bindings, read_statement, read_text
from sabreport.derived_facts import build_facts
from sabreport.errors import ExtractError, Problem, ReportError
from sabreport.execute import check_notebooks
from sabreport.facts import Facts, UnknownFactError
from sabreport.kinds import ChapterSpec, load_chapters
from sabreport.params import Params, load_params
from sabreport.project import Project
from sabreport.tables import Tables, read_tables


@dataclass(frozen=True)
class Inputs:
    """What a report is built from, checked."""

    params: Params
    chapters: tuple[ChapterSpec, ...]
    tables: Tables
    facts: Facts


def read_inputs(project: Project) -> Inputs:
    """Read and check all inputs of a board and year.

    Raises
    ------
    ReportError
        With every problem that can be found at once: a board's params come first, for all else rests on them;
        then extracts, authored text and notebooks together.
    """
    params = load_params(project)
    chapters = load_chapters(project, params)
    problems = check_notebooks(project, chapters)
    try:
        tables = read_tables(project, params, chapters)
    except ReportError as error:
        raise ExtractError([*error.problems, *problems], project.root) from error
    facts = build_facts(project, params, tables)
    problems += _unknown_facts(project, tables, facts)
    problems += _unreadable_statements(project, tables)
    if problems:
        raise ExtractError(problems, project.root)
    return Inputs(params, chapters, tables, facts)


def _unreadable_statements(project: Project, tables: Tables) -> list[Problem]:
    """A problem for each statement that Pandoc cannot read."""
    problems: list[Problem] = []
    for path in tables.statements.values():
        try:
            read_statement(path, project.root, level=3)
        except ReportError as error:
            problems += error.problems
    return problems


def _unknown_facts(project: Project, tables: Tables, facts: Facts) -> list[Problem]:
    """A problem for each ``{{ name }}`` in the narrative that names no fact."""
    problems = []
    for path in tables.narrative.values():
        for line, key in bindings(read_text(path, project.root)):
            try:
                facts.named(key)
            except UnknownFactError as error:
                what, remedy = error.args
                problems.append(Problem(path, line, "", what, remedy or "This report has no facts.", line=True))
    return problems
