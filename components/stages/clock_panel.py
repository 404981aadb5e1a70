"""The project clock.

One line a project under way, from its start to the end of its years, with what is late and why.
"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.charts import Tick
from components.contract.controls import Option
from components.contract.stage_times import (
    ClockColumns,
    ClockFlag,
    ClockMark,
    ClockRow,
    ClockState,
    PlacedMark,
    ProjectClock,
)
from components.stages.answers import stuck
from components.stages.stage_context import StageContext, clock_of, stage_context
from components.stages.stages_csv import cluster_columns, csv_button
from components.stages.wording import (
    ROWS,
    Link,
    cluster_links,
    days_text,
    months_text,
    number_field,
    pager,
    province_name,
    short_date,
    source_line,
    stage_name,
)
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.jalali import jalali, span
from geo.selection import Selection
from geo.settings import CLOCK_SORTS
from geo.stages.clock import FLAGS, counts, programmes
from geo.stages.steps import NONE

MARKS = ("start", "programme", "monitoring", "licence", "hand_over")
TICKS, LAST_TICK = 8, 95
"""At most so many years are named on the axis, none of them beyond so many percent of it."""


def ordered(context: StageContext, clock: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chosen flag in the chosen order; without a flag, all that is under way."""
    view = context.selection.view
    flag, sort = view.setting("flag"), view.setting("clock_sort")
    shown = clock[clock[flag] if flag else clock["is_under_way"]]
    column = sort.lstrip("-")
    if column == "province":
        keys = [context.atlas.rank("province", view.lang)[shown["row"]]]
    elif column == "overdue":
        # the most overdue first, then the longest silent, then what has no date
        keys = [
            -shown["quiet_months"].to_numpy(dtype=float),
            -shown["over_days"].to_numpy(dtype=float),
        ]
    else:
        keys = [shown[column].to_numpy(dtype=float)]
    if sort.startswith("-"):
        keys = [-key for key in keys]
    return shown.iloc[np.lexsort(keys)]


