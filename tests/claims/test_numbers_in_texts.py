"""Which figures a number may be written for, where each number stands, and the names of the row and column of each cell."""

from __future__ import annotations

import pytest
from sabreport.claims.blocks import pieces, sentences_of
from sabreport.claims.markup import hide, unescaped
from sabreport.claims.number_forms import first_value, number_of
from sabreport.claims.piece import LONGEST_SENTENCE, Piece
from sabreport.claims.written_numbers import find_numbers


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("4,167", 4166.5, 4167.5),
        ("4,170", 4169.5, 4170.5),
        ("4,200", 4150, 4250),
        ("4,000", 3600, 4400),  # no rounding moves a figure by more than a tenth
        ("50", 49.5, 50.5),
        ("100", 90, 110),
        ("0", -0.5, 0.5),
        ("about 43", 42.5, 43.5),
        ("about 45", 42.5, 47.5),
        ("about 50", 45, 55),
        ("about 4,000", 3598, 4402),
        ("roughly 20", 16, 24),
        ("over 4,000", 4000, 5000),
        ("at least 4,100", 4100, 4200),
        ("just over 4,000", 4000, 4500),
        ("under 4,000", 3000, 4000),
        ("nearly 4,000", 3500, 4000),
        ("more than 43", 43, 44),
        ("fewer than five", 0, 5),
        ("54%", 53.5, 54.5),
        ("50%", 49.5, 50.5),
        ("about 50%", 45, 55),
        ("12.5%", 12.45, 12.55),
        ("12.0%", 11.95, 12.05),
        ("£1.2m", 1_150_000, 1_250_000),
        ("3¼", 3.125, 3.375),
        ("two and a half", 2.375, 2.625),
        ("over 3¼", 3.25, 3.5),
        ("one in five", 100 / 5.5, 100 / 4.5),
        ("one in twenty", 100 / 21, 100 / 19),
        ("one in twelve", 100 / 12.5, 100 / 11.5),
        ("3 out of 4", 71.5, 78.5),
        ("nineteen in twenty", 92.5, 97.5),
        ("over one in five", 20, 30),
        ("three quarters", 72.5, 77.5),
        ("about three quarters", 71.25, 78.75),
        ("just under three quarters", 70, 75),
        ("over a half", 50, 60),
        ("doubled", 1.88, 2.12),
        ("more than doubled", 2, 3),
        ("almost doubled", 1.5, 2),
        ("halved", 0.47, 0.53),
        ("more than halved", 0.25, 0.5),
        ("almost halved", 0.5, 0.625),
    ],
)
def test_a_number_may_be_written_for_the_figures_between_two(written: str, low: float, high: float) -> None:
    text = f"It was {written}."
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == written
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-6)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("two thirds of a million", 2_000_000 / 3),
        ("a quarter of a thousand", 250),
        ("one million two hundred thousand and six", 1_200_006),
        ("two dozen", 24),
        ("a", 1),
        ("three and a third", 3 + 1 / 3),
        ("1.250,50", 1250.5),
        ("1 250 000", 1_250_000),
        ("2.5 bn", 2_500_000_000),
        ("5k", 5_000),
        ("3⅛", 3.125),
    ],
)
def test_digits_and_words_come_to_a_number(written: str, value: float) -> None:
    assert number_of(written) == pytest.approx(value)


def test_the_first_number_of_what_claims_nothing_is_told() -> None:
    assert [
        first_value(text) for text in ("third highest", "2nd lowest", "within twenty-eight days", "31 March 2020", "a year")
    ] == [
        *(3, 2, 20, 31),
        0,
    ]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a `99` b", "a      b"),
        ("a ` b\nc ` d", "a ` b\nc ` d"),
        ("```\n98\n```\n97", "   \n  \n   \n97"),
        ("a <!-- 9\n8 --> b", "a       \n      b"),
        ("a <!-- 98 b", "a <!-- 98 b"),
        ("[12](x99) b", "[12       b"),
        ("[12](x99\n) b", "[12](x99\n) b"),
        ("## A {#fig-9} {.b9} {9}", "## A                {9}"),
        ("<b9>7</b9> <9", "    7      <9"),
        ("{{ town.concerns.2019 | change }} 7", "   town concerns                  7"),
        ("{{ 99 }} {{ town 9 }} {{ Town.x }}", " " * 34),
        ("{{ 99", "{{ 99"),
        ("a {{ b.c\n}} 7", "a    b c\n   7"),
    ],
)
def test_what_holds_no_typed_number_is_hidden_and_each_place_kept(text: str, hidden: str) -> None:
    assert hide(text) == hidden


