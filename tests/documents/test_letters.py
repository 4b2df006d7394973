"""Letters that the kit's own font has not: printed in every document and chart, or told with their place before that."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pikepdf
import pytest
from conftest import CHROMIUM, KIT, Report, copy_kit
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from playwright.sync_api import Browser
from reading import html_text, pdf_text, word_text
from sabreport.base.characters import all_fonts, fonts_for, without_glyph
from sabreport.base.errors import NotebookError
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import FORMATS, Engine
from sabreport.documents.stitch import stitch_report
from sabreport.exhibits.charts.style import report_style
from sabreport.exhibits.exhibit import Chart
from sabreport.proofreading.lost import Searched
from sabreport.proofreading.order import Finished, Supplied
from sabreport.running.sections import Section
from sabreport.settings.look import read_look
from sabreport.settings.params import load_params
from sabreport.tables.character_checks import faults_of_text

FONTS = KIT / "lib/sabreport/fonts"
LANGUAGES = {
    "Welsh": "Mae diogelu oedolion yn gyfrifoldeb ar bawb; tŷ, ŵyr a sŵn.",
    "Polish": "Zażółć gęślą jaźń: ochrona dorosłych.",
    "Romanian": "Siguranța și țările; Lithuanian: ąčęėįšųūž; Turkish: ığşİ; Vietnamese: bảo vệ người lớn.",
    "Yoruba": "Ẹ kú iṣẹ́, ọ̀rẹ́ wa.",
    "Punjabi": "ਬਾਲਗਾਂ ਦੀ ਸੁਰੱਖਿਆ ਵਿੱਚ ਹਰ ਕੋਈ ਸ਼ਾਮਲ ਹੈ।",
    "Gujarati": "પુખ્ત વયના લોકોની સુરક્ષા અને ક્ષમતા.",
    "Bengali": "প্রাপ্তবয়স্কদের সুরক্ষা ও কর্তৃপক্ষ।",
    "Hindi": "वयस्कों की सुरक्षा और क्षमता।",
    "Tamil": "பெரியவர்களின் பாதுகாப்பு மொழி.",
    "Urdu": "بالغوں کا تحفظ ہر ایک کی ذمہ داری ہے، 12 ادارے (2019) شامل ہیں۔",
    "Arabic": "حماية البالغين مسؤولية الجميع، لا استثناء.",
    "Hebrew": "הגנה על מבוגרים היא אחריות של כולם (2019).",
    "Chinese": "保护成年人是每个人的责任。保護成年人是每個人的責任。",
    "Amharic": "የአዋቂዎች ጥበቃ የሁሉም ኃላፊነት ነው።",
    "Greek": "Προστασία ενηλίκων; Ukrainian: захист дорослих ґїє.",
    "Signs": "✓ ✗ ☐ ☒ → ⇒ • ▪ ½ ⅔ € ™ ≤ ≥ − … ≈ √ ① № ★ 👍 😊 ❤️",
    "Unseen": "join\u200dthem, part\u200cthem, turn\u200fthem, keep\u2060them, and cut\u00adhere\ufeff.",
}
"""What no one has said: the languages of England's councils, and signs that people paste."""
FROM_RIGHT = ("Urdu", "Arabic", "Hebrew")
CHAPTERS = ("foreword", "assurance_and_audit", "members_statements")
POLICE = "data/example/2020/partners/exampleshire_police.md"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def letters(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The invented board with an area, a member and a statement in other letters, built by each engine."""
    root = copy_kit(tmp_path_factory.mktemp("letters") / "kit", "example")
    change(root / "params/example/board.yml", "name: Exampleshire\n", "name: Łukasz Ŵyn\n")
    change(root / "params/example/board.yml", "name: Exampleshire Council\n", "name: ਪੰਜਾਬੀ Council\n")
    for name in ("assurance", "finance", "priorities"):
        change(root / f"data/example/2020/{name}.csv", "Exampleshire Council", "ਪੰਜਾਬੀ Council")
    change(root / "data/example/2020/assurance.csv", "Training and supervision", "Training ਵਿੱਚ تدريب")
    listed = "".join(f"  - {chapter}\n" for chapter in CHAPTERS)
    year = root / "params/example/2020.yml"
    year.write_text(f"kind: sab_annual_report\ntitle: Annual report 2019-20\nchapters:\n{listed}", encoding="utf-8")
    said = "".join(f"## {language}\n\n{text}\n\n- {text}\n\n" for language, text in LANGUAGES.items())
    (root / POLICE).write_text(f"{said}We searched for `ਸੁਰੱਖਿਆ or safe`.\n", encoding="utf-8")
    project = Project(root, "example", 2020)
    build_report(project, engine, FORMATS)
    return Report(project)


@pytest.mark.long
def test_every_language_is_in_every_document(letters: Report) -> None:
    page, word = html_text(letters.document(".html")), word_text(letters.document(".docx"))
    pdf = set(pdf_text(letters.document(".pdf")))
    for language, text in LANGUAGES.items():
        written = " ".join(text.replace("\u00ad", "").split())
        assert page.count(written) == word.count(written) == 2, language
        if language != "Unseen":
            # shaped letters are read back in the order of their shapes: each is there
            assert {each for each in text if each.isalpha()} <= pdf, language


def glyphs_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    """The font and the numbers of the glyphs of each text that a PDF shows."""
    forms = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]
    for part in (*pdf.pages, *forms):
        fonts = part.get("/Resources", {}).get("/Font", {})
        font = ""
        for instruction in pikepdf.parse_content_stream(part):
            operands, operator = instruction.operands, instruction.operator
            if str(operator) == "Tf":
                font = str(fonts[str(operands[0])].BaseFont).split("+")[-1]
            elif str(operator) in ("Tj", "TJ"):
                shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                for each in shown:
                    if isinstance(each, pikepdf.String):
                        yield font, bytes(each)


@pytest.mark.long
def test_no_letter_of_the_pdf_is_a_box_and_each_is_of_the_kits_fonts(letters: Report) -> None:
    with pikepdf.open(letters.document(".pdf")) as pdf:
        shown = list(glyphs_of(pdf))
    assert {font.partition("-")[0].lower() for font, _ in shown} <= {name.replace(" ", "").lower() for name in all_fonts()}
    assert {"NotoSansGurmukhi-Bold", "NotoSansArabic-Regular", "NotoSansEthiopic-Regular"} <= {font for font, _ in shown}
    assert not [font for font, text in shown for at in range(0, len(text), 2) if text[at : at + 2] == b"\0\0"]


@pytest.mark.long
def test_a_report_carries_only_the_fonts_that_its_letters_need(letters: Report) -> None:
    assert fonts_for("A plain “report”, £5 and café") == ["Public Sans"]
    fonts = {path.name.partition("-")[0] for path in (letters.folder / "report/fonts").iterdir()}
    assert "NotoSansGurmukhi" in fonts
    assert "NotoSansThai" not in fonts


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_paragraph_of_the_page_runs_the_way_of_its_first_letter(letters: Report, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.goto(letters.document(".html").as_uri())
    sides = page.evaluate(
        """texts => texts.map(text => [...document.querySelectorAll('p, li')].filter(each => each.textContent.trim() == text)
        .map(each => {
          const words = document.createRange(), outer = each.getBoundingClientRect();
          words.selectNodeContents(each);
          const inner = words.getBoundingClientRect();
          return inner.left - outer.left > 50 ? 'right' : 'left';
        }))""",
        [LANGUAGES[each] for each in (*FROM_RIGHT, "Polish")],
    )
    page.close()
    assert sides == [["right", "right"]] * 3 + [["left", "left"]]


@pytest.mark.long
def test_word_is_told_the_font_and_the_way_of_other_letters(letters: Report) -> None:
    document = Document(str(letters.document(".docx")))
    fonts = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        language = next((language for language, said in LANGUAGES.items() if said == text), None)
        assert (paragraph.pPr is not None and paragraph.pPr.find(qn("w:bidi")) is not None) == (language in FROM_RIGHT), text
        if language:
            runs = [run for run in paragraph.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None]
            fonts[language] = {run.rPr.find(qn("w:rFonts")).get(qn("w:cs")) for run in runs}
            assert all((run.rPr.find(qn("w:rtl")) is not None) == (language in FROM_RIGHT) for run in runs)
    assert fonts["Urdu"] == {"Arial"}
    assert fonts["Punjabi"] == fonts["Tamil"] == {"Nirmala UI"}
    assert fonts["Chinese"] == {"Microsoft YaHei"}
    assert fonts["Amharic"] == {"Ebrima"}
    assert fonts["Welsh"] == fonts["Polish"] == set(), "the font in the file has them"
    sizes = {(style.find(qn("w:sz")).get(qn("w:val")), style.find(qn("w:szCs")).get(qn("w:val"))) for style in sized(document)}
    assert sizes
    assert all(own == other for own, other in sizes), "Word keeps the size of such letters apart"


def sized(document) -> list:
    return [each for each in document.styles.element.iter(qn("w:rPr")) if each.find(qn("w:sz")) is not None]


def drawn(label: str, weight: str = "normal") -> list[tuple[str, int]]:
    """The font and the number of each glyph of a chart's label, in the order in which they stand."""
    look = read_look(KIT / "report_templates/_shared/look.yml", KIT)
    with report_style(look):
        figure = Figure((4, 1))
        ax = figure.subplots()
        ax.barh([0], [1])
        ax.set_xticks([])
        ax.set_yticks([0], [label], fontweight=weight)
        bundle, _ = Chart("label", "A label", "A label", figure, "")._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    found = re.findall(r'<use xlink:href="#([A-Za-z0-9-]+?)-([0-9a-f]+)"', bundle["image/svg+xml"].partition("ytick_1")[2])
    return [(font, int(number, 16)) for font, number in found]


def numbers(font: str, letters: str) -> list[int]:
    with TTFont(FONTS / f"{font}.ttf", lazy=True) as file:
        return [file.getGlyphID(file.getBestCmap()[ord(each)]) for each in letters]


@pytest.mark.parametrize("text", [*LANGUAGES.values(), "Łukasz Ŵyn"], ids=[*LANGUAGES, "a name"])
def test_a_chart_draws_no_box(text: str) -> None:
    shown = drawn(text)
    assert shown
    assert all(number != 0 for _, number in shown)


def test_a_chart_joins_and_orders_letters_as_their_script_does() -> None:
    vowel_sign, letter = numbers("NotoSansGurmukhi-Regular", "\u0a3f\u0a35")
    assert [number for _, number in drawn("ਵਿ")][:2] == [vowel_sign, letter], (
        "the sign is typed after its letter, and stands before"
    )
    lam, alef = numbers("NotoSansArabic-Regular", "لا")
    assert len(drawn("لا")) == 1 or not {lam, alef} & {number for _, number in drawn("لا")}, "the two letters are joined"
    first, last = drawn("אב")
    assert [last[1], first[1]] == numbers("NotoSansHebrew-Regular", "אב"), "they run from right to left"


def test_bold_letters_of_a_chart_are_bold_where_the_kit_has_them_so(caplog: pytest.LogCaptureFixture) -> None:
    assert {font for font, _ in drawn("ਪੰ Ł", "bold")} == {"NotoSansGurmukhi-Bold", "PublicSans-Bold"}
    assert {font for font, _ in drawn("አማ", "bold")} == {"NotoSansEthiopic-Regular"}
    assert caplog.records == []


def test_the_table_of_letters_is_that_of_the_fonts() -> None:
    table = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    files = {path: path.name.partition("-")[0] for path in FONTS.iterdir() if path.suffix in (".ttf", ".otf")}
    assert set(files.values()) == {name.replace(" ", "") for name in table}
    for name, ranges in table.items():
        pairs = [part.partition("-") for part in ranges.split()]
        listed = {point for low, _, high in pairs for point in range(int(low, 16), int(high or low, 16) + 1)}
        for path in (path for path, family in files.items() if family == name.replace(" ", "")):
            with TTFont(path, lazy=True) as font:
                assert font["name"].getDebugName(1).startswith(name)
                assert listed <= set(font.getBestCmap()), path.name
    assert sum(path.stat().st_size for path in files) < 7_500_000


def test_each_letter_that_would_be_a_box_is_told_with_its_place(kit: Path, sabreport) -> None:
    data = kit / "data/example/2020"
    change(kit / "params/example/board.yml", "A. N. Example", "A. ᚠ Example")
    change(data / "training.csv", "Mental capacity in practice", "Mental capacity in ᚠ practice")
    (data / "narrative/foreword.md").write_text("A \uf0b7 mark\n\nIt\x92s a \ue123 and\ufffd so\n\n- ᚠ and ᚠ\n", encoding="utf-8")
    (data / "partners/voices_of_exampleshire.md").write_text("한국어로 쓴 글\n\nand 쓴\n", encoding="utf-8")
    statement = Document()
    statement.add_paragraph("We told all of our staff in the ᚠ year, with \uf0fc after it")
    statement.save(str(data / "partners/exampleshire_fire.docx"))
    (data / "partners/exampleshire_fire.md").unlink()
    change(data / "sources.csv", "exampleshire_fire.md", "exampleshire_fire.docx")
    notebook = kit / "notebooks/sab_annual_report/01_foreword.ipynb"
    cells = nbformat.read(notebook, as_version=4)
    cells.cells.insert(0, nbformat.v4.new_markdown_cell("A ᚠ"))
    nbformat.write(cells, notebook)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    rune, other = '"ᚠ" (U+16A0, runic letter fehu feoh fe f)', "Write it in other characters, or take it out."
    alone = "which has a shape in one font alone, such as Wingdings"
    lost = "It stands where a letter was lost when the file was saved: write that letter, and save as UTF-8."
    line = next(
        n for n, text in enumerate((kit / "params/example/board.yml").read_text(encoding="utf-8").splitlines(), 1) if "ᚠ" in text
    )
    assert [each.strip() for each in (ran.out + ran.err).splitlines() if "in no font" in each] == [
        f"params/example/board.yml, line {line}: {rune} is in no font of the kit. {other}",
        f"notebooks/sab_annual_report/01_foreword.ipynb: {rune} in cell 1 is in no font of the kit. {other}",
        f"data/example/2020/training.csv, row 3, column event: {rune} is in no font of the kit. {other}",
        "data/example/2020/narrative/foreword.md, line 3: the sign U+0092, a control character, is in no font of the kit. "
        "Write ’ in its place.",
        f"data/example/2020/narrative/foreword.md, line 3: the sign U+E123, {alone}, is in no font of the kit. {other}",
        f'data/example/2020/narrative/foreword.md, line 3: "\ufffd" (U+FFFD, replacement character) is in no font of the kit. '
        f"{lost}",
        f"data/example/2020/narrative/foreword.md, line 5: {rune} is in no font of the kit. {other}",
        "data/example/2020/partners/voices_of_exampleshire.md, lines 1 and 3: six characters are in no font of the kit, such as "
        '"한" (U+D55C, hangul syllable han), "국" (U+AD6D, hangul syllable gug), "어" (U+C5B4, hangul syllable eo), '
        '"로" (U+B85C, hangul syllable ro), "쓴" (U+C4F4, hangul syllable sseun). '
        "Write this in other characters, or leave it out and publish it as a file of its own.",
        f'data/example/2020/partners/exampleshire_fire.docx: {rune} in "of our staff in the ᚠ year, with ✓ after" '
        f"is in no font of the kit. {other}",
    ]


def test_what_a_notebook_writes_itself_is_told_with_its_chapter(kit: Path) -> None:
    project = Project(kit, "example", 2020)
    section = Section("foreword", (kit / "foreword.qmd",), (), ())
    section.path.write_text("A ᚠ", encoding="utf-8")
    with pytest.raises(NotebookError, match=r'the chapter "foreword" writes "ᚠ" .*, which no font of the kit has. Look in its'):
        stitch_report(project, load_params(project), [section], kit)


def test_a_paragraph_from_right_to_left_is_looked_for_in_the_pdf_whatever_its_order() -> None:
    supplied = Supplied("Before.\nحماية البالغين (2019).\nAfter.")
    for line, lost in ((".(2019)نيغلابلاةيامح", ""), (".(2019)نيغلابلا", "حماية")):
        said = Searched(Finished("the PDF", False, ((0, "Before."), (0, line), (0, "After.")), ())).lost(supplied, "")
        assert len(said) == bool(lost)
        assert sorted("".join(each.words[0] for each in said)) == sorted(lost)


def test_what_is_never_seen_needs_no_font() -> None:
    assert without_glyph("a\u200b\u200d\u2060\ufe0f\u00ad\u2028\ufeff\t\n") == []
    assert without_glyph("a\x0b\x00") == ["\x0b", "\x00"]


@pytest.mark.parametrize(
    "sign", ["👩\u200d⚕\ufe0f", "🇬🇧", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "1\ufe0f\u20e3", "👍🏽"]
)
def test_a_sign_made_of_several_is_told(tmp_path: Path, sign: str) -> None:
    (said,) = faults_of_text(tmp_path / "member.md", f"One.\n\nWe {sign} agree.")
    told = f'member.md, line 3: "{sign}" (one sign made of {len(sign)} characters) is in no font of the kit. Write a word in its'
    assert told in said.sentence(tmp_path)
    assert faults_of_text(tmp_path / "member.md", "We 👍 agree ✔\ufe0f 5 © नि\u200dक.") == []
