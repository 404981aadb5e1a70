"""What reading files needs to know, once for this server."""

from datetime import date, datetime

import streamlit as st

from components.server.site import data_folder, ground
from components.words.text import TEHRAN
from geo.intake.opening import Reading, read_reading


def today() -> date:
    """The day in Tehran."""
    return datetime.now(TEHRAN).date()


@st.cache_resource
def reading() -> Reading:
    """What reading files needs to know."""
    return read_reading(ground(), data_folder())
