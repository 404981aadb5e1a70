"""How long the stages take.

Medians with their intervals, and the curve of one of them, also by trade and by province.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.charts import Chart, ChartAxis, Tick
from components.contract.stage_times import (
    DurationColumns,
    DurationGroup,
    DurationGroupRow,
    Durations,
    IntervalLine,
    SpanRow,
)
from components.stages.stage_context import StageContext, cached, spells_of, stage_context
from components.stages.stages_csv import csv_button
from components.stages.wording import months_text, range_text, source_line
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.jalali import jalali
from geo.selection import Selection
from geo.stages.duration import ENOUGH, SPANS, Spells, Survival, median, survival

GROUPINGS = ("trade", "province")
POINTS = 160
"""Places at which a curve is drawn."""


def curve_of(context: StageContext, name: str) -> Survival | None:
    """The curve of a span; None where fewer than ENOUGH spells have ended."""
    mine = spells_of(context, name)
    return cached(
        context,
        "curve",
        name,
        make=lambda: survival(mine.months, mine.ended) if mine.ended.sum() >= ENOUGH else None,
    )


def readings(context: StageContext, name: str) -> tuple[float, float]:
    """The median if every date fell so as to make the spells shortest, and longest."""
    mine = spells_of(context, name)
    return cached(
        context,
        "readings",
        name,
        make=lambda: (median(mine.shortest, mine.ended), median(mine.longest, mine.ended)),
    )


def by_group(
    context: StageContext, name: str, grouping: str
) -> tuple[list[tuple[int, Survival]], int]:
    """The curves of trades or provinces with ENOUGH ended spells, and how many have fewer.

    Each as (position, curve), the longest median first.
    """
    atlas, mine = context.atlas, spells_of(context, name)

    def make() -> tuple[list[tuple[int, Survival]], int]:
        codes = (atlas.trade_codes if grouping == "trade" else atlas.province_codes)[mine.cluster]
        size = len(atlas.trades) if grouping == "trade" else len(atlas.provinces)
        known = codes < size  # a trade not reported is no group
        ended = np.bincount(codes[known & mine.ended], minlength=size)
        begun = np.bincount(codes[known], minlength=size)
        found = []
        for code in np.flatnonzero(ended >= ENOUGH).tolist():
            curve = survival(mine.months[codes == code], mine.ended[codes == code])
            if curve is not None:
                found.append((code, curve))
        found.sort(key=lambda item: -np.nan_to_num(item[1].median, nan=np.inf))
        return found, int(((begun > 0) & (ended < ENOUGH)).sum())

    return cached(context, "groups", name, grouping, make=make)


def span_name(context: StageContext, name: str, text: Text) -> str:
    """A stage by its name; the longer stretches by theirs."""
    if name in context.atlas.stages.index:
        return str(context.atlas.stages.at[name, f"name_{text.lang}"])
    return text(f"durations.span_{name}")


def median_text(curve: Survival, text: Text) -> str:
    """The median in words; where over half remain, the longest time observed instead."""
    if np.isnan(curve.median):
        return text("durations.over_half_remain", time=months_text(text, float(curve.times[-1])))
    return months_text(text, curve.median)


def interval_text(curve: Survival, text: Text) -> str | None:
    """The median's confidence interval in words; None where even its low end is not known."""
    if not np.isfinite(curve.median_low):
        return None
    if not np.isfinite(curve.median_high):
        return text("durations.at_least", time=months_text(text, curve.median_low))
    return range_text(text, curve.median_low, curve.median_high)


def _line(curve: Survival, widest: float) -> IntervalLine | None:
    """Median and interval in percent of the widest."""
    if not np.isfinite(curve.median):
        return None
    high = min(curve.median_high, widest)
    low, median_, high = (
        round(100 * value / widest, 2) for value in (curve.median_low, curve.median, high)
    )
    return IntervalLine(low, median_, high)


