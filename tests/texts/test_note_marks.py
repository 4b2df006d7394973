"""Notes that a text refers to by number, or that have marks of their own: told, for the report numbers them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
from sabreport.texts.statements import remarks, review_statement

NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>From the survey.</w:t></w:r></w:p></w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
OWN = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
FIELD = '<w:fldSimple w:instr=" NOTEREF x ">{}</w:fldSimple>'
BY_NUMBER = "it refers to a note by its number, and the report numbers all notes anew: "
MARKED = "the report numbers a note that has a mark of its own in the file: "


def told(path: Path) -> list[str]:
    return [each.what for each in remarks(path, review_statement(path, path.parent, ()), None)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (line(run("Fires fell") + CALL) + line(run("See note 1 above.")), [f'{BY_NUMBER}"See note 1 above."']),
        (
            line(run("Fires fell") + CALL) + line(run("As note ") + FIELD.format(run("2")) + run(" says.")),
            [f'{BY_NUMBER}"As note 2 says."'],
        ),
        (line(run("Fires fell") + CALL) + line(run("See footnote iv.")), [f'{BY_NUMBER}"See footnote iv"']),
        (line(run("All figures marked") + OWN + run(" are early.")), [f'{MARKED}"All figures marked *"']),
        (line(run("Fires fell") + CALL + run(". Note that 12 did not; notes in 2019.")), []),
        (line(run("See note 1 above.")), []),
    ],
)
def test_the_numbers_of_notes_are_told_of_a_word_document(body: str, said: list[str], tmp_path: Path) -> None:
    assert told(word(tmp_path / "member.docx", body, footnotes=NOTE)) == said


def test_the_numbers_of_notes_are_told_of_an_odt(tmp_path: Path) -> None:
    def note(shown: str, own: str = "") -> str:
        citation = f"<text:note-citation{own}>{shown}</text:note-citation>"
        body = "<text:note-body><text:p>Early.</text:p></text:note-body>"
        return f'<text:note text:note-class="footnote">{citation}{body}</text:note>'

    marked = note("*", ' text:label="*"')
    body = f"<text:p>Fires fell{note('1')} and calls{marked}.</text:p><text:p>See note 1.</text:p>"
    said = [f'{BY_NUMBER}"See note 1"', f'{MARKED}"Fires fell and calls *"']
    assert told(odt(tmp_path / "member.odt", body)) == said


def test_the_numbers_of_notes_are_told_of_markdown(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("Fires fell.[^1] See note 1.\n\n[^1]: Early.\n", encoding="utf-8")
    assert told(path) == [f'{BY_NUMBER}"Fires fell. See note 1"']


EXHIBITS = "it calls tables or figures by numbers, which the report's own have too: "


def test_numbers_of_tables_and_figures_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("We met.\n\nTable 1: Visits by ward\n\nSee Figure 2.\n", encoding="utf-8")
    assert told(path) == [f'line 3: {EXHIBITS}"Table 1: Visits by ward", "Figure 2"']
    path.write_text("The table of 12. Table tennis. Figures 2.5 and 40% rose; Table 1,000.\n", encoding="utf-8")
    assert told(path) == []
    assert told(word(tmp_path / "member.docx", line(run("See Table 1 for it.")))) == [f'{EXHIBITS}"Table 1 for it."']
    assert told(odt(tmp_path / "member.odt", "<text:p>See Table 1 for it.</text:p>")) == [f'{EXHIBITS}"Table 1 for it."']
