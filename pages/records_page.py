"""Records: load a file, change one record, look at versions. Reading is open; changing needs an editor."""

import streamlit as st

from components.editing import editors, load_panel, record_panel, versions_panel
from components.panel import VIEW
from components.text import Text
from geo.registry.errors import RegistryError

text = Text(st.session_state[VIEW].lang)
rooms = {"load": load_panel.render, "record": record_panel.render, "versions": versions_panel.render}
names = {room: text(f"records.{room}") for room in rooms}
try:
    editor = editors.render(text)
    chosen = st.segmented_control(
        text("records.rooms"), list(rooms), default="load", required=True, format_func=names.__getitem__, key="records_room", label_visibility="collapsed"
    )
    rooms[chosen or "load"](editor, text)
except RegistryError as error:
    st.error(text.registry_trouble(error))
