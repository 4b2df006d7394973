"""Tables that are drawn with tabs: told in every kind of file, so that no figure is printed in another column."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.text import inspect_text

TABLE = ("Measure\t2019\t2020", "Concerns\t\t905", "Enquiries\t300\t")
TOLD: dict[str, tuple[str, ...]] = {
    "cells left empty": TABLE,
    "no words in the first": ("\t2019\t2020", "Concerns\t822\t905"),
    "empty lines between": (TABLE[0], " ", "", TABLE[1]),
    "words in the last alone": (TABLE[0], "\t\t905"),
    "words in the first alone": (TABLE[0], "Concerns\t\t", "\tSaid"),
    "a line that begins with a tab": (TABLE[0], "\tSaid", TABLE[1]),
    "labels below a heading": (TABLE[0], "Concerns:\t\t905"),
    "labels with two cells after them": ("Concerns:\t822\t905", "Enquiries:\t\t300"),
    "a number in front": ("1.\tTrain\tMay\tUs", "2.\tMeet\tJune\tYou"),
}
PLAIN: dict[str, tuple[str, ...]] = {
    "begun with a tab": ("\tWe met.", "\t\tWe learned."),
    "numbered": ("1.\tTrain.", "1.1\tTrain us.", "(a)\tTrain you.", "•\tMeet.", "-\tAsk."),
    "signed": ("We thank all.", "Jane Smith\t\t\t1 May 2020", "Chair"),
    "names and dates": ("Name:\t\tJane Smith", "Date:\t1 May 2020"),
    "signed and dated": ("Name:\t\tJo Field", "Signed:\t\t\tDate:\t4 June 2020"),
    "a letter's head": ("\t\t\t\t27 May 2020", "Our ref: 12\t\tYour ref:\t\tA/3", "Tel:\t01234 567"),
    "contents": ("1.\tWhat we did\t3", "2.\tWhat we learned\t12"),
    "one row": ("\tWe thank all.", TABLE[0], "We met."),
    "ended with tabs": ("We met.\t\t", "We learned.\t"),
}
KINDS = ("word", "a Word paragraph", "a Word cell", "a Word note", "odt", "an odt paragraph", "an odt list")
SIGNS = {"\t": "</w:t><w:tab/><w:t>", "\n": "</w:t><w:br/><w:t>"}
ODT_SIGNS = {"\t": "<text:tab/>", "\n": "<text:line-break/>"}


def with_marks(text: str, marks: dict[str, str]) -> str:
    for sign, mark in marks.items():
        text = text.replace(sign, mark)
    return text


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word that has a place for tabs of its own, which are no tabs in its text."""
    stops = '<w:tabs><w:tab w:val="right" w:pos="4000"/><w:tab w:val="right" w:pos="6000"/></w:tabs>'
    return line(with_marks(run(text), SIGNS), properties + stops)


def statement(kind: str, lines: tuple[str, ...], tmp_path: Path) -> Path:
    """A statement in which some lines stand as paragraphs, in one paragraph, or elsewhere."""
    if "odt" in kind:
        texts = ("\n".join(lines),) if "paragraph" in kind else lines
        shown = [f"<text:p>{with_marks(each, ODT_SIGNS)}</text:p>" for each in texts]
        if "list" in kind:
            shown = ["<text:list>", *(f"<text:list-item>{each}</text:list-item>" for each in shown), "</text:list>"]
        return odt(tmp_path / "member.odt", "<text:p>We met.</text:p>" + "".join(shown))
    shown = [paragraph("\n".join(lines))] if "paragraph" in kind else [paragraph(each) for each in lines]
    notes = ""
    if "cell" in kind:
        shown = ["<w:tbl><w:tr><w:tc>", *shown, "</w:tc></w:tr></w:tbl>"]
    if "note" in kind:
        notes = f'<w:footnote w:id="2">{"".join(shown)}</w:footnote>'
        shown = [line('<w:r><w:footnoteReference w:id="2"/></w:r>')]
    parts = {"footnotes": notes} if notes else {}
    return word(tmp_path / "member.docx", line(run("We met.")) + "".join(shown), **parts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TOLD)
def test_a_table_of_tabs_is_told(kind: str, name: str, tmp_path: Path) -> None:
    path = statement(kind, TOLD[name], tmp_path)
    (problem,) = inspect_statement(path, tmp_path)
    begins = " ".join(TOLD[name][0].split())
    assert problem.what == (
        f'the lines that begin with "{begins}" have tabs between their words, and the columns of a table are printed only where '
        "it is a real table"
    )
    assert ("LibreOffice" if "odt" in kind else "In Word") in problem.remedy


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PLAIN)
def test_tabs_that_make_no_columns_are_not_told(kind: str, name: str, tmp_path: Path) -> None:
    assert inspect_statement(statement(kind, PLAIN[name], tmp_path), tmp_path) == []


def test_a_paragraph_that_begins_with_a_tab_is_no_row(tmp_path: Path) -> None:
    lines = ("\tThen we met.", *TABLE)
    (problem,) = inspect_statement(statement("word", lines, tmp_path), tmp_path)
    assert 'begin with "Measure 2019 2020" have' in problem.what
    path = tmp_path / "chapter.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [each.row for each in inspect_text(path, tmp_path)] == [2]


def test_lines_in_two_cells_or_of_a_table_of_contents_are_no_table_of_tabs(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(each)}</w:tc>" for each in TABLE)
    contents = "".join(paragraph(each, '<w:pStyle w:val="TOC1"/>') for each in TABLE)
    body = line(run("We met.")) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + contents
    assert inspect_statement(word(tmp_path / "member.docx", body), tmp_path) == []


def test_each_table_of_tabs_is_named_once(tmp_path: Path) -> None:
    path = statement("word", (*TABLE, "Then we met.", "Aim\tWho\tWhen", "Train\tUs\tMay"), tmp_path)
    (problem,) = inspect_statement(path, tmp_path)
    assert 'begin with "Measure 2019 2020", "Aim Who When" have tabs' in problem.what


@pytest.mark.parametrize("rows", [TABLE, TABLE[:2], TABLE[1:], (TABLE[0], "\t\t905")])
def test_markdown_is_told_of_rows_with_cells_left_empty(rows: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "chapter.md"
    path.write_text("We met.\n\n" + "\n".join(rows), encoding="utf-8")
    (problem,) = inspect_text(path, tmp_path)
    assert (problem.row, "a Word file with a real table" in problem.remedy) == (3, True)
