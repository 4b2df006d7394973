"""States of Word and OpenDocument text that a page does not show, or shows and no paragraph holds: printed as shown, or told."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest
from awkward import picture
from awkward.by_hand import MAIN, item, line, numbering, odt, old_field, run, style, word
from sabreport.proofreading.order import HOLE, LABEL
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import as_written, read_statement, statement_tree
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statement_tree import text_of
from sabreport.texts.statements import remarks, review_statement

HIDE = "<w:rPr><w:vanish/></w:rPr>"
SHOW = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
PARAGRAPH, CHARACTERS = '<w:pStyle w:val="P"/>', '<w:rStyle w:val="C"/>'
ROW = "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>Secret</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>Secret</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)
NORMAL = '<w:style w:type="paragraph" w:styleId="N" w:default="1"><w:name w:val="Normal"/>{}</w:style>'

HIDDEN: dict[str, tuple[str, str]] = {
    "a run": (line(run("Secret", "<w:vanish/>")), ""),
    "a style of characters": (line(run("Secret", CHARACTERS)), style("character", "C", HIDE)),
    "a style of paragraphs": (line(run("Secret"), PARAGRAPH), style("paragraph", "P", HIDE)),
    "a style that another rests on": (
        line(run("Secret"), PARAGRAPH),
        style("paragraph", "P", '<w:basedOn w:val="Q"/>') + style("paragraph", "Q", HIDE),
    ),
    "a style on one that rests on it": (
        line(run("Secret"), PARAGRAPH),
        style("paragraph", "P", f'<w:basedOn w:val="Q"/>{HIDE}') + style("paragraph", "Q", '<w:basedOn w:val="P"/>'),
    ),
    "the style of all paragraphs": (line(run("Secret")), NORMAL.format(HIDE)),
    "the document's default": (line(run("Secret")), f"<w:docDefaults><w:rPrDefault>{HIDE}</w:rPrDefault></w:docDefaults>"),
    "a row": (ROW, ""),
    "a style of tables": (TABLE, style("table", "T", HIDE)),
    "a text box": (line(f"<w:r><w:pict><w:txbxContent>{line(run('Secret', '<w:vanish/>'))}</w:txbxContent></w:pict></w:r>"), ""),
}
SHOWN: dict[str, tuple[str, str]] = {
    "a style that takes back what it rests on": (
        line(run("Plain"), PARAGRAPH),
        style("paragraph", "P", f'<w:basedOn w:val="Q"/>{SHOW}') + style("paragraph", "Q", HIDE),
    ),
    "a hiding style within a hiding style": (
        line(run("Plain", CHARACTERS), PARAGRAPH),
        style("paragraph", "P", HIDE) + style("character", "C", HIDE),
    ),
    "a run that takes back its style": (line(run("Plain", f'{CHARACTERS}<w:vanish w:val="0"/>')), style("character", "C", HIDE)),
    "the mark of a paragraph alone": (line(run("Plain"), HIDE), ""),
    "a page number in a table of contents, which the web view alone hides": (line(run("Plain", "<w:webHidden/>")), ""),
}

SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_text_of_each_kind_is_told(name: str, tmp_path: Path) -> None:
    body, styles = HIDDEN[name]
    path = word(tmp_path / "member.docx", line(run("Seen.", '<w:vanish w:val="0"/>')) + body, styles=styles)
    (problem,) = inspect_statement(path, tmp_path)
    assert problem.what == 'it has hidden text, which would be printed: "Secret"'
    assert problem.remedy.startswith("In Word, show all formatting marks (¶)")


@pytest.mark.parametrize("name", SHOWN)
def test_text_that_word_shows_is_not_called_hidden(name: str, tmp_path: Path) -> None:
    body, styles = SHOWN[name]
    assert inspect_statement(word(tmp_path / "member.docx", body, styles=styles), tmp_path) == []


STYLE = '<style:style style:name="{}" style:family="text" {}>{}</style:style>'
GONE = '<style:text-properties text:display="none"/>'
HIDDEN_IN_ODT: dict[str, tuple[str, str]] = {
    "a style": ('<text:p><text:span text:style-name="T1">Secret</text:span></text:p>', STYLE.format("T1", "", GONE)),
    "a style that another rests on": (
        '<text:p text:style-name="T1">Secret</text:p>',
        (STYLE.format("T1", 'style:parent-style-name="T2"', "") + STYLE.format("T2", "", GONE)).replace('"text"', '"paragraph"'),
    ),
    "a paragraph by its field": ('<text:p><text:hidden-paragraph text:is-hidden="true"/>Secret</text:p>', ""),
    "a field": ('<text:p><text:hidden-text text:is-hidden="true" text:string-value="Secret"/></text:p>', ""),
    "a section": ('<text:section text:display="none"><text:p>Secret</text:p></text:section>', ""),
    "a section by its condition": (
        '<text:section text:display="condition" text:is-hidden="true"><text:p>Secret</text:p></text:section>',
        "",
    ),
}


@pytest.mark.parametrize("name", HIDDEN_IN_ODT)
def test_hidden_text_of_each_kind_is_told_of_an_odt(name: str, tmp_path: Path) -> None:
    body, styles = HIDDEN_IN_ODT[name]
    (problem,) = inspect_statement(odt(tmp_path / "member.odt", f"<text:p>Seen.</text:p>{body}", styles), tmp_path)
    assert problem.what == 'it has hidden text, which would be printed: "Secret"'
    assert problem.remedy.startswith("In LibreOffice, tick Hidden characters")


def test_fields_and_sections_of_an_odt_that_are_shown_are_not_called_hidden(tmp_path: Path) -> None:
    body = (
        '<text:p><text:hidden-text text:is-hidden="false" text:string-value="x">x</text:hidden-text>'
        '<text:hidden-paragraph text:is-hidden="false"/><text:conditional-text>y</text:conditional-text></text:p>'
        '<text:section text:display="true"><text:p>z</text:p></text:section>'
    )
    assert inspect_statement(odt(tmp_path / "member.odt", body), tmp_path) == []


@pytest.mark.parametrize(
    ("mark", "what"),
    [
        ("altChunk", "text of another document was put into it in a form that Word alone can read. Open it in Word, which makes"),
        ("subDoc", "it is a master document: one part of its text can be in other files only. In Word, choose View, Outline"),
    ],
)
def test_text_that_is_in_another_part_or_file_is_told(mark: str, what: str, tmp_path: Path) -> None:
    body = f'{line(run("Seen."))}<w:{mark} r:id="x"/>' if mark == "altChunk" else line(f'{run("Seen.")}<w:{mark} r:id="x"/>')
    (problem,) = inspect_statement(word(tmp_path / "member.docx", body), tmp_path)
    assert f"{problem.what}. {problem.remedy}".startswith(what)


LISTS = numbering(
    (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "(%3)")), (("decimal", "%1"), ("decimal", "%1.%2")), restarts=1
)


def printed(path: Path) -> str:
    """A statement as Markdown without empty lines."""
    text = read_statement(path, path.parent, 3, lambda name, form: name).replace("\\", "")
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith(":::"))


def words_printed(path: Path) -> list[str]:
    """The words of a statement without the marks of lists and the lines of tables."""
    return [word for word in re.findall(r"[\w.]+", printed(path)) if word != "1."]


def words_supplied(path: Path) -> list[str]:
    """The lines that are looked for in the report."""
    lines = re.sub(f"[{HOLE}{LABEL}]", "", read_supplied(path).body).split("\n")
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            item("one", 1) + item("two", 1) + line(run("Between.")) + item("three", 1),
            "1.  one\n2.  two\nBetween.\n3.  three",
        ),
        (item("one", 1) + item("two", 1) + item("anew", 3) + item("next", 3), "1.  one\n2.  two\n1.  anew\n2.  next"),
        (
            "".join(item(text, 1) for text in ("one", "two", "three"))
            + item("anew", 3)
            + line(run("Between."))
            + item("next", 3),
            "1.  one\n2.  two\n3.  three\n1.  anew\nBetween.\n2.  next",
        ),
        (item("one", 1) + item("sub", 1, 1) + item("low", 1, 2), "1.  one\n    a)  sub\n        (i) low"),
        (item("one", 1) + "".join(item(text, 1, 1) for text in "xyz"), "1.  one\n    a)  x\n    b)  y\n    c)  z"),
        (
            item("one", 1) + "".join(item(text, 1, 1) for text in "xy") + line(run("Between.")) + item("z", 1, 1),
            "1.  one\n    a)  x\n    b)  y\nBetween.\nc)  z",
        ),
        (item("one", 2) + item("sub", 2, 1) + item("two", 2) + item("sub", 2, 1), "1.  one\n    1.1 sub\n2.  two\n    2.1 sub"),
        (item("sub", 2, 1) + item("one", 2), "1.1 sub\n1.  one"),
        (
            item("one", 1) + line("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + item("three", 1),
            "1.  one\n3.  three",
        ),
        (line(run("plain"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'), "plain"),
    ],
)
def test_lists_have_the_labels_that_word_shows(body: str, shown: str, tmp_path: Path) -> None:
    assert printed(word(tmp_path / "member.docx", body, numbering=LISTS)) == shown


def test_headings_have_the_labels_of_their_style(tmp_path: Path) -> None:
    styles = style("paragraph", "Heading1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>')
    body = "".join(line(run(text), '<w:pStyle w:val="Heading1"/>') for text in ("Aims", "Plans"))
    path = word(
        tmp_path / "member.docx",
        body + line(run("We met.")),
        numbering=LISTS,
        styles=styles.replace('val="Heading1"', 'val="heading 1"'),
    )
    assert printed(path) == "### 1. Aims\n### 2. Plans\nWe met."
    assert review_statement(path, tmp_path, ("Aims", "Plans")).missing == ()


LEVEL = '<text:list-level-style-number text:level="1" style:num-format="{}" {}/>'


@pytest.mark.parametrize(
    ("levels", "body", "shown"),
    [
        (
            LEVEL.format("1", 'style:num-suffix="."'),
            "<L>one</L><text:p>Between.</text:p><C>two</C>",
            "1.  one\nBetween.\n2.  two",
        ),
        (
            LEVEL.format("1", 'style:num-suffix="."'),
            "<L>one</L><text:p>Between.</text:p><L>anew</L>",
            "1.  one\nBetween.\n1.  anew",
        ),
        (
            LEVEL.format("1", 'style:num-prefix="Recommendation " style:num-suffix=":"'),
            "<L>we will</L>",
            "Recommendation 1: we will",
        ),
        (LEVEL.format("a", 'style:num-suffix=")" text:start-value="2"'), "<L>one</L>", "b)  one"),
        (LEVEL.format("i", 'style:num-prefix="(" style:num-suffix=")"'), "<S>five</S>", "(v) five"),
    ],
)
def test_lists_have_the_labels_that_an_odt_gives_them(levels: str, body: str, shown: str, tmp_path: Path) -> None:
    for mark, more, first in (("L", "", ""), ("C", 'text:continue-numbering="true"', ""), ("S", "", 'text:start-value="5"')):
        begin = f'<text:list text:style-name="N" {more}><text:list-item {first}><text:p>'
        body = body.replace(f"<{mark}>", begin).replace(f"</{mark}>", "</text:p></text:list-item></text:list>")
    lists = f'<text:list-style style:name="N">{levels}</text:list-style>'
    assert printed(odt(tmp_path / "member.odt", body, lists)) == shown


def test_headings_that_a_list_numbers_are_headings(tmp_path: Path) -> None:
    level = '<text:list-level-style-number text:level="{}" style:num-format="1" text:display-levels="{}" style:num-suffix="."/>'
    lists = f'<text:list-style style:name="L">{level.format(1, 1)}{level.format(2, 2)}</text:list-style>'
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    inner = f"<text:list><text:list-item>{heading.format(2, 'Hoarding')}</text:list-item></text:list>"
    first = (
        f'<text:list text:style-name="L"><text:list-item>{heading.format(1, "Achievements")}{inner}</text:list-item></text:list>'
    )
    path = odt(tmp_path / "member.odt", f"{first}<text:p>It went well.</text:p>", lists)
    markdown = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert markdown.replace("\\", "") == "### 1. Achievements\n\n#### 1.1. Hoarding\n\nIt went well.\n"


def test_numbered_paragraphs_of_an_odt_are_printed(tmp_path: Path) -> None:
    level = '<text:list-level-style-number text:level="{}" style:num-format="1" style:num-suffix="."/>'
    lists = f'<text:list-style style:name="L">{level.format(1)}{level.format(2)}</text:list-style>'
    one = '<text:numbered-paragraph text:style-name="L" text:level="{}"><text:p>{}</text:p></text:numbered-paragraph>'
    path = odt(tmp_path / "member.odt", one.format(1, "Train") + one.format(1, "Meet") + one.format(2, "weekly"), lists)
    words = read_statement(path, tmp_path, 3, lambda name, form: name).replace("\\", "").split()
    assert [each for each in words if each not in (":::", "apart")] == ["1.", "Train", "2.", "Meet", "1.", "weekly"]
    assert review_statement(path, tmp_path, ()).lost == ()


def test_a_list_that_goes_on_a_level_deeper_has_no_number_of_the_one_above(tmp_path: Path) -> None:
    level = '<text:list-level-style-number text:level="{}" style:num-format="1" style:num-suffix="."/>'
    lists = f'<text:list-style style:name="L">{level.format(1)}{level.format(2)}</text:list-style>'
    part = '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item>{}</text:list-item></text:list>'
    inner = "<text:list><text:list-item><text:p>weekly</text:p></text:list-item></text:list>"
    body = f"{part.format('<text:p>Train</text:p>')}<text:p>Then</text:p>{part.format(inner)}"
    markdown = read_statement(odt(tmp_path / "member.odt", body, lists), tmp_path, 3, lambda name, form: name)
    assert markdown.split() == ["1.", "Train", "Then", "1.", "weekly"]


def test_a_note_of_a_formula_is_no_comment(tmp_path: Path) -> None:
    formula = '<annotation xmlns="http://www.w3.org/1998/Math/MathML" encoding="StarMath 5.0">a over b</annotation>'
    path = odt(tmp_path / "member.odt", f"<text:p>Seen.{formula}</text:p>")
    assert [each for each in inspect_statement(path, tmp_path) if "comment" in each.what] == []


def test_no_sign_is_lost_on_the_way_to_the_tree(tmp_path: Path) -> None:
    signs = "Staff and\\or carers ~ {a} *b* _c_ | $5 # @foo &lt;b> ^x^ a--b ... `q` [l](m) &amp;lt; C:\\new"
    for path in (word(tmp_path / "member.docx", line(run(signs))), odt(tmp_path / "member.odt", f"<text:p>{signs}</text:p>")):
        assert text_of(statement_tree(path, tmp_path)["blocks"]).strip() == unescape(signs)


def test_a_number_in_a_label_is_no_figure_of_the_text(tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", item("million", 2) + item("met", 2, 1) + line(run("Of 40.")), numbering=LISTS)
    assert re.findall(r"\d+", as_written(path, tmp_path).replace("1.  ", "")) == ["40"]


NOTED = (
    '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>'
)
FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
UNDERLINED = '<style:text-properties style:text-underline-style="solid"/>'
SPAN = '<text:span text:style-name="B">{}</text:span>'
WHOLE: dict[str, str] = {
    "a bold letter": run("M", "<w:b/>") + run("aking it safe, with") + run("out", "<w:b/>"),
    "an underlined letter": run("M", '<w:u w:val="single"/>') + run("aking"),
    "a note in a word": run("safe") + FOOTNOTE + run("r"),
}
WHOLE_IN_ODT: dict[str, str] = {
    "an underlined letter": SPAN.format("M") + "aking it safe, with" + SPAN.format("out"),
    "a footnote": f"a note{NOTED.format('footnote', '<text:p>As asked.</text:p>')} and",
    "an endnote": f"a note{NOTED.format('endnote', '<text:p>As asked.</text:p>')} and",
}


@pytest.mark.parametrize("name", WHOLE)
def test_no_word_of_which_a_part_is_marked_is_called_lost(name: str, tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{line(run("As asked."))}</w:footnote>'
    assert (
        review_statement(word(tmp_path / "member.docx", line(WHOLE[name] + FOOTNOTE), footnotes=notes), tmp_path, ()).lost == ()
    )


@pytest.mark.parametrize("name", WHOLE_IN_ODT)
def test_no_word_of_an_odt_of_which_a_part_is_marked_is_called_lost(name: str, tmp_path: Path) -> None:
    marked = STYLE.format("B", "", UNDERLINED)
    assert (
        review_statement(odt(tmp_path / "member.odt", f"<text:p>{WHOLE_IN_ODT[name]}</text:p>", marked), tmp_path, ()).lost == ()
    )


def field(code: str, shown: str = "", within: str = "") -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
    result = separate + run(shown) if shown else ""
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{within}{result}{end}"


V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
DRAWN = {
    "WordArt": (f'<w:r><w:pict><v:shape {V}><v:textpath string="Our promise"/></v:shape></w:pict></w:r>', '"Our promise"'),
    "a field": (field(" EQ \\f(1,2) "), '"EQ \\f(1,2)"'),
    "a simple field": ('<w:fldSimple w:instr=" LISTNUM "/>', '"LISTNUM"'),
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_word_draws_and_holds_as_no_text_is_told(name: str, tmp_path: Path) -> None:
    body, said = DRAWN[name]
    (problem,) = inspect_statement(word(tmp_path / "member.docx", line(run("Seen.") + body + field(' XE "met" '))), tmp_path)
    assert problem.what.endswith(f"printed: {said}")


def test_a_chart_is_told_with_its_words(tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", line(run("Seen.")))
    c, a = (f"http://schemas.openxmlformats.org/drawingml/2006/{kind}" for kind in ("chart", "main"))
    with zipfile.ZipFile(path, "a") as archive:
        chart = "<c:title><a:t>Referrals</a:t></c:title><c:ser><c:v>Adults</c:v><c:v>41</c:v></c:ser>"
        archive.writestr("word/charts/chart1.xml", f'<c:chartSpace xmlns:c="{c}" xmlns:a="{a}">{chart}</c:chartSpace>')
    (problem,) = inspect_statement(path, tmp_path)
    assert problem.what == 'a chart is not printed: "Referrals Adults 41"'


def test_a_field_within_the_code_of_another_is_not_printed(tmp_path: Path) -> None:
    inner = field(" MERGEFIELD Sex ", "Male") + "<w:r><w:instrText> = Male Sir Madam</w:instrText></w:r>"
    path = word(tmp_path / "member.docx", line(run("Dear ") + field(" IF ", "Sir", inner)))
    assert printed(path) == "Dear Sir"
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.strip() == "Dear Sir"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 2}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str) -> str:
    return f"<w:tc>{content}</w:tc>"


def cells_of(path: Path) -> list[list[str]]:
    (found,) = (block for block in statement_tree(path, path.parent)["blocks"] if block["t"] == "Table")
    _, _, _, head, bodies, _ = found["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    return [[text_of(each[4]).strip() for each in row[1]] for row in rows]


def test_a_row_that_begins_or_ends_elsewhere_keeps_its_columns(tmp_path: Path) -> None:
    one, two = (cell(line(run(text))) for text in ("one", "two"))
    before, after = (f'<w:trPr><w:{name} w:val="1"/></w:trPr>' for name in ("gridBefore", "gridAfter"))
    path = word(tmp_path / "member.docx", table(one + two, before + two, after + one))
    assert cells_of(path) == [["one", "two"], ["", "two"], ["one", ""]]


def test_a_cell_that_holds_a_number_of_word_alone_has_it(tmp_path: Path) -> None:
    rows = (cell(item("", 1)) + cell(line(run(text))) for text in ("met", "listened"))
    path = word(tmp_path / "member.docx", table(*rows), numbering=LISTS)
    assert cells_of(path) == [["1.", "met"], ["2.", "listened"]]


def test_words_struck_twice_are_struck(tmp_path: Path) -> None:
    assert "We ~~met~~" in printed(word(tmp_path / "member.docx", line(run("We ") + run("met", "<w:dstrike/>"))))


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("✓", "✓ done"),
        ("✗", "✗ done"),
        ("\uf0fc", "✓ done"),
        ("→", "→ done"),
        ("+", "+ done"),
        ("−", "− done"),
        ("•", "- done"),
        ("\uf0b7", "- done"),
    ],
)
def test_a_bullet_that_says_something_is_printed(sign: str, shown: str, tmp_path: Path) -> None:
    level = f'<text:list-level-style-bullet text:level="1" text:bullet-char="{sign}"/>'
    lists = f'<text:list-style style:name="N">{level}</text:list-style>'
    body = '<text:list text:style-name="N"><text:list-item><text:p>done</text:p></text:list-item></text:list>'
    paths = (
        word(tmp_path / "member.docx", item("done", 1), numbering=numbering((("bullet", sign),))),
        odt(tmp_path / "member.odt", body, lists),
    )
    assert [" ".join(printed(path).split()) for path in paths] == [shown, shown]


def test_words_that_are_shown_in_capitals_are_printed_so(tmp_path: Path) -> None:
    capitals = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" fo:text-transform="uppercase"'
    automatic = STYLE.format("B", "", f"<style:text-properties {capitals}/>")
    paths = (
        word(tmp_path / "member.docx", line(run("The ") + run("nhs trust", "<w:caps/>") + run(" met", '<w:caps w:val="0"/>'))),
        odt(tmp_path / "member.odt", f"<text:p>The {SPAN.format('nhs trust')} met</text:p>", automatic),
    )
    for path in paths:
        assert printed(path) == "The NHS TRUST met"
        assert review_statement(path, tmp_path, ()).lost == ()
        assert read_supplied(path).body.strip() == "The NHS TRUST met"


def test_a_first_letter_over_several_lines_is_part_of_its_word(tmp_path: Path) -> None:
    letter = line(run("D"), '<w:framePr w:dropCap="drop" w:lines="3"/>')
    path = word(tmp_path / "member.docx", letter + line(run("rop by drop.")))
    assert printed(path) == "Drop by drop."
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.strip() == "Drop by drop."


def test_a_first_letter_that_is_a_word_has_the_space_after_it(tmp_path: Path) -> None:
    letter = line(run("I"), '<w:framePr w:dropCap="margin" w:lines="3"/>')
    path = word(tmp_path / "member.docx", letter + line(run(" am pleased.")) + line(run("So are we.")))
    assert printed(path) == "I am pleased.\nSo are we."
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.strip() == "I am pleased.\nSo are we."


def test_what_stands_in_boxes_follows_the_paragraph_that_they_hang_on(tmp_path: Path) -> None:
    words = line(run("In the box")) + line(run("and more"))
    box = f"<v:shape><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape>"
    old = f"<w:r><w:pict>{box}</w:pict></w:r>"
    choice = f"<mc:Choice><w:pict>{box}</w:pict></mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    kept = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    for drawn in (old, kept):
        hangs_on = run("We ") + drawn + run("met.")
        cell = f"<w:tc>{line(hangs_on)}</w:tc>"
        for paragraph in (line(hangs_on), line(hangs_on, ITEM), f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"):
            path = word(tmp_path / "member.docx", paragraph + line(run("End.")), numbering=numbering((("bullet", "•"),)))
            assert words_printed(path) == " ".join(words_supplied(path)).split()
            assert review_statement(path, tmp_path, ()).lost == ()
            assert words_supplied(path)[:3] == ["We met.", "In the box", "and more"]


def test_a_box_within_a_box_follows_the_paragraph_of_the_outer(tmp_path: Path) -> None:
    def box(words: str) -> str:
        return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"

    outer = box(line(run("Outer ") + box(line(run("Inner"))) + run("goes on")))
    path = word(tmp_path / "member.docx", line(outer + run("We ") + box(line(run("Second"))) + run("met.")) + line(run("End.")))
    assert printed(path) == "We met.\nOuter goes on\nInner\nSecond\nEnd."
    assert words_supplied(path) == printed(path).split("\n")


@pytest.mark.parametrize("around", ["{}", "<text:list><text:list-item>{}</text:list-item></text:list>"])
@pytest.mark.parametrize("kind", ["text-box", "custom-shape"])
def test_what_stands_in_frames_and_shapes_of_an_odt_follows_the_paragraph(kind: str, around: str, tmp_path: Path) -> None:
    words = "<text:p>In the frame</text:p><text:p>and more</text:p>"
    drawn = f"<draw:frame><draw:text-box>{words}</draw:text-box></draw:frame>"
    drawn = drawn if kind == "text-box" else f"<draw:custom-shape>{words}</draw:custom-shape>"
    for said in (f"{drawn}We met.", f"We {drawn}met.", f"We <text:span>{drawn}met</text:span>."):
        path = odt(tmp_path / "member.odt", around.format(f"<text:p>{said}</text:p>") + "<text:p>End.</text:p>")
        assert words_printed(path) == " ".join(words_supplied(path)).split()
        assert words_supplied(path) == ["We met.", "In the frame", "and more", "End."]


WIDE = ("\u2002" * 5, "\u2003", "\u2007", "\u3000", "\u205f")
WIDTHS = "<w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>"


@pytest.mark.parametrize("gap", WIDE)
def test_a_cell_of_wide_spaces_is_an_empty_one(gap: str, tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{line(run(words))}</w:tc>" for words in ("Lead officer", gap))
    field = f"<w:tc>{line(old_field('FORMTEXT', '<w:textInput/>', gap))}</w:tc>"  # as Word leaves a field to be filled in
    table = f"<w:tbl><w:tblPr/>{WIDTHS}<w:tr>{cells}</w:tr><w:tr>{field}<w:tc>{line(run('Due'))}</w:tc></w:tr></w:tbl>"
    path = word(tmp_path / "member.docx", table + line(run(gap)) + line(run("End.")))
    assert words_printed(path) == ["Lead", "officer", "Due", "End."]


def test_what_xml_says_beside_the_text_is_passed_over(tmp_path: Path) -> None:
    beside = "<!-- made by a program --><?pages 1?>"
    paths = (
        word(tmp_path / "member.docx", f"{beside}{line(beside + run(f'We m{beside}et.') + beside)}{beside}"),
        odt(tmp_path / "member.odt", f"{beside}<text:p>{beside}We m{beside}et.</text:p>{beside}"),
    )
    for path in paths:
        assert inspect_statement(path, tmp_path) == []
        assert printed(path) == "We met."
        assert review_statement(path, tmp_path, ()).lost == ()
        assert words_supplied(path) == ["We met."]


def test_words_in_one_run_with_an_empty_box_are_printed(tmp_path: Path) -> None:
    older = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape></w:pict>"
    choice = f"<mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{older}</mc:Fallback>"
    said = f"<w:r><w:rPr><w:b/></w:rPr><mc:AlternateContent>{choice}</mc:AlternateContent><w:t>We met.</w:t></w:r>"
    path = word(tmp_path / "member.docx", line(said + run(" All of us.")))  # as LibreOffice writes it
    assert printed(path) == "**We met.** All of us."
    assert review_statement(path, tmp_path, ()).lost == ()


ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
SET_IN = '<w:ind w:left="720"/>'


def test_what_goes_on_with_an_item_or_is_all_set_in_is_no_quotation(tmp_path: Path) -> None:
    within = line(run("One"), ITEM) + line(run("and more"), SET_IN) + line(run("and more"), SET_IN) + line(run("Two"), ITEM)
    body = line(run("We met.")) + line(run("They said")) + line(run("so"), SET_IN) + within + line(run("End."))
    path = word(tmp_path / "member.docx", body, numbering=numbering((("bullet", "•"),)))
    assert printed(path) == "We met.\nThey said\n> so\n- One\nand more\nand more\n- Two\nEnd."
    path = word(tmp_path / "member.docx", line(run("Aims")) + 3 * line(run("We met."), SET_IN))
    assert printed(path) == "Aims\nWe met.\nWe met.\nWe met."


OBJECT = (
    '<w:r><w:object><v:shape alt="{}"><v:imagedata r:id="rId9"/></v:shape><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office'
    ':office" ProgID="{}" DrawAspect="{}"/></w:object></w:r>'
)
ONE_DRAWN = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" {}>{}</wp:docPr><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
ADORNS = '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'


@pytest.mark.parametrize(
    ("drawn", "shown", "told"),
    [
        (OBJECT.format("Visits", "AcroExch.Document.DC", "Icon"), "", ["one file that is embedded in it is not printed: a PDF"]),
        (OBJECT.format("Visits", "Excel.Sheet.12", "Content"), "*[Picture: Visits]*", ['as a description only: "Visits"']),
        (ONE_DRAWN.format("", ADORNS), "", []),
        (ONE_DRAWN.format('title="Visits"', ""), "*[Picture: Visits]*", ['as a description only: "Visits"']),
    ],
)
def test_a_picture_is_what_word_says_of_it(drawn: str, shown: str, told: list[str], tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", line(run("We met. ") + drawn))
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    related = b'<Relationship Id="rId9" Type="%s/image" Target="media/a.png"/></Relationships>' % MAIN.encode()
    name = "word/_rels/document.xml.rels"
    content |= {name: content[name].replace(b"</Relationships>", related), "word/media/a.png": picture().read()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, each in content.items():
            archive.writestr(name, each)
    assert printed(path) == f"We met. {shown}".strip()
    found = [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]
    assert len(found) == len(told)
    assert all(said in what for said, what in zip(told, found, strict=True))


def test_every_line_below_words_is_printed_and_the_description_of_a_table_is_not(tmp_path: Path) -> None:
    kinds = "".join(run(kind, f'<w:u w:val="{kind}"/>') + run(" ") for kind in ("single", "double", "none"))
    about = '<w:tblPr><w:tblCaption w:val="Hidden"/><w:tblDescription w:val="title"/></w:tblPr>'
    cells = f"<w:tbl>{about}<w:tr><w:tc>{line(run('One'))}</w:tc></w:tr></w:tbl>"
    sign = '<w:r><w:sym w:font="Segoe UI Symbol" w:char="2713"/></w:r>'
    path = word(tmp_path / "member.docx", line(kinds + run("dots", '<w:em w:val="dot"/>') + sign) + cells)
    shown = printed(path)
    assert shown.splitlines()[0] == "[single]{.underline} [double]{.underline} none [dots]{.underline}✓"
    assert "Hidden" not in shown
    assert "title" not in shown


def test_words_that_are_lost_are_told_in_their_order(tmp_path: Path) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{line(run("Year"))}</w:tc>'
    row = f"<w:tc>{line(run('One'))}</w:tc><w:tc>{line(run('a text in the box'))}</w:tc>"
    box = f"<w:tbl><w:tr>{wide}</w:tr><w:tr>{row}</w:tr></w:tbl>"  # Pandoc reads no more columns than the first row has cells
    path = word(tmp_path / "member.docx", line(run("The text of the year. ")) + box + line(run("We met in May.")))
    assert review_statement(path, tmp_path, ()).lost == ("a", "text", "in", "the", "box")


def test_figures_that_were_moved_up_or_down_are_raised_or_lowered(tmp_path: Path) -> None:
    moved = run("m") + run("2", '<w:position w:val="6"/>') + run(" of CO") + run("2", '<w:position w:val="-4"/>') + run(" once")
    path = word(tmp_path / "member.docx", line(moved + run(" more", '<w:position w:val="0"/>')))
    assert printed(path) == "m^2^ of CO~2~ once more"
    assert review_statement(path, tmp_path, ()).lost == ()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (run("Station Road") + "<w:r><w:cr/></w:r>" + run("Oakham"), "Station Road\nOakham"),
        (
            run("Lead") + '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="dot"/></w:r>' + run("Smith"),
            "Lead Smith",
        ),
        (run("of ") + run("abc", SYMBOL) + run(" at most"), "of αβχ at most"),
        (run("5") + run("m", SYMBOL) + run("g twice"), "5μg twice"),
        (run("5") + '<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>' + run("g twice"), "5μg twice"),
    ],
)
def test_ends_of_lines_tabs_and_letters_of_a_font_of_signs_are_printed(content: str, shown: str, tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", line(content))
    assert printed(path) == shown
    assert review_statement(path, tmp_path, ()).lost == ()


EMOJI = (
    '<w:r xmlns:e="http://schemas.microsoft.com/office/word/2015/wordml/symex"><mc:AlternateContent>'
    '<mc:Choice Requires="e"><e:symEx e:font="Segoe UI Emoji" e:char="1F60A"/></mc:Choice>'
    "<mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
TOC = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
CONTENTS = f"<w:sdt>{TOC}<w:sdtContent>{line(run('Contents'))}{line(run('Aims 1'))}</w:sdtContent></w:sdt>"
CALL = '<w:r><w:endnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (line(EMOJI + run(" we met")), "😊 we met"),
        (CONTENTS + line(run("We met.")), "We met."),
        (line(run("We met") + CALL + run(" twice.")), "We met^[As asked.] twice."),
    ],
)
def test_what_is_printed_is_what_is_read_a_second_time(body: str, shown: str, tmp_path: Path) -> None:
    notes = {"endnotes": f'<w:endnote w:id="2">{line(run("As asked."))}</w:endnote>'} if CALL in body else {}
    path = word(tmp_path / "member.docx", body, **notes)
    assert printed(path) == shown
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.replace(HOLE, "^[As asked.]").strip() == shown


def test_a_cell_that_was_put_in_or_taken_out_is_a_tracked_change(tmp_path: Path) -> None:
    for name, done in (("cellIns", "put in a cell"), ("cellDel", "took out a cell"), ("cellMerge", "joined or parted a cell")):
        cell = f'<w:tc><w:tcPr><w:{name} w:id="1" w:author="Jo"/></w:tcPr>{line(run("One"))}</w:tc>'
        path = word(tmp_path / "member.docx", f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{line(run('End.'))}")
        (problem,) = inspect_statement(path, tmp_path)
        assert problem.what == f"it has one tracked change still to settle: Jo {done}"


@pytest.mark.parametrize("edge", ["\u00a0", " \u00a0 ", "\u2003", "\u202f", "\u3000"])
def test_a_space_of_any_kind_at_the_end_of_a_cell_is_no_part_of_it(edge: str, tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{line(run(each + edge))}</w:tc>" for each in ("Plan agreed by all", "Due"))
    table = f"<w:tbl><w:tblPr/>{WIDTHS}<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    path = word(tmp_path / "member.docx", table + line(run("After" + edge)))
    assert words_printed(path) == ["Plan", "agreed", "by", "all", "Due"] * 2 + ["After"]
