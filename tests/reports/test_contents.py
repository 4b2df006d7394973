"""What of a style sheet is what a report says: all but comments that nothing else can turn on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sabreport.reports.contents import _digest

SHEET = '.a { content: "/* it */"; }\n.b > .c { color: red; }\n'


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (f"/* First.\n   It's * one. */\n{SHEET}", True),
        (f"{SHEET}/* last */", True),
        (SHEET.replace("red; }", "red; } /* a */"), True),
        (SHEET.replace(".b", "  /* a **/\n.b"), True),
        (SHEET.replace("/* it */", ""), False),
        (SHEET.replace(".b >", ".b/**/>"), False),
        (SHEET.replace("red", "blue"), False),
        (SHEET.replace(".b > .c { color: red; }", "/* a */ .b > .c { color: red; } /* b */"), False),
        (SHEET.replace(".b > .c { color: red; }", "/* .b > .c { color: red; } */"), False),
        (f"{SHEET}\n", False),
    ],
)
def test_a_comment_with_lines_of_its_own_is_not_what_a_report_says(tmp_path: Path, other: str, same: bool) -> None:
    digests = []
    for number, text in enumerate((SHEET, other)):
        path = tmp_path / f"{number}.css"
        path.write_text(text, encoding="utf-8")
        digests.append(_digest(path))
    assert (digests[0] == digests[1]) is same
