"""The dated history of one record: its stage events and its figures, with a form to add one and a
way to take one out.
"""

import streamlit as st

from components.editing import grid
from components.editing.opened_record import OpenedRecord, save
from components.editing.reading import reading, today
from components.server.site import Site, reference
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.basis.errors import Problem
from geo.intake.contradictions import event_problems
from geo.intake.edit import with_event, with_observation, without_row
from geo.registry.records import OBSERVED
from geo.registry.rights import Rights
from geo.registry.snapshot import Row, Snapshot
from geo.registry.timeline import UNKNOWN


def render_events(
    here: Site, cluster: str, opened: OpenedRecord, editor: Rights | None, text: Text
) -> None:
    """The stage events of a record; an editor adds to them and takes out."""
    st.subheader(text("record.events"))
    stages, snapshot = reference().stages[f"name_{text.lang}"], here.atlas.content
    titles = dict(zip(snapshot.sources["source_id"], snapshot.sources["title"], strict=True))
    rows = sorted(
        (r for r in snapshot.rows("stage_events") if r[0] == cluster), key=lambda r: str(r[2])
    )
    cells = [
        [
            str(stages[r[1]]),
            text.date(str(r[2])),
            str(r[6] if text.is_rtl else r[7]),
            titles.get(str(r[8]), ""),
        ]
        for r in rows
    ]
    grid.render(
        "events", [text(f"record.{c}") for c in ("stage", "date", "basis", "source")], cells, text
    )
    if editor is None:
        return
    with st.expander(text("record.new_event")), st.form(opened.key("event"), border=False):
        stage = st.selectbox(
            text("record.stage"),
            [s for s in stages.index if s != UNKNOWN],
            format_func=lambda s: str(stages[s]),
        )
        written = st.text_input(text("record.date"), placeholder=text("record.date_hint"))
        basis = st.text_input(text("record.basis"), max_chars=300)
        source = _source_inputs(text)
        pressed = st.form_submit_button(text("record.add_event"))
    if pressed:
        read = reading().fields["stage_date"].read(written) if written.strip() else None
        if read is not None and read.error:
            st.error(text(f"problem.{read.error}", value=escape_markdown(written)))
            return
        day = str(read.value or "") if read else ""
        words = (basis, "") if text.is_rtl else ("", basis)

        def odd(after: Snapshot) -> list[Problem]:
            return event_problems(after, cluster, str(stage), day, reference().stages)

        save(
            opened,
            lambda now_there: with_event(
                now_there, cluster, str(stage), day, words, source, today()
            ),
            text,
            odd,
        )
    _row_out("stage_events", rows, [" · ".join(filter(None, c)) for c in cells], opened, text)


def render_figures(
    here: Site, cluster: str, opened: OpenedRecord, editor: Rights | None, text: Text
) -> None:
    """The figures of a record over time; an editor adds to them and takes out."""
    st.subheader(text("record.figures"))
    about, snapshot = reference().indicators, here.atlas.content
    titles = dict(zip(snapshot.sources["source_id"], snapshot.sources["title"], strict=True))
    rows = sorted(
        (r for r in snapshot.rows("observations") if r[0] == cluster),
        key=lambda r: (OBSERVED.index(str(r[1])), str(r[5])),
    )
    names = about[f"name_{text.lang}"]
    cells = [
        [
            str(names[r[1]]),
            text.range(r[2], r[3]),
            _unit(str(r[1]), str(r[4]), text),
            text.date(str(r[5])),
            titles.get(str(r[7]), ""),
        ]
        for r in rows
    ]
    grid.render(
        "figures",
        [text(f"record.{c}") for c in ("indicator", "value", "unit", "date", "source")],
        cells,
        text,
    )
    if editor is None:
        return
    with st.expander(text("record.new_figure")), st.form(opened.key("figure"), border=False):
        indicator = str(
            st.selectbox(text("record.indicator"), OBSERVED, format_func=lambda i: str(names[i]))
        )
        value = st.text_input(text("record.value"), placeholder=text("record.value_hint"))
        unit = st.text_input(text("record.output_unit"), max_chars=60)
        written = st.text_input(text("record.date"), placeholder=text("record.date_hint"))
        source = _source_inputs(text)
        pressed = st.form_submit_button(text("record.add_figure"))
    if pressed:
        fields = reading().fields
        number = fields[indicator].read(value, reference().units[indicator])
        day = fields["figures_date"].read(written) if written.strip() else None
        wrong = number.error or ("" if isinstance(number.value, tuple) else "number_unreadable")
        if wrong or (day is not None and day.error):
            problem = (
                Problem(wrong, "", value=value, allowed=number.allowed)
                if wrong
                else Problem(day.error if day else "", "", value=written)
            )
            st.error(escape_markdown(text.remedy(problem)))
            return
        assert isinstance(number.value, tuple)
        ends, as_of = number.value, str(day.value or "") if day else ""
        kept = (
            (unit.strip() or dict(number.also).get("output_unit", ""))
            if indicator == "output"
            else reference().units[indicator]
        )
        save(
            opened,
            lambda now_there: with_observation(
                now_there, cluster, indicator, ends, kept, as_of, source=source, today=today()
            ),
            text,
        )
    _row_out("observations", rows, [" · ".join(filter(None, c)) for c in cells], opened, text)


def _unit(indicator: str, unit: str, text: Text) -> str:
    return (
        unit
        if indicator == "output"
        else str(reference().indicators.at[indicator, f"unit_{text.lang}"])
    )


def _source_inputs(text: Text) -> tuple[str, str]:
    title = st.text_input(text("record.source_title"), max_chars=300)
    url = st.text_input(text("record.source_url"), max_chars=2000)
    return title.strip(), url.strip()


def _row_out(
    table: str, rows: list[Row], labels: list[str], opened: OpenedRecord, text: Text
) -> None:
    """Take one event or figure out, after asking."""
    if not rows:
        return
    with st.popover(text("record.take_out")):
        chosen = st.selectbox(
            text("record.take_out_which"),
            range(len(rows)),
            format_func=labels.__getitem__,
            key=opened.key(f"out_{table}"),
        )
        if st.button(text("record.take_out_confirm"), key=opened.key(f"take_out_{table}")):
            save(opened, lambda now_there: without_row(now_there, table, rows[chosen]), text)
