"""What programs that write Markdown put into it: pictures sign by sign, sizes, marks of underlined words."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pypandoc
import pytest
from sabreport.base.pandoc import READER
from sabreport.proofreading.finished import words_of_html
from sabreport.proofreading.lost import Lost, Searched
from sabreport.proofreading.supplied import read_supplied
from sabreport.texts.authored import read_narrative, read_statement
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statements import remarks, remarks_on_narrative, review_statement
from sabreport.texts.text import LONGEST_TEXT

SIGNS = base64.b64encode(bytes(range(256)) * 2_000).decode("ascii")
KEPT = f"[image1]: <data:image/png;base64,{SIGNS}>"


def printed(path: Path, *, trusted: bool) -> tuple[str, list[Lost]]:
    """A text as it is printed, and what the gate of words misses of it."""
    read = read_narrative if trusted else read_statement
    made = read(path, path.parent, 3, lambda name, form: name)
    command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
    page = subprocess.run(command, input=made.encode("utf-8"), capture_output=True, check=True).stdout
    return made, Searched(words_of_html(page)).lost(read_supplied(path, trusted=trusted), "")


EXPORTED = {
    f"We met.\n\n![Our day][image1]\n\nAnd ![][image1] so.\n\n{KEPT}\n": "We met.\n\n*\\[Picture: Our day\\]*\n\n"
    "And *\\[Picture\\]* so.\n",
    f"![Our day](data:image/png;base64,{SIGNS}) so.": "*\\[Picture: Our day\\]* so.\n",
    "![Our day](day.png){width=5cm height=2cm} so.": "*\\[Picture: Our day\\]* so.\n",
    "![Our day][1] so.\n\n[1]: https://example.org/a.png\n": "*\\[Picture: Our day\\]* so.\n",
    "- One\n- two\n\n<!-- -->\n\n- three of another list\n": "- One\n\n- two\n\n- three of another list\n",
    "We [met]{.underline} and [*listened* to [people](https://example.org)]{.ul}.": "We [met]{.underline} and [*listened* to "
    "[people](https://example.org)]{.underline}.\n",
    "[All Of It]{.smallcaps} and [this\nhere]{.mark}, [2]{.x} and [3]{-}.": "[All Of It]{.smallcaps} and this here, "
    "\\[2\\]\\{.x\\} "
    "and \\[3\\]\\{-\\}.\n",
}


@pytest.mark.sampled
@pytest.mark.parametrize("text", EXPORTED, ids=range(len(EXPORTED)))
@pytest.mark.parametrize("trusted", [True, False])
def test_marks_of_programs_are_read_as_they_are_meant(text: str, trusted: bool, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(text, encoding="utf-8")
    assert inspect_statement(path, tmp_path) == []
    assert printed(path, trusted=trusted) == (EXPORTED[text], [])


def test_pictures_in_markdown_are_told(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"We met.\n\n![Our day][image1] ![](a.png)\n\n{KEPT}\n", encoding="utf-8")
    what = 'two pictures are printed as a description only: "Our day", "no description"'
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, ()), None)] == [what]
    (told,) = remarks_on_narrative(path, tmp_path)
    assert (told.what, told.remedy) == (what, "See that no words of the text are lost with it.")


def test_a_picture_by_reference_is_told_of_the_boards_own_text(tmp_path: Path) -> None:
    path = tmp_path / "foreword.md"
    path.write_text("We met.\n\n![Our day][1]\n\n[1]: https://example.org/a.png\n", encoding="utf-8")
    (told,) = remarks_on_narrative(path, tmp_path)
    assert told.what == 'one picture is printed as a description only: "Our day"'


def test_a_text_is_as_long_as_its_words(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"{'word ' * (LONGEST_TEXT // 5)}\n{KEPT}\n", encoding="utf-8")
    (problem,) = inspect_statement(path, tmp_path)
    assert problem.what == "the file has 200,002 bytes, and at most 200,000 are read"


def test_lines_of_the_boards_own_text_that_may_be_read_otherwise_are_told(tmp_path: Path) -> None:
    path = tmp_path / "foreword.md"
    path.write_text("We did:\n\n- 40 staff trained\n- 12 visits\nWe also met carers.\n", encoding="utf-8")
    (told,) = remarks_on_narrative(path, tmp_path)
    assert told.what.startswith("line 5: it stands directly below a list and is printed as part of the item above")
