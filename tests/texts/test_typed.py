"""Markdown as people type it: each word and sign is printed, and the gate of words finds it so."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest
from sabreport.base.pandoc import READER
from sabreport.texts.authored import read_narrative, read_statement
from sabreport.words.finished import words_of_html
from sabreport.words.lost import Lost, Searched
from sabreport.words.supplied import read_supplied


def lost(tmp_path: Path, text: str, *, trusted: bool) -> list[Lost]:
    """What of a text is not on its page, or is there without having been supplied."""
    path = tmp_path / "text.md"
    path.write_text(text, encoding="utf-8")
    read = read_narrative if trusted else read_statement
    made = read(path, tmp_path, 3, lambda name, form: name)
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
    page = subprocess.run(command, input=made.encode("utf-8"), capture_output=True, check=True).stdout
    return Searched(words_of_html(page)).lost(read_supplied(path, trusted=trusted), "")


@pytest.mark.parametrize(
    "typed",
    [
        "> 65 years: 12 people",
        "- > 65: more\n- + 5 on last year\n- - 2 on it\n- # 3 on the list",
        "1. > 65 years\n2. + 5 more\n3. - 2 fewer\n4. # 3",
        "> + 5 said\n\n> - > 65 said",
        "• > 65\n• - 2 fewer",
        "- one\n    - > 65 in it",
        "    > 65 indented",
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_signs_that_begin_a_line_are_printed(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert lost(tmp_path, f"Before it.\n\n{typed}\n\nAfter it.\n", trusted=trusted) == []


@pytest.mark.parametrize(
    "typed",
    [
        "## Heading {sic} and {#id}",
        "## Heading {#id}\n\nWords.",
        "## Heading {sic} and {#id}\n\n## Two {.unnumbered}",
        "Some [text]{.smallcaps} here and [a]{#b}.",
        "Code `x`{.y} here.",
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_braces_that_are_printed_are_supplied(typed: str, trusted: bool, tmp_path: Path) -> None:
    assert lost(tmp_path, f"Before it.\n\n{typed}\n\nAfter it.\n", trusted=trusted) == []


@pytest.mark.parametrize("trusted", [True, False])
def test_lines_between_fences_are_lines(trusted: bool, tmp_path: Path) -> None:
    typed = "Before it.\n\n```\n12 High Street\n  > 65 *there*\n1. a\n3. b\n```\n\nAfter it.\n"
    assert lost(tmp_path, typed, trusted=trusted) == []
    made = (read_narrative if trusted else read_statement)(tmp_path / "text.md", tmp_path, 3, lambda name, form: name)
    assert made == "Before it.\n\n12 High Street\\\n\\> 65 \\*there\\*\\\n1\\. a\\\n3\\. b\n\nAfter it.\n"
