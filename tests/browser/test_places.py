"""The pages about a province, a trade, a cluster and the atlas itself, in a real browser."""

import csv
import io
import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from components.words.text import Text
from tests.browser.conftest import SCREENSHOTS, Opened

Visit = Callable[..., Opened]
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])
PAGES = {
    "province": "/province?province=IR-10",
    "province-none": "/province?province=IR-05",
    "provinces": "/province",
    "trade": "/trade?trade=13",
    "cluster": "/cluster?cluster=c003",
    "about": "/about",
}


def link(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@BOTH
@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_its_screen_and_is_kept_for_a_person_to_look_at(
    visit: Visit, name: str, lang: str
) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    opened = visit(link(PAGES[name], lang), has_map=False)
    opened.page.locator("#ka-place-title").wait_for()
    opened.settled()
    for width, height, scheme in ((1366, 768, "light"), (390, 844, "dark")):
        opened.page.set_viewport_size({"width": width, "height": height})
        if scheme == "dark":
            opened.darken()
        opened.page.screenshot(path=SCREENSHOTS / f"{name}-{lang}-{width}-{scheme}.png")
        main = "document.querySelector('[data-testid=stMain]')"
        assert opened.page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1
    assert_outline_and_names(opened)


def assert_outline_and_names(opened: Opened) -> None:
    """Headings go down by one, and everything that can be pressed has a name."""
    levels = opened.page.evaluate(
        "[...document.querySelectorAll('.ka h1, .ka h2, .ka h3, .ka h4')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    nameless = (
        "[...document.querySelectorAll('.ka a, .ka button, .ka svg a')].filter(a =>"
        " !(a.getAttribute('aria-label') || a.textContent.trim())).length"
    )
    assert opened.page.evaluate(nameless) == 0


@BOTH
def test_targets_are_24_pixels_or_have_room_around_them(visit: Visit, lang: str) -> None:
    opened = visit(link(PAGES["province"], lang), has_map=False)
    opened.page.locator("#ka-place-title").wait_for()
    heights = opened.page.evaluate(
        "[...document.querySelectorAll('.ka-place :is(a, button, summary):not(svg *)')].map(a =>"
        " a.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


@BOTH
def test_the_keyboard_goes_from_the_map_of_a_province_to_a_cluster_and_back(
    visit: Visit, lang: str
) -> None:
    opened = visit(link(PAGES["province"], lang), has_map=False)
    symbol = opened.page.locator(".ka-sketch a[data-cluster]").first
    symbol.focus()
    cluster = symbol.get_attribute("data-cluster")
    opened.page.keyboard.press("Enter")
    expect(opened.page).to_have_url(re.compile(f"/cluster.*cluster={cluster}"))
    expect(opened.page.locator(".ka-kicker")).to_have_text(Text(lang)("cluster.kicker", id=cluster))
    opened.page.go_back()
    expect(opened.page).to_have_url(re.compile("/province.*province=IR-10"))
    expect(opened.page.locator("#ka-place-title")).to_have_text(
        {"fa": "اصفهان", "en": "Isfahan"}[lang]
    )


@BOTH
def test_a_neighbour_on_the_map_leads_to_its_page(visit: Visit, lang: str) -> None:
    opened = visit(link(PAGES["province"], lang), has_map=False)
    name = {"fa": "یزد", "en": "Yazd"}[lang]
    opened.page.locator(
        f'.ka-sketch a[aria-label="{Text(lang)("place.neighbour_say", province=name)}"]'
    ).focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#ka-place-title")).to_have_text(name)


@BOTH
def test_a_figure_leads_to_its_method_in_one_click(visit: Visit, lang: str) -> None:
    opened = visit(link(PAGES["province"], lang), has_map=False)
    opened.page.locator(".ka-place-facts .ka-info").nth(1).click()
    expect(opened.page).to_have_url(re.compile("/about"))
    expect(opened.page.locator("#method-per_million")).to_be_focused()
    expect(opened.page.locator("#method-per_million")).to_be_in_viewport()


def test_a_method_has_an_address_of_its_own(visit: Visit) -> None:
    opened = visit("/about?lang=en#method-similarity", has_map=False)
    expect(opened.page.locator("#method-similarity")).to_be_in_viewport()


@BOTH
def test_a_table_is_downloaded_as_csv(visit: Visit, lang: str) -> None:
    opened = visit(link(PAGES["province"], lang), has_map=False)
    with opened.page.expect_download() as download:
        opened.page.locator('.ka-csv[href*="province-trades"]').click()
    assert re.fullmatch(
        r"province-trades_province-IR-10_v\d+_\d{4}-\d\d-\d\d\.csv",
        download.value.suggested_filename,
    )
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][0] == Text(lang)("place.trade")
    assert rows[1][2] == "5"


@BOTH
@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/province?province=Esfahan", "اصفهان Isfahan"),
        ("/trade?trade=1", "کشاورزی و دامپروری Crop and animal production"),
        ("/cluster?cluster=c17", "c017"),
    ],
)
def test_a_wrong_link_says_so_and_offers_what_was_meant(
    visit: Visit, lang: str, path: str, meant: str
) -> None:
    opened = visit(link(path, lang), has_map=False)
    offered = opened.page.locator(".ka-block-prose .ka-links a").first
    offered.wait_for()
    label = offered.inner_text()
    assert label in meant or "c017" in (offered.get_attribute("href") or "") or meant == "c017"
    offered.click()
    expect(opened.page.locator("#ka-place-title")).to_have_text(label)


@pytest.mark.parametrize(
    "path",
    [
        "/cluster?cluster=",
        "/province?province=IR-",
        "/province?province=.*%5B",
        f"/cluster?lang=en&cluster={'x' * 3000}",
    ],
)
def test_half_a_link_and_nonsense_open_the_list(visit: Visit, path: str) -> None:
    opened = visit(path, has_map=False)
    opened.page.locator("#ka-place-title").wait_for()
    expect(opened.page.locator(".ka-table").first).to_be_visible()


@BOTH
def test_the_map_page_leads_to_the_pages_of_its_cluster_and_province(
    visit: Visit, lang: str
) -> None:
    opened = visit(f"/?province=IR-10&cluster=c017&lang={lang}")
    expect(
        opened.page.locator(
            ".ka-map-head + .ka-map-failed + .ka-place-nav a, .ka-place-nav a"
        ).first
    ).to_be_visible()
    opened.page.locator(".ka-card h2 a").click()
    expect(opened.page).to_have_url(re.compile("/cluster.*cluster=c017"))
    expect(opened.page.locator(".ka-kicker")).to_have_text(Text(lang)("cluster.kicker", id="c017"))


def test_nothing_in_a_record_runs_on_its_page(visit: Visit, nasty: str) -> None:
    for path in (
        "/cluster?cluster=c001",
        "/cluster?cluster=c002&lang=en",
        "/province?province=IR-07",
        "/about",
    ):
        opened = visit(path, address=nasty, has_map=False)
        opened.page.locator("#ka-place-title").wait_for()
        opened.settled()
        assert opened.page.title() != "owned"
