"""The trade page: one trade across the country; without one, all of them."""

import streamlit as st

from components.bridge.panel import VIEW
from components.places import place_page, trade_panel

place_page.render(st.session_state[VIEW], "trade", trade_panel.one_trade, trade_panel.every_trade)
