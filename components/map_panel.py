"""The map: a folium base that never changes, and a layer of data painted anew with each Selection.

Only data crosses: the base map's script holds settings, the layer's script one call with JSON. Records never become script or markup.
"""

import hashlib
import json
from typing import Any

import folium
import numpy as np
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from components.panel import act, panel
from components.site import Site
from components.text import Text
from geo.atlas import GROUPS, Atlas
from geo.class_breaks import NO_RECORD, UNDEFINED, ZERO
from geo.indicators import INDICATORS
from geo.places import CITY, PROVINCE, SEVERAL
from geo.selection import Selection

HEIGHT = 560
PRECISIONS = (CITY, SEVERAL, PROVINCE)
POINT_GROUPS = (*GROUPS, "not_reported")
BOUNDS = [[25.0, 44.0], [39.8, 63.4]]
FINE_ZOOM = 7


def script_json(value: object) -> str:
    """`value` as JSON that is also safe inside a script: no markup, no line separators, nothing a template would expand."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029`$":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    return plain.replace("{{", "{\\u007b").replace("{%", "{\\u0025").replace("{#", "{\\u0023")


class BaseLayer(MacroElement):
    """Starts the map with its settings."""

    _template = Template("{% macro script(this, kwargs) %}atlasMap.start({{ this._parent.get_name() }}, {{ this.settings }});{% endmacro %}")

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BaseLayer"
        self.settings = script_json(settings)


class DataLayer(folium.FeatureGroup):
    """Paints one Selection."""

    _template = Template(
        "{% macro script(this, kwargs) %}var {{ this.get_name() }} = atlasMap.paint({{ this._parent.get_name() }}, {{ this.payload }});{% endmacro %}"
    )

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__()
        self.payload = script_json(payload)


def base_map(site: Site, text: Text) -> folium.Map:
    """The folium map without tiles, with nothing fetched from another host."""
    atlas = site.atlas
    base = folium.Map(location=[32.4, 53.7], zoom_start=5, tiles=None, min_zoom=4, maxZoom=12, zoomSnap=0.05, zoomDelta=0.5, wheelPxPerZoomLevel=120)
    base.default_js = [(name, site.asset(f"{name}.js")) for name in ("leaflet", "symbols", "atlas_map")]
    base.default_css = [(name, site.asset(f"{name}.css")) for name in ("leaflet", "atlas_map")]
    anchors = atlas.boundaries.anchor
    settings = {
        "lang": text.lang,
        "label": text("map.description"),
        "home": text("map.home"),
        "attribution": text("map.attribution"),
        "bounds": BOUNDS,
        "fineZoom": FINE_ZOOM,
        "overview": site.asset("overview.geojson"),
        "fine": site.asset("fine.geojson"),
        "neighbours": site.asset("neighbours.geojson"),
        "provinces": {code: [name, round(anchors[code].x, 4), round(anchors[code].y, 4)] for code, name in atlas.provinces[f"name_{text.lang}"].items()},
        "stages": atlas.stages[f"name_{text.lang}"].tolist(),
        "precisions": [text(f"precision.{p.replace(' ', '_')}") for p in PRECISIONS],
    }
    base.add_child(BaseLayer(settings))
    return base


def value_text(text: Text, metric: str, value: float, on_file: int) -> str:
    """A province's value of a metric, in words."""
    if np.isnan(value):
        return text("map.value_undefined")
    if metric == "count":
        return text("map.value_count", n=on_file)
    shown = text.percent(value) if INDICATORS[metric].unit == "share" else text.significant(value)
    return text(f"map.value_{metric}", value=shown)


def legend(selection: Selection, text: Text) -> dict[str, Any]:
    """The classes with their breaks, the shapes of the stage groups; what to show below the map."""
    unit = INDICATORS[selection.view.metric].unit
    shown = text.percent if unit == "share" else text.significant
    areas = []
    for position, high in enumerate(selection.breaks):
        low = selection.breaks[position - 1] if position else 0.0
        label = text("map.between", low=shown(low), high=shown(high)) if position else text("map.up_to", high=shown(high))
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


