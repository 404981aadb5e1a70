"""The map page as its readers use it, in both languages, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import WebSocket, expect

from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.csv_text import read_csv
from geo.reference.csv_tables import column_headings
from tests.browser.conftest import NASTY, SCREENSHOTS, Opened
from tests.conftest import DATA

Visit = Callable[..., Opened]
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


def rows_of(atlas: Atlas, province: str) -> int:
    return int((atlas.clusters["province_iso"] == province).sum())


@BOTH
def test_a_click_on_a_province_selects_it_and_another_leaves(
    visit: Visit, atlas: Atlas, lang: str
) -> None:
    opened = visit(f"/?lang={lang}")
    province = opened.map.locator('path[data-province="IR-08"]')
    opened.change(lambda: province.click(position={"x": 60, "y": 60}))
    assert "province=IR-08" in opened.page.url
    assert (
        opened.map.locator("path.cluster").count() == rows_of(atlas, "IR-08") == len(opened.table())
    )
    assert opened.option("province", "IR-08").is_checked()
    opened.change(lambda: province.click(position={"x": 60, "y": 60}))
    assert "province" not in opened.page.url
    assert opened.map.locator("path.cluster").count() == len(atlas.clusters)


@BOTH
def test_a_filter_changes_map_sentence_and_table_without_a_new_frame(
    visit: Visit, atlas: Atlas, lang: str
) -> None:
    opened = visit(f"/?lang={lang}")
    opened.page.evaluate("document.querySelector('iframe').contentWindow.stayed = true")
    opened.change(lambda: opened.option("stage", "group:completed").click())
    completed = atlas.clusters["stage"].isin(["completed", "handed_over", "follow_on"]).sum()
    assert opened.map.locator("path.cluster").count() == completed == len(opened.table())
    assert opened.sentence().startswith(Text(lang).number(completed))
    assert opened.page.evaluate("document.querySelector('iframe').contentWindow.stayed")


@BOTH
def test_chips_take_filters_off_one_by_one(visit: Visit, lang: str) -> None:
    opened = visit(f"/?lang={lang}&province=IR-10&stage=implementation")
    chips = opened.page.locator(".st-key-panel_sentence .ka-chip")
    assert chips.count() == 3
    opened.change(lambda: chips.first.click())
    assert "province" not in opened.page.url
    assert "stage=implementation" in opened.page.url


def test_typing_searches_and_keeps_the_caret(visit: Visit) -> None:
    opened = visit("/")
    box = opened.page.locator('input[type="search"]')
    opened.change(lambda: box.press_sequentially("كاشي"))
    assert [row[0] for row in opened.table()] == ["خوشه کاشی و سرامیک یزد"]
    assert box.input_value() == "كاشي"
    expect(box).to_be_focused()


@BOTH
def test_a_link_opened_elsewhere_gives_the_same_screen(visit: Visit, lang: str) -> None:
    first = visit(f"/?lang={lang}")
    first.change(lambda: first.option("stage", "group:in_progress").click())
    first.change(lambda: first.page.locator("#ka-metric").select_option("share_in_progress"))
    second = visit(first.page.url.removeprefix(first.address))
    assert second.sentence() == first.sentence()
    assert second.painted() == first.painted()
    assert second.table() == first.table()


def test_back_and_forward_walk_through_the_views(visit: Visit) -> None:
    opened = visit("/?lang=en")
    opened.change(lambda: opened.option("province", "IR-10").click())
    opened.change(lambda: opened.option("province", "IR-21").click())
    opened.change(lambda: opened.page.go_back())
    assert opened.sentence().endswith("in Isfahan.")
    opened.change(lambda: opened.page.go_back())
    assert opened.sentence() == "All 153 documented clusters, no filter."
    opened.change(lambda: opened.page.go_forward())
    assert opened.sentence().endswith("in Isfahan.")


@BOTH
def test_the_downloaded_csv_has_the_rows_of_the_filtered_table(visit: Visit, lang: str) -> None:
    opened = visit(f"/?lang={lang}&stage=implementation&sort=name")
    with opened.page.expect_download() as download:
        opened.page.locator(".st-key-export_csv button").click()
    assert download.value.suggested_filename.startswith("clusters_stage-implementation_v1_20")
    headings = column_headings(DATA)
    rows = read_csv(download.value.path().read_bytes(), headings)
    shown = opened.table()
    text = Text(lang)
    assert len(rows) == len(shown) == 48
    for row, cells in zip(rows.itertuples(), shown, strict=True):
        assert cells[0] == getattr(row, f"name_{lang}")
        assert cells[1] == getattr(row, f"province_{lang}")
        assert cells[2] == (getattr(row, f"trade_{lang}") or "—")
        assert cells[4] == getattr(row, f"stage_{lang}")
        assert cells[5] == (
            "—"
            if row.stage_year_jalali != row.stage_year_jalali
            else text.year(int(row.stage_year_jalali))
        )
        assert cells[6] == ("—" if row.firms != row.firms else text.number(int(row.firms)))
        assert cells[7] == (
            "—" if row.employment != row.employment else text.number(int(row.employment))
        )
        assert cells[8] == row.source_title


@BOTH
def test_a_click_on_a_cluster_opens_its_card(visit: Visit, atlas: Atlas, lang: str) -> None:
    opened = visit(f"/?lang={lang}&province=IR-28")
    point = opened.map.locator("path.cluster").first
    opened.change(lambda: point.click(force=True))
    record = atlas.clusters.set_index("cluster_id").loc[point.get_attribute("data-cluster")]
    assert opened.page.locator(".ka-card h2").inner_text() == record[f"name_{lang}"]
    assert (
        opened.page.locator(".ka-card .ka-source a").get_attribute("href") == record["source_url"]
    )
    opened.change(lambda: opened.page.locator(".ka-close").click())
    assert opened.page.locator(".ka-card").count() == 0


def test_hovering_names_province_and_cluster(visit: Visit) -> None:
    opened = visit("/?lang=en&province=IR-28")
    opened.map.locator('path[data-province="IR-08"]').hover(position={"x": 60, "y": 60})
    expect(opened.map.locator(".leaflet-tooltip")).to_contain_text("Kerman")
    opened.map.locator("path.cluster").first.hover(force=True)
    expect(opened.map.locator(".leaflet-tooltip").last).to_contain_text("cluster")


def test_everything_on_the_map_can_be_done_by_keyboard(visit: Visit) -> None:
    opened = visit("/?lang=en")
    opened.option("province", "IR-21").focus()
    opened.change(lambda: opened.page.keyboard.press("Space"))
    expect(opened.option("province", "IR-21")).to_be_focused()
    opened.page.locator("[data-cluster]").first.focus()
    opened.change(lambda: opened.page.keyboard.press("Enter"))
    assert opened.map.locator("path.cluster.chosen").count() == 1
    opened.page.locator("#ka-metric").focus()
    opened.change(lambda: opened.page.keyboard.press("ArrowDown"))
    assert "metric=count" in opened.page.url


def test_a_stage_bar_selects_its_stage(visit: Visit) -> None:
    opened = visit("/?lang=en")
    opened.change(lambda: opened.page.locator('.ka-stage[data-key="feasibility"]').click())
    assert opened.sentence() == "14 of 153 documented clusters: at the stage Feasibility study."


def test_a_row_of_the_table_shows_its_cluster_on_the_map(visit: Visit) -> None:
    opened = visit("/?lang=en&sort=-employment")
    row = opened.page.locator(".ka-table tbody tr").first
    opened.change(lambda: row.locator("td").nth(2).click())
    chosen = opened.map.locator("path.cluster.chosen").get_attribute("data-cluster")
    assert chosen == row.locator("[data-cluster]").get_attribute("data-cluster")


def test_clusters_at_one_spot_stand_apart(visit: Visit, atlas: Atlas) -> None:
    opened = visit("/?lang=en")
    centres = opened.map.locator("path.cluster").evaluate_all(
        "paths => paths.map(p => { const b = p.getBoundingClientRect(); return [p.dataset.cluster,"
        " b.x + b.width / 2, b.y + b.height / 2]; })"
    )
    at = {c: (x, y) for c, x, y in centres}
    spots: dict[tuple[float, float], list[str]] = {}
    for cluster, point in zip(atlas.clusters["cluster_id"], atlas.clusters.geometry, strict=True):
        spots.setdefault((point.x, point.y), []).append(cluster)
    crowded = [ids for ids in spots.values() if len(ids) > 1]
    assert crowded
    for ids in crowded:
        for one, other in ((a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]):
            assert (at[one][0] - at[other][0]) ** 2 + (at[one][1] - at[other][1]) ** 2 > 7**2


def test_an_approximate_place_is_drawn_differently(visit: Visit, atlas: Atlas) -> None:
    opened = visit("/?lang=en")
    approximate = (atlas.clusters["precision"] != "city").sum()
    assert opened.map.locator("path.cluster.approximate").count() == approximate
    fills = opened.map.locator("path.cluster.waiting").evaluate_all(
        "paths => [...new Set(paths.map(p => getComputedStyle(p).fill))]"
    )
    assert len(fills) == 2


def test_moving_the_map_asks_the_server_nothing(visit: Visit) -> None:
    opened = visit("/?lang=en")
    sent: list[object] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))

    opened.page.on("websocket", listen)
    opened.page.reload()
    opened.map.locator("body[data-painted]").wait_for()
    opened.settled()
    assert sent != []
    sent.clear()
    province = opened.map.locator('path[data-province="IR-07"]')
    province.hover()
    before = province.get_attribute("d")
    opened.page.mouse.wheel(0, -400)
    expect(province).not_to_have_attribute("d", before or "")
    opened.map_still()
    opened.settled()
    assert sent == []


@BOTH
@pytest.mark.parametrize("metric", ["per_million", "share_completed"])
def test_markup_backticks_and_formulas_in_records_are_plain_text_everywhere(
    visit: Visit, nasty: str, lang: str, metric: str
) -> None:
    opened = visit(f"/?lang={lang}&metric={metric}", address=nasty)
    rows = opened.table()
    assert [row[0] for row in rows] == NASTY
    assert [row[-1] for row in rows] == NASTY
    for number, text in enumerate(NASTY, 1):
        opened.change(opened.page.locator(f'[data-key="c{number:03d}"]').click)
        assert opened.page.locator(".ka-card h2").text_content() == text
        assert text in opened.page.locator(".ka-card dl").inner_text().replace(
            "\n", " "
        ) or " ".join(text.split()) in " ".join(
            opened.page.locator(".ka-card dl").inner_text().split()
        )
        opened.page.evaluate("document.querySelector('iframe').scrollIntoView({ block: 'center' })")
        opened.map.locator(f'path[data-cluster="c{number:03d}"]').hover(force=True)
        expect(opened.map.locator(".leaflet-tooltip strong").last).to_have_text(text)
    # our own pages aside
    assert opened.page.locator(".ka-table a[target], .ka-card a[target]").count() == 0
    assert "owned" not in opened.page.title()
    with opened.page.expect_download() as download:
        opened.page.locator(".st-key-export_csv button").click()
    back = read_csv(download.value.path().read_bytes(), column_headings(DATA))
    assert back["name_fa"].tolist() == NASTY
    assert not any(
        line.startswith(b"=") for line in download.value.path().read_bytes().split(b"\r\n")
    )


@pytest.mark.parametrize(("lang", "title"), [("fa", "درباره این اطلس"), ("en", "About this atlas")])
def test_a_link_to_another_page_opens_cold(visit: Visit, lang: str, title: str) -> None:
    opened = visit(f"/sources?lang={lang}", has_map=False)
    expect(opened.page).to_have_url(re.compile("/about"))
    expect(opened.page.locator(".ka h2").first).to_have_text(title)
    expect(opened.page.locator("html")).to_have_attribute("lang", lang)


@BOTH
def test_the_language_is_switched_and_the_view_stays(visit: Visit, lang: str) -> None:
    opened = visit(f"/?lang={lang}&province=IR-10")
    opened.page.locator('[data-key="lang"]').click()
    other = {"fa": "en", "en": "fa"}[lang]
    expect(opened.page.locator("html")).to_have_attribute("lang", other, timeout=20_000)
    expect(opened.page.locator(".ka-chip").first).to_contain_text(
        {"fa": "اصفهان", "en": "Isfahan"}[other], timeout=20_000
    )
    opened.map.locator(f'html[lang="{other}"] body[data-painted]').wait_for()


def test_the_view_survives_a_visit_to_another_page(visit: Visit) -> None:
    opened = visit("/?lang=en&province=IR-10")
    opened.page.get_by_role("link", name="About").click()
    expect(opened.page.locator("#ka-place-title")).to_have_text("About this atlas")
    opened.page.get_by_role("link", name="Map").click()
    expect(opened.page.locator(".ka-sentence")).to_contain_text("15 of 153")


def test_a_map_that_cannot_be_drawn_says_so_and_the_table_stays(
    served: str, browser: object
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})  # type: ignore[attr-defined]
    page = context.new_page()
    page.route("**/atlas_map.js", lambda route: route.abort())
    page.goto(f"{served}/?lang=en")
    page.locator(".ka-map-failed:not([hidden])").wait_for(timeout=30_000)
    assert page.locator(".ka-table tbody tr").count() == 25
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
@BOTH
def test_screens_are_kept_for_a_person_to_look_at(
    visit: Visit, lang: str, width: int, height: int, scheme: str
) -> None:
    opened = visit(
        f"/?lang={lang}&province=IR-10&cluster=c017", width=width, height=height, scheme=scheme
    )
    SCREENSHOTS.mkdir(exist_ok=True)
    opened.page.screenshot(path=SCREENSHOTS / f"map-{lang}-{width}-{scheme}.png")
    too_wide = opened.page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth -"
        " document.querySelector('[data-testid=stMain]').clientWidth"
    )
    assert too_wide <= 1
