"""The tables of these rooms as CSV: what is shown, with plain numbers."""

import csv
import io
from collections.abc import Callable, Sequence

import streamlit as st

from components.text import Text
from geo.exports import disarm
from geo.selection import Selection

Row = Sequence[str | int]


def csv_bytes(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """UTF-8 with BOM and CRLF, for Excel; numbers in Latin digits, texts that no spreadsheet will run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([str(cell) if isinstance(cell, int) else disarm(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_button(selection: Selection, text: Text, name: str, made: Callable[[], tuple[Sequence[str], Sequence[Row]]]) -> None:
    """A button that saves the table `name`, which `made` puts together when it is pressed: headings and rows."""
    as_of = selection.view.as_of or "today"
    st.download_button(
        text("progress_csv.save", table=text(f"progress_csv.{name}")),
        data=lambda: csv_bytes(*made()),
        file_name=f"stages_{name}_as-of-{as_of}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv_{name}",
    )
