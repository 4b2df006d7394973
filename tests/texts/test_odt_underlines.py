"""What Pandoc passes over in an OpenDocument text, or takes for something else: underlines, tables in items, lists in notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import odt
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import remarks, review_statement

STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {said}/></style:style>'
    for name, said in (
        ("U", 'style:text-underline-style="solid" style:text-underline-width="auto"'),
        ("N", 'style:text-underline-style="none"'),
        ("I", 'fo:font-style="italic"'),
        ("B", 'fo:font-style="italic" style:text-underline-style="solid"'),
    )
)
TABLE = (
    '<table:table><table:table-column table:number-columns-repeated="2"/>'
    + "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{each}</text:p></table:table-cell>' for each in row)}"
        "</table:table-row>"
        for row in (("Who", "When"), ("Police", "May"))
    )
    + "</table:table>"
)
ITEM = "<text:list-item><text:p>{}</text:p></text:list-item>"
LIST = f"<text:list>{ITEM.format('alpha')}{ITEM.format('beta')}</text:list>"


def span(style: str, within: str) -> str:
    return f'<text:span text:style-name="{style}">{within}</text:span>'


def noted(within: str) -> str:
    return (
        '<text:p>We met<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{within}</text:note-body></text:note> them.</text:p>"
    )


def printed(body: str, folder: Path) -> str:
    path = odt(folder / "member.odt", body, STYLES)
    made = read_statement(path, folder, 3, lambda name, form: name)
    assert review_statement(path, folder, ()).lost == ()
    for word in read_supplied(path).body.split():
        assert word.strip(".\ue000\ue001") in made
    return made.strip()


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        (span("U", "met all"), "We [met all]{.underline}."),
        (span("B", "met all"), "We *[met all]{.underline}*."),
        (span("I", "met all"), "We *met all*."),
        (
            span("U", f"met {span('N', 'some')} of {span('I', 'them')}"),
            "We [met]{.underline} some [of]{.underline} *[them]{.underline}*.",
        ),
        (f'<text:a xlink:href="https://example.org">{span("U", "met")}</text:a>', "We [met](https://example.org)."),
    ],
)
def test_underlined_words_are_underlined(typed: str, made: str, tmp_path: Path) -> None:
    assert printed(f"<text:p>We {typed}.</text:p>", tmp_path) == made


def test_a_table_in_an_item_of_a_list_is_printed_as_lines_and_told(tmp_path: Path) -> None:
    body = f"<text:list><text:list-item><text:p>one</text:p>{TABLE}</text:list-item></text:list><text:p>Ended</text:p>"
    assert printed(body, tmp_path).split() == ["-", "one", "Who", "When", "Police", "May", "Ended"]
    path = tmp_path / "member.odt"
    said = [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]
    assert said == ['one table stands in an item of a list, and its cells are printed as lines: "Who When Police May"']


@pytest.mark.parametrize(("within", "made"), [(LIST, "alpha beta"), (TABLE, "Who When Police May")])
def test_a_list_or_a_table_in_a_note_is_printed_in_it(within: str, made: str, tmp_path: Path) -> None:
    assert printed(noted(f"<text:p>These:</text:p>{within}"), tmp_path) == f"We met^[These: {made}] them."


def test_a_note_in_a_table_in_an_item_stays_a_note(tmp_path: Path) -> None:
    table = TABLE.replace("<text:p>May</text:p>", noted(f"<text:p>In May</text:p>{LIST}"))
    body = f"<text:list><text:list-item><text:p>one</text:p>{table}</text:list-item></text:list>"
    assert "We met^[In May alpha beta] them." in printed(body, tmp_path)
