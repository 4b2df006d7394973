"""What of a template is what a report says: all but comments that nothing else can turn on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sabreport.reports.contents import _digest


def says_the_same(folder: Path, suffix: str, *texts: str) -> bool:
    for number, text in enumerate(texts):
        (folder / f"{number}{suffix}").write_text(text, encoding="utf-8")
    return len({_digest(folder / f"{number}{suffix}") for number in range(len(texts))}) == 1


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
    assert says_the_same(tmp_path, ".css", SHEET, other) is same


@pytest.mark.parametrize(
    ("suffix", "text", "other", "same"),
    [
        (".lua", "local a = 1\n", "-- one\nlocal a = 1\n  -- two", True),
        (".lua", "local a = 1\n", "-- one\nlocal a = 2\n", False),
        (".lua", "local a = 1\n", "local a = 1 -- one\n", False),
        (".lua", "local a = [[\n]]\n", "local a = [[\n-- one\n]]\n", False),
        (".lua", "local a = 1\n", "--[[ one\n]]\nlocal a = 1\n", False),
        (".typ", "#let a = 1\n", "// one\n#let a = 1\n", True),
        (".typ", "#let a = 1\n", "#let a = 1 // one\n", False),
        (".typ", "#raw(`\n`)\n", "#raw(`\n// one\n`)\n", False),
        (".yml", "a: 1\n", "# one\na: 1\n", True),
        (".yml", "a: 1\n", "a: 1 # one\n", False),
        (".yml", "a: |\n  b\n", "a: |\n  b\n  # one\n", False),
        (".html", "<p>\n", "<!-- one -->\n<p>\n", False),
    ],
)
def test_a_line_that_is_a_comment_is_not_what_a_report_says(
    tmp_path: Path, suffix: str, text: str, other: str, same: bool
) -> None:
    assert says_the_same(tmp_path, suffix, text, other) is same
