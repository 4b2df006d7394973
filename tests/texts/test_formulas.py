"""Formulas of Word and LibreOffice, which are printed on one line in plain characters."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
from sabreport.base.errors import ExtractError
from sabreport.proofreading.lost import Searched
from sabreport.proofreading.order import Finished
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def said(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, **inside: str) -> str:
    """A part of a formula, with what is in each of its own."""
    return f"<m:{name}>{''.join(f'<m:{each}>{what}</m:{each}>' for each, what in inside.items())}</m:{name}>"


def over(top: str, bottom: str) -> str:
    return part("f", num=top, den=bottom)


def root(of: str) -> str:
    return part("rad", radPr='<m:degHide m:val="1"/>', deg="", e=of)


def summed(below: str, above: str, what: str) -> str:
    return part("nary", naryPr='<m:chr m:val="∑"/>', sub=below, sup=above, e=what)


FORMULAS: dict[str, tuple[str, str]] = {
    "Greek letters": (said("αβ"), "αβ"),
    "Greek letters of each kind": (said("εϵφϕϑςθϱϖϰ"), "εϵφϕϑςθϱϖϰ"),
    "capitals and what stands between": (said("α=β+ΓΔx"), "α = β + ΓΔx"),
    "words apart": (said("rate α of π Ω"), "rate α of π Ω"),
    "letters of mathematics": (said("𝛼𝑥𝜀𝜖ℎ"), "αxεϵh"),
    "signs": (said("x≤5×3 ≈ 20°±£5 {a}"), "x ≤ 5 × 3 ≈ 20° ± £5 { a}"),
    "signs of sums": (said("905÷822×100≥£5·∑≠√16"), "905 ÷ 822 × 100 ≥ £5 ⋅ ∑ ≠ √16"),
    "signs of Markdown and TeX": (said("m²~5%#1_a^b&amp;$"), "m²~ 5%# 1_ a^b&$"),
    "in a fraction": (over(said("Δa"), said("β")), "Δa / β"),
    "a fraction of sums": (over(said("a+b"), said("c")) + said("×100"), "(a + b) / c × 100"),
    "a fraction beside others": (said("2") + over(said("a"), said("b")) + said("x"), "2(a / b)x"),
    "a fraction of fractions": (over(over(said("a"), said("b")), said("c")), "(a / b) / c"),
    "powers": (
        part("sSup", e=said("x"), sup=said("2")) + said("y+") + part("sSup", e=said("m"), sup=said("n+1")),
        "x^2 y + m^(n + 1)",
    ),
    "a power of a sum": (part("sSup", e=part("d", e=said("a+b")), sup=said("2")), "(a + b)^2"),
    "in pieces": (said("2") + said("x") + said("+y"), "2x + y"),
    "below": (part("sSubSup", e=said("x"), sub=said("i"), sup=said("2")), "x_i^2"),
    "roots": (root(said("16")) + said("+") + root(said("16+x")) + said("y"), "√16 + √(16 + x) y"),
    "a sum": (summed(said("i=1"), said("n"), said("x")), "∑_(i = 1)^n x"),
    "a sum of all": (summed("", "", said("x")), "∑x"),
    "a function after others": (said("2n") + part("func", fName=said("log"), e=said("x")), "2n log x"),
    "a power after others": (said("2π") + part("sSup", e=said("r"), sup=said("2")), "2πr^2"),
    "a function": (part("func", fName=said("log"), e=said("x")), "log x"),
    "braces": (part("d", dPr='<m:begChr m:val="{"/><m:endChr m:val="}"/>', e=said("x")), "{ x }"),
    "bold": ('<m:r><m:rPr><m:sty m:val="b"/></m:rPr><m:t>αx</m:t></m:r>', "αx"),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", FORMULAS)
def test_letters_and_signs_of_a_formula_are_printed(name: str, tmp_path: Path) -> None:
    formula, shown = FORMULAS[name]
    path = word(tmp_path / "member.docx", line(run("With ") + f"<m:oMath {MATHS}>{formula}</m:oMath>" + run(" once.")))
    printed = read_statement(path, tmp_path, 3, lambda name, form: name).replace("\\", "")
    assert printed.split() == f"With {shown} once.".split()
    assert review_statement(path, tmp_path, ()).lost == ()
    for spaced in (True, False):
        assert Searched(Finished("", spaced, ((0, printed),), ())).lost(read_supplied(path), "") == []


UNSAID: dict[str, tuple[str, str]] = {
    "a matrix": (part("m", mr=f"<m:e>{said('a')}</m:e><m:e>{said('b')}</m:e>"), "a b"),
    "lines": (f"<m:eqArr><m:e>{said('a=1')}</m:e><m:e>{said('b=2')}</m:e></m:eqArr>", "a = 1 b = 2"),
    "a line above": (part("bar", barPr='<m:pos m:val="top"/>', e=said("x")), "x"),
    "a root of a degree": (part("rad", deg=said("3"), e=said("16")), "[3] 16"),
}


@pytest.mark.parametrize("name", UNSAID)
def test_a_formula_that_no_line_can_say_is_told_by_check(name: str, tmp_path: Path) -> None:
    formula, shown = UNSAID[name]
    path = word(tmp_path / "member.docx", line(run("With ") + f"<m:oMath {MATHS}>{formula}</m:oMath>" + run(" once.")))
    with pytest.raises(ExtractError) as raised:
        review_statement(path, tmp_path, ())
    assert str(raised.value) == (
        f'member.docx: "{shown}" is in a formula that cannot be written in one line. Ask for it in words, or as a picture with'
        " a description."
    )


def of_libreoffice(path: Path, formula: str, described: str = "") -> Path:
    """A text with a formula as LibreOffice embeds it, with a picture beside it."""
    parts = '<draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/>'
    odt(path, f"<text:p>It is <draw:frame>{parts}{described}</draw:frame> in all.</text:p>")
    written = '<annotation encoding="StarMath 5.0">a over b</annotation>'
    with zipfile.ZipFile(path, "a") as archive:
        whole = f'<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>{formula}{written}</semantics></math>'
        archive.writestr("Object 1/content.xml", whole)
        archive.writestr("ObjectReplacements/Object 1", b"")
    return path


def test_a_formula_of_libreoffice_is_printed_or_called_a_formula(tmp_path: Path) -> None:
    read = of_libreoffice(tmp_path / "read.odt", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")
    assert read_statement(read, tmp_path, 3, lambda name, form: name) == "It is a / b in all.\n"
    unread = of_libreoffice(tmp_path / "unread.odt", "<unknown><mi>a</mi></unknown>")
    with pytest.raises(ExtractError) as error:
        review_statement(unread, tmp_path, ())
    assert [each.what for each in error.value.problems] == ['a formula cannot be read: "a over b"']
    said = of_libreoffice(tmp_path / "said.odt", "<unknown/>", "<svg:desc>a part of b</svg:desc>")
    assert read_statement(said, tmp_path, 3, lambda name, form: name) == "It is *\\[Picture: a part of b\\]* in all.\n"
