"""Sources: official totals as published, and where everything comes from."""

import streamlit as st

from components import source_tables
from components.panel import VIEW
from components.site import atlas_of
from components.text import Text

view = st.session_state[VIEW]
source_tables.render(atlas_of(view), Text(view.lang))
