"""Styles that a template of Word has of its own: headings by their level, and bold or slanted paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, run, word
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement


def own(name: str, within: str, based_on: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="FRS {name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{within}</w:style>'
    )


STYLES = "".join(
    (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        own("Section", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
        own("Part", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        own("Blue", '<w:rPr><w:color w:val="0070C0"/></w:rPr>', "Section"),
        own("Text", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
        own("Key", "<w:rPr><w:b/></w:rPr>"),
        own("Voice", "<w:rPr><w:i/></w:rPr>"),
        own("Louder", "<w:rPr><w:b/></w:rPr>", "Voice"),
        own("Still", '<w:rPr><w:b w:val="0"/></w:rPr>', "Key"),
    )
)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("Section", "### We met.\n"),
        ("Blue", "### We met.\n"),
        ("Text", "We met.\n"),
        ("Key", "**We met.**\n"),
        ("Voice", "*We met.*\n"),
        ("Louder", "***We met.***\n"),
        ("Still", "We met.\n"),
    ],
)
def test_a_paragraph_is_what_the_style_of_a_template_makes_it(style: str, printed: str, tmp_path: Path) -> None:
    body = line(run("We ") + run("met."), f'<w:pStyle w:val="{style}"/>')
    path = word(tmp_path / "member.docx", body, styles=STYLES)
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == printed
    assert read_supplied(path).body.strip() == "We met."


def test_headings_of_a_template_are_those_that_were_asked_for(tmp_path: Path) -> None:
    body = (
        line(run("Aims"), '<w:pStyle w:val="Section"/>') + line(run("Staff"), '<w:pStyle w:val="Part"/>') + line(run("We met."))
    )
    path = word(tmp_path / "member.docx", body, styles=STYLES)
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == "### Aims\n\n#### Staff\n\nWe met.\n"
    assert review_statement(path, tmp_path, ("Aims",)).missing == ()


def test_what_a_run_says_of_itself_counts_more_than_the_style_of_its_paragraph(tmp_path: Path) -> None:
    body = line(run("We ") + run("never", '<w:b w:val="0"/>') + run(" closed."), '<w:pStyle w:val="Key"/>')
    path = word(tmp_path / "member.docx", body, styles=STYLES)
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == "**We** never **closed.**\n"
