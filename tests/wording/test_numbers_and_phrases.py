"""How numbers are printed and put into phrases, worked by hand."""

from __future__ import annotations

import pytest
from sabreport.facts.fact import Absent, Fact, Facts, Source, UnknownFactError, fact_key
from sabreport.facts.phrases import compared, direction, extremes, one_in, share_in_words
from sabreport.wording.lists import counted, listed
from sabreport.wording.markdown import as_items, escape, escape_lines, without_spans
from sabreport.wording.numbers import decimals_given, difference_as_shown, format_number, in_words, rounded


def fact(value: float, unit: str = "count", year: int = 2020, derived: str = "") -> Fact:
    key = fact_key("town", "concerns", "", derived, year)
    return Fact(key, "town", "concerns", "", year, value, unit, 0, Source("measures.csv", 2, "value"), "", ())


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (4167, "count", "4,167"),
        (0, "count", "0"),
        (-643, "count", "−643"),
        (110681, "pounds", "£110,681"),
        (-250, "pounds", "−£250"),
        (54, "percent", "54%"),
        (20.998, "percent", "21%"),
        (12.5, "percent", "13%"),
        (1, "points", "1 percentage point"),
        (5, "points", "5 percentage points"),
        (1_234_567, "people", "1,234,567"),
    ],
)
def test_numbers_print_with_separators_and_units(value: float, unit: str, printed: str) -> None:
    assert format_number(value, unit) == printed


def test_pence_keep_both_digits() -> None:
    assert format_number(1100.4, "pounds", 2) == "£1,100.40"


def test_halves_round_up_as_in_spreadsheets() -> None:
    assert [str(rounded(value)) for value in (0.5, 1.5, 2.5)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("figures", "decimals", "printed", "difference"),
    [
        ((82.6, 78.4), (1, 1), 1, "4.2"),
        ((82.6, 78), (1, 0), 1, "4.6"),  # 82.6% beside 78%
        ((82.6, 78.4), (0, 0), 0, "5"),  # 83% beside 78%
        ((2.5, 1.5), (0, 0), 0, "1"),  # halves up: 3 beside 2
        ((4.45, 4.44), (1, 1), 1, "0.1"),  # 4.5 beside 4.4
    ],
)
def test_a_difference_is_that_of_the_figures_as_printed(
    figures: tuple[float, float], decimals: tuple[int, int], printed: int, difference: str
) -> None:
    assert format_number(difference_as_shown(*figures, *decimals), "count", printed) == difference


def test_percentages_keep_one_decimal_where_they_are_given_with_any() -> None:
    assert [decimals_given(values) for values in ([54, 78], [54, 78.4], [78.0421], [78.05], [])] == [0, 1, 0, 1, 0]
    assert decimals_given([54], 1) == 1


def test_small_numbers_are_words() -> None:
    assert [in_words(number) for number in (0, 1, 10, 11, 1200)] == ["zero", "one", "ten", "11", "1,200"]


def changed(now: float, before: float, unit: str = "count") -> str:
    facts = [fact(now, unit), fact(before, unit, 2019)]
    points = "points" if unit == "percent" else unit
    facts.append(fact(now - before, points, derived="change"))
    if unit == "count" and before >= 30:
        facts.append(fact(100 * (now - before) / before, "percent", derived="change_pct"))
    return without_spans(compared(facts[0], Facts(facts, 2020)))


@pytest.mark.parametrize(
    ("now", "before", "unit", "said"),
    [
        (4167, 4810, "count", "643 fewer than in 2018-19 (down 13%)"),
        (4803, 4307, "count", "496 more than in 2018-19 (up 12%)"),
        (29, 15, "count", "up from 15 in 2018-19"),
        (300, 299, "count", "1 more than in 2018-19 (a change of under 1%)"),
        (300, 300, "count", "the same as in 2018-19"),
        (73, 78, "percent", "down from 78% in 2018-19"),
        (45, 35, "percent", "up from 35% in 2018-19"),
        (0, 12, "count", "down from 12 in 2018-19"),
        (5, 0, "count", "up from 0 in 2018-19"),
    ],
)
def test_a_change_says_its_direction_and_size(now: float, before: float, unit: str, said: str) -> None:
    assert changed(now, before, unit) == said


def test_one_year_of_data_gets_no_trend() -> None:
    only = fact(4167)
    facts = Facts([only], 2020)
    assert compared(only, facts) == ""
    assert direction(only, facts) == ""


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (20.998, "One in five alerts (21%)"),
        (7, "One in fourteen alerts (7%)"),
        (13.09, "One in eight alerts (13%)"),
        (50, "One in two alerts (50%)"),
        (34.9, "One in three alerts (35%)"),
        (35.8, "36% of alerts"),
        (38, "38% of alerts"),
        (64, "64% of alerts"),
        (0, "0% of alerts"),
        (1, "1% of alerts"),
    ],
)
def test_one_in_n_only_where_a_small_number_is_near(percent: float, said: str) -> None:
    assert without_spans(one_in(fact(percent, "percent"), "alerts")) == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (73, "just under three quarters (73%)"),
        (75, "three quarters (75%)"),
        (54, "over half (54%)"),
        (51, "just over half (51%)"),
        (45, "45%"),
        (95, "more than nine in ten (95%)"),
        (90, "90%"),
        (100, "100%"),
        (33, "a third (33%)"),
        (60, "60%"),
    ],
)
def test_a_share_is_said_with_the_fraction_it_is_near(percent: float, said: str) -> None:
    assert without_spans(share_in_words(fact(percent, "percent"))) == said


