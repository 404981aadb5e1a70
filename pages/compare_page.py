"""The comparison page: two to six provinces, trades or clusters side by side."""

import streamlit as st

from components import comparison_panel
from components.panel import VIEW
from components.site import comparison, site
from components.text import Text

view = st.session_state[VIEW]
comparison_panel.render(site(view.version), view, comparison(view), Text(view.lang))