def axis(clock: pd.DataFrame, today: int, text: Text) -> tuple[float, float, list[Tick]]:
    """First and last day of the bars' axis, whole Jalali years, and its ticks.

    A tick is a place in percent and a year.
    """
    days = np.concatenate(
        [
            clock[c].to_numpy(dtype=float)
            for c in ("start", "due", "monitoring", "licence", "hand_over")
        ]
        + [np.array([float(today)])]
    )
    years = [_year(day) for day in (np.nanmin(days), np.nanmax(days))]
    first, last = (
        float(span(str(y))[end].toordinal()) for y, end in ((years[0], 0), (years[1], 1))
    )
    step = -(-(years[1] - years[0] + 1) // TICKS)
    named = {
        _place(float(span(str(y))[0].toordinal()), first, last): text.digits(str(y))
        for y in range(years[0], years[1] + 1, step)
    }
    ticks = [Tick(at, label) for at, label in named.items() if at < LAST_TICK]
    return first, last, ticks


def _year(day: float) -> int:
    return int(jalali(date.fromordinal(int(day)))[:4])


def _place(day: float, first: float, last: float) -> float:
    return round(100 * min(max((day - first) / (last - first), 0.0), 1.0), 2)


def clock_panel(context: StageContext, text: Text) -> ProjectClock:
    """A page of the project clock, in the chosen order."""
    view, clock = context.selection.view, clock_of(context)
    total, chosen = counts(clock), ordered(context, clock)
    place = pager(text, "clock_page", int(view.setting("clock_page")), len(chosen))
    shown = chosen.iloc[(place.page - 1) * ROWS : place.page * ROWS]
    today = context.found.day
    first, last, ticks = axis(chosen, today, text)
    limits = {
        "years": int(view.setting("overdue_years")),
        "months": int(view.setting("silent_months")),
    }
    what, why = stuck(context, text)
    sort, link = view.setting("clock_sort"), cluster_links(context, text)
    return ProjectClock(
        title=what,
        info=method_link(context.selection.view, text, "clock"),
        why=why,
        fields=[
            number_field(view, text, "overdue_years", 1, 10, clock_page=""),
            number_field(view, text, "silent_months", 1, 120, clock_page=""),
        ],
        flags_label=text("clock.flags"),
        flags=[
            ClockFlag(
                label=text("clock.under_way"),
                count=text.number(total["under_way"]),
                rule=text("clock.rule_under_way"),
                on=not view.setting("flag"),
                put={"flag": "", "clock_page": ""},
            ),
            *(
                ClockFlag(
                    label=text(f"clock.{f}"),
                    count=text.number(total[f]),
                    rule=text(f"clock.rule_{f}", **limits),
                    on=view.setting("flag") == f,
                    put={"flag": f, "clock_page": ""},
                )
                for f in FLAGS
            ),
        ],
        sort_label=text("clock.sort"),
        sort=sort,
        sorts=[
            Option(f"{sign}{s}", text(f"clock.sort_{'down' if sign else 'up'}_{s}"))
            for s in CLOCK_SORTS
            for sign in ("", "-")
        ],
        columns=ClockColumns(
            cluster=text("clock.column_cluster"),
            start=text("clock.column_start"),
            due=text("clock.column_due"),
            line=text("clock.column_line"),
            state=text("clock.column_state"),
        ),
        marks=[ClockMark(m, text(f"clock.mark_{m}")) for m in MARKS],
        late_label=text("clock.late"),
        today_label=text("clock.today"),
        today=_place(today, first, last),
        ticks=ticks,
        rows=[_row(context, text, record, link, first, last) for record in shown.itertuples()],
        empty=text("clock.empty"),
        pager=place,
        notes=[text("clock.note_dates"), text("clock.note_start"), source_line(context, text)],
    )


def _row(
    context: StageContext, text: Text, record: Any, link: Link, first: float, last: float
) -> ClockRow:
    found, today = context.found, context.found.day
    start = found.date_texts(np.array([record.start_event]))[0]
    dated = [("programme", day, written) for written, day in programmes(found, record.row)]
    for kind in ("start", "monitoring", "licence", "hand_over"):
        event = getattr(record, f"{kind}_event")
        if event != NONE:
            dated.append((kind, getattr(record, kind), str(found.steps.written[event])))
    marks = [
        (day, PlacedMark(kind, _place(day, first, last), _mark_text(text, kind, written)))
        for kind, day, written in dated
    ]
    bar = None
    if record.start_event != NONE:
        until = max(float(np.fmin(record.due, record.licence)), record.start)
        bar = (_place(record.start, first, last), _place(until, first, last))
    late_from = record.due if record.overdue else None
    start_stage = None if record.start_event == NONE else int(found.steps.stage[record.start_event])
    return ClockRow(
        cluster=link(record.row),
        province=province_name(context, record.row, text),
        stage=stage_name(context, record.stage, text),
        start=short_date(text, start) if start else text("clock.no_date"),
        start_note=None
        if start_stage in (None, found.column("contracted"))
        else text("clock.counted_from", stage=stage_name(context, start_stage, text)),
        due=short_date(text, record.due_written) if record.due_written else None,
        bar=bar,
        late=None
        if late_from is None
        else (_place(late_from, first, last), _place(today, first, last)),
        marks=[mark for _, mark in marks],
        say=text.join(mark.say for _, mark in sorted(marks, key=lambda placed: placed[0]))
        or text("clock.no_date"),
        state=state_text(text, record),
    )


def _mark_text(text: Text, kind: str, written: str) -> str:
    return text("clock.mark_on", mark=text(f"clock.mark_{kind}"), date=text.date(written))


def state_text(text: Text, record: Any) -> list[ClockState]:
    """Each flag of a project with its measure; what has none is on time."""
    says = {
        "overdue": text("clock.is_overdue", time=days_text(text, record.over_days)),
        "silent": text("clock.is_silent", time=months_text(text, record.quiet_months)),
        "undated": text("clock.is_undated"),
        "not_taken_over": text("clock.is_not_taken_over"),
    }
    raised = [ClockState(flag, say) for flag, say in says.items() if getattr(record, flag)]
    if record.licensed:
        raised.append(ClockState("licensed", text("clock.is_licensed")))
    has_start = record.start_event != NONE
    return raised or [
        ClockState("none", text("clock.is_on_time" if has_start else "clock.is_without_start"))
    ]


def table(context: StageContext) -> pd.DataFrame:
    """All rows of the chosen flag as the CSV has them."""
    chosen, found = ordered(context, clock_of(context)), context.found
    sources = context.atlas.content.sources.set_index("source_id")
    latest = [
        str(found.steps.source[e]) if e != NONE else "" for e in chosen["latest_event"].tolist()
    ]
    columns = cluster_columns(context, chosen["row"].tolist())
    columns |= {
        name: found.date_texts(chosen[f"{name}_event"].to_numpy())
        for name in ("start", "monitoring", "licence", "hand_over", "latest")
    }
    columns |= {
        "programmes": [
            "; ".join(w for w, _ in programmes(found, row)) for row in chosen["row"].tolist()
        ],
        "due": chosen["due_written"].to_numpy(),
        "start_iso": _iso(chosen["start"]),
        "due_iso": _iso(chosen["due"]),
        "over_months": np.round(chosen["over_days"].to_numpy(dtype=float) * 12 / 365.25, 1),
        "quiet_months": np.round(chosen["quiet_months"].to_numpy(dtype=float), 1),
        **{flag: chosen[flag].astype(int).to_numpy() for flag in FLAGS},
        "as_of": jalali(context.day),
        "source_title": [sources["title"].get(s, "") for s in latest],
        "source_url": [sources["url"].get(s, "") for s in latest],
    }
    return pd.DataFrame(columns)


def _iso(days: pd.Series) -> list[str]:
    return ["" if np.isnan(d) else date.fromordinal(int(d)).isoformat() for d in days.tolist()]


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the project clock, and offer all its rows as CSV."""
    context = stage_context(atlas, selection)
    panel(clock_panel(context, text))
    csv_button(
        context,
        text,
        "project_clock",
        len(ordered(context, clock_of(context))),
        lambda: table(context),
    )
