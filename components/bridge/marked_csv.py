"""Tables of a page as CSV for Excel.

Of an invented registry every row says so, and so does the file's name.
"""

from datetime import datetime

import pandas as pd

from components.server.site import reference
from components.words.text import TEHRAN, Text
from geo.atlas import Atlas
from geo.basis.csv_text import write_csv
from geo.file_names import Looked, file_stem
from geo.view import View

MARK = "invented"


def marked_csv(
    rows: pd.DataFrame, headings: pd.DataFrame, text: Text, *, is_invented: bool
) -> bytes:
    """`rows` as CSV in the reader's language.

    headings: kind, heading_fa or heading_en, by column; see geo/exports/rows.py.
    """
    if is_invented:
        last = pd.DataFrame(
            {"kind": "text", f"heading_{text.lang}": text("invented.mark_heading")}, index=[MARK]
        )
        rows, headings = rows.assign(**{MARK: text("invented.mark")}), pd.concat([headings, last])
    return write_csv(rows, headings, text.lang)


def csv_name(what: str, atlas: Atlas, view: View) -> str:
    """The name of the CSV of a table under a View. what: the table, plain ASCII."""
    return (
        file_stem(
            what,
            view,
            Looked(atlas.number, atlas.is_invented, datetime.now(TEHRAN).date()),
            reference().sounds,
        )
        + ".csv"
    )
