"""The finished page in a real browser: nothing requested, nothing wider than the screen, usable by keyboard."""

from __future__ import annotations

import pytest
from conftest import CHROMIUM, EACH_REPORT, Reports, every_day
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]


@pytest.mark.sampled
@pytest.mark.parametrize("board", EACH_REPORT)
@pytest.mark.parametrize("width", every_day([320, 375, 768, 1280], 320))
def test_a_page_asks_for_nothing_and_fits_the_screen(board: str, width: int, reports: Reports, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=True)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(reports[board].document(".html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    fonts = page.evaluate("document.fonts.check('16px \"Public Sans\"')")
    assert fonts
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    page.close()


def test_the_keyboard_reaches_the_report_past_the_contents(reports: Reports, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(reports["example"].document(".html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_what_stands_behind_a_number_shows_by_keyboard_and_by_mouse(reports: Reports, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(reports["lrsab"].document(".html").as_uri())
    number = page.locator('#sec-concerns-and-enquiries ~ p .fact[data-key="leicestershire.concerns.2020"]').first
    source = page.locator(f"#{number.get_attribute('aria-describedby')}")
    assert not source.is_visible()

    page.get_by_label("The Tab key stops at numbers").check()
    number.focus()
    assert source.is_visible()
    assert "measures.csv for 2019-20, row 2, column value" in source.inner_text()
    above, below = number.bounding_box(), source.bounding_box()
    assert above
    assert below
    assert above["y"] + 30 < below["y"], "the number stays in view"
    page.keyboard.press("Tab")
    assert not source.is_visible()
    assert page.evaluate("document.activeElement.className") == "fact"

    page.get_by_label("The Tab key stops at numbers").uncheck()
    number.locator("> span").hover()
    assert source.is_visible()
    page.mouse.move(5, 5)
    assert not source.is_visible()
    page.close()


def test_the_keyboard_passes_over_numbers_until_it_is_asked_to_stop_at_them(reports: Reports, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(reports["lrsab"].document(".html").as_uri())

    def stops() -> list[str]:
        page.locator("#content").focus()
        found = []
        for _ in range(12):
            page.keyboard.press("Tab")
            found.append(page.evaluate("document.activeElement.className"))
        return found

    assert page.locator("main .fact").first.is_hidden(), "the number is not focused"
    assert page.locator("main .fact > span").first.is_visible(), "and it is seen"
    assert "fact" not in stops()
    box = page.get_by_label("The Tab key stops at numbers")
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    assert "fact" in stops()
    page.close()


def test_with_a_finger_a_number_is_tapped(reports: Reports, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(reports["lrsab"].document(".html").as_uri())
    assert not page.locator("#stops").is_visible()
    number = page.locator("main > p .fact").first
    source = page.locator(f"#{number.get_attribute('aria-describedby')}")
    assert not source.is_visible()
    number.tap()
    assert source.is_visible()
    context.close()
