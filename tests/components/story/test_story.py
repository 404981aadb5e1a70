"""A story's slides: at the newest version, or fixed at one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from components.server.registry import now, registry
from components.server.site import data_folder, forget, reference, site
from components.story.current import pinned, slide_query, slide_view, stops_of
from components.story.story_panel import change, story_data
from components.words.text import Text
from geo.registry.rights import Rights
from geo.registry.store import Entry
from geo.registry.story import Slide, Story
from geo.view import View

STORY = Story("", (Slide({"province": "IR-10"}), Slide({}, "", "say this")))


@pytest.fixture(autouse=True)
def own_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    monkeypatch.setattr("components.server.registry.ASK_EVERY", 0.0)
    forget()
    yield
    forget()


def a_cluster_less() -> None:
    """A second version of the registry, without its first cluster."""
    store = registry(reference(), data_folder())
    there = store.snapshot()
    gone = there.clusters["cluster_id"].iloc[0]
    tables = {
        name: frame if name == "sources" else frame[frame["cluster_id"] != gone]
        for name, frame in there.tables.items()
    }
    store.commit(
        there, replace(there, tables=tables), Entry("remove", Rights.to_all("test"), now())
    )


def test_a_pinned_slide_stays_as_it_was_and_another_follows_the_registry() -> None:
    before = len(site().atlas.clusters)
    fixed = pinned(STORY, 1)
    a_cluster_less()
    assert len(stops_of(fixed, "fa")[1].atlas.clusters) == before
    assert len(stops_of(STORY, "fa")[1].atlas.clusters) == before - 1
    assert stops_of(fixed, "fa")[1].view.version == 1


def test_a_view_at_a_version_is_kept_with_it() -> None:
    assert slide_query(View(version=1, lang="en", story="~x")) == {"version": "1"}


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_slide_whose_version_is_gone_shows_the_newest_and_says_so(lang: str) -> None:
    story, text = pinned(STORY, 7), Text(lang)
    view, _ = slide_view(story.slides[0], lang)
    assert view.version == 0
    said = text("story.gone_version", version=text.number(7))
    assert story_data(story, View(lang=lang), text).slides[0].gone == said
    assert [(stop.remark, stop.note) for stop in stops_of(story, lang)] == [
        (said, ""),
        (said, "say this"),
    ]


def test_the_panel_pins_to_the_newest_version_and_lets_go_again() -> None:
    text = Text("en")
    offered = story_data(STORY, View(lang="en"), text).pin
    assert offered and offered.to == site().atlas.number == 1
    fixed = change({"pin": offered.to}, STORY)
    assert [s.query["version"] for s in fixed.slides] == ["1", "1"]
    let_go = story_data(fixed, View(lang="en"), text).pin
    assert let_go and let_go.to == 0
    assert change({"pin": 0}, fixed) == STORY
    assert story_data(Story(), View(lang="en"), text).pin is None
