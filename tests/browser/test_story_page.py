"""A story put together on the map page, carried on, presented."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS, Opened

Visit = Callable[..., Opened]
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


OTHER_STORY = "before => new URL(location).searchParams.get('story') !== before"


def story_of(page: Page) -> str | None:
    """The story that the page's address holds by now."""
    held: str | None = page.evaluate("new URL(location).searchParams.get('story')")
    return held


def two_slides(visit: Visit, lang: str) -> Opened:
    """The story page with two slides: the country, and Isfahan under a title of the presenter's
    own.
    """
    opened = visit(f"/?lang={lang}")
    page = opened.page
    page.locator(".st-key-story_add button").click()
    page.wait_for_function("location.search.includes('story=')")
    opened.settled()
    opened.change(lambda: opened.option("province", "IR-10").click())
    story = story_of(page)
    page.locator(".st-key-story_add button").click()
    page.wait_for_function(OTHER_STORY, arg=story)
    opened.settled()
    page.locator('a[href*="/story"]').first.click()
    expect(page.locator(".ka-slide")).to_have_count(2)
    title = page.locator('[data-key="title-1"]')
    story = story_of(page)
    title.fill("<b>Isfahan</b>")
    title.press("Tab")
    page.wait_for_function(OTHER_STORY, arg=story)
    opened.settled()
    return opened


@BOTH
def test_a_link_to_a_story_opens_the_same_story_elsewhere(visit: Visit, lang: str) -> None:
    opened = two_slides(visit, lang)
    SCREENSHOTS.mkdir(exist_ok=True)
    opened.page.screenshot(path=SCREENSHOTS / f"story-{lang}.png", full_page=True)
    elsewhere = visit(opened.page.url.removeprefix(opened.address), has_map=False)
    expect(elsewhere.page.locator('[data-key="title-1"]')).to_have_value("<b>Isfahan</b>")


def test_slides_change_places_and_are_taken_out(visit: Visit) -> None:
    page = two_slides(visit, "en").page
    page.locator('[data-key="up-1"]').click()
    expect(page.locator('[data-key="title-0"]')).to_have_value("<b>Isfahan</b>")
    page.locator('[data-key="remove-0"]').click()
    expect(page.locator(".ka-slide")).to_have_count(1)
    expect(page.locator('[data-key="title-0"]')).to_have_value("")


def test_a_story_is_fixed_at_the_version_of_its_rehearsal(visit: Visit) -> None:
    page = two_slides(visit, "en").page
    page.locator('[data-key="pin"]').click()
    expect(page.get_by_text("All slides are fixed at version 1")).to_be_visible()
    page.locator('[data-key="pin"]').click()
    expect(page.get_by_text("Slides change whenever the registry does")).to_be_visible()


def test_nothing_of_the_filters_stays_behind_on_the_page_of_stories(visit: Visit) -> None:
    page = two_slides(visit, "fa").page
    expect(page.locator('[data-testid="stSidebar"]')).to_be_hidden()


def test_a_story_saved_as_a_file_opens_again(visit: Visit, tmp_path: Path) -> None:
    opened = two_slides(visit, "en")
    with opened.page.expect_download() as saved:
        opened.page.locator(".st-key-story_save button").click()
    path = tmp_path / "story.json"
    saved.value.save_as(path)
    again = visit("/story?lang=en", has_map=False)
    again.page.locator(".st-key-story_file input[type=file]").set_input_files(path)
    expect(again.page.locator('[data-key="title-1"]')).to_have_value("<b>Isfahan</b>")


@BOTH
def test_it_is_presented_in_a_tab_of_its_own(visit: Visit, lang: str) -> None:
    opened = two_slides(visit, lang)
    address = opened.page.locator('[data-key="present"]').get_attribute("href") or ""
    shown = visit(address, width=1280, height=720, has_map=False).page
    expect(shown.locator("main.slide")).to_be_visible()
    shown.screenshot(path=SCREENSHOTS / f"present-{lang}.png")
    shown.keyboard.press("PageDown")
    expect(shown.locator("main.slide h1")).to_have_text("<b>Isfahan</b>")


def test_a_story_that_is_not_there_is_told_in_plain_words(visit: Visit) -> None:
    page = visit("/story?story=nothing&lang=en", has_map=False).page
    expect(page.get_by_text("There is no story nothing in the registry")).to_be_visible()
