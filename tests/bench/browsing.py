"""What the bench does in a browser: filter changes in several apps in turn, and first visits."""

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.bench.provinces import PROVINCES

VISITS = 9
PAUSE = 1.0
"""Seconds of rest after each first visit: a server still ending one visitor's session would slow
the next one's.
"""
REST = 600
"""Milliseconds of rest after each filter change, in which the rest of the page is painted."""
MAP = "document.querySelector('iframe')?.contentDocument"
DRAWN = {
    "atlas": f"{MAP}?.body?.dataset.painted || ''",
    "bare": "document.querySelector('[data-testid=stText]')?.textContent || ''",
    # a rebuilt map is a new frame: it is known by when it began
    "ordinary": (
        f"{MAP}?.querySelector('.leaflet-marker-icon') ?"
        " document.querySelector('iframe').contentWindow.performance.timeOrigin : ''"
    ),
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


@dataclass
class Changes:
    """Milliseconds of each filter change by app; bytes that the atlas received for each, WebSocket
    payload and HTTP answers.
    """

    taken: dict[str, list[float]] = field(default_factory=dict)
    wires: list[int] = field(default_factory=list)

    def middle(self, app: str) -> float:
        """The median of one app."""
        return statistics.median(self.taken[app])


class _Wire:
    """Counts what a page receives."""

    def __init__(self, page: Page) -> None:
        self.size = 0
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda frame: self._add(len(frame))),
        )
        page.on("response", lambda answer: self._add(int(answer.headers.get("content-length", 0))))

    def _add(self, size: int) -> None:
        self.size += size


def filter_changes(browser: Browser, apps: Mapping[str, str]) -> Changes:
    """Provinces switched on one after another, then off, in each app in turn; the atlas's map must
    stay in its frame.
    """
    pages: dict[str, Page] = {}
    for name, address in apps.items():
        pages[name] = page = browser.new_page(
            bypass_csp=True, viewport={"width": 1366, "height": 768}
        )
        if name == "atlas":
            wire = _Wire(page)
        page.goto(address)
        page.wait_for_function(f"() => {DRAWN[name]}", polling=5)
        page.wait_for_selector(PICK[name] % PROVINCES[0], state="attached")
    time.sleep(2)
    found = Changes({name: [] for name in apps})
    frame = pages["atlas"].query_selector("iframe")
    for code in (*PROVINCES, *PROVINCES):
        for name, page in pages.items():
            wire.size = 0
            found.taken[name].append(page.evaluate(CHANGE, [PICK[name] % code, DRAWN[name]]))
            page.wait_for_timeout(REST)
            if name == "atlas":
                found.wires.append(wire.size)
    assert frame and frame.evaluate("node => node.isConnected"), "the map's frame was rebuilt"
    for page in pages.values():
        page.close()
    return found


def first_visit(browser: Browser, address: str, drawn: str) -> float:
    """Milliseconds from asking for the page to the map (or first element), with nothing cached."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    shown = page.wait_for_function(
        f"() => ({drawn}) ? performance.now() : 0", polling=5
    ).json_value()
    context.close()
    return float(shown)


def first_visits(browser: Browser, apps: Mapping[str, str]) -> dict[str, float]:
    """Median milliseconds of a first visit by app, each app in turn."""
    visits: dict[str, list[float]] = {name: [] for name in apps}
    for _ in range(VISITS):
        for name, address in apps.items():
            visits[name].append(first_visit(browser, address, DRAWN[name]))
            time.sleep(PAUSE)
    return {name: statistics.median(found) for name, found in visits.items()}
