"""What a map of more clusters than can be told apart shows: the arithmetic in a bare page, and
10,000 invented records served.
"""

import base64
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from components.browse.map_panel import bits
from geo.invented.registry import invented_snapshot
from geo.reference.reference import read_reference
from geo.registry.rights import Rights
from geo.registry.snapshot import snapshot_from
from geo.registry.store import Entry, Registry
from tests.browser.conftest import Opened
from tests.conftest import DATA
from tests.serving import ROOT, serving

Visit = Callable[..., Opened]
COUNT = 10_000
GATHER = """([spots, spotOf, groupOf, width]) => {
  const { mercator, gather } = globalThis.gathering;
  const rows = Int32Array.from(spotOf.keys());
  return gather(rows, spotOf, groupOf, mercator(spots), width)
    .map(({ spot, spots, n, mix }) => ({ spot, spots, n, mix }));
}"""
WORLD = 256 * 2**5.0


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    source = (ROOT / "components" / "browser" / "gathering.js").read_text(encoding="utf-8")
    page.evaluate(
        "async source => { globalThis.gathering = await import(URL.createObjectURL(new"
        " Blob([source], { type: 'text/javascript' }))); }",
        source,
    )
    yield page
    page.close()


def scattered(count: int, seed: int = 1) -> tuple[list[list[float]], list[int], list[int]]:
    """Spots over the country, and for each cluster its spot and stage group."""
    rng = np.random.default_rng(seed)
    spots = np.column_stack([rng.uniform(44, 63, 300), rng.uniform(25, 39, 300)]).round(4).tolist()
    return spots, rng.integers(0, 300, count).tolist(), rng.integers(0, 4, count).tolist()


