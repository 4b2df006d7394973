"""What a draft says is read once, when it is made, and is the same however it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import copy_kit
from example_board import shrink
from sabreport.base import pandoc
from sabreport.base.errors import ExtractError
from sabreport.base.pandoc import converted
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.changes.content import read_content
from sabreport.documents.engines import find_engine
from sabreport.documents.said import SAID, keep_said, said_in
from sabreport.reuse.hashes import digest_of_bytes, digest_of_value

FOREWORD = "data/example/2020/narrative/foreword.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two drafts, between which one text of three was edited."""
    kit = copy_kit(tmp_path_factory.mktemp("said") / "kit", "example")
    project = Project(shrink(kit, "foreword", "training", "concerns_and_enquiries"), "example", 2020)
    for text in ("One.", "Two."):
        (project.root / FOREWORD).write_text(f"{text}\n", encoding="utf-8")
        build_report(project, find_engine("embedded"), ["html"])
    return project


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that Pandoc is given."""
    texts: list[str] = []

    def noted(path: Path, root: Path, text: str, *more: object) -> str:
        texts.append(text)
        return converted(path, root, text, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("sabreport.documents.said.converted", noted)
    return texts


def draft(project: Project, number: int) -> Path:
    return project.outputs / "drafts" / str(number)


@pytest.mark.parametrize("harm", ["gone", "harmed", "of another reader"])
def test_a_draft_says_the_same_from_what_is_kept_and_from_its_source(project: Project, read: list[str], harm: str) -> None:
    kept = draft(project, 2) / SAID
    was = kept.read_bytes()
    expected = read_content(draft(project, 2), project.root)
    assert read == []
    assert [each.text for each in expected.passages if each.section == "Foreword"][:2] == ["Foreword", "Two."]
    if harm == "gone":
        kept.unlink()
    elif harm == "harmed":
        kept.write_bytes(was[:100])
    else:
        kept.write_text(
            json.dumps({"reader": "another", "texts": {digest: [] for digest in json.loads(was)["texts"]}}), encoding="utf-8"
        )
    try:
        assert read_content(draft(project, 2), project.root) == expected
    finally:
        kept.write_bytes(was)
    assert len(read) == 1


def test_only_the_text_that_changed_is_read_again(project: Project, read: list[str], tmp_path: Path) -> None:
    kept = (draft(project, 2) / SAID).read_bytes()
    keep_said(draft(project, 2), draft(project, 1))
    now = (draft(project, 2) / SAID).read_bytes()
    assert digest_of_bytes(now) == digest_of_bytes(kept)
    (text,) = read
    assert "# Foreword" in text
    assert "# Training" not in text
    keep_said(draft(project, 2), tmp_path)
    assert "# Training" in read[1]
    now = (draft(project, 2) / SAID).read_bytes()
    assert digest_of_value(json.loads(now)) == digest_of_value(json.loads(kept))


def test_a_text_that_was_edited_by_hand_since_is_read_anew(project: Project) -> None:
    section = next((draft(project, 2) / "report/sections").glob("*foreword.qmd"))
    was = section.read_text(encoding="utf-8")
    section.write_text(f"{was}\nBy hand.\n", encoding="utf-8")
    pieces = [piece["text"][0] for each in said_in(draft(project, 2), project.root) for piece in each.pieces]
    section.write_text(was, encoding="utf-8")
    assert "By hand." in pieces


def test_words_of_the_template_and_a_fence_too_many_are_read(tmp_path: Path) -> None:
    report = tmp_path / "report"
    (report / "sections").mkdir(parents=True)
    (report / "all.qmd").write_text(
        "---\ntitle: A\n---\n\nAbove all.\n\n{{< include sections/_1.qmd >}}\n\n{{< include sections/_2.qmd >}}\n",
        encoding="utf-8",
    )
    (report / "sections/_1.qmd").write_text("First.\n\n:::\n\n:::\n\nSecond.\n", encoding="utf-8")
    (report / "sections/_2.qmd").write_text("Third.\n", encoding="utf-8")
    found = [
        (each.section, [text for piece in each.pieces if (text := piece["text"][0]).strip(":")])
        for each in said_in(tmp_path, tmp_path)
    ]
    assert found == [("", ["Above all."]), ("_1.qmd", ["First.", "Second."]), ("_2.qmd", ["Third."])]


def test_a_text_that_cannot_be_read_stops_no_build_and_is_told_later(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = draft(project, 2) / SAID
    was = kept.read_bytes()
    kept.unlink()
    pandoc._ran_once.cache_clear()  # what was read before is at hand
    monkeypatch.setattr("sabreport.base.pandoc.LONGEST_READING", 0)
    monkeypatch.setattr("sabreport.base.pandoc._BY_THE_CLOCK", 0)
    try:
        keep_said(draft(project, 2), tmp_path)
        assert not kept.exists()
        with pytest.raises(ExtractError, match="reading the text takes longer"):
            read_content(draft(project, 2), project.root)
    finally:
        kept.write_bytes(was)
