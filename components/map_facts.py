"""What the map's frame fetches once per language and data version: names, points, words. A Selection then only says which rows to show."""

import json
from typing import Any

from components.names import in_language
from components.text import Text
from geo.atlas import GROUPS, NOT_REPORTED, Atlas
from geo.indicators import INDICATORS
from geo.places import CITY, PROVINCE, SEVERAL

PRECISIONS = (CITY, SEVERAL, PROVINCE)
POINT_GROUPS = (*GROUPS, NOT_REPORTED)
BOUNDS = [[25.0, 44.0], [39.8, 63.4]]
"""South-west and north-east of the country, latitude first."""
FINE_ZOOM = 7
"""From this zoom on the finer outlines are fetched."""


def map_facts(atlas: Atlas, text: Text) -> dict[str, Any]:
    """The map's settings and all points, in the Atlas's order: [id, lon, lat, stage, precision, name]."""
    anchors, clusters = atlas.boundaries.anchor, atlas.clusters
    names = [in_language(text, fa, en) for fa, en in zip(clusters["name_fa"], clusters["name_en"], strict=True)]
    precisions = [PRECISIONS.index(p) for p in clusters["precision"]]
    lon, lat = clusters.geometry.x.round(4), clusters.geometry.y.round(4)
    return {
        "lang": text.lang,
        "label": text("map.description"),
        "home": text("map.home"),
        "attribution": text("map.attribution_own", file=atlas.boundaries.own_file) if atlas.boundaries.own_file else text("map.attribution"),
        "invented": text("invented.mark") if atlas.is_invented else "",
        "bounds": BOUNDS,
        "fineZoom": FINE_ZOOM,
        "provinces": {code: [name, round(anchors[code].x, 4), round(anchors[code].y, 4)] for code, name in atlas.provinces[f"name_{text.lang}"].items()},
        "stages": [[name, group] for name, group in zip(atlas.stages[f"name_{text.lang}"], atlas.group_of_stage.tolist(), strict=True)],
        "precisions": [text(f"precision.{p.replace(' ', '_')}") for p in PRECISIONS],
        "points": [list(point) for point in zip(clusters["cluster_id"], lon, lat, atlas.stage_codes.tolist(), precisions, names, strict=True)],
        "hover": [text.pattern("map.hover.one"), text.pattern("map.hover.other"), text("map.hover_none"), text("map.value_undefined")],
        "values": {name: text.pattern(f"map.value_{name}") for name in INDICATORS},
    }


def map_files(atlas: Atlas) -> dict[str, bytes]:
    """map_fa.json and map_en.json."""
    return {f"map_{lang}.json": json.dumps(map_facts(atlas, Text(lang)), ensure_ascii=False, separators=(",", ":")).encode() for lang in ("fa", "en")}
