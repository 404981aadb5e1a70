"""Which of the panels of time is shown: part of the View, so that a link opens it."""

import streamlit as st

from components.panel import act
from components.text import Text
from geo.settings import ROOMS
from geo.view import View

KEY = "progress_room"


def render(view: View, text: Text) -> str:
    """The choice among ROOMS; gives the one chosen."""
    names = {room: text(f"progress.room_{room}") for room in ROOMS}
    st.session_state[KEY] = view.setting("room")
    st.segmented_control(
        text("progress.rooms"),
        list(ROOMS),
        required=True,
        format_func=names.__getitem__,
        key=KEY,
        on_change=lambda: act({"put": {"room": st.session_state[KEY]}}),
        label_visibility="collapsed",
    )
    return view.setting("room")
