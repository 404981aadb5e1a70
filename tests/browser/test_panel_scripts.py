"""Every panel's script in a real browser, given samples of its own dataclass."""

import json
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from components.contract.wire import Panel, json_of
from components.server.assets import BROWSER
from tests.contract import panels
from tests.contract_samples import KEY, Fill, Sampler

OUTLINES = {
    "features": [
        {
            "properties": {"iso_code": KEY},
            "geometry": {"type": "Polygon", "coordinates": [[[51, 32], [52, 32], [52, 33]]]},
        }
    ]
}
NOT_SHOWN = {
    "CardField.name",
    "TableHeading.name",
    "Frame.ask",
    "Frame.shown",
    "SmallMap.marked",
    "SketchPoints.chosen",
    "SinceForm.since",
    "ProjectClock.sort",
    "Ranking.missing",
    "SignIn.ticket",
    "AsOfWords.pause",
    "AsOfWords.reduced",
}
"""Texts that are for something else than reading, or shown while years play or nothing may move."""
RENDER = """async ([script, data]) => {
  const parent = document.createElement("main");
  document.body.replaceChildren(parent);
  parent.addEventListener("click", (event) => event.preventDefault());
  sessionStorage.clear();
  const press = () => new MouseEvent("click", { bubbles: true, cancelable: true });
  const actions = [];
  const setTriggerValue = (name, value) => actions.push(value);
  const panel = await import(`/${script}.js`);
  await panel.render({ data, parentElement: parent, setTriggerValue });
  await new Promise((done) => setTimeout(done));
  const nodes = [document.documentElement, ...parent.querySelectorAll("*")];
  const attributes = nodes.flatMap((node) => [...node.attributes]);
  const shown = [parent.textContent, ...attributes.map(({ value }) => value)];
  const pressed = parent.querySelectorAll("button:not([disabled]), a, tr");
  for (const node of pressed) node.dispatchEvent(press());
  for (const node of parent.querySelectorAll("input, select, textarea")) {
    if (node.options?.length > 1) node.selectedIndex = 1;
    for (const kind of ["focus", "input", "change"]) node.dispatchEvent(new Event(kind));
  }
  for (const form of parent.querySelectorAll("form")) form.dispatchEvent(new Event("submit"));
  await new Promise((done) => setTimeout(done, 20));
  shown.push(parent.textContent);
  const links = [...parent.querySelectorAll("a, button")].map(
    (node) => node.getAttribute("href") || node.textContent,
  );
  return [shown, [JSON.stringify(actions), ...links, ...Object.values(sessionStorage)]];
}"""
"""Draws a panel and presses all of it; gives what stands in it, and what its presses tell."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with the browser's scripts and nothing else."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.endswith(".js"):
            route.fulfill(path=BROWSER / path[1:], content_type="text/javascript")
        elif path == "/":
            route.fulfill(body="<!doctype html>", content_type="text/html")
        else:
            route.fulfill(json=OUTLINES)

    with browser.new_context(base_url="http://atlas.invalid") as context:
        page = context.new_page()
        page.route("**/*", answer)
        page.goto("/")
        yield page


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel.script())
def test_a_script_draws_every_sample_and_shows_every_text(page: Page, panel: type[Panel]) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    sampler, seen = Sampler(), ""
    for fill in Fill:
        data = json.loads(json_of(sampler.sample(panel, fill)))
        shown, told = page.evaluate(RENDER, [panel.script(), data])
        wrong = ("undefined", "null", "NaN", "[object")
        assert [part for part in shown if any(word in part for word in wrong)] == [], fill
        seen += "\n".join([*shown, *told])
    assert errors == []
    seen += unquote_plus(seen + "".join(asked))
    unseen = {
        where for where, texts in sampler.texts.items() if not any(text in seen for text in texts)
    }
    assert unseen - NOT_SHOWN == set()


def test_every_script_that_draws_a_panel_has_a_dataclass() -> None:
    drawing = {
        script.stem
        for script in BROWSER.glob("*.js")
        if " function render(" in script.read_text(encoding="utf-8")
    }
    assert {panel.script() for panel in panels()} == drawing
