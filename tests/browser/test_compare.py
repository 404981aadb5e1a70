"""Comparison, search and changes as their readers use them, in both languages, in a real
browser.
"""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENSHOTS, Opened

Visit = Callable[..., Opened]
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])
TWO = "compare=province:IR-10,province:IR-15"


def search(opened: Opened, query: str) -> None:
    """Press the key for it and type."""
    opened.page.keyboard.press("/")
    expect(opened.page.locator("#ka-search")).to_be_focused()
    opened.page.keyboard.type(query)


def compared(opened: Opened) -> list[str]:
    return opened.page.locator(".ka-comparison thead a").all_inner_texts()


@BOTH
def test_the_comparison_opens_from_its_link_with_table_and_maps(visit: Visit, lang: str) -> None:
    opened = visit(f"/compare?lang={lang}&{TWO}", has_map=False)
    expect(opened.page.locator(".ka-small-maps svg")).to_have_count(2)
    assert compared(opened) == {"fa": ["اصفهان", "لرستان"], "en": ["Isfahan", "Lorestan"]}[lang]
    rate = opened.page.locator('tr[data-row="per_million"]')
    expect(rate.locator(".ka-extreme").first).to_have_text({"fa": "کمترین", "en": "lowest"}[lang])
    widths = rate.locator(".ka-bar-low").evaluate_all(
        "bars => bars.map(b => b.getBoundingClientRect().width)"
    )
    assert widths[0] < widths[1] / 2
    assert opened.page.locator("path.ka-marked").count() == 2


def test_columns_are_swapped_ordered_removed_and_added_and_the_address_follows(
    visit: Visit,
) -> None:
    opened = visit(f"/compare?lang=en&{TWO}", has_map=False)
    heads = opened.page.locator(".ka-comparison thead a")
    opened.page.locator('[data-key="later-province:IR-10"]').click()
    expect(heads).to_have_text(["Lorestan", "Isfahan"])
    opened.page.locator('[data-key="add-0"]').select_option(label="Yazd")
    expect(heads).to_have_text(["Lorestan", "Isfahan", "Yazd"])
    opened.page.locator('[data-key="order-population"]').click()
    expect(heads).to_have_text(["Isfahan", "Lorestan", "Yazd"])
    opened.page.locator('[data-key="order-population"]').click()
    expect(heads).to_have_text(["Yazd", "Lorestan", "Isfahan"])
    opened.page.locator('[data-key="remove-province:IR-21"]').click()
    expect(heads).to_have_text(["Lorestan", "Isfahan"])
    opened.page.wait_for_url(lambda url: "compare=province:IR-15,province:IR-10" in unquote(url))


def test_more_is_added_to_the_comparison_by_typing_its_name(visit: Visit) -> None:
    opened = visit(f"/compare?lang=en&{TWO}", has_map=False)
    box = opened.page.locator("#ka-compare-search")
    box.press_sequentially("tehraan")
    opened.page.locator("#ka-compare-search-finds [role=option]").first.wait_for()
    box.press("Enter")
    expect(opened.page.locator(".ka-comparison thead a")).to_have_text(
        ["Isfahan", "Lorestan", "Tehran"]
    )


def test_a_seventh_is_refused_with_a_message(visit: Visit) -> None:
    six = ",".join(f"province:IR-{n:02d}" for n in range(6))
    opened = visit(f"/?lang=en&province=IR-10&compare={six}")
    expect(opened.page.locator('[role="group"][aria-label="Comparison"]')).to_contain_text(
        "6 are compared already"
    )
    opened = visit(f"/compare?lang=en&compare={six},province:IR-10", has_map=False)
    expect(opened.page.locator(".ka-notice").first).to_contain_text("compare: province:IR-10")
    expect(opened.page.locator(".ka-comparison thead a")).to_have_count(6)


@BOTH
def test_a_cluster_is_added_from_the_map_and_the_comparison_opened(visit: Visit, lang: str) -> None:
    opened = visit(f"/?lang={lang}&cluster=c017")
    opened.page.locator('[data-key="compare-cluster:c017"]').click()
    opened.page.locator(".ka-compare-link").click()
    opened.page.locator(".ka-comparison").wait_for()
    assert len(compared(opened)) == 1
    assert "compare=cluster:c017" in unquote(opened.page.url)


@BOTH
def test_the_comparison_is_downloaded_as_shown(visit: Visit, lang: str) -> None:
    opened = visit(f"/compare?lang={lang}&{TWO}", has_map=False)
    with opened.page.expect_download() as download:
        opened.page.locator(".st-key-comparison_csv button").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].split(",")[0] == {"fa": "خوشه", "en": "Clusters"}[lang]
    assert lines[1].count("15") == 2


