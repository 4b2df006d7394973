"""Signs that an output format takes for more: wherever words stand, each document prints them as they were typed."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from conftest import KIT
from reading import html_page, html_text, pdf_flow, pdf_text, word_text, word_words
from sabreport.base.characters import fonts_for
from sabreport.documents.engines import FORMATS, Engine, Format
from sabreport.documents.stitch import _copy_fonts
from sabreport.exhibits.exhibit import Column, Table
from sabreport.settings.look import read_look, write_look
from sabreport.wording.markdown import escape, escape_lines

KIND = KIT / "report_templates/_shared"
SIGNS = (
    *("- 3%", "+ 5", "= same", "== twice", "/ or: what", "1. a", "127. b", "1) c", "(a) d", "-5 e", "-? f", "- - g", "--- h"),
    *("#sum i", "@fig j", "<label> k", "$l$ m", "*n* _o_", "`p`", "~q~ r", "// s", "/* t */ u", "https://v.w/x//y", "\\z"),
    *("’80s aa", "‘bb’ cc", "“dd” ee", "ff... gg", "hh – ii — jj", "; kk", "[ll] mm", "#read(nn)", "oo; pp;", "5’ 6” qq", ": rr"),
    *("▲ 12%", "■ tt", "□ uu ► vv"),
)

SPACED = "aa :::: — – … <- => zz"
STATUS = '| [▲]{.status-mark aria-hidden="true"} Yielded | b |\n|---|---|\n| [×]{.status-mark aria-hidden="true"} Zipped | b |'
LINES = f"| Lines | b |\n|---|---|\n| {escape_lines('Attended: 12' + chr(10) + '3 apologies')} | b |"
ADDRESS = "https://example.org/annual-reports/adults/2020/report_and_plan.pdf?page=3"
TEAMS = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NTU2ZjQ0YzctNzI1ZC00ZjQ2LWI4YjctOTJkYzA0ZTk1NzI5%40thread.v2/0"
    "?context=%7b%22Tid%22%3a%221234abcd-12ab-34cd-56ef-1234567890ab%22%2c%22Oid%22%3a%22abcd1234%22%7d"
)
IN_BRACES = (
    "http://intranet/sites/WopiFrame.aspx?sourcedoc={0A1B2C3D-1111-2222-3333-444455556666}&file=Audit%20tool%20v3.docx&x=y"
)
NARROW = {"s.okonkwo@exampleshirefire.gov.uk": "Zinnia", TEAMS: "Zelkova", IN_BRACES: "Zephyr"}
"""What is too long for a narrow column, and the word beside it."""
LISTS = (
    "a. Alder\n   1. Ash\n   2. Aspen\n      1. Azalea\nb. Birch\n\nBetween\n\n3. Cedar\n   1. Cherry\n   2. Cypress\n4. Damson"
)


FRONT = r"""---
title: '\- 3% ’80s'
subtitle: "= same 2019-20"
output-file: out
draft-mark: DRAFT
period: "2019-20"
statement: out.html
downloads: []
---

