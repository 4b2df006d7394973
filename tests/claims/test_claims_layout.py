"""The claims gate on texts as they come: tables with tabs, flat headings, Word's own tables, and texts made to be slow."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import KIT
from sabreport.base.project import Project
from sabreport.claims.blocks import pieces
from sabreport.claims.finder import ClaimFinder
from sabreport.claims.markup import hide
from sabreport.claims.piece import LONGEST_SENTENCE
from sabreport.inputs import read_inputs

PROJECT = Project(KIT, "lrsab", 2020)
_SOURCE = Path("shared", "sources", "lrsab-annual-report-2019-20.md")
OFFICIAL = next((found for folder in KIT.parents[:2] if (found := folder / _SOURCE).is_file()), KIT.parent / _SOURCE)
FLAGGED_IN_OFFICIAL = {
    # line, number: why the gate is right to flag it
    (77, "400"): "enquiries fell from 1,203 to 875, which is 328 fewer",
}
"""Every number of the published report that the data do not bear."""


@pytest.fixture(scope="module")
def finder() -> ClaimFinder:
    return ClaimFinder(read_inputs(PROJECT).material)


def statuses(finder: ClaimFinder, text: str) -> list[str]:
    return [claim.status for claim in finder.find(text) if claim.status != "ignored"]


def as_bars(text: str) -> str:
    """The text with its tabs as the bars of a Markdown table, and its headings nested below those of the two areas."""
    lines, inside, above = list[str](), False, list[str]()
    for line in text.splitlines():
        if "\t" in line:
            cells = line.split("\t")
            if cells[0] and cells[0][0].islower() and not any(cells[1:]):  # the second line of a name
                name, _, rest = above[-1][2:].partition(" | ")
                lines[lines.index(above[-1])] = f"| {name} {cells[0]} | {rest}"
                continue
            above.append(f"| {' | '.join(cells)} |")
            lines += [] if inside else [""]
            lines.append(above[-1])
            lines += [] if inside else ["|" + "---|" * len(cells)]
            inside = True
        else:
            inside = False
            deeper = "Safeguarding enquiries", "Making Safeguarding Personal", "Deprivation of Liberty", "Data to be"
            is_deeper = line.startswith("####") and any(words in line for words in deeper) and len(lines) > 60
            lines.append(f"#{line}" if is_deeper else line)
    return "\n".join(lines)


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="the published report is not beside the kit")
@pytest.mark.parametrize("laid_out", ["as published", "with bars and nested headings"])
def test_no_number_of_the_published_report_is_flagged_but_those_that_the_data_do_not_bear(
    laid_out: str, finder: ClaimFinder, capsys: pytest.CaptureFixture[str]
) -> None:
    text = OFFICIAL.read_text(encoding="utf-8")
    found = finder.find(text if laid_out == "as published" else as_bars(text))
    counts = [sum(claim.status == status for claim in found) for status in ("traced", "untraced", "ignored")]
    with capsys.disabled():
        print(f"\npublished report {laid_out}: {counts[0]} traced, {counts[1]} flagged, {counts[2]} ignored")
    flagged = [claim for claim in found if claim.status == "untraced"]
    assert [claim.text for claim in flagged] == [text for _, text in FLAGGED_IN_OFFICIAL]
    assert laid_out != "as published" or {(claim.line, claim.text) for claim in flagged} == set(FLAGGED_IN_OFFICIAL)
    assert counts[0] >= 105


TABS = """\
#### Leicestershire

#### Alerts and enquiries

Measure\t2016/17\t2018/19\t2019/20
Alerts\t4406\t4810\t{}
Enquiries\t<i>1291</i>\t1203\t875
% of enquiries in which abuse was found, be it
in whole or in part\t43%\t49%\t54%

#### **Rutland**

#### Alerts and enquiries

