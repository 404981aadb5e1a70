"""The map page: filters beside; figures, map, stages, table and export.

The map is sent first, wherever it stands.
"""

import streamlit as st

from components.bridge.panel import VIEW
from components.browse import card, figures, filters, map_panel, stage_panel, table
from components.compare import changes_panel, compare_bar
from components.server.site import atlas_of, selection, site
from components.stages import as_of_panel
from components.story import export_bar
from components.words.text import Text

view = st.session_state[VIEW]
here, atlas = site(view.version), atlas_of(view)
chosen = selection(atlas, view)
text = Text(chosen.view.lang)

top = st.container()
left, right = st.columns([5, 3], gap="medium")
bottom = st.container()

with left:
    head = st.container()
    map_panel.render_map(here, atlas, chosen, text)
    map_panel.render_legend(chosen, text)
    stage_panel.render_by_province(atlas, chosen, text)
    changes_panel.render(atlas, chosen, text)
with head:
    map_panel.render_head(atlas, chosen, text)
with st.sidebar:
    filters.render_panel(atlas, chosen, text)
with top:
    figures.render(atlas, chosen, text)
    filters.render_sentence(atlas, chosen, text)
    as_of_panel.render(atlas, chosen, text)
with right:
    compare_bar.render(atlas, view, text)
    card.render(atlas, chosen, text)
    stage_panel.render(atlas, chosen, text)
with bottom:
    export_bar.render(atlas, chosen, text)
    table.render(atlas, chosen, text)
