"""Speed of the comparison and the search: first figures of six provinces beside an empty app's
first element, finds at 10,000 clusters.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from components.commands.command_line import main
from tests.bench.browsing import DRAWN, PAUSE, VISITS, first_visit
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

SIX = "/compare?compare=" + ",".join(
    f"province:IR-{number}" for number in ("10", "15", "21", "07", "03", "08")
)
FIGURES = "document.querySelector('.ka-comparison td .ka-value')?.textContent || ''"
QUERIES = (
    "Isfahan",
    "esfahan",
    "خوشه فرش دستباف",
    "carpet khorasan",
    "لرسنان",
    "kashan",
    "tile and ceramics yazd",
)
TYPED = """async (query) => {
  const box = document.getElementById("ka-search");
  const list = document.getElementById("ka-search-finds");
  box.focus();
  const taken = [];
  for (let end = 1; end <= query.length; end++) {
    box.value = query.slice(0, end);
    const began = performance.now();
    const painted = new Promise((done) => {
      const seen = () => { observer.disconnect(); done(); };
      const observer = new MutationObserver(seen);
      observer.observe(list, { childList: true });
    });
    box.dispatchEvent(new Event("input"));
    await painted;
    taken.push(performance.now() - began);
  }
  return taken;
}"""
"""Milliseconds from each letter typed to its finds on the screen, the pause before asking included.
"""


def bench() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo.sqlite"
        main(["demo", "10000", "--database", str(demo)])
        with (
            serving(ROOT / "app.py", ATLAS_DATABASE_URL=f"sqlite:///{demo}") as many,
            serving(ROOT / "app.py") as shipped,
            serving(Path(__file__).parent / "empty_app.py") as bare,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=os.environ["CHROMIUM"], args=CHROMIUM_FLAGS
            )
            addresses = {
                "bare": (bare, DRAWN["bare"]),
                "six_provinces": (shipped + SIX, FIGURES),
                "six_provinces_of_10000": (many + SIX, FIGURES),
            }
            visits: dict[str, list[float]] = {name: [] for name in addresses}
            for address, drawn in addresses.values():
                first_visit(browser, address, drawn)
            for _ in range(VISITS):
                for name, (address, drawn) in addresses.items():
                    visits[name].append(first_visit(browser, address, drawn))
                    time.sleep(PAUSE)
            page = browser.new_page(bypass_csp=True)
            page.goto(f"{many}/records?lang=en")
            page.locator("#ka-search").focus()
            page.wait_for_timeout(6000)
            taken = sorted(t for query in QUERIES for t in page.evaluate(TYPED, query))
            browser.close()
    return {
        **{f"first_figures_{name}_ms": statistics.median(times) for name, times in visits.items()},
        "letters_typed": len(taken),
        "finds_median_ms": statistics.median(taken),
        "finds_95_percent_ms": taken[int(len(taken) * 0.95)],
        "finds_longest_ms": taken[-1],
    }


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("\n".join(f"{name:40} {value:>10.0f}" for name, value in bench().items()))
