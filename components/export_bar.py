"""The export bar: the filtered rows, as a file."""

from datetime import datetime

import streamlit as st

from components.site import headings
from components.text import TEHRAN, Text
from geo.atlas import Atlas
from geo.exports import file_name, rows_for_export, write_csv
from geo.selection import Selection


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """A button; the file is written when it is pressed."""
    columns, lang = headings(), text.lang
    st.download_button(
        text("export.csv", n=selection.count),
        data=lambda: write_csv(rows_for_export(atlas, selection.clusters), columns, lang),
        file_name=file_name(selection, datetime.now(TEHRAN).date().isoformat()),
        mime="text/csv",
        on_click="ignore",
        key="export_csv",
        type="primary",
    )
