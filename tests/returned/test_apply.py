"""Tracked changes of the board's own words go into their files, whole or not at all; nothing else of a file changes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conftest import Reports
from lxml import etree
from marking import Marked, W, copy_of
from sabreport.base.project import Project
from sabreport.returned.apply import applied, write_applied
from sabreport.returned.given_back import answers_for
from sabreport.returned.review import Review, review_of, write_review
from sabreport.returned.typed_changes import CannotError, Change, filled_in, in_markdown, in_order, moved_to
from thirty import mark_up

NARRATIVE = "data/lrsab/2020/narrative"


@pytest.fixture
def project(reports: Reports, tmp_path: Path) -> Project:
    return copy_of(reports["lrsab"].project, tmp_path / "kit")


def marked(project: Project, author: str = "Independent Chair") -> Marked:
    return Marked(next((project.outputs / "drafts/1").glob("*.docx")), author)


def texts(project: Project) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted((project.root / NARRATIVE).iterdir())}


def put_in(project: Project, *copies: Path) -> tuple[Review, dict[str, str]]:
    """A review whose changes were put in, and why some were not, by the words that they are of."""
    review = review_of(project, copies)
    found = applied(review)
    write_applied(review, found)
    words = {each.ident: (each.remark.old or each.remark.new).strip() for each in review.remarks}
    return review, {words[ident]: why for ident, why in found.refused.items()}


@pytest.mark.long
def test_of_thirty_remarks_exactly_the_changes_of_texts_are_put_in(project: Project, tmp_path: Path, sabreport) -> None:
    before = texts(project)
    copies = mark_up(next((project.outputs / "drafts/1").glob("*.docx")), tmp_path)
    asked = ("review", *map(str, copies), "--year", "2020", "--board", "lrsab")
    looked = sabreport(*asked, "--preview", root=project.root)
    assert looked.code == 0, looked.err
    assert texts(project) == before
    both = sabreport(*asked, "--preview", "--apply", root=project.root)
    assert (both.code, texts(project)) == (2, before)
    assert "Use one of the two." in both.err
    ran = sabreport(*asked, "--apply", root=project.root)
    assert ran.code == 0, ran.err
    expected = {**before}
    for file, old, new in (
        ("foreword.md", "adults at risk, and", "adults at risk and their carers, and"),
        ("foreword.md", "who ask hard questions", "who ask good questions"),
        ("foreword.md", " This report says what we did with that learning and what is still to do.", " "),
        ("foreword.md", "we say so.", "we say so.This report says what we did with that learning and what is still to do."),
        ("foreword.md", "make quick and good", "make good"),
        (
            "foreword.md",
            "\n*This foreword is example text written for this kit. It is not the independent chair's own words.*\n",
            "",
        ),
        (
            "board_and_members.md",
            "are stronger.\n",
            "are stronger.\n\nA sentence of its own, about the office.\n",
        ),
        ("engagement.md", "Engagement is now", "Engagement is now at once"),
        ("training.md", "joined learning sessions", "joined learning sessions in both areas"),
    ):
        assert expected[file].count(old) == 1, old
        expected[file] = expected[file].replace(old, new)
    assert texts(project) == expected
    diff = [line for line in looked.out.splitlines() if line.startswith(("+", "-"))]
    assert diff == [line for line in ran.out.splitlines() if line.startswith(("+", "-"))]
    assert "+A sentence of its own, about the office." in diff
    assert "  eight changes put into the board's texts" in ran.out.splitlines()
    assert "line 9): it changes a number, which is put right in the extract that it comes from." in ran.out
    written = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.data.rglob("*.*")}
    again = sabreport(*asked, "--apply", root=project.root)
    assert again.code == 0, again.err
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.data.rglob("*.*")} == written
    assert "@@" not in again.out
    assert "  nothing put into the board's texts" in again.out.splitlines()
    assert "  eight changes are in them already" in again.out.splitlines()


def test_a_paragraph_with_a_change_that_cannot_be_put_in_stays_whole(project: Project, tmp_path: Path) -> None:
    copy = marked(project)
    copy.replace("298", "300", nth=copy.nth("Alerts went from", "298"))
    copy.insert(" steeply", after="Alerts went")
    before = texts(project)
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert texts(project) == before
    assert refused == {
        "298": "it changes a number, which is put right in the extract that it comes from",
        "steeply": "another change of its paragraph cannot be put in, and of a paragraph all are or none",
    }


def test_two_reviewers_who_agree_change_it_once_and_two_who_do_not_change_nothing(project: Project, tmp_path: Path) -> None:
    copies = []
    for author, other in (("A", "brisk and "), ("B", "early and ")):
        copy = marked(project, author)
        copy.replace("who ask hard questions", "who ask good questions")
        copy.replace("quick and ", other)
        copies.append(copy.save(tmp_path / f"{author}.docx"))
    review, _ = put_in(project, *copies)
    assert "who ask good questions" in texts(project)["foreword.md"]
    assert "make quick and good" in texts(project)["foreword.md"]
    assert sorted(applied(review).refused.values()) == [
        f"it changes the same words otherwise than {other} does" for other in "AB"
    ]


def test_what_was_declined_is_left_and_what_was_moved_is_in_both_places_or_in_neither(project: Project, tmp_path: Path) -> None:
    copy = marked(project)
    copy.replace("who ask hard questions", "who ask good questions")
    copy.move("Agencies and care providers train their own staff.", after="Most of the year was about other things.")
    copy.move("Alerts went from", after="Thank you for reading", name="move2")
    path = copy.save(tmp_path / "a.docx")
    review = review_of(project, [path])
    declined = next(each for each in review.remarks if each.remark.kind == "replaced")
    review.rows[declined.ident] |= {"status": "declined", "reason": "It stays."}
    found = applied(review)
    write_applied(review, found)
    after = texts(project)
    assert "who ask hard questions" in after["foreword.md"]
    assert "about other things.Agencies and care providers train their own staff." in after["foreword.md"]
    assert "Agencies and care providers" not in after["training.md"]
    assert review.rows[declined.ident]["status"] == "declined"
    moved = [each for each in review.remarks if each.remark.kind == "moved"]
    assert {review.rows[each.ident]["status"] for each in moved} == {"agreed"}


def test_the_words_of_a_member_are_never_changed(reports: Reports, tmp_path: Path, sabreport) -> None:
    root = copy_of(reports["example"].project, tmp_path / "kit").root
    statement = root / "data/example/2020/partners/exampleshire_fire.md"
    before = statement.read_bytes()
    words = next(line for line in before.decode().splitlines() if line[:1].isalpha() and "{" not in line)[:30]
    copy = Marked(next((root / "outputs/example/2020/drafts/1").glob("*.docx")))
    copy.replace(words.replace("'", "’"), "Something else")
    path = copy.save(tmp_path / "a.docx")
    ran = sabreport("review", str(path), "--year", "2020", "--board", "example", "--apply", root=root)
    assert ran.code == 0, ran.err
    assert statement.read_bytes() == before
    answer = (root / "outputs/example/2020/review.json").read_text(encoding="utf-8")
    assert "Not applied: these are the words of a member (data/example/2020/partners/exampleshire_fire.md, line" in answer
    assert "Ask exampleshire_fire whether to change them there." in answer


def test_signs_that_a_reviewer_typed_are_printed_as_typed(project: Project, tmp_path: Path) -> None:
    copy = marked(project)
    copy.insert(" *twice* [sic] {{ x }}", after="who ask hard questions")
    copy.insert(" 5 * 3", after="quick and good use")
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    text = texts(project)["foreword.md"]
    assert "good use 5 * 3 of them" in text or r"good use 5 \* 3 of them" in text
    assert list(refused) == ["*twice* [sic] {{ x }}"]
    assert "who ask hard questions about" in text


@pytest.mark.sampled
@pytest.mark.parametrize("words", ["* star", "# hash", "1. one", "1.", "- dash", "> more", "+ 5", 'It\'s "so"...'])
def test_a_new_paragraph_is_printed_as_typed_whatever_it_begins_with(project: Project, tmp_path: Path, words: str) -> None:
    copy = marked(project)
    copy.add_paragraph(words, after="Thank you for reading")
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert not refused
    text = (project.root / NARRATIVE / "foreword.md").read_text(encoding="utf-8")
    new = text.split("whose work this is.\n\n")[1].split("\n")[0]
    assert new.replace("\\", "") == words


def test_a_paragraph_that_is_parted_begins_and_ends_without_a_space(project: Project, tmp_path: Path) -> None:
    copy = marked(project)
    copy.split("Where the pandemic held up")
    copy.split(" As a new chair")
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert not refused
    text = texts(project)["foreword.md"]
    assert "what is still to do.\n\nWhere the pandemic" in text
    assert "about other things.\n\nAs a new chair" in text


def test_what_is_bold_or_slanted_of_what_is_put_in_stays_so(project: Project, tmp_path: Path) -> None:
    path = project.root / NARRATIVE / "foreword.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Signs of Safety", "**Signs of Safety**"), encoding="utf-8")
    copy = marked(project)
    for run in copy.runs("Signs of Safety"):
        run.insert(0, bold := etree.Element(f"{W}rPr"))
        etree.SubElement(bold, f"{W}b")
    copy.insert(" truly *", after="who ask hard questions", look="b")
    copy.insert(" all", after="young people", look="i")
    copy.insert(" once", after="With the Leicester board", look="bi")
    copy.insert(" and so on", after="Signs of Safety")
    copy.insert(" good", after="Signs", look="b")
    copy.insert("new ", after="Leicestershire took ", look="b")
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert not refused
    text = path.read_text(encoding="utf-8")
    assert r"who ask hard questions **truly \*** about" in text or "who ask hard questions **truly *** about" in text
    assert "young people *all* at risk" in text
    assert "With the Leicester board ***once*** we" in text
    assert "took **new Signs good of Safety** and so on into" in text


def answers(project: Project) -> dict[str, str]:
    """The answer to each remark in comments.csv, by what the remark says."""
    text = (project.data / "comments.csv").read_bytes().decode("utf-8-sig")
    return {row["remark"]: row["answer"] for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_the_list_says_of_each_change_what_becomes_of_it_and_what_became_of_it(
    project: Project, tmp_path: Path, sabreport
) -> None:
    copy = marked(project)
    copy.insert(" their", after="Agencies and care providers train")
    copy.delete_paragraph("This foreword is example text")
    copy.replace("298", "300", nth=copy.nth("Alerts went from", "298"))
    copy.insert(" steeply", after="Alerts went")
    copy.replace("643", "650")
    copy.delete("quick and ")
    path = str(copy.save(tmp_path / "a.docx"))

    def answered(*options: str) -> list[str]:
        ran = sabreport("review", path, "--year", "2020", "--board", "lrsab", *options, root=project.root)
        assert ran.code == 0, ran.err
        found = answers(project)
        said = ["“their” is put in", "“This foreword is", "“298” becomes", "“steeply”", "“643”", "“quick and”"]
        return [next(answer for remark, answer in found.items() if remark.startswith(each)) for each in said]

    alerts = f"{NARRATIVE}/concerns_and_enquiries.md, line 9"
    number = "it changes a number, which is put right in the extract that it comes from"
    other = "another change of its paragraph cannot be put in, and of a paragraph all are or none"
    refused = [
        f"Not applied: {number}. This stands in {alerts}. Its numbers are from",
        f"Not applied: {other}. This stands in {alerts}.",
        "Not applied: this sentence is written from measures.csv of 2018-19, row 2",
    ]
    foreword = project.root / NARRATIVE / "foreword.md"
    foreword.write_text(foreword.read_text(encoding="utf-8").replace("quick and ", ""), encoding="utf-8")
    before = answered()
    told = [answer.said.split("\n")[1] for answer in answers_for(project)]
    assert f"Open. Not yet put into {NARRATIVE}/training.md, line 5." in told
    assert not any("--apply" in each for each in told)
    after = answered("--apply")
    for found in (before, after, answered()):
        for answer, begins in zip(found[2:5], refused, strict=True):
            assert answer.startswith(begins)
        assert found[5] == f"Done: {NARRATIVE}/foreword.md says so."
    assert before[:2] == [
        f"With --apply this is put into {NARRATIVE}/training.md, line 5.",
        f"With --apply this is put into {NARRATIVE}/foreword.md, line 11.",
    ]
    done = [f"Done: {NARRATIVE}/{name}.md says so." for name in ("training", "foreword")]
    assert after[:2] == done
    assert answered("--apply")[:2] == done
    given = {answer.said.split("\n")[0].partition(": ")[2]: answer.said.split("\n")[1] for answer in answers_for(project)}
    assert given["“298” becomes “300”"].startswith(f"Open. {refused[0]}")


def test_a_change_that_is_declined_or_has_a_place_of_the_kits_is_answered_so(project: Project, tmp_path: Path) -> None:
    copy = marked(project)
    copy.delete("quick and ")
    copy.move("Agencies and care providers train their own staff.", after="643")
    review = review_of(project, [copy.save(tmp_path / "a.docx")])
    declined, moved = sorted(review.remarks, key=lambda each: each.remark.kind == "moved")
    review.rows[declined.ident] |= {"status": "declined", "reason": "It stays."}
    found = applied(review)
    assert found.refused == {moved.ident: "one of the two places that it changes is no text of the board"}
    write_review(review, found.outcomes(written=False))
    answer = review.rows[declined.ident]["answer"]
    assert answer == f"Left out, for it is declined. This stands in {NARRATIVE}/foreword.md, line 7."
    assert review.rows[moved.ident]["answer"].startswith("Not applied: one of the two places")


def test_a_remark_has_the_line_on_which_its_words_stand_once_others_are_put_in(
    project: Project, tmp_path: Path, sabreport
) -> None:
    copy = marked(project)
    copy.add_paragraph("One more.", after="Most of the year")
    copy.comment("We learned from training", "Which?")
    path = str(copy.save(tmp_path / "a.docx"))
    assert sabreport("review", path, "--year", "2020", "--board", "lrsab", "--apply", root=project.root).code == 0
    assert answers(project)["Which?"] == f"This stands in {NARRATIVE}/foreword.md, line 7."


def test_the_ends_of_lines_and_the_mark_at_the_beginning_stay(project: Project, tmp_path: Path) -> None:
    path = project.root / NARRATIVE / "foreword.md"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    copy = marked(project)
    copy.delete("quick and ")
    copy.add_paragraph("One more.", after="Thank you for reading")
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert not refused
    end = b"whose work this is.\r\n"
    expected = before.replace(b"quick and ", b"").replace(end, end + b"\r\nOne more.\r\n")
    assert path.read_bytes() == expected


def test_a_text_that_was_changed_since_is_left(project: Project, tmp_path: Path) -> None:
    path = project.root / NARRATIVE / "foreword.md"
    path.write_text(path.read_text(encoding="utf-8").replace("The coming year", "The next year"), encoding="utf-8")
    copy = marked(project)
    copy.delete("quick and ")
    before = texts(project)
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert texts(project) == before
    assert "changed since" in refused["quick and"]


def test_two_paragraphs_that_are_made_one_are_left_to_be_joined_by_hand(project: Project, tmp_path: Path) -> None:
    copy = marked(project)
    copy.join("We learned from training")
    before = texts(project)
    _, refused = put_in(project, copy.save(tmp_path / "a.docx"))
    assert texts(project) == before
    assert list(refused.values()) == ["it joins two paragraphs"]


@pytest.mark.parametrize(
    ("text", "printed", "change", "made"),
    [
        ("One **two** three.\n", "One two three.", Change(4, 7, "2"), "One **2** three.\n"),
        ("One\ntwo three.\n", "One two three.", Change(4, 8, ""), "One\nthree.\n"),
        ("- one\n- two\n", "two", Change(3, 3, " more\n\nthree"), "- one\n- two more\n- three\n"),
        ("A {{ x.y }} b.\n", "A zq0qz b.", Change(8, 9, "c"), "A {{ x.y }} c.\n"),
        ("It's so.\n\nNo.\n", "It’s so.", Change(0, 8, ""), "No.\n"),
        ("a\n\nb\n\nc\n", "c", Change(0, 1, ""), "a\n\nb\n"),
    ],
)
def test_a_change_of_a_printed_paragraph_is_one_of_its_file(text: str, printed: str, change: Change, made: str) -> None:
    assert in_markdown(text, printed, [change], escaped=False) == made


def test_numbers_that_are_filled_in_are_known_and_not_changed() -> None:
    filled = filled_in("From zq0qz to zq1qz.", "From 1,203 to 875.")
    assert filled == [Change(5, 10, "zq0qz"), Change(14, 17, "zq1qz")]
    assert moved_to([Change(11, 13, "up to")], filled) == [Change(11, 13, "up to")]
    with pytest.raises(CannotError, match="changes a number"):
        moved_to([Change(14, 15, "9")], filled)
    with pytest.raises(CannotError, match="do not go together"):
        in_order([Change(1, 4, ""), Change(3, 5, "x")])
