"""Words that a style of Word shows in capitals, as Word works it out where styles rest on one another: printed so."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, run, style, word
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement

PARAGRAPH, CHARACTERS = '<w:pStyle w:val="P"/>', '<w:rStyle w:val="C"/>'
NORMAL = '<w:style w:type="paragraph" w:styleId="N" w:default="1"><w:name w:val="Normal"/>{}</w:style>'
CAPS = "<w:rPr><w:caps/></w:rPr>"
IN_CAPITALS = {
    "a style of characters": (line(run("The ") + run("trust", CHARACTERS)), style("character", "C", CAPS), "The TRUST"),
    "a style of paragraphs": (line(run("The trust"), PARAGRAPH), style("paragraph", "P", CAPS), "THE TRUST"),
    "a style that another rests on": (
        line(run("The trust"), PARAGRAPH),
        style("paragraph", "P", '<w:basedOn w:val="Q"/>') + style("paragraph", "Q", CAPS),
        "THE TRUST",
    ),
    "the style of all paragraphs": (line(run("The trust")), NORMAL.format(CAPS), "THE TRUST"),
    "a run that takes back its style": (
        line(run("The ", '<w:caps w:val="0"/>') + run("trust"), PARAGRAPH),
        style("paragraph", "P", CAPS),
        "The TRUST",
    ),
    "a style within another": (
        line(run("The ") + run("trust", CHARACTERS), PARAGRAPH),
        style("paragraph", "P", CAPS) + style("character", "C", CAPS),
        "THE trust",
    ),
    "a style that takes back what it rests on": (
        line(run("The trust"), PARAGRAPH),
        style("paragraph", "P", '<w:basedOn w:val="Q"/><w:rPr><w:caps w:val="0"/></w:rPr>') + style("paragraph", "Q", CAPS),
        "The trust",
    ),
}


@pytest.mark.parametrize("name", IN_CAPITALS)
def test_words_that_a_style_shows_in_capitals_are_printed_so(name: str, tmp_path: Path) -> None:
    body, styles, shown = IN_CAPITALS[name]
    path = word(tmp_path / "member.docx", body, styles=styles)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == shown
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.strip() == shown
