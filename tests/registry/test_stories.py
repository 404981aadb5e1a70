"""Stories kept in the registry."""

from pathlib import Path

import pytest

from geo.registry.backup import backup, restore
from geo.registry.store import Registry
from geo.registry.stories import drop_story, keep_story, kept_stories, kept_story
from geo.story import Slide, Story

STORY = Story("نشست مهر", (Slide({"province": "IR-10"}, "اصفهان", "سلام"), Slide()))
AT, LATER = "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry.open(f"sqlite:///{tmp_path}/registry.sqlite")


def test_a_story_is_found_again_by_its_id(registry: Registry) -> None:
    assert kept_story(registry, keep_story(registry, STORY, "a", AT)) == STORY
    assert kept_story(registry, "nothing") is None


def test_keeping_it_again_takes_its_place_and_makes_no_version(registry: Registry) -> None:
    name = keep_story(registry, STORY, "a", AT)
    assert keep_story(registry, Story("دیگر", ()), "b", LATER, name) == name
    assert [(k.title, k.author, k.at) for k in kept_stories(registry)] == [("دیگر", "b", LATER)]
    assert registry.head()[0] == 0


def test_a_story_taken_out_is_gone_and_the_log_says_by_whom(registry: Registry) -> None:
    drop_story(registry, keep_story(registry, STORY, "a", AT), "b", LATER)
    assert kept_stories(registry) == []
    assert [(entry.who, entry.action) for entry in registry.log()] == [("b", "story dropped"), ("a", "story kept")]


def test_a_backup_holds_the_stories(registry: Registry, tmp_path: Path) -> None:
    name = keep_story(registry, STORY, "a", AT)
    backup(registry, tmp_path / "saved.sqlite")
    other = Registry.open(f"sqlite:///{tmp_path}/other.sqlite")
    restore(other, Registry.open(f"sqlite:///{tmp_path}/saved.sqlite"), LATER, "c", "saved.sqlite")
    assert kept_story(other, name) == STORY
