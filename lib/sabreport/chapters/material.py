"""Reads what chapters are written from."""

from __future__ import annotations

from sabreport.base.project import Project
from sabreport.disclosure.publish import publish
from sabreport.facts.derived import build_facts
from sabreport.facts.fact import Facts
from sabreport.facts.material import Material
from sabreport.settings.chapters import load_chapters
from sabreport.settings.look import board_look
from sabreport.settings.params import Params, load_params
from sabreport.tables.board_tables import Tables
from sabreport.tables.folder import read_tables


def read_material(project: Project) -> Material:
    """Read and check what a chapter is written from.

    Raises
    ------
    ReportError
        With every problem of the params or the extracts.
    """
    params = load_params(project)
    supplied = read_tables(project, params, load_chapters(project, params))
    return Material(project, params, board_look(project, params), *published(project, params, supplied))


def published(project: Project, params: Params, supplied: Tables) -> tuple[Tables, Facts]:
    """What may be printed of the tables that a board supplied, and the facts that it gives."""
    tables = publish(params, supplied)
    return tables, build_facts(project, params, tables)
