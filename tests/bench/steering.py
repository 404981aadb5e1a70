"""What a reader steers at 10,000 invented clusters with 50,000 events, beside the bare round trip,
in turns: the date, weights, thresholds, the outlook.
"""

import os
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from components.server.registry import open_registry
from geo.invented.registry import invented_snapshot
from geo.reference.reference import read_reference
from geo.registry.rights import Rights
from geo.registry.store import Entry
from tests.bench.browsing import DRAWN
from tests.bench.provinces import PROVINCES
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

HERE = Path(__file__).parent
CLUSTERS, STEPS = 10_000, 16
STAGES_DRAWN = (
    "document.querySelector('.ka-as-of')?.dataset.asOf + document.querySelector('.ka-stage"
    " .ka-count')?.textContent"
)
SET = (
    "(() => {{ const box = document.querySelector({box}); box.value = {value};"
    " box.dispatchEvent(new Event('change')); }})()"
)
"""No turn asks for what an earlier one asked for: an answer that was kept would flatter."""
SLIDER = "`[data-key=weight-${['gap', 'output', 'exports', 'nearness'][n % 4]}]`"
STEP = """async ([act, drawn, n]) => {
  const state = () => eval(drawn);
  const before = state();
  const began = performance.now();
  eval(act);
  while (!state() || state() === before) {
    if (performance.now() - began > 20000) throw new Error("no change was shown");
    await new Promise((next) => setTimeout(next, 2));
  }
  return performance.now() - began;
}"""


@dataclass(frozen=True)
class Case:
    """A page's address, what is done there at turn n, and an expression that changes once its
    answer is shown.
    """

    path: str
    act: str
    drawn: str


CASES = {
    "date_on_map": Case(
        "/", "document.querySelector('[data-key=as-of-previous]').click()", DRAWN["atlas"]
    ),
    "date_on_stages": Case(
        "/stages", "document.querySelector('[data-key=as-of-previous]').click()", STAGES_DRAWN
    ),
    "weight": Case(
        "/stages?room=next",
        SET.format(box=SLIDER, value="1 + (3 + (n >> 2)) % 5"),
        "document.querySelector('.ka-ranking tbody')?.textContent",
    ),
    "threshold": Case(
        "/stages?room=clock",
        SET.format(box="'[data-key=set-silent_months]'", value="13 + n"),
        "document.querySelector('[data-testid=stMain] h2')?.textContent",
    ),
    "outlook": Case(
        "/stages?room=outlook",
        SET.format(box="'[data-key=set-starts]'", value="30 + n"),
        "document.querySelector('.ka-timed tbody')?.textContent",
    ),
}


def bench() -> dict[str, float]:
    """Medians in milliseconds from an act to its answer on the screen, and their ratios to the bare
    round trip.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = f"sqlite:///{folder / 'demo.sqlite'}"
        store = open_registry(address)
        made = invented_snapshot(
            read_reference(ROOT / "data"), ROOT / "data", CLUSTERS, 1, date(2026, 11, 24)
        )
        store.commit(
            store.snapshot(), made, Entry("demo", Rights.to_all("bench"), "2026-11-24T00:00:00Z")
        )
        atlas = stack.enter_context(serving(ROOT / "app.py", ATLAS_DATABASE_URL=address))
        bare = stack.enter_context(serving(HERE / "empty_app.py"))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=CHROMIUM_FLAGS
        )
        stack.callback(browser.close)
        tick = (
            f"document.querySelector('.st-key-' + {list(PROVINCES)}[n % {len(PROVINCES)}] + '"
            " input').click()"
        )
        cases = {
            name: Case(atlas + case.path, case.act, case.drawn) for name, case in CASES.items()
        } | {"bare": Case(bare, tick, DRAWN["bare"])}
        pages: dict[str, Page] = {}
        for name, case in cases.items():
            pages[name] = browser.new_page(bypass_csp=True, viewport={"width": 1366, "height": 768})
            pages[name].goto(case.path)
            pages[name].wait_for_function(f"() => {case.drawn}", polling=5)
            pages[name].wait_for_timeout(2000)
        taken: dict[str, list[float]] = {name: [] for name in pages}
        for n in range(STEPS):
            for name, page in pages.items():
                taken[name].append(page.evaluate(STEP, [cases[name].act, cases[name].drawn, n]))
                page.wait_for_timeout(500)
    middle = {f"{name}_ms": statistics.median(values) for name, values in taken.items()}
    return middle | {
        f"{name}_over_bare": middle[f"{name}_ms"] / middle["bare_ms"] for name in CASES
    }


if __name__ == "__main__":
    print("\n".join(f"{name:28} {value:>10.2f}" for name, value in bench().items()))
