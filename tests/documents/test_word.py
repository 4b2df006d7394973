"""The Word report by itself: its look, its fields, its font, and its tables."""

from __future__ import annotations

import importlib.util
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pypandoc
import pytest
from bs4 import BeautifulSoup
from conftest import EACH_REPORT, KIT, Report, Reports
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from reading import plain, style_of, word_captions
from sabreport.documents.word.fields import CAPTIONS, set_fields
from sabreport.documents.word.finish import finish_word
from sabreport.documents.word.look import set_accent
from sabreport.documents.word.pages import text_width
from sabreport.documents.word.tables import set_tables, share_width
from sabreport.settings.look import Look, read_look

TEMPLATES = KIT / "report_templates" / "_shared"
OTHER = "#6B2A5B"


@pytest.fixture(params=EACH_REPORT)
def report(request: pytest.FixtureRequest, reports: Reports) -> Report:
    return reports[request.param]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference_docx", KIT / "scripts" / "make_reference_docx.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def look() -> Look:
    return read_look(TEMPLATES / "look.yml", KIT)


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return etree.tostring(parse_xml(archive.read(name)), method="c14n")


def test_reference_docx_is_in_the_look_of_look_yml(script: ModuleType, look: Look, tmp_path: Path) -> None:
    fresh = tmp_path / "reference.docx"
    script.make(look).save(str(fresh))
    for name in ("word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml", "word/document.xml", "word/settings.xml"):
        assert part(fresh, name) == part(TEMPLATES / "reference.docx", name), f"{name}: run scripts/make_reference_docx.py"
    larger = look.model_copy(update={"type": look.type.model_copy(update={"text": 12.0})})
    script.make(larger).save(str(fresh))
    assert part(fresh, "word/styles.xml") != part(TEMPLATES / "reference.docx", "word/styles.xml")


def test_the_accent_and_the_font_come_from_the_theme(look: Look) -> None:
    styles = part(TEMPLATES / "reference.docx", "word/styles.xml").decode()
    for tag in re.findall(rf"<[^>]*{look.accent[1:]}[^>]*>", styles):
        assert "accent1" in tag, tag
    assert 'w:ascii="' not in re.sub(r'w:styleId="VerbatimChar".*?</w:style>', "", styles)
    theme = part(TEMPLATES / "reference.docx", "word/theme/theme1.xml").decode()
    assert theme.count(f'<a:latin typeface="{look.font}">') == 2


def test_a_boards_accent_changes_what_is_tied_to_the_theme_and_nothing_else(tmp_path: Path) -> None:
    document = Document(str(TEMPLATES / "reference.docx"))
    document.styles["Heading 2"].element.rPr.find(qn("w:color")).attrib.pop(qn("w:themeColor"))  # coloured by hand in Word
    before = etree.tostring(document.styles.element).decode()
    set_accent(document, OTHER)
    after = etree.tostring(document.styles.element).decode()
    assert after.count(OTHER[1:]) == before.count("12436D") - 1
    assert after.count("12436D") == 1
    tied = re.compile(r'<[^>]*theme(?:Color|Fill)="accent1"[^>]*>')
    assert tied.sub("", after) == tied.sub("", before)
    document.save(str(tmp_path / "other.docx"))
    theme = part(tmp_path / "other.docx", "word/theme/theme1.xml").decode()
    assert f'<a:accent1><a:srgbClr val="{OTHER[1:]}"></a:srgbClr></a:accent1>' in theme


def test_the_font_is_in_the_file_and_can_be_unscrambled(report: Report) -> None:
    with zipfile.ZipFile(report.document(".docx")) as archive:
        table = parse_xml(archive.read("word/fontTable.xml"))
        links = {link.get("Id"): link.get("Target") for link in parse_xml(archive.read("word/_rels/fontTable.xml.rels"))}
        (font,) = [font for font in table if font.get(qn("w:name")) == "Public Sans"]
        assert [child.tag.split("}")[1] for child in font] == [
            *("altName", "charset", "family", "pitch"),
            *("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"),
        ]
        for tag, style in zip(list(font)[4:], ("Regular", "Bold", "Italic", "BoldItalic"), strict=True):
            scrambled = archive.read(f"word/{links[tag.get(qn('r:id'))]}")
            key = UUID(tag.get(qn("w:fontKey"))).bytes[::-1]
            plain_font = bytes(byte ^ key[place % 16] for place, byte in enumerate(scrambled[:32])) + scrambled[32:]
            assert plain_font == (KIT / "lib/sabreport/fonts" / f"PublicSans-{style}.ttf").read_bytes()
            assert scrambled[:4] != plain_font[:4]
        settings = [child.tag.split("}")[1] for child in parse_xml(archive.read("word/settings.xml"))]
    assert settings[:2] == ["zoom", "embedTrueTypeFonts"]
    assert "embedSystemFonts" not in settings
    assert settings.index("compat") < settings.index("rsids")


