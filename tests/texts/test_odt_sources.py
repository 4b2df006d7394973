"""The list of sources that LibreOffice makes of what a text cites is printed as it stands there."""

from __future__ import annotations

from pathlib import Path

from awkward.by_hand import odt
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_statement
from sabreport.texts.statements import review_statement

LISTED = (
    '<text:bibliography text:name="B"><text:bibliography-source><text:bibliography-entry-template>'
    "<text:index-entry-span>, by </text:index-entry-span></text:bibliography-entry-template></text:bibliography-source>"
    "<text:index-body><text:index-title><text:p>Sources</text:p></text:index-title><text:p>Lee, <text:span>Care"
    "</text:span>.</text:p>"
    "</text:index-body></text:bibliography>"
)


def test_a_list_of_sources_is_printed(tmp_path: Path) -> None:
    path = odt(tmp_path / "member.odt", f"<text:p>We read it.</text:p>{LISTED}<text:p>So we met.</text:p>")
    printed = "We read it.\n\nSources\n\nLee, Care.\n\nSo we met.\n"
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == printed
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.split() == printed.split()
