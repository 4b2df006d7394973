"""All extracts of a board and year, checked alone and against each other; every problem is reported once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sabreport.authored import bindings, read_text
from sabreport.catalogue import measure, measure_names
from sabreport.errors import ExtractError, Problem, ReportError, did_you_mean
from sabreport.extracts import each_row, find_extract, read_extract
from sabreport.kinds import ChapterSpec
from sabreport.params import Params
from sabreport.project import Project
from sabreport.schemas import schemas


@dataclass(frozen=True)
class Extract:
    """One extract as read: the file and its rows, indexed by row number of the file."""

    path: Path
    rows: pd.DataFrame


@dataclass(frozen=True)
class Tables:
    """The extracts of a board and year.

    Parameters
    ----------
    by_name
        Extracts of the year by stem; one that is absent is not a key.
    measures_by_year
        measures.csv of the year and of every earlier year that has one, by year.
    narrative
        Authored text by chapter id.
    statements
        Path of each member's statement by member id.
    warnings
        What a reader should know but need not stop the build.
    """

    by_name: dict[str, Extract]
    measures_by_year: dict[int, Extract]
    narrative: dict[str, Path]
    statements: dict[str, Path]
    warnings: tuple[Problem, ...] = field(default=())

    def rows(self, name: str) -> pd.DataFrame:
        """Rows of an extract; an empty frame with its columns where the file is absent."""
        if name in self.by_name:
            return self.by_name[name].rows
        return pd.DataFrame(columns=list(schemas()[name].columns))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read, in order of name."""
        extracts = [extract.path for extract in (*self.by_name.values(), *self.measures_by_year.values())]
        return tuple(sorted({*extracts, *self.narrative.values(), *self.statements.values()}))


def read_tables(project: Project, params: Params, chapters: tuple[ChapterSpec, ...]) -> Tables:
    """Read and check all that a board holds for a year.

    Raises
    ------
    ExtractError
        With every problem of every file: a cell against its schema, a missing file that a chapter needs,
        and what does not agree between files or with the params.
    """
    problems: list[Problem] = []
    by_name: dict[str, Extract] = {}
    present = set()
    for name in schemas():
        path = find_extract(project.data, name)
        if path is not None:
            present.add(name)
            rows = read_extract(path, problems)
            if rows is not None:
                by_name[name] = Extract(path, rows)
    narrative = {path.stem: path for path in sorted((project.data / "narrative").glob("*.md"))}
    statements = _find_statements(project, problems)
    problems += _missing_files(project, chapters, present, set(narrative), bool(statements))
    measures_by_year = _measures_by_year(project, by_name, problems)
    for year, extract in measures_by_year.items():
        problems += _check_measures(extract, params, year)
    problems += _check_findings(by_name)
    problems += _check_reviews(by_name)
    problems += _check_finance(by_name)
    problems += _check_members(params, statements)
    problems += _check_narrative(project, narrative)
    problems += _check_targets(project, params)
    problems += _check_sources(project, by_name)
    if problems:
        raise ExtractError(dict.fromkeys(problems), project.root)
    warnings = (*_balance_warning(by_name), *_training_warnings(project, by_name))
    return Tables(by_name, measures_by_year, narrative, statements, warnings)


def _find_statements(project: Project, problems: list[Problem]) -> dict[str, Path]:
    """Each member's statement; two files for one member are a problem."""
    statements: dict[str, Path] = {}
    for path in sorted((project.data / "partners").glob("*")):
        if path.name.startswith((".", "~$")):
            continue
        if path.suffix not in (".md", ".docx"):
            what = f"a statement cannot be a {path.suffix or 'nameless'} file"
            problems.append(Problem(path, None, "", what, "Save it as .docx or .md."))
        elif path.stem in statements:
            what = f"the member has another statement, {statements[path.stem].name}"
            problems.append(Problem(path, None, "", what, "Keep one of the two."))
        else:
            statements[path.stem] = path
    return statements


