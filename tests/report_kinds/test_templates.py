"""Templates that all kinds of report print with, and a kind's own in their place: file by file, in the finished documents."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import KIT, Report
from example_board import shrink
from reading import pdf_text, word_text
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import FORMATS, Engine, find_engine
from sabreport.report_kinds.templates import kinds_of
from sabreport.reuse.cache import NEVER

KIND, SHARED = "report_templates/sab_annual_report", "report_templates/_shared"


@pytest.fixture
def short(kit: Path) -> Path:
    """A kit in which the invented board's report has one chapter."""
    return shrink(kit, "foreword")


def replaced(kit: Path, name: str, old: str, new: str) -> None:
    """Give the kind a file of its own in place of the shared one, with a change in it."""
    text = (kit / SHARED / name).read_text(encoding="utf-8")
    assert old in text
    (kit / KIND / name).write_text(text.replace(old, new), encoding="utf-8")


def test_the_kinds_own_files_take_the_place_of_the_shared_ones_file_by_file(short: Path, engine: Engine) -> None:
    project = Project(short, "example", 2020)
    replaced(short, "page.html", "<footer>", "<footer><p>Own page</p>")
    replaced(short, "report.css", ":root {", ".own { color: inherit }\n:root {")
    replaced(short, "report.typ", "[Not for publication]", "[Own cover]")
    replaced(short, "_quarto.yml", "toc-title: Contents", "toc-title: Own contents")
    replaced(short, "report.lua", "local function heading(", "-- own\nlocal function heading(")
    replaced(short, "chapters.lua", 'class = "self"', 'class = "self own"')
    replaced(short, "look.yml", 'alert: "#801650"', 'alert: "#801651"')
    shutil.copyfile(short / SHARED / "reference.docx", short / KIND / "reference.docx")
    build_report(project, engine, FORMATS)
    report = Report(project)
    page, pdf = report.document(".html").read_text(encoding="utf-8"), pdf_text(report.document(".pdf"))
    for own in ("<p>Own page</p>", ".own { color: inherit }", "Own contents", 'class="self own"', "#801651"):
        assert own in page, own
    assert "Own cover" in pdf
    assert "Own contents" in pdf
    assert "Not for publication" not in pdf
    assert "-- own\n" in (report.folder / "report/report.lua").read_text(encoding="utf-8")
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    went_in = {entry["path"] for entry in manifest["inputs"] if entry["path"].startswith("report_templates/")}
    names = {path.name for path in (*(KIT / KIND).iterdir(), *(KIT / SHARED).iterdir())}
    assert went_in == {f"{KIND}/{name}" for name in names}


def test_an_own_word_reference_restyles_the_word_report(short: Path) -> None:
    from docx import Document
    from docx.shared import Pt

    reference = Document(str(short / SHARED / "reference.docx"))
    reference.styles["Heading 1"].font.size = Pt(31)
    reference.save(str(short / KIND / "reference.docx"))
    project = Project(short, "example", 2020)
    build_report(project, find_engine("embedded"), ("docx",))
    assert Document(str(Report(project).document(".docx"))).styles["Heading 1"].font.size == Pt(31)


def test_a_kind_of_three_files_builds_and_is_named_after_its_document(short: Path, engine: Engine) -> None:
    own = short / "report_templates/gifts_register"
    own.mkdir()
    (own / "chapters.yml").write_text("foreword:\n  needs: [narrative]\n", encoding="utf-8")
    duty = (short / KIND / "duty.yml").read_text(encoding="utf-8")
    clause = "clauses:\n  '1':\n    asks: what is said\n    answered_in: [foreword]\n    needs: []\n"
    (own / "duty.yml").write_text(re.sub(r"(?s)^clauses:.*", clause, duty, flags=re.MULTILINE), encoding="utf-8")
    shutil.copyfile(short / KIND / "annual-report.qmd", own / "gifts-register.qmd")
    notebooks = short / "notebooks/gifts_register"
    notebooks.mkdir()
    shutil.copyfile(short / "notebooks/sab_annual_report/01_foreword.ipynb", notebooks / "01_foreword.ipynb")
    for narrative in (short / "data/example/2020/narrative").glob("[!f]*.md"):
        narrative.unlink()
    (short / "data/example/2020/narrative/finance.md").unlink()
    year = short / "params/example/2020.yml"
    year.write_text(year.read_text(encoding="utf-8").replace("sab_annual_report", "gifts_register"), encoding="utf-8")
    project = Project(short, "example", 2020)
    build_report(project, engine, FORMATS)
    page, pdf, word = (project.outputs / f"example-gifts-register-2019-20.{form}" for form in FORMATS)
    assert 'class="skip"' in page.read_text(encoding="utf-8"), "the kit's page, and not the engine's own"
    for text in (pdf_text(pdf), word_text(word)):
        assert "Foreword" in text
    assert "  render: [gifts-register.qmd]\n" in (project.outputs / "report/_quarto.yml").read_text(encoding="utf-8")


