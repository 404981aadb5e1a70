"""The export bar: the filtered rows as a file, the View into a story."""

from datetime import datetime

import streamlit as st

from components.bridge.marked_csv import csv_name
from components.bridge.panel import VIEW
from components.briefing.file_request import MEDIA_TYPES, file_request, make_file
from components.briefing.story_slide import StorySlide
from components.story import story_panel
from components.story.current import absolute, current_story
from components.words.markdown import escape_markdown
from components.words.text import TEHRAN, Text
from geo.atlas import Atlas
from geo.basis.errors import DataError
from geo.selection import Selection
from geo.view import View


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """The rows as CSV, written when the button is pressed; and the View into the story.

    Invented rows say so in the file and in its name.
    """
    left, right, _ = st.columns([2, 2, 3])
    today, here = datetime.now(TEHRAN).date(), absolute("")
    left.download_button(
        text("export.csv", n=selection.count),
        data=lambda: make_file(
            file_request([StorySlide(atlas, selection.view)], here, text.lang, today), "csv"
        ),
        file_name=csv_name("clusters", atlas, selection.view),
        mime=MEDIA_TYPES["csv"],
        on_click="ignore",
        key="export_csv",
        type="primary",
        width="stretch",
    )
    right.button(
        text("story.add"),
        key="story_add",
        width="stretch",
        on_click=lambda: _add(selection.view, text),
    )


def _add(view: View, text: Text) -> None:
    try:
        has_room = story_panel.add(view)
        story = current_story(st.session_state[VIEW])
    except DataError as error:
        st.toast(escape_markdown(text.remedy(error.problems[0])))
        return
    st.toast(text("story.added" if has_room else "story.full", n=len(story.slides)))
