"""The date control and the page of stages in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import SCREENSHOTS, Opened

Visit = Callable[..., Opened]
SHAPES = (
    "[...document.querySelectorAll('path.cluster')].map(p => p.dataset.cluster +"
    " p.getAttribute('class') + p.getAttribute('d').length).sort().join()"
)


def press(page: Opened, key: str) -> None:
    page.page.locator(f'[data-key="{key}"]').click()


def date_shown(page: Opened, value: str) -> None:
    page.page.wait_for_selector(f'.ka-as-of[data-as-of="{value}"]')


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_step_back_repaints_map_and_stages_in_the_same_frame(visit: Visit, lang: str) -> None:
    page = visit(f"/?lang={lang}")
    frame = page.page.query_selector("iframe")
    now, stages = (
        page.map.locator("body").evaluate(SHAPES),
        page.page.locator(".ka-stage-group").all_inner_texts(),
    )
    page.change(lambda: press(page, "as-of-previous"))
    date_shown(page, "1404")
    then = page.map.locator("body").evaluate(SHAPES)
    assert then != now
    assert page.page.locator(".ka-stage-group").all_inner_texts() != stages
    assert frame and frame.evaluate("node => node.isConnected")
    assert "as_of=1404" in page.page.url
    page.change(lambda: press(page, "as-of-stop"))
    date_shown(page, "")
    assert page.map.locator("body").evaluate(SHAPES) == now


def test_the_slider_goes_by_the_keyboard(visit: Visit) -> None:
    page = visit("/?lang=en&as_of=1398")
    slider = page.page.locator('[data-key="as-of-year"]')
    slider.focus()
    page.change(lambda: slider.press("ArrowLeft"))
    date_shown(page, "1397")
    assert page.page.evaluate("document.activeElement.dataset.key") == "as-of-year"
    assert slider.get_attribute("aria-valuetext") == "the end of 1397 (2018/19)"


def test_playing_moves_by_itself_until_it_is_paused_or_over(visit: Visit) -> None:
    page = visit("/?as_of=1401", own_clock=True)
    press(page, "as-of-play")
    date_shown(page, "1402")
    date_shown(page, "1403")
    assert page.page.locator(".ka-as-of").get_attribute("data-playing") == "yes"
    press(page, "as-of-play")
    paused = page.page.locator(".ka-as-of").get_attribute("data-as-of")
    page.later(10)
    assert page.page.locator(".ka-as-of").get_attribute("data-as-of") == paused
    press(page, "as-of-play")
    date_shown(page, "")
    page.later(10)
    assert page.page.locator(".ka-as-of").get_attribute("data-playing") == "no"
    assert "as_of" not in page.page.url


def test_nothing_plays_where_less_motion_is_asked_for(browser: Browser, served: str) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{served}/stages?lang=en&as_of=1398")
        page.locator('[data-key="as-of-next"]').wait_for()
        assert page.locator('[data-key="as-of-play"]').count() == 0
        assert "step through the years by hand" in page.locator(".ka-as-of").inner_text()


def test_a_date_typed_in_persian_digits_is_shown_and_one_that_is_none_is_told(visit: Visit) -> None:
    page = visit("/stages?room=flow", has_map=False)
    page.page.locator('[data-key="as-of-more"] summary').click()
    field: Any = page.page.locator("#ka-as-of-exact")
    field.fill("۱۴۰۲-۱۳")
    field.press("Enter")
    assert page.page.locator(".ka-as-of .ka-as-of-wrong").inner_text() != ""
    field.fill("۱۳۹۸/۶")
    field.press("Enter")
    date_shown(page, "1398-06")


def test_a_count_opens_its_clusters_on_the_map(visit: Visit) -> None:
    page = visit("/stages?room=where&lang=en", has_map=False)
    link = page.page.locator('[data-table="where-province"] td.ka-number a').nth(2)
    n, address = int(link.inner_text()), link.get_attribute("href")
    link.click()
    page.map.locator("body[data-painted]").wait_for()
    page.settled()
    assert page.page.locator(".ka-table tbody tr").count() == min(n, 25)
    assert address and "province=" in address and "stage=" in address


def test_what_is_news_follows_the_date_since(visit: Visit) -> None:
    page = visit("/stages?lang=en&since=1397&as_of=1398", has_map=False)
    page.page.get_by_text("Since 1397 (Jalali): 5 finished").wait_for()
    page.page.locator("#ka-since").fill("1390")
    page.page.locator("#ka-since").press("Enter")
    page.page.get_by_text("Since 1390 (Jalali):").wait_for()


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("room", ["news", "flow", "where", "years"])
def test_every_room_is_pictured_and_fits_a_phone(visit: Visit, room: str, lang: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page = visit(f"/stages?room={room}&lang={lang}&as_of=1402", has_map=False)
    page.page.locator(".ka-note").last.wait_for()
    page.settled()
    for width, height, name in ((1366, 768, "laptop"), (390, 844, "phone")):
        page.page.set_viewport_size({"width": width, "height": height})
        page.settled()
        assert page.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.page.screenshot(path=SCREENSHOTS / f"stages_{room}_{lang}_{name}.png", full_page=True)


def test_markup_in_records_is_plain_text_in_every_room(visit: Visit, nasty: str) -> None:
    for room in ("news", "where"):
        page = visit(f"/stages?room={room}&lang=en&since=1380", address=nasty, has_map=False)
        page.page.locator(".ka-note").last.wait_for()
        page.settled()
        assert page.page.title() != "owned"
        assert page.page.locator(".ka img, .ka script").count() == 0
