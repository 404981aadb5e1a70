"""A record that an editor has open: whoever saves second sees what the first changed, and
decides.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.editing import grid
from components.editing.editors import current_editor, refusal
from components.editing.reading import reading
from components.server.registry import ask_anew, now, registry
from components.server.site import Site, data_folder, reference
from components.words.markdown import escape_markdown
from components.words.names import field_labels
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.intake.edit import RecordRows, rows_of_record
from geo.registry.difference import difference
from geo.registry.errors import NotAllowedError, RegistryError, VersionMovedError
from geo.registry.records import as_dicts, widen
from geo.registry.snapshot import Snapshot
from geo.registry.store import Entry

NEW, OPENED, SAVED, TOLD, TRIES = "new record", "record_opened", "record_saved", "record_told", 3
Change = Callable[[Snapshot], Snapshot]
Record = dict[str, object]


@dataclass
class OpenedRecord:
    """A record as this editor opened it.

    base: the content then. known: the record as last shown to the editor, who may save over that.
    is_news: whether it is shown so for the first time, so that a press that came with it was meant
    for what stood there before.
    """

    cluster: str
    base: Snapshot
    known: RecordRows
    is_news: bool = False

    def key(self, name: str) -> str:
        """A name for a form or its button: another once the record was saved, and the same whatever
        others do, so that what is typed stays.
        """
        return f"{name}_{self.cluster}_{self.base.number}"


def opened_record(here: Site, cluster: str) -> OpenedRecord:
    """The record as this editor first saw it; it stays so while the same record is looked at,
    whatever others do.
    """
    kept = st.session_state.get(OPENED)
    if kept is None or kept.cluster != cluster:
        content = here.atlas.content
        st.session_state[OPENED] = kept = OpenedRecord(
            cluster, content, rows_of_record(content, cluster)
        )
    opened: OpenedRecord = kept
    return opened


def record_of(content: Snapshot, cluster: str) -> Record | None:
    """The record as the form shows it; None where it is not there."""
    wide = widen(content, reference().stages.index)
    return next(as_dicts(wide[wide["cluster_id"] == cluster]), None)


def tell_others(here: Site, opened: OpenedRecord, text: Text) -> None:
    """Show what somebody else changed in the record since it was opened; whoever has seen it may
    save, or look at it first.
    """
    there, before = here.atlas.content, rows_of_record(opened.base, opened.cluster)
    now_there = rows_of_record(there, opened.cluster)
    opened.known, opened.is_news = now_there, now_there != opened.known
    if opened.known == before:
        return
    found = difference(opened.base, there, reference().stages.index)
    theirs = [c for c in (*found.changed, *found.removed) if c.cluster_id == opened.cluster]
    gone = any(c.cluster_id == opened.cluster for c in found.removed)
    st.warning(text("record.conflict_gone" if gone else "record.conflict"))
    grid.render_changes("conflict", theirs, field_labels(reading().table, text), text)
    st.button(
        text("record.look"), key="record_look", on_click=lambda: st.session_state.pop(OPENED, None)
    )


def save(
    opened: OpenedRecord,
    change: Change,
    text: Text,
    look: Callable[[Snapshot], list[Problem]] | None = None,
) -> None:
    """Make the change on what is there now; where the record is not as last shown to the editor,
    show it and save nothing.

    look: what is odd about the content that follows, told once it is saved.
    """
    who, cluster = current_editor(), opened.cluster
    if who is None:
        st.error(text("editors.gone"))
        return
    if opened.is_news:
        return
    store = registry(reference(), data_folder())
    try:
        for _ in range(TRIES):
            there = store.snapshot()
            if rows_of_record(there, cluster) != opened.known:
                ask_anew()
                st.rerun()
            try:
                after = change(there)
                if after.same_content(there):
                    st.info(text("load.nothing"))
                    return
                made = set(after.clusters["cluster_id"]) - set(there.clusters["cluster_id"])
                version = store.commit(
                    there,
                    after,
                    Entry("edit", who, now(), note=cluster if cluster != NEW else "".join(made)),
                )
            except VersionMovedError:
                continue
            st.session_state[SAVED] = version.number
            st.session_state[TOLD] = look(after) if look else []
            st.session_state.pop(OPENED, None)
            ask_anew()
            st.rerun()
        st.error(text("trouble.busy"))
    except NotAllowedError as refused:
        st.error(refusal(refused, text))
    except DataError as error:
        tell(error, field_labels(reading().table, text), text)
    except RegistryError as error:
        st.error(escape_markdown(text.registry_trouble(error)))


def tell(error: DataError, labels: dict[str, str], text: Text) -> None:
    """What keeps the record from being saved."""
    for problem in error.problems:
        st.error(_sentence(problem, labels, text))


def tell_saved(number: int, text: Text) -> None:
    """That the record was saved, as which version, and what was odd about it."""
    st.success(text("record.saved", number=number))
    labels = field_labels(reading().table, text)
    for problem in st.session_state.get(TOLD, []):
        st.warning(_sentence(problem, labels, text))


def _sentence(problem: Problem, labels: dict[str, str], text: Text) -> str:
    return text(
        "record.problem",
        field=labels.get(problem.column or "", problem.column or ""),
        problem=escape_markdown(text.remedy(problem)),
    )
