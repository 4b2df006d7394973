"""Authored text: what comes out of it is all its words and nothing that acts."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from nbformat.v4 import new_markdown_cell, new_notebook
from sabreport.base.errors import ExtractError, NotebookError
from sabreport.running.exporter import ChapterPreprocessor
from sabreport.texts.authored import read_narrative, read_statement
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.text import bindings, inspect_text


def bound(name: str, form: str) -> str:
    return f'[905]{{.fact key="{name}"}}{f" in the form {form}" if form else ""}'


def statement(tmp_path: Path, text: str, level: int = 3) -> str:
    path = tmp_path / "member.md"
    path.write_text(text, encoding="utf-8")
    return read_statement(path, tmp_path, level, bound)


def narrative(tmp_path: Path, text: str, level: int = 2) -> str:
    path = tmp_path / "chapter.md"
    path.write_text(text, encoding="utf-8")
    return read_narrative(path, tmp_path, level, bound)


def test_headings_begin_at_their_level_and_skip_none(tmp_path: Path) -> None:
    assert statement(tmp_path, "# One\n\n#### Two\n\n# Three\n") == "### One\n\n#### Two\n\n### Three\n"
    assert statement(tmp_path, "### One\n\n## Two\n") == "### One\n\n### Two\n"
    assert narrative(tmp_path, "# One {sic}\n") == "## One \\{sic\\}\n"


def test_the_lowest_heading_is_still_one_on_the_web_page(tmp_path: Path) -> None:
    """There each is a level lower, and the sixth is the lowest."""
    assert statement(tmp_path, "# A\n\n## B\n\n### C\n\n#### D\n") == "### A\n\n#### B\n\n##### C\n\n##### D\n"


def test_notes_stay_with_their_own_text(tmp_path: Path) -> None:
    assert statement(tmp_path, "Done.[^1]\n\n[^1]: In *March*.\n") == "Done.^[In *March*.]\n"


@pytest.mark.parametrize(
    ("below", "safe"),
    [
        ("We trained 212[^b] staff.", "We trained 212^[Agency.] staff.^[To March.]"),
        ("We trained 212.[^b]", "We trained 212.^[Agency.]^[To March.]"),
        ("- We trained 212.[^b]", "- We trained 212.^[Agency.]^[To March.]"),
        ("> We trained 212.[^b]", "> We trained 212.^[Agency.]^[To March.]"),
    ],
)
def test_a_note_on_a_heading_stays_apart_from_one_of_the_text_below(tmp_path: Path, below: str, safe: str) -> None:
    text = f"## Achievements[^a]\n\n{below}\n\n[^a]: To March.\n[^b]: Agency.\n"
    assert statement(tmp_path, text) == f"### Achievements\n\n{safe}\n"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://example.org/a|b", "https://example.org/a%7Cb"),
        (" https://example.org/my page.html ", "https://example.org/my%20page.html"),
        ("https://example.org/?a=1&amp;b=2&c", "https://example.org/?a=1&amp%3Bb=2&c"),
        ('https://example.org/"<a>^`{b}\\', "https://example.org/%22%3Ca%3E%5E%60%7Bb%7D%5C"),
        ("https://example.org/a%20b_(c)?d=é#e", "https://example.org/a%20b_(c)?d=é#e"),
        ("mailto:a@example.org?subject=Our year", "mailto:a@example.org?subject=Our%20year"),
        ("https://example.org/%7B'a'", "https://example.org/%7B%27a%27"),
    ],
)
def test_an_address_that_a_word_file_holds_is_printed_with_its_signs(address: str, printed: str, tmp_path: Path) -> None:
    document = Document()
    ident = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{ident}"><w:r><w:t>our plan</w:t></w:r></w:hyperlink>'
    document.add_paragraph("See ")._p.append(parse_xml(link))
    document.save(str(tmp_path / "member.docx"))
    assert read_statement(tmp_path / "member.docx", tmp_path, 3, bound) == f"See [our plan]({printed})\n"


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("`<script>x</script>`{=html}", r"`<script>x</script>`{.code}\{=html\}"),
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("[that](#gone)", "that"),
        ("[file](/etc/passwd)", "file"),
        ("[site](https://example.org)", "[site](https://example.org)"),
        ("![A logo](logo.png)", r"*\[Picture: A logo\]*"),
        ("![](http://example.org/x.png)", r"*\[Picture\]*"),
        ("::: {.key-figures}\nInside\n:::", r"\:\:\: \{.key-figures\} Inside \:\:\:"),
        ("[words]{#sec-finance}", r"\[words\]\{\#sec-finance\}"),
        ("$x_1$ and @fig-none", r"\$x\_1\$ and \@fig-none"),
        ('[9]{.fact key="exampleshire.concerns"}', r"\[9\]\{.fact key=“exampleshire.concerns”\}"),
    ],
)
def test_nothing_in_a_statement_acts(tmp_path: Path, written: str, safe: str) -> None:
    assert statement(tmp_path, f"{written}\n") == f"{safe}\n"


def test_a_narrative_may_refer_and_bind_but_not_act(tmp_path: Path) -> None:
    text = narrative(tmp_path, "We had {{ exampleshire.concerns }}: see @fig-concerns. Follow @PoliceX. <script>x</script>\n")
    assert text == (
        'We had [905]{.fact key="exampleshire.concerns"}: see @fig-concerns. Follow \\@PoliceX. \\<script\\>x\\</script\\>\n'
    )
    assert narrative(tmp_path, "---\ntitle: Hijacked\n---\n\nText.\n").count("Hijacked") == 1
    assert not narrative(tmp_path, "---\ntitle: Hijacked\n---\n\nText.\n").startswith("---\ntitle")
    assert "::: callout-note" in narrative(tmp_path, "::: {.callout-note}\nMind.\n:::\n")


def test_a_word_statement_keeps_its_headings_lists_and_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Achievements", level=1)
    document.add_paragraph("We trained 120 staff.")
    document.add_paragraph("one", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("A", "B", "1", "2"), strict=True):
        cell.text = text
    document.save(str(tmp_path / "member.docx"))
    text = read_statement(tmp_path / "member.docx", tmp_path, 3, bound)
    assert text.startswith("### Achievements\n\nWe trained 120 staff.\n\n- one\n")
    for word in ("A", "B", "1", "2"):
        assert word in text


@pytest.mark.parametrize(("rows", "headed"), [(1, False), (2, True)])
def test_a_first_row_with_none_below_it_is_no_header(tmp_path: Path, rows: int, headed: bool) -> None:
    """Such as the one cell of a box around a case study, which a header's letters would print bold throughout."""
    document = Document()
    for row in document.add_table(rows=rows, cols=1).rows:
        row.cells[0].text = "Case study"
        row.cells[0].add_paragraph("Mr B lived alone.")
    document.save(str(tmp_path / "member.docx"))
    text = read_statement(tmp_path / "member.docx", tmp_path, 3, bound)
    assert ("+==" in text) == headed
    assert text.count("| Case study ") == text.count("| Mr B lived alone. ") == rows


