"""Stories kept in the registry: whose they are, and that nothing of them is lost.

On SQLite and on PostgreSQL alike.
"""

from pathlib import Path

import pytest

from geo.registry.backup import backup, restore
from geo.registry.errors import NotAllowedError
from geo.registry.rights import Rights
from geo.registry.store import Registry
from geo.registry.stories import (
    bring_back_story,
    earlier_stories,
    keep_story,
    kept_stories,
    kept_story,
    remove_story,
)
from geo.registry.story import Slide, Story

STORY = Story("نشست مهر", (Slide({"province": "IR-10"}, "اصفهان", "سلام"), Slide()))
OTHER = Story("دیگر", ())
AT, LATER = "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"
YAZD, FARS, OFFICE = (
    Rights("yazd@example.org", frozenset({"IR-21"})),
    Rights("fars@example.org", frozenset({"IR-07"})),
    Rights.to_all("office"),
)


def test_a_story_is_found_again_by_its_id(registry: Registry) -> None:
    assert kept_story(registry, keep_story(registry, STORY, YAZD, AT)) == STORY
    assert kept_story(registry, "nothing") is None


def test_keeping_it_again_takes_its_place_and_makes_no_version_of_the_records(
    registry: Registry,
) -> None:
    name = keep_story(registry, STORY, YAZD, AT)
    assert keep_story(registry, OTHER, YAZD, LATER, name) == name
    assert [(k.title, k.author, k.at) for k in kept_stories(registry)] == [
        ("دیگر", YAZD.who, LATER)
    ]
    assert registry.head()[0] == 0


def test_another_editor_may_neither_replace_nor_remove_a_story_nor_bring_it_back(
    registry: Registry,
) -> None:
    name = keep_story(registry, STORY, YAZD, AT)
    for attempt in (
        lambda: keep_story(registry, OTHER, FARS, LATER, name),
        lambda: remove_story(registry, name, FARS, LATER),
        lambda: bring_back_story(registry, name, 1, FARS, LATER),
    ):
        with pytest.raises(NotAllowedError) as told:
            attempt()
        assert told.value.code == "story"
    assert kept_story(registry, name) == STORY
    assert [(entry.who, entry.action) for entry in registry.log()] == [(YAZD.who, "story kept")]


@pytest.mark.parametrize("by", [YAZD, OFFICE], ids=["its author", "an editor for all"])
def test_a_removed_story_stays_as_history_and_comes_back_as_its_authors(
    registry: Registry, by: Rights
) -> None:
    name = keep_story(registry, STORY, YAZD, AT)
    remove_story(registry, name, by, LATER)
    assert (kept_stories(registry), kept_story(registry, name)) == ([], None)
    assert [(k.story_id, k.number, k.author) for k in earlier_stories(registry)] == [
        (name, 1, YAZD.who)
    ]
    bring_back_story(registry, name, 1, by, LATER)
    assert kept_story(registry, name) == STORY
    assert [(k.author, k.by) for k in kept_stories(registry)] == [(YAZD.who, by.who)]
    assert [entry.action for entry in registry.log()] == [
        "story brought back",
        "story removed",
        "story kept",
    ]


def test_what_was_replaced_can_be_had_again(registry: Registry) -> None:
    name = keep_story(registry, STORY, YAZD, AT)
    keep_story(registry, OTHER, OFFICE, LATER, name)
    assert [(k.number, k.title) for k in earlier_stories(registry)] == [(1, STORY.title)]
    bring_back_story(registry, name, 1, YAZD, LATER)
    assert kept_story(registry, name) == STORY


def test_a_version_of_a_story_that_is_not_there_is_a_key_error(registry: Registry) -> None:
    with pytest.raises(KeyError):
        bring_back_story(registry, "nothing", 1, OFFICE, AT)


def test_a_backup_holds_the_stories_and_their_history(registry: Registry, tmp_path: Path) -> None:
    name = keep_story(registry, STORY, YAZD, AT)
    keep_story(registry, OTHER, YAZD, LATER, name)
    backup(registry, tmp_path / "saved.sqlite")
    other = Registry.open(f"sqlite:///{tmp_path}/other.sqlite")
    restore(
        other, Registry.open(f"sqlite:///{tmp_path}/saved.sqlite"), LATER, OFFICE, "saved.sqlite"
    )
    assert kept_story(other, name) == OTHER
    assert [k.title for k in earlier_stories(other)] == [STORY.title]
