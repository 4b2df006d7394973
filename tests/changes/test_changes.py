"""What changed between two drafts: exactly the figures, sentences, tables and charts that did, and what moved them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import Reports
from docx import Document
from docx.oxml.ns import qn
from example_board import shrink
from reading import html_page, plain
from sabreport.base.errors import FileError
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.changes.changes import changes_between, marked
from sabreport.changes.content import Content, Exhibit, Passage, Sentence
from sabreport.changes.exhibits import Redrawn, rows_beside
from sabreport.changes.redline.resolved import resolved
from sabreport.changes.words import changed_words
from sabreport.documents.engines import find_engine
from sabreport.reports.drafts import drafts_in

NARRATIVE = "data/example/2020/narrative/foreword.md"


@pytest.fixture(scope="module")
def edited(reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """lrsab with one cell changed since its first draft: 41 enquiries in Rutland where there were 39."""
    root = tmp_path_factory.mktemp("changes") / "kit"
    shutil.copytree(reports["lrsab"].project.root, root, ignore=shutil.ignore_patterns("dbcpsab", "fivelands", "example"))
    measures = root / "data/lrsab/2020/measures.csv"
    text = measures.read_text(encoding="utf-8")
    assert text.splitlines()[14] == "rutland,enquiries_s42,,39"
    measures.write_text(text.replace("rutland,enquiries_s42,,39", "rutland,enquiries_s42,,41"), encoding="utf-8")
    project = Project(root, "lrsab", 2020)
    build_report(project, find_engine("embedded"), ["html", "docx"])
    return project


RUTLAND, BEHIND = "Concerns and enquiries, Rutland", "Concerns and enquiries, Behind the figures, Rutland"
BEGUN = (RUTLAND, "41 section 42 enquiries were begun, 18 fewer than in 2018-19 (down 31%).")
FALL = (RUTLAND, "The fall in section 42 enquiries from 77 in 2016-17 to 41 in 2019-20 is more than chance alone would give.")
WENT = (BEHIND, "Alerts went from 421 to 298 and enquiries from 59 to 41.")
LED = (
    RUTLAND,
    "One in seven alerts (14%) led to a section 42 enquiry, the same as in 2018-19 "
    "(conversion rate: section 42 enquiries divided by alerts).",
)
BRIEF = (
    "The year in brief, What we saw",
    "The law asked for an enquiry into what had happened in 916 cases, 346 fewer than in 2018-19 (down 27%).",
)
CARD = ("The year in numbers", "346 fewer than in 2018-19 (down 27%)")
MOVED = {
    "rutland.enquiries_s42.2020": ("39", "41", [BEGUN, FALL, WENT]),
    "board.enquiries_s42.2020": ("914", "916", [BRIEF, ("The year in numbers", "916")]),
    "rutland.conversion.2020": ("13%", "14%", [LED]),
    "board.conversion.2020": ("20%", "21%", [("The year in numbers", "21%")]),
    "rutland.enquiries_s42.change.2020": ("−20", "−18", [BEGUN]),
    "rutland.enquiries_s42.change_pct.2020": ("−34%", "−31%", [BEGUN]),
    "board.enquiries_s42.change.2020": ("−348", "−346", [BRIEF, CARD]),
    "board.enquiries_s42.change_pct.2020": ("−28%", "−27%", [BRIEF, CARD]),
    "rutland.conversion.change.2020": ("−1 percentage point", "0 percentage points", []),
    "board.conversion.change.2020": ("−4 percentage points", "−3 percentage points", []),
}
"""Worked by hand: 41 of 298 is 13.8%, 916 of 4,465 is 20.5%; 59 to 41 is 18 fewer (30.5%), 1,262 to 916 is 346 fewer (27.4%)."""
EXHIBITS = {
    "tbl-conversion-areas": ["rutland.conversion.2020"],
    "tbl-concerns-rutland": ["rutland.conversion.2020", "rutland.enquiries_s42.2020"],
    "fig-conversion": ["board.conversion.2020"],
    "fig-concerns-areas": ["rutland.conversion.2020"],
    "fig-flow-rutland": ["rutland.conversion.2020", "rutland.enquiries_s42.2020"],
    "fig-concerns-rutland": [
        "rutland.conversion.2020",
        "rutland.enquiries_s42.2020",
        "rutland.enquiries_s42.change_pct.2020",
    ],
}


def test_one_cell_moves_exactly_the_figures_that_rest_on_it(edited: Project) -> None:
    changes = changes_between(edited, None, None)
    assert {each.key: (each.old, each.new) for each in changes.figures} == {key: found[:2] for key, found in MOVED.items()}
    causes = {(cause.path, cause.row, cause.column) for each in changes.figures for cause in each.causes}
    assert causes == {("data/lrsab/2020/measures.csv", 15, "value")}


def test_each_figure_names_exactly_what_prints_it(edited: Project) -> None:
    changes = changes_between(edited, None, None)
    for each in changes.figures:
        sentences = [(printed.section, printed.text) for printed in each.printed_in if printed.what == "sentence"]
        assert sentences == MOVED[each.key][2], each.key
    titles = {exhibit.new.title: exhibit.id for exhibit in changes.exhibits if exhibit.new is not None}
    printing: dict[str, list[str]] = {}
    for each in changes.figures:
        for printed in each.printed_in:
            if printed.what != "sentence":
                printing.setdefault(titles[printed.text], []).append(each.key)
    assert {ident: sorted(keys) for ident, keys in printing.items()} == EXHIBITS


def test_the_exhibits_that_changed_are_those_that_print_what_moved(edited: Project) -> None:
    changes = changes_between(edited, None, None)
    assert {each.id for each in changes.exhibits} == set(EXHIBITS)
    assert {each.id: each.what for each in changes.exhibits if each.id.startswith("tbl-")} == {
        "tbl-conversion-areas": "table",
        "tbl-concerns-rutland": "table",
    }


def test_what_is_told_is_all_that_differs_in_the_web_page(edited: Project) -> None:
    """The page itself, read by another way: each block of it that differs is told, and nothing else is."""
    pages = [next((edited.outputs / f"drafts/{number}").glob("*2019-20.html")) for number in (1, 2)]
    said = [[plain(each.get_text()) for each in html_page(page).find("main").select("p, li, h2, h3")] for page in pages]
    differ = set(said[1]) - set(said[0])
    words = {each.new for each in changes_between(edited, None, None).words}
    assert len(words) == 6
    told = {*words, *(each.new.title for each in changes_between(edited, None, None).exhibits if each.new is not None)}
    assert {each for each in differ if not any(each in text or text in each for text in told)} == set()
    assert {each for each in words if each not in differ} == set()


def test_the_command_writes_a_page_and_a_record(edited: Project, sabreport) -> None:
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", root=edited.root)
    assert ran.code == 0, ran.err
    first, second, *files = ran.out.splitlines()
    assert first.startswith("lrsab 2019-20: from Draft 1, ")
    assert ", to Draft 2, " in first.replace(" to", ", to")
    assert second == "  changed: ten figures, six passages and six tables and charts"
    assert [Path(file).name for file in files] == ["changes.html", "changes.json", "changes.docx"]
    record = json.loads((edited.outputs / "changes.json").read_text(encoding="utf-8"))
    assert list(record) == ["from", "to", "figures", "printed_alike", "words", "exhibits"]
    assert (record["from"], record["to"]) == ({"year": 2020, "draft": 1}, {"year": 2020, "draft": 2})
    assert list(record["figures"][0]) == ["key", "old", "new", "causes", "printed_in"]
    assert record["words"][-1] == {"section": BEHIND, "kind": "changed", "old": WENT[1].replace("41", "39"), "new": WENT[1]}
    table = next(each for each in record["exhibits"] if each["id"] == "tbl-concerns-rutland")
    assert [row[-1] for row in table["old"]["rows"]] == ["2019-20", "298", "39", "13%", "45%"]
    assert [row[-1] for row in table["new"]["rows"]] == ["2019-20", "298", "41", "14%", "45%"]
    page = BeautifulSoup((edited.outputs / "changes.html").read_text(encoding="utf-8"), "html.parser")
    assert "Section 42 enquiries, Rutland, 2019-20" in [each.get_text() for each in page.select("th[scope=row]")]
    assert [each.get_text() for each in page.select("td ins")] == ["14%", "41", "14%"]
    assert len(page.select("img[src^='data:image/svg+xml;base64,']")) == 8
    assert "Moved by data/lrsab/2020/measures.csv, row 15, column value:" in page.get_text()
    unprinted = {f"{each['key']}: {each['old']}, now {each['new']}" for each in record["figures"] if not each["printed_in"]}
    assert {each.get_text() for each in page.select("details.unprinted li")} == unprinted != set()


def _said(mark: Any) -> str:
    return "".join(each.text for each in mark.iter(qn("w:t"), qn("w:delText")))


def test_the_word_file_marks_what_moved_and_nothing_else(edited: Project, sabreport) -> None:
    assert sabreport("diff", "--year", "2020", "--board", "lrsab", root=edited.root).code == 0
    path = edited.outputs / "changes.docx"
    drafts = [next((edited.outputs / f"drafts/{number}").glob("*.docx")) for number in (1, 2)]
    assert resolved(path, accepted=False) == resolved(drafts[0], accepted=True)
    assert resolved(path, accepted=True) == resolved(drafts[1], accepted=True)
    gone, come = (
        {word for mark in Document(str(path)).element.body.iter(qn(tag)) for word in _said(mark).split()}
        for tag in ("w:del", "w:ins")
    )
    marks = [draft.mark.split() for _, draft in drafts_in(edited.outputs) if draft is not None]
    assert gone - set(marks[0]) == {"1", "39", "20", "34%", "348", "28%", "914", "13%", "20%", "eight", "down", "from", "14%"}
    assert come - set(marks[1]) == {"2", "41", "18", "31%", "346", "27%", "916", "14%", "21%", "seven", "the", "same", "as"}


def test_a_draft_without_a_word_report_has_no_word_file_of_changes(edited: Project, sabreport) -> None:
    without = edited.outputs / "drafts/1"
    report = next(without.glob("*.docx"))
    (edited.outputs / "changes.docx").write_bytes(b"of others")
    report.rename(without / "aside")
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", root=edited.root)
    (without / "aside").rename(report)
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == (
        "  No Word file with tracked changes: one of the two drafts has no Word report. Build with --format docx."
    )
    assert not (edited.outputs / "changes.docx").exists()


def test_the_report_of_another_year_is_compared_by_what_both_give(edited: Project, sabreport) -> None:
    """2018-19 is a copy of the first draft; a figure of 2020 in it is one that this year's report gives otherwise."""
    last = edited.root / "outputs/lrsab/2019"
    shutil.copytree(edited.outputs / "drafts/1", last / "drafts/1")
    facts = json.loads((last / "drafts/1/facts.json").read_text(encoding="utf-8"))
    kept = [each for each in facts if each["key"] not in ("board.conversion.2020", "rutland.conversion.2020")]
    (last / "drafts/1/facts.json").write_text(json.dumps(kept), encoding="utf-8")
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", "--last-year", root=edited.root)
    shutil.rmtree(last)
    assert ran.code == 0, ran.err
    assert " (2018-19) to Draft 2, " in ran.out
    record = json.loads((edited.outputs / "changes.json").read_text(encoding="utf-8"))
    assert (record["from"], record["to"]) == ({"year": 2019, "draft": 1}, {"year": 2020, "draft": 2})
    assert {each["key"] for each in record["figures"]} == MOVED.keys() - {"board.conversion.2020", "rutland.conversion.2020"}
    page = plain(BeautifulSoup((edited.outputs / "changes.html").read_text(encoding="utf-8"), "html.parser").get_text())
    assert "what changed from draft 1 (2018-19) to draft 2 (2019-20)" in page
    assert "Of the figures, those are shown that both reports give, and not alike." in page


