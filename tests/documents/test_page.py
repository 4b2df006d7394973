"""The look of the web page and the PDF: contents, links, downloads, print, and the board's own colour."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from conftest import CHROMIUM, EACH_REPORT, KIT, Report, Reports
from docx import Document
from playwright.sync_api import Browser, Page
from reading import html_page, pdf_text, plain, style_of
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import DOCUMENTS, Engine, find_engine
from sabreport.documents.self_contained import self_contained

TEMPLATES = KIT / "report_templates" / "_shared"
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
def screen(request: pytest.FixtureRequest, reports: Reports, browser: Browser) -> Iterator[Page]:
    """The page of the example board on a screen of so many pixels."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(reports["example"].document(".html").as_uri())
    yield page
    page.close()


on_a_phone = pytest.mark.parametrize("screen", [(390, 800)], indirect=True)
on_a_wide_screen = pytest.mark.parametrize("screen", [(1280, 900)], indirect=True)


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None, f"{selector} is not shown"
    return float(box["y"])


@pytest.mark.browser
@in_browser
@on_a_phone
def test_on_a_phone_the_menu_opens_by_keyboard_and_its_links_arrive(screen: Page) -> None:
    assert screen.locator("nav").count() == 1
    link = screen.locator('#TOC a[href="#sec-finance"]')
    assert not link.is_visible()
    screen.locator("#TOC summary").focus()
    screen.keyboard.press("Enter")
    assert link.is_visible()
    for _ in range(40):
        screen.keyboard.press("Tab")
        if screen.evaluate("document.activeElement.getAttribute('href')") == "#sec-finance":
            break
    screen.keyboard.press("Enter")
    screen.wait_for_timeout(200)
    menu = screen.locator("#TOC").bounding_box()
    assert menu is not None
    assert menu["y"] + menu["height"] < 0, "the open menu does not cover what it led to"
    assert 0 <= top(screen, "#sec-finance") < 100
    screen.get_by_role("link", name="Contents", exact=True).press("Enter")
    screen.wait_for_timeout(200)
    assert 0 <= top(screen, "#TOC") < 100


@pytest.mark.browser
@in_browser
@on_a_wide_screen
def test_on_a_wide_screen_the_contents_stay_in_view(screen: Page) -> None:
    assert not screen.locator("#TOC summary").is_visible()
    screen.locator("#sec-finance").scroll_into_view_if_needed()
    screen.evaluate("document.querySelector('#sec-finance').scrollIntoView()")
    links = screen.locator("#TOC > details > ul > li > a")
    assert links.count() == 17
    assert all(0 <= (link.bounding_box() or {"y": -1})["y"] < 900 for link in links.all())
    links.first.focus()
    screen.keyboard.press("Enter")
    screen.wait_for_timeout(200)
    assert 0 <= top(screen, "#sec-summary") < 100


@pytest.mark.browser
@in_browser
@on_a_wide_screen
def test_a_heading_is_a_link_to_itself_and_says_no_more_than_its_text(screen: Page) -> None:
    heading = screen.get_by_role("heading", name="14. Finance", exact=True)
    link = heading.get_by_role("link", name="14. Finance", exact=True)
    link.click()
    assert screen.url.endswith("#sec-finance")
    screen.wait_for_timeout(200)
    assert 0 <= top(screen, "#sec-finance") < 100
    headings = screen.locator("main :is(h2, h3, h4)")
    assert headings.count() == screen.locator("main :is(h2, h3, h4) > a.self").count() > 30


@pytest.mark.browser
@in_browser
@on_a_wide_screen
def test_print_has_no_menu_and_shows_what_is_folded(screen: Page) -> None:
    table = screen.locator(".chart-data table").first
    assert not table.is_visible()
    screen.emulate_media(media="print")
    for selector in ("#TOC", ".skip", ".downloads", ".stops", ".chart-data summary"):
        assert not screen.locator(selector).first.is_visible(), selector
    assert screen.locator(".source:visible").count() == 0
    assert table.is_visible()
    sides = "[...document.querySelectorAll('.picture, .table')].filter(e => getComputedStyle(e).overflowX != 'visible').length"
    assert screen.evaluate(sides) == 0, "nothing is cut off that would scroll on a screen"


