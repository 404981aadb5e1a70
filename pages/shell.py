"""The frame of every page: data, View, language, navigation."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from components.bridge import frame
from components.bridge.page_registry import PAGES
from components.bridge.panel import GO, IGNORED, current_view
from components.editing import file_at_hand
from components.places.subject import subject_name
from components.server.site import settle, site
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.basis.errors import DataError
from geo.registry.errors import RegistryError

TAKE_FILES = ("records", "story")
"""Pages with a place for files; on the way to others a reader's files are let go of."""


def show_problems(error: DataError) -> None:
    """What is wrong with the data, in both languages, and nothing else."""
    for text in (Text("fa"), Text("en")):
        st.error(text("app.broken_title"))
        st.text(
            "\n".join([text("app.broken_help"), *(text.problem(p) for p in error.problems[:100])])
        )


def main() -> None:
    """Show the page that the address names in its frame; plain words where data fail."""
    try:
        site()
    except DataError as error:
        show_problems(error)
        st.stop()
    except RegistryError as error:
        for text in (Text("fa"), Text("en")):
            st.error(escape_markdown(text.registry_trouble(error)))
        st.stop()
    view, ignored = current_view()
    st.session_state[IGNORED] = ignored
    text = Text(view.lang)
    folder = Path(__file__).parent
    entries = {
        p.name: st.Page(
            folder / p.file,
            title=text(f"nav.{p.name}"),
            url_path=p.path or None,
            default=not p.path,
        )
        for p in PAGES
    }
    page = st.navigation(list(entries.values()), position="top")
    if GO in st.session_state:
        st.switch_page(entries[st.session_state.pop(GO)])
    here = site(view.version)
    name = next(name for name, entry in entries.items() if entry is page)
    mark = f"{text('invented.mark')}: " if here.atlas.is_invented else ""
    st.set_page_config(
        layout="wide",
        page_title=(
            f"{mark}{text('app.title')} –"
            f" {subject_name(here.atlas, view, text, name) or page.title}"
        ),
    )
    if name not in TAKE_FILES:
        file_at_hand.leave()
    frame.render(here, view, text, ignored)
    page.run()
    settle()


main()
