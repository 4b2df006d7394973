"""Letters and numbers in Word's fonts of signs: printed as Word shows them, and read so a second time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from awkward.by_hand import item, line, numbering, odt, run, style, word
from sabreport.base.characters import WORDS_OWN, without_glyph
from sabreport.proofreading.order import HOLE, tokens
from sabreport.proofreading.supplied import read_supplied
from sabreport.proofreading.symbols import in_font
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement

FONTS = ("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings")
MARKS = {
    "Wingdings": "lmnopqrstuvwx\x9e\x9f\xa0\xa1\xa7\xa8\xd8\xe0\xfb\xfc\xfd\xfe",
    "Wingdings 2": "OPQRSTUVW\xa3\x97\x98\x99\x9e",
}
"""What stands for ticks, crosses, boxes, dots and arrows in forms and lists."""


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def shown(path: Path, font: str, codes: list[int], *, as_letters: bool) -> tuple[list[str], list[str]]:
    """What is printed and what is read a second time of each number, a paragraph each."""
    texts = [chr(code if as_letters else 0xF000 + code).replace("&", "&amp;").replace("<", "&lt;") for code in codes]
    word(path, "".join(line(run("On: ") + run(text, fonts(font))) for text in texts))
    printed = read_statement(path, path.parent, 3, lambda name, form: name).split("\n\n")
    again = read_supplied(path).body.strip("\n").split("\n")
    return [_own(each) for each in printed], [_own(each) for each in again]


def _own(text: str) -> str:
    return text.strip().removeprefix("On:").strip().replace("\\", "")


@pytest.mark.parametrize("as_letters", [False, True])
@pytest.mark.parametrize("font", FONTS)
def test_what_a_font_of_signs_shows_is_printed_and_read_alike(font: str, as_letters: bool, tmp_path: Path) -> None:
    codes = [code for code in (*range(0x21, 0x7F), *range(0xA1, 0xFF)) if in_font(chr(code), font) != HOLE]
    printed, again = shown(tmp_path / "member.docx", font, codes, as_letters=as_letters) if codes else ([], [])
    wrong = [each for each in zip(codes, printed, again, strict=True) if tokens(each[1]) != tokens(each[2])]
    assert wrong == []


@pytest.mark.parametrize("font", MARKS)
def test_every_mark_of_forms_and_lists_is_in_the_fonts(font: str, tmp_path: Path) -> None:
    printed, _ = shown(tmp_path / "member.docx", font, [ord(each) for each in MARKS[font] if each != "\xa0"], as_letters=False)
    assert [each for each in printed if without_glyph(each)] == []


def test_what_stands_for_a_sign_is_in_the_fonts() -> None:
    assert without_glyph("".join(WORDS_OWN.values())) == []
    assert {chr(sign) for sign, own in WORDS_OWN.items() if tokens(chr(sign)) != tokens(own)} == set()


@pytest.mark.parametrize(
    ("kind", "mark"), [("character", '<w:rStyle w:val="Q"/>'), ("paragraph", "")], ids=["of characters", "of paragraphs"]
)
def test_a_font_of_signs_of_a_style_is_one(kind: str, mark: str, tmp_path: Path) -> None:
    styles = style(kind, "Q", '<w:basedOn w:val="R"/>') + style(kind, "R", f"<w:rPr>{fonts('Wingdings')}</w:rPr>")
    body = line(run("ü", mark), "" if mark else '<w:pStyle w:val="Q"/>')
    path = word(tmp_path / "member.docx", body, styles=styles)
    printed = read_statement(path, tmp_path, 3, lambda name, form: name).strip()
    assert printed == "✔"
    assert tokens(read_supplied(path).body.strip()) == tokens(printed)
    assert review_statement(path, tmp_path, ()).lost == ()


def test_letters_of_a_font_of_signs_in_an_odt_are_signs(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text" style:parent-style-name="T2"/><style:style style:name="T2"'
        ' style:family="text"><style:text-properties style:font-name="Wingdings"/></style:style>'
        '<style:style style:name="T3" style:family="text"><style:text-properties style:font-name="Wingdings"/></style:style>'
    )
    body = (
        '<text:p>On <text:span text:style-name="T1">ü</text:span><text:span text:style-name="T3">û \uf0fc</text:span> ü</text:p>'
    )
    path = odt(tmp_path / "member.odt", body, styles)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == "On ✓✗ ✓ ü"
    assert review_statement(path, tmp_path, ()).lost == ()
    assert tokens(read_supplied(path).body.strip()) == tokens("On ✓✗ ✓ ü")


@pytest.mark.sampled
@pytest.mark.parametrize("as_letters", [False, True])
@pytest.mark.parametrize("family", ["text", "paragraph"])
@pytest.mark.parametrize("font", FONTS)
def test_what_a_font_of_signs_shows_in_an_odt_is_printed_or_refused(
    font: str, family: str, as_letters: bool, tmp_path: Path
) -> None:
    codes = [code for code in (*range(0x21, 0x7F), *range(0xA1, 0xFF)) if chr(code) not in "<&"]
    own = (
        f'<style:font-face style:name="F1" svg:font-family="\'{font}\'"/><style:style style:name="T1" style:family="{family}">'
        '<style:text-properties style:font-name="F1"/></style:style>'
    )
    around = (
        '<text:p text:style-name="T1">{}</text:p>'
        if family == "paragraph"
        else '<text:p><text:span text:style-name="T1">{}</text:span></text:p>'
    )
    texts = [chr(code if as_letters else 0xF000 + code) for code in codes]
    path = odt(tmp_path / "member.odt", "".join(map(around.format, texts)), own)
    printed = [_own(each) for each in read_statement(path, tmp_path, 3, lambda name, form: name).split("\n\n")]
    again = read_supplied(path).body.strip("\n").split("\n")
    known = [each for each in zip(printed, again, strict=True) if not without_glyph(each[0])]
    assert [each for each in known if HOLE not in each[1] and tokens(each[0]) != tokens(each[1])] == []
    assert len(known) >= {"Symbol": 160, "Wingdings": 130, "Wingdings 2": 130, "Wingdings 3": 160, "Webdings": 120}[font]
    assert review_statement(path, tmp_path, ()).lost == ()


@pytest.mark.parametrize("font", ["Wingdings 2", "F1"])
def test_a_bullet_of_a_font_of_signs_that_says_something_is_printed(font: str, tmp_path: Path) -> None:
    level = f'<text:list-level-style-bullet text:level="1" text:bullet-char="P"><style:text-properties style:font-name="{font}"/>'
    own = (
        '<style:font-face style:name="F1" svg:font-family="\'Wingdings 2\'"/>'
        f'<text:list-style style:name="L">{level}</text:list-level-style-bullet></text:list-style>'
    )
    body = '<text:list text:style-name="L"><text:list-item><text:p>Train</text:p></text:list-item></text:list>'
    path = odt(tmp_path / "member.odt", body, own)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).split() == ["✓", "Train"]


def test_an_odt_with_a_part_that_is_empty_is_made_plain(tmp_path: Path) -> None:
    body = '<text:p><text:span text:style-name="T1">P</text:span></text:p>'
    own = '<style:style style:name="T1" style:family="text"><style:text-properties style:font-name="Wingdings 2"/></style:style>'
    path = odt(tmp_path / "member.odt", body, own)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Configurations2/accelerator/current.xml", "")
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == "✓"


def test_a_box_for_a_bullet_is_printed_once(tmp_path: Path) -> None:
    lists = numbering((("bullet", "☐"),))
    path = word(tmp_path / "member.docx", item("Train", 1) + item("Meet", 1), numbering=lists)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).split() == ["☐", "Train", "☐", "Meet"]