def _own(name: str, content: str = "a {}") -> Callable[[Path], object]:
    return lambda kit: (kit / KIND / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (
            _own("report.CSS"),
            f"{KIND}/report.CSS: the file is called nearly like {SHARED}/report.css, and is not read as report.css. "
            "Call it report.css if that is meant, or else something less like it.",
        ),
        (_own("pages.html"), f"{KIND}/pages.html: the file is called nearly like {SHARED}/page.html, and is not read as"),
        (_own("look.yaml"), f"{KIND}/look.yaml: the file is called nearly like {SHARED}/look.yml, and is not read as"),
        (_own("quarto.yml"), f"{KIND}/quarto.yml: the file is called nearly like {SHARED}/_quarto.yml, and is not read as"),
        (_own("dutys.yml"), f"{KIND}/dutys.yml: the file is called nearly like duty.yml, and is not read as duty.yml. "),
        (lambda kit: (kit / KIND / "report.typ").symlink_to("gone"), f"{KIND}/report.typ: the file is a link to nothing. "),
        (lambda kit: (kit / KIND / "report.lua").mkdir(), f"{KIND}/report.lua: this is a folder, and a file is expected. "),
        (
            lambda kit: (kit / KIND / "annual-report.qmd").unlink(),
            f'{KIND}: the kind of report "sab_annual_report" has no .qmd file, which its sections are put into and its documents '
            "are named after. Copy that of another kind here, and call it what the report is, such as annual-report.qmd.",
        ),
        (_own("second.qmd"), f"{KIND}/second.qmd: there is another .qmd file, annual-report.qmd, and a kind of report has one. "),
        (_own("look.yml", "fount: x\n"), f'{KIND}/look.yml, line 1: unknown key "fount". Did you mean "font"?'),
        (lambda kit: (kit / SHARED / "look.yml").unlink(), f"{SHARED}/look.yml: "),
        (lambda kit: (kit / KIND / "chapters.yml").rename(kit / SHARED / "chapters.yml"), f"{KIND}/chapters.yml: "),
    ],
)  # fmt: skip
def test_a_slip_in_the_templates_is_told_with_the_file_that_is_meant(
    do: Callable[[Path], object], said: str, short: Path, sabreport
) -> None:
    do(short)
    ran = sabreport("check", "--year", "2020", root=short)
    assert ran.code == 1
    assert said in ran.err


@pytest.mark.sampled
@pytest.mark.parametrize("name", ["extra.css", "logo.svg", "more.js", "style.css", "cover.html"])
def test_a_file_of_another_name_is_the_kinds_own(name: str, short: Path, sabreport) -> None:
    _own(name)(short)
    assert sabreport("check", "--year", "2020", root=short).code == 0


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "do", "said"),
    [
        ("_quarto.yml", lambda text: "nothing\n", "_quarto.yml does not say in YAML what the engine has to know"),
        ("_quarto.yml", lambda text: text.replace("documents ]]", "others ]]"), "'others' is undefined"),
        (
            "_quarto.yml",
            lambda text: "[" * 1000 + "]" * 1000,
            "cannot be filled in: it is no name of what the kit fills in. Undo",
        ),
        ("report.lua", lambda text: f"({text}", "report.lua"),
    ],
)
@pytest.mark.parametrize("folder", [SHARED, KIND])
def test_what_the_engine_refuses_is_laid_to_the_template_that_is_meant(
    name: str, do: Callable[[str], str], said: str, folder: str, short: Path, sabreport
) -> None:
    (short / folder / name).write_text(do((short / SHARED / name).read_text(encoding="utf-8")), encoding="utf-8")
    ran = sabreport("build", "--year", "2020", "--format", "html", "--engine", "embedded", root=short)
    assert ran.code == 1
    assert said in ran.err
    other = SHARED if folder == KIND else KIND
    assert f"{folder}/{name}" in ran.err
    assert f"{other}/{name}" not in ran.err


def test_a_template_that_comes_or_goes_makes_anew_what_is_printed_with_it_and_is_named(short: Path) -> None:
    def why() -> tuple[str, ...]:
        made = build_report(Project(short, "example", 2020), find_engine("embedded"), ("html",)).why
        assert made["chapter foreword"] == () or made["html"] == (NEVER,)
        return tuple(name for name in made["html"] if name.startswith(("report_templates/", "report/look")))

    why()
    replaced(short, "report.css", ":root {", "em { color: inherit }\n:root {")
    assert why() == (f"{KIND}/report.css",)
    (short / KIND / "report.css").unlink()
    assert why() == (f"{SHARED}/report.css",)
    replaced(short, "look.yml", 'warm: "#F46A25"', 'warm: "#F46A26"')
    assert why() == ("report/look.css", "report/look.json")


def test_no_report_is_of_the_kind_shared_and_no_list_has_it(short: Path, sabreport) -> None:
    shutil.copyfile(short / KIND / "chapters.yml", short / SHARED / "chapters.yml")
    assert kinds_of(short) == ["sab_annual_report"]
    year = short / "params/example/2020.yml"
    text = year.read_text(encoding="utf-8")
    for kind, said in (
        ("_shared", 'params/example/2020.yml, line 1: kind is "_shared", which is not a valid id. '),
        ("shared", 'line 1: there is no kind of report "shared". Use one of: sab_annual_report.'),
    ):
        year.write_text(text.replace("sab_annual_report", kind), encoding="utf-8")
        ran = sabreport("check", "--year", "2020", root=short)
        assert ran.code == 1
        assert said in ran.err