def test_a_file_that_is_no_word_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "member.docx").write_bytes(b"no zip")
    with pytest.raises(ExtractError, match=r"member\.docx: the statement cannot be read as a Word document\. Open it in Word"):
        read_statement(tmp_path / "member.docx", tmp_path, 3, bound)


def test_bindings_know_their_lines() -> None:
    found = bindings("a\n{{ x.y }} and {{z|one_in}}\n\n{{  w  |  change }}")
    assert [(each.line, each.name, each.form) for each in found] == [(2, "x.y", ""), (2, "z", "one_in"), (4, "w", "change")]


def test_numbers_of_all_authored_text_can_be_bound(tmp_path: Path) -> None:
    text = "We helped {{ town.enquiries_s42 }} people, {{ town.enquiries_s42 | change }}.\n"
    same = 'We helped [905]{.fact key="town.enquiries_s42"} people, [905]{.fact key="town.enquiries_s42"} in the form change.\n'
    assert statement(tmp_path, text) == same
    assert narrative(tmp_path, text) == same


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("% of all", r"\% of all"),
        ("[note 1]: provisional", r"\[note 1\]: provisional"),
        ("~12 ~12~ ~~old~~", r"\~12 \~12\~ \~\~old\~\~"),
        ("’80s **“a” b**", "’80s **“a” b**"),
        ("1986. A great year", r"1986\. A great year"),
        ("(c) 2020 Rutland", r"(c\) 2020 Rutland"),
        ("(@) one", r"(\@\) one"),
        ("+ 5 on last year", r"\+ 5 on last year"),
        ("> 65 years", r"\> 65 years"),
        ("::: note", r"\:\:\: note"),
        ("H~2~O and x^2^", r"H\~2\~O and x\^2\^"),
        ("$5 to $6", r"\$5 to \$6"),
        ("one\u2028two\x85three", "one two three"),
        ("\tindented **so**", r"indented \*\*so\*\*"),
        ("[see @fig-a, p. 3]", "\\[see @fig-a, p.\u00a03\\]"),
        ("in 3*4 groups and 2*5*6 sites, 10**2**", r"in 3\*4 groups and 2\*5\*6 sites, 10\*\*2\*\*"),
        ("2*, and 3*more, 12*, 13*.", r"2\*, and 3\*more, 12\*, 13\*."),
        ("**a *b* c** `5*6` [a*b](https://e.org/a*b*c)", r"**a *b* c** `5*6`{.code} [a\*b](https://e.org/a*b*c)"),
        ("    3*4", r"3\*4"),
        ("Term\n: what it is", "Term : what it is"),
        ("> one\n> > two", "> one\n>\n> > two"),
        ("It was '90s music and 'single' words.", "It was ’90s music and ‘single’ words."),
        ("The '70s 'scene', rock 'n' roll, 'twas 'good'.", "The ’70s ‘scene’, rock ’n’ roll, ’twas ‘good’."),
        ("5' 6\" tall, the dogs' bowls, a '90s' word", "5\\' 6\\\" tall, the dogs’ bowls, a ‘90s’ word"),
        ("See [1].\n\n[1]: https://e.org/x", "See \\[1\\].\n\n\\[1\\]: https://e.org/x"),
        ("See [1] and [2][1].\n\n[1]: https://e.org/x", "See \\[1\\] and [2](https://e.org/x)."),
    ],
)
def test_signs_of_ordinary_writing_are_no_markup(tmp_path: Path, typed: str, written: str) -> None:
    assert narrative(tmp_path, f"{typed}\n") == f"{written}\n"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1. a\n3. *b*\n7. c", "1\\. a\n\n3\\. *b*\n\n7\\. c"),
        ("1. a\n10. b\n11. c", "1\\. a\n\n10\\. b\n\n11\\. c"),
        ("a. one\nc. two\nf. three", "a\\. one\n\nc\\. two\n\nf\\. three"),
        ("2) two\n4) four", "2\\) two\n\n4\\) four"),
        ("2019. a\n2021. b", "2019\\. a\n\n2021\\. b"),
        ("1. a\n   - x\n3. b", "1\\. a\n\n- x\n\n3\\. b"),
        ("1. a\n1. b", "1.  a\n2.  b"),
        ("iii. a\niv. b", "iii. a\niv. b"),
        ("1. a\n   1. u\n   4. v\n2. b", "1.  a\n\n    1\\. u\n\n    4\\. v\n\n2.  b"),
        ("We did:\n• one\n• two", "We did:\n\n- one\n- two"),
        ("·\tone\no\tin it\n·\ttwo", "- one\n  - in it\n- two"),
        ("– one\n– two", "- one\n- two"),
        ("We did:\n- a\n- b", "We did:\n\n- a\n- b"),
        ("We did:\n1. a\n2. b", "We did:\n\n1.  a\n2.  b"),
        ("The change was\n- 3% on last year", "The change was - 3% on last year"),
        ("• alone", "• alone"),
        (
            "- > 65: more\n- + 5 on last year\n- - 2 on it\n- * so",
            "- \\> 65: more\n- \\+ 5 on last year\n- \\- 2 on it\n- \\* so",
        ),
        ("1. > 65 years\n2. + 5 more\n3. - 2 fewer\n4. # 3", "1.  \\> 65 years\n2.  \\+ 5 more\n3.  \\- 2 fewer\n4.  \\# 3"),
        ("• > 65 years\n•\t- 2 fewer\n• £5", "- \\> 65 years\n- \\- 2 fewer\n- £5"),
        ("- one\n    - + 5 in it", "- one\n  - \\+ 5 in it"),
        ("- - a\n  - b\n- c", "- - a\n  - b\n- c"),
        ("1. - a\n\n   - b", "1.  - a\n\n    - b"),
        ("- a\n    - b\n    - c", "- a\n  - b\n  - c"),
        ("> + 5 said\n\n> > 65 said", "> \\+ 5 said\n\n> > 65 said"),
        ("    + 5 indented", "\\+ 5 indented"),
        ("- > the words", "- > the words"),
        ("- - -", "------------------------------------------------------------------------"),
    ],
)
def test_lists_are_those_that_were_typed(tmp_path: Path, typed: str, written: str) -> None:
    assert narrative(tmp_path, f"{typed}\n") == f"{written}\n"
    assert statement(tmp_path, f"{typed}\n") == f"{written}\n"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 | up by two |", "line 4: the row has 3 cells and the heading 2. Add a"),
        ("| A | B | C |\n|---|---|\n| 1 | 2 |", "line 1: the heading has 3 cells and the line of dashes below it 2."),
        (
            "Said.\n\n| no | head |\n| one | two |",
            'line 3: "| no | head |" and the lines below it have | between their words, and no',
        ),
        ("Said.\n\nYear\tNo.\n2019\t5\n2020\t6", "line 3: this line and the next have tabs between their words, and tables"),
    ],
)
def test_a_table_that_would_lose_cells_is_told(tmp_path: Path, typed: str, message: str) -> None:
    path = tmp_path / "chapter.md"
    path.write_text(typed, encoding="utf-8")
    assert [message in each.sentence(tmp_path) for each in inspect_text(path, tmp_path)] == [True]


