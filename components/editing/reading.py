"""What reading files needs to know, once for this server."""

from datetime import date, datetime

import streamlit as st

from components.server.site import data_folder, reference
from components.words.text import TEHRAN
from geo.intake.opening import ImportContext, load_import_context


def today() -> date:
    """The day in Tehran."""
    return datetime.now(TEHRAN).date()


@st.cache_resource
def reading() -> ImportContext:
    """What reading files needs to know."""
    return load_import_context(reference(), data_folder())
