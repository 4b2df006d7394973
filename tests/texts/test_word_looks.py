"""What a Word document shows by a colour, a direction or numbers of its own: printed, or told as not printed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from awkward.by_hand import NAMESPACES, item, line, numbering, odt, run, style, word
from sabreport.texts.authored import read_statement
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, review_statement


def said(body: str, tmp_path: Path, **parts: str) -> list[str]:
    """What is remarked of a statement that begins with a sentence."""
    path = word(tmp_path / "member.docx", line(run("We met.")) + body, **parts)
    assert inspect_statement(path, tmp_path) == []
    return [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]


def cell(text: str = "", fill: str = "", more: str = "", kind: str = "clear") -> str:
    """A cell; all its colour is behind it, or it is filled with a pattern."""
    shade = f'<w:shd w:val="{kind}" w:{"color" if kind == "solid" else "fill"}="{fill}"/>' if fill else ""
    return f"<w:tc><w:tcPr>{more}{shade}</w:tcPr>{line(run(text) if text else '')}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    marked = f"<w:tblPr>{properties}</w:tblPr>" if properties else ""
    return f"<w:tbl>{marked}{''.join(f'<w:tr>{each}</w:tr>' for each in rows)}</w:tbl>"


RED, AMBER, GREY, GREEN = "FF0000", "ffc000", "D9D9D9", "00B050"
HEAD = cell("Goal", GREY) + cell("Lead", GREY) + cell("", GREY)
ON = '<w:vMerge w:val="restart"/>'
RATED: dict[str, tuple[list[str], str]] = {
    "a rating": (
        [HEAD, cell("Train") + cell("Us") + cell("", RED), cell("Meet") + cell("Us") + cell("", AMBER)],
        'two empty cells have a colour of their own in a table, and the colour is not printed: beside "Train", "Meet"',
    ),
    "beside words alone": (
        [cell("Train") + cell("", GREEN, kind="solid"), cell("Meet") + cell("", AMBER)],
        'two empty cells have a colour of their own in a table, and the colour is not printed: beside "Train", "Meet"',
    ),
    "months": (
        [cell("Goal") + cell("May") + cell("June") + cell("July"), cell("Train") + cell("", RED) + cell("", RED) + cell()],
        'two empty cells have a colour of their own in a table, and the colour is not printed: beside "Train"',
    ),
    "all of one colour": (
        [cell("Goal") + cell("RAG"), cell("Train") + cell("", GREEN), cell("Meet") + cell("", GREEN)],
        'two empty cells have a colour of their own in a table, and the colour is not printed: beside "Train", "Meet"',
    ),
    "below a heading alone": (
        [cell("Rating"), cell("", GREEN), cell("", RED)],
        'two empty cells have a colour of their own in a table, and the colour is not printed: beside "Rating"',
    ),
}
PLAIN: dict[str, list[str]] = {
    "a heading's row and a shaded one": [HEAD, cell("Train", AMBER) + cell("Us", AMBER) + cell("", AMBER)],
    "a shaded column": [cell("Goal") + cell(), cell("Train") + cell("", AMBER), cell("Meet") + cell("", AMBER)],
    "a column to write in": [cell("Goal") + cell("Notes"), cell("Train") + cell("", GREY), cell("Meet") + cell("", GREY)],
    "a column in its heading's colour": [
        cell("Goal") + cell("Notes", AMBER),
        cell("Train") + cell("", AMBER),
        cell("Meet") + cell("", AMBER),
    ],
    "white": [cell("Goal") + cell("", "FFFFFF"), cell("Train") + cell("", "auto")],
    "words that say it": [cell("Goal") + cell("Rating"), cell("Train") + cell("Red", RED), cell("Meet") + cell("Green", GREEN)],
    "a cell over two rows": [
        cell("Goal") + cell("Rating"),
        cell("Train") + cell("Red", RED, ON),
        cell("Meet") + cell("", RED, "<w:vMerge/>"),
        cell("Ask") + cell("Green", GREEN),
    ],
    "a bar beside a text": [cell("", GREEN) + cell("What we did")],
}


@pytest.mark.parametrize("name", RATED)
def test_an_empty_cell_that_says_something_by_its_colour_is_told(name: str, tmp_path: Path) -> None:
    rows, what = RATED[name]
    assert said(table(*rows), tmp_path) == [what]


SHADED = '<w:shd w:val="clear" w:fill="FF0000"/>'
WORDED: dict[str, tuple[list[str], str]] = {
    "a column": (
        [
            cell("Goal") + cell("By"),
            cell("Train") + cell("May", GREEN),
            cell("Ask") + cell("June", RED),
            cell("Go") + cell("July"),
        ],
        'green "May"; red "June"',
    ),
    "pale colours": ([cell("2020"), cell("75%", "C6EFCE"), cell("60%", "FFC7CE")], 'green "75%"; red "60%"'),
    "rows": (
        [cell("Goal") + cell("By"), cell("Train", RED) + cell("May", RED), cell("Ask", AMBER) + cell("June", AMBER)],
        'red "Train"; amber "Ask"',
    ),
    "one cell": ([cell("By"), cell("May"), cell("June", RED), cell("July")], 'red "June"'),
    "columns": (
        [cell("") + cell("2019") + cell("2020"), cell("North") + cell("75%", GREEN) + cell("60%", RED)],
        'green "75%"; red "60%"',
    ),
    "a paragraph": ([cell("By"), cell("May"), f"<w:tc>{line(run('June'), SHADED)}</w:tc>"], 'red "June"'),
}
DECORATED: dict[str, list[str]] = {
    "words that say it": [cell("Goal"), cell("On track", GREEN), cell("R", RED), cell("Amber: late", AMBER)],
    "bands": [cell("Goal"), cell("Train", "D9E2F3"), cell("Ask"), cell("Go", "D9E2F3")],
    "many colours": [cell("Goal"), cell("Train", GREEN), cell("Ask", "4472C4"), cell("Go", AMBER)],
    "a row of a total": [
        cell("Goal") + cell("All"),
        cell("a") + cell("1"),
        cell("b") + cell("2"),
        cell("c", GREEN) + cell("3", GREEN),
    ],
    "headings over all columns": [cell("a") + cell("b"), cell("One", GREEN, '<w:gridSpan w:val="2"/>'), cell("c") + cell("d")],
}


def test_cells_that_are_rated_by_their_colour_and_say_something_else_are_told(tmp_path: Path) -> None:
    told = "cells of a table have a colour that seems to rate them, and the colour is not printed: "
    for name, (rows, named) in WORDED.items():
        assert said(table(*rows), tmp_path) == [told + named], name
    for name, rows in DECORATED.items():
        assert said(table(*rows), tmp_path) == [], name


def shape(kind: str, more: str = "", words: str = "", behind: str = "0") -> str:
    """A shape of Word that hangs on a line, outlined and not filled."""
    looks = f'<a:prstGeom prst="{kind}"/><a:noFill/><a:ln><a:solidFill/>{more}</a:ln>'
    box = f"<wps:txbx><w:txbxContent>{line(run(words))}</w:txbxContent></wps:txbx>" if words else ""
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}"><wp:wrapNone/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{looks}'
        f"</wps:spPr>{box}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def test_shapes_that_say_something_are_told_and_those_that_adorn_are_not(tmp_path: Path) -> None:
    old = '<w:r><w:pict><v:oval style="position:absolute" filled="f"/></w:pict></w:r>'
    arrow = '<a:tailEnd type="triangle"/>'
    for drawn in (shape("ellipse"), shape("rightArrow"), shape("line", arrow), old):
        assert said(line(run("Yes / No") + drawn), tmp_path) == [
            'shapes without words, such as an arrow or a ring around an answer, are not printed: at "Yes / No"'
        ]
    rule = '<w:r><w:pict><v:rect style="width:0;height:1.5pt" hr="t"/></w:pict></w:r>'
    for drawn in (shape("line"), shape("ellipse", behind="1"), shape("rect", words="Said"), rule):
        assert said(line(run("Yes / No") + drawn), tmp_path) == []


def test_a_watermark_is_told_and_no_part_of_the_text(tmp_path: Path) -> None:
    drawn, told = shape("rect", words="DRAFT", behind="1"), ['a watermark is not printed: "DRAFT"']
    assert said(line(run("It ran.") + drawn), tmp_path) == told
    assert "DRAFT" not in read_statement(tmp_path / "member.docx", tmp_path, 3, lambda name, form: name)
    header = '<w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    path = word(tmp_path / "member.docx", line(run("We met.")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/header1.xml", f"<w:hdr {NAMESPACES}>{header}</w:hdr>")
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == told


@pytest.mark.parametrize("name", PLAIN)
def test_a_colour_that_only_adorns_is_not_told(name: str, tmp_path: Path) -> None:
    assert said(table(*PLAIN[name]), tmp_path) == []


CELL_STYLE = (
    '<style:style style:name="{0}" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="{0}"/></style:style>'
)


def odt_cell(text: str = "", colour: str = "") -> str:
    return f'<table:table-cell table:style-name="{colour}"><text:p>{text}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("ratings", "beside"),
    [
        (("#ff0000", "#00b050", ""), [("two empty cells have a colour of their own", '"Train", "Meet"')]),
        (("", "", "#ff0000"), [("one empty cell has a colour of its own", '"Ask"')]),
        (("transparent", "", "#ffffff"), []),
    ],
)
def test_an_empty_cell_of_open_document_that_says_something_by_its_colour_is_told(
    ratings: tuple[str, ...], beside: list[tuple[str, str]], tmp_path: Path
) -> None:
    lines = [odt_cell("Goal") + odt_cell("Rating")]
    lines += [odt_cell(goal) + odt_cell("", rating) for goal, rating in zip(("Train", "Meet", "Ask"), ratings, strict=True)]
    rows = "".join(f"<table:table-row>{each}</table:table-row>" for each in lines)
    body = f'<text:p>We met.</text:p><table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'
    path = odt(tmp_path / "member.odt", body, "".join(map(CELL_STYLE.format, filter(None, set(ratings)))))
    told = [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]
    assert told == [f"{count} in a table, and the colour is not printed: beside {goals}" for count, goals in beside]


def test_a_table_from_right_to_left_is_told(tmp_path: Path) -> None:
    turned = '<w:tblStyle w:val="T"/>'
    styles = style("table", "T", "<w:tblPr><w:bidiVisual/></w:tblPr>")
    (what,) = said(table(cell("One") + cell("Two"), properties=turned), tmp_path, styles=styles)
    assert what == 'one table runs from right to left, and the columns are printed from left to right: "One Two"'
    for plain in (
        table(cell("One") + cell("Two"), properties=f'{turned}<w:bidiVisual w:val="0"/>'),
        table(cell("One"), cell("Two"), properties="<w:bidiVisual/>"),
    ):
        assert said(plain, tmp_path, styles=styles) == []


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("chicago", "* Meet † Train"),
        ("decimalEnclosedCircle", "① Meet ② Train"),
        ("decimalEnclosedParen", "⑴ Meet ⑵ Train"),
        ("ordinalText", "First Meet Second Train"),
        ("numberInDash", "- 1 - Meet - 2 - Train"),
        ("decimalEnclosedCircleChinese", "① Meet ② Train"),
    ],
)
def test_lists_are_numbered_with_the_signs_of_word(kind: str, shown: str, tmp_path: Path) -> None:
    body, lists = item("Meet", 1) + item("Train", 1), numbering(((kind, "%1"),))
    assert said(body, tmp_path, numbering=lists) == []
    printed = read_statement(tmp_path / "member.docx", tmp_path, 3, lambda name, form: name).replace("\\", "")
    assert " ".join(printed.split()) == f"We met. {shown}"


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def own(kind: str) -> str:
    """A list whose numbers are written in a way that Word keeps beside the one for its older versions."""
    choice = f'<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{kind}"/></mc:Choice>'
    kept = '<w:numFmt w:val="decimal"/>'
    given = f'<mc:AlternateContent xmlns:mc="{MC}">{choice}<mc:Fallback>{kept}</mc:Fallback></mc:AlternateContent>'
    return numbering((("decimal", "%1."),)).replace(kept, given)


def test_numbers_that_begin_with_noughts_have_them(tmp_path: Path) -> None:
    assert said(item("Meet", 1) + item("Train", 1), tmp_path, numbering=own("001, 002, 003, ...")) == []
    printed = read_statement(tmp_path / "member.docx", tmp_path, 3, lambda name, form: name).replace("\\", "")
    assert " ".join(printed.split()) == "We met. 001. Meet 002. Train"
    (what,) = said(item("Meet", 1), tmp_path, numbering=own("one, two, many, ..."))
    assert what == 'numbers of a list that Word writes in a way of its own are printed in digits: before "Meet"'


def test_lists_whose_numbers_are_printed_in_digits_are_told(tmp_path: Path) -> None:
    lists = numbering((("hebrew1", "%1."),), (("decimal", "%1."),))
    (what,) = said(item("Meet", 1) + item("", 1) + item("Train", 2), tmp_path, numbering=lists)
    assert what == 'numbers of a list that Word writes in a way of its own are printed in digits: before "Meet"'


def test_a_list_of_contents_is_told(tmp_path: Path) -> None:
    of_contents = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{of_contents}<w:sdtContent>{line(run('Contents'))}{line(run('Aims 1'))}</w:sdtContent></w:sdt>"
    assert said(control, tmp_path) == ['its list of contents is not printed: "Contents Aims 1"']
    begun, ended = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    bare = line(begun + "<w:r><w:instrText>TOC</w:instrText></w:r>" + run("Aims 1"), '<w:pStyle w:val="TOC1"/>')
    assert said(bare + line(ended + run("More.")), tmp_path) == ['its list of contents is not printed: "Aims 1"']
    printed = read_statement(tmp_path / "member.docx", tmp_path, 3, lambda name, form: name)
    assert printed == "We met.\n\nMore.\n"
    other = f"<w:sdt><w:sdtContent>{line(run('Aims'))}</w:sdtContent></w:sdt>"
    assert said(other, tmp_path) == []


STORE = "{11111111-1111-1111-1111-111111111111}"
ABOUT = '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{}"/>'
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="x/customXmlProps" Target="itemProps7.xml"/></Relationships>'
)


@pytest.mark.parametrize(
    ("more", "shown", "kept", "told"),
    [
        ("<w:text/>", "Stale", "Fresh", True),
        ("<w:text/>", "Stale", "", True),
        ("<w:text/>", "As it  is", "As it is", False),
        ("<w:date/>", "3 May 2020", "2020-05-03T00:00:00", False),
        ("<w:showingPlcHdr/>", "Click here", "", False),
    ],
)
def test_a_field_that_word_will_show_with_another_value_is_told(
    more: str, shown: str, kept: str, told: bool, tmp_path: Path
) -> None:
    binding = f'<w:dataBinding w:prefixMappings="xmlns:n=\'u\'" w:xpath="/n:root[1]/n:lead[1]" w:storeItemID="{STORE}"/>'
    control = f"<w:sdt><w:sdtPr>{binding}{more}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"
    path = word(tmp_path / "member.docx", line(run("Lead: ") + control))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item7.xml", f'<n:root xmlns:n="u"><n:lead>{kept}</n:lead></n:root>')
        archive.writestr("customXml/itemProps7.xml", ABOUT.format(STORE))
        archive.writestr("customXml/_rels/item7.xml.rels", RELATED)
    what = f'a field has "{shown}" in the file, which is printed, and Word will show "{kept or "nothing"}" in its place'
    found = [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]
    assert (what in found) == told
    assert told or not [each for each in found if each.startswith("a field has")]


LINKED = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="Picture 1"{}/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:{}="rId9"/></wp:inline></w:drawing></w:r>'
)


@pytest.mark.parametrize(
    ("described", "kept", "told"),
    [
        (' descr="Fire service crest"', "link", ['"Fire service crest"']),
        ("", "link", ["no description"]),
        (' descr="Fire service crest"', "embed", []),
    ],
)
def test_a_picture_that_is_kept_elsewhere_is_told(described: str, kept: str, told: list[str], tmp_path: Path) -> None:
    found = said(line(LINKED.format(described, kept)), tmp_path)
    message = "a picture that is kept elsewhere, and not in the file, is not printed: "
    assert [each for each in found if "elsewhere" in each] == [message + each for each in told]


def test_a_table_within_a_cell_is_told(tmp_path: Path) -> None:
    inner = table(cell("Aim") + cell("Lead"), cell("Train") + cell("Us"))
    outer = table(cell("Plan") + f"<w:tc>{inner}{line('')}</w:tc>")
    assert said(outer + inner, tmp_path) == [
        'one table stands in a cell of another, and its cells are printed as lines: "Aim Lead Train Us"'
    ]


def test_a_table_within_a_cell_of_open_document_is_told(tmp_path: Path) -> None:
    inner = f"<table:table><table:table-row>{odt_cell('Aim')}{odt_cell('Lead')}</table:table-row></table:table>"
    around = f"<table:table-cell>{inner}</table:table-cell>{odt_cell('b')}"
    outer = f"<table:table><table:table-row>{around}</table:table-row></table:table>"
    path = odt(tmp_path / "member.odt", f"<text:p>We met.</text:p>{outer}")
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == [
        'one table stands in a cell of another, and its cells are printed as lines: "Aim Lead"'
    ]


def test_a_cell_with_a_line_from_corner_to_corner_is_told(tmp_path: Path) -> None:
    crossed = '<w:tcBorders><w:tl2br w:val="single" w:sz="4"/></w:tcBorders>'
    gone = '<w:tcBorders><w:top w:val="single"/><w:tr2bl w:val="nil"/></w:tcBorders>'
    rows = (
        cell("Goal") + cell("Visits", more=crossed),
        cell("Train") + cell("", more=crossed),
        cell("Meet", more=gone) + cell("Us"),
    )
    assert said(table(*rows), tmp_path) == [
        'two cells of a table have a line from corner to corner, and the line is not printed: at "Visits", "Train"'
    ]


@pytest.mark.parametrize(
    "ink",
    [
        '<w:drawing><w14:contentPart xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/></w:drawing>',
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<o:ink xmlns:o="urn:schemas-microsoft-com:office:office"/></v:shape></w:pict>',
    ],
)
def test_what_was_drawn_by_hand_is_told(ink: str, tmp_path: Path) -> None:
    found = said(line(run("Agreed: yes") + f"<w:r>{ink}</w:r>"), tmp_path)
    assert 'what was drawn by hand with a pen is not printed: at "Agreed: yes"' in found
