"""A statement's tree, part by part: its words, what of the kit's own form goes, which lines are headings, what a row is."""

from __future__ import annotations

from typing import Any

import pytest
from awkward import HEADINGS
from sabreport.texts.statement_tree import (
    FORM_NOTE,
    FORM_WHATS,
    LONGEST_BOLD_HEADING,
    Node,
    as_statement,
    body_of,
    cut_short,
    describe_pictures,
    form_title_of,
    headings_of,
    nearest,
    pictures_of,
    text_of,
    with_cells_in_one_line,
    with_title,
    without_form,
)

ATTRIBUTES: Node = ["", [], []]
BREAK: Node = {"t": "LineBreak"}
NOTE = FORM_NOTE.format(what=FORM_WHATS[1], length="About 330 words here, and 1,000 in all. ", due="Due by 30 June 2020. ")
REWORDED, WRITTEN_WITHIN = NOTE.replace("difficult", "hard"), NOTE.replace("Due by", "We met. Due by")
TITLE = "Statement of Exampleshire Police for the annual report 2019-20 of the Example Board"


def inlines(*parts: Any) -> list[Node]:
    """Words with spaces between them, and what else stands among them."""
    found: list[Node] = []
    for part in parts:
        if not isinstance(part, str):
            found.append(part)
            continue
        for nth, word in enumerate(part.split(" ")):
            found += [{"t": "Space"}] if nth else []
            found += [{"t": "Str", "c": word}] if word else []
    return found


def para(*parts: Any) -> Node:
    return {"t": "Para", "c": inlines(*parts)}


def heading(level: int, *parts: Any) -> Node:
    return {"t": "Header", "c": [level, ATTRIBUTES, inlines(*parts)]}


def bold(*parts: Any) -> Node:
    return {"t": "Strong", "c": inlines(*parts)}


def bullets(*items: list[Node]) -> Node:
    return {"t": "BulletList", "c": list(items)}


def div(*blocks: Node) -> Node:
    return {"t": "Div", "c": [ATTRIBUTES, list(blocks)]}


def image(file: str, *description: str) -> Node:
    return {"t": "Image", "c": [ATTRIBUTES, inlines(*description), [file, ""]]}


def tree(*blocks: Node, **meta: Node) -> Node:
    return {"meta": meta, "blocks": list(blocks)}


def kinds(found: Node) -> list[tuple[str, str]]:
    """Each block by its kind, a heading with its level, and its words."""
    level = {"Header": lambda block: f"h{block['c'][0]}"}
    return [(level.get(each["t"], lambda block: block["t"])(each), " ".join(text_of(each).split())) for each in found["blocks"]]


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (inlines({"t": "Str", "c": "Le"}, bold("ad"), " us"), "Lead us"),
        ([para("one"), para("two")], "one two"),
        (para("one", {"t": "Note", "c": [para("two")]}, {"t": "Str", "c": "three"}), "one two three"),
        (para("one", BREAK, "two", {"t": "SoftBreak"}, "three"), "one two three"),
        ({"t": "LineBlock", "c": [inlines("one"), inlines("two")]}, "one two"),
        (para("a ", {"t": "Code", "c": [ATTRIBUTES, "b c"]}), "a b c"),
        (para("a ", {"t": "Math", "c": [{"t": "InlineMath"}, "x+1"]}), "a x+1"),
        ([para("a"), {"t": "CodeBlock", "c": [ATTRIBUTES, "b"]}, {"t": "RawBlock", "c": ["html", "c"]}, para("d")], "a b c d"),
        (para("see ", {"t": "Link", "c": [ATTRIBUTES, inlines("our plan"), ["https://example.org/x", "title"]]}), "see our plan"),
        ([{"t": "HorizontalRule"}, para("a")], "a"),
    ],
)
def test_words_are_apart_where_a_reader_sees_them_apart(node: Node, words: str) -> None:
    assert " ".join(text_of(node).split()) == words


def test_a_heading_is_told_without_its_notes_and_the_body_without_headings() -> None:
    whole = tree(heading(1, "Our  year", {"t": "Note", "c": [para("To March.")]}), para("We met."), heading(2, "Next"))
    assert headings_of(whole) == ["Our year", "Next"]
    assert body_of(whole).split() == ["We", "met."]