def _missing_files(
    project: Project, chapters: tuple[ChapterSpec, ...], present: set[str], narrative: set[str], has_statements: bool
) -> list[Problem]:
    """A problem for each file that a listed chapter needs and that is not there."""
    problems = []
    leave_out = "or take the chapter out of the params"
    for chapter in chapters:
        for name in chapter.extracts:
            if name not in present:
                columns = ",".join(schemas()[name].columns)
                what = f'the file is missing, and the chapter "{chapter.id}" needs it'
                remedy = f"Add it with the columns {columns} ({leave_out})."
                problems.append(Problem(project.data / f"{name}.csv", None, "", what, remedy))
        if chapter.narrative and chapter.id not in narrative:
            what = f'the file is missing, and the chapter "{chapter.id}" consists of it'
            path = project.data / "narrative" / f"{chapter.id}.md"
            problems.append(Problem(path, None, "", what, f"Write it as Markdown ({leave_out})."))
        if chapter.partners and not has_statements:
            what = f'there is no statement, and the chapter "{chapter.id}" needs them'
            remedy = f"Add one .md or .docx for each member, named by its id ({leave_out})."
            problems.append(Problem(project.data / "partners", None, "", what, remedy))
    return problems


def _measures_by_year(project: Project, by_name: dict[str, Extract], problems: list[Problem]) -> dict[int, Extract]:
    """measures.csv of this and of every earlier year that has one, oldest first."""
    found: dict[int, Extract] = {}
    folder = project.data.parent
    years = sorted(int(path.name) for path in folder.glob("*") if path.name.isdecimal() and path.is_dir())
    for year in years:
        path = find_extract(project.data_of(year), "measures") if year < project.year else None
        rows = read_extract(path, problems) if path is not None else None
        if path is not None and rows is not None:
            found[year] = Extract(path, rows)
    if "measures" in by_name:
        found[project.year] = by_name["measures"]
    return found


def _check_measures(extract: Extract, params: Params, year: int) -> list[Problem]:
    """Areas, measures and categories are known; counts are whole and not negative; percentages lie in 0 to 100."""
    problems = []
    areas = [area.id for area in params.areas]
    for row in each_row(extract.rows):
        number, value = int(row.Index), float(row.value)
        if row.area not in areas:
            problems.append(
                Problem(extract.path, number, "area", f'"{row.area}" is not an area of this board', did_you_mean(row.area, areas))
            )
        if row.measure not in measure_names():
            what = f'there is no measure "{row.measure}"'
            problems.append(Problem(extract.path, number, "measure", what, did_you_mean(row.measure, measure_names())))
            continue
        entry = measure(row.measure, params)
        if row.category and not entry.has_categories:
            what = f'{row.measure} has no categories, and this says "{row.category}"'
            problems.append(Problem(extract.path, number, "category", what, "Leave the cell empty."))
        if not row.category and entry.has_categories:
            what = f"{row.measure} needs a category"
            remedy = f"Use one of: {', '.join(entry.categories)}." if entry.categories else "Name the part that the row counts."
            problems.append(Problem(extract.path, number, "category", what, remedy))
        if row.category and entry.categories and row.category not in entry.categories:
            what = f'"{row.category}" is not a category of {row.measure}'
            problems.append(Problem(extract.path, number, "category", what, did_you_mean(row.category, entry.categories)))
        if pd.isna(value):
            continue
        shown = f"{value:g}"
        if entry.unit == "percent" and not 0 <= value <= 100:
            what = f"{shown} is not a percentage"
            problems.append(Problem(extract.path, number, "value", what, "Write a number from 0 to 100 (54 for 54%)."))
        if entry.unit != "percent" and (value < 0 or value != int(value)):
            what = f"{shown} is not a count"
            problems.append(Problem(extract.path, number, "value", what, "Write a whole number, 0 or more."))
    return problems


def _check_findings(by_name: dict[str, Extract]) -> list[Problem]:
    """Each finding belongs to a review of sars.csv; a declined one says why; any other says what is done."""
    if "sar_findings" not in by_name:
        return []
    extract, problems = by_name["sar_findings"], []
    reviews = list(by_name["sars"].rows["sar"]) if "sars" in by_name else None
    for row in each_row(extract.rows):
        number = int(row.Index)
        if reviews is not None and row.sar not in reviews:
            what = f'there is no review "{row.sar}" in sars.csv'
            problems.append(Problem(extract.path, number, "sar", what, did_you_mean(row.sar, reviews)))
        if row.status == "declined" and not row.reason:
            what = "the finding is declined and no reason is given"
            problems.append(Problem(extract.path, number, "reason", what, "Give the reason: the Act requires it in the report."))
        if row.status != "declined" and not row.action:
            what = f"the finding has no action and its status is {row.status}"
            problems.append(
                Problem(extract.path, number, "action", what, "Say what is being done, or mark it declined with a reason.")
            )
    return problems


