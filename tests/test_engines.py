"""The two engines, the same project: the same words, numbers and references in all formats."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import REPORTS, Report
from reading import (
    html_page,
    html_tables,
    html_text,
    numbered,
    pdf_flow,
    pdf_text,
    plain,
    word_captions,
    word_headings,
    word_styles,
    word_tables,
    word_text,
)
from sabreport.engines import FORMATS, Embedded, find_engine
from sabreport.errors import RenderError

BOARDS = [board for board, _ in REPORTS]
pytestmark = pytest.mark.filterwarnings("error")


def assert_same(one: str, other: str) -> None:
    assert one, "nothing was read"
    if one != other:
        difference = difflib.unified_diff(one.split(), other.split(), lineterm="", n=3)
        pytest.fail("the engines differ: " + " ".join(list(difference)[:80]))


@pytest.mark.quarto
@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize(("suffix", "read"), [(".html", html_text), (".pdf", pdf_flow), (".docx", word_text)])
def test_quarto_and_embedded_say_the_same(
    board: str, suffix: str, read, reports: dict[str, Report], quarto_reports: dict[str, Report]
) -> None:
    one, other = read(reports[board].document(suffix)), read(quarto_reports[board].document(suffix))
    assert_same(one, other)
    assert numbered(one) == numbered(other)
    assert len(numbered(one)) >= 2


@pytest.mark.quarto
@pytest.mark.parametrize("board", BOARDS)
def test_quarto_and_embedded_have_the_same_headings_captions_and_tables(
    board: str, reports: dict[str, Report], quarto_reports: dict[str, Report]
) -> None:
    ours, quartos = reports[board], quarto_reports[board]
    assert html_tables(ours.document(".html")) == html_tables(quartos.document(".html"))
    assert word_tables(ours.document(".docx")) == word_tables(quartos.document(".docx"))
    assert word_headings(ours.document(".docx")) == word_headings(quartos.document(".docx"))
    assert word_captions(ours.document(".docx")) == word_captions(quartos.document(".docx"))
    assert word_styles(ours.document(".docx")) == word_styles(quartos.document(".docx"))
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
def test_quarto_render_by_hand_renders_the_stitched_project(reports: dict[str, Report], tmp_path: Path) -> None:
    program = os.environ.get("QUARTO_PATH") or shutil.which("quarto")
    if program is None:
        pytest.skip("genuine Quarto is not on PATH")
    folder = tmp_path / "report"
    shutil.copytree(reports["lrsab"].folder / "report", folder)
    subprocess.run([program, "render"], cwd=folder, check=True, capture_output=True)
    stem = reports["lrsab"].document("").name
    assert {path.name for path in folder.glob(f"{stem}.*")} >= {f"{stem}.{suffix}" for suffix in FORMATS}
    assert_same(html_text(reports["lrsab"].document(".html")), html_text(folder / f"{stem}.html"))


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


def test_a_picture_without_alt_text_is_refused_as_pdf_ua(tmp_path: Path, reports: dict[str, Report]) -> None:
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
