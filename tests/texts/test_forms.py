"""The kit's own form come back: its words are left out, and all that a member wrote beside them is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
from sabreport.proofreading.order import HOLE
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statement_tree import FORM_NOTE, FORM_TITLE, FORM_WHATS
from sabreport.texts.statements import remarks, review_statement

NOTE = FORM_NOTE.format(what=FORM_WHATS[1], length="About 330 words here, and 1,000 in all. ", due="Due by 30 June 2020. ")
TITLE = FORM_TITLE.format(member="Exampleshire Fire", label="2019-20", board="Exampleshire SAB")
BREAK = "<w:r><w:br/></w:r>"
BOLD = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{NOTE[:40]}</w:t></w:r>"
BESIDE = {
    "on the same line": line(run(NOTE) + run(" We supervise 1,140.")),
    "without a space": line(run(NOTE) + run("We supervise 1,140.")),
    "below it in the paragraph": line(run(NOTE) + BREAK + run("We supervise 1,140.")),
    "before it": line(run("We supervise 1,140. ") + run(NOTE)),
    "on both sides": line(run("We supervise") + BREAK + run(NOTE) + BREAK + run("1,140.")),
    "after two notes": line(run(f"{NOTE} {NOTE} We supervise 1,140.")),
    "after one that is bold in part": line(BOLD + run(NOTE[40:]) + run(" We supervise 1,140.")),
    "before its closing bracket": line(run(f"{NOTE[:-1]} We supervise 1,140.]")),
    "between its sentences": line(run(NOTE.replace("This note", "We supervise 1,140. This note"))),
    "below the title": line(run(TITLE) + BREAK + run("We supervise 1,140."), '<w:pStyle w:val="Title"/>'),
}


@pytest.mark.parametrize("where", BESIDE)
def test_an_answer_in_the_paragraph_of_the_form_is_printed_without_it(where: str, tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", BESIDE[where])
    printed = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert printed.replace("\\.", ".").strip() == (
        "We supervise 1,140." if where != "on both sides" else "We supervise\\\n1,140."
    )
    review = review_statement(path, tmp_path, ())
    assert (review.words, review.empty, review.lost) == (3, False, ())
    assert "Note" not in read_supplied(path).body
    assert "We supervise" in read_supplied(path).body.replace(HOLE, "") or where == "below the title"


def test_notes_of_the_form_in_an_odt_and_in_a_list_are_left_out(tmp_path: Path) -> None:
    path = odt(tmp_path / "member.odt", f"<text:p>{NOTE}<text:line-break/>We did.</text:p><text:p>{NOTE}</text:p>")
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == "We did."
    (tmp_path / "member.md").write_text(f"- {NOTE}\n- {NOTE} We did.\n", encoding="utf-8")
    assert read_statement(tmp_path / "member.md", tmp_path, 3, lambda name, form: name).strip() == "- We did."


@pytest.mark.parametrize(
    ("title", "added"),
    [
        (f"{TITLE} (North Division)", '"(North Division)"'),
        (TITLE.replace(" for the", " in the North for the") + " and its partners", '"in the North", "and its partners"'),
        (TITLE, ""),
        (TITLE.removesuffix(" SAB"), ""),
    ],
)
def test_words_put_into_the_title_of_the_form_are_told(title: str, added: str, tmp_path: Path) -> None:
    path = word(tmp_path / "member.docx", line(run(title), '<w:pStyle w:val="Title"/>') + line(run("We did.")))
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == "We did."
    said = [each.what for each in remarks(path, review_statement(path, tmp_path, (), form_title=TITLE), None)]
    assert said == ([f"the title of its form is not printed, nor what was written into it: {added}"] if added else [])
