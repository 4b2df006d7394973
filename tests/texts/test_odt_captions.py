"""Pictures with captions as LibreOffice's Insert Caption writes them: a box with the picture and the words in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from awkward import picture
from awkward.by_hand import odt
from sabreport.proofreading.order import HOLE
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_pictured_statement, read_statement
from sabreport.texts.statements import review_statement

IMAGE = (
    '<draw:frame svg:width="6cm" svg:height="3cm"><draw:image xlink:href="Pictures/team.png"/>'
    "<svg:desc>Six people behind a cake stall</svg:desc></draw:frame>"
)
CAPTION = 'Figure <text:sequence text:name="Figure">1</text:sequence>: The team'


def box(within: str) -> str:
    return f"<draw:frame><draw:text-box>{within}</draw:text-box></draw:frame>"


WITHIN = f"<text:p>{IMAGE}{CAPTION}</text:p>"
PLACES = {
    "before the words": f"<text:p>{box(WITHIN)}At the fete.</text:p>",
    "after the words": f"<text:p>At the fete.{box(WITHIN)}</text:p>",
    "among the words": f"<text:p>At <text:span>the {box(WITHIN)}fe</text:span>te.</text:p>",
    "in two paragraphs": f"<text:p>At the fete.{box(f'<text:p>{IMAGE}</text:p><text:p>{CAPTION}</text:p>')}</text:p>",
    "with a line between": f"<text:p>At the fete.{box(f'<text:p>{IMAGE}<text:line-break/>{CAPTION}</text:p>')}</text:p>",
    "on no paragraph": f"<text:p>At the fete.</text:p>{box(WITHIN)}",
    "within another": f"<text:p>{box(f'<text:p>{box(WITHIN)}</text:p>')}At the fete.</text:p>",
}


def member(path: Path, body: str) -> Path:
    odt(path, body)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Pictures/team.png", picture().read())
    return path


@pytest.mark.parametrize("where", PLACES)
def test_a_picture_with_its_caption_is_printed_with_both(where: str, tmp_path: Path) -> None:
    path = member(tmp_path / "member.odt", PLACES[where])
    shown = "At the fete.\n\n*\\[Picture: Six people behind a cake stall\\]*\n\nFigure 1: The team"
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == shown
    pictured = read_pictured_statement(path, tmp_path, 3, lambda name, form: name, pictures="x")
    assert [each.alt for each in pictured.pictures] == ["Six people behind a cake stall"]
    assert pictured.markdown.strip().endswith("\n\nFigure 1: The team")
    assert review_statement(path, tmp_path, ()).lost == ()
    assert read_supplied(path).body.replace(HOLE, " ").split() == ["At", "the", "fete.", "Figure", "1:", "The", "team"]


def test_a_caption_above_its_picture_stays_there(tmp_path: Path) -> None:
    path = member(tmp_path / "member.odt", f"<text:p>{box(f'<text:p>{CAPTION}{IMAGE}</text:p>')}</text:p>")
    shown = "Figure 1: The team\n\n*\\[Picture: Six people behind a cake stall\\]*"
    assert read_statement(path, tmp_path, 3, lambda name, form: name).strip() == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f'<text:p>At <draw:a xlink:href="https://a.org">{IMAGE}</draw:a> once.</text:p>', "At {} once."),
        (f'<text:p>At <text:a xlink:href="https://a.org">{IMAGE}</text:a> once.</text:p>', "At {} once."),
        (f"{IMAGE}<text:p>At the fete.</text:p>", "{}\n\nAt the fete."),
        (f"<text:p>At {IMAGE.replace('<draw:frame', '<draw:frame loext:decorative=@', 1)} once.</text:p>", "At once."),
    ],
)
def test_a_picture_in_a_link_or_on_the_page_is_printed_and_one_that_adorns_is_not(body: str, shown: str, tmp_path: Path) -> None:
    more = '"true" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    path = member(tmp_path / "member.odt", body.replace("@", more))
    printed = read_statement(path, tmp_path, 3, lambda name, form: name).strip()
    assert printed == shown.format("*\\[Picture: Six people behind a cake stall\\]*")
    assert len(review_statement(path, tmp_path, ()).pictures) == ("{}" in shown)


def test_what_stands_in_boxes_and_shapes_follows_the_paragraph_that_they_hang_on(tmp_path: Path) -> None:
    shapes = "<draw:g><draw:rect><text:p>one</text:p></draw:rect><draw:line/><draw:rect><text:p>two</text:p></draw:rect></draw:g>"
    hung = f"<text:p>We {box('<text:p>In a box</text:p>')}met {shapes}here.</text:p>"
    path = odt(tmp_path / "member.odt", f"{box('<text:p>On a page</text:p>')}{hung}<text:p>End.</text:p>")
    printed = read_statement(path, tmp_path, 3, lambda name, form: name).replace("\\", "").split("\n\n")
    assert printed == ["On a page", "We met here.", "In a box", "one", "two", "End.\n"]
    assert review_statement(path, tmp_path, ()).lost == ()
