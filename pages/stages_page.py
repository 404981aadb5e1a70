"""Stages over time: news, clock, flow, where, by year, durations, outlook, what next.

Filters and date are those of the map.
"""

import streamlit as st

from components.bridge.panel import VIEW
from components.browse import filters, stage_panel
from components.server.site import atlas_of, selection
from components.stages import (
    answers_panel,
    as_of_panel,
    clock_panel,
    duration_panel,
    flow_panel,
    news_panel,
    outlook_panel,
    ranking_panel,
    tabs,
    unknown_panel,
    where_panel,
    years_panel,
)
from components.words.text import Text

view = st.session_state[VIEW]
atlas, text = atlas_of(view), Text(view.lang)
chosen = selection(atlas, view)

filters.render_sentence(atlas, chosen, text)
as_of_panel.render(atlas, chosen, text)
panels = {
    "news": news_panel,
    "clock": clock_panel,
    "flow": flow_panel,
    "where": where_panel,
    "years": years_panel,
    "durations": duration_panel,
    "outlook": outlook_panel,
    "next": ranking_panel,
}
if chosen.is_unknown:
    unknown_panel.render(atlas, chosen, text)
else:
    room = tabs.render(view, text)
    left, right = st.columns([5, 3], gap="medium") if room == "news" else (st.container(), None)
    with left:
        if room == "news":
            answers_panel.render(atlas, chosen, text)
        panels[room].render(atlas, chosen, text)
    if right:
        with right:
            stage_panel.render(atlas, chosen, text)
with st.sidebar:
    filters.render_panel(atlas, chosen, text)
