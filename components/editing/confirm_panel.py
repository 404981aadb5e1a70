"""The last step of a load: one confirmation, and the file is a version."""

import streamlit as st

from components.editing import file_at_hand
from components.editing.editors import current_editor, refusal
from components.editing.work_under_way import UNDER_WAY, progress_bar
from components.server.registry import ask_anew, now, registry
from components.server.site import data_folder, reference
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.intake.commit import commit
from geo.intake.examined import Examined
from geo.registry.errors import NotAllowedError, RegistryError, VersionMovedError
from geo.registry.rights import Rights
from geo.registry.store import Version

DONE, TIMES = "load_done", "load_times"
"""Keys of the session: the version that was made last, and how many were."""


def render(found: Examined, editor: Rights | None, text: Text) -> None:
    """The one confirmation."""
    if found.comparison.is_empty:
        left_out = len(found.left_out)
        if left_out:
            st.warning(text("load.nothing_left_out", n=left_out))
        else:
            st.info(text("load.nothing"))
        return
    out = len(found.comparison.missing) if found.comparison.removes_missing else 0
    if out:
        st.warning(
            text(
                "load.takes_out",
                n=out,
                provinces=len({c.province_iso for c in found.comparison.missing}),
            )
        )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    note = left.text_input(
        text("load.version_note"), max_chars=300, key=f"load_note_{found.opened.digest}"
    )
    says = text("load.confirm_out", n=out) if out else text("load.confirm")
    pressed = right.button(
        says, type="primary", disabled=editor is None, width="stretch", key="load_confirm"
    )
    if editor is None:
        st.caption(text("load.needs_editor"))
    if not pressed:
        return
    who = current_editor() if editor else None
    if who is None:
        st.error(text("editors.gone"))
        return
    st.session_state[UNDER_WAY] = st.session_state.get(file_at_hand.FILE)
    try:
        with progress_bar(
            st.empty(),
            "writing",
            lambda share: text("load.writing", percent=text.percent(share)),
            text,
        ) as told:
            version = commit(registry(reference(), data_folder()), found, who, now(), note, told)
            _written(version)
    except NotAllowedError as error:
        st.session_state.pop(UNDER_WAY, None)
        st.error(refusal(error, text))
        return
    except VersionMovedError as moved:
        st.session_state.pop(UNDER_WAY, None)
        ask_anew()
        st.warning(text("registry.moved", number=moved.head))
        st.button(text("load.again"))
        return
    except RegistryError as error:
        st.session_state.pop(UNDER_WAY, None)
        st.error(escape_markdown(text.registry_trouble(error)))
        return
    st.rerun()


def _written(version: Version | None) -> None:
    """Keep, before anything is said to the browser, that it is written: a run that ends from here
    on has not stopped it.
    """
    st.session_state.pop(UNDER_WAY, None)
    ask_anew()
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    if version:
        st.session_state[DONE] = version.number
