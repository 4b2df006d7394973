"""What a Word file holds of remarks, however its program writes them, and where a paragraph comes home that was moved about."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from conftest import Reports
from docx import Document
from lxml import etree
from marking import Marked, W, said, through_libreoffice
from sabreport.base.errors import FileError
from sabreport.changes.redline.write import write_redline
from sabreport.returned.package import open_package
from sabreport.returned.remarks import Remark, read_returned
from sabreport.returned.review import review_of


@pytest.fixture
def marked(reports: Reports) -> Marked:
    return Marked(reports["lrsab"].document(".docx"))


def remarks(marked: Marked, folder: Path) -> list[Remark]:
    return read_returned(marked.save(folder / "a.docx"), folder).remarks


def test_what_one_put_in_and_another_took_out_again_is_no_part_of_the_text(marked: Marked, tmp_path: Path) -> None:
    mark = marked.insert(" once more", after="who ask hard questions")
    marked.author = "A. Reviewer"
    gone = marked.by(etree.Element(f"{W}del"))
    (run,) = mark
    run.addprevious(gone)
    gone.append(run)
    run.find(f"{W}t").tag = f"{W}delText"
    (found,) = remarks(marked, tmp_path)
    assert (found.kind, found.by.author, found.old, found.start) == ("taken out", "A. Reviewer", " once more", found.end)


def test_a_comment_around_whole_paragraphs_and_one_without_a_range_have_their_place(marked: Marked, tmp_path: Path) -> None:
    marked.comment("member organisations", "Around.")
    marked.comment("quick and", "No range.")
    paragraph = marked.paragraph("Most of the year")
    begins, ends = paragraph.find(f"{W}commentRangeStart"), paragraph.find(f"{W}commentRangeEnd")
    paragraph.addprevious(begins)
    paragraph.addnext(ends)
    other = marked.paragraph("quick and")
    for each in other.findall(f"{W}commentRangeStart") + other.findall(f"{W}commentRangeEnd"):
        other.remove(each)
    around, alone = remarks(marked, tmp_path)
    assert (around.said, around.old) == ("Around.", said(paragraph))
    assert (alone.said, alone.old) == ("No range.", "")
    assert alone.paragraph == around.paragraph + 2


def test_a_paragraph_that_is_parted_or_runs_on_is_one_remark(marked: Marked, tmp_path: Path) -> None:
    marked.split("Where the pandemic held up")
    marked.join("Safeguarding is never the job")
    parted, joined = remarks(marked, tmp_path)
    assert (parted.kind, parted.new) == ("put in", "\n\n")
    assert (joined.kind, joined.old) == ("taken out", "\n\n")


def test_where_the_file_keeps_no_threads_two_people_made_two_remarks_and_one_person_one(marked: Marked, tmp_path: Path) -> None:
    marked.comment("member organisations", "Who?", reply="All of them.")
    marked.author = "A. Reviewer"
    marked.comment("member organisations", "Say how many.")
    marked.comment("member organisations", "Say how many.")
    marked.comment("quick and", "Too fast?")
    for each in marked.extended:
        for name in [name for name in each.attrib if name.endswith("paraIdParent")]:
            del each.attrib[name]
    found = [(each.by.author, each.said, [reply.said for reply in each.replies]) for each in remarks(marked, tmp_path)]
    assert found == [
        ("Independent Chair", "Who?", ["All of them."]),
        ("A. Reviewer", "Say how many.", []),
        ("A. Reviewer", "Too fast?", []),
    ]


def test_a_paragraph_that_was_moved_and_reworded_without_tracking_is_found(
    reports: Reports, marked: Marked, tmp_path: Path
) -> None:
    """Another program, or a reviewer, has put it under another heading and changed some of its words."""
    marked.comment("Board members also joined learning sessions", "Which?")
    paragraph = marked.paragraph("Board members also joined")
    for text in paragraph.iter(f"{W}t"):
        text.text = (text.text or "").replace("criminal exploitation", "exploitation by gangs")
    marked.paragraph("It did no other engagement work").addnext(paragraph)
    marked.comment("Alerts went from", "Since when?")
    marked.heading("What the board is doing", 3).addnext(marked.paragraph("Alerts went from"))
    marked.comment("One in eight alerts", "Why?")
    worded = marked.paragraph("There were 298 safeguarding alerts")
    for text in worded.iter(f"{W}t"):
        text.text = (text.text or "").replace("That is one alert", "This makes one alert").replace("were begun", "began")
    found = review_of(reports["lrsab"].project, [marked.save(tmp_path / "a.docx")]).remarks
    places = {each.remark.said: each.words and each.words.named for each in found}
    assert places == {
        "Which?": "data/lrsab/2020/narrative/training.md, line 3",
        "Since when?": "data/lrsab/2020/narrative/concerns_and_enquiries.md, line 9",
        "Why?": "notebooks/sab_annual_report/05_concerns_and_enquiries.ipynb, cell 6",
    }


def test_a_file_whose_packed_text_is_harmed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "back.docx"
    Document().save(str(path))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("word/document.xml")
    content = bytearray(path.read_bytes())
    begins = entry.header_offset + 30 + len(entry.filename)
    content[begins : begins + 40] = b"\xff" * 40
    path.write_bytes(content)
    with pytest.raises(FileError, match="the file is damaged: a part of it cannot be unpacked"):
        read_returned(path, tmp_path)
    with pytest.raises(FileError, match="it cannot be opened any more"):
        write_redline(path, path, tmp_path / "changes.docx", author="Draft 2", made=date(2026, 11, 28), root=tmp_path)


def test_headings_come_from_what_wrote_them_and_not_from_what_has_the_same_words(
    reports: Reports, marked: Marked, tmp_path: Path
) -> None:
    for words, level in (("Leicestershire", 2), ("12. Engagement", 1), ("Mental capacity", 2)):
        marked.comment_on(marked.heading(words, level), words)
    found = review_of(reports["lrsab"].project, [marked.save(tmp_path / "a.docx")]).remarks
    places = {each.remark.said: (each.words and each.words.named, [source.row for source in each.place.behind]) for each in found}
    notebooks = "notebooks/sab_annual_report"
    assert places == {
        "Leicestershire": ("params/lrsab/board.yml, line 13", []),
        "12. Engagement": (f"{notebooks}/11_engagement.ipynb, cell 1", []),
        "Mental capacity": (f"{notebooks}/04_priorities.ipynb, cell 7", [6, 7, 8]),
    }


def test_of_a_redline_the_kits_own_changes_are_passed_over_and_reviewers_kept(
    reports: Reports, marked: Marked, tmp_path: Path
) -> None:
    project, draft = reports["lrsab"].project, reports["lrsab"].document(".docx")
    before = Marked(draft)
    for text in before.paragraph("who ask hard questions").iter(f"{W}t"):
        text.text = (text.text or "").replace("hard questions", "good questions")
    gone = before.paragraph("Most of the year")
    gone.addnext(etree.fromstring(etree.tostring(gone)))
    mark = open_package(draft, tmp_path).mark
    redline = tmp_path / "changes.docx"
    write_redline(before.save(tmp_path / "old.docx"), draft, redline, author=mark, made=date(2026, 11, 28), root=tmp_path)
    copy = Marked(redline)
    copy.comment("quick and", "Too fast?")
    copy.replace("One in eight alerts", "Some alerts")
    found = review_of(project, [copy.save(tmp_path / "a.docx")])
    assert [(each.remark.kind, each.remark.by.author) for each in found.remarks] == [
        ("comment", "Independent Chair"),
        ("replaced", "Independent Chair"),
    ]
    assert found.told == [f"a.docx: the changes by {mark} are the kit's own, and are passed over."]


def test_words_that_differ_without_tracking_are_told(reports: Reports, marked: Marked, tmp_path: Path) -> None:
    for text in marked.paragraph("who ask hard questions").iter(f"{W}t"):
        text.text = (text.text or "").replace("hard questions", "good questions")
    (told,) = review_of(reports["lrsab"].project, [marked.save(tmp_path / "a.docx")]).told
    assert told.startswith(
        "a.docx: its words differ from the draft's without being tracked, in one paragraph. Only the copy has: “"
    )


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_copy_that_another_program_saved_has_no_words_that_differ(reports: Reports, tmp_path: Path) -> None:
    saved = through_libreoffice(reports["lrsab"].document(".docx"), tmp_path / "saved", tmp_path / "profile")
    assert review_of(reports["lrsab"].project, [saved]).told == []