def payload(atlas: Atlas, selection: Selection, text: Text) -> dict[str, Any]:
    """What the browser needs to paint a Selection; points are [id, lon, lat, group, precision, name, stage]."""
    view = selection.view
    provinces = {}
    for row in selection.provinces.itertuples():
        if row.on_file:
            hover = text("map.hover", n=int(row.clusters), value=value_text(text, view.metric, float(row.value), int(row.on_file)))
            label = text.number(int(row.clusters))
        else:
            hover, label = text("map.hover_none"), "–"
        provinces[str(row.Index)] = [int(selection.provinces.at[row.Index, "class"]), label, hover, int(row.chosen)]
    rows = atlas.clusters.index.get_indexer(selection.clusters.index)
    group_of = [POINT_GROUPS.index(g) if g in POINT_GROUPS else len(GROUPS) for g in atlas.stages["group"]]
    names = selection.clusters["name_fa" if text.is_rtl else "name_en"].where(lambda s: s != "", selection.clusters["name_fa"])
    points = [
        [cluster_id, lon, lat, group_of[stage], PRECISIONS.index(precision), name, int(stage)]
        for cluster_id, lon, lat, stage, precision, name in zip(
            selection.clusters["cluster_id"],
            selection.clusters.geometry.x.round(4),
            selection.clusters.geometry.y.round(4),
            atlas.stage_codes[rows],
            selection.clusters["precision"],
            names,
            strict=True,
        )
    ]
    painted = {
        "provinces": provinces,
        "anyChosen": bool(view.chosen("province")),
        "points": points,
        "cluster": view.cluster,
    }
    return painted | {"stamp": hashlib.sha256(repr(sorted(view.to_query().items())).encode()).hexdigest()[:12]}


def finding(atlas: Atlas, selection: Selection, text: Text) -> str:
    """The map's title: where the one chosen province stands, else which leads."""
    table = selection.provinces[(selection.provinces["on_file"] > 0) & selection.provinces["value"].gt(0)]
    if table.empty:
        return text("map.title_none")
    view = selection.view
    metric = view.metric
    shown = text.percent if INDICATORS[metric].unit == "share" else text.significant
    chosen = view.chosen("province")
    if len(chosen) == 1 and chosen[0] in table.index:
        own = float(table.at[chosen[0], "value"])
        rank = int((table["value"] > own).sum()) + 1
        name = atlas.provinces.at[chosen[0], f"name_{text.lang}"]
        return text("map.title_one", province=name, value=shown(own), metric=text(f"metric.{metric}"), rank=rank, total=len(table))
    best = str(table["value"].idxmax())
    value = shown(float(table.at[best, "value"]))
    return text(f"map.title_{metric}", province=atlas.provinces.at[best, f"name_{text.lang}"], value=value)


def click(map_key: str, chosen: tuple[str, ...]) -> None:
    """Carry out a click on the map: a province is chosen alone, or left; a cluster opens its card."""
    clicked = (st.session_state.get(map_key) or {}).get("last_active_drawing") or {}
    if clicked.get("cluster"):
        act({"put": {"cluster": str(clicked["cluster"])}})
    elif clicked.get("province"):
        code = str(clicked["province"])
        act({"put": {"province": "" if chosen == (code,) else code}})


def render_map(site: Site, selection: Selection, text: Text) -> None:
    map_key = f"map{text.lang}{site.assets.digest}"
    """The map, with clicks carried out."""
    st_folium(
        base_map(site, text),
        key=map_key,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=DataLayer(payload(site.atlas, selection, text)),
        on_change=lambda: click(map_key, selection.view.chosen("province")),
    )


def render_head(atlas: Atlas, selection: Selection, text: Text) -> None:
    """The map's finding, and the choice of metric."""
    panel(
        "map_head",
        {
            "title": finding(atlas, selection, text),
            "metricLabel": text("metric.label"),
            "metrics": [{"value": m, "label": text(f"metric.{m}"), "on": m == selection.view.metric} for m in INDICATORS],
            "failed": text("map.failed"),
            "description": text("map.description"),
        },
    )


def render_legend(selection: Selection, text: Text) -> None:
    """The legend, below the map so that it covers nothing."""
    panel("map_legend", legend(selection, text))
