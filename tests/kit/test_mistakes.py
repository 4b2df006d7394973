"""Deliberate mistakes in data and params: exit 1, each with file, place and remedy; no traceback; outputs untouched."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

BOARD, YEAR = "params/example/board.yml", "params/example/2020.yml"
DATA = "data/example/2020"

Mistake = Callable[[Path], object]


def replace(file: str, old: str, new: str) -> Mistake:
    def make(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert re.search(old, text, flags=re.MULTILINE), f"{old} is not in {file}"
        path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    return make


def append(file: str, line: str) -> Mistake:
    def make(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    return make


def delete(file: str) -> Mistake:
    return lambda root: (root / file).unlink()


def write(file: str, content: bytes) -> Mistake:
    return lambda root: (root / file).write_bytes(content)


def two_sheets(root: Path) -> None:
    (root / DATA / "training.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["event", "date", "audience", "attendance"])
    book.create_sheet("Notes").append(["To be checked"])
    book.save(root / DATA / "training.xlsx")


def second_notebook(root: Path) -> None:
    notebooks = root / "notebooks/sab_annual_report"
    shutil.copyfile(notebooks / "10_training.ipynb", notebooks / "17_training.ipynb")


def formula_without_result(root: Path) -> None:
    (root / DATA / "forward.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["priority", "aim"])
    book.active.append(["Listening", '="Hear "&"people"'])
    book.save(root / DATA / "forward.xlsx")


# what was done: (the mistake, what the message must say - place, fault and remedy)
MISTAKES: dict[str, tuple[Mistake, str]] = {
    "a number with a letter in it": (
        replace(f"{DATA}/measures.csv", r"^(exampleshire,concerns,,)\d+$", r"\g<1>9O5"),
        r'data/example/2020/measures\.csv, row 3, column value: "9O5" is not a number\. Write it as plain digits',
    ),
    "a number with a currency": (
        replace(f"{DATA}/measures.csv", r"^(exampleshire,concerns,,)\d+$", r'\g<1>"£1,905"'),
        r'measures\.csv, row 3, column value: "£1,905" is not a number\. Write 1905\.',
    ),
    "an unknown area": (
        append(f"{DATA}/measures.csv", "exampelshire,adult_population,,5"),
        r'measures\.csv, row \d+, column area: "exampelshire" is not an area of this board\. Did you mean "exampleshire"\?',
    ),
    "an unknown measure": (
        replace(f"{DATA}/measures.csv", "^exampleshire,concerns,", "exampleshire,concern,"),
        r'measures\.csv, row 3, column measure: there is no measure "concern"\. Did you mean "concerns"\?',
    ),
    "an unknown type of abuse": (
        replace(f"{DATA}/measures.csv", "abuse_type,Physical,", "abuse_type,Physcal,"),
        r'column category: "Physcal" is not a category of abuse_type\. Did you mean "Physical"\?',
    ),
    "a percentage over 100": (
        replace(f"{DATA}/measures.csv", r"(msp_asked_pct,,)\d+", r"\g<1>176"),
        r"column value: 176 is not a percentage\. Write a number from 0 to 100",
    ),
    "half a person": (
        replace(f"{DATA}/measures.csv", r"^(exampleshire,concerns,,)\d+$", r"\g<1>905.5"),
        r"column value: 905\.5 is not a whole number\. Write a whole number, 0 or more",
    ),
    "a row twice": (
        append(f"{DATA}/measures.csv", "exampleshire,concerns,,900"),
        r"measures\.csv, row \d+: the row repeats the area, measure, category of row 3\. Delete one",
    ),
    "a column missing": (
        replace(f"{DATA}/finance.csv", "^side,item,amount", "side,item,pounds"),
        r"finance\.csv, row 1, column amount: the column is missing\. Add it\.",
    ),
    "too many cells in a row": (
        append(f"{DATA}/forward.csv", "Engagement,Listen, learn and act"),
        r"forward\.csv, row \d+: the row has 3 cells and the header has 2\. Put text that holds a comma between",
    ),
    "a file that is not UTF-8": (
        write(f"{DATA}/forward.csv", "priority,aim\nA,Caf\xe9\n".encode("latin-1")),
        r"forward\.csv, row 2: the file is not UTF-8 \(byte 0xe9; Excel\'s older CSV formats write é so\)\. "
        r'Save it again as "CSV UTF-8": there are several formats called CSV\.',
    ),
    "an empty file": (
        write(f"{DATA}/forward.csv", b""),
        r"forward\.csv: the file is empty\. Begin it with the header row: priority,aim\.",
    ),
    "an unclosed quotation mark": (
        write(f"{DATA}/forward.csv", b'priority,aim\nA,"no end\n'),
        r"forward\.csv, row 2: the file is not valid CSV from here on: .*\. Look for an unclosed quotation mark\.",
    ),
    "quotation marks within a cell that is between some": (
        write(f"{DATA}/forward.csv", b'priority,aim\nA,"Hold a "you said, we did" event"\n'),
        r"forward\.csv, row 2: the file is not valid CSV from here on: something other than a comma follows a closing quotation "
        r'mark\. Write a quotation mark within the text twice \("Hold a ""you said, we did"" event"\)\. Look for an unclosed '
        r"quotation mark if there is none\.",
    ),
    "a comma between quotation marks within a cell": (
        append(f"{DATA}/forward.csv", 'Engagement,Hold a "you said, we did" event'),
        r"forward\.csv, row \d+: the row has 3 cells and the header has 2\. "
        r'Put text that holds a comma between "quotation marks", and write each mark within it twice \(""\)\.',
    ),
    "a file that a chapter needs is missing": (
        delete(f"{DATA}/finance.csv"),
        r'data/example/2020/finance\.csv: the file is missing, and the chapter "finance" needs it\. '
        r"Add it with the columns side,item,amount",
    ),
    "a narrative that a chapter consists of is missing": (
        delete(f"{DATA}/narrative/engagement.md"),
        r'narrative/engagement\.md: the file is missing, and the chapter "engagement" consists of it\. Write it as Markdown',
    ),
    "two sheets in a workbook": (
        two_sheets,
        r"training\.xlsx: the workbook has 2 sheets \(Sheet, Notes\)\. Keep only the sheet",
    ),
    "a status in other words": (
        replace(f"{DATA}/priorities.csv", ",complete,", ",completed,"),
        r'priorities\.csv, row \d+, column status: "completed" is not one of the words allowed here\. Did you mean "complete"\?',
    ),
    "a date in British order": (
        replace(f"{DATA}/sars.csv", r"\d{4}-\d{2}-\d{2}", "31/03/2020"),
        r'sars\.csv, row 2, column commissioned: "31/03/2020" is not a date\. Write the year, month and day as 2020-03-31',
    ),
    "a review concluded before it began": (
        replace(f"{DATA}/sars.csv", r"(,mandatory,)\d{4}(-\d{2}-\d{2},\d{4})", r"\g<1>2031\2"),
        r"sars\.csv, row 2, column concluded: \d{4}-\d{2}-\d{2} comes before commissioned \(2031-.*\)\. Correct one",
    ),
    "a finding of an unknown review": (
        append(f"{DATA}/sar_findings.csv", "SAR-NONE,Something,Do it,planned,"),
        r'sar_findings\.csv, row \d+, column sar: there is no review "SAR-NONE" in sars\.csv\.',
    ),
    "a declined finding without a reason": (
        replace(f"{DATA}/sar_findings.csv", r",declined,.*$", ",declined,"),
        r"sar_findings\.csv, row \d+, column reason: the finding is declined and no reason is given\. Give the reason",
    ),
    "more from the public than in all": (
        replace(f"{DATA}/measures.csv", r"(concerns_from_public,,)\d+", r"\g<1>9000"),
        r"column value: 9000 is more than the \d+ concerns of the area\. Correct one of the two\.",
    ),
    "two items that cannot be told apart": (
        append(f"{DATA}/finance.csv", "income,Exampleshire-Council,5"),
        r'finance\.csv, row \d+, column item: "Exampleshire-Council" cannot be told from "Exampleshire Council" of row \d+\.',
    ),
    "a negative amount": (
        append(f"{DATA}/finance.csv", "income,Refund,-5"),
        r"finance\.csv, row \d+, column amount: -5 is negative\. Write it as an item of the other side\.",
    ),
    "half an attendance": (
        append(f"{DATA}/training.csv", "Briefing,2019-05-01,All,12.5"),
        r"training\.csv, row \d+, column attendance: 12\.5 is not a whole number\. Write a whole number",
    ),
    "one agency by two names": (
        append(f"{DATA}/assurance.csv", "Police,Leadership and governance,effective"),
        r"assurance\.csv, row \d+: the row repeats the agency, standard of row \d+\. Delete one",
    ),
    "a narrative of no chapter": (
        write(f"{DATA}/narrative/member_statements.md", b"Text.\n"),
        r'member_statements\.md: there is no chapter "member_statements"\. Name the file by its chapter\. '
        r'Did you mean "members_statements"\?',
    ),
    "a Word statement that is none": (
        write(f"{DATA}/partners/exampleshire_fire.docx", b"not a Word file"),
        r"partners/exampleshire_fire\.(md|docx): .*\. (Keep one of the two|Open it in Word)",
    ),
    "a formula without its result": (
        formula_without_result,
        r"forward\.xlsx, row 2: the formula in B2 has no stored result\. Open the file in Excel and save it",
    ),
    "a website without https": (
        replace(BOARD, "^website:.*$", "website: www.example.org"),
        r'params/example/board\.yml, line \d+: website is "www\.example\.org"\. Write the whole address',
    ),
    "an area called board": (
        replace(BOARD, "  - id: exampleshire$", "  - id: board"),
        r'params/example/board\.yml, line \d+: areas has the id "board".*\. Give the area another id\.',
    ),
    "a total among the items": (
        append(f"{DATA}/finance.csv", "income,Total income,85000"),
        r'finance\.csv, row \d+, column item: "Total income" looks like a total\. Delete the row',
    ),
    "a statement of no member": (
        write(f"{DATA}/partners/martians.md", b"## Achievements\n\nNone.\n"),
        r'partners/martians\.md: "martians" is not a member in the params\. Use one of: ',
    ),
    "a statement as PDF": (
        write(f"{DATA}/partners/fire.pdf", b"%PDF-1.7"),
        r"partners/fire\.pdf: a statement cannot be a \.pdf file\. Save it as \.docx, \.odt or \.md\.",
    ),
    "an unknown fact in a narrative": (
        append(f"{DATA}/narrative/finance.md", "\nWe had {{ exampleshire.concernes }} concerns."),
        r'narrative/finance\.md, line \d+: there is no fact "exampleshire\.concernes"\. Did you mean "exampleshire\.concerns"\?',
    ),
    "an unknown form of a fact": (
        append(f"{DATA}/narrative/finance.md", "\nWe had {{ exampleshire.concerns | chnage }}."),
        r'narrative/finance\.md, line \d+: there is no form "chnage"\. Did you mean "change"\?',
    ),
    "a form that cannot be said": (
        append(f"{DATA}/partners/exampleshire_fire.md", "\nWe had {{ exampleshire.concerns | one_in }}."),
        r'partners/exampleshire_fire\.md, line \d+: "one_in" cannot be said of 905 \(exampleshire\.concerns\.2020\)\. Write',
    ),
    "a source of no file": (
        append(f"{DATA}/sources.csv", "measurs.csv,Council,2020-05-01,"),
        r'sources\.csv, row \d+, column file: "measurs\.csv" is not in this folder\.',
    ),
    "a misspelt key of the params": (
        replace(BOARD, "^short_name:", "shortname:"),
        r'params/example/board\.yml, line \d+: unknown key "shortname"\. Did you mean "short_name"\?',
    ),
    "a misspelt key of a member": (
        replace(BOARD, "    statutory: true", "    statutary: true"),
        r'params/example/board\.yml, line \d+: unknown key "members\.1\.statutary"\. Did you mean "statutory"\?',
    ),
    "a word where yes or no belongs": (
        replace(BOARD, "    statutory: true", "    statutory: perhaps"),
        r'params/example/board\.yml, line \d+: members\.1\.statutory is "perhaps", neither yes nor no\. Write true for yes',
    ),
    "a key of the params left out": (
        replace(YEAR, "^title:.*$", ""),
        r'params/example/.*: the key "title" is missing\. Add it',
    ),
    "params that are not YAML": (
        append(YEAR, "targets: {msp_asked_pct: 80"),
        r"params/example/2020\.yml, line \d+: the { here is not closed, or a comma is missing after it\. Close it with }",
    ),
    "disclosure control off without a reason": (
        append(BOARD, "disclosure:\n  enabled: false"),
        r"params/example/board\.yml, line \d+: disclosure control is off without a reason\. Give `reason:`",
    ),
    "an unknown chapter": (
        replace(YEAR, "- training", "- trainings"),
        r'params/example/2020\.yml, line \d+: sab_annual_report has no chapter "trainings" in its chapters\.yml\. '
        r'Did you mean "training"\?',
    ),
    "an unknown kind of report": (
        replace(YEAR, "^kind:.*$", "kind: sab_anual_report"),
        r'params/example/2020\.yml, line \d+: there is no kind of report "sab_anual_report"\. Did you mean "sab_annual_report"\?',
    ),
    "a target for no measure": (
        replace(YEAR, "msp_asked_pct:", "msp_askd_pct:"),
        r'params/example/2020\.yml, line \d+: targets: there is no measure "msp_askd_pct"\. Did you mean "msp_asked_pct"\?',
    ),
    "two notebooks of one chapter": (
        second_notebook,
        r'notebooks/sab_annual_report/10_training\.ipynb: the chapter "training" has another notebook, 17_training\.ipynb\. '
        r"Keep one, and delete the other or move it out of the folder\.",
    ),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_explained_and_leaves_outputs_as_they_were(name: str, kit: Path, sabreport) -> None:
    make, message = MISTAKES[name]
    make(kit)
    earlier = kit / "outputs" / "example" / "2020" / "earlier.pdf"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"the report before")

    ran = sabreport("build", "--year", "2020", root=kit)

    assert ran.code == 1
    assert re.search(message, ran.err), ran.err
    assert "Traceback" not in ran.err + ran.out
    assert [path.name for path in (kit / "outputs").rglob("*")] == ["example", "2020", "earlier.pdf"]
    assert earlier.read_bytes() == b"the report before"


def test_all_mistakes_of_all_files_are_printed_once(kit: Path, sabreport) -> None:
    chosen = (
        "a number with a letter in it",
        "an unknown type of abuse",
        "a status in other words",
        "a declined finding without a reason",
        "a statement as PDF",
    )
    for name in chosen:
        MISTAKES[name][0](kit)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    for name in chosen:
        assert len(re.findall(MISTAKES[name][1], ran.err)) == 1, name
    lines = [line for line in ran.err.splitlines() if line.startswith("  ")]
    assert len(lines) == len(set(lines)) == len(chosen)


def test_unknown_boards_years_formats_and_engines_are_refused(kit: Path, sabreport) -> None:
    for arguments, code, message in (
        (("build", "--year", "2020", "--board", "exmaple"), 1, 'there is no board "exmaple".*Did you mean "example"'),
        (("build", "--year", "2031"), 1, "no board has params for 2031.*Years with params: 2020"),
        (("build", "--year", "2031", "--board", "example"), 1, "the board has no params for 2031"),
        (("build", "--year", "2020", "--format", "odt"), 2, 'there is no format "odt"'),
        (("build", "--year", "2020", "--engine", "latex"), 2, 'there is no engine "latex"'),
        (("build",), 2, "Missing option '--year'"),
        (("bild", "--year", "2020"), 2, "No such command 'bild'"),
    ):
        ran = sabreport(*arguments, **({} if arguments == ("build",) or arguments[0] == "bild" else {"root": kit}))
        assert ran.code == code, ran.err
        assert re.search(message, " ".join(ran.err.split())), ran.err
        assert "Traceback" not in ran.err


def test_a_folder_that_is_no_kit_is_named(tmp_path: Path, sabreport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = sabreport("check", "--year", "2020")
    assert ran.code == 1
    assert "no folder here or above it holds params/ and data/" in ran.err


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("msp_asked_pct: 150", "the target of msp_asked_pct is 150, which is not a percentage. Write a number from 0 to 100"),
        ("msp_asked_pct: -5", "the target of msp_asked_pct is -5, which is not a percentage. Write a number from 0 to 100"),
        ("concerns: -1", "the target of concerns is -1, and no figure is below 0. Write 0 or more."),
    ],
)
def test_a_target_that_no_figure_can_reach_is_refused(target: str, message: str, kit: Path, sabreport) -> None:
    replace(YEAR, "msp_asked_pct: 80", target)(kit)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert re.search(rf"{YEAR}, line \d+: {re.escape(message)}", ran.err), ran.err


def test_a_figure_that_is_missing_this_year_is_not_offered_from_another(kit: Path, sabreport) -> None:
    replace(f"{DATA}/measures.csv", r"^exampleshire,dols_outstanding,,\d+\n", "")(kit)
    append(f"{DATA}/narrative/finance.md", "\nThere were {{ exampleshire.dols_outstanding }} applications outstanding.")(kit)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    said = (
        'measures.csv has no value for "exampleshire.dols_outstanding" in 2019-20; the last is of 2018-19. Add the value, or take'
    )
    assert said in ran.err, ran.err
    assert "exampleshire.dols_outstanding.2019" not in ran.err


def test_a_figure_that_was_not_there_last_year_is_not_offered_from_this_one(kit: Path, sabreport) -> None:
    replace("data/example/2019/measures.csv", r"^(exampleshire,dols_outstanding,,)\d+$", r"\1..")(kit)
    append(f"{DATA}/narrative/finance.md", "\nThere were {{ exampleshire.dols_outstanding.2019 }} applications outstanding.")(kit)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert 'measures.csv has no value for "exampleshire.dols_outstanding" in 2018-19. Add the value, or take' in ran.err, ran.err
    assert "Did you mean" not in ran.err


def test_a_title_too_long_for_a_property_of_a_document_is_cut_in_it_alone(kit: Path, sabreport) -> None:
    name = "The Safeguarding Adults Board of " + "Exampleshire and the towns around it " * 8
    replace(BOARD, "^name:.*$", f"name: {name.strip()}")(kit)
    replace(YEAR, r"^chapters:\n(  - .*\n)+", "chapters:\n  - foreword\n")(kit)
    for command in (("build", "--format", "docx", "--format", "xlsx"), ("template", "partners")):
        ran = sabreport(*command, "--year", "2020", root=kit)
        assert ran.code == 0, ran.err
    (report,) = (kit / "outputs/example/2020").glob("*.docx")
    form = next((kit / "outputs/forms/example-2020").glob("*.docx"))
    for document in (Document(str(report)), Document(str(form))):
        assert len(document.core_properties.title) <= 255
        assert document.core_properties.title.endswith(" …")
    (book,) = (kit / "outputs/example/2020").glob("*.xlsx")
    assert len(openpyxl.load_workbook(book).properties.title) <= 255
    assert name.strip() in "".join(paragraph.text for paragraph in Document(str(report)).paragraphs)
