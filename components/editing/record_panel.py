"""One record by hand: its fields, its stage events, its figures. Whoever saves second sees what the first changed, and decides."""

from collections.abc import Callable

import streamlit as st

from components.editing import grid
from components.editing.editors import Editor, current_editor
from components.editing.load_panel import reading, today
from components.records import ask_anew, now, registry
from components.site import Site, data_folder, ground, site
from components.text import Text
from geo.errors import DataError
from geo.folding import fold
from geo.registry.difference import difference
from geo.registry.edit import (
    HAND_FIELDS,
    Rows,
    free_id,
    read_fields,
    rows_of_record,
    with_event,
    with_fields,
    with_observation,
    without_record,
    without_row,
)
from geo.registry.errors import RegistryError, VersionMoved
from geo.registry.records import OBSERVED, TAG_KINDS, UNKNOWN, as_dicts, widen
from geo.registry.snapshot import Row, Snapshot
from geo.registry.store import Entry

NEW, SEEN, SAVED, FOUND_MOST, TRIES = "new record", "record_seen", "record_saved", 30, 3
Change = Callable[[Snapshot], Snapshot]


def render(editor: Editor | None, text: Text) -> None:
    here = site()
    saved = st.session_state.pop(SAVED, None)
    if saved:
        st.success(text("record.saved", number=saved))
    cluster = _choose(here, text)
    if cluster is None:
        return
    seen = _seen(here, cluster)
    wide = widen(here.atlas.content, ground().stages.index)
    record = next(as_dicts(wide[wide["cluster_id"] == cluster]), None)
    if record and editor and editor.provinces is not None and record["province_iso"] not in editor.provinces:
        st.info(text("record.not_yours"))
        editor = None
    _fields_form(cluster, record, seen, editor, text)
    if record:
        left, right = st.columns(2)
        with left:
            _events(here, cluster, seen, editor, text)
        with right:
            _figures(here, cluster, seen, editor, text)


def _choose(here: Site, text: Text) -> str | None:
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    words = fold(left.text_input(text("record.search"), max_chars=200)).split()
    atlas = here.atlas
    found = [i for i, haystack in enumerate(atlas.search_texts) if all(w in haystack for w in words)][:FOUND_MOST]
    provinces = atlas.provinces[f"name_{text.lang}"]
    rows = atlas.clusters.iloc[found]
    names = rows["name_fa"] if text.is_rtl else rows["name_en"].where(rows["name_en"] != "", rows["name_fa"])
    labels = {str(c): f"{n} · {provinces[p]}" for c, n, p in zip(rows["cluster_id"], names, rows["province_iso"], strict=True)}
    labels[NEW] = text("record.new")
    return right.selectbox(text("record.choose"), list(labels), index=None, format_func=labels.__getitem__, key="record_chosen")


def _seen(here: Site, cluster: str) -> Rows:
    """The record as this editor first saw it; it stays so while the same record is looked at, whatever others do."""
    kept = st.session_state.get(SEEN)
    if kept is None or kept[0] != cluster:
        st.session_state[SEEN] = kept = (cluster, rows_of_record(here.atlas.content, cluster), here.atlas.content)
    rows: Rows = kept[1]
    return rows


def _fields_form(cluster: str, record: dict[str, object] | None, seen: Rows, editor: Editor | None, text: Text) -> None:
    table, labels = reading().table, grid.field_labels(reading().table, text)
    with st.form("record", border=True):
        st.subheader(text("record.fields"))
        columns, texts = st.columns(3), {}
        for place, name in enumerate(HAND_FIELDS):
            texts[name] = _input(columns[place % 3], name, record, table.at[name, f"explain_{text.lang}"], labels[name], cluster, text)
        save, drop = st.columns([4, 1])
        pressed = save.form_submit_button(text("record.save"), type="primary", disabled=editor is None)
        dropped = record is not None and drop.form_submit_button(text("record.drop"), disabled=editor is None, help=text("record.drop_note"), width="stretch")
    if editor is None:
        st.caption(text("load.needs_editor"))
    if pressed and editor:
        try:
            values = read_fields(texts, reading().fields)
        except DataError as error:
            _tell(error, labels, text)
            return
        if editor.provinces is not None and values["province_iso"] not in editor.provinces:
            st.error(text("record.not_yours"))
            return
        _save(cluster, seen, lambda now_there: with_fields(now_there, free_id(now_there) if cluster == NEW else cluster, values), text)
    elif dropped:
        _save(cluster, seen, lambda now_there: without_record(now_there, cluster), text)


