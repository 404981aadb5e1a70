"""The outlook: how many projects finish by the end of each year, as a fan.

What it takes for granted stands beside it in plain words.
"""

import numpy as np
import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.charts import Chart, ChartAxis, Tick
from components.contract.stage_times import Outlook
from components.stages.answers import finished_by_next_year
from components.stages.stage_context import OutlookFacts, StageContext, outlook_of, stage_context
from components.stages.stages_csv import csv_button
from components.stages.wording import number_field, source_line
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.jalali import jalali
from geo.selection import Selection
from geo.stages.duration import ENOUGH
from geo.stages.outlook import HIGH, LOW, RECENT_YEARS, TAIL

TICKS = 5


def outlook_panel(context: StageContext, text: Text) -> Outlook:
    """The fan over the years, the same as a table, and its assumptions."""
    found, view = outlook_of(context), context.selection.view
    years = found.result.by_year
    return Outlook(
        title=finished_by_next_year(context, text),
        info=method_link(context.selection.view, text, "outlook"),
        fields=[
            number_field(view, text, "starts", 0, 10_000, value=str(int(found.starts))),
            number_field(view, text, "seed", 0, 999_999),
        ],
        field_note=text(
            "outlook.recent", recent=text.significant(found.recent), years=RECENT_YEARS
        ),
        chart=_fan(years, text),
        columns=[text(f"outlook.column_{c}") for c in ("year", "starts", "licences", "total")],
        rows=[
            [
                text.year(year),
                text.number(row["starts"]),
                text(
                    "outlook.fan",
                    middle=int(row["middle"]),
                    low=int(row["low"]),
                    high=int(row["high"]),
                ),
                text(
                    "outlook.fan",
                    middle=int(row["middle_total"]),
                    low=int(row["low_total"]),
                    high=int(row["high_total"]),
                ),
            ]
            for year, row in years.iterrows()
        ],
        assumptions_title=text("outlook.assumptions"),
        assumptions=assumptions(found, text),
        notes=[source_line(context, text)],
    )


def assumptions(found: OutlookFacts, text: Text) -> list[str]:
    """What the outlook takes for granted, one sentence each."""
    result, queue = found.result, found.queue
    said = [text(f"outlook.basis_{found.basis}", spells=found.spells, enough=ENOUGH)]
    if result.from_records:
        said.append(text("outlook.tail", waited=text.number(result.waited / 12), months=TAIL))
    said.append(text("outlook.under_way", n=len(queue.elapsed)))
    if result.undated:
        said.append(text("outlook.undated", n=result.undated))
    said.append(text("outlook.starts", starts=text.number(found.starts), waiting=queue.waiting))
    said.append(
        text("outlook.stops", share=text.percent(result.stop_share))
        if result.stop_share
        else text("outlook.no_stops", enough=ENOUGH)
    )
    said.append(
        text(
            "outlook.runs", runs=result.runs, low=LOW, high=HIGH, seed=text.digits(str(found.seed))
        )
    )
    said.append(text("outlook.not_a_plan"))
    return said


def _fan(table: pd.DataFrame, text: Text) -> Chart:
    """Licences since today by the end of each year."""
    years = table.index.tolist()
    top = max(int(table["high_total"].max()), 1)
    step = _round_step(top / TICKS)
    rows = list(
        zip(
            table["middle_total"].tolist(),
            table["low_total"].tolist(),
            table["high_total"].tolist(),
            strict=True,
        )
    )
    return Chart(
        title=text("outlook.chart", low=LOW, high=HIGH),
        alt=text.join(
            text("outlook.alt", year=text.year(y), middle=m, low=low, high=high)
            for y, (m, low, high) in zip(years, rows, strict=True)
        ),
        rtl=text.is_rtl,
        x=ChartAxis(
            max=len(years),
            title=text("outlook.axis_year"),
            ticks=[Tick(i + 1, text.digits(str(y))) for i, y in enumerate(years)],
        ),
        y=ChartAxis(
            max=top,
            title=text("outlook.axis_count"),
            ticks=[Tick(t, text.number(t)) for t in np.arange(0, top + 1, step).tolist()],
        ),
        line=[(0, 0), *((i + 1, m) for i, (m, _, _) in enumerate(rows))],
        band=[(0, 0, 0), *((i + 1, low, high) for i, (_, low, high) in enumerate(rows))],
        steps=False,
        guide=None,
        legend=(text("outlook.legend_line"), text("outlook.legend_band", low=LOW, high=HIGH)),
    )


def _round_step(wanted: float) -> int:
    """The first of 1, 2, 5, 10, 20 and so on that is no less than `wanted`."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step >= wanted:
                return step
        size *= 10


def table(context: StageContext) -> pd.DataFrame:
    """The outlook by year as the CSV has it."""
    found = outlook_of(context)
    years = found.result.by_year.reset_index()
    return years.assign(
        basis=found.basis, starts_a_year=found.starts, seed=found.seed, as_of=jalali(context.day)
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send how many may be completed by year, and offer the same as CSV."""
    context = stage_context(atlas, selection)
    panel(outlook_panel(context, text))
    csv_button(
        context, text, "outlook", len(outlook_of(context).result.by_year), lambda: table(context)
    )
