"""Texts of records and files inside what Streamlit takes for Markdown."""

import re

_MARKS = re.compile(r"([\\`*_\[\]~$])")
"""No more than it takes: a screen reader is given a label as it was written, marks and all."""


def plain(text: object) -> str:
    """`text` as itself: no picture is fetched, no link made, no formula set for what a record or a file says."""
    return _MARKS.sub(r"\\\1", str(text)).replace("\n", " ")