def _check_reviews(by_name: dict[str, Extract]) -> list[Problem]:
    """Dates of a review follow each other: commissioned, concluded, published."""
    if "sars" not in by_name:
        return []
    extract, problems = by_name["sars"], []
    for row in each_row(extract.rows):
        for earlier, later in (("commissioned", "concluded"), ("concluded", "published")):
            before, after = getattr(row, earlier), getattr(row, later)
            if pd.notna(after) and (pd.isna(before) or after < before):
                then = f"{before:%Y-%m-%d}" if pd.notna(before) else "empty"
                what = f"{after:%Y-%m-%d} comes before {earlier} ({then})"
                problems.append(Problem(extract.path, int(row.Index), later, what, "Correct one of the two dates."))
    return problems


def _check_finance(by_name: dict[str, Extract]) -> list[Problem]:
    """No row is itself a total, which would be counted twice."""
    if "finance" not in by_name:
        return []
    extract = by_name["finance"]
    return [
        Problem(
            extract.path,
            int(row.Index),
            "item",
            f'"{row.item}" looks like a total',
            "Delete the row: the kit adds up each side itself.",
        )
        for row in each_row(extract.rows)
        if row.item.lower().startswith("total")
    ]


def _check_members(params: Params, statements: dict[str, Path]) -> list[Problem]:
    """Each statement is named by the id of a member."""
    members = [member.id for member in params.members]
    return [
        Problem(path, None, "", f'"{member}" is not a member in the params', did_you_mean(member, members))
        for member, path in statements.items()
        if member not in members
    ]


def _check_narrative(project: Project, narrative: dict[str, Path]) -> list[Problem]:
    """Each narrative file is named by a chapter of the kind that has one, and can be read."""
    problems: list[Problem] = []
    for path in narrative.values():
        try:
            text = read_text(path, project.root)
        except ReportError as error:
            problems += error.problems
            continue
        problems += [
            Problem(path, line, "", "the braces hold no name", "Write {{ area.measure }}, or take them out.", line=True)
            for line, key in bindings(text)
            if not key
        ]
    return problems


def _check_targets(project: Project, params: Params) -> list[Problem]:
    known = measure_names(supplied=False)
    return [
        Problem(project.params_files[2], None, "", f'targets: there is no measure "{name}"', did_you_mean(name, known))
        for name in params.targets
        if name not in known
    ]


def _check_sources(project: Project, by_name: dict[str, Extract]) -> list[Problem]:
    """Each file that sources.csv lists is there."""
    if "sources" not in by_name:
        return []
    extract = by_name["sources"]
    return [
        Problem(
            extract.path,
            int(row.Index),
            "file",
            f'"{row.file}" is not in this folder',
            "Write the path as it is below this folder, such as measures.csv.",
        )
        for row in each_row(extract.rows)
        if not (project.data / row.file).exists()
    ]


def _balance_warning(by_name: dict[str, Extract]) -> list[Problem]:
    if "finance" not in by_name:
        return []
    extract = by_name["finance"]
    sums = extract.rows.groupby("side")["amount"].sum()
    income, spent = float(sums.get("income", 0)), float(sums.get("expenditure", 0))
    if income == spent:
        return []
    what = f"income is £{income:,.0f} and expenditure £{spent:,.0f}, a difference of £{abs(income - spent):,.0f}"
    return [Problem(extract.path, None, "", what, "The report says so; check that it is meant.")]


def _training_warnings(project: Project, by_name: dict[str, Extract]) -> list[Problem]:
    if "training" not in by_name:
        return []
    extract = by_name["training"]
    first, last = pd.Timestamp(project.first_day), pd.Timestamp(project.last_day)
    return [
        Problem(extract.path, int(row.Index), "date", f"{row.date:%Y-%m-%d} is outside {project.label}", "Check the date.")
        for row in each_row(extract.rows)
        if not first <= row.date <= last
    ]
