"""A Word file whose parts are called as SharePoint calls them is read like one with the usual names."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from awkward.by_hand import item, line, numbering, run, style, word
from sabreport.proofreading.supplied import read_supplied
from sabreport.returned.package import open_package
from sabreport.texts.authored import read_statement, statement_tree
from sabreport.texts.office.plain_packages import plain_package
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statement_tree import text_of
from sabreport.texts.statements import review_statement

PARTS = {
    "styles": style("paragraph", "Heading1", "").replace('name w:val="Heading1"', 'name w:val="heading 1"'),
    "numbering": numbering((("bullet", "•"),)),
    "footnotes": f'<w:footnote w:id="2">{line(run("Twice."))}</w:footnote>',
}
NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BODY = line(run("Aims"), '<w:pStyle w:val="Heading1"/>') + item("one", 1) + item("two", 1) + line(run("Met") + NOTED)


def as_sharepoint(path: Path) -> None:
    """Call each part of the text by another name, and say so where they are named."""
    with zipfile.ZipFile(path) as archive:
        content = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    called = re.compile(rb"\b(document|styles|numbering|footnotes)\.xml")
    with zipfile.ZipFile(path, "w") as archive:
        for name, each in content.items():
            told = called.sub(rb"\g<1>2.xml", each) if name.endswith(".rels") or name == "[Content_Types].xml" else each
            archive.writestr(called.sub(rb"\g<1>2.xml", name.encode()).decode(), told)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    usual, other = word(tmp_path / "usual.docx", BODY, **PARTS), tmp_path / "other.docx"
    shutil.copy(usual, other)
    as_sharepoint(other)
    return usual, other


def test_every_word_heading_bullet_and_note_is_read(pair: tuple[Path, Path], tmp_path: Path) -> None:
    trees = [statement_tree(path, tmp_path)["blocks"] for path in pair]
    assert trees[0] == trees[1]
    assert {each["t"] for each in trees[1]} == {"Header", "BulletList", "Para"}
    assert "Twice." in text_of(trees[1])
    texts = [read_statement(path, tmp_path, 3, lambda name, form: name) for path in pair]
    assert texts[0] == texts[1]
    for look in (lambda path: [each.what for each in inspect_statement(path, tmp_path)], read_supplied):
        assert look(pair[0]) == look(pair[1])
    assert review_statement(pair[0], tmp_path, ("Aims",)) == review_statement(pair[1], tmp_path, ("Aims",))


def test_a_part_that_nothing_refers_to_is_left_out(pair: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(pair[1], "a") as archive:
        archive.writestr("word/styles.xml", b"<styles/>")
    content = plain_package(pair[1]).content
    assert content is not None
    (tmp_path / "plain.docx").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "plain.docx") as archive:
        names = archive.namelist()
        assert b"Heading1" in archive.read("word/styles.xml")
    assert len(names) == len(set(names))
    assert "word/styles2.xml" not in names


def test_a_copy_that_came_back_has_its_parts(pair: tuple[Path, Path], tmp_path: Path) -> None:
    usual, other = (open_package(path, tmp_path) for path in pair)
    assert other.parts.keys() == usual.parts.keys()
    assert usual.levels == other.levels == {"Heading1": 1}
    assert [len(each.related("footnotes")) for each in (usual, other)] == [1, 1]
