"""Words that were parted at the ends of lines, or lost a letter, before they came here are told, in each kind of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
from conftest import KIT
from sabreport.texts.left_words import left_words
from sabreport.texts.statements import remarks, remarks_on_narrative, review_statement

TOLD = 'it has words that were parted at the end of a line, and that are printed so: "peo- ple"'


def said(path: Path) -> list[str]:
    problems = remarks(path, review_statement(path, path.parent, ()), None)
    return [each.what for each in problems if "parted" in each.what]


@pytest.mark.parametrize(
    "typed", ["We met.\n\nAll peo-\nple and others", "We met.\n\nAll peo- ple", "We met.\n\n- All peo\u00ad\n  ple"]
)
def test_words_parted_in_markdown_are_told_with_their_line(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"{typed}\n", encoding="utf-8")
    expected = "line 3: " + (TOLD if "\u00ad" not in typed else TOLD.replace("o- ", "o\u00ad "))
    assert said(path) == [expected]
    assert [each.what for each in remarks_on_narrative(path, tmp_path) if "parted" in each.what] == [expected]


@pytest.mark.parametrize(
    "body", [line(run("All peo- ple")), line(run("All peo-")) + line(run("ple")), line(run("peo-</w:t><w:br/><w:t>ple"))]
)
def test_words_parted_in_word_are_told(body: str, tmp_path: Path) -> None:
    assert said(word(tmp_path / "member.docx", body)) == [TOLD]


def test_words_parted_in_an_odt_are_told(tmp_path: Path) -> None:
    assert said(odt(tmp_path / "member.odt", "<text:p>All peo- ple</text:p>")) == [TOLD]


@pytest.mark.parametrize(
    "typed",
    [
        "Pre- and post-war",
        "two- or three-year plans",
        "long-term\nplans",
        "Plan -\nagreed",
        "a self-\n\nneglect",
        "the A-\nLevel",
    ],
)
def test_hyphens_of_words_are_not_told(typed: str) -> None:
    assert [*left_words(enumerate(typed.split("\n"), start=1))] == []


def test_no_text_of_the_examples_is_told() -> None:
    texts = [*(KIT / "data").rglob("*.md"), *(KIT / "data").rglob("*.csv")]
    lines = [enumerate(path.read_text(encoding="utf-8").split("\n"), start=1) for path in texts]
    assert texts
    assert [what for each in lines for what, _ in left_words(each) if "parted" in what or "letter" in what] == []


def test_a_question_mark_in_place_of_a_letter_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("Who met?\n\nThe staff?s view, at ?5,000.\n", encoding="utf-8")
    told = [each.what for each in remarks(path, review_statement(path, path.parent, ()), None)]
    assert 'line 3: it has a ? that seems to stand for a letter or sign: "staff?s", "?5,000"' in told