def test_a_table_whose_rows_are_short_or_hold_bars_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "chapter.md"
    path.write_text("| A | B |\n|---|---|\n| 1 |\n| a\\|b | `c|d` |\n| 1 | 2 | |\n\n1.\tone\n2.\ttwo\n", encoding="utf-8")
    assert inspect_text(path, tmp_path) == []


@pytest.mark.parametrize(
    "typed", ["{{ x.y }}", "{ { x.y } }", "{{ x.**y** }}", "{{\u00a0x.y\u00a0}}", "`{{ x.y }}`", "    {{ x.y }}"]
)
def test_a_name_in_braces_is_bound_however_it_is_set(tmp_path: Path, typed: str) -> None:
    assert narrative(tmp_path, f"{typed}\n") == '[905]{.fact key="x.y"}\n'
    assert [each.name for each in bindings(typed)] == ["x.y"]


def test_a_table_with_names_in_braces_is_a_row_a_line(tmp_path: Path) -> None:
    """Drawn for the length of the names, it would have been too narrow for the figures."""
    name = "exampleshire.enquiries_s42"
    first, second = "{{ exampleshire.concerns.2019 }}", f"**{{{{ {name} }}}}** of a row that is rather long"
    rows = f"| Concerns | {first} |\n| Enquiries under section 42 | {second} |\n"
    lines = narrative(tmp_path, f"| Measure | 2018-19 |\n|---|---:|\n{rows}").splitlines()
    assert lines[0] == "| Measure | 2018-19 |"
    assert lines[2:] == [
        '| Concerns | [905]{.fact key="exampleshire.concerns.2019"} |',
        f'| Enquiries under section 42 | **[905]{{.fact key="{name}"}}** of a row that is rather long |',
    ]


