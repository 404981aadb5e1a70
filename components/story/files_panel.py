"""The story, this View or every province as files to take away, made when asked for."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from components.briefing.file_request import (
    HOLDS_MANY,
    MEDIA_TYPES,
    FileRequest,
    file_request,
    make_file,
    province_stops,
)
from components.briefing.story_slide import StorySlide
from components.server.site import atlas_of
from components.story.current import absolute, stops_of, story_address
from components.words.markdown import escape_markdown
from components.words.text import TEHRAN, Text
from geo.basis.errors import DataError
from geo.registry.story import Story, pack_story
from geo.view import View

MADE = "files_made"
"""Key of the session: what was made last, for what, and under which name."""


def render(story: Story, view: View, text: Text) -> None:
    """Let the reader choose what to save and how, make the file, and offer it."""
    st.header(text("story.files_title"))
    left, middle, right = st.columns([2, 3, 1], vertical_alignment="bottom")
    whats = (["story"] if story.slides else []) + ["view", "provinces"]
    what = left.selectbox(
        text("story.files_what"),
        whats,
        format_func=lambda w: text(f"story.files_{w}"),
        key="files_what",
    )
    kinds = [
        name
        for name in MEDIA_TYPES
        if what == "view" or (len(story.slides) == 1 and what == "story") or name in HOLDS_MANY
    ]
    kind = middle.selectbox(
        text("story.files_kind"),
        kinds,
        format_func=lambda k: text(f"story.kind_{k}"),
        key="files_kind",
    )
    has_notes = what == "story" and any(slide.note for slide in story.slides)
    notes = has_notes and st.checkbox(
        text("story.files_notes"), key="files_notes", help=text("story.files_notes_help")
    )
    pressed = right.button(
        text("story.files_make"), key="files_make", type="primary", width="stretch"
    )
    # a story's slides may look at other versions and dates than the screen: what is offered is what
    # they show now
    asked = (
        what,
        kind,
        notes,
        story,
        view,
        tuple(stop.atlas.identity for stop in _stops(what, story, view, text)),
    )
    if pressed:
        _make(asked, kind, lambda: _order(what, story, view, text, notes=notes), text)
    made = st.session_state.get(MADE)
    if made and made[0] == asked:
        _, name, content = made
        label = text("story.files_take", name=name, size=text.number(max(len(content) // 1024, 1)))
        st.download_button(
            label, content, name, mime=MEDIA_TYPES[kind], on_click="ignore", key="files_take"
        )


def _make(asked: object, kind: str, order_of: Callable[[], FileRequest], text: Text) -> None:
    """Make the file under a progress bar.

    Pressing `cancel`, like any other press, ends the work where it stands.
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, text=text("story.files_working"))
        st.button(text("story.files_cancel"), key="files_cancel")

    def tell(share: float) -> None:
        bar.progress(share, text=text("story.files_working"))

    try:
        order = order_of()
        content = make_file(order, kind, tell)
    except DataError as error:
        place.error(escape_markdown(text.remedy(error.problems[0])))
        return
    place.empty()
    st.session_state[MADE] = (asked, f"{order.name}.{kind}", content)


def _order(what: str, story: Story, view: View, text: Text, *, notes: bool) -> FileRequest:
    here, today = absolute(""), datetime.now(TEHRAN).date()
    stops = _stops(what, story, view, text)
    if what == "story":
        name = view.story or pack_story(story)
        whole = absolute(story_address(name, text.lang)) if name else ""
        return file_request(stops, here, text.lang, today, whole, story.title, notes=notes)
    return file_request(stops, here, text.lang, today)


def _stops(what: str, story: Story, view: View, text: Text) -> list[StorySlide]:
    if what == "story":
        return stops_of(story, text.lang)
    return province_stops(view) if what == "provinces" else [StorySlide(atlas_of(view), view)]
