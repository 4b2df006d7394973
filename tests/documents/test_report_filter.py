"""What report.lua makes of a text for the PDF, by itself."""

from __future__ import annotations

import pypandoc
import pytest
from conftest import KIT
from sabreport.base.pandoc import READER

FILTER = KIT / "report_templates/_shared/report.lua"


def in_typst(markdown: str) -> str:
    made: str = pypandoc.convert_text(
        markdown, "typst", format=READER, extra_args=[f"--lua-filter={FILTER}", "-Mtitle=Report", "-Msubtitle=Draft"]
    )
    return made


@pytest.mark.parametrize("sign", ["\u26a0\ufe0f", "\u2714\ufe0f", "\u27a1\ufe0f", "\u2757"])
def test_a_line_that_begins_with_a_sign_in_colours_runs_from_left_to_right(sign: str) -> None:
    assert "rtl" not in in_typst(f"{sign} Level 2: 91%.\n")
    assert "rtl" in in_typst(f"{sign} \u0628\u064a\u062a\n")
    assert "rtl" in in_typst("\ufe8f\ufef2\n")  # forms of Arabic letters, which stand beside those marks


def row(*cells: str) -> str:
    """A line of a drawn table with a narrow column on each side of a wide one."""
    return "".join(f"| {cell:{width}} " for cell, width in zip(cells, (12, 100, 12), strict=True)) + "|"


def test_a_word_is_broken_only_where_it_is_longer_than_the_columns_of_its_own_cell() -> None:
    """What parts the letters of a word is copied from the PDF with it, and no search finds the word."""
    across, below = f"+{'-' * 14}+{'-' * 102}+{'-' * 14}+", f"|{' ' * 14}+{'-' * 102}+{'-' * 14}+"
    whole = f"| {'**Prevention**':130} |"
    lines = [across, whole, across, row("1", "Doorstep-crime", "Red"), below, row("", "Out-of-hours", "preventions"), across]
    made = in_typst("\n".join(lines) + "\n")
    broken = "".join(f"{letter}\u200b" for letter in "preventions")
    assert "\u200b" not in made.replace(broken, "")
    assert all(each in made for each in ("rowspan: 2", "colspan: 3", "Prevention", "Doorstep-crime", "Out-of-hours", broken))
