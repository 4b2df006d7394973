"""What a notebook opens: one chapter of one board and year, with its params, tables and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sabreport.base.project import Project, find_root
from sabreport.chapters.material import read_material
from sabreport.chapters.recording import prepared
from sabreport.exhibits.exhibit import Exhibit
from sabreport.facts.fact import Facts
from sabreport.facts.phrases import in_form
from sabreport.report_kinds.catalogue import Measure
from sabreport.report_kinds.chapters import notebooks_by_chapter, title_of
from sabreport.settings.look import Look
from sabreport.settings.measures import measure, words_of
from sabreport.settings.params import Area, Params
from sabreport.tables.board_tables import Tables
from sabreport.texts.authored import read_narrative, read_pictured_statement
from sabreport.texts.prose import Prose
from sabreport.texts.statements import asked_headings
from sabreport.wording.lists import listed
from sabreport.wording.markdown import escape


@dataclass(frozen=True)
class Chapter:
    """All that a chapter is written from.

    Parameters
    ----------
    id
        As listed in params; also the stem of its narrative file.
    """

    id: str
    project: Project
    params: Params
    look: Look
    tables: Tables
    facts: Facts

    @cached_property
    def words(self) -> dict[str, str]:
        """The board's own words: ``words["concerns"]`` is ``alerts`` where the board says alert."""
        return words_of(self.params.terms)

    @property
    def label(self) -> str:
        """The financial year as printed."""
        return self.project.label

    def measure(self, name: str) -> Measure:
        """A measure of the catalogue in the board's words."""
        return measure(name, self.params)

    def narrative(self, heading: str = "") -> Prose | None:
        """The authored text of the chapter, with its facts filled in; None where there is none.

        Parameters
        ----------
        heading
            Where given, stands above the text, whose own headings begin one level lower.
        """
        path = self.tables.narrative.get(self.id)
        if path is None:
            return None
        level = 3 if heading else 2
        text = read_narrative(path, self.project.root, level, self._value_of, self._title)
        return Prose(f"## {heading}\n\n{text}" if heading else text, source=self.project.relative(path))

    def statement(self, member_id: str) -> Prose | None:
        """A member's statement; None where the member sent none."""
        path = self.tables.statements.get(member_id)
        if path is None:
            return None
        headings = asked_headings(self.project, self.params)
        pictures = f"statement-{member_id.replace('_', '-')}" if self.params.statements.pictures else ""
        name = next(member.name for member in self.params.members if member.id == member_id)
        about = (path, self.project.root, 3, self._value_of, headings)
        prose = read_pictured_statement(*about, pictures=pictures, title=name)
        return replace(prose, source=self.project.relative(path))

    def note(self, extract: str, tables: Sequence[str], scales: str = "") -> str:
        """What stands below a chart: where its data are, what its scales are, and who supplied them.

        Parameters
        ----------
        extract
            Stem of the extract that it is drawn from.
        tables
            ids of the tables that hold its data.
        """
        rows = self.tables.rows("sources")
        own = rows if rows.empty else rows[rows["file"].isin((f"{extract}.csv", f"{extract}.xlsx"))]
        read = self.tables.by_name.get(extract)
        name = read.path.name if read is not None else f"{extract}.csv"
        suppliers = [] if own.empty else [escape(supplier) for supplier in own["supplied_by"].unique()]
        data = f"Data: {listed([f'@tbl-{table}' for table in tables])}." if tables else ""
        return " ".join(filter(None, (data, scales, f"Source: {', '.join([*suppliers, escape(name)])}.")))

    def _value_of(self, name: str, form: str) -> str:
        return in_form(self.facts.named(name), self.facts, form)

    @cached_property
    def _title(self) -> str:
        """As its notebook has it."""
        notebooks = notebooks_by_chapter(self.project, self.params.kind).get(self.id, [])
        return title_of(notebooks[0]) if notebooks else ""

    def by_area(self, *parts: Callable[[Chapter, Area], Iterable[Exhibit]]) -> list[Exhibit]:
        """What each part gives for each area, area by area, under a heading where there are several areas."""
        exhibits: list[Exhibit] = []
        for area in self.params.areas:
            if len(self.params.areas) > 1:
                exhibits.append(Prose(f"## {escape(area.name)} {{#sec-{self.id.replace('_', '-')}-{area.id.replace('_', '-')}}}"))
            for part in parts:
                exhibits += part(self, area)
        return exhibits


def open_chapter(chapter: str, board: str, year: int, root: str = "") -> Chapter:
    """Open a chapter of a board's report.

    Parameters
    ----------
    chapter
        id of the chapter, as listed in params.
    board
        A folder of params/.
    year
        The year in which the financial year ends: 2020 is 2019-20.
    root
        The kit's folder; empty for the nearest folder above the working folder.

    Raises
    ------
    ReportError
        With every problem of the params or the extracts.
    """
    project = Project(Path(root) if root else find_root(Path.cwd()), board, year)
    material = prepared(project) or read_material(project)
    return Chapter(chapter, project, material.params, material.look, material.tables, material.facts)
