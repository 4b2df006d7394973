"""Notes of members' statements, wherever their word processor sets them: each is printed, and its mark once."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, run, word
from sabreport.texts.authored import read_statement

RAISED = '<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
NOTE_OF_ODT = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Agency staff too.'
    "</text:p></text:note-body></text:note>"
)


def statement(path: Path) -> str:
    return read_statement(path, path.parent, 3, lambda name, form: name).strip()


@pytest.mark.parametrize(
    ("within", "printed"),
    [
        (NOTE_OF_ODT, "Trained 212^[Agency staff too.] staff."),
        (f"nd{NOTE_OF_ODT}", "Trained 212^nd^^[Agency staff too.] staff."),
        (f"nd and{NOTE_OF_ODT} up", "Trained 212^nd\u00a0and^^[Agency staff too.] ^up^ staff."),
        (f"<text:span>{NOTE_OF_ODT}nd</text:span>", "Trained 212^[Agency staff too.]^nd^ staff."),
    ],
)
def test_a_note_within_raised_words_is_printed(within: str, printed: str, tmp_path: Path) -> None:
    body = f'<text:p>Trained 212<text:span text:style-name="up">{within}</text:span> staff.</text:p>'
    assert statement(odt(tmp_path / "member.odt", body, automatic=RAISED)) == printed


@pytest.mark.parametrize("raised", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="6"/>'])
def test_a_note_in_a_run_that_is_raised_by_hand_is_printed(raised: str, tmp_path: Path) -> None:
    call = f'<w:r><w:rPr>{raised}</w:rPr><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{line(run("Agency staff too."))}</w:footnote>'
    path = word(tmp_path / "member.docx", line(run("Trained 212") + call + run(" staff.")), footnotes=notes)
    assert statement(path) == "Trained 212^[Agency staff too.] staff."
