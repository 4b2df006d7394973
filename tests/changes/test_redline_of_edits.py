"""The redline of two drafts of a report, whatever was edited between them.

`make test` makes one edit and `make test-long` six; EDITS=50 makes it fifty.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from edits import EDITS, Edit, edits, laid_out
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.changes.changes import changes_between, write_redline_of
from sabreport.changes.redline.resolved import resolved
from sabreport.documents.engines import find_engine
from sabreport.reports.drafts import drafts_in

NAMES = {
    *("income", "expenditure", "attendance", "audience", "aim", "waiting list", "chair", "foreword's text", "finance's text"),
    *("training's text", "a statement", "a statement in Word", "an OpenDocument statement"),
}
OF_BOARDS = [edit for edit in EDITS if edit.name in NAMES]
"""Edits of narrative and data, each of which the Word report shows."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(laid_out(tmp_path_factory.mktemp("redlines") / "kit"), "example", 2020)
    build_report(project, find_engine("embedded"), ["docx"])
    return project


def test_there_are_edits_of_narrative_and_data() -> None:
    assert {edit.name for edit in OF_BOARDS if "docx" in edit.shows_in} == NAMES


@pytest.mark.long
@edits(int(os.environ.get("EDITS", "6")), OF_BOARDS)
def test_a_redline_is_both_drafts_after_many_edits(project: Project, edit: Edit, drawn: int) -> None:
    assert_both(project, edit, drawn)


def assert_both(project: Project, edit: Edit, drawn: int) -> None:
    """All changes accepted it is the later draft, all rejected the earlier one, and what was edited is a change."""
    before = [number for number, _ in drafts_in(project.outputs)]
    edit.change(project.root, drawn)
    build_report(project, find_engine("embedded"), ["docx"])
    numbers = [number for number, _ in drafts_in(project.outputs)]
    if numbers == before:  # the same was drawn twice
        return
    path = write_redline_of(project, changes_between(project, None, None))
    assert path is not None
    old, new = (resolved(word_of(project, number), accepted=True) for number in numbers[-2:])
    assert resolved(path, accepted=True) == new
    assert resolved(path, accepted=False) == old
    shown = re.sub(r"\W", "", edit.shown(drawn))
    came = (Counter(new) - Counter(old)).elements()
    assert shown.lower() in re.sub(r"\W", "", " ".join(came)).lower(), edit.name


def word_of(project: Project, number: int) -> Path:
    return next((project.outputs / f"drafts/{number}").glob("*.docx"))
