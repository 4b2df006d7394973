"""A Strict Open XML Document is read as the ordinary document that it is otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from awkward.by_hand import as_strict, control, item, line, numbering, old_field, run, style, word
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement, statement_tree
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statement_tree import text_of
from sabreport.texts.statements import review_statement

BOX = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
TABLE = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2397"/><w:gridCol w:w="2397"/></w:tblGrid>'
    + "".join(f"<w:tr>{''.join(f'<w:tc>{line(run(text))}</w:tc>' for text in row)}</w:tr>" for row in ("ab", "cd"))
    + "</w:tbl>"
)
MATHS = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x+5</m:t></m:r></m:oMath>'
NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "hidden text": (line(run("Seen ") + run("secret", "<w:vanish/>")), {}),
    "a tracked change": (line(run("Seen") + f'<w:ins w:author="A. B.">{run(" put in")}</w:ins>'), {}),
    "a field that Word works out": (line(run("Seen ") + '<w:fldSimple w:instr="SYMBOL 252 \\f Wingdings"/>'), {}),
    "a box that is ticked": (line(run("Done ") + old_field("FORMCHECKBOX", BOX)), {}),
    "a field that nobody filled in": (line(run("Name: ") + control("Click here", "<w:showingPlcHdr/>")) + line(run("Met.")), {}),
    "labels of lists": (
        item("one", 1) + item("two", 1) + line(run("Between.")) + item("three", 1),
        {"numbering": numbering((("decimal", "Aim %1:"),))},
    ),
    "headings with numbers": (
        line(run("Aims"), '<w:pStyle w:val="Heading1"/>') + line(run("Met.")),
        {
            "numbering": numbering((("decimal", "%1."),)),
            "styles": style("paragraph", "Heading1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>').replace(
                'name w:val="Heading1"', 'name w:val="heading 1"'
            ),
        },
    ),
    "a table": (TABLE, {}),
    "a note": (line(run("Met") + NOTED), {"footnotes": f'<w:footnote w:id="2">{line(run("Twice."))}</w:footnote>'}),
    "a formula": (line(run("Is ") + MATHS), {}),
    "white words": (line(run("Seen ") + run("white", '<w:color w:val="FFFFFF"/>')), {}),
    "the words of the form itself": (
        line(run("Of http://schemas.openxmlformats.org/package/2006/x and http://purl.oclc.org/ooxml/x/y")),
        {},
    ),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", FORMS)
def test_a_strict_document_is_read_as_an_ordinary_one(name: str, tmp_path: Path) -> None:
    body, parts = FORMS[name]
    ordinary, strict = word(tmp_path / "ordinary.docx", body, **parts), tmp_path / "strict.docx"
    shutil.copy(ordinary, strict)
    as_strict(strict)
    faults = [[each.what for each in inspect_statement(path, tmp_path)] for path in (ordinary, strict)]
    assert faults[0] == faults[1]
    assert read_supplied(ordinary) == read_supplied(strict)
    assert review_statement(ordinary, tmp_path, ("Aims",)) == review_statement(strict, tmp_path, ("Aims",))
    texts = [read_statement(path, tmp_path, 3, lambda name, form: name) for path in (ordinary, strict)]
    assert texts[0] == texts[1]
    trees = [statement_tree(path, tmp_path)["blocks"] for path in (ordinary, strict)]
    assert text_of(trees[0]) == text_of(trees[1]) != ""
