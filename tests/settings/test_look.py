"""One look for every format and the charts, a board's own accent, and what is said where it cannot be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from coloraide import Color
from sabreport.base.errors import ParamsError
from sabreport.base.project import Project
from sabreport.chapters import trends
from sabreport.chapters.chapter import open_chapter
from sabreport.exhibits.exhibit import Chart
from sabreport.settings.look import load_look, write_look
from sabreport.settings.params import load_params


def with_accent(kit: Path, accent: str) -> Project:
    with (kit / "params/example/board.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"accent: {accent}\n")
    return Project(kit, "example", 2020)


def look_of(project: Project):
    return load_look(project, load_params(project))


def test_a_boards_accent_reaches_page_pdf_and_charts(kit: Path, tmp_path: Path) -> None:
    project = with_accent(kit, '"#1f5c4d"')
    look = look_of(project)
    assert look.accent == "#1F5C4D"
    write_look(look, tmp_path)
    css = (tmp_path / "look.css").read_text(encoding="utf-8")
    assert "--accent: #1F5C4D" in css
    assert json.loads((tmp_path / "look.json").read_text(encoding="utf-8"))["palette"]["accent"] == "#1F5C4D"
    chapter = open_chapter("concerns_and_enquiries", "example", 2020, str(kit))
    chart = next(each for each in trends.concerns_and_enquiries(chapter, chapter.params.areas[0]) if isinstance(each, Chart))
    svg = chart._repr_mimebundle_()[0]["image/svg+xml"]
    assert "#1f5c4d" in svg
    assert "#12436d" not in svg


def test_the_accent_of_a_dark_screen_is_the_same_hue_and_can_be_read(kit: Path) -> None:
    look = look_of(with_accent(kit, '"#801650"'))
    dark = Color(look.dark_accent)
    assert dark.contrast(look.dark.paper) >= 7
    assert abs(dark.convert("oklch")["hue"] - Color("#801650").convert("oklch")["hue"]) < 5


@pytest.mark.parametrize(
    ("accent", "message"),
    [
        ('"#FFDD00"', 'accent is "#FFDD00": its contrast with the white of paper is 1.3, and 4.5 is needed to tell them apart'),
        ('"#767676"', "its contrast with the tint behind key figures is 4.1"),
        ("blue", 'accent is "blue", which is not a colour. Write # and six digits from 0 to F, in quotes: "#12436D".'),
    ],
)
def test_an_accent_that_cannot_be_read_is_refused_with_one_that_can(kit: Path, accent: str, message: str) -> None:
    project = with_accent(kit, accent)
    with pytest.raises(ParamsError) as refused:
        look_of(project)
    said = str(refused.value)
    assert "params/example/board.yml, line" in said
    assert message in said
    if found := re.search(r"Choose a darker one: (#[0-9A-F]{6}) would do", said):
        board = kit / "params/example/board.yml"
        board.write_text(board.read_text(encoding="utf-8").replace(accent, f'"{found[1]}"'), encoding="utf-8")
        assert look_of(project).accent == found[1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('soft: "#505A5F"', 'soft: "#AAAAAA"', "palette: soft on paper has a contrast of 2.3, and text needs 4.5"),
        ("  cover: 34", "  cover: large", 'type.cover is "large"'),
        ("font: Public Sans", "fount: Public Sans", 'look.yml, line 6: unknown key "fount". Did you mean "font"?'),
    ],
)
def test_a_fault_of_the_look_is_said(kit: Path, old: str, new: str, message: str) -> None:
    path = kit / "report_templates/_shared/look.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ParamsError) as refused:
        look_of(Project(kit, "example", 2020))
    assert "look.yml" in str(refused.value)
    assert message in str(refused.value)
