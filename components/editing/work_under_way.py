"""How far the work on a file is, and the button that stops it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.editing import file_at_hand
from components.words.text import Text
from geo.registry.progress import Progress

STOPPED, UNDER_WAY = "load_stopped", "load_under_way"
"""Keys of the session: the file whose reading was stopped, the one that is being written."""


@contextmanager
def progress_bar(
    place: DeltaGenerator, work: str, words: Callable[[float], str], text: Text
) -> Iterator[Progress]:
    """At `place`, a bar that says how far some work is, and a button that stops it.

    Whatever a reader presses makes Streamlit end this run at the next word to the browser, which is
    the next that the bar is told.
    """
    with place.container():
        bar = st.progress(0.0, text=words(0.0))
        st.button(text("load.stop"), on_click=_stop, key=f"load_stop_{work}")

    def tell(share: float) -> None:
        bar.progress(min(share, 1.0), text=words(share))

    try:
        yield tell
    except Exception:  # what ends the run is none, and takes the bar away with it
        place.empty()
        raise
    place.empty()


def _stop() -> None:
    """The reader stopped what was being done. What was being written says so of itself."""
    if UNDER_WAY not in st.session_state:
        st.session_state[STOPPED] = st.session_state.get(file_at_hand.FILE)
