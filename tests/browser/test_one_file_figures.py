"""The figures that the one file works out in the browser are those of the atlas, to the last digit.

Its own modules run in a page, before they are made one script.
"""

import math
import random
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route

from components.briefing.one_file_facts import facts_of
from components.briefing.story_slide import StorySlide
from components.contract.wire import json_of
from components.server.assets import BROWSER
from components.words.findings import shown_value
from components.words.text import Text
from geo.as_of import atlas_at
from geo.atlas import Atlas
from geo.indicators import INDICATORS
from geo.selection import select
from geo.view import View, read_view
from tests.conftest import DATA

VIEWS = 64
FIGURES = """async (tried) => {
  await import("/one_file/paint.js");
  const file = await import("/one_file/facts.js");
  return file.facts.stops.map((_, at) => {
    Object.assign(file.state, file.told(at), tried[at]);
    return file.countsByProvince().map((counts, place) => {
      const n = file.metricValue(counts);
      const klass = file.classOf(file.facts.provinces[place], n);
      return [Number.isNaN(n) ? null : n, Number.isNaN(n) ? "" : file.shownValue(n), klass];
    });
  });
}"""


def looks(atlas: Atlas) -> list[tuple[View, dict[str, str]]]:
    """Views of every indicator and date, each with what is tried on it in the file."""
    chance = random.Random(1404)
    provinces, trades = list(atlas.provinces.index), ["13", "10", "23", "15"]
    found = []
    for at in range(VIEWS):
        query = {
            "lang": chance.choice(["fa", "en"]),
            "metric": list(INDICATORS)[at % len(INDICATORS)],
            "as_of": chance.choice(["", "", "1390", "1395-06", "1402-07-15"]),
            "trade": chance.choice(["", *trades]),
            "firms": chance.choice(["", "", "yes", "no"]),
            "province": ",".join(chance.sample(provinces, chance.choice([0, 0, 1, 5]))),
        }
        tried = {}
        if not query["trade"] and chance.random() < 0.5:
            tried["trade"] = chance.choice(trades)
        if chance.random() < 0.3:
            tried["stage"] = chance.choice(["group:completed", "implementation"])
        found.append((read_view({k: v for k, v in query.items() if v}, atlas)[0], tried))
    return found


@pytest.fixture
def blank(browser: Browser) -> Page:
    """A page that has the browser's modules at their own addresses, and nothing else."""
    page = browser.new_context(offline=True).new_page()

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix("http://atlas.test/")
        route.fulfill(
            body=(BROWSER / name).read_text(encoding="utf-8"), content_type="text/javascript"
        )

    page.route("http://atlas.test/**", answer)
    return page


def test_the_browsers_figures_are_the_atlass_for_every_indicator_and_view(
    blank: Page, atlas: Atlas
) -> None:
    asked = looks(atlas)
    dated = {as_of: atlas_at(atlas, as_of) for as_of in {v.as_of for v, _ in asked} if as_of}
    stops = [StorySlide(dated.get(view.as_of, atlas), view) for view, _ in asked]
    facts = facts_of(stops, "fa", "", date(2026, 11, 24), DATA)
    html = '<div id="atlas"></div><script type="application/json" id="facts">{}</script>'
    inert = json_of(facts).replace("<", "\\u003c")
    blank.route(
        "http://atlas.test/",
        lambda route: route.fulfill(body=html.format(inert), content_type="text/html"),
    )
    blank.goto("http://atlas.test/")
    of_trade = {code: str(place) for place, code in enumerate(atlas.trades.index)}
    tries = [
        {"lang": view.lang}
        | tried
        | ({"trade": of_trade[tried["trade"]]} if "trade" in tried else {})
        for view, tried in asked
    ]
    compared = 0
    for stop, (view, tried), figures in zip(
        stops, asked, blank.evaluate(FIGURES, tries), strict=True
    ):
        own = select(stop.atlas, view.changed(stop.atlas, put=tried)).provinces
        breaks = select(stop.atlas, view).provinces["class"]
        text = Text(view.lang)
        for code, (value, shown, klass) in zip(own.index, figures, strict=True):
            if view.chosen("province") and code not in view.chosen("province"):
                continue  # the file holds the rows of the View's own provinces
            right = float(own.at[code, "value"])
            assert value == (None if math.isnan(right) else right), (view, code)
            assert shown == ("" if value is None else shown_value(text, view.metric, right))
            assert tried or klass == breaks[code]
            compared += 1
    assert compared > 1000
