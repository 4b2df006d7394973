"""Words that say something by a colour or a highlighter are told; colours that only adorn are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import item, line, numbering, odt, run, style, word
from sabreport.texts.authored import read_statement
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, review_statement

COLOUR = "it has words in a colour, which is not printed: "
MARKED = "it has highlighted words, and the highlighting is not printed: "
BODY = "We met with all partners each month, and trained their staff."
BOLD = "<w:b/>"


def colour(letters: str, theme: str = "") -> str:
    of_theme = f' w:themeColor="{theme}"' if theme else ""
    return f'<w:color w:val="{letters}"{of_theme}/>'


def told(path: Path, root: Path) -> list[str]:
    assert inspect_statement(path, root) == []
    return [each.what for each in remarks(path, review_statement(path, root, ()), None)]


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{line(each)}</w:tc>' for each in cells)}</w:tr>"


RED, LINK = colour("C00000"), colour("0563C1", "hyperlink") + '<w:u w:val="single"/>'
CHARACTERS = style("character", "C", f"<w:rPr>{RED}</w:rPr>")
SIDES = ("top", "left", "bottom", "right")
TOLD: dict[str, tuple[str, list[str]]] = {
    "letters": (line(run("Lead staff. ") + run("Not", RED) + run(" ") + run("met.", RED)), [f'{COLOUR}red "Not met."']),
    "two colours": (
        line(run("Train", RED)) + line(run("Meet", colour("00B050"))) + line(run("Ask", RED)),
        [f'{COLOUR}red "Train", "Ask"; green "Meet"'],
    ),
    "a style of characters": (line(run("Train", '<w:rStyle w:val="C"/>')), [f'{COLOUR}red "Train"']),
    "cells": (
        f"<w:tbl>{row(run('Aim'), run('Lead'))}{row(run('Train', BOLD), run('Us', colour('FFC000')))}</w:tbl>",
        [f'{COLOUR}amber "Us"'],
    ),
    "a highlighter": (line(run("By ") + run("1 May?", '<w:highlight w:val="yellow"/>')), [f'{MARKED}yellow "1 May?"']),
    "a highlighted heading": (
        line(run("To do", BOLD + '<w:highlight w:val="cyan"/>')),
        [f'{MARKED}green "To do"'],
    ),
    "an answer that was circled": (
        line(run("1 2 3 ") + run("4", '<w:bdr w:val="single" w:sz="4"/>') + run(" 5")),
        ['it has words in a frame, which is not printed: "4"'],
    ),
    "paragraphs in a box": (
        line(run("Mr A."), f"<w:pBdr>{''.join(f'<w:{side} w:val=@single@/>' for side in SIDES)}</w:pBdr>".replace("@", '"')),
        ['it has words in a frame, which is not printed: "Mr A."'],
    ),
    "a shade": (line(run("By ") + run("1 May?", '<w:shd w:val="clear" w:fill="FFF2CC"/>')), [f'{MARKED}amber "1 May?"']),
}
ADORNED = {
    "black, grey and dark blue": line(run("a", colour("000000")) + run("b", colour("7F7F7F")) + run("c", colour("1F3864"))),
    "a colour of the theme for text": line(run("Train", colour("1F497D", "text2"))),
    "a link": line(run("www.a.org", LINK)),
    "a heading": line(run("Training", RED), '<w:pStyle w:val="Heading1"/>'),
    "a bold line": line(run("Training", RED + BOLD)),
    "a style of paragraphs": line(run("Training of staff."), '<w:pStyle w:val="P"/>'),
    "the first row of a table": f"<w:tbl>{row(run('Aim', RED), run('Lead', RED))}{row(run('Train'), run('Us'))}</w:tbl>",
    "white on a dark cell": "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='1F3864'/></w:tcPr>"
    f"{line(run('Aim', colour('FFFFFF')))}</w:tc></w:tr></w:tbl>",
    "most of the text": line(run(BODY + " " + BODY, colour("0070C0"))),
    "a line below": line(run("Train"), '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
    "a frame that is none": line(run("Train", '<w:bdr w:val="nil"/>')),
    "a highlighter that is none": line(run("Train", '<w:highlight w:val="none"/>')),
    "a white or grey shade": line(run("a", '<w:shd w:fill="FFFFFF"/>') + run("b", '<w:shd w:fill="F2F2F2"/>')),
}


@pytest.mark.parametrize("name", TOLD)
def test_words_in_a_colour_are_told_and_printed(name: str, tmp_path: Path) -> None:
    body, whats = TOLD[name]
    path = word(tmp_path / "member.docx", line(run(BODY)) + body, styles=CHARACTERS)
    assert told(path, tmp_path) == whats
    assert whats[0].rpartition(' "')[2].strip('"') in read_statement(path, tmp_path, 3, lambda name, form: name)


@pytest.mark.parametrize("name", ADORNED)
def test_a_colour_that_adorns_words_is_not_told(name: str, tmp_path: Path) -> None:
    styles = style("paragraph", "Heading1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    styles += style("paragraph", "P", f"<w:rPr>{RED}</w:rPr>")
    path = word(tmp_path / "member.docx", line(run(BODY)) + ADORNED[name], styles=styles)
    assert told(path, tmp_path) == []


LABELS = "it has bullets or numbers in a colour, which is not printed: "
GREEN = colour("00B050")


def of_mark(text: str, given: str) -> str:
    return line(run(text), f'<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr>{given}</w:rPr>')


def of_level(*colours: str) -> str:
    lists = numbering(*((("bullet", "●"),) for _ in colours))
    for given in colours:
        lists = lists.replace("</w:lvl>", f"<w:rPr>{given}</w:rPr></w:LVL>", 1)
    return lists.replace("w:LVL", "w:lvl")


BULLETS: dict[str, tuple[str, str, list[str]]] = {
    "of the list": (
        item("Train", 1) + item("Visit", 2) + item("Meet", 1),
        of_level(RED, GREEN, ""),
        ['red before "Train", "Meet"; green before "Visit"'],
    ),
    "of the paragraph": (
        of_mark("Train", RED) + of_mark("Visit", GREEN),
        of_level(""),
        ['red before "Train"; green before "Visit"'],
    ),
    "one among others": (item("Train", 1) + item("Visit", 2), of_level(RED, ""), ['red before "Train"']),
    "one for all": (item("Train", 1) + item("Visit", 1), of_level(RED), []),
    "of no list": (line(run("Train"), f"<w:rPr>{RED}</w:rPr>") + line(run("Visit"), f"<w:rPr>{GREEN}</w:rPr>"), of_level(""), []),
    "black and grey": (item("Train", 1) + item("Visit", 2), of_level(colour("000000"), colour("7F7F7F")), []),
}


@pytest.mark.parametrize("name", BULLETS)
def test_bullets_in_a_colour_are_told(name: str, tmp_path: Path) -> None:
    body, lists, whats = BULLETS[name]
    path = word(tmp_path / "member.docx", line(run(BODY)) + body, numbering=lists)
    assert told(path, tmp_path) == [f"{LABELS}{each}" for each in whats]


def test_a_bullet_in_the_colour_of_its_words_is_told_with_them_alone(tmp_path: Path) -> None:
    body = of_mark("Train", RED).replace(run("Train"), run("Train", RED)) + of_mark("Visit", "")
    path = word(tmp_path / "member.docx", line(run(BODY)) + body, numbering=of_level(""))
    assert told(path, tmp_path) == [f'{COLOUR}red "Train"']


def text_style(name: str, given: str, family: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {given}/></style:style>'


IN_RED = '<text:p>Lead staff. <text:span text:style-name="T1">Not met.</text:span></text:p>'
WHOLE = '<text:p text:style-name="P1">Not met.</text:p>'
OF_TABLE = "".join(
    f'<table:table-row><table:table-cell><text:p><text:span text:style-name="T1">{each}</text:span></text:p></table:table-cell>'
    "</table:table-row>"
    for each in ("Aim", "Train")
)
ODT_TOLD: dict[str, tuple[str, str, str, list[str]]] = {
    "letters": (IN_RED, text_style("T1", 'fo:color="#c9211e"'), "", [f'{COLOUR}red "Not met."']),
    "a paragraph": (WHOLE, text_style("P1", 'fo:color="#c9211e"', "paragraph"), "", [f'{COLOUR}red "Not met."']),
    "a table": (
        f"<text:h>Plan</text:h><table:table>{OF_TABLE}</table:table>",
        text_style("T1", 'fo:color="#c9211e"'),
        "",
        [f'{COLOUR}red "Train"'],
    ),
    "a highlighter": (IN_RED, text_style("T1", 'fo:background-color="#ffff00"'), "", [f'{MARKED}yellow "Not met."']),
    "a frame": (
        IN_RED,
        text_style("T1", 'fo:border="0.5pt solid #000000"'),
        "",
        ['it has words in a frame, which is not printed: "Not met."'],
    ),
    "a frame that is none": (IN_RED, text_style("T1", 'fo:border="none"'), "", []),
    "a heading": (IN_RED.replace("text:p>", "text:h>"), text_style("T1", 'fo:color="#c9211e"'), "", []),
    "a bold line": (WHOLE.replace(".<", "<"), text_style("P1", 'fo:color="#c9211e" fo:font-weight="bold"', "paragraph"), "", []),
    "a style of paragraphs": (WHOLE, "", text_style("P1", 'fo:color="#c9211e"', "paragraph"), []),
    "a link": (
        '<text:p text:style-name="P1">a <text:a xlink:href="http://a.org">a.org</text:a></text:p>',
        text_style("P1", 'fo:color="#c9211e"', "paragraph"),
        "",
        [f'{COLOUR}red "a"'],
    ),
    "a link by its look": (
        IN_RED,
        text_style("T1", 'fo:color="#0000ff" style:text-underline-style="solid"'),
        "",
        [],
    ),
    "none within a colour": (
        '<text:p text:style-name="P1">a <text:span text:style-name="T1">b</text:span></text:p>',
        text_style("P1", 'fo:color="#c9211e"', "paragraph") + text_style("T1", 'style:use-window-font-color="true"'),
        "",
        [f'{COLOUR}red "a"'],
    ),
}


@pytest.mark.parametrize("name", ODT_TOLD)
def test_words_in_a_colour_of_an_odt_are_told(name: str, tmp_path: Path) -> None:
    body, automatic, styles, whats = ODT_TOLD[name]
    path = odt(tmp_path / "member.odt", f"<text:p>{BODY}</text:p>{body}", automatic, styles)
    assert told(path, tmp_path) == whats


def bullets(*colours: str, by_style: bool = False) -> str:
    """Lists of LibreOffice, each with a bullet in a colour."""
    made = ""
    for number, given in enumerate(colours, start=1):
        about = f'fo:color="{given}"' if given else ""
        named, within = (f' text:style-name="B{number}"', "") if by_style else ("", f"<style:text-properties {about}/>")
        made += text_style(f"B{number}", about) if by_style else ""
        level = "text:list-level-style-bullet"
        made += f'<text:list-style style:name="L{number}"><{level} text:level="1" text:bullet-char="●"{named}>{within}</{level}>'
        made += "</text:list-style>"
    return made


def odt_item(words: str, number: int, mark: str = "") -> str:
    within = f"<text:list-item><text:p{mark}>{words}</text:p></text:list-item>"
    return f'<text:list text:style-name="L{number}">{within}</text:list>'


MARKER = ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" loext:marker-style-name="M"'
ODT_BULLETS: dict[str, tuple[str, str, list[str]]] = {
    "of the list": (
        odt_item("Train", 1) + odt_item("Visit", 2) + odt_item("Meet", 1),
        bullets("#c00000", "#00b050"),
        ['red before "Train", "Meet"; green before "Visit"'],
    ),
    "of a style of characters": (
        odt_item("Train", 1) + odt_item("Visit", 2),
        bullets("#ffc000", "", by_style=True),
        ['amber before "Train"'],
    ),
    "of the paragraph": (
        odt_item("Train", 1, MARKER) + odt_item("Visit", 1),
        bullets("") + text_style("M", 'fo:color="#c00000"'),
        ['red before "Train"'],
    ),
    "one for all": (odt_item("Train", 1) + odt_item("Visit", 1), bullets("#c00000"), []),
    "black and grey": (odt_item("Train", 1) + odt_item("Visit", 2), bullets("#000000", "#7f7f7f"), []),
}


@pytest.mark.parametrize("name", ODT_BULLETS)
def test_bullets_in_a_colour_of_an_odt_are_told(name: str, tmp_path: Path) -> None:
    body, lists, whats = ODT_BULLETS[name]
    path = odt(tmp_path / "member.odt", f"<text:p>{BODY}</text:p>{body}", lists)
    assert told(path, tmp_path) == [f"{LABELS}{each}" for each in whats]
