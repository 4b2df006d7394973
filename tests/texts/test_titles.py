"""The title that stands above a text in the report, typed again as its first heading, is printed once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest
from awkward.by_hand import line, run, style, word
from sabreport.base.pandoc import READER
from sabreport.proofreading.finished import words_of_html
from sabreport.proofreading.lost import Searched
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_narrative, read_pictured_statement
from sabreport.texts.statements import review_statement

TITLE = "Concerns and enquiries"
AGAIN = {
    "# Concerns and enquiries\n\n## Our year\n\nWe met.\n": "## Our year\n\nWe met.\n",
    "CONCERNS AND ENQUIRIES\n===\n\nWe met.[^1]\n\n[^1]: In May.\n": "We met.^[In May.]\n",
    "## **Concerns** and enquiries:\n\nWe met.\n": "We met.\n",
    "# Concerns and enquiries\n\nConcerns are what we met.\n": "Concerns are what we met.\n",
}
OTHER = {
    "# Concerns\n\nWe met.\n": "## Concerns\n\nWe met.\n",
    "# Concerns and enquiries[^1]\n\nWe met.\n\n[^1]: In May.\n": "## Concerns and enquiries\n\nWe met.^[In May.]\n",
    "Concerns and enquiries\n\nWe met.\n": "Concerns and enquiries\n\nWe met.\n",
    "We met.\n\n# Concerns and enquiries\n\nSo it was.\n": "We met.\n\n## Concerns and enquiries\n\nSo it was.\n",
}


def whole(made: str, path: Path, *, trusted: bool) -> bool:
    """Whether the gate of words finds all of a text below the title."""
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
    page = subprocess.run(command, input=f"# {TITLE}\n\n{made}".encode(), capture_output=True, check=True).stdout
    return Searched(words_of_html(page)).lost(read_supplied(path, trusted=trusted), TITLE) == []


@pytest.mark.sampled
@pytest.mark.parametrize("text", [*AGAIN, *OTHER])
@pytest.mark.parametrize("trusted", [True, False])
def test_a_title_is_printed_once(text: str, trusted: bool, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(text, encoding="utf-8")
    if trusted:
        made = read_narrative(path, tmp_path, 2, lambda name, form: name, TITLE)
    else:
        made = read_pictured_statement(path, tmp_path, 2, lambda name, form: name, pictures="", title=TITLE).markdown
    assert made == {**AGAIN, **OTHER}[text]
    assert whole(made, path, trusted=trusted)
    assert not whole(made.replace("met", ""), path, trusted=trusted)


def test_the_name_of_a_member_is_no_heading_of_its_own(tmp_path: Path) -> None:
    styles = style("paragraph", "Heading1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>').replace('"Heading1"/>', '"heading 1"/>')
    heading = '<w:pStyle w:val="Heading1"/>'
    body = line(run(TITLE), heading) + line(run("Our year"), heading) + line(run("We met."))
    path = word(tmp_path / "member.docx", body, styles=styles)
    assert read_pictured_statement(path, tmp_path, 2, lambda *name: "", pictures="", title=TITLE).markdown == (
        "## Our year\n\nWe met.\n"
    )
    assert review_statement(path, tmp_path, ("Our year",), member=TITLE).extra == ()
    assert review_statement(path, tmp_path, ("Our year",)).extra == (TITLE,)


@pytest.mark.parametrize("typed", ["Members' work", "Members’ work"])
def test_a_title_with_an_apostrophe_is_one_however_it_is_typed(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(f"# {typed}\n\nWe met.\n", encoding="utf-8")
    assert read_narrative(path, tmp_path, 2, lambda name, form: name, "Members' work") == "We met.\n"
