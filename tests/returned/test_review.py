"""What came back of a report, listed: the page, the record, the list that the business manager keeps, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import CHROMIUM, Reports
from marking import Marked, W
from reading import html_page, plain
from sabreport.base.errors import FileError
from sabreport.base.project import Project
from sabreport.reports.history import read_history
from sabreport.returned.package import open_package
from sabreport.returned.review import review_of
from thirty import mark_up

COMMENTS = "data/lrsab/2020/comments.csv"


@pytest.fixture
def project(reports: Reports, tmp_path: Path) -> Project:
    root = tmp_path / "kit"
    left_out = shutil.ignore_patterns("dbcpsab", "fivelands", ".sabreport_cache", "failed")
    shutil.copytree(reports["lrsab"].project.root, root, ignore=left_out)
    return Project(root, "lrsab", 2020)


def word_report(project: Project) -> Path:
    return next((project.outputs / "drafts/1").glob("*.docx"))


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Path:
    """A copy with a comment, a change of the board's own words, and one of generated words."""
    marked = Marked(word_report(project))
    marked.comment("member organisations", "=Who?")
    marked.replace("who ask hard questions", "who ask good questions")
    marked.replace("643", "650")
    return marked.save(tmp_path / "chair.docx")


def rows_of(project: Project) -> list[dict[str, str]]:
    text = (project.root / COMMENTS).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_rows(project: Project, rows: list[dict[str, str]]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (project.root / COMMENTS).write_text(stream.getvalue(), encoding="utf-8-sig", newline="")


def review(sabreport, project: Project, *files: Path, options: tuple[str, ...] = ()):
    return sabreport("review", *map(str, files), "--year", "2020", "--board", "lrsab", *options, root=project.root)


def test_the_command_writes_a_page_a_record_and_a_list(project: Project, copy: Path, sabreport) -> None:
    ran = review(sabreport, project, copy)
    assert (ran.code, ran.err) == (0, "")
    mark = read_history(project.outputs, project.root)[0]
    assert ran.out.splitlines()[0] == "lrsab 2019-20: three remarks by Independent Chair"
    assert f"{mark.content_hash[:6]}: chair.docx" in ran.out.splitlines()[1]
    assert ran.out.splitlines()[2] == "  3 open in comments.csv"
    record = json.loads((project.outputs / "review.json").read_text(encoding="utf-8"))
    assert [each["kind"] for each in record["remarks"]] == ["comment", "replaced", "replaced"]
    assert record["remarks"][2]["answer"] == (
        "Not applied: this sentence is written from measures.csv of 2018-19, row 2, column value and measures.csv, row 2, "
        "column value; a figure is put right there; to change the words edit cell 6 of 05_concerns_and_enquiries.ipynb."
    )
    assert record["remarks"][1]["source"] == {
        "what": "text",
        "path": "data/lrsab/2020/narrative/foreword.md",
        "row": 3,
        "column": "",
    }
    page = BeautifulSoup((project.outputs / "review.html").read_text(encoding="utf-8"), "html.parser")
    comments = page.select("#comments ~ h3")
    assert [plain(each.get_text()) for each in comments] == ["Foreword", "Concerns and enquiries, Leicestershire"]
    assert [plain(each.get_text(" ")) for each in page.select(".remarks td:nth-child(2)")] == [
        "Independent Chair , 28 November 2026, on draft 1: comment =Who?",
        "Independent Chair , 28 November 2026, on draft 1: replaced “who ask hard questions” becomes “who ask good questions”",
        "Independent Chair , 28 November 2026, on draft 1: replaced “643” becomes “650”",
    ]
    rows = rows_of(project)
    assert all(re.fullmatch("r[0-9a-f]{8}", row["id"]) for row in rows), "Excel reads 39349e40 as a number"
    assert [(row["status"], row["remark"]) for row in rows] == [
        ("open", "'=Who?"),
        ("open", "“who ask hard questions” becomes “who ask good questions”"),
        ("open", "“643” becomes “650”"),
    ]
    event = read_history(project.outputs, project.root)[-1]
    assert (event.event, event.draft, event.by) == ("review", 1, "Independent Chair")
    assert event.note == "three remarks in chair.docx"


def test_a_row_that_is_taken_out_of_the_list_is_missed(project: Project, copy: Path, sabreport) -> None:
    assert review(sabreport, project, copy).code == 0
    rows = rows_of(project)
    write_rows(project, rows[1:])
    gone = f"{COMMENTS}: {rows[0]['id']} of the last review is not in it any more: nobody can tell what of it is still open. Put"
    assert gone in review(sabreport, project).err
    assert gone in plain(html_page(project.outputs / "review.html").get_text())
    write_rows(project, rows)
    assert review(sabreport, project).err == ""


def test_the_page_says_how_a_copy_was_read(project: Project, copy: Path, tmp_path: Path, sabreport) -> None:
    marked = Marked(copy)
    for text in marked.paragraph("Where the pandemic held up the work").iter(f"{W}t"):
        text.text = (text.text or "").replace("we say so", "we keep silent")
    ran = review(sabreport, project, marked.save(tmp_path / "silent.docx"))
    told = "silent.docx: its words differ from the draft's without being tracked, in one paragraph."
    assert told in ran.err
    assert told in plain(html_page(project.outputs / "review.html").get_text())


def test_a_change_of_look_is_answered_with_what_sets_it(project: Project, tmp_path: Path, sabreport) -> None:
    marked = Marked(word_report(project))
    marked.embolden("Signs of Safety")
    marked.centre("643")
    assert review(sabreport, project, marked.save(tmp_path / "a.docx")).code == 0
    text, other = (row["answer"] for row in rows_of(project))
    look = (
        "A change of look is not taken over: the board's colour is accent: in its params, and all else is in look.yml, the "
        "kind's own in report_templates/ or that of all kinds in report_templates/_shared/."
    )
    place = "data/lrsab/2020/narrative/foreword.md, line 3"
    assert text == f"{look} In {place}, words between double stars (**so**) are bold, and between single ones (*so*) slanted."
    assert other == look


def test_what_the_business_manager_wrote_stays(project: Project, copy: Path, tmp_path: Path, sabreport) -> None:
    assert review(sabreport, project, copy).code == 0
    rows = [{**row, "For": "the office"} for row in rows_of(project)]
    rows[0] |= {"status": "Agreed", "reason": "Named now."}
    rows[2] |= {"status": "declined", "reason": "643 is right; see the return."}
    write_rows(project, rows)
    other = Marked(word_report(project), "A. Reviewer")
    other.comment("quick and good use", "Too fast?")
    assert review(sabreport, project, other.save(tmp_path / "second.docx")).code == 0
    ran = review(sabreport, project, copy)
    assert (ran.code, ran.err) == (0, "")
    after = rows_of(project)
    assert [row["id"] for row in after[:3]] == [row["id"] for row in rows]
    assert [(row["status"], row["reason"], row["For"]) for row in after] == [
        ("agreed", "Named now.", "the office"),
        ("open", "", "the office"),
        ("declined", "643 is right; see the return.", "the office"),
        ("open", "", ""),
    ]
    assert "2 open" in ran.out
    assert len([each for each in read_history(project.outputs, project.root) if each.event == "review"]) == 2


@pytest.mark.parametrize(
    ("status", "reason", "said"),
    [
        ("done", "", 'comments.csv, row 2, column status: "done" is no status. Write open, agreed or declined.'),
        ("declined", " ", "comments.csv, row 2, column reason: the remark is declined, and no reason is given."),
    ],
)
def test_a_status_without_sense_is_told(project: Project, copy: Path, sabreport, status: str, reason: str, said: str) -> None:
    assert review(sabreport, project, copy).code == 0
    rows = rows_of(project)
    rows[0] |= {"status": status, "reason": reason}
    write_rows(project, rows)
    before = (project.root / COMMENTS).read_bytes()
    ran = review(sabreport, project, copy)
    assert said in ran.err
    assert ran.code == (1 if status == "done" else 0)
    assert status != "done" or (project.root / COMMENTS).read_bytes() == before
    checked = sabreport("check", "--year", "2020", "--board", "lrsab", root=project.root)
    assert (checked.code, said in checked.err) == (ran.code, status == "done"), "a build would refuse it too"


def test_the_list_is_no_file_that_nothing_reads(project: Project, copy: Path, sabreport) -> None:
    assert review(sabreport, project, copy).code == 0
    ran = sabreport("check", "--year", "2020", "--board", "lrsab", root=project.root)
    assert ran.code == 0
    assert "comments.csv" not in ran.err


def harmed(copy: Path, how: str) -> Path:
    """A file in the place of the copy."""
    target = copy.with_name("harmed.docx")
    match how:
        case "cut":
            target.write_bytes(copy.read_bytes()[:-3000])
        case "locked":
            target.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
        case "old":
            target.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        case "other":
            target = copy.with_name("harmed.odt")
            target.write_bytes(copy.read_bytes())
        case "empty":
            with zipfile.ZipFile(target, "w") as archive:
                archive.writestr("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
        case "foreign":
            import docx

            document = docx.Document()
            document.add_paragraph("The minutes of a meeting on something else altogether.")
            document.save(str(target))
    return target


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut", "harmed.docx: the file is damaged: a part of it cannot be unpacked. Ask for it again."),
        ("locked", "harmed.docx: the file is locked with a password. Ask for a copy without a password."),
        ("old", "harmed.docx: an old Word file cannot be reviewed, only a .docx. Open it in Word, save it as"),
        ("other", "harmed.odt: an OpenDocument text cannot be reviewed, only a .docx."),
        ("empty", "harmed.docx: it cannot be read as a Word document."),
        ("foreign", "harmed.docx: it is no draft of lrsab 2019-20: its words are not those of any that is kept."),
        ("none", "harmed.docx: there is no such file. Put it there, or correct its name."),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    project: Project, copy: Path, sabreport, how: str, said: str
) -> None:
    ran = review(sabreport, project, copy, harmed(copy, how))
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert not (project.root / COMMENTS).exists()
    assert not (project.outputs / "review.json").exists()


def test_a_draft_of_another_board_is_refused_with_its_name(project: Project, reports: Reports, tmp_path: Path) -> None:
    example = shutil.copytree(reports["example"].folder, project.root / "outputs/example/2020", dirs_exist_ok=True)
    other = next((example / "drafts/1").glob("*.docx"))
    with pytest.raises(FileError, match=r"It is one of example 2020: use --board example --year 2020\."):
        review_of(project, [other])


def test_a_file_that_does_not_say_its_draft_is_told_by_its_words(project: Project, copy: Path, sabreport) -> None:
    mark = open_package(copy, project.root).mark
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"Draft 1", b"Text") if name.endswith(".xml") else content)
    assert open_package(copy, project.root).mark == ""
    ran = review(sabreport, project, copy)
    assert ran.code == 0
    said = f"chair.docx: it does not say which draft it is. By its words it is nearest to {mark}, and is compared with that."
    assert said in ran.err
    assert len(rows_of(project)) == 3


def test_a_draft_that_is_not_kept_any_more_is_told_by_its_words(project: Project, copy: Path) -> None:
    kept = project.outputs / "drafts/1"
    record = json.loads((kept / "draft.json").read_text(encoding="utf-8"))
    (kept / "draft.json").write_text(json.dumps({**record, "draft": 2, "content_hash": "f" * 64}), encoding="utf-8")
    kept.rename(kept.with_name("2"))
    found = review_of(project, [copy])
    assert [draft.number for draft in found.drafts] == [2]
    assert "is not kept any more" in found.told[0]


def test_a_file_without_a_remark_says_so(project: Project, sabreport) -> None:
    ran = review(sabreport, project, word_report(project))
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "lrsab 2019-20: no remarks"
    assert "No comment is open." in (project.outputs / "review.html").read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [768, 1280])
def test_the_page_is_as_wide_as_the_screen(project: Project, browser, sabreport, tmp_path: Path, width: int) -> None:
    assert review(sabreport, project, *mark_up(word_report(project), tmp_path)).code == 0
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=True)
    page.goto((project.outputs / "review.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = "[...document.querySelectorAll('.remarks td')].filter(each => each.scrollWidth > each.clientWidth).length"
    assert page.evaluate(cut) == 0
    page.close()
