"""Sign-off and final: what may be published, that it is what was signed, and that a folder of it can be verified anywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from conftest import copy_kit, every_day, has_quarto
from docx import Document
from docx.oxml.ns import qn
from example_board import change_params, document, files, shrink
from openpyxl import load_workbook
from reading import html_page, pdf_text, plain
from sabreport.base.errors import FileError, GateError
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, Engine, find_engine
from sabreport.publication.sign import sent, sign_off
from sabreport.publication.verify import verify
from sabreport.reports.history import HISTORY, Event, add_to_history, now, read_history
from sabreport.reports.signoffs import where_it_stands

CHAIR = "Independent Chair"
FOREWORD, FINANCE = "data/example/2020/narrative/foreword.md", "data/example/2020/finance.csv"
NOTEBOOKS, SHARED = "notebooks/sab_annual_report", "report_templates/_shared"
MONEY = {"gate": "extracts", "about": "£3,500", "reason": "It goes to the next year."}
SHORT = [
    {"gate": "extracts", "about": "is not printed", "reason": "The report of a test is short."},
    {"gate": "statute", "reason": "The report of a test is short."},
]
ACCEPTED = [MONEY, *SHORT]


def small(root: Path) -> Project:
    """The example board with a foreword and its money, whose warnings are accepted."""
    shrink(root, "foreword", "finance")
    change_params(root, "2020.yml", accepted=ACCEPTED)
    return Project(root, "example", 2020)


@pytest.fixture
def project(kit: Path) -> Project:
    return small(kit)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A report that is final: draft 1, signed by the chair."""
    project = small(copy_kit(tmp_path_factory.mktemp("final") / "kit", "example"))
    build_report(project, find_engine("embedded"), DOCUMENTS)
    sign_off(project, 1, CHAIR, "approve", "Thank you.", [])
    build(project, final=True)
    return project


def build(project: Project, *, final: bool = False, engine: Engine | None = None) -> None:
    build_report(
        project, engine or find_engine("embedded"), DOCUMENTS if final else ("html",), purpose="final" if final else "review"
    )


def whole_page(path: Path) -> str:
    return plain(html_page(path).get_text())


