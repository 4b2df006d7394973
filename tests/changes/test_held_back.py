"""A figure that disclosure control holds back since an earlier draft is told nowhere, not as what was there before either."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import copy_kit
from reading import plain
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.changes.content import Content, Exhibit, Passage, Sentence, read_content
from sabreport.changes.held_back import held_back, without_held_back
from sabreport.documents.engines import find_engine
from sabreport.review_page.page import review_page, write_review_page

OFF = "\ndisclosure:\n  enabled: false\n  reason: Invented figures stand for nobody.\n"
CELLS = {"north_isle.age.65-84.2020": "22", "board.enquiries_s42.2020": "43"}
"""Two of the figures that are held back, to protect smaller ones, and that no other figure of the report is."""


@pytest.fixture(scope="module")
def isles(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A board of small counts: its first draft with disclosure control off, and its second with it on."""
    root = copy_kit(tmp_path_factory.mktemp("held") / "kit", "isles")
    project = Project(root, "isles", 2020)
    params = root / "params/isles/2020.yml"
    was = params.read_text(encoding="utf-8")
    for text in (was + OFF, was):
        params.write_text(text, encoding="utf-8")
        build_report(project, find_engine("embedded"), ["html", "docx"])
    return project


@pytest.fixture(scope="module")
def told(isles: Project) -> list[str]:
    """The sentences of the first draft that tell a figure which the second holds back."""
    old, new = contents(isles)
    keys = held_back(old, new)
    assert keys >= CELLS.keys()
    assert {key: old.facts[key]["text"] for key in CELLS} == CELLS
    found = [each.text for passage in old.passages for each in passage.sentences if each.facts & keys and " " in each.text]
    assert len(found) > 5
    return found


def contents(project: Project) -> tuple[Content, Content]:
    old, new = (read_content(project.outputs / f"drafts/{number}", project.root) for number in (1, 2))
    return old, new


def assert_not_told(text: str, told: list[str]) -> None:
    said = plain(re.sub(r"row \d+", "", text))
    assert [each for each in told if plain(each) in said] == []
    for number in CELLS.values():
        assert not re.search(rf"(?<![\d.,#]){number}(?![\d.,-])", said), number


@pytest.mark.long
def test_the_page_and_the_record_and_the_command_tell_none_of_them(isles: Project, told: list[str], sabreport) -> None:
    (isles.outputs / "changes.docx").write_bytes(b"of before")
    ran = sabreport("diff", "--year", "2020", "--board", "isles", root=isles.root)
    assert ran.code == 0, ran.err
    assert re.fullmatch(
        r"  No Word file with tracked changes: it would show figures that Draft 2, [^,]+, \w+ holds back\.",
        ran.out.splitlines()[-1],
    )
    assert not (isles.outputs / "changes.docx").exists()
    page: Any = BeautifulSoup((isles.outputs / "changes.html").read_text(encoding="utf-8"), "html.parser")
    said = plain(page.find("main").get_text(" "))
    assert "The earlier draft prints figures that are held back in draft 2." in said
    assert_not_told(said, told)
    record = json.loads((isles.outputs / "changes.json").read_text(encoding="utf-8"))
    moved = {each["key"]: (each["old"], each["new"]) for each in record["figures"]}
    assert {key: moved[key] for key in CELLS} == dict.fromkeys(CELLS, ("[c], held back in draft 2", "[c]"))
    said = json.dumps([record["figures"], record["words"], record["exhibits"]], ensure_ascii=False)
    assert_not_told(re.sub(r'"(row": \d+|sha256": "\w+")', "", said), told)
    white = next(each for each in record["exhibits"] if each["id"] == "tbl-people-north-isle")
    assert white["old"]["rows"] == [["[held back in draft 2]"]]
    assert any("[c]" in row for row in white["new"]["rows"])


@pytest.mark.long
def test_charts_of_before_are_left_out(isles: Project, sabreport) -> None:
    assert sabreport("diff", "--year", "2020", "--board", "isles", root=isles.root).code == 0
    old, new = contents(isles)
    keys = held_back(old, new)
    charts = {each.title for each in old.exhibits.values() if each.picture and each.facts & keys}
    assert charts
    page: Any = BeautifulSoup((isles.outputs / "changes.html").read_text(encoding="utf-8"), "html.parser")
    before = {each["alt"].removesuffix(", before") for each in page.select("img[alt$=', before']")}
    assert before & charts == set()


@pytest.mark.long
def test_the_review_page_tells_none_of_them(isles: Project, told: list[str]) -> None:
    page: Any = BeautifulSoup(write_review_page(review_page(isles, None, "")).read_text(encoding="utf-8"), "html.parser")
    changed = page.find(id="changed")
    said = " ".join(each.get_text(" ") for each in changed.find_all_next() if each.find_previous("h2") is changed)
    assert "held back in draft 2" in said
    assert_not_told(said, told)


def fact(value: float | None, *inputs: str) -> dict[str, Any]:
    text = "[c]" if value is None else f"{value:,.0f}"
    return {"value": value, "text": text, "unit": "count", "inputs": list(inputs), "source": None}


def content(facts: dict[str, dict[str, Any]], number: str, *sentences: tuple[str, set[str]]) -> Content:
    said = tuple(Sentence(text, frozenset(keys)) for text, keys in sentences)
    text = " ".join(text for text, _ in sentences)
    table = Exhibit("tbl-a", f"Table 1: Of {number}", f"A, {number} cases", frozenset(facts), (("A", number),))
    return Content(facts, (Passage(f"A, {number} cases", text, text, said),), {"tbl-a": table}, {}, {})


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        ({"a": fact(39), "b": fact(20, "a")}, ["a", "typed", "word", "b", "other"]),
        ({"a": fact(None), "b": fact(None, "a")}, ["other"]),
        ({"a": fact(None)}, ["other"]),
        ({"a": fact(39), "b": fact(None, "a")}, ["a", "typed", "other"]),
        ({"a": fact(39)}, ["a", "typed", "word", "b", "other"]),
    ],
)
def test_what_tells_a_figure_is_left_out_and_the_rest_stays(new: dict[str, dict[str, Any]], kept: list[str]) -> None:
    """`b` is eight and worked out from `a`; it may be gone for `a` is held back, or for no such reason."""
    sentences = {
        "a": ("There were [39].", {"a"}),
        "typed": ("We typed 39 here.", set()),
        "word": ("Eight of them came.", set()),
        "b": ("That is [many].", {"b"}),
        "other": ("In 2039 there were 139.", set()),
    }
    old = content({"a": fact(39), "b": fact(8, "a")}, "39", *sentences.values())
    shown = without_held_back(old, content(new, "[c]"), "held back in draft 2")
    (passage,) = shown.passages
    expected = [text if name in kept else "[held back in draft 2]" for name, (text, _) in sentences.items()]
    assert [each.text for each in passage.sentences] == expected
    assert passage.text == " ".join(expected)
    assert passage.same == old.passages[0].same, "what changed is told as before"
    if kept == list(sentences):
        assert shown == old
    if "a" not in kept:
        assert "39" not in re.sub("139|2039", "", repr((shown.facts, passage.text, passage.section, shown.exhibits)))
