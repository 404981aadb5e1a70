"""Files for a meeting: how long each takes, and whether another visitor notices while they are
made.
"""

import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from components.briefing.file_request import file_request, make_file, province_stops
from components.briefing.story_slide import StorySlide
from components.server.site import atlas_of
from geo.view import View
from tests.bench.browsing import CHANGE, DRAWN, PICK
from tests.bench.provinces import PROVINCES
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

HERE = Path(__file__).parent
CHANGES, RUNS = 24, 3
LIMITS = {
    "pptx_10": 5.0,
    "pdf_10": 5.0,
    "booklet_31": 15.0,
    "deck_31": 15.0,
    "png": 1.0,
    "svg": 1.0,
    "html": 1.0,
}
"""Seconds."""
AGAIN = """() => setInterval(() => {
  const button = document.querySelector(".st-key-files_make button");
  const busy = document.querySelector('[data-testid="stProgress"]');
  if (busy) window.begun = true;
  else if (window.begun) [window.begun, window.made] = [false, (window.made || 0) + 1];
  if (!busy && button) button.click();
}, 500)"""
"""Asks for the file whenever none is being made; counts those that were."""


def times() -> dict[str, float]:
    """Median seconds of each file, made of the documented records in this process."""
    today, view = date(2026, 11, 24), View()
    all_31 = province_stops(view)
    stops = {"10": all_31[:10], "31": all_31, "1": [StorySlide(atlas_of(view), view)]}
    made = {
        "pptx_10": ("10", "pptx"),
        "pdf_10": ("10", "pdf"),
        "booklet_31": ("31", "pdf"),
        "deck_31": ("31", "pptx"),
    }
    made |= {kind: ("1", kind) for kind in ("png", "svg", "html")}
    found = {}
    for name, (which, kind) in made.items():
        taken = []
        for _ in range(RUNS):
            began = time.perf_counter()
            make_file(file_request(stops[which], "https://atlas.example", "fa", today), kind)
            taken.append(time.perf_counter() - began)
        found[name] = statistics.median(taken)
    return found


def responsiveness() -> dict[str, float]:
    """Medians in milliseconds of a filter change on the map beside the bare round trip, in turns:
    quiet, and while another visitor has the booklet
    and then the deck of all provinces made over and over; how many were made meanwhile.
    """
    with ExitStack() as stack:
        atlas = stack.enter_context(serving(ROOT / "app.py"))
        bare = stack.enter_context(serving(HERE / "empty_app.py"))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=CHROMIUM_FLAGS
        )
        stack.callback(browser.close)
        pages = {
            name: _opened(browser, address, DRAWN[name])
            for name, address in (("atlas", atlas), ("bare", bare))
        }
        _changes(pages)
        found = _named("quiet", _changes(pages))
        for kind in ("pdf", "pptx"):
            maker = _making(browser, atlas, kind)
            before = maker.evaluate("window.made || 0")
            found |= _named(kind, _changes(pages))
            found[f"{kind}_made"] = maker.evaluate("window.made || 0") - before
            maker.close()
            pages["atlas"].wait_for_timeout(6000)
    return found | {
        f"{kind}_by_quiet": found[f"{kind}_over_bare"] / found["quiet_over_bare"]
        for kind in ("pdf", "pptx")
    }


def _opened(browser: Browser, address: str, drawn: str) -> Page:
    page = browser.new_page(bypass_csp=True, viewport={"width": 1366, "height": 768})
    page.goto(address)
    page.wait_for_function(f"() => {drawn}", polling=5)
    page.wait_for_timeout(2000)
    return page


def _making(browser: Browser, atlas: str, kind: str) -> Page:
    """A visitor's page of stories on which all provinces are made into files of this kind, again
    and again.
    """
    page = browser.new_page(bypass_csp=True, viewport={"width": 1366, "height": 768})
    page.goto(f"{atlas}/story?lang=en")
    for key, option in (("files_what", 1), ("files_kind", {"pptx": 0, "pdf": 1}[kind])):
        page.locator(f".st-key-{key} input").click()
        page.locator('[role="option"]').nth(option).click()
        page.wait_for_timeout(1000)
    page.evaluate(AGAIN)
    page.wait_for_function("() => window.begun", polling=50)
    return page


def _changes(pages: dict[str, Page]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for n in range(CHANGES):
        for name, page in pages.items():
            taken[name].append(
                page.evaluate(CHANGE, [PICK[name] % PROVINCES[n % len(PROVINCES)], DRAWN[name]])
            )
            page.wait_for_timeout(400)
    return {name: statistics.median(values) for name, values in taken.items()}


def _named(when: str, middle: dict[str, float]) -> dict[str, float]:
    return {f"{when}_{name}_ms": value for name, value in middle.items()} | {
        f"{when}_over_bare": middle["atlas"] / middle["bare"]
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ATLAS_DATABASE_URL"] = f"sqlite:///{folder}/registry.sqlite"
        for name, seconds in times().items():
            print(f"{name:20} {seconds:>8.2f} s, at most {LIMITS[name]:g}")
    print("\n".join(f"{name:20} {value:>8.2f}" for name, value in responsiveness().items()))
