"""The one file for a room without internet, opened from a disk with the network off."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.briefing.file_request import file_request, make_file
from components.briefing.one_file import one_file
from components.briefing.story_slide import StorySlide
from components.story.current import stops_of
from geo.as_of import atlas_at
from geo.atlas import Atlas
from geo.file_names import Looked, file_stem
from geo.reference.persian_sounds import letter_sounds
from geo.registry.story import read_story
from geo.view import View, read_view
from tests.browser.conftest import SCREENSHOTS
from tests.conftest import DATA

BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


@pytest.fixture
def carried(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open the file of some stops; at the end nothing may have been asked for and no error told."""
    wrong: list[str] = []

    def open_(*stops: StorySlide, lang: str = "fa", width: int = 1366) -> Page:
        path = tmp_path / "atlas.html"
        path.write_bytes(one_file(stops, lang, "https://atlas.example/", date(2026, 11, 24), DATA))
        page = browser.new_context(
            viewport={"width": width, "height": 768}, offline=True, accept_downloads=True
        ).new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on(
            "request",
            lambda r: (
                wrong.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None
            ),
        )
        page.goto(path.as_uri())
        return page

    yield open_
    assert wrong == []


@BOTH
def test_it_shows_map_stages_and_table_in_both_languages(
    carried: Callable[..., Page], atlas: Atlas, lang: str
) -> None:
    page = carried(StorySlide(atlas, View()), lang=lang)
    expect(page.locator("tbody tr")).to_have_count(len(atlas.clusters))
    expect(page.locator("path[data-province]")).to_have_count(31)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"one-file-{lang}.png", full_page=True)
    page.click("#lang")
    expect(page.locator("html")).to_have_attribute("dir", "ltr" if lang == "fa" else "rtl")


CHOICES = [
    ({}, {"province": "IR-10", "stage": "group:completed"}),
    ({}, {"stage": "implementation", "trade": "13"}),
    (
        {"province": "IR-10,IR-21", "stage": "completed,implementation"},
        {"stage": "group:completed"},
    ),
    ({"q": "فرش (دستباف)!", "firms": "no", "as_of": "1395", "sort": "-name"}, {}),
    ({"metric": "count", "as_of": "1395"}, {"stage": "group:completed"}),
    ({"q": "nothing of this name"}, {}),
    ({"province": "IR-05,IR-10"}, {"trade": "13"}),
    ({"province": "IR-05,IR-10"}, {"province": "IR-05"}),
]


@BOTH
@pytest.mark.parametrize(("asked", "chosen"), CHOICES)
def test_a_choice_filters_and_its_csv_is_the_atlas_s_own_to_the_byte(
    carried: Callable[..., Page],
    atlas: Atlas,
    lang: str,
    asked: dict[str, str],
    chosen: dict[str, str],
) -> None:
    def at(query: dict[str, str]) -> StorySlide:
        view = read_view(query | ({"lang": "en"} if lang == "en" else {}), atlas)[0]
        return StorySlide(atlas_at(atlas, view.as_of) if view.as_of else atlas, view)

    page = carried(at(asked), lang=lang)
    for param, value in chosen.items():
        place = str([*atlas.trades.index].index(value)) if param == "trade" else value
        page.select_option(f"#{param}", place)
    with page.expect_download() as saved:
        page.click("#csv")
    same = at(asked | chosen | ({"stage": "completed"} if "," in asked.get("stage", "") else {}))
    order = file_request([same], "https://atlas.example", lang, date(2026, 11, 24))
    assert Path(saved.value.path()).read_bytes() == make_file(order, "csv")
    looked = Looked(atlas.number, False, order.today)
    assert (
        saved.value.suggested_filename
        == file_stem("clusters", same.view, looked, letter_sounds(DATA)) + ".csv"
    )


