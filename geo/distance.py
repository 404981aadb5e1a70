"""Distances between clusters: along the ellipsoid (WGS 84), in kilometres."""

import numpy as np
from pyproj import Geod

from geo.atlas import Atlas
from geo.reference.gazetteer import PROVINCE

_EARTH = Geod(ellps="WGS84")


def kilometres(lon: float, lat: float, lons: np.ndarray, lats: np.ndarray) -> np.ndarray:
    """Geodesic distance from one point to each of many; degrees, longitude first."""
    _, _, metres = _EARTH.inv(np.full(len(lons), lon), np.full(len(lons), lat), lons, lats)
    return np.asarray(metres) / 1000


def nearest(atlas: Atlas, row: int, rows: np.ndarray, count: int) -> list[tuple[int, float]]:
    """The `count` clusters of `rows` nearest to that at `row`, with kilometres, nearest first."""
    rows = rows[rows != row]
    points = atlas.clusters.geometry
    distances = kilometres(
        points.iloc[row].x, points.iloc[row].y, points.x.to_numpy()[rows], points.y.to_numpy()[rows]
    )
    order = np.argsort(distances, kind="stable")[:count]
    return [(int(rows[i]), float(distances[i])) for i in order]


def is_rough(atlas: Atlas, row: int, others: np.ndarray) -> np.ndarray:
    """Whether a cluster, or each of the others, stands only for its province.

    Their distance is a hint then.
    """
    stands_for_province = (atlas.clusters["precision"] == PROVINCE).to_numpy()
    return np.asarray(stands_for_province[others] | stands_for_province[row])
