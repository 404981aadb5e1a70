"""Loading a file: choose it, correct what its columns are taken for, read what is wrong, see what
would change, confirm once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.editing import file_at_hand, grid, preview, questions_panel
from components.editing.editors import current_editor, refusal
from components.editing.field_words import field_labels
from components.editing.file_at_hand import EDITOR, EXAMINED, OPENED
from components.editing.preview import SHEET_TYPE
from components.editing.reading import reading, today
from components.server.reading_turns import reading_turn
from components.server.registry import ask_anew, now, registry
from components.server.site import Site, data_folder, ground, site
from components.server.uploads import may_upload
from components.words.file_words import template_words
from components.words.markdown import plain
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.exports.template import template
from geo.intake.load import (
    Examined,
    Opened,
    Terms,
    columns_of,
    commit,
    examine,
    missing_fields,
    open_file,
    with_mapping,
    with_sheets,
)
from geo.reference.fields import DERIVED
from geo.registry.errors import NotAllowed, RegistryError, VersionMoved
from geo.registry.progress import Progress
from geo.registry.rights import Rights
from geo.registry.store import Version

DONE, TIMES, STOPPED, UNDER_WAY = "load_done", "load_times", "load_stopped", "load_under_way"
"""Keys of the session: the version made last, how many were, the file whose reading was stopped,
and the one that is being written.
"""
SAMPLE = 24
"""Letters shown of a cell."""
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
        chosen = _choose_sheet(opened, editor, text)
        if chosen is None:
            return
        opened = chosen
        opened = _correct_columns(opened, text)
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
    _confirm(found, editor, text)


@contextmanager
def _telling(
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


def _opened(
    key: str, content: bytes, name: str, editor: Rights | None, text: Text, bar: DeltaGenerator
) -> Opened:
    """The file, read once.

    Raises DataError for one that cannot be read, and without an editor for one of too many rows.
    """
    kept = st.session_state.get(OPENED)
    if kept is None or kept[0] != key or (kept[1] is None and editor):
        with (
            _telling(bar, "opening", lambda share: text("load.opening"), text) as told,
            reading_turn(is_editor=editor is not None),
        ):
            opened = open_file(
                content, name, reading(), registry(ground(), data_folder()), progress=told
            )
        too_many = editor is None and sum(len(sheet.rows) for sheet in opened.sheets) > READERS_ROWS
        st.session_state[OPENED] = kept = (key, None if too_many else opened)
    found: Opened | None = kept[1]
    if found is None:
        raise DataError([Problem("rows_need_editor", name, allowed=str(READERS_ROWS))])
    return found


def _choose_sheet(opened: Opened, editor: Rights | None, text: Text) -> Opened | None:
    """The sheets to read: all that hold records, unless they are of different times; None until
    some of those are chosen.
    """
    names = list(
        dict.fromkeys(
            [
                *opened.found.choices,
                *(table.sheet.name for table in opened.found.tables),
                *opened.found.unread,
            ]
        )
    )
    if len(names) < 2:
        return opened
    if opened.found.choices:
        st.info(text("load.sheets_of_times"))
    start = [] if opened.found.choices else names
    chosen = st.multiselect(
        text("load.sheet"),
        names,
        default=start,
        key=f"load_sheet_{opened.digest}",
        placeholder=text("load.sheet_placeholder"),
    )
    if not chosen:
        return None
    if set(chosen) == set(start):
        return opened
    with reading_turn(is_editor=editor is not None):
        return with_sheets(opened, chosen, reading(), registry(ground(), data_folder()))


def _correct_columns(opened: Opened, text: Text) -> Opened:
    """One choice a column of the file; what was sure stands folded away."""
    labels = {"": text("load.not_taken")} | field_labels(reading().table, text)
    options = list(labels)
    table = columns_of(opened, reading())
    taken = sum(bool(f) and f != DERIVED for f in opened.mapping)
    sure = all(
        opened.heading.certain[i] for i, f in enumerate(opened.mapping) if f
    ) and not missing_fields(opened, reading(), Terms(today()))
    title = text("load.columns", n=taken, total=len(opened.mapping), row=opened.heading.row + 1)
    mapping: list[str] = []
    with st.expander(title, expanded=not sure and not opened.is_remembered):
        st.caption(text("load.columns_remembered" if opened.is_remembered else "load.columns_note"))
        row = iter(st.columns(4))
        for position, (name, field, sample) in enumerate(
            zip(table["name"], table["field"], table["sample"], strict=True)
        ):
            if field == DERIVED:
                mapping.append(field)
                continue
            place = next(row, None)
            if place is None:
                row = iter(st.columns(4))
                place = next(row)
            mapping.append(
                place.selectbox(
                    plain(text("load.column", number=position + 1, name=name or "—")),
                    options,
                    index=options.index(field) if field in options else 0,
                    format_func=labels.__getitem__,
                    key=f"load_column_{opened.digest}_{opened.sheet.name}_{position}",
                )
            )
            place.caption(
                plain(text("load.sample", sample=" · ".join(s[:SAMPLE] for s in sample)))
                if sample
                else text("load.sample_none")
            )
    doubles = {f for f in mapping if f and f != DERIVED and mapping.count(f) > 1}
    if doubles:
        raise DataError(
            [
                Problem("field_twice", opened.file, opened.heading.row + 1, value=labels[f])
                for f in sorted(doubles)
            ]
        )
    return with_mapping(opened, mapping)


def _choose_terms(opened: Opened, editor: Rights | None, text: Text) -> Terms:
    allowed = editor.provinces if editor else None
    names = grid.province_names(ground().names.facts.index if allowed is None else allowed, text)
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
            _telling(bar, "examining", words, text) as told,
            reading_turn(is_editor=editor is not None),
        ):
            found = examine(
                opened, here.atlas.content, reading(), terms, kept.found if kept else None, told
            )
        st.session_state[EXAMINED] = kept = _Kept(question, found)
    result: Examined = kept.found
    return result


def _confirm(found: Examined, editor: Rights | None, text: Text) -> None:
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
        with _telling(
            st.empty(),
            "writing",
            lambda share: text("load.writing", percent=text.percent(share)),
            text,
        ) as told:
            version = commit(registry(ground(), data_folder()), found, who, now(), note, told)
            _written(version)
    except NotAllowed as error:
        st.session_state.pop(UNDER_WAY, None)
        st.error(refusal(error, text))
        return
    except VersionMoved as moved:
        st.session_state.pop(UNDER_WAY, None)
        ask_anew()
        st.warning(text("registry.moved", number=moved.head))
        st.button(text("load.again"))
        return
    except RegistryError as error:
        st.session_state.pop(UNDER_WAY, None)
        st.error(plain(text.registry_trouble(error)))
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
