"""The province page: one province beside the country; without one, all of them."""

import streamlit as st

from components.bridge.panel import VIEW
from components.places import place_page, province_panel

place_page.render(
    st.session_state[VIEW], "province", province_panel.one_province, province_panel.every_province
)
