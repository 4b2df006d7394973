"""Words that their writer struck out by a style: printed struck, in Word and OpenDocument texts alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, style, word
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement

PARAGRAPH, CHARACTERS = '<w:pStyle w:val="P"/>', '<w:rStyle w:val="C"/>'
STRIKE = "<w:rPr><w:strike/></w:rPr>"
STRUCK_IN_WORD = {
    "a run": (line(run("We will ") + run("call", "<w:strike/>")), "", "We will ~~call~~"),
    "a style of paragraphs that strikes": (line(run("We call"), PARAGRAPH), style("paragraph", "P", STRIKE), "~~We call~~"),
    "one that strikes twice": (
        line(run("We call"), PARAGRAPH),
        style("paragraph", "P", "<w:rPr><w:dstrike/></w:rPr>"),
        "~~We call~~",
    ),
    "a style that another rests on": (
        line(run("We call"), PARAGRAPH),
        style("paragraph", "P", '<w:basedOn w:val="Q"/>') + style("paragraph", "Q", STRIKE),
        "~~We call~~",
    ),
    "a run that takes back its style": (
        line(run("We ", '<w:strike w:val="0"/>') + run("call"), PARAGRAPH),
        style("paragraph", "P", STRIKE),
        "We ~~call~~",
    ),
    "a style within another": (
        line(run("We ", CHARACTERS) + run("call"), PARAGRAPH),
        style("paragraph", "P", STRIKE) + style("character", "C", STRIKE),
        "We ~~call~~",
    ),
}
ODT_STYLE = '<style:style style:name="{}" style:family="{}" {}><style:text-properties {}/></style:style>'
THROUGH, TWICE = 'style:text-line-through-style="solid"', 'style:text-line-through-type="double"'
BACK = 'style:text-line-through-style="none"'
RESTS = 'style:parent-style-name="Q"'
STRUCK_IN_ODT = {
    "a span": (
        '<text:p>We will <text:span text:style-name="T1">call</text:span></text:p>',
        ODT_STYLE.format("T1", "text", "", THROUGH),
        "We will ~~call~~",
    ),
    "a span whose style rests on another": (
        '<text:p>We will <text:span text:style-name="T1">call</text:span></text:p>',
        ODT_STYLE.format("T1", "text", RESTS, "") + ODT_STYLE.format("Q", "text", "", TWICE),
        "We will ~~call~~",
    ),
    "a paragraph": (
        '<text:p text:style-name="P1">We will call</text:p>',
        ODT_STYLE.format("P1", "paragraph", "", THROUGH),
        "~~We will call~~",
    ),
    "a paragraph whose style rests on another": (
        '<text:p text:style-name="P1">We call</text:p>',
        ODT_STYLE.format("P1", "paragraph", RESTS, "") + ODT_STYLE.format("Q", "paragraph", "", THROUGH),
        "~~We call~~",
    ),
    "an item of a list": (
        '<text:list><text:list-item><text:p text:style-name="P1">call</text:p></text:list-item></text:list>',
        ODT_STYLE.format("P1", "paragraph", "", THROUGH),
        "- ~~call~~",
    ),
    "a span that takes back its paragraph": (
        '<text:p text:style-name="P1">We <text:span text:style-name="T1">will</text:span> call</text:p>',
        ODT_STYLE.format("P1", "paragraph", "", THROUGH) + ODT_STYLE.format("T1", "text", "", BACK),
        "~~We~~ will ~~call~~",
    ),
    "a note in a paragraph": (
        '<text:p text:style-name="P1">We call<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Daily.</text:p></text:note-body></text:note> you</text:p>",
        ODT_STYLE.format("P1", "paragraph", "", THROUGH),
        "~~We call~~^[Daily.] ~~you~~",
    ),
}


@pytest.mark.parametrize("name", STRUCK_IN_WORD)
def test_words_that_word_shows_struck_are_printed_so(name: str, tmp_path: Path) -> None:
    body, styles, shown = STRUCK_IN_WORD[name]
    _is_printed(word(tmp_path / "member.docx", body, styles=styles), shown)


@pytest.mark.parametrize("name", STRUCK_IN_ODT)
def test_words_that_an_odt_shows_struck_are_printed_so(name: str, tmp_path: Path) -> None:
    body, styles, shown = STRUCK_IN_ODT[name]
    _is_printed(odt(tmp_path / "member.odt", body, styles), shown)


def _is_printed(path: Path, shown: str) -> None:
    markdown = read_statement(path, path.parent, 3, lambda name, form: name).replace("[]{}", "")  # which part words and signs
    assert markdown.strip() == shown
    assert review_statement(path, path.parent, ()).lost == ()
    assert read_supplied(path).body.strip()


BOX = '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">{}</field:fieldmark>'
TICK = '<field:param field:name="Checkbox_Checked" field:value="true"/>'
FIELDS = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'


def test_several_boxes_of_an_older_form_may_stand_in_one_line(tmp_path: Path) -> None:
    body = f"<text:p {FIELDS}>Yes {BOX.format(TICK)} No {BOX.format('')} Perhaps {BOX.format('')}</text:p>"
    path = odt(tmp_path / "member.odt", body)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == "Yes ☒ No ☐ Perhaps ☐"