def _input(column: object, name: str, record: dict[str, object] | None, explain: str, label: str, cluster: str, text: Text) -> str:
    value = record[name] if record else ""
    shown = ("" if value != value else f"{value:.10g}") if isinstance(value, float) else str(value)
    key = f"record_{cluster}_{name}"
    here: st.delta_generator.DeltaGenerator = column  # type: ignore[assignment]
    if name == "province_iso":
        facts = ground().names.facts
        codes = ["", *facts.index]
        return str(here.selectbox(label, codes, index=codes.index(shown), format_func=lambda c: str(facts.at[c, f"name_{text.lang}"]) if c else "", key=key))
    if name == "isic_division":
        trades = ground().trades[f"name_{text.lang}"]
        codes = ["", *trades.index]
        return str(here.selectbox(label, codes, index=codes.index(shown), format_func=lambda c: f"{c} {trades[c]}" if c else "", key=key))
    if name in TAG_KINDS:
        tags = ground().tags.loc[TAG_KINDS[name]][f"name_{text.lang}"]
        given = [t for t in shown.split("; ") if t in tags.index]
        return "; ".join(here.multiselect(label, list(tags.index), default=given, format_func=lambda t: str(tags[t]), key=key))
    if name.startswith("note"):
        return str(here.text_area(label, shown, key=key, help=explain, height=100))
    return str(here.text_input(label, shown, key=key, help=explain))


def _events(here: Site, cluster: str, seen: Rows, editor: Editor | None, text: Text) -> None:
    st.subheader(text("record.events"))
    stages, snapshot = ground().stages[f"name_{text.lang}"], here.atlas.content
    titles = dict(zip(snapshot.sources["source_id"], snapshot.sources["title"], strict=True))
    rows = sorted((r for r in snapshot.rows("stage_events") if r[0] == cluster), key=lambda r: str(r[2]))
    cells = [[str(stages[r[1]]), text.date(str(r[2])), str(r[6] if text.is_rtl else r[7]), titles.get(str(r[8]), "")] for r in rows]
    grid.render("events", [text(f"record.{c}") for c in ("stage", "date", "basis", "source")], cells, text)
    if editor is None:
        return
    with st.form("event", clear_on_submit=False, border=True):
        stage = st.selectbox(text("record.stage"), [s for s in stages.index if s != UNKNOWN], format_func=lambda s: str(stages[s]))
        written = st.text_input(text("record.date"), placeholder=text("record.date_hint"))
        basis = st.text_input(text("record.basis"), max_chars=300)
        source = _source_inputs(text)
        pressed = st.form_submit_button(text("record.add_event"))
    if pressed:
        read = reading().fields["stage_date"].read(written) if written.strip() else None
        if read is not None and read.error:
            st.error(text(f"problem.{read.error}", value=written))
            return
        day = str(read.value or "") if read else ""
        words = (basis, "") if text.is_rtl else ("", basis)
        _save(cluster, seen, lambda now_there: with_event(now_there, cluster, str(stage), day, words, source, today()), text)
    _row_out("stage_events", rows, [" · ".join(filter(None, c)) for c in cells], cluster, seen, text)