@pytest.mark.parametrize("typed", ["{{ x.y }", "{ x.y }}", "{ x.y }", "{{{ x.y }}}"])
def test_braces_that_would_be_printed_are_told(tmp_path: Path, typed: str) -> None:
    with pytest.raises(ExtractError, match=r"chapter\.md, line 1: .* has braces that would be printed\. Write {{ area"):
        narrative(tmp_path, f"{typed}\n")
    assert narrative(tmp_path, "a {brace} or } two {\n") == "a \\{brace\\} or \\} two \\{\n"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            "One.[^1]",
            'line 1: the note "[^1]" is not in this text. Write the note on a line of its own, as "[^1]: " and its words',
        ),
        ("One.\n\n[^2]: Two.", 'line 3: nothing refers to the note "[^2]". Put [^2] where the text is that it belongs to'),
        ("One.[^1]\n\n[^1]: A.\n\n[^1]: B.", 'line 5: there is a second note "[^1]". Give one of them another number'),
    ],
)
def test_a_loose_note_is_told(tmp_path: Path, typed: str, message: str) -> None:
    path = tmp_path / "chapter.md"
    path.write_text(typed, encoding="utf-8")
    assert [message in each.sentence(tmp_path) for each in inspect_text(path, tmp_path)] == [True]


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: Hijacked\n---",
        "Words.\n\n---\ntitle: Hijacked\n...",
        "---\r\ntitle: Hijacked\r\n---",
        "> ---\n> title: Hijacked\n> ---",
        "---\ntitle: Hijacked, and closed in the next cell",
    ],
)
def test_settings_of_the_report_in_a_cell_are_refused(source: str) -> None:
    with pytest.raises(NotebookError, match=r'cell 1 has words right below a line of "---".*Write "\* \* \*" for a line'):
        ChapterPreprocessor(path="notebooks/01_foreword.ipynb").preprocess(new_notebook(cells=[new_markdown_cell(source)]), {})


