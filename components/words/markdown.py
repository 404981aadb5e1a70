"""Texts of records and files inside what Streamlit takes for Markdown."""

import re

_MARKS = re.compile(r"([\\`*_\[\]~$<&])")
_BEGINNING = re.compile(r"^([#>+=|-]|\d+(?=[.)]))")
_JOINED = re.compile(r"(?i)(?<=:)(?=\S)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[-<>~=])(?=[-<>=])")
"""Where addresses, :names: of pictures and arrows would be found in text that is already read, so
that no backslash helps.
"""
_JOINER = "\u2060"
"""Takes no room and breaks no word (Unicode's WORD JOINER)."""


def escape_markdown(text: object) -> str:
    """`text` as itself in Streamlit's Markdown.

    No picture is fetched, no link or formula made, no list or heading begun for what a record or a
    file says.

    No more than it takes: a screen reader is given a label as it was written, marks and all.
    """
    joined = _JOINED.sub(_JOINER, str(text).replace("\n", " ").strip())
    marked = _MARKS.sub(r"\\\1", joined)
    return _BEGINNING.sub(
        lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", marked
    )
