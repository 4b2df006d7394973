"""What chapters are written from: params, look, tables and facts of a board and year, as published."""

from __future__ import annotations

from dataclasses import dataclass

from sabreport.base.project import Project
from sabreport.disclosure.publish import publish
from sabreport.facts.derived import build_facts
from sabreport.facts.fact import Facts
from sabreport.kinds.chapters import load_chapters
from sabreport.settings.look import Look, board_look
from sabreport.settings.params import Params, load_params
from sabreport.tables.folder import Tables, read_tables


@dataclass(frozen=True)
class Material:
    """All that a chapter may read of its board and year, but for authored text, of which `tables` has the paths."""

    project: Project
    params: Params
    look: Look
    tables: Tables
    facts: Facts


def read_material(project: Project) -> Material:
    """Read and check what a chapter is written from.

    Raises
    ------
    ReportError
        With every problem of the params or the extracts.
    """
    params = load_params(project)
    tables = publish(params, read_tables(project, params, load_chapters(project, params)))
    return Material(project, params, board_look(project, params), tables, build_facts(project, params, tables))