def gathered(
    page: Page,
    spots: list[list[float]],
    spot_of: list[int],
    group_of: list[int],
    width: float = WORLD,
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(GATHER, [spots, spot_of, group_of, width])
    return found


@pytest.mark.parametrize("rows", [[], [0], [7, 8, 9], [0, 1, 2, 63, 99], list(range(0, 100, 3))])
def test_the_browser_reads_the_bits_that_the_server_writes(bare: Page, rows: list[int]) -> None:
    told = bits(np.array(rows, dtype=int), 100)
    assert told is not None
    assert len(base64.b64decode(told)) == 13
    assert bare.evaluate("told => [...gathering.rowsOf(told, 100)]", told) == rows


def test_no_bits_are_all_clusters(bare: Page) -> None:
    assert bare.evaluate("[...gathering.rowsOf(null, 5)]") == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("zoom", [4.5, 6, 9, 12])
def test_gatherings_hold_every_cluster_once_with_its_stage_group(bare: Page, zoom: float) -> None:
    spots, spot_of, group_of = scattered(5_000)
    found = gathered(bare, spots, spot_of, group_of, 256 * 2**zoom)
    assert sum(g["n"] for g in found) == 5_000
    assert [sum(g["mix"][kind] for g in found) for kind in range(4)] == np.bincount(
        group_of, minlength=4
    ).tolist()
    assert sorted(spot for g in found for spot in g["spots"]) == sorted(set(spot_of))
    assert all(g["n"] == sum(g["mix"]) for g in found)


def test_a_gathering_stands_on_a_place_of_its_own_clusters(bare: Page) -> None:
    found = gathered(bare, *scattered(5_000))
    assert all(g["spot"] in g["spots"] for g in found)


def test_gatherings_stand_apart_on_the_screen_and_come_closer_parts_them(bare: Page) -> None:
    spots, spot_of, group_of = scattered(5_000)
    far, near = (gathered(bare, spots, spot_of, group_of, 256 * 2**zoom) for zoom in (5, 11))
    places = bare.evaluate(
        "spots => { const { x, y } = gathering.mercator(spots); return [[...x], [...y]]; }", spots
    )
    at = [(places[0][g["spot"]] * 256 * 2**5, places[1][g["spot"]] * 256 * 2**5) for g in far]
    assert (
        min((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for i, a in enumerate(at) for b in at[i + 1 :])
        >= 52**2 * 0.999
    )
    assert len(near) > len(far)


def test_marks_step_aside_from_each_other_and_from_counts_but_not_far(bare: Page) -> None:
    marks = [
        {"x": 100, "y": 100, "radius": 18},
        {"x": 104, "y": 100, "radius": 18},
        {"x": 300, "y": 300, "radius": 12},
    ]
    labels = [{"x": 300, "y": 300}]
    moves = bare.evaluate(
        "([marks, labels]) => gathering.stepAside(marks, labels)", [marks, labels]
    )
    one, two, three = ((m["x"] + dx, m["y"] + dy) for m, (dx, dy) in zip(marks, moves, strict=True))
    assert abs(one[0] - two[0]) >= 34
    assert three[1] - 300 >= 19
    assert all(dx * dx + dy * dy <= 29**2 for dx, dy in moves)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the atlas with 10,000 invented records."""
    address = f"sqlite:///{tmp_path_factory.mktemp('crowded') / 'registry.sqlite'}"
    made = invented_snapshot(read_reference(DATA), DATA, COUNT, 1, date(2026, 11, 20))
    registry = Registry.open(address)
    registry.commit(
        snapshot_from({}), made, Entry("demo", Rights.to_all(""), "2026-11-20T00:00:00Z")
    )
    registry.engine.dispose()
    with serving(ROOT / "app.py", ATLAS_DATABASE_URL=address) as served:
        yield served


def numbers(opened: Opened) -> list[int]:
    found: list[int] = opened.map.locator(".gathered").evaluate_all(
        "marks => marks.map(mark => Number(mark.dataset.clusters))"
    )
    return found


def press_largest(opened: Opened) -> None:
    largest = max(numbers(opened))
    opened.map.locator(f'.gathered[data-clusters="{largest}"] .gathered-ground').first.click(
        force=True
    )
    opened.map_still()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_ten_thousand_clusters_are_gathered_and_resolve_down_to_one_that_opens(
    visit: Visit, crowded: str, lang: str
) -> None:
    opened = visit(f"/?lang={lang}", address=crowded)
    assert opened.map.locator("path.cluster[data-cluster]").count() < 100
    assert (
        0.9 * COUNT
        < sum(numbers(opened)) + opened.map.locator("path.cluster[data-cluster]").count()
        <= COUNT
    )
    for _ in range(8):
        if not opened.map.locator(".gathered").count():
            break
        press_largest(opened)
    assert opened.map.locator(".gathered").count() == 0
    point = opened.map.locator("path.cluster[data-cluster]").first
    cluster = point.get_attribute("data-cluster")
    opened.change(lambda: point.dispatch_event("click"))
    expect(opened.page.locator(".ka-card h2")).to_be_visible()
    assert f"cluster={cluster}" in opened.page.url


def test_hovering_a_gathering_says_what_it_holds(visit: Visit, crowded: str) -> None:
    opened = visit("/?lang=en", address=crowded)
    mark = opened.map.locator(".gathered").first
    mark.locator(".gathered-ground").hover(force=True)
    bubble = opened.map.locator(".leaflet-tooltip").last
    expect(bubble.locator("strong")).to_have_text(
        f"{int(mark.get_attribute('data-clusters') or 0):,} clusters"
    )
    expect(bubble).to_contain_text("Waiting: ")


def test_clusters_that_no_zoom_parts_are_listed_and_open_by_keyboard(
    browser: Browser, crowded: str
) -> None:
    opened = Opened(
        browser.new_context(viewport={"width": 1366, "height": 768}).new_page(), crowded
    )

    def few_told_apart(route: Route) -> None:
        # so that one spot is already too much
        route.fulfill(json=route.fetch().json() | {"toldApart": 10})

    opened.page.route("**/map_en.json", few_told_apart)
    opened.page.goto(f"{crowded}/?lang=en")
    opened.map.locator("body[data-painted]").wait_for()
    opened.settled()
    while not opened.map.locator(".gathered-list").count():
        press_largest(opened)
    first = opened.map.locator(".gathered-name").first
    assert first.evaluate("button => document.activeElement === button")
    name = first.inner_text()
    opened.change(lambda: first.press("Enter"))
    expect(opened.page.locator(".ka-card h2")).to_have_text(name)
    assert opened.errors == []
    opened.page.context.close()


def test_a_chosen_cluster_is_drawn_by_itself_among_gatherings(visit: Visit, crowded: str) -> None:
    opened = visit("/?lang=en", address=crowded)
    opened.change(lambda: opened.page.locator(".ka-table [data-cluster]").first.click())
    assert opened.map.locator("path.cluster.chosen").count() == 1
    assert opened.map.locator(".gathered").count() > 10


def test_a_filter_that_leaves_few_draws_each(visit: Visit, crowded: str) -> None:
    opened = visit("/?lang=en", address=crowded)
    opened.change(lambda: opened.option("province", "IR-10").click())
    assert opened.map.locator(".gathered").count() == 0
    assert opened.sentence().startswith(
        f"{opened.map.locator('path.cluster[data-cluster]').count():,} of 10,000"
    )
