"""Checking where rows say that their clusters are: coordinates and towns."""

import numpy as np
import pandas as pd
import shapely

from geo.basis.errors import Problem
from geo.intake.read_columns import Layout
from geo.reference.clusters import LAT_RANGE, LON_RANGE, names_in
from geo.reference.reference import ReferenceData

NEAR = 2e-4
"""Degrees within which a coordinate is the one that the atlas itself gave the place."""


def check_places(frame: pd.DataFrame, layout: Layout, reference: ReferenceData) -> list[Problem]:
    """Check coordinates and towns; forget coordinates that are the atlas's own (they would pass for
    measured ones).
    """
    problems = []
    lon, lat = frame["lon"], frame["lat"]
    outside = ~(lon.between(*LON_RANGE) & lat.between(*LAT_RANGE))
    swapped = lat.between(*LON_RANGE) & lon.between(*LAT_RANGE)
    for n in frame.index[lon.notna() | lat.notna()]:
        x, y = float(lon[n]), float(lat[n])
        if x != x or y != y:
            problems.append(
                layout.problem("coordinate_half", int(n), "lon" if x != x else "lat", "")
            )
        elif outside[n]:
            problems.append(
                layout.problem(
                    "coordinate_swapped" if swapped[n] else "coordinate_outside",
                    int(n),
                    "lon",
                    f"{x:g} {y:g}",
                )
            )
    keys = list(
        zip(*(frame[c].tolist() for c in ("province_iso", "city_fa", "city_en")), strict=True)
    )
    towns = set(keys)
    unknown = {key: _unknown_towns(key, reference) for key in towns}
    gazetteer, anchors = (
        reference.gazetteer,
        {str(code): (p.x, p.y) for code, p in reference.boundaries.anchor.items()},
    )
    known = {
        t: gazetteer.locate(t[0], names_in(t[2])) or gazetteer.locate(t[0], names_in(t[1]))
        for t in towns
        if t[0]
    }
    for n, key in zip(frame.index, keys, strict=True):
        if unknown[key]:
            problems.append(
                layout.problem(
                    "place_unknown",
                    int(n),
                    "city_fa" if key[1] else "city_en",
                    unknown[key],
                    level="warning",
                )
            )
    spots = np.array(
        [(known[k] or anchors[k[0]])[:2] if k[0] else (np.nan, np.nan) for k in keys], dtype=float
    ).reshape(-1, 2)
    own = (np.abs(frame["lon"] - spots[:, 0]) < NEAR) & (np.abs(frame["lat"] - spots[:, 1]) < NEAR)
    frame.loc[own, ["lon", "lat"]] = np.nan
    if own.any():
        problems.append(
            layout.problem(
                "coordinate_own", layout.heading_row, "lon", str(int(own.sum())), level="warning"
            )
        )
    measured = frame.index[
        frame["lon"].notna() & frame["lat"].notna() & ~outside & (frame["province_iso"] != "")
    ]
    if len(measured):
        outlines = reference.boundaries.fine.reindex(frame.loc[measured, "province_iso"]).to_numpy()
        inside = shapely.intersects(
            outlines, shapely.points(frame.loc[measured, "lon"], frame.loc[measured, "lat"])
        )
        for n in measured[~inside]:
            problems.append(
                layout.problem(
                    "coordinate_elsewhere", int(n), "lon", f"{lon[n]:g} {lat[n]:g}", level="warning"
                )
            )
    return problems


def _unknown_towns(key: tuple[str, str, str], reference: ReferenceData) -> str:
    """Of the towns that a row names in Persian, else in English, those that its province is not
    known to have; empty where either are all known.
    """
    if not key[0]:
        return ""
    missing = [
        [name for name in names_in(text) if not reference.gazetteer.find(key[0], name)]
        for text in key[1:]
        if text
    ]
    return "; ".join(missing[0]) if missing and all(missing) else ""
