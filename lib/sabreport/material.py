"""What chapters are written from: params, look, tables and facts of a board and year, as published."""

from __future__ import annotations

from dataclasses import dataclass

from sabreport.derived_facts import build_facts
from sabreport.disclosure import publish
from sabreport.facts import Facts
from sabreport.kinds import load_chapters
from sabreport.look import Look, board_look
from sabreport.params import Params, load_params
from sabreport.project import Project
from sabreport.tables import Tables, read_tables


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
