"""The tables of these rooms as CSV: what is shown, with plain numbers."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from components.bridge.marked_csv import csv_name, marked_csv
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection

Row = Sequence[str | int]


def table_csv(
    columns: Sequence[str], rows: Sequence[Row], text: Text, *, is_invented: bool
) -> bytes:
    """Rows under headings as they are shown; numbers in Latin digits."""
    frame = pd.DataFrame([[str(cell) for cell in row] for row in rows], columns=range(len(columns)))
    headings = pd.DataFrame(
        {"kind": "text", f"heading_{text.lang}": list(columns)}, index=range(len(columns))
    )
    return marked_csv(frame, headings, text, is_invented=is_invented)


def csv_button(
    atlas: Atlas,
    selection: Selection,
    text: Text,
    name: str,
    made: Callable[[], tuple[Sequence[str], Sequence[Row]]],
) -> None:
    """A button that saves the table `name`.

    made: puts its headings and rows together when the button is pressed.
    """
    st.download_button(
        text("progress_csv.save", table=text(f"progress_csv.{name}")),
        data=lambda: table_csv(*made(), text, is_invented=atlas.is_invented),
        file_name=csv_name(f"stages_{name}", atlas, selection.view),
        mime="text/csv",
        on_click="ignore",
        key=f"csv_{name}",
    )
