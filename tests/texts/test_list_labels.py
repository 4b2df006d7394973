"""The numbers of lists, each written as LibreOffice writes it for a list of that kind."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from awkward.by_hand import blank_document, item, line, numbering, odt, run, style, word
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.office.list_labels import written_number
from sabreport.texts.office.parts import parts_of
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, review_statement


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("cardinalText", "Four Twelve Twenty-one One hundred twelve"),
        ("ordinalText", "Fourth Twelfth Twenty-first One hundred twelfth"),
        ("ordinal", "4th 12th 21st 112th"),
        ("decimalZero", "04 12 21 112"),
        ("001, 002, 003, ...", "004 012 021 112"),
        ("0001, 0002, 0003, ...", "0004 0012 0021 0112"),
        ("chicago", f"§ §§§ ****** {'§' * 28}"),
        ("lowerLetter", "d l u hhhhh"),
        ("upperColumn", "D L U DH"),
    ],
)
def test_a_number_is_written_as_its_list_says(style: str, shown: str) -> None:
    assert " ".join(written_number(value, style) for value in (4, 12, 21, 112)) == shown


@pytest.mark.parametrize("style", ["lowerLetter", "lowerColumn", "upperRoman", "chicago", "ordinalText"])
def test_a_number_that_no_list_can_have_is_written_in_digits(style: str) -> None:
    assert written_number(10**9, style) == "1000000000"


def odt_list(kind: str, path: Path, more: str = "", start: int = 1) -> list[str]:
    """What is remarked of an OpenDocument text with a list of two items."""
    level = f'<text:list-level-style-number text:level="1" style:num-format="{kind}" text:start-value="{start}" {more}/>'
    items = "".join(f"<text:list-item><text:p>{each}</text:p></text:list-item>" for each in ("Meet", "", "Train"))
    body = f'<text:p>We met.</text:p><text:list text:style-name="N">{items}</text:list>'
    odt(path, body, f'<text:list-style style:name="N">{level}</text:list-style>')
    assert inspect_statement(path, path.parent) == []
    assert read_supplied(path).body.count("Meet") == 1
    return [each.what for each in remarks(path, review_statement(path, path.parent, ()), None)]


def printed(path: Path) -> str:
    return " ".join(read_statement(path, path.parent, 3, lambda name, form: name).replace("\\", "").split())


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("1st", "1st Meet 3rd Train"),
        ("One", "One Meet Three Train"),
        ("First", "First Meet Third Train"),
        ("01, 02, 03, ...", "01 Meet 03 Train"),
        ("001, 002, 003, ...", "001 Meet 003 Train"),
        ("①, ②, ③, ...", "① Meet ③ Train"),
        ("*, †, ‡, §, **, ††, ...", "* Meet ‡ Train"),
    ],
)
def test_an_odt_is_numbered_as_libreoffice_shows_it(kind: str, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "member.odt"
    assert odt_list(kind, path) == []
    assert printed(path) == f"We met. {shown}"


def test_letters_of_an_odt_go_on_after_z_as_libreoffice_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "member.odt"
    for more, shown in (("", "ab Meet ad Train"), ('style:num-letter-sync="true"', "bb Meet dd Train")):
        assert odt_list("a", path, more, start=28) == []
        assert printed(path) == f"We met. {shown}"


@pytest.mark.parametrize("kind", ["А, Б, .., Аа, Аб, ...", "*"])
def test_numbers_of_an_odt_that_are_printed_in_digits_are_told(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "member.odt"
    (what,) = odt_list(kind, path)
    assert what == 'numbers of a list that the file writes in a way of its own are printed in digits: before "Meet", "Train"'
    assert printed(path) == "We met. 1 Meet 3 Train"


NUMBERED = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
BULLETED = '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'


@pytest.mark.parametrize(("level", "marks"), [(NUMBERED, ("1. ", "2. ")), (BULLETED, ("- ", "- "))])
def test_a_paragraph_of_a_list_without_a_mark_is_printed_without_one(level: str, marks: tuple[str, str], tmp_path: Path) -> None:
    item, header = (
        "<text:list-item><text:p>{}</text:p></text:list-item>",
        "<text:list-header><text:p>{}</text:p></text:list-header>",
    )
    items = header.format("We ran:") + item.format("Banking") + header.format("which saved £2m") + item.format("Luscombe")
    path = tmp_path / "member.odt"
    odt(path, f'<text:list text:style-name="N">{items}</text:list>', f'<text:list-style style:name="N">{level}</text:list-style>')
    lines = [" ".join(line.split()) for line in read_statement(path, tmp_path, 3, lambda name, form: name).splitlines()]
    assert list(filter(None, lines)) == ["We ran:", f"{marks[0]}Banking", "which saved £2m", f"{marks[1]}Luscombe"]


def test_a_number_that_is_all_of_a_cell_is_words_of_the_cell(tmp_path: Path) -> None:
    number = '<text:list{} text:style-name="N"><text:list-item><text:p/></text:list-item></text:list>'
    cells = ((number.format(""), "Train"), (number.format(' text:continue-numbering="true"'), "Meet"))
    rows = "".join(
        f"<table:table-row><table:table-cell>{one}</table:table-cell><table:table-cell><text:p>{two}</text:p></table:table-cell>"
        "</table:table-row>"
        for one, two in cells
    )
    path = tmp_path / "member.odt"
    odt(path, f"<table:table>{rows}</table:table>", f'<text:list-style style:name="N">{NUMBERED}</text:list-style>')
    assert [each for each in printed(path).split() if each.strip("-+|=:")] == ["1.", "Train", "2.", "Meet"]
    assert "1\\." in read_statement(path, tmp_path, 3, lambda name, form: name)  # words, and not an empty list


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (("bullet", "•"), ["- Train", "  - Meet", "- Write", "Seen.", "- Ask"]),
        (("decimal", "%1."), ["1.  Train", "    1.  Meet", "2.  Write", "Seen.", "3.  Ask"]),
    ],
)
def test_a_list_that_is_written_like_a_style_is_a_list(level: tuple[str, str], shown: list[str], tmp_path: Path) -> None:
    lists = numbering((level, (level[0], level[1].replace("1", "2"))))
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Dash"/></w:abstractNum>'
    lists = lists.replace("<w:num ", f'{link}<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num><w:num ', 1)
    linked = style("numbering", "Dash", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = item("Train", 9) + item("Meet", 9, 1) + item("Write", 9) + line(run("Seen.")) + item("Ask", 1)
    path = word(tmp_path / "member.docx", body, numbering=lists, styles=linked)
    written = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert [each for each in written.splitlines() if each.strip()] == shown


def test_items_of_words_deeper_styles_are_nested(tmp_path: Path) -> None:
    document = blank_document()
    named = (
        "List Bullet",
        "List Bullet 2",
        "List Bullet 3",
        "List Bullet",
        "List Number",
        "List Number 2",
        "List Number",
        "Normal",
    )
    for each in (*named, "List Bullet 3"):
        document.add_paragraph(each, style=each)
    document.save(str(tmp_path / "member.docx"))
    written = read_statement(tmp_path / "member.docx", tmp_path, 3, lambda name, form: name)
    assert [line for line in written.splitlines() if line.strip()] == [
        "- List Bullet",
        "  - List Bullet 2",
        "    - List Bullet 3",
        "- List Bullet",
        "1.  List Number",
        "    1.  List Number 2",
        "2.  List Number",
        "Normal",
        "- List Bullet 3",
    ]


def test_a_deeper_style_keeps_its_own_bullet_where_its_list_numbers_the_next_level(tmp_path: Path) -> None:
    levels = (("bullet", "•"), ("decimal", "%2."), ("decimal", "%3."))
    named = "".join(style("paragraph", f"List Bullet {each}", "") for each in (2, 3))

    def of_style(text: str, depth: int) -> str:
        own = f'<w:pStyle w:val="List Bullet {depth}"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{depth}"/></w:numPr>'
        return line(run(text), own)

    body = item("Sustain", 1) + of_style("Pilot", 2) + of_style("Review", 3) + of_style("Extend", 2) + item("Step", 2, 1)
    path = word(tmp_path / "member.docx", body, numbering=numbering(levels, levels, levels), styles=named)
    written = read_statement(path, tmp_path, 3, lambda name, form: name)
    shown = ["- Sustain", "- Pilot", "- Review", "- Extend", "1. Step"]
    assert [" ".join(each.split()) for each in written.splitlines() if each.strip()] == shown


def test_items_of_words_deeper_styles_are_nested_in_an_odt(tmp_path: Path) -> None:
    levels = BULLETED + '<text:list-level-style-number text:level="2" style:num-format="1"/>'
    levels += levels.replace('level="2"', 'level="3"').replace(BULLETED, "")
    lists = "".join(f'<text:list-style style:name="N{each}">{levels}</text:list-style>' for each in (1, 2, 3))
    named = "".join(
        f'<style:style style:name="B{each}" style:display-name="List Bullet {each}" style:family="paragraph"/>' for each in (2, 3)
    )
    body = "".join(
        f'<text:list text:style-name="N{each}"><text:list-item><text:p text:style-name="B{each}">{words}</text:p>'
        "</text:list-item></text:list>"
        for each, words in ((1, "Sustain"), (2, "Pilot"), (3, "Review"), (2, "Extend"), (1, "Champion"))
    )
    path = odt(tmp_path / "member.odt", body, lists, named)
    written = read_statement(path, tmp_path, 3, lambda name, form: name)
    shown = ["- Sustain", "  - Pilot", "    - Review", "  - Extend", "- Champion"]
    assert [each for each in written.splitlines() if each.strip()] == shown


@pytest.mark.parametrize(
    ("level", "moved", "shown"),
    [
        (("bullet", "•"), (0, 720, 720, 1440, 720, 0), ["- a", "  - b", "  - c", "    - d", "  - e", "- f"]),
        (("bullet", "•"), (720, 720, 720, 720, 720, 0), ["- a", "- b", "- c", "- d", "- e", "- f"]),
        (("bullet", "•"), (0, 200, 282, 0, 283, 0), ["- a", "- b", "- c", "- d", "  - e", "- f"]),
        (
            ("decimal", "%1."),
            (0, 0, 720, 0, 0, 0),
            ["1.  a", "2.  b", "    3.  c", "::: apart", ":::", "4.  d", "5.  e", "6.  f"],
        ),
    ],
)
def test_items_that_the_ruler_moved_are_nested_as_they_look(
    level: tuple[str, str], moved: tuple[int, ...], shown: list[str], tmp_path: Path
) -> None:
    lists = numbering((level,))
    lists = lists.replace("</w:lvl>", '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>')
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(
        line(run(each), own + (f'<w:ind w:left="{360 + left}"/>' if left else ""))
        for each, left in zip("abcdef", moved, strict=True)
    )
    path = word(tmp_path / "member.docx", body, numbering=lists)
    written = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert [each for each in written.splitlines() if each.strip()] == shown


@pytest.mark.parametrize(
    ("level", "lefts", "shown"),
    [
        (BULLETED, ("", "2.54cm", "2.54cm", "3.81cm", "2.54cm", ""), ["- a", "  - b", "  - c", "    - d", "  - e", "- f"]),
        (BULLETED, ("1in", "1in", "1in", "1in", "1in", "1in"), ["- a", "- b", "- c", "- d", "- e", "- f"]),
        (BULLETED, ("", "1.7cm", "1.76cm", "", "1.77cm", ""), ["- a", "- b", "- c", "- d", "  - e", "- f"]),
    ],
)
def test_items_of_an_odt_that_the_ruler_moved_are_nested_as_they_look(
    level: str, lefts: tuple[str, ...], shown: list[str], tmp_path: Path
) -> None:
    place = '<style:list-level-properties><style:list-level-label-alignment fo:text-indent="-0.635cm" fo:margin-left="1.27cm"/>'
    level = level.replace("/>", f">{place}</style:list-level-properties></text:list-level-style-bullet>")
    own = f'<text:list-style style:name="L1">{level}</text:list-style>' + "".join(
        f'<style:style style:name="P{at}" style:family="paragraph"><style:paragraph-properties fo:margin-left="{left}"'
        ' fo:text-indent="-0.635cm"/></style:style>'
        for at, left in enumerate(lefts)
        if left
    )
    body = "".join(
        f'<text:list-item><text:p text:style-name="P{at}">{words}</text:p></text:list-item>' for at, words in enumerate("abcdef")
    )
    path = odt(tmp_path / "member.odt", f'<text:list text:style-name="L1">{body}</text:list>', own)
    written = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert [each for each in written.splitlines() if each.strip()] == shown


def test_a_text_with_numbers_is_the_same_however_often_it_is_looked_at(tmp_path: Path) -> None:
    """What is parsed of a file is kept for whoever asks next: the marks of a look at its numbers stay out of it."""
    cell = '<table:table-cell table:number-columns-repeated="2"><text:p>Twice</text:p></table:table-cell>'
    items = "<text:list-item><text:p>First</text:p></text:list-item>" * 2
    body = (
        f'<text:list text:style-name="N">{items}</text:list><table:table><table:table-row>{cell}</table:table-row></table:table>'
    )
    path = odt(tmp_path / "member.odt", body, f'<text:list-style style:name="N">{NUMBERED}</text:list-style>')
    before = [ElementTree.tostring(root) for root in parts_of(path).values()]
    first = review_statement(path, tmp_path, ())
    assert [ElementTree.tostring(root) for root in parts_of(path).values()] == before
    assert review_statement(path, tmp_path, ()) == first
