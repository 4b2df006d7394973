"""Formulas of Word, which are printed on one line in plain characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, run, word
from sabreport.authored import read_statement
from sabreport.statements import review_statement
from sabreport.words import tokens
from sabreport.words_supplied import read_supplied

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def said(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def over(top: str, bottom: str) -> str:
    return f"<m:f><m:num>{top}</m:num><m:den>{bottom}</m:den></m:f>"


FORMULAS: dict[str, tuple[str, str]] = {
    "Greek letters": (said("αβ"), "αβ"),
    "Greek letters of each kind": (said("εϵφϕϑςθϱϖϰ"), "εϵφϕϑςθϱϖϰ"),
    "capitals and what stands between": (said("α=β+ΓΔx"), "α = β + ΓΔx"),
    "words apart": (said("rate α of π Ω"), "rate α of π Ω"),
    "letters of mathematics": (said("𝛼𝑥𝜀𝜖ℎ"), "αxεϵh"),
    "signs": (said("x≤5×3 ≈ 20°±£5 {a}"), "x ≤ 5 × 3 ≈ 20° ± £ 5 { a}"),
    "in a fraction": (over(said("Δa"), said("β")), "Δa / β"),
    "bold": ('<m:r><m:rPr><m:sty m:val="b"/></m:rPr><m:t>αx</m:t></m:r>', "αx"),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_letters_and_signs_of_a_formula_are_printed(name: str, tmp_path: Path) -> None:
    formula, shown = FORMULAS[name]
    path = word(tmp_path / "member.docx", line(run("With ") + f"<m:oMath {MATHS}>{formula}</m:oMath>" + run(" once.")))
    printed = read_statement(path, tmp_path, 3, lambda name, form: name).replace("\\", "")
    assert printed.split() == f"With {shown} once.".split()
    assert review_statement(path, tmp_path, ()).lost == ()
    assert tokens(read_supplied(path).body) == tokens(printed)