@pytest.mark.browser
@in_browser
@on_a_wide_screen
def test_the_printed_page_begins_with_a_cover_and_cuts_no_chart(screen: Page, tmp_path: Path) -> None:
    screen.pdf(path=str(tmp_path / "print.pdf"), prefer_css_page_size=True)
    pages = [plain(page) for page in pdf_text(tmp_path / "print.pdf").split("\f")]
    assert "Annual report 2019-20" in pages[0]
    assert "1. The year in brief" in pages[1]
    assert all("Contents" not in page for page in pages[:2])
    assert any(re.match(r"(\d+ )?2\. Foreword", page) for page in pages), "a chapter begins on a new page"


@pytest.mark.parametrize("board", EACH_REPORT)
def test_downloads_and_the_statement_lie_beside_the_page(board: str, reports: Reports) -> None:
    report = reports[board]
    page = html_page(report.document(".html"))
    found = {link.get_text(): link["href"] for link in page.select("header .downloads a")}
    stem = report.document("").name
    assert found == {"PDF": f"{stem}.pdf", "Word": f"{stem}.docx", "Data (Excel)": f"{stem}-data.xlsx"}
    found["statement"] = page.select_one("footer a")["href"]
    assert all((report.folder / name).is_file() for name in found.values())


@pytest.fixture
def purple(kit: Path) -> Report:
    """A board with a colour of its own and two chapters, as page and PDF alone."""
    board = kit / "params/example/board.yml"
    board.write_text(board.read_text(encoding="utf-8") + '\naccent: "#6B2E5F"\n', encoding="utf-8")
    year = kit / "params/example/2020.yml"
    text = re.sub(r"chapters:\n(  - .*\n)+", "chapters:\n  - foreword\n  - looking_forward\n", year.read_text(encoding="utf-8"))
    year.write_text(text, encoding="utf-8")
    project = Project(kit, "example", 2020)
    build_report(project, find_engine("embedded"), ["html", "pdf"])
    return Report(project)


@pytest.mark.long
@pytest.mark.browser
@in_browser
def test_a_boards_own_colour_is_on_the_page_in_the_dark_and_in_the_pdf(purple: Report, browser: Browser) -> None:
    colour = "getComputedStyle(document.querySelector('main h2')).color"
    page = browser.new_page(color_scheme="light")
    page.goto(purple.document(".html").as_uri())
    assert page.evaluate(colour) == "rgb(107, 46, 95)"
    assert page.locator(".downloads a").all_inner_texts() == ["PDF"], "only what is built"
    page.emulate_media(color_scheme="dark")
    lightened = [int(part) for part in re.findall(r"\d+", page.evaluate(colour))]
    assert sum(lightened) > sum((107, 46, 95)) + 150
    page.close()
    with pypdfium2.PdfDocument(purple.document(".pdf")) as pdf:
        assert pdf[0].render().to_pil().getpixel((20, 20)) == (107, 46, 95)
        band = {pdf[2].render().to_pil().getpixel((20, y)) for y in range(842)}
    assert (107, 46, 95) in band, "chapters open in it"


