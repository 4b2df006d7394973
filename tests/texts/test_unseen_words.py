"""Words that their writer blacked out, or that are as white as the page: no report prints them unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, style, word
from sabreport.texts.authored import read_statement
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, review_statement

COVERED = "it has words in the colour of what is behind them, which would be printed for all to read: "
SHAPE = "a filled shape lies over its text or a picture, and is not printed, but what is under it: at "
PARAGRAPH, CHARACTERS = '<w:pStyle w:val="P"/>', '<w:rStyle w:val="C"/>'


def shade(fill: str, kind: str = "clear", colour: str = "auto") -> str:
    return f'<w:shd w:val="{kind}" w:color="{colour}" w:fill="{fill}"/>'


def colour(letters: str) -> str:
    return f'<w:color w:val="{letters}"/>'


def highlight(name: str) -> str:
    return f'<w:highlight w:val="{name}"/>'


def in_cell(content: str, fill: str = "", table: str = "") -> str:
    named = f'<w:tblPr><w:tblStyle w:val="{table}"/></w:tblPr>' if table else ""
    return f"<w:tbl>{named}<w:tr><w:tc><w:tcPr>{fill}</w:tcPr>{line(content)}</w:tc></w:tr></w:tbl>"


def in_box(content: str) -> str:
    return line(f"<w:r><w:pict><v:rect><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>")


BLACK = colour("000000")
BLACKED_OUT: dict[str, tuple[str, str]] = {
    "black highlight": (line(run("Secret", highlight("black"))), ""),
    "black on a black shade": (line(run("Secret", BLACK + shade("000000"))), ""),
    "black on solid black": (line(run("Secret", BLACK + shade("auto", "solid"))), ""),
    "black on dots nearly as black": (line(run("Secret", BLACK + shade("auto", "pct95"))), ""),
    "yellow on yellow": (line(run("Secret", colour("FFFF00") + highlight("yellow"))), ""),
    "nearly black on black": (line(run("Secret", colour("1A1A1A") + highlight("black"))), ""),
    "a black paragraph": (line(run("Secret", BLACK), shade("000000")), ""),
    "a black cell": (in_cell(run("Secret", BLACK), shade("000000")), ""),
    "a style of paragraphs": (
        line(run("Secret"), PARAGRAPH),
        style("paragraph", "P", f"<w:pPr>{shade('000000')}</w:pPr><w:rPr>{BLACK}</w:rPr>"),
    ),
    "a style of characters": (
        line(run("Secret", CHARACTERS)),
        style("character", "C", f'<w:basedOn w:val="D"/><w:rPr>{BLACK}</w:rPr>')
        + style("character", "D", f"<w:rPr>{shade('000000')}</w:rPr>"),
    ),
    "a black highlight in a box": (in_box(line(run("Secret", highlight("black")))), ""),
}
TO_BE_READ: dict[str, tuple[str, str]] = {
    "letters of no colour on a black shade, which are white": (line(run("Plain", shade("000000"))), ""),
    "letters of no colour in a black cell": (in_cell(run("Plain"), shade("000000")), ""),
    "white on black": (line(run("Plain", colour("FFFFFF") + highlight("black"))), ""),
    "white in a dark cell": (in_cell(run("Plain", colour("FFFFFF")), shade("1F3864")), ""),
    "white in a table whose style has a colour": (
        in_cell(run("Plain", colour("FFFFFF")), table="T"),
        style("table", "T", f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade("1F3864")}</w:tcPr></w:tblStylePr>'),
    ),
    "white in a box, which may be of any colour": (in_box(line(run("Plain", colour("FFFFFF")))), ""),
    "a highlight that is none": (line(run("Plain", BLACK + highlight("none"))), ""),
    "a highlight on spaces alone": (line(run("  ", highlight("black")) + run("Plain")), ""),
    "grey": (line(run("Plain", colour("808080"))), ""),
}


@pytest.mark.parametrize("name", BLACKED_OUT)
def test_words_blacked_out_in_word_are_refused(name: str, tmp_path: Path) -> None:
    body, styles = BLACKED_OUT[name]
    path = word(tmp_path / "member.docx", line(run("Seen.")) + body, styles=styles)
    (problem,) = inspect_statement(path, tmp_path)
    assert problem.what == f'{COVERED}"Secret"'
    assert problem.remedy == "In the file, delete the words if readers are not to see them, or take the colour away; and save."


@pytest.mark.parametrize("name", TO_BE_READ)
def test_words_that_word_shows_on_a_colour_are_printed(name: str, tmp_path: Path) -> None:
    body, styles = TO_BE_READ[name]
    path = word(tmp_path / "member.docx", body, styles=styles)
    assert inspect_statement(path, tmp_path) == []
    assert remarks(path, review_statement(path, tmp_path, ()), None) == []


def test_words_blacked_out_piece_by_piece_are_named_together(tmp_path: Path) -> None:
    body = (
        run("Of ")
        + run("Mr ", highlight("black"))
        + run("Smith", highlight("black"))
        + run(" and ")
        + run("X", highlight("black"))
    )
    (problem,) = inspect_statement(word(tmp_path / "member.docx", line(body)), tmp_path)
    assert problem.what == f'{COVERED}"Mr Smith"; "X"'


def text_style(name: str, properties: str, parent: str = "", family: str = "text") -> str:
    rests = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{rests}>{properties}</style:style>'


def letters(**given: str) -> str:
    return "<style:text-properties " + " ".join(f'fo:{key.replace("_", "-")}="{value}"' for key, value in given.items()) + "/>"


BLACK_IN_ODT = letters(color="#000000", background_color="#000000")
SPAN = '<text:p>Seen <text:span text:style-name="T1">Secret</text:span></text:p>'
CELL = (
    '<table:table><table:table-row><table:table-cell table:style-name="C1"><text:p text:style-name="P1">Secret</text:p>'
    "</table:table-cell></table:table-row></table:table>"
)
BLACK_CELL = text_style("C1", '<style:table-cell-properties fo:background-color="#000000"/>', family="table-cell")
BLACKED_OUT_IN_ODT = {
    "a style of characters": (SPAN, text_style("T1", BLACK_IN_ODT)),
    "a style that another rests on": (SPAN, text_style("T1", "", "T2") + text_style("T2", BLACK_IN_ODT)),
    "a paragraph": (
        '<text:p text:style-name="P1">Secret</text:p>',
        text_style(
            "P1", f'<style:paragraph-properties fo:background-color="#000000"/>{letters(color="#000000")}', family="paragraph"
        ),
    ),
    "a cell": (CELL, BLACK_CELL + text_style("P1", letters(color="#000000"), family="paragraph")),
}
TO_BE_READ_IN_ODT = {
    "letters of no colour, which are white on black": (SPAN, text_style("T1", letters(background_color="#000000"))),
    "white in a black cell": (CELL, BLACK_CELL + text_style("P1", letters(color="#ffffff"), family="paragraph")),
    "a style of another family of the same name": (SPAN, text_style("T1", BLACK_IN_ODT, family="paragraph")),
    "a span that is white in a box": (
        f"<text:p>Seen</text:p><text:p><draw:frame><draw:text-box>{SPAN}</draw:text-box></draw:frame></text:p>",
        text_style("T1", letters(color="#ffffff")),
    ),
}


@pytest.mark.parametrize("name", BLACKED_OUT_IN_ODT)
def test_words_blacked_out_in_an_odt_are_refused(name: str, tmp_path: Path) -> None:
    body, styles = BLACKED_OUT_IN_ODT[name]
    (problem,) = inspect_statement(odt(tmp_path / "member.odt", body, styles), tmp_path)
    assert problem.what == f'{COVERED}"Secret"'


@pytest.mark.parametrize("name", TO_BE_READ_IN_ODT)
def test_words_that_an_odt_shows_on_a_colour_are_printed(name: str, tmp_path: Path) -> None:
    body, styles = TO_BE_READ_IN_ODT[name]
    path = odt(tmp_path / "member.odt", body, styles)
    assert inspect_statement(path, tmp_path) == []
    assert remarks(path, review_statement(path, tmp_path, ()), None) == []


def test_words_that_are_white_or_tiny_are_told_and_printed(tmp_path: Path) -> None:
    white, tiny = colour("ffffff"), '<w:sz w:val="2"/>'
    marked = run("On blue", white + shade("0000FF"))
    by_style = line(run("By style."), PARAGRAPH)
    path = word(
        tmp_path / "member.docx",
        line(run("Seen. ") + run("White.", white) + run("Tiny.", tiny) + marked) + in_cell(run("Cell.", white)) + by_style,
        styles=style("paragraph", "P", f"<w:rPr>{white}</w:rPr>"),
    )
    problem, marked_words = remarks(path, review_statement(path, tmp_path, ()), None)
    assert problem.what == 'it has text in white, or too small to see, which is printed: "White.Tiny.", "Cell.", "By style."'
    assert marked_words.what == 'it has highlighted words, and the highlighting is not printed: blue "On blue"'
    assert "White.Tiny." in read_statement(path, tmp_path, 3, lambda name, form: name)


def test_words_that_are_white_or_tiny_in_an_odt_are_told(tmp_path: Path) -> None:
    body = (
        '<text:p>Seen <text:span text:style-name="T1">White</text:span> <text:span text:style-name="T2">tiny</text:span></text:p>'
    )
    styles = text_style("T1", letters(color="#ffffff")) + text_style("T2", letters(font_size="1pt"))
    path = odt(tmp_path / "member.odt", body, styles)
    (problem,) = remarks(path, review_statement(path, tmp_path, ()), None)
    assert problem.what == 'it has text in white, or too small to see, which is printed: "Whitetiny"'


BOX = '<a:prstGeom prst="{}"/>{}'
SOLID = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
PALE = '<a:solidFill><a:srgbClr val="FFFF00"><a:alpha val="30000"/></a:srgbClr></a:solidFill>'
PICTURE = "<pic:pic/>"


def shape(look: str, more: str = "", within: str = "") -> str:
    return f"<wps:wsp><wps:spPr>{look}</wps:spPr>{more}{within}</wps:wsp>"


def anchored(inner: str, wrap: str = "wrapNone", behind: str = "0") -> str:
    drawn = (
        f'<wp:anchor behindDoc="{behind}"><wp:{wrap}/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:anchor>'
    )
    return line(f"<w:r><w:drawing>{drawn}</w:drawing></w:r>{run('Mr Smith lives here.')}")


OVER = {
    "a black box": anchored(shape(BOX.format("rect", SOLID))),
    "a box filled by its style": anchored(shape(BOX.format("rect", ""), '<wps:style><a:fillRef idx="1"/></wps:style>')),
    "a box of an older Word": line(
        '<w:r><w:pict><v:rect style="position:absolute;z-index:1" fillcolor="black"/></w:pict></w:r>'
        + run("Mr Smith lives here.")
    ),
    "a box in a group with a picture, in line with the text": line(
        f"<w:r><w:drawing><wp:inline>{PICTURE}{shape(BOX.format('rect', SOLID))}</wp:inline></w:drawing></w:r>"
        + run("Mr Smith lives here.")
    ),
}
BESIDE = {
    "a box behind the text": anchored(shape(BOX.format("rect", SOLID)), behind="1"),
    "a box around which text runs": anchored(shape(BOX.format("rect", SOLID)), "wrapSquare"),
    "a frame without a filling": anchored(
        shape(BOX.format("rect", "<a:noFill/>"), '<wps:style><a:fillRef idx="1"/></wps:style>')
    ),
    "a line": anchored(shape(BOX.format("straightConnector1", ""), '<wps:style><a:fillRef idx="1"/></wps:style>')),
    "a marker that words can be read through": anchored(shape(BOX.format("rect", PALE))),
    "a box with words": anchored(
        shape(BOX.format("rect", SOLID), within=f"<wps:txbx><w:txbxContent>{line(run('Call us'))}</w:txbxContent></wps:txbx>")
    ),
    "a picture": anchored(PICTURE),
}


@pytest.mark.parametrize("name", OVER)
def test_a_shape_over_words_is_refused(name: str, tmp_path: Path) -> None:
    (problem,) = inspect_statement(word(tmp_path / "member.docx", OVER[name]), tmp_path)
    assert problem.what == f'{SHAPE}"Mr Smith lives here."'
    assert problem.remedy.startswith("In the file, delete the shape, and what is under it if readers are not to see that;")


@pytest.mark.parametrize("name", BESIDE)
def test_a_shape_that_hides_nothing_is_not_told(name: str, tmp_path: Path) -> None:
    assert inspect_statement(word(tmp_path / "member.docx", BESIDE[name]), tmp_path) == []


def graphic(wrap: str = "run-through", **more: str) -> str:
    given = " ".join(f'draw:{key}="{value}"' for key, value in more.items())
    return text_style("gr1", f'<style:graphic-properties style:wrap="{wrap}" {given}/>', family="graphic")


RECTANGLE = '<text:p><draw:rect draw:style-name="gr1" text:anchor-type="paragraph"/>Mr Smith lives here.</text:p>'
IN_GROUP = (
    '<text:p><draw:g text:anchor-type="as-char"><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    '<draw:rect draw:style-name="gr1"/></draw:g>Mr Smith lives here.</text:p>'
)


@pytest.mark.parametrize(("body", "styles"), [(RECTANGLE, graphic(fill="solid")), (IN_GROUP, graphic("none", fill="solid"))])
def test_a_shape_over_words_of_an_odt_is_refused(body: str, styles: str, tmp_path: Path) -> None:
    (problem,) = inspect_statement(odt(tmp_path / "member.odt", body, styles), tmp_path)
    assert problem.what == f'{SHAPE}"Mr Smith lives here."'


@pytest.mark.parametrize(
    "styles", [graphic("parallel", fill="solid"), graphic(fill="none"), graphic(fill="solid", opacity="30%")]
)
def test_a_shape_of_an_odt_that_hides_nothing_is_not_told(styles: str, tmp_path: Path) -> None:
    assert inspect_statement(odt(tmp_path / "member.odt", RECTANGLE, styles), tmp_path) == []
