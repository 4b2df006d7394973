"""The two engines, the same project: the same words, numbers and references in all formats."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import EACH_REPORT, KIT, REPORTS, Reports
from reading import (
    html_alts,
    html_page,
    html_tables,
    html_text,
    numbered,
    pdf_alts,
    pdf_flow,
    pdf_text,
    plain,
    word_alts,
    word_captions,
    word_headings,
    word_styles,
    word_tables,
    word_text,
)
from sabreport.base.errors import RenderError
from sabreport.base.pandoc import READER
from sabreport.documents.engines import FORMATS, Embedded, Engine, find_engine

pytestmark = pytest.mark.filterwarnings("error")


def assert_same(one: str, other: str) -> None:
    assert one, "nothing was read"
    if one != other:
        difference = difflib.unified_diff(one.split(), other.split(), lineterm="", n=3)
        pytest.fail("the engines differ: " + " ".join(list(difference)[:80]))


@pytest.mark.quarto
@pytest.mark.parametrize("board", EACH_REPORT)
@pytest.mark.parametrize(("suffix", "read"), [(".html", html_text), (".pdf", pdf_flow), (".docx", word_text)])
def test_quarto_and_embedded_say_the_same(board: str, suffix: str, read, reports: Reports, quarto_reports: Reports) -> None:
    one, other = read(reports[board].document(suffix)), read(quarto_reports[board].document(suffix))
    assert_same(one, other)
    assert numbered(one) == numbered(other)
    assert len(numbered(one)) >= 2


@pytest.mark.quarto
@pytest.mark.parametrize("board", EACH_REPORT)
def test_quarto_and_embedded_have_the_same_headings_captions_and_tables(
    board: str, reports: Reports, quarto_reports: Reports
) -> None:
    ours, quartos = reports[board], quarto_reports[board]
    assert html_tables(ours.document(".html")) == html_tables(quartos.document(".html"))
    assert word_tables(ours.document(".docx")) == word_tables(quartos.document(".docx"))
    assert word_headings(ours.document(".docx")) == word_headings(quartos.document(".docx"))
    assert word_captions(ours.document(".docx")) == word_captions(quartos.document(".docx"))
    assert word_styles(ours.document(".docx")) == word_styles(quartos.document(".docx"))
    for alts, suffix in ((html_alts, ".html"), (pdf_alts, ".pdf"), (word_alts, ".docx")):
        assert alts(ours.document(suffix)) == alts(quartos.document(suffix))
        assert bool(alts(ours.document(suffix))) == (board != "dbcpsab")  # which has no figures, and so no charts
    headings = [
        [
            (tag.name, tag.get("id"), plain(tag.get_text()))
            for tag in html_page(report.document(".html")).find_all(re.compile("^h[1-6]$"))
        ]
        for report in (ours, quartos)
    ]
    assert headings[0] == headings[1]
    links = [
        [(link["href"], plain(link.get_text())) for link in html_page(report.document(".html")).find_all("a", href=True)]
        for report in (ours, quartos)
    ]
    assert links[0] == links[1]


@pytest.mark.quarto
def test_quarto_leaves_the_files_that_the_embedded_engine_leaves(reports: Reports, quarto_reports: Reports) -> None:
    for board in REPORTS:
        ours, quartos = (
            sorted(path.relative_to(each[board].folder).as_posix() for path in each[board].folder.rglob("*"))
            for each in (reports, quarto_reports)
        )
        assert quartos == ours
        assert "report/annual-report.qmd" in ours


@pytest.mark.quarto
def test_quarto_render_by_hand_renders_the_stitched_project(reports: Reports, tmp_path: Path) -> None:
    program = os.environ.get("QUARTO_PATH") or shutil.which("quarto")
    if program is None:
        pytest.skip("genuine Quarto is not on PATH")
    folder = tmp_path / "report"
    shutil.copytree(reports["lrsab"].folder / "report", folder)
    subprocess.run([program, "render"], cwd=folder, check=True, capture_output=True)
    stem = reports["lrsab"].document("").name
    assert {path.name for path in folder.glob(f"{stem}.*")} >= {f"{stem}.{suffix}" for suffix in FORMATS}
    assert_same(html_text(reports["lrsab"].document(".html")), html_text(folder / f"{stem}.html"))


RAW = """

Typed <b>bold</b>, <span class="fact">a span</span>, `raw`{=html}, \\alpha and <!-- a remark --> in a chapter.

<div class="panel">

In a division.

</div>

