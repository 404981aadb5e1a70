"""Stories as files and in links."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.basis.errors import DataError
from geo.registry.story import (
    MOST_SLIDES,
    Slide,
    Story,
    pack_story,
    read_story,
    unpack_story,
    write_story,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
slides = st.builds(Slide, st.dictionaries(words.filter(bool), words, max_size=4), words, words)
stories = st.builds(Story, words, st.lists(slides, max_size=8).map(tuple))


@given(stories)
def test_a_story_reads_back_from_its_file(story: Story) -> None:
    assert read_story(write_story(story)) == story


@given(stories)
def test_a_story_reads_back_from_its_link(story: Story) -> None:
    packed = pack_story(story)
    assert packed == "" or unpack_story(packed) == story


def test_a_story_too_long_for_a_link_has_none() -> None:
    chance = random.Random(1)
    assert (
        pack_story(
            Story(
                "",
                tuple(
                    Slide({}, "", "".join(chr(chance.randrange(0x621, 0x64A)) for _ in range(4000)))
                    for _ in range(3)
                ),
            )
        )
        == ""
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"kind":"other","title":"","slides":[]}',
        b'{"kind":"khoosheh-story","title":1,"slides":[]}',
        b'{"kind":"khoosheh-story","title":"","slides":[{"view":[]}]}',
        b"[" * 5000,
        b'{"kind":"khoosheh-story","title":"","slides":7}',
    ],
)
def test_what_is_no_story_is_refused(content: bytes) -> None:
    with pytest.raises(DataError) as told:
        read_story(content, "story.json")
    assert told.value.problems[0].code == "story_unreadable"


def test_more_slides_than_a_meeting_bears_are_refused() -> None:
    with pytest.raises(DataError) as told:
        read_story(write_story(Story("", (Slide(),) * (MOST_SLIDES + 1))))
    assert told.value.problems[0].code == "story_too_long"


def test_a_file_beyond_all_measure_is_refused_unread() -> None:
    with pytest.raises(DataError) as told:
        read_story(b" " * 1_000_001)
    assert told.value.problems[0].code == "story_too_large"


@given(st.text(max_size=200))
def test_what_stands_in_a_link_by_chance_is_refused_and_never_crashes(text: str) -> None:
    with pytest.raises(DataError):
        unpack_story(text)
