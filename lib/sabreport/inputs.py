"""Everything that can be told without running a notebook: params, chapters, tables and facts of a board and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sabreport.base.errors import ExtractError, Problem, ReportError
from sabreport.base.project import Project
from sabreport.chapters.material import published
from sabreport.facts.fact import Facts, UnknownFactError
from sabreport.facts.material import Material
from sabreport.facts.phrases import in_form
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.report_kinds.references import faults_of_references
from sabreport.reuse.cache import Memory
from sabreport.running.execute import check_notebooks
from sabreport.settings.chapters import load_chapters
from sabreport.settings.look import Look, load_look
from sabreport.settings.params import Params, load_params
from sabreport.tables.answers import load_duty
from sabreport.tables.board_tables import Tables
from sabreport.tables.character_checks import faults_of_extracts, faults_of_params, faults_of_text
from sabreport.tables.folder import read_tables
from sabreport.texts.authored import as_written
from sabreport.texts.statements import (
    StatementReview,
    asked_headings,
    review_statement,
    title_of_form,
    unprintable,
)
from sabreport.texts.text import bindings, brace_faults


@dataclass(frozen=True)
class Inputs:
    """What a report is built from, checked.

    Parameters
    ----------
    tables, facts
        As published; see `sabreport.disclosure.publish`.
    supplied
        The extracts as the board supplied them. Only the gates look at them: nothing that is printed may.
    reviews
        What each member's statement holds beside what was asked for, by member id.
    """

    project: Project
    params: Params
    look: Look
    chapters: tuple[ChapterSpec, ...]
    tables: Tables
    facts: Facts
    supplied: Tables
    reviews: Mapping[str, StatementReview]

    @property
    def material(self) -> Material:
        """What its chapters are written from."""
        return Material(self.project, self.params, self.look, self.tables, self.facts)


def read_inputs(project: Project, memory: Memory | None = None) -> Inputs:
    """Read and check all inputs of a board and year; `memory` spares what is known to have passed.

    Raises
    ------
    ReportError
        With every problem that can be found at once: a board's params come first, for all else rests on them;
        then extracts, authored text and notebooks together.
    """
    params = load_params(project)
    chapters = load_chapters(project, params)
    look = load_look(project, params)
    load_duty(project, params.kind)
    problems = [*faults_of_params(project, params), *check_notebooks(project, chapters)]
    try:
        supplied = read_tables(project, params, chapters, memory)
    except ReportError as error:
        raise ExtractError([*error.problems, *problems], project.root) from error
    tables, facts = published(project, params, supplied)
    problems += faults_of_extracts(supplied)
    problems += _check_authored(project, tables, facts, chapters)
    reviews = _review_statements(project, params, tables, problems)
    if problems:
        raise ExtractError(dict.fromkeys(problems), project.root)
    return Inputs(project, params, look, chapters, tables, facts, supplied, reviews)


def read_facts(project: Project) -> Facts:
    """The facts of a board and year, which rest on its params and extracts alone, whatever its texts and chapters lack.

    Raises
    ------
    ReportError
        With every problem of the params, or of the extracts.
    """
    params = load_params(project)
    supplied = read_tables(project, params, (), texts=False)
    return published(project, params, supplied)[1]


def _check_authored(project: Project, tables: Tables, facts: Facts, chapters: Sequence[ChapterSpec]) -> list[Problem]:
    """A problem for each statement that Pandoc cannot read, and each binding or reference that names nothing."""
    problems: list[Problem] = []
    for path in (*tables.narrative.values(), *tables.statements.values()):
        try:
            text = as_written(path, project.root)
            problems += [*_unknown_names(path, text, facts), *faults_of_text(path, text)]
            if path in tables.narrative.values():
                problems += faults_of_references(path, text, chapters)
        except ReportError as error:
            problems += error.problems
    return problems


def _review_statements(project: Project, params: Params, tables: Tables, problems: list[Problem]) -> dict[str, StatementReview]:
    """The review of each statement; one without words, or with words that would not be printed, is a problem."""
    reviews, names = {}, {each.id: each.name for each in params.members}
    for member, path in tables.statements.items():
        try:
            headings, pictures = asked_headings(project, params), params.statements.pictures
            title = title_of_form(project, params, names.get(member, ""))
            reviews[member] = review_statement(
                path, project.root, headings, member=names.get(member, ""), form_title=title, pictures=pictures
            )
        except ReportError as error:
            problems += error.problems
        else:
            problems += unprintable(path, reviews[member])
    return reviews


def _unknown_names(path: Path, text: str, facts: Facts) -> list[Problem]:
    """A problem for each ``{{ name | form }}`` of a text that is not whole or cannot be filled in."""
    problems = brace_faults(path, text)
    lines = {problem.row for problem in problems}
    for binding in bindings(text):
        if path.suffix.lower() == ".md" and binding.line in lines:
            continue
        try:
            in_form(facts.named(binding.name), facts, binding.form)
        except UnknownFactError as error:
            what, remedy = error.args
            row = binding.line if path.suffix.lower() == ".md" else None
            problems.append(Problem(path, row, "", what, remedy or "This report has no facts.", line=True))
    return problems
