"""The stage panel: how many clusters stand at each stage, the filtered set beside the national one.

By province on demand.
"""

import plotly.graph_objects as go
import streamlit as st

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.bridge.sheets import csv_link
from components.browse import map_sheets
from components.contract.browse import Foot, StageBar, StageGroup, Stages
from components.server.palette import GROUP
from components.words.text import Text
from geo.atlas import GROUPS, STAGE_GROUPS, Atlas
from geo.selection import Selection

GROUP_PATTERNS = {"waiting": "", "in_progress": "/", "completed": "x", "not_reported": "."}


TOP, NAMES = 100, 150
"""Pixels above the bars for title and legend; beside them for names at the right, which Plotly's
automargin does not measure.
"""


def stage_panel(atlas: Atlas, selection: Selection, text: Text) -> Stages:
    """Stages in order under their groups; what belongs to no group stands apart."""
    table, chosen = selection.stages, selection.view.chosen("stage")
    widest = max(int(table["national"].max()), 1)

    def number(count: int) -> str:
        return text("table.not_reported") if selection.is_unknown else text.number(count)

    def stage(value: str, group: str) -> StageBar:
        here, all_ = int(table.at[value, "selected"]), int(table.at[value, "national"])
        name = str(atlas.stages.at[value, f"name_{text.lang}"])
        return StageBar(
            value=value,
            group=group,
            label=name,
            count=count_text(selection, text, here, all_),
            width=round(100 * here / widest, 1),
            national_width=round(100 * all_ / widest, 1),
            on=value in chosen,
        )

    groups = [
        StageGroup(
            text(f"group.{g}"),
            number(selection.groups[g]),
            [stage(s, g) for s in table.index[table["group"] == g]],
        )
        for g in GROUPS
    ]
    apart = StageGroup(
        text("stages.apart"),
        number(selection.groups["not_reported"]),
        [stage(s, "not_reported") for s in table.index[table["group"] == "none"]],
    )
    return Stages(
        title=finding(selection, text),
        info=method_link(selection.view, text, "stages"),
        here=text("stages.here"),
        national=text("stages.national"),
        say=text("stages.say"),
        groups=[*groups, apart],
        source=text("place.records_source"),
        csv=csv_link(map_sheets.stages, selection.view, text),
    )


def finding(selection: Selection, text: Text) -> str:
    """How many of those with a known stage are completed.

    Of clusters chosen by their stage only how many they are, for the share would repeat the filter.
    """
    if selection.is_unknown:
        return text("stages.title_unknown")
    reported = sum(selection.groups[g] for g in GROUPS)
    if selection.view.chosen("stage") and selection.count:
        return text("stages.title_chosen", n=selection.count)
    return (
        text("stages.title", count=selection.groups["completed"], reported=reported)
        if reported
        else text("stages.title_none")
    )


def count_text(selection: Selection, text: Text, here: int, national: int) -> str:
    """The clusters at a stage: of all that are documented, where anything is left out.

    A dash where nothing is on file.
    """
    if selection.is_unknown:
        return text("stages.unknown_of", national=national)
    return (
        text("stages.of", selected=here, national=national)
        if selection.view.is_filtered
        else text.number(here)
    )


def by_province_chart(atlas: Atlas, selection: Selection, text: Text) -> go.Figure:
    """Stacked bars, one a province with a cluster in this view's other filters, by stage group."""
    table = selection.provinces[selection.provinces["clusters"] > 0].sort_values("clusters")
    names = atlas.provinces.loc[table.index, f"name_{text.lang}"]
    figure = go.Figure(
        [
            go.Bar(
                y=names,
                x=table[group],
                name=text(f"group.{group}"),
                orientation="h",
                marker={
                    "color": GROUP[group],
                    "pattern": {
                        "shape": GROUP_PATTERNS[group],
                        "fillmode": "overlay",
                        "fgcolor": "#ffffff",
                        "fgopacity": 0.35,
                        "solidity": 0.15,
                    },
                },
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                textfont={"color": "#ffffff", "size": 13},
                text=[text.number(n) if n else "" for n in table[group]],
                hovertemplate=[
                    f"{name}: {text.number(n)}<extra></extra>"
                    for name, n in zip(names, table[group], strict=True)
                ],
            )
            for group in STAGE_GROUPS
        ]
    )
    start = "right" if text.is_rtl else "left"
    figure.update_layout(
        barmode="stack",
        bargap=0.15,
        height=TOP + 26 * len(table),
        margin={"l": 8, "r": 8, "t": TOP, "b": 8} | ({"r": NAMES} if text.is_rtl else {}),
        title={
            "text": text("stages.by_province_title"),
            "x": float(text.is_rtl),
            "xanchor": start,
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 10},
            "font": {"size": 16},
        },
        legend={
            "orientation": "h",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "reversed" if text.is_rtl else "normal",
            "xanchor": start,
            "x": float(text.is_rtl),
        },
        xaxis={
            "autorange": "reversed" if text.is_rtl else True,
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"side": start, "automargin": not text.is_rtl},
        font={"family": "Noto Sans Arabic, Source Sans, sans-serif"},
    )
    return figure


def stages_sentence(atlas: Atlas, selection: Selection, text: Text) -> str:
    """What the chart by province shows, in words.

    Each province with its clusters, those completed among them.
    """
    table = selection.provinces[selection.provinces["clusters"] > 0].sort_values(
        "clusters", ascending=False
    )
    names = atlas.provinces.loc[table.index, f"name_{text.lang}"]
    lines = [
        text("stages.by_province_line", province=name, n=int(n), completed=int(done))
        for name, n, done in zip(names, table["clusters"], table["completed"], strict=True)
    ]
    return (
        text("stages.by_province_alt", lines=text("list.comma").join(lines))
        if lines
        else text("stages.title_none")
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the bars of clusters by stage, in groups."""
    panel(stage_panel(atlas, selection, text))


def render_by_province(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Show stages by province as a chart with its CSV, once the reader asks for it."""
    if st.toggle(text("stages.by_province"), key="stages_by_province"):
        st.plotly_chart(
            by_province_chart(atlas, selection, text),
            key="stages_by_province_chart",
            config={"displayModeBar": False},
            alt=stages_sentence(atlas, selection, text),
        )
        panel(
            Foot(
                source=text("place.records_source"),
                csv=csv_link(map_sheets.provinces, selection.view, text),
                info=method_link(selection.view, text, "stages"),
            )
        )
