"""The comparison page: two to six provinces, trades or clusters side by side."""

import streamlit as st

from components.bridge.panel import VIEW
from components.compare import comparison_panel
from components.server.site import atlas_of, comparison
from components.words.text import Text

view = st.session_state[VIEW]
atlas = atlas_of(view)
comparison_panel.render(atlas, view, comparison(atlas, view), Text(view.lang))