def whole_word(path: Path) -> str:
    return "\n".join("".join(each.itertext()) for each in Document(str(path)).element.body.iter(qn("w:p")))


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) >= 1, (path, old)
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def in_notebook(source: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / NOTEBOOKS / "13_finance.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(source, id="added"))
        nbformat.write(notebook, path)

    return change


def refused(project: Project) -> str:
    """What a final is refused with; nothing of the report before is lost, and nothing is published."""
    before = files(project.outputs)
    with pytest.raises(GateError) as error:
        build(project, final=True)
    assert files(project.outputs) == before
    return str(error.value)


def test_a_final_says_what_was_signed_without_the_marks_of_a_draft(published: Project) -> None:
    folder = published.outputs / "publication"
    name = "example-annual-report-2019-20"
    endings = ("-accessibility.html", "-data.xlsx", "-distribution.csv", ".docx", ".html", ".pdf")
    assert sorted(path.name for path in folder.iterdir()) == [
        "SHA256SUMS",
        *(f"{name}{ending}" for ending in endings),
        "publication.json",
    ]
    drafts = published.outputs / "drafts/1"
    for suffix, read in (("html", whole_page), ("docx", whole_word), ("pdf", pdf_text)):
        final, draft = (re.findall(r"\w+", read(where / f"{name}.{suffix}")) for where in (folder, drafts))
        left = " ".join(draft)
        assert len(final) > 200
        assert re.search(r"Draft 1 \d+ \w+ 20\d\d \w{6}", left), suffix
        assert not re.search(r"[Dd]raft 1|not for publication", " ".join(final)), suffix
        without = re.sub(r"Draft 1 \d+ \w+ 20\d\d \w{6}( not for publication)?|[Nn]ot for publication", "", left)
        assert "".join(final) == without.replace(" ", ""), suffix
    final, draft = (load_workbook(where / f"{name}-data.xlsx") for where in (folder, drafts))
    assert [sheet.title for sheet in final] == [sheet.title for sheet in draft]
    cells = [[cell.value for sheet in book for row in sheet.iter_rows() for cell in row] for book in (final, draft)]
    figures = [[value for value in each if isinstance(value, int | float)] for each in cells]
    assert figures[0] == figures[1]
    assert len(figures[0]) > 10
    assert not any("Draft" in str(cell.value) for sheet in final for row in sheet.iter_rows() for cell in row)
    assert (final.properties.keywords or "") == ""


def test_plain_sha256sum_verifies_the_folder(published: Project) -> None:
    folder = published.outputs / "publication"
    ran = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    assert sorted(line.partition(": ")[0] for line in ran.stdout.splitlines()) == sorted(
        path.name for path in folder.iterdir() if path.name != "SHA256SUMS"
    )


def test_its_record_says_what_it_is_and_who_signed_and_holds_no_figure(published: Project) -> None:
    record = json.loads((published.outputs / "publication/publication.json").read_text(encoding="utf-8"))
    assert record["title"] == "Exampleshire Safeguarding Adults Board: Annual report 2019-20"
    assert record["period"] == {"label": "2019-20", "from": "2019-04-01", "to": "2020-03-31"}
    assert [(each["by"], each["draft"], each["outcome"]) for each in record["signed"]] == [(CHAIR, 1, "approve")]
    draft = json.loads((published.outputs / "drafts/1/draft.json").read_text(encoding="utf-8"))
    assert (record["draft"], record["content_hash"]) == (1, draft["content_hash"])
    assert set(record) == {
        *("title", "publisher", "board", "kind", "period", "language", "website", "published"),
        *("draft", "content_hash", "signed", "files"),
    }


def test_a_folder_is_verified_anywhere_and_each_harm_is_named(published: Project, tmp_path: Path, sabreport) -> None:
    ran = sabreport("verify", str(published.outputs / "publication"))
    assert ran.code == 0, ran.err
    assert "The history beside it tells of this publication." in ran.out
    folder = tmp_path / "received"
    shutil.copytree(published.outputs / "publication", folder)
    ran = sabreport("verify", str(folder))
    assert ran.code == 0
    content = verify(folder)[0].content[:6]
    assert f"made from draft 1, content {content}; it says that it was signed off by {CHAIR}, " in ran.out
    unknown = "No history lies beside it, so the folder cannot tell who made it. Compare this with what the board holds: "
    assert ran.out.startswith(f"{unknown}{verify(folder)[0].sums}\n")
    (folder / "example-annual-report-2019-20.pdf").unlink()
    (folder / "more.txt").write_text("x", encoding="utf-8")
    with (folder / "example-annual-report-2019-20.html").open("a", encoding="utf-8") as page:
        page.write(" ")
    ran = sabreport("verify", str(folder))
    assert ran.code == 1
    assert "received/example-annual-report-2019-20.pdf: the file was published and is missing." in ran.err
    assert "received/more.txt: the file is none of those that were published." in ran.err
    assert "received/example-annual-report-2019-20.html: the file is not as it was published." in ran.err


def test_checksums_that_were_written_anew_agree_with_neither_the_record_nor_the_history(
    published: Project, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    shutil.copytree(published.outputs, report)
    folder = report / "publication"
    page = folder / "example-annual-report-2019-20.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    names = [line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    ran = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, text=True, check=True)
    (folder / "SHA256SUMS").write_text(ran.stdout, encoding="utf-8")
    with pytest.raises(GateError) as error:
        verify(folder)
    assert "it does not list the files of SHA256SUMS with their checksums" in str(error.value)
    assert "the history beside it tells of another publication" in str(error.value)


@pytest.mark.parametrize("harm", ["publication.json", "SHA256SUMS"])
def test_what_is_no_publication_folder_is_told(published: Project, tmp_path: Path, harm: str, sabreport) -> None:
    folder = tmp_path / "other"
    shutil.copytree(published.outputs / "publication", folder)
    (folder / harm).unlink()
    with pytest.raises(FileError, match="it is no publication folder"):
        verify(folder)
    assert sabreport("verify", str(tmp_path / "none")).code == 2


def test_each_gate_refuses_a_final_with_its_reason(project: Project) -> None:
    build(project)
    said = refused(project)
    assert "the report is not signed off: no draft of it is signed off." in said
    kept = project.failed / "checks.json"
    assert "outputs/failed/example-2020/checks.json: what every gate said is kept here. The report before is as it was." in said
    assert {each["gate"] for each in json.loads(kept.read_text(encoding="utf-8"))} >= {"extracts", "words", "accessibility"}
    assert "extracts" not in said
    sign_off(project, 1, CHAIR, "approve", "", [])
    change_params(project.root, "2020.yml", accepted=SHORT)
    assert "extracts: data/example/2020/finance.csv: income is £85,000 and expenditure £81,500" in refused(project)
    change_params(project.root, "2020.yml", accepted=[*ACCEPTED, {"gate": "claims", "reason": "None."}])
    assert '`accepted` lets a warning of the gate "claims" stand, and there is none' in refused(project)
    change_params(project.root, "2020.yml", accepted=ACCEPTED)
    sign_off(project, 1, "Statutory partner", "reject", "The foreword is too long.", [])
    assert "not signed off: draft 1, by Statutory partner: rejected (The foreword is too long.)" in refused(project)
    sign_off(project, 1, "Statutory partner", "approve", "", [])
    comments = project.data / "comments.csv"
    for status, reason, said in (
        ("open", "", "comments.csv, row 2, column status: the remark a1 is open, by A. Reviewer."),
        ("declined", "", "comments.csv, row 2, column reason: the remark is declined, and no reason is given."),
        ("done", "", ""),
    ):
        comments.write_text(f"id,from,status,reason\na1,A. Reviewer,{status},{reason}\n", encoding="utf-8")
        if said:
            assert said in refused(project)
    with pytest.raises(FileError, match='"done" is no status'):
        build(project, final=True)
    comments.write_text("id,from,status,reason\na1,A. Reviewer,declined,It is the law's word.\n", encoding="utf-8")
    build(project, final=True)
    assert (project.outputs / "publication/SHA256SUMS").is_file()


CHANGES = {
    "data": (edit(FINANCE, "48500", "48501"), "the chapter finance"),
    "params": (edit("params/example/board.yml", "role: ", "role: The "), "the chapter foreword"),
    "narrative": (edit(FOREWORD, "e", "ee"), "the chapter foreword"),
    "notebook": (in_notebook("from sabreport import Prose, show\nshow(Prose('More.'))"), "the chapter finance"),
    "template": (edit(f"{SHARED}/report.css", "}", "\n}"), "the template report.css"),
    "title": (edit("params/example/2020.yml", "title: Annual", "title: The annual"), "the setting title"),
    "picture": (edit(f"{SHARED}/look.yml", 'warm: "#', 'warm: "#F" #'), ""),
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = small(copy_kit(tmp_path_factory.mktemp("signed") / "kit", "example"))
    build(project)
    sign_off(project, 1, CHAIR, "approve", "", [])
    return project


@pytest.mark.parametrize("what", every_day([name for name, (_, part) in CHANGES.items() if part], "narrative"))
def test_a_change_of_what_is_said_voids_a_sign_off_and_is_named(signed: Project, tmp_path: Path, what: str) -> None:
    root = shutil.copytree(signed.root, tmp_path / "kit")
    project = Project(root, "example", 2020)
    change, part = CHANGES[what]
    change(root)
    build(project)
    history = read_history(project.outputs, root)
    assert [(each.event, each.draft, each.by) for each in history[2:]] == [("draft", 2, ""), ("void", 2, CHAIR)]
    assert history[-1].note.startswith("draft 1 was signed; changed since: ")
    assert part in history[-1].note
    assert where_it_stands(project.outputs, history).startswith(f"draft 1, by {CHAIR}: signed, and changed since then: ")


@pytest.mark.long
def test_what_says_the_same_leaves_a_sign_off_as_it_is(signed: Project, tmp_path: Path) -> None:
    root = shutil.copytree(signed.root, tmp_path / "another/place/kit")
    project = Project(root, "example", 2020)
    in_notebook("# a comment\nsame = 1")(root)
    edit(f"{SHARED}/report.css", "\n:root {", "\n/* It's: a comment */\n:root { /* another */")(root)
    os.utime(root / FOREWORD, (1, 1))
    change_params(root, "2020.yml", keep_drafts=7)
    build(project)
    assert [each.event for each in read_history(project.outputs, root)] == ["draft", "signoff"]
    build(project, final=True)
    assert read_history(project.outputs, root)[-1].event == "final"
    when = f"{where_it_stands(project.outputs, read_history(project.outputs, root))}"
    assert when.startswith("final of ")


@pytest.mark.long
def test_an_approval_with_changes_lets_exactly_those_chapters_change(signed: Project, tmp_path: Path) -> None:
    root = shutil.copytree(signed.root, tmp_path / "kit")
    project = Project(root, "example", 2020)
    sign_off(project, 1, CHAIR, "amend", "Say who was there.", ["foreword"])
    said = refused(project)
    assert "signed with changes to be made, and nothing has changed in the chapter foreword. Make the changes that the" in said
    sign_off(project, 1, "Statutory partner", "approve", "", [])
    CHANGES["narrative"][0](root)
    build(project)
    assert [(each.event, each.by) for each in read_history(project.outputs, root)[-2:]] == [
        ("draft", ""),
        ("void", "Statutory partner"),
    ]
    CHANGES["data"][0](root)
    said = refused(project)
    assert "changed since then: the chapter finance" in said, said
    edit(FINANCE, "48501", "48500")(root)
    assert "draft 1, by Statutory partner: signed, and changed since then: the chapter foreword" in refused(project)
    sign_off(project, 2, "statutory partner", "approve", "", [])
    build(project, final=True)
    record = json.loads((project.outputs / "publication/publication.json").read_text(encoding="utf-8"))
    assert record["draft"] == 2
    assert [(each["by"], each["outcome"]) for each in record["signed"]] == [(CHAIR, "amend"), ("statutory partner", "approve")]


def test_what_became_of_sign_offs_after_a_final_is_told_beside_it(published: Project, tmp_path: Path, sabreport) -> None:
    project = Project(shutil.copytree(published.root, tmp_path / "kit"), "example", 2020)
    sign_off(project, 1, CHAIR, "reject", "The money is wrong.", [])
    sign_off(project, 1, "Partner", "reject", "Too long.", [])
    sign_off(project, 1, "Partner", "approve", "", [])
    on = r"\d+ \w+ \d{4}"
    rejected = rf"since then draft 1 was rejected by {CHAIR} on {on} \(The money is wrong\.\)"
    told = rf"final of {on}; {rejected}; since then draft 1 was signed off by Partner on {on}"
    assert re.fullmatch(told, where_it_stands(project.outputs, read_history(project.outputs, project.root)))
    of_one = ("--year", "2020", "--board", "example")
    assert re.search(told, sabreport("status", *of_one, root=project.root).out)
    assert re.search(told, whole_page(project.root / "outputs/status.html"))
    assert sabreport("review", *of_one, root=project.root).code == 0
    assert re.search(told.replace("final", "Final"), whole_page(project.outputs / "review.html"))


def test_a_publication_that_was_moved_away_is_told(published: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(published.root, tmp_path / "kit"), "example", 2020)
    (project.outputs / "publication").rename(tmp_path / "elsewhere")
    told = where_it_stands(project.outputs, read_history(project.outputs, project.root))
    assert re.fullmatch(r"final of \d+ \w+ \d{4}, and its folder publication is gone from here", told)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("beside", "mend"), [("", "Put it back, or"), (".xlsx", "Open comments.xlsx and save it as comments.csv, or")]
)
def test_a_list_of_comments_that_is_gone_keeps_a_report_from_being_final(
    signed: Project, tmp_path: Path, sabreport, beside: str, mend: str
) -> None:
    project = Project(shutil.copytree(signed.root, tmp_path / "kit"), "example", 2020)
    content = read_history(project.outputs, project.root)[0].content_hash
    reviewed = Event(now(), "review", 1, "A. Reviewer", content, "ten remarks in chair.docx")
    add_to_history(project.outputs, [reviewed], project.root)
    if beside:
        (project.data / f"comments{beside}").write_bytes(b"x")
        change_params(
            project.root, "2020.yml", accepted=[*ACCEPTED, {"gate": "extracts", "about": "comments.xlsx", "reason": "A."}]
        )
    gone = "data/example/2020/comments.csv: the file is missing, and the history tells of ten remarks in chair.docx"
    again = "sabreport review --year 2020 --board example FILE.docx"
    said = refused(project)
    assert gone in said
    assert f"{mend} read the copies that came back again: {again}" in said
    of_one = ("--year", "2020", "--board", "example")
    assert gone in sabreport("check", *of_one, root=project.root).err
    assert sabreport("status", *of_one, root=project.root).code == 0
    assert gone in whole_page(project.root / "outputs/status.html")
    ran = sabreport("review", *of_one, root=project.root)
    assert gone in ran.err
    assert "comments that cannot be told" in ran.out
    page = whole_page(project.outputs / "review.html")
    assert gone in page
    assert "No comment is open" not in page
    (project.data / "comments.csv").write_text("id,from,status,reason\na1,A. Reviewer,agreed,\n", encoding="utf-8")
    assert gone not in sabreport("check", *of_one, root=project.root).err


@pytest.mark.long
def test_a_list_of_comments_that_lacks_some_keeps_a_report_from_being_final(signed: Project, tmp_path: Path, sabreport) -> None:
    project = Project(shutil.copytree(signed.root, tmp_path / "kit"), "example", 2020)
    content = read_history(project.outputs, project.root)[0].content_hash
    add_to_history(
        project.outputs, [Event(now(), "review", 1, "A. Reviewer", content, "two remarks in chair.docx")], project.root
    )
    (project.outputs / "review.json").write_text('{"remarks": [{"id": "r1a"}, {"id": "r2b"}]}', encoding="utf-8")
    comments, header = project.data / "comments.csv", "id,from,status,reason\n"
    both = f"{header}r1a,A. Reviewer,agreed,\nr2b,A. Reviewer,agreed,\n"
    comments.write_text(both, encoding="utf-8")
    change_params(project.root, "2020.yml", title="Another annual report")
    build(project)
    of_one = ("--year", "2020", "--board", "example")
    assert "comments.csv" not in sabreport("check", *of_one, root=project.root).err
    said = "nobody can tell what of it is still open. Put back what was taken out, or read the copies that came back again"
    for kept, what in (
        (f"{header}r1a,A. Reviewer,agreed,\n", "r2b of the last review is not in it any more"),
        (header, "the file has no row, and the history tells of two remarks in chair.docx"),
        (f"{header},,,\n", "the file has no row, and the history tells of two remarks in chair.docx"),
    ):
        comments.write_text(kept, encoding="utf-8")
        told = f"data/example/2020/comments.csv: {what}: {said}"
        assert told in sabreport("check", *of_one, root=project.root).err
        assert told in refused(project)


def test_a_review_that_found_no_remark_asks_for_no_list_of_comments(signed: Project, tmp_path: Path, sabreport) -> None:
    project = Project(shutil.copytree(signed.root, tmp_path / "kit"), "example", 2020)
    content = read_history(project.outputs, project.root)[0].content_hash
    add_to_history(project.outputs, [Event(now(), "review", 1, "", content, "no remarks in chair.docx")], project.root)
    assert "comments.csv" not in sabreport("check", "--year", "2020", "--board", "example", root=project.root).err


def test_what_is_published_stays_when_the_report_goes_on(published: Project, tmp_path: Path) -> None:
    root = shutil.copytree(published.root, tmp_path / "kit")
    project = Project(root, "example", 2020)
    before = files(project.outputs / "publication")
    CHANGES["narrative"][0](root)
    build(project)
    assert files(project.outputs / "publication") == before
    history = read_history(project.outputs, root)
    assert [each.event for each in history] == ["draft", "signoff", "final", "draft", "void"]
    void = rf"since then the sign-off of {CHAIR} became void \(draft 1 was signed; changed since: the chapter foreword.*\)"
    assert re.fullmatch(rf"final of \d+ \w+ \d{{4}}, made from draft 1; {void}", where_it_stands(project.outputs, history))
    assert not (project.outputs / "drafts/2/publication").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--draft", "9", "--by", CHAIR, "--outcome", "approve"), "there is no draft 9, or its record is harmed. Kept are 1."),
        (("--draft", "1", "--by", " ", "--outcome", "approve"), "--by is empty. Say who it is, by role."),
        (("--draft", "1", "--by", CHAIR, "--outcome", "amend"), "Name one or more with --change: foreword, finance."),
        (
            ("--draft", "1", "--by", CHAIR, "--outcome", "amend", "--change", "forword"),
            'the draft has no chapter "forword". Did you mean "foreword"?',
        ),
        (("--draft", "1", "--by", CHAIR, "--outcome", "reject"), "a rejection says why, and --note is empty. Add --note"),
        (
            ("--draft", "1", "--by", CHAIR, "--outcome", "approve", "--change", "foreword"),
            "the outcome approve asks for no changes. Use --outcome amend, or leave --change out.",
        ),
    ],
)
def test_a_sign_off_that_cannot_be_is_told_and_not_recorded(
    signed: Project, sabreport, options: tuple[str, ...], said: str
) -> None:
    before = (signed.outputs / HISTORY).read_bytes()
    ran = sabreport("signoff", "--year", "2020", "--board", "example", *options, root=signed.root)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert (signed.outputs / HISTORY).read_bytes() == before


