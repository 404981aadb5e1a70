"""The export bar: the filtered rows, as a file."""

from datetime import datetime

import streamlit as st

from components.exporting import marks
from components.site import headings
from components.text import TEHRAN, Text
from geo.atlas import Atlas
from geo.exports import file_name, rows_for_export
from geo.registry.written.formats import FORMATS, with_points
from geo.selection import Selection


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """A button; the file is written when it is pressed. Invented rows say so in the file and in its name."""
    columns, made = headings(), FORMATS["csv"]
    marked = marks(atlas.is_invented, text)
    st.download_button(
        text("export.csv", n=selection.count),
        data=lambda: made.write(with_points(rows_for_export(atlas, selection.clusters)), columns, text.lang, **marked),
        file_name=file_name(selection, datetime.now(TEHRAN).date().isoformat(), is_invented=atlas.is_invented),
        mime=made.media_type,
        on_click="ignore",
        key="export_csv",
        type="primary",
    )
