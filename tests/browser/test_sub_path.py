"""Served below a path, directly and behind nginx: every page, file and address of ours and of
Streamlit's is there.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from components.bridge.page_registry import MOVED, PAGES
from tests.browser.conftest import Opened
from tests.nginx import nginx, site
from tests.serving import ROOT, free_port, serving

Visit = Callable[..., Opened]
BELOW = "/atlas"
LOCATIONS = {
    "path kept": ("location /atlas/ {", "proxy_pass http://atlas;"),
    "path put again": ("location /atlas/ {", "proxy_pass http://atlas/atlas/;"),
    "no slash": ("location /atlas {", "proxy_pass http://atlas;"),
}
"""The ways in which administrators write it."""
HOW = ("direct", *LOCATIONS)


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """Where the atlas is reached below a path, by how."""
    ports = {name: free_port() for name in LOCATIONS}
    with serving(ROOT / "app.py", below=BELOW) as direct:
        head, _, block = site(urlsplit(direct).netloc, 0).partition(
            "server {\n    listen 127.0.0.1:0;"
        )
        servers = []
        for name, (location, passed) in LOCATIONS.items():
            changed = block.replace("location / {", location).replace(
                "proxy_pass http://atlas;", passed
            )
            servers.append(f"server {{\n    listen 127.0.0.1:{ports[name]};{changed}")
        with nginx(head + "\n".join(servers), ports["no slash"]):
            yield {"direct": direct} | {
                name: f"http://127.0.0.1:{port}{BELOW}" for name, port in ports.items()
            }


def get(address: str) -> bytes:
    with urlopen(address, timeout=20) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("slash", ["/", ""], ids=["with slash", "without slash"])
def test_below_a_path_whatever_the_first_document_names_is_found(
    addresses: dict[str, str], how: str, slash: str
) -> None:
    with urlopen(f"{addresses[how]}{slash}?lang=en") as answer:
        arrived, document = answer.url, answer.read().decode()
    assert arrived == f"{addresses[how]}/?lang=en"
    named = {urljoin(arrived, found) for found in re.findall(r'(?:src|href)="([^"]+)"', document)}
    assert all(address.startswith(f"{addresses[how]}/") for address in named)
    assert len(named) > 20
    assert all(get(address) for address in named)


@pytest.mark.parametrize("how", HOW)
def test_below_a_path_every_address_answers(addresses: dict[str, str], how: str) -> None:
    address = addresses[how]
    assert get(f"{address}/_stcore/health") == b"ok"
    assert json.loads(get(f"{address}/registry-version"))["version"]
    assert json.loads(get(f"{address}/search?q=Yazd&lang=en"))["groups"]
    assert b"<html" in get(f"{address}/present?lang=en&province=IR-10")
    assert get(f"{address}/csv/province-trades?province=IR-10&lang=en").startswith(b"\xef\xbb\xbf")
    for page in PAGES:
        assert b"__streamlit" in get(f"{address}/{page.path}")
    for old, new in MOVED.items():
        with urlopen(f"{address}/{old}?lang=en") as answer:
            assert answer.url == f"{address}/{new}?lang=en"


@pytest.mark.parametrize("how", ["direct", "path kept"])
def test_below_a_path_map_pages_files_and_search_work_in_a_browser(
    visit: Visit, addresses: dict[str, str], how: str
) -> None:
    address = addresses[how]
    opened = visit("?lang=en", address=address)
    opened.change(lambda: opened.option("province", "IR-10").click())
    assert opened.page.url == f"{address}/?lang=en&province=IR-10"
    opened.page.locator(f'.ka-place-nav a[href^="{BELOW}/province"]').first.click()
    expect(opened.page.locator("#ka-place-title")).to_be_visible()
    assert opened.page.url.startswith(f"{address}/province?")
    opened.settled()
    with opened.page.expect_download() as download:
        opened.page.locator('.ka-csv[href*="province-trades"]').click()
    assert (
        len(list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines())))
        > 1
    )
    opened.page.locator("#ka-search").fill("Yazd")
    expect(opened.page.locator("#ka-search-finds [role=option]").first).to_be_visible()
