"""Each paragraph of each report's Word file, as if somebody had remarked on it, comes to the place that it was written from."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from conftest import EACH_REPORT, Report, Reports
from reading import plain
from sabreport.returned.paragraphs import By
from sabreport.returned.places import read_places
from sabreport.returned.remarks import Remark, read_returned
from sabreport.returned.sources import Place

TYPED = re.compile(r"[A-Z][^*_{}\[\]|#<>@~\\`\"]{60,}")
"""A paragraph of a text in which no sign of Markdown and no number is filled in."""


def places_of(report: Report, path: Path) -> list[tuple[str, Place]]:
    """The words and place of each paragraph."""
    returned = read_returned(path, report.project.root)
    paragraphs = list(enumerate(returned.paragraphs))
    returned.remarks[:] = [Remark("comment", By("", ""), at, 0, 0, each.was, said=str(at)) for at, each in paragraphs]
    found = read_places(report.project, report.folder / "drafts/1").of(returned)
    return [(plain(returned.paragraphs[remark.paragraph].was), place) for remark, (place, *_) in found.items()]


@pytest.mark.parametrize("board", EACH_REPORT)
def test_each_paragraph_has_its_place_and_what_is_typed_its_line(reports: Reports, board: str) -> None:
    report = reports[board]
    found = [(words, place) for words, place in places_of(report, report.document(".docx")) if words]
    assert [words for words, place in found if place.words is None] == []
    assert [words for words, place in found if place.words and place.words.what == "notebook" and not place.words.row] == []
    typed = 0
    by_words: dict[str, list[Place]] = {}
    for words, place in found:
        by_words.setdefault(words.replace("’", "'"), []).append(place)
    for path in (*report.project.data.glob("narrative/*.md"), *report.project.data.glob("partners/*.md")):
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        for number, line in enumerate(lines, start=1):
            alone = not any(lines[at : at + 1] and lines[at].strip() for at in (number - 2, number) if at >= 0)
            if alone and TYPED.fullmatch(line) and line in by_words:
                (place,) = by_words[line]
                assert place.words is not None
                assert (place.words.path, place.words.row) == (report.project.relative(path), number), line
                typed += 1
    assert typed >= 5


def test_each_row_of_a_table_of_words_comes_to_its_row(reports: Reports) -> None:
    """What was done for each deliverable is told by the cell of priorities.csv that says it."""
    report = reports["lrsab"]
    cells = {words: place for words, place in places_of(report, report.document(".docx")) if place.what == "table cell"}
    with (report.project.data / "priorities.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [(number, row["progress"]) for number, row in enumerate(csv.DictReader(stream), start=2) if row["progress"]]
    assert len(rows) > 5
    for number, progress in rows:
        place = cells[plain(progress).replace("'", "’")]
        assert [each.named for each in place.behind] == [f"data/lrsab/2020/priorities.csv, row {number}, column progress"]
