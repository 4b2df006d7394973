"""Fields of an OpenDocument text, and controls of a form in it: what was worked out, ticked, typed or chosen is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import odt
from sabreport.proofreading.order import HOLE
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement

CONTROLS = {
    "a ticked box": ('<form:checkbox form:id="c1" form:label="We agree" form:current-state="checked"/>', "☒ We agree"),
    "an empty box": ('<form:checkbox form:id="c1" form:label="We agree"/>', "☐ We agree"),
    "a button to choose": ('<form:radio form:id="c1" form:label="Yes" form:current-selected="true"/>', "☒ Yes"),
    "a line": ('<form:text form:id="c1" form:current-value="Our own answer"/>', "Our own answer"),
    "several lines": ('<form:textarea form:id="c1"><text:p>Our own</text:p></form:textarea>', "Our own"),
    "a number": ('<form:number form:id="c1" form:current-value="12"/>', "12"),
    "a list": (
        '<form:listbox form:id="c1"><form:option form:label="Red"/><form:option form:label="Green" form:current-selected="true"/>'
        "</form:listbox>",
        "Green",
    ),
    "a list that nobody changed": (
        '<form:listbox form:id="c1"><form:option form:label="Red" form:selected="true"/></form:listbox>',
        "Red",
    ),
    "a label": ('<form:fixed-text form:id="c1" form:label="Lead officer"/>', "Lead officer"),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_the_answer_of_a_control_is_printed_where_it_stands(name: str, tmp_path: Path) -> None:
    control, answer = CONTROLS[name]
    forms = f"<office:forms><form:form>{control}</form:form></office:forms>"
    body = f'{forms}<text:p>Before <draw:control draw:control="c1" text:anchor-type="as-char"/> after.</text:p>'
    path = odt(tmp_path / "member.odt", body)
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == f"Before {answer} after."
    assert review_statement(path, tmp_path, ()).lost == ()
    for sign in "☒☐":
        answer = answer.replace(f"{sign} ", HOLE)
    assert read_supplied(path).body.strip() == f"Before {answer} after."


@pytest.mark.parametrize(
    "field", ["word-count", "table-formula", "execute-macro", "page-count", "bookmark-ref", "any-other-field"]
)
def test_what_a_field_shows_is_printed(field: str, tmp_path: Path) -> None:
    path = odt(tmp_path / "member.odt", f"<text:p>Of <text:{field}>801</text:{field}> in <text:span>all</text:span>.</text:p>")
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == "Of 801 in all."
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.strip() == "Of 801 in all."
