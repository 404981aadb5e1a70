"""One step of the date control at 10,000 invented clusters with 50,000 events, beside the bare round trip, in turns."""

import os
import statistics
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from components.records import open_registry
from geo.ground import read_ground
from geo.registry.made_up import invented_snapshot
from geo.registry.store import Entry
from tests.bench.browsing import CHANGE, DRAWN, PICK
from tests.bench.provinces import PROVINCES
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

HERE = Path(__file__).parent
CLUSTERS, STEPS = 10_000, 16
STAGES_DRAWN = "document.querySelector('.ka-as-of')?.dataset.asOf + document.querySelector('.ka-stage .ka-count')?.textContent"


def bench() -> dict[str, float]:
    """Medians in milliseconds from pressing `one year back` to what it shows: the map painted; the stages of the page of stages."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = f"sqlite:///{folder / 'demo.sqlite'}"
        store = open_registry(address)
        made = invented_snapshot(read_ground(ROOT / "data"), ROOT / "data", CLUSTERS, 1, date(2026, 11, 24))
        store.commit(store.snapshot(), made, Entry("demo", "bench", "2026-11-24T00:00:00Z"))
        atlas = stack.enter_context(serving(ROOT / "app.py", ATLAS_DATABASE_URL=address))
        bare = stack.enter_context(serving(HERE / "empty_app.py"))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=CHROMIUM_FLAGS)
        stack.callback(browser.close)
        drawn = {"map": DRAWN["atlas"], "stages": STAGES_DRAWN, "bare": DRAWN["bare"]}
        pages: dict[str, Page] = {}
        for name, path in (("map", f"{atlas}/"), ("stages", f"{atlas}/stages"), ("bare", bare)):
            pages[name] = browser.new_page(viewport={"width": 1366, "height": 768})
            pages[name].goto(path)
            pages[name].wait_for_function(f"() => {drawn[name]}", polling=5)
            pages[name].wait_for_timeout(2000)
        taken: dict[str, list[float]] = {name: [] for name in pages}
        for n in range(STEPS):
            for name, page in pages.items():
                pick = PICK["bare"] % PROVINCES[n % len(PROVINCES)] if name == "bare" else "[data-key=as-of-previous]"
                taken[name].append(page.evaluate(CHANGE, [pick, drawn[name]]))
                page.wait_for_timeout(500)
    middle = {f"{name}_ms": statistics.median(values) for name, values in taken.items()}
    return middle | {f"{name}_over_bare": middle[f"{name}_ms"] / middle["bare_ms"] for name in ("map", "stages")}


if __name__ == "__main__":
    print("\n".join(f"{name:20} {value:>10.2f}" for name, value in bench().items()))