def test_the_same_report_is_the_same_file(reports: Reports, look: Look, tmp_path: Path) -> None:
    source = KIT / "report_templates/_shared/reference.docx"
    for name in ("one", "other"):
        (tmp_path / name).write_bytes(source.read_bytes())
        finish_word(tmp_path / name, look=look, title="T", running_head="T", draft_mark="DRAFT", alts=[])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    with zipfile.ZipFile(reports["lrsab"].document(".docx")) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"dcterms:created" not in archive.read("docProps/core.xml")


def fields(paragraph: Any, kind: str) -> list[tuple[str, str]]:
    """What the fields of a kind in a paragraph refer to or count, and the text that each shows."""
    runs = list(paragraph.iter(qn("w:r")))
    found = []
    for place, run in enumerate(runs):
        code = run.find(qn("w:instrText"))
        if code is not None and (code.text or "").split()[:1] == [kind]:
            found.append((code.text.split()[1], "".join(text.text or "" for text in runs[place + 2].iter(qn("w:t")))))
    return found


def bookmarked(body: Any, name: str) -> str:
    """The text between a bookmark's start and end, as Word would give it to a REF field."""
    start = next(mark for mark in body.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == name)
    text = ""
    for element in start.itersiblings():
        if element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) == start.get(qn("w:id")):
            return text
        text += "".join(each.text or "" for each in element.iter(qn("w:t")))
    raise AssertionError(f"{name} does not end in its paragraph")


def test_every_reference_is_a_field_that_word_would_fill_with_the_same_words(report: Report) -> None:
    body = Document(str(report.document(".docx"))).element.body
    found = [each for paragraph in body.iter(qn("w:p")) for each in fields(paragraph, "REF")]
    assert found
    for mark, shown in found:
        assert bookmarked(body, mark) == shown
    for link in body.iter(qn("w:hyperlink")):
        text = "".join(each.text or "" for each in link.iter(qn("w:t")))
        if re.match(r"(Figure|Table|Section)\s", text):
            assert list(link.iter(qn("w:instrText"))), text
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_every_caption_counts_itself_by_a_field(report: Report) -> None:
    paragraphs = Document(str(report.document(".docx"))).paragraphs
    captions = [each for each in paragraphs if style_of(each) in CAPTIONS]
    assert captions
    for caption in captions:
        ((series, number),) = fields(caption._p, "SEQ")
        assert plain(caption.text).startswith(f"{series.replace('_', ' ')}{'' if '_' in series else ' '}{number}: ")


def test_pandoc_reads_captions_back_with_their_numbers(reports: Reports) -> None:
    path = reports["lrsab"].document(".docx")
    text = plain(BeautifulSoup(pypandoc.convert_file(str(path), "html"), "html.parser").get_text())
    assert [caption for caption in word_captions(path) if caption not in text] == []


def test_a_table_of_data_is_of_a_series_of_its_own() -> None:
    document = Document()
    document.styles.add_style("Table Caption", 1)
    body = document.element.body
    caption = f"""<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="TableCaption"/></w:pPr><w:bookmarkStart w:id="7" w:name="tbl-a"/>
        <w:r><w:t>Table\u00a0A3:</w:t></w:r><w:bookmarkEnd w:id="7"/><w:r><w:t> All</w:t></w:r></w:p>"""
    link = f"""<w:p {nsdecls("w")}><w:hyperlink w:anchor="tbl-a"><w:r><w:t>Table\u00a0A3</w:t></w:r></w:hyperlink></w:p>"""
    body.insert(0, parse_xml(caption))
    body.insert(0, parse_xml(link))
    set_fields(document)
    assert fields(body[1], "SEQ") == [("Table_A", "3")]
    assert fields(body[0], "REF") == [("_Ref000000001", "Table\u00a0A3")]
    assert bookmarked(body, "_Ref000000001") == "Table\u00a0A3"


