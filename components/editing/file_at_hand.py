"""The file that a visitor is trying, and all that was made of it: kept while it is at hand, let go
of at once when it is taken away.
"""

import streamlit as st

from components.server.uploads import READER, Allowance, drop_upload, drop_uploads
from geo.intake.files.grid import MAX_BYTES

EDITOR = Allowance(MAX_BYTES, 3, 2 * MAX_BYTES, 5 * MAX_BYTES)
FILE, LIMIT, OPENED, EXAMINED = "load_file_id", "load_limit", "load_opened", "load_examined"
"""Keys of the session: the file's id, what it was chosen under, the file as read, and what it would
change.
"""


def limit(*, is_editor: bool) -> Allowance:
    """What may be sent.

    Whoever signs in with a file at hand keeps the limit that it was chosen under: another would
    empty the place for it.
    """
    stays = FILE in st.session_state and st.session_state.get(LIMIT) == READER
    found = EDITOR if is_editor and not stays else READER
    st.session_state[LIMIT] = found
    return found


def hold(file_id: str) -> None:
    """This file is at hand now, none where it is empty; what was before is let go of."""
    before = st.session_state.pop(FILE, "")
    if before and before != file_id:
        drop_upload(before)
        forget()
    if file_id:
        st.session_state[FILE] = file_id


def forget() -> None:
    """Let go of what was made of the file."""
    for name in (OPENED, EXAMINED):
        st.session_state.pop(name, None)


def leave() -> None:
    """Let go of everything: the visitor is elsewhere."""
    st.session_state.pop(FILE, None)
    forget()
    drop_uploads()
