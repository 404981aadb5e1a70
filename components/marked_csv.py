"""Tables of a page as CSV for Excel; of an invented registry every row says so."""

import pandas as pd

from components.text import Text
from geo.exports import write_csv

MARK = "invented"


def marked_csv(rows: pd.DataFrame, headings: pd.DataFrame, text: Text, *, is_invented: bool) -> bytes:
    """`rows` with `headings` (kind, heading_fa or heading_en, by column; see geo/exports.py) in the reader's language."""
    if is_invented:
        last = pd.DataFrame({"kind": "text", f"heading_{text.lang}": text("invented.mark_heading")}, index=[MARK])
        rows, headings = rows.assign(**{MARK: text("invented.mark")}), pd.concat([headings, last])
    return write_csv(rows, headings, text.lang)
