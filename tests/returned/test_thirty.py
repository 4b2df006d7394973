"""Thirty remarks of two reviewers: all are found, each with its place, also after another word processor has saved the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Reports
from docx import Document
from docx.oxml.ns import qn
from marking import through_libreoffice
from sabreport.base.project import Project
from sabreport.documents.answer import Answer
from sabreport.documents.word.answers import add_answers
from sabreport.returned.comments import change_of
from sabreport.returned.given_back import answers_for
from sabreport.returned.merged import Noted
from sabreport.returned.places import plain
from sabreport.returned.remarks import read_returned
from sabreport.returned.review import review_of, write_review
from sabreport.wording.lists import first_words
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


@pytest.mark.long
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


def test_and_each_is_answered_at_the_paragraph_that_it_was_made_on(
    reports: Reports, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    report = reports["lrsab"]
    root = tmp_path / "kit"
    shutil.copytree(report.project.root / "data", root / "data")
    shutil.copytree(report.project.root / "params", root / "params")
    shutil.copytree(report.folder, root / "outputs/lrsab/2020")
    project = Project(root, "lrsab", 2020)
    review = review_of(project, copies)
    write_review(review, {})
    word = Document(str(report.document(".docx")))
    given = answers_for(project)
    add_answers(word, given)
    texts: dict[str, set[str]] = {}
    for start in word.element.iter(qn("w:commentRangeStart")):
        comment = word.comments.get(int(start.get(qn("w:id"))))
        assert comment is not None
        texts.setdefault(comment.text, set()).add(plain("".join(each.text or "" for each in start.getparent().iter(qn("w:t")))))
    was = [[plain(each.was) for each in read_returned(path, root).paragraphs] for path in copies]
    names = [path.name for path in copies]
    for each in review.remarks:
        (answer,) = (one for one in given if one.said.startswith(f"{each.remark.by.author} on draft 1: ") and _is_of(one, each))
        assert texts[answer.said] == {was[names.index(each.files[0])][each.remark.paragraph]}, each.remark


def _is_of(answer: Answer, noted: Noted) -> bool:
    said = noted.remark.said or change_of(noted)
    return first_words(" ".join(said.split()), 25) in answer.said