@pytest.mark.parametrize(
    ("blocks", "left"),
    [
        ([para(NOTE)], []),
        ([bullets([para(NOTE)], [para("Ours.")])], [bullets([para("Ours.")])]),
        ([bullets([para(NOTE)]), bullets([])], []),
        ([bullets([], [para("Ours.")])], [bullets([para("Ours.")])]),
        ([para("Before ", f"{NOTE} after.")], [para("Before after.")]),
        ([para(f"{NOTE} Ours.")], [para("Ours.")]),
        ([para(f"Ours. {NOTE}")], [para("Ours.")]),
        ([para(f"Ours. {NOTE} {NOTE} More.")], [para("Ours. More.")]),
        ([para("Ours. ", bold(f"{NOTE} Bold."))], [para("Ours. ", bold(" Bold."))]),
        ([para(f"Ours:{NOTE}")], [para("Ours:")]),
        ([para(REWORDED)], [para(REWORDED)]),
        ([para(WRITTEN_WITHIN)], [para("We met.")]),
        ([div(para(WRITTEN_WITHIN)), div(para(NOTE))], [div(para(WRITTEN_WITHIN))]),
        ([heading(2, f"Challenges {NOTE}")], [heading(2, "Challenges")]),
        ([heading(1, TITLE), para("Ours.")], [para("Ours.")]),
        ([para(TITLE, BREAK, NOTE, BREAK, "Ours.")], [para("Ours.")]),
        ([para("Our ", TITLE)], [para("Our ", TITLE)]),
        (
            [{"t": "BlockQuote", "c": [para(NOTE)]}, {"t": "BlockQuote", "c": [para("A.")]}],
            [{"t": "BlockQuote", "c": [para("A.")]}],
        ),
    ],
)
def test_what_the_form_says_goes_and_what_a_member_wrote_beside_it_stays(blocks: list[Node], left: list[Node]) -> None:
    assert without_form(tree(*blocks))["blocks"] == left


def test_the_title_of_the_form_is_found_up_to_the_first_line_break() -> None:
    assert form_title_of(tree(para("Ours."), heading(1, TITLE, BREAK, "and more"))) == TITLE
    assert form_title_of(tree(para("Ours: ", TITLE))) == ""


def test_a_line_that_is_bold_throughout_is_a_heading_until_there_is_a_real_one() -> None:
    lines = [para(bold("About us")), para("We met."), heading(3, "Ours"), para(bold("Later")), para(bold(HEADINGS[1]))]
    expected = [("h3", "About us"), ("Para", "We met."), ("h3", "Ours"), ("Para", "Later"), ("h3", HEADINGS[1])]
    assert kinds(as_statement(tree(*lines), HEADINGS)) == expected
    assert kinds(as_statement(tree(*lines), ()))[-1] == ("Para", HEADINGS[1])
    assert kinds(as_statement(tree(para(bold("About us"))), ())) == [("h1", "About us")]


@pytest.mark.parametrize(
    ("block", "is_heading"),
    [
        (para(bold("What"), {"t": "Space"}, bold("we did")), True),
        ({"t": "Plain", "c": [bold("What we did")]}, True),
        (para(bold("What"), " we did"), False),
        (para(bold("What we did.")), False),
        (para(bold("What we did;")), False),
        (para(bold("What we did,")), False),
        (para(bold("What we did?")), True),
        (para(bold("2019-20")), False),
        (para(bold(" ".join(["word"] * LONGEST_BOLD_HEADING))), True),
        (para(bold(" ".join(["word"] * (LONGEST_BOLD_HEADING + 1)))), False),
        (para(bold("")), False),
        ({"t": "BlockQuote", "c": [para(bold("What we did"))]}, False),
    ],
)
def test_a_bold_line_is_short_and_does_not_end_as_a_sentence(block: Node, is_heading: bool) -> None:
    (found,) = as_statement(tree(block), ())["blocks"]
    assert (found["t"] == "Header") == is_heading
    assert text_of(found).split() == text_of(block).split()


def test_empty_headings_go_and_those_of_a_picture_stay() -> None:
    with_picture = heading(2, image("a.png"))
    assert as_statement(tree(heading(1, ""), with_picture, heading(2, " ")), ())["blocks"] == [with_picture]


def test_the_title_of_the_document_is_no_heading_of_the_text() -> None:
    whole = with_title(tree(para(bold("About us")), title={"t": "MetaInlines", "c": inlines("Our year")}))
    assert kinds(as_statement(whole, ())) == [("h1", "Our year"), ("h1", "About us")]


