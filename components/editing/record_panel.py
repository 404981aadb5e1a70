"""One record by hand: its fields, its stage events, its figures.

Whoever saves second sees what the first changed, and decides.
"""

import streamlit as st

from components.bridge.panel import VIEW
from components.editing import grid
from components.editing.history_panel import render_events, render_figures
from components.editing.opened_record import (
    NEW,
    SAVED,
    OpenedRecord,
    Record,
    opened_record,
    record_of,
    save,
    tell,
    tell_others,
    tell_saved,
)
from components.editing.reading import reading
from components.server.site import Site, reference, site
from components.words.names import field_labels, in_language
from components.words.text import Text
from geo.basis.errors import DataError
from geo.basis.folding import fold
from geo.intake.edit import free_id, read_fields, with_fields, without_record
from geo.registry.change import cell_text
from geo.registry.records import TAG_KINDS
from geo.registry.rights import Rights
from geo.registry.snapshot import Snapshot

FOUND_MOST = 30
FORM = (
    ("name_fa", "name_en", "product_fa", "product_en"),
    ("province_iso", "city_fa", "city_en", "isic_division"),
    ("lon", "lat", "shortfalls", "bodies"),
    ("note_fa", "note_en"),
    ("source_title", "source_url"),
)
"""The fields of HAND_FIELDS as they stand in the form."""


def render(editor: Rights | None, text: Text) -> None:
    """One record: chosen, shown with its history, and changed by an editor."""
    here = site()
    cluster = _choose(here, text)
    if cluster is None:
        st.caption(text("record.hint"))
        if st.session_state.get(SAVED) == here.atlas.number:
            tell_saved(here.atlas.number, text)
        return
    opened = opened_record(here, cluster)
    notices = st.container()  # always there: what comes into it must not move the forms
    if st.session_state.get(SAVED) == opened.base.number:
        with notices:
            tell_saved(opened.base.number, text)
    record = record_of(opened.base, cluster)
    if (
        record
        and editor
        and editor.provinces is not None
        and record["province_iso"] not in editor.provinces
    ):
        notices.info(text("record.not_yours"))
        editor = None
    with notices:
        tell_others(here, opened, text)
    _fields_form(record, opened, editor, text)
    if record:
        left, right = st.columns(2)
        with left:
            render_events(here, cluster, opened, editor, text)
        with right:
            render_figures(here, cluster, opened, editor, text)
        if editor:
            with st.popover(text("record.drop")):
                st.write(text("record.drop_note"))
                if st.button(text("record.drop_confirm"), key=opened.key("drop"), type="primary"):
                    save(opened, lambda there: without_record(there, cluster), text)


def _choose(here: Site, text: Text) -> str | None:
    """The record asked for: by search, else the cluster of the View."""
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    typed = left.text_input(text("record.search"), max_chars=200)
    words, atlas = fold(typed).split(), here.atlas
    found = [
        i for i, haystack in enumerate(atlas.search_texts) if all(w in haystack for w in words)
    ][:FOUND_MOST]
    looked_at = None if words else atlas.row_of.get(st.session_state[VIEW].cluster)
    if looked_at is not None:
        found = [looked_at, *(i for i in found if i != looked_at)]
    provinces = atlas.provinces[f"name_{text.lang}"]
    rows = atlas.clusters.iloc[found]
    labels = {
        str(c): f"{in_language(text, fa, en)} · {provinces[p]}"
        for c, fa, en, p in zip(
            rows["cluster_id"], rows["name_fa"], rows["name_en"], rows["province_iso"], strict=True
        )
    }
    labels[NEW] = text("record.new")
    first = 0 if looked_at is not None or (words and len(found) == 1) else None
    return right.selectbox(
        text("record.choose"),
        list(labels),
        index=first,
        format_func=labels.__getitem__,
        placeholder=text("record.choose_hint"),
        key=f"record_chosen_{typed}",
    )


def _fields_form(
    record: Record | None, opened: OpenedRecord, editor: Rights | None, text: Text
) -> None:
    table, labels = reading().table, field_labels(reading().table, text)
    with st.form(opened.key("record"), border=True):
        st.subheader(text("record.fields"))
        texts = {}
        for names in FORM:
            for place, name in zip(st.columns(len(names)), names, strict=True):
                with place:
                    texts[name] = _input(
                        name,
                        record,
                        table.at[name, f"explain_{text.lang}"],
                        labels[name],
                        opened,
                        text,
                    )
        pressed = st.form_submit_button(
            text("record.save"), type="primary", disabled=editor is None
        )
    if editor is None:
        st.caption(text("load.needs_editor"))
    if not (pressed and editor):
        return
    try:
        values = read_fields(texts, reading().fields)
    except DataError as error:
        tell(error, labels, text)
        return
    cluster = opened.cluster

    def changed(there: Snapshot) -> Snapshot:
        theirs = record_of(there, cluster) or {}
        # what this editor left as it was opened does not undo what another changed
        mine = {
            name: value
            for name, value in values.items()
            if record is None or value != _kept(record[name])
        }
        kept = {name: _kept(theirs[name]) if theirs else value for name, value in values.items()}
        return with_fields(there, free_id(there) if cluster == NEW else cluster, kept | mine)

    save(opened, changed, text)


def _kept(value: object) -> str | float | None:
    """A field of a record as `read_fields` gives it."""
    if isinstance(value, float):
        return None if value != value else value
    return str(value)


def _input(
    name: str, record: Record | None, explain: str, label: str, opened: OpenedRecord, text: Text
) -> str:
    kept = cell_text(record[name]) if record else ""
    key = f"record_{opened.cluster}_{opened.base.number}_{name}"
    if name == "province_iso":
        provinces = grid.province_names(reference().names.facts.index, text)
        codes = list(provinces)
        at = codes.index(kept) if kept in codes else None
        return str(
            st.selectbox(
                label,
                codes,
                index=at,
                format_func=provinces.__getitem__,
                placeholder=text("record.choose_one"),
                key=key,
            )
            or ""
        )
    if name == "isic_division":
        trades = reference().trades[f"name_{text.lang}"]
        codes = list(trades.index)
        at = codes.index(kept) if kept in codes else None
        words = {c: f"{text.digits(c)} · {trades[c]}" for c in codes}
        return str(
            st.selectbox(
                label,
                codes,
                index=at,
                format_func=words.__getitem__,
                placeholder=text("record.none_given"),
                key=key,
            )
            or ""
        )
    if name in TAG_KINDS:
        tags = reference().tags.loc[TAG_KINDS[name]][f"name_{text.lang}"]
        given = [t for t in kept.split("; ") if t in tags.index]
        chosen = st.multiselect(
            label,
            list(tags.index),
            default=given,
            format_func=lambda t: str(tags[t]),
            placeholder=text("record.none_given"),
            key=key,
        )
        return "; ".join(chosen)
    if name.startswith("note"):
        return str(st.text_area(label, kept, key=key, help=explain, height=100))
    return str(st.text_input(label, kept, key=key, help=explain))
