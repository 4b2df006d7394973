"""The extracts of a board and year, with its texts by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sabreport.base.errors import Problem
from sabreport.report_kinds.columns import columns_of
from sabreport.tables.extract import Extract


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
    next_plan
        priorities.csv of the year after, where it is written already.
    statements
        Path of each member's statement by member id.
    warnings
        What a reader should know but need not stop the build.
    """

    by_name: dict[str, Extract]
    measures_by_year: dict[int, Extract]
    narrative: dict[str, Path]
    statements: dict[str, Path]
    next_plan: Extract | None = None
    warnings: tuple[Problem, ...] = field(default=())

    def rows(self, name: str) -> pd.DataFrame:
        """Rows of an extract; an empty frame with its columns where the file is absent."""
        if name in self.by_name:
            return self.by_name[name].rows
        return pd.DataFrame(columns=list(columns_of(name)))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read, in order of name."""
        plan = [self.next_plan] if self.next_plan is not None else []
        extracts = [extract.path for extract in (*self.by_name.values(), *self.measures_by_year.values(), *plan)]
        return tuple(sorted({*extracts, *self.narrative.values(), *self.statements.values()}))