def _figures(here: Site, cluster: str, seen: Rows, editor: Editor | None, text: Text) -> None:
    st.subheader(text("record.figures"))
    about, snapshot = ground().indicators, here.atlas.content
    titles = dict(zip(snapshot.sources["source_id"], snapshot.sources["title"], strict=True))
    rows = sorted((r for r in snapshot.rows("observations") if r[0] == cluster), key=lambda r: (OBSERVED.index(str(r[1])), str(r[5])))
    names = about[f"name_{text.lang}"]
    cells = [[str(names[r[1]]), text.range(r[2], r[3]), _unit(str(r[1]), str(r[4]), text), text.date(str(r[5])), titles.get(str(r[7]), "")] for r in rows]
    grid.render("figures", [text(f"record.{c}") for c in ("indicator", "value", "unit", "date", "source")], cells, text)
    if editor is None:
        return
    with st.form("figure", border=True):
        indicator = str(st.selectbox(text("record.indicator"), OBSERVED, format_func=lambda i: str(names[i])))
        value = st.text_input(text("record.value"), placeholder=text("record.value_hint"))
        unit = st.text_input(text("record.output_unit"), max_chars=60)
        written = st.text_input(text("record.date"), placeholder=text("record.date_hint"))
        source = _source_inputs(text)
        pressed = st.form_submit_button(text("record.add_figure"))
    if pressed:
        number, day = reading().fields[indicator].read(value), reading().fields["figures_date"].read(written) if written.strip() else None
        wrong = number.error or ("" if isinstance(number.value, tuple) else "number_unreadable")
        if wrong or (day is not None and day.error):
            st.error(text(f"problem.{wrong}", value=value) if wrong else text(f"problem.{day.error if day else ''}", value=written))
            return
        assert isinstance(number.value, tuple)
        ends, as_of = number.value, str(day.value or "") if day else ""
        kept = unit.strip() if indicator == "output" else ground().units[indicator]
        _save(cluster, seen, lambda now_there: with_observation(now_there, cluster, indicator, ends, kept, as_of, source, today()), text)
    _row_out("observations", rows, [" · ".join(filter(None, c)) for c in cells], cluster, seen, text)


def _unit(indicator: str, unit: str, text: Text) -> str:
    return unit if indicator == "output" else str(ground().indicators.at[indicator, f"unit_{text.lang}"])


def _source_inputs(text: Text) -> tuple[str, str]:
    title = st.text_input(text("record.source_title"), max_chars=300)
    url = st.text_input(text("record.source_url"), max_chars=2000)
    return title.strip(), url.strip()


def _row_out(table: str, rows: list[Row], labels: list[str], cluster: str, seen: Rows, text: Text) -> None:
    """Take one event or figure out, after asking."""
    if not rows:
        return
    with st.popover(text("record.take_out")):
        chosen = st.selectbox(text("record.take_out_which"), range(len(rows)), format_func=labels.__getitem__, key=f"out_{table}_{cluster}")
        if st.button(text("record.take_out_confirm"), key=f"out_{table}"):
            _save(cluster, seen, lambda now_there: without_row(now_there, table, rows[chosen]), text)


def _save(cluster: str, seen: Rows, change: Change, text: Text, *, knowing: bool = False) -> None:
    """Make the change on what is there now; where somebody changed the same record meanwhile, show it and ask."""
    who = current_editor()
    if who is None:
        st.error(text("editors.gone"))
        return
    store = registry(ground(), data_folder())
    try:
        for _ in range(TRIES):
            there = store.snapshot()
            if not knowing and cluster != NEW and rows_of_record(there, cluster) != seen:
                _ask(there, cluster, text)
                return
            try:
                after = change(there)
                if after.same_content(there):
                    st.info(text("load.nothing"))
                    return
                version = store.commit(there, after, Entry("edit", who.name, now(), note=cluster if cluster != NEW else ""))
            except VersionMoved:
                continue
            st.session_state[SAVED] = version.number
            st.session_state.pop(SEEN, None)
            ask_anew()
            st.rerun()
        st.error(text("registry.busy", detail=""))
    except DataError as error:
        _tell(error, grid.field_labels(reading().table, text), text)
    except RegistryError as error:
        st.error(text.registry_trouble(error))


def _ask(there: Snapshot, cluster: str, text: Text) -> None:
    """Show what somebody else changed in the record since it was opened; the editor may save again over it, or look at it first."""
    st.warning(text("record.conflict"))
    mine: Snapshot = st.session_state[SEEN][2]
    found = difference(mine, there, ground().stages.index)
    theirs = [c for c in (*found.changed, *found.removed) if c.cluster_id == cluster]
    grid.render_changes("conflict", theirs, ground(), grid.field_labels(reading().table, text), text)
    # the next press of the same button is made knowing this
    st.session_state[SEEN] = (cluster, rows_of_record(there, cluster), there)


def _tell(error: DataError, labels: dict[str, str], text: Text) -> None:
    for problem in error.problems:
        st.error(text("record.problem", field=labels.get(problem.column or "", problem.column or ""), problem=text.remedy(problem)))