def test_divisions_are_opened_and_lists_that_follow_each_other_are_one() -> None:
    one, two, three = ([para(word)] for word in ("one", "two", "three"))
    whole = tree(div(bullets(one), div(bullets(two))), bullets(three), para("Then."), bullets(one))
    assert as_statement(whole, ())["blocks"] == [bullets(one, two, three), para("Then."), bullets(one)]


def test_the_lines_that_pandoc_takes_for_a_title_are_back_in_their_order() -> None:
    meta = {
        "date": {"t": "MetaString", "c": "May"},
        "author": {"t": "MetaList", "c": [{"t": "MetaInlines", "c": inlines("A B")}, {"t": "MetaInlines", "c": inlines("C")}]},
        "title": {"t": "MetaInlines", "c": inlines("Our year")},
        "abstract": {"t": "MetaBlocks", "c": [para("One."), para("Two.")]},
        "subtitle": {"t": "MetaInlines", "c": inlines("2019-20")},
        "other": {"t": "MetaString", "c": "no"},
    }
    found = with_title(tree(para("Text."), **meta))
    lines = ["2019-20", "A B", "C", "May", "One.", "Two.", "Text."]
    assert kinds(found) == [("h1", "Our year"), *(("Para", line) for line in lines)]
    assert found["meta"] == {}
    assert kinds(with_title(tree(para("Text."), author=meta["author"]))) == [("Para", "A B"), ("Para", "C"), ("Para", "Text.")]
    assert kinds(with_title(tree(para("Text.")))) == [("Para", "Text.")]


def test_pictures_are_described_in_order_each_with_what_is_given_for_its_file() -> None:
    whole = tree(para(image("a.png", "Own"), image("b.png")), para(image("a.png"), image("c.png"), image("a.png")))
    describe_pictures(whole, [("b.png", "A van"), ("a.png", "First"), ("a.png", "A flag")])
    assert pictures_of(whole) == ["Own", "A van", "A flag", "", ""]


def test_a_chart_and_a_diagram_of_word_are_pictures() -> None:
    spans = [{"t": "Span", "c": [["", [kind], []], inlines("[", kind, "]")]} for kind in ("chart", "diagram", "mark")]
    assert pictures_of(tree(para(*spans))) == ["[chart]", "[diagram]"]


def test_a_row_of_a_table_is_one_line_with_a_cell_for_each_column() -> None:
    def cell(columns: int, *blocks: Node, rows: int = 1) -> Node:
        return [ATTRIBUTES, {"t": "AlignDefault"}, rows, columns, list(blocks)]

    def row(*cells: Node) -> Node:
        return [ATTRIBUTES, list(cells)]

    def line(words: str) -> Node:
        return cell(1, {"t": "Plain", "c": [{"t": "Str", "c": words}]}) if words else cell(1)

    head, body = row(cell(2, para("Over two"))), row(cell(1, para("one"), para("two"), rows=2), cell(1))
    caption: Node = [None, [para("Staff")]]
    table = {
        "t": "Table",
        "c": [ATTRIBUTES, caption, [], [ATTRIBUTES, [head]], [[ATTRIBUTES, 0, [head], [body]]], [ATTRIBUTES, [body]]],
    }
    wide, plain = row(line("Over two"), line("")), row(line("one two"), line(""))
    shown = {
        "t": "Table",
        "c": [ATTRIBUTES, caption, [], [ATTRIBUTES, [wide]], [[ATTRIBUTES, 0, [wide], [plain]]], [ATTRIBUTES, [plain]]],
    }
    assert with_cells_in_one_line(tree({"t": "BlockQuote", "c": [table]}, para("Text.")))["blocks"] == [
        {"t": "BlockQuote", "c": [shown]},
        para("Text."),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1. Achievements", HEADINGS[0]),
        ("(2.1) Challenges", HEADINGS[1]),
        ("3.) Challenges in 2019 to 2020", HEADINGS[1]),
        ("", ""),
    ],
)
def test_a_number_a_year_and_the_board_in_a_heading_make_no_difference(written: str, meant: str) -> None:
    assert nearest(written, HEADINGS) == meant
    assert nearest(written, ()) == ""


def test_a_heading_is_cut_short_where_it_begins_one_that_was_asked_for_and_no_other() -> None:
    asked = ("Planned work to support the plan", "Planned training of staff", "Key risks")
    assert cut_short("Planned work", asked) == asked[0]
    assert cut_short("Planned training", asked) == asked[1]
    assert cut_short("Planned", asked) == cut_short("Work to support", asked) == ""
    assert cut_short("Planned work", (*asked, "Planned work with partners")) == ""
