"""Marks that programs leave in what they export: read where it is certain what is meant, and told where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sabreport.base.errors import ReportError
from sabreport.base.project import Project
from sabreport.inputs import read_inputs
from sabreport.tables.exported_cells import as_exported
from sabreport.tables.left_over import left_over

DATA = "data/example/2020"
RICH = '<div class="ExternalClass0A1B"><p>Health &amp; care&nbsp;staff<br></p><ul><li>one</li><li><b>two</b></li></ul></div>'
READ = [
    ("12;#Leicester City Council", "Leicester City Council"),
    ("Jo Smith;#12", "Jo Smith"),
    (";#Police;#Health;#", "Police; Health"),
    ("3;#Police;#14;#Health", "Police; Health"),
    ("Police;#Health", "Police; Health"),
    ("Police;Health;", "Police; Health"),
    ("Police;Health and care ;I.C.B.;", "Police; Health and care; I.C.B."),
    ("string;#In progress", "In progress"),
    ("float;#12.00000000000000", "12.00000000000000"),
    (RICH, "Health & care staff\n• one\n• two"),
    ("<ol>\n <li>one</li>\n <li>two</li>\n</ol>", "1. one\n2. two"),
    ('<p>See <a href="https://example.org/guide">the guide</a>\u200b</p>', "See the guide (https://example.org/guide)"),
    ('<a href="mailto:jo@example.org">jo@example.org</a>', "jo@example.org"),
    ("Health &amp; care", "Health & care"),
    ("Health &amp;amp; care", "Health & care"),
    ("&lt;5", "<5"),
    ("it&#39;s &quot;so&quot;", 'it\'s "so"'),
    ("&nbsp;", ""),
    ("People<U+2019>s", "People’s"),
    (r"People\u2019s \xa3 5\ud83d\ude42", "People’s £ 5🙂"),
    (r"Done.\nNext: learn.\r\n- one", "Done.\nNext: learn.\n- one"),
    ("Done._x000D_\nNext._x000D_", "Done.\nNext."),
    ("supplied_x0020_by", "supplied by"),
    ('["Police","Health"]', "Police; Health"),
    ('{"@odata.type":"#Microsoft.SPListExpandedReference","Id":2,"Value":"In progress"}', "In progress"),
]
KEPT = [
    "A&E, R&D and AT&T; see #5",
    "<name withheld>",
    "<withheld> at the family's wish, <a senior officer> said",
    "<5",
    "a < b and c > d",
    "[sic]",
    "[c]",
    "[1]",
    r"and\or",
    "{{ten}}",
    "_x_ marks",
    "if x &co; y",
    "C(ontinued)",
    "= equal",
    "As above, we met",
    "Do",
    "Rated 5*",
    "* first",
    "120 m²",
    *("met staff;", "met staff; told them;", "Police;Health", "Police;;"),
    "'90s music, 'til late, and the board's own",
    "'Think Family' day",
    "'Think Family’ day",
    "+44 116 000 0000",
    "See the note on page 3 of the strategy",
    "Group XX",
    *("Pre- and post-war", "A two- or three-year plan, long-term", "Plan - agreed"),
    *("https://example.org/?a=b and page?id=3", "How many? 5 of 9", "What next? We ask (why?)"),
    "[the person]",
    *("[MSP]", "[name withheld]", "a [DBS] check", "Tamworth Borough Council (TBC)", "Is it so? (who knows?)", "Why? Why not??"),
    *("Numbers to follow up", "The review is not for publication", "Awaiting trial", "XL", "Checked with legal"),
]
LEFT = [
    ("<p>It was <s>never</s> so</p>", "HTML"),
    ('<p style="text-decoration:line-through">so</p>', "HTML"),
    ("<table><tr><td>1</td></tr></table>", "HTML"),
    ("an open <b>word", "HTML"),
    *(
        (cell, "a ? that seems to stand for a letter")
        for cell in ("The staff?s view", "It cost ?5,000", "In 50? of cases", "Met ? in part")
    ),
    ("We met peo- ple in\nhomes", "a word that was parted at the end of a line"),
    (r"staff\nurses", "a backslash with a letter"),
    ("i:0#.f|membership|jo@example.org", "a name by which SharePoint knows an account"),
    ("['Police', 'Health']", "a list of Python or R"),
    ('c("Police", "Health")', "a list of Python or R"),
    ('{"Name": 3}', "JSON"),
    ('=HYPERLINK("https://example.org","The guide")', "a formula in place of what it comes to"),
    ("ditto", "words that stand for those of the cell above"),
    ("As above", "words that stand for those of the cell above"),
    ('"', "words that stand for those of the cell above"),
    ("Same as above", "words that stand for those of the cell above"),
    ("Met in part (see note 2)", "words that point to what stands elsewhere"),
    ("see Table 2", "words that point to what stands elsewhere"),
    ("See notes below", "words that point to what stands elsewhere"),
    ("Care home staff*", "the mark of a note"),
    ("Staffing (net)†", "the mark of a note"),
    ("Police¹", "the mark of a note"),
    ("Police [1]", "the mark of a note"),
    ("'0012", "an apostrophe at its beginning"),
    ("'Mind", "an apostrophe at its beginning"),
    ("Chaired by [insert name]", "a place to fill in"),
    *(
        (cell, "a place to fill in")
        for cell in (
            *("Attended by xx people", "XX people attended", "Interviews with XX", "XXX cases", "Met on XX/XX/2020", "£XX spent"),
            *("Click or tap here to enter text.", "Insert text here", "Add text here", "Lorem ipsum dolor", "Met ??? times"),
            *("Review [name of panel]", "[audience?]", "[number] cases", "Capacity [date tbc]", "[JS to draft]", "Met [TBC]"),
            *(
                "In use. [Check date with Jo]",
                "[confirm]",
                "Stopped in May. TBC",
                "Date: tbc",
                "In May (date tbc)",
                "Launch (TBC)",
            ),
        )
    ),
    *(
        (cell, "a note to those who write")
        for cell in (
            *("Attended by all – figure to follow", "See comment from JS", "Awaiting update from ICB (chased 12/5)"),
            *("NOT FOR PUBLICATION: name of the practice", "As last year – update?", "CHECK WITH LEGAL"),
        )
    ),
    ("It was **not** met", "marks of Markdown"),
    *((formula, "a formula in place of what it comes to") for formula in ("=B2*100", "='Plan 1'!A1", "=Plan!A1", "=1+1")),
]


@pytest.mark.parametrize(("cell", "meant"), READ)
def test_what_is_certain_is_read(cell: str, meant: str) -> None:
    text, marks = as_exported(cell)
    assert text == meant
    assert marks
    assert as_exported(text) == (text, ())
    assert not [*left_over(text)]


@pytest.mark.parametrize("cell", KEPT)
def test_what_people_type_is_left_as_it_is(cell: str) -> None:
    assert as_exported(cell) == (cell, ())
    assert not [*left_over(cell)]


@pytest.mark.parametrize(("cell", "said"), LEFT)
def test_what_is_not_certain_stays_and_is_told(cell: str, said: str) -> None:
    assert as_exported(cell) == (cell, ())
    ((what, remedy),) = left_over(cell)
    assert said in what
    assert remedy


def put(kit: Path, name: str, old: str, new: str) -> None:
    path = kit / DATA / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_table_is_the_same_and_is_said_once(kit: Path) -> None:
    def rows(name: str):
        return read_inputs(Project(kit, "example", 2020)).tables.rows(name)

    before = {name: rows(name) for name in ("assurance", "sources", "measures")}
    put(kit, "assurance", "Exampleshire Police,", "7;#Exampleshire Police,")
    put(kit, "assurance", ",effective\n", ",<p>effective</p>\n")
    put(kit, "sources", "supplied_by", "Supplied_x0020_by")
    put(kit, "measures", ",905\n", ",905&nbsp;\n")
    for name, table in before.items():
        assert rows(name).equals(table), name
    warnings = [each.sentence(kit) for each in read_inputs(Project(kit, "example", 2020)).tables.warnings]
    said = [each for each in warnings if "without the marks of the program" in each]
    assert [each.partition(",")[0].rpartition("/")[2] for each in said] == ["measures.csv", "assurance.csv"]
    assert "SharePoint's ;# as the names between" in said[1]
    assert "HTML" in said[1]


@pytest.mark.parametrize("names", [";#Listening;#Learning;#", "Listening;Learning;"])
def test_several_names_in_one_cell_are_refused(names: str, kit: Path) -> None:
    put(kit, "forward", "priority,aim\n", f"priority,aim\n{names},Hold a day\n")
    said = r"holds several names, as SharePoint and Microsoft Forms join them\. Write each in a row of its own"
    with pytest.raises(ReportError, match=said):
        read_inputs(Project(kit, "example", 2020))


def test_the_one_choice_of_a_form_is_that_word(kit: Path) -> None:
    before = read_inputs(Project(kit, "example", 2020)).tables.rows("assurance")
    put(kit, "assurance", "Exampleshire Police,", "Exampleshire Police;,")
    put(kit, "assurance", ",effective\n", ",effective;\n")
    inputs = read_inputs(Project(kit, "example", 2020))
    assert inputs.tables.rows("assurance").equals(before)
    assert any("the ; by which Microsoft Forms ends each choice" in each.what for each in inputs.tables.warnings)


def test_what_is_left_is_warned_of_with_its_row_and_column(kit: Path) -> None:
    with (kit / DATA / "audits.csv").open("a", encoding="utf-8") as stream:
        stream.write("Third audit,Falls,complete,<p>It was <s>never</s> so</p>\n")
    said = [each.sentence(kit) for each in read_inputs(Project(kit, "example", 2020)).tables.warnings]
    (told,) = [each for each in said if "HTML" in each]
    assert (
        "audits.csv, row 6, column finding: the cell holds the marks of a web page (HTML), and is printed as it is typed." in told
    )