def test_a_year_without_a_report_before_it_is_told(edited: Project, sabreport) -> None:
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", "--last-year", root=edited.root)
    assert (ran.code, ran.out) == (1, "")
    said = "outputs/lrsab/2019/drafts: there is no earlier draft to compare with. None is kept: build the report of 2018-19."
    assert said in ran.err


def test_a_figure_that_is_printed_as_it_was_is_no_change_that_a_reader_would_look_for(edited: Project, sabreport) -> None:
    """The value behind a 21% moves by less than is printed."""
    path = edited.outputs / "drafts/2/facts.json"
    was = path.read_text(encoding="utf-8")
    facts = json.loads(was)
    (fact,) = (each for each in facts if each["key"] == "leicestershire.conversion.2020")
    assert fact["text"] == "21%"
    fact["value"] += 0.0625
    path.write_text(json.dumps(facts), encoding="utf-8")
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", root=edited.root)
    path.write_text(was, encoding="utf-8")
    assert ran.out.splitlines()[1] == "  changed: ten figures, six passages and six tables and charts"
    record = json.loads((edited.outputs / "changes.json").read_text(encoding="utf-8"))
    assert {each["key"] for each in record["figures"]} == MOVED.keys()
    assert [(each["key"], each["old"], each["new"]) for each in record["printed_alike"]] == [(fact["key"], "21%", "21%")]
    page = BeautifulSoup((edited.outputs / "changes.html").read_text(encoding="utf-8"), "html.parser")
    (alike,) = page.select("details.alike")
    assert (
        plain(alike.get_text())
        == "One figure moved by less than is printed Conversion rate, Leicestershire, 2019-20: 21%, as before"
    )
    assert not [each for each in page.select("table") if "Conversion rate, Leicestershire, 2019-20" in each.get_text()]


