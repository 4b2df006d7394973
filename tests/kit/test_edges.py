"""Boards at the edges: one year, missing figures, no reviews, one side of the account, text that looks like markup."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import copy_kit
from reading import html_page, html_text, word_text
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.chapters import assurance, breakdowns, finance, key_figures, partnership, priorities, reviews, training, trends
from sabreport.chapters.chapter import Chapter, open_chapter
from sabreport.documents.engines import FORMATS, Engine
from sabreport.exhibits.exhibit import Chart, Exhibit, Table
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import without_spans

DATA = "data/example/2020"


def opened(kit: Path, chapter: str = "concerns_and_enquiries") -> Chapter:
    return open_chapter(chapter, "example", 2020, str(kit))


def said(exhibits: list[Exhibit]) -> str:
    return without_spans(" ".join(each.markdown for each in exhibits if isinstance(each, Prose)))


def edit(kit: Path, file: str, pattern: str, new: str) -> None:
    path = kit / DATA / file
    text = path.read_text(encoding="utf-8")
    assert re.search(pattern, text, flags=re.MULTILINE)
    path.write_text(re.sub(pattern, new, text, flags=re.MULTILINE), encoding="utf-8")


def header_only(kit: Path, *names: str) -> None:
    for name in names:
        path = kit / DATA / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def test_one_year_of_data_gets_no_trend(kit: Path) -> None:
    shutil.rmtree(kit / "data/example/2019")
    chapter = opened(kit)
    exhibits = chapter.by_area(trends.concerns_and_enquiries, trends.making_safeguarding_personal, trends.deprivation_of_liberty)
    text = said([*exhibits, key_figures.key_figures(chapter)])
    assert "There were 905 safeguarding concerns in Exampleshire in 2019-20." in text
    assert not re.search(r"2018-19|\bup\b|\bdown\b|more than in|fewer", text)
    for chart in (each for each in exhibits if isinstance(each, Chart)):
        assert not re.search(r"2018-19|up |down ", without_spans(chart.caption))


def test_a_missing_figure_is_said_to_be_missing(kit: Path) -> None:
    edit(kit, "measures.csv", r"^(exampleshire,msp_asked_pct,,)\d+$", r"\1")
    chapter = opened(kit)
    exhibits = chapter.by_area(trends.making_safeguarding_personal)
    assert "No figure is available for 2019-20 for people asked what they wanted in Exampleshire." in said(exhibits)
    (table,) = (each for each in exhibits if isinstance(each, Table))
    assert without_spans(table.rows[0][2]) == "not available"


def test_a_board_with_no_figures_at_all_says_so_and_shows_no_empty_chart(kit: Path) -> None:
    header_only(kit, "measures")
    shutil.rmtree(kit / "data/example/2019")
    exhibits = opened(kit).by_area(trends.deprivation_of_liberty, breakdowns.breakdown("abuse_type"), breakdowns.people)
    assert "No figure is available for 2019-20 for DoLS applications, the number of applications outstanding" in said(exhibits)
    assert all(isinstance(each, Prose) for each in exhibits)


def show_small_counts(kit: Path) -> None:
    with (kit / "params/example/board.yml").open("a", encoding="utf-8") as stream:
        stream.write("disclosure:\n  enabled: false\n  reason: Every figure is published already.\n")


def test_zeros_are_figures(kit: Path) -> None:
    show_small_counts(kit)
    edit(kit, "measures.csv", r"^(exampleshire,(?:concerns\w*|enquiries_s42|dols_outstanding),,)\d+$", r"\g<1>0")
    text = said(opened(kit).by_area(trends.concerns_and_enquiries, trends.deprivation_of_liberty))
    assert "There were no safeguarding concerns in Exampleshire in 2019-20, 822 fewer than in 2018-19 (down 100%)." in text
    assert "stood at 0 on 31 March 2020" in text
    assert "led to" not in text, "no conversion of nothing"


def test_singulars_are_singular(kit: Path) -> None:
    show_small_counts(kit)
    edit(kit, "measures.csv", r"^(exampleshire,(?:concerns\w*|enquiries_s42|dols_applications),,)\d+$", r"\g<1>1")
    text = said(opened(kit).by_area(trends.concerns_and_enquiries, trends.deprivation_of_liberty))
    assert "There was 1 safeguarding concern in Exampleshire" in text
    assert "1 section 42 enquiry was begun" in text
    assert "received 1 DoLS application in" in text


def test_one_concern_for_every_adult(kit: Path) -> None:
    for adults, told in ((905, "That is one concern for every adult."), (1357, "That is one concern for every adult."), (90, "")):
        edit(kit, "measures.csv", r"^(exampleshire,adult_population,,)\d+$", rf"\g<1>{adults}")
        text = said(opened(kit).by_area(trends.concerns_and_enquiries))
        assert (told or "There were 905") in text
        assert "for every 1" not in text
        assert "for every 0" not in text
        assert ("for every" in text) == bool(told)


def test_categories_that_are_equal_are_told_without_a_largest(kit: Path) -> None:
    show_small_counts(kit)
    edit(kit, "measures.csv", r"^(exampleshire,abuse_type,[^,]*,)\d+$", r"\g<1>1")
    text = said(opened(kit).by_area(breakdowns.breakdown("abuse_type")))
    assert text.endswith(": none stands out; several have the largest count (1 each).")


def test_a_board_of_one_chapter_has_one_chapter(kit: Path, sabreport) -> None:
    year = kit / "params/example/2020.yml"
    year.write_text("kind: sab_annual_report\ntitle: Annual report\nchapters:\n  - finance\n", encoding="utf-8")
    assert re.search(
        r"^example 2019-20: 1 chapter, \d+ files, \d+ facts\.", sabreport("check", "--year", "2020", root=kit).out, re.M
    )


def test_a_nil_return_of_reviews_is_stated(kit: Path) -> None:
    header_only(kit, "sars", "sar_findings")
    chapter = opened(kit)
    exhibits = [*reviews.reviews_of_the_year(chapter), *reviews.findings(chapter)]
    assert said(exhibits) == "No safeguarding adults review was begun, concluded or ongoing in 2019-20."
    assert len(exhibits) == 1


def test_a_review_begun_and_concluded_elsewhen_is_not_of_this_year(kit: Path) -> None:
    rows = [
        "OLD,Old,mandatory,2015-01-01,2016-01-01,",
        "NEXT,Next,mandatory,2020-05-01,,",
        "NOW,Now,mandatory,2016-01-01,2020-03-31,",
    ]
    header_only(kit, "sars", "sar_findings")
    with (kit / DATA / "sars.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n".join(rows) + "\n")
    chapter = opened(kit)
    exhibits = reviews.reviews_of_the_year(chapter)
    assert "began no safeguarding adults reviews in 2019-20 and carried on with one begun in earlier years" in said(exhibits)
    assert "One review was concluded in the year, and none were ongoing on 31 March 2020." in said(exhibits)
    (table,) = (each for each in exhibits if isinstance(each, Table))
    assert [row[0] for row in table.rows] == ["Now"]


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (("1000", "900"), "That leaves £100 unspent."),
        (("900", "1000"), "Expenditure was £100 more than income."),
        (("500.50", "500.50"), "The account balances."),
    ],
)
def test_the_balance_is_stated_as_it_is(kit: Path, amounts: tuple[str, str], sentence: str) -> None:
    header_only(kit, "finance")
    with (kit / DATA / "finance.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"income,Council,{amounts[0]}\nexpenditure,Staffing,{amounts[1]}\n")
    assert sentence in said(finance.account(opened(kit)))


def test_pence_add_up_to_the_printed_total(kit: Path) -> None:
    header_only(kit, "finance")
    rows = ["income,A,100.40", "income,B,100.40", "income,C,100.40", "expenditure,Staffing,301.2"]
    with (kit / DATA / "finance.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n".join(rows) + "\n")
    exhibits = finance.account(opened(kit))
    assert "Income in 2019-20 was £301.20 and expenditure was £301.20. The account balances." in said(exhibits)
    income = next(each for each in exhibits if isinstance(each, Table))
    assert [without_spans(row[1]).strip("*") for row in income.rows] == ["£100.40", "£100.40", "£100.40", "£301.20"]


def test_an_account_of_one_side_is_said_to_be_incomplete(kit: Path) -> None:
    header_only(kit, "finance")
    with (kit / DATA / "finance.csv").open("a", encoding="utf-8") as stream:
        stream.write("income,Council,1000\n")
    exhibits = finance.account(opened(kit))
    assert said(exhibits) == "Income in 2019-20 was £1,000. No figure of expenditure was supplied for 2019-20."
    assert [each.id for each in exhibits if isinstance(each, Table)] == ["income"]


def test_files_with_a_header_only_give_sentences_not_errors(kit: Path) -> None:
    header_only(kit, "priorities", "training", "assurance", "audits", "forward")
    chapter = opened(kit)
    text = said(
        [
            priorities.progress_summary(chapter),
            *priorities.by_priority(chapter),
            *priorities.next_year(chapter),
            *training.events(chapter),
            *assurance.self_assessment(chapter),
            *assurance.audits(chapter),
        ]
    )
    for sentence in (
        "The plan for 2019-20 had no deliverables.",
        "No training event was recorded in 2019-20.",
        "No agency's self-assessment was supplied for 2019-20.",
        "No multi-agency audit was recorded in 2019-20.",
        "No aims for the coming year were supplied.",
    ):
        assert sentence in text, text


def test_attendance_not_counted_is_said_so(kit: Path) -> None:
    header_only(kit, "training")
    with (kit / DATA / "training.csv").open("a", encoding="utf-8") as stream:
        stream.write("Briefing,2019-05-01,All,\n")
    exhibits = training.events(opened(kit))
    assert said(exhibits) == "The board held one event in 2019-20. Attendance was not counted."


def test_a_member_without_a_statement_is_named(kit: Path) -> None:
    statement = next((kit / DATA / "partners").glob("*.md"))
    statement.unlink()
    edit(kit, "sources.csv", rf"^partners/{statement.name},.*\n", "")
    member = next(m for m in opened(kit).params.members if m.id == statement.stem)
    assert f"No statement was received from {member.name}." in said(partnership.statements(opened(kit, "members_statements")))


def test_ten_years_and_five_areas_are_drawn(tmp_path: Path) -> None:
    root = copy_kit(tmp_path / "kit", "example")
    board = root / "params/example/board.yml"
    areas = "areas:\n" + "".join(f"  - id: area{n}\n    name: Area {n}\n" for n in range(5))
    text = board.read_text(encoding="utf-8").partition("recipients:")[0]
    board.write_text(re.sub(r"^areas:\n(?:[ #].*\n)+", areas, text, flags=re.MULTILINE), encoding="utf-8")
    shutil.rmtree(root / "data/example/2019")
    for year in range(2011, 2021):
        path = root / f"data/example/{year}/measures.csv"
        path.parent.mkdir(exist_ok=True)
        lines = ["area,measure,category,value"]
        lines += [f"area{n},{name},,{year - 1900 + n}" for n in range(5) for name in ("concerns", "enquiries_s42")]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    chapter = open_chapter("concerns_and_enquiries", "example", 2020, str(root))
    exhibits = chapter.by_area(trends.concerns_and_enquiries)
    charts = [each for each in exhibits if isinstance(each, Chart)]
    assert [chart.id.partition("-")[0] for chart in charts] == ["flow", "concerns"] * 5
    assert "2010-11 to 2019-20" in charts[1].alt
    for chart in charts:
        bundle, metadata = chart._repr_mimebundle_()
        assert bundle["image/svg+xml"].startswith("<?xml")
        assert metadata["sabreport"]["alt"]


AWKWARD = "5* | [x](y) {#z} <script>alert(1)</script> $5$ @fig-none {{< include /etc/passwd >}} \\today “q” `c` #1 ~a~ ^b^ _u_"


def test_text_that_looks_like_markup_is_printed_as_it_stands(kit: Path, engine: Engine) -> None:
    quoted = AWKWARD.replace('"', '""')
    header_only(kit, "forward")
    with (kit / DATA / "forward.csv").open("a", encoding="utf-8") as stream:
        stream.write(f'"{quoted}","{quoted}"\n')
    statement = next((kit / DATA / "partners").glob("*.md"))
    statement.write_text(
        '# Achievements\n\n<script>alert(1)</script>\n\n```{=typst}\n#read("/etc/passwd")\n```\n\n'
        "{{< include /etc/passwd >}}\n\n"
        "\\input{/etc/passwd} and @fig-none and {{ exampleshire.concerns }}.\n",
        encoding="utf-8",
    )
    year = kit / "params/example/2020.yml"
    listed = "  - members_statements\n  - looking_forward\n"
    year.write_text(f"kind: sab_annual_report\ntitle: Annual report\nchapters:\n{listed}", encoding="utf-8")
    project = Project(kit, "example", 2020)
    build_report(project, engine, FORMATS)
    html, word = (next(project.outputs.glob(f"*-2019-20.{suffix}")) for suffix in ("html", "docx"))
    assert html_page(html).find("script") is None
    for text in (html_text(html), word_text(word)):
        assert text.count(AWKWARD) == 2
        assert "<script>alert(1)</script>" in text
        assert "{{< include /etc/passwd >}}" in text
        assert '#read("/etc/passwd")' in text.replace("“", '"').replace("”", '"')
        assert "@fig-none and 905." in text.replace(" .", ".")
        assert "root:" not in text


def next_plan(kit: Path) -> None:
    folder = kit / "data/example/2021"
    folder.mkdir()
    (folder / "priorities.csv").write_text(
        "priority,deliverable,lead,activity,due,status,progress\n"
        "Self-neglect and hoarding,Second year of the panel,Exampleshire Council,Meet every month,2021-03-31,not started,\n"
        "Loneliness,A survey,Voices of Exampleshire,,autumn 2020,not started,\n",
        encoding="utf-8",
    )


def test_next_years_plan_is_written_with_the_same_file_and_read_by_looking_forward(kit: Path) -> None:
    next_plan(kit)
    exhibits = priorities.next_year(opened(kit, "looking_forward"))
    assert "## Self-neglect and hoarding" in said(exhibits), "an aim and a plan meet under one heading"
    assert said(exhibits).count("## Self-neglect and hoarding") == 1
    plans = {each.id: each for each in exhibits if isinstance(each, Table)}
    assert plans["plan-loneliness"].rows == [["**A survey**", "Voices of Exampleshire", "autumn 2020"]]
    first = plans["plan-self-neglect-and-hoarding"]
    assert first.caption == "Self-neglect and hoarding: the plan for 2020-21"
    assert first.rows == [["**Second year of the panel.** Meet every month", "Exampleshire Council", "31 March 2021"]]


def test_the_plan_alone_is_enough_for_looking_forward(kit: Path, sabreport) -> None:
    (kit / DATA / "forward.csv").unlink()
    sources = kit / DATA / "sources.csv"
    kept = [line for line in sources.read_text("utf-8").splitlines() if not line.startswith("forward.csv")]
    sources.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert "looking_forward" in sabreport("check", "--year", "2020", root=kit).err
    next_plan(kit)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert (ran.code, "looking_forward" in ran.err) == (0, False), ran.err


def test_a_priority_that_goes_on_is_linked_to_next_years_plan_and_a_status_is_a_word_and_a_mark(kit: Path) -> None:
    exhibits = priorities.by_priority(opened(kit, "priorities"))
    assert "carries this priority on: see @sec-forward-self-neglect-and-hoarding." in said(exhibits)
    statuses = [row[-1] for each in exhibits if isinstance(each, Table) for row in each.rows]
    assert '[■]{.status-mark aria-hidden="true"} Complete' in statuses
    assert '[▲]{.status-mark aria-hidden="true"} Delayed' in statuses
    assert not [each for each in statuses if "]{" not in each]


def test_what_is_not_reported_yet_is_said(kit: Path) -> None:
    edit(kit, "priorities.csv", r"In use since October 2019\.", "")
    tables = [each for each in priorities.by_priority(opened(kit, "priorities")) if isinstance(each, Table)]
    assert any(row[2] == "Nothing was reported." for table in tables for row in table.rows)
