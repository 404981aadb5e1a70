"""The comparison as the page shows it: head, small maps with the same class breaks, table."""

import streamlit as st

from components.bridge.links import method_link
from components.bridge.marked_csv import csv_name
from components.bridge.panel import panel
from components.compare import changes_panel
from components.compare.comparing import compared_name
from components.compare.comparison_head import head
from components.compare.worded_table import csv_file, table
from components.contract.compare import MapSize, SmallMap, SmallMaps
from components.server.site import base_path, code_assets
from components.words.findings import class_labels
from components.words.names import item_name
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.class_breaks import NO_RECORD, UNDEFINED
from geo.comparison_table import Comparison
from geo.reference.gazetteer import CITY
from geo.view import View

LAND = MapSize(width=240, height=216)
BESIDE = 3
"""Things compared whose maps stand beside the table."""


def maps(atlas: Atlas, view: View, found: Comparison, text: Text) -> SmallMaps:
    """What each small map shows; outlines are fetched once by the browser."""
    points = atlas.clusters.geometry
    groups = atlas.group_of_stage[atlas.stage_codes]
    approximate = (atlas.clusters["precision"] != CITY).to_numpy()

    def places(rows: list[int]) -> list[tuple[float, float, int, int]]:
        return [
            (
                round(points.iloc[r].x, 3),
                round(points.iloc[r].y, 3),
                int(groups[r]),
                int(approximate[r]),
            )
            for r in rows
        ]

    drawn = []
    for item, small in zip(view.compare, found.maps, strict=True):
        told = {
            "province": len(small.points),
            "trade": sum(c >= 0 for c in small.classes.values()),
            "cluster": len(small.others),
        }[found.kind]
        is_unknown = small.classes.get(small.marked) == NO_RECORD
        say = text(
            "compare.map_none" if is_unknown else f"compare.map_{found.kind}",
            name=item_name(atlas, text, item),
            n=told,
        )
        drawn.append(
            SmallMap(say, small.classes, small.marked, places(small.points), places(small.others))
        )
    undefined = any(UNDEFINED in s.classes.values() for s in found.maps)
    return SmallMaps(
        title=text("compare.maps"),
        outlines=f"{base_path()}/{code_assets().path('overview.geojson')}",
        size=LAND,
        maps=drawn,
        legend_title=text(f"indicator.{found.metric}.name") if found.metric else None,
        info=method_link(view, text, found.metric or "place"),
        source=text("place.records_source"),
        legend=(
            class_labels(found.metric, found.breaks, text, undefined=undefined)
            if found.metric
            else []
        ),
        groups=[text(f"group.{g}") for g in STAGE_GROUPS] if found.kind != "trade" else [],
        approximate=text("map.approximate"),
    )


def render(atlas: Atlas, view: View, found: Comparison | None, text: Text) -> None:
    """Show the comparison and its download; for None, only where to begin."""
    panel(head(atlas, view, found, text))
    if found is None:
        return
    # few fit beside their table; more need the width, and the maps then stand in one row above it
    beside, under = (
        st.columns([3, 5], gap="medium")
        if len(view.compare) <= BESIDE
        else (st.container(), st.container())
    )
    with beside:
        panel(maps(atlas, view, found, text))
        changes_panel.render_compared(atlas, view, text)
    with under:
        panel(table(atlas, view, found, text))
        st.download_button(
            text("compare.csv"),
            data=lambda: csv_file(atlas, view, found, text),
            file_name=csv_name(compared_name(view), atlas, view),
            mime="text/csv",
            on_click="ignore",
            key="comparison_csv",
        )
