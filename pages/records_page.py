"""Records: load a file, change one record, look at versions.

Reading is open; changing needs an editor.
"""

import streamlit as st

from components.bridge.panel import VIEW
from components.editing import editors, file_at_hand, load_panel, record_panel, versions_panel
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.registry.errors import RegistryError

view = st.session_state[VIEW]
text = Text(view.lang)
rooms = {
    "load": load_panel.render,
    "record": record_panel.render,
    "versions": versions_panel.render,
}
names = {room: text(f"records.{room}") for room in rooms}
try:
    editor = editors.render(text)
    first = "record" if view.cluster else "load"
    chosen = st.segmented_control(
        text("records.rooms"),
        list(rooms),
        default=first,
        required=True,
        format_func=names.__getitem__,
        key="records_room",
        label_visibility="collapsed",
    )
    if (chosen or first) != "load":
        file_at_hand.leave()
    rooms[chosen or first](editor, text)
except RegistryError as error:
    st.error(escape_markdown(text.registry_trouble(error)))
