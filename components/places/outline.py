"""The small maps of provinces and of the country, with clusters on them."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely

from components.bridge.links import cluster_address, method_link, subject_links
from components.contract.links import PageLink
from components.contract.map import AreaClass
from components.contract.place_blocks import SketchArea, SketchBlock, SketchPoints
from components.server.site import reference
from components.words.names import attribution, cluster_names
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.class_breaks import NO_RECORD, ZERO, class_breaks, classify
from geo.drawing.sketch import MapFrame, Shape, frame_around, shapes_in, spread
from geo.reference.gazetteer import CITY
from geo.view import View

WIDTH, TALLEST = 640.0, 520.0
RADIUS, SMALL = 6.0, 3.0
MANY, TOO_MANY = 150, 300
"""Symbols from which on they are drawn small; and from which on, over the country, the colours and
counts of provinces stand for them.
"""
FOCUSABLE = 60
"""Symbols that can be reached with the keyboard one by one; where there are more, the list below is
the way.
"""
ROOM = 14.0
"""Units around the freest point of an outline from which on its name is written there."""
LETTER = 7.0
"""Units of a letter of a name: one that would be cut at the edge is left out."""
BELOW = 17.0
"""Units that a province's count stands below its freest point, where symbols of clusters without a
town are.
"""
COUNTRY = "country"


def drawn(province: str) -> tuple[MapFrame, list[Shape]]:
    """The frame around a province and the outlines in it; around the country for COUNTRY."""
    return _drawn(reference().digest, province)


@lru_cache(maxsize=64)
def _drawn(_digest: str, province: str) -> tuple[MapFrame, list[Shape]]:
    """Made once for each set of outlines, which the digest names."""
    boundaries = reference().boundaries
    if province == COUNTRY:
        frame = frame_around(shapely.box(*boundaries.overview.total_bounds), WIDTH, TALLEST)
        return frame, shapes_in(frame, boundaries.overview)
    frame = frame_around(boundaries.fine.loc[province], WIDTH, TALLEST)
    return frame, shapes_in(frame, boundaries.fine)


def points(
    atlas: Atlas, view: View, frame: MapFrame, rows: np.ndarray, chosen: str = ""
) -> SketchPoints:
    """The clusters at positions `rows`, and where each leads."""
    clusters = atlas.clusters.iloc[rows]
    radius = SMALL if len(rows) > MANY else RADIUS
    at = spread(
        frame, np.column_stack([clusters.geometry.x, clusters.geometry.y]).reshape(-1, 2), radius
    )
    groups = atlas.group_of_stage[atlas.stage_codes[rows]].tolist()
    rough = (clusters["precision"] != CITY).astype(int).tolist()
    text = Text(view.lang)
    ids, names = zip(*cluster_names(atlas, rows, text), strict=True) if len(rows) else ((), ())
    found = list(zip(at[:, 0].tolist(), at[:, 1].tolist(), groups, rough, ids, names, strict=True))
    return SketchPoints(
        rows=found,
        href=cluster_address(view),
        radius=radius,
        focusable=len(found) <= FOCUSABLE,
        chosen=chosen,
    )


def key(text: Text) -> list[str]:
    """What the symbols mean."""
    return [*(text(f"group.{g}") for g in STAGE_GROUPS), text("map.approximate")]


def province_map(
    atlas: Atlas, view: View, text: Text, title: str, province: str, rows: np.ndarray
) -> SketchBlock:
    """A province with the clusters at positions `rows`, and its neighbours, each a link."""
    frame, areas = _around(atlas, view, text, province)
    name = atlas.provinces.at[province, f"name_{text.lang}"]
    on_file = (atlas.province_codes == atlas.provinces.index.get_loc(province)).any()
    say = (
        text("place.map_say", province=name, n=len(rows))
        if on_file
        else text("place.map_say_none", province=name)
    )
    return _sketch(
        atlas, view, text, title, frame, areas, points(atlas, view, frame, rows), say=say
    )


def cluster_map(
    atlas: Atlas, view: View, text: Text, title: str, row: int, rows: np.ndarray
) -> SketchBlock:
    """The land around one cluster, with it marked and those at positions `rows`."""
    record, at = atlas.clusters.iloc[row], atlas.clusters.geometry.iloc[row]
    province = str(record["province_iso"])
    frame, areas = _around(atlas, view, text, province)
    shown = np.append(rows[rows != row], row)
    precision = text(f"precision.{str(record['precision']).replace(' ', '_')}")
    say = text(
        "place.cluster_map_say",
        precision=precision,
        lon=text.number(at.x, 2),
        lat=text.number(at.y, 2),
    )
    marked = points(atlas, view, frame, shown, str(record["cluster_id"]))
    return replace(_sketch(atlas, view, text, title, frame, areas, marked, say=say), note=say)


def country_map(
    atlas: Atlas, view: View, text: Text, title: str, rows: np.ndarray, counts: np.ndarray
) -> SketchBlock:
    """The country with the clusters at positions `rows`.

    Provinces coloured and labelled by `counts`.
    """
    frame, shapes = drawn(COUNTRY)
    names = atlas.names["province", text.lang]
    links = subject_links(view, "province", names)
    values = counts.astype(float)
    on_file = np.bincount(atlas.province_codes, minlength=len(counts)) > 0
    breaks = class_breaks(values, "count")
    classes = classify(values, breaks, on_file)
    areas = []
    for shape in shapes:
        place = int(atlas.provinces.index.get_loc(shape.code))
        name, link = names[shape.code], links[shape.code]
        said = (
            text("place.area_say", province=name, n=int(counts[place]))
            if on_file[place]
            else text("place.area_none", province=name)
        )
        label = text.number(int(counts[place])) if counts[place] > 1 else ""
        areas.append(
            SketchArea(
                path=shape.path,
                look=f"province c{classes[place]}",
                label=label,
                x=shape.x,
                y=shape.y + BELOW,
                say=said,
                href=link.href,
                action=link.action,
            )
        )
    say = text("place.country_say", n=len(rows), provinces=int((counts > 0).sum()))
    drawn_rows = rows if len(rows) <= TOO_MANY else rows[:0]
    shown = points(atlas, view, frame, drawn_rows)
    made = replace(
        _sketch(atlas, view, text, title, frame, areas, shown, say=say),
        areas=_class_key(breaks, classes, text),
    )
    return made if len(drawn_rows) else replace(made, key=[], note=text("place.no_symbols"))


def _class_key(breaks: list[float], classes: np.ndarray, text: Text) -> list[AreaClass]:
    """What the colours of the provinces mean; only those that occur beside the counts."""
    apart = [
        AreaClass(c, text(f"place.{name}"))
        for c, name in ((ZERO, "class_zero"), (NO_RECORD, "class_no_record"))
        if (classes == c).any()
    ]
    highs = [int(b) for b in breaks]
    lows = [1, *(high + 1 for high in highs[:-1])]
    counted = [
        AreaClass(i, text("place.class_of", range=text.range(low, high), n=high))
        for i, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]
    return [*counted, *apart]


def _around(
    atlas: Atlas, view: View, text: Text, province: str
) -> tuple[MapFrame, list[SketchArea]]:
    """The frame around a province, its neighbours as links, and above them itself."""
    frame, shapes = drawn(province)
    names = atlas.names["province", text.lang]
    others = [shape for shape in shapes if shape.code != province]
    links = subject_links(view, "province", {shape.code: names[shape.code] for shape in others})
    around = [_neighbour(text, shape, names[shape.code], links[shape.code]) for shape in others]
    mine = [SketchArea(shape.path, "ka-own") for shape in shapes if shape.code == province]
    return frame, [*around, *mine]


def _neighbour(text: Text, shape: Shape, name: str, link: PageLink) -> SketchArea:
    half = LETTER * len(name) / 2
    fits = shape.room > ROOM and half < shape.x < WIDTH - half
    return SketchArea(
        path=shape.path,
        look="ka-other",
        label=name if fits else "",
        x=shape.x,
        y=shape.y,
        say=text("place.neighbour_say", province=name),
        href=link.href,
        action=link.action,
    )


def _sketch(
    atlas: Atlas,
    view: View,
    text: Text,
    title: str,
    frame: MapFrame,
    areas: list[SketchArea],
    shown: SketchPoints,
    *,
    say: str,
) -> SketchBlock:
    """A map under its title, with whose outlines these are."""
    return SketchBlock(
        title=title,
        info=method_link(view, text, "place"),
        source=attribution(text, atlas.boundaries.own_file),
        width=frame.width,
        height=round(frame.height, 1),
        shapes=areas,
        points=shown,
        say=say,
        key=key(text),
    )
