"""The slides of the story at hand.

Their words, their order; each with what it shows and the way there.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from components.bridge.addresses import PRESENT
from components.bridge.links import page_link
from components.bridge.panel import VIEW, act, panel
from components.contract import story as contract
from components.server.site import atlas_of, selection, site
from components.story.current import (
    current_story,
    missing,
    pinned,
    put_story,
    slide_query,
    slide_view,
    story_address,
)
from components.words.findings import finding
from components.words.sentence import sentence
from components.words.text import Text
from geo.registry.story import LONGEST_NOTE, LONGEST_TITLE, MOST_SLIDES, Slide, Story, pack_story
from geo.view import View


def add(view: View) -> bool:
    """Put the present View at the end of the story; False where that is full."""
    story = current_story(view)
    if len(story.slides) >= MOST_SLIDES:
        return False
    put_story(replace(story, slides=(*story.slides, Slide(slide_query(view)))))
    return True


def _slide(at: int, slide: Slide, view: View, text: Text) -> contract.StorySlide:
    shown, ignored = slide_view(slide, text.lang)
    atlas = atlas_of(shown)
    chosen = selection(atlas, shown)
    put = dict.fromkeys(slide_query(view), "") | slide_query(shown)
    return contract.StorySlide(
        at=at,
        number=text.number(at + 1),
        title=slide.title,
        proposed=finding(atlas, chosen, text),
        note=slide.note,
        sentence=sentence(atlas, chosen, text),
        gone=missing(ignored, text) or None,
        version=text("story.at_version", n=shown.version) if shown.version else None,
        open=page_link("map", view, text("story.open"), put),
    )


def story_data(story: Story, view: View, text: Text) -> contract.Story:
    """What the panel shows."""
    name = pack_story(story) if not view.story else view.story
    return contract.Story(
        title=story.title,
        longest=(LONGEST_TITLE, LONGEST_NOTE),
        words=text.fill(contract.StoryWords, "story"),
        count=text("story.slides", n=len(story.slides)),
        slides=[_slide(at, slide, view, text) for at, slide in enumerate(story.slides)],
        present=story_address(name, text.lang, PRESENT) if name and story.slides else None,
        pin=_pin(story, text),
        is_too_long=bool(story.slides) and not name,
    )


def _pin(story: Story, text: Text) -> contract.StoryPin | None:
    """Whether the slides follow the newest version, and what changes that.

    None where there is nothing to pin.
    """
    newest = site().atlas.number
    if not story.slides or not newest:
        return None
    kept = {slide.query.get("version", "") for slide in story.slides}
    if kept == {str(newest)}:
        return contract.StoryPin(text("story.pinned", n=newest), text("story.unpin"), 0)
    say = text("story.follows") if "" in kept else text("story.pinned_before", n=newest)
    return contract.StoryPin(say, text("story.pin", n=newest), newest)


def change(action: Mapping[str, Any], story: Story) -> Story:
    """The story after a reader's action on it.

    {title}, {pin: version}, or {at, do: title, note, up, down, remove, text}.

    What does not fit changes nothing.
    """
    if "pin" in action:
        return pinned(story, site().atlas.number if action["pin"] else 0)
    if "title" in action:
        return replace(story, title=str(action["title"])[:LONGEST_TITLE])
    slides, at, do = list(story.slides), int(action.get("at", -1)), str(action.get("do"))
    if not 0 <= at < len(slides):
        return story
    text = str(action.get("text", ""))
    if do == "title":
        slides[at] = replace(slides[at], title=text[:LONGEST_TITLE])
    elif do == "note":
        slides[at] = replace(slides[at], note=text[:LONGEST_NOTE])
    elif do == "remove":
        slides.pop(at)
    elif do in ("up", "down"):
        to = at + (1 if do == "down" else -1)
        if 0 <= to < len(slides):
            slides[at], slides[to] = slides[to], slides[at]
    return replace(story, slides=tuple(slides))


def render(story: Story, view: View, text: Text) -> None:
    """Send the story's slides, and take in what the reader does to them."""

    def handle(action: Mapping[str, Any]) -> None:
        if "go" in action:
            act(action)
        elif action:
            put_story(change(action, current_story(st.session_state[VIEW])))

    panel(story_data(story, view, text), handle=handle)
