"""What became of each remark is told in the next Word draft, at the place that it was about, and in no final."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import copy_kit
from docx import Document
from docx.oxml.ns import qn
from example_board import change_params, document, shrink
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.changes.redline.resolved import resolved
from sabreport.changes.redline.write import write_redline
from sabreport.documents.answer import Answer, cell_named
from sabreport.documents.engines import DOCUMENTS, find_engine
from sabreport.documents.word.answers import add_answers
from sabreport.publication.sign import sign_off
from sabreport.reports.drafts import read_draft
from sabreport.returned.remarks import read_returned

ROWS = """id,draft,from,section,words,remark,answer,status,reason
a1,1,A. Reviewer,Foreword,"This was a year of steady work",Say who did it.,,agreed,The police and the council.
a2,1,B. Reviewer,Foreword,"Agencies now have two sets of guidance on self-neglect.",Was it two?,,declined,
a3,1,A. Reviewer,Finance,no such words anywhere at all,“Which” becomes “What”,This stands in finance.csv.,open,
a4,1,,cover,,'+1 for blue.,,declined,It is the board's.
"""
SAID = [
    ("a1", "A. Reviewer on draft 1: “Say who did it.”", "Agreed: The police and the council.", "This was a year of steady work"),
    ("a3", "A. Reviewer on draft 1: “Which” becomes “What”", "Open. This stands in finance.csv.", "2. Finance"),
    ("a4", "Somebody on draft 1: “+1 for blue.”", "Declined: It is the board's.", "Exampleshire Safeguarding Adults Board"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = shrink(copy_kit(tmp_path_factory.mktemp("given") / "kit", "example"), "foreword", "finance")
    gates = ("extracts", "statute")
    change_params(root, "2020.yml", accepted=[{"gate": gate, "reason": "A test."} for gate in gates])
    project = Project(root, "example", 2020)
    build_report(project, find_engine("embedded"), ["docx"])
    (project.data / "comments.csv").write_text(ROWS, encoding="utf-8")
    build_report(project, find_engine("embedded"), ["docx"])
    return project


def comments(path: Path) -> list[tuple[str, str]]:
    """Each comment of a Word file, and the text that it is put to."""
    word = Document(str(path))
    found = []
    for comment in word.comments:
        (start,) = (
            each for each in word.element.body.iter(qn("w:commentRangeStart")) if each.get(qn("w:id")) == str(comment.comment_id)
        )
        text = "".join(each.text or "" for each in start.getparent().iter(qn("w:t")))
        assert comment.author == "Answers to reviewers"
        found.append((comment.text, text))
    return found


def test_each_remark_is_answered_where_it_was_made(project: Project) -> None:
    found = comments(document(project, "docx"))
    assert len(found) == 4
    for _, remark, outcome, place in SAID:
        (where,) = (text for said, text in found if said == f"{remark}\n{outcome}")
        assert where.startswith(place)
    (changed,) = (text for said, text in found if said.endswith("Declined."))
    assert "Agencies now have one set of guidance on self-neglect." in changed  # which is worded otherwise since


def paragraphs_answered(answers: list[Answer], blocks: Sequence[tuple[str, str | list[list[str]]]]) -> list[str]:
    """The words to which each answer is put in a document of headings, captions, text and tables."""
    word = Document()
    for style, text in blocks:
        if isinstance(text, str):
            word.add_paragraph(text, style)
            continue
        table = word.add_table(len(text), len(text[0]))
        for row, cells in enumerate(text):
            for column, words in enumerate(cells):
                table.cell(row, column).text = words
    add_answers(word, answers)
    found = {}
    for comment in word.comments:
        ident = qn("w:id")
        (start,) = (each for each in word.element.iter(qn("w:commentRangeStart")) if each.get(ident) == str(comment.comment_id))
        found[comment.text] = "".join(each.text or "" for each in start.getparent().iter(qn("w:t")))
    return [found[answer.said] for answer in answers]


AREAS = [["", "2018-19", "2019-20"], ["Alerts", "3,100", "4,200"], ["Enquiries", "4,200", "assurance"]]
BLOCKS: list[tuple[str, str | list[list[str]]]] = [
    ("Normal", "The board"),
    ("Heading 1", "1. Assurance"),
    ("Normal", "There were 4,200 hours of other assurance, and Other assurance is below."),
    ("Normal", "Table 1: Alerts"),
    ("Table", AREAS),
    ("Normal", "Alerts came."),
    ("Heading 2", "Other assurance"),
    ("Normal", "Peers looked at us. They were quick and good."),
    ("Heading 1", "2. Tables"),
    ("Normal", "Figure 1: All of it"),
    ("Normal", "Table A5: Enquiries, by area"),
    ("Table", [["Area", "2019-20"], ["North", "4,200"], ["South", "4,200"]]),
    ("Normal", "They were quick and late."),
]


@pytest.mark.parametrize(
    ("section", "words", "place", "around", "where"),
    [
        ("Assurance, Other assurance", "Other assurance", "heading", "Other assurance", "Other assurance"),
        ("Assurance, Other assurance", "quick and", "sentence", "They were quick and good.", "Peers looked at us."),
        ("Assurance", "Alerts", "sentence", "Alerts", "Alerts came."),
        ("Assurance", "Alerts", "table", "Alerts", "Alerts"),
        ("Tables", "quick and", "sentence", "They were quick and late.", "They were quick and late."),
        ("Nowhere", "quick and", "sentence", "They were quick and late.", "They were quick and late."),
        ("Tables", "quick and", "sentence", "They were all quick and very late.", "They were quick and late."),
        ("Areas, South, Table A4: Enquiries, by area", "4,200", "table cell", cell_named("South", "2019-20"), "4,200 of South"),
        ("Areas, South, Table A4: Enquiries, by area", "4,199", "table cell", cell_named("South", "2019-20"), "4,200 of South"),
        ("Assurance, Table 1: Alerts", "2019-20", "heading of a table", cell_named("", "2019-20"), "2019-20 of "),
        ("Assurance, Table 1: Alerts", "4,200", "table cell", cell_named("Gone", "2019-20"), "4,200 of Alerts"),
        ("Assurance, Table 9: Gone", "4,200", "table cell", cell_named("Alerts", "2019-20"), "1. Assurance"),
        ("Tables", "", "chart", "Figure 7: All of it", "Figure 1: All of it"),
        ("Tables", "by area", "caption of a table", "Table A4: Enquiries, by area", "Table A5: Enquiries, by area"),
        ("Tables", "gone for good", "sentence", "Something else was said here.", "2. Tables"),
        ("cover", "board", "cover", "The board", "The board"),
        ("Assurance", "quick ones", "", "", "1. Assurance"),
    ],
)
def test_an_answer_goes_to_the_kind_of_place_that_the_remark_had(
    section: str, words: str, place: str, around: str, where: str
) -> None:
    named = [
        (kind, [[f"{cell} of {row[0]}" if "4,200" in cell or "2019-20" in cell else cell for cell in row] for row in text])
        if isinstance(text, list)
        else (kind, text)
        for kind, text in BLOCKS
    ]
    corner = "Area" if "by area" in section else ""
    around = around.replace("column “2019-20”", f"column “2019-20 of {corner}”")
    (found,) = paragraphs_answered([Answer(section, words, "Said.", place, around)], named)
    assert found.startswith(where)


def test_answers_make_no_other_draft_and_no_other_words(project: Project) -> None:
    assert [path.name for path in (project.outputs / "drafts").iterdir()] == ["1"]
    without = next((project.outputs / "drafts/1").glob("*.docx"))
    assert comments(without) == []
    assert resolved(without, accepted=True) == resolved(document(project, "docx"), accepted=True)


@pytest.mark.long
def test_the_same_answers_make_the_same_file(project: Project) -> None:
    before = document(project, "docx").read_bytes()
    build_report(project, find_engine("embedded"), ["docx"], force=True)
    assert document(project, "docx").read_bytes() == before


def test_a_redline_of_drafts_with_answers_holds(project: Project, tmp_path: Path) -> None:
    draft = read_draft(project.outputs / "drafts/1/draft.json")
    assert draft is not None
    old, new = next((project.outputs / "drafts/1").glob("*.docx")), document(project, "docx")
    for one, other in ((old, new), (new, old)):
        path = write_redline(one, other, tmp_path / "changes.docx", author=draft.mark, made=draft.made, root=tmp_path)
        assert resolved(path, accepted=False) == resolved(one, accepted=True)
        assert not list(Document(str(path)).element.body.iter(qn("w:commentReference")))


def test_the_kits_own_answers_come_back_as_no_remark_but_what_is_said_to_them_does(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "back.docx"
    word = Document(str(document(project, "docx")))
    first = next(iter(word.element.body.iter(qn("w:commentRangeStart"))))
    paragraph = next(each for each in word.paragraphs if each._p is first.getparent())
    runs = [each for each in paragraph.runs if each.text]
    word.add_comment([runs[0], runs[-1]], text="Another answer at the same place.", author="Answers to reviewers", initials="")
    word.save(str(path))
    assert read_returned(path, tmp_path).remarks == []
    word.add_comment([runs[0], runs[-1]], text="It is too blue.", author="A. Reviewer", initials="AR")
    word.save(str(path))
    (remark,) = read_returned(path, tmp_path).remarks
    assert (remark.by.author, remark.said, remark.replies) == ("A. Reviewer", "It is too blue.", ())


@pytest.mark.long
def test_they_are_left_out_of_a_clean_draft_and_of_a_final(project: Project, sabreport) -> None:
    path = project.data / "comments.csv"
    path.write_text(ROWS.replace(",open,", ",agreed,"), encoding="utf-8")
    ran = sabreport("build", "--year", "2020", "--board", "example", "--clean", "--format", "docx", root=project.root)
    assert ran.code == 0, ran.err
    assert comments(document(project, "docx")) == []
    path.write_text(ROWS.replace(",open,", ",agreed,").replace("declined,\n", "declined,It was one.\n"), encoding="utf-8")
    sign_off(project, 1, "Independent Chair", "approve", "", [])
    build_report(project, find_engine("embedded"), DOCUMENTS, purpose="final")
    assert len(comments(document(project, "docx"))) == 4
    assert comments(project.outputs / "publication" / document(project, "docx").name) == []