def test_the_contents_are_one_field_around_their_entries(report: Report) -> None:
    body = Document(str(report.document(".docx"))).element.body
    contents = body.find(f".//{qn('w:sdtContent')}")
    kinds = [mark.get(qn("w:fldCharType")) for mark in contents.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    entries = contents.findall(qn("w:p"))[1:]
    assert entries[0].find(f".//{qn('w:instrText')}") is not None
    assert entries[-1].find(f".//{qn('w:fldChar')}").get(qn("w:fldCharType")) == "end"


def test_no_paragraph_is_empty(report: Report) -> None:
    for paragraph in Document(str(report.document(".docx"))).element.body.iter(qn("w:p")):
        said = "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()
        in_cell = paragraph.getparent().tag == qn("w:tc")
        assert said or in_cell or list(paragraph.iter(qn("wp:docPr")))


def styles_after_tables(document: DocumentType) -> list[str]:
    found = []
    for table in document.tables:
        after = next((each for each in table._tbl.itersiblings() if each.tag == qn("w:p")), None)
        if after is not None:
            found.append(style_of(next(p for p in document.paragraphs if p._p is after)))
    return found


def test_what_follows_a_table_stands_apart_and_its_first_column_names_rows(report: Report) -> None:
    document = Document(str(report.document(".docx")))
    width = text_width(document)
    assert not {"Body Text", "First Paragraph", "Lead"} & set(styles_after_tables(document))
    for table in document.tables:
        flags = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (flags.get(qn("w:firstColumn")), flags.get(qn("w:val"))) == ("1", "00A0")
        assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) == width


@pytest.mark.parametrize(
    ("given", "least", "expected"),
    [
        ([2, 1, 1], [200, 100, 300], [467, 233, 300]),
        ([1, 1], [600, 600], [500, 500]),
        ([1, 1], [100, 100], [500, 500]),
        ([9, 1], [100, 400], [600, 400]),
    ],
)
def test_a_column_is_at_least_as_wide_as_its_longest_word(given: list[int], least: list[int], expected: list[int]) -> None:
    widths = share_width(given, least, 1000)
    assert sum(widths) == 1000
    assert widths == pytest.approx(expected, abs=40)


def test_a_long_address_in_a_table_is_as_it_was_typed(look: Look) -> None:
    document = Document(str(TEMPLATES / "reference.docx"))
    document.add_paragraph("Table 1: Done", style="Table Caption")
    table = document.add_table(2, 3)
    address = f"https://www.example.org/{'/'.join(['self_neglect'] * 8)}?x=1"
    table.cell(1, 1).text = f"See {address}"
    set_tables(document, look, 9000)
    assert table.cell(1, 1).text == f"See {address}"


def test_pictures_fit_the_page(report: Report) -> None:
    document = Document(str(report.document(".docx")))
    section = document.sections[0]
    height, top, bottom = section.page_height, section.top_margin, section.bottom_margin
    assert height
    assert top
    assert bottom
    for shape in document.inline_shapes:
        assert {shape._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}, "nothing moves it off the text's edge"
        assert shape.width <= text_width(document) * 635
        assert shape.height < height - top - bottom - 635 * 20 * 40


def test_key_figures_stand_in_two_columns_and_every_page_keeps_its_head(reports: Reports) -> None:
    document = Document(str(reports["lrsab"].document(".docx")))
    columns = [section._sectPr.find(qn("w:cols")) for section in document.sections]
    assert [None if each is None else each.get(qn("w:num")) for each in columns] == [None, None, "2", None]
    assert [section.different_first_page_header_footer for section in document.sections] == [True, False, False, False]
    for section in document.sections:
        assert re.search(r"Draft 1, \d+ \w+ \d{4}, [0-9a-f]{6}$", plain(section.header.paragraphs[0].text))
        assert not section.footer.is_linked_to_previous
    body = document.element.body
    assert not list(body.iter(qn("w:txbxContent"), qn("wp:anchor")))