Measure\t2016/17\t2018/19\t2019/20
Alerts\t268\t421\t{}
Enquiries\t77\t59\t39
"""


def test_a_table_with_tabs_is_read_and_an_area_stays_in_force_until_the_next(finder: ClaimFinder) -> None:
    assert statuses(finder, TABS.format("4167", "298")) == ["traced"] * 15
    swapped = [claim for claim in finder.find(TABS.format("298", "4167")) if claim.status == "untraced"]
    assert [(claim.line, claim.text) for claim in swapped] == [(6, "298"), (16, "4167")]


def test_two_tables_without_a_line_between_them_have_a_head_each(finder: ClaimFinder) -> None:
    income = "#### Income\n\n\t£\nRutland County Council\t8,364\nTotal income\t110,681\n"
    text = income + "Expenditure\t\n\t£\nStaffing\t{}\nTotal\t110,681\n"
    assert statuses(finder, text.format("80,386")) == ["traced"] * 4
    assert statuses(finder, text.format("80,368")) == ["traced", "traced", "untraced", "traced"]


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        ("Area | 2018-19 | 2019-20\n--- | --- | ---\nRutland alerts | 421 | {}", "298", "289"),  # no bar at the begin
        ("| | 2018-19 | 2019-20 |\n| Rutland alerts | 421 | {} |", "298", "289"),  # no rule below the head
        ("Alerts of the year\n\t2018-19\t2019-20\nRutland\t421\t{}", "298", "289"),  # a title right above
        ("## Finance\n\n| | Paid |\n|---|---|\n| Reviews | {} |\n| Staffing | £80,386 |", "£5,737", "£5,773"),  # one column
    ],
)
def test_a_figure_of_a_table_is_held_against_its_row_and_column(table: str, right: str, wrong: str, finder: ClaimFinder) -> None:
    assert statuses(finder, table.format(right)) == ["traced", "traced"]
    assert sorted(statuses(finder, table.format(wrong))) == ["traced", "untraced"]


def test_a_number_by_itself_goes_with_the_label_below_it(finder: ClaimFinder) -> None:
    card = "## The year\n\n{}\n\nSafeguarding alerts\n\n{} fewer than in 2018-19\n\n914\n\nSection 42 enquiries\n"
    assert statuses(finder, card.format("4,465", "766")) == ["traced"] * 3
    assert statuses(finder, card.format("4,456", "776")) == ["untraced", "untraced", "traced"]


SLOW = {
    "bindings never closed": "{{",
    "brackets": "[",
    "targets of links": "](",
    "code": "`",
    "comments": "<!--",
    "tags": "<a",
    "digits": "7",
    "bars": "|",
    "cells": "|7",
    "numbers": "7, ",
    "words": "one ",
    "addresses": "a@",
    "tabs": "7\t",
    "stars": "**a",
    "blank lines": "\n",
    "figures": "7\n\n",
    "rows": "| a | 7 |\n",
}


class Counted(str):
    """A text that counts how much of it is looked at for a mark that closes something."""

    looked_at = 0

    def find(self, sub: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        found = super().find(sub, start, len(self) if end is None else end)
        Counted.looked_at += (found if found >= 0 else len(self) if end is None else end) - start
        return found


@pytest.mark.parametrize("unit", SLOW.values(), ids=SLOW)
def test_what_is_looked_at_grows_no_faster_than_the_text(unit: str) -> None:
    text = Counted(unit * (16_000 // len(unit)))
    Counted.looked_at = 0
    hidden = hide(text)
    assert len(hidden) == len(text)
    assert Counted.looked_at <= 5 * len(text)
    found = list(pieces(hidden, "", lambda _: False, lambda cell: "7" in cell))
    assert sum(len(piece.text) for piece in found) <= 2 * len(text)
    around = [(piece.text, *piece.earlier, *piece.headings, piece.label, piece.column, piece.caption) for piece in found]
    assert all(sum(map(len, words)) <= 10 * LONGEST_SENTENCE for words in around)


def test_a_table_of_a_word_document_is_read(finder: ClaimFinder, tmp_path: Path) -> None:
    import docx
    from sabreport.texts.authored import as_written

    document = docx.Document()
    document.add_heading("Rutland", 2)
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("", "2018-19", "2019-20"), ("Alerts", "421", "289")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[1].cells[0].add_paragraph("in the county")
    document.save(str(tmp_path / "draft.docx"))
    assert statuses(finder, as_written(tmp_path / "draft.docx", KIT)) == ["traced", "untraced"]