def test_no_colour_stands_in_the_templates_but_black_and_white() -> None:
    for name in ("report.css", "report.typ", "page.html"):
        text = re.sub(r"/\*.*?\*/", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![\w-])(?=[;\s\")])|rgb\(\s*[\"\d]|hsl\(", text), name


def test_the_running_header_names_the_chapter(reports: Reports) -> None:
    pages = [plain(page) for page in pdf_text(reports["lrsab"].document(".pdf")).split("\f")]
    assert "1. The year in brief" not in pages[1] or "Contents" in pages[1]
    assert sum("5. Priorities and what we achieved Draft 1, " in page for page in pages) >= 2
    assert all("Board, 2019-20" in page for page in pages[1:])


def test_chapters_share_a_page_where_there_is_room_and_none_shares_that_of_the_contents(reports: Reports) -> None:
    _, contents, first, second = [plain(page) for page in pdf_text(reports["dbcpsab"].document(".pdf")).split("\f")][:4]
    assert "Contents" in contents
    assert "Who we are" not in contents
    assert "If you are worried about somebody" in first
    assert "2. Foreword" in first
    assert re.search(r"Draft 1, [\w ]+, [0-9a-f]{6} 3\. The board and its members", second), (
        "with too little room a chapter begins on a page of its own"
    )


PULL_OUT = "\n\n::: {.pull-out}\nSafeguarding is everybody's business.\n:::\n"


def test_a_pull_out_stands_out_in_every_format(reports: Reports, engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    shutil.copytree(reports["dbcpsab"].folder / "report", folder)
    section = next(folder.glob("sections/_01_*.qmd"))
    section.write_text(section.read_text(encoding="utf-8") + PULL_OUT, encoding="utf-8")
    made = engine.render(folder / "annual-report.qmd", ["html", "pdf", "docx"])
    box = html_page(made["html"]).select_one("main .pull-out")
    assert plain(box.get_text()) == "Safeguarding is everybody’s business."
    assert "Safeguarding is everybody’s business." in plain(pdf_text(made["pdf"]))
    styles = {paragraph.text: style_of(paragraph) for paragraph in Document(str(made["docx"])).paragraphs}
    assert styles["Safeguarding is everybody’s business."] == "Pull-out"


@pytest.mark.sampled
@pytest.mark.parametrize(
    "added",
    [
        '<link rel="icon" href="logo.svg">',
        '<script src="figures/more.js"></script>',
        "<style>body { background: url(logo.svg) }</style>",
        "<style>@import 'more.css';</style>",
        '<img class="logo" src="logo.svg" alt="">',
    ],
)
def test_a_page_is_one_file_whatever_a_board_puts_into_its_template(reports: Reports, added: str, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    shutil.copytree(reports["dbcpsab"].folder / "report", folder)
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (folder / "figures/more.js").write_text("let more;", encoding="utf-8")
    (folder / "more.css").write_text("body { margin: 0 }", encoding="utf-8")
    template = folder / "page.html"
    template.write_text(template.read_text(encoding="utf-8").replace("</head>", f"{added}</head>"), encoding="utf-8")
    page = find_engine("embedded").render(folder / "annual-report.qmd", ["html"])["html"].read_text(encoding="utf-8")
    for file in ("logo.svg", "more.js", "more.css", "look.css", "report.css", "figures/", "fonts/"):
        assert file not in page


def test_a_page_is_one_file_with_no_pass_of_pandocs(reports: Reports) -> None:
    page, folder = "<p><a href='#x'>here</a></p>", reports["lrsab"].folder / "report"
    picture = next(folder.glob("figures/*.svg")).name
    page += f'<link rel="stylesheet" href="report.css"><img src="figures/{picture}" alt="Bars." />'
    whole = self_contained(page, folder)
    assert whole is not None
    assert re.findall(r'(?:src|url)[=(]"([^,]*),', whole) == ["data:font/ttf;base64"] * 3 + ["data:image/svg+xml;base64"]
    assert self_contained(page.replace(picture, "missing.svg"), folder) is None


def test_only_what_is_built_is_offered() -> None:
    from sabreport.documents.stitch import _downloads

    assert _downloads("a", ["html"]) == []
    assert [each["file"] for each in _downloads("a", DOCUMENTS)] == ["a.pdf", "a.docx", "a-data.xlsx"]
