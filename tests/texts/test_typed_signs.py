"""Lists that people type with signs are lists, or a line each, and signs that say something are printed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest
from sabreport.base.pandoc import READER
from sabreport.proofreading.finished import words_of_html
from sabreport.proofreading.lost import Searched
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_narrative, read_statement
from sabreport.texts.statements import remarks, remarks_on_narrative, review_statement
from sabreport.texts.text import inspect_text

TYPED = {
    "We did:\n● Trained staff\n● Met carers": "We did:\n\n- Trained staff\n- Met carers\n",
    "➢ Trained staff\n➢Met carers": "- Trained staff\n- Met carers\n",
    "— Trained staff\n— Met carers": "- Trained staff\n- Met carers\n",
    "●\tTrained staff\n●\tMet carers": "- Trained staff\n- Met carers\n",
    "We did:\n● Trained staff in\nall homes\n● Met carers": "We did:\n\n- Trained staff in all homes\n- Met carers\n",
    "● Trained:\n  ✓ Alder\n  ✓ Birch\n● Met": "- Trained:\\\n  ✓ Alder\\\n  ✓ Birch\n- Met\n",
    "• A\n    • B\n    • C\n• D": "- A\n  - B\n  - C\n- D\n",
    "- A\n    • B\n    • C\n- D": "- A\n  - B\n  - C\n- D\n",
    " • A\n• B\n  o C\n• D": "- A\n- B\n  - C\n- D\n",
    "We did:\n✓ Trained staff\n✗ Met carers": "We did:\\\n✓ Trained staff\\\n✗ Met carers\n",
    "✓\tTrained staff\n✗\tMet carers": "✓ Trained staff\\\n✗ Met carers\n",
    "We did:\n✓ Trained staff": "We did:\\\n✓ Trained staff\n",
    "🟢 Trained\n🔴 Met\n✔️ Wrote": "🟢 Trained\\\n🔴 Met\\\n✔\\️ Wrote\n",
    "↑ 5 concerns\n↓ 3 enquiries": "↑ 5 concerns\\\n↓ 3 enquiries\n",
    "☐ Yes\n☒ No": "☐ Yes\\\n☒ No\n",
    "> ✓ Trained\n> ✗ Met": "> ✓ Trained\\\n> ✗ Met\n",
    "We are a board of\n→ people": "We are a board of → people\n",
    "It ran on\n– as they do – and the\nboard\n– was not there": "It ran on – as they do – and the board – was not there\n",
    "Concern\n:   A worry\n:   A report": "Concern\\\n\\: A worry\\\n\\: A report\n",
    "> We spoke to\n> 12 people in\n> 3 towns": "> We spoke to 12 people in 3 towns\n",
    "> Said:\n>\n> a | b\n> --|--\n> 1 | 2": "> Said:\n>\n> | a   | b   |\n> |-----|-----|\n> | 1   | 2   |\n",
    "> | a | b |\n> |---|---|\n> | c | d |": "> | a   | b   |\n> |-----|-----|\n> | c   | d   |\n",
    "We did:\n+ one\n+ two": "We did:\\\n\\+ one\\\n\\+ two\n",
    "> 65: many\n> 75: few": "\\> 65: many\\\n\\> 75: few\n",
    "We met.\n\u00a0\nThey met.": "We met.\n\nThey met.\n",
    "One<br>two <br/>\nthree `<br>`": "One\\\ntwo\\\nthree `<br>`{.code}\n",
    "# Our<br>year\n\n- One<BR />\n  two": "### Our year\n\n- One\\\n  two\n",
    "a | b\n--|--\none<br>two | c": "+------+---+\n| a    | b |\n+======+===+\n| one\\ | c |\n| two  |   |\n+------+---+\n",
    "**Aims:** we met.\n**Plans**: to meet.": "**Aims:** we met.\\\n**Plans**: to meet.\n",
    "Q: What did you do?\nA: We met.": "Q: What did you do?\\\nA: We met.\n",
    "**Q: What did you do?**\nA: We met.": "**Q: What did you do?**\\\nA: We met.\n",
    "**What next?**\nWe meet with all.": "**What next?**\\\nWe meet with all.\n",
    "To: The board\nSubject: Our year": "To: The board\\\nSubject: Our year\n",
    "[1] Care Act 2014.\n[2] Smith, J. (2019)": "\\[1\\] Care Act 2014.\\\n\\[2\\] Smith, J. (2019)\n",
    "> [!NOTE]\n> We met.": "> **NOTE**\\\n> We met.\n",
    "> [!warning]- Risk\n> We met.": "> **warning: Risk**\\\n> We met.\n",
    "By ==1 May== or a == b": "By 1 May or a == b\n",
    "**Aims**by": "**Aims**by\n",
    "    We met with\nall partners.": "We met with all partners.\n",
    "Key figures:\n12 concerns\n3 enquiries": "Key figures:\\\n12 concerns\\\n3 enquiries\n",
    "Aim 1\n  Train staff\n  Meet carers": "Aim 1\\\nTrain staff\\\nMeet carers\n",
    "We did:\n  -trained staff\n  -met carers": "We did:\n\n- trained staff\n- met carers\n",
    "We did:\n*trained staff\n*met carers": "We did:\n\n- trained staff\n- met carers\n",
    "We had\n-5 and\n-6 degrees": "We had -5 and -6 degrees\n",
    "We met.\nOur plans\n---------\nMore.": "We met.\n\n### Our plans\n\nMore.\n",
    "We met.\nOur plans\n===\nMore.": "We met.\n\n### Our plans\n\nMore.\n",
    "##Aims\n\n##5 of it": "### Aims\n\n\\#\\#5 of it\n",
    "By <mark>1 May</mark> and [2 May]{.mark}": "By 1 May and 2 May\n",
    "A plan<https://x.org/p> and <https://x.org/p>": (
        "A plan\\<[https://x.org/p](https://x.org/p)\\> and [https://x.org/p](https://x.org/p)\n"
    ),
    "Jo *Smith*<mailto:j_s@x.org>.": "Jo *Smith*\\<[mailto:j\\_s\\@x.org](mailto:j_s@x.org)\\>.\n",
    "E: j_s@x.org<mailto:j_s@x.org>\nW: www.x.org<http://www.x.org/>": (
        "E: [j\\_s\\@x.org](mailto:j_s@x.org)\\\nW: [www.x.org](http://www.x.org/)\n"
    ),
    "Type `a<https://x.org>`": "Type `a<https://x.org>`{.code}\n",
    "\uf0b7 A\n\uf0b7\tB\n\uf0a7 C\n\uf0a7 D": "- A\n- B\n  - C\n  - D\n",
    "\uf0d8 A\n\uf0d8 B\n\uf076 C": "- A\n- B\n  - C\n",
    "\uf0fc A\n\uf0fc B": "✓ A\\\n✓ B\n",
    "· A\no   B\n§  C\n§\u00a0\u00a0D\no   E\n· F": "- A\n  - B\n    - C\n    - D\n  - E\n- F\n",
    "By § 42 and\n§ 44 of it": "By § 42 and § 44 of it\n",
    "We met.\n\n_A_\n- one\n_B:_\n- two": "We met.\n\n*A*\n\n- one\n\n*B:*\n\n- two\n",
    "We met.\n\n*A*\n• one\ngoes on\n*B*\n• two\n*C*\n– three": (
        "We met.\n\n*A*\n\n- one goes on\n\n*B*\n\n- two\n\n*C*\n\n- three\n"
    ),
    "*A* and\n- one": "*A* and - one\n",
}


@pytest.mark.sampled
@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("trusted", [True, False])
def test_lists_of_signs_are_lists(text: str, trusted: bool, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"{text}\n", encoding="utf-8")
    assert inspect_text(path, tmp_path) == []
    made = (read_narrative if trusted else read_statement)(path, tmp_path, 3, lambda name, form: name)
    assert made == TYPED[text]
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
    page = subprocess.run(command, input=made.encode("utf-8"), capture_output=True, check=True).stdout
    assert Searched(words_of_html(page)).lost(read_supplied(path, trusted=trusted), "") == []


def test_a_sign_around_an_address_behind_a_word_is_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("A plan<https://x.org/p>\n", encoding="utf-8")
    glued, whole = (words_of_html(f"<p>A plan{said}</p>".encode()) for said in ("https://x.org/p", "&lt;https://x.org/p&gt;"))
    assert [each.words for each in Searched(glued).lost(read_supplied(path), "")] == [("plan", "<", "https"), (">",)]
    assert Searched(whole).lost(read_supplied(path), "") == []


def test_bold_lines_with_an_item_each_are_headings_of_lists(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("**Prevention**\n- campaign\n**Protection**\n- desk\n", encoding="utf-8")
    made = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert made == "### Prevention\n\n- campaign\n\n### Protection\n\n- desk\n"


def test_a_line_of_dashes_below_a_paragraph_parts_it_from_the_next(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("We met all partners\nand all carers.\n---\nMore.\n", encoding="utf-8")
    made = read_statement(path, tmp_path, 3, lambda name, form: name)
    assert [part.strip("-") for part in made.split("\n\n")] == ["We met all partners and all carers.", "", "More.\n"]


def test_a_catchword_that_may_be_a_heading_is_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("#Plans\n\nSee #plans, #5.\n", encoding="utf-8")
    told = ['line 1: it begins with # and no space, and is printed so: "#Plans"']
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == told


def test_codes_of_other_programs_and_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(":tick: ~~old~~ `:x:` [TOC] 10:30:15\n\n[TOC]\n\n[a](https://b.org) [plan](plan.docx) [up](#x)\n", "utf-8")
    told = [
        'it has codes for which another program shows something else, and which are printed as they stand: ":tick:", "~~old~~", '
        '"[TOC]"',
        "two links lead to a file or a place that the report has not, and are printed as their words alone: "
        '"plan" (plan.docx), "up" (#x)',
    ]
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == told
    assert [each.what for each in remarks_on_narrative(path, tmp_path)] == told


def test_raised_and_lowered_letters_and_fences_of_other_programs_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("H~2~O, 5 m^2^ `H~2~O` ~12 or ~15; costs ~5/~6\n\n~~~\nWe met.\n~~~\n", "utf-8")
    told = (
        'it has codes for which another program shows something else, and which are printed as they stand: "H~2~O", "m^2^", "~~~"'
    )
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == [told]
    assert [each.what for each in remarks_on_narrative(path, tmp_path)] == [told]
    made = read_narrative(path, tmp_path, 3, lambda name, form: name).replace("\\", "")
    assert "H~2~O, 5 m^2^" in made
    assert "~~~" in made


def test_words_that_programs_and_forms_left_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(
        "See Error! Reference source not found.\n\nOf #N/A, [insert name] met ?? people, [sic] why?\n\nText to follow.\n", "utf-8"
    )
    told = [
        'line 1: it has words in which a program says that something went wrong: "Error! Reference source not found.", "#N/A"',
        'line 3: it has places that seem still to be written: "[insert name]", "??"',
        'line 5: it has notes that seem meant for those who write: "Text to follow"',
    ]
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == told


def test_a_callout_has_the_title_that_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text('::: {.callout-note title="Key"}\nWe met.\n:::\n\n::: {.callout-tip}\n**Key**\nWe met.\n:::\n', "utf-8")
    made = read_narrative(path, tmp_path, 3, lambda name, form: name)
    assert read_supplied(path, trusted=True).body.split() == ["Key", "We", "met.", "Key", "We", "met."]
    assert made == "::: callout-note\n**Key**\n\nWe met.\n:::\n\n::: callout-tip\n**Key**\\\nWe met.\n:::\n"


def test_marks_of_html_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(
        '<a id="x"></a>H<sub>2</sub>O, <u>so</u> <sub>x</sub>, `<b>`, <aside>x</aside>, a < b and c > d, <br>', encoding="utf-8"
    )
    told = ['it has marks of HTML, which are printed as they stand: "<sub>", "<u>", "<aside>"']
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == told
    assert [each.what for each in remarks_on_narrative(path, tmp_path)] == told


def test_highlighted_words_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("We met\nby <mark>1 May</mark>,\n[in\nAlder]{.mark}. `<mark>x</mark>`\n", encoding="utf-8")
    told = [
        'line 2: words are highlighted, and the highlighting is not printed: "1 May"',
        'line 3: words are highlighted, and the highlighting is not printed: "in Alder"',
        "lines 1 to 4 are printed as one paragraph",
    ]
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == told
    assert [each.what for each in remarks_on_narrative(path, tmp_path)] == told
