"""What the law asks of a report, clause by clause, and whether the report answers it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from os.path import lexists
from typing import Any, Literal

import pandas as pd
from pydantic import Field, model_validator

from sabreport.base.errors import ParamsError, Problem, did_you_mean
from sabreport.base.project import Project
from sabreport.base.yaml_files import Settings, Strict, checked, read_settings
from sabreport.report_kinds.chapters import ChapterSpec, chapter_ids
from sabreport.report_kinds.columns import EXTRACTS, columns_of
from sabreport.settings.params import Params, Text
from sabreport.tables.board_tables import Tables
from sabreport.tables.cells import is_placeholder
from sabreport.tables.extract import Extract, each_row
from sabreport.tables.reading import find_extract, read_extract

_LONGEST_NAME = 80
_ASKED = ("filled", "found_in", "covers", "statements", "recipients")
_IN_TIME = ("in the year", "by year end", "not by year end")


class Need(Strict):
    """One thing that must hold for a clause to be answered; see duty.yml for what each key means."""

    rows: str = ""
    of: Literal["this year", "last year"] = "this year"
    where: dict[str, str] = Field(default_factory=dict)
    by: str = ""
    filled: str = ""
    found_in: str = ""
    covers: str = ""
    statements: bool = False
    recipients: bool = False
    nil: str | None = None
    lacks: str
    remedy: str

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Need:
        if sum(bool(getattr(self, name)) for name in _ASKED) != 1:
            raise ValueError("a need asks for none or several things", f"Keep one of {', '.join(_ASKED)}.")
        if unknown := [mark for mark in re.findall(r"\{[^{}]*\}", self.lacks) if mark != "{name}"]:
            reason = f"lacks has {unknown[0]}, which stands for nothing"
            raise ValueError(reason, "Write {name} where the name is to stand; no other word may stand in braces.")
        if not (self.rows and self.by) and not (self.statements or self.recipients):
            raise ValueError("a need names no rows, or no column by which to name them", "Give `rows:` and `by:`.")
        return self


class Clause(Strict):
    """One clause of the duty: what the report must say, and where and by what it does."""

    id: str
    asks: str
    answered_in: tuple[str, ...]
    needs: tuple[Need, ...]


class Duty(Strict):
    """All clauses of the statute that asks for a kind of report, by their ids."""

    statute: str
    clauses: dict[str, Clause]

    @model_validator(mode="before")
    @classmethod
    def _ids_into_clauses(cls, values: dict[str, Any]) -> dict[str, Any]:
        clauses = values.get("clauses")
        if not isinstance(clauses, dict):
            return values
        named = {ident: {**each, "id": ident} if isinstance(each, dict) else each for ident, each in clauses.items()}
        return {**values, "clauses": named}


@dataclass(frozen=True)
class Answer:
    """Whether a report answers a clause.

    Parameters
    ----------
    chapter
        The chapter that does; None where the report has none, or none is asked for.
    nil
        The nil return, where there was nothing to report; empty otherwise.
    gaps
        What is still missing, each with its remedy; the clause is open while there are any.
    """

    clause: Clause
    chapter: ChapterSpec | None
    nil: str
    gaps: tuple[Problem, ...]


def load_duty(project: Project, kind: str) -> Duty | None:
    """The duty of a kind of report, from its duty.yml; None for a kind that no statute asks for.

    Raises
    ------
    ParamsError
        Where the file cannot be used: a key that is unknown or missing, or a chapter, extract or column that there is not.
    """
    path = project.template(kind, "duty.yml")
    if not lexists(path):
        return None
    settings = read_settings(path, project.root)
    duty = checked(settings, Duty, project.root, keys_are_in="the head of the file")
    problems = list(_unknown_names(settings, duty, chapter_ids(project, kind)))
    if problems:
        raise ParamsError(problems, project.root)
    return duty


def _unknown_names(settings: Settings, duty: Duty, chapters: Sequence[str]) -> Iterator[Problem]:
    """A problem for each name that stands for nothing."""

    def problem(what: str, word: str, known: Iterable[str], *place: str | int) -> Problem:
        path, line = settings.locate("clauses", *place)
        return Problem(path, line, "", f'there is no {what} "{word}"', did_you_mean(word, known), line=True)

    for ident, clause in duty.clauses.items():
        for number, name in enumerate(clause.answered_in):
            if name not in chapters:
                yield problem("chapter", name, chapters, ident, "answered_in", number)
        for number, need in enumerate(clause.needs):
            for key, what, word, known in _names(need):
                if word not in known:
                    yield problem(what, word, known, ident, "needs", number, *key)


def _names(need: Need) -> Iterator[tuple[tuple[str, ...], str, str, Sequence[str]]]:
    """The names in a need: under which key, what it names, the name, and those that there are."""
    extracts = [extract.name for extract in EXTRACTS]
    if need.covers:
        lists = [name for name, field in Params.model_fields.items() if field.annotation == tuple[Text, ...]]
        yield ("covers",), "list in the params", need.covers, lists
    if not need.rows:
        return
    yield ("rows",), "extract", need.rows, extracts
    if need.rows not in extracts:
        return
    columns = columns_of(need.rows)
    yield from (
        ((key,), f"column of {need.rows}", getattr(need, key), list(columns)) for key in ("by", "filled") if getattr(need, key)
    )
    for column, wanted in need.where.items():
        yield ("where", column), f"column of {need.rows}", column, list(columns)
        words = (
            _IN_TIME
            if column in columns and columns[column].kind == "date"
            else columns[column].words
            if column in columns
            else ()
        )
        if words:
            yield ("where", column), f"word for {column}", wanted if words is _IN_TIME else wanted.removeprefix("not "), words
    if need.found_in:
        name, _, column = need.found_in.partition(".")
        yield ("found_in",), "extract", name, extracts
        if name in extracts:
            yield ("found_in",), f"column of {name}", column, list(columns_of(name))
            yield ("found_in",), f"column of {need.rows}", column, list(columns)


def answers(project: Project, params: Params, chapters: Iterable[ChapterSpec], tables: Tables) -> tuple[Answer, ...]:
    """How a report answers each clause of its duty, in order; empty for a kind without one."""
    duty = load_duty(project, params.kind)
    by_id = {chapter.id: chapter for chapter in chapters}
    return tuple(_answer(clause, project, params, by_id, tables) for clause in (duty.clauses.values() if duty else ()))


def _answer(clause: Clause, project: Project, params: Params, chapters: dict[str, ChapterSpec], tables: Tables) -> Answer:
    chapter = next((chapters[name] for name in clause.answered_in if name in chapters), None)
    if clause.answered_in and chapter is None:
        what = f"the report has no chapter {' or '.join(clause.answered_in)}"
        gap = Problem(project.params_files[2], None, "", what, f"Add {clause.answered_in[0]} to chapters.")
        return Answer(clause, None, "", (gap,))
    gaps: list[Problem] = []
    nils = []
    for need in clause.needs:
        if need.statements:
            gaps += _members_without_statement(need, project, params, tables)
        elif need.recipients:
            gaps += _areas_without_recipients(need, project, params)
        elif (extract := _extract(need, project, tables)) is not None:
            rows = _chosen(need, project, extract.rows)
            if rows.empty and need.nil is not None:
                nils.append(need.nil)
            else:
                gaps += _rows_lacking(need, params, tables, extract, rows)
        elif need.of == "this year":
            what = f"there is no {need.rows}.csv"
            gaps.append(Problem(project.data / f"{need.rows}.csv", None, "", what, "Add it; with its header alone for none."))
    return Answer(clause, chapter, "" if gaps else " ".join(filter(None, nils)), tuple(gaps))


def _extract(need: Need, project: Project, tables: Tables) -> Extract | None:
    """The extract that a need looks at; None where it is not there, or cannot be read, which is another year's problem."""
    if need.of == "this year":
        return tables.by_name.get(need.rows)
    path = find_extract(project.data_of(project.year - 1), need.rows)
    rows = read_extract(path, project.root, []) if path is not None else None
    return Extract(path, rows) if path is not None and rows is not None else None


