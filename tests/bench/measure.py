"""Speed as ratios, measured in one run: the atlas, an empty Streamlit app and an ordinary folium app, side by side on the same records."""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright

from geo.atlas import Atlas, read_atlas
from geo.selection import select
from geo.view import read_view
from tests.bench.provinces import PROVINCES
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

HERE = Path(__file__).parent
VISITS = 9
PAUSE = 1.0
"""Seconds of rest after each first visit: a server still ending one visitor's session would slow the next one's."""
MAP = "document.querySelector('iframe')?.contentDocument"
DRAWN = {
    "atlas": f"{MAP}?.body?.dataset.painted || ''",
    "bare": "document.querySelector('[data-testid=stText]')?.textContent || ''",
    # a rebuilt map is a new frame: it is known by when it began
    "ordinary": f"{MAP}?.querySelector('.leaflet-marker-icon') ? document.querySelector('iframe').contentWindow.performance.timeOrigin : ''",
}
PICK = {
    "atlas": "[data-key='province:%s']",
    "bare": ".st-key-%s input",
    "ordinary": ".st-key-%s input",
}
CHANGE = """async ([pick, drawn]) => {
  const state = () => eval(drawn);
  const before = state();
  const began = performance.now();
  document.querySelector(pick).click();
  while (!state() || state() === before) {
    if (performance.now() - began > 20000) throw new Error("no change was shown");
    await new Promise((next) => setTimeout(next, 2));
  }
  return performance.now() - began;
}"""


def first_visit(browser: Browser, address: str, drawn: str) -> float:
    """Milliseconds from asking for the page to the map (or first element), with nothing cached."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    shown = page.wait_for_function(f"() => ({drawn}) ? performance.now() : 0", polling=5).json_value()
    context.close()
    return float(shown)


def milliseconds(work: Callable[[], object], times: int = 25) -> float:
    """Median time of `work`."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def of_size(atlas: Atlas, size: int) -> Atlas:
    """The Atlas with its records repeated to `size` rows."""
    rows = pd.concat([atlas.clusters] * -(-size // len(atlas.clusters)), ignore_index=True).iloc[:size]
    rows["cluster_id"] = [f"x{i}" for i in range(size)]
    return replace(atlas, clusters=gpd.GeoDataFrame(rows, crs=atlas.clusters.crs))


def selections() -> dict[str, float]:
    """Milliseconds for a Selection: 153 records as shipped, and 10,000."""
    atlas = read_atlas(ROOT / "data")
    found = {}
    for name, data in (("selection_153_ms", atlas), ("selection_10000_ms", of_size(atlas, 10_000))):
        views = [read_view(query, data)[0] for query in ({}, {"province": "IR-10"}, {"q": "فرش", "stage": "identified"}, {"sort": "-firms"})]
        found[name] = max(milliseconds(lambda data=data, view=view: select(data, view)) for view in views)  # type: ignore[misc]
    return found


def bench() -> dict[str, float]:
    """All measures. Times are medians in milliseconds; wire is bytes of WebSocket payload and HTTP answers."""
    with ExitStack() as stack:
        apps = {
            "atlas": stack.enter_context(serving(ROOT / "app.py")),
            "bare": stack.enter_context(serving(HERE / "empty_app.py")),
            "ordinary": stack.enter_context(serving(HERE / "ordinary_app.py")),
        }
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=os.environ["CHROMIUM"], args=CHROMIUM_FLAGS)
        stack.callback(browser.close)
        wire = 0

        def count(size: int) -> None:
            nonlocal wire
            wire += size

        pages: dict[str, Page] = {}
        for name, address in apps.items():
            pages[name] = page = browser.new_page(viewport={"width": 1366, "height": 768})
            if name == "atlas":
                page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: count(len(frame))))
                page.on("response", lambda answer: count(int(answer.headers.get("content-length", 0))))
            page.goto(address)
            page.wait_for_function(f"() => {DRAWN[name]}", polling=5)
            page.wait_for_selector(PICK[name] % PROVINCES[0], state="attached")
        time.sleep(2)
        changes: dict[str, list[float]] = {name: [] for name in apps}
        wires: list[int] = []
        frame = pages["atlas"].query_selector("iframe")
        for code in (*PROVINCES, *PROVINCES):
            for name, page in pages.items():
                wire = 0
                changes[name].append(page.evaluate(CHANGE, [PICK[name] % code, DRAWN[name]]))
                page.wait_for_timeout(600)
                if name == "atlas":
                    wires.append(wire)
        assert frame and frame.evaluate("node => node.isConnected"), "the map's frame was rebuilt"
        for page in pages.values():
            page.close()
        visits: dict[str, list[float]] = {name: [] for name in apps}
        for _ in range(VISITS):
            for name, address in apps.items():
                visits[name].append(first_visit(browser, address, DRAWN[name]))
                time.sleep(PAUSE)
    middle = {
        f"{kind}_{name}_ms": statistics.median(values) for kind, found in (("filter", changes), ("first_visit", visits)) for name, values in found.items()
    }
    return {
        "filter_over_bare": middle["filter_atlas_ms"] / middle["filter_bare_ms"],
        "ordinary_over_filter": middle["filter_ordinary_ms"] / middle["filter_atlas_ms"],
        "first_visit_over_empty": middle["first_visit_atlas_ms"] / middle["first_visit_bare_ms"],
        "ordinary_first_visit_over_empty": middle["first_visit_ordinary_ms"] / middle["first_visit_bare_ms"],
        "wire_bytes_per_filter": statistics.median(wires),
        "filter_changes": len(wires),
        **middle,
        **selections(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", default="", help="also write the measures to this file")
    chosen = parser.parse_args()
    measures = {name: round(value, 2) for name, value in bench().items()}
    print("\n".join(f"{name:34} {value:>12,}" for name, value in measures.items()))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(measures, indent=1) + "\n", encoding="utf-8")
