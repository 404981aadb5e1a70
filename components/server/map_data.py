"""What the map's frame fetches once per language and data version: names, points, words.

A Selection then only says which rows to show.
"""

import numpy as np
import pandas as pd

from components.contract.map import GatheredWords, MapClusters, MapFacts
from components.contract.wire import json_of
from components.words.findings import TOLD_APART
from components.words.names import attribution, in_language
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.indicators import INDICATORS
from geo.reference.gazetteer import CITY, PROVINCE, SEVERAL

PRECISIONS = (CITY, SEVERAL, PROVINCE)
BOUNDS = [[25.0, 44.0], [39.8, 63.4]]
"""South-west and north-east of the country, latitude first."""
FINE_ZOOM = 7
"""From this zoom on the finer outlines are fetched."""
_STEPS = 10_000
"""Places are told in ten-thousandths of a degree: some ten metres."""


def map_data(atlas: Atlas, text: Text) -> MapFacts:
    """What the map fetches once: settings, spots, and a column each for what marks need.

    Spots are [lon, lat] in degrees, where clusters lie; columns hold all clusters in the Atlas's
    order.
    """
    anchors, clusters = atlas.boundaries.anchor, atlas.clusters
    spot, spots = spots_of(clusters.geometry.x.to_numpy(), clusters.geometry.y.to_numpy())
    return MapFacts(
        lang=text.lang,
        label=text("map.description"),
        home=text("map.home"),
        attribution=attribution(text, atlas.boundaries.own_file),
        invented=text("invented.mark") if atlas.is_invented else "",
        bounds=BOUNDS,
        fine_zoom=FINE_ZOOM,
        provinces={
            code: (name, round(anchors[code].x, 4), round(anchors[code].y, 4))
            for code, name in atlas.provinces[f"name_{text.lang}"].items()
        },
        stages=[
            (name, group)
            for name, group in zip(
                atlas.stages[f"name_{text.lang}"], atlas.group_of_stage.tolist(), strict=True
            )
        ],
        precisions=[text(f"precision.{p.replace(' ', '_')}") for p in PRECISIONS],
        spots=spots,
        clusters=MapClusters(
            id=clusters["cluster_id"].tolist(),
            spot=spot.tolist(),
            stage=atlas.stage_codes.tolist(),
            precision=pd.Index(PRECISIONS).get_indexer(clusters["precision"]).tolist(),
            name=[
                in_language(text, fa, en)
                for fa, en in zip(
                    clusters["name_fa"].tolist(), clusters["name_en"].tolist(), strict=True
                )
            ],
        ),
        told_apart=TOLD_APART,
        groups=[text(f"group.{g}") for g in STAGE_GROUPS],
        gathered=GatheredWords(
            one=text.pattern("gathered.one"),
            other=text.pattern("gathered.other"),
            closer=text("gathered.closer"),
            list=text("gathered.list"),
            close=text("gathered.close"),
            previous=text("table.previous"),
            next=text("table.next"),
            page_of=text.pattern("table.page_of"),
        ),
        hover=(
            text.pattern("map.hover.one"),
            text.pattern("map.hover.other"),
            text("map.hover_none"),
        ),
        values={name: text.pattern(f"indicator.{name}.value") for name in INDICATORS},
        undefined={
            name: text(f"indicator.{name}.no_value")
            for name, indicator in INDICATORS.items()
            if "no_value" in indicator.words
        },
    )


def spots_of(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """The spot of each point, and the spots.

    The first as positions among the second, which are [lon, lat] in degrees, each once.
    """
    steps = np.round(np.column_stack([lon, lat]) * _STEPS).astype(np.int64)
    spot, first = pd.factorize(steps[:, 0] * 10 * 360 * _STEPS + steps[:, 1])
    places = np.zeros((len(first), 2))
    places[spot] = steps / _STEPS
    return spot, [(lon, lat) for lon, lat in places.tolist()]


def map_files(atlas: Atlas) -> dict[str, bytes]:
    """map_fa.json and map_en.json."""
    return {
        f"map_{lang}.json": json_of(map_data(atlas, Text(lang))).encode() for lang in ("fa", "en")
    }
