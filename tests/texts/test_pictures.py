"""Pictures of members' statements: printed where the params say so, drawn anew, with their descriptions; else named."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from conftest import copy_kit
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from example_board import PARTNERS, change_params, document, statements_only
from PIL import Image
from reading import html_alts, html_page, pdf_alts, pdf_text, word_alts
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import FORMATS, Engine
from sabreport.texts.pictures import redrawn


def drawn(kind: str, size: tuple[int, int] = (40, 20), colour: tuple[int, int, int] = (18, 67, 109)) -> bytes:
    """A picture with a comment in its file."""
    stream, image = io.BytesIO(), Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x9286] = exif[0x010E] = "taken at Mrs Example's"
    image.save(stream, kind, exif=exif)
    return stream.getvalue()


def with_pictures(path: Path) -> None:
    """A flag and a wide photograph, which are described; one that is not; and one in a table."""
    word = Document()
    word.add_paragraph("Our flag: ").add_run().add_picture(io.BytesIO(drawn("PNG")), width=Cm(2))
    word.add_picture(io.BytesIO(drawn("JPEG", (2400, 1200))), width=Cm(30))
    word.add_picture(io.BytesIO(drawn("PNG", colour=(9, 9, 9))))
    word.add_table(1, 1).cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(drawn("PNG", colour=(8, 8, 8))))
    marks = list(word.element.body.iter(qn("wp:docPr")))
    for mark, description in zip(marks, ('A flag of "ours" & <theirs>', "A van {in} town", "", "A cat"), strict=True):
        mark.set("descr", description)
    word.save(str(path))


@pytest.fixture(scope="module")
def printed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A report of one statement with pictures, which the params ask for."""
    root = copy_kit(tmp_path_factory.mktemp("pictures") / "kit", "example")
    project = statements_only(root, {"member.docx": with_pictures})
    change_params(root, "2020.yml", statements={"pictures": True})
    build_report(project, engine, FORMATS)
    return project


ALTS = ['A flag of "ours" & <theirs>', "A van {in} town"]


def test_each_document_has_the_described_pictures(printed: Project) -> None:
    assert html_alts(document(printed, "html")) == ALTS
    assert word_alts(document(printed, "docx")) == ALTS
    assert pdf_alts(document(printed, "pdf")) == ALTS
    text = pdf_text(document(printed, "pdf"))
    assert "[Picture]" in text
    assert "[Picture: A cat]" in " ".join(text.split())
    assert "flag of" not in text


def test_nothing_but_the_pixels_comes_through(printed: Project) -> None:
    page = html_page(document(printed, "html"))
    shown = [base64.b64decode(image["src"].partition("base64,")[2]) for image in page.find_all("img")]
    with zipfile.ZipFile(document(printed, "docx")) as archive:
        shown += [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert len(shown) == 4
    assert [content for content in shown if b"Mrs Example" in content] == []
    assert sorted(Image.open(io.BytesIO(content)).size for content in shown) == [(40, 20), (40, 20), (1600, 800), (1600, 800)]


def test_a_picture_is_as_wide_as_its_author_made_it_and_no_wider_than_the_text(printed: Project) -> None:
    extents = Document(str(document(printed, "docx"))).element.body.iter(qn("wp:extent"))
    assert [round(int(extent.get("cx")) / 360_000, 1) for extent in extents] == [2.0, 16.0]
    widths = [int(image["width"]) for image in html_page(document(printed, "html")).find_all("img")]
    assert widths == [76, 605]  # 2 and 16 centimetres of 96 pixels an inch


def test_the_manifest_counts_them(printed: Project) -> None:
    manifest = json.loads((printed.outputs / "manifest.json").read_text(encoding="utf-8"))
    pictures = [each["path"] for each in manifest["outputs"] if "statement-member" in each["path"]]
    assert pictures == ["report/figures/statement-member-1.png", "report/figures/statement-member-2.jpg"]


def test_those_that_are_not_printed_are_named_with_the_reason(printed: Project, sabreport) -> None:
    said = sabreport("check", "--year", "2020", root=printed.root).err
    assert f"{PARTNERS}/member.docx: two pictures are printed as a description only" in said
    assert "no description (a picture is printed only with a description for those who cannot see it)" in said
    assert "A cat (it stands in a table)" in said
    change_params(printed.root, "2020.yml", statements={"pictures": False})
    try:
        assert "four pictures are printed as a description only" in sabreport("check", "--year", "2020", root=printed.root).err
    finally:
        change_params(printed.root, "2020.yml", statements={"pictures": True})


def _bomb() -> bytes:
    """A small file that says it is a picture of ten thousand million pixels."""
    return re.sub(rb"(?<=IHDR).{8}", (100_000).to_bytes(4, "big") * 2, drawn("PNG"), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x01\x00\x00\x00 EMF", "it is no PNG or JPEG picture, or a damaged one"),
        (drawn("PNG")[:60], "it is no PNG or JPEG picture, or a damaged one"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is no PNG or JPEG picture, or a damaged one"),
        (drawn("TIFF"), "it is no PNG or JPEG picture, or a damaged one"),
        (drawn("PNG", (10_000, 4_001)), "it has more than 40 million pixels"),
        (_bomb(), "it is no PNG or JPEG picture, or a damaged one"),
    ],
)
def test_what_cannot_be_drawn_anew_is_told(content: bytes, reason: str) -> None:
    assert redrawn(content) == reason
