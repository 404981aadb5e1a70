"""A real Chromium, and pages in it that tell of every request that left the host and every
error.
"""

import csv
import os
import re
import shutil
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FrameLocator,
    Locator,
    Page,
    sync_playwright,
)

from tests.conftest import DATA
from tests.serving import CHROMIUM_FLAGS, ROOT, serving

SCREENSHOTS = ROOT / "screenshots"
NASTY = [
    "<img src=x onerror=\"document.title='owned'\">",
    "`${document.title='owned'}`",
    "</script><script>document.title='owned'</script>",
    '=HYPERLINK("http://example.com","x")',
    "{{ 7*7 }} {% raw %} \"quoted\" 'single' \\ back",
    "**bold** [link](http://example.com) :red[x] $x^2$",
]
"""Texts that some careless program would run, as names of records."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave a picture of every page of a failed test in screenshots/."""
    report = yield
    if report.when == "call" and report.failed:
        pages = [page for context in _contexts for page in context.pages]
        for number, page in enumerate(pages):
            with suppress(Exception):
                name = re.sub(r"\W+", "-", item.name)[:80]
                page.screenshot(path=SCREENSHOTS / f"failed-{name}-{number}.png", full_page=True)
    return report


def wait_for_function(
    self: Page,
    expression: str,
    *,
    arg: object = None,
    timeout: float = 30_000,
    **_options: object,
) -> None:
    """As Playwright's, but asked every 20 ms from outside, whatever pace is asked for: its own
    runs `eval` in the page, which our policy forbids.
    """
    until = time.monotonic() + timeout / 1000
    while not self.evaluate(expression, arg):
        if time.monotonic() > until:
            raise TimeoutError(f"{timeout} ms were over before {expression}")
        self.wait_for_timeout(20)


Page.wait_for_function = wait_for_function  # type: ignore[method-assign, assignment]


class Opened:
    """A page of the atlas, its map, and what went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if (
            parts.scheme not in {"data", "blob", "about"}
            and parts.netloc != urlsplit(self.address).netloc
        ):
            self.outside.append(url)

    @property
    def map(self) -> FrameLocator:
        # the newest: where the map is drawn anew, as in another language, the old frame stands
        # beside it for a moment
        return self.page.frame_locator('iframe[title="streamlit_folium.st_folium"]').last

    def painted(self) -> str:
        """The stamp of the View that the map shows."""
        return self.map.locator("body").get_attribute("data-painted") or ""

    def change(self, act: Callable[[], object]) -> None:
        """Do `act` and wait until the map shows its View."""
        before = self.painted()
        act()
        self.page.wait_for_function(
            "before => document.querySelector('iframe').contentDocument.body.dataset.painted !=="
            " before",
            arg=before,
        )
        self.settled()

    def settled(self) -> None:
        """Wait until the server has nothing more to send and the page has stopped changing."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.evaluate(STILL)
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def later(self, seconds: float) -> None:
        """As if so many seconds had gone by on a page with a clock of its own."""
        self.page.clock.fast_forward(int(seconds * 1000))
        self.settled()

    def map_still(self) -> None:
        """Wait until the map has stopped moving."""
        self.map.locator("body").evaluate(STILL)

    def darken(self) -> None:
        """As on a machine that its reader sets to dark."""
        background = (
            "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        )
        light = self.page.evaluate(background)
        self.page.emulate_media(color_scheme="dark")
        self.page.wait_for_function(f"light => {background} !== light", arg=light)
        self.settled()

    def option(self, param: str, value: str) -> Locator:
        return self.page.locator(f'input[data-key="{param}:{value}"]')

    def sentence(self) -> str:
        return self.page.locator(".ka-sentence").inner_text()

    def table(self) -> list[list[str]]:
        """The texts of all rows over all pages of the table, first page shown afterwards."""
        rows: list[list[str]] = []
        while True:
            rows += [[cell.strip() for cell in row] for row in self.page.evaluate(ROWS)]
            following = self.page.locator('[data-key="next"]')
            if following.count() == 0 or following.is_disabled():
                return rows
            shown = self.page.locator(".ka-pager span").inner_text()
            following.click()
            self.page.wait_for_function(
                "shown => document.querySelector('.ka-pager span').innerText !== shown", arg=shown
            )


STILL = """() => new Promise(still => {
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 150); });
  const done = () => { watch.disconnect(); still(); };
  let timer = setTimeout(done, 150);
  setTimeout(done, 3000);
  watch.observe(document, {
    subtree: true, childList: true, characterData: true, attributeFilter: ["class", "d", "style"],
  });
})"""
"""Until nothing was added to the document, taken out, moved or written anew for 150 ms."""
ROWS = (
    "[...document.querySelectorAll('.ka-table tbody tr')].map(row => [...row.children].map(cell =>"
    " cell.textContent))"
)


_contexts: list[BrowserContext] = []
"""The browsers of readers that are open."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=CHROMIUM_FLAGS,
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's browser, which keeps the files of the atlas from one visit to the next."""
    with browser.new_context(accept_downloads=True) as context:
        _contexts.append(context)
        yield context


@pytest.fixture
def visit(browser: Browser, reader: BrowserContext, served: str) -> Iterator[Callable[..., Opened]]:
    """Open a path of the atlas; at the end no request may have left the host and no error may have
    reached the console.

    alone: by another reader, who shares no cookie with anybody. own_clock: with timers that a test
    may make go faster.
    """
    opened: list[Opened] = []
    others: list[BrowserContext] = []

    def open_(
        path: str = "/",
        *,
        width: int = 1366,
        height: int = 768,
        scheme: str = "light",
        address: str = served,
        has_map: bool = True,
        alone: bool = False,
        own_clock: bool = False,
    ) -> Opened:
        if alone:
            others.append(browser.new_context(accept_downloads=True))
            _contexts.append(others[-1])
        page = Opened((others[-1] if alone else reader).new_page(), address)
        opened.append(page)
        page.page.set_viewport_size({"width": width, "height": height})
        page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if own_clock:
            page.page.clock.install()
        page.page.goto(address + path)
        if has_map:
            page.map.locator("body[data-painted]").wait_for()
            page.settled()
        return page

    yield open_
    outside = [url for page in opened for url in page.outside]
    errors = [error for page in opened for error in page.errors]
    for left in [*(page.page for page in opened), *others]:
        with suppress(Exception):
            left.close()
    _contexts[:] = [context for context in _contexts if context not in others]
    reader.clear_cookies()
    assert outside == []
    assert errors == []


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the atlas with records whose every text is one of NASTY."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("nasty") / "data"))
    path = data / "clusters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, text in zip(rows, NASTY, strict=False):
        row |= dict.fromkeys(
            (
                "name_fa",
                "name_en",
                "product_fa",
                "product_en",
                "note_fa",
                "note_en",
                "stage_as_reported",
                "source_title",
            ),
            text,
        )
        row["source_url"] = "javascript:document.title='owned'"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows[: len(NASTY)])
    events = data / "stage_events.csv"
    kept = {row["cluster_id"] for row in rows[: len(NASTY)]}
    lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    events.write_text(
        "".join(line for i, line in enumerate(lines) if i == 0 or line.split(",")[0] in kept),
        encoding="utf-8",
    )
    with serving(ROOT / "app.py", ATLAS_DATA=str(data)) as address:
        yield address
