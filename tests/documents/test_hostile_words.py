"""A board whose every word is an attack: it stands in each document as it was typed, and nothing in it acts."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import CHROMIUM, Report, copy_kit
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request
from reading import html_alts, html_page, pdf_alts, pdf_text, word_alts, word_words
from ruamel.yaml import YAML
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, Engine
from sabreport.report_kinds.columns import EXTRACTS
from sabreport.reports.index import write_index
from sabreport.reports.status import write_status
from sabreport.wording.markdown import escape, link, quoted, unquoted

ATTACKS = (
    '<script>window.ran=1</script>"><img src=x onerror="window.ran=2"><a href="http://evil.example/">y</a>'
    "[x](javascript:window.ran=3)![y](http://evil.example/p.png)`z`{=html}[w]{onclick='window.ran=4'}"
    '{{< include /etc/passwd >}}{{< env HOME >}}#read("/etc/passwd")$x$\\input{/etc/passwd}^[note]@sec-finance'
)
PUNCTUATION = "=HYPERLINK(1) R&D &lt; 5 * 3 O'Brien A_B_C #1 [draft] <5 50% ~ $2 a--b ... | c: d"
BEGINNINGS = ("=1+1", "+1", "-1", "@x", "1. a", "2019. b", "(a) c", "# d", "> e", ": f", "Table: g", "```", "| h |", "---", "* i")
KEPT = ("id", "area", "kind", "website", "chapters", "targets", "claims", "terms", "statutory", "accent")
"""Settings that are no text of the board's."""


def typed(text: str) -> str:
    """A text with attacks before and after it."""
    return f"{PUNCTUATION} {text} {ATTACKS}"


