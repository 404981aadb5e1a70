"""The tables behind the map page's charts.

Stages, and stage groups by province, under the present View.
"""

from components.bridge.sheets import Column, Row, TableContent, code_and_name, page_table
from components.server.site import selection
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.view import View


@page_table("map-stages")
def stages(atlas: Atlas, view: View, text: Text) -> TableContent:
    """Clusters at each stage, in this view and on file."""
    chosen = selection(atlas, view)
    table, names = chosen.stages, atlas.stages[f"name_{text.lang}"]
    found: list[Row] = [
        (
            code,
            names[code],
            None if chosen.is_unknown else int(table.at[code, "selected"]),
            int(table.at[code, "national"]),
        )
        for code in table.index
    ]
    return TableContent(
        [
            Column(text("place.stage_code"), only="file"),
            Column(text("place.stage")),
            Column(text("stages.here"), True, text.number),
            Column(text("stages.national"), True, text.number),
        ],
        found,
    )


@page_table("map-provinces")
def provinces(atlas: Atlas, view: View, text: Text) -> TableContent:
    """Clusters of this view in each province that has one, by stage group, most first."""
    table = selection(atlas, view).provinces
    table = table[table["clusters"] > 0].sort_values("clusters", ascending=False)
    found: list[Row] = [
        (
            code,
            code,
            int(table.at[code, "clusters"]),
            *(int(table.at[code, g]) for g in STAGE_GROUPS),
        )
        for code in table.index
    ]
    return TableContent(
        [
            *code_and_name(atlas, view, text, text("place.province")),
            Column(text("place.documented"), True, text.number),
            *(Column(text(f"group.{g}"), True, text.number) for g in STAGE_GROUPS),
        ],
        found,
    )
