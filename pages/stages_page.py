"""Stages over time: the project clock, durations, the outlook and what next, one at a time; the filters are those of the map."""

import streamlit as st

from components import filters
from components.panel import VIEW
from components.progress import clock_panel, duration_panel, outlook_panel, ranking_panel, rooms
from components.site import atlas_of, selection
from components.text import Text

view = st.session_state[VIEW]
atlas, chosen, text = atlas_of(view), selection(view), Text(view.lang)

filters.render_sentence(atlas, chosen, text)
panels = {"clock": clock_panel, "durations": duration_panel, "outlook": outlook_panel, "next": ranking_panel}
panels[rooms.render(view, text)].render(atlas, chosen, text)
with st.sidebar:
    filters.render_panel(atlas, chosen, text)
