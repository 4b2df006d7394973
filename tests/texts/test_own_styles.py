"""Styles that a template of Word has of its own: headings by their level, and bold or slanted paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
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


HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2)
)
OUTLINED = '<w:outlineLvl w:val="1"/>'


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        (line(run("Staff"), '<w:pStyle w:val="Based"/>'), "#### Staff"),
        (line(run("Staff"), '<w:pStyle w:val="Outlined"/>'), "#### Staff"),
        (line(run("Staff"), OUTLINED), "#### Staff"),
        (line(run("Staff"), f'<w:pStyle w:val="Text"/>{OUTLINED}'), "#### Staff"),
        (line(run("Staff"), '<w:outlineLvl w:val="9"/>'), "Staff"),
        (line(run("We met. " * 20), OUTLINED), " ".join(["We met."] * 20)),
    ],
)
def test_a_paragraph_with_a_level_in_the_outline_is_a_heading(paragraph: str, printed: str, tmp_path: Path) -> None:
    normal = STYLES[: STYLES.index("</w:style>") + len("</w:style>")]
    styles = normal + HEADINGS + own("Based", "", "Heading2") + own("Outlined", f"<w:pPr>{OUTLINED}</w:pPr>") + own("Text", "")
    body = line(run("Aims"), '<w:pStyle w:val="Heading1"/>') + line(run("We met.")) + paragraph + line(run("So we said."))
    path = word(tmp_path / "member.docx", body, styles=styles)
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == f"### Aims\n\nWe met.\n\n{printed}\n\nSo we said.\n"


def test_a_paragraph_of_libreoffice_whose_style_has_a_level_is_a_heading(tmp_path: Path) -> None:
    def style(name: str, parent: str, level: str | None) -> str:
        given = "" if level is None else f' style:default-outline-level="{level}"'
        return f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"{given}/>'

    styles = style("H2", "", "2") + style("Based", "H2", None) + style("Own", "", "2") + style("Text", "H2", "")
    styles += style("Heading_20_2", "", None) + style("Web", "Heading_20_2", None)
    words = "".join(
        f'<text:p text:style-name="{name}">{name}</text:p><text:p>We met.</text:p>' for name in ("Based", "Own", "Text", "Web")
    )
    path = odt(
        tmp_path / "member.odt", f'<text:h text:outline-level="1">Aims</text:h><text:p>So it was.</text:p>{words}', styles=styles
    )
    printed = "### Aims\n\nSo it was.\n\n#### Based\n\nWe met.\n\n#### Own\n\nWe met.\n\nText\n\nWe met.\n\n#### Web\n\nWe met.\n"
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == printed
