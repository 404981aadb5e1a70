"""Versions of the registry: who changed what and when; look at one, compare two, bring one back."""

import io
from dataclasses import replace
from datetime import datetime
from functools import partial

import streamlit as st

from components.bridge.panel import GO, VIEW
from components.briefing.registry_file import registry_file_name, write_registry_file
from components.editing import grid
from components.editing.editors import FAILED, SIGNED, current_editor, refusal
from components.editing.reading import reading
from components.server.registry import ask_anew, now, registry
from components.server.site import data_folder, reference
from components.words.markdown import escape_markdown
from components.words.names import field_labels
from components.words.text import TEHRAN, Text
from geo.exports.formats import FORMATS
from geo.registry.difference import difference
from geo.registry.errors import NotAllowedError, RegistryError, VersionMovedError
from geo.registry.records import READ_BY_RECORDS
from geo.registry.rights import Rights
from geo.registry.store import Entry, Registry, Version

RESTORED = "versions_restored"
LOGGED = {
    SIGNED: "versions.log_signed_in",
    FAILED: "versions.log_failed",
    "backup restored": "versions.log_backup",
    "load": "versions.kind_load",
    "edit": "versions.kind_edit",
    "restore": "versions.log_restore",
    "story kept": "versions.log_story_kept",
    "story removed": "versions.log_story_removed",
    "story brought back": "versions.log_story_back",
    "demo": "versions.kind_demo",
    "shipped": "versions.kind_shipped",
}
"""What the log's actions are called."""


def render(editor: Rights | None, text: Text) -> None:
    """The versions of the registry: what each changed, its file, and the way back to it."""
    restored = st.session_state.pop(RESTORED, None)
    if restored:
        st.success(text("versions.restored", number=restored[0], old=restored[1]))
    store = registry(reference(), data_folder())
    versions = store.versions()
    names = ("number", "at", "kind", "author", "file", "counts", "note")
    grid.render(
        "versions",
        [text(f"versions.{name}") for name in names],
        [_cells(v, text) for v in versions],
        text,
    )
    numbers = [v.number for v in versions]
    by_number = {v.number: v for v in versions}

    def label(number: int) -> str:
        return text("versions.label", number=number, date=text.moment(by_number[number].at))

    left, right = st.columns(2)
    chosen = left.selectbox(
        text("versions.choose"), numbers, index=0, format_func=label, key="version_chosen"
    )
    other = right.selectbox(
        text("versions.compare"),
        numbers,
        index=min(1, len(numbers) - 1),
        format_func=label,
        key="version_other",
    )
    _actions(store, by_number[chosen], versions, editor, text)
    if chosen != other:
        _compare(store, min(chosen, other), max(chosen, other), text)
    if editor:
        with st.expander(text("versions.log")):
            _log(store, text)


def _cells(version: Version, text: Text) -> list[str]:
    counted = {"added": version.added, "changed": version.changed, "removed": version.removed}
    counts = text.join(text(f"versions.n_{name}", n=n) for name, n in counted.items() if n)
    kind = text(f"versions.kind_{version.kind}", n=version.restored or 0)
    return [
        text.number(version.number),
        text.moment(version.at),
        kind,
        version.author,
        version.file_name,
        counts,
        version.note,
    ]


def _log(store: Registry, text: Text) -> None:
    """Who did what, newest first; what Streamlit's sign-in provider logs is not in it."""
    rows = [
        [
            text.moment(e.at),
            e.who,
            text(LOGGED[e.action]) if e.action in LOGGED else e.action,
            e.detail,
        ]
        for e in store.log()
    ]
    grid.render(
        "log",
        [text(f"versions.{name}") for name in ("at", "author", "action", "detail")],
        rows,
        text,
    )


def _actions(
    store: Registry, version: Version, versions: list[Version], editor: Rights | None, text: Text
) -> None:
    number, newest = version.number, versions[0].number
    is_invented = any(v.kind == "demo" and v.number <= number for v in versions)
    show, take, back = st.columns(3)
    if show.button(text("versions.show"), width="stretch"):
        st.session_state[VIEW] = replace(
            st.session_state[VIEW], version=0 if number == newest else number, cluster=""
        )
        st.session_state[GO] = "map"
        st.rerun()
    with take.popover(text("versions.export"), width="stretch"):
        for extension, made in FORMATS.items():
            name = registry_file_name(number, is_invented, extension)
            st.download_button(
                extension.upper(),
                partial(_file, store, number, extension, text),
                name,
                made.media_type,
                on_click="ignore",
                width="stretch",
            )
    with back.popover(
        text("versions.restore"), disabled=editor is None or number == newest, width="stretch"
    ):
        st.write(text("versions.restore_note", number=number))
        if st.button(
            text("versions.restore_confirm", number=number), type="primary", key="restore_confirm"
        ):
            _restore(store, number, editor, text)
    if editor is None:
        st.caption(text("load.needs_editor"))


def _file(store: Registry, number: int, extension: str, text: Text) -> bytes:
    out = io.BytesIO()
    with store.parts(number, READ_BY_RECORDS) as parts:
        write_registry_file(out, parts, extension, text, datetime.now(TEHRAN).date())
    return out.getvalue()


def _restore(store: Registry, number: int, editor: Rights | None, text: Text) -> None:
    who = current_editor() if editor else None
    if who is None:
        st.error(text("editors.gone"))
        return
    try:
        if store.snapshot().same_content(store.snapshot(number)):
            st.info(text("load.nothing"))
            return
        version = store.restore(number, Entry("restore", who, now()))
    except NotAllowedError as error:
        st.error(refusal(error, text))
        return
    except VersionMovedError as moved:
        st.warning(text("registry.moved", number=moved.head))
        return
    except RegistryError as error:
        st.error(escape_markdown(text.registry_trouble(error)))
        return
    ask_anew()
    st.session_state[RESTORED] = (version.number, number)
    st.rerun()


def _compare(store: Registry, older: int, newer: int, text: Text) -> None:
    found = difference(store.snapshot(older), store.snapshot(newer), reference().stages.index)
    st.subheader(text("versions.compared", older=older, newer=newer))
    groups = {"added": found.added, "changed": found.changed, "removed": found.removed}
    grid.counts(
        [(text(f"versions.{name}"), len(changes)) for name, changes in groups.items()],
        text,
        "versions",
    )
    labels = field_labels(reading().table, text)
    for name, changes in groups.items():
        if changes:
            with st.expander(
                text(f"versions.{name}_title", n=len(changes)), expanded=name == "changed"
            ):
                grid.render_changes(f"version_{name}", changes, labels, text)
