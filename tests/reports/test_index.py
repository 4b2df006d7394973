"""outputs/index.html, from the records of reports that stand beside it."""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import BeautifulSoup
from sabreport.base.errors import Problem
from sabreport.reports.index import write_index

STEM = "example-annual-report-2019-20"


def rows_of(root: Path) -> list[list[str]]:
    """The rows of the page, each with the text of its cells, and its links as one text."""
    problems: list[Problem] = []
    page = BeautifulSoup(write_index(root, problems).read_text(encoding="utf-8"), "html.parser")
    assert problems == []
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in page.find_all("tr")[1:]]


def record(root: Path, board: str, **more: str) -> None:
    """The record of a report, as a build leaves it."""
    folder = root / "outputs" / board / "2020"
    folder.mkdir(parents=True)
    documents = [f"{STEM}{end}" for end in ("-accessibility.html", "-data.xlsx", ".docx", ".html", ".pdf")]
    outputs = [{"path": path} for path in (*documents, "report/report.html")]
    entry = {"label": "2019-20", "draft": True, "created": "2020-11-03T10:00:00+00:00", "outputs": outputs}
    (folder / "manifest.json").write_text(json.dumps({**entry, **more}), encoding="utf-8")


def test_a_row_names_the_board_and_links_the_web_page_first(tmp_path: Path) -> None:
    record(tmp_path, "second", name="Anytown Safeguarding Adults Board")
    record(tmp_path, "first", name="Otherton & District Safeguarding Adults Board")
    links = "Web page PDF Word Data tables Accessibility"
    assert rows_of(tmp_path) == [
        ["Anytown Safeguarding Adults Board", "2019-20", "Draft", "3 November 2020", links],
        ["Otherton & District Safeguarding Adults Board", "2019-20", "Draft", "3 November 2020", links],
    ]


def test_a_final_is_called_so_and_linked_as_it_is_published_until_a_later_draft_stands(tmp_path: Path) -> None:
    record(tmp_path, "example")
    folder = tmp_path / "outputs/example/2020/publication"
    folder.mkdir()
    (folder / "SHA256SUMS").write_text("", encoding="utf-8")
    for draft, standing, first in (
        (1, "Final", "example/2020/publication"),
        (0, "Draft, made after the final of 1 December 2020", "example/2020"),
    ):
        entry = {"draft": draft, "content_hash": "a", "published": "2020-12-01"}
        (folder / "publication.json").write_text(json.dumps(entry), encoding="utf-8")
        assert rows_of(tmp_path)[0][2] == standing
        page = BeautifulSoup((tmp_path / "outputs/index.html").read_text(encoding="utf-8"), "html.parser")
        assert page.select("td a")[0]["href"] == f"{first}/{STEM}.html"


def test_a_report_of_an_older_version_goes_by_its_folder(tmp_path: Path) -> None:
    record(tmp_path, "example")
    assert rows_of(tmp_path)[0][0] == "example"


def test_the_page_has_the_font_of_the_reports_and_asks_for_no_file(tmp_path: Path) -> None:
    record(tmp_path, "example")
    page = write_index(tmp_path, []).read_text(encoding="utf-8")
    assert page.count('@font-face { font-family: "Public Sans"; src: url("data:font/ttf;base64,') == 2
    assert "font-family: var(--font), Arial" in page
    assert "font-src data:" in page