def _attacked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each if key in KEPT else _attacked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_attacked(each) for each in value]
    return typed(value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def hostile(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The invented board with an attack in each text of its params and extracts, built in every format by each engine."""
    root = copy_kit(tmp_path_factory.mktemp("hostile") / "kit", "example")
    for name in ("board", "2020"):
        path = root / f"params/example/{name}.yml"
        yaml = YAML(typ="safe", pure=True)
        values = _attacked(yaml.load(path.read_text(encoding="utf-8")))
        if name == "2020":
            values["statements"] = {"none_from": {"exampleshire_fire": typed("it has moved")}}
        with path.open("w", encoding="utf-8") as stream:
            yaml.dump(values, stream)
    (root / "data/example/2020/partners/exampleshire_fire.md").unlink()
    for extract in EXTRACTS:
        path = root / f"data/example/2020/{extract.name}.csv"
        if not path.is_file() or extract.name == "measures":
            continue
        texts = [
            name
            for name, cells in extract.columns.items()
            if cells.kind == "text" and not cells.words and (extract.name, name) != ("sources", "file")
        ]
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if "exampleshire_fire" not in row.get("file", "")]
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(extract.columns))
            writer.writeheader()
            writer.writerows({key: typed(cell) if key in texts and cell else cell for key, cell in row.items()} for row in rows)
    project = Project(root, "example", 2020)
    build_report(project, engine, DOCUMENTS)
    write_index(root, [])
    return Report(project)


def flat(text: str) -> str:
    """A text without spaces, with the typewriter's quotation marks, and a hyphen where pdfium says that one ends a line."""
    for curly, straight in (("…", "..."), ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("\ufffe", "-")):
        text = text.replace(curly, straight)
    return re.sub(r"[\s\u200b\u00ad]", "", text)


SOME = (
    *(
        "Exampleshire Safeguarding Adults Board",
        "Independent Chair",
        "Exampleshire",
        "Exampleshire Police",
        "Voices",
        "it has moved",
    ),
    *("Self-neglect and hoarding", "Multi-agency guidance on self-neglect", "Self-neglect and fire risk in a private flat"),
    *("Multi-agency case audit 1", "Leadership and governance", "Mental capacity in practice", "Annual report 2019-20"),
)
"""Words of every kind of file; each is in the report with its attacks."""


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
def test_every_word_stands_in_each_document_as_it_was_typed(suffix: str, hostile: Report) -> None:
    path = hostile.document(suffix)
    shown = {".html": lambda: html_page(path).get_text(), ".docx": lambda: word_words(path), ".pdf": lambda: pdf_text(path)}
    text = flat(shown[suffix]())
    across = "Leadership and governance" if suffix == ".pdf" else ""  # is read line by line, across the cells of its row
    assert [word for word in SOME if flat(typed(word)) not in text and word != across] == []
    assert "root:x:" not in text


@pytest.mark.long
def test_every_picture_is_described_in_the_words_that_were_typed(hostile: Report) -> None:
    alts = html_alts(hostile.document(".html"))
    assert word_alts(hostile.document(".docx")) == alts
    assert pdf_alts(hostile.document(".pdf")) == alts
    assert sum(flat(typed("Exampleshire")) in flat(alt) for alt in alts) > 3


@pytest.mark.long
def test_every_cell_of_the_workbook_is_text(hostile: Report) -> None:
    book = openpyxl.load_workbook(hostile.document("-data.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} <= {None, "https://example.org/esab"}
    texts = [flat(str(cell.value)) for cell in cells]
    assert any(flat(typed("Self-neglect and fire risk in a private flat")) in text for text in texts)


@pytest.mark.long
def test_no_cell_of_the_distribution_list_is_a_formula(hostile: Report) -> None:
    (path,) = hostile.folder.glob("*distribution*.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert f"'{typed('Leader, Exampleshire Council')}" in cells


def kept_in(found: list[Any]) -> Callable[[Any], None]:
    """What adds to a list all that a page tells of: Playwright marks what it is handed, and a list's own method takes no mark."""

    def keep(each: Any) -> None:
        found.append(each)

    return keep


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_nothing_runs_leads_or_is_fetched(hostile: Report, browser: Browser) -> None:
    pages = [hostile.document(".html"), *hostile.folder.glob("*accessib*.html"), hostile.project.root / "outputs/index.html"]
    assert len(pages) == 3
    for path in pages:
        page = browser.new_page()
        asked, said = list[Request](), list[ConsoleMessage | Dialog]()
        page.on("request", kept_in(asked))
        page.on("console", kept_in(said))
        page.on("dialog", kept_in(said))
        page.goto(path.as_uri())
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.scripts.length") == 0
        assert said == []
        assert [each.url for each in asked if not each.url.startswith(("file:", "data:"))] == []
        links = page.evaluate("[...document.links].map(each => each.getAttribute('href'))")
        outside = {each for each in links if not each.startswith("#") and ":" in each}
        assert outside <= {"https://example.org/esab", "https://www.equalityadvisoryservice.com/"}
        acting = "document.querySelectorAll('[onclick], [onerror], [onload], iframe, object, embed, form').length"
        assert page.evaluate(acting) == 0
        assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
        page.close()


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_page_would_not_run_a_script_that_came_into_it(hostile: Report, browser: Browser, tmp_path: Path) -> None:
    sabreport = hostile.folder
    for path in (hostile.document(".html"), *sabreport.glob("*accessib*.html"), hostile.project.root / "outputs/index.html"):
        harmed = tmp_path / path.name
        attack = "<script>window.ran = 1</script><img src='data:,' onerror='window.ran = 2'><img src='http://evil.example/x.png'>"
        harmed.write_text(path.read_text(encoding="utf-8").replace("</main>", f"{attack}</main>"), encoding="utf-8")
        page, fetched = browser.new_page(), list[Request]()
        page.on("requestfinished", kept_in(fetched))
        page.goto(harmed.as_uri())
        assert page.evaluate("window.ran") is None, path.name
        assert not [each for each in fetched if "evil" in each.url]
        page.close()
    status = write_status(hostile.project.root, 2020, [], date(2020, 8, 3)).read_text(encoding="utf-8")
    assert "default-src 'none'; style-src 'unsafe-inline';" in status


@pytest.mark.parametrize("text", [*BEGINNINGS, PUNCTUATION, ATTACKS, '5" & 6\\', "a-- b... c", "https://a/?x=1&copy=2"])
def test_escaped_text_is_read_as_it_was_typed(text: str) -> None:
    import pypandoc
    from sabreport.base.pandoc import READER

    read = pypandoc.convert_text(f"Before.\n\n{escape(text)}\n\n| a |\n|---|\n| {escape(text)} |\n", "json", format=READER)
    plain = pypandoc.convert_text(read, "plain", format="json", extra_args=["--wrap=none"])
    read_back = [each for each in plain.splitlines() if flat(each) == flat(text)]
    assert len(read_back) == 2, plain
    assert not re.search(r'"t":"(RawInline|RawBlock|OrderedList|BulletList|Header|Link|Image|Cite|Math|Note|BlockQuote)"', read)
    assert unquoted(quoted(text)[1:-1]) == " ".join(text.split())


def test_brackets_in_a_list_are_no_box_to_tick() -> None:
    import pypandoc
    from sabreport.base.pandoc import READER

    assert "[x] Make sure" in pypandoc.convert_text(f"- {escape('[x] Make sure')}\n", "html", format=READER)


def test_an_address_is_a_link_that_shows_it() -> None:
    import pypandoc
    from sabreport.base.pandoc import READER

    address = "https://example.org/a_b/(c)?d=1&copy=*2*#e"
    shown = pypandoc.convert_text(link(address), "html", format=READER)
    assert f'href="{address.replace("&", "&amp;")}">{address.replace("&", "&amp;")}</a>' in shown
