"""origins.json says which cell, and which file that somebody wrote, each part of a report comes from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import EACH_REPORT, Reports
from example_board import shrink
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import find_engine
from sabreport.running.origins import Origin, line_of_origin, without_origins


def test_the_lines_that_say_it_are_taken_out_and_what_shows_nothing_is_left_out() -> None:
    text = "\n".join([line_of_origin(1, ""), "# A", "", line_of_origin(5, ""), "", "", line_of_origin(6, "a.md"), "One.", "", ""])
    assert without_origins(text) == ("# A\n\nOne.\n", [Origin(1, 1, ""), Origin(3, 6, "a.md")])


@pytest.mark.parametrize("board", EACH_REPORT)
def test_each_text_of_the_board_and_its_members_is_where_it_says(reports: Reports, board: str) -> None:
    report = reports[board]
    told = json.loads((report.folder / "origins.json").read_text(encoding="utf-8"))
    named = set()
    for name, about in told.items():
        lines = (report.folder / "report/sections" / name).read_text(encoding="utf-8").splitlines()
        assert (report.project.root / about["notebook"]).is_file()
        starts = [part["line"] for part in about["parts"]]
        assert starts == sorted(set(starts))
        assert starts[0] == 1
        for part, end in zip(about["parts"], [*starts[1:], len(lines) + 1], strict=True):
            shown = " ".join(lines[part["line"] - 1 : end - 1])
            assert shown.strip()
            if part["source"].endswith(".md"):
                named.add(part["source"])
                text = (report.project.root / part["source"]).read_text(encoding="utf-8-sig")
                words = {word for word in re.sub(r"\{\{.*?\}\}", "", text).split() if word.isalpha()}
                assert words <= set(shown.replace("*", " ").replace("[", " ").split()), part
            elif not part["source"]:
                assert "## Behind the figures" not in shown
    there = {report.project.relative(path) for path in report.project.data.glob("narrative/*.md")}
    assert there <= named


def test_what_is_not_written_anew_is_told_as_before(kit: Path) -> None:
    project = Project(shrink(kit, "foreword", "engagement"), "example", 2020)
    build_report(project, find_engine("embedded"), ["html"])
    path = project.outputs / "origins.json"
    before = path.read_text(encoding="utf-8")
    text = kit / "data/example/2020/narrative/engagement.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    build_report(project, find_engine("embedded"), ["html"])
    assert path.read_text(encoding="utf-8") == before
