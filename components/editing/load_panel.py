"""Loading a file: choose it, correct what its columns are taken for, read what is wrong, see what
would change, confirm once.
"""

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.editing import (
    columns_panel,
    confirm_panel,
    file_at_hand,
    grid,
    preview,
    questions_panel,
)
from components.editing.confirm_panel import DONE, TIMES
from components.editing.field_words import field_labels
from components.editing.file_at_hand import EDITOR, EXAMINED, OPENED
from components.editing.preview import SHEET_TYPE
from components.editing.reading import reading, today
from components.editing.work_under_way import STOPPED, UNDER_WAY, progress_bar
from components.server.reading_turns import reading_turn
from components.server.registry import registry
from components.server.site import Site, data_folder, reference, site
from components.server.uploads import may_upload
from components.words.file_words import template_words
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.exports.template import template
from geo.intake.examined import Examined
from geo.intake.load import examine, missing_fields
from geo.intake.opening import Opened, open_file
from geo.intake.terms import Terms
from geo.registry.rights import Rights

READERS_ROWS = 10_000
"""Rows of a file that a reader may try; a small file can unpack to many."""


@dataclass(frozen=True)
class _Kept:
    """What was found for a question, kept while the question stays the same."""

    question: object
    found: Examined


def render(editor: Rights | None, text: Text) -> None:
    """The whole way of a file; without an editor all of it but the last step."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    limit = file_at_hand.limit(is_editor=editor is not None)
    may_upload(limit)
    # any kind is taken, for what is no table is told in our own words
    file = left.file_uploader(
        text("load.file", megabytes=limit.megabytes),
        max_upload_size=limit.megabytes,
        key=f"load_file_{st.session_state.get(TIMES, 0)}",
    )
    file_at_hand.hold(file.file_id if file else "")
    right.download_button(
        text("load.template"),
        lambda: template(data_folder(), template_words(text)),
        "khoosheh-template.xlsx",
        SHEET_TYPE,
        on_click="ignore",
        width="stretch",
    )
    if file is None:
        if DONE in st.session_state:
            st.success(text("load.done", number=st.session_state[DONE]))
        st.caption(text("load.note"))
        if editor is None:
            st.caption(text("load.larger", megabytes=EDITOR.megabytes))
        return
    st.session_state.pop(DONE, None)
    if st.session_state.get(STOPPED) == file.file_id:
        st.info(text("load.stopped"))
        st.button(
            text("load.go_on"),
            on_click=st.session_state.pop,
            args=(STOPPED, None),
            key="load_go_on",
        )
        return
    if st.session_state.pop(UNDER_WAY, None) == file.file_id:
        st.info(text("load.write_stopped"))
    try:
        if file.size > limit.file:
            raise DataError([Problem("file_too_large", file.name, allowed=str(limit.megabytes))])
        # a place for the bar at every run: what stands below would else be another element in the
        # next, and fold or forget what was typed
        bar = st.empty()
        opened = _opened(file.file_id, file.getvalue(), file.name, editor, text, bar)
        chosen = columns_panel.choose_sheets(opened, editor, text)
        if chosen is None:
            return
        opened = chosen
        opened = columns_panel.correct_columns(opened, text)
        terms = _choose_terms(opened, editor, text)
        missing = missing_fields(opened, reading(), terms)
        bar = st.empty()
        found = _examined(opened, terms, site(), editor, text, bar) if not missing else None
    except DataError as error:
        st.error(text("load.refused"))
        grid.render_problems("refused", error.problems, text)
        return
    if found is None:
        labels = field_labels(reading().table, text)
        st.warning(text("load.unmapped", fields=text.join(labels[m] for m in missing)))
        return
    questions_panel.render(found, text)
    preview.render(found, text)
    confirm_panel.render(found, editor, text)


def _opened(
    key: str, content: bytes, name: str, editor: Rights | None, text: Text, bar: DeltaGenerator
) -> Opened:
    """The file, read once.

    Raises DataError for one that cannot be read, and without an editor for one of too many rows.
    """
    kept = st.session_state.get(OPENED)
    if kept is None or kept[0] != key or (kept[1] is None and editor):
        with (
            progress_bar(bar, "opening", lambda _: text("load.opening"), text) as told,
            reading_turn(is_editor=editor is not None),
        ):
            opened = open_file(
                content, name, reading(), registry(reference(), data_folder()), progress=told
            )
        too_many = editor is None and sum(len(sheet.rows) for sheet in opened.sheets) > READERS_ROWS
        st.session_state[OPENED] = kept = (key, None if too_many else opened)
    found: Opened | None = kept[1]
    if found is None:
        raise DataError([Problem("rows_need_editor", name, allowed=str(READERS_ROWS))])
    return found


def _choose_terms(opened: Opened, editor: Rights | None, text: Text) -> Terms:
    allowed = editor.provinces if editor else None
    names = grid.province_names(reference().names.facts.index if allowed is None else allowed, text)
    if allowed is None or len(names) != 1:
        names = {"": text("load.province_by_row")} | names
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    province = left.selectbox(
        text("load.province"),
        list(names),
        format_func=names.__getitem__,
        key=f"load_province_{opened.digest}",
    )
    whole = right.checkbox(
        text("load.whole_province" if province or allowed is not None else "load.whole"),
        key=f"load_whole_{opened.digest}",
    )
    return Terms(today(), is_whole=whole, province=province or "", provinces=allowed)


def _examined(
    opened: Opened, terms: Terms, here: Site, editor: Rights | None, text: Text, bar: DeltaGenerator
) -> Examined:
    """What the file holds, by the answers given so far; read anew only when the question
    changed.
    """
    kept = st.session_state.get(EXAMINED)
    asked_about = (
        kept.found.checked.questions if kept and kept.found.opened.digest == opened.digest else ()
    )
    terms = replace(
        terms,
        decisions=questions_panel.decisions(opened),
        answers=questions_panel.answers(opened, asked_about),
    )
    asked = (
        terms.today,
        terms.is_whole,
        terms.province,
        terms.provinces,
        tuple(terms.decisions.items()),
        tuple(terms.answers.items()),
    )
    question = (
        opened.digest,
        tuple(table.sheet.name for table in opened.tables),
        opened.mapping,
        asked,
        here.token,
    )
    if kept is None or kept.question != question:
        rows = sum(table.end - table.heading.row - 1 for table in opened.tables)

        def words(share: float) -> str:
            return text("load.working", rows=text.number(rows), percent=text.percent(share))

        with (
            progress_bar(bar, "examining", words, text) as told,
            reading_turn(is_editor=editor is not None),
        ):
            found = examine(
                opened, here.atlas.content, reading(), terms, kept.found if kept else None, told
            )
        st.session_state[EXAMINED] = kept = _Kept(question, found)
    result: Examined = kept.found
    return result
