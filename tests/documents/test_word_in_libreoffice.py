"""The Word report opened in another program: it opens, all its text is on its pages, and saving it again loses nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPORTS, Reports, every_day
from docx import Document
from docx.oxml.ns import qn
from reading import pdf_text, plain, word_captions, word_headings

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
POPPLER = shutil.which("pdffonts")
OURS = re.compile(r"Heading \d|Title|Subtitle|(?:Image|Table) Caption|(?:Key Figure|Table).*|Panel|Lead|After Table|Draft Mark")
"""The styles that must be there: the rest are LibreOffice's to name."""
office = [pytest.mark.office, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]


def in_office(test: Callable[..., None]) -> Callable[..., None]:
    for mark in office:
        test = mark(test)
    return test


def convert(document: Path, kind: str, folder: Path) -> Path:
    """A document converted by LibreOffice, with a profile of its own."""
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    target = folder / kind
    subprocess.run([*command, "--convert-to", kind, "--outdir", str(target), str(document)], check=True, capture_output=True)
    return target / f"{document.stem}.{kind}"


@in_office
@pytest.mark.parametrize("board", every_day(REPORTS, "lrsab"))
def test_word_reports_open_in_libreoffice(board: str, reports: Reports, tmp_path: Path) -> None:
    document = reports[board].document(".docx")
    text = plain(pdf_text(convert(document, "pdf", tmp_path)))
    for _, heading in word_headings(document):
        assert heading in text or all(word in text for word in heading.split()), heading
    assert re.search(r"Draft 1, \d+ \w+ \d{4}, [0-9a-f]{6}: not for publication", text)
    contents = text[text.index("Contents") : text.index("1. The year in brief", text.index("Contents") + 40)]
    chapters = [heading for level, heading in word_headings(document) if level == 1]
    assert all(chapter in contents for chapter in chapters[1:])
    assert re.search(r"Error|not found", contents) is None


@pytest.mark.long
@in_office
@pytest.mark.skipif(POPPLER is None, reason="pdffonts is not installed")
def test_libreoffice_takes_the_font_from_the_file(reports: Reports, tmp_path: Path) -> None:
    installed = subprocess.run(["fc-list"], capture_output=True, text=True, check=True).stdout
    assert "Public Sans" not in installed, "installed on this machine, the font proves nothing"
    pdf = convert(reports["lrsab"].document(".docx"), "pdf", tmp_path)
    used = subprocess.run([str(POPPLER), str(pdf)], capture_output=True, text=True, check=True).stdout
    assert {"PublicSans-Regular", "PublicSans-Bold", "PublicSans-Italic"} <= set(re.findall(r"PublicSans-\w+", used))


def kept(path: Path) -> dict[str, Any]:
    """What a Word file must not lose when somebody saves it in another program."""
    document = Document(str(path))
    body = document.element.body
    codes = [code.text or "" for code in body.iter(qn("w:instrText"))]
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    references = [code.split()[1] for code in codes if code.split()[:1] == ["REF"]]
    names = {style.style_id: style.name for style in document.styles}
    used = Counter(names[mark.get(qn("w:val"))] for mark in body.iter(qn("w:pStyle")))
    return {
        "captions": word_captions(path),
        "numbers": Counter(" ".join(code.split()) for code in codes if code.split()[:1] == ["SEQ"]),
        "references": references,
        "lost targets": set(references) - marks,
        "referring": referring(body),
        "styles": {name: count for name, count in used.items() if name and OURS.fullmatch(name)},
        "alt": [picture.get("descr") for picture in body.iter(qn("wp:docPr"))],
        "header rows": [table.find(f".//{qn('w:tr')}//{qn('w:tblHeader')}") is not None for table in body.iter(qn("w:tbl"))],
        "heads": document.sections[-1].header.paragraphs[0].text,
    }


def referring(body: Any) -> list[str]:
    """The text that each REF field shows."""
    shown: list[str] = []
    for paragraph in body.iter(qn("w:p")):
        inside = result = False
        for element in paragraph.iter(qn("w:instrText"), qn("w:fldChar"), qn("w:t")):
            if element.tag == qn("w:instrText") and (element.text or "").split()[:1] == ["REF"]:
                inside = True
            elif element.tag == qn("w:fldChar") and inside:
                result = element.get(qn("w:fldCharType")) == "separate"
                shown += [""] if result else []
                inside = result
            elif element.tag == qn("w:t") and result:
                shown[-1] += element.text or ""
    return shown


def with_typed_numbers(body: Any) -> None:
    for code in list(body.iter(qn("w:instrText"))):
        if (code.text or "").split()[:1] == ["SEQ"]:
            paragraph = code.getparent().getparent()
            for part in list(paragraph.iter(qn("w:fldChar"), qn("w:instrText"))):
                paragraph.remove(part.getparent())


def with_lost_targets(body: Any) -> None:
    for mark in list(body.iter(qn("w:bookmarkStart"))):
        if mark.get(qn("w:name")).startswith("_Ref"):
            mark.getparent().remove(mark)


def without_header_rows(body: Any) -> None:
    for mark in list(body.iter(qn("w:tblHeader"))):
        mark.getparent().remove(mark)


def without_alt(body: Any) -> None:
    for picture in body.iter(qn("wp:docPr")):
        picture.set("descr", "")


def without_caption_styles(body: Any) -> None:
    for mark in body.iter(qn("w:pStyle")):
        if mark.get(qn("w:val")).endswith("Caption"):
            mark.set(qn("w:val"), "BodyText")


SPOILT: dict[str, Callable[[Any], None]] = {
    "numbers": with_typed_numbers,
    "lost targets": with_lost_targets,
    "header rows": without_header_rows,
    "alt": without_alt,
    "captions": without_caption_styles,
}


@pytest.mark.long
@in_office
@pytest.mark.parametrize("board", every_day(["lrsab", "example"], "lrsab"))
def test_a_report_saved_in_libreoffice_keeps_what_word_needs(board: str, reports: Reports, tmp_path: Path) -> None:
    document = reports[board].document(".docx")
    before, after = kept(document), kept(convert(document, "docx", tmp_path))
    assert before["references"]
    assert before["lost targets"] == set()
    assert all(before["alt"])
    assert all(before["header rows"])
    assert {"Image Caption", "Table Caption", "Key Figure", "After Table"} <= set(before["styles"])
    assert after == before


@pytest.mark.long
@in_office
@pytest.mark.parametrize("where", every_day(SPOILT, "alt"))
def test_that_test_sees_what_is_lost(where: str, reports: Reports, tmp_path: Path) -> None:
    whole = reports["lrsab"].document(".docx")
    document = Document(str(whole))
    SPOILT[where](document.element.body)
    document.save(str(tmp_path / "spoiled.docx"))
    assert kept(convert(tmp_path / "spoiled.docx", "docx", tmp_path))[where] != kept(whole)[where]
