"""Speed of the pages: first figures of each, opened cold and reached from the map by a click,
beside an empty app doing the same.
"""

import argparse
import os
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.browsing import DRAWN, PAUSE, first_visit
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

TIMES = 5
"""Turns; each opens every page twice."""
PLACE = "document.querySelector('.ka-place-facts dd')?.textContent || ''"
PAGES = {
    "province": ("/province?province=IR-10", PLACE),
    "trade": ("/trade?trade=13", PLACE),
    "cluster": ("/cluster?cluster=c001", PLACE),
    "compare": (
        "/compare?compare=province:IR-10,province:IR-15",
        "document.querySelector('.ka-comparison td .ka-value')?.textContent || ''",
    ),
    "about": ("/about", "document.querySelector('.ka-place h3')?.textContent || ''"),
}
"""Address of each page and what says that its first figures are there."""
LINK = (
    "[...document.querySelectorAll('[data-testid=stTopNavLink]')].find((link) => new"
    " URL(link.href).pathname.endsWith('%s'))"
)
FOLLOW = """async ([link, drawn]) => {
  const began = performance.now();
  eval(link).click();
  while (!eval(drawn)) {
    if (performance.now() - began > 20000) throw new Error("the page was not shown");
    await new Promise((next) => setTimeout(next, 2));
  }
  return performance.now() - began;
}"""
SECOND = (
    "[...document.querySelectorAll('[data-testid=stText]')].some((line) => line.textContent ==="
    " 'second')"
)


def followed(page: Page, start: str, drawn: str, link: str, shown: str) -> float:
    """Milliseconds from a click on a link of the navigation to what the page shows first; `start`
    is opened and settled before.
    """
    page.goto(start)
    page.wait_for_function(f"() => {drawn}", polling=5)
    page.wait_for_timeout(1500)
    return float(page.evaluate(FOLLOW, [link, shown]))


def bench() -> dict[str, float]:
    with (
        serving(ROOT / "app.py") as atlas,
        serving(Path(__file__).parent / "empty_app.py") as bare,
        serving(Path(__file__).parent / "empty_pages.py") as two,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_FLAGS
        )
        page = browser.new_page(bypass_csp=True, viewport={"width": 1366, "height": 768})
        addresses = {"bare": (bare, DRAWN["bare"])} | {
            name: (atlas + path, drawn) for name, (path, drawn) in PAGES.items()
        }
        cold: dict[str, list[float]] = {name: [] for name in addresses}
        clicked: dict[str, list[float]] = {name: [] for name in addresses}
        for address, drawn in addresses.values():
            first_visit(browser, address, drawn)
        for _ in range(TIMES):
            for name, (address, drawn) in addresses.items():
                cold[name].append(first_visit(browser, address, drawn))
                time.sleep(PAUSE)
                if name == "bare":
                    clicked[name].append(
                        followed(page, two, DRAWN["bare"], LINK % "/second", SECOND)
                    )
                else:
                    # the map with the page's subject in its View, as a reader has it who chose
                    # something there
                    query = address.partition("?")[2]
                    clicked[name].append(
                        followed(
                            page, f"{atlas}/?{query}", DRAWN["atlas"], LINK % f"/{name}", drawn
                        )
                    )
        browser.close()
    found: dict[str, float] = {}
    for way, taken in (("cold", cold), ("from_map", clicked)):
        middle = {name: statistics.median(times) for name, times in taken.items()}
        found |= {f"{way}_bare_ms": middle["bare"]} | {
            f"{way}_{name}_over_bare": middle[name] / middle["bare"] for name in PAGES
        }
    return found


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("\n".join(f"{name:32} {value:>10.2f}" for name, value in bench().items()))
