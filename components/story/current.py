"""The story at hand.

It stands in the View, packed or by its id, so that a link or a reload loses nothing.
"""

from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st

from components.bridge.panel import VIEW, site_of
from components.briefing.story_slide import StorySlide
from components.server.registry import registry
from components.server.site import atlas_of, base_path, data_folder, reference
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.registry.stories import kept_story
from geo.registry.story import PACKED, Slide, Story, pack_story, unpack_story
from geo.view import Ignored, View, read_view

OPEN, KEPT_AS = "story_open", "story_kept_as"
"""Keys of the session: a story too long for a link; the id of the kept story that the one at hand
came from.
"""


def story_of(name: str) -> Story:
    """The story that a link names.

    Raises DataError where there is none, RegistryError where the registry cannot be had.
    """
    if name.startswith(PACKED):
        return _unpacked(name)
    found = kept_story(registry(reference(), data_folder()), name)
    if found is None:
        raise DataError([Problem("story_gone", "", value=name[:40])])
    return found


@lru_cache(maxsize=64)
def _unpacked(name: str) -> Story:
    return unpack_story(name)


def current_story(view: View) -> Story:
    """The story at hand; an empty one where there is none. Raises as `story_of`."""
    if view.story:
        return story_of(view.story)
    found = st.session_state.get(OPEN)
    return found if isinstance(found, Story) else Story()


def put_story(story: Story) -> None:
    """Make this the story at hand."""
    packed = pack_story(story) if story.slides or story.title else ""
    st.session_state[VIEW] = replace(st.session_state[VIEW], story=packed)
    st.session_state[OPEN] = None if packed else story


def slide_query(view: View) -> dict[str, str]:
    """What a slide keeps of a View: all but its language and the story itself.

    Without a version it shows the newest, whichever that is.
    """
    return {k: v for k, v in view.to_query().items() if k not in ("lang", "story")}


def slide_view(slide: Slide, lang: str) -> tuple[View, tuple[Ignored, ...]]:
    """The View of a slide, at its version where that is there, and what it names that is gone."""
    query = slide.query | {"lang": lang}
    return read_view(query, site_of(query).atlas)


def missing(ignored: tuple[Ignored, ...], text: Text) -> str:
    """What is gone of a slide, in plain words; empty where nothing is."""
    version = next((i.value for i in ignored if i.param == "version"), "")
    values = text.join(i.value for i in ignored if i.param != "version")
    said = [text("story.gone_version", version=text.digits(version))] if version else []
    return " ".join([*said, text("story.gone", values=values)] if values else said)


def stops_of(story: Story, lang: str) -> list[StorySlide]:
    """The slides with their Atlases, for files and the presentation.

    What is gone of one is its remark.
    """
    stops = []
    for slide in story.slides:
        view, ignored = slide_view(slide, lang)
        stops.append(
            StorySlide(atlas_of(view), view, slide.title, slide.note, missing(ignored, Text(lang)))
        )
    return stops


def pinned(story: Story, version: int) -> Story:
    """The story with every slide at this version, so that it stays as rehearsed.

    0 lets all follow the newest.
    """
    at = {"version": str(version)} if version else {}
    return replace(
        story,
        slides=tuple(
            replace(s, query={k: v for k, v in s.query.items() if k != "version"} | at)
            for s in story.slides
        ),
    )


def story_address(name: str, lang: str, page: str = "story", **more: str) -> str:
    """Path of a page about a story."""
    language = {} if lang == "fa" else {"lang": lang}
    return f"{base_path()}/{page}?{urlencode(language | {'story': name} | more, safe='~')}"


def absolute(path: str) -> str:
    """`path` with the host at which this visitor reaches the atlas.

    With no path, the address of the atlas.
    """
    host = "/".join((st.context.url or "").split("/")[:3])
    return host + (path or base_path())
