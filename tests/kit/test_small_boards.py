"""A small board is the usual case: with counts of zero, of one to four, or none at all, its report is built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Report, every_day
from reading import html_text, pdf_flow, word_text
from sabreport.build import build_report
from sabreport.chapters import areas_compared, key_figures, summary, trends
from sabreport.chapters.chapter import open_chapter
from sabreport.documents.engines import DOCUMENTS, find_engine
from sabreport.exhibits.exhibit import Chart, Exhibit
from sabreport.gates.run import run_gates
from sabreport.inputs import read_inputs
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import without_spans
from small_boards import SMALL, many_small, small_board


@pytest.mark.parametrize("disclosure", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("name", every_day(SMALL, *list(SMALL)[::4]))
def test_the_figures_of_a_small_board_pass_every_gate(tmp_path: Path, name: str, disclosure: bool) -> None:
    project = small_board(tmp_path / "kit", name, disclosure=disclosure)
    inputs = read_inputs(project)
    assert [check.message for check in run_gates(project, inputs) if check.status == "fail"] == []
    target = inputs.facts.find("exampleshire", "msp_asked_pct", derived="target")
    assert (target is None) == (name == "all empty")
    assert target is None or target.text == "80%", "a target is nobody's count"


@pytest.mark.long
@pytest.mark.parametrize("disclosure", [True, False], ids=["on", "off"])
def test_a_board_of_small_and_empty_areas_is_built_in_all_formats(tmp_path: Path, disclosure: bool) -> None:
    project = many_small(tmp_path / "kit", disclosure=disclosure)
    build_report(project, find_engine("embedded"), DOCUMENTS)
    report = Report(project)
    facts = json.loads((report.folder / "facts.json").read_text(encoding="utf-8"))
    counts = [fact["value"] for fact in facts if fact["measure"] == "concerns" and fact["value"] is not None]
    assert (min(counts) >= 5) == disclosure
    for text in (
        html_text(report.document(".html")),
        pdf_flow(report.document(".pdf")),
        word_text(report.document(".docx")),
    ):
        assert "nan" not in text.lower().split()
        assert "inf" not in text.lower().split()
    assert report.document("-data.xlsx").is_file()


@pytest.mark.long
def test_a_board_without_any_figure_is_built_in_all_formats(tmp_path: Path) -> None:
    project = small_board(tmp_path / "kit", "all empty")
    assert len(build_report(project, find_engine("embedded"), DOCUMENTS).documents) == len(DOCUMENTS)


def _said(exhibits: list[Exhibit]) -> str:
    texts = [each.caption if isinstance(each, Chart) else each.markdown for each in exhibits if isinstance(each, Chart | Prose)]
    return without_spans(" ".join(texts))


def test_nothing_is_said_of_a_share_of_none(tmp_path: Path) -> None:
    small_board(tmp_path / "kit", "all zero", disclosure=False)
    chapter = open_chapter("making_safeguarding_personal", "example", 2020, str(tmp_path / "kit"))
    parts = (trends.concerns_and_enquiries, trends.making_safeguarding_personal, trends.deprivation_of_liberty)
    text = _said([*chapter.by_area(*parts), key_figures.key_figures(chapter), *summary.in_brief(chapter)])
    for untrue in ("%", "so few", "handful", "asked what they wanted to happen", "in no cases", "target"):
        assert untrue not in text, untrue
    assert text.count("There were no section 42 enquiries in Exampleshire in 2019-20, so there is no share of them to give.") == 1
    assert "There were no cases in which the law asked for an enquiry into what had happened" in text


def test_a_share_above_none_is_told_though_none_was_begun(tmp_path: Path) -> None:
    small_board(tmp_path / "kit", "counts zero", disclosure=False)
    text = _said(open_chapter("summary", "example", 2020, str(tmp_path / "kit")).by_area(trends.concerns_and_enquiries))
    assert "Abuse or neglect was found in 58% of enquiries" in text
    assert "so few" not in text


def test_the_summary_says_of_whom_it_speaks_where_one_area_alone_has_a_figure(tmp_path: Path) -> None:
    many_small(tmp_path / "kit", disclosure=False)
    root = tmp_path / "kit"
    path = root / "data/example/2020/measures.csv"
    kept = [x for x in path.read_text("utf-8").splitlines() if "msp_asked_pct" not in x or x.startswith("exampleshire,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    text = _said(summary.in_brief(open_chapter("summary", "example", 2020, str(root))))
    assert "In Exampleshire, 76% of people were asked what they wanted to happen." in text
    assert "Of the people concerned" not in text


def test_only_areas_with_a_figure_are_named_as_compared(tmp_path: Path) -> None:
    many_small(tmp_path / "kit", disclosure=False)
    chapter = open_chapter("concerns_and_enquiries", "example", 2020, str(tmp_path / "kit"))
    exhibits = areas_compared.concerns_by_area(chapter)
    text = _said(exhibits) + " ".join(each.alt for each in exhibits if isinstance(each, Chart))
    assert "Exampleshire" in text
    assert "All empty" not in text


def test_nothing_is_compared_where_the_figures_of_all_areas_but_one_are_held_back(tmp_path: Path) -> None:
    many_small(tmp_path / "kit", disclosure=True)
    for path in (tmp_path / "kit/data/example").glob("*/measures.csv"):
        kept = [x for x in path.read_text("utf-8").splitlines() if x.startswith(("area,", "exampleshire,", "counts_of_1_to_4,"))]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    chapter = open_chapter("concerns_and_enquiries", "example", 2020, str(tmp_path / "kit"))
    assert areas_compared.concerns_by_area(chapter) == []
