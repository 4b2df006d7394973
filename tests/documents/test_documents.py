"""The finished documents, opened and read back: golden numbers, sentences, structure, alt text, language."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from bs4 import Tag
from conftest import EACH_REPORT, KIT, Report, Reports
from docx import Document
from docx.oxml.ns import qn
from golden import SENTENCES, TABLES
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from reading import (
    html_alts,
    html_page,
    html_tables,
    html_text,
    pdf_alts,
    pdf_flow,
    pdf_text,
    plain,
    word_alts,
    word_captions,
    word_headings,
    word_tables,
    word_text,
)


@pytest.fixture(params=EACH_REPORT)
def report(request: pytest.FixtureRequest, reports: Reports) -> Report:
    return reports[request.param]


def test_golden_tables_hold_66_numbers() -> None:
    assert sum(len(row) for table in TABLES.values() for row in table.values()) == 66


def test_every_published_number_stands_in_its_table_in_html(reports: Reports) -> None:
    tables = html_tables(reports["lrsab"].document(".html"))
    for ident, rows in TABLES.items():
        found = {row[0]: tuple(row[1:]) for row in tables[ident]}
        for label, values in rows.items():
            assert found[label.replace("'", "’")] == values, (ident, label)


def test_every_published_number_stands_in_its_table_in_word(reports: Reports) -> None:
    path = reports["lrsab"].document(".docx")
    captions = {ident: plain(caption) for ident, caption in _captions(reports["lrsab"]).items()}
    tables = word_tables(path)
    for ident, rows in TABLES.items():
        found = {row[0]: tuple(row[1:]) for row in tables[captions[ident]]}
        for label, values in rows.items():
            assert found[label.replace("'", "’")] == values, (ident, label)


def test_every_published_number_stands_in_its_table_in_pdf(reports: Reports) -> None:
    lines = [plain(line) for line in pdf_text(reports["lrsab"].document(".pdf")).splitlines()]
    captions = {ident: plain(caption) for ident, caption in _captions(reports["lrsab"]).items()}
    for ident, rows in TABLES.items():
        start = lines.index(captions[ident])
        table = lines[start : start + 12]
        for label, values in rows.items():
            assert " ".join((label.replace("'", "’"), *values)) in table, (ident, label)


def _captions(report: Report) -> dict[str, str]:
    """The caption of each table by its id, from the HTML."""
    return {
        table.caption.find("span")["id"]: table.caption.get_text()
        for table in html_page(report.document(".html")).find_all("table")
    }


def test_finance_totals_are_the_published_ones_on_both_sides(reports: Reports) -> None:
    html = html_tables(reports["lrsab"].document(".html"))
    assert html["tbl-income"][-1] == ["Total income", "£110,681"]
    assert html["tbl-expenditure"][-1] == ["Total expenditure", "£110,681"]
    assert pdf_flow(reports["lrsab"].document(".pdf")).count("£110,681") == 5  # in brief, twice in the sentence, two totals
    assert word_text(reports["lrsab"].document(".docx")).count("£110,681") == 5


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx"])
def test_sentences_are_generated_from_the_figures_for_each_area(reports: Reports, suffix: str) -> None:
    path = reports["lrsab"].document(suffix)
    text = {".html": html_text, ".pdf": pdf_flow, ".docx": word_text}[suffix](path)
    text = re.sub(r" ([.,;:)])", r"\1", text).replace("( ", "(")
    missing = [sentence for sentence in SENTENCES if sentence not in text]
    assert missing == []


def test_the_boards_own_word_is_used_throughout(reports: Reports) -> None:
    text = html_text(reports["lrsab"].document(".html")).lower()
    assert "alert" in text
    assert not re.search(r"safeguarding concerns?|\d concerns?", text)


@pytest.mark.long
def test_all_eleven_members_statements_are_whole(reports: Reports) -> None:
    partners = sorted((KIT / "data/dbcpsab/2023/partners").glob("*.md"))
    assert len(partners) == 11
    for suffix, read in ((".html", html_text), (".docx", word_text)):
        printed = _words(read(reports["dbcpsab"].document(suffix)))
        for path in partners:
            words = _words(path.read_text(encoding="utf-8"))
            assert words in printed, (path.name, suffix)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


@pytest.mark.long
def test_two_members_did_not_follow_the_headings_and_that_is_kept(reports: Reports) -> None:
    page = html_page(reports["dbcpsab"].document(".html"))
    chapter = page.find(id="sec-members-statements")
    assert isinstance(chapter, Tag)
    headed: dict[str, int] = {}
    for heading in chapter.find_all_next(["h2", "h3", "h4"]):
        if heading.name == "h2":
            break
        if heading.name == "h3":
            member = heading.get_text()
            headed[member] = 0
        else:
            headed[member] += 1
    assert sorted(headed.values()) == [0, 0] + [3] * 9


def test_pages_are_self_contained_and_without_script(report: Report) -> None:
    text = report.document(".html").read_text(encoding="utf-8")
    page = html_page(report.document(".html"))
    assert page.find("script") is None
    assert page.find("link") is None
    assert not re.search(r'(?:src|srcset)="(?!data:)', text)
    assert not re.search(r"url\((?!['\"]?data:)", text)
    assert all(not name.startswith("on") for tag in page.find_all(True) for name in tag.attrs)


def test_html_headings_begin_with_one_h1_and_skip_no_level(report: Report) -> None:
    page = html_page(report.document(".html"))
    assert page.html["lang"] == "en-GB"
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_html_ids_are_unique_and_links_arrive(report: Report) -> None:
    page = html_page(report.document(".html"))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    targets = [link["href"][1:] for link in page.find_all("a", href=re.compile("^#"))]
    assert targets
    assert set(targets) <= set(ids)


def test_html_tables_have_header_cells_with_scope(report: Report) -> None:
    for table in html_page(report.document(".html")).find_all("table"):
        assert table.caption.get_text(strip=True)
        assert all(cell["scope"] == "col" for cell in table.thead.find_all("th"))
        for row in table.tbody.find_all("tr"):
            assert row.find("th")["scope"] == "row"


def test_every_picture_has_alt_text_in_all_formats(report: Report) -> None:
    alts = html_alts(report.document(".html"))
    assert all(len(alt) > 40 for alt in alts)
    assert word_alts(report.document(".docx")) == alts
    assert pdf_alts(report.document(".pdf")) == alts


def test_pdf_is_tagged_titled_and_declares_pdf_ua(report: Report) -> None:
    with pikepdf.open(report.document(".pdf")) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        boxes = {tuple(round(float(side)) for side in page.MediaBox) for page in pdf.pages}
    assert boxes == {(0, 0, 595, 842)}, "every page is A4"


def test_pdf_has_only_the_kits_font_embedded(report: Report) -> None:
    names = set()
    with pikepdf.open(report.document(".pdf")) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                names.add(str(font.BaseFont).split("+")[-1])
    assert names
    assert all(name.startswith("PublicSans") for name in names), names


def test_word_has_real_headings_contents_and_language(report: Report) -> None:
    path = report.document(".docx")
    document = Document(str(path))
    headings = word_headings(path)
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    body = document.element.body
    instructions = [element.text for element in body.iter(qn("w:instrText"))]
    assert any(text.strip().startswith("TOC") for text in instructions)
    listed = [plain("".join(t.text or "" for t in link.iter(qn("w:t")))) for link in body.iter(qn("w:hyperlink"))]
    chapters = [text for level, text in headings if level == 1]
    assert [text for text in listed if text in chapters][: len(chapters)] == chapters
    assert document.core_properties.language == "en-GB"
    assert {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_word_tables_repeat_their_header_and_none_is_for_layout(report: Report) -> None:
    document = Document(str(report.document(".docx")))
    captions = [caption for caption in word_captions(report.document(".docx")) if caption.startswith("Table")]
    assert len(document.tables) == len(captions)
    for table in document.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
        assert not list(table._tbl.iter(qn("w:vMerge"))) + list(table._tbl.iter(qn("w:gridSpan")))


def test_drafts_say_so_on_the_cover_in_the_running_header_and_in_the_properties(report: Report) -> None:
    made = json.loads((report.folder / "drafts/1/draft.json").read_text(encoding="utf-8"))
    when = date.fromisoformat(made["made"])
    mark = f"Draft 1, {when.day} {when:%B %Y}, {made['content_hash'][:6]}"
    page = html_page(report.document(".html"))
    assert page.find(class_="draft-mark").get_text() == f"{mark}: not for publication"
    assert page.find("meta", attrs={"name": "keywords"})["content"] == mark
    pages = pdf_text(report.document(".pdf")).split("\f")
    assert all(mark in plain(text) for text in pages if text.strip())
    with PdfDocument(report.document(".pdf")) as pdf:
        assert pdf.get_metadata_dict()["Keywords"] == mark
    document = Document(str(report.document(".docx")))
    assert f"{mark}: not for publication" in [p.text for p in document.paragraphs[:4]]
    assert document.sections[0].header.paragraphs[0].text.endswith(f"\t{mark}")
    assert (document.core_properties.content_status, document.core_properties.keywords) == (mark, mark)
    workbook = load_workbook(report.document("-data.xlsx"))
    assert (workbook.properties.keywords, workbook.properties.contentStatus) == (mark, mark)
    assert f"{mark}: not for publication" in [row[0].value for row in workbook["Cover"]]
    assert f"{mark}: not for publication" in report.document("-accessibility.html").read_text(encoding="utf-8")


def test_records_lie_beside_the_documents(report: Report) -> None:
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["board"], manifest["year"], manifest["label"]) == (
        report.project.board,
        report.project.year,
        report.project.label,
    )
    assert manifest["draft"] == 1
    assert manifest["content_hash"] == json.loads((report.folder / "drafts/1/draft.json").read_text())["content_hash"]
    listed = {entry["path"] for entry in manifest["outputs"]} | {"manifest.json", "history.jsonl"}
    there = {path.relative_to(report.folder).as_posix() for path in report.folder.rglob("*") if path.is_file()}
    assert listed == {name for name in there if not name.startswith("drafts/")}
    assert any(entry["path"].endswith("board.yml") for entry in manifest["inputs"])
    facts = json.loads((report.folder / "facts.json").read_text(encoding="utf-8"))
    keys = ["key", "area", "measure", "category", "year", "value", "unit", "text", "source", "formula", "inputs", "used_in"]
    assert all(list(fact) == keys for fact in facts)
    checks = json.loads((report.folder / "checks.json").read_text(encoding="utf-8"))
    assert all(set(check) == {"gate", "status", "where", "message", "remedy"} for check in checks)


def test_used_in_names_the_chapters_that_print_a_fact(reports: Reports) -> None:
    facts = {fact["key"]: fact for fact in json.loads((reports["lrsab"].folder / "facts.json").read_text(encoding="utf-8"))}
    assert facts["leicestershire.concerns.2020"]["used_in"] == ["concerns_and_enquiries"]
    assert facts["board.income.2020"]["used_in"] == ["finance"]
    page = html_page(reports["lrsab"].document(".html"))
    for span in page.find_all("span", class_="fact"):
        assert span["data-key"] in facts


def test_no_reference_is_left_unresolved(report: Report) -> None:
    for text in (html_text(report.document(".html")), pdf_flow(report.document(".pdf")), word_text(report.document(".docx"))):
        assert not re.search(r"@(?:fig|tbl|sec)-|\?\?|\{#|\{\.|\{\{", text)
