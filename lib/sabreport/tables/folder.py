"""All extracts of a board and year, checked alone and against each other; every problem is reported once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sabreport.base.errors import ExtractError, Problem
from sabreport.base.files import shown_files
from sabreport.base.project import Project
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.report_kinds.columns import EXTRACTS
from sabreport.reuse.cache import Memory
from sabreport.settings.params import Params
from sabreport.tables.agreement import cross_checks, cross_warnings
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import Extract
from sabreport.tables.known_words import known_words
from sabreport.tables.meant import Known
from sabreport.tables.missing import extracts_of_no_chapter, extracts_without_rows, folder_fault, missing_extracts
from sabreport.tables.reading import Passed, find_extract, read_extract
from sabreport.tables.unread import as_text, text_meant, unread_files
from sabreport.texts.statement_files import SUFFIXES, inspect_statement
from sabreport.texts.text import inspect_text, read_text

_GOES_ON = {"priorities": "priority", "sars": "sar"}
"""Extracts with a column whose names other extracts, which are read after them, use too."""


@dataclass(frozen=True)
class _Reader:
    """Reads extracts, and gathers what is wrong with them and what should be known of them."""

    root: Path
    passed: Passed | None
    problems: list[Problem]
    remarks: list[Problem]

    def read(self, path: Path | None, known: Known) -> Extract | None:
        """An extract; None where there is none, or it cannot be read."""
        if path is None:
            return None
        rows = read_extract(path, self.root, self.problems, self.passed, remarks=self.remarks, known=known)
        return Extract(path, rows) if rows is not None else None


def read_tables(
    project: Project,
    params: Params,
    chapters: tuple[ChapterSpec, ...],
    memory: Memory | None = None,
    *,
    texts: bool = True,
) -> Tables:
    """Read and check all that a board holds for a year.

    Parameters
    ----------
    chapters
        Those whose files have to be there.
    texts
        Whether authored text and statements are looked at; without them sources.csv, which lists them, is not judged either.

    Raises
    ------
    ExtractError
        With every problem of every file: a cell against its schema, a missing file that a chapter needs,
        and what does not agree between files or with the params.
    """
    fault = folder_fault(project, chapters)
    if fault is not None:
        raise ExtractError([fault], project.root)
    known = known_words(params)
    problems: list[Problem] = []
    reader = _Reader(project.root, Passed(memory) if memory is not None else None, problems, [])
    by_name: dict[str, Extract] = {}
    present = set()
    for name in (extract.name for extract in EXTRACTS):
        path = find_extract(project.data, name)
        if path is not None:
            present.add(name)
            extract = reader.read(path, known)
            if extract is not None:
                by_name[name] = extract
                known = known.adding(_GOES_ON[name], extract.rows[_GOES_ON[name]]) if name in _GOES_ON else known
    texts_there = shown_files(project.data / "narrative") if texts else []
    narrative = {path.stem: path for path in texts_there if path.suffix == ".md"}
    statements = _find_statements(project)
    if texts:
        problems += _faults_of_statements(project, statements)
    next_plan = reader.read(find_extract(project.data_of(project.year + 1), "priorities"), known)
    if next_plan is not None:
        present.add("forward")  # the plan says what the aims would
    missing = _missing_files(project, chapters, present, set(narrative), bool(statements))
    problems += missing
    problems += _unreadable_narrative(project, chapters, narrative)
    tables = Tables(by_name, _measures_by_year(project, by_name, reader, known), narrative, statements, next_plan)
    extracts = {name: extract for name, extract in by_name.items() if name != "sources"}
    judged = tables if texts else replace(tables, by_name=extracts, statements={})
    problems += cross_checks(project, params, judged, [each.path for each in missing if each.path])
    without_rows = list(extracts_without_rows(chapters, by_name))
    problems += [problem for problem, may_be_meant in without_rows if not may_be_meant]
    if problems:
        raise ExtractError(problems, project.root)
    files = {name: each.path for name, each in by_name.items()}
    unread = (
        (*extracts_of_no_chapter(project, params, chapters, by_name), *unread_files(project, params, chapters, files, narrative))
        if texts
        else ()
    )
    warnings = (
        *reader.remarks,
        *(problem for problem, _ in without_rows),
        *cross_warnings(project, params, tables),
        *unread,
    )
    return replace(tables, warnings=warnings)


def _find_statements(project: Project) -> dict[str, Path]:
    """Each member's statement, without a look into it."""
    readable = [path for path in _sent(project) if path.suffix.lower() in SUFFIXES]
    return {path.stem: path for path in reversed(readable)}


