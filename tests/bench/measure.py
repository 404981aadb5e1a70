"""Speed as ratios, measured in one run: the atlas, an empty Streamlit app and an ordinary folium
app, side by side on the same records.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
from playwright.sync_api import sync_playwright

from geo.atlas import Atlas, read_atlas
from geo.selection import select
from geo.view import read_view
from tests.bench.browsing import filter_changes, first_visits
from tests.bench.scale import SIZES, scale
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

HERE = Path(__file__).parent


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
    rows = pd.concat([atlas.clusters] * -(-size // len(atlas.clusters)), ignore_index=True).iloc[
        :size
    ]
    rows["cluster_id"] = [f"x{i}" for i in range(size)]
    return replace(atlas, clusters=gpd.GeoDataFrame(rows, crs=atlas.clusters.crs))


def selections() -> dict[str, float]:
    """Milliseconds for a Selection: 153 records as shipped, 10,000 and 100,000."""
    atlas = read_atlas(ROOT / "data")
    found = {}
    for name, data in (
        ("selection_153_ms", atlas),
        *((f"selection_{size}_ms", of_size(atlas, size)) for size in SIZES),
    ):
        views = [
            read_view(query, data)[0]
            for query in (
                {},
                {"province": "IR-10"},
                {"q": "فرش", "stage": "identified"},
                {"sort": "-firms"},
            )
        ]
        found[name] = max(
            milliseconds(partial(lambda data, view: select(data, view).clusters, data, view))
            for view in views
        )
    return found


def bench() -> dict[str, float]:
    """All measures.

    Times are medians in milliseconds; wire is bytes of WebSocket payload and HTTP answers.
    """
    with ExitStack() as stack:
        apps = {
            "atlas": stack.enter_context(serving(ROOT / "app.py")),
            "bare": stack.enter_context(serving(HERE / "empty_app.py")),
            "ordinary": stack.enter_context(serving(HERE / "ordinary_app.py")),
        }
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_FLAGS
        )
        stack.callback(browser.close)
        changes = filter_changes(browser, apps)
        visits = first_visits(browser, apps)
        large = scale(browser, apps["bare"])
    filters = {name: changes.middle(name) for name in apps}
    return {
        "filter_over_bare": filters["atlas"] / filters["bare"],
        "ordinary_over_filter": filters["ordinary"] / filters["atlas"],
        "first_visit_over_empty": visits["atlas"] / visits["bare"],
        "ordinary_first_visit_over_empty": visits["ordinary"] / visits["bare"],
        "wire_bytes_per_filter": statistics.median(changes.wires),
        "filter_changes": len(changes.wires),
        **{f"filter_{name}_ms": taken for name, taken in filters.items()},
        **{f"first_visit_{name}_ms": taken for name, taken in visits.items()},
        **selections(),
        **large,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", default="", help="also write the measures to this file")
    chosen = parser.parse_args()
    measures = {name: round(value, 2) for name, value in bench().items()}
    print("\n".join(f"{name:34} {value:>12,}" for name, value in measures.items()))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(measures, indent=1) + "\n", encoding="utf-8")
