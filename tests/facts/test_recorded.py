"""Every fact of two example boards, as recorded and looked through: whatever changes one has to change the record too.

``RECORD=1 .venv/bin/python -m pytest tests/facts/test_recorded.py`` writes the record anew: read what differs.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from conftest import KIT
from sabreport.base.project import Project
from sabreport.facts.records import facts_as_json
from sabreport.inputs import read_inputs

COLUMNS = ("key", "area", "measure", "category", "year", "value", "unit", "text", "path", "row", "column", "formula", "inputs")


def record(project: Project) -> str:
    """Every fact of a board, a row each in their order."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for fact in facts_as_json(read_inputs(project).facts, {}):
        known = {**fact, **(fact["source"] or {}), "inputs": " ".join(fact["inputs"])}
        rows.writerow({column: known.get(column) for column in COLUMNS})
    return text.getvalue()


@pytest.mark.parametrize("board", ["example", "lrsab"])
def test_every_fact_is_as_it_was_recorded(board: str) -> None:
    path = Path(__file__).parent / f"recorded/{board}-2020.csv"
    now = record(Project(KIT, board, 2020))
    if "RECORD" in os.environ:
        path.write_text(now, encoding="utf-8")
    assert now.splitlines() == path.read_text(encoding="utf-8").splitlines()