def duration_panel(context: StageContext, text: Text) -> Durations:
    """Each stage with its median, the curve of the chosen one, and that one by group."""
    chosen = context.selection.view.setting("span")
    curves = {s.name: curve_of(context, s.name) for s in SPANS}
    widest = max(
        [
            c.median_high if np.isfinite(c.median_high) else c.median
            for c in curves.values()
            if c and np.isfinite(c.median)
        ],
        default=1.0,
    )
    groups = {g: by_group(context, chosen, g) for g in GROUPINGS}
    return Durations(
        title=finding(context, text),
        info=method_link(context.selection.view, text, "durations"),
        note=text("durations.note", enough=ENOUGH),
        columns=DurationColumns(
            span=text("durations.column_span"),
            median=text("durations.column_median"),
            interval=text("durations.column_interval"),
            line=text("durations.column_line"),
            counts=text("durations.column_counts"),
            reading=text("durations.column_reading"),
        ),
        rows=[_span_row(context, s.name, curves[s.name], widest, chosen, text) for s in SPANS],
        curve=_curve_chart(context, chosen, curves[chosen], text),
        groups=[_group_table(context, g, *groups[g], text) for g in GROUPINGS]
        if curves[chosen]
        else [],
        notes=[
            text("durations.note_open"),
            text("durations.note_dates"),
            text("durations.note_left_out"),
            source_line(context, text),
        ],
    )


def finding(context: StageContext, text: Text) -> str:
    """The median of the whole project in a sentence."""
    curve, mine = curve_of(context, "project"), spells_of(context, "project")
    if curve is None or np.isnan(curve.median):
        return text("durations.title_none", ended=int(mine.ended.sum()), enough=ENOUGH)
    return text(
        "durations.title",
        time=months_text(text, curve.median),
        interval=interval_text(curve, text) or "",
        n=curve.ended,
    )


def _span_row(
    context: StageContext, name: str, curve: Survival | None, widest: float, chosen: str, text: Text
) -> SpanRow:
    mine = spells_of(context, name)
    ended, still = int(mine.ended.sum()), int((~mine.ended).sum())
    counts = [text("durations.counts", ended=ended, open=still)]
    if mine.left_out:
        counts.append(text("durations.left_out", n=mine.left_out))
    if mine.backwards:
        counts.append(text("durations.backwards", n=mine.backwards))
    row = SpanRow(
        name=name,
        label=span_name(context, name, text),
        on=name == chosen,
        put={"span": name},
        counts=text("list.comma").join(counts),
    )
    if curve is None:
        return replace(row, few=text("durations.few", n=ended, enough=ENOUGH))
    low, high = readings(context, name)
    reading = range_text(text, low, high) if np.isfinite([low, high]).all() else None
    return replace(
        row,
        median=median_text(curve, text),
        interval=interval_text(curve, text),
        line=_line(curve, widest),
        reading=reading,
    )


def _curve_chart(
    context: StageContext, name: str, curve: Survival | None, text: Text
) -> Chart | None:
    """The curve of the chosen span."""
    if curve is None:
        return None
    last = float(curve.times[-1]) or 1.0
    at = np.linspace(0, last, POINTS)
    place = np.searchsorted(curve.times, at, side="right") - 1
    points = [
        (
            round(float(t), 2),
            round(float(curve.share[p]), 4),
            round(float(curve.low[p]), 4),
            round(float(curve.high[p]), 4),
        )
        for t, p in zip(at, place, strict=True)
    ]
    years = last >= 36
    step = 12 * max(1, round(last / 12 / 8)) if years else max(1, round(last / 8))
    name_of, unit = (
        span_name(context, name, text),
        "durations.axis_years" if years else "durations.axis_months",
    )
    title = text("durations.curve", span=name_of, median=median_text(curve, text))
    return Chart(
        title=title,
        alt=text("durations.curve_alt", span=name_of, shares=text.join(_shares(curve, last, text))),
        rtl=text.is_rtl,
        x=ChartAxis(
            max=last,
            title=text(unit),
            ticks=[
                Tick(t, text.number(t / 12 if years else t))
                for t in np.arange(0, last + 0.01, step).tolist()
            ],
        ),
        y=ChartAxis(
            max=1,
            title=text("durations.axis_share"),
            ticks=[Tick(s, text.percent(s)) for s in (0, 0.25, 0.5, 0.75, 1)],
        ),
        line=[(t, share) for t, share, _, _ in points],
        band=[(t, low, high) for t, _, low, high in points],
        steps=True,
        guide=0.5,
        legend=(text("durations.legend_line"), text("durations.legend_band")),
    )


