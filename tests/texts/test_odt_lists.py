"""A list of an OpenDocument text that no style describes has bullets, as LibreOffice shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import odt
from sabreport.texts.authored import statement_tree

ITEM = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
NUMBERED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
)
OF_PARAGRAPH = '<style:style style:name="P1" style:family="paragraph" style:list-style-name="L1"/>'
PLAIN = f"<text:list>{ITEM.format('one', '')}{ITEM.format('two', '')}</text:list>"
STYLED = PLAIN.replace("<text:list>", '<text:list text:style-name="L1">')


def kinds(path: Path) -> list[str]:
    return [each["t"] for each in statement_tree(path, path.parent)["blocks"]]


@pytest.mark.parametrize(
    ("body", "automatic", "expected"),
    [
        (PLAIN, "", ["BulletList"]),
        (f"<text:p>Met.</text:p>{PLAIN}<text:p>Met.</text:p>{STYLED}", NUMBERED, ["Para", "BulletList", "Para", "OrderedList"]),
        (STYLED, NUMBERED, ["OrderedList"]),
        (PLAIN.replace("<text:p>", '<text:p text:style-name="P1">'), NUMBERED + OF_PARAGRAPH, ["OrderedList"]),
    ],
    ids=["of none", "beside a numbered one", "its own", "of its paragraphs"],
)
def test_a_list_without_a_style_has_bullets(body: str, automatic: str, expected: list[str], tmp_path: Path) -> None:
    assert kinds(odt(tmp_path / "member.odt", body, automatic)) == expected


def test_so_have_the_lists_within_it(tmp_path: Path) -> None:
    inner = f"<text:list>{ITEM.format('within', '')}</text:list>"
    path = odt(tmp_path / "member.odt", f"<text:list>{ITEM.format('one', inner)}</text:list>")
    (listed,) = statement_tree(path, tmp_path)["blocks"]
    assert listed["t"] == "BulletList"
    assert [each["t"] for each in listed["c"][0]] == ["Para", "BulletList"]
