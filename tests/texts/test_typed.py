"""Markdown as people type it: each word and sign is printed, and the gate of words finds it so."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest
from sabreport.base.pandoc import READER
from sabreport.proofreading.finished import words_of_html
from sabreport.proofreading.lost import Lost, Searched
from sabreport.proofreading.order import HOLE
from sabreport.proofreading.supplied import read_supplied
from sabreport.tables.character_checks import faults_of_text
from sabreport.texts.authored import read_narrative, read_statement
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, review_statement
from sabreport.texts.text import inspect_text
from sabreport.texts.typed import slanted_figures


def lost(tmp_path: Path, text: str, *, trusted: bool) -> list[Lost]:
    """What of a text is not on its page, or is there without having been supplied."""
    path = tmp_path / "text.md"
    path.write_text(text, encoding="utf-8")
    read = read_narrative if trusted else read_statement
    made = read(path, tmp_path, 3, lambda name, form: name)
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
    page = subprocess.run(command, input=made.encode("utf-8"), capture_output=True, check=True).stdout
    return Searched(words_of_html(page)).lost(read_supplied(path, trusted=trusted), "")


@pytest.mark.sampled
@pytest.mark.parametrize(
    "typed",
    [
        "> 65 years: 12 people",
        "- > 65: more\n- + 5 on last year\n- - 2 on it\n- # 3 on the list",
        "1. > 65 years\n2. + 5 more\n3. - 2 fewer\n4. # 3",
        "> + 5 said\n\n> - > 65 said",
        "• > 65\n• - 2 fewer",
        "We:\n• met\n• trained\nIn addition, we wrote\na leaflet.\n• closed the loop",
        "- one\n    - > 65 in it",
        "    > 65 indented",
        "5. Anything else?\n\n-",
        "## What have the challenges been?\n\n-\n\n## Planned work\n\n*",
        "Any other comments?\n-",
        "1.\nFirst thing\n2.\nSecond thing",
        "6. Rate each:\nStatement | Agree | Disagree\n--- | --- | ---\nWe share data | a | b\nWe attend | c | d",
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_signs_that_begin_a_line_are_printed(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert lost(tmp_path, f"Before it.\n\n{typed}\n\nAfter it.\n", trusted=trusted) == []


@pytest.mark.parametrize(
    "typed",
    [
        "## Heading {sic} and {#id}",
        "## Heading {#id}\n\nWords.",
        "## Heading {sic} and {#id}\n\n## Two {.unnumbered}",
        "Some [text]{.smallcaps} here and [a]{#b}.",
        "Code `x`{.y} here.",
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_braces_that_are_printed_are_supplied(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert lost(tmp_path, f"Before it.\n\n{typed}\n\nAfter it.\n", trusted=trusted) == []


@pytest.mark.parametrize("trusted", [True, False])
def test_lines_between_fences_are_lines(trusted: bool, tmp_path: Path) -> None:
    typed = "Before it.\n\n```\n12 High Street\n  > 65 *there*\n1. a\n3. b\n```\n\nAfter it.\n"
    assert lost(tmp_path, typed, trusted=trusted) == []
    made = (read_narrative if trusted else read_statement)(tmp_path / "text.md", tmp_path, 3, lambda name, form: name)
    assert made == "Before it.\n\n12 High Street\\\n\\> 65 \\*there\\*\\\n1\\. a\\\n3\\. b\n\nAfter it.\n"


BLANKS = {
    "Name (___) and (___)": "Name (___) and (___)",
    "___/___/2020 or ___": "___/___/2020 or ___",
    "Calls were 40 (*) and letters 15 (*).": "Calls were 40 (*) and letters 15 (*).",
    "[12](of 15) and [8](15)": "[12](of 15) and [8](15)",
    "Visits 30*\n\n* provisional\n\nThe end.": "Visits 30* * provisional The end.",
    "Visits 30*\n\n* provisional\n** estimated": "Visits 30* * provisional ** estimated",
    "Up to 61 * last year.\n\n* With repeats.\n\nEnd.": "Up to 61 * last year. * With repeats. End.",
    "Up to 61 (see note *).\n* With repeats.": "Up to 61 (see note *). * With repeats.",
    "Up to 61 *\n\n* With repeats.": "Up to 61 * * With repeats.",
    "* With repeats.\n\nUp to 61 * last year.": "With repeats. Up to 61 * last year.",
    "3 * 2 teams:\n\n* one\n* two": "3 * 2 teams: one two",
    "\\\\nas01\\safe\\plan.docx": "\\\\nas01\\safe\\plan.docx",
    "C:\\Users\\_private\\x": "C:\\Users\\_private\\x",
    "C:\\\\Users\\\\x": "C:\\Users\\x",
    "G:\\*all*.": "G:\\*all*.",
    "_one_ and **two** and ___three___": "one and two and three",
    "_“one”_ and **(two)**": "“one” and (two)",
    '[one](http://example.org/a "A title") and \\*': "one and *",
    "[one](https://example.org/{<a'b'>})": "one",
    "* one\n    * 62% of it\n    * two\n        * three\n* four": "one 62% of it two three four",
    "1. one\n    * two\n    * three * four": "one two three * four",
    "Kind regards\nPat Lee\n-- \nSent from my phone": "Kind regards Pat Lee – Sent from my phone",
    "Pat Lee\n--\nSent from my phone": "Pat Lee – Sent from my phone",
    "* one\n* two 3*": "one two 3*",
    "Before\n\n***\n\n___\n\nafter": "Before after",
    "`C:\\_a` and `(*)`": "C:\\_a and (*)",
}


@pytest.mark.sampled
@pytest.mark.parametrize("typed", BLANKS)
@pytest.mark.parametrize("trusted", [True, False])
def test_blanks_and_paths_are_printed_with_their_signs(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert lost(tmp_path, typed, trusted=trusted) == []
    read = read_narrative if trusted else read_statement
    (tmp_path / "text.md").write_text(typed, encoding="utf-8")
    made = read(tmp_path / "text.md", tmp_path, 3, lambda name, form: name)
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
    page = subprocess.run(command, input=made.encode("utf-8"), capture_output=True, check=True).stdout
    shown = " ".join(text for _, text in words_of_html(page).blocks)
    assert " ".join(shown.split()) == BLANKS[typed]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Seen.\n\n*All are provisional. North had 12* visits.", [(3, "All are provisional. North had 12")]),
        ("*Figures of 2018* are old. Visits 30*", [(1, "Figures of 2018")]),
        ("*Figures of 2018* are old.", []),
        ("*Figures of 2018.* They are old. Visits 30*", []),
        ("**Total 12** visits. Visits 30*", []),
    ],
)
def test_stars_that_may_mark_a_figure_are_told(typed: str, found: list[tuple[int, str]], tmp_path: Path) -> None:
    assert slanted_figures(typed) == found
    path = tmp_path / "member.md"
    path.write_text(typed, encoding="utf-8")
    said = [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]
    what = 'line {}: two stars make words slanted and are not printed, and the second may mark a figure: "{}"'
    assert said == [what.format(*each) for each in found]


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("Seen.\n\nArea     Cases\nNorth      5\nSouth     12", 3),
        ("- Lead:      J Smith\n- Deputy:    A Patel", 1),
        ("Area | Cases\nNorth | 5", 1),
        ("Area | Cases\nNorth | 5\n\nA | B\n--- | ---\n1 | 2", 1),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", 5),
    ],
)
def test_a_table_typed_with_spaces_or_bars_alone_is_told(typed: str, row: int, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(typed, encoding="utf-8")
    (problem,) = inspect_text(path, tmp_path)
    assert problem.row == row
    assert problem.what.endswith(("tables are read only with |", "no line of dashes", "stands in no table"))


@pytest.mark.parametrize(
    "typed",
    [
        "Signed      J Smith",
        "One sentence.  Another.\nA third.  A fourth.",
        "```\na    b\nc    d\n```",
        "Either | or, in one line",
        "A | B\n--- | ---\n1 | 2",
        "| A   | B |\n|---|---|\n| 1    | 2 |",
        "`a|b` is code\n`c|d` is too",
    ],
)
def test_lines_that_are_no_table_are_not_told(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(typed, encoding="utf-8")
    assert inspect_text(path, tmp_path) == []


@pytest.mark.parametrize("trusted", [True, False])
def test_letters_that_a_pdf_joins_are_printed_as_letters(trusted: bool, tmp_path: Path) -> None:
    path = tmp_path / "joined.md"
    path.write_text("Staﬀ ﬁnd ﬂoors, oﬃcers ba\ufb04e the la\ufb05 and \ufb06ill.\n", encoding="utf-8")
    read = read_narrative if trusted else read_statement
    assert read(path, tmp_path, 3, lambda name, form: "") == "Staff find floors, officers baffle the last and still.\n"
    assert faults_of_text(path, path.read_text(encoding="utf-8")) == []
    assert lost(tmp_path, path.read_text(encoding="utf-8"), trusted=trusted) == []


@pytest.mark.parametrize("gap", ["\u00a0", "\u00a0\u00a0\u00a0", " \u00a0 ", "\u202f"])
@pytest.mark.parametrize("sign", "•·▪◦–o")
def test_no_break_spaces_after_a_sign_of_a_list_are_a_space(sign: str, gap: str, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"{sign}{gap}Visits: 12\n{sign}{gap}Calls\n", encoding="utf-8")
    assert inspect_text(path, tmp_path) == []
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == "- Visits: 12\n- Calls\n"
    assert read_supplied(path).body.replace(HOLE, "").split() == ["Visits:", "12", "Calls"]


def test_a_comment_in_a_statement_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("We met.\n\nWe <!-- Sue: is this\nright? --> left. `<!-- code -->`\n", encoding="utf-8")
    (problem,) = inspect_statement(path, tmp_path)
    assert inspect_text(path, tmp_path) == [problem]  # as the board's own text is
    assert (problem.row, problem.what) == (3, 'it has a comment left in it, which would be printed: "Sue: is this right?"')
    path.write_text("We met at 5 <!- 6, and `<!-- code -->`.\n", encoding="utf-8")
    assert inspect_statement(path, tmp_path) == []


def read_whole_as(typed: str, folder: Path, *, trusted: bool) -> str:
    """What is made of a text of which no word is lost, as a narrative or as a statement."""
    assert lost(folder, f"{typed}\n", trusted=trusted) == []
    read = read_narrative if trusted else read_statement
    return read(folder / "text.md", folder, 3, lambda name, form: form).strip()


LETTERED = {
    "A. Evidence\nB. People\nC. Audits": "A.  Evidence\nB.  People\nC.  Audits",
    "Themes:\nA. Evidence\nB. People": "Themes:\n\nA.  Evidence\nB.  People",
    "A. One\n   1. inner\n   2. inner two\nB. Two": "A.  One\n    1.  inner\n    2.  inner two\nB.  Two",
    "A. One\n\n   More.\n\nB. Two": "A.  One\n\n    More.\n\nB.  Two",
    "I. One\nII. Two\nIII. Three\nIV. Four\nV. Five": "I.  One\nII. Two\nIII. Three\nIV. Four\nV.  Five",
    "C. Three\nD. Four": "C.  Three\nD.  Four",
    "B. Russell said\nso.": "B\\. Russell said so.",
    "B. Russell said.\n\nD. Smith did.": "B\\. Russell said.\n\nD\\. Smith did.",
    "We heard A. Patel,\nB. Russell and\nC. Smith.": "We heard A. Patel,\n\nB.  Russell and\nC.  Smith.",
}


@pytest.mark.sampled
@pytest.mark.parametrize("typed", LETTERED)
@pytest.mark.parametrize("trusted", [True, False])
def test_capitals_that_count_on_begin_items_of_a_list(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert read_whole_as(typed, tmp_path, trusted=trusted) == LETTERED[typed]


def test_the_initial_of_a_name_at_the_beginning_of_a_line_is_compared(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("B. Russell said so.\n\nA. One\n", encoding="utf-8")
    assert HOLE in read_supplied(tmp_path / "text.md").body
    (tmp_path / "text.md").write_text("B. Russell said so.\n\nF. One\n", encoding="utf-8")
    assert read_supplied(tmp_path / "text.md").body == "B. Russell said so.\nF. One\n"


def test_the_dashes_of_a_signature_make_no_heading_of_the_name_above(tmp_path: Path) -> None:
    (tmp_path / "member.md").write_text("We met.\n\nPat\n-- \nSent from my phone\n", encoding="utf-8")
    assert review_statement(tmp_path / "member.md", tmp_path, ()).headings == ()
    (tmp_path / "member.md").write_text("Our work\n-----\n\nWe met.\n", encoding="utf-8")
    assert review_statement(tmp_path / "member.md", tmp_path, ()).headings == ("Our work",)


AFTER_WORDS = {
    "We met.\n## Learning\nWe read.": "We met.\n\n### Learning\n\nWe read.",
    "- one\n- two\n## Next\nWords.": "- one\n- two\n\n### Next\n\nWords.",
    "We did:\n- one that\n  goes on\n- two": "We did:\n\n- one that goes on\n- two",
    "Steps:\n3. Meet.\n   Again.\n4. Learn": "Steps:\n\n3.  Meet. Again.\n4.  Learn",
    "As {{ a | b }}:\n| Who | When |\n|---|---|\n| Us | May |": "As b:\n\n| Who | When |\n|-----|------|\n| Us  | May  |",
    "People said:\n> It helped.\n> We met.": "People said:\n\n> It helped. We met.",
    "We trained 40.\n__________\n\nNext.": f"We trained 40.\n\n{'-' * 72}\n\nNext.",
    "- one\n- two\n* * *\n\nNext.": f"- one\n- two\n\n{'-' * 72}\n\nNext.",
    "Of those\n> 65 years": "Of those \\> 65 years",
    "- We ran.\n- We met.\nWe also met.": "- We ran.\n- We met.\n\nWe also met.",
    "1. One\n2. We met.\n“Good,” they said.": "1.  One\n2.  We met.\n\n“Good,” they said.",
    "• One\n• Two!\nWe met.": "- One\n- Two!\n\nWe met.",
    "- One\n- Two that\ngoes on\nand on.": "- One\n- Two that goes on and on.",
    "- Met the\nPolice and Fire.\n- Two": "- Met the Police and Fire.\n- Two",
    "- We met.\nIt went well.\n- Two": "- We met. It went well.\n- Two",
    "- audit\n- visits\nSecondary care\n- trolley\nWhat helped?\n- time": (
        "- audit\n- visits\n\nSecondary care\n\n- trolley\n\nWhat helped?\n\n- time"
    ),
    "Our **Aims**\n - share data\n - visits\n**Priority 3:** Prevention": (
        "Our **Aims**\n\n- share data\n- visits\n\n**Priority 3:** Prevention"
    ),
    "- Met the\nPolice and Fire\n- Two": "- Met the Police and Fire\n- Two",
    "1. One\nNamed leads\n2. Two": "1.  One Named leads\n2.  Two",
    "We met the\n- Police and\nFire Service\n\nNext.": "We met the - Police and Fire Service\n\nNext.",
    "1) One\n2) Two\n\nMore of two\n3) Three": "1)  One\n2)  Two\n\nMore of two\n\n3\\) Three",
    "Mr. Smith came.\nHe left.": "Mr.\u00a0Smith came. He left.",
    "Before.\n```\nWords\n## no heading\n- a\n- b\n```": "Before.\n\nWords\\\n\\#\\# no heading\\\n\\- a\\\n\\- b",
}


@pytest.mark.sampled
@pytest.mark.parametrize("typed", AFTER_WORDS)
@pytest.mark.parametrize("trusted", [True, False])
def test_what_follows_words_without_an_empty_line_is_what_it_was_typed_as(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert read_whole_as(typed, tmp_path, trusted=trusted) == AFTER_WORDS[typed]


BELOW_LIST = 'line 5: it stands directly below a list and is printed as part of the item above: "We also met carers."'


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("- 40 staff trained\n- 12 visits\nWe also met carers.", [BELOW_LIST]),
        ("- 40 staff trained\n- 12 visits.\nWe also met carers.", []),
        ("- 40 staff trained\n- 12 visits to\nhomes and hospitals.", ["lines 4 to 5 are printed as one paragraph"]),
        ("- We trained staff of the North\nEastern Trust.", ["lines 3 to 4 are printed as one paragraph"]),
        ("- We trained staff of all the homes and the hospitals of the North\nEastern Trust.", []),
        ("- 40 staff trained\n- 12 visits\n\nWe also met carers.", []),
    ],
)
def test_a_line_below_a_list_that_may_be_none_of_its_item_is_told(typed: str, told: list[str], tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"We did:\n\n{typed}\n", encoding="utf-8")
    said = [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)]
    assert said == told
    assert lost(tmp_path, path.read_text(encoding="utf-8"), trusted=False) == []


ANCHORS = {
    "# Our year {#our-year}\n\nWe met.": "### Our year\n\nWe met.",
    "# **Our year** {#our-year .unnumbered} ##\n\nWe met.": "### **Our year**\n\nWe met.",
    "# []{#_Toc1 .anchor}Our year\n\nWe met.": "### Our year\n\nWe met.",
    '<a id="top"></a>We met{#x}.': "We met\\{\\#x\\}.",
    "# Our year \\{#1\\}": "### Our year \\{\\#1\\}",
}


@pytest.mark.parametrize("typed", ANCHORS)
@pytest.mark.parametrize("trusted", [True, False])
def test_anchors_that_programs_write_are_left_out(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert read_whole_as(typed, tmp_path, trusted=trusted) == ANCHORS[typed]


def test_spaces_after_a_link_make_no_address(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("See [a link](https://example.org/a) below) and c.\n", encoding="utf-8")
    assert read_supplied(tmp_path / "text.md").body == "See a link below) and c.\n"


@pytest.mark.parametrize("typed", ["- ☐ Train\n- ☒ Meet", "1. ☐ Train\n2. ☒ Meet"])
def test_a_box_that_begins_an_item_is_printed(typed: str, tmp_path: Path) -> None:
    assert lost(tmp_path, typed, trusted=False) == []