@pytest.mark.parametrize(
    "source", ["Words\n\n---\n\nWords\n\n---\n", "| a |\n|---|\n| b |", "> ---\n>\n> Words", "A heading\n---", "---"]
)
def test_a_line_across_is_no_settings(source: str) -> None:
    notebook = new_notebook(cells=[new_markdown_cell(source)])
    kept, _ = ChapterPreprocessor(path="notebooks/01_foreword.ipynb").preprocess(notebook, {})
    assert [cell.source for cell in kept.cells] == [source]


def test_code_of_a_word_file_is_printed_and_is_no_settings(tmp_path: Path) -> None:
    document = Document()
    document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    for line in ("---", "title: Hijacked", "---"):
        document.add_paragraph(line, style="Source Code")
    document.save(str(tmp_path / "one.docx"))
    text = read_statement(tmp_path / "one.docx", tmp_path, 3, bound)
    assert text.replace("\u200b", "") == "``` code\n---\ntitle: Hijacked\n---\n```\n"
    ChapterPreprocessor(path="notebooks/12_members_statements.ipynb").preprocess(
        new_notebook(cells=[new_markdown_cell(text)]), {}
    )


def test_settings_at_the_beginning_of_a_statement_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("---\ntitle: Our statement\ndate: 2020-05-01\n---\n\nWe met.\n", encoding="utf-8")
    (problem,) = inspect_statement(path, tmp_path)
    assert problem.sentence(tmp_path) == (
        "member.md, line 1: lines 1 to 4 are settings of the program that wrote the file, such as its title: "
        '"title: Our statement date: 2020-05-01". Delete them, with both lines of dashes; if readers need the words, leave these '
        "as a paragraph."
    )
    assert inspect_text(path, tmp_path) == [problem]  # as the board's own text is
    path.write_text("---\n\nWe met.\n\n---\n", encoding="utf-8")
    assert inspect_statement(path, tmp_path) == []
