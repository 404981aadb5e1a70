"""The export bar: the filtered rows as a file, the View into a story."""

from datetime import datetime

import streamlit as st

from components.panel import VIEW
from components.site import headings
from components.story import story_panel
from components.story.current import current_story
from components.text import TEHRAN, Text
from geo.atlas import Atlas
from geo.errors import DataError
from geo.exports import file_name, rows_for_export, write_csv
from geo.selection import Selection
from geo.view import View


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """The rows as CSV, written when the button is pressed; and the View into the story."""
    columns, lang = headings(), text.lang
    left, right, _ = st.columns([2, 2, 3])
    right.button(text("story.add"), key="story_add", width="stretch", on_click=lambda: _add(selection.view, text))
    left.download_button(
        text("export.csv", n=len(selection.clusters)),
        data=lambda: write_csv(rows_for_export(atlas, selection.clusters), columns, lang),
        file_name=file_name(selection, datetime.now(TEHRAN).date().isoformat()),
        mime="text/csv",
        on_click="ignore",
        key="export_csv",
        type="primary",
        width="stretch",
    )


def _add(view: View, text: Text) -> None:
    try:
        has_room = story_panel.add(view)
        story = current_story(st.session_state[VIEW])
    except DataError as error:
        st.toast(text.remedy(error.problems[0]))
        return
    st.toast(text("story.added" if has_room else "story.full", n=len(story.slides)))