def test_two_drafts_that_say_the_same_differ_in_nothing(edited: Project, sabreport) -> None:
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", "--from", "2", "--to", "2", root=edited.root)
    assert ran.code == 0
    assert "  The two say the same." in ran.out


def test_a_template_that_differs_is_told_where_the_words_are_the_same(kit: Path, sabreport) -> None:
    project = Project(shrink(kit, "foreword"), "example", 2020)
    styles = kit / "report_templates/_shared/report.css"
    build_report(project, find_engine("embedded"), ["html"])
    styles.write_text(styles.read_text(encoding="utf-8") + ".a { color: inherit; }\n", encoding="utf-8")
    build_report(project, find_engine("embedded"), ["html"])
    ran = sabreport("diff", "--year", "2020", "--board", "example", root=kit)
    assert ran.out.splitlines()[1] == "  The same words, figures and pictures. What differs is the template report.css."
    page = (project.outputs / "changes.html").read_text(encoding="utf-8")
    assert "same words, figures, tables and charts. What differs is the template report.css." in page
    (kit / NARRATIVE).write_text("Another.\n", encoding="utf-8")
    build_report(project, find_engine("embedded"), ["html"])
    ran = sabreport("diff", "--year", "2020", "--board", "example", root=kit)
    assert re.fullmatch(r"  changed: \w+ passages?", ran.out.splitlines()[1])


