"""What is known in part only: numbers known about, dates known to the month or year, deliverables that nobody reported on."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sabreport.base.dates import first_and_last, on_or_in, when
from sabreport.base.project import Project
from sabreport.chapters.breakdowns import breakdown
from sabreport.chapters.chapter import Chapter, open_chapter
from sabreport.chapters.key_figures import key_figures
from sabreport.chapters.priorities import by_priority, progress_summary
from sabreport.chapters.reviews import findings, reviews_of_the_year
from sabreport.chapters.summary import in_brief
from sabreport.chapters.training import events
from sabreport.exhibits.exhibit import Chart, Table
from sabreport.facts.fact import Facts
from sabreport.inputs import read_inputs
from sabreport.tables.answers import answers
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import without_spans

DATA = "data/example/2020"


def opened(kit: Path, chapter: str) -> Chapter:
    return open_chapter(chapter, "example", 2020, str(kit))


def facts_of(kit: Path) -> Facts:
    return read_inputs(Project(kit, "example", 2020)).facts


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text, re.MULTILINE), old
    path.write_text(re.sub(old, new, text, flags=re.MULTILINE), encoding="utf-8")


def words(*exhibits: object) -> str:
    return without_spans(" ".join(each.markdown for each in exhibits if isinstance(each, Prose)))


@pytest.mark.parametrize(
    ("text", "first", "last", "said", "after_a_verb"),
    [
        ("2020-03-03", date(2020, 3, 3), date(2020, 3, 3), "3 March 2020", "on 3 March 2020"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "February 2020", "in February 2020"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019", "in 2019"),
        ("2019-04/2020-03", date(2019, 4, 1), date(2020, 3, 31), "2019-20", "in 2019-20"),
        (
            "2018-06/2019",
            date(2018, 6, 1),
            date(2019, 12, 31),
            "June 2018 to December 2019",
            "between June 2018 and December 2019",
        ),
        (
            "2019-05-02/2019-05-09",
            date(2019, 5, 2),
            date(2019, 5, 9),
            "2 May 2019 to 9 May 2019",
            "between 2 May 2019 and 9 May 2019",
        ),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(text: str, first: date, last: date, said: str, after_a_verb: str) -> None:
    assert first_and_last(text) == (first, last)
    assert when(first, last) == said
    assert on_or_in(first, last) == after_a_verb


@pytest.mark.parametrize("text", ["2019-13", "2019-02-30", "19", "2019-4", "2020/2019", "2019-20/", "/2019", "3019", "2019 ", ""])
def test_what_is_no_date(text: str) -> None:
    assert first_and_last(text) is None


def test_reviews_whose_days_are_not_known(kit: Path) -> None:
    """Alder was begun in September 2018 and concluded in the year, Birch begun in it; Cedar was begun some time in 2018."""
    path = kit / DATA / "sars.csv"
    edit(path, "2018-09-12,2019-11-20,2020-01-15", "2018-09,2019-04/2020-03,2020-01")
    edit(path, "2019-10-08", "2019-10")
    edit(path, "2018-12-05", "2018")
    found = facts_of(kit)
    parts = ("begun", "carried_on", "concluded", "ongoing")
    assert [found[f"board.reviews_{part}.2020"].value for part in parts] == [1, 2, 1, 2]
    _, chart, table = reviews_of_the_year(opened(kit, "safeguarding_adults_reviews"))
    assert isinstance(table, Table)
    assert isinstance(chart, Chart)
    assert [row[2:] for row in table.rows] == [
        ["2018", "Ongoing on 31 March 2020"],
        ["September 2018", "Concluded in 2019-20; published in January 2020"],
        ["October 2019", "Ongoing on 31 March 2020"],
    ]
    assert "begun 2018, ongoing" in chart.alt
    assert "begun September 2018, concluded 2019-20" in chart.alt
    assert "The faint part of a bar is the time in which the review may have begun or ended." in chart.note
    drawn = chart.figure.axes[0].patches  # the year; then for each bar that is uncertain a faint one and what is sure of it
    assert len(drawn) == 7
    assert sum(patch.get_alpha() is not None for patch in drawn) == 3


def test_reviews_whose_days_are_known_have_no_faint_part(kit: Path) -> None:
    _, chart, table = reviews_of_the_year(opened(kit, "safeguarding_adults_reviews"))
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert "faint" not in chart.note
    assert len(chart.figure.axes[0].patches) == 4
    assert table.rows[0][2:] == ["12 September 2018", "Concluded on 20 November 2019; published on 15 January 2020"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "2019-10-08",
            "2019",
            "sars.csv, row 3, column commissioned: 2019 may be in 2019-20 or before it. Write the month, as 2019-04, or months "
            "that are in the year, as 2019-04/2020-03.",
        ),
        ("2019-11-20", "2020", "sars.csv, row 2, column concluded: 2020 may be in 2019-20 or after it. Write the month"),
        (
            "2019-11-20,2020-01-15",
            "2018-06,",
            "sars.csv, row 2, column concluded: June 2018 comes before commissioned (2018-09-12)",
        ),
        (
            "2019-10-08",
            "autumn 2019",
            'sars.csv, row 3, column commissioned: "autumn 2019" is not a date. Write the year, month and day, such as '
            "2020-03-31 for 31 March 2020; where the day is not known, write the month as 2020-03, the year as 2020, or a span "
            "as 2019-04/2020-03.\n",
        ),
    ],
)
def test_a_date_that_does_not_tell_enough_is_refused(kit: Path, sabreport, old: str, new: str, said: str) -> None:
    edit(kit / DATA / "sars.csv", old, new)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert said in ran.err


@pytest.mark.sampled
@pytest.mark.parametrize("written", ["about 100", "Around 100", "c. 100", "~100", "approximately 100"])
def test_a_number_known_about_stays_about_in_its_sum(kit: Path, written: str) -> None:
    """64, 112 and 47 are counted, 38 is not: together 323, and no more exact than that one."""
    edit(kit / DATA / "training.csv", r",38$", f",{written}")
    found = facts_of(kit)
    assert found["board.attendance.mental-capacity-in-practice-2019-09-24.2020"].text == "about 100"
    assert found["board.attendance.2020"].text == "about 323"
    assert found["board.attendance.2020"].value == 323
    text, table = events(opened(kit, "training"))
    assert words(text).endswith("with about 323 attendances in all.")
    assert isinstance(table, Table)
    assert [without_spans(row[3]) for row in table.rows] == ["64", "about 100", "112", "47"]
    assert "with about 323 attendances in all." in words(*in_brief(opened(kit, "summary")))


def test_attendance_counted_at_some_events_only_is_said_so_wherever_it_stands(kit: Path) -> None:
    edit(kit / DATA / "training.csv", r",38$", ",")
    edit(kit / DATA / "measures.csv", r"^exampleshire,dols_.*\n", "")  # the cards are eight at most
    assert "with 223 attendances at those where people were counted." in words(*in_brief(opened(kit, "summary")))
    assert "Attendance at training and conferences, where it was counted" in key_figures(opened(kit, "year_in_numbers")).markdown


def test_only_an_attendance_may_be_known_about(kit: Path, sabreport) -> None:
    edit(kit / DATA / "measures.csv", ",905$", ",about 905")
    edit(kit / DATA / "training.csv", r",38$", ",about 40 or so")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert 'measures.csv, row 3, column value: "about 905" is not a number' in ran.err
    assert 'training.csv, row 3, column attendance: "about 40 or so" is not a number' in ran.err


def _silent(kit: Path) -> None:
    """Nobody says what became of the two deliverables under the first priority."""
    edit(kit / DATA / "priorities.csv", r"^(Self-neglect.*),complete,.*$", r"\1,not reported,")
    edit(kit / DATA / "priorities.csv", r"^(Self-neglect.*),in progress,.*$", r"\1,not reported,")


def test_what_nobody_reported_on_is_neither_complete_nor_in_progress(kit: Path) -> None:
    _silent(kit)
    found = facts_of(kit)
    # of seven: two were complete and two in progress, one of each under the first priority
    counts = {name: found[f"board.deliverables{name}.2020"].value for name in ("", "_complete", "_in_progress", "_not_reported")}
    assert counts == {"": 7, "_complete": 1, "_in_progress": 1, "_not_reported": 2}
    text = words(progress_summary(opened(kit, "priorities")))
    assert "one was complete, one was in progress, one was delayed, one was not started and one was stopped." in text
    assert text.endswith("What became of two of them was not reported.")
    table = by_priority(opened(kit, "priorities"))[1]
    assert isinstance(table, Table)
    assert [(row[2], row[3].rpartition("} ")[2]) for row in table.rows] == [("Nothing was reported.", "Not reported")] * 2
    assert "We had no report on two tasks." in words(*in_brief(opened(kit, "summary")))


def test_what_nobody_reported_on_leaves_the_clauses_open(kit: Path) -> None:
    _silent(kit)
    inputs = read_inputs(Project(kit, "example", 2020))
    gaps = {
        each.clause.id: [gap.what for gap in each.gaps]
        for each in answers(Project(kit, "example", 2020), inputs.params, inputs.chapters, inputs.tables)
    }
    assert gaps["4(1)(a)"] == ["nothing is recorded as done under “Self-neglect and hoarding”"]
    assert gaps["4(1)(b)"] == [
        "the plan's “Multi-agency guidance on self-neglect” is not answered",
        "the plan's “Risk panel for people at high risk” is not answered",
    ]


def test_a_progress_without_a_report_is_refused(kit: Path, sabreport) -> None:
    edit(kit / DATA / "priorities.csv", ",stopped,", ",not reported,")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert (
        'priorities.csv, row 6, column progress: the status is "not reported" and progress is not empty. Give the status that '
        "the progress tells of, or empty the cell." in ran.err
    )


@pytest.mark.parametrize(
    ("declined", "said"),
    [
        (0, "Reviews gave us four lessons to act on."),
        (1, "Reviews gave us four lessons. We are acting on three of them; this report says why we are not acting on the rest."),
        (4, "Reviews gave us four lessons, and we decided not to act on them. This report says why."),
    ],
)
def test_a_declined_finding_is_no_lesson_to_act_on(kit: Path, declined: int, said: str) -> None:
    path = kit / DATA / "sar_findings.csv"
    lines = ["sar,finding,action,status,reason"]
    lines += [f"Alder,Finding {n},,declined,Too dear" for n in range(declined)]
    lines += [f"Alder,Finding {n},Act,in progress," for n in range(declined, 4)]
    lines += ["Alder,Finding 3,Act again,planned,"] if declined < 4 else []  # a second action makes no second lesson
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert said in words(*in_brief(opened(kit, "summary")))


def _located(kit: Path, names: int) -> None:
    """So many places, the first of which was the commonest."""
    path = kit / DATA / "measures.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if ",location," not in line]
    kept += [f"exampleshire,location,Place {n},{90 - n}" for n in range(names)]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def test_percentages_of_a_breakdown_have_a_place_of_their_own(kit: Path) -> None:
    edit(kit / DATA / "measures.csv", r"exampleshire,location,.*\n", "")
    with (kit / DATA / "measures.csv").open("a", encoding="utf-8") as stream:
        stream.write("exampleshire,location_pct,Own home,58\nexampleshire,location_pct,Elsewhere,42\n")
    chapter = opened(kit, "concerns_and_enquiries")
    text, chart, table = breakdown("location")(chapter, chapter.params.areas[0])
    assert words(text) == (
        "Where it happened, share of enquiries (share of concluded enquiries by the place of the suspected abuse): "
        "most often “Own home” (58%)."
    )
    assert isinstance(chart, Chart)
    assert "Largest: Own home 58% and Elsewhere 42%." in chart.alt
    assert isinstance(table, Table)
    assert [[without_spans(cell) for cell in row] for row in table.rows] == [["Own home", "58%"], ["Elsewhere", "42%"]]


def test_a_percentage_of_a_breakdown_that_tells_of_few_hides_the_others_too(kit: Path) -> None:
    """1.1% of 281 is 3, and 100% less the others would tell it."""
    with (kit / DATA / "measures.csv").open("a", encoding="utf-8") as stream:
        stream.write("exampleshire,sex_pct,Female,58.9\nexampleshire,sex_pct,Male,40\nexampleshire,sex_pct,Not known,1.1\n")
    found = facts_of(kit)
    assert [found[f"exampleshire.sex_pct.{name}.2020"].text for name in ("female", "male", "not-known")] == ["[c]"] * 3


def test_a_chart_of_very_many_categories_shows_the_largest_and_says_so(kit: Path) -> None:
    _located(kit, 40)
    chapter = opened(kit, "concerns_and_enquiries")
    _, chart, table = breakdown("location")(chapter, chapter.params.areas[0])
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert "The chart has room for the largest; the table holds all of them." in chart.note
    assert chart.figure.get_size_inches()[1] <= 8.2
    assert (len(chart.figure.axes[0].get_yticklabels()), len(table.rows)) == (27, 40)


def test_dates_after_the_year_stand_beside_what_was_so_at_its_end(kit: Path) -> None:
    with (kit / DATA / "sars.csv").open("a", encoding="utf-8") as stream:
        stream.write("Elm,Late,mandatory,2019-10-08,2020-05-01,2020-06\nOak,Shown late,mandatory,2019-10-09,2020-03,2020-04-02\n")
    *_, table = reviews_of_the_year(opened(kit, "safeguarding_adults_reviews"))
    assert isinstance(table, Table)
    assert {row[0]: row[3] for row in table.rows if row[0] in ("Late", "Shown late")} == {
        "Late": "Ongoing on 31 March 2020; concluded on 1 May 2020; published in June 2020",
        "Shown late": "Concluded in March 2020; published on 2 April 2020",
    }


def test_a_review_that_is_not_listed_has_its_dates_beside_its_findings(kit: Path) -> None:
    with (kit / DATA / "sars.csv").open("a", encoding="utf-8") as stream:
        stream.write("Elm,Old,mandatory,2017-12-05,2018-05,2019-06-06\n")
    with (kit / DATA / "sar_findings.csv").open("a", encoding="utf-8") as stream:
        stream.write("Elm,A finding,An action,planned,\n")
    said = words(*findings(opened(kit, "safeguarding_adults_reviews")))
    assert said.endswith("This review was begun on 5 December 2017, concluded in May 2018 and published on 6 June 2019.")
    assert said.count("This review was") == 1


def test_an_action_and_a_reason_are_both_printed_whatever_the_status(kit: Path) -> None:
    with (kit / DATA / "sar_findings.csv").open("a", encoding="utf-8") as stream:
        stream.write("Alder,One,,declined,No money\nAlder,Two,Buy it,declined,No money\nAlder,Three,Do it,in progress,Late\n")
    tables = [each for each in findings(opened(kit, "safeguarding_adults_reviews")) if isinstance(each, Table)]
    done = {row[0]: row[1] for table in tables for row in table.rows}
    assert {name: done[name] for name in ("One", "Two", "Three")} == {
        "One": "No money",
        "Two": "Buy it. **Reason:** No money",
        "Three": "Do it. **Reason:** Late",
    }


def test_an_event_is_dated_as_far_as_its_date_is_known(kit: Path) -> None:
    with (kit / DATA / "training.csv").open("a", encoding="utf-8") as stream:
        stream.write("Level 3,2019-05-16,Nurses,20\nLevel 3,2019-05-23,Nurses,18\nLevel 3,2019-05,Nurses,7\n")
        stream.write("Course,2019-11-06/2019-11-07,Nurses,5\n")
    *_, table = events(opened(kit, "training"))
    assert isinstance(table, Table)
    held = [(row[1], without_spans(row[3])) for row in table.rows if row[0] in ("Level 3", "Course")]
    assert held == [("May 2019", "7"), ("16 May 2019", "20"), ("23 May 2019", "18"), ("6 November 2019 to 7 November 2019", "5")]
    assert facts_of(kit).named("board.attendance.level-3-2019-05").value == 7
