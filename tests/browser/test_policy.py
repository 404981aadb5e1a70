"""What the browser is told may run: every page of ours runs under it, and nothing of anybody else
does.
"""

import http.server
import itertools
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from components.bridge.page_registry import PAGES
from tests.browser.conftest import Opened

Visit = Callable[..., Opened]


def test_no_page_breaks_its_policy(visit: Visit) -> None:
    """A breach would be an error of the console, and fail here; as it would in the other tests,
    which open the pages in both languages.
    """
    opened = visit("/?lang=en&province=IR-10&cluster=c010&trade=13")
    for lang, page in zip(itertools.cycle(("fa", "en")), PAGES[1:], strict=False):
        opened.page.goto(
            f"{opened.address}/{page.path}?lang={lang}&province=IR-10&cluster=c010&trade=13"
        )
        opened.page.locator(".st-key-panel_frame header").first.wait_for()
        opened.settled()
    visit("/present?province=IR-10", has_map=False)


def test_a_script_put_into_a_page_does_not_run(visit: Visit) -> None:
    opened = visit("/?lang=en")
    told = opened.page.evaluate("""() => new Promise((tell) => {
          const told = (event) => tell(event.effectiveDirective);
          document.addEventListener("securitypolicyviolation", told, { once: true });
          const box = document.createElement("div");
          box.innerHTML = `<img src="x" onerror="document.title = 'owned'">`;
          document.body.append(box);
        })""")
    assert told == "script-src-attr"
    assert opened.page.title() != "owned"
    opened.errors.clear()


@pytest.fixture
def foreign(served: str) -> Iterator[str]:
    """A page of another site that shows the atlas in a frame."""

    class Framing(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'<iframe id="atlas" src="{served}/?lang=en"></iframe>'.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Framing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_cannot_show_the_atlas_in_a_frame(browser: Browser, foreign: str) -> None:
    page = browser.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(foreign)
    expect(page.frame_locator("#atlas").locator(".stApp")).to_have_count(0)
    page.close()