"""


def _end(number: int) -> str:
    """What stands after a sign and nowhere else."""
    return f"x{number:02}x"


def _places(number: int, sign: str) -> str:
    """A sign wherever a section has words: each with letters before or after it that are its own."""
    words = escape(f"{sign} {_end(number)}")
    headings = [Column(f"{sign} {_end(number)}"), Column("Other", "right")]
    table = Table(f"t{number}", words, headings, [[words, f"**{words}**"], ["x", words]])
    blocks = [
        f"## {words}",
        words,
        f'**{words}** *{words}* [{words}](https://example.org) [{words}]{{.fact key="x"}} a\\\n{words}',
        f"- {words}\n- *{words}*",
        f"> {words}",
        table.markdown,
        f"| {words} | b |\n|---|---|\n| {words} | *{words}* |",
        *(f"::: {{.{name}}}\n{words}\n:::" for name in ("pull-out", "signature", "chart-note", "callout-note")),
        f"::::: {{.key-figures}}\n:::: {{.key-figure}}\n::: {{.key-figure-value}}\n{words}\n:::\n"
        f"::: {{.key-figure-label}}\n{words}\n:::\n::: {{.key-figure-change}}\n{words}\n:::\n::::\n:::::",
    ]
    return "\n\n".join(blocks)


@pytest.fixture(scope="module")
def signs(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[Format, Path]:
    """A report that consists of signs, in every format."""
    folder = tmp_path_factory.mktemp("signs") / "report"
    shutil.copytree(KIND, folder)
    settings = (folder / "_quarto.yml").read_text(encoding="utf-8").replace("[[ documents ]]", "[annual-report.qmd]")
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    write_look(read_look(KIND / "look.yml", KIT), folder)
    (folder / "sections").mkdir()
    text = "# Signs {#sec-signs}\n\n" + "\n\n".join(_places(number, sign) for number, sign in enumerate(SIGNS))
    text += f"\n\n{escape(SPACED)}\n\n{escape(ADDRESS)}\n\n{STATUS}\n\n{LINES}\n\n{LISTS}\n\n"
    columns = [Column("Who", width=1), Column("What", width=4)]
    text += Table("narrow", "A narrow column", columns, [[escape(text), beside] for text, beside in NARROW.items()]).markdown
    _copy_fonts(folder, fonts_for(text))
    (folder / "sections/_01_signs.qmd").write_text(text, encoding="utf-8")
    document = folder / "annual-report.qmd"
    document.write_text(FRONT + "{{< include sections/_01_signs.qmd >}}\n", encoding="utf-8")
    return engine.render(document, FORMATS)


PLACES = 24


def _flat(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("…", "...").split())


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_sign_stands_wherever_it_was_typed(suffix: Format, signs: dict[Format, Path]) -> None:
    read = {"html": html_text, "pdf": pdf_flow, "docx": word_text}[suffix]
    text = _flat(read(signs[suffix]))
    wrong = []
    for number, sign in enumerate(SIGNS):
        before = text.split(_end(number))[:-1]
        assert len(before) >= PLACES, sign
        wrong += [f"{sign}: {each[-20:]}" for each in before if not each.endswith(_flat(sign))]
    assert wrong == []


def test_a_mark_of_a_status_is_drawn_and_not_read_out(signs: dict[Format, Path]) -> None:
    text = _flat(pdf_flow(signs["pdf"]))
    assert "▲Yielded" not in text
    assert "×Zipped" in text


def test_lines_of_a_cell_are_lines_in_every_document(signs: dict[Format, Path]) -> None:
    cell = next(each for each in html_page(signs["html"]).find_all("td") if "Attended" in each.text)
    assert [each.strip() for each in cell.stripped_strings] == ["Attended: 12", "3 apologies"]
    assert re.search(r"Attended: 12\s*\n\s*3 apologies", pdf_text(signs["pdf"]))
    assert re.search(r"12</w:t>.{0,60}<w:br ?/>", zipfile.ZipFile(signs["docx"]).read("word/document.xml").decode("utf-8"))


def test_an_address_is_copied_from_the_pdf_as_it_was_typed(signs: dict[Format, Path]) -> None:
    assert ADDRESS in re.sub(r"\n|\ufffe", "", pdf_text(signs["pdf"]))


@pytest.mark.parametrize(("written", "word"), NARROW.items())
def test_an_address_stays_within_its_column_of_the_pdf_and_is_copied_as_it_was_typed(
    written: str, word: str, signs: dict[Format, Path]
) -> None:
    with pypdfium2.PdfDocument(signs["pdf"]) as pdf:
        page = next(text for each in pdf if word in (text := each.get_textpage()).get_text_range())
        flow = page.get_text_range()
        at, beside = (page.search(words).get_next()[0] for words in (written[:10], word))
        lines = [page.get_charbox(each)[2] for each in range(at, beside) if flow[each].strip()]
        assert max(lines) < page.get_charbox(beside)[0]
    assert written in re.sub(r"\s|\u200b", "", flow[at:beside].replace("\ufffe", "-"))
    assert (written == IN_BRACES) == ("\u200b" in flow[at:beside])


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_a_list_within_another_counts_for_itself(suffix: Format, signs: dict[Format, Path]) -> None:
    trees = ("a. Alder", "1. Ash", "2. Aspen", "1. Azalea", "b. Birch", "3. Cedar", "1. Cherry", "2. Cypress", "4. Damson")
    if suffix == "pdf":
        assert [each for each in trees if f" {each} " not in pdf_flow(signs["pdf"])] == []
        return
    items = {each.find(string=True).strip(): each for each in html_page(signs["html"]).find_all("li")}
    for tree in trees:
        number, name = tree.split(". ")
        listed = items[name].parent
        counted = int(listed.get("start", 1)) + listed.find_all("li", recursive=False).index(items[name])
        assert number == (chr(96 + counted) if listed.get("type") == "a" else str(counted))


def test_a_space_between_signs_is_seen_in_the_pdf(signs: dict[Format, Path]) -> None:
    with pypdfium2.PdfDocument(signs["pdf"]) as pdf:
        page = next(text for each in pdf if SPACED[:7] in (text := each.get_textpage()).get_text_range())
        line = page.search(SPACED[:7]).get_next()[0]
        at = page.search("— –", index=line).get_next()[0]
        assert page.get_charbox(at + 2)[0] - page.get_charbox(at)[2] > 2  # points; a space is 2.7 wide


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_title_stands_as_it_was_typed(suffix: Format, signs: dict[Format, Path]) -> None:
    read = {"html": lambda path: html_page(path).get_text(), "pdf": pdf_text, "docx": word_words}[suffix]
    assert "-3%’80s=same2019-20" in _flat(read(signs[suffix]))
