"""What chapters are written from, and texts held against: params, look, tables and facts of a board and year, as published."""

from __future__ import annotations

from dataclasses import dataclass

from sabreport.base.project import Project
from sabreport.facts.fact import Facts
from sabreport.settings.look import Look
from sabreport.settings.params import Params
from sabreport.tables.board_tables import Tables


@dataclass(frozen=True)
class Material:
    """All that a chapter may read of its board and year, but for authored text, of which `tables` has the paths."""

    project: Project
    params: Params
    look: Look
    tables: Tables
    facts: Facts
