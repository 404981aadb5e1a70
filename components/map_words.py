"""What the map says: its finding as a title, its legend, its values. Apart from the map's frame, so that files and the server can say it too."""

from typing import Any

from components.map_facts import POINT_GROUPS
from components.text import Text
from geo.atlas import Atlas
from geo.class_breaks import NO_RECORD, UNDEFINED, ZERO
from geo.indicators import INDICATORS
from geo.selection import Selection


def shown_value(text: Text, metric: str, value: float) -> str:
    """A value of a metric with its digits and unit."""
    return text.percent(value) if INDICATORS[metric].unit == "share" else text.significant(value)


def legend(selection: Selection, text: Text) -> dict[str, Any]:
    """The classes with their breaks, the shapes of the stage groups; what to show below the map."""
    breaks = [shown_value(text, selection.view.metric, b) for b in selection.breaks]
    areas = []
    for position, high in enumerate(breaks):
        label = text("map.between", low=breaks[position - 1], high=high) if position else text("map.up_to", high=high)
        areas.append({"class": position, "label": label})
    areas.insert(0, {"class": ZERO, "label": text("map.zero")})
    if (selection.provinces["class"] == UNDEFINED).any():
        areas.append({"class": UNDEFINED, "label": text("map.undefined")})
    areas.append({"class": NO_RECORD, "label": text("map.no_record")})
    return {
        "title": text(f"metric.{selection.view.metric}"),
        "areas": areas,
        "pointsTitle": text("map.points"),
        "points": [text(f"group.{g}") for g in POINT_GROUPS],
        "approximate": text("map.approximate"),
    }


def finding(atlas: Atlas, selection: Selection, text: Text) -> str:
    """The map's title: where the one chosen province stands, else which leads."""
    table = selection.provinces[(selection.provinces["on_file"] > 0) & selection.provinces["value"].gt(0)]
    view = selection.view
    metric = view.metric
    chosen = view.chosen("province")
    if len(chosen) == 1 and chosen[0] not in table.index:
        key = (
            "one_zero" if selection.provinces.at[chosen[0], "clusters"] else "one_filtered" if selection.provinces.at[chosen[0], "on_file"] else "one_no_record"
        )
        return text(f"map.title_{key}", province=atlas.provinces.at[chosen[0], f"name_{text.lang}"], metric=text(f"metric.{metric}"))
    if table.empty:
        return text("map.title_zero", metric=text(f"metric.{metric}")) if len(selection.clusters) else text("map.title_none")
    if len(chosen) == 1:
        own = float(table.at[chosen[0], "value"])
        rank = int((table["value"] > own).sum()) + 1
        name = atlas.provinces.at[chosen[0], f"name_{text.lang}"]
        return text("map.title_one", province=name, value=shown_value(text, metric, own), metric=text(f"metric.{metric}"), rank=rank, total=len(table))
    best = str(table["value"].idxmax())
    value = shown_value(text, metric, float(table.at[best, "value"]))
    return text(f"map.title_{metric}", province=atlas.provinces.at[best, f"name_{text.lang}"], value=value)