def test_a_mark_of_markdown_is_taken_from_before_a_sign() -> None:
    assert unescaped(r"2\* 3\% a\|b \a \\") == "2* 3% a¦b \\a \\"


def laid_out(text: str) -> list[Piece]:
    """A text whose areas have Town in their names."""
    claims_something = lambda cell: any(not number.ignored for number in find_numbers(cell))  # noqa: E731
    return list(pieces(hide(text), "the chapter", lambda words: "Town" in words, claims_something))


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A\n\n## B\n\nText 7.", ("B", "A", "the chapter")),
        ("# A\n\n## B\n\n# C\n\nText 7.", ("C", "the chapter")),
        ("# A #\n\nText 7.", ("A", "the chapter")),
        ("A\n===\n\nB\n---\n\nText 7.", ("B", "A", "the chapter")),
        ("# A\n\n**B**\n\nText 7.", ("B", "A", "the chapter")),
        ("# A\n\n**B**.\n\nText 7.", ("A", "the chapter")),
        ("# A\n\nA short line\n\nText 7.", ("A short line", "A", "the chapter")),
        ("# A\n\nA short line.\n\nText 7.", ("A", "the chapter")),
        ("# A\n\nA total of 9 people\n\nText 7.", ("A", "the chapter")),
        ("# A\n\none two three four five six seven eight nine ten\n\nText 7.", ("A", "the chapter")),
        ("# A\n\n- A short item\n\nText 7.", ("A", "the chapter")),
        ("# A\n\nTable 3 and so on\n\nText 7.", ("A", "the chapter")),
        ("# A\n\n| B | C |\n\nText 7.", ("A", "the chapter")),
        ("# A\n\n- **Lead.** Text 7.", ("Lead.", "A", "the chapter")),
        ("Text 7.", ("the chapter",)),
    ],
)
def test_a_sentence_stands_under_its_headings_nearest_first(text: str, headings: tuple[str, ...]) -> None:
    (found,) = (piece for piece in laid_out(text) if "7" in piece.text)
    assert found.headings == headings


def test_a_heading_of_an_area_stays_in_force_beside_others_of_its_level() -> None:
    text = "## Town\n\nOne 1.\n\n## Concerns\n\nTwo 2.\n\n### Deeper\n\nThree 3.\n\n# Other\n\nFour 4.\n"
    kept = [piece.kept for piece in laid_out(text) if any(map(str.isdigit, piece.text))]
    assert kept == ["", "Town", "Town", ""]


def test_sentences_have_those_before_them_nearest_first() -> None:
    found = laid_out("One 1. Two, e.g. 2. No. 3 came.\n\nFour 4. Five 5.")
    assert [piece.text.strip() for piece in found] == ["One 1.", "Two, e.g. 2.", "No. 3 came.", "Four 4.", "Five 5."]
    assert [tuple(map(str.strip, piece.earlier)) for piece in found] == [
        (),
        ("One 1.",),
        ("Two, e.g. 2.", "One 1."),
        (),
        ("Four 4.",),
    ]
    assert [piece.previous.strip() for piece in found] == ["", "", "", *["One 1. Two, e.g. 2. No. 3 came."] * 2]


def test_an_item_has_the_items_before_it_and_what_leads_to_them() -> None:
    lead = "In the year that has just come to its end we did:"
    found = laid_out(f"{lead}\n\n- one 1\n- two 2\n\nThen 3.")
    assert [(piece.text.strip(), [text.strip() for text in piece.earlier]) for piece in found] == [
        (lead, []),
        ("- one 1", [lead]),
        ("- two 2", ["- one 1", lead]),
        ("Then 3.", []),
    ]


