"""Tables of OpenDocument text in the forms that it has for them: printed with every cell as often as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import odt
from sabreport.authored import statement_tree
from sabreport.statement_files import inspect_statement
from sabreport.statement_tree import text_of
from sabreport.statements import review_statement
from sabreport.words_supplied import read_supplied


def cell(text: str = "", **about: int) -> str:
    marks = "".join(f' table:number-{name.replace("_", "-")}="{value}"' for name, value in about.items())
    return f"<table:table-cell{marks}><text:p>{text}</text:p></table:table-cell>"


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def table(path: Path, *rows: str) -> Path:
    return odt(path / "member.odt", f"<text:p>We met.</text:p><table:table>{''.join(rows)}</table:table>")


def cells_of(path: Path) -> list[list[str]]:
    """The cells of the one table of a text; nothing is lost of it on the way, and a second reading knows the same words."""
    blocks = statement_tree(path, path.parent)["blocks"]
    (found,) = (block for block in blocks if block["t"] == "Table")
    _, _, _, head, bodies, _ = found["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    assert inspect_statement(path, path.parent) == []
    assert review_statement(path, path.parent, ()).lost == ()
    assert read_supplied(path).body.split() == text_of(blocks).split()
    return [[text_of(each[4]).strip() for each in row[1]] for row in rows]


def test_a_cell_or_row_that_is_repeated_stands_as_often_as_it_is(tmp_path: Path) -> None:
    head, after_gap = cell("Year") + cell("yes", columns_repeated=2), cell(columns_repeated=2) + cell("no")
    path = table(tmp_path, row(head), row(cell("a") + cell("b") + cell("c"), times=2), row(after_gap))
    assert cells_of(path) == [["Year", "yes", "yes"], ["a", "b", "c"], ["a", "b", "c"], ["", "", "no"]]


def test_empty_cells_to_the_end_of_a_sheet_stand_once(tmp_path: Path) -> None:
    path = table(tmp_path, row(cell("a") + cell(columns_repeated=16384)), row(cell(), times=1048576))
    assert cells_of(path) == [["a", ""], ["", ""]]


@pytest.mark.parametrize("times", [10**6, 10**12])
def test_a_table_that_goes_on_and_on_is_told_and_not_unrolled(times: int, tmp_path: Path) -> None:
    (problem,) = inspect_statement(table(tmp_path, row(cell("a", columns_repeated=times), times)), tmp_path)
    assert problem.what == "cells of its tables are repeated so often that they come to more than 200,000 characters"
    assert problem.remedy == "Open it in LibreOffice, delete the table that goes on and on, and save it."