```{=typst}
#read("annual-report.qmd")
```
"""


def test_raw_code_in_a_chapter_is_text_in_every_format(reports: Reports, engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    shutil.copytree(reports["dbcpsab"].folder / "report", folder)
    section = next(folder.glob("sections/_14_*.qmd"))
    section.write_text(section.read_text(encoding="utf-8") + RAW, encoding="utf-8")
    made = engine.render(folder / "annual-report.qmd", FORMATS)
    assert html_page(made["html"]).find("b") is None
    for text in (html_text(made["html"]), pdf_flow(made["pdf"]), word_text(made["docx"])):
        for kept in (
            "Typed <b>bold</b>, <span class=“fact”>a span</span>, raw{=html}, \\alpha and <!– a remark –> in a chapter.",
            "<div class=“panel”> In a division. </div>",
            '#read("annual-report.qmd")',
        ):
            assert "".join(kept.split()) in "".join(text.split()), kept


def test_sections_are_read_in_one_way_whatever_renders_them() -> None:
    for settings in sorted((KIT / "report_templates").glob("*/_quarto.yml")):
        assert f"\nfrom: {READER}\n" in settings.read_text(encoding="utf-8"), settings


def test_the_embedded_engine_can_always_be_asked_for() -> None:
    engine = find_engine("embedded")
    assert isinstance(engine, Embedded)
    assert re.fullmatch(r"pandoc [\d.]+, typst [\d.]+", engine.version)


def test_without_quarto_auto_means_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert find_engine("auto").name == "embedded"
    with pytest.raises(RenderError, match=r"Quarto was asked for and is not on PATH\. Install Quarto, set QUARTO_PATH"):
        find_engine("quarto")


def test_a_quarto_that_does_not_run_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUARTO_PATH", str(tmp_path / "quarto"))
    with pytest.raises(RenderError, match=r"Quarto was found at .*quarto and does not run\. Mend it"):
        _ = find_engine("auto").version


def test_a_quarto_that_fails_is_quoted_with_what_it_said_first_and_without_its_stacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = (
        "pandoc\n  to: html\n\nError running filter /opt/quarto/share/filters/main.lua:\nstring expected, got nil\n"
        "\twhile retrieving arguments for function RawInline\nstack traceback:\n"
        + "\t.../filters/./ast/customnodes.lua:87: in function <...>\n\t(...tail calls...)\n" * 6
        + "stack traceback:\n\t[C]: in ?\n\nWARN: Error encountered when rendering files.\nERROR: it stopped\n"
        + "Stack trace:\n    at renderFiles (file:///opt/quarto/bin/quarto.js:1:1)\n" * 2
    )
    (tmp_path / "said").write_text(said, encoding="utf-8")
    program = tmp_path / "quarto"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo 1.9 && exit\ncat said >&2\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("QUARTO_PATH", str(program))
    document = tmp_path / "report.qmd"
    document.write_text("---\noutput-file: out\n---\n", encoding="utf-8")
    with pytest.raises(RenderError) as refused:
        find_engine("quarto").render(document, FORMATS)
    (problem,) = refused.value.problems
    assert "Quarto 1.9 could not render the report: " in problem.what
    assert "main.lua: / string expected, got nil / while retrieving arguments for function RawInline / " in problem.what
    assert problem.what.endswith("WARN: Error encountered when rendering files. / ERROR: it stopped")
    assert "traceback" not in problem.what
    assert "customnodes" not in problem.what


def test_what_an_engine_refuses_is_said_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text(
        "lang: en-GB\ntoc-title: Contents\nformat:\n  typst:\n    default-image-extension: svg\n    template: page.typ\n"
        "    font-paths: .\n    pdf-standard: ua-1\n",
        encoding="utf-8",
    )
    (tmp_path / "page.typ").write_text("#set document(title: [T])\n$body$", encoding="utf-8")
    document = tmp_path / "report.qmd"
    document.write_text("---\noutput-file: out\n---\n\n```{=typst}\n#nonsense()\n```\n", encoding="utf-8")
    made = Embedded().render(document, ["pdf"])["pdf"]
    assert "#nonsense()" in pdf_text(made), "what is raw in a section is text"

    (tmp_path / "page.typ").write_text("#set document(title: [T])\n#nonsense()\n$body$", encoding="utf-8")
    with pytest.raises(RenderError, match=r"Typst could not render the report: .*unknown variable: nonsense"):
        Embedded().render(document, ["pdf"])


def test_a_picture_without_alt_text_is_refused_as_pdf_ua(tmp_path: Path, reports: Reports) -> None:
    folder = tmp_path / "report"
    shutil.copytree(reports["example"].folder / "report", folder)
    section = next(folder.glob("sections/_13_*.qmd"))
    section.write_text(re.sub(r' fig-alt="[^"]*"', "", section.read_text(encoding="utf-8")), encoding="utf-8")
    lua = folder / "report.lua"
    lua.write_text(
        lua.read_text(encoding="utf-8").replace(", alt: %s)", ")").replace("typst_string(alt), ", ""), encoding="utf-8"
    )
    typ = folder / "report.typ"
    typ.write_text(typ.read_text(encoding="utf-8").replace("alt: alt, ", ""), encoding="utf-8")
    with pytest.raises(RenderError, match="alt"):
        find_engine("embedded").render(folder / "annual-report.qmd", ["pdf"])
