"""Every answer of the server carries its headers, whoever made it and however it ended."""

import re
from collections.abc import Iterator

import pytest

from components.bridge.page_registry import PAGES
from components.serving.document import MAP_FRAME_ROOT
from tests.server.asking import ask
from tests.serving import ROOT, serving
from tests.visitor import visitor

ANSWERS = {
    **{f"page {page.name}": (f"/{page.path}", 200) for page in PAGES},
    "page that was": ("/sources", 301),
    "unknown page": ("/nowhere", 200),
    "Streamlit's script": ("/static/js/{script}", 200),
    "health": ("/_stcore/health", 200),
    "closed": ("/_stcore/metrics", 404),
    "search": ("/search?q=Yazd", 200),
    "version": ("/registry-version", 200),
    "table": ("/csv/province-trades?province=IR-10", 200),
    "presentation": ("/present?province=IR-10", 200),
    "refused presentation": ("/present?story=none", 404),
    "unknown asset": ("/assets/0000000000000000/leaflet.js", 404),
    "map frame": (f"{MAP_FRAME_ROOT}index.html", 200),
    "upload without a length": ("PUT /_stcore/upload_file/a/b", 411),
    "strange method": ("BREW /", 405),
    "unreadable": ("/%00", 400),
    "way up": ("/../../etc/passwd", 400),
}


def headers_of(answer: bytes) -> dict[str, str]:
    head = answer.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")[1:]
    return {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head)
    }


@pytest.fixture(scope="module")
def read(served: str) -> str:
    """The server once a first reader was there: until then it has no frame for the map."""
    with visitor(served):
        return served


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_says_what_it_is_and_what_it_may_do(read: str, name: str) -> None:
    path, expected = ANSWERS[name]
    if "{script}" in path:
        [script, *_] = re.findall(rb"static/js/(index\.[\w-]+\.js)", ask(read)[1])
        path = path.format(script=script.decode())
    method, _, path = path.rpartition(" ")
    status, answer = ask(read, method or "GET", path)
    headers = headers_of(answer)
    assert status == expected
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    rules = dict(
        rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";")
    )
    assert rules["frame-ancestors"] == "'self'"
    assert rules["default-src"] in ("'self'", "'none'")
    assert not re.search(r"https?:|\*", headers["content-security-policy"])
    runs_text = "'unsafe-inline'" in rules["script-src"]
    assert runs_text is (name == "map frame")


def test_strangers_read_nothing_about_sessions_and_memory(served: str) -> None:
    for path in (
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/metrics?families=session_events",
    ):
        assert b"# TYPE" not in ask(served, path=path)[1]


@pytest.fixture(scope="module")
def opened() -> Iterator[str]:
    with serving(
        ROOT / "app.py",
        ATLAS_FRAME_ANCESTORS="https://portal.example.org 'self'",
        ATLAS_METRICS="open",
    ) as address:
        yield address


def test_settings_name_who_may_frame_the_atlas_and_open_the_figures(opened: str) -> None:
    with visitor(opened):
        pass
    for path in ("/", "/present?province=IR-10", f"{MAP_FRAME_ROOT}index.html"):
        assert headers_of(ask(opened, path=path)[1])["content-security-policy"].endswith(
            "frame-ancestors https://portal.example.org 'self'"
        )
    assert b"# TYPE" in ask(opened, path="/_stcore/metrics")[1]
