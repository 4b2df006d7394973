"""The gate of words: what a member or the board wrote is in every document, word for word, or the gate says what is not."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from awkward import word_file
from conftest import EACH_REPORT, KIT, Reports, copy_kit
from docx.document import Document as DocumentType
from example_board import PARTNERS, statements_only
from sabreport.base.checks import Check
from sabreport.base.errors import GateError
from sabreport.base.pandoc import tree_of
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents import engines
from sabreport.documents.engines import FORMATS, find_engine
from sabreport.gates import words
from sabreport.gates.words import check_words, supplied_texts
from sabreport.inputs import Inputs, read_inputs
from sabreport.proofreading import supplied
from sabreport.proofreading.finished import read_finished
from sabreport.proofreading.lost import Searched
from sabreport.proofreading.order import HOLE, Finished, Supplied, joined, tokens
from sabreport.reuse.cache import Memory
from sabreport.running.sections import Section
from sabreport.texts import authored
from sabreport.workers.pool import Workers
from sabreport.workers.warm import KERNELS

WORDS = "Staff met weekly, “always” (or nearly) – at £5 a head."
Sabotage = Callable[["Built", Path, pytest.MonkeyPatch], list[Path]]


def _statement(document: DocumentType) -> None:
    document.add_heading("What we did", level=1)
    document.add_paragraph(WORDS)
    document.add_paragraph("And so on.")


@dataclass(frozen=True)
class Built:
    """A report of two statements, its inputs, and its finished documents."""

    inputs: Inputs
    report: Path
    finished: dict[str, Path]

    def check(self, paths: list[Path]) -> list[Check]:
        (text,) = (self.report / "sections").iterdir()
        section = Section("members_statements", (text,), (), ())
        texts, documents = supplied_texts(self.inputs), {path: read_finished(path) for path in paths}
        return check_words(self.inputs, texts, [section], documents, Memory(self.inputs.project, forget=True), sources={})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    kit = copy_kit(tmp_path_factory.mktemp("words") / "kit", "example")
    project = statements_only(kit, {"one.docx": word_file(_statement), "two.md": lambda path: path.write_text("Few.\n", "utf-8")})
    build_report(project, find_engine("embedded"), FORMATS)
    finished: dict[str, Path] = {form: project.outputs / f"example-annual-report-2019-20.{form}" for form in FORMATS}
    return Built(read_inputs(project), project.outputs / "report", finished)


@pytest.mark.parametrize("board", EACH_REPORT)
def test_every_word_of_the_example_reports_is_printed(board: str, reports: Reports) -> None:
    checks = json.loads((reports[board].folder / "checks.json").read_text(encoding="utf-8"))
    (said,) = (check for check in checks if check["gate"] == "words")
    assert said["status"] == "pass"
    if board == "example":
        assert said["message"] == (
            "the web page, the PDF and the Word report hold every word and sign of 13 texts of the board and five statements"
        )


TEXTS = {
    "finance": ("item",),
    "priorities": ("deliverable", "progress"),
    "sars": ("title",),
    "sar_findings": ("finding", "action", "reason"),
    "audits": ("audit", "finding"),
    "training": ("event", "audience"),
    "assurance": ("agency", "standard"),
    "forward": ("priority", "aim"),
}
"""The columns of the extracts whose cells are printed as they are written; `sar` only ties findings to their review."""


@pytest.mark.parametrize(("board", "year"), [("example", 2020), ("lrsab", 2020)])
def test_every_text_cell_of_the_example_reports_is_printed(board: str, year: int, reports: Reports) -> None:
    cells = set()
    for name, columns in TEXTS.items():
        with (KIT / f"data/{board}/{year}/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row.get("status") == "declined":
                row["action"] = ""  # the reason for which it is not taken is printed in its place
        cells |= {row[column] for row in rows for column in columns if row[column]}
    assert len(cells) > 60
    for suffix in (".html", ".pdf", ".docx"):
        document = read_finished(reports[board].document(suffix))
        text = joined(tokens("\n".join(text for _, text in document.blocks)), spaced=False)
        assert [cell for cell in sorted(cells) if joined(tokens(cell), spaced=False) not in text] == [], document.name


# A word taken out on the way -----------------------------------------------------------------------------------------------


def _rendered(built: Built, folder: Path, change: Callable[[str], str]) -> list[Path]:
    """The web page of the stitched report with its section changed."""
    report = folder / "report"
    shutil.copytree(built.report, report)
    (section,) = (report / "sections").iterdir()
    before = section.read_text(encoding="utf-8")
    section.write_text(change(before), encoding="utf-8")
    assert section.read_text(encoding="utf-8") != before
    (document,) = report.glob("*.qmd")
    return [engines.Embedded().render(document, ["html"])["html"]]


def _read_anew(built: Built, folder: Path) -> list[Path]:
    """The web page with the statement read anew, by a kit in which something was broken."""
    path = built.inputs.tables.statements["one"]
    fresh = authored.read_statement(path, built.inputs.project.root, 3, lambda name, form: name)
    return _rendered(
        built, folder, lambda text: re.sub(r"### What we did\n.*?And so on\.\n", lambda _: fresh, text, flags=re.DOTALL)
    )


def in_the_reading(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    patch.setattr(authored, "tree_of", lambda *given: json.loads(json.dumps(tree_of(*given)).replace('"weekly,"', '""')))
    return _read_anew(built, folder)


def in_the_filter(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    safe: Any = authored._safe
    patch.setattr(authored, "_safe", lambda *given, **options: safe(*given, **options).replace("weekly, ", ""))
    return _read_anew(built, folder)


def in_the_section(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    return _rendered(built, folder, lambda text: text.replace("weekly, ", ""))


def in_the_stitched_document(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    run = engines._pandoc
    patch.setattr(
        engines,
        "_pandoc",
        lambda document, text, *given, **options: run(document, text.replace("weekly, ", ""), *given, **options),
    )
    return _rendered(built, folder, lambda text: f"{text}\n")


def in_the_web_page(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    page = folder / "page.html"
    page.write_text(built.finished["html"].read_text(encoding="utf-8").replace("weekly, ", ""), encoding="utf-8")
    return [page]


def in_the_pdf(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    compiled = engines._compile_typst

    def without(document: Path, source: Path, *given: Any) -> None:
        source.write_text(source.read_text(encoding="utf-8").replace("weekly, ", ""), encoding="utf-8")
        compiled(document, source, *given)

    patch.setattr(engines, "_compile_typst", without)
    shutil.copytree(built.report, folder / "report")
    (document,) = (folder / "report").glob("*.qmd")
    return [engines.Embedded().render(document, ["pdf"])["pdf"]]


def in_the_word_report(built: Built, folder: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    with zipfile.ZipFile(built.finished["docx"]) as source, zipfile.ZipFile(folder / "report.docx", "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            copy.writestr(entry, content.replace(b"weekly,", b"") if entry.filename == "word/document.xml" else content)
    return [folder / "report.docx"]


@pytest.mark.parametrize(
    ("sabotage", "name"),
    [
        (in_the_reading, "the web page"),
        (in_the_filter, "the web page"),
        (in_the_section, "the web page"),
        (in_the_stitched_document, "the web page"),
        (in_the_web_page, "the web page"),
        (in_the_pdf, "the PDF"),
        (in_the_word_report, "the Word report"),
    ],
)
def test_a_word_lost_anywhere_on_the_way_is_found(
    sabotage: Sabotage, name: str, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (check,) = built.check(sabotage(built, tmp_path, monkeypatch))
    assert (check.status, check.where) == ("fail", f"{PARTNERS}/one.docx")
    assert re.match(rf'{name} has not "weekly,?" after "What we did Staff met"', check.message), check.message


def test_what_is_whole_passes(built: Built) -> None:
    (check,) = built.check(list(built.finished.values()))
    assert (check.status, check.message[-37:]) == ("pass", "every word and sign of two statements")


def test_a_text_of_a_chapter_that_prints_none_is_looked_for_nowhere(tmp_path: Path) -> None:
    kit = copy_kit(tmp_path / "kit", "example")
    project = Project(kit, "example", 2020)
    (project.data / "narrative" / "appendix.md").write_text("Nobody prints this.\n", "utf-8")
    inputs = read_inputs(project)
    section, page = tmp_path / "appendix.md", tmp_path / "page.html"
    section.write_text("# Appendix\n", "utf-8")
    page.write_text("<p>Tables.</p>", "utf-8")
    sections = [Section("appendix", (section,), (), ())]
    memory = Memory(project, forget=True)
    checks = check_words(inputs, supplied_texts(inputs), sections, {page: read_finished(page)}, memory, sources={})
    assert checks  # the statements are not on this page
    assert not [each.message for each in checks if "appendix" in each.where]


def test_a_lost_word_stops_the_build_and_leaves_the_report_before(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    read = supplied.read_supplied

    def with_more(path: Path, **options: bool) -> Supplied:
        supplied = read(path, **options)
        return replace(supplied, body=supplied.body.replace("weekly", "weekly and by night"))

    project = built.inputs.project
    before = {path: path.read_bytes() for path in built.finished.values()}
    monkeypatch.setattr(supplied, "read_supplied", with_more)
    project = Project(project.root, project.board, project.year)
    here = KERNELS[1]  # in this process, in which texts are read otherwise
    with pytest.raises(GateError) as raised:
        build_report(project, find_engine("embedded"), ("html",), workers=Workers(2, here), force=True)
    assert (
        f'{PARTNERS}/one.docx: the web page has not "and by night" after "What we did Staff met weekly". '
        "Write that part of the file anew as plain paragraphs"
    ) in str(raised.value)
    assert {path: path.read_bytes() for path in built.finished.values()} == before


# What is compared -----------------------------------------------------------------------------------------------------------


def _lost(supplied: str, printed: str, *, spaced: bool = True) -> list[tuple[str, str, bool]]:
    document = Finished("the web page", spaced, ((1, "Ours"), (0, printed), (1, "Theirs"), (0, "Other words.")), ())
    return [(" ".join(each.words), each.in_place, each.is_word) for each in Searched(document).lost(Supplied(supplied), "Ours")]


@pytest.mark.parametrize(
    ("supplied", "printed", "lost"),
    [
        ("We met twice.", "We met twice.", []),
        ("We met twice.", "We met.", [("twice", "", True)]),
        ("Use fell by −3%.", "Use fell by 3%.", [("−", "", False)]),
        ("Costs: £5", "Costs: 5", [("£", "", False)]),
        ("Our well being lead", "Our wellbeing lead", [("well being", "wellbeing", False)]),
        ("a (b) c", "a b c", [("( b )", "b", False)]),
        ("one two three", "one three two", [("two", "", True)]),
        ("He said “yes”", 'He said "yes"', []),
        ("A – B", "A - B", [("–", "-", False)]),
        ("We met", "We met met", []),
        ("Other words.", "Ours alone.", [("Other words", "Ours alone", True)]),
        ("First we met, then we left, and then we slept.", "First we met, and then we slept.", [("then we left ,", "", True)]),
    ],
)
def test_each_word_and_sign_is_compared(supplied: str, printed: str, lost: list[tuple[str, str, bool]]) -> None:
    assert _lost(supplied, printed) == lost


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        (("All figures.", "One survey.", "All figures."), []),
        (("One survey.", "All figures.", "All figures."), []),  # one on a heading stands below it
        (("All figures.", "One survey."), ["All figures ."]),
        (("All figures.", "One survey. All figures."), ["All figures ."]),
        ((), ["All figures .", "One survey .", "All figures ."]),
        (("All figures.", "One survey.", "All."), ["figures"]),
    ],
)
def test_each_note_that_was_supplied_needs_one_of_its_own(printed: tuple[str, ...], lost: list[str]) -> None:
    searched = Searched(Finished("the web page", True, ((1, "Ours"), (0, "We met.")), printed))
    supplied = (Supplied("We met.", ("All figures.", "One survey.")), Supplied("We met.", ("All figures.",)))
    assert [" ".join(each.words) for text in supplied for each in searched.lost(text, "Ours")] == lost


@pytest.mark.parametrize(
    ("sign", "named"), [("\u2061", "U+2061"), ("\u2800", "U+2800"), ("\uf0b1", "U+F0B1"), ("\ufe00", "U+FE00"), ("é", "é")]
)
def test_a_lost_sign_that_cannot_be_seen_is_named_by_its_number(sign: str, named: str) -> None:
    (lost,) = Searched(Finished("the web page", True, ((0, "We met"),), ())).lost(Supplied(f"We met {sign}"), "")
    assert (
        words._check("m.md", {lost.words: [("the web page", lost)]}).message == f'the web page has not "{named}" after "We met"'
    )


def test_first_words_that_stand_before_the_text_too_are_not_taken_for_its_beginning() -> None:
    before = "In Rutland, most (95%) of people were asked what they wanted to happen. "
    supplied = f"In Rutland {HOLE} of people were asked what they wanted from it. So it goes on."
    assert _lost(supplied, f"{before}In Rutland 95% of people were asked what they wanted from it. So it goes on.") == []
    assert _lost(supplied, f"{before}In Rutland 95% of people were asked what they wanted from it. So it goes.") == [
        ("on", "", True)
    ]


def test_marks_that_turn_the_writing_are_no_part_of_a_text() -> None:
    marks = [chr(code) for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    assert tokens("".join(f"a{mark}b" for mark in marks)) == ["ab" * len(marks)]