def _faults_of_statements(project: Project, statements: Mapping[str, Path]) -> Iterator[Problem]:
    """A file that cannot be read, and a second one for a member."""
    for path in _sent(project):
        yield from inspect_statement(path, project.root)
        first = statements.get(path.stem, path)
        if first != path and path.suffix.lower() in SUFFIXES:
            yield Problem(path, None, "", f"the member has another statement, {first.name}", "Keep one of the two.")


def _sent(project: Project) -> list[Path]:
    """What lies in the folder of statements, but for what programs leave there."""
    return shown_files(project.data / "partners")


def _missing_files(
    project: Project, chapters: tuple[ChapterSpec, ...], present: set[str], narrative: set[str], has_statements: bool
) -> list[Problem]:
    """A problem for each file that a listed chapter needs and that is not there."""
    problems = list(missing_extracts(project, chapters, present))
    leave_out = "or take the chapter out of the params"
    for chapter in chapters:
        if chapter.narrative and chapter.id not in narrative:
            what = f'the file is missing, and the chapter "{chapter.id}" consists of it'
            path = project.data / "narrative" / f"{chapter.id}.md"
            others = [each for each in shown_files(path.parent) if each.suffix != ".md"]
            near = next((each for each in others if text_meant(each, [chapter.id])), None)
            remedy = f"Write it as Markdown ({leave_out})."
            if near is not None:
                remedy = f"{near.name} stands beside it: {as_text(near, chapter.id)}"
            problems.append(Problem(path, None, "", what, remedy))
        if chapter.partners and not has_statements:
            what = f'there is no statement, and the chapter "{chapter.id}" needs them'
            remedy = f"Add one .docx, .odt or .md for each member, named by its id ({leave_out})."
            problems.append(Problem(project.data / "partners", None, "", what, remedy))
    return problems


def _unreadable_narrative(
    project: Project, chapters: tuple[ChapterSpec, ...], narrative: Mapping[str, Path]
) -> Iterator[Problem]:
    """A problem for each authored text that cannot be read, or that has no word although its chapter is to be printed."""
    listed = {chapter.id: chapter for chapter in chapters}
    for name, path in narrative.items():
        problems = inspect_text(path, project.root)
        yield from problems
        if not problems and name in listed and not read_text(path, project.root).strip():
            consists = listed[name].narrative
            what = "the file is empty" + (f', and the chapter "{name}" consists of it' if consists else "")
            remedy = "Write it as Markdown, or take the chapter out of the params."
            yield Problem(path, None, "", what, remedy if consists else "Write the text, or delete the file.")


def _measures_by_year(project: Project, by_name: dict[str, Extract], reader: _Reader, known: Known) -> dict[int, Extract]:
    """measures.csv of this and of every earlier year that has one, oldest first."""
    found: dict[int, Extract] = {}
    folder = project.data.parent
    years = sorted(int(path.name) for path in folder.glob("*") if path.name.isascii() and path.name.isdecimal() and path.is_dir())
    for year in years:
        extract = reader.read(find_extract(project.data_of(year), "measures"), known) if year < project.year else None
        if extract is not None:
            found[year] = extract
    if "measures" in by_name:
        found[project.year] = by_name["measures"]
    return found