def _chosen(need: Need, project: Project, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that a need is about."""
    later = 0 if need.of == "this year" else -1
    first, last = (pd.Timestamp(day).replace(year=day.year + later) for day in (project.first_day, project.last_day))
    for column, wanted in need.where.items():
        match wanted:
            case "in the year":
                rows = rows[rows[column].between(first, last)]
            case "by year end":
                rows = rows[rows[column] <= last]
            case "not by year end":
                rows = rows[~(rows[column] <= last)]
            case word if word.startswith("not "):
                rows = rows[rows[column] != word.removeprefix("not ")]
            case word:
                rows = rows[rows[column] == word]
    return rows


def _rows_lacking(need: Need, params: Params, tables: Tables, extract: Extract, rows: pd.DataFrame) -> Iterator[Problem]:
    """A problem for each row, or each name that the rows are about, that does not hold what is asked."""
    if need.covers:
        for entry in getattr(params, need.covers):
            if entry not in set(rows[need.by]):
                yield Problem(extract.path, None, need.by, _said(need, entry), need.remedy)
        return
    if rows.empty:
        yield Problem(extract.path, None, "", "the file has no row", "Add what it is to hold.")
    for name, part in rows.groupby(need.by, sort=False):
        if not any(_holds(need, row, tables) for row in each_row(part)):
            yield Problem(extract.path, int(part.index[0]), need.filled, _said(need, str(name)), need.remedy)


def _holds(need: Need, row: Any, tables: Tables) -> bool:
    if need.filled:
        value = getattr(row, need.filled)
        return bool(pd.notna(value) and value != "" and not is_placeholder(str(value)))
    name, _, column = need.found_in.partition(".")
    return getattr(row, column) in set(tables.rows(name)[column])


def _members_without_statement(need: Need, project: Project, params: Params, tables: Tables) -> Iterator[Problem]:
    for member in params.members:
        if member.id not in tables.statements and member.id not in params.statements.none_from:
            yield Problem(project.data / "partners", None, "", _said(need, member.name), need.remedy)


def _areas_without_recipients(need: Need, project: Project, params: Params) -> Iterator[Problem]:
    named = {each.area for each in params.recipients}
    for area in params.areas:
        if area.id not in named:
            yield Problem(project.params_files[1], None, "", _said(need, area.name), need.remedy)


def _said(need: Need, name: str) -> str:
    shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rsplit(' ', 1)[0]} …"
    return need.lacks.replace("{name}", shown)
