"""Sources: official totals as published, and where everything comes from."""

import streamlit as st

from components import source_tables
from components.panel import VIEW
from components.site import site
from components.text import Text

view = st.session_state[VIEW]
source_tables.render(site(view.version).atlas, Text(view.lang))
