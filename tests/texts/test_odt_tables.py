"""Tables of OpenDocument text in the forms that it has for them: printed with every cell as often as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from awkward.by_hand import odt
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import statement_tree
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statement_tree import text_of
from sabreport.texts.statements import review_statement

COVERED = "<table:covered-table-cell/>"


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


def spanned(text: str, columns: int, rows: int = 1) -> str:
    return cell(text, columns_spanned=columns, rows_spanned=rows) + COVERED * (columns - 1)


SPANNED: dict[str, tuple[list[str], list[list[str]]]] = {
    "one row": ([spanned("a", 2) + cell("b")], [["a", "", "b"]]),
    "no row is whole": ([spanned("a", 2) + cell("b"), cell("c") + spanned("d", 2)], [["a", "", "b"], ["c", "d"]]),
    "over rows too": (
        [spanned("a", 2, 2) + spanned("b", 2), COVERED * 2 + cell("c") + cell("d")],
        [["a", "", "b", ""], ["c", "d"]],
    ),
    "a row over all of them": ([spanned("a", 3), spanned("b", 2) + cell("c")], [["a"], ["b", "", "c"]]),
    "one row is whole": ([spanned("a", 2), cell("b") + cell("c")], [["a"], ["b", "c"]]),
    "one cell": ([spanned("a", 2)], [["a"]]),
}


@pytest.mark.parametrize("name", SPANNED)
def test_cells_over_several_columns_leave_room_for_the_others(name: str, tmp_path: Path) -> None:
    rows, cells = SPANNED[name]
    assert cells_of(table(tmp_path, *map(row, rows))) == cells


def test_a_cell_over_more_columns_than_a_page_has_is_not_unrolled(tmp_path: Path) -> None:
    path = table(tmp_path, row(cell("a", columns_spanned=10**8) + cell("b")))
    assert review_statement(path, tmp_path, ()).lost == ("b",)


@pytest.mark.parametrize("times", [10**6, 10**12])
def test_a_table_that_goes_on_and_on_is_told_and_not_unrolled(times: int, tmp_path: Path) -> None:
    (problem,) = inspect_statement(table(tmp_path, row(cell("a", columns_repeated=times), times)), tmp_path)
    assert problem.what == "cells of its tables are repeated so often that they come to more than 200,000 characters"
    assert problem.remedy == "Open it in LibreOffice, delete the table that goes on and on, and save it."


def test_a_list_of_contents_that_is_not_printed_is_told(tmp_path: Path) -> None:
    index = "<text:index-body><text:p>Training 2</text:p></text:index-body>"
    contents = f'<text:table-of-content text:name="Contents">{index}</text:table-of-content>'
    path = odt(tmp_path / "member.odt", f"{contents}<text:p>We met.</text:p>")
    (look,) = review_statement(path, tmp_path, ()).looks
    assert look[0] == 'its list of contents is not printed: "Training 2"'
    path = odt(
        tmp_path / "member.odt", f"<text:p>We met.</text:p>{contents}{contents.replace('table-of-content', 'table-index')}"
    )
    review = review_statement(path, tmp_path, ())
    assert (review.lost, review.looks[0][0]) == ((), 'its lists of contents, words or tables are not printed: "Training 2"')
    path = odt(tmp_path / "member.odt", "<text:p>We met.</text:p>")
    assert review_statement(path, tmp_path, ()).looks == ()