def test_rows_of_invented_records_are_marked_as_the_atlas_marks_them(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    invented = replace(atlas, is_invented=True)
    page = carried(StorySlide(invented, View()))
    with page.expect_download() as saved:
        page.click("#csv")
    order = file_request(
        [StorySlide(invented, View())], "https://atlas.example", "fa", date(2026, 11, 24)
    )
    assert Path(saved.value.path()).read_bytes() == make_file(order, "csv")
    assert saved.value.suggested_filename.startswith("INVENTED_")


def test_a_press_on_the_map_chooses_a_province_and_opens_a_card(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    page = carried(StorySlide(atlas, View()))
    page.locator("#map path.cluster").first.press("Enter")
    expect(page.locator("article.card")).to_be_visible()
    page.locator('[data-province="IR-21"]').press("Enter")
    expect(page.locator("#province")).to_have_value("IR-21")


def test_clusters_in_one_place_are_a_number_that_lists_them(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    page = carried(StorySlide(atlas, View()))
    alone = page.locator("#map path.cluster").count()
    numbers = page.locator("#map g.gathered").evaluate_all(
        "marks => marks.map((mark) => Number(mark.dataset.clusters))"
    )
    assert alone + sum(numbers) == len(atlas.clusters)
    for _ in range(6):
        if page.locator("article.listed").count():
            break
        page.locator("#map g.gathered").first.press("Enter")
    listed = page.locator("article.listed li button")
    assert listed.count() > 1
    first = listed.first.inner_text()
    listed.first.click()
    expect(page.locator("article.card h2")).to_have_text(first)


def test_a_story_is_walked_through(carried: Callable[..., Page], atlas: Atlas) -> None:
    page = carried(
        StorySlide(atlas, View()),
        StorySlide(atlas, read_view({"province": "IR-21"}, atlas)[0], "<b>یزد</b>", "یادداشت"),
    )
    page.click("#next")
    expect(page.locator("h2.finding")).to_have_text("<b>یزد</b>")
    expect(page.locator("#atlas")).not_to_contain_text("یادداشت")
    expect(page.locator("tbody tr")).to_have_count(
        int((atlas.clusters["province_iso"] == "IR-21").sum())
    )


def test_on_a_phone_nothing_is_wider_than_the_screen(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    page = carried(StorySlide(atlas, View()), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_story_is_presented_with_keys_and_escape_returns_to_it(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    page = carried(
        StorySlide(atlas, View()),
        StorySlide(atlas, read_view({"province": "IR-21"}, atlas)[0], "یزد", "سلام"),
        lang="fa",
    )
    page.set_viewport_size({"width": 1280, "height": 720})
    page.click("#present")
    slide = page.locator("main.slide")
    expect(slide).to_be_visible()
    page.keyboard.press("PageDown")
    expect(slide.locator("h1")).to_have_text("یزد")
    page.screenshot(path=SCREENSHOTS / "slide-fa.png")
    page.locator("path.cluster").first.press("Enter")
    expect(page.locator("article.card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("article.card")).to_have_count(0)
    expect(slide.locator("h1")).to_have_text("یزد")
    page.keyboard.press("ArrowRight")
    expect(slide.locator("h1")).not_to_have_text("یزد")
    page.keyboard.press("Escape")
    expect(slide).to_have_count(0)


def test_slides_at_several_dates_show_the_figures_of_their_own(
    carried: Callable[..., Page], acceptance: Path
) -> None:
    path = acceptance / "exports" / "story_today_then_1393.json"
    page = carried(*stops_of(read_story(path.read_bytes(), path.name), "en"), lang="en")
    page.click("#present")
    figures = page.locator("main.slide dl.figures dd")
    expect(figures).to_have_text(["153", "71", "50", "21"])
    page.keyboard.press("PageDown")
    expect(figures).to_have_text(["153", "11", "15", "7"])
    page.keyboard.press("PageUp")
    expect(figures).to_have_text(["153", "71", "50", "21"])


def test_the_presenters_notes_stand_in_a_window_of_their_own(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    page = carried(StorySlide(atlas, View(), note="بگو <i>سلام</i>"))
    page.click("#present")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    expect(opened.value.locator(".said")).to_have_text("بگو <i>سلام</i>")


def test_every_text_of_a_slide_is_large_enough_for_the_last_row(
    carried: Callable[..., Page], atlas: Atlas
) -> None:
    page = carried(StorySlide(atlas, View()))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.click("#present")
    sizes = page.evaluate(
        "[...document.querySelectorAll('.slide h1, .slide dd, .slide .bars span, .slide .bars"
        " b')].map(n => parseFloat(getComputedStyle(n).fontSize))"
    )
    assert min(sizes) >= 19
    assert page.evaluate("document.querySelector('.slide').scrollHeight <= innerHeight")
