"""Every page passes an automated audit (axe) for WCAG 2.2 AA in both languages, light and dark; and
can be walked through by keyboard.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from components.bridge.page_registry import PAGES
from tests.browser.conftest import Opened

Visit = Callable[..., Opened]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])
SUBJECTS = {
    "province": "province=IR-10",
    "trade": "trade=13",
    "cluster": "cluster=c010",
    "compare": "compare=province:IR-10,province:IR-15,province:IR-05",
}
"""What a page that needs one is about."""
PATHS = [f"/{p.path}?{SUBJECTS.get(p.name, '')}" for p in PAGES] + [
    "/?province=IR-10,IR-07&cluster=c017&since=1390&compare=province:IR-10",
    "/?q=nothing+of+the+kind",
    "/compare",
    "/compare?compare=cluster:c010,cluster:c003",
    "/compare?compare=trade:13,trade:10&province=IR-77",
]
STREAMLITS_OWN = {
    (
        "presentation-role-conflict",
        "stFileUploaderDropzone",
    ): "has the role `presentation` and a label; it is no stop, its button is",
}
"""Rule and mark of an element that Streamlit draws, with the reason why it is left; no style or
script of ours can mend these. None breaks a WCAG rule.
"""


def violations(page: Page) -> list[str]:
    """What axe finds in the page and its frames, but for what is Streamlit's own."""
    for frame in page.frames:
        frame.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes:"
        " ['violations'] })",
        TAGS,
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}"
        f" {[c['message'] for c in node['any'] + node['all'] + node['none']][:2]}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not any(rule["id"] == known and mark in node["html"] for known, mark in STREAMLITS_OWN)
    ]


def settled(visit: Visit, path: str, lang: str, **size: int) -> Opened:
    has_map = path.startswith("/?")
    opened = visit(f"{path}{'&' if '?' in path else '?'}lang={lang}", has_map=has_map, **size)
    opened.page.locator(".ka h1").wait_for()
    opened.settled()
    return opened


@BOTH
@pytest.mark.parametrize("path", PATHS)
def test_every_page_passes_the_audit_light_and_dark(visit: Visit, path: str, lang: str) -> None:
    opened = settled(visit, path, lang)
    assert violations(opened.page) == []
    opened.darken()
    assert violations(opened.page) == []


@BOTH
@pytest.mark.parametrize("path", ["/?since=1390&cluster=c017", PATHS[1]])
def test_a_phone_passes_the_audit(visit: Visit, path: str, lang: str) -> None:
    assert violations(settled(visit, path, lang, width=390, height=844).page) == []


def test_the_finds_of_a_search_pass_the_audit(visit: Visit) -> None:
    opened = settled(visit, "/compare", "en")
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("isfahan")
    opened.page.locator("#ka-search-finds [role=option]").first.wait_for()
    opened.page.keyboard.press("ArrowDown")
    assert violations(opened.page) == []


WHERE = """() => {
  let node = document.activeElement;
  const frame = node?.tagName === 'IFRAME';
  if (frame) node = node.contentDocument.activeElement ?? node;
  const style = getComputedStyle(node);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== 'none';
  const summary = node.tagName === 'SUMMARY' && node.parentElement.dataset.key;
  const streamlits = node.closest?.('[class*=st-key-]')?.className.match(/st-key-(\\S+)/)?.[1];
  const name = node.id || node.dataset?.key || summary || streamlits
    || node.getAttribute?.('href') || node.tagName;
  const part = frame ? 'map' : node.closest?.('[data-testid=stSidebar]') ? 'filters' : 'page';
  const seen = outlined || node === document.body || node.getBoundingClientRect().width === 0;
  return [name, part, seen];
}"""
"""What has the focus, in which part of the page, and whether one can see it."""


@BOTH
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    visit: Visit, lang: str
) -> None:
    opened = settled(visit, "/?province=IR-10&cluster=c017", lang)
    seen: list[str] = []
    hidden: list[str] = []
    for _ in range(400):
        opened.page.keyboard.press("Tab")
        key, part, shown = opened.page.evaluate(WHERE)
        seen.append(f"{part} {key}")
        if not shown:
            hidden.append(f"{part} {key}")
        if key == "export_csv" or key.startswith("next"):
            break
    wanted = [
        "page ka-search",
        "page lang",
        "filters q",
        "filters province:IR-10",
        "page ka-metric",
        "page close",
        "page compare-cluster:c017",
        "page changes",
    ]
    assert [w for w in wanted if not any(s.startswith(w) for s in seen)] == []
    assert any(s.startswith("map ") for s in seen)
    assert any("export_csv" in s for s in seen)
    assert any(s.endswith("/records") for s in seen)
    assert hidden == []
