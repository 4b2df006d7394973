"""What report.lua makes of a text for the PDF, by itself."""

from __future__ import annotations

import pypandoc
import pytest
from conftest import KIT
from sabreport.base.pandoc import READER

FILTER = KIT / "report_templates/sab_annual_report/report.lua"


def in_typst(markdown: str) -> str:
    made: str = pypandoc.convert_text(markdown, "typst", format=READER, extra_args=[f"--lua-filter={FILTER}", "-Mtitle=Report", "-Msubtitle=Draft"])
    return made


@pytest.mark.parametrize("sign", ["\u26a0\ufe0f", "\u2714\ufe0f", "\u27a1\ufe0f", "\u2757"])
def test_a_line_that_begins_with_a_sign_in_colours_runs_from_left_to_right(sign: str) -> None:
    assert "rtl" not in in_typst(f"{sign} Level 2: 91%.\n")
    assert "rtl" in in_typst(f"{sign} \u0628\u064a\u062a\n")
    assert "rtl" in in_typst("\ufe8f\ufef2\n")  # forms of Arabic letters, which stand beside those marks