def test_who_has_a_draft_is_recorded_and_told(signed: Project, tmp_path: Path, sabreport) -> None:
    root = shutil.copytree(signed.root, tmp_path / "kit")
    ran = sabreport("sent", "--year", "2020", "--board", "example", "--draft", "1", "--to", "the quality group", root=root)
    assert ran.code == 0, ran.err
    assert "is recorded as sent to the quality group." in ran.out
    ran = sabreport("status", "--year", "2020", "--board", "example", root=root)
    assert re.search(rf"signed off by {CHAIR} on \d+ \w+ \d{{4}}; draft 1 is with the quality group", ran.out)


def test_a_history_that_cannot_be_written_is_as_it_was(signed: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(shutil.copytree(signed.root, tmp_path / "kit"), "example", 2020)
    before = (project.outputs / HISTORY).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileError, match="No space left on device"):
        sent(project, 1, "the chair", "")
    monkeypatch.undo()
    assert (project.outputs / HISTORY).read_bytes() == before
    assert [path.name for path in project.outputs.glob(".*")] == []


def test_a_final_takes_all_documents(signed: Project, sabreport) -> None:
    ran = sabreport("build", "--year", "2020", "--board", "example", "--final", "--format", "pdf", root=signed.root)
    assert ran.code == 2
    assert "a final is all documents. Leave --format out." in ran.err


@pytest.mark.quarto
@pytest.mark.skipif(not has_quarto(), reason="genuine Quarto is not on PATH")
def test_quarto_makes_a_final_too(signed: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(signed.root, tmp_path / "kit"), "example", 2020)
    build(project, final=True, engine=find_engine("quarto"))
    page = whole_page(project.outputs / "publication" / document(project, "html").name)
    assert "Exampleshire does not exist" in page
    assert "not for publication" not in page.lower()
