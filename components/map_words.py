"""What the map says: its finding as a title, its legend, its values. Apart from the map's frame, so that files and the server can say it too."""

from typing import Any

from components.map_facts import POINT_GROUPS, TOLD_APART
from components.text import Text
from geo.atlas import Atlas
from geo.class_breaks import NO_RECORD, UNDEFINED, ZERO
from geo.indicators import INDICATORS
from geo.selection import Selection


def shown_value(text: Text, metric: str, value: float) -> str:
    """A value of a metric with its digits and unit."""
    return text.percent(value) if INDICATORS[metric].unit == "share" else text.significant(value)


def class_labels(metric: str, breaks: list[float], text: Text, *, undefined: bool, beyond: bool = False) -> list[dict[str, Any]]:
    """The classes of a choropleth with their breaks, worded. beyond: whether some value lies above the last break."""
    shown = [shown_value(text, metric, b) for b in breaks]
    areas = [{"class": ZERO, "label": text("map.zero")}]
    for position, high in enumerate(shown):
        label = text("map.between", low=shown[position - 1], high=high) if position else text("map.up_to", high=high)
        if beyond and position == len(shown) - 1:
            label = text("map.over", low=shown[position - 1]) if position else text("map.any")
        areas.append({"class": position, "label": label})
    if undefined:
        areas.append({"class": UNDEFINED, "label": text("map.undefined")})
    return [*areas, {"class": NO_RECORD, "label": text("map.no_record")}]


def legend(selection: Selection, text: Text) -> dict[str, Any]:
    """The classes with their breaks, the shapes of the stage groups; what to show below the map."""
    metric = selection.view.metric
    beyond = bool(selection.breaks) and bool((selection.provinces["value"] > selection.breaks[-1]).any())
    return {
        "title": text(f"metric.{metric}"),
        "areas": class_labels(metric, selection.breaks, text, undefined=bool((selection.provinces["class"] == UNDEFINED).any()), beyond=beyond),
        "pointsTitle": text("map.points"),
        "points": [text(f"group.{g}") for g in POINT_GROUPS],
        "approximate": text("map.approximate"),
        "gathered": text("gathered.legend") if selection.count > TOLD_APART else None,
    }


def finding(atlas: Atlas, selection: Selection, text: Text) -> str:
    """The map's title: where the one chosen province stands, else which leads, of those chosen where some are."""
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
        return text("map.title_zero", metric=text(f"metric.{metric}")) if selection.count else text("map.title_none")
    if len(chosen) == 1:
        own = float(table.at[chosen[0], "value"])
        rank = int((table["value"] > own).sum()) + 1
        name = atlas.provinces.at[chosen[0], f"name_{text.lang}"]
        return text("map.title_one", province=name, value=shown_value(text, metric, own), metric=text(f"metric.{metric}"), rank=rank, total=len(table))
    among = table[table["chosen"]] if table["chosen"].any() else table
    best = str(among["value"].idxmax())
    value = shown_value(text, metric, float(table.at[best, "value"]))
    return text(f"map.title_{metric}", province=atlas.provinces.at[best, f"name_{text.lang}"], value=value)