def test_lists_and_plurals() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert counted(1, "review", "reviews") == "one review"
    assert counted(12, "review", "reviews") == "12 reviews"


def test_extremes_name_their_years() -> None:
    series = [fact(5, year=2018), fact(9, year=2019), fact(7, year=2020)]
    assert extremes(series) == "lowest 5 in 2017-18, highest 9 in 2018-19"
    assert extremes(series[:1]) == "5 in 2017-18"
    assert extremes([fact(5, year=2018), fact(5, year=2019)]) == "5 throughout"


def test_text_from_a_file_prints_as_it_stands() -> None:
    text = "5* homes | [sic] {x} <b> #1 @you ~ ^ $5 \\ `code` _u_"
    assert without_spans(escape(text)) == text


def test_an_unknown_fact_offers_the_nearest() -> None:
    facts = Facts([fact(1)], 2020)
    with pytest.raises(UnknownFactError, match=r"town\.concern") as error:
        facts.named("town.concern")
    assert error.value.args[1] == 'Did you mean "town.concerns"?'


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("town.concerns.2019", 'measures.csv has no value for "town.concerns" in 2018-19; the last is of 2017-18'),
        ("town.concerns.2017", 'measures.csv has no value for "town.concerns" in 2016-17'),
        ("town.dols_outstanding.2019", 'measures.csv has no value for "town.dols_outstanding" in 2018-19'),
        ("town.dols_outstanding", 'measures.csv has no value for "town.dols_outstanding" in 2019-20'),
        ("town.age.18-64.2020", 'measures.csv has no value for "town.age.18-64" in 2019-20'),
    ],
)
def test_a_value_that_is_not_there_is_not_offered_from_another_year(name: str, what: str) -> None:
    absent = [
        Absent("town", measure, part, 2020, "not available") for measure, part in (("dols_outstanding", ""), ("age", "18-64"))
    ]
    facts = Facts([fact(1, year=2018), fact(1, year=2020)], 2020, absent)
    with pytest.raises(UnknownFactError) as error:
        facts.named(name)
    assert error.value.args == (what, "Add the value, or take the number out of the text.")


def test_a_category_typed_with_other_marks_is_told_of_its_years_and_not_as_another_figure() -> None:
    keys = ("town.abuse_type.sexual.2020", "town.abuse_type.sexual-exploitation.2019")
    facts = Facts([Fact(key, "town", "abuse_type", "", int(key[-4:]), 5, "count", 0, None, "", ()) for key in keys], 2020)
    with pytest.raises(UnknownFactError) as error:
        facts.named("town.abuse_type.sexual_exploitation")
    what = 'measures.csv has no value for "town.abuse_type.sexual-exploitation" in 2019-20; the last is of 2018-19'
    assert error.value.args == (what, "Add the value, or take the number out of the text.")
    with pytest.raises(UnknownFactError) as error:
        facts.named("town.abuse_type.sexual_exploitation.2019")
    assert error.value.args[1] == 'Did you mean "town.abuse_type.sexual-exploitation.2019"?'


def test_a_value_that_no_table_of_an_earlier_year_could_hold_is_not_asked_for() -> None:
    spent = Fact("board.expenditure.2020", "board", "expenditure", "", 2020, 5, "pounds", 0, None, "", ())
    with pytest.raises(UnknownFactError, match=r'no value for "board\.expenditure" in 2018-19') as error:
        Facts([spent], 2020).named("board.expenditure.2019")
    assert error.value.args[1].startswith("Take the number out of the text")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5'6\" tall", r"5\'6\" tall"),
        ("of the '90s", r"of the \'90s"),
        ("the board's \"2019\" and '12 of them'", "the board's \"2019\" and '12 of them'"),
    ],
)
def test_feet_inches_and_decades_are_no_quotations(text: str, written: str) -> None:
    assert escape(text) == written


def test_lines_of_a_cell_stay_lines() -> None:
    assert escape_lines("Attended: 12\n\n- 3 apologies ") == r"Attended: 12[ ]{.line-break}\- 3 apologies"
    assert without_spans(escape_lines("12\r\n3")) == "12 3"


def test_a_sign_of_an_item_that_was_typed_is_not_set_beside_the_lists_own() -> None:
    assert as_items("• • x") == as_items("• - x") == as_items("- x") == as_items("x") == "- x"
    assert as_items("•Met\n\n- In part (3 of 10)") == "- Met\n- In part (3 of 10)"
    assert as_items("Good:\n- met") == r"- Good:[ ]{.line-break}\- met"
    assert as_items("-5 cases") == r"- \-5 cases"
    assert as_items("–") == "- –"
    assert as_items("on time") == "- on time"
