"""The tables of a board against each other: names that come to one, figures that do not go together, files that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from sabreport.base.errors import Problem, ReportError, grouped
from sabreport.base.project import Project
from sabreport.base.slugs import slug
from sabreport.chapters.assurance import audits
from sabreport.chapters.chapter import open_chapter
from sabreport.chapters.priorities import by_priority
from sabreport.chapters.reviews import findings
from sabreport.inputs import read_inputs
from sabreport.settings.params import load_params
from sabreport.tables.extract import Extract
from sabreport.tables.folder import read_tables
from sabreport.tables.measure_checks import measure_warnings

DATA = "data/example/2020"


def add(kit: Path, name: str, *rows: str) -> None:
    with (kit / DATA / f"{name}.csv").open("a", encoding="utf-8") as stream:
        stream.write("".join(f"{row}\n" for row in rows))


def edit(kit: Path, name: str, old: str, new: str) -> None:
    path = kit / DATA / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def headings_alone(kit: Path, *names: str) -> None:
    for name in names:
        path = kit / DATA / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def test_names_that_would_be_one_fact_or_heading_are_refused_in_every_table(kit: Path, sabreport) -> None:
    add(kit, "training", "Mental capacity: in practice,2019-09-24,All,3", "Mental capacity in practice,2019-09-25,All,3")
    add(kit, "priorities", "-,Nothing,,,,complete,Done", "Self neglect and hoarding,More,,,,complete,Done")
    edit(kit, "forward", "Preventing abuse in care settings", "Preventing abuse: in care settings")
    edit(kit, "audits", "Multi-agency case audit 2", "Multi-agency case (audit 1)")
    edit(kit, "assurance", "Voices of Exampleshire,Listening to people", "Voices of Exampleshire,Listening: to people")
    add(kit, "sars", "(Alder),Another,mandatory,2019-05-01,,")
    add(kit, "measures", "exampleshire,location,Own-home,3", "exampleshire,location,???,3")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    for message in (
        r'training\.csv, row 6, .*: "Mental capacity: in practice" cannot be told from "Mental capacity in practice" of row 3',
        r'priorities\.csv, row 9, column priority: "-" has no letter and no digit\. Give it a name that has\.',
        r'priorities\.csv, row 10, .*: "Self neglect and hoarding" cannot be told from "Self-neglect and hoarding" of row 2\.',
        r'forward\.csv, row 6, .*: "Preventing abuse: in care settings" cannot be told from "Preventing abuse in care settings" '
        r"of row 7 of 2020/priorities\.csv\.",
        r'audits\.csv, row 5, .*: "Multi-agency case \(audit 1\)" cannot be told from "Multi-agency case audit 1" of row 2\.',
        r'assurance\.csv, row 26, .*: "Listening: to people" cannot be told from "Listening to people" of row 6\.',
        r'sars\.csv, row 5, .*: "\(Alder\)" cannot be told from "Alder" of row 2\.',
        r'measures\.csv, row 44, .*: "Own-home" cannot be told from "Own home" of row 25\.',
        r'measures\.csv, row 45, .*: "\?\?\?" has no letter and no digit\.',
    ):
        assert len(re.findall(message, ran.err)) == 1, f"{message}\n{ran.err}"
    assert ran.err.count("cannot be told from") == 7


def add_names_in_other_scripts(kit: Path) -> None:
    add(kit, "training", "ਪੰਜਾਬੀ,2019-09-24,All,3", "اردو,2019-09-24,All,3")
    add(kit, "priorities", "Τζ,Deed,,,,complete,Done", "ਪੰਜਾਬੀ,Deed,,,,complete,Done")
    add(kit, "audits", "中文,Falls,complete,A finding", "中文 2,Falls,complete,A finding")
    add(kit, "finance", "income,ਪੰਜਾਬੀ,10", "income,اردو,20", "expenditure,ਪੰਜਾਬੀ,30")
    add(kit, "measures", "exampleshire,location,ਪੰਜਾਬੀ,30", "exampleshire,location,اردو,40")


def test_names_in_other_scripts_are_told_apart(kit: Path) -> None:
    add_names_in_other_scripts(kit)
    facts = read_inputs(Project(kit, "example", 2020)).facts
    assert facts.named(f"exampleshire.location.{slug('ਪੰਜਾਬੀ')}").value == 30
    assert facts.named(f"exampleshire.location.{slug('اردو')}").value == 40
    assert all(key.isascii() for key in facts)


def test_names_in_other_scripts_that_differ_in_marks_alone_are_refused(kit: Path) -> None:
    add(kit, "audits", "ਪੰਜਾਬੀ: اردو,Falls,complete,A finding", "ਪੰਜਾਬੀ اردو,Falls,complete,Another")
    (said,) = told(kit)
    assert 'row 7, column audit: "ਪੰਜਾਬੀ اردو" cannot be told from "ਪੰਜਾਬੀ: اردو" of row 6.' in said


def test_a_member_may_be_called_by_its_id_and_its_name(kit: Path, sabreport) -> None:
    edit(kit, "assurance", "Exampleshire Police,Leadership", "exampleshire_police,Leadership")
    assert sabreport("check", "--year", "2020", root=kit).code == 0


def test_one_audit_may_have_several_themes_and_has_one_status(kit: Path, sabreport) -> None:
    add(kit, "audits", "Multi-agency case audit 1,Neglect,complete,More")
    first = str(audits(open_chapter("assurance_and_audit", "example", 2020, str(kit)))[0])
    stands, of_one, of_other = re.split(r"Theme: ", first)
    assert stands.endswith("Status on 31 March 2020: complete.\\n\\n"), stands
    assert of_one.startswith("Self-neglect.\\n\\n- Practitioners kept")
    assert of_other.startswith("Neglect.\\n\\n- More")
    add(kit, "audits", "Multi-agency case audit 1,Neglect,delayed,Still more")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert 'row 7, column status: "delayed" is not the status that row 2 has for the same audit, "complete".' in ran.err


def test_a_theme_may_differ_in_capitals_like_a_name(kit: Path) -> None:
    before = told(kit)
    add(kit, "audits", "Multi-agency case audit 1,SELF-NEGLECT,complete,More")
    (said,) = [each for each in told(kit) if each not in before]
    assert 'audits.csv, row 6: cells are read as what they stand for: "SELF-NEGLECT" as "Self-neglect".' in said


def test_tables_of_headings_alone_are_warned_of_and_an_account_is_refused(kit: Path, sabreport) -> None:
    headings_alone(kit, "training", "audits")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 0
    assert (
        'training.csv: the file has headings and no row, and the chapter "training" needs it. Nothing, if there was none: '
        "the report then says so. Otherwise fill it in. One row for each event."
    ) in ran.err
    assert ran.err.count("headings and no row") == 2
    headings_alone(kit, "finance")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert (
        'finance.csv: the file has headings and no row, and the chapter "finance" needs it. Fill it in (or take the chapter '
        "out of the params). One row for each item of income or expenditure in the year."
    ) in ran.err


def test_a_missing_file_is_told_once_with_what_may_be_meant_for_it(kit: Path, sabreport) -> None:
    folder = kit / DATA
    for name, other in (
        ("measures.csv", "Measures.xlsx"),
        ("sars.csv", "sars (1).csv"),
        ("sar_findings.csv", "SAR findings - Copy.csv"),
        ("finance.csv", "finance.csv.txt"),
        ("training.csv", "training.xls"),
    ):
        (folder / name).rename(folder / other)
    (folder / "audits.csv").unlink()
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    said = [line.strip().removeprefix(f"{DATA}/") for line in ran.err.splitlines()[1:]]
    assert said[0] == (
        'measures.csv: the file is missing, and the chapters "year_in_numbers", "concerns_and_enquiries", '
        '"making_safeguarding_personal" and "deprivation_of_liberty" need it. Measures.xlsx stands beside it: '
        "call that measures.xlsx if it is meant."
    )
    assert [line.split(" it. ")[1] for line in said[1:]] == [
        "sars (1).csv stands beside it: call that sars.csv if it is meant.",
        "SAR findings - Copy.csv stands beside it: call that sar_findings.csv if it is meant.",
        "Add it with the columns audit,theme,status,finding (or take the chapter out of the params).",
        "training.xls stands beside it: open that and save it as an Excel workbook called training.xlsx.",
        "finance.csv.txt stands beside it: call that finance.csv if it is meant.",
    ]


def _folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("gone.csv")


def _link_outside(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_folder_in_its_place, "this is a folder, and a file is expected. Put the file itself here, without a folder."),
        (_link_to_nothing, "the file is a link to nothing. Put the file itself here."),
        (_link_outside, "the file is a link to a file outside the kit's folder. Put a copy of the file itself here."),
        (lambda path: path.write_text("x" * 2_000_001, "utf-8"), "the file has 2,000,001 bytes, and at most 2,000,000 are read."),
    ],
)
def test_an_extract_that_is_no_file_is_told(kit: Path, sabreport, harm: Callable[[Path], None], message: str) -> None:
    harm(kit / DATA / "forward.csv")
    ran = sabreport("check", "--year", "2020", root=kit)
    (line,) = ran.err.splitlines()[1:]
    assert line.strip().startswith(f"{DATA}/forward.csv: {message}")


def test_a_year_without_its_folder_is_told_in_one_message(kit: Path, sabreport) -> None:
    (kit / DATA).rename(kit / "data/example/elsewhere")
    ran = sabreport("check", "--year", "2020", root=kit)
    (line,) = ran.err.splitlines()[1:]
    assert line.strip().startswith(f"{DATA}: there is no such folder, and the report needs measures.csv, priorities.csv, ")
    assert line.endswith("Make the folder and put the files in it: docs/data_dictionary.md says what each of them holds.")


def warned(kit: Path, *rows: tuple[str, str, float | None]) -> list[str]:
    """What is said of figures of one area, the first in row 2, none of them held back."""
    params = load_params(Project(kit, "example", 2020))
    frame = pd.DataFrame(
        [("exampleshire", measure, category, value, "") for measure, category, value in rows],
        columns=["area", "measure", "category", "value", "suppressed"],
        index=range(2, len(rows) + 2),
    )
    found = grouped(measure_warnings(params, Extract(kit / "measures.csv", frame)))
    return [problem.sentence(kit) for problem in found]


def test_more_enquiries_than_concerns_are_warned_of(kit: Path) -> None:
    assert warned(kit, ("concerns", "", 905), ("enquiries_s42", "", 1905)) == [
        "measures.csv, row 3, column value: 1905 enquiries (enquiries_s42) are more than the 905 concerns of row 2: a conversion "
        "rate of 210%. Check both: the report prints the rate. It may be right where enquiries of earlier years' concerns were "
        "begun."
    ]
    assert warned(kit, ("concerns", "", 905), ("enquiries_s42", "", 905)) == []


def test_check_warns_of_figures_and_says_that_all_can_be_built(kit: Path, sabreport) -> None:
    edit(kit, "measures", "enquiries_s42,,281", "enquiries_s42,,1905")
    edit(kit, "measures", "enquiries_other,,36", "enquiries_other,,")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 0
    assert "row 5, column value: 1905 enquiries (enquiries_s42) are more than the 905 concerns of row 3" in ran.err
    assert "warn (extracts): data/example/2020/measures.csv, row 6, column value: there is no figure." in ran.err


def test_categories_above_their_total_are_warned_of_with_all_rows(kit: Path) -> None:
    figures = [("enquiries_s42", "", 281), ("sex", "Female", 165), ("sex", "Male", 117), ("location", "Home", 400)]
    assert warned(kit, *figures) == [
        "measures.csv, rows 3 and 4, column value: the categories of sex add up to 282, more than the 281 of enquiries_s42 in "
        "row 2. Check both. It may be right where a person is in two categories, or had two enquiries."
    ]


@pytest.mark.parametrize(
    ("percent", "base", "near"),
    [
        (11, 39, "4 of 39 is 10%, 5 of 39 is 13%"),
        (10, 39, ""),
        (10.3, 39, ""),  # 4 of 39 is 10.256
        (10.2, 39, "3 of 39 is 7.7%, 4 of 39 is 10.3%"),
        (100, 39, ""),
        (99, 39, "38 of 39 is 97%, 39 of 39 is 100%"),
        (33, 3, ""),
        (50, 0, "there were none"),
        (11, 875, ""),
    ],
)
def test_a_percentage_that_its_base_cannot_give_is_warned_of(kit: Path, percent: float, base: int, near: str) -> None:
    found = warned(kit, ("enquiries_s42", "", base), ("enquiries_ceased_pct", "", percent))
    remedy = "Check both. It may be right where it is a share of another count, such as enquiries concluded in the year."
    wanted = f"no whole number out of the {base} in row 2 (enquiries_s42) is {percent}%: {near}. {remedy}"
    assert found == ([f"measures.csv, row 3, column value: {wanted}"] if near else [])


def told(kit: Path) -> list[str]:
    """What is said of the tables of the example: faults, or else remarks."""
    project = Project(kit, "example", 2020)
    try:
        found = grouped(read_tables(project, load_params(project), (), texts=False).warnings)
    except ReportError as error:
        found = error.problems
    return [problem.sentence(kit / DATA) for problem in found]


REVIEWS: dict[str, str] = {
    "Old,Old,mandatory,2017-12-05,2018-05-05,2019-06-06": "sars.csv, row 5, column concluded: 2018-05-05 is before 2019-20, and "
    "sar_findings.csv has no row of this review, so it is not printed, although it was published in 2019-20. Correct the date if "
    "it is wrong. Otherwise tell of the review in the chapter's text, or delete the row.",
    "Older,Older,mandatory,2016,2017,2018-01": "sars.csv, row 5, column concluded: 2017 is before 2019-20, and sar_findings.csv "
    "has no row of this review, so it is not printed. Correct the date if it is wrong. Otherwise tell of the review in the "
    "chapter's text, or delete the row.",
    "New,New,mandatory,2020-10-08,,": "sars.csv, row 5, column commissioned: 2020-10-08 is after 2019-20, so the report neither "
    "counts nor lists this review. Correct the date if it is wrong. Otherwise it belongs to a later report.",
    "Late,Late,mandatory,2019-10-08,2020-05-01,2020-06-01": "sars.csv, row 5, column concluded: 2020-05-01 is after 2019-20, so "
    "the review counts as ongoing on 31 March 2020. Check the date. It is printed beside that.",
}
"""What is said of a review with a date outside the year."""


@pytest.mark.parametrize("row", REVIEWS)
def test_a_review_outside_the_year_is_told(kit: Path, row: str) -> None:
    before = told(kit)
    add(kit, "sars", row)
    assert [each for each in told(kit) if each not in before] == [REVIEWS[row]]


def test_an_old_review_with_findings_is_printed_and_not_told(kit: Path) -> None:
    before = told(kit)
    add(kit, "sars", "Old,Old,mandatory,2017-12-05,2018-05-05,2019-06-06")
    add(kit, "sar_findings", "Old,A finding,An action,planned,")
    assert told(kit) == before


def test_a_review_begun_after_the_year_is_left_out_with_its_findings(kit: Path) -> None:
    counted = read_inputs(Project(kit, "example", 2020)).facts.named("board.findings").value
    before = told(kit)
    add(kit, "sars", "New,Newly begun,mandatory,2020-10-08,,")
    add(kit, "sar_findings", "New,A finding,An action,planned,")
    (said,) = [each for each in told(kit) if each not in before]
    assert "so the report neither counts nor lists this review, and leaves out its findings. Correct the date" in said
    inputs = read_inputs(Project(kit, "example", 2020))
    assert inputs.facts.named("board.findings").value == counted
    assert "board.findings.new" not in inputs.facts
    printed = findings(open_chapter("safeguarding_adults_reviews", "example", 2020, str(kit)))
    assert printed
    assert not any("Newly begun" in str(each) for each in printed)


def test_what_is_no_part_of_next_years_plan_is_told(kit: Path) -> None:
    plan = kit / DATA / "../../example/2021/priorities.csv"
    plan.parent.mkdir()
    rows = ["More,A guide*,TBC,,,not reported,"]
    begin = "priority,deliverable,lead,activity,due,status,progress"
    plan.write_text("\n".join([begin, *rows]) + "\n", encoding="utf-8")
    said = [each for each in told(kit) if "2021/priorities.csv" in each]
    assert "row 2, column deliverable: the cell holds the mark of a note" in "".join(said)
    assert 'row 2, column lead: "TBC" is printed as it is typed' in "".join(said)
    plan.write_text("\n".join([begin, *rows, "Total,All,,,,not reported,"]) + "\n", encoding="utf-8")
    assert 'row 3, column priority: "Total" looks like a total. Delete the row' in "".join(told(kit))


def test_the_lines_of_what_was_planned_are_printed_as_lines(kit: Path) -> None:
    add(
        kit,
        "priorities",
        '"More","A guide\n- for staff\n- for families",,Write it,,complete,Done',
        '"More","A panel",,"- Meet\n- Decide",,complete,Done',
    )
    printed = by_priority(open_chapter("priorities", "example", 2020, str(kit)))
    line = "[ ]{.line-break}"
    assert rf"**A guide{line}\\- for staff{line}\\- for families.** Write it" in str(printed)
    assert rf"**A panel.**{line}\\- Meet{line}\\- Decide" in str(printed)


def test_a_category_of_the_year_before_that_is_gone_is_told(kit: Path) -> None:
    before = told(kit)
    edit(kit, "measures", "exampleshire,location,Hospital,", "exampleshire,location,Acute hospital,")
    (said,) = [each for each in told(kit) if each not in before]
    assert said == (
        f"{(kit / DATA).parent}/2019/measures.csv, row 27, column category: measures.csv of 2019-20 has no row for "
        '"Hospital" (location of exampleshire), so what stands here is not printed. Where a category has another name now, '
        "write it alike in both years. Where there was none of it this year, add its row with 0, or with [x] if it is not known."
    )


def test_a_category_that_may_be_a_slip_for_one_of_the_year_before_is_named(kit: Path) -> None:
    before = told(kit)
    edit(kit, "measures", "exampleshire,location,Hospital,", "exampleshire,location,Hosptial,")
    (said,) = [each for each in told(kit) if each not in before]
    assert re.search(r'is not printed\. Row \d+ has "Hosptial" this year: did you mean "Hospital"\? Where a category has', said)


def with_row(row: str) -> Callable[[str], str]:
    """A table with another row at its end."""
    return lambda text: f"{text}{row}\n"


def test_a_table_whose_chapter_is_not_listed_is_told(kit: Path, sabreport) -> None:
    path = kit / "params/example/2020.yml"
    path.write_text(re.sub(r"^ *- training\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert (
        'training.csv: the report has no chapter "training", so this table is not printed. List the chapter in the params if '
        "readers are to have it."
    ) in ran.err
    assert ran.err.count("so this table is not printed") == 1


TYPED: dict[str, tuple[str, Callable[[str], str], str]] = {
    "fractions for percentages": (
        "measures",
        lambda text: text.replace("msp_asked_pct,,76", "msp_asked_pct,,0.76").replace("ceased_pct,,11", "ceased_pct,,0.11"),
        "measures.csv, column value: a percentage, or more than one, is less than one per cent, as one that is written as a "
        "fraction is. Write 76, and not 0.76, if 76% is meant.",
    ),
    "a fraction that is held back": (
        "measures",
        lambda text: text.replace("msp_asked_pct,,76", "msp_asked_pct,,0.76").replace("enquiries_s42,,281", "enquiries_s42,,3"),
        "measures.csv, column value: a percentage, or more than one, is less than one per cent",
    ),
    **{
        f"{item} in finance": (
            "finance",
            with_row(f"income,{item},85000"),
            f'finance.csv, row 12, column item: "{item}" looks like a total. Delete the row',
        )
        for item in ("Sub-total", "Sub total", "Subtotal", "GRAND TOTAL")
    },
    **{
        f"{name} in {table}": (
            table,
            with_row(f"{name}{row}"),
            f'column {column}: "{name}" looks like a total. Delete the row: a total is no row of this table.',
        )
        for table, column, row in (
            ("training", "event", ",2020-03-31,All,261"),
            ("forward", "priority", ",Everything"),
            ("audits", "audit", ",Falls,complete,4"),
            ("sars", "sar", ",All,mandatory,2019-05-01,,"),
        )
        for name in ("Total", "Total number attending", "Grand Total:")
    },
    **{
        f"headings again in {table}": (
            table,
            lambda text: f"{text}{text.splitlines()[0].title()}\n",
            f"{table}.csv, row {row}: the row repeats the headings. Delete the row.",
        )
        for table, row in (("training", 6), ("forward", 8), ("finance", 12), ("measures", 44), ("sources", 17))
    },
    "parts of a penny": (
        "finance",
        lambda text: f"{text}income,Gift,9600.335\nincome,Loan,10.3\nincome,Grant,10.35\n",
        "finance.csv, row 12, column amount: the amount has parts of a penny, so the amounts that are printed may not add up to "
        "their total. Round it to pence in the source.",
    ),
    "a sum in finance": (
        "finance",
        lambda text: f"{text}income,Income for the year,85000\n",
        'finance.csv, row 12, column item: "Income for the year" is as much as all rows of income above it together',
    ),
    "a sum in training": (
        "training",
        with_row("People reached,2020-03-31,All,261"),
        'training.csv, row 6, column event: "People reached" is as much as all rows above it together, as a total is. Delete the '
        "row if it is their total, which would be counted beside them.",
    ),
    **{
        f"{name} among the {column} cells of {table}": (
            table,
            with_row(f"{before}{name}{after}"),
            f'column {column}: "{name}" is counted and printed as one more {column}. Delete the row if it stands for the others '
            "together; leave it if it is one of them.",
        )
        for table, column, before, after, names in (
            ("training", "event", "", ",2020,All,261", ("Year to date", "Sum", "Number of events", "Annual attendance")),
            ("measures", "category", "exampleshire,location,", ",276", ("Overall", "Sum", "Number of enquiries", "All places")),
            ("finance", "item", "income,", ",85000", ("Sum:", "Sum of income")),
            ("assurance", "standard", "Candour House,", ",effective", ("Overall", "Overall rating", "Total score", "Mean")),
            ("assurance", "agency", "", ",Leadership and governance,effective", ("Board average", "All agencies", "Average")),
        )
        for name in names
    },
    "a part among categories": (
        "measures",
        with_row("exampleshire,location,of which nursing,60"),
        'measures.csv, row 44, column category: "of which nursing" is counted beside the category that it is a part of. Delete '
        "the row, or divide the other into all its parts.",
    ),
    **{
        f"{category} among categories": (
            "measures",
            with_row(f"exampleshire,location,{category},281"),
            f'column category: "{category}" looks like a total of the other categories of location. Delete the row',
        )
        for category in ("Total", "Grand Total", "All")
    },
    **{
        f"{word} where a cell may be empty": (
            "priorities",
            with_row(f"More,Deed,,,,in progress,{word}"),
            f'priorities.csv, row 9, column progress: "{word}" would be printed as it is typed. Leave the cell empty',
        )
        for word in ("NULL", "NaN", "NaT", "(null)", "(blank)", "\\N")
    },
    **{
        f"{word} where a cell may be empty": (
            "priorities",
            with_row(f"More,Deed,,,,in progress,{word}"),
            f'priorities.csv, row 9, column progress: "{word}" is printed as it is typed. Leave the cell empty if there is',
        )
        for word in ("-", "NA", "n/a", "Nil", ".", "TBD", "To be confirmed", "XX", "???", "[insert progress]")
    },
    "NULL where a text must stand": (
        "audits",
        lambda text: f"{text}Third audit,Falls,complete,NULL\n",
        'audits.csv, row 6, column finding: "NULL" would be printed as it is typed. Write what belongs there.',
    ),
    **{
        f"{cell} for a reason": (
            "sar_findings",
            with_row(f"Alder,Nobody asked,Ask,declined,{cell}"),
            "sar_findings.csv, row 6, column reason: the finding is declined and no reason is given.",
        )
        for cell in ("n/a", "-")
    },
    "n/a for an action": (
        "sar_findings",
        with_row("Alder,Nobody asked,n/a,planned,"),
        "sar_findings.csv, row 6, column action: the finding has no action and its status is planned.",
    ),
    "an event that was not held": (
        "training",
        with_row("Legal update (CANCELLED),2020-03-25,All,"),
        'training.csv, row 6, column event: it says "CANCELLED", and it is counted and printed like what was held. '
        "Delete the row if it was not held in the year.",
    ),
    "an event of another year": (
        "training",
        with_row("Legal update,2019-03-25,All,"),
        "training.csv, row 6, column date: 2019-03-25 is outside 2019-20, and the event is counted and printed like the others.",
    ),
    "a measure by other words": (
        "measures",
        with_row("exampleshire,Section 42 enquiries started,,281"),
        'row 44, column measure: there is no measure "Section 42 enquiries started". Did you mean "enquiries_s42"? docs/data_dic',
    ),
    "a category by its first word": (
        "measures",
        with_row("exampleshire,abuse_type_pct,Neglect,5"),
        '"Neglect" is not a category of abuse_type_pct. Did you mean "Neglect and Acts of Omission"? Allowed: Physical, Sexual, ',
    ),
    "a category by another word": (
        "measures",
        with_row("exampleshire,abuse_type_pct,Emotional,5"),
        '"Emotional" is not a category of abuse_type_pct. Use one of: Physical, Sexual, Psychological, ',
    ),
    "tbc": (
        "priorities",
        lambda text: f"{text}More,Deed,tbc,,,in progress,Done\n",
        'priorities.csv, row 9, column lead: "tbc" is printed as it is typed. Leave the cell empty if',
    ),
    "n/a where a text must stand": (
        "audits",
        lambda text: f"{text}Third audit,Falls,complete,n/a\n",
        '"n/a" is printed as it is typed. Write what belongs there.',
    ),
    "row numbers of R": (
        "finance",
        lambda text: "".join(f'"{number or ""}",{line}\n' for number, line in enumerate(text.splitlines())),
        "finance.csv: the first column has no heading, and row numbers in it, as R and pandas write them. Take the column out",
    ),
}
"""The table, what is done to it, and what is said."""


def test_a_mark_for_nothing_as_a_category_is_told_once(kit: Path) -> None:
    path = kit / DATA / "measures.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count("\nexampleshire,concerns,,") == text.count("\nexampleshire,age,18-64,") == 1
    text = text.replace("\nexampleshire,concerns,,", "\nexampleshire,concerns,NA,")
    path.write_text(text.replace("\nexampleshire,age,18-64,", "\nexampleshire,age,(blank),"), encoding="utf-8")
    said = [each for each in told(kit) if '"NA"' in each or '"(blank)"' in each]
    assert len(said) == 2, said
    assert all("would be printed as it is typed" in each for each in said)


@pytest.mark.sampled
@pytest.mark.parametrize("name", TYPED)
def test_what_is_no_part_of_a_table_is_told_once(kit: Path, name: str) -> None:
    table, change, message = TYPED[name]
    path = kit / DATA / f"{table}.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert len([each for each in told(kit) if message in each]) == 1, told(kit)


def test_a_date_that_cannot_be_read_is_not_compared(kit: Path) -> None:
    add(kit, "sars", "Oak,A review,mandatory,2019-05-01,soon,2019-07-01")
    assert [each.partition(":")[0] for each in told(kit)] == ["sars.csv, row 5, column concluded"]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"Enquiries concluded": 30, "Own home": 10, "Hospital": 20}, ["Enquiries concluded"]),
        ({"Own home": 10, "Hospital": 20, "Places": 30}, ["Places"]),
        ({"Own home": 10, "Hospital": None, "Places": 10, "Other": 20}, []),
        ({"Own home": 10, "Hospital": 10, "Other": 0}, []),
        ({"Own home": 0, "Hospital": 0, "Other": 0}, []),
        ({"Own home": 10, "Hospital": 10}, []),
        ({"Own home": 10, "Hospital": 20, "Other": 30, "Elsewhere": 5}, []),
    ],
)
def test_a_category_that_is_as_much_as_all_others_is_told(kit: Path, counts: dict[str, float | None], found: list[str]) -> None:
    said = warned(kit, ("concerns", "", 30), *(("location", category, count) for category, count in counts.items()))
    assert [each.partition(": ")[2] for each in said if "as a total is" in each] == [
        f'"{name}" is as much as all other rows of exampleshire, location together, as a total is. Delete the row if it is their '
        "total, which would be counted beside them."
        for name in found
    ]


def test_a_name_that_only_begins_like_a_total_is_no_total(kit: Path) -> None:
    add(kit, "training", "Total Respect training,2019-09-24,All,3", "Totally trusted,2019-09-25,All,3")
    assert not [each for each in told(kit) if "training" in each]


def test_figures_that_are_not_there_are_warned_of_together(kit: Path) -> None:
    assert warned(kit, ("concerns", "", None), ("dols_outstanding", "", None)) == [
        "measures.csv, rows 2 and 3, column value: there is no figure. Write [x] if there is none: the report says in either "
        "case that it is not available. Otherwise fill it in."
    ]


def test_what_is_held_back_is_told_by_no_warning(kit: Path, sabreport) -> None:
    """11% of 39 is no whole number of people; where the percentage is held back, checks.json must not say so."""
    add(kit, "measures", "exampleshire,risk_source,Other,1")
    edit(kit, "measures", "enquiries_s42,,281", "enquiries_s42,,3")
    for old in ("enquiries_ceased_pct,,7", "msp_asked_pct,,76"):
        edit(kit, "measures", old, f"{old[: old.rindex(',')]},11")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert "no whole number" not in ran.err
    assert "add up to" not in ran.err


def test_rows_with_the_same_fault_are_one_problem_however_far_apart() -> None:
    rows = [Problem(None, row, "value", "it is wrong", "Mend it.") for row in (2, 3, 4, 7, 9, 10)]
    assert str(ReportError(rows)) == "rows 2 to 4, 7, 9 and 10, column value: it is wrong. Mend it."
    many = [Problem(None, row, "", "it is wrong", "Mend it.") for row in range(2, 100, 2)]
    assert str(ReportError(many)) == "rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24 and 37 more: it is wrong. Mend it."
    lines = [Problem(None, line, "", "it is wrong", "Mend it.", line=True) for line in (3, 5)]
    assert str(ReportError([*lines, lines[0]])) == "lines 3 and 5: it is wrong. Mend it."


def test_the_name_of_a_fact_in_a_table_is_told(kit: Path) -> None:
    before = told(kit)
    add(kit, "audits", "Audit 3,Falls,complete,Of {{ exampleshire.concerns | change }} we read {{ten}}")
    add(kit, "audits", "Audit 4,Falls,complete,A {{ note }}")
    assert [each for each in told(kit) if each not in before] == [
        'audits.csv, row 6, column finding: "{{ exampleshire.concerns | change }}" is printed as it is typed: figures are not '
        "filled in within a table. Type the figure itself, or tell of it in the chapter's text (narrative/), where they are "
        "filled in."
    ]


def test_a_source_may_have_the_path_of_windows(kit: Path) -> None:
    edit(kit, "sources", "partners/exampleshire_police.md", "partners\\exampleshire_police.md")
    edit(kit, "sources", "narrative,", "narrative\\,")
    sources = read_inputs(Project(kit, "example", 2020)).tables.rows("sources")
    assert {"partners/exampleshire_police.md", "narrative/"} <= {*sources["file"]}
    edit(kit, "sources", "partners\\exampleshire_police.md", "partners\\exampleshire_polices.md")
    with pytest.raises(ReportError, match=r'"partners/exampleshire_polices\.md" is not in this folder'):
        read_inputs(Project(kit, "example", 2020))


@pytest.mark.sampled
@pytest.mark.parametrize(
    "typed",
    [
        '""partners\\exampleshire_police.md""',
        "'partners/exampleshire_police.md'",
        ".\\partners\\exampleshire_police.md",
        "partners/exampleshire_police.md ",
        "C:\\Users\\jo\\sab\\data\\Example\\2020\\partners\\exampleshire_police.md",
        "\\\\server\\share\\data\\example\\2020\\partners\\exampleshire_police.md",
        "file:///C:/My%20kit/data/example/2020/partners/exampleshire_police.md",
        "data/example/2020/partners/exampleshire_police.md",
        "https://council.sharepoint.com/sites/SAB/Shared%20Documents/example/2020/partners/exampleshire_police.md?web=1",
    ],
)
def test_a_source_may_have_its_whole_path(kit: Path, typed: str) -> None:
    edit(kit, "sources", "partners/exampleshire_police.md", f'"{typed}"' if '""' in typed else typed)
    tables = read_inputs(Project(kit, "example", 2020)).tables
    assert "partners/exampleshire_police.md" in {*tables.rows("sources")["file"]}
    said = [each.sentence(kit) for each in tables.warnings if each.path is not None and each.path.name == "sources.csv"]
    assert len(said) == (not typed.endswith(" "))
    assert all("the whole path of a file as the part of it below this folder" in each for each in said)


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("S:\\Returns\\exampleshire_police.md", 'Did you mean "partners/exampleshire_police.md"?'),
        ("Exampleshire_Police.MD", 'Did you mean "partners/exampleshire_police.md"?'),
        ("../2020/partners/exampleshire_police.md", 'Did you mean "partners/exampleshire_police.md"?'),
        ("/etc/passwd", "Write the path as it is below this folder, such as partners/police.docx."),
        ("measures.xlsx", 'Did you mean "measures.csv"?'),
    ],
)
def test_a_source_elsewhere_is_told_with_what_may_be_meant(kit: Path, typed: str, remedy: str) -> None:
    edit(kit, "sources", "partners/exampleshire_police.md", typed)
    said = f'"{typed}" is not in this folder. {remedy}'.replace("\\", "/")
    with pytest.raises(ReportError, match=re.escape(said)):
        read_inputs(Project(kit, "example", 2020))


def test_a_priority_or_an_audit_that_is_nearly_another_is_told_across_files(kit: Path) -> None:
    before = told(kit)
    edit(kit, "priorities", "Self-neglect and hoarding", "Self-neglect and hording")
    add(kit, "priorities", "Priority 3: Preventing abuse in care settings,More,,,,complete,Done")
    add(kit, "forward", "Self-neglect & hoarding,Learn", "Self-neglect & hoarding,Listen", "2) Making Safeguarding Person,Ask")
    add(kit, "audits", "MCA and DoLS audit,Law,complete,Good", "M.C.A. & DoLS audit,Law,complete,Fair")
    (kit / "data/example/2021").mkdir()
    text = "priority,deliverable,lead,activity,due,status,progress\nPreventing abuse in care setings,More,,,,not started,\n"
    (kit / "data/example/2021/priorities.csv").write_text(text, encoding="utf-8")
    first = 'is nearly "Self-neglect and hording" of row 2'
    assert [each.replace(f"{kit}/data/example/", "") for each in told(kit) if each not in before] == [
        f'priorities.csv, row 3, column priority: "Self-neglect and hoarding" {first}, and counts as another priority. Write '
        "both alike if the two are one.",
        'priorities.csv, row 9, column priority: "Priority 3: Preventing abuse in care settings" is nearly "Preventing abuse in '
        'care settings" of row 7, and counts as another priority. Write "Preventing abuse in care settings" in all rows if the '
        "two are one.",
        f'forward.csv, rows 2 and 3, column priority: "Self-neglect and hoarding" {first} of 2020/priorities.csv, and counts as '
        "another priority. Write both alike if the two are one.",
        f'forward.csv, rows 8 and 9, column priority: "Self-neglect & hoarding" {first} of 2020/priorities.csv, and counts as '
        "another priority. Write both alike if the two are one.",
        'forward.csv, row 10, column priority: "2) Making Safeguarding Person" is nearly "Making Safeguarding Personal" of row 4 '
        "of 2020/priorities.csv, and counts as another priority. Write both alike if the two are one.",
        '2021/priorities.csv, row 2, column priority: "Preventing abuse in care setings" is nearly "Preventing abuse in care '
        'settings" of row 7 of 2020/priorities.csv, and counts as another priority. Write both alike if the two are one.',
        'audits.csv, row 7, column audit: "M.C.A. & DoLS audit" is nearly "MCA and DoLS audit" of row 6, and counts as another '
        'audit. Write "MCA and DoLS audit" in all rows if the two are one.',
    ]


def test_a_priority_that_is_nearly_one_of_the_strategy_is_told(kit: Path) -> None:
    params = kit / "params/example/2020.yml"
    params.write_text(params.read_text(encoding="utf-8") + "strategy:\n  - Self-neglect & hoarding\n", encoding="utf-8")
    assert [each for each in told(kit) if "nearly" in each and each.startswith("priorities")] == [
        'priorities.csv, rows 2 and 3, column priority: "Self-neglect and hoarding" is nearly "Self-neglect & hoarding" of the '
        'strategy in the params, and counts as another priority. Write "Self-neglect & hoarding" in all rows if the two are one.'
    ]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("one", "other", "nearly"),
    [
        ("Leadership and practice", "Leadership and practise", True),
        ("Transition", "Transitions", True),
        ("Standard 4: Learning together", "Learning together (4)", False),
        ("Standard 4: Learning together", "4 - Learning together", True),
        ("Standard 4: Learning together", "Standard 5: Learning together", False),
        ("Ward 1", "Ward 2", False),
        ("1. Records", "2. Records", False),
        ("Audit of 2019", "Audit of 2020", False),
        ("Audit of 201901", "Audit of 201902", False),
        ("Records of care", "2019: Records of care", False),
        ("Standard A", "Standard B", False),
        ("Module II", "Module III", False),
        ("Homes in the north", "Homes in the south", False),
        ("Homes in the east", "Homes in the west", False),
        ("Internal reviews", "External reviews", False),
        ("Male staff", "Female staff", False),
        ("Case files", "Care files", False),
        ("Learning and practice", "Learnt and practise", False),
        ("Making Safeguarding Personal", "Making Safeguarding Personal (MSP)", True),
        ("Preventing abuse in care settings", "Preventing abuse in care", True),
        ("Adults", "Older adults", False),
        ("How our reviews were heard by people", "How our reviews were heard by people Exampleshire", False),
        ("How our reviews were heard by people", "How our reviews were heard by people again", True),
    ],
)
def test_a_slip_is_told_from_names_that_differ_on_purpose(kit: Path, one: str, other: str, nearly: bool) -> None:
    add(kit, "assurance", f"Candour House,{one},effective", f"Candour House,{other},effective")
    assert [f'"{other}" is nearly "{one}"' in each for each in told(kit) if "nearly" in each] == [True] * nearly


def test_an_agency_that_is_nearly_another_or_nearly_a_member_is_told(kit: Path) -> None:
    before = told(kit)
    names = ("Care & Housing Ltd", "Care and Housing Ltd.", "Exampleshire Fire & Rescue Service", "E.C.", "Candour House")
    for name in names:
        add(kit, "assurance", f"{name},Leadership and governance,effective")
    add(kit, "assurance", "Care and Housing Ltd.,Leadership & governance,effective")
    assert [each for each in told(kit) if each not in before] == [
        'assurance.csv, rows 28 and 32, column agency: "Care and Housing Ltd." is nearly "Care & Housing Ltd" of row 27, and '
        'counts as another agency. Write "Care & Housing Ltd" in all rows if the two are one.',
        'assurance.csv, row 29, column agency: "Exampleshire Fire & Rescue Service" is nearly "Exampleshire Fire and Rescue '
        'Service" of a member in the params (Exampleshire Fire and Rescue Service), and counts as another agency. Write '
        '"Exampleshire Fire and Rescue Service" in all rows if the two are one.',
        'assurance.csv, row 30, column agency: "E.C." is nearly "EC" of a member in the params (Exampleshire Council), and '
        'counts as another agency. Write "Exampleshire Council" in all rows if the two are one.',
        'assurance.csv, row 32, column standard: "Leadership & governance" is nearly "Leadership and governance" of row 2, and '
        'counts as another standard. Write "Leadership and governance" in all rows if the two are one.',
    ]