def test_a_sentence_that_never_ends_is_cut_between_words() -> None:
    found = laid_out("word " * 300 + "7")
    assert [len(piece.text) for piece in found] == [LONGEST_SENTENCE, 501]
    assert len(laid_out("x" * 1_500)) == 2
    assert list(sentences_of("One `9` 1. Two\\* 2.")) == ["One     1. ", "Two* 2."]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "| Area | 2019 | 2020 |\n|---|---|---|\n| Town | 1 | |\n| | 3 | 4 |",
            [("1", "Town", "2019", False), ("3", "", "2019", False), ("4", "", "2020", False)],
        ),
        ("Area\t2019\nTown\t1\nCity\t2", [("1", "Town", "2019", False), ("2", "City", "2019", False)]),
        (
            "| Area | Year |\n|---|---|\n| All | |\n| Town | 1 |\n| City | 2 |",
            [("1", "All Town", "Year", False), ("2", "All City", "Year", False)],
        ),
        ("| Kind | Area | Year |\n|---|---|---|\n| Open | Town | 1 |", [("1", "Open Town", "Year", False)]),
        ("| Year |\n|---|\n| 7 | alerts came |\n", [("7", "alerts came", "", False)]),
        (
            "| No. | Action |\n|---|---|\n| 1 | At every panel |\n| 2 | On each phone |",
            [("1", "1", "No.", True), ("2", "2", "No.", True)],
        ),
        (
            "| No. | Kind |\n|---|---|\n| 1 | Discriminatory |\n| 3 | Sexual |",
            [("1", "Discriminatory", "No.", False), ("3", "Sexual", "No.", False)],
        ),
        (
            "| Number | Kind |\n|---|---|\n| 1 | Discriminatory |\n| 2 | Sexual |",
            [("1", "Discriminatory", "Number", False), ("2", "Sexual", "Number", False)],
        ),
        ("Area\t2019\nTown and\nall around\t1", [("1", "Town and all around", "2019", False)]),
        ("Area\t2019\nTown\t1\nand around\t\nCity\t2", [("1", "Town and around", "2019", False), ("2", "City", "2019", False)]),
    ],
)
def test_a_figure_of_a_table_is_of_its_row_and_column(text: str, cells: list[tuple[str, str, str, bool]]) -> None:
    found = [piece for piece in laid_out(text) if piece.is_cell and piece.text.strip().isdigit() and len(piece.text.strip()) == 1]
    assert [(each.text.strip(), each.label, each.column, each.is_name) for each in found] == cells
    assert all(text[each.start :].startswith(each.text) for each in found)


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Table 1: Staff\n\n| A | B |\n|---|---|\n| a | 7 |", "Table 1: Staff"),
        ("| A | B |\n|---|---|\n| a | 7 |\n\n: Staff", "Staff"),
        ("| A | B |\n|---|---|\n| a | 7 |\n\nTable 1: Staff", "Table 1: Staff"),
        ("Table 1: Staff\n\n| A | B |\n|---|---|\n| a | 7 |\n\nTable 2: Others", "Table 1: Staff"),
        ("Said before.\n\n| A | B |\n|---|---|\n| a | 7 |\n\nSaid after.", ""),
    ],
)
def test_a_caption_is_above_a_table_or_below_it(text: str, caption: str) -> None:
    (found,) = (piece for piece in laid_out(text) if piece.text.strip() == "7")
    assert (found.caption, found.head.split()) == (caption, ["A", "B"])


@pytest.mark.parametrize(
    "text",
    [
        "The board is made so:\n\nBoard\n |\n +-- SAR sub-group\n |\n +-- Quality sub-group\n",
        "| Hear me\n|   when I whisper,\n| hear me\n|\n| when I shout 9 times.\n",
        "| Course | Cost |\n|---|---|\n| Level 1 | 4 |\n|\n| Level 2 | 5 |\n",
        "|\n| Level 2 | 5 |\n",
        "|",
    ],
)
def test_a_line_of_a_bar_alone_is_no_row(text: str) -> None:
    found = {piece.text.strip() for piece in pieces(text, "", lambda _: False, str.isdigit)}
    assert "|" not in found
    assert found >= {word for word in ("4", "5", "Level 2") if f"{word} |" in text}


def test_a_long_cell_is_read_as_sentences_under_its_row_and_column() -> None:
    long = "We trained 7 of them. Then one two three came."
    found = [piece for piece in laid_out(f"| A | B |\n|---|---|\n| a | {long} |") if not piece.is_cell]
    assert [piece.text.strip() for piece in found] == ["We trained 7 of them.", "Then one two three came."]
    assert {piece.headings for piece in found} == {("a", "B", "the chapter")}
