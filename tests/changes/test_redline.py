"""The Word file with tracked changes: accepted it says what the later draft says, and rejected what the earlier one says."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from sabreport.base.errors import FileError
from sabreport.changes.redline.blocks import Blocks
from sabreport.changes.redline.resolved import resolved
from sabreport.changes.redline.write import write_redline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR = "Draft 2, 28 November 2026, 3fa2b1"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk{}jwAAAAASUVORK5CYII="
PICTURES = ("+M9QDwADhgGA", "+P+/HgAFhAJ/")


def word_file(folder: Path, name: str, blocks: list[str]) -> Path:
    path = folder / f"{name}.docx"
    pypandoc.convert_text("\n\n".join(blocks) or " ", "docx", "markdown", outputfile=str(path))
    return path


def redline(folder: Path, old: list[str], new: list[str]) -> Path:
    before, after = word_file(folder, "old", old), word_file(folder, "new", new)
    return write_redline(before, after, folder / "changes.docx", author=AUTHOR, made=date(2026, 11, 28), root=folder)


def marks(path: Path) -> list[tuple[str, str]]:
    """What is marked, and how, in the order of the file."""
    with zipfile.ZipFile(path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    kinds = [f"{W}{kind}" for kind in ("ins", "del", "moveFrom", "moveTo")]
    found = [
        (each.tag.removeprefix(W), "".join(t.text for t in each.iter(f"{W}t", f"{W}delText"))) for each in document.iter(*kinds)
    ]
    return [(kind, text) for kind, text in found if text]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["Rutland had 39 enquiries."], ["Rutland had 41 enquiries."], [("del", "39"), ("ins", "41")]),
        (["One cost £1,250.50, a lot."], ["One cost £1,251.50, a lot."], [("del", "1,250.50"), ("ins", "1,251.50")]),
        (["One two three four."], ["One two three four.", "Five six."], [("ins", "Five six.")]),
        (["One two three four.", "Five six."], ["Five six."], [("del", "One two three four.")]),
        (
            ["It is the first of all.", "It comes second here.", "And this is the third."],
            ["It comes second here.", "And this is the third.", "It is the first of all."],
            [("moveFrom", "It is the first of all."), ("moveTo", "It is the first of all.")],
        ),
        (
            ["We met in May and agreed."],
            ["Nothing of it stayed as written."],
            [("del", "We met in May and agreed."), ("ins", "Nothing of it stayed as written.")],
        ),
        (
            ["| A | B |\n|---|---|\n| x | 1 |\n| y | 2 |"],
            ["| A | B |\n|---|---|\n| x | 1 |\n| y | 3 |"],
            [("del", "2"), ("ins", "3")],
        ),
        (["| A | B |\n|---|---|\n| x | 1 |\n| y | 2 |"], ["| A | B |\n|---|---|\n| y | 2 |"], [("del", "x"), ("del", "1")]),
        (
            ["| A | B |\n|---|---|\n| x | 1 |"],
            ["| A |\n|---|\n| x |"],
            [("del", each) for each in "ABx1"] + [("ins", "A"), ("ins", "x")],
        ),
        (["Say [this](https://a.org/) here now."], ["Say [that](https://a.org/) here now."], [("del", "this"), ("ins", "that")]),
        (["One[^1] two three.\n\n[^1]: A note."], ["One[^1] two three.\n\n[^1]: A note."], []),
    ],
)
def test_exactly_what_changed_is_marked(tmp_path: Path, old: list[str], new: list[str], expected: list[tuple[str, str]]) -> None:
    assert marks(redline(tmp_path, old, new)) == expected


def test_each_mark_has_its_number_the_author_and_the_day(tmp_path: Path) -> None:
    path = redline(tmp_path, ["One two three.", "Four."], ["One three.", "Five six."])
    with zipfile.ZipFile(path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    found = list(document.iter(f"{W}ins", f"{W}del"))
    assert len({each.get(f"{W}id") for each in found}) == len(found) > 3
    assert {(each.get(f"{W}author"), each.get(f"{W}date")) for each in found} == {(AUTHOR, "2026-11-28T00:00:00Z")}


def test_a_word_that_was_made_bold_says_what_it_looked_like(tmp_path: Path) -> None:
    path = redline(tmp_path, ["One two three."], ["One **two** three."])
    assert marks(path) == []
    with zipfile.ZipFile(path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    (change,) = document.iter(f"{W}rPrChange")
    assert change.getparent().find(f"{W}b") is not None
    assert change.find(f"{W}rPr/{W}b") is None
    assert "".join(change.getparent().getparent().itertext()) == "two"


def test_a_picture_is_told_by_what_it_shows(tmp_path: Path) -> None:
    one, two = (f"![A](data:image/png;base64,{PIXEL.format(each)})\\ " for each in PICTURES)
    path = redline(tmp_path, ["Before it.", one, "After it."], ["Before it.", two, "After it."])
    before, after = (resolved(path, accepted=accepted)[1] for accepted in (False, True))
    assert before.startswith("[picture ")
    assert after.startswith("[picture ")
    assert before != after
    document = Document(str(path))
    shown = {each.get(qn("r:embed")) for each in document.element.body.iter(qn("a:blip"))}
    assert len({document.part.rels[each].target_part.partname for each in shown}) == 2


def test_a_link_a_note_and_a_list_that_are_gone_are_there_when_rejected(tmp_path: Path) -> None:
    old = [
        "Here is it.",
        "See [the site](https://example.org/) for more.",
        "It was so.[^a]",
        "1. First of it\n2. Second of it",
        "[^a]: As we know.",
    ]
    path = redline(tmp_path, old, ["Here is it.", "- Another list"])
    assert resolved(path, accepted=False) == [
        "Here is it.",
        "See the site for more.",
        "It was so.[note:  As we know.]",
        "First of it",
        "Second of it",
    ]
    document = Document(str(path))
    assert "https://example.org/" in {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    numbers = {each.get(f"{W}numId"): each for each in document.part.numbering_part.element.iter(f"{W}num")}
    used = {each.get(f"{W}val") for each in document.element.body.iter(f"{W}numId")}
    assert used <= set(numbers)
    looks = {each.get(f"{W}abstractNumId"): each for each in document.part.numbering_part.element.iter(f"{W}abstractNum")}
    kinds = {
        looks[numbers[number].find(f"{W}abstractNumId").get(f"{W}val")].find(f"{W}lvl/{W}numFmt").get(f"{W}val")
        for number in used
    }
    assert kinds == {"bullet", "decimal"}


@pytest.mark.parametrize(("accepted", "harm"), [(True, "ins"), (False, "del")])
def test_a_redline_that_says_something_else_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accepted: bool, harm: str
) -> None:
    track = Blocks.track

    def wrong(blocks: Blocks, old: Any, new: Any) -> None:
        track(blocks, old, new)
        for each in list(new.iter(f"{W}{harm}")):
            each.getparent().remove(each)

    redline(tmp_path, ["It was one."], ["It was one."])
    first = (tmp_path / "changes.docx").read_bytes()
    monkeypatch.setattr(Blocks, "track", wrong)
    with pytest.raises(FileError, match=f"with all changes {'accepted' if accepted else 'rejected'} it would say"):
        redline(tmp_path, ["One two three four."], ["One two three five."])
    assert (tmp_path / "changes.docx").read_bytes() == first


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_lists_the_changes(tmp_path: Path) -> None:
    old = ["# A heading", "Rutland had 39 enquiries.", "Gone for good today.", "| A | B |\n|---|---|\n| x | 1 |\n| y | 2 |"]
    path = redline(
        tmp_path,
        old,
        ["# A heading", "Rutland had 41 enquiries.", "| A | B |\n|---|---|\n| x | 1 |\n| z | 7 |", "Come to stay here."],
    )
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "changes.odt") as archive:
        content = etree.fromstring(archive.read("content.xml"))
    regions = list(content.iter("{*}changed-region"))
    assert {each.tag.rpartition("}")[2] for region in regions for each in region} == {"insertion", "deletion"}
    gone = "".join("".join(each.itertext()) for region in regions for each in region.iter("{*}deletion"))
    for word in ("39", "Gone for good today."):
        assert word in gone
    assert AUTHOR in {each.text for each in content.iter("{http://purl.org/dc/elements/1.1/}creator")}


SAID = "the board met and agreed 39 41 1,250 50% enquiries, Rutland *in* **May** [site](https://a.org/)"
WORDS = st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=9).map(" ".join)
TABLES = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(
    lambda rows: "\n".join(["| A | B |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
)
BLOCKS = st.one_of(
    WORDS,
    WORDS.map("# {}".format),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"1. {item}" for item in items)),
    TABLES,
    WORDS.map("{}^[A note on it.]".format),
    st.sampled_from(PICTURES).map(lambda each: f"![A](data:image/png;base64,{PIXEL.format(each)})\\ "),
)


@st.composite
def two_drafts(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A document, and the same with some of its blocks gone, moved, new or reworded."""
    old = draw(st.lists(BLOCKS, max_size=7))
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(0, len(new) - 1)))
        match draw(st.sampled_from(("gone", "new", "moved", "reworded", "word"))):
            case "gone":
                del new[at : at + 1]
            case "new":
                new.insert(at, draw(BLOCKS))
            case "moved" if new:
                new.insert(draw(st.integers(0, len(new))), new.pop(at))
            case "reworded" if new:
                new[at] = draw(BLOCKS)
            case "word" if new:
                new[at] = new[at].replace(draw(st.sampled_from(("39", "board", "May", "the "))), draw(WORDS), 1)
    return old, new


@pytest.mark.long
@settings(
    max_examples=int(os.environ.get("EXAMPLES", "25")),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(two_drafts())
@example((["| A | B |\n|---|---|\n| x | 1 |"], ["| A |\n|---|\n| x |"]))
@example(([], ["One."]))
@example((["One."], []))
def test_the_verifier_holds_for_any_two_documents(tmp_path: Path, drafts: tuple[list[str], list[str]]) -> None:
    old, new = drafts
    path = redline(tmp_path, old, new)  # it proves itself, and is read here once more
    assert resolved(path, accepted=True) == resolved(tmp_path / "new.docx", accepted=True)
    assert resolved(path, accepted=False) == resolved(tmp_path / "old.docx", accepted=True)
    assert bool(marks(path)) or resolved(path, accepted=True) == resolved(path, accepted=False)
