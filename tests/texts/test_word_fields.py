"""Fields that ask for words, or show the number of a page: told, for the report has neither letters to fill nor those pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, old_field, run, word
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, review_statement

MERGED = old_field("MERGEFIELD Surname", "", "«Surname»")
CLICKED = old_field("MACROBUTTON NoMacro", "", "[Click here]")
SIMPLE = f'<w:fldSimple w:instr=" MERGEFIELD Town ">{run("«Town»")}</w:fldSimple>'


@pytest.mark.parametrize(
    ("field", "named"),
    [
        (MERGED, 'one place that a letter\'s form was to fill, and that nobody did: "«Surname»"'),
        (CLICKED, 'one place that a letter\'s form was to fill, and that nobody did: "[Click here]"'),
        (old_field("MACROBUTTON NoMacro [Click here]", ""), '"[Click here]"'),
        (old_field("ADDRESSBLOCK", "", "«AddressBlock»"), '"«AddressBlock»"'),
        (f"{SIMPLE} and {MERGED}", 'two places that a letter\'s form was to fill, and that nobody did: "«Town»", "«Surname»"'),
    ],
)
def test_a_field_that_nobody_filled_in_is_told(field: str, named: str, tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", line(run("Dear ") + field + run(",")))
    (problem,) = inspect_statement(path, tmp_path)
    assert named in problem.what
    assert problem.remedy == "In the file, write there what is asked for, or delete it; and save."


def test_a_field_of_addresses_that_nobody_filled_in_is_told_of_an_odt(tmp_path: Path) -> None:
    field = "<text:database-display>&lt;Surname&gt;</text:database-display>"
    (problem,) = inspect_statement(odt(tmp_path / "member.odt", f"<text:p>Dear {field},</text:p>"), tmp_path)
    assert '"<Surname>"' in problem.what


def test_a_field_that_was_filled_in_is_not_told(tmp_path: Path) -> None:
    fields = old_field("MERGEFIELD Surname", "", "Field") + old_field("DATE", "", "«sic»")
    assert inspect_statement(word(tmp_path / "member.docx", line(run("Dear ") + fields)), tmp_path) == []


PAGES = "it says on which page something stands, and the report has pages of its own: "


def test_the_number_of_a_page_is_told(tmp_path: Path) -> None:
    there = old_field("PAGEREF _Ref1 \\h", "", "3")
    contents = old_field("TOC", "", "Aims").replace("Aims</w:t></w:r>", f"Aims </w:t></w:r>{there}")
    body = line(contents) + line(run("Set out in the table on page ") + there + run(" below."))
    path = word(tmp_path / "member.docx", body)
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == [f'{PAGES}"the table on page 3"']


@pytest.mark.parametrize(
    "field", ["<text:page-number>3</text:page-number>", '<text:bookmark-ref text:reference-format="page">3</text:bookmark-ref>']
)
def test_the_number_of_a_page_is_told_of_an_odt(field: str, tmp_path: Path) -> None:
    path = odt(tmp_path / "member.odt", f"<text:p>Set out on page {field} below.</text:p>")
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == [f'{PAGES}"Set out on page 3"']
