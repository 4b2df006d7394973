"""Every number that the kit writes is bound to a fact, and a change of one cell changes those that rest on it and no other."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup, Comment, Tag
from conftest import EACH_REPORT, REPORTS, Report, Reports, copy_kit, every_day
from reading import html_page, html_text, pdf_flow, plain, word_text
from sabreport.base.document_names import DRAFT_MARK
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.claims.finder import ClaimFinder
from sabreport.claims.sources import supplied_sentences
from sabreport.documents.engines import DOCUMENTS, find_engine
from sabreport.facts.fact import LABEL_ID
from sabreport.inputs import read_inputs
from sabreport.texts.authored import as_written

_NUMBER = re.compile(
    r"\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|once|twice|doubled|half|quarters?|thirds?)\b",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NAMES = re.compile(
    # years, dates and what they are shown as; numbers of figures, tables, sections and rows of statute; definitions
    rf"\b20\d\d[-–]\s?\d\d\b|\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: 20\d\d)?\b"
    r"|\b(?:Figure|Table|Section|Schedule|paragraph) A?\d+|\bsection \d+(?:\(\d\))?"
    r"|\ba change of under 1%"
    r"|\b4\(\d\)|\bscales?(?: are)?,? from 0% to 100%|\b999\b|\bAct 20\d\d|\b100,000\b|\baged 18\b|\bSG\d[a-f]\b|^\d+\.$",
    re.IGNORECASE,
)


def _words(text: str) -> str:
    return f" {re.sub(r'[^a-z0-9£%]+', ' ', text.lower()).strip()} "


def _supplied(report: Report) -> str:
    """All words that people wrote for a report: authored text, extracts and params."""
    project = report.project
    files = [path for path in project.data.rglob("*") if path.is_file()]
    texts = [
        as_written(path, project.root) if path.suffix in (".md", ".docx") else path.read_text(encoding="utf-8") for path in files
    ]
    return _words(" ".join([*texts, *(path.read_text(encoding="utf-8") for path in project.params_files if path.is_file())]))


def _unbound(report: Report) -> Iterator[str]:
    """Each sentence, cell or label the kit wrote with a number in it that is not bound."""
    supplied = _supplied(report)
    main = html_page(report.document(".html")).find("main")
    assert isinstance(main, Tag)
    for fact in main.select(".fact"):
        fact.replace_with(" ¤ ")
    for element in main.find_all(["p", "li", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "dt", "dd"]):
        if not element.find(["p", "li", "table"]):
            yield from _not_supplied(plain(element.get_text(" ")), supplied)
    for path in (report.folder / "report" / "figures").glob("*.svg"):
        for group in BeautifulSoup(path.read_text(encoding="utf-8"), "xml").find_all("g", id=re.compile("^text_")):
            label = "".join(group.find_all(string=lambda node: isinstance(node, Comment)))
            yield from _not_supplied(plain(label), supplied)


def _not_supplied(text: str, supplied: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?:;])\s", text):
        rest = _NAMES.sub(" ", sentence)
        if _NUMBER.search(rest) and _words(rest.replace("¤", "")) not in supplied and _words(sentence) not in supplied:
            for number in _NUMBER.finditer(rest):  # the words to both sides of it are somebody's own
                around = _words(rest[max(0, number.start() - 25) : number.end() + 25]).split()
                inner = " ".join(around[1:-1] if len(around) > 3 else around)
                if f" {inner} " not in supplied:
                    yield f"{number[0]!r} in {text!r}"


@pytest.mark.long
@pytest.mark.parametrize("board", every_day(REPORTS, "lrsab"))
def test_the_claims_gate_finds_what_every_number_of_the_kits_own_word_draft_rests_on(reports: Reports, board: str) -> None:
    project = reports[board].project
    inputs = read_inputs(project)
    finder, supplied = ClaimFinder(inputs.material), supplied_sentences(inputs.material)
    text = as_written(reports[board].document(".docx"), project.root)
    found = finder.find(text, supplied=supplied)
    assert [(claim.line, claim.text) for claim in found if claim.status == "untraced"] == []
    large = (claim for claim in found if claim.status == "traced" and re.fullmatch(r"\d,\d{3}|\d{3}", claim.text))
    if (figure := next(large, None)) is None:
        assert board == "dbcpsab"  # has no figures of that size
        return
    lines = text.split("\n")
    wrong = f"{int(figure.text[0]) % 9 + 1}{figure.text[1:]}"
    lines[figure.line - 1] = lines[figure.line - 1].replace(figure.text, wrong, 1)
    edited = finder.find("\n".join(lines), supplied=supplied)
    assert [(claim.line, claim.text) for claim in edited if claim.status == "untraced"] == [(figure.line, wrong)]


@pytest.mark.parametrize("board", EACH_REPORT)
def test_every_number_in_generated_sentences_tables_and_chart_labels_is_bound(reports: Reports, board: str) -> None:
    assert not list(_unbound(reports[board]))


def test_the_walk_finds_a_number_that_is_not_bound(reports: Reports) -> None:
    supplied = _supplied(reports["lrsab"])
    assert list(_not_supplied("There were 4,167 safeguarding alerts in Leicestershire in 2019-20, ¤ fewer.", supplied))
    assert list(_not_supplied("54%", supplied))
    assert list(_not_supplied("Six found at least one standard that needs work.", supplied))


@pytest.mark.long
def test_one_changed_cell_changes_exactly_the_numbers_that_rest_on_it(reports: Reports, tmp_path: Path) -> None:
    before = reports["lrsab"]
    kit = copy_kit(tmp_path / "kit", "lrsab")
    measures = kit / "data/lrsab/2020/measures.csv"
    text = measures.read_text(encoding="utf-8")
    assert text.count("leicestershire,dols_outstanding,,986") == 1
    measures.write_text(text.replace("dols_outstanding,,986", "dols_outstanding,,991"), encoding="utf-8")
    project = Project(kit, "lrsab", 2020)
    build_report(project, find_engine("embedded"), DOCUMENTS)
    after = Report(project)

    old, new = (
        {fact["key"]: fact for fact in json.loads((each.folder / "facts.json").read_text(encoding="utf-8"))}
        for each in (before, after)
    )
    changed = {key for key in old if old[key]["value"] != new[key]["value"]}
    assert changed == {
        "leicestershire.dols_outstanding.2020",  # 986 -> 991
        "leicestershire.dols_outstanding.change.2020",  # 135 -> 140
        "leicestershire.dols_outstanding.change_pct.2020",  # 15.9% -> 16.5%, printed as 16% both
        "board.dols_outstanding.2020",  # 1,015 -> 1,020
        "board.dols_outstanding.change.2020",  # 149 -> 154
        "board.dols_outstanding.change_pct.2020",  # 17.2% -> 17.8%: 17% -> 18%
    }
    numbers = {("986", "991"), ("135", "140"), ("1,015", "1,020"), ("149", "154"), ("17%", "18%")}
    for name, read, found in (
        (".html", html_text, numbers),
        (".pdf", pdf_flow, numbers),
        (".docx", word_text, numbers),
        ("-data.xlsx", _cells, {("986", "991")}),
    ):
        said = [DRAFT_MARK.sub("", read(each.document(name))) for each in (before, after)]
        assert _replaced(*said) == found, name
    assert _replaced(_alts(before), _alts(after)) == set()  # alt text says the extremes, and they are of other years
    drawn = "report/figures/dols-leicestershire.svg"
    labels = [
        re.findall(
            rf'<g id="{LABEL_ID}leicestershire.dols_outstanding.2020">\s*<!-- (.*?) -->', (each.folder / drawn).read_text("utf-8")
        )
        for each in (before, after)
    ]
    assert labels == [["986"], ["991"]]


def _cells(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def _alts(report: Report) -> str:
    return " ".join(str(image["alt"]) for image in html_page(report.document(".html")).find_all("img"))


def _replaced(one: str, other: str) -> set[tuple[str, str]]:
    """The words of one text that stand in place of those of another."""
    words, others = (re.findall(r"[\w£%,.−-]+", text) for text in (one, other))
    found = set()
    for tag, i, j, k, m in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag != "equal":
            assert j - i == m - k, (words[i:j], others[k:m])
            found |= {(a.strip(",."), b.strip(",.")) for a, b in zip(words[i:j], others[k:m], strict=True)}
    return found
