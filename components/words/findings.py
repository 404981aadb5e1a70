"""What the map says: its finding as a title, its legend, its values.

Apart from the map's frame, so that files and the server can say it too.
"""

import numpy as np
import pandas as pd

from components.contract.map import AreaClass, MapLegend
from components.words.finding_words import (
    clusters_text,
    is_tautology,
    metric_support,
    named,
    no_record,
    value_text,
)
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.class_breaks import NO_RECORD, UNDEFINED, ZERO
from geo.findings import FEW, leaders, place
from geo.indicators import INDICATORS
from geo.selection import Selection

TOLD_APART = 1_500
"""So many clusters on the screen are drawn one by one; more are gathered, place by place, until the
reader comes closer.
"""


def shown_value(text: Text, metric: str, value: float) -> str:
    """A value of a metric with its digits and unit."""
    written = {"percent": text.percent, "significant": text.significant}
    return written[INDICATORS[metric].format](value)


def told_values(selection: Selection, text: Text) -> dict[str, str | None]:
    """What is told of each province beside its number of clusters: the metric's value.

    Where that is their number, the number on file; None where it is not defined.
    """
    metric = selection.view.metric
    column = "on_file" if INDICATORS[metric].is_count else "value"
    values = selection.provinces[column].astype(float)
    return {
        code: None if np.isnan(value) else shown_value(text, metric, value)
        for code, value in zip(values.index, values.tolist(), strict=True)
    }


def class_labels(
    metric: str, breaks: list[float], text: Text, *, undefined: bool, beyond: bool = False
) -> list[AreaClass]:
    """The classes of a choropleth with their breaks, worded.

    beyond: whether some value lies above the last break.
    """
    shown = [shown_value(text, metric, b) for b in breaks]
    areas = [AreaClass(ZERO, text("map.zero"))]
    for position, high in enumerate(shown):
        label = (
            text("map.between", low=shown[position - 1], high=high)
            if position
            else text("map.up_to", high=high)
        )
        if beyond and position == len(shown) - 1:
            label = text("map.over", low=shown[position - 1]) if position else text("map.any")
        areas.append(AreaClass(position, label))
    if undefined:
        areas.append(AreaClass(UNDEFINED, text(f"indicator.{metric}.without")))
    return [*areas, AreaClass(NO_RECORD, text("map.no_record"))]


def legend(selection: Selection, text: Text) -> MapLegend:
    """The classes with their breaks, the shapes of the stage groups; what to show below the map."""
    metric = selection.view.metric
    beyond = bool(selection.breaks) and bool(
        (selection.provinces["value"] > selection.breaks[-1]).any()
    )
    return MapLegend(
        title=text(f"indicator.{metric}.name"),
        areas=class_labels(
            metric,
            selection.breaks,
            text,
            undefined=bool((selection.provinces["class"] == UNDEFINED).any()),
            beyond=beyond,
        ),
        points_title=text("map.points"),
        points=[text(f"group.{g}") for g in STAGE_GROUPS],
        approximate=text("map.approximate"),
        gathered=text("gathered.legend") if selection.count > TOLD_APART else None,
    )


def finding(atlas: Atlas, selection: Selection, text: Text) -> str:
    """The map's title: where the one chosen province stands, else who leads.

    Of those chosen, where some are.
    """
    chosen = selection.view.chosen("province")
    if selection.is_unknown:
        return text("map.title_one_no_record", province=no_record(atlas, selection, text))
    if not selection.count:
        return (
            text("map.title_one_filtered", province=province_name(atlas, chosen[0], text))
            if len(chosen) == 1
            else text("map.title_none")
        )
    return (
        _standing(atlas, selection, text, chosen[0])
        if len(chosen) == 1
        else _leading(atlas, selection, text)
    )


def _figures(selection: Selection) -> tuple[pd.Series, pd.Series | None, str]:
    """What the title compares.

    Each province's figure, NaN where unknown; the clusters it rests on; and the metric it is.

    A share of stages among clusters chosen by their stage says nothing of the provinces: their
    numbers are compared instead.
    """
    table = selection.provinces
    if is_tautology(selection):
        return table["clusters"].where(table["on_file"] > 0), None, "count"
    return (
        table["value"].where(table["on_file"] > 0),
        metric_support(selection),
        selection.view.metric,
    )


def _standing(atlas: Atlas, selection: Selection, text: Text, code: str) -> str:
    """The one chosen province's figure, and its place among all that have one."""
    values, support, metric = _figures(selection)
    said = {
        "province": province_name(atlas, code, text),
        "metric": text(f"indicator.{metric}.name"),
    }
    if metric != selection.view.metric:
        return text("map.title_one_count", n=selection.count, **said)
    stands = place(values, code)
    if stands is None:
        return text("map.title_one_undefined", lacking=text(f"indicator.{metric}.lacking"), **said)
    own = float(values[code])
    value = shown_value(text, metric, own)
    if support is not None and support[code] < FEW:
        value = text(
            "finding.value_from", value=value, basis=clusters_text(text, int(support[code]))
        )
    if not own or stands.among == 1:
        return text("map.title_one_alone", value=value, **said)
    said |= {"value": value, "rank": text.number(stands.rank), "total": text.number(stands.among)}
    return (
        text("map.title_one_level", n=stands.level_with, **said)
        if stands.level_with
        else text("map.title_one", **said)
    )


def _leading(atlas: Atlas, selection: Selection, text: Text) -> str:
    """Who has the highest figure; all that tie."""
    values, support, metric = _figures(selection)
    chosen = selection.provinces["chosen"]
    found = leaders(values[chosen] if chosen.any() else values, support)
    if found is None:
        return text(
            "map.title_undefined",
            metric=text(f"indicator.{metric}.name"),
            lacking=text(f"indicator.{metric}.lacking"),
        )
    if not found.value:
        return text("map.title_zero", metric=text(f"indicator.{metric}.name"))
    names = named(text, found.keys, lambda code: province_name(atlas, code, text), "province")
    said = {
        "names": names,
        "value": value_text(text, found, shown_value(text, metric, found.value)),
        "metric": text(f"indicator.{metric}.name"),
    }
    if found.is_level:
        return text("map.title_level", **said)
    return text(
        "map.title_among" if chosen.any() else "map.title",
        what=text(f"indicator.{metric}.most"),
        n=found.compared,
        **said,
    )


def province_name(atlas: Atlas, code: str, text: Text) -> str:
    """A province, by its ISO code, in the reader's language."""
    return str(atlas.provinces.at[code, f"name_{text.lang}"])
