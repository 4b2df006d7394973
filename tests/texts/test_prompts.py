"""A list to choose from that nobody chose from is a field that nobody filled in, and what it asks is no answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import line, odt, old_field, run, word
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import remarks, review_statement

FIELD = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'


def in_word(path: Path, entries: list[str], chosen: str) -> Path:
    listed = "".join(f'<w:listEntry w:val="{each}"/>' for each in entries)
    field = old_field(
        "FORMDROPDOWN", f"<w:ddList>{chosen and f'<w:result w:val={chr(34)}{chosen}{chr(34)}/>'}{listed}</w:ddList>"
    )
    return word(path.with_suffix(".docx"), line(run("We met.")) + line(run("Rated: ") + field))


def in_odt(path: Path, entries: list[str], chosen: str) -> Path:
    params = [("Dropdown_ListEntry", each) for each in entries] + [("Dropdown_Selected", chosen)] * bool(chosen)
    given = "".join(f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in params)
    field = f'<field:fieldmark {FIELD} field:type="vnd.oasis.opendocument.field.FORMDROPDOWN">{given}</field:fieldmark>'
    return odt(path.with_suffix(".odt"), f"<text:p>We met.</text:p><text:p>Rated: {field}</text:p>")


@pytest.mark.parametrize("make", [in_word, in_odt])
@pytest.mark.parametrize("prompt", ["Please select", "Choose an item.", "-- select rating --", "Select…"])
@pytest.mark.parametrize("chosen", ["", "0"])
def test_a_list_left_at_what_it_asks_is_not_filled_in(make, prompt: str, chosen: str, tmp_path: Path) -> None:
    path = make(tmp_path / "member", [prompt, "Good"], chosen)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).split() == ["We", "met.", "Rated:"]
    review = review_statement(path, tmp_path, ())
    assert review.lost == ()
    (said,) = [each.what for each in remarks(path, review, None)]
    assert said == f'one field of its form was not filled in: "Rated: [{prompt}]"'


@pytest.mark.parametrize("make", [in_word, in_odt])
@pytest.mark.parametrize(
    ("entries", "chosen", "shown"),
    [
        (["Please select", "Good"], "1", "Good"),
        (["Select committee", "Board"], "0", "Select committee"),
        (["Good", "Bad"], "", "Good"),
    ],
)
def test_an_answer_is_printed(make, entries: list[str], chosen: str, shown: str, tmp_path: Path) -> None:
    path = make(tmp_path / "member", entries, chosen)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip().endswith(f"Rated: {shown}")
    assert review_statement(path, tmp_path, ()).unfilled == ()