def _shares(curve: Survival, last: float, text: Text) -> list[str]:
    """The share still there after each year, in words."""
    said = []
    for months in range(12, int(min(last, 120)) + 1, 12):
        place = int(np.searchsorted(curve.times, months, side="right")) - 1
        said.append(
            text(
                "durations.share_at",
                share=text.percent(float(curve.share[place])),
                time=months_text(text, months),
            )
        )
    return said


def _group_table(
    context: StageContext, grouping: str, found: list[tuple[int, Survival]], few: int, text: Text
) -> DurationGroup:
    names = (context.atlas.trades if grouping == "trade" else context.atlas.provinces)[
        f"name_{text.lang}"
    ]
    values = (context.atlas.trades if grouping == "trade" else context.atlas.provinces).index
    widest = max(
        [
            c.median_high if np.isfinite(c.median_high) else c.median
            for _, c in found
            if np.isfinite(c.median)
        ],
        default=1.0,
    )
    rows = [
        DurationGroupRow(
            label=str(names.iat[code]),
            toggle={grouping: str(values[code])},
            median=median_text(curve, text),
            interval=interval_text(curve, text),
            line=_line(curve, widest),
            counts=text("durations.counts", ended=curve.ended, open=curve.spells - curve.ended),
        )
        for code, curve in found
    ]
    return DurationGroup(
        title=text(f"durations.by_{grouping}"),
        heading=text(f"durations.column_{grouping}"),
        rows=rows,
        few=text(f"durations.few_{grouping}", n=few, enough=ENOUGH) if few else None,
    )


def table(context: StageContext) -> pd.DataFrame:
    """Every span, whole and by trade and province, as the CSV has them."""
    text, rows = Text("en"), []

    def row(name: str, group: str, curve: Survival, mine: Spells | None) -> dict[str, object]:
        low, high = readings(context, name) if mine is not None else (np.nan, np.nan)
        limits = {
            "median_months": curve.median,
            "low_months": curve.median_low,
            "high_months": curve.median_high,
            "shortest_months": low,
            "longest_months": high,
        }
        shown = {k: round(v, 2) if np.isfinite(v) else np.nan for k, v in limits.items()}
        counts = {
            "ended": curve.ended,
            "open": curve.spells - curve.ended,
            "left_out": mine.left_out if mine else np.nan,
            "backwards": mine.backwards if mine else np.nan,
        }
        return {
            "span": span_name(context, name, text),
            "group": group,
            **shown,
            **counts,
            "as_of": jalali(context.day),
        }

    for span in SPANS:
        curve = curve_of(context, span.name)
        if curve is None:
            continue
        rows.append(row(span.name, "", curve, spells_of(context, span.name)))
        for grouping, names in (
            ("trade", context.atlas.trades["name_en"]),
            ("province", context.atlas.provinces["name_en"]),
        ):
            rows += [
                row(span.name, str(names.iat[code]), mine, None)
                for code, mine in by_group(context, span.name, grouping)[0]
            ]
    columns = [
        "span",
        "group",
        "median_months",
        "low_months",
        "high_months",
        "shortest_months",
        "longest_months",
        "ended",
        "open",
        "left_out",
        "backwards",
        "as_of",
    ]
    return pd.DataFrame(rows, columns=columns)


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send how long steps take, and offer all curves as CSV."""
    context = stage_context(atlas, selection)
    panel(duration_panel(context, text))
    csv_button(
        context,
        text,
        "durations",
        sum(curve_of(context, s.name) is not None for s in SPANS),
        lambda: table(context),
    )
