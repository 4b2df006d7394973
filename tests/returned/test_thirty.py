"""Thirty remarks of two reviewers: all are found, each with its place, also after another word processor has saved the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Reports
from marking import through_libreoffice
from sabreport.base.project import Project
from sabreport.returned.merged import Noted
from sabreport.returned.review import review_of
from thirty import CHAIR, LABELS, MEMBER, Label, mark_up


@pytest.fixture(scope="module")
def copies(reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return mark_up(reports["lrsab"].document(".docx"), tmp_path_factory.mktemp("copies"))


def labelled(label: Label, remarks: list[Noted]) -> Noted:
    """The one remark that a label is of."""
    (found,) = (
        each
        for each in remarks
        if each.remark.kind == label.kind
        and any(text.strip().startswith(label.holds) for text in (each.remark.old, each.remark.new, each.remark.said))
    )
    return found


def look_at(remarks: list[Noted]) -> None:
    assert len(remarks) == len(LABELS) == 30
    found = [labelled(label, remarks) for label in LABELS]
    assert len({each.ident for each in found}) == 30
    for label, each in zip(LABELS, found, strict=True):
        behind = [source.named for source in each.place.behind]
        assert each.words is not None, label
        assert each.words.named == label.words
        assert any(place.startswith(label.behind) for place in behind) if label.behind else not behind, label
    threads = {each.remark.said: [reply.said for reply in each.remark.replies] for each in found if each.remark.replies}
    assert threads == {"Is this the right total?": ["It is that of both areas."], "Say who.\nOr how many.": ["Eleven of them."]}
    assert [each.remark.said for each in found if each.remark.resolved] == ["Settled between us."]
    in_both = {each.remark.old for each in found if len(each.files) == 2}
    assert in_both == {"Leicestershire & Rutland Safeguarding Adults Board", "who ask hard questions", "quick and "}
    assert [sum(each.remark.by.author == name for each in found) for name in (CHAIR, MEMBER)] == [21, 9]


def test_all_are_found_and_each_has_its_place(reports: Reports, copies: tuple[Path, Path]) -> None:
    look_at(review_of(reports["lrsab"].project, copies).remarks)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_and_so_they_are_after_libreoffice_has_saved_the_files(
    reports: Reports, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    project = reports["lrsab"].project
    saved = [through_libreoffice(each, tmp_path / "saved", tmp_path / "profile") for each in copies]
    remarks = review_of(project, saved).remarks
    look_at(remarks)
    before = review_of(Project(project.root, "lrsab", 2020), copies).remarks
    assert {each.ident for each in remarks} == {each.ident for each in before}
