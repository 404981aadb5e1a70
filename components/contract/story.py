"""What the panel of the story page receives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from components.contract.links import PageLink
from components.contract.wire import Panel


@dataclass(frozen=True)
class StorySlide:
    """A slide, counted from 0. proposed: the title that the data suggest.

    gone: what it names that is no more. version: the one that it is pinned to, in words.
    """

    at: int
    number: str
    title: str
    proposed: str
    note: str
    sentence: str
    gone: str | None
    version: str | None
    open: PageLink


@dataclass(frozen=True)
class StoryWords:
    """The words of the panel, each of the catalogues' text `story.` of its name."""

    title_label: str
    slide_title: str
    slide_note: str
    up: str
    down: str
    remove: str
    empty: str
    present: str
    present_note: str
    keys: str
    too_long: str


@dataclass(frozen=True)
class StoryAction:
    """What a reader does to the story; `change` of components/story/story_panel.py carries it out.

    title: of the whole. pin: the version that all slides are pinned to, 0 for none. Else what is
    done to the slide `at`, with its new text. when: sets one press apart from the next like it.
    """

    title: str | None = None
    pin: int | None = None
    at: int | None = None
    do: Literal["title", "note", "up", "down", "remove"] | None = None
    text: str = ""
    when: int = 0


@dataclass(frozen=True)
class StoryPin:
    """Whether the slides follow the newest version. to: what a press pins them to, 0 for none."""

    say: str
    label: str
    to: int


@dataclass(frozen=True)
class Story(Panel):
    """The story at hand.

    longest: letters of a title, of a note. present: the address that shows it as slides, None where
    there is nothing to show.
    """

    title: str
    longest: tuple[int, int]
    words: StoryWords
    count: str
    slides: Sequence[StorySlide]
    present: str | None
    pin: StoryPin | None
    is_too_long: bool