def test_a_key_figure_that_moved_is_one_change() -> None:
    def key_figure(text: str, key: str) -> Content:
        passage = Passage("A", text, text, (Sentence(text, frozenset({key})),))
        return Content({}, (passage,), {}, {}, {})

    found = changed_words(key_figure("905", "a"), key_figure("1,212", "a"))
    assert [(each.kind, each.old, each.new) for each in found] == [("changed", "905", "1,212")]
    assert len(changed_words(key_figure("905", "a"), key_figure("1,212", "b"))) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "7"), "there is no draft 7, or its record is harmed. Kept are 1, 2."),
        (("--to", "1"), "there is no earlier draft to compare with. Kept are 1, 2."),
    ],
)
def test_a_draft_that_is_not_there_is_told(edited: Project, sabreport, options: tuple[str, ...], said: str) -> None:
    ran = sabreport("diff", "--year", "2020", "--board", "lrsab", *options, root=edited.root)
    assert (ran.code, ran.out) == (1, "")
    assert f"outputs/lrsab/2020/drafts: {said}" in ran.err


def test_a_report_without_drafts_and_one_that_is_harmed_are_told(kit: Path) -> None:
    project = Project(shrink(kit, "foreword"), "example", 2020)
    with pytest.raises(
        FileError, match=r"there is no earlier draft to compare with\. None is kept: build the report of 2019-20\."
    ):
        changes_between(project, None, None)
    for text in ("One.", "Two."):
        (kit / NARRATIVE).write_text(f"{text}\n", encoding="utf-8")
        build_report(project, find_engine("embedded"), ["html"])
    (project.outputs / "drafts/1/facts.json").write_text("{", encoding="utf-8")
    with pytest.raises(FileError, match="the kit kept this draft, and it cannot be read any more"):
        changes_between(project, None, None)


def content(*texts: str) -> Content:
    return Content({}, tuple(Passage("A", text, text, ()) for text in texts), {}, {}, {})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("one two three|four", "one two three|four", []),
        ("one two three|four", "one two three", [("removed", "four", "")]),
        ("one two three", "zero|one two three", [("added", "", "zero")]),
        ("one two three", "one two five", [("changed", "one two three", "one two five")]),
        ("a b c|d e f|g h i", "d e f|g h i|a b c", [("moved", "a b c", "a b c")]),
        ("one two three|alpha", "one two four|alpha", [("changed", "one two three", "one two four")]),
        ("one two three", "nothing like it", [("added", "", "nothing like it"), ("removed", "one two three", "")]),
        (
            "the first text|the second text",
            "the second texts|the first texts",
            [("changed", "the second text", "the second texts"), ("changed", "the first text", "the first texts")],
        ),
    ],
)
def test_a_passage_is_added_removed_changed_or_moved(old: str, new: str, said: list[tuple[str, str, str]]) -> None:
    found = changed_words(content(*old.split("|")), content(*new.split("|")))
    assert sorted((each.kind, each.old, each.new) for each in found) == sorted(said)