@BOTH
@pytest.mark.parametrize("path", ["/records", "/compare"])
def test_search_is_one_key_away_on_every_page_and_leads_to_what_is_found(
    visit: Visit, lang: str, path: str
) -> None:
    opened = visit(f"{path}?lang={lang}", has_map=False)
    opened.page.locator("#ka-search").wait_for()
    search(opened, "esfahan")
    finds = opened.page.locator("#ka-search-finds [role=option]")
    expect(finds.first).to_contain_text({"fa": "اصفهان", "en": "Isfahan"}[lang])
    opened.page.keyboard.press("ArrowDown")
    expect(opened.page.locator("#ka-search")).to_have_attribute(
        "aria-activedescendant", finds.first.get_attribute("id") or ""
    )
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**province=IR-10**")


def test_a_place_leads_to_its_clusters_on_the_map(visit: Visit) -> None:
    opened = visit("/records?lang=en", has_map=False)
    opened.page.locator("#ka-search").wait_for()
    opened.page.keyboard.press("Control+k")
    opened.page.keyboard.type("kashan")
    opened.page.get_by_role("group", name="Places").get_by_role("option").first.click()
    expect(opened.page.locator(".ka-sentence")).to_contain_text("Kashan", timeout=20_000)


@pytest.mark.parametrize(
    "query", ["(.*)[]{}\\^$|?", "<img src=x onerror=document.title='owned'>", "${7*7}`{{7*7}}"]
)
def test_regular_expressions_and_markup_in_a_search_are_harmless(visit: Visit, query: str) -> None:
    opened = visit("/records?lang=en", has_map=False)
    opened.page.locator("#ka-search").wait_for()
    search(opened, query)
    expect(opened.page.locator(".ka-no-finds")).to_contain_text("Nothing is called so")
    assert "owned" not in opened.page.title()
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator(".ka-no-finds")).to_be_hidden()


def test_a_query_of_five_thousand_characters_is_harmless(visit: Visit, served: str) -> None:
    opened = visit("/records?lang=en", has_map=False)
    opened.page.locator("#ka-search").wait_for()
    for query in ("a" * 5000, "خوشه " * 1000, "[" * 5000):
        answer = opened.page.request.get(f"{served}/search", params={"q": query, "lang": "en"})
        assert answer.status == 200


def test_records_with_markup_for_names_are_plain_text_in_finds_and_comparison(
    visit: Visit, nasty: str
) -> None:
    opened = visit(
        "/compare?lang=en&compare=cluster:c001,cluster:c003", address=nasty, has_map=False
    )
    opened.page.locator(".ka-comparison").wait_for()
    opened.page.locator("#ka-search").wait_for()
    search(opened, "onerror")
    expect(opened.page.locator("#ka-search-finds [role=option]").first).to_contain_text(
        "<img src=x"
    )
    assert "owned" not in opened.page.title()


@BOTH
def test_what_changed_is_asked_for_and_stands_in_the_address(visit: Visit, lang: str) -> None:
    opened = visit(f"/?lang={lang}")
    opened.page.locator('details[data-key="changes"] > summary').click()
    box = opened.page.locator('[data-key="since-date"]')
    box.fill("yesterday")
    box.press("Enter")
    expect(opened.page.locator('.ka-since [role="alert"]')).to_be_visible()
    box.fill("۱۳۹۵")
    box.press("Enter")
    opened.page.wait_for_url("**since=1395**")
    expect(opened.page.locator(".ka-changes li").first).to_be_visible()
    with opened.page.expect_download() as download:
        opened.page.locator(".st-key-changes_csv button").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == opened.page.locator(".ka-changes li").count() + 1


@BOTH
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1366, 768, "light"), (1920, 1080, "dark"), (390, 844, "light")]
)
def test_screens_are_kept_for_a_person_to_look_at(
    visit: Visit, lang: str, width: int, height: int, scheme: str
) -> None:
    opened = visit(
        f"/compare?lang={lang}&{TWO},province:IR-05",
        width=width,
        height=height,
        scheme=scheme,
        has_map=False,
    )
    expect(opened.page.locator(".ka-small-maps svg")).to_have_count(3)
    SCREENSHOTS.mkdir(exist_ok=True)
    opened.page.screenshot(path=SCREENSHOTS / f"compare-{lang}-{width}-{scheme}.png")
    too_wide = opened.page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth -"
        " document.querySelector('[data-testid=stMain]').clientWidth"
    )
    assert too_wide <= 1


@BOTH
def test_a_link_that_is_fixed_at_a_version_says_so_over_the_whole_width(
    visit: Visit, lang: str
) -> None:
    opened = visit(f"/compare?lang={lang}&{TWO}&version=1", has_map=False)
    notice = opened.page.locator(".ka-notice").first
    expect(notice.get_by_role("button")).to_be_visible()
    box = notice.bounding_box()
    assert box and box["width"] > 700 and box["height"] < 80
