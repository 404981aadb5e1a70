"""About: what is counted, how every figure is reckoned, and where everything comes from."""

import streamlit as st

from components.bridge.panel import VIEW
from components.places import about_panel
from components.server.site import atlas_of
from components.words.text import Text

view = st.session_state[VIEW]
about_panel.show(atlas_of(view), view, Text(view.lang))
