"""What a reviewer moved is moved whole or left; a paragraph that is put in belongs to the board's text beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Reports
from marking import Marked, copy_of, through_libreoffice
from sabreport.base.project import Project
from sabreport.returned.apply import applied, write_applied
from sabreport.returned.review import Review, review_of

NEW = "We want to hear more."
LEARNING = "Board members also joined learning sessions"


@pytest.fixture
def project(reports: Reports, tmp_path: Path) -> Project:
    return copy_of(reports["lrsab"].project, tmp_path / "kit")


@pytest.fixture
def copy(project: Project) -> Marked:
    return Marked(next((project.outputs / "drafts/1").glob("*.docx")))


def texts(project: Project) -> str:
    """All texts of the board, one after the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((project.data / "narrative").iterdir()))


def put_in(project: Project, copy: Path) -> tuple[Review, dict[str, str], dict[str, str]]:
    """A review whose changes were put in; why some were not, and what is there already, by kind."""
    review = review_of(project, [copy])
    found = applied(review)
    write_applied(review, found)
    kinds: dict[str, str] = {each.ident: each.remark.kind for each in review.remarks}
    refused, there = ({kinds[ident]: said for ident, said in each.items()} for each in (found.refused, found.there))
    return review, refused, there


def beside_above(copy: Marked) -> None:
    """A paragraph that is moved to right after one that is put in."""
    copy.move_paragraph(LEARNING, after="Most of the year was about")
    copy.add_before_next(NEW, after="Most of the year was about")


def beside_below(copy: Marked) -> None:
    """A paragraph that is moved to right before one that is put in."""
    copy.add_before_next(NEW, after="Most of the year was about")
    copy.move_paragraph(LEARNING, after="Most of the year was about")


@pytest.mark.parametrize("mark", [beside_above, beside_below])
def test_a_paragraph_that_is_moved_to_beside_a_new_one_is_moved_once(
    project: Project, copy: Marked, tmp_path: Path, mark: Callable[[Marked], None]
) -> None:
    mark(copy)
    path = copy.save(tmp_path / "a.docx")
    review, refused, _ = put_in(project, path)
    assert (refused, sorted(each.remark.kind for each in review.remarks)) == ({}, ["moved", "put in"])
    after = texts(project)
    assert (after.count(LEARNING), after.count(NEW)) == (1, 1)
    foreword = (project.data / "narrative/foreword.md").read_text(encoding="utf-8").split("\n\n")
    assert [each[:20] for each in foreword[2:4]] == [
        each[:20] for each in ((NEW, LEARNING) if mark is beside_above else (LEARNING, NEW))
    ]
    _, refused, there = put_in(project, path)
    assert (texts(project), refused, sorted(there)) == (after, {}, ["moved", "put in"])


def test_a_paragraph_that_is_moved_within_its_text_is_moved_once_however_often_it_is_put_in(
    project: Project, copy: Marked, tmp_path: Path
) -> None:
    copy.move_paragraph("Safeguarding is never the job", after="The year in this report closed")
    path = copy.save(tmp_path / "a.docx")
    put_in(project, path)
    after = texts(project)
    assert after.index("Safeguarding is never the job") < after.index("Most of the year was about")
    for _ in range(2):
        assert put_in(project, path)[1:] == ({}, {"moved": "data/lrsab/2020/narrative/foreword.md"})
        assert texts(project) == after


def test_two_paragraphs_that_are_moved_together_are_moved_in_their_order(project: Project, copy: Marked, tmp_path: Path) -> None:
    copy.move_paragraph("Agencies and care providers train", after="Most of the year was about")
    copy.move_paragraph(LEARNING, after="Most of the year was about")
    _, refused, _ = put_in(project, copy.save(tmp_path / "a.docx"))
    assert refused == {}
    foreword = (project.data / "narrative/foreword.md").read_text(encoding="utf-8").split("\n\n")
    assert [each[:12] for each in foreword[2:4]] == [LEARNING[:12], "Agencies and"]
    assert texts(project).count(LEARNING) == texts(project).count("Agencies and care providers train") == 1


def test_what_is_moved_to_a_place_of_the_kits_beside_a_new_paragraph_stays(
    project: Project, copy: Marked, tmp_path: Path
) -> None:
    copy.add_before_next(NEW, after="One in eight alerts")
    copy.move_paragraph(LEARNING, after="One in eight alerts")
    before = texts(project)
    _, refused, _ = put_in(project, copy.save(tmp_path / "a.docx"))
    assert texts(project) == before
    assert refused["moved"] == "one of the two places that it changes is no text of the board"


def test_what_is_moved_and_worded_otherwise_is_neither_taken_out_nor_put_in(
    project: Project, copy: Marked, tmp_path: Path
) -> None:
    copy.move_paragraph(LEARNING, after="Most of the year was about", reworded="Members learned about gangs.")
    before = texts(project)
    _, refused, _ = put_in(project, copy.save(tmp_path / "a.docx"))
    assert texts(project) == before
    half = "it is half of something that was moved, and the same words are not found in the other place"
    assert refused == {"taken out": half, "put in": half}


def test_what_is_moved_from_where_it_is_no_more_is_not_put_in_a_second_time(
    project: Project, copy: Marked, tmp_path: Path
) -> None:
    copy.move_paragraph(LEARNING, after="Most of the year was about")
    training = project.data / "narrative/training.md"
    gone = [each for each in training.read_text(encoding="utf-8").split("\n\n") if LEARNING not in each]
    training.write_text("\n\n".join(gone), encoding="utf-8")
    before = texts(project)
    _, refused, _ = put_in(project, copy.save(tmp_path / "a.docx"))
    assert texts(project) == before
    assert refused["moved"].startswith("the paragraph does not stand any more where the draft has it")


@pytest.mark.parametrize("saved_by", ["word", "libreoffice"])
def test_a_new_paragraph_at_the_end_of_a_chapter_belongs_to_the_text_before_it(
    project: Project, copy: Marked, tmp_path: Path, saved_by: str
) -> None:
    copy.add_before_next(NEW, after="It did no other engagement work")
    path = copy.save(tmp_path / "a.docx")
    if saved_by == "libreoffice":
        if not shutil.which("soffice"):
            pytest.skip("LibreOffice is not installed")
        path = through_libreoffice(path, tmp_path / "saved", tmp_path / "profile")
    review, refused, _ = put_in(project, path)
    (remark,) = review.remarks
    assert (remark.words and remark.words.named, refused) == ("data/lrsab/2020/narrative/engagement.md, line 3", {})
    assert (project.data / "narrative/engagement.md").read_text(encoding="utf-8").rstrip().endswith(f"get help.\n\n{NEW}")
