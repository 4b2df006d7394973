"""Drafts: which build makes one, what it keeps, and that none is lost or given another's number."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import nbformat
import pytest
from conftest import every_day
from example_board import change_params, document, files, shrink
from sabreport.base.errors import RenderError
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, find_engine
from sabreport.reports.drafts import RECORD, Draft, drafts_in, read_draft
from sabreport.reports.history import Event, add_to_history, read_history
from sabreport.reports.output_folder import reserve_draft, whole_or_not_at_all

FOREWORD = "data/example/2020/narrative/foreword.md"
TRAINING = ("data/example/2020/training.csv", ",64", ",65")
NOTEBOOK = "notebooks/sab_annual_report/01_foreword.ipynb"


@pytest.fixture
def project(kit: Path) -> Project:
    return Project(shrink(kit, "foreword"), "example", 2020)


def build(project: Project, *formats: str) -> None:
    build_report(project, find_engine("embedded"), formats or ("html",))


def numbers(project: Project) -> list[int]:
    return [number for number, _ in drafts_in(project.outputs)]


def say(project: Project, text: str) -> None:
    (project.root / FOREWORD).write_text(f"{text}\n", encoding="utf-8")


def mark(project: Project) -> str:
    found = re.search(r'class="draft-mark">([^<]+): not for', document(project, "html").read_text(encoding="utf-8"))
    assert found
    return found[1]


def draft(project: Project, number: int) -> Draft:
    found = read_draft(project.outputs / f"drafts/{number}" / RECORD)
    assert found is not None
    return found


def test_a_build_of_changed_content_is_a_numbered_draft_that_is_kept_whole(project: Project) -> None:
    say(project, "We begin.")
    build(project, *DOCUMENTS)
    first = {path.name: path.read_bytes() for path in project.outputs.iterdir() if path.is_file()}
    source = files(project.outputs / "report")
    say(project, "We go on.")
    build(project, *DOCUMENTS)
    assert numbers(project) == [1, 2]
    for number, text in ((1, "We begin."), (2, "We go on.")):
        kept = project.outputs / f"drafts/{number}"
        assert text in (kept / document(project, "html").name).read_text(encoding="utf-8")
    there = files(project.outputs / "drafts/1")
    record = json.loads(there.pop(RECORD))
    assert set(json.loads(there.pop("contents.json"))["chapters"]) == {"foreword"}
    assert "We begin." in there.pop("said.json").decode("utf-8")
    assert {name: content for name, content in there.items() if "/" not in name} == {
        name: content for name, content in first.items() if name != "history.jsonl"
    }
    assert {name.removeprefix("report/"): content for name, content in there.items() if "/" in name} == source
    assert record == {"draft": 1, "made": date.today().isoformat(), "content_hash": draft(project, 1).content}
    today = date.today()
    assert mark(project) == f"Draft 2, {today.day} {today:%B %Y}, {draft(project, 2).content[:6]}"
    events = read_history(project.outputs, project.root)
    assert [(each.event, each.draft, each.content_hash) for each in events] == [
        ("draft", number, draft(project, number).content) for number in (1, 2)
    ]


def test_what_prints_the_same_makes_no_new_draft(project: Project) -> None:
    build(project, *DOCUMENTS)
    before = document(project, "pdf").read_bytes()
    notebook = nbformat.read(project.root / NOTEBOOK, as_version=4)
    notebook.cells[-1].source += "\n# a comment"
    nbformat.write(notebook, project.root / NOTEBOOK)
    (project.root / FOREWORD).touch()
    change_params(project.root, "2020.yml", claims=[{"text": "seven", "reason": "An example."}], keep_drafts=9)
    build_report(project, find_engine("embedded"), DOCUMENTS, force=True)
    assert numbers(project) == [1]
    assert document(project, "pdf").read_bytes() == before
    assert len(read_history(project.outputs, project.root)) == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    every_day(
        [
            (FOREWORD, "\n", " More.\n"),
            ("params/example/board.yml", "  role: ", "  role: Lead "),
            ("params/example/board.yml", "website: https://", "website: https://www."),
            ("data/example/2020/sources.csv", "performance team", "performance office"),
            TRAINING,
            ("report_templates/_shared/report.css", "\n:root {", "\nem { color: red }\n:root {"),
        ],
        TRAINING,
    ),
)
def test_what_moves_a_word_or_a_figure_anywhere_makes_one(project: Project, path: str, old: str, new: str) -> None:
    shrink(project.root, "foreword", "training")
    build(project)
    edited = project.root / path
    text = edited.read_text(encoding="utf-8")
    assert old in text
    edited.write_text(text.replace(old, new, 1), encoding="utf-8")
    build(project)
    assert numbers(project) == [1, 2]
    assert draft(project, 1).content != draft(project, 2).content


@pytest.mark.long
def test_a_format_that_is_asked_for_later_joins_the_draft(project: Project) -> None:
    build(project, "html")
    page = document(project, "html").read_bytes()
    build(project, "docx", "html")
    assert numbers(project) == [1]
    kept = project.outputs / "drafts/1"
    assert (kept / document(project, "docx").name).is_file()
    assert (kept / document(project, "html").name).read_bytes() == page, "what was kept once is not changed any more"


@pytest.mark.long
def test_content_that_was_there_before_the_last_draft_is_a_new_one(project: Project) -> None:
    for text in ("One.", "Two.", "One."):
        say(project, text)
        build(project)
    assert numbers(project) == [1, 2, 3]
    assert draft(project, 1).content == draft(project, 3).content


def test_a_number_is_never_given_twice(project: Project) -> None:
    change_params(project.root, "2020.yml", keep_drafts=1)
    for text in ("One.", "Two."):
        say(project, text)
        build(project)
    assert numbers(project) == [2]
    (project.outputs / "drafts/2" / RECORD).write_text("harmed", encoding="utf-8")
    say(project, "Three.")
    build(project)
    assert numbers(project) == [3]


@pytest.mark.long
def test_drafts_that_were_sent_reviewed_or_signed_stay(project: Project) -> None:
    change_params(project.root, "2020.yml", keep_drafts=2)
    for number in range(1, 6):
        say(project, f"Text {number}.")
        build(project)
        if number in (1, 3):
            event = Event("2026-11-27T10:00:00+00:00", "sent" if number == 1 else "signoff", number, "Chair", "", "")
            add_to_history(project.outputs, [event], project.root)
    assert numbers(project) == [1, 3, 4, 5]


@pytest.mark.long
def test_a_build_that_fails_takes_no_number(project: Project) -> None:
    build(project)
    template = project.root / "report_templates/_shared/report.typ"
    good = template.read_text(encoding="utf-8")
    template.write_text("#nonsense()\n" + good, encoding="utf-8")
    with pytest.raises(RenderError):
        build(project, "pdf")
    template.write_text(good, encoding="utf-8")
    say(project, "Another text.")
    build(project)
    assert numbers(project) == [1, 2]


def test_builds_at_once_share_a_draft_where_they_say_the_same(project: Project) -> None:
    made = {}
    with whole_or_not_at_all(project) as one, whole_or_not_at_all(project) as other, whole_or_not_at_all(project) as third:
        for folder, content in ((one, "a"), (other, "b"), (third, "a")):
            made[folder] = reserve_draft(project, folder, content)
            kept = folder / f"drafts/{made[folder].number}"
            kept.mkdir(parents=True)
            made[folder].write(kept / RECORD)
    assert [made[folder].number for folder in (one, other, third)] == [1, 2, 1]
    assert [number for number, _ in drafts_in(project.outputs)] == [1, 2]
    assert [event.draft for event in read_history(project.outputs, project.root)] == [1, 2]
