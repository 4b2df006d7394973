"""A small board is the usual case: with counts of zero, of one to four, or none at all, its report is built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Report
from reading import html_text, pdf_flow, word_text
from sabreport.build import build_report
from sabreport.engines import DOCUMENTS, find_engine
from sabreport.gates import run_gates
from sabreport.inputs import read_inputs
from small_boards import SMALL, many_small, small_board


@pytest.mark.parametrize("disclosure", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("name", SMALL)
def test_the_figures_of_a_small_board_pass_every_gate(tmp_path: Path, name: str, disclosure: bool) -> None:
    project = small_board(tmp_path / "kit", name, disclosure=disclosure)
    inputs = read_inputs(project)
    assert [check.message for check in run_gates(project, inputs) if check.status == "fail"] == []
    target = inputs.facts.find("exampleshire", "msp_asked_pct", derived="target")
    assert (target is None) == (name == "all empty")
    assert target is None or target.text == "80%", "a target is nobody's count"


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


def test_a_board_without_any_figure_is_built_in_all_formats(tmp_path: Path) -> None:
    project = small_board(tmp_path / "kit", "all empty")
    assert len(build_report(project, find_engine("embedded"), DOCUMENTS).documents) == len(DOCUMENTS)