A, B, C, D = ("Meetings", "1", "2"), ("Capacity", "3", "4"), ("Exploitation", "5", "6"), ("Transitions", "7", "8")
TOP = ("Priority", "2019", "2020")


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ([A, B, C], [B, C], {A: [*A]}, {}),
        ([A, B], [A, D, B], {}, {D: [*D]}),
        ([A, B, C], [A, ("Capacity", "3", "9"), C], {B: ["4"]}, {("Capacity", "3", "9"): ["9"]}),
        ([A, B, C], [("Meetings", "1", "9"), C], {A: ["2"], B: [*B]}, {("Meetings", "1", "9"): ["9"]}),
        ([A], [D], {A: [*A]}, {D: [*D]}),
    ],
)
def test_the_rows_of_a_table_are_told_by_their_words(old: list[Any], new: list[Any], gone: Any, come: Any) -> None:
    def exhibit(rows: list[Any]) -> Exhibit:
        return Exhibit("tbl-a", "Table 1: A.", "A", frozenset(), (TOP, *rows))

    redrawn = Redrawn("tbl-a", exhibit(old), exhibit(new))
    for newer, rows, expected in ((False, old, gone), (True, new, come)):
        shown = [list(row) for row in rows_beside(redrawn, newer)]
        assert [tuple(cell for cell, _ in row) for row in shown] == [TOP, *rows]
        assert {
            tuple(cell for cell, _ in row): other for row in shown if (other := [cell for cell, is_other in row if is_other])
        } == (expected)
    alone = Redrawn("tbl-a", None, exhibit(new))
    assert all(is_other for row in rows_beside(alone, True) for _, is_other in row)
    assert list(rows_beside(alone, False)) == []


PRIORITIES = "data/example/2020/priorities.csv"


@pytest.mark.long
@pytest.mark.parametrize("rows", [1, 2])
def test_a_priority_that_is_called_otherwise_is_the_cause_and_not_its_status(kit: Path, sabreport, rows: int) -> None:
    project = Project(shrink(kit, "priorities"), "example", 2020)
    build_report(project, find_engine("embedded"), ["html"])
    lines = (kit / PRIORITIES).read_text(encoding="utf-8").split("\n")
    named = [at for at, line in enumerate(lines) if line.startswith(f"{lines[1].partition(',')[0]},")]
    for at in named[:rows]:
        lines[at] = f"Renamed,{lines[at].partition(',')[2]}"
    (kit / PRIORITIES).write_text("\n".join(lines), encoding="utf-8")
    build_report(project, find_engine("embedded"), ["html"])
    changes = changes_between(project, None, None)
    cells = {(PRIORITIES, at + 1, "priority") for at in named[:rows]}
    of_names = [each for each in changes.figures if ".deliverables" in each.key]
    assert of_names
    for each in of_names:
        assert {(cause.path, cause.row, cause.column) for cause in each.causes} == cells, each.key
    assert sabreport("diff", "--year", "2020", "--board", "example", root=kit).code == 0
    page = plain(BeautifulSoup((project.outputs / "changes.html").read_text(encoding="utf-8"), "html.parser").get_text())
    first = f"{PRIORITIES}, row {named[0] + 1}, column priority"
    anew = "figures under the old name are gone, and those under the new one are new."
    assert f"Rows are counted under another name; {anew} Moved by {first}" in page
    assert "column status" not in page


@pytest.mark.long
def test_a_status_and_a_name_that_change_at_once_are_both_told(kit: Path) -> None:
    project = Project(shrink(kit, "priorities"), "example", 2020)
    build_report(project, find_engine("embedded"), ["html"])
    lines = (kit / PRIORITIES).read_text(encoding="utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if ",complete," in line)
    lines[at] = f"Renamed,{lines[at].partition(',')[2]}".replace(",complete,", ",delayed,")
    (kit / PRIORITIES).write_text("\n".join(lines), encoding="utf-8")
    build_report(project, find_engine("embedded"), ["html"])
    causes = {
        each.key: {(cause.row, cause.column) for cause in each.causes} for each in changes_between(project, None, None).figures
    }
    assert causes["board.deliverables_complete.2020"] == {(None, "status")}
    assert causes["board.deliverables_delayed.renamed.2020"] == {(at + 1, "priority")}


def test_two_texts_are_shown_as_one() -> None:
    assert list(marked("from 59 to 39.", "now from 59 to 41.")) == [
        ("come", "now"),
        ("same", "from 59 to"),
        ("gone", "39."),
        ("come", "41."),
    ]
