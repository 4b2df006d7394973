"""The review page: what it says of a draft, worked out by hand, and how it can be read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import CHROMIUM, Reports, copy_kit
from example_board import change_params, shrink
from playwright.sync_api import Browser
from reading import plain
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.changes.content import Content
from sabreport.documents.engines import find_engine
from sabreport.publication.sign import sent
from sabreport.review_page.moved import moved_most
from sabreport.review_page.page import review_page, write_review_page

FOREWORD = "data/example/2020/narrative/foreword.md"
MEASURES = "data/example/2020/measures.csv"
FINANCE = "income is £85,000 and expenditure £81,500, a difference of £3,500"
CHAIR = "Independent Chair"
COMMENTS = """id,draft,from,date,kind,section,where,words,remark,answer,status,reason
a1,1,Independent Chair,2026-06-02,comment,Finance,,Income,'=Is it so?,Look in finance.csv.,open,
a2,1,Independent Chair,2026-06-02,comment,Foreword,,first,Too short?,Look in foreword.md.,declined,It is short.
a3,1,A. Reviewer,2026-06-02,comment,Foreword,,first,A name is missing.,Look in foreword.md.,open,
"""


def build(project: Project) -> None:
    build_report(project, find_engine("embedded"), ["html"])


def page_of(project: Project, draft: int | None = None, reader: str = "") -> Any:
    return BeautifulSoup(write_review_page(review_page(project, draft, reader)).read_text(encoding="utf-8"), "html.parser")


def part(page: Any, ident: str) -> str:
    """The words of a part of the page, up to the next one."""
    heading = page.find(id=ident)
    said = [heading.get_text(" ")]
    for each in heading.next_siblings:
        if each.name == "h2":
            break
        said.append(each.get_text(" "))
    return plain(" ".join(said))


@pytest.fixture(scope="module")
def lrsab(reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Its first draft, as it is."""
    root = tmp_path_factory.mktemp("review") / "kit"
    shutil.copytree(reports["lrsab"].project.root, root, ignore=shutil.ignore_patterns("dbcpsab", "fivelands", "example"))
    return Project(root, "lrsab", 2020)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three drafts that differ in the foreword: the chair had the first, and a group the second."""
    root = copy_kit(tmp_path_factory.mktemp("three") / "kit", "example")
    project = Project(shrink(root, "foreword", "finance", "concerns_and_enquiries"), "example", 2020)
    for number, text in enumerate(("The first.", "The second.", "The third."), start=1):
        (root / FOREWORD).write_text(f"All of this is so.\n\n{text}\n", encoding="utf-8")
        build(project)
        if number < 3:
            sent(project, number, (CHAIR, "the quality group")[number - 1], "")
    (project.data / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    return project


def test_the_figures_that_moved_most_are_those_worked_by_hand(lrsab: Project) -> None:
    """59 to 39 is 33.9% fewer, 421 to 298 29.2%, 1,262 to 914 27.6%, 1,203 to 875 27.3%; 238 to 299 is 25.6% more.

    Rutland's waiting list nearly doubled, from 15, which is too few for a percentage.
    """
    found = review_page(lrsab, None, "")
    assert [(each.name, each.before, each.now, each.change) for each in found.counts] == [
        ("Section 42 enquiries, Rutland, 2019-20", "59", "39", "down 34%"),
        ("Safeguarding alerts, Rutland, 2019-20", "421", "298", "down 29%"),
        ("Section 42 enquiries, LRSAB, 2019-20", "1,262", "914", "down 28%"),
        ("Section 42 enquiries, Leicestershire, 2019-20", "1,203", "875", "down 27%"),
        ("DoLS referrals, Rutland, 2019-20", "238", "299", "up 26%"),
    ]
    assert [(each.before, each.now, each.change) for each in found.shares] == [
        ("35%", "45%", "up 10 points"),
        ("49%", "54%", "up 5 points"),
        ("78%", "73%", "down 5 points"),
        ("25%", "21%", "down 4 points"),
        ("24%", "20%", "down 4 points"),
    ]
    assert found.counts[0].chapters == ("Concerns and enquiries",)
    rows = [plain(each.get_text(" ")) for each in page_of(lrsab).select("#moved ~ div tr")]
    assert any(each.startswith("Section 42 enquiries, Rutland, 2019-20 59 39 down 34%") for each in rows)


def fact(key: str, value: float | None, unit: str, *inputs: str) -> dict[str, Any]:
    _, measure, *_ = key.split(".")
    return {
        "key": key,
        "measure": measure,
        "year": int(key[-4:]),
        "value": value,
        "unit": unit,
        "text": str(value),
        "inputs": inputs,
    }


def test_a_rate_is_left_out_and_a_sum_over_areas_is_not() -> None:
    """Both move by half; so does what is not printed."""
    facts = [
        *(
            fact(f"board.{name}.{year}", value, "count")
            for name in ("cases", "unseen")
            for year, value in ((2019, 100), (2020, 150))
        ),
        *(fact(f"all.cases.{year}", value, "count", f"board.cases.{year}") for year, value in ((2019, 100), (2020, 150))),
        *(fact(f"board.rate.{year}", value, "count", f"board.cases.{year}") for year, value in ((2019, 40), (2020, 60))),
    ]
    for name in ("board.cases", "board.unseen", "all.cases", "board.rate"):
        facts += [fact(f"{name}.change.2020", 50, "count"), fact(f"{name}.change_pct.2020", 50, "percent")]
    printed = {each["key"]: f"{each['key'].replace('.', ' ')}." for each in facts if "unseen" not in each["key"]}
    content = Content({each["key"]: each for each in facts}, (), {}, {}, printed)
    counts, shares = moved_most(content, 2020, ())
    assert [each.name for each in counts] == ["board cases 2020", "all cases 2020"]
    assert shares == []


def test_each_sentence_of_the_kit_stands_beside_what_it_rests_on(lrsab: Project) -> None:
    page = page_of(lrsab)
    (found,) = [each for each in page.select(".beside") if "39 section 42 enquiries were begun, 20 fewer" in each.get_text()]
    assert found.find_parent("details").summary.get_text().startswith("Concerns and enquiries: ")
    assert [plain(each.get_text(" ")) for each in found.select("li")] == [
        "39 Section 42 enquiries, Rutland, 2019-20: statutory enquiries begun in the year under section 42 of the Care Act 2014. "
        "From measures.csv for 2019-20, row 15, column value.",
        "−20 Change on the year before: Section 42 enquiries, Rutland, 2019-20. Worked out as the figure as printed less that of "
        "the year before, from 39 and 59.",
        "−34% Percentage change on the year before: Section 42 enquiries, Rutland, 2019-20. Worked out as the change divided by "
        "the figure of the year before, from 39 and 59.",
    ]


def test_each_text_stands_under_its_file_and_no_sentence_under_two_hands(lrsab: Project) -> None:
    page = page_of(lrsab)
    texts = {each.summary.get_text(): plain(each.get_text(" ")) for each in page.select("#people ~ details")}
    named = {found[1] for each in texts if (found := re.match(r".+: (data/\S+\.md), supplied by Written for this kit$", each))}
    assert named == {lrsab.relative(path) for path in (lrsab.data / "narrative").iterdir()}
    foreword = next(text for name, text in texts.items() if name.startswith("Foreword: "))
    assert "who ask hard questions" in foreword
    kit = {plain(each.get_text()) for each in page.select("#kit ~ details p") if not each.find_previous(id="people")}
    people = {plain(each.get_text()) for each in page.select("#people ~ details p")}
    assert kit
    assert kit & people == set()


def test_what_changed_is_told_since_the_reader_last_had_a_draft(three: Project) -> None:
    chair, group, anybody = (page_of(three, None, who) for who in ("independent chair", "the quality group", ""))
    assert "which was sent to Independent Chair on" in part(chair, "changed")
    words = [[plain(each.get_text()) for each in page.select("#changed ~ ul del")] for page in (chair, group, anybody)]
    assert words == [["taken out: first."], ["taken out: second."], ["taken out: second."]]
    assert part(anybody, "changed").startswith("What changed Since Draft 2, ")
    assert ", the draft before." in part(anybody, "changed")


def test_an_earlier_draft_is_shown_on_its_own_terms(three: Project) -> None:
    page = page_of(three, 2, CHAIR)
    assert [plain(each.get_text()) for each in page.select("#changed ~ ul ins")] == ["put in: second."]
    first = page_of(three, 1, CHAIR)
    assert part(first, "changed") == "What changed No earlier draft was sent to Independent Chair: all of this one is new."
    assert part(page_of(three, 1), "changed") == "What changed There is no earlier draft."


def test_a_warning_shows_with_its_place_until_it_is_accepted(three: Project) -> None:
    assert f"{FINANCE[0].upper()}{FINANCE[1:]}. In data/example/2020/finance.csv." in part(page_of(three), "decisions")
    change_params(three.root, "2020.yml", accepted=[{"gate": "extracts", "about": "£3,500", "reason": "It is carried over."}])
    found = review_page(three, None, "").decisions
    change_params(three.root, "2020.yml", accepted=[])
    assert [(each.message, reason) for each, reason in found.accepted] == [(FINANCE, "It is carried over.")]
    assert FINANCE not in [each.message for each in found.warned]


def test_the_last_build_says_what_it_warns_of_though_its_draft_is_an_old_one(three: Project) -> None:
    kept = three.outputs / "drafts/3/checks.json"
    text = kept.read_text(encoding="utf-8")
    kept.write_text("[]", encoding="utf-8")
    found = review_page(three, None, "").decisions
    kept.write_text(text, encoding="utf-8")
    assert FINANCE in [each.message for each in found.warned]


def test_what_stopped_a_build_since_comes_first(kit: Path) -> None:
    project = Project(shrink(kit, "foreword"), "example", 2020)
    build(project)
    measures = kit / MEASURES
    measures.write_text(measures.read_text(encoding="utf-8").replace(",enquiries_other,,36", ",enquiries_other,,3"), "utf-8")
    (kit / FOREWORD).write_text("There were 3 other enquiries in Exampleshire.\n", encoding="utf-8")
    with pytest.raises(Exception, match="disclosure control holds back"):
        build(project)
    assert "A build after this draft was stopped. These have to be put right: A number typed here is one that" in part(
        page_of(project), "decisions"
    )


@pytest.mark.long
def test_what_is_held_back_is_on_no_part_of_the_page(kit: Path) -> None:
    """36 other enquiries in the year are 3 now, and there were 31 before: the largest change of all, and never told."""
    project = Project(kit, "example", 2020)
    measures = kit / MEASURES
    measures.write_text(measures.read_text(encoding="utf-8").replace(",enquiries_other,,36", ",enquiries_other,,3"), "utf-8")
    build(project)
    page = page_of(project)
    found = review_page(project, None, "")
    assert len(found.counts) == 5
    assert not any("Other enquiries" in each.name for each in (*found.counts, *found.shares))
    beside = [plain(each.get_text(" ")) for each in page.select(".beside li") if "Other enquiries" in each.get_text()]
    assert beside
    assert all(each.startswith("[c] ") or "2018-19" in each for each in beside)
    assert not re.search(r"\b28 fewer|−28\b|−90%|\b90%", page.get_text())


def test_an_open_comment_shows_and_one_that_is_declined_does_not(three: Project) -> None:
    page = page_of(three)
    said = part(page, "comments")
    assert [each["id"] for each in page.select(".remarks tr[id]")] == ["a3", "a1"], "in the order of the report"
    assert "Independent Chair , 2 June 2026, on draft 1: comment =Is it so? Look in finance.csv." in said
    assert "Too short?" not in page.get_text()
    assert "One comment is answered, in data/example/2020/comments.csv and in the Word report." in said
    assert "Two comments are open" in part(page, "decisions")


def test_each_part_says_when_there_is_nothing(kit: Path) -> None:
    project = Project(shrink(kit, "foreword"), "example", 2020)
    (kit / FOREWORD).write_text("All is well.\n", encoding="utf-8")
    build(project)
    page = page_of(project)
    (project.outputs / "checks.json").write_text("[]", encoding="utf-8")
    assert part(page_of(project), "decisions") == "What needs a decision No check warns of anything that is not accepted."
    assert part(page, "changed").endswith("There is no earlier draft.")
    assert part(page, "moved").endswith("The draft prints no figure that can be compared with last year’s.")
    assert part(page, "kit").endswith("The kit wrote no sentence with a figure.")
    assert part(page, "comments").endswith("No comment is open.")
    (project.outputs / "drafts/1/origins.json").unlink()
    assert part(page_of(project), "people").endswith("did not note who wrote what.")


def test_the_command_says_what_is_on_the_page(three: Project, sabreport) -> None:
    asked = ("review", "--year", "2020", "--board", "example")
    ran = sabreport(*asked, "--reader", CHAIR, root=three.root)
    assert (ran.code, ran.err) == (0, "")
    first, decide, since, path = ran.out.splitlines()
    assert first.startswith("example 2019-20: review of Draft 3, ")
    assert re.fullmatch(r"  \w+ warnings to decide on, two open comments, one answered", decide)
    assert since.startswith("  Since Draft 1, ")
    assert path.endswith("outputs/example/2020/review.html")
    ran = sabreport(*asked, "--reader", "Independant Chair", root=three.root)
    assert ran.code == 0
    said = "no draft was ever sent to Independant Chair. Drafts were sent to Independent Chair and the quality group."
    assert said in plain(ran.err)
    ran = sabreport(*asked, "--draft", "7", root=three.root)
    assert (ran.code, ran.out) == (1, "")
    assert "there is no draft 7, or its record is harmed. Kept are 1, 2, 3." in ran.err
    ran = sabreport(*asked, "--apply", root=three.root)
    assert ran.code == 2
    assert "Name the Word files that came back." in plain(ran.err.replace("│", " "))


def test_a_report_that_was_never_built_has_no_page(kit: Path, sabreport) -> None:
    ran = sabreport("review", "--year", "2020", "--board", "example", root=kit)
    assert (ran.code, ran.out) == (1, "")
    assert "outputs/example/2020: there is no draft to review. Build the report of 2019-20." in ran.err


def test_the_page_is_one_file_without_script(lrsab: Project) -> None:
    page = page_of(lrsab)
    assert page.select("script, link, iframe, form, button") == []
    assert [each for each in page.find_all(href=True) if not each["href"].startswith("#")] == []
    assert [each for each in page.find_all(src=True) if not each["src"].startswith("data:")] == []
    assert [name for each in page.find_all() for name in each.attrs if name.startswith("on")] == []
    assert {each["href"][1:] for each in page.find_all(href=True)} <= {each["id"] for each in page.find_all(id=True)}
    assert len({each["id"] for each in page.find_all(id=True)}) == len(page.find_all(id=True))


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_page_is_read_by_keyboard_without_script(lrsab: Project, browser: Browser) -> None:
    path = write_review_page(review_page(lrsab, None, ""))
    context = browser.new_context(viewport={"width": 768, "height": 1000}, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#kit")
    words = page.get_by_text("39 section 42 enquiries were begun, 20 fewer")
    summary = page.locator("summary", has_text="Concerns and enquiries: ").first
    assert words.count() == 1
    assert not words.is_visible()
    while not page.locator("summary:focus", has_text="Concerns and enquiries: ").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert words.is_visible()
    height = summary.bounding_box()
    assert height
    assert height["height"] >= 44, "a finger's width"
    page.emulate_media(media="print")
    assert page.get_by_text("who ask hard questions").first.is_visible(), "folded parts open in print"
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_is_as_wide_as_the_screen(three: Project, browser: Browser, width: int) -> None:
    path = write_review_page(review_page(three, None, CHAIR))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width >= 768:
        cut = "[...document.querySelectorAll('.table')].filter(each => each.scrollWidth > each.clientWidth).length"
        assert page.evaluate(cut) == 0
    page.close()
